/* The tabs before the tables. */
#include "publish/workbook_sheet.h"

#include "domain/number_text.h"
#include "publish/reasons.h"
#include "publish/publish_words.h"
#include "publish/text_wrap.h"

enum { CONTENTS_COLUMNS = 7 };

static const char *text_of(struct book *b, struct buf *text)
{
    char *copy = arena_copy(b->a, text->p ? text->p : "", text->n);
    buf_dispose(text);
    return copy;
}

static void cover_row(struct sheet *s, enum word head, const char *text)
{
    struct book *b = s->book;
    if (!text || !*text) return;
    sheet_text(s, s->row, 0, word_in(head, b->answer->lang), b->head);
    sheet_text(s, s->row, 1, text, b->wrap);
    s->row++;
}

static const char *as_of_words(struct book *b, const struct clocks *c)
{
    struct buf text;
    buf_init(&text, 0);
    if (c->as_of_shown) number_day(&text, c->as_of, b->answer->lang);
    return text_of(b, &text);
}

static const char *known_words(struct book *b, const struct clocks *c)
{
    struct buf text;
    buf_init(&text, 0);
    if (c->known_shown && c->known_at_ms == INT64_MAX)
        buf_add_c(&text, word_in(WORD_KNOWN_ALL, b->answer->lang));
    else if (c->known_shown)
        number_moment(&text, c->known_at_ms, b->answer->lang);
    return text_of(b, &text);
}

static void cover_moments(struct sheet *s)
{
    struct book *b = s->book;
    int lang = b->answer->lang;
    struct clocks clocks = clocks_shared(b->answer);
    const char *others =
        clocks.has_others ? arena_format(b->a, " (%s)", word_in(WORD_UNLESS_SAID, lang))
                          : "";
    const char *as_of = as_of_words(b, &clocks), *known = known_words(b, &clocks);
    if (*as_of) cover_row(s, WORD_AS_OF, arena_format(b->a, "%s%s", as_of, others));
    if (*known) cover_row(s, WORD_KNOWN_AT, arena_format(b->a, "%s%s", known, others));
    struct buf text;
    buf_init(&text, 0);
    number_moment(&text, b->answer->made_at_ms, lang);
    cover_row(s, WORD_MADE_ON, text_of(b, &text));
}

void workbook_add_cover(struct book *b, const char *tab)
{
    const struct answer *a = b->answer;
    struct sheet s = sheet_add(b, tab);
    struct buf asked;
    buf_init(&asked, 0);
    number_day(&asked, a->asked_on, a->lang);
    sheet_width(&s, 0, 24);
    sheet_width(&s, 1, 90);
    cover_row(&s, WORD_TITLE, a->title);
    cover_row(&s, WORD_QUESTION_HEAD, a->number);
    cover_row(&s, WORD_ASKED, text_of(b, &asked));
    cover_row(&s, WORD_ASKER, a->asked_by);
    cover_row(&s, WORD_ADDRESSEE, a->asked_to);
    cover_moments(&s);
    cover_row(&s, WORD_SOURCE_HEAD, a->source);
    cover_row(&s, WORD_CONTACT, word_in(WORD_CONTACT_TEXT, a->lang));
    sheet_print(&s, a->title, NULL, tab);
}

static const char *compared_words(struct book *b, const struct table *t)
{
    struct buf text;
    buf_init(&text, 0);
    comparison_text(&text, t, b->answer->lang);
    return text_of(b, &text);
}

static const char *filled(struct book *b, enum word word, const char *value)
{
    struct buf text;
    buf_init(&text, 0);
    word_fill_1(&text, word, b->answer->lang, value);
    return text_of(b, &text);
}

static const char *notes_tab(struct book *b)
{
    return word_in(WORD_NOTES, b->answer->lang);
}

/* Nothing for what a table has not; how it compares is the news of a compared one. */
static void contents_of_table(struct sheet *s, size_t part, size_t index)
{
    struct book *b = s->book;
    const struct part *p = b->answer->parts[part];
    const struct table *t = p->tables[index];
    struct clocks clocks = clocks_of_table(t);
    const char *tab = b->tabs[part][index], *state;
    if (t->unavailable)
        state = filled(b, WORD_UNAVAILABLE, t->unavailable);
    else if (!tab)
        state = word_in(WORD_NO_CELLS, b->answer->lang);
    else if (table_is_compared(t))
        state = compared_words(b, t);
    else
        state = word_in(WORD_STATE_TABLE, b->answer->lang);
    lxw_row_t row = s->row;
    const char *title = t->title ? t->title : p->title;
    sheet_next(
        s,
        (const char *const[]){table_number(b->a, b->answer, part, index), p->title,
                              title, t->unit_label ? t->unit_label : t->unit,
                              t->unavailable ? NULL : as_of_words(b, &clocks),
                              t->unavailable ? NULL : known_words(b, &clocks), state},
        CONTENTS_COLUMNS, b->wrap);
    if (!tab) return;
    const char *words = str_to_c(b->a, text_clean(b->a, title && *title ? title : tab));
    lxw_error rc = worksheet_write_url_opt(s->page, row, 2,
                                           arena_format(b->a, "internal:'%s'!A1", tab),
                                           b->link, words, NULL);
    if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR) b->failed = rc;
}

void workbook_add_contents(struct book *b, const char *tab)
{
    const struct answer *a = b->answer;
    int lang = a->lang;
    struct sheet s = sheet_add(b, tab);
    const double widths[CONTENTS_COLUMNS] = {10, 46, 60, 12, 19, 19, 52};
    for (size_t i = 0; i < ARRAY_LEN(widths); i++)
        sheet_width(&s, i, widths[i]);
    sheet_next(
        &s,
        (const char *const[]){word_in(WORD_NUMBER, lang), word_in(WORD_PART_HEAD, lang),
                              word_in(WORD_TITLE, lang), word_in(WORD_UNIT, lang),
                              word_in(WORD_AS_OF, lang), word_in(WORD_KNOWN_AT, lang),
                              word_in(WORD_STATE, lang)},
        CONTENTS_COLUMNS, b->head);
    for (size_t p = 0; p < a->n_parts; p++) {
        const struct part *part = a->parts[p];
        const char *state = NULL;
        if (part->unavailable)
            state = filled(b, WORD_UNAVAILABLE, part->unavailable);
        else if (part->n_tables == 0 && part->n_notes)
            state = filled(b, WORD_STATE_TEXT, notes_tab(b));
        if (state || part->n_tables == 0)
            sheet_next(&s,
                       (const char *const[]){part_number(b->a, a, p), part->title, NULL,
                                             NULL, NULL, NULL, state},
                       CONTENTS_COLUMNS, b->wrap);
        for (size_t i = 0; i < part->n_tables; i++)
            contents_of_table(&s, p, i);
    }
    sheet_finish(&s, s.row - 1, CONTENTS_COLUMNS, 1);
    sheet_print(&s, a->title, NULL, tab);
}

static void note(struct sheet *s, const char *subject, const char *kind,
                 const char *text)
{
    if (text && *text)
        sheet_next(s, (const char *const[]){subject, kind, text}, 3, s->book->wrap);
}

static void note_word(struct sheet *s, const char *subject, enum word kind,
                      const char *text)
{
    note(s, subject, word_in(kind, s->book->answer->lang), text);
}

static void notes_of_symbols(struct sheet *s)
{
    int lang = s->book->answer->lang;
    const char *subject = word_in(WORD_LEGEND, lang);
    for (int i = 0; i < N_CELL_STATUSES; i++) {
        enum cell_status status = (enum cell_status)i;
        if (*status_symbol(status))
            note(s, subject,
                 arena_format(s->book->a, "%s %s", word_in(WORD_KIND_SYMBOL, lang),
                              status_symbol(status)),
                 status_label(status, lang));
    }
}

static void notes_of_cells(struct sheet *s, const char *subject, const struct table *t)
{
    struct book *b = s->book;
    int lang = b->answer->lang;
    struct reasons reasons;
    if (!table_has_cells(t)) return;
    reasons_collect(&reasons, b->a, t);
    for (size_t i = 0; i < reasons.n; i++) {
        const struct reason *r = &reasons.items[i];
        if (!r->text && !*r->mark) continue;
        const char *why = r->text ? r->text : word_in(WORD_NO_REASON, lang);
        note_word(s, subject, WORD_KIND_REASON,
                  arena_format(b->a, "%s%s (%s): %s", status_symbol(r->status), r->mark,
                               status_label(r->status, lang), why));
    }
    if (table_is_compared(t))
        note_word(s, subject, WORD_KIND_COMPARED, compared_words(b, t));
}

static void notes_of_table(struct sheet *s, size_t part, size_t index)
{
    struct book *b = s->book;
    const struct table *t = b->answer->parts[part]->tables[index];
    int lang = b->answer->lang;
    const char *subject = table_number(b->a, b->answer, part, index);
    note_word(s, subject, WORD_KIND_UNAVAILABLE, t->unavailable);
    note_word(s, subject, WORD_KIND_POPULATION, t->population);
    if (t->kind == MEASURE_RATE) note_word(s, subject, WORD_KIND_BASE, t->base_label);
    if (t->kind == MEASURE_RATE && t->base_is_target)
        note_word(s, subject, WORD_KIND_NOTE, word_in(WORD_TARGET_READING, lang));
    if (t->kind == MEASURE_DAYS)
        note_word(s, subject, WORD_KIND_STATISTIC, t->statistic);
    note_word(s, subject, WORD_KIND_STATEMENT, t->statement);
    struct buf day;
    buf_init(&day, 0);
    number_day(&day, t->borders_of, b->answer->lang);
    note_word(s, subject, WORD_KIND_BORDERS, text_of(b, &day));
    notes_of_cells(s, subject, t);
    for (size_t i = 0; i < t->n_notes; i++)
        note_word(s, subject, WORD_KIND_NOTE, t->notes[i]);
}

void workbook_add_notes(struct book *b, const char *tab)
{
    const struct answer *a = b->answer;
    struct sheet s = sheet_add(b, tab);
    const double widths[] = {12, 18, 110};
    for (size_t i = 0; i < ARRAY_LEN(widths); i++)
        sheet_width(&s, i, widths[i]);
    sheet_next(&s,
               (const char *const[]){word_in(WORD_SUBJECT, a->lang),
                                     word_in(WORD_KIND, a->lang),
                                     word_in(WORD_TEXT, a->lang)},
               3, b->head);
    notes_of_symbols(&s);
    for (size_t p = 0; p < a->n_parts; p++) {
        const struct part *part = a->parts[p];
        const char *subject = part_number(b->a, a, p);
        note_word(&s, subject, WORD_KIND_UNAVAILABLE, part->unavailable);
        for (size_t i = 0; i < part->n_notes; i++)
            note_word(&s, subject, WORD_ANSWER, part->notes[i]);
        for (size_t i = 0; i < part->n_tables; i++)
            notes_of_table(&s, p, i);
    }
    sheet_finish(&s, s.row - 1, 3, 1);
    sheet_print(&s, a->title, NULL, tab);
}
