#include "act/receiver_view.h"

enum record_category attribute_about(const struct attribute_fact *f)
{
    switch (f->kind) {
    case ATTRIBUTE_KIND_SEX:
    case ATTRIBUTE_KIND_BIRTH_YEAR:
    case ATTRIBUTE_KIND_BIRTH_MONTH:
    case ATTRIBUTE_KIND_MUNICIPALITY:
    case ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE:
    case ATTRIBUTE_KIND_LANGUAGE:
        return CATEGORY_IDENTITY;
    case ATTRIBUTE_KIND_EDUCATION:
    case ATTRIBUTE_KIND_EDUCATION_RECOGNISED:
    case ATTRIBUTE_KIND_EDUCATION_ISCED:
    case ATTRIBUTE_KIND_WILLING_TO_WORK:
        return CATEGORY_GOAL;
    case ATTRIBUTE_KIND_WORK_DISABILITY:
        return CATEGORY_HEALTH;
    case ATTRIBUTE_KIND_TARGET_GROUP:
        if (str_eq_c(str_of(f->value), "long_term_sick") ||
            str_eq_c(str_of(f->value), "work_disability") ||
            str_eq_c(str_of(f->value), "psychological_vulnerability"))
            return CATEGORY_HEALTH;
        return CATEGORY_CONDITION;
    default:
        return CATEGORY_CONDITION;
    }
}

static enum record_category event_category(enum event_kind kind)
{
    switch (kind) {
    case EVENT_OUTCOME:
        return CATEGORY_WORK;
    case EVENT_CONTACT:
    case EVENT_ACTION:
    case EVENT_REFERRAL:
    case EVENT_JUDGED:
        return CATEGORY_GOAL;
    case EVENT_CONDITION:
    case EVENT_OBSERVATION:
        return CATEGORY_CONDITION;
    default: /* begun, ended, its phases */
        return CATEGORY_COUNTABLE;
    }
}

static bool is_let_through(const struct gate *g, enum record_category category,
                           struct uuid writer)
{
    const struct organisation_id none = {{{0}}};
    return gate_opens(g, category, false, (struct uuid){{0}}, none) ||
           (!uuid_is_nil(writer) && uuid_eq(writer, g->visitor.worker) &&
            gate_opens(g, category, true, writer, none));
}

static bool keeps_file(const struct dossier *d, struct organisation_id organisation)
{
    for (size_t i = 0; i < d->n_guidances; i++)
        if (d->guidances[i].keeps_file &&
            uuid_eq(d->guidances[i].organisation.u, organisation.u))
            return true;
    return false;
}

/* Who else is around the person belongs to the plan; who keeps the file is who let this
 * visitor in. */
static void leave_out_others(struct dossier *d, const struct gate *g)
{
    size_t n = 0;
    if (is_let_through(g, CATEGORY_GOAL, (struct uuid){{0}})) return;
    for (size_t i = 0; i < d->n_phase_actors; i++)
        if (uuid_eq(d->phase_actors[i].organisation.u, g->visitor.organisation.u) ||
            keeps_file(d, d->phase_actors[i].organisation))
            d->phase_actors[n++] = d->phase_actors[i];
    d->n_phase_actors = n;
    n = 0;
    for (size_t i = 0; i < d->n_guidances; i++)
        if (d->guidances[i].keeps_file ||
            uuid_eq(d->guidances[i].organisation.u, g->visitor.organisation.u))
            d->guidances[n++] = d->guidances[i];
    d->n_guidances = n;
}

void receiver_leave_out(struct dossier *d, const struct gate *gate)
{
    size_t n = 0;
    if (gate->relation != RELATION_RECEIVER) return;
    for (size_t i = 0; i < d->n_attributes; i++)
        if (is_let_through(gate, attribute_about(&d->attributes[i]),
                           (struct uuid){{0}}))
            d->attributes[n++] = d->attributes[i];
    d->n_attributes = n;
    n = 0;
    for (size_t i = 0; i < d->n_events; i++)
        if (is_let_through(gate, event_category(d->events[i].fact.kind),
                           d->events[i].written.by))
            d->events[n++] = d->events[i];
    d->n_events = n;
    leave_out_others(d, gate);
}
