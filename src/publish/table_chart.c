#include "publish/table_chart.h"

#include "publish/publish_words.h"
#include "publish/table_dimensions.h"

/* Entries before the total, all of them values; 0 when they do not stand together. */
static size_t values_before_total(const struct axis *axis)
{
    size_t n = 0;
    if (axis->n_levels == 0) return axis->n;
    while (n < axis->n && axis->entries[n].depth == axis->n_levels)
        n++;
    for (size_t i = n; i < axis->n; i++)
        if (axis->entries[i].depth == axis->n_levels) return 0;
    return n;
}

static bool is_over_time(const struct axis *axis)
{
    return axis->n_levels == 1 && dimension_is_time(axis->level_name[0]);
}

/* Every period from the first to the last has an entry: codes "2022", "2022-03" or
 * "2022-Q1". */
static bool is_consecutive(const struct axis *axis, size_t n)
{
    long before = 0;
    for (size_t i = 0; i < n; i++) {
        char *end;
        const char *code = axis->entries[i].code[0] ? axis->entries[i].code[0] : "";
        long at = strtol(code, &end, 10);
        if (end == code) return false;
        bool is_quarter = end[0] == '-' && end[1] == 'Q';
        if (*end == '-')
            at = at * (is_quarter ? 4 : 12) + strtol(end + 1 + is_quarter, &end, 10);
        if (*end || (i && at != before + 1)) return false;
        before = at;
    }
    return true;
}

static const struct cell *plotted(const struct table *t, const struct table_chart *c,
                                  size_t category, size_t series)
{
    size_t row = c->along_columns ? series : category;
    size_t column = c->along_columns ? category : series;
    return &t->cells[row * t->columns.n + column];
}

static double height_of(const struct table *t, const struct cell *c)
{
    return t->kind == MEASURE_RATE ? c->rate : (double)c->n;
}

static bool has_hidden(const struct table *t)
{
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++)
        if (t->cells[i].status == CELL_HIDDEN) return true;
    return false;
}

static void note_extremes(struct table_chart *c, const struct table *t, size_t category,
                          size_t series, const struct cell *cell)
{
    const size_t at[] = {c->along_columns ? series : category,
                         c->along_columns ? category : series};
    const struct cell *high = &t->cells[c->highest[0] * t->columns.n + c->highest[1]];
    const struct cell *low = &t->cells[c->lowest[0] * t->columns.n + c->lowest[1]];
    if (height_of(t, cell) > height_of(t, high)) memcpy(c->highest, at, sizeof at);
    if (height_of(t, cell) < height_of(t, low)) memcpy(c->lowest, at, sizeof at);
}

/* Every plotted cell is a number that may stand beside the others. */
static bool look_at_cells(struct table_chart *c, bool *has_negative,
                          const struct table *t)
{
    const struct cell *first = plotted(t, c, 0, 0);
    bool is_flat = true;
    for (size_t k = 0; k < c->n_categories; k++) {
        for (size_t s = 0; s < c->n_series; s++) {
            const struct cell *cell = plotted(t, c, k, s);
            enum cell_status status = cell_shown_status(t, cell);
            if (status != CELL_VALUE && status != CELL_ZERO) return false;
            if (t->kind == MEASURE_RATE && cell->base != first->base) return false;
            is_flat &= cell->n == 0;
            *has_negative |= cell->n < 0;
            note_extremes(c, t, k, s, cell);
        }
    }
    return !is_flat;
}

struct table_chart table_chart_choose(const struct table *t)
{
    struct table_chart c = {0}, none = {0};
    if (t->kind == MEASURE_DAYS || t->base_is_target) return none;
    if (t->rows.n_levels > 1 || t->columns.n_levels > 1 || has_hidden(t)) return none;
    size_t n_rows = values_before_total(&t->rows),
           n_columns = values_before_total(&t->columns);
    c.along_columns =
        t->rows.n_levels == 0 || (is_over_time(&t->columns) && !is_over_time(&t->rows));
    const struct axis *of_categories = c.along_columns ? &t->columns : &t->rows;
    const struct axis *of_series = c.along_columns ? &t->rows : &t->columns;
    bool is_line = is_over_time(of_categories), has_negative = false;
    c.n_categories = c.along_columns ? n_columns : n_rows;
    c.n_series = c.along_columns ? n_rows : n_columns;
    if (of_categories->n_levels == 0 || c.n_categories < 2 || c.n_series < 1)
        return none;
    if (c.n_categories > (is_line ? CHART_MONTHS_MAX : CHART_CATEGORIES_MAX))
        return none;
    if (c.n_series > (is_line ? CHART_LINES_MAX : CHART_SERIES_MAX)) return none;
    if (is_line && !is_consecutive(of_categories, c.n_categories)) return none;
    if (!look_at_cells(&c, &has_negative, t)) return none;
    if (is_line)
        c.kind = CHART_LINE;
    else if (of_series->n_levels == 0 || c.n_series == 1)
        c.kind = CHART_BAR;
    else if (has_negative || of_series->level_overlaps[0] || t->kind == MEASURE_RATE)
        c.kind = CHART_CLUSTER;
    else
        c.kind = CHART_STACK;
    return c;
}
