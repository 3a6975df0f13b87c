/* `link match` for files of encodings: the linkage unit's step. */
#ifndef CLI_MATCH_ENCODINGS_H
#define CLI_MATCH_ENCODINGS_H

#include "cli/command.h"

/* Whether the first argument is a file of encodings. */
bool match_is_of_encodings(const struct call *c);
/* Reads --out, --threshold, --doubles, --bits and --threads of the call. */
nodiscard enum err_code match_encodings(struct call *c, struct err *e);

#endif
