#include "reconcile/key_map.h"

void key_map_init(struct key_map *m)
{
    *m = (struct key_map){.n_slots = 64};
    m->slots = mem_array(m->n_slots, sizeof *m->slots);
}

void key_map_dispose(struct key_map *m)
{
    arena_dispose(&m->keys);
    free(m->entries);
    free(m->slots);
    free(m->item);
    free(m->next);
    *m = (struct key_map){0};
}

/* The slot of a key: its own, or the free one where it would stand. */
static size_t slot_of(const struct key_map *m, struct str key)
{
    size_t i = (size_t)str_hash(key) & (m->n_slots - 1);
    while (m->slots[i] && !str_eq(m->entries[m->slots[i] - 1].key, key))
        i = (i + 1) & (m->n_slots - 1);
    return i;
}

static void grow(struct key_map *m)
{
    free(m->slots);
    m->n_slots *= 2;
    m->slots = mem_array(m->n_slots, sizeof *m->slots);
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->entries[i].key)] = (uint32_t)(i + 1);
}

uint32_t key_map_number(struct key_map *m, struct str key)
{
    size_t slot = slot_of(m, key);
    if (m->slots[slot]) return m->slots[slot] - 1;
    require(m->n < KEY_END - 1);
    mem_push_room(m->entries, m->n, m->cap);
    m->entries[m->n] = (struct key_entry){str_copy(&m->keys, key), KEY_END, KEY_END, 0};
    m->slots[slot] = (uint32_t)(m->n + 1);
    m->n++;
    if (m->n * 2 > m->n_slots) grow(m);
    return (uint32_t)(m->n - 1);
}

void key_map_add(struct key_map *m, struct str key, uint32_t item)
{
    uint32_t number = key_map_number(m, key); /* may move the entries */
    struct key_entry *e = &m->entries[number];
    uint32_t link = (uint32_t)m->n_items;
    mem_push_room(m->item, m->n_items, m->cap_items);
    mem_push_room(m->next, m->n_items, m->cap_next);
    m->item[link] = item;
    m->next[link] = KEY_END;
    m->n_items++;
    if (e->n == 0)
        e->first = link;
    else
        m->next[e->last] = link;
    e->last = link;
    e->n++;
}

const struct key_entry *key_map_find(const struct key_map *m, struct str key)
{
    size_t slot = slot_of(m, key);
    if (!m->slots[slot]) return NULL;
    const struct key_entry *e = &m->entries[m->slots[slot] - 1];
    return e->n ? e : NULL;
}
