/* Reports, products and visits of projects: writing. Targets, money and follow-ups are
 * in programme_store.h. Errors as in outreach_store.h. */
#ifndef STORE_PROJECT_STORE_H
#define STORE_PROJECT_STORE_H

#include "domain/project_facts.h"
#include "store/write.h"

nodiscard enum err_code project_report_add(struct write *w,
                                           const struct project_report_fact *f,
                                           struct err *e);
nodiscard enum err_code report_part_add(struct write *w,
                                        const struct report_part_fact *f,
                                        struct err *e);
/* A step that hands in has a digest and the text that it is of. */
nodiscard enum err_code report_step_add(struct write *w,
                                        const struct report_step_fact *f,
                                        struct err *e);
/* A kind, a title and a day; a link begins with http:// or https://. */
nodiscard enum err_code project_product_add(struct write *w,
                                            const struct project_product_fact *f,
                                            struct err *e);
nodiscard enum err_code project_visit_add(struct write *w,
                                          const struct project_visit_fact *f,
                                          struct err *e);

#endif
