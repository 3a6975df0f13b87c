/* True in this file: support is a whole number (so that sums do not depend on order);
 * the average across two joined clusters never exceeds the greater of the averages it
 * was made of, so that an old place in the queue is never too low and it suffices to
 * look again at what comes out of it.
 *
 * Groups of records that no supporting pair joins cannot meet: each is solved by
 * itself. */
#include <math.h>

#include "link/cluster.h"

enum { SUPPORT_ONE = 1 << 16 };

static const uint32_t none = UINT32_MAX;

/* Evidence across two clusters (at first: two records). */
struct across {
    uint32_t a, b; /* rows; later numbers of nodes; a < b */
    int64_t support;
    bool never;
};

/* How much one pair supports a link: nearly 1 above link_bits, nearly 0 below. */
static int64_t support_of(double bits, double link_bits)
{
    double share = 1 / (1 + exp2(-(bits - link_bits)));
    return (int64_t)(share * SUPPORT_ONE + 0.5);
}

/* The average support from which two clusters join that have `n_pairs` pairs across:
 * one pair alone must reach link_bits; of many, `share`. */
static double least_support(double share, double n_pairs)
{
    return SUPPORT_ONE * (share + (0.5 - share) / n_pairs);
}

/* ---------- groups that can meet ---------- */

static uint32_t root_of(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x)
        x = parent[x] = parent[parent[x]];
    return x;
}

/* The lowest row stays the root, so that a root is a cluster's number. */
static void join_roots(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

static int by_rows(const void *x, const void *y)
{
    const struct compared_pair *p = x, *q = y;
    if (p->a != q->a) return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static bool would_break(uint32_t *parent, uint32_t a, uint32_t b,
                        const struct compared_pair *never, size_t n_never)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    for (size_t i = 0; i < n_never; i++) {
        uint32_t x = root_of(parent, never[i].a), y = root_of(parent, never[i].b);
        if ((x == a && y == b) || (x == b && y == a)) return true;
    }
    return false;
}

static void join_always(uint32_t *parent, const struct cluster_rules *rules,
                        const struct compared_pair *never, size_t n_never)
{
    size_t n = rules->n_always;
    if (n == 0) return;
    struct compared_pair *sorted = malloc(n * sizeof *sorted);
    require(sorted);
    memcpy(sorted, rules->always, n * sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        if (sorted[i].a > sorted[i].b)
            sorted[i] = (struct compared_pair){sorted[i].b, sorted[i].a};
    qsort(sorted, n, sizeof *sorted, by_rows);
    for (size_t i = 0; i < n; i++)
        if (!would_break(parent, sorted[i].a, sorted[i].b, never, n_never))
            join_roots(parent, sorted[i].a, sorted[i].b);
    free(sorted);
}

/* ---------- one group ---------- */

struct place {
    double average;
    uint32_t low, high; /* lowest rows of the two clusters */
    uint32_t across;
};

struct neighbours {
    uint32_t *across;
    uint32_t n, capacity;
};

struct group {
    struct across *across;
    size_t n_across;
    uint32_t *lowest_row, *size; /* of each node; size 0: joined another */
    uint32_t *joined_to;
    struct neighbours *near;
    uint32_t n_nodes;
    uint32_t *slot; /* of the pair of nodes: number of across + 1; 0 empty */
    size_t mask;
    struct place *queue;
    size_t n_queue, queue_capacity;
    double share; /* from which great clusters join */
};

static size_t slot_of(uint32_t a, uint32_t b, size_t mask)
{
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15U;
    h ^= h >> 32;
    return (size_t)(h * 0xbf58476d1ce4e5b9U >> 20) & mask;
}

/* The slot of this pair of nodes, or the empty one where it would be. */
static size_t slot_find(const struct group *g, uint32_t a, uint32_t b)
{
    size_t s = slot_of(a, b, g->mask);
    for (; g->slot[s]; s = (s + 1) & g->mask) {
        const struct across *x = &g->across[g->slot[s] - 1];
        if (x->a == a && x->b == b) break;
    }
    return s;
}

/* Closes the gap, so that a search that meets an empty slot may stop. */
static void slot_clear(struct group *g, size_t gap)
{
    for (size_t s = (gap + 1) & g->mask; g->slot[s]; s = (s + 1) & g->mask) {
        const struct across *x = &g->across[g->slot[s] - 1];
        size_t home = slot_of(x->a, x->b, g->mask);
        if (((s - home) & g->mask) < ((s - gap) & g->mask)) continue;
        g->slot[gap] = g->slot[s];
        gap = s;
    }
    g->slot[gap] = 0;
}

static bool place_before(const struct place *x, const struct place *y)
{
    if (x->average > y->average) return true;
    if (x->average < y->average) return false;
    if (x->low != y->low) return x->low < y->low;
    return x->high < y->high;
}

static void queue_push(struct group *g, struct place p)
{
    if (g->n_queue == g->queue_capacity) {
        g->queue_capacity = g->queue_capacity ? g->queue_capacity * 2 : 64;
        g->queue = realloc(g->queue, g->queue_capacity * sizeof *g->queue);
        require(g->queue);
    }
    size_t i = g->n_queue++;
    for (; i > 0 && place_before(&p, &g->queue[(i - 1) / 2]); i = (i - 1) / 2)
        g->queue[i] = g->queue[(i - 1) / 2];
    g->queue[i] = p;
}

static void queue_sink(struct group *g, size_t i, struct place p)
{
    for (;;) {
        size_t next = 2 * i + 1;
        if (next >= g->n_queue) break;
        if (next + 1 < g->n_queue && place_before(&g->queue[next + 1], &g->queue[next]))
            next++;
        if (!place_before(&g->queue[next], &p)) break;
        g->queue[i] = g->queue[next];
        i = next;
    }
    g->queue[i] = p;
}

static struct place queue_pop(struct group *g)
{
    struct place top = g->queue[0], p = g->queue[--g->n_queue];
    queue_sink(g, 0, p);
    return top;
}

static double average_of(const struct group *g, const struct across *x)
{
    return (double)x->support / ((double)g->size[x->a] * g->size[x->b]);
}

static bool is_enough(const struct group *g, const struct across *x)
{
    double n = (double)g->size[x->a] * g->size[x->b];
    return !x->never && (double)x->support >= least_support(g->share, n) * n;
}

static struct place place_of(const struct group *g, uint32_t i)
{
    const struct across *x = &g->across[i];
    uint32_t low = g->lowest_row[x->a], high = g->lowest_row[x->b];
    return (struct place){average_of(g, x), MIN_OF(low, high), MAX_OF(low, high), i};
}

static void near_add(struct neighbours *near, uint32_t across)
{
    if (near->n == near->capacity) {
        near->capacity = near->capacity ? near->capacity * 2 : 4;
        near->across = realloc(near->across, near->capacity * sizeof *near->across);
        require(near->across);
    }
    near->across[near->n++] = across;
}

/* Moves evidence that node `from` has to node `to`, which takes it in. What only moves
 * has a lower average than before, so its old place in the queue will do; what is added
 * up may need a higher one. */
static void across_move(struct group *g, uint32_t i, uint32_t from, uint32_t to,
                        uint32_t size_before)
{
    struct across *x = &g->across[i];
    uint32_t other = x->a == from ? x->b : x->a;
    slot_clear(g, slot_find(g, x->a, x->b));
    if (other == to) {
        x->a = x->b = none;
        return;
    }
    uint32_t a = MIN_OF(to, other), b = MAX_OF(to, other);
    size_t s = slot_find(g, a, b);
    if (!g->slot[s]) {
        x->a = a;
        x->b = b;
        g->slot[s] = i + 1;
        near_add(&g->near[to], i);
        return;
    }
    struct across *there = &g->across[g->slot[s] - 1];
    double n_before = (double)size_before * g->size[other];
    double before = (double)there->support / n_before;
    bool has_place =
        (double)there->support >= least_support(g->share, n_before) * n_before;
    there->support += x->support;
    there->never |= x->never;
    x->a = x->b = none;
    if (is_enough(g, there) && !(has_place && average_of(g, there) < before))
        queue_push(g, place_of(g, g->slot[s] - 1));
}

static void nodes_join(struct group *g, uint32_t a, uint32_t b)
{
    uint32_t to = a, from = b;
    if (g->near[from].n > g->near[to].n) to = b, from = a;
    g->lowest_row[to] = MIN_OF(g->lowest_row[a], g->lowest_row[b]);
    uint32_t size_before = g->size[to];
    g->size[to] += g->size[from];
    struct neighbours moving = g->near[from];
    g->near[from] = (struct neighbours){0};
    for (uint32_t k = 0; k < moving.n; k++) {
        uint32_t i = moving.across[k];
        const struct across *x = &g->across[i];
        if (x->a != from && x->b != from) continue; /* merged into another before */
        across_move(g, i, from, to, size_before);
    }
    free(moving.across);
    g->size[from] = 0;
    g->joined_to[from] = to;
}

static void group_join_all(struct group *g)
{
    g->queue_capacity = g->n_across + 1;
    g->queue = malloc(g->queue_capacity * sizeof *g->queue);
    require(g->queue);
    for (uint32_t i = 0; i < g->n_across; i++)
        if (is_enough(g, &g->across[i])) g->queue[g->n_queue++] = place_of(g, i);
    for (size_t i = g->n_queue / 2; i-- > 0;)
        queue_sink(g, i, g->queue[i]);
    while (g->n_queue) {
        struct place p = queue_pop(g);
        const struct across *x = &g->across[p.across];
        if (x->a == none || !is_enough(g, x)) continue;
        struct place now = place_of(g, p.across);
        if (now.average < p.average || now.low != p.low || now.high != p.high)
            queue_push(g, now);
        else
            nodes_join(g, x->a, x->b);
    }
}

/* `across` of one group, ends are roots of clusters, in order of (a, b), each pair of
 * clusters once. `node_of` and `size_of` are by row. */
static void group_solve(uint32_t *parent, uint32_t *node_of, const uint32_t *size_of,
                        struct across *across, size_t n, double share)
{
    if (n == 1) {
        double pairs = (double)size_of[across->a] * size_of[across->b];
        if (!across->never &&
            (double)across->support >= least_support(share, pairs) * pairs)
            join_roots(parent, across->a, across->b);
        return;
    }
    struct group g = {.across = across, .n_across = n, .share = share};
    size_t most = 2 * n;
    for (g.mask = 15; g.mask < 2 * n; g.mask = g.mask * 2 + 1)
        continue;
    g.slot = calloc(g.mask + 1, sizeof *g.slot);
    g.lowest_row = malloc(most * sizeof *g.lowest_row);
    g.size = malloc(most * sizeof *g.size);
    g.joined_to = malloc(most * sizeof *g.joined_to);
    g.near = calloc(most, sizeof *g.near);
    require(g.slot && g.lowest_row && g.size && g.joined_to && g.near);
    for (size_t i = 0; i < n; i++) {
        uint32_t *end[2] = {&across[i].a, &across[i].b};
        for (int k = 0; k < 2; k++) {
            uint32_t row = *end[k];
            if (node_of[row] == none) {
                node_of[row] = g.n_nodes;
                g.lowest_row[g.n_nodes] = row;
                g.size[g.n_nodes] = size_of[row];
                g.joined_to[g.n_nodes++] = none;
            }
            *end[k] = node_of[row];
        }
        if (across[i].a > across[i].b) {
            uint32_t a = across[i].a;
            across[i].a = across[i].b;
            across[i].b = a;
        }
    }
    uint32_t *first_row = malloc(g.n_nodes * sizeof *first_row);
    require(first_row);
    memcpy(first_row, g.lowest_row, g.n_nodes * sizeof *first_row);
    for (uint32_t i = 0; i < n; i++) {
        g.slot[slot_find(&g, across[i].a, across[i].b)] = i + 1;
        near_add(&g.near[across[i].a], i);
        near_add(&g.near[across[i].b], i);
    }
    group_join_all(&g);
    for (uint32_t i = 0; i < g.n_nodes; i++) {
        node_of[first_row[i]] = none;
        if (g.joined_to[i] != none)
            join_roots(parent, first_row[i], first_row[g.joined_to[i]]);
        free(g.near[i].across);
    }
    free(first_row);
    free(g.slot);
    free(g.lowest_row);
    free(g.size);
    free(g.joined_to);
    free(g.near);
    free(g.queue);
}

/* ---------- all groups ---------- */

static int by_ends(const void *x, const void *y)
{
    const struct across *p = x, *q = y;
    if (p->a != q->a) return p->a < q->a ? -1 : 1;
    if (p->b != q->b) return p->b < q->b ? -1 : 1;
    if (p->support != q->support) return p->support > q->support ? -1 : 1;
    return (p->never < q->never) - (p->never > q->never);
}

/* Evidence between clusters, from rows. Pairs of rows come in order of rows. */
static size_t across_collect(struct across *out, uint32_t *parent,
                             const struct compared_pair *pairs, const double *bits,
                             size_t n, const struct compared_pair *never,
                             size_t n_never, double link_bits)
{
    size_t k = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t support = support_of(bits[i], link_bits);
        if (support == 0 || pairs[i].a == pairs[i].b) continue;
        out[k++] = (struct across){MIN_OF(pairs[i].a, pairs[i].b),
                                   MAX_OF(pairs[i].a, pairs[i].b), support, false};
    }
    for (size_t i = 0; i < n_never; i++)
        out[k++] = (struct across){MIN_OF(never[i].a, never[i].b),
                                   MAX_OF(never[i].a, never[i].b), 0, true};
    qsort(out, k, sizeof *out, by_ends);
    for (size_t i = 0; i < k; i++) { /* the same rows twice: the highest, it is first */
        struct across *last = kept ? &out[kept - 1] : NULL;
        if (last && last->a == out[i].a && last->b == out[i].b)
            last->never |= out[i].never;
        else
            out[kept++] = out[i];
    }
    k = kept;
    kept = 0;
    for (size_t i = 0; i < k; i++) {
        uint32_t a = root_of(parent, out[i].a), b = root_of(parent, out[i].b);
        if (a == b) continue;
        out[kept] = out[i];
        out[kept].a = MIN_OF(a, b);
        out[kept++].b = MAX_OF(a, b);
    }
    return kept;
}

/* The same clusters twice, because they have several rows each: summed. */
static size_t across_sum(struct across *x, size_t n)
{
    size_t kept = 0;
    qsort(x, n, sizeof *x, by_ends);
    for (size_t i = 0; i < n; i++) {
        struct across *last = kept ? &x[kept - 1] : NULL;
        if (last && last->a == x[i].a && last->b == x[i].b) {
            last->support += x[i].support;
            last->never |= x[i].never;
        } else {
            x[kept++] = x[i];
        }
    }
    return kept;
}

/* Puts evidence of one group side by side: counting sort by the group's lowest row.
 * Evidence between groups is dropped: they never meet. */
static struct across *by_group(size_t *n_out, uint32_t *start, uint32_t *group_parent,
                               const struct across *x, size_t n, size_t n_rows)
{
    struct across *sorted = malloc((n + 1) * sizeof *sorted);
    require(sorted);
    memset(start, 0, (n_rows + 1) * sizeof *start);
    for (size_t i = 0; i < n; i++) {
        uint32_t root = root_of(group_parent, x[i].a);
        if (root == root_of(group_parent, x[i].b)) start[root + 1]++;
    }
    for (size_t r = 0; r < n_rows; r++)
        start[r + 1] += start[r];
    *n_out = start[n_rows];
    for (size_t i = 0; i < n; i++) {
        uint32_t root = root_of(group_parent, x[i].a);
        if (root == root_of(group_parent, x[i].b)) sorted[start[root]++] = x[i];
    }
    return sorted;
}

void cluster_records(uint32_t *cluster_of, size_t n_rows,
                     const struct compared_pair *pairs, const double *bits, size_t n,
                     const struct compared_pair *never, size_t n_never,
                     const struct cluster_rules *rules)
{
    require(n_rows < UINT32_MAX && n + n_never < UINT32_MAX / 2);
    double share = fmin(rules->support_per_1000 / 1000.0, 0.5);
    uint32_t *parent = cluster_of; /* of the union-find; roots are lowest rows */
    uint32_t *group_parent = malloc((n_rows + 1) * sizeof *group_parent);
    uint32_t *size_of = calloc(n_rows + 1, sizeof *size_of);
    uint32_t *start = malloc((n_rows + 1) * sizeof *start);
    struct across *x = malloc((n + n_never + 1) * sizeof *x);
    require(group_parent && size_of && start && x);
    for (uint32_t i = 0; i < n_rows; i++)
        parent[i] = i;
    join_always(parent, rules, never, n_never);
    for (uint32_t i = 0; i < n_rows; i++)
        size_of[root_of(parent, i)]++;
    for (uint32_t i = 0; i < n_rows; i++)
        group_parent[i] = root_of(parent, i);

    size_t n_x =
        across_collect(x, parent, pairs, bits, n, never, n_never, rules->link_bits);
    if (rules->n_always) n_x = across_sum(x, n_x);
    for (size_t i = 0; i < n_x; i++) {
        double n_pairs = (double)size_of[x[i].a] * size_of[x[i].b];
        if ((double)x[i].support >= SUPPORT_ONE * share * n_pairs && !x[i].never)
            join_roots(group_parent, x[i].a, x[i].b);
    }
    struct across *sorted = by_group(&n_x, start, group_parent, x, n_x, n_rows);
    free(x);
    uint32_t *node_of = malloc((n_rows + 1) * sizeof *node_of);
    require(node_of);
    for (size_t i = 0; i < n_rows; i++)
        node_of[i] = none;
    for (size_t i = 0; i < n_x;) { /* start[r] is now where the next group begins */
        size_t end = start[root_of(group_parent, sorted[i].a)];
        group_solve(parent, node_of, size_of, sorted + i, end - i, share);
        i = end;
    }
    for (uint32_t i = 0; i < n_rows; i++)
        cluster_of[i] = root_of(parent, i);
    free(node_of);
    free(sorted);
    free(start);
    free(size_of);
    free(group_parent);
}
