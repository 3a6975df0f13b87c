/* Dated facts as the store gives them and the panel takes them. Codes are indexes in
 * the code list named beside the field (lists.h); CODE_MISSING stands for none
 * recorded.
 *
 * Every fact has two clocks: the day it is true of, and the moments it was recorded
 * and, if corrected, retracted. Readers ask for the facts known at a moment and get
 * those with recorded_at <= moment < retracted_at. */
#ifndef DOMAIN_FACTS_H
#define DOMAIN_FACTS_H

#include "domain/code_list.h"
#include "domain/ids.h"

/* Why a value is there or not. These are different things everywhere in the house. */
enum answer_state {
    ANSWER_KNOWN,     /* the value stands beside this */
    ANSWER_UNKNOWN,   /* asked, and the person does not know */
    ANSWER_NOT_ASKED, /* nobody asked */
    ANSWER_REFUSED,   /* asked on a date, and the person would rather not say */
};

/* Base attributes of a person (list "attribute_kind"). Groups, origins, segments and
 * education levels are computed from them, never stored. */
struct attribute_fact {
    struct uuid id;
    struct person_id person;
    uint8_t kind;   /* attribute_kind */
    uint8_t state;  /* enum answer_state */
    uint8_t source; /* attribute_source */
    char value[32]; /* code of the list that belongs to the kind, REFNIS code, ISO
                       country, year; "" unless state is ANSWER_KNOWN */
    struct day valid_from, valid_to; /* valid_to DAY_NONE: still */
};

/* A person: what is countable of it. Identity is in the vault. */
struct person_fact {
    struct person_id id;
    struct day first_seen_on;
};

/* This file is about that human being. A person without one is a human being of its
 * own. */
struct person_link_fact {
    struct uuid id;
    struct person_id person;
    struct human_id human;
    struct uuid run;
    uint8_t basis; /* LIST_LINK_BASIS */
};

/* Two files that a comparison found alike, and nobody decided about: what figures of
 * persons may be wrong by. */
struct link_doubt_fact {
    struct person_id person, other;
    uint8_t verdict;   /* link_verdict */
    int64_t millibits; /* evidence that they are one, in thousandths of a bit */
};
/* A pair that was drawn at random, and what somebody found who looked at it. */
struct link_reviewed_fact {
    struct person_id person, other;
    uint8_t verdict; /* link_verdict: of the comparison, when it was drawn */
    bool is_same;    /* they are one human being */
};

/* A person in a project or partnership. Reached is the moment it exists. */
struct trajectory_fact {
    struct trajectory_id id;
    struct person_id person;
    struct project_id project;         /* nil when none */
    struct partnership_id partnership; /* nil when none */
    struct organisation_id host; /* company or body where it runs; nil when none */
    struct day reached_on;
    int16_t entry_age; /* completed years at reached_on, from the exact birth date when
                          the vault knew it; -1 unknown */
    uint8_t channel;   /* intake_channel */
    uint8_t is_voluntary; /* 1 yes, 0 compulsory, CODE_MISSING not recorded */
};

/* What happened in a trajectory. One stream for the panel; the store keeps each kind in
 * its own table with its own particulars. */
enum event_kind {
    EVENT_STARTED,     /* code: CODE_MISSING */
    EVENT_ENDED,       /* code: end_kind (carried_out, stopped); detail: exit_reason */
    EVENT_JUDGED,      /* code: judgement */
    EVENT_PHASE,       /* code: phase; a phase episode began */
    EVENT_CONTACT,     /* code: contact_mode */
    EVENT_ACTION,      /* code: action_kind */
    EVENT_OUTCOME,     /* code: outcome; detail: sector of destination (sector) */
    EVENT_REFERRAL,    /* code: organisation_kind that referred */
    EVENT_OBSERVATION, /* code: indicator; detail: moment (observation_moment); value */
    EVENT_CONDITION,   /* code: context_condition; detail: its state on that day
                          (context_condition_state) */
    N_EVENT_KINDS
};

/* What was done around a person, as the panel has it: events of the trajectory that had
 * been reached last by that day (or else the first). The store keeps each in a table of
 * its own, with the person; a person without a trajectory has none. */
enum care_event_kind {
    EVENT_ASSESSMENT = N_EVENT_KINDS, /* code + 256 * detail: number of the item, in the
                        order in which items came; value: points above the lowest of
                        the scale, or CARE_NOT_SAID */
    EVENT_APPRECIATION,               /* code: 1 to 5, CODE_MISSING words only */
    EVENT_APPOINTMENT, /* code: appointment_state; detail: yes_no, moved */
    EVENT_ASSET,       /* code: competence_kind */
    EVENT_AFTERCARE,   /* a moment of aftercare, on the day it was due. code:
                          aftercare_moment; detail: aftercare_side + 2 * aftercare_rule;
                          value: CARE_LAG_ZERO + days until it was held, CARE_NOT_HELD */
    EVENT_TALK,        /* aftercare that took place. code: aftercare_result; detail:
                          aftercare_side; value: both_sides */
    EVENT_JOB_CHECK,   /* so long after a job began. code: aftercare_moment; detail:
                          yes_no, still at work; value: 1 + contract_kind, 0 none */
    N_PANEL_EVENT_KINDS
};
enum {
    CARE_NOT_SAID = 0xff, /* would rather not say */
    CARE_LAG_ZERO = 100,  /* lags are kept from -100 to 150 days */
    CARE_LAG_MOST = 250,
    CARE_NOT_HELD = 0xff,
};

struct event_fact {
    struct uuid id;
    struct trajectory_id trajectory;
    struct person_id person;
    uint8_t kind; /* enum event_kind or care_event_kind */
    uint8_t code, detail;
    uint8_t value; /* observation: 1 yes, 0 no; in the panel also: of an outcome 1 +
                      contract_kind, of a condition 1 + step_owner; otherwise 0 */
    struct day on;
};

/* A dated status of a person from a register or from follow-up (list "labour_status",
 * "benefit" or "registration_status"; `list` says which). */
enum spell_list { SPELL_LABOUR, SPELL_BENEFIT, SPELL_REGISTRATION, N_SPELL_LISTS };
struct spell_fact {
    struct uuid id;
    struct person_id person;
    uint8_t list; /* enum spell_list */
    uint8_t code;
    uint8_t body; /* organisation_kind that knows the person, for registrations */
    uint8_t exit; /* exit_reason: where it led to; CODE_MISSING not known or still */
    struct day from, to; /* both included; to DAY_NONE: still */
};

/* Where a spell led to, when that became known apart from the spell. */
struct spell_exit_fact {
    struct uuid id;
    struct person_id person;
    struct uuid spell;
    uint8_t destination; /* exit_reason */
};

struct call_fact {
    char code[16]; /* "490" */
    char name[160];
    uint8_t kind;                     /* call_kind */
    char predecessor[16];             /* "457", or "" */
    struct day launched_on, from, to; /* DAY_NONE unknown */
    struct day reports_until; /* results may still be reported until then; DAY_NONE */
};

struct organisation_fact {
    struct organisation_id id;
    char code[24];
    char name[160];
    uint8_t kind;         /* organisation_kind */
    uint8_t former_kind;  /* former_workshop_kind, CODE_MISSING */
    char municipality[8]; /* REFNIS code or "" */
};

struct project_fact {
    struct project_id id;
    char code[24];
    char title[160];
    char call[16];
    struct organisation_id promotor;
    struct project_id extension_of; /* nil when none */
    uint8_t kind;                   /* project_kind */
    uint8_t target_group;           /* target_group, CODE_MISSING */
    uint8_t is_transnational;
    struct day from, to;
};

struct partnership_fact {
    struct partnership_id id;
    char code[24];
    char name[160];
    uint8_t status; /* partnership_status */
    struct day from, to;
};

/* Money: allocated is not spent, and ESF with co-financing is not ESF. */
struct budget_fact {
    struct uuid id;
    char call[16];             /* "" when the line belongs to a project */
    struct project_id project; /* nil when the line belongs to a call */
    uint8_t source;            /* funding_source */
    uint8_t amount_kind;       /* amount_kind */
    int64_t cents;
    struct day on;
};

/* What was promised. A minimum is not an indication. */
struct target_fact {
    struct uuid id;
    char call[16];             /* "" when it belongs to a project or partnership */
    struct project_id project; /* nil when none */
    struct partnership_id partnership; /* nil when none */
    char measure[64];                  /* "reached" */
    char unit[24];                     /* "persons" */
    char text[64];                     /* as written: "almost 3000" */
    bool has_number;
    double number;
    uint8_t kind; /* target_kind: indicative or contractual */
    struct day from, to;
};

/* A municipality that a partnership covers, while the partnership runs. */
struct coverage_fact {
    struct uuid id;
    struct partnership_id partnership;
    char municipality[8]; /* REFNIS code */
};

/* How a project was judged, or what was done with it afterwards; at least one of the
 * two. A project may have several. */
struct project_follow_up_fact {
    struct uuid id;
    struct project_id project;
    struct day on;      /* DAY_NONE not known */
    uint8_t evaluation; /* project_evaluation, CODE_MISSING */
    uint8_t follow_up;  /* project_follow_up, CODE_MISSING */
};

/* --- outreach: reach before anybody is known. Nothing here identifies. --- */

struct outreach_place_fact {
    struct uuid id;
    char name[160];       /* of the place, never of a person */
    uint8_t kind;         /* place_kind */
    char municipality[8]; /* REFNIS code or "" */
    struct day from, to;  /* DAY_NONE: not known since when; still */
};

struct outreach_action_fact {
    struct uuid id;
    struct uuid place;                 /* nil when none */
    struct project_id project;         /* nil when none */
    struct partnership_id partnership; /* nil when none */
    uint8_t mode;                      /* contact_mode */
    struct day on;                     /* its first day, which may be to come */
    int32_t minutes;                   /* -1 unknown */
};

/* What kind of action it was and, when it lasted longer than a day, until when. An
 * action has at most one that is not retracted. */
struct outreach_course_fact {
    struct uuid id;
    struct uuid action;
    uint8_t kind;        /* outreach_action_kind, CODE_MISSING */
    struct day ended_on; /* its last day; DAY_NONE: the first day is the last */
};

/* What type of outreach an action was, in the typology of the Commission for Diversity:
 * by where the offer is (Dewson 2006), by what is offered, and whether it leans on the
 * local community, the target group or both (Meadows 2008, Dewaele 2009). Each may be
 * CODE_MISSING, not all three. At most one that is not retracted an action. */
struct outreach_offer_fact {
    struct uuid id;
    struct uuid action;
    uint8_t location;  /* offer_location */
    uint8_t offer;     /* offer_kind */
    uint8_t dimension; /* outreach_dimension */
};

/* One target group or one partner of an action: exactly one of the two. */
struct outreach_audience_fact {
    struct uuid id;
    struct uuid action;
    uint8_t target_group;                /* target_group, CODE_MISSING */
    struct organisation_id organisation; /* nil when it is a target group */
};

/* Either a headcount (n > 0, thread nil) or one conversation of an anonymous thread (n
 * 1, thread set: the same thread again is the same human being). */
struct reach_fact {
    struct uuid id;
    struct uuid action;
    struct uuid thread;
    struct person_id person; /* when the thread became a person; nil before */
    int32_t n;
    char category[40]; /* what the guide saw: a code of target_group, or a word of the
                          place's own; "" none */
    bool refused_registration;
};

/* A figure as somebody published it. A blank is not a zero. */
struct published_fact {
    struct uuid id;
    char figure[16];      /* "f1" */
    char publication[64]; /* "question 63 of 2022-10-14" */
    char cell[120];       /* "call=490;province=antwerpen;sex=m", dimension codes */
    char measure[64];     /* "reached" */
    char unit[24];        /* "persons" */
    char text[64];        /* as printed: "190", "meer dan 4500", "" for a blank */
    bool has_number;
    double number;
    struct day as_of; /* DAY_NONE when the publication does not say */
};

#endif
