/* What a scope computes for its day, and the index of a panel. */
#include "measure/selection.h"

#include "domain/lists.h"

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

const uint32_t *panel_index_spells(struct panel_index *x)
{
    if (!x->spell_first)
        x->spell_first = first_rows(x->a, x->panel->spells.person, x->panel->spells.n,
                                    x->panel->n_persons);
    return x->spell_first;
}

/* trajectory_status_on, written as choices without a branch so that it becomes vector
 * code; a test holds the two together. A day that never comes is later than any. */
const uint8_t *scope_status(struct scope *s)
{
    const struct panel_participations *p = &s->panel->participations;
    const int32_t day = s->as_of.v;
    if (s->status) return s->status;
    uint8_t *out = s->status = arena_alloc(s->kept, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        uint8_t ended = p->end_kind[i] == END_KIND_CARRIED_OUT
                            ? (uint8_t)TRAJECTORY_STATUS_CARRIED_OUT
                        : p->end_kind[i] == END_KIND_STOPPED
                            ? (uint8_t)TRAJECTORY_STATUS_STOPPED
                            : (uint8_t)PANEL_UNKNOWN;
        uint8_t status = p->active_on[i] <= day ? (uint8_t)TRAJECTORY_STATUS_RUNNING
                                                : (uint8_t)TRAJECTORY_STATUS_STARTED;
        status = p->employed_on[i] <= day
                     ? (uint8_t)TRAJECTORY_STATUS_RUNNING_AFTERCARE_EMPLOYED
                     : status;
        status = p->started_on[i] <= day ? status : (uint8_t)TRAJECTORY_STATUS_REACHED;
        status = p->ended_on[i] <= day ? ended : status;
        out[i] = p->reached_on[i] <= day ? status : (uint8_t)PANEL_UNKNOWN;
    }
    return out;
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
