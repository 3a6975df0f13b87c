#include "link/cluster_decided.h"

#include "base/arena.h"

struct numbered {
    uint32_t cluster, group, number, row;
};

static int compare_pairs(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static int compare_numbered(const void *x, const void *y)
{
    const struct numbered *a = x, *b = y;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Rows that have a number, cluster by cluster. */
static struct numbered *list_numbered(size_t *n_out, const struct decided_records *r,
                                      const uint32_t *cluster, const uint32_t *group)
{
    struct numbered *list = mem_array(r->n_rows, sizeof *list);
    size_t n = 0;
    for (uint32_t i = 0; r->number_of && i < r->n_rows; i++)
        if (r->number_of[i])
            list[n++] = (struct numbered){cluster[i], group[i], r->number_of[i], i};
    qsort(list, n, sizeof *list, compare_numbered);
    *n_out = n;
    return list;
}

/* A group that a worker made may have several numbers; it contradicts another only when
 * they have none in common. */
static bool have_common(const struct numbered *l, size_t n, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; l[i].group == a && k < n; k++)
            if (l[k].group == b && l[k].number == l[i].number) return true;
    return false;
}

struct contraries {
    struct compared_pair *pair;
    size_t n, cap;
};

static void find_in_cluster(struct contraries *c, const struct numbered *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            if (l[i].number == l[k].number || l[i].group == l[k].group) continue;
            if (have_common(l, n, l[i].group, l[k].group)) continue;
            mem_push_room(c->pair, c->n, c->cap);
            c->pair[c->n++] = (struct compared_pair){l[i].row, l[k].row};
        }
}

/* Appends what contradicts within a cluster; false when nothing does. */
static bool find_contraries(struct contraries *c, const struct decided_records *r,
                            const uint32_t *cluster, const uint32_t *group)
{
    size_t n, n_before = c->n;
    struct numbered *l = list_numbered(&n, r, cluster, group);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && l[to].cluster == l[from].cluster; to++)
            ;
        find_in_cluster(c, l + from, to - from);
    }
    free(l);
    return c->n > n_before;
}

static size_t count_parted(const struct cluster_rules *rules, const uint32_t *group)
{
    size_t n = 0;
    for (size_t i = 0; i < rules->n_always; i++)
        n += group[rules->always[i].a] != group[rules->always[i].b];
    return n;
}

void clusters_decide(struct decided_clusters *out, const struct decided_records *r)
{
    struct contraries c = {0};
    uint32_t *group = mem_array(r->n_rows, sizeof *group);
    struct compared_pair *never = mem_array(r->n_never, sizeof *never);
    *out = (struct decided_clusters){0};
    out->cluster_of = mem_array(r->n_rows, sizeof *out->cluster_of);
    if (r->n_never) memcpy(never, r->never, r->n_never * sizeof *never);
    cluster_records(group, r->n_rows, NULL, NULL, 0, never, r->n_never, &r->rules);
    out->n_set_aside = count_parted(&r->rules, group);
    do {
        never = mem_grow(never, r->n_never + c.n + 1, sizeof *never);
        if (c.n) memcpy(never + r->n_never, c.pair, c.n * sizeof *never);
        cluster_records(out->cluster_of, r->n_rows, r->pairs, r->bits, r->n_pairs,
                        never, r->n_never + c.n, &r->rules);
    } while (find_contraries(&c, r, out->cluster_of, group));
    if (c.n) qsort(c.pair, c.n, sizeof *c.pair, compare_pairs);
    out->contrary = c.pair;
    out->n_contrary = c.n;
    free(never);
    free(group);
}

void decided_clusters_dispose(struct decided_clusters *c)
{
    free(c->cluster_of);
    free(c->contrary);
    *c = (struct decided_clusters){0};
}
