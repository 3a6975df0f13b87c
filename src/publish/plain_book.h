/* Rows that are no answer of the question engine, as an .xlsx workbook: a report, with
 * its cover, words, figures, targets and money. A tab each; numbers as numbers, money
 * to the cent, shares as percentages; one header row that stays in view, and a filter;
 * a first tab without header reads as a cover. The file is a function of its input
 * alone: the same rows and made_at_ms give the same bytes. */
#ifndef PUBLISH_PLAIN_BOOK_H
#define PUBLISH_PLAIN_BOOK_H

#include "base/err.h"
#include "measure/table.h"

enum plain_kind {
    PLAIN_NOTHING, /* a dash */
    PLAIN_TEXT,
    PLAIN_COUNT,
    PLAIN_CENTS,
    PLAIN_SHARE, /* of one */
};
struct plain_cell {
    enum plain_kind kind;
    const char *text;
    int64_t n;
    double share;
};
enum { PLAIN_COLUMNS_MAX = 8 };
struct plain_sheet {
    const char *name;
    size_t n_columns;
    const char *heads[PLAIN_COLUMNS_MAX]; /* all NULL: a cover, heads in column one */
    double widths[PLAIN_COLUMNS_MAX];     /* in characters */
    const struct plain_cell *cells;       /* n_rows times n_columns */
    size_t n_rows;
    bool has_total; /* the last row is one */
};

/* `about`: title, number, asked_to, source, lang and made_at_ms; its parts are not
 * read. The whole file, owned by the arena; errors as publish_xlsx_bytes. A text longer
 * than a cell may hold (16,383 characters) is cut: the caller splits it over rows. */
nodiscard enum err_code publish_plain_xlsx(struct str *out, struct arena *a,
                                           const struct answer *about,
                                           const struct plain_sheet *sheets, size_t n,
                                           struct err *e);

#endif
