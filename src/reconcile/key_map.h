/* Keys to lists of numbers, in the order they were added: what brings claims together
 * that must be compared. Keys are bytes: a text, or a few numbers side by side. Adding
 * and finding take constant time on average. */
#ifndef RECONCILE_KEY_MAP_H
#define RECONCILE_KEY_MAP_H

#include "base/str.h"

#define KEY_END UINT32_MAX

struct key_entry {
    struct str key;
    uint32_t first, last, n; /* links into item and next; KEY_END when n is 0 */
};

struct key_map {
    struct arena keys;
    struct key_entry *entries; /* in the order of first use */
    size_t n, cap;
    uint32_t *slots; /* entry + 1, 0 free; a power of two */
    size_t n_slots;
    uint32_t *item, *next;
    size_t n_items, cap_items, cap_next;
};

void key_map_init(struct key_map *m);
void key_map_dispose(struct key_map *m);
/* The number of a key, given in the order of first use. */
uint32_t key_map_number(struct key_map *m, struct str key);
void key_map_add(struct key_map *m, struct str key, uint32_t item);
/* NULL when nothing was added under the key. */
const struct key_entry *key_map_find(const struct key_map *m, struct str key);

#define KEY_OF(array)                                                                  \
    ((struct str){(const char *)(array), sizeof(array)}) /* uint32_t key[n] */
#define KEY_EACH(link, map, entry)                                                     \
    for (uint32_t link = (entry) ? (entry)->first : KEY_END; link != KEY_END;          \
         link = (map)->next[link])

#endif
