/* What a scope computes for its day, and the index of a panel. */
#include "measure/selection.h"

#include "domain/trajectory_status.h"

/* Where each owner's rows begin in a column sorted by owner. */
static uint32_t *first_rows(struct arena *a, const uint32_t *owner, size_t n,
                            size_t n_owners)
{
    uint32_t *first = arena_new_array(a, uint32_t, n_owners + 2);
    size_t at = 0;
    for (size_t i = 0; i < n_owners; i++) {
        first[i] = (uint32_t)at;
        while (at < n && owner[at] == i)
            at++;
    }
    first[n_owners] = (uint32_t)at;
    return first;
}

const uint32_t *panel_index_events(struct panel_index *x)
{
    if (!x->event_first)
        x->event_first = first_rows(x->a, x->panel->events.participation,
                                    x->panel->events.n, x->panel->participations.n);
    return x->event_first;
}

const uint32_t *panel_index_spells(struct panel_index *x)
{
    if (!x->spell_first)
        x->spell_first = first_rows(x->a, x->panel->spells.person, x->panel->spells.n,
                                    x->panel->n_persons);
    return x->spell_first;
}

static struct day day_or_none(int32_t day)
{
    return day == INT32_MAX ? DAY_NONE : (struct day){day};
}

/* The first thing that happened after each start, INT32_MAX when nothing did. */
static int32_t *active_days(struct scope *s, struct arena *a)
{
    const struct panel_participations *p = &s->panel->participations;
    const struct panel_events *ev = &s->panel->events;
    int32_t *active = arena_new_array(a, int32_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        active[i] = INT32_MAX;
    for (size_t i = 0; i < ev->n; i++) {
        uint32_t of = ev->participation[i];
        if (ev->on[i] > p->started_on[of] && ev->on[i] < active[of])
            active[of] = ev->on[i];
    }
    return active;
}

const uint8_t *scope_status(struct scope *s)
{
    const struct panel_participations *p = &s->panel->participations;
    if (s->status) return s->status;
    struct arena own = {0};
    int32_t *active = active_days(s, &own);
    s->status = arena_alloc(s->kept, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        struct trajectory_days t = {
            .reached = day_or_none(p->reached_on[i]),
            .started = day_or_none(p->started_on[i]),
            .active = day_or_none(active[i]),
            .employed = day_or_none(p->employed_on[i]),
            .job_ended = DAY_NONE,
            .ended = day_or_none(p->ended_on[i]),
            .end_kind = p->end_kind[i] < PANEL_MISSING_FIRST ? p->end_kind[i]
                                                             : (uint8_t)CODE_MISSING,
        };
        int status = trajectory_status_on(&t, s->as_of);
        s->status[i] = status < 0 ? PANEL_UNKNOWN : (uint8_t)status;
    }
    arena_dispose(&own);
    return s->status;
}

const uint8_t *scope_labour(struct scope *s)
{
    const struct panel_participations *p = &s->panel->participations;
    const struct panel_spells *sp = &s->panel->spells;
    if (s->labour) return s->labour;
    struct arena own = {0};
    uint8_t *of_person = arena_alloc(&own, s->panel->n_persons + 1);
    memset(of_person, PANEL_UNKNOWN, s->panel->n_persons);
    /* spells stand by first day: of those that hold, the one that began last stays */
    for (size_t k = 0; k < sp->n; k++)
        if (sp->list[k] == SPELL_LABOUR && sp->from[k] <= s->as_of.v &&
            s->as_of.v <= sp->to[k])
            of_person[sp->person[k]] = sp->code[k];
    s->labour = arena_alloc(s->kept, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        s->labour[i] = of_person[p->person[i]];
    arena_dispose(&own);
    return s->labour;
}
