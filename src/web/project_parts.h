/* What the pages of calls and projects share. */
#ifndef WEB_PROJECT_PARTS_H
#define WEB_PROJECT_PARTS_H

#include "act/project_acts.h"
#include "act/project_figures.h"
#include "web/reply.h"

#define PROJECTS_PATH "/projecten"
#define CALLS_PATH    "/oproepen"
#define CALL_PATH     "/oproepen/oproep"

struct project_id request_project(const struct request *q);
/* "/projecten/UUID", and what follows: project_path(a, id, "/doelen"). */
const char *project_path(struct arena *a, struct project_id project, const char *rest);
/* "/oproepen/oproep?nr=490" */
const char *call_path(struct arena *a, const char *code);

enum project_tab {
    PROJECT_TAB_OVERVIEW,
    PROJECT_TAB_TARGETS,
    PROJECT_TAB_MONEY,
    PROJECT_TAB_PARTICIPANTS,
    PROJECT_TAB_COMPLETENESS,
    PROJECT_TAB_REPORTS,
    PROJECT_TAB_RESULTS,
    N_PROJECT_TABS
};
/* Back link, title of the project as h1 and its tabs. */
void project_page_begin(struct buf *out, struct frame *f, const struct request *q,
                        const struct project_view *p, enum project_tab tab);
/* Of a form: back to that tab, and the frame's title as h1. */
void project_form_begin(struct buf *out, struct frame *f, const struct request *q,
                        const struct project_view *p, enum project_tab tab,
                        const struct form_errors *errors);

/* "1 januari 2024 tot 31 december 2026", "sinds ...", "geen einddag". */
void period_html(struct buf *out, const struct frame *f, struct arena *a,
                 struct day from, struct day to);
/* "€ 1.234,56", in the arena. */
const char *euro_words(struct arena *a, const struct frame *f, int64_t cents);
/* The number, leading to its question at the desk when the visitor may ask there. */
void figure_html(struct buf *out, const struct frame *f, const struct request *q,
                 const struct figure *figure);

/* Targets with what was reached. `path` of the project changes them ("" : not shown).
 */
nodiscard enum err_code targets_html(struct buf *out, const struct frame *f,
                                     const struct request *q,
                                     const struct target_fact *targets, size_t n,
                                     enum target_owner owner, const char *code,
                                     const char *change_path, struct err *e);
/* The statement of a target of this owner; false when nothing counts it. */
bool target_statement(struct str *out, struct arena *a, const struct target_fact *f,
                      enum target_owner owner, const char *code, struct day today);

/* Sources by kind of amount, with totals, and in words what deserves a look. */
void money_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct budget_sheet *s);
/* "sum euro rows source columns amount_kind where project = ..." */
struct str money_statement(struct arena *a, enum target_owner owner, const char *code);

/* A list of projects. */
void project_lines(struct buf *out, const struct frame *f, struct arena *a,
                   const struct project_view *list, size_t n);

#endif
