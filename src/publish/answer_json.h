/* An answer as JSON (RFC 8259, UTF-8). Shape, keys in this order, null where absent:
 *
 * {"format": "vindplaats-answer/1", "language": "nl", "made_at":
 * "2022-12-01T09:00:00Z", "question": {"number", "title", "asked_by", "asked_to",
 * "asked_on", "source"}, "statuses": [{"status": "unknown", "symbol": ".", "label":
 * "niet bekend"}, ...], "parts": [{"number": "2", "title", "unavailable", "notes":
 * [text], "tables": [{"number": "2.1", "title", "statement", "measure":
 * "count|euro|rate|days", "unit", "unit_label", "population", "base_label",
 * "base_is_target", "statistic", "as_of", "known_at", "borders_of", "unavailable",
 * "rows": AXIS, "columns": AXIS, "cells":
 * [[CELL of each column] of each row], "comparison": null or {"equal", "blank",
 * "differs"}, "notes": [text]}]}]} AXIS: {"levels": [{"name", "title", "overlaps"}],
 *        "entries": [{"codes": [code, null for a total], "labels": [text], "depth",
 *                     "missing"}]}
 * CELL: {"status": word} and with a status of value or zero: "value" (count; euros with
 *       "cents" beside it as whole number; or a rate's numerator with "base", "rate",
 *       "low", "high" as fractions of one, the bounds not for a promised base; or the
 *       statistic as "days" with "members", the units it was taken over); "reason" when
 * there is one; and when a figure was published "published" (as printed) with
 * "comparison" (equal, blank, differs). known_at null: everything recorded. */
#ifndef PUBLISH_ANSWER_JSON_H
#define PUBLISH_ANSWER_JSON_H

#include "base/buf.h"
#include "measure/table.h"

/* One value and a line end. ERR_INVALID when a label is not UTF-8, ERR_TOO_LARGE when
 * `out` overflowed. */
nodiscard enum err_code publish_json(struct buf *out, const struct answer *a,
                                     struct err *e);

#endif
