#include "measure/panel_map.h"

/* Two 64-bit halves folded into one (the finisher of MurmurHash3, Appleby 2011). */
static uint64_t hash_of(const struct panel_map *m, struct uuid id)
{
    uint64_t high, low;
    memcpy(&high, id.b, sizeof high);
    memcpy(&low, id.b + sizeof high, sizeof low);
    uint64_t h = high * 0x9e3779b97f4a7c15u ^ low ^ m->seed;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

void panel_map_init(struct panel_map *m, uint64_t seed)
{
    *m = (struct panel_map){.seed = seed};
}

void panel_map_dispose(struct panel_map *m)
{
    free(m->ids);
    free(m->slots);
    *m = (struct panel_map){0};
}

static size_t slot_of(const struct panel_map *m, struct uuid id)
{
    size_t slot = hash_of(m, id) & (m->n_slots - 1);
    while (m->slots[slot] && !uuid_eq(m->ids[m->slots[slot] - 1], id))
        slot = (slot + 1) & (m->n_slots - 1);
    return slot;
}

static void grow(struct panel_map *m)
{
    free(m->slots);
    m->n_slots = m->n_slots ? 2 * m->n_slots : 1024;
    m->slots = mem_array(m->n_slots, sizeof *m->slots);
    for (uint32_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->ids[i])] = i + 1;
}

bool panel_map_add(struct panel_map *m, struct uuid id)
{
    if (2 * (size_t)m->n >= m->n_slots) grow(m);
    size_t slot = slot_of(m, id);
    if (m->slots[slot]) return false;
    mem_push_room(m->ids, m->n, m->ids_cap);
    m->ids[m->n++] = id;
    m->slots[slot] = m->n;
    return true;
}

uint32_t panel_map_find(const struct panel_map *m, struct uuid id)
{
    if (m->n == 0) return PANEL_MAP_NONE;
    uint32_t number = m->slots[slot_of(m, id)];
    return number ? number - 1 : PANEL_MAP_NONE;
}
