/* What is said of a row: where, what was found, what was expected, and the cure. The
 * value of a column that may identify a person is never repeated, and neither is one
 * that looks as if it stood in the wrong column. */
#ifndef EXCHANGE_VERDICT_H
#define EXCHANGE_VERDICT_H

#include "base/csv.h"
#include "exchange/layouts.h"

enum row_fate { ROW_REFUSED, ROW_ADDED, ROW_CHANGED, ROW_SAME };
const char *row_fate_name(enum row_fate fate); /* "refused" */

struct verdict {
    enum row_fate fate;
    int64_t line;
    size_t column;    /* in the file, 1-based; 0: the row as a whole */
    const char *name; /* of the column; NULL: the row as a whole */
    char value[64];   /* "" when it is not told */
    char expected[200], cure[200];
};

/* Fills what was expected. */
void verdict_expect(struct verdict *v, const char *format, ...) printf_like(2, 3);
void verdict_cure(struct verdict *v, const char *format, ...) printf_like(2, 3);
/* The value as it may be told: "the value" where it may not. */
void verdict_show(struct verdict *v, const struct layout *layout,
                  const struct column *column, struct str value);
/* "line 12, column 4 (sex): expected ..., found \"vr\": cure". */
void verdict_text(struct buf *out, const struct verdict *v);
void verdict_csv_head(struct csv_writer *w);
void verdict_csv(struct csv_writer *w, const struct verdict *v);

#endif
