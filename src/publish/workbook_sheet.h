/* One tab being written: cells by row and column, with the first refusal of the library
 * remembered, so that a chain of writes is checked once. For workbook*.c only. */
#ifndef PUBLISH_WORKBOOK_SHEET_H
#define PUBLISH_WORKBOOK_SHEET_H

#include <xlsxwriter.h>

#include "publish/sheet_name.h"
#include "publish/table_facts.h"

enum { SHEET_ROWS_MAX = 1048576, SHEET_COLUMNS_MAX = 16384 };

struct book {
    lxw_workbook *file;
    lxw_error failed; /* first refusal */
    struct arena *a;
    const struct answer *answer;
    struct sheet_names names;
    lxw_format *head, *text, *wrap, *title, *link;
    lxw_format *count, *euro, *share, *symbol; /* plain rows */
    lxw_format *total_text, *total_count, *total_euro, *total_share, *total_symbol;
    const char ***tabs; /* tabs[part][table], NULL when the table has none */
};

struct sheet {
    struct book *book;
    lxw_worksheet *page;
    lxw_row_t row; /* where sheet_next writes */
};

struct sheet sheet_add(struct book *b, const char *name);
/* Cleaned of control characters and cut at what a cell may hold; never a formula. */
void sheet_text(struct sheet *s, size_t row, size_t column, const char *text,
                lxw_format *format);
void sheet_number(struct sheet *s, size_t row, size_t column, double value,
                  lxw_format *format);
void sheet_width(struct sheet *s, size_t column, double characters);
/* A row of texts (NULL: a dash), and on to the next row. */
void sheet_next(struct sheet *s, const char *const *texts, size_t n,
                lxw_format *format);
/* Frozen header of one row, filter over `rows` rows, printing on A4 pages. */
void sheet_finish(struct sheet *s, size_t rows, size_t columns, size_t frozen_columns);

/* A tab for the table (workbook_table.c). */
nodiscard enum err_code workbook_add_table(struct book *b, const struct table *t,
                                           const char *tab, struct err *e);
/* Cover, contents and notes (workbook_front.c). */
void workbook_add_cover(struct book *b, const char *tab);
void workbook_add_contents(struct book *b, const char *tab);
void workbook_add_notes(struct book *b, const char *tab);

#endif
