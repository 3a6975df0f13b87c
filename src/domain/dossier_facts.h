/* Facts of the field and around a person, as the pages write and show them. Same rules
 * as facts.h: codes are indexes in the list named beside the field, CODE_MISSING none.
 * A `words` field is free text: sealed in the store, in the clear here, owned by the
 * caller when written and by the arena when read. STR_NONE: nothing said.
 *
 * `written` is filled by readers only. */
#ifndef DOMAIN_DOSSIER_FACTS_H
#define DOMAIN_DOSSIER_FACTS_H

#include "domain/facts.h"
#include "domain/lists.h"

/* When a fact was recorded, and by which worker (nil: by no worker). */
struct written {
    int64_t at; /* Unix ms */
    struct uuid by;
    int64_t retracted_at; /* Unix ms; 0: it holds */
};

/* --- places and people who are met there --- */

struct place_approach_fact {
    struct uuid id, place;
    char sub_kind[40];  /* "market", in the place's own words; "" none */
    char address[200];  /* of the place; "" none */
    char advice[400];   /* when and how it is fitting to speak to people there */
    struct str contact; /* whom to ask there; sealed with the place's own key */
    struct organisation_id organisation; /* that knows the place; nil: everybody's */
    struct written written;
};
struct place_hour_fact {
    struct uuid id, place;
    uint8_t weekday;                /* 1 Monday to 7 Sunday */
    int16_t from_minute, to_minute; /* since midnight; to at most 1440 */
};
struct place_audience_fact {
    struct uuid id, place;
    uint8_t target_group; /* target_group */
};

/* Somebody who is met again, without a name or with a nickname. */
struct thread_fact {
    struct uuid id;
    struct organisation_id organisation;
    struct uuid worker;
    struct day opened_on;
    struct str nickname; /* sealed with the thread's own key; STR_NONE: none */
    struct written written;
};
struct chat_fact {
    struct uuid id;
    struct uuid reach;  /* what of it is counted */
    struct uuid thread; /* nil: a passing conversation */
    struct organisation_id organisation;
    struct uuid worker, place; /* place nil: somewhere else */
    int64_t happened_at;       /* Unix ms */
    uint8_t topic;             /* chat_topic */
    uint8_t language;          /* language */
    uint8_t is_first;          /* 1 yes, 0 no, CODE_MISSING not said */
    uint8_t next_step;         /* chat_next_step */
    struct day next_on;
    struct str words; /* sealed with the thread's key; only with a thread */
    struct written written;
};
struct thread_person_fact {
    struct uuid id, thread;
    struct person_id person;
};

/* --- around a person --- */

/* Who accompanies the person, for what, since when. The house knows the organisation
 * (and worker), or `words` name another one. */
struct guidance_fact {
    struct uuid id;
    struct person_id person;
    struct organisation_id organisation; /* nil: outside the house */
    struct uuid worker;                  /* nil: nobody in particular */
    bool keeps_file;                     /* its workers may open the file */
    uint8_t domain;                      /* guidance_domain */
    struct day from, to, next_on;
    struct str words;
    struct written written;
};
struct engagement_fact {
    struct uuid id;
    struct person_id person;
    struct trajectory_id trajectory;
    struct day on;
    uint8_t party; /* engagement_party */
    struct str words;
    struct written written;
};
struct goal_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    struct str words; /* the person's own */
    struct uuid worker;
    struct written written;
};
struct step_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    uint8_t owner;     /* step_owner */
    uint8_t condition; /* context_condition that it works on, or CODE_MISSING */
    struct day due_on;
    struct str words;
    struct written written;
};
struct step_state_fact {
    struct uuid id, step;
    struct person_id person;
    struct day on;
    uint8_t state; /* step_state */
    struct written written;
};
struct phase_actor_fact {
    struct uuid id; /* of the phase episode */
    struct person_id person;
    struct organisation_id organisation;
    struct uuid worker;
    struct str words; /* what came of it */
};
struct note_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    uint8_t confidentiality; /* confidentiality */
    struct organisation_id organisation;
    struct uuid worker;
    struct str words;
    struct written written;
};

/* A scale, and the questions asked with it. */
struct instrument_fact {
    struct uuid id;
    char code[24], title[160];
    struct organisation_id organisation; /* whose; nil: everybody's */
    bool is_interval; /* its steps are equally far apart: points may be added */
    int32_t lowest, highest;
    char lowest_words[80], highest_words[80]; /* what the ends mean */
};
struct instrument_item_fact {
    struct uuid id, instrument;
    int32_t number; /* order, from 1 */
    char title[200];
    uint8_t condition; /* context_condition it tells about, or CODE_MISSING */
};
struct assessment_fact {
    struct uuid id, item;
    struct person_id person;
    struct day on;
    uint8_t moment;      /* observation_moment */
    uint8_t assessed_by; /* assessed_by */
    bool has_score;      /* false: would rather not say */
    int32_t score;
    struct written written;
};
struct condition_work_fact {
    struct uuid id; /* of the condition event */
    struct person_id person;
    uint8_t owner; /* step_owner */
    struct str words;
};
struct competence_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    uint8_t kind; /* competence_kind */
    struct str words;
    struct written written;
};
struct document_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    uint8_t kind;            /* document_kind */
    uint8_t confidentiality; /* confidentiality */
    struct organisation_id organisation;
    struct uuid worker;
    char media_type[80];
    int64_t n_bytes;
    struct str title;
    struct written written;
};

/* One version; the highest sequence holds. */
struct appointment_fact {
    struct uuid id;
    struct person_id person;
    int32_t sequence;  /* RFC 5545: 0 at first */
    int64_t starts_at; /* Unix ms */
    int32_t minutes;
    uint8_t state; /* appointment_state */
    struct uuid worker;
    struct str words; /* where, and what for */
    struct written written;
};

/* A job beside its outcome event (same id): days, contract and employer stand there. */
struct job_fact {
    struct uuid id;
    struct person_id person;
    uint8_t contract;     /* contract_kind */
    uint8_t statute;      /* job_statute */
    uint8_t is_part_time; /* 1, 0, CODE_MISSING */
    uint8_t is_direct; /* without the public employment service: 1, 0, CODE_MISSING */
    struct str words;  /* function and employer */
};
struct aftercare_fact {
    struct uuid id, outcome;
    struct person_id person;
    uint8_t side;      /* aftercare_side */
    struct day due_on; /* which moment it was; DAY_NONE: in between */
    struct day on;
    uint8_t result; /* aftercare_result */
    struct uuid worker;
    struct str words;
    struct written written;
};
struct appreciation_fact {
    struct uuid id;
    struct person_id person;
    struct day on;
    int8_t scale; /* 1 to 5; 0 words only */
    struct str words;
    struct written written;
};
struct closing_fact {
    struct uuid id; /* of the end event */
    struct person_id person;
    uint8_t criterion; /* closing_criterion of the project then */
    uint8_t sustainable_work, is_manageable, is_self_reliant; /* 1, 0, CODE_MISSING */
    struct str words;
};

/* A value of a field that could not take its place, because another had. */
struct proposal_fact {
    struct uuid id;
    struct person_id person;
    char field[40];   /* identity field name, "goal" */
    struct uuid base; /* the row that the proposer saw; nil: there was none */
    struct uuid worker;
    struct organisation_id organisation;
    struct str words;
    struct written written;
};
struct proposal_decision_fact {
    struct uuid id, proposal;
    struct person_id person;
    uint8_t decision; /* proposal_decision */
    struct uuid worker;
};

#endif
