/* A chart beside its table: of the cells of the tab themselves, never a copy. */
/* first: the library's headers name functions that base poisons */
#include "publish/workbook_sheet.h"

#include "base/utf8.h"
#include "publish/publish_words.h"
#include "publish/table_chart.h"
#include "publish/text_cell.h"
#include "publish/text_wrap.h"

struct drawing {
    struct book *book;
    const struct table *t;
    struct table_chart chart;
    const char *tab;
    size_t n_row_heads, n_figures;
};

static lxw_col_t column_of(const struct drawing *d, size_t column)
{
    return (lxw_col_t)(d->n_row_heads + column * d->n_figures);
}

/* Bars lie down unless their labels are so few and short that they stand in full under
 * upright ones. */
static bool lies_down(const struct drawing *d)
{
    enum { UPRIGHT_MAX = 8, LABEL_MAX = 14 };
    const struct axis *x = d->chart.along_columns ? &d->t->columns : &d->t->rows;
    if (d->chart.kind == CHART_LINE) return false;
    if (d->chart.kind == CHART_BAR || d->chart.n_categories > UPRIGHT_MAX) return true;
    for (size_t i = 0; i < d->chart.n_categories; i++)
        if (utf8_width(str_of(x->entries[i].path[0])) > LABEL_MAX) return true;
    return false;
}

static uint8_t library_kind(const struct drawing *d)
{
    bool down = lies_down(d);
    switch (d->chart.kind) {
    case CHART_BAR:
    case CHART_CLUSTER:
        return down ? LXW_CHART_BAR : LXW_CHART_COLUMN;
    case CHART_STACK:
        return down ? LXW_CHART_BAR_STACKED : LXW_CHART_COLUMN_STACKED;
    case CHART_LINE:
    case CHART_NONE:
        break;
    }
    return LXW_CHART_LINE;
}

/* Colours that people who see few of them tell apart (Okabe and Ito 2008). */
static void colour_series(lxw_chart_series *series, size_t i, enum chart_kind kind)
{
    static const lxw_color_t colours[CHART_SERIES_MAX] = {0x0072B2, 0xE69F00, 0x009E73,
                                                          0xCC79A7, 0x56B4E9, 0xD55E00};
    static const uint8_t markers[CHART_LINES_MAX] = {
        LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND,
        LXW_CHART_MARKER_TRIANGLE, LXW_CHART_MARKER_X};
    lxw_chart_line line = {.color = colours[i], .width = 2.25};
    lxw_chart_line edge = {.color = 0xFFFFFF, .width = 0.75};
    lxw_chart_fill fill = {.color = colours[i]};
    if (kind == CHART_LINE) {
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, markers[i]);
        chart_series_set_marker_fill(series, &fill);
        return;
    }
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &edge);
}

static void add_series(const struct drawing *d, lxw_chart *chart, size_t i)
{
    const struct table_chart *c = &d->chart;
    lxw_row_t last = (lxw_row_t)c->n_categories;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (c->along_columns) {
        lxw_row_t row = (lxw_row_t)(i + 1);
        lxw_col_t end = column_of(d, c->n_categories - 1);
        chart_series_set_categories(series, d->tab, 0, column_of(d, 0), 0, end);
        chart_series_set_values(series, d->tab, row, column_of(d, 0), row, end);
        chart_series_set_name_range(series, d->tab, row, 0);
    } else {
        lxw_col_t column = column_of(d, i);
        chart_series_set_categories(series, d->tab, 1, 0, last, 0);
        chart_series_set_values(series, d->tab, 1, column, last, column);
        chart_series_set_name_range(series, d->tab, 0, column);
    }
    colour_series(series, i, c->kind);
}

static const char *place_text(struct book *b, const struct table *t, const size_t at[2])
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    const struct cell *cell = &t->cells[at[0] * t->columns.n + at[1]];
    static const struct reasons no_reasons;
    struct buf text;
    buf_init(&text, 0);
    for (size_t a = 0; a < ARRAY_LEN(axes); a++)
        if (axes[a]->n_levels)
            buf_format(&text, "%s%s", text.n ? ", " : "",
                       axis_label(axes[a], at[a], 0));
    buf_add_c(&text, ": ");
    text_cell_main(&text, t, cell, &no_reasons, b->answer->lang);
    char *copy = arena_copy(b->a, text.p, text.n);
    buf_dispose(&text);
    return copy;
}

/* What the chart shows, for who does not see it. */
static char *described(const struct drawing *d, const char *title)
{
    struct book *b = d->book;
    const char *const values[] = {title, place_text(b, d->t, d->chart.highest),
                                  place_text(b, d->t, d->chart.lowest)};
    struct buf text;
    buf_init(&text, 0);
    word_fill(&text, WORD_CHART_ALT, b->answer->lang, values, ARRAY_LEN(values));
    struct str clean = text_clean(b->a, text.p);
    buf_dispose(&text);
    return arena_copy(b->a, clean.p, clean.n);
}

static void name_axes(const struct drawing *d, lxw_chart *chart)
{
    const struct table *t = d->t;
    struct book *b = d->book;
    const struct axis *x = d->chart.along_columns ? &t->columns : &t->rows;
    struct str category = text_clean(b->a, x->level_title[0]);
    struct str value = text_clean(b->a, figure_head(b->a, t, b->answer->lang));
    lxw_chart_font plain = {.bold = LXW_EXPLICIT_FALSE};
    chart_axis_set_name(chart->x_axis, str_to_c(b->a, category));
    chart_axis_set_name(chart->y_axis, str_to_c(b->a, value));
    chart_axis_set_name_font(chart->x_axis, &plain);
    chart_axis_set_name_font(chart->y_axis, &plain);
    chart_axis_set_num_format(chart->y_axis, t->kind == MEASURE_RATE ? "0%" : "#,##0");
    lxw_chart_line light = {.color = 0xD9D9D9, .width = 0.75};
    chart_axis_major_gridlines_set_line(chart->y_axis, &light);
    if (lies_down(d)) chart_axis_set_reverse(chart->x_axis);
}

static lxw_chart_options placed(const struct drawing *d, const char *title)
{
    enum { PIXELS_HIGH = 288, PIXELS_WIDE = 480, BAR_PIXELS = 24, AROUND_PIXELS = 130 };
    lxw_chart_options o = {
        .x_offset = 20, .y_offset = 10, .x_scale = 1.4, .y_scale = 1.2};
    double n = (double)d->chart.n_categories;
    if (d->chart.kind == CHART_CLUSTER) n *= (double)d->chart.n_series;
    if (lies_down(d))
        o.y_scale = MAX_OF(1.0, (n * BAR_PIXELS + AROUND_PIXELS) / PIXELS_HIGH);
    else
        o.x_scale = MIN_OF(MAX_OF(1.4, n * BAR_PIXELS / PIXELS_WIDE), 3.0);
    o.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
    o.description = described(d, title);
    return o;
}

void sheet_chart(struct sheet *s, const struct table *t, const char *tab,
                 const char *title, size_t n_row_heads, size_t n_figures)
{
    struct drawing d = {.book = s->book,
                        .t = t,
                        .chart = table_chart_choose(t),
                        .tab = tab,
                        .n_row_heads = n_row_heads,
                        .n_figures = n_figures};
    if (d.chart.kind == CHART_NONE) return;
    struct arena *a = s->book->a;
    lxw_chart *chart = workbook_add_chart(s->book->file, library_kind(&d));
    require(chart != NULL);
    for (size_t i = 0; i < d.chart.n_series; i++)
        add_series(&d, chart, i);
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    chart_title_set_name(chart, str_to_c(a, text_clean(a, title)));
    chart_title_set_name_font(chart, &font);
    name_axes(&d, chart);
    if (d.chart.n_series == 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_TOP);
    lxw_chart_options options = placed(&d, title);
    lxw_col_t beside = (lxw_col_t)(n_row_heads + n_figures * t->columns.n);
    lxw_error rc = worksheet_insert_chart_opt(s->page, 1, beside, chart, &options);
    if (rc != LXW_NO_ERROR && s->book->failed == LXW_NO_ERROR) s->book->failed = rc;
}
