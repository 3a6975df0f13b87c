#include "publish/totals_check.h"

#include "publish/publish_words.h"

/* Parts met since the last total of the same depth. */
struct sum {
    int64_t n;
    size_t n_parts;
    bool is_unknown;
};

static const struct cell *cell_of(const struct table *t, bool by_rows, size_t entry,
                                  size_t other)
{
    return by_rows ? &t->cells[entry * t->columns.n + other]
                   : &t->cells[other * t->columns.n + entry];
}

static bool number_of(int64_t *out, const struct table *t, const struct cell *c)
{
    enum cell_status status = cell_shown_status(t, c);
    *out = status == CELL_CANNOT_OCCUR ? 0 : c->n;
    return status == CELL_VALUE || status == CELL_ZERO || status == CELL_CANNOT_OCCUR;
}

static void compare(struct totals_check *check, const struct sum *parts, bool is_number,
                    int64_t total, bool by_rows, size_t entry, size_t other)
{
    if (!is_number || parts->is_unknown) {
        check->n_left_out++;
        return;
    }
    check->n_checked++;
    if (parts->n == total) return;
    if (!check->n_differ++) {
        check->row = by_rows ? entry : other;
        check->column = by_rows ? other : entry;
        check->sum_of_parts = parts->n;
        check->total = total;
    }
}

/* Along one line of cells: each entry is a part of the total one level up. */
static void check_line(struct totals_check *checks, const struct table *t, bool by_rows,
                       size_t other)
{
    const struct axis *axis = by_rows ? &t->rows : &t->columns;
    struct sum sums[LIMIT_QUESTION_DIMS] = {0};
    for (size_t i = 0; i < axis->n; i++) {
        unsigned depth = axis->entries[i].depth;
        int64_t n;
        bool is_number = number_of(&n, t, cell_of(t, by_rows, i, other));
        if (depth < axis->n_levels) {
            if (sums[depth].n_parts)
                compare(&checks[depth], &sums[depth], is_number, n, by_rows, i, other);
            sums[depth] = (struct sum){0};
        }
        if (depth == 0) continue;
        struct sum *above = &sums[depth - 1];
        above->n_parts++;
        above->is_unknown |=
            !is_number || __builtin_add_overflow(above->n, n, &above->n);
    }
}

static enum totals_verdict verdict_of(const struct totals_check *c,
                                      const struct table *t)
{
    if (c->n_checked + c->n_left_out == 0) return TOTALS_NONE;
    if (t->kind == MEASURE_DAYS) return TOTALS_STATISTIC;
    if (c->axis->level_overlaps[c->level]) return TOTALS_OVERLAP;
    if (c->n_differ) return TOTALS_DIFFER;
    return c->n_checked ? TOTALS_ADD_UP : TOTALS_UNCHECKED;
}

size_t totals_check(struct totals_check *out, const struct table *t)
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    size_t n = 0;
    for (size_t a = 0; a < ARRAY_LEN(axes); a++) {
        struct totals_check *checks = out + n;
        bool by_rows = a == 0;
        for (unsigned level = 0; level < axes[a]->n_levels; level++)
            out[n++] = (struct totals_check){.axis = axes[a], .level = level};
        for (size_t other = 0; other < axes[!a]->n; other++)
            check_line(checks, t, by_rows, other);
        for (unsigned level = 0; level < axes[a]->n_levels; level++)
            checks[level].verdict = verdict_of(&checks[level], t);
    }
    return n;
}
