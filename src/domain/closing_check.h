/* Is it time to close a trajectory? Three criteria (R26): there is (sight of) lasting
 * work, the situation is manageable for the person, the person is self-reliant enough.
 * Beside them the criterion of the project (R27), which need not be that of its funder.
 * The check explains and never refuses: who closes decides. */
#ifndef DOMAIN_CLOSING_CHECK_H
#define DOMAIN_CLOSING_CHECK_H

#include "domain/dossier_facts.h"

enum closing_remark {
    CLOSING_NO_LASTING_WORK = 1 << 0,  /* the first criterion: no */
    CLOSING_NOT_MANAGEABLE = 1 << 1,   /* the second: no */
    CLOSING_NOT_SELF_RELIANT = 1 << 2, /* the third: no */
    CLOSING_NOT_ASKED = 1 << 3,        /* at least one of them was not discussed */
    CLOSING_CRITERION_OPEN = 1 << 4,   /* the project would not call it finished yet */
    CLOSING_VOLATILE_WORK = 1 << 5,    /* a volatile job stands: stay near (R27, R73) */
    CLOSING_CONDITIONS_OPEN = 1 << 6,  /* context conditions are still open (R66) */
};
struct closing_facts {
    struct closing_fact answers; /* its criterion is that of the project */
    uint8_t exit_reason;         /* CODE_MISSING */
    bool has_job;                /* one stands */
    uint8_t contract;            /* of it: contract_kind */
    bool has_training;           /* entered education, or qualified */
    bool has_handover;           /* a first meeting together, or the phase was done */
    unsigned n_open_conditions;
};
/* All three were said to be so. */
bool closing_is_whole(const struct closing_fact *f);
/* Would the project call it finished? 1, 0; CODE_MISSING: it has no criterion. */
uint8_t closing_meets_criterion(const struct closing_facts *f);
/* Bits of enum closing_remark; 0: nothing to say. */
unsigned closing_check(const struct closing_facts *f);

#endif
