/* From a statement to one table: which relation is read, which dimensions make rows and
 * columns, on which day, as known when. plan_check holds the rules that need no
 * records; question_parse applies them to every statement. */
#ifndef MEASURE_PLAN_H
#define MEASURE_PLAN_H

#include "measure/panel.h"
#include "measure/question_ast.h"

enum {
    PLAN_TABLE_CELLS = 1 << 18,  /* cells of one table as shown, totals included */
    PLAN_ANSWER_CELLS = 1 << 21, /* of all tables of an answer */
    PLAN_CUBE_CELLS = 64 << 20,  /* counted for all tables of an answer */
};

struct plan {
    const struct statement *statement;
    const struct dimension *dims[LIMIT_QUESTION_DIMS]; /* rows, then columns */
    struct place dims_at[LIMIT_QUESTION_DIMS];
    unsigned n_dims, n_rows; /* the first n_rows are the levels of the rows */
    unsigned relation;       /* of what is counted; 0: no such records */
    struct day as_of, borders_of;
    struct panel_view view;
};

/* The relation whose rows are counted: selections turn projects and partnerships into
 * those of the participations that are selected. */
unsigned population_relation(const struct population *p);

/* It is counted from records that stand by themselves (projects, outreach actions, who
 * was met ...), not from participations. */
bool population_is_of_records(const struct population *p);

/* The selections that units without a trajectory know, and only those: ERR_INVALID at
 * the first that does not fit. */
nodiscard enum err_code plan_check_outreach(const struct statement *s, struct err *e);
/* A day to come cannot be reported on, and what will be known later is not known now:
 * ERR_INVALID at the day or the moment. Only `planned` may look from a day to come. */
nodiscard enum err_code plan_check_moments(const struct question *q,
                                           const struct statement *s, struct day today,
                                           int64_t now_ms, struct err *e);

/* ERR_INVALID or ERR_TOO_LARGE with the place: a dimension that the unit does not have,
 * one used twice, a period without an event, a rate of things that cannot be divided.
 */
nodiscard enum err_code plan_check(const struct statement *s, struct err *e);
/* `each` is the index of one of the statement's each dimensions; -1 when it has none.
 */
void plan_make(struct plan *out, const struct question *q, const struct statement *s,
               int each, struct day today);

#endif
