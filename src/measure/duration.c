#include "measure/duration.h"

#include "measure/dimension_network.h"

static void accept_codes(uint8_t accepted[256], const struct value *values, size_t n)
{
    memset(accepted, n == 0, 256);
    for (size_t i = 0; i < n; i++)
        accepted[(uint8_t)values[i].code] = 1;
}

/* Days of the point; INT32_MAX where there is none by the as-of day. `from`, where it
 * is not NULL, holds the first day that a first event may have. */
static int32_t *point_days(struct scope *s, const struct point *p, const int32_t *from)
{
    size_t n = s->panel->participations.n;
    uint8_t accepted[256], states[256];
    if (p->handover_event >= 0) return network_event_days(s, p->handover_event, from);
    int32_t *out = scope_new_array(s, int32_t, n + 1), as_of = s->as_of.v;
    if (p->date >= 0) {
        const int32_t *days = scope_days(s, (enum date_of)p->date);
        for (size_t i = 0; i < n; i++)
            out[i] = days[i] <= as_of ? days[i] : INT32_MAX;
        return out;
    }
    const struct panel_events ev = panel_events_of(s->panel, p->event_kind);
    accept_codes(accepted, p->values, p->n_values);
    accept_codes(states, p->states, p->n_states);
    for (size_t i = 0; i < n; i++)
        out[i] = INT32_MAX;
    for (size_t i = 0; i < ev.n; i++) {
        int32_t *day = &out[ev.participation[i]], on = ev.on[i];
        if (!accepted[ev.code[i]] || !states[ev.detail[i]] || on > as_of) continue;
        if (p->last)
            *day = *day == INT32_MAX ? on : MAX_OF(*day, on);
        else if (!from || on >= from[ev.participation[i]])
            *day = MIN_OF(*day, on);
    }
    return out;
}

int32_t *duration_days(struct scope *s, const struct duration *d)
{
    const int32_t *from = point_days(s, &d->from, NULL);
    int32_t *days = point_days(s, &d->to, from);
    size_t n = d->from.handover_event >= 0 ? s->panel->n_handovers
                                           : s->panel->participations.n;
    for (size_t i = 0; i < n; i++) {
        if (from[i] == INT32_MAX || days[i] == INT32_MAX)
            days[i] = DURATION_NONE;
        else
            days[i] =
                days[i] < from[i] ? (int32_t)DURATION_REVERSED : days[i] - from[i];
    }
    return days;
}

static bool point_is_result(const struct point *p)
{
    return p->date == DATE_JUDGED || p->event_kind == EVENT_OUTCOME;
}

bool duration_is_result(const struct duration *d)
{
    return d && (point_is_result(&d->from) || point_is_result(&d->to));
}
