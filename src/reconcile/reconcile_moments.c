/* On which day figures hold, over which period, and whether that can be. */
#include "reconcile/check.h"

#include <math.h>

#include "reconcile/publication_day.h"

enum { YEAR_DAYS = 366 };

static bool is_dated_count(const struct claim *c)
{
    static const char *const units[] = {
        "persons",      "trajectories",   "referrals",    "percent",
        "partnerships", "participations", "organisations"};
    if (!claim_is_figure(c) || c->kind == VALUE_BLANK) return false;
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (strcmp(c->unit, units[i]) == 0) return true;
    return false;
}

/* A share of the population of a register, not of participants of a call. */
static bool is_population_share(const struct claim *c)
{
    return claim_is_share(c) && !claim_pair_named(c, "call") &&
           !claim_pair_named(c, "project");
}

static void check_figure_day(struct check *k, const struct key_entry *e)
{
    struct claim_list undated = {0}, without_period = {0};
    KEY_EACH(link, &k->figures, e)
    {
        uint32_t i = k->figures.item[link];
        const struct claim *c = claim_at(k, i);
        if (!is_dated_count(c) || !day_is_none(c->as_of) || c->period[0]) continue;
        claim_list_add(is_population_share(c) ? &without_period : &undated, i);
    }
    if (undated.n)
        check_tell(k, RULE_AS_OF_MISSING, undated.items, undated.n, NULL, NULL, 0);
    if (without_period.n)
        check_tell(k, RULE_PERIOD_MISSING, without_period.items, without_period.n, NULL,
                   NULL, 0);
    claim_list_dispose(&undated);
    claim_list_dispose(&without_period);
}

/* The first claim of each as-of day in a publication. */
static void check_publication_days(struct check *k, const struct key_entry *e)
{
    enum { DAYS_MAX = 8 };
    struct day days[DAYS_MAX];
    uint32_t items[DAYS_MAX];
    size_t n = 0;
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        size_t d = 0;
        if (!is_dated_count(c) || day_is_none(c->as_of)) continue;
        while (d < n && days[d].v != c->as_of.v)
            d++;
        if (d < n || n == DAYS_MAX) continue;
        days[n] = c->as_of;
        items[n++] = i;
    }
    if (n < 2) return;
    struct buf b;
    buf_init(&b, 0);
    for (size_t d = 0; d < n; d++)
        buf_format(&b, "%s%s", d ? "; " : "", check_day(k, days[d]));
    TELL(k, RULE_AS_OF_DIFFERS, items, n, NULL, b.p);
    buf_dispose(&b);
}

/* Against the day of publication, as its name tells it: once for each as-of day. */
static void check_published_on(struct check *k, const struct key_entry *e)
{
    struct day last = DAY_NONE;
    KEY_EACH(link, &k->figures, e)
    {
        uint32_t i = k->figures.item[link];
        const struct claim *c = claim_at(k, i);
        struct day on = publication_day(str_of(c->publication));
        if (day_is_none(on) || day_is_none(c->as_of) || !is_dated_count(c)) continue;
        if (c->as_of.v == last.v) continue;
        last = c->as_of;
        if (c->as_of.v > on.v)
            TELL(k, RULE_AS_OF_LATER, &i, 1, NULL, check_day(k, c->as_of),
                 check_day(k, on));
        else if (days_between(c->as_of, on) > YEAR_DAYS)
            TELL(k, RULE_AS_OF_STALE, &i, 1,
                 arena_format(k->a, "%d > %d", days_between(c->as_of, on), YEAR_DAYS),
                 check_day(k, c->as_of), check_day(k, on));
    }
}

static bool same_period(const struct claim *a, const struct claim *b)
{
    return a->period_from.v == b->period_from.v && a->period_to.v == b->period_to.v;
}

/* Two periods of one thing: a side that is not said contradicts nothing. */
static bool periods_clash(const struct claim *a, const struct claim *b)
{
    bool from = !day_is_none(a->period_from) && !day_is_none(b->period_from) &&
                a->period_from.v != b->period_from.v;
    bool to = !day_is_none(a->period_to) && !day_is_none(b->period_to) &&
              a->period_to.v != b->period_to.v;
    return from || to;
}

static void check_periods(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        const uint32_t key[] = {k->keys[i].cell};
        if (strcmp(c->unit, "period") == 0 && c->period[0])
            key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++) {
        struct claim_list list = {0};
        struct buf b;
        bool clash = false;
        buf_init(&b, 0);
        KEY_EACH(link, &map, &map.entries[m])
        {
            const struct claim *c = claim_at(k, map.item[link]);
            if (list.n) clash |= periods_clash(claim_at(k, list.items[0]), c);
            claim_list_add(&list, map.item[link]);
            buf_format(&b, "%s“%s” (%s)", b.n ? "; " : "", c->text, c->publication);
        }
        if (clash)
            TELL(k, RULE_PERIODS_CONTRADICT, list.items, list.n, NULL,
                 claim_at(k, list.items[0])->cell, b.p);
        buf_dispose(&b);
        claim_list_dispose(&list);
    }
    key_map_dispose(&map);
}

/* The period claimed of the cell without its moment. */
static const struct claim *span_of(struct check *k, uint32_t i, size_t moment)
{
    const uint32_t key[] = {k->keys[i].publication,
                            check_cell(k, claim_at(k, i), moment, NULL)};
    const struct key_entry *e = key_map_find(&k->families, KEY_OF(key));
    KEY_EACH(link, &k->families, e)
    {
        const struct claim *c = claim_at(k, k->families.item[link]);
        if (strcmp(c->unit, "period") == 0 && c->period[0]) return c;
    }
    return NULL;
}

static void check_moment_pair(struct check *k, uint32_t baseline, uint32_t end)
{
    const struct claim *b = claim_at(k, baseline), *e = claim_at(k, end);
    const struct claim *span = span_of(k, baseline, claim_pair_at(b, "moment"));
    const uint32_t places[] = {baseline, end};
    bool reversed = !day_is_none(e->period_to) && !day_is_none(b->period_from) &&
                    e->period_to.v < b->period_from.v;
    bool is_long = span && !day_is_none(span->period_from) &&
                   !day_is_none(span->period_to) &&
                   days_between(span->period_from, span->period_to) > YEAR_DAYS;
    bool together = b->period[0] && same_period(b, e) && is_long;
    if (!reversed && !together) return;
    TELL(k, RULE_MOMENTS_IMPOSSIBLE, places, 2, NULL,
         arena_format(k->a, "%s ↔ %s%s%s", b->period, e->period, span ? "; " : "",
                      span ? span->text : ""));
}

static void check_measurements(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        size_t moment = claim_pair_at(c, "moment");
        if (moment == SIZE_MAX || !c->period[0]) continue;
        const uint32_t key[] = {k->keys[i].publication, k->keys[i].measure,
                                check_cell(k, c, moment, NULL)};
        key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++) {
        uint32_t baseline = KEY_END, end = KEY_END;
        KEY_EACH(link, &map, &map.entries[m])
        {
            const char *value =
                claim_pair_named(claim_at(k, map.item[link]), "moment")->value;
            if (strcmp(value, "baseline") == 0) baseline = map.item[link];
            if (strcmp(value, "end") == 0) end = map.item[link];
        }
        if (baseline != KEY_END && end != KEY_END) check_moment_pair(k, baseline, end);
    }
    key_map_dispose(&map);
}

static int year_of(const char *text)
{
    int year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9') return 0;
        year = year * 10 + (text[i] - '0');
    }
    return text[4] ? 0 : year;
}

/* Shares of yearly cohorts: years between the start and the day they are taken on. */
static void check_exposure(struct check *k)
{
    static const char *const cohorts[] = {"start_year", "cohort"};
    for (size_t t = 0; t < k->tables.n; t++) {
        struct claim_list list = {0};
        int least = INT32_MAX, most = INT32_MIN;
        KEY_EACH(link, &k->tables, &k->tables.entries[t])
        {
            uint32_t i = k->tables.item[link];
            const struct claim *c = claim_at(k, i);
            if (!claim_is_share(c) || day_is_none(c->as_of)) continue;
            for (size_t d = 0; d < ARRAY_LEN(cohorts); d++) {
                const struct claim_pair *p = claim_pair_named(c, cohorts[d]);
                int year = p ? year_of(p->value) : 0;
                if (!year) continue;
                int exposed = day_year(c->as_of) - year;
                least = MIN_OF(least, exposed);
                most = MAX_OF(most, exposed);
                claim_list_add(&list, i);
            }
        }
        if (list.n >= 2 && least != most)
            TELL(k, RULE_EXPOSURE_DIFFERS, list.items, list.n, NULL,
                 arena_format(k->a, "%d ↔ %d × 12", least, most));
        claim_list_dispose(&list);
    }
}

/* Days of one document: approved, dated. */
static void check_documents(struct check *k)
{
    for (size_t f = 0; f < k->families.n; f++) {
        struct claim_list list = {0};
        struct buf b;
        bool differs = false;
        buf_init(&b, 0);
        KEY_EACH(link, &k->families, &k->families.entries[f])
        {
            const struct claim *c = claim_at(k, k->families.item[link]);
            if (strcmp(c->unit, "day") != 0) continue;
            if (list.n)
                differs |= strcmp(claim_at(k, list.items[0])->text, c->text) != 0;
            claim_list_add(&list, k->families.item[link]);
            buf_format(&b, "%s%s %s", b.n ? "; " : "", c->measure, c->text);
        }
        if (differs) TELL(k, RULE_DATES_DIFFER, list.items, list.n, NULL, b.p);
        buf_dispose(&b);
        claim_list_dispose(&list);
    }
}

void check_moments(struct check *k)
{
    for (size_t f = 0; f < k->figures.n; f++) {
        check_figure_day(k, &k->figures.entries[f]);
        check_published_on(k, &k->figures.entries[f]);
    }
    for (size_t p = 0; p < k->publications.n; p++)
        check_publication_days(k, &k->publications.entries[p]);
    check_periods(k);
    check_measurements(k);
    check_exposure(k);
    check_documents(k);
}
