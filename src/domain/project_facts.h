/* Projects in daily work: the report of a period, what a project leaves behind (R130)
 * and visits to it (R134). What the figures say of it is counted
 * when it is shown; what they cannot say stands here, in words about nobody. Same rules
 * as dossier_facts.h. */
#ifndef DOMAIN_PROJECT_FACTS_H
#define DOMAIN_PROJECT_FACTS_H

#include "domain/dossier_facts.h"

enum { REPORT_DIGEST_BYTES = 32 };

struct project_report_fact {
    struct uuid id;
    struct project_id project;
    struct day from, to;                 /* both included */
    struct organisation_id organisation; /* that reports */
    struct uuid worker;                  /* who opened it */
    struct written written;
};
/* The last of a kind holds. */
struct report_part_fact {
    struct uuid id, report;
    uint8_t kind; /* report_part */
    struct uuid worker;
    struct str text;
    struct written written;
};
struct report_step_fact {
    struct uuid id, report;
    uint8_t kind; /* report_step */
    struct uuid worker;
    struct day on;
    bool has_digest;
    uint8_t digest[REPORT_DIGEST_BYTES]; /* BLAKE2b-256 of the text, when handed in */
    struct str text; /* handed in: the report as it was, line by line; else why */
    struct written written;
};
/* Free for everybody afterwards. */
struct project_product_fact {
    struct uuid id;
    struct project_id project;
    uint8_t kind; /* project_product */
    char title[200];
    uint8_t licence; /* product_licence; CODE_MISSING: nobody said */
    char link[400];  /* "https://..."; "" none */
    struct day on;
    struct uuid worker; /* who wrote it down */
    struct str text;
};
/* Quality is discussed by means of cases, told without who they are about. */
struct project_visit_fact {
    struct uuid id;
    struct project_id project;
    struct day on;
    struct uuid worker;
    struct str text, adjustments; /* what changes; STR_NONE: nothing */
};

#endif
