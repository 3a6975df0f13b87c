/* People of several organisations around a table (R98, R99): who was there, whom it was
 * about, what was agreed, learnt or recommended, and what became of that. Same rules as
 * dossier_facts.h. */
#ifndef DOMAIN_CONSULTATION_FACTS_H
#define DOMAIN_CONSULTATION_FACTS_H

#include "domain/dossier_facts.h"

struct consultation_fact {
    struct uuid id;
    uint8_t kind;                        /* consultation_kind */
    struct partnership_id partnership;   /* nil: none */
    struct organisation_id organisation; /* that called it together */
    char title[200];                     /* open: about nobody */
    struct day on;
    int32_t minutes; /* 0: not said */
};
struct consultation_member_fact {
    struct uuid id, consultation;
    struct organisation_id organisation;
    struct uuid worker; /* nil: somebody of the organisation */
};
struct consultation_case_fact {
    struct person_id person;
    struct uuid id, consultation;
    struct str words; /* sealed with the key of the person; STR_NONE: none */
};
struct consultation_outcome_fact {
    struct uuid id, consultation;
    uint8_t kind;                        /* consultation_outcome */
    struct organisation_id organisation; /* whose it is; nil: nobody's */
    struct uuid worker;                  /* of it; nil: anybody there */
    struct day due_on;                   /* DAY_NONE: no day */
    struct str words; /* about nobody; sealed with the key of the consultation */
};
struct consultation_outcome_state_fact {
    struct uuid id, outcome;
    uint8_t state; /* agreed_state */
    struct day on;
    struct uuid worker;
};

#endif
