/* Columns of what is counted without a trajectory, and what one record is at several
 * values of. */
#include "measure/dimension_column.h"

#include "domain/lists.h"

enum { NONE16 = 0xffff, UNKNOWN16 = 0xff00 | PANEL_UNKNOWN };

/* The column of actions, as it stands in the panel. */
static struct column action_column(struct scope *s, const struct dimension *d)
{
    const struct panel_outreach *o = &s->panel->outreach;
    switch (d->id) {
    case DIM_PROVINCE:
    case DIM_REGION:
    case DIM_MUNICIPALITY:
        return (struct column){.c16 = o->municipality};
    case DIM_PLACE:
    case DIM_PLACE_KIND:
        return (struct column){.c16 = o->place};
    case DIM_ACTION_KIND:
        return (struct column){.c8 = o->kind};
    case DIM_ACTION_MODE:
        return (struct column){.c8 = o->mode};
    case DIM_OFFER_LOCATION:
        return (struct column){.c8 = o->offer_location};
    case DIM_OFFER_KIND:
        return (struct column){.c8 = o->offer};
    case DIM_OUTREACH_DIMENSION:
        return (struct column){.c8 = o->dimension};
    case DIM_CALL:
    case DIM_PROGRAMME_KIND:
        return (struct column){.c8 = o->call};
    case DIM_PROJECT:
    case DIM_PROJECT_KIND:
        return (struct column){.c16 = o->project};
    case DIM_PARTNERSHIP:
    case DIM_PARTNERSHIP_STATUS:
        return (struct column){.c16 = o->partnership};
    default:
        bug("a dimension without a column of outreach actions");
    }
}

/* Who was met has the dimensions of the action; the category is of its own. */
static struct column reach_column(struct scope *s, const struct dimension *d)
{
    const struct panel_reach *r = &s->panel->reach;
    if (d->id == DIM_TARGET_GROUP) {
        uint8_t *own = scope_take(s, r->n + 1, 1);
        /* nothing seen is none, not an unknown one */
        for (size_t i = 0; i < r->n; i++)
            own[i] = r->category[i] == PANEL_UNKNOWN ? (uint8_t)(VALUE_NONE & 0xff)
                                                     : r->category[i];
        return (struct column){.c8 = own};
    }
    struct column of = action_column(s, d);
    if (of.c8) {
        uint8_t *out = scope_take(s, r->n + 1, 1);
        for (size_t i = 0; i < r->n; i++)
            out[i] = of.c8[r->action[i]];
        return (struct column){.c8 = out};
    }
    uint16_t *out = scope_new_array(s, uint16_t, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        out[i] = of.c16[r->action[i]];
    return (struct column){.c16 = out};
}

static uint16_t place_municipality(const struct outreach_place_fact *f)
{
    const struct code_list *list = code_list_at(LIST_MUNICIPALITY);
    int index = f->municipality[0] ? code_index(list, str_of(f->municipality)) : -1;
    return index < 0 ? (uint16_t)UNKNOWN16 : (uint16_t)index;
}

static struct column place_column(struct scope *s, const struct dimension *d)
{
    const struct panel *p = s->panel;
    uint16_t *out = scope_new_array(s, uint16_t, p->n_places + 1);
    bool self = d->id == DIM_PLACE || d->id == DIM_PLACE_KIND;
    for (size_t i = 0; i < p->n_places; i++)
        out[i] = self ? (uint16_t)i : place_municipality(&p->places[i]);
    return (struct column){.c16 = out};
}

static struct column coverage_column(struct scope *s, const struct dimension *d)
{
    const struct panel *p = s->panel;
    uint16_t *out = scope_new_array(s, uint16_t, p->n_coverage + 1);
    bool partnership = d->id == DIM_PARTNERSHIP || d->id == DIM_PARTNERSHIP_STATUS;
    for (size_t i = 0; i < p->n_coverage; i++)
        out[i] = partnership ? p->coverage[i].partnership : p->coverage[i].municipality;
    return (struct column){.c16 = out};
}

/* How each project was judged last, up to the as-of day; a judgement without a day is
 * older than one with a day. */
static struct column evaluation_column(struct scope *s)
{
    const struct panel *p = s->panel;
    uint16_t *out = scope_new_array(s, uint16_t, p->n_projects + 1);
    int32_t *latest = scope_new_array(s, int32_t, p->n_projects + 1);
    for (size_t i = 0; i < p->n_projects; i++) {
        out[i] = VALUE_NONE;
        latest[i] = INT32_MIN;
    }
    for (size_t k = 0; k < p->n_follow_ups; k++) {
        const struct panel_follow_up *f = &p->follow_ups[k];
        if (f->evaluation == CODE_MISSING || f->on > s->as_of.v) continue;
        if (f->on < latest[f->project]) continue;
        out[f->project] = f->evaluation;
        latest[f->project] = f->on;
    }
    return (struct column){.c16 = out};
}

struct column dimension_outreach_column(struct scope *s, const struct dimension *d,
                                        unsigned relation)
{
    static const uint8_t nothing; /* where there are no records at all */
    struct column c;
    switch (relation) {
    case RELATION_A:
        c = action_column(s, d);
        break;
    case RELATION_R:
        if (s->panel->outreach.n == 0) return (struct column){.c8 = &nothing};
        return reach_column(s, d);
    case RELATION_L:
        return place_column(s, d);
    case RELATION_C:
        return coverage_column(s, d);
    default:
        return evaluation_column(s);
    }
    return c.c8 || c.c16 ? c : (struct column){.c8 = &nothing};
}

bool dimension_divides_records(const struct dimension *d, unsigned relation)
{
    bool dated = d->flags & DIMENSION_EVENT_DATE;
    switch (relation) {
    case RELATION_A:
        return dated || d->id == DIM_PARTNER || d->id == DIM_TARGET_GROUP;
    case RELATION_R:
        return dated || d->id == DIM_PARTNER;
    case RELATION_L:
    case RELATION_C:
    case RELATION_S:
    case RELATION_H:
        return dated;
    case RELATION_J:
        return d->id == DIM_FOLLOW_UP;
    default:
        return false;
    }
}

/* What followed on a project is said of it, or shown by a project that extends it. */
static const uint32_t *follow_up_bits(struct scope *s)
{
    const struct panel *p = s->panel;
    uint32_t *bits = scope_new_array(s, uint32_t, p->n_projects + 1);
    memset(bits, 0, p->n_projects * sizeof *bits);
    for (size_t k = 0; k < p->n_follow_ups; k++) {
        const struct panel_follow_up *f = &p->follow_ups[k];
        if (f->follow_up == CODE_MISSING || f->on > s->as_of.v) continue;
        bits[f->project] |= 1u << f->follow_up;
    }
    for (size_t i = 0; i < p->n_projects; i++) {
        const struct project_fact *later = &p->projects[i];
        if (uuid_is_nil(later->extension_of.u) || later->from.v > s->as_of.v) continue;
        for (size_t k = 0; k < p->n_projects; k++)
            if (uuid_eq(p->projects[k].id.u, later->extension_of.u))
                bits[k] |= 1u << PROJECT_FOLLOW_UP_PROLONGED;
    }
    return bits;
}

const uint32_t *dimension_record_bits(struct scope *s, const struct dimension *d,
                                      unsigned relation)
{
    require(d->id == DIM_FOLLOW_UP || relation == RELATION_A);
    return d->id == DIM_FOLLOW_UP ? follow_up_bits(s)
                                  : s->panel->outreach.target_groups;
}

struct record_partners dimension_record_partners(const struct scope *s,
                                                 unsigned relation, size_t i)
{
    const struct panel_outreach *o = &s->panel->outreach;
    size_t action = relation == RELATION_R ? s->panel->reach.action[i] : i;
    uint32_t first = o->partner_first[action];
    return (struct record_partners){o->partners + first,
                                    o->partner_first[action + 1] - first};
}
