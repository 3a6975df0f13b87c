/* Rules for what is counted without a trajectory, and for moments that lie ahead. */
#include "measure/plan.h"

/* Units that know only selections of their own. */
static bool is_outreach_unit(enum unit unit)
{
    return unit == UNIT_PLACES || unit == UNIT_OUTREACH_ACTIONS ||
           unit == UNIT_PEOPLE_MET || unit == UNIT_SIGNALS || unit == UNIT_HANDOVERS;
}

static bool selects(const struct population *p, enum selection_kind kind)
{
    for (size_t i = 0; i < p->n_selections; i++)
        if (p->selections[i].kind == kind && !p->selections[i].without) return true;
    return false;
}

static unsigned spell_relation(const struct population *p)
{
    if (p->n_selections == 0) return RELATION_SPELLS;
    return p->selections[0].kind == SELECT_OF_LABOUR    ? RELATION_LABOUR
           : p->selections[0].kind == SELECT_OF_BENEFIT ? RELATION_BENEFIT
                                                        : RELATION_REGISTRATION;
}

unsigned population_relation(const struct population *p)
{
    unsigned relation = unit_at(p->unit)->relation;
    if (relation == RELATION_SPELLS) return spell_relation(p);
    bool of_records = relation == RELATION_J || relation == RELATION_N;
    if (p->unit == UNIT_MUNICIPALITIES && selects(p, SELECT_COVERED)) return RELATION_C;
    /* places by what was done there have the dimensions of those actions */
    if (p->unit == UNIT_PLACES && selects(p, SELECT_OUTREACH)) return RELATION_A;
    return of_records && p->n_selections ? RELATION_P : relation;
}

bool population_is_of_records(const struct population *p)
{
    const unsigned records = RELATION_J | RELATION_N | RELATION_B | RELATION_A |
                             RELATION_R | RELATION_L | RELATION_C | RELATION_S |
                             RELATION_H;
    return (population_relation(p) & records) != 0;
}

static bool is_outreach_selection(enum selection_kind kind)
{
    return kind == SELECT_PLANNED || kind == SELECT_COVERED ||
           kind == SELECT_OUTREACH || kind == SELECT_REGISTRATION_REFUSED ||
           kind == SELECT_IDENTIFIED || kind == SELECT_SIGNAL ||
           kind == SELECT_HANDOVER;
}

static enum err_code check_population(const struct population *p, struct err *e)
{
    static const char *const own[N_UNITS] = {
        [UNIT_PLACES] = "with any action, with action and a kind, or without them",
        [UNIT_OUTREACH_ACTIONS] = "planned",
        [UNIT_PEOPLE_MET] = "refused and identified",
        [UNIT_SIGNALS] = "validated, bundled, forwarded, answered, acted_upon, closed "
                         "and not_retained",
        [UNIT_HANDOVERS] = "agreed, sent, received, accepted, refused, other_proposed, "
                           "met, started, finished, returned and withdrawn",
        [UNIT_MUNICIPALITIES] = "covered by itself, or the selections of trajectories",
    };
    bool covered = selects(p, SELECT_COVERED);
    for (size_t i = 0; i < p->n_selections; i++) {
        const struct selection *s = &p->selections[i];
        bool fits = is_outreach_selection(s->kind);
        if (!is_outreach_unit(p->unit) && !covered) continue;
        if (fits) continue;
        err_set_at(e, ERR_INVALID, s->at.line, s->at.column,
                   "expected a selection of %s, found \"%s\"", unit_at(p->unit)->name,
                   selection_at(s->kind)->label[LANG_EN]);
        err_hint(e, "%s can be asked %s", unit_at(p->unit)->name, own[p->unit]);
        return ERR_INVALID;
    }
    return OK;
}

/* Places and covered municipalities are states: which years they touch depends on the
 * period that is looked at. */
static enum err_code check_years_of_states(const struct statement *s,
                                           const struct dimension_use *uses, unsigned n,
                                           struct err *e)
{
    for (unsigned i = 0; i < n; i++) {
        if (!(uses[i].dimension->flags & DIMENSION_EVENT_DATE)) continue;
        err_set_at(e, ERR_INVALID, uses[i].at.line, uses[i].at.column,
                   "expected during with %s for %s", uses[i].dimension->name,
                   unit_at(s->counted.unit)->name);
        err_hint(e, "they exist on a day or in a period: add during 2019 .. 2023");
        return ERR_INVALID;
    }
    return OK;
}

enum err_code plan_check_outreach(const struct statement *s, struct err *e)
{
    unsigned relation = population_relation(&s->counted);
    enum err_code rc;
    TRY(check_population(&s->counted, e));
    if (s->rate_of) TRY(check_population(s->rate_of, e));
    if ((relation != RELATION_L && relation != RELATION_C) || s->during.given) goto out;
    TRY(check_years_of_states(s, s->rows, s->n_rows, e));
    TRY(check_years_of_states(s, s->columns, s->n_columns, e));
    TRY(check_years_of_states(s, s->each, s->n_each, e));
out:
    return rc;
}

static bool is_about_plans(const struct statement *s)
{
    return selects(&s->counted, SELECT_PLANNED) &&
           (!s->rate_of || selects(s->rate_of, SELECT_PLANNED));
}

enum err_code plan_check_moments(const struct question *q, const struct statement *s,
                                 struct day today, int64_t now_ms, struct err *e)
{
    const struct moments *own = &s->moments, *all = &q->moments;
    const struct moments *day = day_is_none(own->as_of) ? all : own;
    const struct moments *known = own->known_at_given ? own : all;
    char text[DAY_TEXT + 1];
    day_text(text, today);
    if (!day_is_none(day->as_of) && day->as_of.v > today.v && !is_about_plans(s)) {
        err_set_at(e, ERR_INVALID, day->as_of_at.line, day->as_of_at.column,
                   "expected a day up to today, %s, found one to come", text);
        err_hint(e, "leave as of out for what is known today; what is planned can be "
                    "asked with count outreach actions planned");
        return ERR_INVALID;
    }
    /* a date means its end: that of today is all that is known now */
    bool is_today = known->known_at_ms == day_to_moment((struct day){today.v + 1}) - 1;
    if (!known->known_at_given || is_today || known->known_at_ms <= now_ms) return OK;
    err_set_at(e, ERR_INVALID, known->known_at_at.line, known->known_at_at.column,
               "expected a moment up to now, on %s, found one to come", text);
    err_hint(e, "leave known at out for all that is known now");
    return ERR_INVALID;
}
