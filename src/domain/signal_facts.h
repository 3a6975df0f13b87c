/* Signals about what structurally stands in the way (R102-R108): noticed by who works
 * with people, never about one of them. Several that belong together are a bundle with
 * somebody who pulls it; steps tell what became of a signal or a bundle. Same rules as
 * dossier_facts.h. */
#ifndef DOMAIN_SIGNAL_FACTS_H
#define DOMAIN_SIGNAL_FACTS_H

#include "domain/dossier_facts.h"

struct signal_fact {
    struct uuid id;
    uint8_t barrier;      /* structural_barrier */
    uint8_t domain;       /* policy_domain; CODE_MISSING: not said */
    uint8_t level;        /* responsible_level; CODE_MISSING: not known */
    uint8_t target_group; /* target_group; CODE_MISSING: everybody */
    uint8_t frequency;    /* signal_frequency */
    char municipality[6]; /* REFNIS; "" the whole region */
    struct day noticed_on;
    struct organisation_id organisation; /* of who noticed it */
    struct uuid worker;
    struct str words; /* sealed with the signal's own key; STR_NONE: none */
    struct written written;
};
struct signal_bundle_fact {
    struct uuid id;
    char title[200];                     /* about what stands in the way, open */
    uint8_t domain;                      /* policy_domain */
    uint8_t level;                       /* responsible_level: who is to act */
    struct organisation_id organisation; /* that keeps it */
    struct uuid worker;                  /* who pulls it ("trekker") */
    struct day opened_on;
    struct written written;
};
struct bundle_signal_fact {
    struct uuid id, bundle, signal;
    struct written written;
};
/* What became of one signal, or of a bundle and all signals in it. */
struct signal_step_fact {
    struct uuid id;
    struct uuid signal, bundle; /* one of the two is nil */
    uint8_t status;             /* signal_status */
    uint8_t level;              /* to whom it was passed on; CODE_MISSING */
    struct day on;
    struct uuid worker;
    struct str words; /* sealed with the key of the signal or bundle */
    struct written written;
};

#endif
