/* Calls and projects, their money and their targets, read for people. Only facts that
 * are not retracted; everything lies in the arena. Figures of participants are not read
 * here: the question language counts them. */
#ifndef STORE_PROJECT_READ_H
#define STORE_PROJECT_READ_H

#include "base/arena.h"
#include "domain/dossier_facts.h"
#include "store/db.h"

struct call_view {
    struct call_fact fact;
    int64_t n_projects;
    char follower[16]; /* the call that follows it ("bis"); "" none */
};
/* Running ones first, then by code. */
nodiscard enum err_code call_list(struct call_view **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct day today,
                                  struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code call_read(struct call_view *out, struct arena *a, struct db *db,
                                  struct str code, struct err *e);

struct project_view {
    struct project_fact fact;
    char promotor_name[160], call_name[160];
    uint8_t criterion; /* closing_criterion; CODE_MISSING */
};
struct project_wanted {
    struct organisation_id organisation; /* leads or takes part; nil: all */
    struct str call;                     /* empty: of any */
    struct project_id extension_of;      /* nil: any */
    struct day today;                    /* taking part on that day */
    size_t first, most;
};
/* The last begun first. */
nodiscard enum err_code project_list(struct project_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     const struct project_wanted *wanted,
                                     struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code project_read(struct project_view *out, struct arena *a,
                                     struct db *db, struct project_id project,
                                     struct err *e);
/* Does the organisation lead it, or take part in it on that day? */
nodiscard enum err_code project_is_of(bool *out, struct db *db,
                                      struct project_id project,
                                      struct organisation_id organisation,
                                      struct day today, struct err *e);

struct project_partner {
    char name[160], role[40];
    struct day from, to;
};
nodiscard enum err_code project_partners(struct project_partner **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct project_id project, struct err *e);

/* Of a call (code) or a project: the other empty or nil. */
struct money_owner {
    struct str call;
    struct project_id project;
};
struct budget_line {
    struct budget_fact fact;
    int64_t recorded_at; /* Unix ms */
};
/* By source, kind, day. */
nodiscard enum err_code budget_lines(struct budget_line **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct money_owner owner, struct err *e);
nodiscard enum err_code target_lines(struct target_fact **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct money_owner owner, struct err *e);
/* One of them; ERR_NOT_FOUND. */
nodiscard enum err_code budget_read(struct budget_fact *out, struct arena *a,
                                    struct db *db, struct uuid id, struct err *e);
nodiscard enum err_code target_read(struct target_fact *out, struct arena *a,
                                    struct db *db, struct uuid id, struct err *e);
nodiscard enum err_code project_follow_ups(struct project_follow_up_fact **out,
                                           size_t *n_out, struct arena *a,
                                           struct db *db, struct project_id project,
                                           struct err *e);

#endif
