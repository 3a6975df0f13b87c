/* Invariants: (1) what a label holds together in `now` has one stable number, and no
 * other label has it; (2) a cluster whose records are the same before and now keeps its
 * number and has no row; (3) the answer depends on the partition, not on its labels.
 *
 * Every (old cluster, new label) with records in common is an overlap. Overlaps claim
 * in order of size, then age of the old cluster, then first record of the new label;
 * the first claim of an old cluster on a label nobody has yet gives it the number. That
 * is the greedy matching of a bipartite graph by weight: no pair of clusters could both
 * be better off by changing. */
#include "link/cluster_update.h"

#include "base/arena.h"

/* Records that are together before and together now. */
struct overlap {
    uint32_t before, label, n;
};
struct update {
    size_t n;
    const uint32_t *before;
    uint32_t *label; /* dense: 0 .. n_labels - 1 in order of first record */
    uint32_t n_labels;
    uint32_t *size;   /* of a label */
    uint32_t *stable; /* of a label; CLUSTER_NONE */
    struct overlap *overlap;
    size_t n_overlaps;
    struct cluster_change *change;
    size_t n_changes, change_cap;
};

struct keyed {
    uint32_t key, record;
};

static int compare_keyed(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

/* The first record of each record's label, then numbers in order of first record. */
static void make_dense(struct update *u, const uint32_t *now)
{
    struct keyed *k = mem_array(u->n, sizeof *k);
    uint32_t *first = mem_array(u->n, sizeof *first);
    for (size_t i = 0; i < u->n; i++)
        k[i] = (struct keyed){now[i], (uint32_t)i};
    qsort(k, u->n, sizeof *k, compare_keyed);
    for (size_t i = 0, from = 0; i < u->n; i++) {
        if (k[i].key != k[from].key) from = i;
        first[k[i].record] = k[from].record;
    }
    for (size_t i = 0; i < u->n; i++) {
        if (first[i] == i)
            u->label[i] = u->n_labels++;
        else
            u->label[i] = u->label[first[i]];
        u->size[u->label[i]]++;
    }
    free(first);
    free(k);
}

static int compare_overlaps(const void *x, const void *y)
{
    const struct overlap *a = x, *b = y;
    if (a->before != b->before) return a->before < b->before ? -1 : 1;
    return (a->label > b->label) - (a->label < b->label);
}

static int compare_claims(const void *x, const void *y)
{
    const struct overlap *a = x, *b = y;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    return compare_overlaps(x, y);
}

/* Records of no cluster come last, as CLUSTER_NONE is the greatest number. */
static void find_overlaps(struct update *u)
{
    struct overlap *o = mem_array(u->n, sizeof *o);
    size_t n = 0;
    for (size_t i = 0; i < u->n; i++)
        o[i] = (struct overlap){u->before[i], u->label[i], 1};
    qsort(o, u->n, sizeof *o, compare_overlaps);
    for (size_t i = 0; i < u->n; i++) {
        if (n && compare_overlaps(&o[n - 1], &o[i]) == 0)
            o[n - 1].n++;
        else
            o[n++] = o[i];
    }
    u->overlap = o;
    u->n_overlaps = n;
}

struct kept_cluster {
    uint32_t before, n; /* number, and the records it had */
    bool is_taken, is_joined;
};

/* One for each old cluster, in order. */
static struct kept_cluster *list_clusters(size_t *n_out, const struct update *u)
{
    struct kept_cluster *list = mem_array(u->n_overlaps, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < u->n_overlaps; i++) {
        const struct overlap *o = &u->overlap[i];
        if (o->before == CLUSTER_NONE) break;
        if (!n || list[n - 1].before != o->before)
            list[n++] = (struct kept_cluster){.before = o->before};
        list[n - 1].n += o->n;
    }
    *n_out = n;
    return list;
}

static struct kept_cluster *cluster_at(struct kept_cluster *list, size_t n,
                                       uint32_t before)
{
    size_t low = 0;
    while (n > 1) {
        size_t half = n / 2;
        if (list[low + half].before <= before) low += half;
        n -= half;
    }
    return &list[low];
}

static void give_numbers(struct update *u, struct kept_cluster *clusters,
                         size_t n_clusters, uint32_t next)
{
    struct overlap *claim = mem_array(u->n_overlaps, sizeof *claim);
    memcpy(claim, u->overlap, u->n_overlaps * sizeof *claim);
    qsort(claim, u->n_overlaps, sizeof *claim, compare_claims);
    for (size_t i = 0; i < u->n_overlaps; i++) {
        const struct overlap *c = &claim[i];
        if (c->before == CLUSTER_NONE || u->size[c->label] < 2) continue;
        struct kept_cluster *old = cluster_at(clusters, n_clusters, c->before);
        if (old->is_taken || u->stable[c->label] != CLUSTER_NONE) continue;
        old->is_taken = true;
        u->stable[c->label] = c->before;
    }
    for (uint32_t l = 0; l < u->n_labels; l++)
        if (u->size[l] > 1 && u->stable[l] == CLUSTER_NONE) u->stable[l] = next++;
    free(claim);
}

static void add_change(struct update *u, enum cluster_change_kind kind,
                       uint32_t cluster, uint32_t other, uint32_t n)
{
    mem_push_room(u->change, u->n_changes, u->change_cap);
    u->change[u->n_changes++] = (struct cluster_change){kind, cluster, other, n};
}

static void tell_moved(struct update *u, const struct overlap *o,
                       struct kept_cluster *old, uint32_t next)
{
    uint32_t to = u->stable[o->label];
    if (to == o->before) return;
    if (to == CLUSTER_NONE) {
        if (old->is_taken) add_change(u, CLUSTER_SPLIT, o->before, CLUSTER_NONE, o->n);
    } else if (o->n == old->n) {
        old->is_joined = true;
        add_change(u, CLUSTER_JOINED, to, o->before, o->n);
    } else if (to >= next) {
        add_change(u, CLUSTER_SPLIT, o->before, to, o->n);
    } else {
        add_change(u, CLUSTER_GREW, to, o->before, o->n);
    }
}

static void tell_changes(struct update *u, struct kept_cluster *clusters,
                         size_t n_clusters, uint32_t next)
{
    for (size_t i = 0; i < u->n_overlaps; i++) {
        const struct overlap *o = &u->overlap[i];
        uint32_t to = u->stable[o->label];
        if (o->before != CLUSTER_NONE)
            tell_moved(u, o, cluster_at(clusters, n_clusters, o->before), next);
        else if (to != CLUSTER_NONE)
            add_change(u, o->n == u->size[o->label] ? CLUSTER_MADE : CLUSTER_GREW, to,
                       CLUSTER_NONE, o->n);
    }
    for (size_t i = 0; i < n_clusters; i++)
        if (!clusters[i].is_taken && !clusters[i].is_joined)
            add_change(u, CLUSTER_ENDED, clusters[i].before, CLUSTER_NONE,
                       clusters[i].n);
}

static int compare_changes(const void *x, const void *y)
{
    const struct cluster_change *a = x, *b = y;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* Files that each came to stand alone, out of one cluster, are one row. */
static void join_rows(struct update *u)
{
    size_t n = 0;
    if (u->n_changes == 0) return;
    qsort(u->change, u->n_changes, sizeof u->change[0], compare_changes);
    for (size_t i = 0; i < u->n_changes; i++) {
        if (n && compare_changes(&u->change[n - 1], &u->change[i]) == 0)
            u->change[n - 1].n_records += u->change[i].n_records;
        else
            u->change[n++] = u->change[i];
    }
    u->n_changes = n;
}

void cluster_update(uint32_t *stable_out, struct cluster_change **changes_out,
                    size_t *n_changes_out, const uint32_t *before, const uint32_t *now,
                    size_t n_records, uint32_t next)
{
    struct update u = {.n = n_records, .before = before};
    size_t n_clusters = 0;
    require(n_records < CLUSTER_NONE);
    u.label = mem_array(n_records, sizeof *u.label);
    u.size = mem_array(n_records, sizeof *u.size);
    u.stable = mem_array(n_records, sizeof *u.stable);
    memset(u.stable, 0xff, n_records * sizeof *u.stable);
    make_dense(&u, now);
    find_overlaps(&u);
    struct kept_cluster *clusters = list_clusters(&n_clusters, &u);
    give_numbers(&u, clusters, n_clusters, next);
    tell_changes(&u, clusters, n_clusters, next);
    join_rows(&u);
    for (size_t i = 0; i < n_records; i++)
        stable_out[i] = u.stable[u.label[i]];
    *changes_out = u.change;
    *n_changes_out = u.n_changes;
    free(clusters);
    free(u.overlap);
    free(u.label);
    free(u.size);
    free(u.stable);
}
