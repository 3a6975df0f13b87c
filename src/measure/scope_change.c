/* What changed between two events of one trajectory: computed once for a scope, in one
 * pass over the events of a kind, which stand by participation and then by day. */
#include "measure/selection.h"

#include "domain/distance.h"
#include "domain/result.h"

enum { CODES = 256 };

/* What is known of each code within one participation. */
struct seen {
    uint32_t first[CODES], last[CODES];
    uint16_t n[CODES];
};

/* The events of one participation from `at` on; returns where those of the next begin.
 */
static size_t look_at_one(struct seen *seen, const struct panel_events *ev, size_t at,
                          int32_t as_of)
{
    uint32_t participation = ev->participation[at];
    size_t i;
    for (i = at; i < ev->n && ev->participation[i] == participation; i++)
        seen->n[ev->code[i]] = 0;
    for (i = at; i < ev->n && ev->participation[i] == participation; i++) {
        uint8_t code = ev->code[i];
        if (ev->on[i] > as_of) continue;
        if (seen->n[code] == 0) seen->first[code] = (uint32_t)i;
        seen->last[code] = (uint32_t)i;
        if (seen->n[code] < UINT16_MAX) seen->n[code]++;
    }
    return i;
}

static void look_at_conditions(struct scope *s)
{
    const struct panel_events ev = panel_events_of(s->panel, EVENT_CONDITION);
    struct seen *seen = arena_new(s->kept, struct seen);
    s->condition_latest = arena_alloc(s->kept, ev.n + 1);
    s->condition_change = arena_alloc(s->kept, ev.n + 1);
    for (size_t at = 0, next; at < ev.n; at = next) {
        next = look_at_one(seen, &ev, at, s->as_of.v);
        for (size_t i = at; i < next; i++) {
            uint8_t code = ev.code[i];
            s->condition_change[i] = SCOPE_NO_CHANGE;
            if (seen->n[code] == 0) continue;
            uint32_t first = seen->first[code], last = seen->last[code];
            s->condition_latest[i] = i == last;
            s->condition_change[i] = (uint8_t)condition_change_of(
                ev.detail[first], ev.detail[last], seen->n[code]);
        }
    }
}

const uint8_t *scope_condition_latest(struct scope *s)
{
    if (!s->condition_latest) look_at_conditions(s);
    return s->condition_latest;
}

const uint8_t *scope_condition_change(struct scope *s)
{
    if (!s->condition_change) look_at_conditions(s);
    return s->condition_change;
}

/* Of two answers at one moment the last holds. */
const uint8_t *scope_answer_change(struct scope *s)
{
    const struct panel_events ev = panel_events_of(s->panel, EVENT_OBSERVATION);
    if (s->answer_change) return s->answer_change;
    int8_t baseline[CODES], end[CODES];
    s->answer_change = arena_alloc(s->kept, ev.n + 1);
    for (size_t at = 0, next = 0; at < ev.n; at = next) {
        memset(baseline, -1, sizeof baseline);
        memset(end, -1, sizeof end);
        for (; next < ev.n && ev.participation[next] == ev.participation[at]; next++) {
            if (ev.on[next] > s->as_of.v) continue;
            if (ev.detail[next] == OBSERVATION_MOMENT_BASELINE)
                baseline[ev.code[next]] = (int8_t)ev.value[next];
            else if (ev.detail[next] == OBSERVATION_MOMENT_END)
                end[ev.code[next]] = (int8_t)ev.value[next];
        }
        for (size_t i = at; i < next; i++) {
            enum code_of_answer_change change;
            bool known =
                answer_change_of(&change, baseline[ev.code[i]], end[ev.code[i]]);
            s->answer_change[i] = known ? (uint8_t)change : (uint8_t)SCOPE_NO_CHANGE;
        }
    }
    return s->answer_change;
}

void accept_work(uint8_t accepted[256])
{
    memset(accepted, 0, 256);
    for (int code = 0; code < N_OUTCOME; code++)
        accepted[code] = outcome_is_work((enum code_of_outcome)code);
}

const int32_t *scope_worked_on(struct scope *s)
{
    const struct panel_events ev = panel_events_of(s->panel, EVENT_OUTCOME);
    size_t n = s->panel->participations.n;
    uint8_t accepted[256];
    if (s->worked_on) return s->worked_on;
    accept_work(accepted);
    s->worked_on = arena_new_array(s->kept, int32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        s->worked_on[i] = INT32_MAX;
    for (size_t i = 0; i < ev.n; i++) {
        int32_t *day = &s->worked_on[ev.participation[i]];
        if (accepted[ev.code[i]] && ev.on[i] <= s->as_of.v)
            *day = MIN_OF(*day, ev.on[i]);
    }
    return s->worked_on;
}
