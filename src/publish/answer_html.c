/* The document around the tables. */
#include "publish/answer_html.h"

#include "base/html.h"
#include "domain/number_text.h"
#include "publish/answer_style.h"
#include "publish/publish_words.h"
#include "publish/shared_notes.h"
#include "publish/table_facts.h"
#include "publish/text_wrap.h"

struct page {
    struct buf *out;
    struct arena *a;
    const struct answer *answer;
    struct clocks clocks;
    struct shared_notes shared;
    bool has_contents; /* more than one table */
    int table_level;
    const char *cells; /* where numbers lead to; NULL */ /* of the heading of a table */
    struct buf scratch;
};

static void put_text(const struct page *p, const char *text)
{
    struct str clean = text_clean(p->a, text);
    html_f(p->out, "<bdi>%.*s</bdi>", STR_ARG(clean));
}

/* A paragraph of what stands in scratch, if anything does. */
static void put_scratch(struct page *p, const char *class)
{
    if (p->scratch.n) {
        html_f(p->out, "<p class=\"%s\">", class);
        put_text(p, p->scratch.p);
        html_f(p->out, "</p>\n");
    }
    buf_clear(&p->scratch);
}

static void put_word(struct page *p, const char *class, enum word word,
                     const char *value)
{
    if (!value || !*value) return;
    word_fill_1(&p->scratch, word, p->answer->lang, value);
    put_scratch(p, class);
}

static const char *title_of(const struct answer *a)
{
    if (a->title && *a->title) return a->title;
    for (size_t p = 0; p < a->n_parts; p++) {
        if (a->parts[p]->title && *a->parts[p]->title) return a->parts[p]->title;
        for (size_t i = 0; i < a->parts[p]->n_tables; i++)
            if (a->parts[p]->tables[i]->title) return a->parts[p]->tables[i]->title;
    }
    return word_in(WORD_ANSWER, a->lang);
}

static void put_document_head(struct page *p)
{
    const struct answer *a = p->answer;
    struct str title = text_clean(p->a, title_of(a));
    html_f(p->out,
           "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"ltr\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'unsafe-inline'\">\n"
           "<meta name=\"generator\" content=\"Vindplaats\">\n"
           "<title>%.*s</title>\n<style>\n",
           lang_code(a->lang), STR_ARG(title));
    for (size_t i = 0; i < publish_styles_count; i++)
        buf_add(p->out, (struct str){(const char *)publish_styles[i].bytes,
                                     publish_styles[i].n});
    html_f(p->out,
           "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#answer\">%s</a>\n",
           word_in(WORD_TO_ANSWER, a->lang));
}

static void put_title_block(struct page *p)
{
    const struct answer *a = p->answer;
    int lang = a->lang;
    html_f(p->out, "<header>\n");
    question_text(&p->scratch, a);
    put_scratch(p, "facts");
    html_f(p->out, "<h1>");
    put_text(p, title_of(a));
    html_f(p->out, "</h1>\n");
    if (a->asked_by) word_fill_1(&p->scratch, WORD_ASKED_BY, lang, a->asked_by);
    if (a->asked_to) {
        if (p->scratch.n) buf_add_char(&p->scratch, ' ');
        word_fill_1(&p->scratch, WORD_ASKED_TO, lang, a->asked_to);
    }
    put_scratch(p, "facts");
    clocks_text(&p->scratch, &p->clocks, lang);
    put_scratch(p, "facts");
    buf_format(&p->scratch, "%s ", word_in(WORD_MADE_ON, lang));
    number_moment(&p->scratch, a->made_at_ms, lang);
    put_scratch(p, "facts");
    put_word(p, "facts", WORD_SOURCE, a->source);
    html_f(p->out, "</header>\n");
}

/* "Deel 2 · Bereikte deelnemers"; nothing for a part without label and title. */
static const char *part_title(struct page *p, const struct part *part)
{
    buf_clear(&p->scratch);
    if (part->label && part->label[0])
        word_fill_1(&p->scratch, WORD_PART, p->answer->lang, part->label);
    if (part->title && part->title[0]) {
        if (p->scratch.n) buf_add_c(&p->scratch, " \xc2\xb7 ");
        buf_add_c(&p->scratch, part->title);
    }
    const char *text = arena_copy(p->a, p->scratch.p ? p->scratch.p : "", p->scratch.n);
    buf_clear(&p->scratch);
    return text;
}

/* "Tabel 2.1 · Totaal bereikte deelnemers" */
static const char *table_title(struct page *p, size_t part, size_t index)
{
    const struct part *x = p->answer->parts[part];
    const struct table *t = x->tables[index];
    const char *title = t->title ? t->title : x->title;
    buf_clear(&p->scratch);
    word_fill_1(&p->scratch, WORD_TABLE, p->answer->lang,
                table_number(p->a, p->answer, part, index));
    if (title && *title) buf_format(&p->scratch, " \xc2\xb7 %s", title);
    const char *text = arena_copy(p->a, p->scratch.p, p->scratch.n);
    buf_clear(&p->scratch);
    return text;
}

static void put_link(struct page *p, const char *target, const char *text)
{
    html_f(p->out, "<a href=\"#%s\">", target);
    put_text(p, text);
    html_f(p->out, "</a>");
}

static void put_contents(struct page *p)
{
    const struct answer *a = p->answer;
    const char *head = word_in(WORD_CONTENTS, a->lang);
    if (!p->has_contents) return;
    html_f(p->out,
           "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n<ul>\n",
           head);
    for (size_t i = 0; i < a->n_parts; i++) {
        const struct part *part = a->parts[i];
        const char *title = part_title(p, part);
        html_f(p->out, "<li>");
        put_link(p, arena_format(p->a, "part-%zu", i + 1),
                 *title ? title : part_number(p->a, a, i));
        if (part->n_tables) html_f(p->out, "\n<ul>\n");
        for (size_t k = 0; k < part->n_tables; k++) {
            html_f(p->out, "<li>");
            put_link(p, arena_format(p->a, "table-%zu-%zu", i + 1, k + 1),
                     table_title(p, i, k));
            html_f(p->out, "</li>\n");
        }
        if (part->n_tables) html_f(p->out, "</ul>\n");
        html_f(p->out, "</li>\n");
    }
    html_f(p->out, "</ul>\n</nav>\n");
}

static void put_table_facts(struct page *p, const struct table *t)
{
    int lang = p->answer->lang;
    struct clocks own = clocks_of_table(t);
    const char *unit = t->unit_label ? t->unit_label : t->unit;
    clocks_forget_shared(&own, &p->clocks);
    if (!label_is_said(unit, t->population)) put_word(p, "facts", WORD_IN_UNIT, unit);
    if (own.as_of_shown || own.known_shown) {
        clocks_text(&p->scratch, &own, lang);
        put_scratch(p, "facts");
    }
    if (!day_is_none(t->borders_of)) {
        buf_format(&p->scratch, "%s ", word_in(WORD_BORDERS_OF, lang));
        number_day(&p->scratch, t->borders_of, lang);
        put_scratch(p, "facts");
    }
    put_word(p, "facts", WORD_POPULATION, t->population);
    if (t->kind == MEASURE_RATE) {
        put_word(p, "facts", WORD_BASE, t->base_label);
        buf_add_c(
            &p->scratch,
            word_in(t->base_is_target ? WORD_TARGET_READING : WORD_RATE_READING, lang));
        put_scratch(p, "facts");
    }
    if (t->kind == MEASURE_DAYS) {
        const char *const values[] = {t->statistic ? t->statistic : "", unit};
        word_fill(&p->scratch, WORD_DAYS_READING, lang, values, 2);
        put_scratch(p, "facts");
    }
}

static void put_legend_row(struct page *p, const char *symbol, const char *mark,
                           const char *label, const char *why)
{
    html_f(p->out, "<dt>%s%s</dt><dd>", symbol, mark);
    put_text(p, why ? arena_format(p->a, "%s: %s", label, why) : label);
    html_f(p->out, "</dd>\n");
}

/* Every symbol and mark that stands in the table. */
static void put_legend(struct page *p, const struct table *t, const struct reasons *r)
{
    int lang = p->answer->lang;
    bool has_zero = r->used[CELL_ZERO];
    if (!has_zero && !r->n && !table_is_compared(t)) return;
    html_f(p->out, "<dl class=\"legend\">\n");
    if (has_zero)
        put_legend_row(p, status_symbol(CELL_ZERO), "", status_label(CELL_ZERO, lang),
                       NULL);
    for (size_t i = 0; i < r->n; i++)
        put_legend_row(p, status_symbol(r->items[i].status), r->items[i].mark,
                       status_label(r->items[i].status, lang), r->items[i].text);
    for (int s = PUBLISHED_EQUAL; s <= PUBLISHED_DIFFERS; s++) {
        const char *mark = mark_text(&p->scratch, t, (enum published_state)s, lang);
        if (mark)
            put_legend_row(p, mark, "", arena_copy(p->a, p->scratch.p, p->scratch.n),
                           NULL);
        buf_clear(&p->scratch);
    }
    html_f(p->out, "</dl>\n");
}

/* Own notes in full; those of several tables once, at the end. */
static void put_notes(struct page *p, const char *const *notes, size_t n)
{
    size_t n_shared = 0;
    for (size_t i = 0; i < n; i++)
        n_shared += shared_note_number(&p->shared, notes[i]) > 0;
    if (n > n_shared) html_f(p->out, "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        if (shared_note_number(&p->shared, notes[i])) continue;
        html_f(p->out, "<li>");
        put_text(p, notes[i]);
        html_f(p->out, "</li>\n");
    }
    if (n > n_shared) html_f(p->out, "</ul>\n");
    if (!n_shared) return;
    html_f(p->out, "<p>%s", word_in(WORD_NOTES, p->answer->lang));
    for (size_t number = 1, n_put = 0; number <= p->shared.n; number++) {
        for (size_t i = 0; i < n; i++) {
            if (shared_note_number(&p->shared, notes[i]) != number) continue;
            buf_add_c(p->out, n_put++ ? ", " : ": ");
            put_link(p, arena_format(p->a, "note-%zu", number),
                     arena_format(p->a, "%zu", number));
            break;
        }
    }
    html_f(p->out, "</p>\n");
}

static void put_shared_notes(struct page *p)
{
    if (!p->shared.n) return;
    html_f(p->out, "<section>\n<h2>%s</h2>\n<ol>\n",
           word_in(WORD_NOTES, p->answer->lang));
    for (size_t i = 0; i < p->shared.n; i++) {
        html_f(p->out, "<li id=\"note-%zu\">", i + 1);
        put_text(p, p->shared.text[i]);
        html_f(p->out, "</li>\n");
    }
    html_f(p->out, "</ol>\n</section>\n");
}

static void put_table(struct page *p, size_t part, size_t index)
{
    const struct table *t = p->answer->parts[part]->tables[index];
    const char *title = table_title(p, part, index);
    struct str clean = text_clean(p->a, title);
    html_f(p->out, "<section>\n<h%d id=\"table-%zu-%zu\">", p->table_level, part + 1,
           index + 1);
    put_text(p, title);
    html_f(p->out, "</h%d>\n", p->table_level);
    if (t->unavailable) {
        put_word(p, "why", WORD_UNAVAILABLE, t->unavailable);
    } else {
        put_table_facts(p, t);
        if (!table_has_cells(t)) {
            html_f(p->out, "<p>%s</p>\n", word_in(WORD_NO_CELLS, p->answer->lang));
        } else {
            struct reasons reasons;
            reasons_collect(&reasons, p->a, t);
            html_f(p->out,
                   "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                   "aria-label=\"%.*s\">\n",
                   STR_ARG(clean));
            html_table(p->out, p->a, t, &reasons, p->answer->lang, title,
                       p->cells ? arena_format(p->a, "%s&tabel=%zu", p->cells, index)
                                : NULL);
            html_f(p->out, "</div>\n");
            put_legend(p, t, &reasons);
        }
    }
    put_notes(p, t->notes, t->n_notes);
    html_f(p->out, "</section>\n");
}

static void put_part(struct page *p, size_t i)
{
    const struct part *part = p->answer->parts[i];
    const char *title = part_title(p, part);
    html_f(p->out, "<section>\n<h2 id=\"part-%zu\">", i + 1);
    put_text(p, *title ? title : title_of(p->answer));
    html_f(p->out, "</h2>\n");
    put_word(p, "why", WORD_UNAVAILABLE, part->unavailable);
    for (size_t k = 0; k < part->n_tables; k++)
        put_table(p, i, k);
    put_notes(p, part->notes, part->n_notes);
    html_f(p->out, "</section>\n");
}

void publish_html(struct buf *out, const struct answer *a)
{
    struct arena arena = {0};
    struct page p = {.out = out,
                     .a = &arena,
                     .answer = a,
                     .clocks = clocks_shared(a),
                     .table_level = 3};
    size_t n_tables = 0;
    for (size_t i = 0; i < a->n_parts; i++)
        n_tables += a->parts[i]->n_tables;
    p.has_contents = n_tables + a->n_parts > 2;
    buf_init(&p.scratch, 0);
    shared_notes_collect(&p.shared, &arena, a);
    put_document_head(&p);
    put_title_block(&p);
    put_contents(&p);
    html_f(out, "<main id=\"answer\">\n");
    if (a->n_parts == 0) html_f(out, "<p>%s</p>\n", word_in(WORD_NO_PARTS, a->lang));
    for (size_t i = 0; i < a->n_parts; i++)
        put_part(&p, i);
    put_shared_notes(&p);
    html_f(out, "</main>\n<footer><p>%s</p></footer>\n</body>\n</html>\n",
           word_in(WORD_CONTACT_TEXT, a->lang));
    buf_dispose(&p.scratch);
    arena_dispose(&arena);
}

void publish_html_part(struct buf *out, const struct answer *a, size_t part,
                       const char *cells)
{
    struct arena arena = {0};
    struct page p = {
        .out = out, .a = &arena, .answer = a, .table_level = 3, .cells = cells};
    const struct part *x = a->parts[part];
    buf_init(&p.scratch, 0);
    if (a->n_parts == 1 && x->n_tables == 1 && !x->label[0]) {
        p.table_level = 2;
        put_table(&p, part, 0);
    } else {
        put_part(&p, part);
    }
    buf_dispose(&p.scratch);
    arena_dispose(&arena);
}
