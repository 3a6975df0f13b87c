/* The checks before publication: claims in, findings out. Rules are rows of
 * reconcile.def; docs/methods/checking.md says for each what it does and why.
 *
 * Cost: linear in claims times their dimensions, but for two rules that say so where
 * they are made: the search for a denominator (claims of one figure times
 * RECONCILE_BASE_MAX) and the comparison of sister calls (pairs of calls for one
 * measure, at most RECONCILE_SISTERS). */
#ifndef RECONCILE_RECONCILE_H
#define RECONCILE_RECONCILE_H

#include "measure/answer.h"
#include "reconcile/claim.h"
#include "reconcile/findings.h"

enum {
    RECONCILE_BASE_MAX = 20000, /* largest denominator that is searched for */
    RECONCILE_SISTERS = 64,     /* calls of one measure that are compared */
    SMALL_CELL_MAX = 4,         /* persons in a cell that needs protection */
};

struct check_context {
    enum lang lang;
    /* How small numbers are protected in what will be published, in words; NULL: no
     * decision, small cells are told. */
    const char *disclosure_policy;
};

/* Applies every rule to claims that may come from several files. What is found is added
 * to `out` and sorted; its texts belong to the arena. */
void check_claims(struct findings *out, struct arena *a, const struct claims *claims,
                  const struct check_context *ctx);

/* The findings of an answer, before it is frozen or sent: sums, parts, shares, rows,
 * small cells, and what was published before. ERR_TOO_LARGE above LIMIT_CLAIMS cells.
 */
nodiscard enum err_code answer_check(struct findings *out, struct arena *a,
                                     const struct answer *answer,
                                     const struct check_context *ctx, struct err *e);
/* The cells of an answer as claims. Cells without a number that say why make none. */
nodiscard enum err_code claims_of_answer(struct claims *out, struct arena *a,
                                         const struct answer *answer,
                                         const struct check_context *ctx,
                                         struct err *e);

/* Participations that began outside the period of their call (I14): linear in the
 * panel. Calls without a period are skipped. */
void check_panel(struct findings *out, struct arena *a, const struct panel *panel,
                 const struct check_context *ctx);

#endif
