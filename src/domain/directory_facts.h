/* What our own people say of services in the directory, beside its records
 * (directory.h). None of it is about a person who is accompanied. */
#ifndef DOMAIN_DIRECTORY_FACTS_H
#define DOMAIN_DIRECTORY_FACTS_H

#include "domain/facts.h"
#include "domain/lists.h"

struct directory_keeper_fact {
    struct uuid id, service;
    struct organisation_id organisation;
};
struct directory_check_fact {
    struct uuid id, service;
    struct organisation_id organisation;
    struct uuid worker;
    struct day on;
};
struct directory_doubt_fact {
    struct uuid id, service;
    struct organisation_id organisation; /* that noticed it */
    struct uuid worker;
    uint8_t fault; /* service_fault */
    struct day on;
};
struct directory_doubt_outcome_fact {
    struct uuid id, doubt, worker;
    uint8_t outcome; /* doubt_outcome */
    struct day on;
};
struct directory_intent_fact {
    struct uuid id, service;
    struct organisation_id organisation;
    uint8_t intent; /* service_intent */
    struct day on;
};
struct directory_gap_fact {
    struct uuid id;
    struct organisation_id organisation;
    uint8_t condition; /* context_condition */
    char municipality[8];
    uint8_t target_group; /* CODE_MISSING: not said */
    struct day on;
};

#endif
