#include "publish/workbook_sheet.h"

#include <math.h>

#include "base/utf8.h"
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
    remember(s->book, worksheet_set_column(s->page, at, at, characters, NULL));
}

void sheet_next(struct sheet *s, const char *const *texts, size_t n, lxw_format *format)
{
    for (size_t i = 0; i < n; i++)
        sheet_text(s, s->row, i, texts[i], format);
    s->row++;
}

void sheet_finish(struct sheet *s, size_t rows, size_t columns, size_t frozen_columns)
{
    worksheet_freeze_panes(s->page, 1, (lxw_col_t)frozen_columns);
    remember(s->book, worksheet_autofilter(s->page, 0, 0, (lxw_row_t)rows,
                                           (lxw_col_t)(columns - 1)));
    remember(s->book, worksheet_repeat_rows(s->page, 0, 0));
    worksheet_set_landscape(s->page);
    worksheet_set_paper(s->page, PAPER_A4);
    worksheet_fit_to_pages(s->page, 1, 0);
}
