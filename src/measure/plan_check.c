#include "measure/plan.h"

void plan_make(struct plan *out, const struct question *q, const struct statement *s,
               int each, struct day today)
{
    *out = (struct plan){.statement = s, .relation = population_relation(&s->counted)};
    if (each >= 0) {
        out->dims_at[0] = s->each[each].at;
        out->dims[out->n_dims++] = s->each[each].dimension;
    }
    for (unsigned i = 0; i < s->n_rows; i++) {
        out->dims_at[out->n_dims] = s->rows[i].at;
        out->dims[out->n_dims++] = s->rows[i].dimension;
    }
    out->n_rows = out->n_dims;
    for (unsigned i = 0; i < s->n_columns; i++) {
        out->dims_at[out->n_dims] = s->columns[i].at;
        out->dims[out->n_dims++] = s->columns[i].dimension;
    }
    const struct moments *m = &s->moments, *all = &q->moments;
    out->as_of = !day_is_none(m->as_of)     ? m->as_of
                 : !day_is_none(all->as_of) ? all->as_of
                                            : today;
    out->borders_of = !day_is_none(m->borders_of)     ? m->borders_of
                      : !day_is_none(all->borders_of) ? all->borders_of
                                                      : out->as_of;
    out->view = (struct panel_view){
        .known_at_ms = m->known_at_given ? m->known_at_ms : all->known_at_ms,
        .without_links = m->without_links || all->without_links};
}

static enum err_code fail_at(struct err *e, struct place at, enum err_code code,
                             const char *expected, const char *found)
{
    return err_set_at(e, code, at.line, at.column, "expected %s, found %s", expected,
                      found);
}

/* The units that have a dimension, for the hint of an error. */
static void hint_units(struct err *e, const struct dimension *d)
{
    char text[320];
    size_t n = (size_t)snprintf(text, sizeof text, "%s belongs to", d->name);
    bool any = false;
    for (int u = 0; u < N_UNITS; u++) {
        if (!(unit_at((enum unit)u)->relation & d->relations)) continue;
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %s", any ? "," : "",
                              unit_at((enum unit)u)->name);
        any = true;
    }
    err_hint(e, "%s", text);
}

static enum err_code check_belongs(const struct dimension *d, struct place at,
                                   unsigned relation, enum unit unit, struct err *e)
{
    char expected[80];
    if (relation == 0 || d->relations & relation) return OK;
    snprintf(expected, sizeof expected, "a dimension of %s", unit_at(unit)->name);
    fail_at(e, at, ERR_INVALID, expected, d->name);
    hint_units(e, d);
    if (relation == RELATION_P && unit_at(unit)->relation & d->relations)
        err_hint(e, "%s belongs to %s without a selection of trajectories", d->name,
                 unit_at(unit)->name);
    if (d->id == DIM_STATUS && relation == RELATION_N)
        err_hint(e, "did you mean partnership_status?");
    return ERR_INVALID;
}

static enum err_code check_condition(const struct condition *c, unsigned relation,
                                     enum unit unit, struct err *e)
{
    enum err_code rc = OK;
    if (!c) return OK;
    if (c->dimension && c->dimension->flags & DIMENSION_OUTFLOW &&
        unit != UNIT_OUTFLOWS) {
        fail_at(e, c->at, ERR_INVALID, "a dimension of who enters or stays",
                c->dimension->name);
        err_hint(e, "%s belongs to outflows", c->dimension->name);
        return ERR_INVALID;
    }
    if (c->kind == CONDITION_DATE && relation && relation != RELATION_P) {
        char expected[80];
        snprintf(expected, sizeof expected, "a condition about %s",
                 unit_at(unit)->name);
        fail_at(e, c->at, ERR_INVALID, expected, "a day of trajectories");
        err_hint(e, "use during for the period of records that are no trajectories");
        return ERR_INVALID;
    }
    if (c->dimension) TRY(check_belongs(c->dimension, c->at, relation, unit, e));
    TRY(check_condition(c->left, relation, unit, e));
    TRY(check_condition(c->right, relation, unit, e));
out:
    return rc;
}

bool population_has_day(const struct population *p)
{
    return population_relation(p) != RELATION_P || unit_at(p->unit)->event_kind >= 0 ||
           population_event(p);
}

static bool same_event(const struct population *a, const struct population *b)
{
    const struct selection *x = population_event(a), *y = population_event(b);
    if (a->unit == b->unit && unit_at(a->unit)->event_kind >= 0) return true;
    if (unit_at(a->unit)->relation == RELATION_SPELLS &&
        unit_at(b->unit)->relation == RELATION_SPELLS)
        return true; /* each on its own day of the same month */
    if (population_is_of_records(a))
        return population_relation(a) == population_relation(b);
    if (!x || !y) return false;
    const struct selection_row *r = selection_at(x->kind), *q = selection_at(y->kind);
    return r->event_kind == q->event_kind && r->date == q->date;
}

static enum err_code check_dated(const struct statement *s, struct dimension_use use,
                                 struct err *e)
{
    if (!(use.dimension->flags & DIMENSION_EVENT_DATE)) return OK;
    if (!population_has_day(&s->counted)) {
        fail_at(e, use.at, ERR_INVALID, "an event that the period can be of",
                use.dimension->name);
        err_hint(e,
                 "name the event: reached, started, ended, with outcome employed ...; "
                 "or use start_year or end_year");
        return ERR_INVALID;
    }
    if (s->rate_of && !same_event(&s->counted, s->rate_of)) {
        fail_at(e, use.at, ERR_INVALID,
                "one event for count and denominator in a rate by year or month",
                "two different ones");
        err_hint(e, "use start_year or end_year, which are the same for both");
        return ERR_INVALID;
    }
    return OK;
}

static enum err_code check_use(const struct statement *s, struct dimension_use use,
                               struct err *e)
{
    const struct dimension *d = use.dimension;
    enum err_code rc;
    TRY(check_belongs(d, use.at, population_relation(&s->counted), s->counted.unit, e));
    TRY(check_dated(s, use, e));
    if (d->flags & DIMENSION_OUTFLOW && s->counted.unit != UNIT_OUTFLOWS) {
        rc = fail_at(e, use.at, ERR_INVALID, "a dimension of who enters or stays",
                     d->name);
        err_hint(e, "%s belongs to outflows", d->name);
        goto out;
    }
    if (s->rate_of && dimension_divides_base(d))
        TRY(check_belongs(d, use.at, population_relation(s->rate_of), s->rate_of->unit,
                          e));
out:
    return rc;
}

static enum err_code check_twice(const struct dimension_use *some, unsigned n,
                                 struct dimension_use use, const char *where,
                                 struct err *e)
{
    for (unsigned i = 0; i < n; i++) {
        if (some[i].dimension != use.dimension) continue;
        err_set_at(e, ERR_INVALID, use.at.line, use.at.column,
                   "expected each dimension once in a table, found %s also in %s",
                   use.dimension->name, where);
        return ERR_INVALID;
    }
    return OK;
}

static enum err_code check_axes(const struct statement *s, struct err *e)
{
    enum err_code rc = OK;
    unsigned n = s->n_rows + s->n_columns + (s->n_each > 0);
    for (unsigned i = 0; i < s->n_rows; i++)
        TRY(check_use(s, s->rows[i], e));
    for (unsigned i = 0; i < s->n_columns; i++) {
        TRY(check_use(s, s->columns[i], e));
        TRY(check_twice(s->rows, s->n_rows, s->columns[i], "rows", e));
    }
    for (unsigned i = 0; i < s->n_each; i++) {
        TRY(check_use(s, s->each[i], e));
        TRY(check_twice(s->rows, s->n_rows, s->each[i], "rows", e));
        TRY(check_twice(s->columns, s->n_columns, s->each[i], "columns", e));
    }
    if (n > LIMIT_QUESTION_DIMS)
        rc = err_set_at(e, ERR_TOO_LARGE, s->at.line, s->at.column,
                        "expected at most %d dimensions in one table, found %u",
                        LIMIT_QUESTION_DIMS, n);
out:
    return rc;
}

/* Days run within one trajectory, so what has them is a trajectory or its person. */
static enum err_code check_duration(const struct statement *s, struct err *e)
{
    const struct population *p = &s->counted;
    if (s->measure != MEASURED_DURATION) return OK;
    const struct point *from = &s->duration->from, *to = &s->duration->to;
    if (p->unit == UNIT_HANDOVERS || from->handover_event >= 0 ||
        to->handover_event >= 0) {
        bool fits = p->unit == UNIT_HANDOVERS && from->handover_event >= 0 &&
                    to->handover_event >= 0;
        if (fits) return OK;
        fail_at(e, s->at, ERR_INVALID, "days between two steps of handovers",
                "something else beside them");
        err_hint(e, "such as median days from agreed to met for handovers");
        return ERR_INVALID;
    }
    if (p->unit == UNIT_PERSONS || p->unit == UNIT_TRAJECTORIES) return OK;
    fail_at(e, p->at, ERR_INVALID, "persons or trajectories after for",
            unit_at(p->unit)->name);
    err_hint(e, "days run from one point of a trajectory to another");
    return ERR_INVALID;
}

/* A rate, a share and a rate of the target exclude each other, and are of counts. */
static enum err_code check_bases(const struct statement *s, struct err *e)
{
    bool share = s->share_of != SHARE_NONE;
    if (share && (s->rate_of || s->rate_of_target)) {
        fail_at(e, s->rate_at, ERR_INVALID, "either rate of or share of", "both");
        err_hint(e, "write two statements");
        return ERR_INVALID;
    }
    if ((share || s->rate_of_target) && s->measure != MEASURED_COUNT)
        return fail_at(e, s->rate_at, ERR_INVALID, "a share or rate of counts",
                       s->measure == MEASURED_SUM ? "a sum of money" : "days");
    return OK;
}

static enum err_code check_rate(const struct statement *s, struct err *e)
{
    const struct population *of = s->rate_of;
    enum err_code rc = check_bases(s, e);
    if (rc != OK) return rc;
    if (!of) return OK;
    if (s->measure != MEASURED_COUNT || population_relation(of) == RELATION_B) {
        rc = fail_at(e, of->at, ERR_INVALID, "a rate of two counts",
                     s->measure == MEASURED_DURATION ? "days" : "a sum of money");
        goto out;
    }
    if ((unit_at(of->unit)->relation == RELATION_SPELLS) !=
        (unit_at(s->counted.unit)->relation == RELATION_SPELLS)) {
        rc = fail_at(e, of->at, ERR_INVALID,
                     "count and denominator both of statuses, or neither",
                     unit_at(of->unit)->name);
        goto out;
    }
    TRY(check_condition(of->where ? of->where : s->counted.where,
                        population_relation(of), of->unit, e));
    if (s->during.given && !population_has_day(of) && same_event(&s->counted, of))
        rc = fail_at(e, of->at, ERR_INVALID, "an event in the denominator", "none");
out:
    return rc;
}

static bool has_date_axis(const struct statement *s, enum dimension_id id)
{
    for (unsigned i = 0; i < s->n_rows; i++)
        if (s->rows[i].dimension->id == id) return true;
    for (unsigned i = 0; i < s->n_columns; i++)
        if (s->columns[i].dimension->id == id) return true;
    for (unsigned i = 0; i < s->n_each; i++)
        if (s->each[i].dimension->id == id) return true;
    return false;
}

static bool condition_has(const struct condition *c, enum dimension_id a,
                          enum dimension_id b)
{
    if (!c) return false;
    if (c->dimension && (c->dimension->id == a || c->dimension->id == b)) return true;
    return condition_has(c->left, a, b) || condition_has(c->right, a, b);
}

/* A stock is of one moment, or of the last day of each month or of each year. */
static enum err_code check_stock(const struct statement *s, const struct population *p,
                                 struct err *e)
{
    bool by_month = has_date_axis(s, DIM_MONTH), by_year = has_date_axis(s, DIM_YEAR);
    enum err_code rc;
    if (p->unit != UNIT_STOCK) return OK;
    if (by_month && by_year) {
        rc = fail_at(e, s->at, ERR_INVALID,
                     "a stock by month (the last day of each) or by year", "both");
        err_hint(e, "keep one of them");
    } else if (s->during.given && !by_month && !by_year) {
        rc = fail_at(e, s->during_at, ERR_INVALID,
                     "month or year among rows or columns", "during without them");
        err_hint(e, "a stock is of a moment: write as of and its day, or rows month");
    } else if ((by_month || by_year) &&
               condition_has(p->where, DIM_AGE, DIM_AGE_CLASS)) {
        rc = fail_at(e, p->where->at, ERR_INVALID,
                     "a condition that holds for as long as the status does", "age");
        err_hint(e, "put age_class among rows or columns");
    } else {
        rc = OK;
    }
    return rc;
}

static enum err_code check_selections(const struct population *p, struct err *e)
{
    int kind = unit_at(p->unit)->event_kind;
    for (size_t i = 0; i < p->n_selections; i++) {
        const struct selection *s = &p->selections[i];
        if (unit_at(p->unit)->relation == RELATION_B)
            return fail_at(e, s->at, ERR_INVALID, "no selection for euro", "one");
        if (s->kind == SELECT_ANSWERED && kind >= 0 && kind != EVENT_OBSERVATION) {
            fail_at(e, s->at, ERR_INVALID, "a selection of this unit", "answered");
            err_hint(e, "answered belongs to observations and to persons or "
                        "trajectories by indicator");
            return ERR_INVALID;
        }
    }
    return OK;
}

enum err_code plan_check(const struct statement *s, struct err *e)
{
    enum err_code rc = OK;
    if (s->measure == MEASURED_NOTHING) return OK;
    if (s->measure == MEASURED_COUNT && s->counted.unit == UNIT_EURO) {
        rc = fail_at(e, s->counted.at, ERR_INVALID, "a unit to count", "euro");
        err_hint(e, "write sum euro");
        goto out;
    }
    TRY(check_stock(s, &s->counted, e));
    if (s->rate_of) TRY(check_stock(s, s->rate_of, e));
    TRY(plan_check_outreach(s, e));
    TRY(check_selections(&s->counted, e));
    if (s->rate_of) TRY(check_selections(s->rate_of, e));
    TRY(check_condition(s->counted.where, population_relation(&s->counted),
                        s->counted.unit, e));
    TRY(check_rate(s, e));
    TRY(check_duration(s, e));
    TRY(check_axes(s, e));
    if (s->during.given && s->measure != MEASURED_SUM &&
        !population_has_day(&s->counted)) {
        rc = fail_at(e, s->during_at, ERR_INVALID,
                     "an event that happens in the period", "during without one");
        err_hint(e,
                 "name the event: reached, started, ended, with outcome employed ...");
    }
out:
    return rc;
}
