/* The distinct reasons behind cells without a number. When one status has several
 * reasons in a table, each gets a letter that stands behind the symbol (":a", ":b"). */
#ifndef PUBLISH_REASONS_H
#define PUBLISH_REASONS_H

#include "measure/table.h"

enum { REASONS_MAX = 26 * 27, REASON_MARK = 2 }; /* marks a..z, aa..zz */

struct reason {
    enum cell_status status;
    const char *text;           /* NULL: cells of this status without a reason */
    char mark[REASON_MARK + 1]; /* "" when the status has this reason only */
};

struct reasons {
    struct reason *items;
    size_t n;
    bool used[N_CELL_STATUSES]; /* the status stands in the table */
};

/* Owned by the arena; texts point into the table. Reasons beyond REASONS_MAX are left
 * out and their cells stand without a letter. */
void reasons_collect(struct reasons *out, struct arena *a, const struct table *t);
/* The mark of a cell: "" when there is none. */
const char *reasons_mark(const struct reasons *r, enum cell_status status,
                         const char *text);

#endif
