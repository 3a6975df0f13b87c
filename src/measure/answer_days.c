/* Statistics of days. The days of a table's cells are laid side by side, one level of
 * totals at a time: every row of the set is looked at as often as there are levels,
 * never once a cell. A unit counts once in a cell, with the first of its trajectories
 * there that has both days; so a total holds every unit once, and is no mean of means.
 */
#include "measure/answer_table.h"

#include "measure/duration.h"
#include "measure/quantile.h"
#include "measure/words.h"

/* The cells of one level of totals: those divided by the first `depth_rows` dimensions
 * of the rows and the first `depth_columns` of the columns. */
struct days_level {
    struct arena arena;
    struct making *m;
    unsigned depth_rows, depth_columns;
    size_t stride[LIMIT_QUESTION_DIMS]; /* 0: not divided by this one */
    size_t n_cells;
    uint32_t *begins; /* n_cells + 1 */
    int32_t *values;
};

static void level_shape(struct days_level *l)
{
    const struct plan *plan = l->m->plan;
    l->n_cells = 1;
    for (unsigned i = 0; i < plan->n_dims; i++) {
        bool divided =
            i < plan->n_rows ? i < l->depth_rows : i - plan->n_rows < l->depth_columns;
        if (!divided) continue;
        l->stride[i] = l->n_cells;
        l->n_cells *= l->m->values[i].n;
    }
}

/* The cell of each row; rows that do not count, or have no days, have none. */
static uint32_t *level_cells(struct days_level *l, const int32_t *days)
{
    const struct making *m = l->m;
    const struct row_set *rows = &m->counted;
    uint32_t *cell = arena_new_array(&l->arena, uint32_t, rows->n + 1);
    for (unsigned d = 0; d < m->plan->n_dims; d++) {
        const struct cube_dim *dim = &m->slots[d];
        uint32_t stride = (uint32_t)l->stride[d];
        if (stride == 0) continue;
        for (size_t i = 0; i < rows->n; i++)
            cell[i] += stride * (dim->codes8 ? dim->codes8[i] : dim->codes16[i]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        bool counts = !rows->mask || rows->mask[i];
        if (!counts || days[rows->row ? rows->row[i] : i] < 0) cell[i] = UINT32_MAX;
    }
    return cell;
}

static void level_fill(struct days_level *l, const int32_t *days)
{
    const struct row_set *rows = &l->m->counted;
    uint32_t *cell = level_cells(l, days);
    uint32_t *last = arena_new_array(&l->arena, uint32_t, l->n_cells);
    size_t n = 0;
    l->begins = arena_new_array(&l->arena, uint32_t, l->n_cells + 2);
    memset(last, 0xff, l->n_cells * sizeof *last); /* no unit has this number */
    for (size_t i = 0; i < rows->n; i++) {
        uint32_t c = cell[i], unit = rows->unit ? rows->unit[i] : (uint32_t)i;
        if (c == UINT32_MAX) continue;
        if (last[c] == unit) {
            cell[i] = UINT32_MAX;
            continue;
        }
        last[c] = unit;
        l->begins[c + 2]++;
        n++;
    }
    for (size_t c = 0; c < l->n_cells; c++)
        l->begins[c + 2] += l->begins[c + 1];
    l->values = arena_new_array(&l->arena, int32_t, n + 1);
    /* begins[c + 1] runs to where the next cell begins */
    for (size_t i = 0; i < rows->n; i++)
        if (cell[i] != UINT32_MAX)
            l->values[l->begins[cell[i] + 1]++] = days[rows->row ? rows->row[i] : i];
}

static double statistic_of(const struct duration *d, int32_t *values, size_t n)
{
    return d->statistic == STATISTIC_MEAN ? days_mean(values, n)
                                          : days_quantile(values, n, d->share);
}

static unsigned depth_of(const int *slots, unsigned n_levels)
{
    unsigned depth = 0;
    while (depth < n_levels && slots[depth] != CUBE_ALL)
        depth++;
    return depth;
}

static void days_cell(struct cell *c, const struct days_level *l, const int *codes)
{
    const struct making *m = l->m;
    size_t cell = 0;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        if (l->stride[i]) cell += l->stride[i] * (size_t)codes[i];
    int32_t *values = l->values + l->begins[cell];
    size_t n = l->begins[cell + 1] - l->begins[cell];
    c->n = (int64_t)n;
    c->status = CELL_VALUE;
    if (n > 0) {
        c->value = statistic_of(m->plan->statement->duration, values, n);
        return;
    }
    answer_empty_cell(c, l->m, codes);
    if (c->status != CELL_ZERO) return;
    c->status = CELL_UNAVAILABLE; /* no days are not zero days */
    c->reason = word_text(REASON_NO_DAYS, m->run->ctx->lang);
}

static void level_cells_shown(struct days_level *l)
{
    struct making *m = l->m;
    struct table *t = m->table;
    unsigned n_rows = m->plan->n_rows, n_columns = m->plan->n_dims - n_rows;
    for (size_t r = 0; r < t->rows.n; r++) {
        if (depth_of(m->row_slots[r], n_rows) != l->depth_rows) continue;
        for (size_t k = 0; k < t->columns.n; k++) {
            int codes[LIMIT_QUESTION_DIMS] = {0};
            if (depth_of(m->column_slots[k], n_columns) != l->depth_columns) continue;
            answer_cell_codes(codes, m, r, k);
            days_cell(&t->cells[r * t->columns.n + k], l, codes);
        }
    }
}

/* How many units have no days, and how many trajectories have them the wrong way
 * round. */
static void count_left_out(struct making *m, const int32_t *days)
{
    size_t n = record_count(m->scope.panel, m->plan->relation);
    uint8_t *mark = arena_alloc(m->scope.scratch, n + 1);
    for (size_t i = 0; i < n; i++)
        mark[i] = days[i] >= 0;
    m->n_units = row_set_total(&m->counted, NULL);
    m->n_left_out = m->n_units - row_set_total(&m->counted, mark);
    for (size_t i = 0; i < n; i++)
        mark[i] = days[i] == DURATION_REVERSED;
    m->n_reversed = row_set_total(&m->counted, mark);
}

void answer_days(struct making *m)
{
    struct table *t = m->table;
    unsigned n_rows = m->plan->n_rows, n_columns = m->plan->n_dims - n_rows;
    const int32_t *days = duration_days(&m->scope, m->plan->statement->duration);
    t->cells = arena_new_array(m->run->a, struct cell, t->rows.n * t->columns.n);
    for (unsigned r = 0; r <= n_rows; r++)
        for (unsigned k = 0; k <= n_columns; k++) {
            struct days_level l = {.m = m, .depth_rows = r, .depth_columns = k};
            level_shape(&l);
            level_fill(&l, days);
            level_cells_shown(&l);
            arena_dispose(&l.arena);
        }
    count_left_out(m, days);
}
