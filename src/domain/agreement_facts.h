/* What the parties of a partnership agreed, for all of it or for one municipality: the
 * actions, how many are aimed at and by when, and what came of them, by day. Same rules
 * as dossier_facts.h; nothing here is about a person. */
#ifndef DOMAIN_AGREEMENT_FACTS_H
#define DOMAIN_AGREEMENT_FACTS_H

#include "domain/dossier_facts.h"

struct agreement_fact {
    struct uuid id;
    struct partnership_id partnership;
    char municipality[8]; /* REFNIS; "" the whole partnership */
    char title[200];
    struct day from, to;
    struct str text; /* open; STR_NONE: none */
};
struct agreed_action_fact {
    struct uuid id, agreement;
    uint8_t kind; /* action_kind; CODE_MISSING: none of them */
    char text[400];
    struct day due_on;
    int64_t number; /* aimed at; -1: no number */
    struct organisation_id organisation;
};
struct agreed_result_fact {
    struct uuid id, action;
    uint8_t state; /* agreed_state */
    struct day on;
    int64_t number; /* reached by then; -1: no number */
    struct str text;
    struct uuid worker;
};

#endif
