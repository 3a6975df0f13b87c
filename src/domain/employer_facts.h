/* Employers as organisations of the house know them (R76, R77): whom they may call,
 * what was done with them, what work they have. Nothing of a person stands in them.
 * Same rules as dossier_facts.h. */
#ifndef DOMAIN_EMPLOYER_FACTS_H
#define DOMAIN_EMPLOYER_FACTS_H

#include "domain/dossier_facts.h"

enum { VACANCY_PLACES_MOST = 1000, REPLY_WORKING_DAYS = 2 };

struct employer_contact_fact {
    struct uuid id;
    struct organisation_id employer, keeper; /* keeper: our organisation */
    struct uuid worker;                      /* whom the employer may call */
    uint8_t willingness;                     /* employer_willingness; CODE_MISSING */
    char phone[40];                          /* of that worker, at work; "" none */
    struct str words; /* whom to ask there; sealed with the key of this row */
    struct written written;
};
struct employer_action_fact {
    struct uuid id;
    struct organisation_id employer, keeper;
    uint8_t kind; /* employer_action */
    struct day on;
    struct uuid worker;
    struct str words; /* sealed with the key of this row */
    struct written written;
};
struct vacancy_fact {
    struct uuid id;
    struct organisation_id employer, keeper;
    char title[200];
    char municipality[6]; /* REFNIS; "" not said */
    uint8_t sector;       /* CODE_MISSING */
    uint8_t contract;     /* contract_kind; CODE_MISSING */
    bool is_hidden;       /* announced nowhere: the keeper alone sees it */
    int32_t n_places;
    struct day from, to; /* to DAY_NONE: until it is taken away */
    struct str text;     /* open: about the work */
    struct written written;
};

#endif
