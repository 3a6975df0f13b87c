#include "base/arena.h"
#include "link/clk_top.h"

void clk_top_init(struct clk_top *t, uint32_t most)
{
    *t = (struct clk_top){.most = most};
}

void clk_top_dispose(struct clk_top *t)
{
    free(t->pair);
    *t = (struct clk_top){0};
}

static bool is_worse(const struct clk_pair *x, const struct clk_pair *y)
{
    uint64_t u = (uint64_t)x->common * y->sum, v = (uint64_t)y->common * x->sum;
    /* sum 0 is score 0, as is common 0 */
    if (!x->sum || !y->sum) {
        u = x->sum ? x->common : 0;
        v = y->sum ? y->common : 0;
    }
    return u != v ? u < v : x->b > y->b;
}

static void sink(struct clk_top *t, size_t i)
{
    struct clk_pair pair = t->pair[i];
    for (size_t child; (child = 2 * i + 1) < t->n; i = child) {
        if (child + 1 < t->n && is_worse(&t->pair[child + 1], &t->pair[child])) child++;
        if (!is_worse(&t->pair[child], &pair)) break;
        t->pair[i] = t->pair[child];
    }
    t->pair[i] = pair;
}

void clk_top_put(struct clk_top *t, struct clk_pair pair)
{
    if (t->n == t->most) {
        if (is_worse(&pair, &t->pair[0])) return;
        t->pair[0] = pair;
        sink(t, 0);
        return;
    }
    mem_push_room(t->pair, t->n, t->cap);
    size_t i = t->n++;
    for (size_t up; i && is_worse(&pair, &t->pair[up = (i - 1) / 2]); i = up)
        t->pair[i] = t->pair[up];
    t->pair[i] = pair;
}

uint64_t clk_top_need(const struct clk_top *t, uint64_t sum)
{
    if (t->n < t->most || !t->pair[0].sum) return 0;
    return (t->pair[0].common * sum + t->pair[0].sum - 1) / t->pair[0].sum;
}

static void keep_within(struct clk_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++) {
        struct clk_pair *p = &pairs->pair[i];
        if (p->a < p->b) continue;
        uint32_t a = p->b;
        p->b = p->a;
        p->a = a;
    }
    clk_pairs_sort(pairs->pair, pairs->n);
    size_t n = 0;
    for (size_t i = 1; i < pairs->n; i++)
        if (pairs->pair[i].a == pairs->pair[i - 1].a &&
            pairs->pair[i].b == pairs->pair[i - 1].b)
            pairs->pair[n++] = pairs->pair[i];
    pairs->n = n;
}

void clk_top_keep(struct clk_pairs *pairs, uint32_t best, bool is_within, size_t n_left,
                  size_t n_right)
{
    if (is_within)
        keep_within(pairs);
    else
        clk_pairs_keep_best(pairs, best, false, n_left, n_right);
}

void clk_pairs_keep_best(struct clk_pairs *pairs, uint32_t best, bool is_within,
                         size_t n_left, size_t n_right)
{
    uint32_t *seen = mem_array(n_left + n_right, sizeof *seen);
    uint32_t *seen_right = is_within ? seen : seen + n_left;
    size_t n = 0;
    for (size_t i = 0; i < pairs->n; i++) {
        struct clk_pair p = pairs->pair[i];
        bool is_left = seen[p.a]++ < best;
        /* what its left row lets go takes no place in the right one; within one set it
         * does, both rows being alike */
        bool is_right = (is_left || is_within) && seen_right[p.b]++ < best;
        if (is_left && is_right) pairs->pair[n++] = p;
    }
    free(seen);
    pairs->n = n;
}
