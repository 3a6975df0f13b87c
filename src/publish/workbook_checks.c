/* The last tab: for each table whether its parts add up to its totals, and when they
 * are not to be added up, why. */
#include "publish/workbook_sheet.h"

#include "domain/number_text.h"
#include "publish/publish_words.h"
#include "publish/text_cell.h"
#include "publish/totals_check.h"

enum { CHECK_COLUMNS = 6 };

static void add_amount(struct buf *out, const struct table *t, int64_t n, int lang)
{
    if (t->kind == MEASURE_EURO)
        number_euro(out, n, lang);
    else
        number_count(out, n, lang);
}

/* "Limburg · M" */
static void add_place(struct buf *out, const struct table *t,
                      const struct totals_check *c)
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    const size_t entries[] = {c->row, c->column};
    for (size_t a = 0; a < ARRAY_LEN(axes); a++) {
        for (unsigned level = 0; level < axes[a]->n_levels; level++) {
            const char *label = axis_label(axes[a], entries[a], level);
            if (!*label) continue;
            if (out->n) buf_add_c(out, " \xc2\xb7 ");
            buf_add_c(out, label);
        }
    }
}

static const char *difference_text(struct book *b, const struct table *t,
                                   const struct totals_check *c)
{
    int lang = b->answer->lang;
    struct buf place, sum, total, text;
    buf_init(&place, 0);
    buf_init(&sum, 0);
    buf_init(&total, 0);
    buf_init(&text, 0);
    add_place(&place, t, c);
    add_amount(&sum, t, c->sum_of_parts, lang);
    add_amount(&total, t, c->total, lang);
    word_fill(&text, WORD_TOTALS_DIFFER, lang,
              (const char *const[]){place.p ? place.p : "", sum.p, total.p}, 3);
    char *copy = arena_copy(b->a, text.p, text.n);
    buf_dispose(&place);
    buf_dispose(&sum);
    buf_dispose(&total);
    buf_dispose(&text);
    return copy;
}

static const char *verdict_text(struct book *b, const struct table *t,
                                const struct totals_check *c)
{
    static const enum word words[] = {[TOTALS_NONE] = WORD_TOTALS_NONE,
                                      [TOTALS_ADD_UP] = WORD_TOTALS_ADD_UP,
                                      [TOTALS_DIFFER] = WORD_TOTALS_DIFFER,
                                      [TOTALS_OVERLAP] = WORD_TOTALS_OVERLAP,
                                      [TOTALS_STATISTIC] = WORD_TOTALS_STATISTIC,
                                      [TOTALS_UNCHECKED] = WORD_TOTALS_UNCHECKED};
    if (c->verdict == TOTALS_DIFFER) return difference_text(b, t, c);
    return word_in(words[c->verdict], b->answer->lang);
}

static void check_row(struct sheet *s, const char *number, const struct table *t,
                      const struct totals_check *c)
{
    struct book *b = s->book;
    bool adds = c->verdict == TOTALS_ADD_UP || c->verdict == TOTALS_DIFFER ||
                c->verdict == TOTALS_UNCHECKED;
    size_t row = s->row;
    sheet_next(s,
               (const char *const[]){number, c->axis->level_title[c->level],
                                     verdict_text(b, t, c)},
               3, b->wrap);
    const size_t counts[] = {c->n_checked - c->n_differ, c->n_differ, c->n_left_out};
    for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
        if (adds)
            sheet_number(s, row, 3 + i, (double)counts[i], b->count);
        else
            sheet_text(s, row, 3 + i, status_symbol(CELL_CANNOT_OCCUR), b->symbol);
    }
}

void workbook_add_checks(struct book *b, const char *tab)
{
    const struct answer *a = b->answer;
    struct sheet s = sheet_add(b, tab);
    static const double widths[] = {12, 26, 80, 14, 14, 18};
    for (size_t i = 0; i < ARRAY_LEN(widths); i++)
        sheet_width(&s, i, widths[i]);
    sheet_next(&s,
               (const char *const[]){
                   word_in(WORD_NUMBER, a->lang), word_in(WORD_SUMMED_OVER, a->lang),
                   word_in(WORD_RESULT, a->lang), word_in(WORD_N_ADD_UP, a->lang),
                   word_in(WORD_N_DIFFER, a->lang), word_in(WORD_N_LEFT_OUT, a->lang)},
               CHECK_COLUMNS, b->head);
    for (size_t p = 0; p < a->n_parts; p++) {
        for (size_t i = 0; i < a->parts[p]->n_tables; i++) {
            struct totals_check checks[2 * LIMIT_QUESTION_DIMS];
            const struct table *t = a->parts[p]->tables[i];
            if (!table_has_cells(t)) continue;
            size_t n = totals_check(checks, t);
            for (size_t k = 0; k < n; k++)
                check_row(&s, table_number(b->a, a, p, i), t, &checks[k]);
        }
    }
    sheet_finish(&s, s.row - 1, CHECK_COLUMNS, 1);
    sheet_print(&s, a->title, NULL, tab);
}
