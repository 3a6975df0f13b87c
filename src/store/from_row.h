/* Rows back into the structs of domain/facts.h: for the store's own files. Each needs a
 * statement that selects exactly the columns named beside it. Words become indexes of
 * their code list; a word that is not there is ERR_CORRUPT. */
#ifndef STORE_FROM_ROW_H
#define STORE_FROM_ROW_H

#include "domain/facts.h"
#include "domain/lists.h"
#include "store/db.h"

#define CALL_COLUMNS                                                                   \
    "code, name, kind, predecessor, launched_on, valid_from, valid_to, reports_until"
#define ORGANISATION_COLUMNS "id, code, name, kind, former_kind, municipality"
#define PROJECT_COLUMNS                                                                \
    "id, code, title, call, promotor, extension_of, kind, target_group, "              \
    "is_transnational, valid_from, valid_to"
#define PARTNERSHIP_COLUMNS "id, code, name, status, valid_from, valid_to"
#define BUDGET_COLUMNS      "id, call, project, source, amount_kind, cents, happened_on"
#define TARGET_COLUMNS                                                                 \
    "id, call, project, partnership, measure, unit, text, number, kind, "              \
    "valid_from, valid_to"
#define PUBLISHED_COLUMNS                                                              \
    "id, figure, publication, cell, measure, unit, text, number, as_of"
#define SPELL_EXIT_COLUMNS        "person, id, spell, destination"
#define COVERAGE_COLUMNS          "id, partnership, municipality"
#define PROJECT_FOLLOW_UP_COLUMNS "id, project, happened_on, evaluation, follow_up"
#define OUTREACH_PLACE_COLUMNS    "id, name, kind, municipality, valid_from, valid_to"
#define OUTREACH_ACTION_COLUMNS                                                        \
    "id, place, project, partnership, mode, happened_on, minutes"
#define OUTREACH_COURSE_COLUMNS   "action, id, kind, ended_on"
#define OUTREACH_OFFER_COLUMNS    "action, id, location, offer, dimension"
#define OUTREACH_AUDIENCE_COLUMNS "action, id, target_group, organisation"
#define REACH_COLUMNS             "id, action, thread, person, n, category, refused_registration"
#define PERSON_COLUMNS            "id, first_seen_on"
#define PERSON_LINK_COLUMNS       "person, id, human, run, basis"
#define ATTRIBUTE_COLUMNS         "person, id, kind, state, source, value, valid_from, valid_to"
#define SPELL_COLUMNS             "person, id, list, code, body, valid_from, valid_to"
#define TRAJECTORY_COLUMNS                                                             \
    "person, id, project, partnership, host, reached_on, entry_age, channel, "         \
    "is_voluntary"
/* code, detail and value of an event are columns of its own table */
#define EVENT_COLUMNS(code, detail, value)                                             \
    "person, id, trajectory, happened_on, " code ", " detail ", " value

nodiscard enum err_code call_from_row(struct call_fact *out, struct statement *st,
                                      struct err *e);
nodiscard enum err_code organisation_from_row(struct organisation_fact *out,
                                              struct statement *st, struct err *e);
nodiscard enum err_code project_from_row(struct project_fact *out, struct statement *st,
                                         struct err *e);
nodiscard enum err_code partnership_from_row(struct partnership_fact *out,
                                             struct statement *st, struct err *e);
nodiscard enum err_code budget_from_row(struct budget_fact *out, struct statement *st,
                                        struct err *e);
nodiscard enum err_code target_from_row(struct target_fact *out, struct statement *st,
                                        struct err *e);
nodiscard enum err_code published_from_row(struct published_fact *out,
                                           struct statement *st, struct err *e);
nodiscard enum err_code coverage_from_row(struct coverage_fact *out,
                                          struct statement *st, struct err *e);
nodiscard enum err_code project_follow_up_from_row(struct project_follow_up_fact *out,
                                                   struct statement *st, struct err *e);
nodiscard enum err_code outreach_place_from_row(struct outreach_place_fact *out,
                                                struct statement *st, struct err *e);
nodiscard enum err_code outreach_action_from_row(struct outreach_action_fact *out,
                                                 struct statement *st, struct err *e);
nodiscard enum err_code outreach_course_from_row(struct outreach_course_fact *out,
                                                 struct statement *st, struct err *e);
nodiscard enum err_code outreach_offer_from_row(struct outreach_offer_fact *out,
                                                struct statement *st, struct err *e);
nodiscard enum err_code outreach_audience_from_row(struct outreach_audience_fact *out,
                                                   struct statement *st, struct err *e);
nodiscard enum err_code reach_from_row(struct reach_fact *out, struct statement *st,
                                       struct err *e);
nodiscard enum err_code person_from_row(struct person_fact *out, struct statement *st,
                                        struct err *e);
nodiscard enum err_code person_link_from_row(struct person_link_fact *out,
                                             struct statement *st, struct err *e);
nodiscard enum err_code attribute_from_row(struct attribute_fact *out,
                                           struct statement *st, struct err *e);
nodiscard enum err_code spell_from_row(struct spell_fact *out, struct statement *st,
                                       struct err *e);
nodiscard enum err_code spell_exit_from_row(struct spell_exit_fact *out,
                                            struct statement *st, struct err *e);
nodiscard enum err_code trajectory_from_row(struct trajectory_fact *out,
                                            struct statement *st, struct err *e);
/* One column as the index of its code; null is CODE_MISSING. */
nodiscard enum err_code code_from_row(uint8_t *out, struct statement *st, int column,
                                      enum list_number list, struct err *e);
/* Which list an event's code and detail are of; N_LISTS when it has none. */
struct event_lists {
    enum list_number code, detail;
};
extern const struct event_lists event_lists[N_EVENT_KINDS];
nodiscard enum err_code event_from_row(struct event_fact *out, enum event_kind kind,
                                       struct statement *st, struct err *e);
/* Which list a spell's code is of. */
enum list_number spell_list_number(enum spell_list list);

#endif
