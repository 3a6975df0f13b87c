#include "publish/chart.h"

#include "base/html.h"
#include "publish/answer_style.h"
#include "publish/chart_inside.h"
#include "publish/publish_words.h"
#include "domain/number_text.h"
#include "publish/table_dimensions.h"
#include "publish/table_facts.h"
#include "publish/text_cell.h"

static const char *const words[N_DRAWINGS] = {"staven", "naast-elkaar",  "gestapeld",
                                              "lijnen", "kleine-staven", "trechter",
                                              "kaart"};

const char *drawing_word(enum drawing d)
{
    require(d < N_DRAWINGS);
    return words[d];
}

bool drawing_named(enum drawing *out, struct str word)
{
    for (int i = 0; i < N_DRAWINGS; i++)
        if (str_eq_c(word, words[i])) {
            *out = (enum drawing)i;
            return true;
        }
    return false;
}

/* --- the table as categories and series --- */

/* The entries that are no totals; an axis of one entry has that one. */
static bool read_axis(size_t *entries, size_t *n_out, const struct axis *axis)
{
    size_t n = 0;
    if (axis->n_levels > 1) return false;
    for (size_t i = 0; i < axis->n; i++) {
        if (axis->n_levels == 1 && axis->entries[i].depth == 0) continue;
        if (n == CHART_ENTRIES) return false;
        entries[n++] = i;
    }
    *n_out = n;
    return n > 0;
}

static bool is_time(const struct axis *axis)
{
    return axis->n_levels == 1 && dimension_is_time(axis->level_name[0]);
}

bool axis_has_order(const struct axis *axis)
{
    static const char *const ordered[] = {"age",   "age_class", "education",
                                          "phase", "segment",   "education_level"};
    if (is_time(axis)) return true;
    for (size_t i = 0; axis->n_levels == 1 && i < ARRAY_LEN(ordered); i++)
        if (strcmp(axis->level_name[0], ordered[i]) == 0) return true;
    return false;
}

const struct cell *chart_cell(const struct chart *c, size_t category, size_t series)
{
    size_t row = c->along_columns ? c->serie[series] : c->category[category];
    size_t column = c->along_columns ? c->category[category] : c->serie[series];
    return &c->t->cells[row * c->t->columns.n + column];
}

bool chart_has_number(const struct table *t, const struct cell *cell)
{
    enum cell_status status = cell_shown_status(t, cell);
    return (status == CELL_VALUE || status == CELL_ZERO) && chart_height(t, cell) >= 0;
}

double chart_height(const struct table *t, const struct cell *cell)
{
    return t->kind == MEASURE_RATE   ? cell->rate
           : t->kind == MEASURE_DAYS ? cell->value
                                     : (double)cell->n;
}

bool chart_read(struct chart *c, const struct table *t)
{
    if (!t->cells || t->unavailable) return false;
    c->t = t;
    c->along_columns =
        t->rows.n_levels == 0 || (is_time(&t->columns) && !is_time(&t->rows));
    c->categories = c->along_columns ? &t->columns : &t->rows;
    c->series = c->along_columns ? &t->rows : &t->columns;
    if (!read_axis(c->category, &c->n_categories, c->categories) ||
        !read_axis(c->serie, &c->n_series, c->series) || c->categories->n_levels == 0)
        return false;
    for (size_t i = 0; i < c->n_categories; i++)
        for (size_t s = 0; s < c->n_series; s++) {
            const struct cell *cell = chart_cell(c, i, s);
            if (!chart_has_number(t, cell)) continue;
            c->highest = MAX_OF(c->highest, chart_height(t, cell));
        }
    return c->highest > 0;
}

/* --- which one --- */

static bool is_named(const struct axis *axis, const char *name)
{
    return axis->n_levels == 1 && strcmp(axis->level_name[0], name) == 0;
}

static bool fits(const struct chart *c, enum drawing d)
{
    bool is_one = c->series->n_levels == 0;
    switch (d) {
    case DRAW_BARS:
        return is_one;
    case DRAW_GROUPED:
        return !is_one && c->n_series <= CHART_PATTERNS;
    case DRAW_STACKED: /* what overlaps, and shares of others, do not make a whole */
        return !is_one && c->n_series <= CHART_PATTERNS &&
               c->t->kind == MEASURE_COUNT && !c->series->level_overlaps[0];
    case DRAW_LINES:
        return lines_fit(c);
    case DRAW_MULTIPLES:
        return !is_one && c->n_series <= 24 && c->n_categories <= 24;
    case DRAW_FUNNEL:
        return is_one && is_named(c->categories, "phase") &&
               c->t->kind == MEASURE_COUNT;
    case DRAW_MAP:
        return is_one && map_fits(c);
    default:
        return false;
    }
}

bool drawing_fits(const struct table *t, enum drawing d)
{
    struct chart c = {0};
    return chart_read(&c, t) && fits(&c, d);
}

bool drawing_choose(enum drawing *out, const struct table *t)
{
    static const enum drawing order[] = {DRAW_FUNNEL, DRAW_LINES, DRAW_BARS,
                                         DRAW_GROUPED, DRAW_MULTIPLES};
    struct chart c = {0};
    if (!chart_read(&c, t)) return false;
    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        if (fits(&c, order[i])) {
            *out = order[i];
            return true;
        }
    return false;
}

/* --- texts and marks --- */

const char *chart_category(const struct chart *c, size_t category)
{
    return axis_label(c->categories, c->category[category], 0);
}

const char *chart_serie(const struct chart *c, size_t series)
{
    return c->series->n_levels ? axis_label(c->series, c->serie[series], 0) : "";
}

const char *chart_value(const struct chart *c, const struct cell *cell)
{
    struct reasons none = {0};
    struct buf out = {0};
    text_cell_main(&out, c->t, cell, &none, c->style->lang);
    const char *text = arena_copy(c->a, out.p, out.n);
    buf_dispose(&out);
    return text;
}

/* The bytes of the first letters. */
static int first_letters(const char *text, size_t most)
{
    size_t n = 0, i = 0;
    while (text[i] && n < most) {
        n++;
        while (((unsigned char)text[++i] & 0xC0) == 0x80)
            ;
    }
    return (int)i;
}

void chart_text(struct chart *c, const char *class, const char *anchor, int x, int y,
                const char *text, size_t most_letters)
{
    int n = first_letters(text, most_letters);
    bool is_cut = text[n] != 0;
    html_f(c->out, "<text class=\"%s\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%.*s%s",
           class, anchor, x, y, n, text, is_cut ? "\xe2\x80\xa6" : "");
    if (is_cut) html_f(c->out, "<title>%s</title>", text);
    html_f(c->out, "</text>\n");
}

void chart_bar(struct chart *c, size_t series, int x, int y, int width, int height)
{
    size_t k = series % CHART_PATTERNS + 1;
    if (width < 1) width = 1;
    html_f(c->out,
           "<rect class=\"s%zu\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", k,
           x, y, width, height);
    if (k == 1) return;
    html_f(c->out,
           "<rect fill=\"url(#%s-p%zu)\" x=\"%d\" y=\"%d\" width=\"%d\" "
           "height=\"%d\"/>\n",
           c->style->id, k, x, y, width, height);
}

void chart_gap(struct chart *c, int x, int y, int height, const struct cell *cell)
{
    html_f(c->out,
           "<rect class=\"gap\" x=\"%d\" y=\"%d\" width=\"18\" height=\"%d\"/>\n", x, y,
           height);
    chart_text(c, "value", "start", x + 24, y + height / 2 + 5, chart_value(c, cell),
               20);
}

void chart_legend(struct chart *c)
{
    int x = 0;
    if (!c->series->n_levels) return;
    for (size_t s = 0; s < c->n_series; s++) {
        const char *name = chart_serie(c, s);
        int wide = 46 + 8 * (int)MIN_OF(strlen(name), (size_t)26);
        if (x && x + wide > CHART_WIDE) {
            x = 0;
            c->height += 24;
        }
        chart_bar(c, s, x, c->height, 18, 14);
        chart_text(c, "name", "start", x + 24, c->height + 12, name, 26);
        x += wide;
    }
    c->height += 30;
}

/* --- the picture --- */

static void put_patterns(struct chart *c)
{
    static const char *const paths[CHART_PATTERNS] = {
        "",       "M-2 2 2 -2M0 8 8 0M6 10 10 6", "M0 4H8",
        "M4 0V8", "M-2 6 2 10M0 0 8 8M6 -2 10 2", "M0 4H8M4 0V8",
    };
    html_f(c->out, "<defs>\n");
    for (int i = 1; i < CHART_PATTERNS; i++)
        html_f(c->out,
               "<pattern id=\"%s-p%d\" width=\"8\" height=\"8\" "
               "patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" "
               "d=\"%s\"/></pattern>\n",
               c->style->id, i + 1, paths[i]);
    html_f(c->out, "</defs>\n");
}

static const struct cell *extreme(const struct chart *c, bool is_high, size_t at[2])
{
    const struct cell *best = NULL;
    for (size_t i = 0; i < c->n_categories; i++)
        for (size_t s = 0; s < c->n_series; s++) {
            const struct cell *cell = chart_cell(c, i, s);
            if (!chart_has_number(c->t, cell)) continue;
            double h = chart_height(c->t, cell),
                   b = best ? chart_height(c->t, best) : 0;
            if (best && (is_high ? h <= b : h >= b)) continue;
            best = cell;
            at[0] = i;
            at[1] = s;
        }
    return best;
}

/* "Hoogste: Antwerpen, vrouw: 1.204." */
static void put_extreme(struct chart *c, enum word word, bool is_high)
{
    size_t at[2] = {0, 0};
    const struct cell *cell = extreme(c, is_high, at);
    struct buf text = {0};
    const char *serie = chart_serie(c, at[1]);
    const char *where = arena_format(c->a, "%s%s%s", chart_category(c, at[0]),
                                     serie[0] ? ", " : "", serie);
    const char *const values[] = {where, chart_value(c, cell)};
    word_fill(&text, word, c->style->lang, values, 2);
    html_f(c->out, "%s ", text.p);
    buf_dispose(&text);
}

static void put_head(struct chart *c)
{
    const char *id = c->style->id;
    html_f(c->out, "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">", id,
           c->style->title, id);
    put_extreme(c, WORD_CHART_HIGHEST, true);
    put_extreme(c, WORD_CHART_LOWEST, false);
    html_f(c->out, "%s</desc>\n", word_in(WORD_CHART_TABLE, c->style->lang));
    if (c->style->stands_alone) {
        html_f(c->out, "<style>\n");
        for (size_t i = 0; i < publish_chart_styles_count; i++)
            buf_add(c->out, (struct str){(const char *)publish_chart_styles[i].bytes,
                                         publish_chart_styles[i].n});
        html_f(c->out, "</style>\n<rect class=\"paper\" width=\"100%%\" "
                       "height=\"100%%\"/>\n");
    }
    put_patterns(c);
    chart_text(c, "head", "start", 0, 24, c->style->title, 72);
    chart_text(c, "quiet", "start", 0, 46, c->t->population ? c->t->population : "",
               96);
}

/* The meaning of every symbol in the picture, for one that leaves its table. */
static void put_symbols(struct chart *c)
{
    bool used[N_CELL_STATUSES] = {false};
    for (size_t i = 0; i < c->n_categories; i++)
        for (size_t s = 0; s < c->n_series; s++)
            used[cell_shown_status(c->t, chart_cell(c, i, s))] = true;
    for (int s = CELL_CANNOT_OCCUR; s < N_CELL_STATUSES; s++) {
        if (!used[s]) continue;
        c->height += 18;
        chart_text(c, "quiet", "start", 0, c->height,
                   arena_format(c->a, "%s  %s", status_symbol((enum cell_status)s),
                                status_label((enum cell_status)s, c->style->lang)),
                   96);
    }
}

static void put_foot(struct chart *c)
{
    if (!c->style->stands_alone) return;
    put_symbols(c);
    if (!c->style->source) return;
    c->height += 22;
    chart_text(c, "quiet", "start", 0, c->height, c->style->source, 110);
    c->height += 8;
}

const char *chart_source(struct arena *a, const struct answer *answer,
                         const struct table *t)
{
    struct clocks clocks = clocks_of_table(t);
    struct buf out = {0};
    clocks_text(&out, &clocks, answer->lang);
    if (out.n) buf_add_c(&out, " \xc2\xb7 ");
    if (answer->number) question_text(&out, answer);
    if (answer->number) buf_add_c(&out, " \xc2\xb7 ");
    buf_format(&out, "Vindplaats, %s ", word_in(WORD_MADE_ON, answer->lang));
    number_day(&out, day_of_moment(answer->made_at_ms), answer->lang);
    const char *text = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return text;
}

void chart_svg(struct buf *out, const struct table *t, enum drawing d,
               const struct chart_style *style)
{
    static void (*const draw[N_DRAWINGS])(struct chart *) = {
        draw_bars,      draw_grouped, draw_stacked, draw_lines,
        draw_multiples, draw_funnel,  draw_map};
    struct arena arena = {0};
    struct buf inside;
    buf_init(&inside, out->limit);
    struct chart c = {.out = &inside, .a = &arena, .style = style, .height = CHART_TOP};
    if (chart_read(&c, t) && fits(&c, d)) {
        put_head(&c);
        draw[d](&c);
        put_foot(&c);
        html_f(out,
               "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
               "aria-labelledby=\"%s-t %s-d\" viewBox=\"-8 0 %d %d\"",
               style->id, style->id, CHART_WIDE + 16, c.height + 8);
        if (style->stands_alone)
            html_f(out, " width=\"%d\" height=\"%d\"", CHART_WIDE + 16, c.height + 8);
        html_f(out, ">\n");
        buf_add(out, buf_str(&inside));
        html_f(out, "</svg>\n");
    }
    if (inside.overflow) out->overflow = true;
    buf_dispose(&inside);
    arena_dispose(&arena);
}
