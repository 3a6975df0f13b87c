/* Context conditions of a person, and scores by an instrument: looking at how far
 * somebody came, and writing down where things stand. What tells about health is for
 * the assigned workers; who may not see it learns only that it is closed. */
#ifndef ACT_CONDITION_ACTS_H
#define ACT_CONDITION_ACTS_H

#include "act/dossier_acts.h"
#include "domain/condition_course.h"
#include "domain/score_course.h"
#include "store/care_store.h"

/* The category of what is told about a condition (CODE_MISSING: of none). */
enum record_category condition_category(uint8_t condition);

/* One assessment on the page: the event, and the words beside it when there are. */
struct condition_line {
    const struct dossier_event *event;
    const struct condition_work_fact *work; /* NULL: none */
    bool is_now;                            /* belongs to the trajectory at hand */
};
struct condition_view {
    struct dossier_view file;
    const struct dossier_trajectory *trajectory; /* at hand; NULL: none is open */
    struct condition_line *lines;                /* in order of day; without closed */
    size_t n_lines;
    /* of the trajectory at hand; first and last are places in `lines` */
    struct condition_course courses[N_CONTEXT_CONDITION];
    size_t n_courses;
    unsigned changes[N_CONDITION_CHANGE];
    bool is_health_closed, is_closed; /* all of it is closed */
    bool may_write, may_write_health;
};
/* ERR_NOT_FOUND, ERR_DENIED as dossier_open. */
nodiscard enum err_code conditions_show(struct condition_view *out,
                                        const struct asking *a, struct person_id person,
                                        struct err *e);
/* NULL when the condition was not assessed in the trajectory at hand. */
const struct condition_course *condition_course_in(const struct condition_view *v,
                                                   uint8_t condition);

struct condition_entry {
    uint8_t condition, state, owner;
    struct day on;
    struct str words; /* what is done; STR_NONE */
};
/* Writes a dated state in the trajectory that is open on that day. ERR_UNAVAILABLE when
 * none is; ERR_INVALID for a day to come; ERR_DENIED. */
nodiscard enum err_code condition_note(const struct asking *a, struct person_id person,
                                       const struct condition_entry *c, struct err *e);

#endif
