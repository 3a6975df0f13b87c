#include "domain/score_course.h"

struct score_course score_course_of(const struct score_given *given, size_t n)
{
    struct score_course c = {.first_on = DAY_NONE,
                             .last_on = DAY_NONE,
                             .change = CONDITION_CHANGE_NOT_COMPARABLE};
    size_t first = 0, last = 0;
    if (!n) return c;
    for (size_t i = 0; i < n; i++) {
        if (given[i].on.v < given[first].on.v) first = i;
        if (given[i].on.v >= given[last].on.v) last = i;
        c.n_not_said += !given[i].has_score;
    }
    c.n = (unsigned)n;
    c.first_on = given[first].on;
    c.last_on = given[last].on;
    c.has_first = given[first].has_score;
    c.has_last = given[last].has_score;
    c.first = c.has_first ? given[first].score : 0;
    c.last = c.has_last ? given[last].score : 0;
    if (n < 2)
        c.change = CONDITION_CHANGE_ONLY_ONE;
    else if (c.has_first && c.has_last)
        c.change = c.last > c.first   ? CONDITION_CHANGE_IMPROVED
                   : c.last < c.first ? CONDITION_CHANGE_WORSE
                                      : CONDITION_CHANGE_SAME;
    return c;
}

struct score_distance score_distance_of(const struct score_course *courses, size_t n,
                                        bool is_interval)
{
    struct score_distance d = {.n_items = (unsigned)n};
    for (size_t i = 0; i < n; i++) {
        const struct score_course *c = &courses[i];
        if (!c->n) continue;
        d.n_asked++;
        d.n_change[c->change]++;
        if (c->n < 2 || !c->has_first || !c->has_last) continue;
        d.has_points = is_interval;
        if (is_interval) d.points += (int64_t)c->last - c->first;
    }
    return d;
}
