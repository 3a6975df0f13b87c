#include "measure/dimension_network.h"

#include "domain/lists.h"

enum { UNKNOWN16 = 0xff00 | PANEL_UNKNOWN };

static size_t steps_end(const struct panel *p, size_t i)
{
    return i + 1 < p->n_signals ? p->signals[i + 1].first_step : p->n_signal_steps;
}

static size_t turns_end(const struct panel *p, size_t i)
{
    return i + 1 < p->n_handovers ? p->handovers[i + 1].first_turn : p->n_turns;
}

/* --- signals ---------------------------------------------------------------------- */

static uint8_t signal_status_on(const struct panel *p, size_t i, int32_t as_of)
{
    const struct panel_signal *f = &p->signals[i];
    uint8_t status =
        f->bundled_on <= as_of ? SIGNAL_STATUS_BUNDLED : SIGNAL_STATUS_CAPTURED;
    for (size_t k = f->first_step; k < steps_end(p, i); k++)
        if (p->signal_steps[k].on <= as_of) status = p->signal_steps[k].status;
    return status;
}

/* To whom it was passed on last, else who its bundle is for, else who it was thought to
 * be for. */
static uint8_t signal_level_on(const struct panel *p, size_t i, int32_t as_of)
{
    const struct panel_signal *f = &p->signals[i];
    bool is_bundled = f->bundled_on <= as_of && f->bundle_level != PANEL_UNKNOWN;
    uint8_t level = is_bundled ? f->bundle_level : f->level;
    for (size_t k = f->first_step; k < steps_end(p, i); k++) {
        const struct panel_signal_step *step = &p->signal_steps[k];
        if (step->on <= as_of && step->level != PANEL_UNKNOWN) level = step->level;
    }
    return level;
}

static uint8_t signal_code(const struct scope *s, const struct dimension *d, size_t i)
{
    const struct panel_signal *f = &s->panel->signals[i];
    switch (d->id) {
    case DIM_BARRIER:
        return f->barrier;
    case DIM_DOMAIN:
        return f->domain;
    case DIM_LEVEL:
        return signal_level_on(s->panel, i, s->as_of.v);
    case DIM_SIGNAL_STATUS:
        return signal_status_on(s->panel, i, s->as_of.v);
    case DIM_TARGET_GROUP:
        return f->target_group;
    case DIM_FREQUENCY:
        return f->frequency;
    default:
        bug("a dimension without a column of signals");
    }
}

static struct column signal_column(struct scope *s, const struct dimension *d)
{
    const struct panel *p = s->panel;
    bool is_place =
        d->id == DIM_PROVINCE || d->id == DIM_REGION || d->id == DIM_MUNICIPALITY;
    if (is_place || d->id == DIM_SIGNAL_BY) {
        uint16_t *wide = scope_new_array(s, uint16_t, p->n_signals + 1);
        for (size_t i = 0; i < p->n_signals; i++)
            wide[i] =
                is_place ? p->signals[i].municipality : p->signals[i].organisation;
        return (struct column){.c16 = wide};
    }
    uint8_t *out = scope_take(s, p->n_signals + 1, 1);
    for (size_t i = 0; i < p->n_signals; i++)
        out[i] = signal_code(s, d, i);
    return (struct column){.c8 = out};
}

static bool signal_was(const struct panel *p, size_t i, int status, int32_t as_of)
{
    const struct panel_signal *f = &p->signals[i];
    if (status == SIGNAL_STATUS_CAPTURED) return true;
    if (status == SIGNAL_STATUS_BUNDLED) return f->bundled_on <= as_of;
    for (size_t k = f->first_step; k < steps_end(p, i); k++)
        if (p->signal_steps[k].on <= as_of && p->signal_steps[k].status == status)
            return true;
    return false;
}

/* --- handovers -------------------------------------------------------------------- */

/* The state, or what the last event by then that said one gives as reason or result. */
static uint8_t handover_code(const struct scope *s, const struct dimension *d, size_t i)
{
    const struct panel *p = s->panel;
    uint8_t state = HANDOVER_STATE_PREPARING, reason = PANEL_NONE, result = PANEL_NONE;
    uint8_t guide = PANEL_NONE; /* at the first meeting */
    for (size_t k = p->handovers[i].first_turn; k < turns_end(p, i); k++) {
        const struct panel_handover_turn *turn = &p->turns[k];
        if (turn->on > s->as_of.v) continue;
        int after = handover_state_after(turn->kind);
        if (after > state) state = (uint8_t)after;
        if (turn->kind == HANDOVER_EVENT_REFUSED) reason = turn->reason;
        if (turn->result != PANEL_UNKNOWN) result = turn->result;
        if (turn->kind == HANDOVER_EVENT_MET && guide == PANEL_NONE)
            guide = turn->guide_present;
    }
    return d->id == DIM_HANDOVER_STATE    ? state
           : d->id == DIM_HANDOVER_REASON ? reason
           : d->id == DIM_GUIDE_PRESENT   ? guide
                                          : result;
}

/* What the participation of each handover has. */
static struct column of_participation(struct scope *s, const struct dimension *d)
{
    const struct panel *p = s->panel;
    struct column of = dimension_column(s, d, RELATION_P);
    uint8_t *out8 = of.c8 ? scope_take(s, p->n_handovers + 1, 1) : NULL;
    uint16_t *out16 = of.c8 ? NULL : scope_new_array(s, uint16_t, p->n_handovers + 1);
    for (size_t i = 0; i < p->n_handovers; i++) {
        uint32_t row = p->handovers[i].participation;
        bool has_one = row != UINT32_MAX;
        if (out8)
            out8[i] = has_one ? of.c8[row] : (uint8_t)PANEL_UNKNOWN;
        else
            out16[i] = has_one ? of.c16[row] : (uint16_t)UNKNOWN16;
    }
    return (struct column){.c8 = out8, .c16 = out16};
}

static struct column handover_column(struct scope *s, const struct dimension *d)
{
    const struct panel *p = s->panel;
    if (d->id == DIM_SENDER || d->id == DIM_RECEIVER) {
        uint16_t *wide = scope_new_array(s, uint16_t, p->n_handovers + 1);
        for (size_t i = 0; i < p->n_handovers; i++)
            wide[i] = d->id == DIM_SENDER ? p->handovers[i].from : p->handovers[i].to;
        return (struct column){.c16 = wide};
    }
    bool is_own = d->id == DIM_HANDOVER_STATE || d->id == DIM_HANDOVER_REASON ||
                  d->id == DIM_HANDOVER_RESULT || d->id == DIM_RECEIVER_KIND ||
                  d->id == DIM_GUIDE_PRESENT;
    if (!is_own) return of_participation(s, d);
    uint8_t *out = scope_take(s, p->n_handovers + 1, 1);
    for (size_t i = 0; i < p->n_handovers; i++)
        out[i] = d->id == DIM_RECEIVER_KIND ? p->handovers[i].receiver_kind
                                            : handover_code(s, d, i);
    return (struct column){.c8 = out};
}

static bool handover_had(const struct panel *p, size_t i, int event, int32_t as_of)
{
    for (size_t k = p->handovers[i].first_turn; k < turns_end(p, i); k++)
        if (p->turns[k].on <= as_of && p->turns[k].kind == event) return true;
    return false;
}

int32_t *network_event_days(struct scope *s, int handover_event, const int32_t *from)
{
    const struct panel *p = s->panel;
    int32_t *out = scope_new_array(s, int32_t, p->n_handovers + 1);
    for (size_t i = 0; i < p->n_handovers; i++) {
        out[i] = INT32_MAX;
        for (size_t k = p->handovers[i].first_turn; k < turns_end(p, i); k++) {
            const struct panel_handover_turn *turn = &p->turns[k];
            bool fits = turn->kind == handover_event && turn->on <= s->as_of.v &&
                        (!from || turn->on >= from[i]);
            if (fits) out[i] = MIN_OF(out[i], turn->on);
        }
    }
    return out;
}

/* --- both ------------------------------------------------------------------------- */

struct column dimension_network_column(struct scope *s, const struct dimension *d,
                                       unsigned relation)
{
    return relation == RELATION_S ? signal_column(s, d) : handover_column(s, d);
}

void network_keep(uint8_t *mask, struct scope *s, unsigned relation,
                  const struct selection *sel)
{
    const struct panel *p = s->panel;
    size_t n = relation == RELATION_S ? p->n_signals : p->n_handovers;
    for (size_t i = 0; i < n; i++) {
        bool was = false;
        for (size_t k = 0; k < sel->n_values; k++)
            was |= relation == RELATION_S
                       ? signal_was(p, i, sel->values[k].code, s->as_of.v)
                       : handover_had(p, i, sel->values[k].code, s->as_of.v);
        mask[i] &= was != sel->without;
    }
}
