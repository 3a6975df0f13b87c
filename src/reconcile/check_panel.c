/* Records against the period of their call: a participation that began outside it was
 * booked under the wrong call, or the call was extended and nobody recorded it. */
#include "reconcile/check.h"

struct outside {
    uint32_t n_before, n_after;
};

void check_panel(struct findings *out, struct arena *a, const struct panel *panel,
                 const struct check_context *ctx)
{
    const struct panel_participations *p = &panel->participations;
    size_t n_calls = panel->n_calls;
    struct outside *outside = mem_array(n_calls + 1, sizeof *outside);
    struct claims claims = {0};
    for (size_t i = 0; i < p->n; i++) {
        if (p->call[i] >= n_calls || p->reached_on[i] == INT32_MAX) continue;
        const struct call_fact *call = &panel->calls[p->call[i]];
        struct outside *o = &outside[p->call[i]];
        o->n_before += !day_is_none(call->from) && p->reached_on[i] < call->from.v;
        o->n_after += !day_is_none(call->to) && p->reached_on[i] > call->to.v;
    }
    for (size_t i = 0; i < n_calls; i++) {
        const struct call_fact *call = &panel->calls[i];
        if (outside[i].n_before + outside[i].n_after == 0) continue;
        struct claim c = {.where = arena_format(a, "call=%s", call->code),
                          .figure = arena_format(a, "%s", call->code),
                          .as_of = DAY_NONE};
        if (claims_add(&claims, a, &c, NULL) != OK) break;
        char from[DAY_TEXT + 1], to[DAY_TEXT + 1];
        day_text(from, call->from);
        day_text(to, call->to);
        struct check k = {.a = a, .claims = &claims, .out = out, .ctx = ctx};
        const uint32_t place = (uint32_t)(claims.n - 1);
        TELL(&k, RULE_OUTSIDE_CALL, &place, 1,
             arena_format(a, "< %s: %u; > %s: %u", from[0] ? from : "–",
                          outside[i].n_before, to[0] ? to : "–", outside[i].n_after),
             call->code);
    }
    claims_dispose(&claims);
    free(outside);
    findings_sort(out);
}
