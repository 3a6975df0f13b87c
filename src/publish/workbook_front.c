/* The tabs before the tables. */
#include "publish/workbook_sheet.h"

#include "publish/number_text.h"
#include "publish/reasons.h"
#include "publish/publish_words.h"

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

static void cover_moments(struct sheet *s)
{
    struct book *b = s->book;
    int lang = b->answer->lang;
    struct clocks clocks = clocks_shared(b->answer);
    struct buf text;
    buf_init(&text, 0);
    if (clocks.as_of_shown) number_day(&text, clocks.as_of, lang);
    cover_row(s, WORD_AS_OF, text_of(b, &text));
    buf_init(&text, 0);
    if (clocks.known_shown && clocks.known_at_ms == INT64_MAX)
        buf_add_c(&text, word_in(WORD_KNOWN_ALL, lang));
    else if (clocks.known_shown)
        number_moment(&text, clocks.known_at_ms, lang);
    cover_row(s, WORD_KNOWN_AT, text_of(b, &text));
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
    worksheet_set_landscape(s.page);
    worksheet_set_paper(s.page, 9);
    worksheet_fit_to_pages(s.page, 1, 0);
}

static const char *clocks_words(struct book *b, const struct table *t)
{
    struct buf text;
    struct clocks clocks = clocks_of_table(t);
    buf_init(&text, 0);
    clocks_text(&text, &clocks, b->answer->lang);
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

static void contents_of_table(struct sheet *s, size_t part, size_t index)
{
    struct book *b = s->book;
    const struct table *t = b->answer->parts[part]->tables[index];
    const char *tab = b->tabs[part][index], *state;
    if (t->unavailable)
        state = filled(b, WORD_UNAVAILABLE, t->unavailable);
    else if (!tab)
        state = word_in(WORD_NO_CELLS, b->answer->lang);
    else
        state = word_in(WORD_STATE_TABLE, b->answer->lang);
    lxw_row_t row = s->row;
    sheet_next(
        s,
        (const char *const[]){table_number(b->a, b->answer, part, index),
                              t->title ? t->title : b->answer->parts[part]->title,
                              t->unit_label ? t->unit_label : t->unit,
                              t->unavailable ? NULL : clocks_words(b, t), tab, state},
        6, b->wrap);
    if (!tab) return;
    lxw_error rc = worksheet_write_url_opt(s->page, row, 4,
                                           arena_format(b->a, "internal:'%s'!A1", tab),
                                           b->link, tab, NULL);
    if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR) b->failed = rc;
}

void workbook_add_contents(struct book *b, const char *tab)
{
    const struct answer *a = b->answer;
    int lang = a->lang;
    struct sheet s = sheet_add(b, tab);
    const double widths[] = {10, 60, 18, 40, 34, 60};
    for (size_t i = 0; i < ARRAY_LEN(widths); i++)
        sheet_width(&s, i, widths[i]);
    sheet_next(
        &s,
        (const char *const[]){word_in(WORD_NUMBER, lang), word_in(WORD_TITLE, lang),
                              word_in(WORD_UNIT, lang), word_in(WORD_AS_OF, lang),
                              word_in(WORD_SHEET, lang), word_in(WORD_STATE, lang)},
        6, b->head);
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
                                             NULL, NULL, state},
                       6, b->wrap);
        for (size_t i = 0; i < part->n_tables; i++)
            contents_of_table(&s, p, i);
    }
    sheet_finish(&s, s.row - 1, 6, 1);
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
    if (!table_is_compared(t)) return;
    struct buf text;
    buf_init(&text, 0);
    comparison_text(&text, t, lang);
    note_word(s, subject, WORD_KIND_COMPARED, text_of(b, &text));
}

static void notes_of_table(struct sheet *s, size_t part, size_t index)
{
    struct book *b = s->book;
    const struct table *t = b->answer->parts[part]->tables[index];
    const char *subject = table_number(b->a, b->answer, part, index);
    note_word(s, subject, WORD_KIND_UNAVAILABLE, t->unavailable);
    note_word(s, subject, WORD_KIND_POPULATION, t->population);
    if (t->kind == MEASURE_RATE) note_word(s, subject, WORD_KIND_BASE, t->base_label);
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
}
