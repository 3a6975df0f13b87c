/* Answers a question over a panel. One call makes all parts and tables.
 *
 * Time: a participation counts when its reached_on is on or before the as-of day, and
 * each thing selected (start, end, outcome ...) when its own day is; statuses are those
 * of the as-of day. The as-of day is today and the known-at moment is "everything
 * recorded" unless the question says otherwise. Persons count once in every cell and
 * once in every total: totals are counted, never added up.
 */
#ifndef MEASURE_ANSWER_H
#define MEASURE_ANSWER_H

#include "domain/code_list.h"
#include "measure/panel.h"
#include "measure/question.h"
#include "measure/table.h"

struct answer_context {
    /* The records looked at in one way. The panel stays the callee's and must live
     * until answer_make or question_explain returns; answer_make asks at most once for
     * each view that a question has. */
    enum err_code (*panel_at)(const struct panel **out, void *self,
                              struct panel_view view, struct err *e);
    void *self;
    enum lang lang;
    struct day today; /* the as-of day of a question that names none */
    int64_t now_ms;   /* answer.made_at_ms, and "now" for reporting deadlines */
    unsigned threads; /* 0 and 1: one */
};

/* The answer and all it points to are owned by the arena. A statement that cannot be
 * answered from these records makes a table that says so, not an error; an error is a
 * value that the records do not know, or a table above the limits. */
nodiscard enum err_code answer_make(struct answer **out, struct arena *a,
                                    const struct question *q,
                                    const struct answer_context *ctx, struct err *e);

#endif
