/* Shares that nobody printed but that readers make: with which denominator, how they
 * compare between sister calls, and how much of a target was attained.
 *
 * Outliers: of two shares the intervals of Wilson are taken at the level 1 - 0.05 / m,
 * where m is the number of comparisons of the run (Bonferroni). The least ratio both
 * intervals allow is low(larger) / high(smaller); it is told when it is at least
 * FACTOR_LEAST. So few cases never make an outlier, and many cases need a difference
 * that matters. */
#include "reconcile/check.h"

#include <math.h>

#include "measure/dimension.h"
#include "measure/wilson.h"

static const double factor_least = 5;

/* The point of the standard normal with `tail` beyond it, by halving. */
static double normal_point(double tail)
{
    double low = 0, high = 40;
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        if (0.5 * erfc(middle / sqrt(2)) > tail)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static bool is_count(const struct claim *c)
{
    return claim_is_figure(c) && claim_has_number(c) && !claim_is_share(c) &&
           c->number >= 0 && c->number < 9e15 && floor(c->number) == c->number;
}

static void check_denominators(struct check *k, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    struct str what, of;
    claim_split_measure(&what, &of, c);
    if (!is_count(c) || c->is_counted || !is_outcome(c) || of.n || c->has_base) return;
    uint32_t reached = check_beside(k, i, "reached", SIZE_MAX);
    uint32_t ended = check_beside(k, i, "ended", SIZE_MAX);
    if (reached == KEY_END || ended == KEY_END) return;
    const uint32_t places[] = {i, reached, ended};
    double r = claim_at(k, reached)->number, n = claim_at(k, ended)->number;
    TELL(k, RULE_TWO_DENOMINATORS, places, 3,
         arena_format(k->a, "%s / %s = %s; %s / %s = %s", check_number_of(k, c),
                      check_number(k, r, 0), check_percent(k, c->number, r),
                      check_number_of(k, c), check_number(k, n, 0),
                      check_percent(k, c->number, n)),
         check_measure_label(k, c));
}

/* The denominator of an outcome, said or usual: what it says, the ended, the reached.
 */
static double base_of(struct check *k, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    size_t outcome = claim_pair_at(c, "outcome");
    uint32_t base = check_base(k, i);
    if (c->has_base) return c->base;
    if (base == KEY_END) base = check_beside(k, i, "ended", outcome);
    if (base == KEY_END) base = check_beside(k, i, "reached", outcome);
    return base == KEY_END ? NAN : claim_at(k, base)->number;
}

struct rated {
    uint32_t item;
    int64_t n, base;
};

static void compare_sisters(struct check *k, const struct rated *x,
                            const struct rated *y, double z)
{
    double x_low, x_high, y_low, y_high;
    if ((double)x->n * (double)y->base < (double)y->n * (double)x->base) {
        const struct rated *swap = x;
        x = y;
        y = swap;
    }
    wilson_interval_at(&x_low, &x_high, x->n, x->base, z);
    wilson_interval_at(&y_low, &y_high, y->n, y->base, z);
    if (x_low < factor_least * y_high) return;
    const struct claim *c = claim_at(k, x->item);
    const uint32_t places[] = {x->item, y->item};
    const struct str name = outcome_of(c);
    TELL(k, RULE_RATIO_OUTLIER, places, 2,
         arena_format(
             k->a, "%s / %s = %s; %s / %s = %s", check_number(k, (double)x->n, 0),
             check_number(k, (double)x->base, 0),
             check_percent(k, (double)x->n, (double)x->base),
             check_number(k, (double)y->n, 0), check_number(k, (double)y->base, 0),
             check_percent(k, (double)y->n, (double)y->base)),
         str_to_c(k->a, name), claim_pair_named(c, "call")->value,
         check_number(k, floor(x_low / y_high), 0));
}

static size_t read_sisters(struct rated *out, struct check *k,
                           const struct key_map *map, const struct key_entry *e)
{
    size_t n = 0;
    KEY_EACH(link, map, e)
    {
        uint32_t i = map->item[link];
        double base = base_of(k, i);
        if (isnan(base) || base <= 0 || base >= 9e15 || n == RECONCILE_SISTERS)
            continue;
        if (claim_at(k, i)->number > base) continue; /* told by another rule */
        out[n++] = (struct rated){i, (int64_t)claim_at(k, i)->number, (int64_t)base};
    }
    return n;
}

static void check_sisters(struct check *k)
{
    struct key_map map;
    struct rated rated[RECONCILE_SISTERS];
    double m = 0;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        size_t call = claim_pair_at(c, "call");
        if (!is_count(c) || call == SIZE_MAX || strchr(c->pairs[call].value, '|'))
            continue;
        if (!is_outcome(c) && !c->has_base) continue;
        const uint32_t key[] = {k->keys[i].publication, k->keys[i].unit,
                                k->keys[i].measure, k->keys[i].figure,
                                check_cell(k, c, call, NULL)};
        key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t e = 0; e < map.n; e++) {
        size_t n = read_sisters(rated, k, &map, &map.entries[e]);
        m += (double)(n * (n - 1)) / 2;
    }
    double z = normal_point(0.05 / (2 * fmax(1, m)));
    for (size_t e = 0; e < map.n; e++) {
        size_t n = read_sisters(rated, k, &map, &map.entries[e]);
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                compare_sisters(k, &rated[i], &rated[j], z);
    }
    key_map_dispose(&map);
}

/* Claims of whatever publication by their cell: targets are promised elsewhere than
 * where results are told. */
static void index_cells(struct check *k, struct key_map *map)
{
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const uint32_t key[] = {k->keys[i].cell};
        key_map_add(map, KEY_OF(key), i);
    }
}

static uint32_t first_at(struct check *k, const struct key_map *map, uint32_t i,
                         const char *unit)
{
    const uint32_t key[] = {k->keys[i].cell};
    const struct key_entry *e = key_map_find(map, KEY_OF(key));
    KEY_EACH(link, map, e)
    {
        const struct claim *c = claim_at(k, map->item[link]);
        if (strcmp(c->unit, unit) == 0 && claim_has_number(c)) return map->item[link];
    }
    return KEY_END;
}

static void check_attainment(struct check *k, const struct key_map *map,
                             uint32_t target)
{
    static const char *const counts[] = {"started", "reached", "referred"};
    const struct claim *t = claim_at(k, target);
    const uint32_t key[] = {k->keys[target].cell};
    const struct key_entry *e = key_map_find(map, KEY_OF(key));
    if (t->number <= 0 || strcmp(t->unit, "euro") == 0 || claim_is_share(t)) return;
    KEY_EACH(link, map, e)
    {
        struct str what, of;
        const struct claim *c = claim_at(k, map->item[link]);
        claim_split_measure(&what, &of, c);
        if ((claim_is_share(c) || c->has_base) && str_starts(of, S("target"))) return;
    }
    KEY_EACH(link, map, e)
    {
        const struct claim *c = claim_at(k, map->item[link]);
        const uint32_t places[] = {target, map->item[link]};
        bool counted = false;
        for (size_t i = 0; i < ARRAY_LEN(counts); i++)
            counted |= measure_is(c, counts[i]);
        if (!counted || !is_count(c)) continue;
        const char *other = strcmp(c->unit, t->unit) == 0
                                ? ""
                                : arena_format(k->a, " (%s ≠ %s)", c->unit, t->unit);
        TELL(k, RULE_ATTAINMENT_UNSTATED, places, 2,
             arena_format(k->a, "%s / %s = %s", check_number_of(k, c),
                          check_number(k, t->number, 0),
                          check_percent(k, c->number, t->number)),
             other);
    }
}

static void check_indicative(struct check *k, const struct key_map *map,
                             uint32_t target)
{
    const struct claim *t = claim_at(k, target);
    uint32_t euro = first_at(k, map, target, "euro");
    const uint32_t places[] = {target, euro};
    if (t->kind == VALUE_NUMBER || t->kind == VALUE_WORDS || t->kind == VALUE_BLANK)
        return;
    const char *cost = "";
    if (euro != KEY_END && t->number > 0)
        cost = arena_format(k->a, "%s / %s = %s", check_number_of(k, claim_at(k, euro)),
                            check_number(k, t->number, 0),
                            check_number(k, claim_at(k, euro)->number / t->number, 2));
    TELL(k, RULE_TARGET_INDICATIVE, places, euro == KEY_END ? 1 : 2, cost,
         arena_format(k->a, ": “%s”", t->text));
}

static bool speaks_of_referral(const struct claim *c)
{
    static const char *const words[] = {"refer", "toeleid", "toe te leiden",
                                        "doorverwij", "orient"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strstr(c->measure, words[i]) || strstr(c->note, words[i]) ||
            strstr(c->unit, words[i]))
            return true;
    return false;
}

static void check_referral(struct check *k, const struct key_map *map, uint32_t target)
{
    const struct claim *t = claim_at(k, target);
    uint32_t euro = first_at(k, map, target, "euro");
    uint32_t years = first_at(k, map, target, "years");
    const uint32_t places[] = {target, euro, years};
    const char *cost = "";
    if (!speaks_of_referral(t)) return;
    if (euro != KEY_END && years != KEY_END && t->number > 0) {
        double e = claim_at(k, euro)->number, y = claim_at(k, years)->number;
        cost = arena_format(k->a, "%s / (%s × %s) = %s", check_number(k, e, 0),
                            check_number(k, t->number, 0), check_number(k, y, 0),
                            check_number(k, e / (t->number * y), 2));
    }
    TELL(k, RULE_INDICATOR_IS_REFERRAL, places, cost[0] ? 3 : 1, cost,
         arena_format(k->a, " (%s)", t->measure));
}

void check_rates(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    index_cells(k, &map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        check_denominators(k, i);
        if (c->role != ROLE_TARGET) continue;
        if (claim_has_number(c)) check_attainment(k, &map, i);
        check_indicative(k, &map, i);
        check_referral(k, &map, i);
    }
    key_map_dispose(&map);
    check_sisters(k);
}
