/* first: the library's headers name functions that base poisons */
#include "publish/workbook_sheet.h"

#include "publish/plain_book.h"

struct plain_sheets {
    const struct plain_sheet *at;
    size_t n;
};

static bool has_heads(const struct plain_sheet *p)
{
    return p->n_columns && p->heads[0];
}

static void plain_cell_write(struct sheet *s, size_t row, size_t column,
                             const struct plain_cell *c, bool is_head, bool is_total)
{
    struct book *b = s->book;
    switch (c->kind) {
    case PLAIN_TEXT:
        sheet_text(s, row, column, c->text,
                   is_head    ? b->head
                   : is_total ? b->total_text
                              : b->wrap);
        break;
    case PLAIN_COUNT:
        sheet_number(s, row, column, (double)c->n,
                     is_total ? b->total_count : b->count);
        break;
    case PLAIN_CENTS:
        sheet_number(s, row, column, (double)c->n / 100,
                     is_total ? b->total_euro : b->euro);
        break;
    case PLAIN_SHARE:
        sheet_number(s, row, column, c->share, is_total ? b->total_share : b->share);
        break;
    case PLAIN_NOTHING:
        sheet_text(s, row, column, "-", is_total ? b->total_symbol : b->symbol);
        break;
    }
}

static void plain_row_write(struct sheet *s, const struct plain_sheet *p, size_t i)
{
    const struct plain_cell *row = &p->cells[i * p->n_columns];
    bool is_total = p->has_total && i + 1 == p->n_rows;
    size_t n_lines = 1;
    for (size_t k = 0; k < p->n_columns; k++) {
        plain_cell_write(s, s->row, k, &row[k], !has_heads(p) && k == 0, is_total);
        if (row[k].kind != PLAIN_TEXT || p->widths[k] <= 0) continue;
        size_t n = sheet_lines(s->book->a, row[k].text, p->widths[k]);
        n_lines = MAX_OF(n_lines, n);
    }
    sheet_row_lines(s, s->row, n_lines);
    s->row++;
}

static void plain_sheet_write(struct book *b, const char *name,
                              const struct plain_sheet *p)
{
    struct sheet s = sheet_add(b, name);
    require(p->n_columns <= PLAIN_COLUMNS_MAX);
    for (size_t k = 0; k < p->n_columns; k++)
        sheet_width(&s, k, p->widths[k]);
    if (has_heads(p)) sheet_next(&s, p->heads, p->n_columns, b->head);
    for (size_t i = 0; i < p->n_rows; i++)
        plain_row_write(&s, p, i);
    if (has_heads(p)) sheet_finish(&s, MAX_OF(s.row, 2) - 1, p->n_columns, 1);
    sheet_print(&s, b->answer->title, NULL, name);
}

static enum err_code fill_plain(struct book *b, const void *with, struct err *e)
{
    const struct plain_sheets *sheets = with;
    (void)e;
    for (size_t i = 0; i < sheets->n; i++)
        plain_sheet_write(b, sheet_name_take(&b->names, b->a, sheets->at[i].name),
                          &sheets->at[i]);
    return OK;
}

enum err_code publish_plain_xlsx(struct str *out, struct arena *a,
                                 const struct answer *about,
                                 const struct plain_sheet *sheets, size_t n,
                                 struct err *e)
{
    struct plain_sheets all = {.at = sheets, .n = n};
    return workbook_make(out, a, about, fill_plain, &all, e);
}
