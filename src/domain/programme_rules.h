/* Figures set by programmes, laws and agreements, as data with their validity and
 * source (programme_rules.def). Whoever needs one asks here with the day at hand, so
 * that a case of 2018 is judged by the rule of 2018. */
#ifndef DOMAIN_PROGRAMME_RULES_H
#define DOMAIN_PROGRAMME_RULES_H

#include "domain/lists.h"

enum { RULE_UNLIMITED = -1, ANY_KIND = -1 };

enum rule_unit {
    RULE_DAYS,
    RULE_WEEKS,
    RULE_MONTHS,
    RULE_YEARS,
    RULE_HOURS,
    RULE_PERSONS,
    RULE_PERCENT,
    RULE_YES_OR_NO, /* value 1 or 0 */
};

struct programme_rule {
    const char *name;  /* "aftercare_months_max" */
    const char *call;  /* "380", or "": every call of the kind */
    int16_t call_kind; /* list call_kind, or ANY_KIND */
    int32_t value;     /* RULE_UNLIMITED: no limit */
    enum rule_unit unit;
    struct day from; /* DAY_NONE: since before our records */
    const char *source;
};

/* The rule for a call of a kind on a day; false when none had begun. `call` may be
 * empty and call_kind ANY_KIND. A rule for the call goes before one for its kind, and
 * that before one for any. */
bool programme_rule_on(struct programme_rule *out, const char *name, struct str call,
                       int call_kind, struct day on);
/* Its value, or `otherwise`. */
int programme_rule_value(const char *name, struct str call, int call_kind,
                         struct day on, int otherwise);
size_t programme_rule_count(void);
struct programme_rule programme_rule_at(size_t i);
const char *rule_unit_name(enum rule_unit unit); /* "months" */

/* Next day on which an evaluation is due: every `years` years after `started` (R165),
 * the first that lies after `last` (DAY_NONE: none took place yet). */
struct day evaluation_due_on(struct day started, struct day last, int years);
/* How many of the sitting custom workers of a company are to be evaluated: the
 * percentage rounded up, so that a small company has at least one (R166). */
int evaluation_sample_size(int n_workers, int percent);

#endif
