#include "web/desk_parts.h"

#include "base/limits.h"
#include "base/url.h"
#include "publish/answer_html.h"
#include "publish/picture.h"

static const struct {
    const char *word, *type, *ending, *label;
} forms[N_PUBLISH_FORMATS] = {
    [PUBLISH_TEXT] = {"tekst", "text/plain; charset=utf-8", "txt", NULL},
    [PUBLISH_CSV] = {"csv", "text/csv; charset=utf-8", "csv", TR("CSV")},
    [PUBLISH_JSON] = {"json", "application/json", "json", NULL},
    [PUBLISH_JSON_STAT] = {"jsonstat", "application/json", "jsonstat.json",
                           TR("JSON-stat")},
    [PUBLISH_HTML] = {"html", "text/html; charset=utf-8", "html",
                      TR("webpagina (HTML)")},
    [PUBLISH_XLSX] = {"xlsx",
                      "application/vnd.openxmlformats-officedocument.spreadsheetml."
                      "sheet",
                      "xlsx", TR("Excel (xlsx)")},
};

const char *cross_path(struct arena *a, const char *path, struct str line)
{
    struct buf out = {0};
    buf_add_c(&out, path);
    if (line.n) url_f(&out, "?vraag=%.*s", STR_ARG(line));
    /* a space is a plus in a query: shorter, and it can be read */
    struct buf plain = {0};
    for (size_t i = 0; i < out.n; i++) {
        bool is_space = out.n - i >= 3 && strncmp(out.p + i, "%20", 3) == 0;
        buf_add_char(&plain, is_space ? '+' : out.p[i]);
        if (is_space) i += 2;
    }
    const char *kept = arena_copy(a, plain.p, plain.n);
    buf_dispose(&out);
    buf_dispose(&plain);
    return kept;
}

/* --- errors of a question --- */

bool question_is_wrong(enum err_code rc)
{
    return rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_TOO_LARGE;
}

/* What stands between two texts in a sentence of the language; empty: not there. */
static struct str between(const char *sentence, const char *before, const char *after)
{
    const char *from = strstr(sentence, before);
    if (!from) return STR_NONE;
    from += strlen(before);
    const char *to = strstr(from, after);
    return to ? (struct str){from, (size_t)(to - from)} : STR_NONE;
}

const char *question_error_words(struct arena *a, enum tongue t, const struct err *e)
{
    struct str found = between(e->message, "found \"", "\"");
    struct str nearest = between(e->hint, "did you mean ", "?");
    const char *place = "", *what, *cure = "";
    if (e->line > 0)
        place = arena_format(a, "%s %d, %s %d: ", tr(t, "Regel"), e->line,
                             tr(t, "teken"), e->column);
    if (e->code == ERR_TOO_LARGE)
        what = tr(t, "deze tabel of vraag is te groot. Kies minder dimensies.");
    else if (found.n)
        what = arena_format(a, "“%.*s” %s", STR_ARG(found), tr(t, "past hier niet."));
    else if (strstr(e->message, "found the end"))
        what = tr(t, "hier ontbreekt iets: de vraag stopt te vroeg.");
    else
        what = tr(t, "dit kan hier niet. Lees eronder waarom.");
    if (nearest.n)
        cure = arena_format(a, " %s “%.*s”?", tr(t, "Bedoelde je"), STR_ARG(nearest));
    return arena_format(a, "%s%s%s", place, what, cure);
}

void question_error_place(struct buf *out, const struct frame *f, struct str text,
                          const struct err *e)
{
    struct str line = STR_NONE, rest = text;
    for (int i = 0; i < e->line; i++)
        if (!str_split(&line, &rest, '\n')) return;
    size_t at = 0;
    for (int column = 1; column < e->column && at < line.n; column++)
        while (++at < line.n && ((uint8_t)line.p[at] & 0xC0) == 0x80)
            ;
    size_t end = at;
    while (end < line.n && !strchr(" \t\r,()", line.p[end]))
        end++;
    if (e->line > 0)
        html_f(out,
               "<pre class=\"question\" dir=\"ltr\" lang=\"en\">%.*s<mark>%.*s</mark>"
               "%.*s</pre>\n",
               (int)at, line.p, (int)(end - at), end > at ? line.p + at : "",
               (int)(line.n - end), line.p + end);
    html_f(out, "<p class=\"quiet\" lang=\"en\" dir=\"ltr\">%s%s%s</p>\n", e->message,
           e->hint[0] ? ". " : "", e->hint);
    (void)f;
}

/* --- answers --- */

static size_t cells_of(const struct answer *answer, size_t part)
{
    const struct part *p = answer->parts[part];
    size_t n = 0;
    for (size_t i = 0; i < p->n_tables; i++)
        if (p->tables[i]->cells) n += p->tables[i]->rows.n * p->tables[i]->columns.n;
    return n;
}

void answer_part_html(struct buf *out, const struct frame *f,
                      const struct answer *answer, size_t part, const char *cells)
{
    enum { LINKED_CELLS = 240 }; /* each link is weight, and a stop for the keyboard */
    bool is_dutch = tongue_facts(f->tongue)->labels_differ;
    if (cells_of(answer, part) > LIMIT_PAGE_CELLS) {
        inset(out, "note",
              tr(f->tongue, "Deze tabel is te groot om hier te tonen. Download ze, of "
                            "kies minder dimensies."));
        return;
    }
    if (is_dutch)
        html_f(out, "<div class=\"figures\" lang=\"nl\" dir=\"ltr\">\n");
    else
        html_f(out, "<div class=\"figures\">\n");
    publish_html_part(out, answer, part,
                      cells_of(answer, part) <= LINKED_CELLS ? cells : NULL);
    html_f(out, "</div>\n");
}

void moment_of_figures_html(struct buf *out, const struct frame *f, struct arena *a,
                            int64_t of_ms)
{
    html_f(out, "<p class=\"quiet\">");
    tr_html(out, f->tongue, "Gegevens tot {0}.",
            moment_words(a, f->tongue, of_ms, f->today));
    html_f(out, "</p>\n");
}

/* --- charts --- */

static const char *const drawing_labels[N_DRAWINGS] = {
    [DRAW_BARS] = TR("staven"),
    [DRAW_GROUPED] = TR("staven naast elkaar"),
    [DRAW_STACKED] = TR("aandelen van 100 %"),
    [DRAW_LINES] = TR("lijnen"),
    [DRAW_MULTIPLES] = TR("kleine grafieken naast elkaar"),
    [DRAW_FUNNEL] = TR("fase na fase"),
    [DRAW_MAP] = TR("schets van de provincies"),
};

bool chart_wanted(enum drawing *out, const struct table *t, struct str word)
{
    return (drawing_named(out, word) && drawing_fits(t, *out)) ||
           drawing_choose(out, t);
}

static void other_charts(struct buf *out, const struct frame *f, const struct table *t,
                         enum drawing shown, const char *path)
{
    int n = 0;
    for (int d = 0; d < N_DRAWINGS; d++)
        n += drawing_fits(t, (enum drawing)d);
    if (n < 2) return;
    html_f(out, "<ul class=\"forms\">\n");
    for (int d = 0; d < N_DRAWINGS; d++) {
        if (!drawing_fits(t, (enum drawing)d)) continue;
        html_f(out, "<li><a href=\"%s&beeld=%s\"", path, drawing_word((enum drawing)d));
        if (d == (int)shown) html_f(out, " aria-current=\"true\"");
        html_f(out, ">%s</a></li>\n", tr_later(f->tongue, drawing_labels[d]));
    }
    html_f(out, "</ul>\n");
}

void chart_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct table *t, struct str wanted, const char *path,
                size_t number)
{
    const struct tongue_facts *facts = tongue_facts(f->tongue);
    enum drawing d;
    if (!chart_wanted(&d, t, wanted)) return;
    const struct chart_style style = {.lang = facts->lang,
                                      .title = t->title ? t->title : "",
                                      .id = arena_format(a, "beeld-%zu", number)};
    html_f(out,
           "<figure class=\"chart-box\" dir=\"ltr\" role=\"region\" tabindex=\"0\"");
    if (facts->labels_differ) html_f(out, " lang=\"nl\"");
    html_f(out, " aria-label=\"%s\">\n",
           arena_format(a, "%s: %s", tr(f->tongue, "Grafiek"), style.title));
    chart_svg(out, t, d, &style);
    html_f(out, "</figure>\n");
    if (path) other_charts(out, f, t, d, path);
}

enum err_code reply_picture(struct reply *r, const struct request *q,
                            const struct answer *answer, size_t part, size_t table,
                            bool is_png, const char *name, struct err *e)
{
    struct arena *a = q->asking.arena;
    const struct table *t = answer->parts[part]->tables[table];
    struct buf svg = {0};
    struct str bytes;
    enum drawing d;
    enum err_code rc;
    if (!chart_wanted(&d, t, request_text(q, "beeld"))) {
        rc = err_set(e, ERR_NOT_FOUND, "no chart fits this table");
        goto out;
    }
    const struct chart_style style = {.lang = tongue_facts(q->tongue)->lang,
                                      .title = t->title ? t->title : "",
                                      .id = "b",
                                      .stands_alone = true,
                                      .source = chart_source(a, answer, t)};
    chart_svg(&svg, t, d, &style);
    TRY(buf_check(&svg, e));
    bytes = buf_str(&svg);
    if (is_png) TRY(picture_png(&bytes, a, bytes, e));
    reply_file(r, is_png ? "image/png" : "image/svg+xml",
               arena_format(a, "%s.%s", name, is_png ? "png" : "svg"), bytes);
out:
    buf_dispose(&svg);
    return rc;
}

/* --- forms --- */

static void picture_links(struct buf *out, const struct frame *f, const char *path,
                          char separator)
{
    html_f(out, "<li><a href=\"%s%cvorm=svg\">%s</a></li>\n", path, separator,
           tr(f->tongue, "grafiek (SVG)"));
    html_f(out, "<li><a href=\"%s%cvorm=png\">%s</a></li>\n", path, separator,
           tr(f->tongue, "grafiek (PNG)"));
}

void pictures_html(struct buf *out, const struct frame *f, const char *path,
                   char separator)
{
    html_f(out, "<ul class=\"forms\">\n");
    picture_links(out, f, path, separator);
    html_f(out, "</ul>\n");
}

void forms_html(struct buf *out, const struct frame *f, const char *path,
                char separator, bool has_chart)
{
    static const enum publish_format order[] = {PUBLISH_XLSX, PUBLISH_CSV,
                                                PUBLISH_JSON_STAT, PUBLISH_HTML};
    html_f(out, "<h2>%s</h2>\n<ul class=\"forms\">\n", tr(f->tongue, "Download"));
    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        html_f(out, "<li><a href=\"%s%cvorm=%s\">%s</a></li>\n", path, separator,
               forms[order[i]].word, tr_later(f->tongue, forms[order[i]].label));
    if (has_chart) picture_links(out, f, path, separator);
    html_f(out, "</ul>\n");
}

bool desk_form(enum publish_format *out, const struct request *q)
{
    struct str word = request_text(q, "vorm");
    for (int i = 0; i < N_PUBLISH_FORMATS; i++)
        if (str_eq_c(word, forms[i].word)) {
            *out = (enum publish_format)i;
            return true;
        }
    return false;
}

void reply_form_bytes(struct reply *r, const struct request *q,
                      enum publish_format format, const char *name, struct str bytes)
{
    reply_file(r, forms[format].type,
               arena_format(q->asking.arena, "%s.%s", name, forms[format].ending),
               bytes);
}

enum err_code reply_form(struct reply *r, const struct request *q,
                         const struct answer *answer, enum publish_format format,
                         const char *name, struct err *e)
{
    struct str bytes;
    enum err_code rc = desk_render(&bytes, &q->asking, answer, format, e);
    if (rc == OK) reply_form_bytes(r, q, format, name, bytes);
    return rc;
}
