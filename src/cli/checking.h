/* What `check` and `answer --check` have in common: findings on a stream, and the error
 * that stands when one of them must be solved first. */
#ifndef CLI_CHECKING_H
#define CLI_CHECKING_H

#include "cli/command.h"
#include "reconcile/findings.h"

/* Format "text", "csv" or "json". */
nodiscard enum err_code checking_print(FILE *out, const struct findings *f,
                                       enum lang lang, const char *format,
                                       unsigned width, struct err *e);
/* ERR_FINDINGS when a finding is an error. */
nodiscard enum err_code checking_verdict(const struct findings *f, struct err *e);

#endif
