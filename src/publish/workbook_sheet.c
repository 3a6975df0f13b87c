#include "publish/workbook_sheet.h"

#include <math.h>

#include "base/utf8.h"
#include "publish/publish_words.h"
#include "publish/text_wrap.h"

/* A cell may hold 32,767 UTF-16 units; half of that in code points always fits. */
enum { CELL_CHARACTERS = 16383, PAPER_A4 = 9 };

static void remember(struct book *b, lxw_error rc)
{
    if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR) b->failed = rc;
}

struct sheet sheet_add(struct book *b, const char *name)
{
    struct sheet s = {.book = b, .page = workbook_add_worksheet(b->file, name)};
    require(s.page != NULL);
    return s;
}

void sheet_text(struct sheet *s, size_t row, size_t column, const char *text,
                lxw_format *format)
{
    struct arena *a = s->book->a;
    struct str clean = utf8_take(text_clean(a, text), CELL_CHARACTERS);
    if (clean.n == 0) clean = S("-");
    remember(s->book, worksheet_write_string(s->page, (lxw_row_t)row, (lxw_col_t)column,
                                             str_to_c(a, clean), format));
}

void sheet_number(struct sheet *s, size_t row, size_t column, double value,
                  lxw_format *format)
{
    if (!isfinite(value)) {
        sheet_text(s, row, column, "?", s->book->symbol);
        return;
    }
    remember(s->book, worksheet_write_number(s->page, (lxw_row_t)row, (lxw_col_t)column,
                                             value, format));
}

void sheet_width(struct sheet *s, size_t column, double characters)
{
    lxw_col_t at = (lxw_col_t)column;
    if (column < SHEET_FRONT_COLUMNS) s->widths[column] = characters;
    s->width += characters;
    remember(s->book, worksheet_set_column(s->page, at, at, characters, NULL));
}

void sheet_row_lines(struct sheet *s, size_t row, size_t n_lines)
{
    enum { LINE_POINTS = 15, ROW_POINTS_MAX = 409 };
    double points = (double)MIN_OF(n_lines * LINE_POINTS, (size_t)ROW_POINTS_MAX);
    if (n_lines < 2) return;
    remember(s->book, worksheet_set_row(s->page, (lxw_row_t)row, points, NULL));
}

size_t sheet_lines(struct arena *a, const char *text, double characters)
{
    struct str *lines;
    return text_wrap(&lines, a, text_clean(a, text), (size_t)characters);
}

void sheet_next(struct sheet *s, const char *const *texts, size_t n, lxw_format *format)
{
    size_t n_lines = 1;
    for (size_t i = 0; i < n; i++) {
        sheet_text(s, s->row, i, texts[i], format);
        if (i >= SHEET_FRONT_COLUMNS || s->widths[i] <= 0) continue;
        n_lines = MAX_OF(n_lines, sheet_lines(s->book->a, texts[i], s->widths[i]));
    }
    sheet_row_lines(s, s->row, n_lines);
    s->row++;
}

/* A text with `&`, which begins a command there, doubled; at most `units` of UTF-16. */
static void add_header_text(struct buf *out, struct arena *a, const char *text,
                            size_t units)
{
    struct str rest = text_clean(a, text);
    while (rest.n) {
        struct str at = rest;
        bool is_double = utf8_next(&rest) >= 0x10000 || at.p[0] == '&';
        size_t need = is_double ? 2 : 1;
        if (units < need + 1 && rest.n) {
            buf_add_c(out, "\xe2\x80\xa6");
            return;
        }
        units -= MIN_OF(units, need);
        if (at.p[0] == '&') buf_add_char(out, '&');
        buf_add(out, (struct str){at.p, at.n - rest.n});
    }
}

/* Excel takes 255 characters in all, commands included. */
void sheet_print(struct sheet *s, const char *title, const char *counts,
                 const char *foot)
{
    enum { TITLE_MAX = 110, COUNTS_MAX = 110, FOOT_MAX = 200 };
    enum { PAGE_CHARACTERS = 240, PAGES_MAX = 1000 };
    const struct answer *answer = s->book->answer;
    struct buf text;
    buf_init(&text, 0);
    buf_add_c(&text, "&L&\"-,Bold\"");
    add_header_text(&text, s->book->a, title, TITLE_MAX);
    if (counts) {
        buf_add_c(&text, "&\"-,Regular\"\n");
        add_header_text(&text, s->book->a, counts, COUNTS_MAX);
    }
    remember(s->book, worksheet_set_header(s->page, text.p));
    buf_clear(&text);
    buf_add_c(&text, "&L");
    add_header_text(&text, s->book->a, foot, FOOT_MAX);
    buf_add_c(&text, "&R");
    word_fill(&text, WORD_PAGE, answer->lang, (const char *const[]){"&P", "&N"}, 2);
    remember(s->book, worksheet_set_footer(s->page, text.p));
    buf_dispose(&text);
    worksheet_set_landscape(s->page);
    worksheet_set_paper(s->page, PAPER_A4);
    /* about 7 points on one page */
    size_t pages = (size_t)s->width / PAGE_CHARACTERS + 1;
    worksheet_fit_to_pages(s->page, (uint16_t)MIN_OF(pages, (size_t)PAGES_MAX), 0);
    if (pages > 1 && s->n_row_heads)
        remember(s->book,
                 worksheet_repeat_columns(s->page, 0, (lxw_col_t)(s->n_row_heads - 1)));
}

void sheet_finish(struct sheet *s, size_t rows, size_t columns, size_t frozen_columns)
{
    s->n_row_heads = frozen_columns;
    worksheet_freeze_panes(s->page, 1, (lxw_col_t)frozen_columns);
    remember(s->book, worksheet_autofilter(s->page, 0, 0, (lxw_row_t)rows,
                                           (lxw_col_t)(columns - 1)));
    remember(s->book, worksheet_repeat_rows(s->page, 0, 0));
}
