#include "measure/selection.h"

#include "domain/lists.h"
#include "measure/panel_lookup.h"

/* Loops here run over whole columns and write bytes, so that the compiler can make them
 * vector code: no early exit, no call and no branch on a row's value inside. */

const int32_t *scope_days(const struct scope *s, enum date_of date)
{
    const struct panel_participations *p = &s->panel->participations;
    switch (date) {
    case DATE_STARTED:
        return p->started_on;
    case DATE_ENDED:
        return p->ended_on;
    case DATE_JUDGED:
        return p->judged_on;
    default:
        return p->reached_on;
    }
}

int population_event_kind(const struct population *p)
{
    if (unit_at(p->unit)->event_kind >= 0) return unit_at(p->unit)->event_kind;
    const struct selection *s = population_event(p);
    return s ? selection_at(s->kind)->event_kind : -1;
}

/* The period of a selection's event: up to the as-of day, and within `during` when it
 * is the event that is counted. */
static void event_bounds(int32_t *from, int32_t *to, const struct scope *s,
                         const struct period *during, bool counted)
{
    *from = INT32_MIN;
    *to = s->as_of.v;
    if (!counted || !during || !during->given) return;
    *from = during->from.v;
    *to = MIN_OF(*to, during->to.v);
}

/* 1 for each code that the selection's values name; for all when it names none. */
static void accept_values(uint8_t accepted[256], const struct selection *sel)
{
    memset(accepted, sel->n_values == 0, 256);
    for (size_t i = 0; i < sel->n_values; i++)
        accepted[(uint8_t)sel->values[i].code] = 1;
}

static int moment_of(enum selection_kind kind)
{
    if (kind == SELECT_BASELINE) return OBSERVATION_MOMENT_BASELINE;
    return kind == SELECT_END ? OBSERVATION_MOMENT_END : -1;
}

/* Events of its kind that one selection means, anded into the mask. */
static void keep_events(uint8_t *mask, const struct panel_events *ev,
                        const struct selection *sel)
{
    uint8_t accepted[256];
    accept_values(accepted, sel);
    if (sel->n_values) codes_keep(mask, ev->code, ev->n, accepted);
    if (moment_of(sel->kind) >= 0) {
        uint8_t moment = (uint8_t)moment_of(sel->kind);
        for (size_t i = 0; i < ev->n; i++)
            mask[i] &= ev->detail[i] == moment;
    }
    if (sel->n_states) {
        memset(accepted, 0, sizeof accepted);
        for (size_t i = 0; i < sel->n_states; i++)
            accepted[(uint8_t)sel->states[i].code] = 1;
        codes_keep(mask, ev->detail, ev->n, accepted);
    }
    if (sel->answered != ANSWERED_ANY) {
        uint8_t answer = (uint8_t)sel->answered;
        for (size_t i = 0; i < ev->n; i++)
            mask[i] &= ev->value[i] == answer;
    }
}

/* Of a condition, and of a measured question, only what was last known of it. */
static uint8_t *events_between(struct scope *s, int kind, const struct panel_events *ev,
                               int32_t from, int32_t to)
{
    uint8_t *mask = arena_alloc(s->scratch, ev->n + 1);
    memset(mask, 1, ev->n);
    days_keep(mask, ev->on, ev->n, from, to);
    if (kind != EVENT_CONDITION && kind != EVENT_ASSESSMENT) return mask;
    const uint8_t *latest =
        kind == EVENT_CONDITION ? scope_condition_latest(s) : scope_score_latest(s);
    for (size_t i = 0; i < ev->n; i++)
        mask[i] &= latest[i];
    return mask;
}

/* Placements are the outcomes that are work. */
static void keep_of_unit(uint8_t *mask, const struct panel_events *ev, enum unit unit)
{
    uint8_t accepted[256];
    if (unit != UNIT_PLACEMENTS) return;
    accept_work(accepted);
    codes_keep(mask, ev->code, ev->n, accepted);
}

/* Aftercare begins on the day after the first work did. */
static void keep_in_aftercare(uint8_t *mask, struct scope *s,
                              const struct panel_events *ev)
{
    const int32_t *worked_on = scope_worked_on(s);
    for (size_t i = 0; i < ev->n; i++)
        mask[i] &= ev->on[i] > worked_on[ev->participation[i]];
}

static void drop_marked(uint8_t *mask, const uint8_t *marked, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mask[i] &= !marked[i];
}

uint8_t *selection_events(struct scope *s, const struct population *p,
                          const struct period *during, int kind)
{
    const struct panel_events ev = panel_events_of(s->panel, kind);
    const struct selection *last = NULL;
    int32_t from, to;
    event_bounds(&from, &to, s, during, population_event_kind(p) == kind);
    uint8_t *mask = events_between(s, kind, &ev, from, to);
    if (unit_at(p->unit)->event_kind == kind) keep_of_unit(mask, &ev, p->unit);
    for (size_t i = 0; i < p->n_selections; i++) {
        const struct selection *sel = &p->selections[i];
        if (sel->kind == SELECT_IN_AFTERCARE && unit_at(p->unit)->event_kind == kind)
            keep_in_aftercare(mask, s, &ev);
        if (selection_at(sel->kind)->event_kind != kind) continue;
        if (sel->kind == SELECT_ANSWERED) {
            keep_events(mask, &ev, sel);
        } else if (sel->without) {
            uint8_t *these = events_between(s, kind, &ev, INT32_MIN, s->as_of.v);
            keep_events(these, &ev, sel);
            drop_marked(mask, these, ev.n);
        } else {
            last = sel;
        }
    }
    if (last) keep_events(mask, &ev, last);
    if (p->where && unit_at(p->unit)->event_kind == kind)
        condition_apply(mask, (struct condition_rows){RELATION_P, kind, ev.n}, s,
                        p->where);
    return mask;
}

/* 1 for each participation that has a marked event. */
static uint8_t *with_events(struct scope *s, const struct panel_events *ev,
                            const uint8_t *marked)
{
    uint8_t *hit = arena_alloc(s->scratch, s->panel->participations.n + 1);
    for (size_t i = 0; i < ev->n; i++)
        hit[ev->participation[i]] |= marked[i];
    return hit;
}

static void combine(uint8_t *mask, const uint8_t *hit, size_t n, bool without)
{
    uint8_t flip = without;
    for (size_t i = 0; i < n; i++)
        mask[i] &= hit[i] ^ flip;
}

static bool spell_holds(const struct panel_spells *sp, size_t i,
                        const uint8_t accepted[256], uint32_t day)
{
    return accepted[sp->code[i]] && panel_spell_began(sp, i) <= day &&
           day < panel_spell_ended(sp, i);
}

static bool holds_on(const struct panel_spells *sp, size_t from, size_t end,
                     const uint8_t accepted[256], uint32_t day)
{
    bool holds = false;
    for (size_t k = from; k < end; k++)
        holds |= spell_holds(sp, k, accepted, day);
    return holds;
}

/* On every day after the first. Rows stand by first day, so one look at each carries
 * what is covered forward. */
static bool holds_throughout(const struct panel_spells *sp, size_t from, size_t end,
                             const uint8_t accepted[256], int32_t first,
                             struct day last)
{
    uint32_t need = panel_spell_day((struct day){first + 1});
    uint32_t to = panel_spell_day(last);
    for (size_t k = from; k < end && need <= to; k++)
        if (spell_holds(sp, k, accepted, need)) need = panel_spell_ended(sp, k);
    return need > to;
}

/* Labour status so many months after a day of the participation. Where that day has not
 * come by the as-of day, nothing is known, and neither with nor without holds. */
static void keep_labour_after(uint8_t *mask, struct scope *s,
                              const struct selection *sel, const uint8_t accepted[256])
{
    const struct panel_participations *p = &s->panel->participations;
    const struct panel_spells *sp = &s->panel->spells;
    const uint32_t *first = panel_index_spells(s->index, SPELL_LABOUR);
    const int32_t *days = scope_days(s, sel->after);
    for (size_t i = 0; i < p->n; i++) {
        if (!mask[i]) continue;
        mask[i] = 0;
        if (days[i] > s->as_of.v || days[i] < 0) continue;
        struct day at = day_add_months((struct day){days[i]}, sel->months);
        if (at.v > s->as_of.v) continue;
        uint32_t from = first[p->person[i]], end = first[p->person[i] + 1];
        bool holds = sel->unbroken
                         ? holds_throughout(sp, from, end, accepted, days[i], at)
                         : holds_on(sp, from, end, accepted, panel_spell_day(at));
        mask[i] = holds != sel->without;
    }
}

static void keep_labour(uint8_t *mask, struct scope *s, const struct selection *sel)
{
    const struct panel_participations *p = &s->panel->participations;
    const struct panel_spells *sp = &s->panel->spells;
    uint8_t accepted[256];
    accept_values(accepted, sel);
    if (sel->months >= 0) {
        keep_labour_after(mask, s, sel, accepted);
        return;
    }
    uint32_t as_of = panel_spell_day(s->as_of);
    uint32_t day = day_is_none(sel->on) ? as_of : panel_spell_day(sel->on);
    bool ever = sel->kind == SELECT_LABOUR_EVER;
    uint8_t *hit = arena_alloc(s->scratch, s->panel->n_persons + 1);
    for (size_t k = sp->list_first[SPELL_LABOUR]; k < sp->list_first[SPELL_LABOUR + 1];
         k++) {
        uint32_t began = panel_spell_began(sp, k);
        if (began > as_of) continue;
        hit[panel_spell_person(s->panel, k)] |=
            spell_holds(sp, k, accepted, ever ? began : day);
    }
    uint8_t flip = sel->without;
    for (size_t i = 0; i < p->n; i++)
        mask[i] &= hit[p->person[i]] ^ flip;
}

static void accept_status(uint8_t accepted[256], const struct selection *sel)
{
    memset(accepted, 0, 256);
    if (sel->kind == SELECT_STATUS) {
        accept_values(accepted, sel);
        return;
    }
    accepted[TRAJECTORY_STATUS_RUNNING_AFTERCARE_EMPLOYED] = 1;
    if (sel->kind == SELECT_AFTERCARE) return;
    /* reached and not ended: what the published tables call running (R20) */
    accepted[TRAJECTORY_STATUS_RUNNING] = 1;
    accepted[TRAJECTORY_STATUS_STARTED] = 1;
    accepted[TRAJECTORY_STATUS_REACHED] = 1;
}

/* A selection whose codes stand in a column of the participation beside its day. */
static void keep_dated_codes(uint8_t *mask, const struct scope *s,
                             const struct selection *sel)
{
    const struct panel_participations *p = &s->panel->participations;
    uint8_t accepted[256];
    accept_values(accepted, sel);
    switch (sel->kind) {
    case SELECT_CARRIED_OUT:
    case SELECT_STOPPED:
        memset(accepted, 0, 256);
        accepted[sel->kind == SELECT_STOPPED ? END_KIND_STOPPED
                                             : END_KIND_CARRIED_OUT] = 1;
        codes_keep(mask, p->end_kind, p->n, accepted);
        break;
    case SELECT_EXIT:
        accepted[PANEL_UNKNOWN] = accepted[EXIT_REASON_UNKNOWN];
        codes_keep(mask, p->exit_reason, p->n, accepted);
        break;
    case SELECT_JUDGED:
        codes_keep(mask, p->judgement, p->n, accepted);
        break;
    default:
        break;
    }
}

/* The outcome asked for most, work, has a column for its first day: when no period is
 * asked, no event needs to be read. */
static bool is_first_employment(const struct selection *sel, int32_t from)
{
    return sel->kind == SELECT_OUTCOME && sel->n_values == 1 &&
           sel->values[0].code == OUTCOME_EMPLOYED && from == INT32_MIN;
}

static void apply_selection(uint8_t *mask, struct scope *s, const struct selection *sel,
                            const struct period *during, bool counted)
{
    const struct selection_row *row = selection_at(sel->kind);
    size_t n = s->panel->participations.n;
    int32_t from, to;
    event_bounds(&from, &to, s, during, counted);
    /* every mask begins with those reached by the as-of day */
    if (sel->kind == SELECT_REACHED && !sel->without && from == INT32_MIN) return;
    if (is_first_employment(sel, from)) {
        const int32_t *days = s->panel->participations.employed_on;
        days_keep(mask, days, n, sel->without ? to + 1 : INT32_MIN,
                  sel->without ? INT32_MAX : to);
    } else if (row->event_kind >= 0) {
        const struct panel_events ev = panel_events_of(s->panel, row->event_kind);
        uint8_t *events = events_between(s, row->event_kind, &ev, from, to);
        keep_events(events, &ev, sel);
        combine(mask, with_events(s, &ev, events), n, sel->without);
    } else if (row->date >= 0 && !sel->without) {
        days_keep(mask, scope_days(s, (enum date_of)row->date), n, from, to);
        keep_dated_codes(mask, s, sel);
    } else if (row->date >= 0) {
        uint8_t *hit = arena_alloc(s->scratch, n + 1);
        memset(hit, 1, n);
        days_keep(hit, scope_days(s, (enum date_of)row->date), n, from, to);
        keep_dated_codes(hit, s, sel);
        combine(mask, hit, n, true);
    } else if (sel->kind == SELECT_LABOUR || sel->kind == SELECT_LABOUR_EVER) {
        keep_labour(mask, s, sel);
    } else {
        uint8_t accepted[256];
        accept_status(accepted, sel);
        for (size_t i = 0; i < 256; i++)
            accepted[i] ^= (uint8_t)sel->without;
        codes_keep(mask, scope_status(s), n, accepted);
    }
}

/* With memory of its own, so that many selections do not hold many masks at once. */
static void keep_selection(uint8_t *mask, struct scope *s, const struct selection *sel,
                           const struct period *during, bool counted)
{
    struct arena own = {0}, *before = s->scratch;
    s->scratch = &own;
    apply_selection(mask, s, sel, during, counted);
    s->scratch = before;
    arena_dispose(&own);
}

uint8_t *selection_participations(struct scope *s, const struct population *p,
                                  const struct period *during, bool but_results)
{
    size_t n = s->panel->participations.n;
    int unit_kind = unit_at(p->unit)->event_kind;
    const struct selection *counted = unit_kind >= 0 ? NULL : population_event(p);
    uint8_t *mask = arena_alloc(s->scratch, n + 1);
    memset(mask, 1, n);
    days_keep(mask, s->panel->participations.reached_on, n, INT32_MIN, s->as_of.v);
    for (size_t i = 0; i < p->n_selections; i++) {
        const struct selection *sel = &p->selections[i];
        const struct selection_row *row = selection_at(sel->kind);
        if (unit_kind >= 0 && row->event_kind == unit_kind) continue;
        if (sel->kind == SELECT_IN_AFTERCARE) continue; /* of the events themselves */
        if (but_results && row->is_result) continue;
        keep_selection(mask, s, sel, during, sel == counted);
    }
    if (p->where && unit_kind < 0)
        condition_apply(mask, (struct condition_rows){RELATION_P, -1, n}, s, p->where);
    return mask;
}
