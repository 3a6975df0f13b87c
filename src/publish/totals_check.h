/* Whether the parts of a table add up to its totals, said beside the figures instead of
 * left to the reader. One result for each level that is summed over, rows first.
 *
 * Counts and euros are added up, and of a rate its numerators; a statistic is no sum.
 * Values of a level that overlaps may hold one case twice, so their total was counted,
 * not added up. A total of which a part has no number (hidden, unknown ...) is left
 * out; what cannot occur adds nothing. Totals stand after their parts, as measure/
 * makes them. */
#ifndef PUBLISH_TOTALS_CHECK_H
#define PUBLISH_TOTALS_CHECK_H

#include "measure/table.h"

enum totals_verdict {
    TOTALS_NONE,      /* no total was taken over this level */
    TOTALS_ADD_UP,    /* every total that could be checked, at least one */
    TOTALS_DIFFER,    /* at least one does not */
    TOTALS_OVERLAP,   /* not to be added up: values overlap */
    TOTALS_STATISTIC, /* not to be added up: a median is no sum */
    TOTALS_UNCHECKED, /* of every total some part has no number */
};

struct totals_check {
    const struct axis *axis;
    unsigned level;
    enum totals_verdict verdict;
    size_t n_checked, n_differ, n_left_out;
    size_t row, column;          /* of the first total that differs */
    int64_t sum_of_parts, total; /* of that one; euros in cents */
};

/* Fills `out`, room for 2 * LIMIT_QUESTION_DIMS, and returns how many. Linear in cells.
 * t->cells is set. */
size_t totals_check(struct totals_check *out, const struct table *t);

#endif
