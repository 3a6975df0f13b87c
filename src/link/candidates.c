#include "link/candidate_banded.h"

#include <math.h>

#include "base/clock.h"
#include "link/clk_compare.h"

enum {
    PER_100_LOW = 50,
    PER_100_HIGH = 95,
    ESTIMATE_COMPARED = 4000000,
    SPEED_ROWS = 3000,
    KEY_GROUP_MOST = 50, /* a number that more records share says nothing */
};

static bool links_two_files(const struct person_table *t)
{
    return t->n_files == 2 && !t->files_have_doubles && t->file;
}

static size_t rows_of_first(const struct person_table *t)
{
    size_t n = 0;
    while (links_two_files(t) && n < t->n && t->file[n] == 0)
        n++;
    return n;
}

static double count_all_pairs(const struct person_table *t)
{
    double n = (double)t->n, first = (double)rows_of_first(t);
    return links_two_files(t) ? first * (n - first) : n * (n - 1) / 2;
}

bool candidates_take_all(const struct person_table *t)
{
    return count_all_pairs(t) <= CANDIDATES_ALL_PAIRS;
}

/* How many pairs reach each score, without those a sample cannot see. */
static void estimate(double n_at_least[101], const struct person_table *t,
                     const struct clk_set *set)
{
    size_t first = rows_of_first(t);
    if (first) {
        struct clk_set a = candidate_rows_of(set, 0, first),
                       b = candidate_rows_of(set, first, set->n);
        clk_estimate(n_at_least, &a, &b, CLK_OVERLAP, ESTIMATE_COMPARED, 20221001);
    } else {
        clk_estimate(n_at_least, set, NULL, CLK_OVERLAP, ESTIMATE_COMPARED, 20221001);
    }
}

/* Of all against all, from some: what a run will cost. */
static enum err_code measure_speed(struct candidate_plan *out,
                                   const struct clk_set *set, struct err *e)
{
    struct clk_pairs found;
    struct clk_set some = candidate_rows_of(set, 0, MIN_OF(set->n, (size_t)SPEED_ROWS));
    struct clk_search q = {.score = CLK_OVERLAP, .num = out->per_100, .den = 100};
    double began = clock_seconds();
    enum err_code rc = clk_pairs_find(&found, &some, &some, &q, e);
    if (rc != OK) return rc;
    out->pairs_a_second =
        (double)some.n * (double)some.n / MAX_OF(clock_seconds() - began, 1e-4);
    out->seconds = out->n_all_pairs / out->pairs_a_second;
    clk_pairs_dispose(&found);
    return OK;
}

enum err_code candidates_plan(struct candidate_plan *out,
                              const struct folded_persons *p, const struct clk_set *set,
                              const struct candidate_limits *limits, struct err *e)
{
    double n_at_least[101];
    double all = count_all_pairs(p->table);
    *out = (struct candidate_plan){.n_all_pairs = all, .n_most = limits->n_most};
    if (candidates_take_all(p->table)) {
        out->takes_all = true;
        out->n_candidates = all;
        return OK;
    }
    if (p->n > limits->all_rows) {
        out->is_banded = true;
        return candidates_plan_banded(out, p, set, rows_of_first(p->table), limits, e);
    }
    estimate(n_at_least, p->table, set);
    out->per_100 = PER_100_LOW;
    while (out->per_100 < PER_100_HIGH &&
           n_at_least[out->per_100] > (double)limits->n_wanted)
        out->per_100++;
    out->n_candidates = n_at_least[out->per_100];
    return measure_speed(out, set, e);
}

/* --- exact keys --- */

struct keyed_row {
    uint32_t key, row;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed_row *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

struct pairs {
    struct compared_pair *pair;
    size_t n, cap;
};

static void add_pair(struct pairs *to, uint32_t a, uint32_t b)
{
    mem_push_room(to->pair, to->n, to->cap);
    to->pair[to->n++] = (struct compared_pair){MIN_OF(a, b), MAX_OF(a, b)};
}

static void add_group(struct pairs *to, const struct person_table *t,
                      const struct keyed_row *row, size_t n)
{
    if (n > KEY_GROUP_MOST) return;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (!links_two_files(t) || t->file[row[i].row] != t->file[row[j].row])
                add_pair(to, row[i].row, row[j].row);
}

static void add_equal_keys(struct pairs *to, const struct folded_persons *p,
                           enum person_role role)
{
    struct keyed_row *keyed = mem_array(p->n, sizeof *keyed);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->value[role][i])
            keyed[n++] = (struct keyed_row){p->value[role][i], (uint32_t)i};
    qsort(keyed, n, sizeof *keyed, by_key);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && keyed[end].key == keyed[i].key; end++)
            ;
        add_group(to, p->table, keyed + i, end - i);
    }
    free(keyed);
}

/* --- all together --- */

static void add_all(struct pairs *to, const struct person_table *t)
{
    size_t first = rows_of_first(t);
    to->cap = to->n = (size_t)count_all_pairs(t);
    to->pair = mem_array(MAX_OF(to->n, (size_t)1), sizeof *to->pair);
    size_t at = 0;
    for (size_t a = 0; a < (first ? first : t->n); a++)
        for (size_t b = first ? first : a + 1; b < t->n; b++)
            to->pair[at++] = (struct compared_pair){(uint32_t)a, (uint32_t)b};
}

static enum err_code add_overlapping(struct pairs *to, const struct person_table *t,
                                     const struct clk_set *set,
                                     const struct candidate_plan *plan,
                                     unsigned threads, struct err *e)
{
    enum err_code rc = OK;
    struct clk_pairs found = {0};
    struct clk_search search = {
        .score = CLK_OVERLAP, .num = plan->per_100, .den = 100, .threads = threads};
    size_t first = rows_of_first(t);
    if (first) {
        struct clk_set a = candidate_rows_of(set, 0, first),
                       b = candidate_rows_of(set, first, set->n);
        TRY(clk_pairs_find(&found, &a, &b, &search, e));
    } else {
        TRY(clk_pairs_find(&found, set, NULL, &search, e));
    }
    for (size_t i = 0; i < found.n; i++)
        add_pair(to, found.pair[i].a, (uint32_t)first + found.pair[i].b);
out:
    clk_pairs_dispose(&found);
    return rc;
}

static int by_rows(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void sort_once(struct pairs *p)
{
    size_t n = 0;
    qsort(p->pair, p->n, sizeof *p->pair, by_rows);
    for (size_t i = 0; i < p->n; i++)
        if (!n || by_rows(&p->pair[n - 1], &p->pair[i]) != 0) p->pair[n++] = p->pair[i];
    p->n = n;
}

enum err_code candidates_find(struct compared_pair **out, size_t *n_out,
                              const struct folded_persons *p, const struct clk_set *set,
                              const struct candidate_plan *plan, unsigned threads,
                              struct err *e)
{
    static const enum person_role keys[] = {ROLE_NUMBER, ROLE_PHONE, ROLE_MAIL};
    enum err_code rc = OK;
    struct pairs all = {0};
    if (plan->takes_all) {
        add_all(&all, p->table);
        goto out;
    }
    if (plan->is_banded) {
        TRY(candidates_find_banded(&all.pair, &all.n, p, set, rows_of_first(p->table),
                                   plan, threads, e));
        all.cap = all.n;
        sort_once(&all);
        goto out;
    }
    TRY(add_overlapping(&all, p->table, set, plan, threads, e));
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (p->value[keys[i]]) add_equal_keys(&all, p, keys[i]);
    sort_once(&all);
out:
    *out = all.pair;
    *n_out = all.n;
    return rc;
}
