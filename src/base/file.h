/* Files. Errors name the path as the caller gave it and say the cure. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* The whole file; more than `limit` bytes is ERR_TOO_LARGE. "-" is standard input.
 * A folder is ERR_INVALID. */
nodiscard enum err_code file_read(struct str *out, struct arena *a, const char *path,
                                  size_t limit, struct err *e);
/* All or nothing: written beside, synced, renamed over. `mode` as for open(2). Through
 * a link the file it points to is replaced and the link stays; a link to nowhere is
 * ERR_NOT_FOUND. A folder or device is ERR_INVALID; a file that its owner or the caller
 * may not write is ERR_DENIED, also where the folder would let it be replaced. */
nodiscard enum err_code file_write(const char *path, struct str bytes, unsigned mode,
                                   struct err *e);
/* As file_write, but refuses to replace a file that exists (ERR_EXISTS). */
nodiscard enum err_code file_create(const char *path, struct str bytes, unsigned mode,
                                    struct err *e);
bool file_exists(const char *path);

#endif
