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

const uint32_t *panel_index_spells(struct panel_index *x, enum spell_list list)
{
    const struct panel *p = x->panel;
    size_t at = p->spells.list_first[list], end = p->spells.list_first[list + 1];
    if (x->spell_first[list]) return x->spell_first[list];
    uint32_t *first = arena_new_array(x->a, uint32_t, p->n_persons + 2);
    for (size_t i = 0; i < p->n_persons; i++) {
        first[i] = (uint32_t)at;
        while (at < end && panel_spell_person(p, at) == i)
            at++;
    }
    first[p->n_persons] = (uint32_t)end;
    return x->spell_first[list] = first;
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
    uint32_t day = panel_spell_day(s->as_of);
    for (size_t k = sp->list_first[SPELL_LABOUR]; k < sp->list_first[SPELL_LABOUR + 1];
         k++)
        if (panel_spell_began(sp, k) <= day && day < panel_spell_ended(sp, k))
            of_person[panel_spell_person(s->panel, k)] = sp->code[k];
    s->labour = arena_alloc(s->kept, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        s->labour[i] = of_person[p->person[i]];
    arena_dispose(&own);
    return s->labour;
}
