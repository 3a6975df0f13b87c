/* Bars: one dimension, two side by side or as shares of a whole, phases, and small
 * charts for each series. */
#include "publish/chart_inside.h"

#include "base/html.h"
#include "domain/number_text.h"

enum { BAR = 22, STEP = 30, THIN = 16 };
enum { ROOM = CHART_WIDE - CHART_LABEL - CHART_VALUE };

static int length_of(const struct chart *c, const struct cell *cell, int room)
{
    return (int)(chart_height(c->t, cell) / c->highest * room + 0.5);
}

/* One bar with its number, or the gap where one should be. */
static void put_bar(struct chart *c, size_t series, const struct cell *cell, int x,
                    int y, int height, int room)
{
    if (!chart_has_number(c->t, cell)) {
        chart_gap(c, x, y, height, cell);
        return;
    }
    int n = length_of(c, cell, room);
    if (chart_height(c->t, cell) > 0) chart_bar(c, series, x, y, n, height);
    chart_text(c, "value", "start", x + n + 6, y + height / 2 + 5, chart_value(c, cell),
               20);
}

static double order_of(const struct chart *c, size_t i)
{
    const struct cell *cell = chart_cell(c, i, 0);
    return chart_has_number(c->t, cell) ? chart_height(c->t, cell) : -1;
}

/* Largest first, what is unknown or not a value last; equals as the table has them. */
static void sort_categories(struct chart *c)
{
    for (size_t i = 1; i < c->n_categories; i++)
        for (size_t k = i; k > 0; k--) {
            bool late = c->categories->entries[c->category[k]].is_missing;
            bool late_before = c->categories->entries[c->category[k - 1]].is_missing;
            if (late != late_before ? late : order_of(c, k) <= order_of(c, k - 1))
                break;
            size_t kept = c->category[k];
            c->category[k] = c->category[k - 1];
            c->category[k - 1] = kept;
        }
}

void draw_bars(struct chart *c)
{
    if (!axis_has_order(c->categories)) sort_categories(c);
    for (size_t i = 0; i < c->n_categories; i++, c->height += STEP) {
        chart_text(c, "name", "end", CHART_LABEL - 8, c->height + BAR / 2 + 5,
                   chart_category(c, i), 26);
        put_bar(c, 0, chart_cell(c, i, 0), CHART_LABEL, c->height, BAR, ROOM);
    }
}

void draw_grouped(struct chart *c)
{
    chart_legend(c);
    for (size_t i = 0; i < c->n_categories; i++, c->height += 10) {
        chart_text(c, "name", "end", CHART_LABEL - 8, c->height + THIN / 2 + 5,
                   chart_category(c, i), 26);
        for (size_t s = 0; s < c->n_series; s++, c->height += THIN + 2)
            put_bar(c, s, chart_cell(c, i, s), CHART_LABEL, c->height, THIN, ROOM);
    }
}

/* --- shares of a whole --- */

/* The whole of a category; false when a part of it has no number. */
static bool sum_of(double *out, const struct chart *c, size_t category)
{
    *out = 0;
    for (size_t s = 0; s < c->n_series; s++) {
        const struct cell *cell = chart_cell(c, category, s);
        if (!chart_has_number(c->t, cell)) return false;
        *out += chart_height(c->t, cell);
    }
    return *out > 0;
}

static void put_whole(struct chart *c, size_t category, double sum)
{
    enum { WHOLE = CHART_WIDE - CHART_LABEL };
    double before = 0;
    for (size_t s = 0; s < c->n_series; s++) {
        const struct cell *cell = chart_cell(c, category, s);
        int from = (int)(before / sum * WHOLE + 0.5);
        before += chart_height(c->t, cell);
        int to = (int)(before / sum * WHOLE + 0.5);
        if (to > from) chart_bar(c, s, CHART_LABEL + from, c->height, to - from, BAR);
    }
    /* numbers under the bar, each where its piece begins: all of them can be read */
    before = 0;
    int free_from = 0;
    for (size_t s = 0; s < c->n_series; s++) {
        const struct cell *cell = chart_cell(c, category, s);
        const char *value = chart_value(c, cell);
        int x = MAX_OF((int)(before / sum * WHOLE + 0.5), free_from);
        x = MIN_OF(x, WHOLE - 8 * (int)strlen(value));
        before += chart_height(c->t, cell);
        if (chart_height(c->t, cell) <= 0) continue;
        chart_text(c, "value", "start", CHART_LABEL + x, c->height + BAR + 15, value,
                   20);
        free_from = x + 8 * (int)strlen(value) + 8;
    }
}

void draw_stacked(struct chart *c)
{
    chart_legend(c);
    for (size_t i = 0; i < c->n_categories; i++, c->height += STEP + 18) {
        double sum;
        chart_text(c, "name", "end", CHART_LABEL - 8, c->height + BAR / 2 + 5,
                   chart_category(c, i), 26);
        if (sum_of(&sum, c, i)) {
            put_whole(c, i, sum);
            continue;
        }
        for (size_t s = 0; s < c->n_series; s++)
            if (!chart_has_number(c->t, chart_cell(c, i, s))) {
                chart_gap(c, CHART_LABEL, c->height, BAR, chart_cell(c, i, s));
                break;
            }
    }
}

/* --- phases --- */

void draw_funnel(struct chart *c)
{
    const struct cell *first = chart_cell(c, 0, 0);
    bool has_share = chart_has_number(c->t, first) && chart_height(c->t, first) > 0;
    for (size_t i = 0; i < c->n_categories; i++, c->height += STEP) {
        const struct cell *cell = chart_cell(c, i, 0);
        chart_text(c, "name", "end", CHART_LABEL - 8, c->height + BAR / 2 + 5,
                   chart_category(c, i), 26);
        put_bar(c, 0, cell, CHART_LABEL, c->height, BAR, ROOM - 60);
        if (!has_share || !chart_has_number(c->t, cell)) continue;
        struct buf share = {0};
        number_percent(&share, chart_height(c->t, cell) / chart_height(c->t, first),
                       c->style->lang);
        chart_text(c, "quiet", "end", CHART_WIDE, c->height + BAR / 2 + 5, share.p, 12);
        buf_dispose(&share);
    }
}

/* --- small charts --- */

void draw_multiples(struct chart *c)
{
    enum { HALF = CHART_WIDE / 2, LABEL = 110, ROW = 20 };
    int top = c->height, tall = (int)c->n_categories * ROW + 44;
    for (size_t s = 0; s < c->n_series; s++) {
        int x = s % 2 ? HALF + 10 : 0, y = top + (int)(s / 2) * tall;
        chart_text(c, "head small", "start", x, y + 14, chart_serie(c, s), 40);
        for (size_t i = 0; i < c->n_categories; i++) {
            int at = y + 24 + (int)i * ROW;
            chart_text(c, "name", "end", x + LABEL - 6, at + 12, chart_category(c, i),
                       15);
            put_bar(c, 0, chart_cell(c, i, s), x + LABEL, at, 14,
                    HALF - LABEL - CHART_VALUE);
        }
        c->height = y + tall;
    }
}
