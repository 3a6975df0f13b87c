/* A file that gets its name when it is complete: written beside its place, synced,
 * renamed, never over something that is there. */
#ifndef BLIND_BESIDE_FILE_H
#define BLIND_BESIDE_FILE_H

#include "base/err.h"

struct beside_file {
    FILE *f; /* to write to */
    char *path, *beside;
};

/* ERR_EXISTS when there is something at `path`; ERR_NOT_FOUND, ERR_DENIED ... as
 * base/file.h. `mode` as for open(2). */
nodiscard enum err_code beside_file_open(struct beside_file *b, const char *path,
                                         unsigned mode, struct err *e);
/* Flushes, syncs, names. After it, as after an error of it, the struct is empty. */
nodiscard enum err_code beside_file_finish(struct beside_file *b, struct err *e);
void beside_file_drop(struct beside_file *b); /* removes it; an empty one is fine */

#endif
