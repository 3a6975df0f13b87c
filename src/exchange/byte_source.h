/* Where the bytes of a file come from: block by block, so that its size costs no
 * memory. */
#ifndef EXCHANGE_BYTE_SOURCE_H
#define EXCHANGE_BYTE_SOURCE_H

#include <sodium.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/str.h"

enum { FILE_DIGEST_BYTES = 32 };

struct byte_source {
    void *from;
    /* Up to `room` bytes; 0 only at the end. */
    enum err_code (*read)(void *from, size_t *n_out, char *p, size_t room,
                          struct err *e);
};

/* A file, a pipe or "-" for standard input. A file must not change while it is read. */
struct file_source {
    int fd;
    const char *path;
    struct stat before;
    int64_t n_bytes; /* read so far */
    crypto_generichash_state digest;
};

/* ERR_NOT_FOUND, ERR_DENIED, ERR_INVALID for a folder, ERR_IO. */
nodiscard enum err_code file_source_open(struct file_source *f, const char *path,
                                         struct err *e);
struct byte_source file_source_bytes(struct file_source *f);
/* At the end of the file: its BLAKE2b-256. ERR_INVALID when size, time of change,
 * inode or content are not what they were at the beginning; a file is read a second
 * time for that, a pipe cannot be. */
nodiscard enum err_code file_source_finish(uint8_t digest_out[FILE_DIGEST_BYTES],
                                           struct file_source *f, struct err *e);
void file_source_close(struct file_source *f);
int64_t file_source_size(const struct file_source *f); /* -1 for a pipe */

/* A text in memory, for tests; `block` most bytes given at a time. */
struct text_source {
    struct str rest;
    size_t block;
};
struct byte_source text_source_bytes(struct text_source *t);

#endif
