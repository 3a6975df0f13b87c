/* One cell as text of a table: `main` stands right-aligned under its head, `tail` left
 * of the next column. Shared by the two passes of the terminal table (measure, write).
 */
#ifndef PUBLISH_TEXT_CELL_H
#define PUBLISH_TEXT_CELL_H

#include "base/buf.h"
#include "publish/reasons.h"

/* Appends. main: "12.954", "8,6 %", ":a". tail: " (79 / 921; 6,9-10,6)" for rates (of a
 * target without the interval), " (n 57)" for days, then the comparison: " =", " ( )"
 * published blank, " ≠ 190" differs. */
void text_cell_main(struct buf *out, const struct table *t, const struct cell *c,
                    const struct reasons *reasons, int lang);
/* Of a cell with a number, what it was made of: "(79 / 921; 6,9-10,6)", "(n 57)", or
 * nothing. */
void text_cell_members(struct buf *out, const struct table *t, const struct cell *c,
                       int lang);
void text_cell_tail(struct buf *out, struct arena *a, const struct table *t,
                    const struct cell *c, int lang);

/* What the cells hold, where no column head says it: the unit, "aandeel", or "mediaan
 * (dagen)". Owned by the table or the arena. */
const char *figure_head(struct arena *a, const struct table *t, int lang);

/* Label of a head at one level: its own, the word for total at the level where totals
 * begin, nothing below that. */
const char *axis_label(const struct axis *axis, size_t entry, unsigned level);
/* The two entries belong under one head at `level`. */
bool axis_same_group(const struct axis *axis, size_t a, size_t b, unsigned level);

#endif
