/* The grid of one table. Heads that stand for several rows or columns span them; a
 * total spans the levels below it. */
#include "publish/answer_html.h"

#include "base/html.h"
#include "base/url.h"
#include "domain/number_text.h"
#include "publish/publish_words.h"
#include "publish/table_facts.h"
#include "publish/text_cell.h"
#include "publish/text_wrap.h"

struct grid {
    struct buf *out;
    struct arena *a;
    const struct table *t;
    const struct reasons *reasons;
    int lang;
    unsigned n_row_heads, n_head_levels; /* at least one each */
    const char *cells;                   /* where numbers lead to; NULL: nowhere */
    bool is_compared;                    /* figures line up beside marks */
    struct buf scratch;
};

/* A text of the answer: clean, escaped, and not turning its neighbours around. */
static void put_label(const struct grid *g, const char *text)
{
    struct str clean = text_clean(g->a, text);
    html_f(g->out, "<bdi>%.*s</bdi>", STR_ARG(clean));
}

static size_t group_end(const struct axis *axis, size_t from, unsigned level)
{
    size_t to = from + 1;
    while (to < axis->n && axis_same_group(axis, from, to, level))
        to++;
    return to;
}

static void put_corner(const struct grid *g)
{
    const struct axis *rows = &g->t->rows;
    unsigned height = g->n_head_levels + (g->t->columns.n_levels > 0);
    if (rows->n_levels == 0) html_f(g->out, "<td rowspan=\"%u\"></td>", height);
    for (unsigned level = 0; level < rows->n_levels; level++) {
        html_f(g->out, "<th scope=\"col\" rowspan=\"%u\">", height);
        put_label(g, rows->level_title[level]);
        html_f(g->out, "</th>");
    }
}

/* What the columns are by: "Jaar › Maand". */
static void put_column_titles(const struct grid *g)
{
    const struct axis *columns = &g->t->columns;
    html_f(g->out, "<th scope=\"colgroup\" colspan=\"%zu\">", columns->n);
    for (unsigned level = 0; level < columns->n_levels; level++) {
        if (level) buf_add_c(g->out, " \xe2\x80\xba ");
        put_label(g, columns->level_title[level]);
    }
    html_f(g->out, "</th></tr>\n<tr>");
}

/* A total stands in the row of heads where totals begin, down to the figures. */
static void put_head_level(const struct grid *g, unsigned level)
{
    const struct axis *columns = &g->t->columns;
    for (size_t from = 0, to; from < columns->n; from = to) {
        unsigned depth = columns->entries[from].depth;
        bool is_last = level + 1 == columns->n_levels;
        to = is_last ? from + 1 : group_end(columns, from, level);
        if (depth < level) continue; /* its total was written above */
        unsigned height = depth == level ? columns->n_levels - level : 1;
        const char *scope = to - from > 1 ? "colgroup" : "col";
        html_f(g->out, "<th scope=\"%s\" class=\"figure\"", scope);
        if (to - from > 1) html_f(g->out, " colspan=\"%zu\"", to - from);
        if (height > 1) html_f(g->out, " rowspan=\"%u\"", height);
        html_f(g->out, ">");
        put_label(g, axis_label(columns, from, level));
        html_f(g->out, "</th>");
    }
}

static void put_head(const struct grid *g)
{
    html_f(g->out, "<thead>\n<tr>");
    put_corner(g);
    if (g->t->columns.n_levels == 0) {
        html_f(g->out, "<th scope=\"col\" class=\"figure\">");
        put_label(g, figure_head(g->a, g->t, g->lang));
        html_f(g->out, "</th>");
    } else {
        put_column_titles(g);
    }
    for (unsigned level = 0; level < g->t->columns.n_levels; level++) {
        if (level) html_f(g->out, "</tr>\n<tr>");
        put_head_level(g, level);
    }
    html_f(g->out, "</tr>\n</thead>\n");
}

static void put_comparison(const struct grid *g, const struct cell *c)
{
    enum published_state state = cell_shown_comparison(c);
    static const struct {
        const char *mark;
        enum word said;
    } of[] = {[PUBLISHED_EQUAL] = {"=", WORD_SAID_EQUAL},
              [PUBLISHED_BLANK] = {"( )", WORD_SAID_BLANK},
              [PUBLISHED_DIFFERS] = {"\xe2\x89\xa0", WORD_SAID_DIFFERS}};
    if (state == PUBLISHED_NONE) {
        if (g->is_compared) html_f(g->out, " <span class=\"none\"></span>");
        return;
    }
    html_f(g->out,
           " <span class=\"%s\"><span aria-hidden=\"true\">%s</span>"
           "<span class=\"said\">%s</span>",
           published_word(state), of[state].mark, word_in(of[state].said, g->lang));
    if (state == PUBLISHED_DIFFERS) {
        buf_add_char(g->out, ' ');
        put_label(g, c->published);
    }
    html_f(g->out, "</span>");
}

static void put_symbol(const struct grid *g, const struct cell *c,
                       enum cell_status status)
{
    html_f(g->out,
           "<span aria-hidden=\"true\">%s%s</span><span class=\"said\">%s</span>",
           status_symbol(status), reasons_mark(g->reasons, status, c->reason),
           status_label(status, g->lang));
}

/* The codes of an entry, as an address has them. */
static void put_codes(struct buf *to, const struct axis_entry *e)
{
    for (unsigned i = 0; i < e->depth; i++) {
        if (i) url_text(to, S("|"));
        url_text(to, str_of(e->code[i]));
    }
}

static void open_link(const struct grid *g, size_t row, size_t column)
{
    struct buf at = {0};
    buf_format(&at, "%s&rij=", g->cells);
    put_codes(&at, &g->t->rows.entries[row]);
    buf_add_c(&at, "&kolom=");
    put_codes(&at, &g->t->columns.entries[column]);
    html_f(g->out, "<a href=\"%.*s\">", STR_ARG(buf_str(&at)));
    buf_dispose(&at);
}

static void put_cell(struct grid *g, size_t row, size_t column)
{
    const struct cell *c = &g->t->cells[row * g->t->columns.n + column];
    enum cell_status status = cell_shown_status(g->t, c);
    bool is_number = status == CELL_VALUE || status == CELL_ZERO;
    if (status == CELL_VALUE)
        html_f(g->out, "<td>");
    else
        html_f(g->out, "<td class=\"%s\">", status_word(status));
    if (!is_number) {
        put_symbol(g, c, status);
    } else {
        buf_clear(&g->scratch);
        text_cell_main(&g->scratch, g->t, c, g->reasons, g->lang);
        if (g->cells && status == CELL_VALUE) open_link(g, row, column);
        html_text(g->out, buf_str(&g->scratch));
        if (g->cells && status == CELL_VALUE) html_f(g->out, "</a>");
        buf_clear(&g->scratch);
        text_cell_members(&g->scratch, g->t, c, g->lang);
        if (g->scratch.n) html_f(g->out, " <small>%s</small>", g->scratch.p);
    }
    put_comparison(g, c);
    html_f(g->out, "</td>");
}

static void put_row_heads(const struct grid *g, size_t row)
{
    const struct axis *rows = &g->t->rows;
    const struct axis_entry *e = &rows->entries[row];
    if (rows->n_levels == 0) {
        html_f(g->out, "<th scope=\"row\">");
        put_label(g, e->path[0]);
        html_f(g->out, "</th>");
    }
    for (unsigned level = 0; level < rows->n_levels && level <= e->depth; level++) {
        bool is_last = level + 1 == rows->n_levels;
        bool repeats =
            row > 0 && !is_last && axis_same_group(rows, row - 1, row, level);
        if (repeats) continue;
        size_t height = is_last ? 1 : group_end(rows, row, level) - row;
        unsigned width = level == e->depth ? rows->n_levels - level : 1;
        html_f(g->out, "<th scope=\"row\"");
        if (height > 1) html_f(g->out, " rowspan=\"%zu\"", height);
        if (width > 1) html_f(g->out, " colspan=\"%u\"", width);
        html_f(g->out, ">");
        put_label(g, axis_label(rows, row, level));
        html_f(g->out, "</th>");
    }
}

static void put_row(struct grid *g, size_t row)
{
    const struct table *t = g->t;
    const struct axis_entry *e = &t->rows.entries[row];
    bool is_total = t->rows.n_levels > 0 && e->depth < t->rows.n_levels;
    bool is_grand = is_total && e->depth == 0;
    if (is_grand)
        html_f(g->out, "<tr class=\"total grand\">");
    else if (is_total)
        html_f(g->out, "<tr class=\"total\">");
    else
        html_f(g->out, "<tr>");
    put_row_heads(g, row);
    for (size_t c = 0; c < t->columns.n; c++)
        put_cell(g, row, c);
    html_f(g->out, "</tr>\n");
}

void html_table(struct buf *out, struct arena *a, const struct table *t,
                const struct reasons *reasons, int lang, const char *caption,
                const char *cells)
{
    struct grid g = {.out = out,
                     .a = a,
                     .t = t,
                     .reasons = reasons,
                     .lang = lang,
                     .cells = cells,
                     .is_compared = table_is_compared(t),
                     .n_row_heads = MAX_OF(t->rows.n_levels, 1u),
                     .n_head_levels = MAX_OF(t->columns.n_levels, 1u)};
    buf_init(&g.scratch, 0);
    /* the heading above it says the same to the eye */
    html_f(out, "<table>\n<caption><span class=\"said\">");
    put_label(&g, caption);
    html_f(out, "</span></caption>\n");
    put_head(&g);
    html_f(out, "<tbody>\n");
    for (size_t r = 0; r < t->rows.n; r++)
        put_row(&g, r);
    html_f(out, "</tbody>\n</table>\n");
    buf_dispose(&g.scratch);
}
