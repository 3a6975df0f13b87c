/* The files in a .zip that somebody sent (PKWARE APPNOTE 6.3): stored or deflated, no
 * zip64, no encryption, no parts. Lengths and sums are checked against what was told,
 * and nothing larger than the limits is ever asked for. Names lose their folders. */
#ifndef EXCHANGE_ZIP_READ_H
#define EXCHANGE_ZIP_READ_H

#include "base/err.h"
#include "base/str.h"

struct zip_part {
    char name[64]; /* the last part of its path */
    struct str bytes;
};
/* All files, in the arena. ERR_SYNTAX when it is no zip, or one of a kind that is not
 * read; ERR_CORRUPT; ERR_TOO_LARGE for more than ZIP_FILES_MAX files or `most` bytes in
 * all; ERR_EXISTS when two have one name. */
nodiscard enum err_code zip_read(struct zip_part **out, size_t *n_out, struct arena *a,
                                 struct str zip, size_t most, struct err *e);
bool zip_is_one(struct str bytes);

#endif
