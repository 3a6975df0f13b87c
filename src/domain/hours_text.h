/* Hours of a week as people type them: "ma-vr 9-12 en 13-16.30; za 10-12". Days are
 * short names in the language (Dutch ma di wo do vr za zo; French lu ma me je ve sa di;
 * English mo tu we th fr sa su; longer names that begin so are fine), joined by "-" and
 * ","; times 9, 9:30, 9.30, 9u30, 9h30; spans joined by "," "en" "et" "and" "+"; lines
 * by ";" or a new line. */
#ifndef DOMAIN_HOURS_TEXT_H
#define DOMAIN_HOURS_TEXT_H

#include "base/buf.h"
#include "domain/code_list.h"
#include "domain/opening_hours.h"

/* *n_out lines, none for empty text. False when it cannot be read: then *fault_out is
 * the piece that was not understood. */
bool hours_read(struct week_line out[7], size_t *n_out, struct str *fault_out,
                struct str text, enum lang lang);
/* The same text back. */
void hours_write(struct buf *out, const struct week_line *lines, size_t n,
                 enum lang lang);
/* "ma-vr, zo": the days of a line. */
void weekdays_write(struct buf *out, uint8_t weekdays, enum lang lang);
/* "9-12, 13-16:30"; empty for a whole day. */
void spans_write(struct buf *out, const struct week_line *line);

#endif
