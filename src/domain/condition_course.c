#include "domain/condition_course.h"

static void course_take(struct condition_course *c,
                        const struct condition_assessed *assessed, size_t at)
{
    const struct condition_assessed *a = &assessed[at];
    if (!c->n || a->on.v < c->first_on.v) {
        c->first = at;
        c->first_state = a->state;
        c->first_on = a->on;
    }
    if (!c->n || a->on.v >= c->last_on.v) {
        c->last = at;
        c->last_state = a->state;
        c->last_on = a->on;
    }
    c->n++;
}

size_t condition_courses(struct condition_course *out,
                         const struct condition_assessed *assessed, size_t n)
{
    size_t n_out = 0;
    for (uint8_t condition = 0; condition < N_CONTEXT_CONDITION; condition++) {
        struct condition_course c = {.condition = condition};
        for (size_t i = 0; i < n; i++)
            if (assessed[i].condition == condition) course_take(&c, assessed, i);
        if (!c.n) continue;
        c.days = days_between(c.first_on, c.last_on);
        c.change = condition_change_of(c.first_state, c.last_state, c.n);
        out[n_out++] = c;
    }
    return n_out;
}

void condition_changes_count(unsigned out[N_CONDITION_CHANGE],
                             const struct condition_course *courses, size_t n)
{
    memset(out, 0, N_CONDITION_CHANGE * sizeof out[0]);
    for (size_t i = 0; i < n; i++)
        out[courses[i].change]++;
}

bool condition_is_health(uint8_t condition)
{
    return condition == CONTEXT_CONDITION_MENTAL_HEALTH ||
           condition == CONTEXT_CONDITION_PHYSICAL_HEALTH;
}
