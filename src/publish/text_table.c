/* The grid of a table on a terminal.
 *
 * Two passes over the cells, the first to measure the columns and the second to write,
 * so that no cell text is kept. Columns that do not fit beside the row heads go to a
 * next block ("band") under the same row heads. */
#include "publish/text.h"

#include "base/utf8.h"
#include "publish/text_cell.h"
#include "publish/text_wrap.h"
#include "publish/publish_words.h"
#include "publish/zero_columns.h"

enum {
    GAP = 2,
    HEAD_WORD_MAX = 20,
    HEAD_WHOLE_MAX = 24,
    ROW_HEAD_MIN = 8,
    ROW_HEAD_KEPT = 12,
    ROW_HEAD_WORD_MAX = 24
};
#define RULE "\xe2\x94\x80"

struct column {
    size_t main, tail, width;
};

struct layout {
    const struct table *t;
    const struct reasons *reasons;
    struct arena *a;
    int lang;
    bool isolate;
    size_t width;
    unsigned n_row_heads, n_head_levels; /* at least one each */
    size_t row_head[LIMIT_QUESTION_DIMS];
    size_t row_heads_width; /* with the gaps between them */
    struct column *columns;
};

/* A run of columns under one head. */
struct group {
    size_t from, to;
    struct str *lines;
    size_t n_lines, width;
};

static struct str row_label(const struct layout *l, size_t row, unsigned level)
{
    return text_clean(l->a, axis_label(&l->t->rows, row, level));
}

static struct str row_title(const struct layout *l, unsigned level)
{
    if (l->t->rows.n_levels == 0) return STR_NONE;
    return text_clean(l->a, l->t->rows.level_title[level]);
}

static struct str column_label(const struct layout *l, size_t column, unsigned level)
{
    if (l->t->columns.n_levels == 0)
        return text_clean(l->a, figure_head(l->a, l->t, l->lang));
    return text_clean(l->a, axis_label(&l->t->columns, column, level));
}

static bool column_same_group(const struct layout *l, size_t a, size_t b,
                              unsigned level)
{
    if (level + 1 >= l->n_head_levels) return false;
    return axis_same_group(&l->t->columns, a, b, level);
}

static size_t span_width(const struct layout *l, size_t from, size_t to)
{
    size_t width = 0;
    for (size_t c = from; c < to; c++)
        width += l->columns[c].width + (c > from ? GAP : 0);
    return width;
}

static size_t group_end(const struct layout *l, size_t from, size_t limit,
                        unsigned level)
{
    size_t to = from + 1;
    while (to < limit && column_same_group(l, from, to, level))
        to++;
    return to;
}

static void measure_cells(struct layout *l)
{
    const struct table *t = l->t;
    struct buf text;
    buf_init(&text, 0);
    for (size_t r = 0; r < t->rows.n; r++) {
        for (size_t c = 0; c < t->columns.n; c++) {
            const struct cell *cell = &t->cells[r * t->columns.n + c];
            struct column *column = &l->columns[c];
            buf_clear(&text);
            text_cell_main(&text, t, cell, l->reasons, l->lang);
            column->main = MAX_OF(column->main, utf8_width(buf_str(&text)));
            buf_clear(&text);
            text_cell_tail(&text, l->a, t, cell, l->lang);
            column->tail = MAX_OF(column->tail, utf8_width(buf_str(&text)));
        }
    }
    buf_dispose(&text);
}

/* Every head must fit its longest word, within reason, over the columns it spans. */
static void widen_for_heads(struct layout *l)
{
    size_t n = l->t->columns.n;
    for (size_t c = 0; c < n; c++)
        l->columns[c].width = l->columns[c].main + l->columns[c].tail;
    for (unsigned level = l->n_head_levels; level-- > 0;) {
        for (size_t from = 0, to; from < n; from = to) {
            to = group_end(l, from, n, level);
            size_t word = text_longest_word(column_label(l, from, level));
            size_t need = MIN_OF(word, (size_t)HEAD_WORD_MAX);
            size_t span = span_width(l, from, to);
            if (span < need) l->columns[to - 1].width += need - span;
        }
    }
}

/* Blocks of columns beside row heads of this width. */
static size_t count_bands(const struct layout *l, size_t row_heads_width)
{
    size_t room = l->width > row_heads_width ? l->width - row_heads_width : 0;
    size_t n = 1, used = 0;
    for (size_t c = 0; c < l->t->columns.n; c++) {
        size_t need = GAP + l->columns[c].width;
        if (used && used + need > room) {
            n++;
            used = 0;
        }
        used += need;
    }
    return n;
}

/* What row heads ask for, and the least they can be without breaking words. */
static size_t ask_row_heads(size_t *least, struct layout *l)
{
    size_t sum = GAP * (l->n_row_heads - 1), sum_of_least = sum;
    for (unsigned level = 0; level < l->n_row_heads; level++) {
        struct str title = row_title(l, level);
        size_t widest = utf8_width(title), word = text_longest_word(title);
        for (size_t r = 0; r < l->t->rows.n; r++) {
            struct str label = row_label(l, r, level);
            widest = MAX_OF(widest, utf8_width(label));
            word = MAX_OF(word, text_longest_word(label));
        }
        word = MIN_OF(word, (size_t)ROW_HEAD_WORD_MAX);
        least[level] = MIN_OF(widest, MAX_OF(word, (size_t)ROW_HEAD_KEPT));
        l->row_head[level] = widest;
        sum += widest;
        sum_of_least += least[level];
    }
    /* little room: words are broken rather than figures pushed out */
    if (sum_of_least > l->width * 45 / 100)
        for (unsigned level = 0; level < l->n_row_heads; level++)
            least[level] = MIN_OF(least[level], (size_t)ROW_HEAD_MIN);
    return sum;
}

/* The widest gives way first, down to the least of each. */
static size_t narrow_row_heads(struct layout *l, const size_t *least, size_t sum,
                               size_t limit)
{
    while (sum > limit) {
        unsigned widest = LIMIT_QUESTION_DIMS;
        for (unsigned level = 0; level < l->n_row_heads; level++) {
            if (l->row_head[level] <= least[level]) continue;
            if (widest == LIMIT_QUESTION_DIMS ||
                l->row_head[level] > l->row_head[widest])
                widest = level;
        }
        if (widest == LIMIT_QUESTION_DIMS) break;
        l->row_head[widest]--;
        sum--;
    }
    return sum;
}

/* As wide as they can be with the fewest blocks. */
static void measure_row_heads(struct layout *l)
{
    size_t least[LIMIT_QUESTION_DIMS];
    size_t sum = ask_row_heads(least, l);
    size_t floor = GAP * (l->n_row_heads - 1);
    for (unsigned level = 0; level < l->n_row_heads; level++)
        floor += least[level];
    size_t limit = MIN_OF(sum, (size_t)l->width), fewest = count_bands(l, limit);
    for (size_t width = limit; width-- > floor;) {
        size_t n = count_bands(l, width);
        if (n >= fewest) continue;
        fewest = n;
        limit = width;
    }
    l->row_heads_width = narrow_row_heads(l, least, sum, limit);
}

/* What is left beside a table of one block goes to heads that would be broken. */
static void unbreak_heads(struct layout *l)
{
    size_t n = l->t->columns.n;
    size_t used = l->row_heads_width + GAP + span_width(l, 0, n);
    if (used >= l->width) return;
    size_t left = l->width - used;
    for (size_t c = 0; c < n; c++) {
        size_t whole = utf8_width(column_label(l, c, l->n_head_levels - 1));
        size_t have = l->columns[c].width;
        if (whole <= have || whole > HEAD_WHOLE_MAX || whole - have > left) continue;
        left -= whole - have;
        l->columns[c].width = whole;
    }
}

static void write_rule(struct buf *out, const struct layout *l, size_t from, size_t to)
{
    size_t width = l->row_heads_width + GAP + span_width(l, from, to);
    for (size_t i = 0; i < width; i++)
        buf_add_c(out, RULE);
    buf_add_char(out, '\n');
}

static size_t collect_groups(struct group *groups, const struct layout *l, size_t from,
                             size_t to, unsigned level)
{
    size_t n = 0;
    for (size_t at = from, end; at < to; at = end, n++) {
        end = group_end(l, at, to, level);
        struct group *g = &groups[n];
        *g = (struct group){.from = at, .to = end, .width = span_width(l, at, end)};
        g->n_lines = text_wrap(&g->lines, l->a, column_label(l, at, level), g->width);
    }
    return n;
}

/* Line `line` of `height`; texts of fewer lines stand at the bottom. */
static struct str line_from_bottom(const struct str *lines, size_t n, size_t line,
                                   size_t height)
{
    return line + n < height ? STR_NONE : lines[line + n - height];
}

static void write_group_rules(struct buf *out, const struct layout *l,
                              const struct group *groups, size_t n)
{
    buf_add_many(out, ' ', l->row_heads_width);
    for (size_t g = 0; g < n; g++) {
        buf_add_many(out, ' ', GAP);
        bool spans = groups[g].to - groups[g].from > 1;
        for (size_t i = 0; i < groups[g].width; i++)
            buf_add_c(out, spans ? RULE : " ");
    }
    text_end_line(out);
}

static void write_head_level(struct buf *out, const struct layout *l,
                             const struct group *groups, size_t n, bool is_last)
{
    struct str *titles[LIMIT_QUESTION_DIMS];
    size_t n_titles[LIMIT_QUESTION_DIMS], height = 1;
    for (unsigned i = 0; i < l->n_row_heads; i++) {
        struct str title = is_last ? row_title(l, i) : STR_NONE;
        n_titles[i] = text_wrap(&titles[i], l->a, title, l->row_head[i]);
        height = MAX_OF(height, n_titles[i]);
    }
    bool spans = false;
    for (size_t g = 0; g < n; g++) {
        height = MAX_OF(height, groups[g].n_lines);
        spans |= groups[g].to - groups[g].from > 1;
    }
    for (size_t line = 0; line < height; line++) {
        for (unsigned i = 0; i < l->n_row_heads; i++) {
            if (i) buf_add_many(out, ' ', GAP);
            text_pad(out, line_from_bottom(titles[i], n_titles[i], line, height),
                     l->row_head[i], ALIGN_LEFT, l->isolate);
        }
        for (size_t g = 0; g < n; g++) {
            const struct group *p = &groups[g];
            buf_add_many(out, ' ', GAP);
            text_pad(out, line_from_bottom(p->lines, p->n_lines, line, height),
                     p->width, p->to - p->from > 1 ? ALIGN_LEFT : ALIGN_RIGHT,
                     l->isolate);
        }
        text_end_line(out);
    }
    if (spans) write_group_rules(out, l, groups, n);
}

static void write_column_titles(struct buf *out, const struct layout *l)
{
    const struct axis *columns = &l->t->columns;
    if (columns->n_levels == 0) return;
    buf_add_many(out, ' ', l->row_heads_width + GAP);
    for (unsigned level = 0; level < columns->n_levels; level++) {
        if (level) buf_add_c(out, " \xe2\x80\xba ");
        text_put(out, text_clean(l->a, columns->level_title[level]), l->isolate);
    }
    text_end_line(out);
}

static void write_head(struct buf *out, const struct layout *l, size_t from, size_t to)
{
    struct group *groups = arena_new_array(l->a, struct group, to - from);
    write_column_titles(out, l);
    for (unsigned level = 0; level < l->n_head_levels; level++) {
        size_t n = collect_groups(groups, l, from, to, level);
        write_head_level(out, l, groups, n, level + 1 == l->n_head_levels);
    }
    write_rule(out, l, from, to);
}

static void write_cells(struct buf *out, const struct layout *l, size_t row,
                        size_t from, size_t to, struct buf *scratch)
{
    for (size_t c = from; c < to; c++) {
        const struct cell *cell = &l->t->cells[row * l->t->columns.n + c];
        const struct column *column = &l->columns[c];
        size_t room = column->width - column->tail;
        buf_add_many(out, ' ', GAP);
        buf_clear(scratch);
        text_cell_main(scratch, l->t, cell, l->reasons, l->lang);
        text_pad(out, buf_str(scratch), room, ALIGN_RIGHT, false);
        buf_clear(scratch);
        text_cell_tail(scratch, l->a, l->t, cell, l->lang);
        text_pad(out, buf_str(scratch), column->tail, ALIGN_LEFT, false);
    }
}

static void write_row(struct buf *out, const struct layout *l, size_t row, size_t from,
                      size_t to, struct buf *scratch)
{
    const struct axis *rows = &l->t->rows;
    struct str *lines[LIMIT_QUESTION_DIMS];
    size_t n_lines[LIMIT_QUESTION_DIMS], height = 1;
    for (unsigned i = 0; i < l->n_row_heads; i++) {
        bool repeats = row > 0 && i < rows->n_levels &&
                       axis_same_group(rows, row - 1, row, i) && i + 1 < rows->n_levels;
        struct str label = repeats ? STR_NONE : row_label(l, row, i);
        n_lines[i] = text_wrap(&lines[i], l->a, label, l->row_head[i]);
        height = MAX_OF(height, n_lines[i]);
    }
    for (size_t line = 0; line < height; line++) {
        for (unsigned i = 0; i < l->n_row_heads; i++) {
            if (i) buf_add_many(out, ' ', GAP);
            struct str text = line < n_lines[i] ? lines[i][line] : STR_NONE;
            text_pad(out, text, l->row_head[i], ALIGN_LEFT, l->isolate);
        }
        if (line == 0) write_cells(out, l, row, from, to, scratch);
        text_end_line(out);
    }
}

static void write_band(struct buf *out, const struct layout *l, size_t from, size_t to)
{
    const struct axis *rows = &l->t->rows;
    struct buf scratch;
    buf_init(&scratch, 0);
    write_head(out, l, from, to);
    for (size_t r = 0; r < rows->n; r++) {
        bool is_grand_total = rows->n_levels > 0 && rows->entries[r].depth == 0;
        if (is_grand_total && r > 0 && r + 1 == rows->n) write_rule(out, l, from, to);
        write_row(out, l, r, from, to, &scratch);
    }
    buf_dispose(&scratch);
}

static void layout_make(struct layout *l, const struct table *t)
{
    l->t = t;
    l->columns = arena_new_array(l->a, struct column, t->columns.n);
    measure_cells(l);
    widen_for_heads(l);
    measure_row_heads(l);
    unbreak_heads(l);
}

static void write_bands(struct buf *out, const struct layout *l)
{
    size_t room = l->width > l->row_heads_width ? l->width - l->row_heads_width : 0;
    for (size_t from = 0, to; from < l->t->columns.n; from = to) {
        size_t used = 0;
        for (to = from; to < l->t->columns.n; to++) {
            used += GAP + l->columns[to].width;
            if (used > room && to > from) break;
        }
        if (from) buf_add_char(out, '\n');
        write_band(out, l, from, to);
    }
}

const char *text_table(struct buf *out, struct arena *a, const struct table *t,
                       const struct reasons *reasons, int lang,
                       const struct text_style *style)
{
    struct layout l = {
        .reasons = reasons,
        .a = a,
        .lang = lang,
        .isolate = style->is_terminal,
        .width = style->width,
        .n_row_heads = MAX_OF(t->rows.n_levels, 1u),
        .n_head_levels = MAX_OF(t->columns.n_levels, 1u),
    };
    const char *zero_columns = NULL;
    layout_make(&l, t);
    if (count_bands(&l, l.row_heads_width) > 1) {
        const struct table *less = table_without_zeros(&zero_columns, a, t);
        if (less) layout_make(&l, less);
    }
    write_bands(out, &l);
    return zero_columns;
}
