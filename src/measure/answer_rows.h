/* The rows that are counted, and the code of a dimension for each of them.
 *
 * Persons and trajectories are counted over the participations themselves where that
 * can be; a dimension that has several values in one participation (outcomes, actions,
 * target groups) makes a row for each of them, and one without value where there is
 * none, so that the total still holds everybody. Rows are sorted by unit. */
#ifndef MEASURE_ANSWER_ROWS_H
#define MEASURE_ANSWER_ROWS_H

#include "measure/cube.h"
#include "measure/dimension_column.h"
#include "measure/plan.h"

enum {
    ROWS_LIMIT = 32 << 20, /* rows made where values multiply */
    NO_GROUP = 0xff,
};
#define NO_EVENT UINT32_MAX

struct row_set {
    unsigned relation;
    size_t n;
    const uint32_t *row; /* of the relation; NULL: row i is i */
    /* of its kind (panel_events_of); NO_EVENT where there is none; NULL: unused */
    const uint32_t *event[N_PANEL_EVENT_KINDS];
    /* When row is NULL: the events of the kind that `event` holds, no participation
     * that counts having two; else NULL. */
    const uint8_t *only[N_PANEL_EVENT_KINDS];
    const uint8_t *group;      /* target group or NO_GROUP; NULL: unused */
    const uint8_t *mask;       /* NULL: every row counts */
    const uint32_t *unit;      /* NULL: every row is a unit */
    const uint8_t *unit_first; /* NULL: look at unit */
    const int64_t *weights;    /* cents; with unit: how many people a unit is */
    /* Of records: dimensions that divide them, decoded code of each row. */
    const struct dimension *made[LIMIT_QUESTION_DIMS];
    const uint16_t *made_codes[LIMIT_QUESTION_DIMS];
    unsigned n_made;
    /* Of persons and trajectories: the participations that count, each of which has at
     * least one row, and 1 on the first of each person; NULL where this says nothing.
     */
    const uint8_t *within, *within_begins;
    size_t within_n;
    int counted_kind; /* kind of the event that is counted, or -1 */
    int counted_date; /* enum date_of, when it is a day of the participation; or -1 */
};

struct row_options {
    bool but_results;              /* leave out what may be reported after the fact */
    const uint8_t *participations; /* further mask over participations, or NULL */
    bool is_base; /* a denominator: not divided by what happened in the numerator */
};

/* Rows for a population and the dimensions it is to be broken down by. Owned by the
 * scope's scratch arena. ERR_TOO_LARGE above ROWS_LIMIT. */
nodiscard enum err_code row_set_make(struct row_set *out, struct scope *s,
                                     const struct plan *plan,
                                     const struct population *p,
                                     struct row_options options, struct err *e);

/* The rows of a relation other than participations, for row_set_make. */
nodiscard enum err_code record_rows(struct row_set *out, struct scope *s,
                                    const struct plan *plan, const struct population *p,
                                    struct err *e);
size_t record_count(const struct panel *panel, unsigned relation);

/* Where the raw codes of a dimension stand for the rows of a set. */
struct row_codes {
    struct column column;
    const uint32_t *index; /* row of the column; NULL: the row itself */
    const uint8_t *group;  /* instead of a column */
    const uint8_t *only;   /* marked events: of those the column is, one a row */
    const uint32_t *only_row;
    size_t n_only;
    struct decoder decoder;
};
void row_codes_of(struct row_codes *out, struct scope *s, const struct row_set *rows,
                  const struct dimension *d);
/* Marks in seen[65536] the decoded codes of the rows that count. */
void row_codes_seen(uint8_t *seen, struct scope *s, const struct row_set *rows,
                    const struct row_codes *codes);
/* One cube dimension: slot_of[65536] gives each decoded code its place below n_slots.
 */
struct cube_dim row_codes_slots(struct scope *s, const struct row_set *rows,
                                const struct row_codes *codes, const uint16_t *slot_of,
                                size_t n_slots);
/* Distinct units over the rows that count and whose participation is marked (NULL:
 * all).
 */
int64_t row_set_total(const struct row_set *rows, const uint8_t *participations);

#endif
