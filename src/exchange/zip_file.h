/* Files put together in one .zip (PKWARE APPNOTE 6.3, deflate, UTF-8 names, no zip64),
 * as a stream: memory does not grow with the files. The same files give the same bytes:
 * no times are kept. */
#ifndef EXCHANGE_ZIP_FILE_H
#define EXCHANGE_ZIP_FILE_H

#include <stdio.h>

#include "base/err.h"

enum { ZIP_FILES_MAX = 64 };

struct zip_file {
    FILE *out; /* the caller's, empty, that can seek */
    struct zip_entry {
        char name[64];
        uint32_t crc, n_packed, n_bytes, at;
    } entries[ZIP_FILES_MAX];
    size_t n;
};

/* Adds all of `from` under a name. ERR_TOO_LARGE when the zip would be 4 GiB or more:
 * the hint says to write a folder. */
nodiscard enum err_code zip_add(struct zip_file *z, const char *name, FILE *from,
                                struct err *e);
/* Writes what stands at the end. */
nodiscard enum err_code zip_finish(struct zip_file *z, struct err *e);

#endif
