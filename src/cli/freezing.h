/* --freeze NAME: the answer is kept in every format, and what is shown or written is
 * one of the forms that were kept. */
#ifndef CLI_FREEZING_H
#define CLI_FREEZING_H

#include "act/release_acts.h"
#include "cli/command.h"

/* `path` NULL: to standard output. */
nodiscard enum err_code freezing_run(struct call *c, const struct asked *asked,
                                     enum publish_format format, const char *path,
                                     struct err *e);

#endif
