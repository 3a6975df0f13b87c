/* The panel: columns in memory from which every figure is counted.
 *
 * Invariants:
 * (1) a person is a human being: files that are linked at `known_at_ms` have one person
 *     number, files that are not have one each. Participations are sorted by person,
 *     then by reached_on; events by kind, then by
 *     participation, then by day; spells by list, then by person, then by first day;
 *     reach by thread, headcounts after all threads; coverage and follow-ups as they
 *     came.
 * (2) person numbers are dense, 0..n_persons-1, so person_first[i] says whether row i
 * is its person's first row. (3) one-byte columns hold the index in their code list, or
 * one of the MISSING codes. (4) attributes are those valid on reached_on as known at
 * `known_at_ms` (X01: the snapshot at entry), so a later move or diploma does not
 * rewrite a participation; of several files of a person, those of the file that the
 * trajectory is in. (5) a spell points to the profile of its file as it was in force on
 * the spell's first day, so that a table of 2019 does not change by a later move
 * either; profiles are distinct within a file.
 */
#ifndef MEASURE_PANEL_H
#define MEASURE_PANEL_H

#include "domain/network_facts.h"

/* Missing codes of one-byte columns; two-byte columns use 0xff00 | code. */
enum {
    PANEL_UNKNOWN = 0xfd,
    PANEL_NOT_ASKED = 0xfe,
    PANEL_REFUSED = 0xfc,
    PANEL_NONE = 0xfa,          /* nothing there: no next status */
    PANEL_MISSING_FIRST = 0xfc, /* codes from here on are missing ones */
};

struct panel_participations {
    size_t n;
    uint32_t *person;
    uint8_t *person_first;
    uint32_t *file;         /* 0..n_files-1; NULL: nothing is linked, file is person */
    uint16_t *project;      /* index in panel.projects, 0xffff none */
    uint16_t *partnership;  /* index in panel.partnerships, 0xffff none */
    uint16_t *organisation; /* host, else the promotor of the project; 0xffff none */
    uint8_t *call;          /* index in panel.calls, PANEL_UNKNOWN none */
    uint16_t *municipality; /* index in domain's municipality list as recorded;
                               0xff00 | missing code; GEO_ABROAD for outside Belgium */
    uint8_t *sex;           /* sex */
    uint8_t *age;           /* completed years at entry, 0..120, or missing */
    uint8_t *age_class;     /* age_class */
    uint8_t *education;     /* education: the diploma level as recorded */
    uint8_t *education_level; /* education_level: low, middle, high */
    uint8_t *origin_herkomst; /* origin_herkomst: nationality history, Arvastat/KSZ */
    uint8_t *origin_kansengroep; /* origin_kansengroep: VDAB disadvantage group */
    uint8_t *origin_esf;         /* origin_esf: parents' birth country, EECO14 */
    uint8_t *segment;            /* target_segment at entry */
    uint8_t *channel;            /* intake_channel */
    uint8_t *voluntary;          /* yes_no */
    uint32_t *target_groups;     /* bit per code of target_group: overlapping */
    int32_t *reached_on;         /* days; INT32_MAX never (all five) */
    int32_t *started_on;
    int32_t *ended_on;
    int32_t *employed_on; /* first outcome `employed` */
    int32_t *judged_on;
    int32_t *active_on; /* first event after started_on, of any kind; INT32_MAX none */
    uint8_t *end_kind;  /* end_kind, PANEL_UNKNOWN while not ended */
    uint8_t *exit_reason; /* exit_reason, likewise */
    uint8_t *judgement;   /* judgement, likewise */
};

/* The kind of an event is where it stands: those of kind k are the rows kind_first[k]
 * to kind_first[k + 1] - 1. */
struct panel_events {
    size_t n;
    size_t kind_first[N_PANEL_EVENT_KINDS + 1];
    uint32_t *participation;
    uint8_t *code, *detail, *value;
    int32_t *on;
};

/* Instruments of measurement and their questions, as they came. */
struct panel_care {
    struct instrument_fact *instruments;
    struct instrument_item_fact *items;
    uint16_t *instrument_of; /* of each item: index in instruments */
    size_t n_instruments, n_items;
};

/* Spells of status, 18 bytes each. A spell lasts from its first day up to, and not
 * including, the day on which it was left; both are a month, counted from January 1800,
 * and a day of that month, because figures are by month and a month alone is what
 * counting reads. panel_spell_from and panel_spell_left put them together again.
 *
 * What came before and after is about the same person and list, so that who leaves a
 * set of statuses is seen from one row: not by a look at the rows around it. */
enum { PANEL_MONTH_BASE_YEAR = 1800, PANEL_MONTH_NEVER = 0xffff };
struct panel_spells {
    size_t n;
    size_t list_first[N_SPELL_LISTS + 1]; /* rows of a list, as kind_first of events */
    bool overlaps[N_SPELL_LISTS]; /* somebody had two spells of the list on one day */
    uint32_t *profile;            /* tells the person too */
    uint16_t *began, *left;       /* left PANEL_MONTH_NEVER: still */
    uint8_t *began_on, *left_on;  /* day of the month, 1..31; 0 when never */
    uint8_t *code;                /* below 16 */
    uint8_t *exit;                /* exit_reason, PANEL_UNKNOWN when not known */
    uint8_t *body;                /* organisation_kind, PANEL_UNKNOWN when not known */
    uint16_t *before; /* bit per code that held on the day before the first; and of
                         spells that began the same day, those that stand earlier */
    uint16_t *after;  /* bit per code that holds on the day it was left; and of spells
                         left that same day, those that stand later */
    uint8_t *next;    /* the code that holds on the day it was left, of several the one
                         that began last; PANEL_NONE when none does */
};

/* A person with attributes that were in force together on the first day of a spell; 16
 * bytes. One-byte columns as those of participations. */
struct panel_profiles {
    size_t n;
    uint32_t *person;
    uint16_t *municipality;
    uint16_t *birth_year; /* or 0xff00 | missing code */
    uint8_t *birth_month; /* 1..12, 0 not known */
    uint8_t *sex;
    uint8_t *education, *education_level;
    uint8_t *origin_herkomst, *origin_kansengroep, *origin_esf;
    uint8_t *self_reliant; /* yes_no */
};

/* Outreach actions. What an action refers to and was not known at the moment of the
 * panel is 0xff00 | PANEL_UNKNOWN; 0xffff: it has none. */
struct panel_outreach {
    size_t n;
    int32_t *first_on, *last_on; /* days, both included */
    uint8_t *kind;               /* outreach_action_kind or PANEL_UNKNOWN */
    uint8_t *mode;               /* contact_mode or PANEL_UNKNOWN */
    uint8_t *offer_location, *offer, *dimension; /* offer_location, offer_kind,
                                    outreach_dimension, or PANEL_UNKNOWN */
    uint16_t *place;                             /* index in panel.places */
    uint16_t *municipality; /* of the place, as in participations; 0xffff no place */
    uint16_t *project, *partnership;
    uint8_t *call;           /* index in panel.calls, PANEL_UNKNOWN none */
    uint32_t *target_groups; /* bit per code of target_group */
    uint32_t *partner_first; /* its partners: partners[partner_first[i]] up to those of
                                the next action; n + 1 entries when n > 0 */
    uint16_t *partners;      /* index in panel.organisations */
    size_t n_partners;
};

/* Who was met: a headcount, or one conversation of a thread. A thread is one human
 * being; threads that became the same person have the same number. */
struct panel_reach {
    size_t n, n_threads;
    uint32_t *action;  /* index in outreach */
    uint32_t *thread;  /* 0..n_threads-1; UINT32_MAX: a headcount */
    uint32_t *person;  /* of the thread, when it became one; UINT32_MAX */
    int32_t *n_met;    /* 1 in a thread */
    uint8_t *category; /* target_group the guide saw, PANEL_UNKNOWN when none of them */
    uint8_t *refused;  /* 1: did not want to be registered */
};

/* Signals, and the steps of each (its own and its bundle's) in order of day. */
struct panel_signal {
    int32_t noticed_on, bundled_on; /* INT32_MAX: stands in no bundle */
    uint16_t municipality;          /* as in participations; 0xffff the whole region */
    uint16_t organisation;          /* index in panel.organisations */
    uint8_t barrier, domain, level, frequency; /* PANEL_UNKNOWN: not said */
    uint8_t bundle_level;
    uint8_t target_group; /* PANEL_NONE: everybody */
    uint32_t first_step;  /* up to that of the next signal */
};
struct panel_signal_step {
    int32_t on;
    uint8_t status, level; /* PANEL_UNKNOWN: it was passed on to none */
};
/* Warm handovers, and the events of each in order of day. */
struct panel_handover {
    int32_t began_on;
    uint32_t participation; /* UINT32_MAX: of a person without trajectory */
    uint16_t from, to; /* index in panel.organisations; 0xffff: outside the house */
    uint8_t receiver_kind;
    uint32_t first_turn; /* up to that of the next handover */
};
struct panel_handover_turn {
    int32_t on;
    uint8_t kind, reason, result; /* PANEL_UNKNOWN: not said */
    uint8_t guide_present;        /* yes_no or PANEL_UNKNOWN */
};

struct panel_coverage {
    uint16_t partnership, municipality; /* indexes; municipality as recorded */
};

struct panel_follow_up {
    uint16_t project;
    uint8_t evaluation, follow_up; /* CODE_MISSING */
    int32_t on;                    /* INT32_MIN not known */
};

/* Two persons who might be one, and how likely the comparison found it; for each pair
 * of persons once. */
struct panel_doubt {
    uint32_t person, other; /* person < other */
    uint8_t verdict;        /* link_verdict: review or below */
    float likely;
};
/* A person with several files: how many of the joins nobody decided about, and the sum
 * of the chances that they are wrong. */
struct panel_join {
    uint32_t person;
    uint32_t n_files, n_doubtful;
    float wrong;
};

/* A pair that somebody looked at, as files and as the persons they are now. */
struct panel_reviewed {
    uint32_t file, other, person, other_person;
    uint8_t verdict; /* link_verdict, as the comparison had it */
    bool is_wrong;
};

struct panel {
    size_t n_persons;
    size_t n_files;        /* of persons */
    struct uuid *file_ids; /* n_files: only for the way from a figure to members */
    size_t n_linked, n_together; /* files that share a person; persons with several */
    struct panel_doubt *doubts;
    size_t n_doubts;
    struct panel_join *joins; /* of the persons with several files, by person */
    size_t n_joins;
    struct panel_reviewed *reviewed; /* pairs that were drawn and looked at */
    size_t n_reviewed;
    struct panel_participations participations;
    struct panel_events events;
    struct panel_spells spells;
    struct panel_profiles profiles;
    struct panel_care care;
    struct panel_outreach outreach;
    struct panel_reach reach;
    struct outreach_place_fact *places;
    size_t n_places;
    struct panel_signal *signals;
    struct panel_signal_step *signal_steps;
    struct panel_handover *handovers;
    struct panel_handover_turn *turns;
    size_t n_signals, n_signal_steps, n_handovers, n_turns;
    struct panel_coverage *coverage;
    size_t n_coverage;
    struct panel_follow_up *follow_ups;
    size_t n_follow_ups;
    struct call_fact *calls;
    size_t n_calls;
    struct organisation_fact *organisations;
    size_t n_organisations;
    struct project_fact *projects;
    size_t n_projects;
    struct partnership_fact *partnerships;
    size_t n_partnerships;
    struct budget_fact *budgets;
    size_t n_budgets;
    struct target_fact *targets;
    size_t n_targets;
    struct published_fact *published;
    size_t n_published;
    int64_t known_at_ms; /* INT64_MAX: everything recorded and not retracted */
    size_t bytes;        /* memory held, for reports */
};

/* How records are looked at. */
struct panel_view {
    int64_t known_at_ms; /* INT64_MAX: everything recorded and not retracted */
    bool without_links;  /* every file is a person */
};
#define PANEL_NOW ((struct panel_view){.known_at_ms = INT64_MAX})
static inline bool panel_view_eq(struct panel_view a, struct panel_view b)
{
    return a.known_at_ms == b.known_at_ms && a.without_links == b.without_links;
}

/* The events of one kind; what is said of "event i" of a kind counts from its first. */
struct panel_events panel_events_of(const struct panel *p, int kind);

/* First day of a spell, and the day on which it was left: DAY_NONE when still. */
struct day panel_spell_from(const struct panel_spells *s, size_t i);
struct day panel_spell_left(const struct panel_spells *s, size_t i);
/* The code list that a list of spells takes its codes from. */
const struct code_list *panel_spell_codes(enum spell_list list);
uint32_t panel_spell_person(const struct panel *p, size_t i);
/* A day as spells have it, so that days compare as numbers: month * 32 + day of the
 * month, never beyond PANEL_SPELL_NEVER. What lies before 1800 is its first day. */
#define PANEL_SPELL_NEVER (PANEL_MONTH_NEVER * 32u)
uint32_t panel_spell_day(struct day day);
static inline uint32_t panel_spell_began(const struct panel_spells *s, size_t i)
{
    return s->began[i] * 32u + s->began_on[i];
}
static inline uint32_t panel_spell_ended(const struct panel_spells *s, size_t i)
{
    return s->left[i] * 32u + s->left_on[i];
}

/* Builds a panel from facts. Order of calls: the small tables in any order, coverage
 * after partnerships and follow-ups after projects; places, then outreach actions, each
 * followed by its course and audiences; signals and handovers, each followed by its
 * steps or turns in order of day; persons (files), each before its facts, and at
 * any time after a person the human being it is linked to; then per person attributes
 * and spells, its trajectories, and after each trajectory its events; reach last. A
 * reach of an action that did not come is left out, for it hangs on it. All facts are
 * copied. panel_build_end hands the panel over and frees the builder. A fact that
 * refers to something not added before is ERR_CORRUPT. */
struct panel_builder;
struct panel_builder *panel_build_begin(int64_t known_at_ms);
void panel_build_call(struct panel_builder *b, const struct call_fact *f);
void panel_build_organisation(struct panel_builder *b,
                              const struct organisation_fact *f);
void panel_build_project(struct panel_builder *b, const struct project_fact *f);
void panel_build_partnership(struct panel_builder *b, const struct partnership_fact *f);
void panel_build_budget(struct panel_builder *b, const struct budget_fact *f);
void panel_build_target(struct panel_builder *b, const struct target_fact *f);
void panel_build_published(struct panel_builder *b, const struct published_fact *f);
nodiscard enum err_code panel_build_coverage(struct panel_builder *b,
                                             const struct coverage_fact *f,
                                             struct err *e);
nodiscard enum err_code panel_build_project_follow_up(
    struct panel_builder *b, const struct project_follow_up_fact *f, struct err *e);
nodiscard enum err_code panel_build_outreach_place(struct panel_builder *b,
                                                   const struct outreach_place_fact *f,
                                                   struct err *e);
nodiscard enum err_code panel_build_outreach_action(
    struct panel_builder *b, const struct outreach_action_fact *f, struct err *e);
nodiscard enum err_code panel_build_outreach_course(
    struct panel_builder *b, const struct outreach_course_fact *f, struct err *e);
nodiscard enum err_code panel_build_outreach_offer(struct panel_builder *b,
                                                   const struct outreach_offer_fact *f,
                                                   struct err *e);
nodiscard enum err_code panel_build_outreach_audience(
    struct panel_builder *b, const struct outreach_audience_fact *f, struct err *e);
nodiscard enum err_code panel_build_bundled_signal(struct panel_builder *b,
                                                   const struct bundled_signal_fact *f,
                                                   struct err *e);
nodiscard enum err_code panel_build_signal_step(struct panel_builder *b,
                                                const struct signal_step_fact *f,
                                                struct err *e);
nodiscard enum err_code panel_build_counted_handover(
    struct panel_builder *b, const struct counted_handover_fact *f, struct err *e);
nodiscard enum err_code panel_build_handover_turn(struct panel_builder *b,
                                                  const struct handover_turn_fact *f,
                                                  struct err *e);
nodiscard enum err_code panel_build_reach(struct panel_builder *b,
                                          const struct reach_fact *f, struct err *e);
/* Before the persons: each instrument, then its items. */
nodiscard enum err_code panel_build_instrument(struct panel_builder *b,
                                               const struct instrument_fact *f,
                                               struct err *e);
nodiscard enum err_code panel_build_instrument_item(
    struct panel_builder *b, const struct instrument_item_fact *f, struct err *e);
void panel_build_person(struct panel_builder *b, const struct person_fact *f);
/* ERR_CORRUPT when the file is linked to another human being already. */
void panel_build_person_link(struct panel_builder *b, const struct person_link_fact *f);
/* After all persons; pairs of a file that did not come are left out. */
void panel_build_link_doubt(struct panel_builder *b, const struct link_doubt_fact *f);
void panel_build_link_reviewed(struct panel_builder *b,
                               const struct link_reviewed_fact *f);
nodiscard enum err_code panel_build_attribute(struct panel_builder *b,
                                              const struct attribute_fact *f,
                                              struct err *e);
nodiscard enum err_code panel_build_spell(struct panel_builder *b,
                                          const struct spell_fact *f, struct err *e);
nodiscard enum err_code panel_build_trajectory(struct panel_builder *b,
                                               const struct trajectory_fact *f,
                                               struct err *e);
nodiscard enum err_code panel_build_event(struct panel_builder *b,
                                          const struct event_fact *f, struct err *e);
nodiscard enum err_code panel_build_end(struct panel **out, struct panel_builder *b,
                                        struct err *e);
void panel_build_abandon(struct panel_builder *b);
void panel_free(struct panel *p); /* NULL is fine */

#endif
