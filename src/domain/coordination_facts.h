/* Who keeps the guidances of a person in tune (R94, R95), and how many files a worker
 * takes on (R49). Same rules as dossier_facts.h. */
#ifndef DOMAIN_COORDINATION_FACTS_H
#define DOMAIN_COORDINATION_FACTS_H

#include "domain/dossier_facts.h"

struct coordination_duty_fact {
    struct uuid id;
    struct person_id person;
    struct organisation_id organisation; /* whose coordinator was asked, or does it */
    struct uuid worker;                  /* nil: asked, and nobody took it yet */
    struct uuid asked_by;                /* nil: nobody asked, it was taken up */
    struct day from, to;                 /* DAY_NONE: still */
    struct str words; /* what is asked; sealed with the person's key */
    struct written written;
};
struct caseload_limit_fact {
    struct uuid id;
    struct organisation_id organisation;
    struct uuid worker; /* nil: everybody of the organisation */
    int number;         /* files at most */
    struct day from, to;
    struct written written;
};
enum { CASELOAD_MOST = 10000, CASELOAD_ACTIVE_DAYS = 30 };

#endif
