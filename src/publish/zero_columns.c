#include "publish/zero_columns.h"

#include "base/buf.h"

static bool is_zero_column(const struct table *t, size_t column)
{
    if (t->columns.entries[column].depth < t->columns.n_levels) return false;
    for (size_t r = 0; r < t->rows.n; r++) {
        const struct cell *cell = &t->cells[r * t->columns.n + column];
        if (cell->status != CELL_ZERO || cell->published_state != PUBLISHED_NONE)
            return false;
    }
    return true;
}

static void copy_column(struct table *to, size_t at, const struct table *from,
                        size_t column)
{
    to->columns.entries[at] = from->columns.entries[column];
    for (size_t r = 0; r < from->rows.n; r++)
        to->cells[r * to->columns.n + at] = from->cells[r * from->columns.n + column];
}

const struct table *table_without_zeros(const char **names_out, struct arena *a,
                                        const struct table *t)
{
    size_t n = t->columns.n, n_zero = 0, n_values = 0;
    if (t->columns.n_levels != 1 || t->rows.n == 0) return NULL;
    bool *is_zero = arena_new_array(a, bool, n);
    for (size_t c = 0; c < n; c++) {
        is_zero[c] = is_zero_column(t, c);
        n_zero += is_zero[c];
        n_values += t->columns.entries[c].depth == 1;
    }
    if (n_zero < ZERO_COLUMNS_WORTH || n_zero >= n_values) return NULL;
    struct table *copy = arena_new(a, struct table);
    struct buf names;
    buf_init(&names, 0);
    *copy = *t;
    copy->columns.n = n - n_zero;
    copy->columns.entries = arena_new_array(a, struct axis_entry, copy->columns.n);
    copy->cells = arena_new_array(a, struct cell, t->rows.n * copy->columns.n);
    for (size_t c = 0, at = 0; c < n; c++) {
        if (!is_zero[c]) {
            copy_column(copy, at++, t, c);
            continue;
        }
        if (names.n) buf_add_c(&names, "; ");
        buf_add_c(&names, t->columns.entries[c].path[0]);
    }
    *names_out = arena_copy(a, names.p, names.n);
    buf_dispose(&names);
    return copy;
}
