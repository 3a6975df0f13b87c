/* Money, and statements that set one thing beside another: what kind of amount, from
 * whom, for which call; and counts of different units under one claim. */
#include "reconcile/check.h"

#include "measure/dimension.h"

enum amount { AMOUNT_NONE, AMOUNT_ALLOCATED, AMOUNT_COMMITTED, AMOUNT_PAID };

static enum amount amount_of(const struct claim *c)
{
    static const struct {
        const char *word;
        enum amount amount;
    } words[] = {{"allocated", AMOUNT_ALLOCATED},
                 {"budget", AMOUNT_ALLOCATED},
                 {"committed", AMOUNT_COMMITTED},
                 {"paid", AMOUNT_PAID},
                 {"spent", AMOUNT_PAID}};
    if (strcmp(c->unit, "euro") != 0) return AMOUNT_NONE;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_starts(str_of(c->measure), str_of(words[i].word)))
            return words[i].amount;
    return AMOUNT_NONE;
}

static bool has_value(const struct claim *c)
{
    return c->kind != VALUE_BLANK && c->kind != VALUE_WORDS;
}

/* What is claimed of a cell by others than `whole`: amounts, or counts in other units.
 */
static void add_at_cell(struct claim_list *out, struct check *k,
                        const struct key_map *cells, uint32_t cell, uint32_t whole)
{
    const uint32_t key[] = {cell};
    const struct key_entry *e = key_map_find(cells, KEY_OF(key));
    const struct claim *w = claim_at(k, whole);
    bool is_money = amount_of(w) != AMOUNT_NONE;
    KEY_EACH(link, cells, e)
    {
        uint32_t i = cells->item[link];
        const struct claim *c = claim_at(k, i);
        bool fits = is_money
                        ? amount_of(c) != AMOUNT_NONE && amount_of(c) != amount_of(w)
                        : (measure_is(c, "started") || measure_is(c, "referred") ||
                           measure_is(c, "reached"));
        if (i != whole && claim_is_figure(c) && has_value(c) && fits)
            claim_list_add(out, i);
    }
}

static void tell_money(struct check *k, uint32_t whole, const struct claim_list *parts)
{
    const struct claim *w = claim_at(k, whole), *p = claim_at(k, parts->items[0]);
    struct claim_list places = {0};
    double sum;
    claim_list_add(&places, whole);
    for (size_t i = 0; i < parts->n; i++)
        claim_list_add(&places, parts->items[i]);
    const char *terms = check_sum_text(k, parts->items, parts->n, &sum);
    TELL(k, RULE_AMOUNTS_MIXED, places.items, places.n,
         arena_format(k->a, "%s ↔ %s",
                      w->number > 0 ? check_number(k, w->number, 2) : w->text, terms),
         check_measure_label(k, w), check_measure_label(k, p));
    claim_list_dispose(&places);
}

static void tell_units(struct check *k, uint32_t whole, const struct claim_list *parts)
{
    const struct claim *w = claim_at(k, whole);
    struct claim_list places = {0};
    struct buf b;
    bool differs = false;
    buf_init(&b, 0);
    claim_list_add(&places, whole);
    for (size_t i = 0; i < parts->n; i++) {
        const struct claim *p = claim_at(k, parts->items[i]);
        differs |= strcmp(p->unit, w->unit) != 0;
        claim_list_add(&places, parts->items[i]);
        buf_format(&b, "%s%s %s %s", b.n ? "; " : "", check_number_of(k, p),
                   check_measure_label(k, p), p->unit);
    }
    if (differs)
        TELL(
            k, RULE_UNITS_DIFFER, places.items, places.n, NULL,
            arena_format(k->a, "%s %s %s", w->text, check_measure_label(k, w), w->unit),
            b.p);
    buf_dispose(&b);
    claim_list_dispose(&places);
}

/* Statements and sums over several values against what is known of each. */
static void check_statement(struct check *k, const struct key_map *cells, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    struct claim_list parts = {0};
    for (size_t p = 0; p < c->n_pairs; p++) {
        struct str rest = str_of(c->pairs[p].value), value;
        if (!strchr(c->pairs[p].value, '|')) continue;
        while (str_split(&value, &rest, '|'))
            add_at_cell(&parts, k, cells,
                        check_cell(k, c, p, str_to_c(&k->scratch, str_trim(value))), i);
    }
    if (amount_of(c) == AMOUNT_PAID) add_at_cell(&parts, k, cells, k->keys[i].cell, i);
    if (parts.n && amount_of(c) != AMOUNT_NONE) tell_money(k, i, &parts);
    if (parts.n && amount_of(c) == AMOUNT_NONE) tell_units(k, i, &parts);
    claim_list_dispose(&parts);
}

/* Money without a source, and money or projects without a call. */
static void check_unplaced(struct check *k, const struct key_entry *e)
{
    struct claim_list sourceless = {0}, callless = {0};
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        bool is_money = amount_of(c) != AMOUNT_NONE;
        bool is_project = strcmp(c->unit, "projects") == 0;
        if (!claim_is_figure(c) || !has_value(c)) continue;
        if (is_money && !c->is_counted && !claim_pair_named(c, "source"))
            claim_list_add(&sourceless, i);
        if ((is_money || is_project) && !c->is_counted && !claim_pair_named(c, "call"))
            claim_list_add(&callless, i);
    }
    double sum;
    if (sourceless.n)
        check_tell(k, RULE_SOURCE_UNSTATED, sourceless.items, sourceless.n,
                   sourceless.n > 1
                       ? check_sum_text(k, sourceless.items, sourceless.n, &sum)
                       : NULL,
                   NULL, 0);
    if (callless.n)
        check_tell(k, RULE_WITHOUT_CALL, callless.items, callless.n, NULL, NULL, 0);
    claim_list_dispose(&sourceless);
    claim_list_dispose(&callless);
}

/* Calls of one publication: some with a budget, others with participants only. */
static void check_budgets(struct check *k, const struct key_entry *e)
{
    struct key_map budgets, told;
    uint32_t with = KEY_END;
    key_map_init(&budgets);
    key_map_init(&told);
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        const struct claim_pair *call = claim_pair_named(c, "call");
        if (!call || amount_of(c) == AMOUNT_NONE || strchr(call->value, '|')) continue;
        key_map_add(&budgets, str_of(call->value), i);
        if (with == KEY_END) with = i;
    }
    KEY_EACH(link, &k->publications, e)
    {
        uint32_t i = k->publications.item[link];
        const struct claim *c = claim_at(k, i);
        const struct claim_pair *call = claim_pair_named(c, "call");
        if (with == KEY_END || !call || strchr(call->value, '|')) continue;
        if (!measure_is(c, "reached") || !claim_is_figure(c) || c->is_counted) continue;
        if (key_map_find(&budgets, str_of(call->value))) continue;
        if (key_map_find(&told, str_of(call->value))) continue;
        key_map_add(&told, str_of(call->value), i);
        const uint32_t places[] = {i, with};
        TELL(k, RULE_BUDGET_MISSING, places, 2, NULL, call->value,
             claim_pair_named(claim_at(k, with), "call")->value);
    }
    key_map_dispose(&budgets);
    key_map_dispose(&told);
}

void check_amounts(struct check *k)
{
    struct key_map cells;
    key_map_init(&cells);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const uint32_t key[] = {k->keys[i].cell};
        key_map_add(&cells, KEY_OF(key), i);
    }
    for (uint32_t i = 0; i < k->claims->n; i++)
        if (has_value(claim_at(k, i)) && !claim_at(k, i)->is_counted)
            check_statement(k, &cells, i);
    for (size_t p = 0; p < k->publications.n; p++) {
        check_unplaced(k, &k->publications.entries[p]);
        check_budgets(k, &k->publications.entries[p]);
    }
    key_map_dispose(&cells);
}
