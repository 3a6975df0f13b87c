/* One tab being written: cells by row and column, with the first refusal of the library
 * remembered, so that a chain of writes is checked once. For workbook*.c only. */
#ifndef PUBLISH_WORKBOOK_SHEET_H
#define PUBLISH_WORKBOOK_SHEET_H

#include <xlsxwriter.h>

#include "publish/sheet_name.h"
#include "publish/table_facts.h"

enum { SHEET_ROWS_MAX = 1048576, SHEET_COLUMNS_MAX = 16384, SHEET_FRONT_COLUMNS = 8 };

struct book {
    lxw_workbook *file;
    lxw_error failed; /* first refusal */
    struct arena *a;
    const struct answer *answer;
    struct sheet_names names;
    lxw_format *head, *figure_head, *text, *wrap, *title, *link;
    lxw_format *count, *euro, *days, *share, *symbol; /* plain rows */
    lxw_format *total_text, *total_count, *total_euro, *total_days, *total_share,
        *total_symbol;
    const char ***tabs; /* tabs[part][table], NULL when the table has none */
};

struct sheet {
    struct book *book;
    lxw_worksheet *page;
    lxw_row_t row;                      /* where sheet_next writes */
    double widths[SHEET_FRONT_COLUMNS]; /* as set; 0: not */
    double width;                       /* of all columns set, in characters */
    size_t n_row_heads;                 /* columns that stay in view */
};

struct sheet sheet_add(struct book *b, const char *name);
/* Cleaned of control characters and cut at what a cell may hold; never a formula. */
void sheet_text(struct sheet *s, size_t row, size_t column, const char *text,
                lxw_format *format);
void sheet_number(struct sheet *s, size_t row, size_t column, double value,
                  lxw_format *format);
void sheet_width(struct sheet *s, size_t column, double characters);
/* Room for what wraps: some programs do not make it when they open a file. */
void sheet_row_lines(struct sheet *s, size_t row, size_t n_lines);
/* Lines that `text` takes in a column of so many characters. */
size_t sheet_lines(struct arena *a, const char *text, double characters);
/* A row of texts (NULL: a dash), as high as they need, and on to the next row. */
void sheet_next(struct sheet *s, const char *const *texts, size_t n,
                lxw_format *format);
/* A4 on its side, as many pages high as needed, and one wide unless letters would
 * become too small to read: then more, with the row heads on each. After sheet_finish.
 * At the head of each page the title and what it counts, at the foot the name (a
 * table's number) and the page; texts may be NULL. */
void sheet_print(struct sheet *s, const char *title, const char *counts,
                 const char *foot);
/* Frozen header of one row, repeated on every page, and a filter over `rows` rows. */
void sheet_finish(struct sheet *s, size_t rows, size_t columns, size_t frozen_columns);

/* A new workbook about `a`, whose tabs `fill` adds; read back before it is given.
 * (workbook.c) */
nodiscard enum err_code workbook_make(
    struct str *out, struct arena *arena, const struct answer *a,
    enum err_code (*fill)(struct book *b, const void *with, struct err *e),
    const void *with, struct err *e);

/* A tab for the table (workbook_table.c). */
nodiscard enum err_code workbook_add_table(struct book *b, size_t part, size_t index,
                                           struct err *e);
/* A chart in the column after the table, when one shows it without misleading
 * (table_chart.h, workbook_chart.c). */
void sheet_chart(struct sheet *s, const struct table *t, const char *tab,
                 const char *title, size_t n_row_heads, size_t n_figures);
/* Whether parts add up to totals (workbook_checks.c). */
void workbook_add_checks(struct book *b, const char *tab);
/* Cover, contents and notes (workbook_front.c). */
void workbook_add_cover(struct book *b, const char *tab);
void workbook_add_contents(struct book *b, const char *tab);
void workbook_add_notes(struct book *b, const char *tab);

#endif
