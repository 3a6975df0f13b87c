/* Lines over months or years. A period that is not in the table, or has no number, is a
 * gap in the line: nothing is drawn across it. */
#include "publish/chart_inside.h"

#include <limits.h>

#include "base/html.h"
#include "publish/table_dimensions.h"

enum { TALL = 260, LEFT = 70, RIGHT = 200, GRID = 4 };

/* "2022", "2022-03" or "2022-Q1" as a number that counts on. */
static bool period_of(long *out, const char *code)
{
    char *end;
    long at = strtol(code, &end, 10);
    if (end == code) return false;
    bool is_quarter = end[0] == '-' && end[1] == 'Q';
    if (*end == '-')
        at = at * (is_quarter ? 4 : 12) + strtol(end + 1 + is_quarter, &end, 10) - 1;
    *out = at;
    return !*end;
}

static long period_at(const struct chart *c, size_t i)
{
    long at = 0;
    const char *code = c->categories->entries[c->category[i]].code[0];
    return code && period_of(&at, code) ? at : LONG_MIN;
}

bool lines_fit(const struct chart *c)
{
    size_t n = 0;
    if (c->categories->n_levels != 1 ||
        !dimension_is_time(c->categories->level_name[0]))
        return false;
    for (size_t i = 0; i < c->n_categories; i++)
        n += period_at(c, i) != LONG_MIN;
    return n >= 3 && c->n_series <= CHART_LINES_SHOWN;
}

struct span {
    long first, last;
    int left, wide, top, bottom;
};

static int x_of(const struct span *s, long at)
{
    return s->left + (int)((at - s->first) * s->wide / MAX_OF(s->last - s->first, 1L));
}

static int y_of(const struct chart *c, const struct span *s, double height)
{
    return s->bottom - (int)(height / c->highest * (s->bottom - s->top) + 0.5);
}

static void put_grid(struct chart *c, const struct span *s)
{
    for (int i = 0; i <= GRID; i++) {
        int y = s->bottom - i * (s->bottom - s->top) / GRID;
        html_f(c->out, "<path class=\"%s\" d=\"M%d %dH%d\"/>\n", i ? "grid" : "base",
               s->left, y, s->left + s->wide);
    }
}

/* As many names of periods as fit beside each other, the first and last among them. */
static void put_periods(struct chart *c, const struct span *s)
{
    int free_from = 0;
    for (size_t i = 0; i < c->n_categories; i++) {
        long at = period_at(c, i);
        if (at == LONG_MIN) continue;
        const char *name = chart_category(c, i);
        int x = x_of(s, at);
        if (x < free_from || (at != s->last && x > s->left + s->wide - 70)) continue;
        chart_text(c, "quiet", "middle", x, s->bottom + 20, name, 14);
        free_from = x + 8 * (int)strlen(name) + 14;
    }
}

static void put_line(struct chart *c, const struct span *s, size_t series)
{
    long before = LONG_MIN;
    size_t k = series % CHART_PATTERNS + 1;
    html_f(c->out, "<path class=\"line l%zu\" d=\"", k);
    for (size_t i = 0; i < c->n_categories; i++) {
        const struct cell *cell = chart_cell(c, i, series);
        long at = period_at(c, i);
        if (at == LONG_MIN || !chart_has_number(c->t, cell)) continue;
        bool joins = before != LONG_MIN && at == before + 1;
        html_f(c->out, "%c%d %d", joins ? 'L' : 'M', x_of(s, at),
               y_of(c, s, chart_height(c->t, cell)));
        before = at;
    }
    html_f(c->out, "\"/>\n");
}

/* A dot at each value, which a pointer asks for its number; and a symbol where there is
 * none. */
static void put_dots(struct chart *c, const struct span *s, size_t series)
{
    for (size_t i = 0; i < c->n_categories; i++) {
        const struct cell *cell = chart_cell(c, i, series);
        long at = period_at(c, i);
        if (at == LONG_MIN) continue;
        if (!chart_has_number(c->t, cell)) {
            chart_text(c, "value", "middle", x_of(s, at), s->bottom - 6,
                       chart_value(c, cell), 6);
            continue;
        }
        html_f(c->out,
               "<circle class=\"s%zu\" cx=\"%d\" cy=\"%d\" r=\"%d\"><title>%s: "
               "%s</title></circle>\n",
               series % CHART_PATTERNS + 1, x_of(s, at),
               y_of(c, s, chart_height(c->t, cell)), c->n_categories > 60 ? 2 : 3,
               chart_category(c, i), chart_value(c, cell));
    }
}

/* The name and last number of each line, where it ends, none over another. */
static void put_ends(struct chart *c, const struct span *s)
{
    int free_from = s->top - 100, order[CHART_LINES_SHOWN], y[CHART_LINES_SHOWN];
    size_t last[CHART_LINES_SHOWN], n = 0;
    for (size_t k = 0; k < c->n_series; k++) {
        size_t i = c->n_categories;
        while (i > 0 && (period_at(c, i - 1) == LONG_MIN ||
                         !chart_has_number(c->t, chart_cell(c, i - 1, k))))
            i--;
        if (!i) continue;
        last[k] = i - 1;
        y[k] = y_of(c, s, chart_height(c->t, chart_cell(c, i - 1, k)));
        size_t at = n++;
        for (; at > 0 && y[order[at - 1]] > y[k]; at--)
            order[at] = order[at - 1];
        order[at] = (int)k;
    }
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)order[i];
        int at = MAX_OF(y[k] + 4, free_from);
        const char *name = chart_serie(c, k);
        chart_text(c, "value", "start", x_of(s, period_at(c, last[k])) + 8, at,
                   arena_format(c->a, "%s%s%s",
                                chart_value(c, chart_cell(c, last[k], k)),
                                name[0] ? " " : "", name),
                   24);
        free_from = at + 16;
    }
}

void draw_lines(struct chart *c)
{
    struct span s = {.first = LONG_MAX,
                     .last = LONG_MIN,
                     .left = LEFT,
                     .wide = CHART_WIDE - LEFT - RIGHT,
                     .top = c->height + 10,
                     .bottom = c->height + 10 + TALL};
    size_t at[2];
    double best = -1;
    at[0] = at[1] = 0;
    for (size_t i = 0; i < c->n_categories; i++) {
        long p = period_at(c, i);
        if (p == LONG_MIN) continue;
        s.first = MIN_OF(s.first, p);
        s.last = MAX_OF(s.last, p);
        for (size_t k = 0; k < c->n_series; k++) {
            const struct cell *cell = chart_cell(c, i, k);
            if (!chart_has_number(c->t, cell) || chart_height(c->t, cell) <= best)
                continue;
            best = chart_height(c->t, cell);
            at[0] = i;
            at[1] = k;
        }
    }
    put_grid(c, &s);
    chart_text(c, "quiet", "end", LEFT - 8, s.top + 5,
               chart_value(c, chart_cell(c, at[0], at[1])), 12);
    chart_text(c, "quiet", "end", LEFT - 8, s.bottom + 5, "0", 2);
    for (size_t k = 0; k < c->n_series; k++)
        put_line(c, &s, k);
    for (size_t k = 0; k < c->n_series; k++)
        put_dots(c, &s, k);
    put_ends(c, &s);
    put_periods(c, &s);
    c->height = s.bottom + 34;
}
