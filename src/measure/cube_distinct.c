#include "measure/cube_distinct.h"

/* The minimal sets of dimensions in which a leaf differs from leaves seen before. No
 * antichain of subsets of eight things has more than 70 members (Sperner 1928). */
struct antichain {
    unsigned n;
    uint8_t sets[70];
};
_Static_assert(LIMIT_QUESTION_DIMS <= 8, "70 is 8 over 4");

static void antichain_add(struct antichain *c, unsigned set)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < c->n; i++) {
        if ((c->sets[i] & set) == c->sets[i]) return; /* a smaller one is there */
    }
    for (unsigned i = 0; i < c->n; i++) {
        if ((c->sets[i] & set) != set) c->sets[kept++] = c->sets[i];
    }
    c->sets[kept++] = (uint8_t)set;
    c->n = kept;
}

static int64_t *extra_cells(struct cube_distinct *u)
{
    if (!u->extra) u->extra = mem_array(u->shape->cells, sizeof *u->extra);
    return u->extra;
}

static void add_uncovered(struct cube_distinct *u, uint32_t leaf,
                          const struct antichain *c)
{
    int64_t *extra = extra_cells(u);
    for (unsigned set = 0; set < 1u << u->shape->n_dims; set++) {
        bool covered = false;
        for (unsigned i = 0; i < c->n && !covered; i++)
            covered = (c->sets[i] & set) == c->sets[i];
        if (!covered) extra[cube_join_cell(u->shape, leaf, set)] += u->weight;
    }
}

/* Takes back what the leaf's totals share with totals counted before, by inclusion and
 * exclusion over the antichain; a large antichain is counted cell by cell instead. */
static void take_back(struct cube_distinct *u, uint32_t leaf, const struct antichain *c)
{
    const struct cube_shape *s = u->shape;
    if (c->n > 3) {
        u->cells[cube_leaf_cell(s, leaf)] -= u->weight;
        add_uncovered(u, leaf, c);
        return;
    }
    for (unsigned pick = 1; pick < 1u << c->n; pick++) {
        unsigned set = 0;
        for (unsigned i = 0; i < c->n; i++)
            set |= pick >> i & 1 ? c->sets[i] : 0u;
        bool is_odd = __builtin_popcount(pick) & 1;
        u->cells[cube_join_cell(s, leaf, set)] += is_odd ? -u->weight : u->weight;
    }
}

/* True when the cell was not yet stamped by the unit at work. */
static bool stamp_cell(struct cube_distinct *u, uint32_t cell)
{
    if (u->stamp[cell] == u->serial) return false;
    u->stamp[cell] = u->serial;
    return true;
}

static void stamp_unit(struct cube_distinct *u, uint32_t leaf)
{
    for (unsigned set = 0; set < 1u << u->shape->n_dims; set++)
        (void)stamp_cell(u, cube_join_cell(u->shape, leaf, set));
}

/* From here on the unit is counted by stamps: all its leaves so far, and b. */
static void stamp_begin(struct cube_distinct *u, uint32_t b)
{
    const struct cube_shape *s = u->shape;
    if (!u->stamp) u->stamp = mem_array(s->cells, sizeof *u->stamp);
    if (++u->serial == 0) { /* after 2^32 - 1 such units all stamps are stale */
        memset(u->stamp, 0, s->cells * sizeof *u->stamp);
        u->serial = 1;
    }
    for (unsigned i = 0; i < CUBE_SEEN; i++)
        stamp_unit(u, u->seen[i]);
    stamp_unit(u, b);
    u->n_seen = CUBE_SEEN + 1;
}

static void stamp_leaf(struct cube_distinct *u, uint32_t leaf)
{
    const struct cube_shape *s = u->shape;
    uint32_t leaf_cell = cube_leaf_cell(s, leaf);
    u->cells[leaf_cell] -= u->weight;
    if (u->stamp[leaf_cell] == u->serial) return; /* then all its totals are stamped */
    int64_t *extra = extra_cells(u);
    for (unsigned set = 0; set < 1u << s->n_dims; set++) {
        uint32_t cell = cube_join_cell(s, leaf, set);
        if (stamp_cell(u, cell)) extra[cell] += u->weight;
    }
}

void cube_distinct_more(struct cube_distinct *u, uint32_t b)
{
    const struct cube_shape *s = u->shape;
    if (u->n_seen > CUBE_SEEN) {
        stamp_leaf(u, b);
        return;
    }
    struct antichain c = {.n = 0};
    for (unsigned i = 0; i < u->n_seen; i++) {
        unsigned set = cube_differing(s, u->seen[i], b);
        if (set == 0) {
            u->cells[cube_leaf_cell(s, b)] -= u->weight;
            return;
        }
        antichain_add(&c, set);
    }
    take_back(u, b, &c);
    if (u->n_seen < CUBE_SEEN)
        u->seen[u->n_seen++] = b;
    else
        stamp_begin(u, b);
}

void cube_distinct_dispose(struct cube_distinct *u)
{
    free(u->extra);
    free(u->stamp);
}
