/* A growing text with a limit. Appending beyond the limit sets `overflow` and keeps
 * what was there, so that a chain of appends is checked once, at its end. The memory
 * belongs to the buf; `p` is never NULL after the first append and is NUL-terminated.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/err.h"
#include "base/str.h"

struct buf {
    char *p;
    size_t n, cap, limit; /* limit 0 means LIMIT_TEXT_BYTES */
    bool overflow;
};

void buf_init(struct buf *b, size_t limit);
void buf_dispose(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_add(struct buf *b, struct str s);
void buf_add_c(struct buf *b, const char *c_string);
void buf_add_char(struct buf *b, char c);
void buf_add_many(struct buf *b, char c, size_t n);
void buf_format(struct buf *b, const char *format, ...) printf_like(2, 3);
/* Appends n bytes for the caller to fill at once; NULL beyond the limit. */
char *buf_room(struct buf *b, size_t n);
struct str buf_str(const struct buf *b);
nodiscard enum err_code buf_check(const struct buf *b,
                                  struct err *e); /* ERR_TOO_LARGE */

#endif
