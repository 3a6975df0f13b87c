/* Which rows of the panel a population covers: masks of one byte a row, 1 counts.
 *
 * A scope is one panel looked at on one day, with the columns that had to be computed
 * for that day kept until the table is done. Not shared between threads. */
#ifndef MEASURE_SELECTION_H
#define MEASURE_SELECTION_H

#include "measure/panel.h"
#include "measure/question_ast.h"

/* Where each person's spells of a list begin among all spells: n + 1 entries. Made when
 * first asked for, kept as long as the panel is used. */
struct panel_index {
    struct arena *a;
    const struct panel *panel;
    uint32_t *spell_first[N_SPELL_LISTS]; /* NULL until asked for */
};
const uint32_t *panel_index_spells(struct panel_index *x, enum spell_list list);

/* On which day a spell is looked at: who enters, leaves, or is there. */
enum spell_moment { SPELL_ENTERED, SPELL_LEFT, SPELL_PRESENT };

struct scope {
    struct arena *kept;    /* freed after the table: columns that are used again */
    struct arena *scratch; /* masks and tables of codes, freed when the caller says */
    const struct panel *panel;
    struct panel_index *index;
    struct day as_of, borders;
    enum spell_moment spell_moment; /* SPELL_PRESENT: on the as-of day */
    uint8_t *status, *labour;       /* computed columns, NULL until asked for */
    uint8_t *condition_latest, *condition_change, *answer_change; /* of events */
    uint16_t *item;
    uint8_t *score_latest, *score_change;
    uint32_t *score_first;
    int32_t *worked_on;
    struct scope_block *taken; /* by scope_take */
};

/* Memory for a column that is written whole before it is read: not zeroed, which for
 * megabytes costs as much as counting them. Kept until scope_release. */
void *scope_take(struct scope *s, size_t n, size_t size);
#define scope_new_array(s, type, n) ((type *)scope_take((s), (n), sizeof(type)))
void scope_release(struct scope *s);

/* trajectory_status of each participation on the as-of day; 0xff before it was reached
 */
const uint8_t *scope_status(struct scope *s);
/* labour_status of each participation's person on the as-of day, or PANEL_UNKNOWN. */
const uint8_t *scope_labour(struct scope *s);
/* Of the events that are assessments of conditions: 1 for the last one of its condition
 * in its trajectory up to the as-of day, 0 for those before it. */
const uint8_t *scope_condition_latest(struct scope *s);
/* condition_change of each assessment's condition, and answer_change of each
 * observation's indicator, up to the as-of day; SCOPE_NO_CHANGE: asked at neither end.
 */
const uint8_t *scope_condition_change(struct scope *s);
const uint8_t *scope_answer_change(struct scope *s);
enum { SCOPE_NO_CHANGE = 0xfa };
/* Of assessments: the number of the item; 1 for the last of its item in its trajectory
 * up to the as-of day; condition_change of its item there, higher being better (of what
 * was not said at either side: not comparable); the event that was the first one. */
const uint16_t *scope_items(struct scope *s);
const uint8_t *scope_score_latest(struct scope *s);
const uint8_t *scope_score_change(struct scope *s);
const uint32_t *scope_score_first(struct scope *s);
/* Day of each participation's first outcome that is work (outcome_is_work) up to the
 * as-of day; INT32_MAX none. */
const int32_t *scope_worked_on(struct scope *s);
/* Marks the codes of outcomes that are work. */
void accept_work(uint8_t accepted[256]);
/* The five days of participations. */
const int32_t *scope_days(const struct scope *s, enum date_of date);

/* What a filter needs beside the scope. Values that live in the records are looked up
 * first: ERR_INVALID at the value. */
nodiscard enum err_code selection_resolve(const struct population *p,
                                          const struct panel *panel, struct day borders,
                                          struct err *e);
/* Participations reached by the as-of day for which every selection and the condition
 * hold. When the unit is a kind of event, selections and conditions about that kind are
 * left to selection_events. `during` bounds the day of the population's event. With
 * `but_results`, selections that partners may report after the fact are left out. */
uint8_t *selection_participations(struct scope *s, const struct population *p,
                                  const struct period *during, bool but_results);
/* Over the events of a kind (panel_events_of): those up to the as-of day that the
 * population's last selection of this kind means (all, when it has none), within
 * `during` when that is the population's event; when the unit is this kind, also the
 * condition. */
uint8_t *selection_events(struct scope *s, const struct population *p,
                          const struct period *during, int kind);
/* The kind of event that is counted: the unit itself, or the last selection that is an
 * event; -1 when that has a day of the participation, or none. */
int population_event_kind(const struct population *p);

/* The condition anded into a mask over the rows of a relation; with an event kind, over
 * the events of that kind, where dimensions of that kind look at the event itself and
 * all others at its participation. Elsewhere a dimension of events holds when some
 * event up to the as-of day has the value. */
struct condition_rows {
    unsigned relation;
    int event_kind;
    size_t n;
};
void condition_apply(uint8_t *mask, struct condition_rows rows, struct scope *s,
                     const struct condition *c);

#endif
