/* A pattern fits in two words: three bits a field. They are found through an open hash
 * table and then put in order, because sums of fractions depend on the order in which
 * they are added and the answer must not depend on the order of the pairs. */
#include "link/level_patterns.h"

struct key {
    uint64_t high, low; /* fields 0..11 and 12..23; first field in the highest bits */
};

struct found {
    struct key key;
    double count;
    uint32_t number; /* in order of appearance */
};

static struct key key_of(const uint8_t *level, size_t n_fields)
{
    struct key k = {0, 0};
    for (size_t f = 0; f < n_fields; f++) {
        require(level[f] < LEVELS_MAX);
        uint64_t bits = (uint64_t)level[f];
        if (f < 12)
            k.high |= bits << (3 * (11 - f));
        else
            k.low |= bits << (3 * (23 - f));
    }
    return k;
}

static size_t slot_of(struct key k, size_t mask)
{
    uint64_t h = (k.high * 0x9e3779b97f4a7c15U) ^ (k.low * 0xc2b2ae3d27d4eb4fU);
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9U;
    return (size_t)(h ^ (h >> 32)) & mask;
}

struct finder {
    struct found *found;
    size_t n, capacity;
    uint32_t *slot; /* number + 1; 0 empty */
    size_t mask;
};

static void finder_widen(struct finder *t)
{
    size_t n_slots = (t->mask + 1) * 2;
    free(t->slot);
    t->slot = calloc(n_slots, sizeof *t->slot);
    require(t->slot);
    t->mask = n_slots - 1;
    for (size_t i = 0; i < t->n; i++) {
        size_t s = slot_of(t->found[i].key, t->mask);
        while (t->slot[s])
            s = (s + 1) & t->mask;
        t->slot[s] = (uint32_t)i + 1;
    }
}

static uint32_t finder_number(struct finder *t, struct key k)
{
    size_t s = slot_of(k, t->mask);
    for (; t->slot[s]; s = (s + 1) & t->mask) {
        struct found *f = &t->found[t->slot[s] - 1];
        if (f->key.high == k.high && f->key.low == k.low) return t->slot[s] - 1;
    }
    if (t->n == t->capacity) {
        t->capacity = t->capacity ? t->capacity * 2 : 1024;
        t->found = realloc(t->found, t->capacity * sizeof *t->found);
        require(t->found);
    }
    t->found[t->n] = (struct found){k, 0, (uint32_t)t->n};
    t->slot[s] = (uint32_t)++t->n;
    if (t->n * 2 > t->mask) finder_widen(t);
    return (uint32_t)t->n - 1;
}

static int by_key(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->key.high != b->key.high) return a->key.high < b->key.high ? -1 : 1;
    if (a->key.low != b->key.low) return a->key.low < b->key.low ? -1 : 1;
    return 0;
}

void level_patterns_init(struct level_patterns *out, const uint8_t *level,
                         size_t n_pairs, size_t n_fields, bool with_pattern_of_pair)
{
    require(n_fields <= COMPARED_FIELDS_MAX && COMPARED_FIELDS_MAX <= 24);
    require(n_pairs < UINT32_MAX);
    struct finder t = {.mask = 4095};
    t.slot = calloc(t.mask + 1, sizeof *t.slot);
    uint32_t *of_pair =
        with_pattern_of_pair ? malloc((n_pairs + 1) * sizeof *of_pair) : NULL;
    require(t.slot && (of_pair || !with_pattern_of_pair));
    for (size_t i = 0; i < n_pairs; i++) {
        uint32_t number = finder_number(&t, key_of(level + i * n_fields, n_fields));
        t.found[number].count += 1;
        if (of_pair) of_pair[i] = number;
    }
    if (t.n) qsort(t.found, t.n, sizeof *t.found, by_key);
    *out = (struct level_patterns){.n = t.n, .n_fields = n_fields};
    out->level = malloc(t.n * n_fields + 1);
    out->count = malloc((t.n + 1) * sizeof *out->count);
    uint32_t *place = malloc((t.n + 1) * sizeof *place);
    require(out->level && out->count && place);
    for (size_t i = 0; i < t.n; i++) {
        const struct key k = t.found[i].key;
        for (size_t f = 0; f < n_fields; f++)
            out->level[i * n_fields + f] =
                (uint8_t)((f < 12 ? k.high >> (3 * (11 - f))
                                  : k.low >> (3 * (23 - f))) &
                          7);
        out->count[i] = t.found[i].count;
        place[t.found[i].number] = (uint32_t)i;
    }
    for (size_t i = 0; of_pair && i < n_pairs; i++)
        of_pair[i] = place[of_pair[i]];
    out->pattern_of_pair = of_pair;
    free(place);
    free(t.found);
    free(t.slot);
}

void level_patterns_dispose(struct level_patterns *p)
{
    free(p->level);
    free(p->count);
    free(p->pattern_of_pair);
    *p = (struct level_patterns){0};
}
