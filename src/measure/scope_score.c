/* Measured questions: the first and the last time that each was asked in a trajectory
 * up to the as-of day, and which way it went. One pass over the assessments, which
 * stand by participation and then by day. */
#include "measure/selection.h"

#include "domain/lists.h"

const uint16_t *scope_items(struct scope *s)
{
    const struct panel_events ev = panel_events_of(s->panel, EVENT_ASSESSMENT);
    if (s->item) return s->item;
    s->item = arena_new_array(s->kept, uint16_t, ev.n + 1);
    for (size_t i = 0; i < ev.n; i++)
        s->item[i] = (uint16_t)(ev.code[i] | ev.detail[i] << 8);
    return s->item;
}

/* By the points at both ends; the rules of score_course_of (domain/score_course.h). */
static uint8_t change_of(uint8_t first, uint8_t last, uint32_t n)
{
    if (n < 2) return CONDITION_CHANGE_ONLY_ONE;
    if (first == CARE_NOT_SAID || last == CARE_NOT_SAID)
        return CONDITION_CHANGE_NOT_COMPARABLE;
    return last > first   ? CONDITION_CHANGE_IMPROVED
           : last < first ? CONDITION_CHANGE_WORSE
                          : CONDITION_CHANGE_SAME;
}

/* What is known of each item within the participation at hand. */
struct asked {
    uint32_t first, last, n;
};

/* The assessments from `at` up to `end` are those of one participation. */
static void look_at_one(struct scope *s, struct asked *asked,
                        const struct panel_events *ev, size_t at, size_t end)
{
    for (size_t i = at; i < end; i++)
        asked[s->item[i]].n = 0;
    for (size_t i = at; i < end; i++) {
        struct asked *a = &asked[s->item[i]];
        if (ev->on[i] > s->as_of.v) continue;
        if (a->n++ == 0) a->first = (uint32_t)i;
        a->last = (uint32_t)i;
    }
    for (size_t i = at; i < end; i++) {
        const struct asked *a = &asked[s->item[i]];
        s->score_change[i] = SCOPE_NO_CHANGE;
        if (a->n == 0) continue;
        s->score_first[i] = a->first;
        s->score_latest[i] = i == a->last;
        s->score_change[i] = change_of(ev->value[a->first], ev->value[a->last], a->n);
    }
}

static void look_at_scores(struct scope *s)
{
    const struct panel_events ev = panel_events_of(s->panel, EVENT_ASSESSMENT);
    enum { ITEM_NUMBERS = 0x10000 };
    if (s->score_change) return;
    scope_items(s);
    struct asked *asked = arena_new_array(s->kept, struct asked, ITEM_NUMBERS);
    s->score_latest = arena_alloc(s->kept, ev.n + 1);
    s->score_change = arena_alloc(s->kept, ev.n + 1);
    s->score_first = arena_new_array(s->kept, uint32_t, ev.n + 1);
    for (size_t at = 0, end = 0; at < ev.n; at = end) {
        while (end < ev.n && ev.participation[end] == ev.participation[at])
            end++;
        look_at_one(s, asked, &ev, at, end);
    }
}

const uint8_t *scope_score_latest(struct scope *s)
{
    look_at_scores(s);
    return s->score_latest;
}

const uint8_t *scope_score_change(struct scope *s)
{
    look_at_scores(s);
    return s->score_change;
}

const uint32_t *scope_score_first(struct scope *s)
{
    look_at_scores(s);
    return s->score_first;
}
