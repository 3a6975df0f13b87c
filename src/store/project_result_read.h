/* What projects leave behind and visits to them, read for people. Only facts that are
 * not retracted; everything lies in the arena. Writing: project_store.h. */
#ifndef STORE_PROJECT_RESULT_READ_H
#define STORE_PROJECT_RESULT_READ_H

#include "base/arena.h"
#include "domain/project_facts.h"
#include "store/db.h"

struct project_product_view {
    struct project_product_fact fact;
    char project_title[200], promotor_name[160], worker_name[160];
};
struct product_wanted {
    struct project_id project; /* nil: of all projects */
    uint8_t kind;              /* project_product; CODE_MISSING: of any kind */
    size_t first, most;
};
/* The last one first. */
nodiscard enum err_code project_products(struct project_product_view **out,
                                         size_t *n_out, struct arena *a, struct db *db,
                                         const struct product_wanted *wanted,
                                         struct err *e);

struct project_visit_view {
    struct project_visit_fact fact;
    char worker_name[160];
};
/* The last one first. */
nodiscard enum err_code project_visits(struct project_visit_view **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct project_id project, struct err *e);

/* Of which project is it? ERR_NOT_FOUND when it does not hold. */
enum project_result { PROJECT_RESULT_PRODUCT, PROJECT_RESULT_VISIT };
nodiscard enum err_code project_of_result(struct project_id *out, struct db *db,
                                          enum project_result kind, struct uuid id,
                                          struct err *e);

#endif
