/* Shared by the files of the demonstration: the state of one run, who is cast in a
 * role, and the course of one trajectory. Private to this folder. */
#ifndef DEMO_DEMO_INT_H
#define DEMO_DEMO_INT_H

#include "base/rng.h"
#include "demo/demo.h"
#include "domain/facts.h"
#include "domain/lists.h"
#include "store/write.h"

enum { BATCH_PERSONS = 500, MAX_POOL = 120 };

struct demo {
    struct db *db;
    struct write *w; /* the open batch, NULL between batches */
    struct rng rng;
    const struct demo_options *options;
    int64_t recorded_by_ms;   /* no fact recorded later than this; INT64_MAX: natural */
    int64_t recorded_from_ms; /* nor earlier than this; 0: natural */
    unsigned n_in_batch, n_persons;
    uint16_t pool[N_PROVINCE][MAX_POOL]; /* municipalities of each province, by index */
    unsigned n_pool[N_PROVINCE];
};

/* Limits on who is drawn. Negative: anything, in realistic proportions. */
struct cast {
    int sex, province;
    int low_age, high_age;
    int migrant;      /* 1 only with, 0 only without a migration background */
    int target_group; /* main category at entry */
    int household;    /* household */
    int municipality; /* index; goes before province */
};
#define CAST_ANY                                                                       \
    ((struct cast){.sex = -1,                                                          \
                   .province = -1,                                                     \
                   .low_age = 18,                                                      \
                   .high_age = 63,                                                     \
                   .migrant = -1,                                                      \
                   .target_group = -1,                                                 \
                   .household = -1,                                                    \
                   .municipality = -1})

struct demo_person {
    struct person_id id;
    struct partial_date born;
    uint8_t sex;
    int culture; /* row of names.def */
};

/* What happens in one trajectory. Days that are DAY_NONE do not happen. */
struct course {
    struct project_id project;
    struct partnership_id partnership;
    struct organisation_id host;
    uint8_t channel;      /* intake_channel */
    uint8_t is_voluntary; /* 1, 0 or CODE_MISSING */
    struct day reached_on, started_on, ended_on;
    uint8_t end_kind, exit_reason;
    uint8_t outcome; /* outcome, CODE_MISSING none */
    struct day outcome_on;
    uint8_t sector;    /* of destination, CODE_MISSING none */
    struct day twe_on; /* start in temporary work experience */
    uint8_t judgement; /* CODE_MISSING none */
    struct day judged_on;
    int64_t results_recorded_ms; /* outcome, end and judgement not known before; 0: soon
                                    after the day itself */
    unsigned n_actions, n_contacts;
    unsigned n_conditions; /* assessed at the start, and again near the end */
};
#define COURSE_NONE                                                                    \
    ((struct course){.channel = CODE_MISSING,                                          \
                     .is_voluntary = CODE_MISSING,                                     \
                     .reached_on = DAY_NONE,                                           \
                     .started_on = DAY_NONE,                                           \
                     .ended_on = DAY_NONE,                                             \
                     .end_kind = CODE_MISSING,                                         \
                     .exit_reason = CODE_MISSING,                                      \
                     .outcome = CODE_MISSING,                                          \
                     .outcome_on = DAY_NONE,                                           \
                     .sector = CODE_MISSING,                                           \
                     .twe_on = DAY_NONE,                                               \
                     .judgement = CODE_MISSING,                                        \
                     .judged_on = DAY_NONE,                                            \
                     .n_actions = 2,                                                   \
                     .n_contacts = 3})

/* demo_write.c: batches, moments, single facts. */
nodiscard enum err_code demo_batch(struct demo *d, const char *what, struct err *e);
nodiscard enum err_code demo_commit(struct demo *d, struct err *e);
int64_t demo_record_moment(struct demo *d, struct day on); /* and tells the write */
struct uuid demo_uuid(struct demo *d, struct day on);
struct day demo_day(struct demo *d, struct day from, struct day to); /* both included */
struct day demo_after(struct day d, int days);
nodiscard enum err_code demo_event(struct demo *d, const struct demo_person *p,
                                   struct trajectory_id t, enum event_kind kind,
                                   uint8_t code, uint8_t detail, struct day on,
                                   struct err *e);
nodiscard enum err_code demo_spell(struct demo *d, const struct demo_person *p,
                                   enum spell_list list, uint8_t code, uint8_t body,
                                   struct day from, struct day to, struct err *e);

/* demo_people.c */
void demo_people_pools(struct demo *d);
nodiscard enum err_code demo_person(struct demo_person *out, struct demo *d,
                                    const struct cast *cast, struct day seen_on,
                                    struct err *e);

/* demo_course.c */
nodiscard enum err_code demo_course(struct trajectory_id *out, struct demo *d,
                                    const struct demo_person *p, const struct course *c,
                                    struct err *e);
uint8_t demo_exit_without_result(struct demo *d);
uint8_t demo_exit_of_outcome(uint8_t outcome);
uint8_t demo_sector(struct demo *d);

/* demo_calls.c: programmes, organisations, budgets, published figures. */
nodiscard enum err_code demo_calls(struct demo *d, struct err *e);
nodiscard enum err_code demo_organisation(struct organisation_id *out, struct demo *d,
                                          const char *code, const char *name,
                                          uint8_t kind, uint8_t former_kind,
                                          int municipality, struct err *e);
nodiscard enum err_code demo_project(struct project_id *out, struct demo *d,
                                     const struct project_fact *like, struct err *e);

/* One file each: the populations behind the published figures, and the living year. */
nodiscard enum err_code demo_outreach_calls(struct demo *d, struct err *e);
nodiscard enum err_code demo_custom_work(struct demo *d, struct err *e);
nodiscard enum err_code demo_case_studies(struct demo *d, struct err *e);
nodiscard enum err_code demo_living_year(struct demo *d, struct err *e);
nodiscard enum err_code demo_register(struct demo *d, struct err *e);
/* Who can log in, and who accompanies whom; from a stream of its own. */
nodiscard enum err_code demo_logins(struct demo *d, struct err *e);
/* Six files with words, after demo_logins; nothing of it is counted. */
nodiscard enum err_code demo_dossiers(struct demo *d, struct err *e);
/* demo_desk.c: the files of who can log in, filled; after demo_dossiers. */
nodiscard enum err_code demo_desk(struct demo *d, struct err *e);
/* demo_field.c: four weeks of the guide who can log in, from a stream of its own. */
nodiscard enum err_code demo_field(struct demo *d, struct err *e);
/* demo_signals.c: what stands in people's way, from a stream of its own. */
nodiscard enum err_code demo_signals(struct demo *d, struct err *e);
/* demo_consultations.c: around which tables, from a stream of its own. */
nodiscard enum err_code demo_consultations(struct demo *d, struct err *e);
/* demo_coordination.c: who keeps guidance in tune, from a stream of its own. */
nodiscard enum err_code demo_coordination(struct demo *d, struct err *e);
/* demo_projects.c: targets, money and reports, from a stream of its own. */
nodiscard enum err_code demo_projects(struct demo *d, struct err *e);
/* demo_consents.c: what people let other organisations see; from a stream of its own.
 */
nodiscard enum err_code demo_consents(struct demo *d, struct err *e);
/* demo_handovers.c: who was brought to whom, after demo_consents. */
nodiscard enum err_code demo_handovers(struct demo *d, struct err *e);
/* demo_group_sessions.c: groups and who was there, from a stream of its own. */
nodiscard enum err_code demo_group_sessions(struct demo *d, struct err *e);
/* demo_employers.c: employers, vacancies, and how it goes at work; after demo_desk. */
nodiscard enum err_code demo_employers(struct demo *d, struct err *e);
/* demo_agreements.c: what partnerships agreed, from a stream of its own. */
nodiscard enum err_code demo_agreements(struct demo *d, struct err *e);

/* demo_doubles.c: second files of people who have one, after all who are counted. */
nodiscard enum err_code demo_doubles(struct demo *d, struct err *e);

/* The social map, after demo_logins; from a stream of its own. */
nodiscard enum err_code demo_services(struct demo *d, struct err *e);

/* demo_outreach.c: what is counted without a trajectory, from a stream of its own. */
nodiscard enum err_code demo_outreach(struct demo *d, struct err *e);
/* Kind and audiences of an action of the living year; `number` tells actions apart. */
nodiscard enum err_code demo_action_particulars(struct demo *d, uint64_t number,
                                                struct uuid action, struct day on,
                                                uint8_t place_kind,
                                                struct organisation_id partner,
                                                struct err *e);
/* Actions to come, as the one given but for their days. */
nodiscard enum err_code demo_planned_actions(struct demo *d, uint64_t number,
                                             const struct outreach_action_fact *like,
                                             uint8_t place_kind,
                                             struct organisation_id partner,
                                             struct err *e);

#endif
