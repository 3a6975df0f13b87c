/* What a person lets another organisation see, what ended it, and who asked for more.
 * Same rules as dossier_facts.h: words are sealed with the key of the person. */
#ifndef DOMAIN_SHARING_FACTS_H
#define DOMAIN_SHARING_FACTS_H

#include "domain/dossier_facts.h"

/* One answer about one receiver, one purpose and one category of data. */
struct consent_fact {
    struct person_id person;
    struct uuid id;
    struct organisation_id receiver;
    uint8_t purpose;  /* sharing_purpose */
    uint8_t category; /* sharing_category, the same numbers as enum record_category */
    uint8_t ground;   /* sharing_ground */
    bool is_given;    /* false: the person said no */
    uint8_t form;     /* consent_form: how it was told */
    uint8_t language; /* language in which it was told; CODE_MISSING */
    struct day from, to;                 /* to DAY_NONE: until it is withdrawn */
    struct organisation_id organisation; /* that recorded it */
    struct uuid worker;
    struct str words; /* why, for a ground that is not consent; else what was said */
    struct written written;
};
/* From the moment it is recorded the consent opens nothing. */
struct consent_withdrawal_fact {
    struct person_id person;
    struct uuid id, consent;
    struct day on;
    uint8_t party; /* withdrawal_party */
    struct uuid worker;
    struct str words;
    struct written written;
};
/* Somebody of an organisation that sees something asks whether it may see more. */
struct consent_request_fact {
    struct person_id person;
    struct uuid id;
    struct organisation_id organisation; /* that would see it */
    struct uuid worker;                  /* who asks */
    uint8_t purpose;                     /* sharing_purpose */
    uint8_t category;                    /* sharing_category */
    struct day on;
    struct str words; /* why */
    struct written written;
};

#endif
