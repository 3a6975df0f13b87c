/* Certain groups are contracted to one record each; the evidence between two groups is
 * the best of their pairs. Contradicting numbers inside a cluster become `never` pairs
 * of the groups, and the clustering is done again, until there is none: every round
 * adds at least one, so it ends; two rounds are usual. */
#include "link/cluster_decided.h"

#include "base/arena.h"

struct grouping {
    const struct decided_records *r;
    uint32_t *group_of; /* of a row: the lowest row of its group */
    uint32_t *next;     /* the following row of the same group; UINT32_MAX: last */
    uint32_t *last;     /* of a group */
    uint32_t *dense;    /* of a group: its place */
    size_t n_groups;
    struct compared_pair *never; /* of places */
    size_t n_never, never_cap;
    struct compared_pair *pair; /* of places, each once */
    double *bits;
    size_t n_pairs;
    uint32_t *cluster; /* of a place */
};

static int compare_pairs(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* --- groups --- */

static bool is_never(const struct compared_pair *sorted, size_t n, uint32_t a,
                     uint32_t b)
{
    struct compared_pair key = {MIN_OF(a, b), MAX_OF(a, b)};
    return n && bsearch(&key, sorted, n, sizeof key, compare_pairs);
}

static bool may_join(const struct grouping *g, const struct compared_pair *never,
                     uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i != UINT32_MAX; i = g->next[i])
        for (uint32_t k = b; k != UINT32_MAX; k = g->next[k])
            if (is_never(never, g->r->n_never, i, k)) return false;
    return true;
}

static void join(struct grouping *g, uint32_t a, uint32_t b)
{
    uint32_t low = MIN_OF(a, b), high = MAX_OF(a, b);
    for (uint32_t i = high; i != UINT32_MAX; i = g->next[i])
        g->group_of[i] = low;
    g->next[g->last[low]] = high;
    g->last[low] = g->last[high];
}

static size_t make_groups(struct grouping *g)
{
    const struct decided_records *r = g->r;
    struct compared_pair *never = mem_array(r->n_never, sizeof *never);
    size_t n_set_aside = 0;
    if (r->n_never) memcpy(never, r->never, r->n_never * sizeof *never);
    qsort(never, r->n_never, sizeof *never, compare_pairs);
    for (uint32_t i = 0; i < r->n_rows; i++) {
        g->group_of[i] = g->last[i] = i;
        g->next[i] = UINT32_MAX;
    }
    for (size_t i = 0; i < r->n_always; i++) {
        uint32_t a = g->group_of[r->always[i].a], b = g->group_of[r->always[i].b];
        if (a == b) continue;
        if (may_join(g, never, a, b))
            join(g, a, b);
        else
            n_set_aside++;
    }
    for (uint32_t i = 0; i < r->n_rows; i++)
        if (g->group_of[i] == i) g->dense[i] = (uint32_t)g->n_groups++;
    free(never);
    return n_set_aside;
}

static uint32_t place_of(const struct grouping *g, uint32_t row)
{
    return g->dense[g->group_of[row]];
}

static void add_never(struct grouping *g, uint32_t a, uint32_t b)
{
    uint32_t x = place_of(g, a), y = place_of(g, b);
    if (x == y) return;
    mem_push_room(g->never, g->n_never, g->never_cap);
    g->never[g->n_never++] = (struct compared_pair){MIN_OF(x, y), MAX_OF(x, y)};
}

/* --- evidence between groups --- */

struct weighed_pair {
    struct compared_pair pair;
    double bits;
};

static int compare_weighed(const void *x, const void *y)
{
    const struct weighed_pair *a = x, *b = y;
    int order = compare_pairs(&a->pair, &b->pair);
    if (order) return order;
    return (a->bits < b->bits) - (a->bits > b->bits);
}

static void contract_pairs(struct grouping *g)
{
    const struct decided_records *r = g->r;
    struct weighed_pair *w = mem_array(r->n_pairs, sizeof *w);
    size_t n = 0;
    for (size_t i = 0; i < r->n_pairs; i++) {
        uint32_t x = place_of(g, r->pairs[i].a), y = place_of(g, r->pairs[i].b);
        if (x != y)
            w[n++] = (struct weighed_pair){{MIN_OF(x, y), MAX_OF(x, y)}, r->bits[i]};
    }
    qsort(w, n, sizeof *w, compare_weighed);
    g->pair = mem_array(n, sizeof *g->pair);
    g->bits = mem_array(n, sizeof *g->bits);
    for (size_t i = 0; i < n; i++) {
        if (i && compare_pairs(&w[i - 1].pair, &w[i].pair) == 0) continue;
        g->pair[g->n_pairs] = w[i].pair;
        g->bits[g->n_pairs++] = w[i].bits;
    }
    free(w);
}

/* --- numbers that contradict each other --- */

struct numbered {
    uint32_t cluster, group, number, row;
};

static int compare_numbered(const void *x, const void *y)
{
    const struct numbered *a = x, *b = y;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static struct numbered *list_numbered(size_t *n_out, const struct grouping *g)
{
    struct numbered *list = mem_array(g->r->n_rows, sizeof *list);
    size_t n = 0;
    for (uint32_t i = 0; g->r->number_of && i < g->r->n_rows; i++)
        if (g->r->number_of[i])
            list[n++] = (struct numbered){g->cluster[place_of(g, i)], place_of(g, i),
                                          g->r->number_of[i], i};
    qsort(list, n, sizeof *list, compare_numbered);
    *n_out = n;
    return list;
}

/* Two groups contradict when no number of the one is a number of the other: a worker
 * may have said that a human being has two. */
static bool have_common(const struct numbered *l, size_t from, size_t to,
                        uint32_t group_a, uint32_t group_b)
{
    for (size_t i = from; i < to; i++)
        for (size_t k = from; l[i].group == group_a && k < to; k++)
            if (l[k].group == group_b && l[k].number == l[i].number) return true;
    return false;
}

/* Adds what contradicts to `contrary` and to the never pairs; false when none did. */
static bool part_contraries(struct grouping *g, struct decided_clusters *out,
                            size_t *contrary_cap)
{
    size_t n, n_before = out->n_contrary;
    struct numbered *l = list_numbered(&n, g);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && l[to].cluster == l[from].cluster; to++)
            ;
        for (size_t i = from; i < to; i++)
            for (size_t k = i + 1; k < to; k++) {
                if (l[i].group == l[k].group || l[i].number == l[k].number) continue;
                if (have_common(l, from, to, l[i].group, l[k].group)) continue;
                mem_push_room(out->contrary, out->n_contrary, *contrary_cap);
                out->contrary[out->n_contrary++] =
                    (struct compared_pair){l[i].row, l[k].row};
                add_never(g, l[i].row, l[k].row);
            }
    }
    free(l);
    return out->n_contrary > n_before;
}

/* --- the whole --- */

static void tell_clusters(struct decided_clusters *out, const struct grouping *g)
{
    uint32_t *lowest = mem_array(g->n_groups, sizeof *lowest);
    memset(lowest, 0xff, g->n_groups * sizeof *lowest);
    for (uint32_t i = 0; i < g->r->n_rows; i++) {
        uint32_t *low = &lowest[g->cluster[place_of(g, i)]];
        if (*low == UINT32_MAX) *low = i;
        out->cluster_of[i] = *low;
    }
    free(lowest);
}

void clusters_decide(struct decided_clusters *out, const struct decided_records *r)
{
    struct grouping g = {.r = r};
    size_t contrary_cap = 0;
    *out = (struct decided_clusters){0};
    out->cluster_of = mem_array(r->n_rows, sizeof *out->cluster_of);
    g.group_of = mem_array(r->n_rows, sizeof *g.group_of);
    g.next = mem_array(r->n_rows, sizeof *g.next);
    g.last = mem_array(r->n_rows, sizeof *g.last);
    g.dense = mem_array(r->n_rows, sizeof *g.dense);
    out->n_set_aside = make_groups(&g);
    contract_pairs(&g);
    for (size_t i = 0; i < r->n_never; i++)
        add_never(&g, r->never[i].a, r->never[i].b);
    g.cluster = mem_array(g.n_groups, sizeof *g.cluster);
    do {
        qsort(g.never, g.n_never, sizeof *g.never, compare_pairs);
        cluster_records(g.cluster, g.n_groups, g.pair, g.bits, g.n_pairs, g.never,
                        g.n_never, &r->rules);
    } while (part_contraries(&g, out, &contrary_cap));
    qsort(out->contrary, out->n_contrary, sizeof *out->contrary, compare_pairs);
    tell_clusters(out, &g);
    free(g.group_of);
    free(g.next);
    free(g.last);
    free(g.dense);
    free(g.never);
    free(g.pair);
    free(g.bits);
    free(g.cluster);
}

void decided_clusters_dispose(struct decided_clusters *c)
{
    free(c->cluster_of);
    free(c->contrary);
    *c = (struct decided_clusters){0};
}
