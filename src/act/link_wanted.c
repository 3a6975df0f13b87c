#include "act/link_wanted.h"

enum {
    EXACT_ALL_PAIRS = 20, /* files with one number: beyond it each with the next */
    EQUAL_ALL_PAIRS = 64, /* files that are equal in everything: the same */
};

int compare_wanted(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y; /* what both begin with */
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

void wanted_add(struct wanted *w, const struct linking *x, uint32_t a, uint32_t b)
{
    if (a == b || !file_is_compared(x, a) || !file_is_compared(x, b)) return;
    mem_push_room(w->pair, w->n, w->cap);
    w->pair[w->n++] = (struct wanted_pair){{MIN_OF(a, b), MAX_OF(a, b)}, false};
}

static void want_exact(struct wanted *w, const struct linking *x, const uint32_t *place)
{
    for (size_t from = 0, to; from < x->n_exact; from = to) {
        for (to = from; to < x->n_exact && x->exact[to].group == x->exact[from].group;)
            to++;
        for (size_t i = from; i < to; i++)
            for (size_t k = i + 1; k < to; k++) {
                if (to - from > EXACT_ALL_PAIRS && k > i + 1) break;
                if (place[i] != UINT32_MAX && place[k] != UINT32_MAX)
                    wanted_add(w, x, place[i], place[k]);
            }
    }
}

static void want_decided(struct wanted *w, const struct linking *x)
{
    uint32_t a, b;
    for (size_t i = 0; i < x->n_decisions; i++)
        if (link_graph_place(&a, &x->graph, x->decision[i].person) &&
            link_graph_place(&b, &x->graph, x->decision[i].other))
            wanted_add(w, x, a, b);
}

/* --- files that are equal in everything --- */

/* A match compares a few of them only. Here each is compared with all, so that they are
 * clustered by the same rule as others; of a great many (names of nobody: "test") each
 * follows the one before. */
struct equal_row {
    uint64_t hash;
    uint32_t row;
};

static int compare_equal_rows(const void *x, const void *y)
{
    const struct equal_row *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static bool rows_equal(const struct person_table *t, uint32_t a, uint32_t b)
{
    for (unsigned role = 0; role < N_PERSON_ROLES; role++)
        if (t->value[role] && !str_eq(t->value[role][a], t->value[role][b]))
            return false;
    return true;
}

static struct equal_row *sort_rows(const struct person_table *t)
{
    struct equal_row *rows = mem_array(t->n, sizeof *rows);
    for (uint32_t i = 0; i < t->n; i++) {
        rows[i].row = i;
        for (unsigned role = 0; role < N_PERSON_ROLES; role++)
            if (t->value[role])
                rows[i].hash = (rows[i].hash ^ str_hash(t->value[role][i])) *
                                   UINT64_C(0x9e3779b97f4a7c15) +
                               role;
    }
    if (t->n) qsort(rows, t->n, sizeof *rows, compare_equal_rows);
    return rows;
}

static void want_equal_group(struct wanted *w, struct linking *x,
                             const struct equal_row *rows, size_t n)
{
    const uint32_t *file = x->table.file_of_row;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            if (n > EQUAL_ALL_PAIRS && k > i + 1) break;
            uint32_t a = file[rows[i].row], b = file[rows[k].row];
            uint32_t number_a = x->graph.number_of[a], number_b = x->graph.number_of[b];
            wanted_add(w, x, a, b);
            if (n > EQUAL_ALL_PAIRS && (!number_a || !number_b || number_a == number_b))
                link_graph_same(&x->graph, a, b, LINK_BASIS_EVIDENCE);
        }
}

static void want_equal(struct wanted *w, struct linking *x)
{
    const struct person_table *t = &x->table.table;
    struct equal_row *rows = sort_rows(t);
    for (size_t from = 0, to; from < t->n; from = to) {
        for (to = from + 1; to < t->n && rows[to].hash == rows[from].hash &&
                            rows_equal(t, rows[from].row, rows[to].row);)
            to++;
        if (to - from > MATCH_EQUAL_KEPT)
            want_equal_group(w, x, rows + from, to - from);
    }
    free(rows);
}

void wanted_sort(struct wanted *w)
{
    size_t n = 0;
    if (w->n) qsort(w->pair, w->n, sizeof *w->pair, compare_wanted);
    for (size_t i = 0; i < w->n; i++)
        if (n == 0 || compare_wanted(&w->pair[n - 1], &w->pair[i]) != 0)
            w->pair[n++] = w->pair[i];
    w->n = n;
}

void wanted_find(struct wanted *w, struct linking *x, const uint32_t *place)
{
    want_exact(w, x, place);
    want_decided(w, x);
    want_equal(w, x);
    wanted_sort(w);
}
