#include "publish/text.h"

#include "base/utf8.h"
#include "domain/number_text.h"
#include "publish/shared_notes.h"
#include "publish/table_facts.h"
#include "publish/text_wrap.h"
#include "publish/publish_words.h"

struct writer {
    struct buf *out;
    struct arena *a;
    const struct answer *answer;
    struct text_style style;
    struct clocks clocks; /* as-of day and known-at moment that all tables share */
    struct shared_notes shared;
    /* where is told how to read a rate and a realisation; may be NULL */
    const struct table *first_rate, *first_target;
};

static const struct table *find_first_rate(const struct answer *a, bool of_target)
{
    for (size_t p = 0; p < a->n_parts; p++)
        for (size_t i = 0; i < a->parts[p]->n_tables; i++) {
            const struct table *t = a->parts[p]->tables[i];
            if (t->kind == MEASURE_RATE && t->base_is_target == of_target &&
                table_has_cells(t))
                return t;
        }
    return NULL;
}

static void write_line(const struct writer *w, const char *text)
{
    text_paragraph(w->out, w->a, "", text, w->style.width, w->style.is_terminal);
}

static void write_line_of(const struct writer *w, struct buf *text)
{
    write_line(w, text->p ? text->p : "");
    buf_clear(text);
}

static void write_underline(const struct writer *w, const char *text, const char *mark)
{
    size_t width = utf8_width(text_clean(w->a, text));
    for (size_t i = 0; i < MIN_OF(width, (size_t)w->style.width); i++)
        buf_add_c(w->out, mark);
    buf_add_char(w->out, '\n');
}

static void add_apart(struct buf *text, const char *between)
{
    if (text->n) buf_add_c(text, between);
}

static void write_title_block(const struct writer *w)
{
    const struct answer *a = w->answer;
    struct buf text;
    buf_init(&text, 0);
    question_text(&text, a);
    if (text.n) write_line_of(w, &text);
    if (a->title) {
        write_line(w, a->title);
        write_underline(w, a->title, "\xe2\x95\x90");
    }
    if (a->asked_by) word_fill_1(&text, WORD_ASKED_BY, a->lang, a->asked_by);
    if (a->asked_to) {
        add_apart(&text, " ");
        word_fill_1(&text, WORD_ASKED_TO, a->lang, a->asked_to);
    }
    if (text.n) write_line_of(w, &text);
    clocks_text(&text, &w->clocks, a->lang);
    struct buf made;
    buf_init(&made, 0);
    buf_format(&made, "%s ", word_in(WORD_MADE_ON, a->lang));
    number_moment(&made, a->made_at_ms, a->lang);
    /* on one line when it fits, so that no date is broken in two */
    if (text.n &&
        utf8_width(buf_str(&text)) + 3 + utf8_width(buf_str(&made)) > w->style.width)
        write_line_of(w, &text);
    add_apart(&text, " \xc2\xb7 ");
    buf_add(&text, buf_str(&made));
    write_line_of(w, &text);
    buf_dispose(&made);
    if (a->source) {
        word_fill_1(&text, WORD_SOURCE, a->lang, a->source);
        write_line_of(w, &text);
    }
    buf_dispose(&text);
}

/* "Zie toelichting 1, 4 onderaan." */
static void write_see_notes(const struct writer *w, const char *const *notes, size_t n)
{
    struct buf numbers, text;
    buf_init(&numbers, 0);
    buf_init(&text, 0);
    for (size_t number = 1; number <= w->shared.n; number++)
        for (size_t i = 0; i < n; i++) {
            if (shared_note_number(&w->shared, notes[i]) != number) continue;
            buf_format(&numbers, "%s%zu", numbers.n ? ", " : "", number);
            break;
        }
    if (numbers.n) {
        word_fill_1(&text, WORD_SEE_NOTES, w->answer->lang, numbers.p);
        write_line_of(w, &text);
    }
    buf_dispose(&numbers);
    buf_dispose(&text);
}

/* Notes of its own as a list, then the numbers of those told at the end. */
static void write_notes(const struct writer *w, const char *const *notes, size_t n)
{
    if (n) buf_add_char(w->out, '\n');
    for (size_t i = 0; i < n; i++)
        if (!shared_note_number(&w->shared, notes[i]))
            text_paragraph(w->out, w->a, "- ", notes[i], w->style.width,
                           w->style.is_terminal);
    write_see_notes(w, notes, n);
}

static void write_shared_notes(const struct writer *w)
{
    const char *title = word_in(WORD_NOTES, w->answer->lang);
    if (!w->shared.n) return;
    buf_add_char(w->out, '\n');
    write_line(w, title);
    write_underline(w, title, "\xe2\x94\x80");
    for (size_t i = 0; i < w->shared.n; i++) {
        char *lead = arena_format(w->a, "%zu. ", i + 1);
        text_paragraph(w->out, w->a, lead, w->shared.text[i], w->style.width,
                       w->style.is_terminal);
    }
}

static void write_unavailable(const struct writer *w, const char *why)
{
    struct buf text;
    buf_init(&text, 0);
    word_fill_1(&text, WORD_UNAVAILABLE, w->answer->lang, why);
    write_line_of(w, &text);
    buf_dispose(&text);
}

/* Symbols stand in a column of their own, so that the meanings line up. */
static const char *symbol_lead(const struct writer *w, const char *symbol,
                               const char *mark)
{
    enum { LEAD_WIDTH = 5 };
    char *text = arena_format(w->a, "%s%s", symbol, mark);
    size_t width = utf8_width(str_of(text));
    int gap = width < LEAD_WIDTH ? (int)(LEAD_WIDTH - width) : 1;
    return arena_format(w->a, "%s%*s", text, gap, "");
}

static void write_symbols(const struct writer *w, const struct reasons *r)
{
    int lang = w->answer->lang;
    for (size_t i = 0; i < r->n; i++) {
        const struct reason *x = &r->items[i];
        const char *lead = symbol_lead(w, status_symbol(x->status), x->mark);
        const char *label = status_label(x->status, lang);
        const char *line =
            x->text ? arena_format(w->a, "%s: %s", label, x->text) : label;
        text_paragraph(w->out, w->a, lead, line, w->style.width, w->style.is_terminal);
    }
}

/* Each mark with its meaning and how many cells have it. */
static void write_comparison(const struct writer *w, const struct table *t)
{
    int lang = w->answer->lang;
    struct buf text;
    if (!table_is_compared(t)) return;
    buf_init(&text, 0);
    for (int state = PUBLISHED_EQUAL; state <= PUBLISHED_DIFFERS; state++) {
        buf_clear(&text);
        const char *mark = mark_text(&text, t, (enum published_state)state, lang);
        if (mark)
            text_paragraph(w->out, w->a, symbol_lead(w, mark, ""), text.p,
                           w->style.width, false);
    }
    buf_dispose(&text);
}

static void write_table_facts(const struct writer *w, const struct table *t)
{
    int lang = w->answer->lang;
    struct buf text;
    buf_init(&text, 0);
    struct clocks own = clocks_of_table(t);
    clocks_forget_shared(&own, &w->clocks);
    const char *unit = t->unit_label ? t->unit_label : t->unit;
    if (!label_is_said(unit, t->population))
        word_fill_1(&text, WORD_IN_UNIT, lang, unit);
    if (own.as_of_shown || own.known_shown) {
        add_apart(&text, " \xc2\xb7 ");
        clocks_text(&text, &own, lang);
    }
    if (text.n) write_line_of(w, &text);
    if (t->population) {
        word_fill_1(&text, WORD_POPULATION, lang, t->population);
        write_line_of(w, &text);
    }
    if (t->kind == MEASURE_RATE && t->base_label) {
        word_fill_1(&text, WORD_BASE, lang, t->base_label);
        write_line_of(w, &text);
    }
    if (t == w->first_rate) write_line(w, word_in(WORD_RATE_READING, lang));
    if (t == w->first_target) write_line(w, word_in(WORD_TARGET_READING, lang));
    if (t->kind == MEASURE_DAYS) {
        const char *const values[] = {t->statistic ? t->statistic : "", unit};
        word_fill(&text, WORD_DAYS_READING, lang, values, 2);
        write_line_of(w, &text);
    }
    if (w->style.with_statements && t->statement) {
        word_fill_1(&text, WORD_STATEMENT, lang, t->statement);
        write_line_of(w, &text);
    }
    buf_dispose(&text);
}

static void write_zero_columns(const struct writer *w, const char *names)
{
    struct buf text;
    buf_init(&text, 0);
    word_fill_1(&text, WORD_ZERO_COLUMNS, w->answer->lang, names);
    write_line_of(w, &text);
    buf_dispose(&text);
}

static void write_table(const struct writer *w, const struct part *p, size_t index)
{
    const struct table *t = p->tables[index];
    struct reasons reasons;
    bool repeats =
        p->n_tables == 1 && p->title && t->title && strcmp(t->title, p->title) == 0;
    /* the title a statement gets when it was given none repeats what it counts */
    bool is_own = !t->unavailable && label_is_said(t->title, t->population);
    if (t->title && !repeats) {
        buf_add_char(w->out, '\n');
        if (!is_own) write_line(w, t->title);
    }
    if (t->unavailable) {
        write_unavailable(w, t->unavailable);
    } else {
        write_table_facts(w, t);
        buf_add_char(w->out, '\n');
        if (!table_has_cells(t)) {
            write_line(w, word_in(WORD_NO_CELLS, w->answer->lang));
        } else {
            reasons_collect(&reasons, w->a, t);
            const char *zeros =
                text_table(w->out, w->a, t, &reasons, w->answer->lang, &w->style);
            if (zeros || reasons.n || table_is_compared(t)) buf_add_char(w->out, '\n');
            if (zeros) write_zero_columns(w, zeros);
            write_symbols(w, &reasons);
            write_comparison(w, t);
        }
    }
    write_notes(w, t->notes, t->n_notes);
}

static void write_part(const struct writer *w, const struct part *p)
{
    struct buf text;
    buf_init(&text, 0);
    if (p->label && p->label[0])
        word_fill_1(&text, WORD_PART, w->answer->lang, p->label);
    if (p->title) {
        add_apart(&text, " \xc2\xb7 ");
        buf_add_c(&text, p->title);
    }
    if (text.n) {
        char *title = arena_copy(w->a, text.p, text.n);
        buf_add_char(w->out, '\n');
        write_line(w, title);
        write_underline(w, title, "\xe2\x94\x80");
    }
    buf_dispose(&text);
    if (p->unavailable) write_unavailable(w, p->unavailable);
    for (size_t i = 0; i < p->n_tables; i++)
        write_table(w, p, i);
    write_notes(w, p->notes, p->n_notes);
}

void publish_text(struct buf *out, const struct answer *a,
                  const struct text_style *style)
{
    struct arena arena = {0};
    struct writer w = {
        .out = out,
        .a = &arena,
        .answer = a,
        .style = style ? *style : (struct text_style){0},
        .clocks = clocks_shared(a),
        .first_rate = find_first_rate(a, false),
        .first_target = find_first_rate(a, true),
    };
    if (w.style.width == 0) w.style.width = TEXT_WIDTH_DEFAULT;
    w.style.width = MAX_OF(w.style.width, (unsigned)TEXT_WIDTH_MIN);
    shared_notes_collect(&w.shared, &arena, a);
    write_title_block(&w);
    for (size_t i = 0; i < a->n_parts; i++)
        write_part(&w, a->parts[i]);
    write_shared_notes(&w);
    if (a->n_parts == 0) write_line(&w, word_in(WORD_NO_PARTS, a->lang));
    arena_dispose(&arena);
}
