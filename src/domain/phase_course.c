#include "domain/phase_course.h"

static bool has_begun(const struct phase_days *p, struct day on)
{
    return p->phase < N_PHASE && p->from.v <= on.v;
}

/* Last day of an episode that is seen on `on`. */
static int32_t last_day(const struct phase_days *p, struct day on)
{
    return day_is_none(p->to) || p->to.v > on.v ? on.v : p->to.v;
}

static bool goes_on(const struct phase_days *p, struct day on)
{
    return day_is_none(p->to) || p->to.v >= on.v;
}

static bool any_covers(const struct phase_days *episodes, size_t n, uint8_t phase,
                       int32_t d, struct day on)
{
    for (size_t i = 0; i < n; i++)
        if (has_begun(&episodes[i], on) && episodes[i].phase == phase &&
            episodes[i].from.v <= d && d <= last_day(&episodes[i], on))
            return true;
    return false;
}

/* Days that no earlier one in the list covers: each day is counted once. */
static int own_days(const struct phase_days *episodes, size_t i, struct day on)
{
    int days = 0;
    int32_t last = last_day(&episodes[i], on);
    for (int32_t d = episodes[i].from.v; d <= last; d++)
        days += !any_covers(episodes, i, episodes[i].phase, d, on);
    return days;
}

static void add_episode(struct phase_line *line, const struct phase_days *p,
                        struct day on)
{
    bool still = goes_on(p, on);
    if (!line->n_episodes || p->from.v < line->from.v) line->from = p->from;
    if (still && (day_is_none(line->current_from) || p->from.v > line->current_from.v))
        line->current_from = p->from;
    if (!still && (day_is_none(line->to) || p->to.v > line->to.v)) line->to = p->to;
    line->is_current |= still;
    line->n_episodes++;
}

static void mark_overlaps(struct phase_line out[N_PHASE],
                          const struct phase_days *episodes, size_t n, struct day on)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const struct phase_days *a = &episodes[i], *b = &episodes[j];
            if (!has_begun(a, on) || !has_begun(b, on) || a->phase == b->phase)
                continue;
            if (a->from.v <= last_day(b, on) && b->from.v <= last_day(a, on))
                out[a->phase].overlaps = out[b->phase].overlaps = true;
        }
}

void phase_course_make(struct phase_line out[N_PHASE],
                       const struct phase_days *episodes, size_t n, struct day on)
{
    bool later_began = false;
    for (unsigned p = 0; p < N_PHASE; p++)
        out[p] = (struct phase_line){
            .from = DAY_NONE, .to = DAY_NONE, .current_from = DAY_NONE};
    for (size_t i = 0; i < n; i++)
        if (has_begun(&episodes[i], on)) {
            struct phase_line *line = &out[episodes[i].phase];
            add_episode(line, &episodes[i], on);
            line->days += own_days(episodes, i, on);
        }
    mark_overlaps(out, episodes, n, on);
    for (unsigned p = N_PHASE; p-- > 0;) {
        if (out[p].is_current) out[p].to = DAY_NONE;
        out[p].is_revisited = out[p].n_episodes > 1;
        out[p].is_skipped = !out[p].n_episodes && later_began;
        later_began |= out[p].n_episodes > 0;
    }
}

int phase_current(const struct phase_line lines[N_PHASE])
{
    int found = -1;
    for (int p = 0; p < N_PHASE; p++)
        if (lines[p].is_current &&
            (found < 0 || lines[p].current_from.v >= lines[found].current_from.v))
            found = p;
    return found;
}
