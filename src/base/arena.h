/* An arena: memory of one request or one command, freed at once. What is taken from it
 * lives until arena_dispose or arena_reset. Out of memory aborts; therefore sizes that
 * outsiders control are checked against limits.h before they come here. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena_block;
struct arena {
    struct arena_block *first; /* the block in use */
    size_t used, cap;          /* in that block */
    size_t total;              /* bytes held, for reports */
};

void arena_init(struct arena *a);    /* = {0} does the same */
void arena_reset(struct arena *a);   /* frees all, ready for use again */
void arena_dispose(struct arena *a); /* same; the name says it is the last call */

/* Zeroed, aligned to 16 bytes. Never NULL. */
void *arena_alloc(struct arena *a, size_t bytes);
#define arena_new(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define arena_new_array(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))
void *arena_array(struct arena *a, size_t n, size_t size); /* aborts on overflow */

/* The text of a format, NUL-terminated, owned by the arena. */
char *arena_format(struct arena *a, const char *format, ...) printf_like(2, 3);
char *arena_copy(struct arena *a, const char *p, size_t n); /* NUL added */

/* Plain memory that aborts instead of returning NULL. For what outlives a request. */
void *mem_alloc(size_t bytes); /* zeroed */
void *mem_array(size_t n, size_t size);
void *mem_grow(void *p, size_t n, size_t size); /* like reallocarray */

/* Make room for one more in a heap array {items, n, cap}. */
#define mem_push_room(items, n, cap)                                                   \
    do {                                                                               \
        if ((n) == (cap)) {                                                            \
            (cap) = (cap) ? (cap)*2 : 64;                                              \
            (items) = mem_grow((items), (cap), sizeof *(items));                       \
        }                                                                              \
    } while (0)

#endif
