/* What was said elsewhere of the same thing: other figures, statements, other stages,
 * other amounts; annexes, questions and budgets that are not there; words. */
#include "reconcile/check.h"

#include <math.h>

enum { DIFFERENCES_SHOWN = 6 };

/* Does what was said exclude the figure? "About" leaves a tenth on both sides. */
static bool contradicts(const struct claim *said, const struct claim *figure)
{
    double x = said->number, n = figure->number;
    switch (said->kind) {
    case VALUE_NUMBER:
        return !same_number(x, n);
    case VALUE_ABOUT:
        return fabs(x - n) > fabs(x) / 10;
    case VALUE_ABOVE:
        return n <= x;
    case VALUE_BELOW:
        return n >= x * 1.05 || n < x * 0.8;
    case VALUE_BLANK:
    case VALUE_WORDS:
        break;
    }
    return false;
}

static bool is_comparable(const struct claim *c)
{
    return strcmp(c->unit, "year") != 0 && strcmp(c->unit, "day") != 0 &&
           strcmp(c->unit, "period") != 0 &&
           (c->role == ROLE_FIGURE || c->role == ROLE_STATEMENT) &&
           c->kind != VALUE_BLANK && c->kind != VALUE_WORDS;
}

/* Later figures of others may be higher; a statement, words such as "more than", or no
 * day, have no such excuse. */
static bool has_other_day(const struct claim *a, const struct claim *b)
{
    return a->role == ROLE_FIGURE && b->role == ROLE_FIGURE &&
           b->kind == VALUE_NUMBER && !day_is_none(a->as_of) &&
           !day_is_none(b->as_of) && a->as_of.v != b->as_of.v;
}

static void tell_difference(struct check *k, uint32_t figure, uint32_t said)
{
    const struct claim *f = claim_at(k, figure), *s = claim_at(k, said);
    const uint32_t places[] = {figure, said};
    bool same = k->keys[figure].publication == k->keys[said].publication;
    bool is_error = same && s->role == ROLE_FIGURE && s->kind == VALUE_NUMBER;
    const char *sums = arena_format(
        k->a, "%s ≠ %s (%s)", check_number_of(k, f),
        s->kind == VALUE_NUMBER ? check_number_of(k, s) : s->text, s->publication);
    check_tell(k, is_error ? RULE_FIGURES_DIFFER : RULE_STATEMENT_DIFFERS, places, 2,
               sums, NULL, 0);
}

static void check_same_cell(struct check *k, const struct key_map *map,
                            const struct key_entry *e)
{
    uint32_t figure = KEY_END;
    KEY_EACH(link, map, e)
    {
        const struct claim *c = claim_at(k, map->item[link]);
        if (figure == KEY_END && claim_is_figure(c) && claim_has_number(c))
            figure = map->item[link];
    }
    if (figure == KEY_END) return;
    KEY_EACH(link, map, e)
    {
        uint32_t i = map->item[link];
        const struct claim *c = claim_at(k, i), *f = claim_at(k, figure);
        if (i == figure || strcmp(c->note, "published") == 0) continue;
        if (!has_other_day(f, c) && contradicts(c, f)) tell_difference(k, figure, i);
    }
}

/* Cells of an answer beside the figures published for them, one finding a table. */
static void check_published(struct check *k)
{
    for (size_t t = 0; t < k->tables.n; t++) {
        struct claim_list list = {0};
        struct buf b;
        buf_init(&b, 0);
        KEY_EACH(link, &k->tables, &k->tables.entries[t])
        {
            uint32_t i = k->tables.item[link];
            const struct claim *c = claim_at(k, i);
            if (c->role != ROLE_STATEMENT || strcmp(c->note, "published") != 0 ||
                i == 0)
                continue;
            if (list.n < DIFFERENCES_SHOWN)
                buf_format(&b, "%s%s ≠ %s", b.n ? "; " : "",
                           check_number_of(k, claim_at(k, i - 1)),
                           c->text[0] ? c->text : "( )");
            claim_list_add(&list, i);
        }
        if (list.n)
            check_tell(k, RULE_PUBLISHED_DIFFERS, list.items, list.n, b.p, NULL, 0);
        buf_dispose(&b);
        claim_list_dispose(&list);
    }
}

static void check_cells(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const uint32_t key[] = {k->keys[i].measure, k->keys[i].unit, k->keys[i].cell};
        if (is_comparable(claim_at(k, i))) key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++)
        if (map.entries[m].n > 1) check_same_cell(k, &map, &map.entries[m]);
    key_map_dispose(&map);
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0) return true;
    return false;
}

/* Claims by cell, whatever the publication, that `wanted` takes; told when two of them
 * differ in `measure` (stages) or in number (years). */
static void check_alike(struct check *k, bool (*wanted)(const struct claim *c),
                        enum rule_id rule)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const uint32_t key[] = {k->keys[i].cell, k->keys[i].unit};
        if (wanted(claim_at(k, i))) key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++) {
        struct claim_list list = {0};
        struct buf b;
        bool differs = false;
        buf_init(&b, 0);
        KEY_EACH(link, &map, &map.entries[m])
        {
            uint32_t i = map.item[link];
            const struct claim *c = claim_at(k, i);
            uint32_t first = list.n ? list.items[0] : i;
            differs |= rule == RULE_STAGES_DIFFER
                           ? k->keys[first].measure != k->keys[i].measure
                           : !same_number(claim_at(k, first)->number, c->number);
            claim_list_add(&list, i);
            buf_format(&b, "%s%s %s", b.n ? "; " : "", c->measure, c->text);
        }
        const char *cell = list.n ? claim_at(k, list.items[0])->cell : "";
        if (differs && rule == RULE_STAGES_DIFFER)
            TELL(k, rule, list.items, list.n, NULL, b.p);
        else if (differs)
            TELL(k, rule, list.items, list.n, b.p, cell);
        buf_dispose(&b);
        claim_list_dispose(&list);
    }
    key_map_dispose(&map);
}

static bool is_stage(const struct claim *c)
{
    static const char *const stages[] = {"planned", "applied", "approved", "started"};
    static const char *const units[] = {"partnerships", "projects"};
    return is_one_of(c->unit, units, ARRAY_LEN(units)) && claim_has_number(c) &&
           is_one_of(c->measure, stages, ARRAY_LEN(stages));
}

static bool is_first_year(const struct claim *c)
{
    return strcmp(c->unit, "year") == 0 && claim_has_number(c);
}

static bool is_rule_length(const struct claim *c)
{
    static const char *const units[] = {"months", "years"};
    return is_one_of(c->unit, units, ARRAY_LEN(units)) &&
           claim_pair_named(c, "programme");
}

/* "Aftercare at most 3 months" here, "as long as needed" there. */
static void check_definitions(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        if (!is_rule_length(c)) continue;
        const uint32_t key[] = {k->keys[i].measure,
                                check_cell(k, c, claim_pair_at(c, "programme"), NULL)};
        key_map_add(&map, KEY_OF(key), i);
    }
    for (size_t m = 0; m < map.n; m++) {
        struct claim_list list = {0};
        struct buf b;
        bool differs = false;
        buf_init(&b, 0);
        KEY_EACH(link, &map, &map.entries[m])
        {
            const struct claim *c = claim_at(k, map.item[link]);
            if (list.n)
                differs |= strcmp(claim_at(k, list.items[0])->text, c->text) != 0;
            claim_list_add(&list, map.item[link]);
            buf_format(&b, "%s%s: %s", b.n ? "; " : "",
                       claim_pair_named(c, "programme")->value, c->text);
        }
        if (differs)
            TELL(k, RULE_DEFINITION_DIFFERS, list.items, list.n, NULL,
                 claim_at(k, list.items[0])->measure, b.p);
        buf_dispose(&b);
        claim_list_dispose(&list);
    }
    key_map_dispose(&map);
}

void check_publications(struct check *k)
{
    check_cells(k);
    check_published(k);
    check_alike(k, is_stage, RULE_STAGES_DIFFER);
    check_alike(k, is_first_year, RULE_EVENTS_DIFFER);
    check_definitions(k);
    check_amounts(k);
    check_promises(k);
    check_terms(k);
}
