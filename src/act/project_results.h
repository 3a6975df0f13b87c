/* What a project leaves behind (R130), visits to it (R134), and how long a follow-up
 * let wait (R132). Products are there for everybody who may read projects; visits for
 * who sees the project. Writing: who leads the project, and who runs calls. */
#ifndef ACT_PROJECT_RESULTS_H
#define ACT_PROJECT_RESULTS_H

#include "act/project_acts.h"
#include "store/project_result_read.h"

struct project_results {
    struct project_gate gate;
    struct project_product_view *products;
    size_t n_products;
    struct project_visit_view *visits;
    size_t n_visits;
};
nodiscard enum err_code project_results_show(struct project_results *out,
                                             const struct asking *a,
                                             struct project_id project, struct err *e);
/* Products of all projects. `kind`: CODE_MISSING any; `first`: how many to pass over.
 */
nodiscard enum err_code products_show(struct project_product_view **out, size_t *n_out,
                                      bool *is_more_out, const struct asking *a,
                                      uint8_t kind, size_t first, struct err *e);

/* Ids and worker are filled in. ERR_INVALID for a day to come. */
nodiscard enum err_code product_save(const struct asking *a,
                                     struct project_product_fact *f, struct err *e);
nodiscard enum err_code visit_save(const struct asking *a, struct project_visit_fact *f,
                                   struct err *e);
/* ERR_NOT_FOUND when it is not of this project. */
nodiscard enum err_code project_result_drop(const struct asking *a,
                                            struct project_id project,
                                            enum project_result kind, struct uuid id,
                                            struct err *e);

/* Days between the end of a project and the first begin of its successors: 0 when the
 * work went on without a break. -1: it has no end, or no successor with a begin. */
int follow_up_gap_days(const struct project_story *s);

#endif
