#include "base/arena.h"

#include <stdarg.h>

enum { BLOCK_BYTES = 64 << 10, ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t bytes;
};

static size_t head_bytes(void)
{
    return (sizeof(struct arena_block) + ALIGN - 1) / ALIGN * ALIGN;
}

_Noreturn static void out_of_memory(size_t bytes)
{
    fprintf(stderr, "vindplaats: out of memory (%zu bytes asked)\n", bytes);
    abort();
}

void arena_init(struct arena *a)
{
    *a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
    for (struct arena_block *b = a->first; b;) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
    *a = (struct arena){0};
}

void arena_dispose(struct arena *a)
{
    arena_reset(a);
}

static struct arena_block *block_new(struct arena *a, size_t cap)
{
    struct arena_block *b = calloc(1, head_bytes() + cap);
    if (!b) out_of_memory(cap);
    b->bytes = cap;
    a->total += cap;
    return b;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    if (bytes > SIZE_MAX / 2) out_of_memory(bytes);
    size_t need = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (a->first && need > BLOCK_BYTES) {
        /* a block of its own behind the one in use, whose free room stays in use */
        struct arena_block *b = block_new(a, need);
        b->next = a->first->next;
        a->first->next = b;
        return (char *)b + head_bytes();
    }
    if (!a->first || a->used + need > a->cap) {
        size_t cap = MAX_OF(need, (size_t)BLOCK_BYTES);
        struct arena_block *b = block_new(a, cap);
        b->next = a->first;
        a->first = b;
        a->used = 0;
        a->cap = cap;
    }
    char *p = (char *)a->first + head_bytes() + a->used;
    a->used += need;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes)) out_of_memory(SIZE_MAX);
    return arena_alloc(a, bytes);
}

char *arena_format(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    require(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

char *arena_copy(struct arena *a, const char *p, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    if (n) memcpy(copy, p, n);
    return copy;
}

void *mem_alloc(size_t bytes)
{
    void *p = calloc(1, bytes ? bytes : 1);
    if (!p) out_of_memory(bytes);
    return p;
}

void *mem_array(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p) out_of_memory(n * size);
    return p;
}

void *mem_grow(void *p, size_t n, size_t size)
{
    void *grown = reallocarray(p, n ? n : 1, size ? size : 1);
    if (!grown) out_of_memory(n * size);
    return grown;
}
