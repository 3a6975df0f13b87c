/* Two groups are joined when, of the pairs across them, enough have been seen so far
 * (merge_per_1000); a pair that does not join them is remembered with the two groups.
 * Which label a group keeps does not matter: the smaller is taken into the larger, so
 * that no record moves more than log2(n) times. */
#include "base/arena.h"
#include "link/clk_groups.h"

static const uint32_t NONE = UINT32_MAX;

/* Pairs seen between two groups: a hash table by (lower, higher) label. */
struct seen {
    uint64_t key;
    uint32_t n; /* 0: free, or taken out */
};

struct group {
    uint32_t *member, *beside; /* records; groups with which pairs were seen */
    size_t n, cap, n_beside, cap_beside;
};

struct solver {
    const size_t *party_size;
    size_t n_parties, n_records;
    uint32_t *first;    /* number of the first record of each party */
    uint32_t *group_of; /* of each record */
    uint16_t *party_of;
    bool *has_doubles; /* parties that say of themselves that they do */
    size_t *mark;      /* of each party: the last question asked about it */
    size_t question;
    struct group *group;
    size_t n_groups, cap_groups;
    struct seen *seen;
    size_t n_seen, cap_seen; /* places used, also those taken out again */
    unsigned merge_per_1000;
};

/* --- pairs seen --- */

static struct seen *seen_at(struct solver *s, uint32_t x, uint32_t y)
{
    uint64_t key = (uint64_t)MIN_OF(x, y) << 32 | MAX_OF(x, y);
    size_t mask = s->cap_seen - 1;
    size_t i = (size_t)((key ^ key >> 32) * 0x9e3779b97f4a7c15u >> 20) & mask;
    while (s->seen[i].key != UINT64_MAX && s->seen[i].key != key)
        i = (i + 1) & mask;
    if (s->seen[i].key == UINT64_MAX) {
        s->seen[i] = (struct seen){key, 0};
        s->n_seen++;
    }
    return &s->seen[i];
}

static void seen_make_room(struct solver *s)
{
    if (2 * s->n_seen < s->cap_seen) return;
    struct seen *old = s->seen;
    size_t n_old = s->cap_seen, n_held = 0;
    for (size_t i = 0; i < n_old; i++)
        n_held += old[i].n != 0;
    s->cap_seen = 1024;
    while (s->cap_seen < 4 * (n_held + 1))
        s->cap_seen *= 2;
    s->seen = mem_array(s->cap_seen, sizeof *s->seen);
    for (size_t i = 0; i < s->cap_seen; i++)
        s->seen[i].key = UINT64_MAX;
    s->n_seen = 0;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].n)
            seen_at(s, (uint32_t)(old[i].key >> 32), (uint32_t)old[i].key)->n =
                old[i].n;
    free(old);
}

static void add_beside(struct group *g, uint32_t other)
{
    mem_push_room(g->beside, g->n_beside, g->cap_beside);
    g->beside[g->n_beside++] = other;
}

static uint32_t add_seen(struct solver *s, uint32_t x, uint32_t y, uint32_t n)
{
    seen_make_room(s);
    struct seen *between = seen_at(s, x, y);
    if (!between->n) {
        add_beside(&s->group[x], y);
        add_beside(&s->group[y], x);
    }
    return between->n += n;
}

/* --- groups --- */

static void add_member(struct solver *s, uint32_t label, uint32_t record)
{
    struct group *g = &s->group[label];
    mem_push_room(g->member, g->n, g->cap);
    g->member[g->n++] = record;
    s->group_of[record] = label;
}

static uint32_t group_with(struct solver *s, uint32_t record)
{
    if (s->group_of[record] != NONE) return s->group_of[record];
    mem_push_room(s->group, s->n_groups, s->cap_groups);
    s->group[s->n_groups] = (struct group){0};
    add_member(s, (uint32_t)s->n_groups, record);
    return (uint32_t)s->n_groups++;
}

/* Would a party that has no doubles stand twice in the group? */
static bool stands_twice(struct solver *s, const struct group *x, const struct group *y)
{
    s->question++;
    for (size_t i = 0; i < x->n; i++)
        s->mark[s->party_of[x->member[i]]] = s->question;
    for (size_t i = 0; i < y->n; i++) {
        uint16_t party = s->party_of[y->member[i]];
        if (s->mark[party] == s->question && !s->has_doubles[party]) return true;
    }
    return false;
}

static void join(struct solver *s, uint32_t into, uint32_t from)
{
    size_t in = s->group[into].n + s->group[into].n_beside,
           out = s->group[from].n + s->group[from].n_beside;
    if (in < out) {
        uint32_t other = into;
        into = from;
        from = other;
    }
    for (size_t i = 0; i < s->group[from].n; i++)
        add_member(s, into, s->group[from].member[i]);
    for (size_t i = 0; i < s->group[from].n_beside; i++) {
        uint32_t other = s->group[from].beside[i];
        seen_make_room(s);
        struct seen *between = seen_at(s, from, other);
        uint32_t n = between->n;
        between->n = 0;
        if (n && other != into) add_seen(s, into, other, n);
    }
    free(s->group[from].member);
    free(s->group[from].beside);
    s->group[from] = (struct group){0};
}

static void take_pair(struct solver *s, const struct clk_candidate *c)
{
    uint32_t x = group_with(s, s->first[c->party_a] + c->a),
             y = group_with(s, s->first[c->party_b] + c->b);
    if (x == y) return;
    const struct group *g = &s->group[x], *h = &s->group[y];
    uint64_t across = (uint64_t)g->n * h->n;
    uint32_t n = add_seen(s, x, y, 1);
    if ((uint64_t)n * 1000 < across * s->merge_per_1000) return;
    if (!stands_twice(s, &s->group[x], &s->group[y])) join(s, x, y);
}

/* --- in and out --- */

static bool is_same(const struct clk_candidate *x, const struct clk_candidate *y)
{
    return x->party_a == y->party_a && x->party_b == y->party_b && x->a == y->a &&
           x->b == y->b;
}

static enum err_code check_candidates(const struct clk_candidate *c, size_t n,
                                      const struct solver *s, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (c[i].party_a >= s->n_parties || c[i].party_b >= s->n_parties)
            return err_set(e, ERR_INVALID,
                           "candidate %zu names a party beyond the %zu there are",
                           i + 1, s->n_parties);
        if (c[i].a >= s->party_size[c[i].party_a] ||
            c[i].b >= s->party_size[c[i].party_b])
            return err_set(e, ERR_INVALID,
                           "candidate %zu names a record that its party does not have",
                           i + 1);
        if (!(c[i].score >= 0) || (i && c[i].score > c[i - 1].score))
            return err_set(e, ERR_INVALID,
                           "candidates come in falling score, but number %zu does not",
                           i + 1);
    }
    return OK;
}

static void solver_init(struct solver *s)
{
    s->first = mem_array(s->n_parties + 1, sizeof *s->first);
    s->party_of = mem_array(s->n_records + 1, sizeof *s->party_of);
    s->group_of = mem_array(s->n_records + 1, sizeof *s->group_of);
    s->has_doubles = mem_array(s->n_parties + 1, sizeof *s->has_doubles);
    s->mark = mem_array(s->n_parties + 1, sizeof *s->mark);
    memset(s->group_of, 0xff, s->n_records * sizeof *s->group_of);
    size_t at = 0;
    for (size_t p = 0; p < s->n_parties; p++) {
        s->first[p] = (uint32_t)at;
        for (size_t i = 0; i < s->party_size[p]; i++)
            s->party_of[at++] = (uint16_t)p;
    }
}

static void solver_dispose(struct solver *s)
{
    for (size_t g = 0; g < s->n_groups; g++) {
        free(s->group[g].member);
        free(s->group[g].beside);
    }
    free(s->group);
    free(s->seen);
    free(s->first);
    free(s->party_of);
    free(s->group_of);
    free(s->has_doubles);
    free(s->mark);
}

/* Groups of two and more, numbered by their first record. */
static void write_groups(struct clk_groups *out, const struct solver *s)
{
    uint32_t *number = mem_array(s->n_groups + 1, sizeof *number);
    memset(number, 0xff, (s->n_groups + 1) * sizeof *number);
    out->n_parties = s->n_parties;
    out->group_of = mem_array(s->n_parties + 1, sizeof *out->group_of);
    for (size_t p = 0; p < s->n_parties; p++) {
        out->group_of[p] = mem_array(s->party_size[p] + 1, sizeof **out->group_of);
        for (size_t i = 0; i < s->party_size[p]; i++) {
            uint32_t label = s->group_of[s->first[p] + i];
            out->group_of[p][i] = NONE;
            if (label == NONE || s->group[label].n < 2) continue;
            if (number[label] == NONE) number[label] = (uint32_t)out->n_groups++;
            out->group_of[p][i] = number[label];
        }
    }
    free(number);
}

enum err_code clk_groups_solve(struct clk_groups *out,
                               const struct clk_candidate *candidates, size_t n,
                               const size_t *party_size, size_t n_parties,
                               unsigned merge_per_1000, struct err *e)
{
    *out = (struct clk_groups){0};
    struct solver s = {.party_size = party_size,
                       .n_parties = n_parties,
                       .merge_per_1000 = merge_per_1000};
    if (!merge_per_1000 || merge_per_1000 > 1000)
        return err_set(
            e, ERR_INVALID,
            "the share of pairs that joins groups lies within 1 and 1000 per "
            "1000, found %u",
            merge_per_1000);
    for (size_t p = 0; p < n_parties; p++)
        s.n_records += party_size[p];
    if (n_parties > UINT16_MAX || s.n_records >= NONE)
        return err_set(e, ERR_TOO_LARGE, "%zu parties with %zu records are too many",
                       n_parties, s.n_records);
    enum err_code rc = check_candidates(candidates, n, &s, e);
    if (rc != OK) return rc;
    solver_init(&s);
    for (size_t i = 0; i < n; i++)
        if (candidates[i].party_a == candidates[i].party_b &&
            candidates[i].a != candidates[i].b)
            s.has_doubles[candidates[i].party_a] = true;
    for (size_t i = 0; i < n; i++)
        if (!i || !is_same(&candidates[i], &candidates[i - 1]))
            take_pair(&s, &candidates[i]);
    write_groups(out, &s);
    solver_dispose(&s);
    return OK;
}

void clk_groups_dispose(struct clk_groups *g)
{
    for (size_t p = 0; p < g->n_parties; p++)
        free(g->group_of[p]);
    free(g->group_of);
    *g = (struct clk_groups){0};
}
