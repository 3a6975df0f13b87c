/* Parts and wholes that different measures make of one group: outcomes of the ended,
 * the ended and the running of the reached. */
#include "reconcile/check.h"

#include "measure/dimension.h"

/* By definition, whoever publishes: the part is never more than the whole. */
static const struct {
    const char *part, *whole;
} parts_of[] = {
    {"started", "reached"},  {"ended", "reached"},   {"running", "reached"},
    {"employed", "reached"}, {"stopped", "started"}, {"carried out", "started"},
    {"stopped", "reached"},
};

static void tell_beyond(struct check *k, uint32_t part, uint32_t whole)
{
    const struct claim *p = claim_at(k, part), *w = claim_at(k, whole);
    const uint32_t both[] = {part, whole};
    TELL(k, RULE_PART_BEYOND_WHOLE, both, 2,
         arena_format(k->a, "%s > %s", check_number_of(k, p), check_number_of(k, w)),
         check_measure_label(k, p), check_measure_label(k, w));
}

static void check_part(struct check *k, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    if (!claim_is_figure(c) || !claim_has_number(c) || claim_is_share(c)) return;
    uint32_t base = check_base(k, i);
    if (base != KEY_END && c->number > claim_at(k, base)->number)
        tell_beyond(k, i, base);
    if (c->has_base && c->number > c->base)
        TELL(k, RULE_PART_BEYOND_WHOLE, &i, 1,
             arena_format(k->a, "%s > %s", check_number_of(k, c),
                          check_number(k, c->base, 0)),
             c->measure, c->denominator[0] ? c->denominator : "N");
    for (size_t p = 0; p < ARRAY_LEN(parts_of); p++) {
        if (!measure_is(c, parts_of[p].part)) continue;
        uint32_t whole = check_beside(k, i, parts_of[p].whole, SIZE_MAX);
        if (whole != KEY_END && c->number > claim_at(k, whole)->number)
            tell_beyond(k, i, whole);
    }
}

/* The outcomes claimed of one cell. */
struct outcomes {
    struct claim_list all; /* each outcome once, those `of` the whole first */
    size_t n_stated;       /* so many say of what whole they are */
    enum claim_answer exclusive;
    bool has_rest; /* a row for other or unknown */
    uint32_t whole;
};

static bool has_outcome(struct check *k, const struct outcomes *o, uint32_t i)
{
    struct str mine = outcome_of(claim_at(k, i));
    for (size_t j = 0; j < o->all.n; j++)
        if (name_same(mine, outcome_of(claim_at(k, o->all.items[j])))) return true;
    return false;
}

static bool is_rest(struct str outcome)
{
    static const char *const rest[] = {"unknown", "other", "none", "no_outcome",
                                       "other_or_unknown"};
    for (size_t i = 0; i < ARRAY_LEN(rest); i++)
        if (name_same(outcome, str_of(rest[i]))) return true;
    return false;
}

static void read_outcomes(struct outcomes *o, struct check *k,
                          const struct key_map *map, const struct key_entry *e)
{
    *o = (struct outcomes){.whole = KEY_END};
    for (int turn = 0; turn < 2; turn++) {
        KEY_EACH(link, map, e)
        {
            uint32_t i = map->item[link];
            const struct claim *c = claim_at(k, i);
            struct str what, of;
            claim_split_measure(&what, &of, c);
            if ((of.n == 0) != (turn == 1) || has_outcome(k, o, i)) continue;
            claim_list_add(&o->all, i);
            o->n_stated += turn == 0;
            if (turn == 0 && o->whole == KEY_END) o->whole = check_base(k, i);
            if (c->exclusive != CLAIM_UNSTATED) o->exclusive = c->exclusive;
            o->has_rest |= is_rest(outcome_of(c));
        }
    }
}

static void tell_too_many(struct check *k, const struct outcomes *o, double sum,
                          const char *terms)
{
    const struct claim *whole = claim_at(k, o->whole);
    struct claim_list places = {0};
    if (o->exclusive == CLAIM_NO || sum <= whole->number) return;
    claim_list_add(&places, o->whole);
    for (size_t i = 0; i < o->all.n; i++)
        claim_list_add(&places, o->all.items[i]);
    TELL(k, RULE_OUTCOMES_BEYOND_WHOLE, places.items, places.n,
         arena_format(k->a, "%s > %s", terms, check_number_of(k, whole)),
         arena_format(k->a, "%s %s", check_number_of(k, whole),
                      check_measure_label(k, whole)));
    claim_list_dispose(&places);
}

static void tell_remainder(struct check *k, const struct outcomes *o, double sum_all)
{
    const struct claim *whole = claim_at(k, o->whole);
    double sum;
    const char *terms = check_sum_text(k, o->all.items, o->n_stated, &sum);
    double rest = whole->number - sum;
    struct buf b;
    if (o->has_rest || rest <= 0) return;
    buf_init(&b, 0);
    buf_format(&b, "%s; %s − %s = %s (%s)", terms, check_number_of(k, whole),
               check_number(k, sum, 0), check_number(k, rest, 0),
               check_percent(k, rest, whole->number));
    if (o->all.n > o->n_stated && sum_all < whole->number)
        buf_format(&b, "; %s − %s = %s", check_number_of(k, whole),
                   check_number(k, sum_all, 0),
                   check_number(k, whole->number - sum_all, 0));
    TELL(k, RULE_REMAINDER_UNSTATED, &o->whole, 1, b.p,
         arena_format(k->a, "%s %s", check_number_of(k, whole),
                      check_measure_label(k, whole)));
    buf_dispose(&b);
}

static void check_outcomes(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        if (!claim_is_figure(c) || !claim_has_number(c) || claim_is_share(c)) continue;
        if (c->is_counted || !is_outcome(c)) continue;
        const uint32_t key[] = {k->keys[i].publication, k->keys[i].unit,
                                check_cell(k, c, claim_pair_at(c, "outcome"), NULL)};
        key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++) {
        struct outcomes o;
        double sum;
        read_outcomes(&o, k, &map, &map.entries[m]);
        if (o.all.n >= 2 && o.exclusive == CLAIM_UNSTATED)
            TELL(k, RULE_EXCLUSIVE_UNSTATED, o.all.items, o.all.n, NULL,
                 check_dimension_label(k, "outcome"));
        if (o.whole != KEY_END) {
            const char *terms = check_sum_text(k, o.all.items, o.all.n, &sum);
            tell_too_many(k, &o, sum, terms);
            tell_remainder(k, &o, sum);
        }
        claim_list_dispose(&o.all);
    }
    key_map_dispose(&map);
}

static double number_at(struct check *k, uint32_t i)
{
    return claim_at(k, i)->number;
}

/* reached = ended + running. */
static void check_reached(struct check *k, uint32_t reached)
{
    uint32_t ended = check_beside(k, reached, "ended", SIZE_MAX);
    uint32_t running = check_beside(k, reached, "running", SIZE_MAX);
    const struct claim *r = claim_at(k, reached);
    if (ended == KEY_END) return;
    const uint32_t all[] = {reached, ended, running};
    const char *what =
        arena_format(k->a, "%s %s", check_number_of(k, r), check_measure_label(k, r));
    if (running == KEY_END) {
        const char *rest = check_number(k, r->number - number_at(k, ended), 0);
        if (r->number > number_at(k, ended))
            TELL(k, RULE_STATUS_INCOMPLETE, all, 2,
                 arena_format(k->a, "%s − %s = %s", check_number_of(k, r),
                              check_number_of(k, claim_at(k, ended)), rest),
                 what);
        return;
    }
    double sum;
    const char *terms = check_sum_text(k, all + 1, 2, &sum);
    if (!same_number(sum, r->number))
        TELL(k, RULE_STATUS_DIFFERS, all, 3,
             arena_format(k->a, "%s ≠ %s", terms, check_number_of(k, r)), what);
}

/* started with stopped, and nothing on the others. */
static void check_started(struct check *k, uint32_t started, struct key_map *told)
{
    static const char *const others[] = {"running",     "succeeded", "failed",
                                         "carried out", "ended",     "status unknown"};
    const struct claim *s = claim_at(k, started);
    uint32_t stopped = check_beside(k, started, "stopped", SIZE_MAX);
    if (stopped == KEY_END || s->number <= number_at(k, stopped)) return;
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (check_beside(k, started, others[i], SIZE_MAX) != KEY_END) return;
    const uint32_t table[] = {k->keys[started].publication, k->keys[started].figure};
    key_map_add(told, KEY_OF(table), started);
}

/* Of a table with its rows only the most general one is told. */
static void tell_started(struct check *k, const struct key_map *told)
{
    for (size_t t = 0; t < told->n; t++) {
        uint32_t most = KEY_END;
        KEY_EACH(link, told, &told->entries[t])
        {
            uint32_t i = told->item[link];
            if (most == KEY_END || claim_at(k, i)->n_pairs < claim_at(k, most)->n_pairs)
                most = i;
        }
        const struct claim *s = claim_at(k, most);
        uint32_t stopped = check_beside(k, most, "stopped", SIZE_MAX);
        const uint32_t both[] = {most, stopped};
        TELL(k, RULE_STATUS_INCOMPLETE, both, 2,
             arena_format(k->a, "%s − %s = %s", check_number_of(k, s),
                          check_number_of(k, claim_at(k, stopped)),
                          check_number(k, s->number - number_at(k, stopped), 0)),
             arena_format(k->a, "%s %s", check_number_of(k, s),
                          check_measure_label(k, s)));
    }
}

/* An outcome whose whole is not only the ended, while some still run. */
static void check_running(struct check *k, uint32_t running)
{
    const struct claim *r = claim_at(k, running);
    const uint32_t key[] = {k->keys[running].publication, k->keys[running].cell};
    const struct key_entry *e = key_map_find(&k->families, KEY_OF(key));
    uint32_t outcome = KEY_END;
    KEY_EACH(link, &k->families, e)
    {
        uint32_t i = k->families.item[link];
        const struct claim *c = claim_at(k, i);
        struct str what, of;
        claim_split_measure(&what, &of, c);
        if (claim_is_figure(c) && is_outcome(c) && !name_same(of, S("ended")) &&
            outcome == KEY_END)
            outcome = i;
    }
    if (outcome == KEY_END || !claim_is_figure(r)) return;
    const uint32_t both[] = {running, outcome};
    if (!claim_has_number(r)) {
        TELL(k, RULE_STILL_RUNNING, both, 2, NULL,
             arena_format(k->a, ": “%s”", r->text));
        return;
    }
    uint32_t reached = check_beside(k, running, "reached", SIZE_MAX);
    if (reached == KEY_END || r->number <= 0) return;
    TELL(k, RULE_STILL_RUNNING, both, 2,
         arena_format(k->a, "%s / %s = %s", check_number_of(k, r),
                      check_number_of(k, claim_at(k, reached)),
                      check_percent(k, r->number, number_at(k, reached))),
         "");
}

void check_wholes(struct check *k)
{
    struct key_map told;
    key_map_init(&told);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        check_part(k, i);
        if (measure_is(c, "running") && c->kind != VALUE_BLANK) check_running(k, i);
        if (!claim_is_figure(c) || !claim_has_number(c)) continue;
        if (measure_is(c, "reached")) check_reached(k, i);
        if (measure_is(c, "started")) check_started(k, i, &told);
    }
    tell_started(k, &told);
    key_map_dispose(&told);
    check_outcomes(k);
}
