/* Calls and projects: who sees which, their money, targets and what followed. Who never
 * sees persons (who runs calls, analysts, auditors) sees all projects; everybody else
 * those that the own organisation leads or takes part in, and no others exist for them.
 * Changing is for who leads the project, and for who runs calls. No person is read here
 * (participant_acts.h), no figure counted (project_figures.h). */
#ifndef ACT_PROJECT_ACTS_H
#define ACT_PROJECT_ACTS_H

#include "act/behalf.h"
#include "domain/budget_sheet.h"
#include "domain/target_measure.h"
#include "store/project_read.h"

/* Does the visitor see the projects of all organisations? */
bool sees_all_projects(const struct asking *a);

struct project_gate {
    struct project_view project;
    bool may_write; /* targets, money, follow-up */
    bool is_promotor;
};
/* ERR_DENIED without PERMISSION_PROJECT_READ; ERR_NOT_FOUND for a project of others, as
 * for one that does not exist. First of all in every act about one. `db`: of the write
 * that is open, else the reader's. */
nodiscard enum err_code project_gate(struct project_gate *out, const struct asking *a,
                                     struct db *db, struct project_id project,
                                     struct err *e);
/* The same, and ERR_DENIED unless it may be changed. */
nodiscard enum err_code project_gate_write(struct project_gate *out,
                                           const struct asking *a, struct db *db,
                                           struct project_id project, struct err *e);

/* `first`: how many to pass over. */
enum { PROJECT_PAGE_ROWS = 50 };
nodiscard enum err_code projects_show(struct project_view **out, size_t *n_out,
                                      bool *is_more_out, const struct asking *a,
                                      struct str call, size_t first, struct err *e);

struct project_money {
    struct budget_line *lines;
    size_t n_lines;
    struct budget_sheet sheet;
    int64_t last_recorded_at; /* Unix ms; 0 no lines */
};
struct project_story {
    struct project_gate gate;
    struct project_partner *partners;
    size_t n_partners;
    struct target_fact *targets;
    size_t n_targets;
    struct project_money money;
    struct project_follow_up_fact *follow_ups;
    size_t n_follow_ups;
    bool has_predecessor; /* that the visitor may see */
    struct project_view predecessor;
    struct project_view *successors; /* that the visitor may see */
    size_t n_successors;
};
nodiscard enum err_code project_show(struct project_story *out, const struct asking *a,
                                     struct project_id project, struct err *e);

nodiscard enum err_code calls_show(struct call_view **out, size_t *n_out,
                                   const struct asking *a, struct err *e);
struct call_story {
    struct call_view call;
    struct target_fact *targets;
    size_t n_targets;
    struct project_money money; /* of the call itself, not of its projects */
    struct project_view *projects;
    size_t n_projects; /* at most PROJECT_PAGE_ROWS, that the visitor may see */
    bool is_more;
};
nodiscard enum err_code call_show(struct call_story *out, const struct asking *a,
                                  struct str code, struct err *e);

/* --- changing (project_change.c) --- */

enum target_fault {
    TARGET_FITS,
    TARGET_NO_NUMBER, /* indicative and contractual ones have one */
    TARGET_DAYS,      /* the last day is before the first */
};
/* Adds a target, or puts it in the place of `changes` (nil: none). Project, measure,
 * unit, kind, number and days are given; id (the form's) and text are filled in. A
 * number is kept only by a kind that has one. */
nodiscard enum err_code target_save(const struct asking *a, struct target_fact *f,
                                    struct uuid changes, enum target_fault *fault_out,
                                    struct err *e);
nodiscard enum err_code target_drop(const struct asking *a, struct project_id project,
                                    struct uuid target, struct err *e);
/* A line of the budget, likewise. ERR_INVALID for a day to come. */
nodiscard enum err_code budget_save(const struct asking *a, struct budget_fact *f,
                                    struct uuid changes, struct err *e);
nodiscard enum err_code budget_drop(const struct asking *a, struct project_id project,
                                    struct uuid line, struct err *e);
/* How it was judged or what followed; `successor` (nil: none) becomes an extension of
 * it, when the visitor may change that one too. */
nodiscard enum err_code follow_up_save(const struct asking *a,
                                       struct project_follow_up_fact *f,
                                       struct project_id successor, struct err *e);
/* Projects that may become the successor: began later, extend none, may be changed. */
nodiscard enum err_code successor_choices(struct project_view **out, size_t *n_out,
                                          const struct asking *a,
                                          const struct project_view *of, struct err *e);

#endif
