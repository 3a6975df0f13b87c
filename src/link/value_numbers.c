#include "link/value_numbers.h"

enum { SLOTS_FIRST = 256 };

void value_numbers_init(struct value_numbers *v, struct arena *a)
{
    *v = (struct value_numbers){.arena = a, .n = 1, .cap = SLOTS_FIRST};
    v->text = mem_array(v->cap, sizeof *v->text);
    v->n_slots = SLOTS_FIRST;
    v->slot = mem_array(v->n_slots, sizeof *v->slot);
}

void value_numbers_dispose(struct value_numbers *v)
{
    free(v->text);
    free(v->slot);
    *v = (struct value_numbers){0};
}

static size_t slot_of(const struct value_numbers *v, struct str text)
{
    uint64_t hash = str_hash(text);
    size_t mask = v->n_slots - 1, at = (hash ^ hash >> 32) & mask;
    while (v->slot[at] && !str_eq(v->text[v->slot[at]], text))
        at = (at + 1) & mask;
    return at;
}

static void grow(struct value_numbers *v)
{
    free(v->slot);
    v->n_slots *= 2;
    v->slot = mem_array(v->n_slots, sizeof *v->slot);
    for (size_t i = 1; i < v->n; i++)
        v->slot[slot_of(v, v->text[i])] = (uint32_t)i;
}

uint32_t value_number(struct value_numbers *v, struct str text)
{
    if (!text.n) return 0;
    size_t at = slot_of(v, text);
    if (v->slot[at]) return v->slot[at];
    mem_push_room(v->text, v->n, v->cap);
    v->text[v->n] = str_copy(v->arena, text);
    v->slot[at] = (uint32_t)v->n;
    v->n++;
    if (2 * v->n > v->n_slots) grow(v);
    return (uint32_t)v->n - 1;
}
