#include "domain/re_entry.h"

bool re_entry_of(struct re_entry *out, const struct trajectory_span *spans, size_t n,
                 size_t which)
{
    const struct trajectory_span *t = &spans[which];
    *out = (struct re_entry){.days_away = -1, .last_exit_reason = CODE_MISSING};
    for (size_t i = 0; i < n; i++) {
        if (i == which || day_is_none(spans[i].ended) ||
            spans[i].ended.v > t->reached.v || spans[i].reached.v >= t->reached.v)
            continue;
        int away = days_between(spans[i].ended, t->reached);
        out->n_before++;
        if (out->days_away < 0 || away < out->days_away) {
            out->days_away = away;
            out->last_exit_reason = spans[i].exit_reason;
        }
    }
    return out->n_before > 0;
}
