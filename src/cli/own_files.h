/* What a command is about to write is none of the files it lives from. */
#ifndef CLI_OWN_FILES_H
#define CLI_OWN_FILES_H

#include "cli/command.h"

/* By what they are, not by how they are written: links and ./ change nothing. */
bool is_same_file(const char *a, const char *b);

/* ERR_USAGE when the path given with `option` is the database, what stands beside it,
 * its key, or `source`, which is called `source_name` (NULL: there is none). */
nodiscard enum err_code own_files_refuse(const struct call *c, const char *path,
                                         const char *option, const char *source,
                                         const char *source_name, struct err *e);

#endif
