#include "base/buf.h"

#include <stdarg.h>

#include "base/limits.h"

void buf_init(struct buf *b, size_t limit)
{
    *b = (struct buf){.limit = limit};
}

void buf_dispose(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.limit = b->limit};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->overflow = false;
    if (b->p) b->p[0] = '\0';
}

static bool room(struct buf *b, size_t more)
{
    size_t limit = b->limit ? b->limit : LIMIT_TEXT_BYTES;
    if (b->overflow || more > limit || b->n + more > limit) {
        b->overflow = true;
        if (!b->p) {
            b->p = mem_alloc(1);
            b->cap = 1;
        }
        return false;
    }
    if (b->n + more + 1 > b->cap) {
        size_t cap = MAX_OF(b->cap * 2, (size_t)256);
        while (cap < b->n + more + 1)
            cap *= 2;
        b->p = mem_grow(b->p, cap, 1);
        b->cap = cap;
    }
    return true;
}

void buf_add(struct buf *b, struct str s)
{
    if (!room(b, s.n)) return;
    if (s.n) memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = '\0';
}

char *buf_room(struct buf *b, size_t n)
{
    if (!room(b, n)) return NULL;
    char *p = b->p + b->n;
    b->n += n;
    b->p[b->n] = '\0';
    return p;
}

void buf_add_c(struct buf *b, const char *c_string)
{
    buf_add(b, str_of(c_string));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, (struct str){&c, 1});
}

void buf_add_many(struct buf *b, char c, size_t n)
{
    if (!room(b, n)) return;
    memset(b->p + b->n, c, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    require(n >= 0);
    if (room(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

enum err_code buf_check(const struct buf *b, struct err *e)
{
    if (!b->overflow) return OK;
    size_t limit = b->limit ? b->limit : LIMIT_TEXT_BYTES;
    return err_set(e, ERR_TOO_LARGE, "text grew beyond its limit of %zu bytes", limit);
}
