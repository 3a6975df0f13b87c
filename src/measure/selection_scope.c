/* What a scope computes for its day, and the index of a panel. */
#include "measure/selection.h"

#include "domain/lists.h"
#include "measure/panel_lookup.h"

struct scope_block {
    struct scope_block *next;
    max_align_t column[];
};

void *scope_take(struct scope *s, size_t n, size_t size)
{
    size_t bytes;
    require(!__builtin_mul_overflow(n, size, &bytes) && bytes < SIZE_MAX / 2);
    struct scope_block *b = mem_grow(NULL, sizeof *b + bytes, 1);
    b->next = s->taken;
    s->taken = b;
    return b->column;
}

void scope_release(struct scope *s)
{
    while (s->taken) {
        struct scope_block *next = s->taken->next;
        free(s->taken);
        s->taken = next;
    }
}

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
PANEL_LOOP void statuses_loop(uint8_t *restrict out,
                              const struct panel_participations *p, int32_t day)
{
    const int32_t *reached = p->reached_on, *started = p->started_on;
    const int32_t *active = p->active_on, *employed = p->employed_on;
    const int32_t *ended_on = p->ended_on;
    const uint8_t *kind = p->end_kind;
    for (size_t i = 0, n = p->n; i < n; i++) {
        uint8_t ended = kind[i] == END_KIND_STOPPED ? (uint8_t)TRAJECTORY_STATUS_STOPPED
                                                    : (uint8_t)PANEL_UNKNOWN;
        ended = kind[i] == END_KIND_CARRIED_OUT ? (uint8_t)TRAJECTORY_STATUS_CARRIED_OUT
                                                : ended;
        uint8_t status = active[i] <= day ? (uint8_t)TRAJECTORY_STATUS_RUNNING
                                          : (uint8_t)TRAJECTORY_STATUS_STARTED;
        status = employed[i] <= day
                     ? (uint8_t)TRAJECTORY_STATUS_RUNNING_AFTERCARE_EMPLOYED
                     : status;
        status = started[i] <= day ? status : (uint8_t)TRAJECTORY_STATUS_REACHED;
        status = ended_on[i] <= day ? ended : status;
        out[i] = reached[i] <= day ? status : (uint8_t)PANEL_UNKNOWN;
    }
}

PANEL_WIDE static void statuses_wide(uint8_t *out, const struct panel_participations *p,
                                     int32_t day)
{
    statuses_loop(out, p, day);
}

const uint8_t *scope_status(struct scope *s)
{
    const struct panel_participations *p = &s->panel->participations;
    if (s->status) return s->status;
    s->status = arena_alloc(s->kept, p->n + 1);
    if (panel_is_wide())
        statuses_wide(s->status, p, s->as_of.v);
    else
        statuses_loop(s->status, p, s->as_of.v);
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
