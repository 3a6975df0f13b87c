/* Reports of projects, read for people: words about nobody. Only facts that are not
 * retracted; everything lies in the arena. */
#ifndef STORE_REPORT_READ_H
#define STORE_REPORT_READ_H

#include "base/arena.h"
#include "domain/report_course.h"
#include "store/db.h"

struct report_step_view {
    struct report_step_fact fact;
    char worker_name[160];
};
struct report_view {
    struct project_report_fact fact;
    char worker_name[160];
    struct report_step_view *steps; /* in order of recording */
    size_t n_steps;
    struct str parts[N_REPORT_PART]; /* the last words of each; empty: none */
    bool has_part[N_REPORT_PART];
};
/* Of a project, the last period first. */
nodiscard enum err_code report_list(struct report_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct project_id project, struct err *e);
/* ERR_NOT_FOUND, also when it is another project's. */
nodiscard enum err_code report_read(struct report_view *out, struct arena *a,
                                    struct db *db, struct project_id project,
                                    struct uuid report, struct err *e);
enum report_stand report_stand_on(const struct report_view *v, struct arena *a);

#endif
