/* What the rules found: one finding for each thing that does not fit, with the places,
 * the arithmetic in figures, what it means and the cure. */
#ifndef RECONCILE_FINDINGS_H
#define RECONCILE_FINDINGS_H

#include "base/buf.h"
#include "domain/code_list.h"

enum severity {
    SEVERITY_ERROR,   /* must not be published so */
    SEVERITY_WARNING, /* needs a sentence */
    SEVERITY_NOTE,    /* good to know */
    N_SEVERITIES
};

enum rule_id {
#define R(id, ...) id,
#include "reconcile/reconcile.def"
#undef R
    N_RULES
};

struct rule {
    const char *name; /* "sum_differs": stable */
    enum severity severity;
    const char *inconsistencies; /* "I1 I2": the cases it was made for */
    const char *what[N_LANGS], *cure[N_LANGS];
};
const struct rule *rule_at(enum rule_id id);
const struct rule *rule_named(struct str name); /* NULL when there is none */

/* "figures.csv", 52, ""; or "", 0, "2.1: Antwerpen / man". */
struct finding_place {
    const char *file;
    int line;
    const char *where;
};

struct finding {
    enum rule_id rule;
    struct finding_place *places; /* at least one */
    size_t n_places;
    const char *subject;    /* publication and figure */
    const char *arithmetic; /* "79 + 67 + 13 + 14 + 342 = 515 > 372"; "" when none */
    const char *what, *cure;
    /* where the first claim stands, for the order */
    size_t order;
};

/* Owned by the arena that the rules were given; items by the caller (findings_dispose).
 */
struct findings {
    struct finding *items;
    size_t n, cap;
};
void findings_dispose(struct findings *f);
size_t findings_count(const struct findings *f, enum severity severity);
bool findings_have(const struct findings *f, enum rule_id rule);
/* Errors first; within a severity in the order of what was checked. */
void findings_sort(struct findings *f);

/* Grouped by severity, each with rule, places, arithmetic, meaning and cure; and a last
 * line that counts them. `width` columns, at least 40. */
void findings_text(struct buf *out, const struct findings *f, enum lang lang,
                   unsigned width);
/* severity,rule,inconsistencies,subject,arithmetic,what,cure,places (places separated
 * by " | "). */
void findings_csv(struct buf *out, const struct findings *f, char separator);
nodiscard enum err_code findings_json(struct buf *out, const struct findings *f,
                                      enum lang lang, struct err *e);

#endif
