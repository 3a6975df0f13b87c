/* An answer as plain text for a terminal, a pipe or a letter. No colour, no boxes;
 * every cell holds something, and every symbol used is explained under its table. */
#ifndef PUBLISH_TEXT_H
#define PUBLISH_TEXT_H

#include "base/buf.h"
#include "publish/reasons.h"

enum { TEXT_WIDTH_DEFAULT = 100, TEXT_WIDTH_MIN = 40 };

struct text_style {
    unsigned width;       /* columns; 0: TEXT_WIDTH_DEFAULT; at least TEXT_WIDTH_MIN */
    bool is_terminal;     /* right-to-left labels are isolated for the terminal */
    bool with_statements; /* show the question text each table was made from */
};

/* Title block, then each part: title, tables, what every symbol means, the comparison
 * with published figures, notes. A note that several tables share is told once, at the
 * end, under a number. A table wider than the style loses the columns
 * that are zero everywhere (zero_columns.h), which a line under it names, and is cut
 * into blocks of columns that repeat the row heads; long labels wrap. NULL style:
 * defaults. What does not fit in the buffer's limit is told by buf_check(out). */
void publish_text(struct buf *out, const struct answer *a,
                  const struct text_style *style);

/* The grid of one table only, without title or notes. t->cells is set. Gives the names
 * of the columns that were left out, or NULL; owned by the arena. */
const char *text_table(struct buf *out, struct arena *a, const struct table *t,
                       const struct reasons *reasons, int lang,
                       const struct text_style *style);

#endif
