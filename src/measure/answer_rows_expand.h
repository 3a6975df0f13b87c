/* Rows where one participation makes several: one for each of its outcomes, actions,
 * target groups and so on. Only answer_rows.c uses it. */
#ifndef MEASURE_ANSWER_ROWS_EXPAND_H
#define MEASURE_ANSWER_ROWS_EXPAND_H

#include "measure/answer_rows.h"

enum { EXPAND_GROUPS = -1 }; /* beside the event kinds */

/* What the rows are divided by, each kind once. */
struct expansions {
    int kind[N_PANEL_EVENT_KINDS + 1];              /* event kind or EXPAND_GROUPS */
    const uint8_t *marked[N_PANEL_EVENT_KINDS + 1]; /* events of the kind that count */
    size_t n;
};

/* Which things multiply the rows of a population in this plan. */
void expansions_of(struct expansions *out, struct scope *s, const struct plan *plan,
                   const struct population *p, const struct row_set *rows,
                   bool is_base);
/* Rows of the participations in `mask`, or, with `events` not NULL, of the marked
 * events of the counted kind in them, times what they are divided by. Sets n, row,
 * mask, event and group; rows come out by participation. One kind of event that no
 * participation has twice leaves row NULL and the mask in place. */
nodiscard enum err_code rows_expand(struct row_set *out, struct scope *s,
                                    const struct expansions *x, const uint8_t *mask,
                                    const uint8_t *events, struct err *e);

#endif
