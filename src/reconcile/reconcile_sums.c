/* Parts that are a partition add up to their total. For every claim and each of its
 * dimensions the claims that differ in that dimension only are the parts; the claim
 * without the dimension is the total. Where values may overlap, and where totals are
 * counted and not added up (a person once), the total lies between the largest part and
 * the sum. */
#include "reconcile/check.h"

#include <math.h>

#include "measure/dimension.h"

enum { BLANKS_SHOWN = 8 };

/* Parts of one total over one dimension. */
struct group {
    const struct claim_pair *pair; /* its name: the dimension */
    uint32_t *items;               /* one for each value, blanks too */
    size_t n, n_blank, n_words; /* words: hidden, "more than": the sum is not known */
    uint32_t total;             /* KEY_END: none printed */
    double sum, largest;
    bool overlaps, is_counted, is_call;
};

/* Dimensions whose values are repeated measures of the same units, not parts. */
static bool is_repeated(const char *name)
{
    static const char *const repeated[] = {"moment", "rule", "population", "register"};
    for (size_t i = 0; i < ARRAY_LEN(repeated); i++)
        if (strcmp(name, repeated[i]) == 0) return true;
    return false;
}

static bool takes_part(const struct claim *c)
{
    return claim_is_figure(c) && !claim_is_share(c);
}

/* Claims by the total that they are a part of, and the dimension. */
static void collect_parts(struct check *k, struct key_map *parts)
{
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        if (!takes_part(c)) continue;
        for (size_t p = 0; p < c->n_pairs; p++) {
            if (is_repeated(c->pairs[p].name) || strchr(c->pairs[p].value, '|'))
                continue;
            const uint32_t key[] = {
                k->keys[i].publication,    k->keys[i].figure,
                k->keys[i].measure,        k->keys[i].unit,
                check_cell(k, c, p, NULL), check_name(k, str_of(c->pairs[p].name))};
            key_map_add(parts, KEY_OF(key), i);
        }
    }
}

/* The same value twice counts once: a second figure for one cell is another rule's. */
static bool has_value(const struct check *k, const struct group *g, const char *value)
{
    if (g->n == 0) return false;
    const struct claim *last = claim_at(k, g->items[g->n - 1]);
    const struct claim_pair *p = claim_pair_named(last, g->pair->name);
    return p && strcmp(p->value, value) == 0;
}

static void read_group(struct group *g, struct check *k, const struct key_map *parts,
                       const struct key_entry *e)
{
    uint32_t key[6];
    require(e->key.n == sizeof key);
    memcpy(key, e->key.p, sizeof key);
    *g = (struct group){.items = arena_new_array(&k->scratch, uint32_t, e->n)};
    const char *name = k->names.entries[key[5]].key.p;
    size_t name_n = k->names.entries[key[5]].key.n;
    const char *dimension =
        str_to_c(&k->scratch, (struct str){name, name_n}); /* not NUL-terminated */
    KEY_EACH(link, parts, e)
    {
        uint32_t i = parts->item[link];
        const struct claim *c = claim_at(k, i);
        const struct claim_pair *p = claim_pair_named(c, dimension);
        if (!g->pair) g->pair = p;
        if (has_value(k, g, p->value)) continue;
        g->items[g->n++] = i;
        g->n_blank += c->kind == VALUE_BLANK;
        g->n_words += c->kind != VALUE_BLANK && !claim_has_number(c);
        g->overlaps |= p->overlaps || c->exclusive == CLAIM_NO;
        g->is_counted |= c->is_counted && strcmp(c->unit, "persons") == 0;
        g->is_call |= strcmp(p->name, "call") == 0;
        if (claim_has_number(c)) {
            g->sum += c->number;
            g->largest = fmax(g->largest, c->number);
        }
    }
    const uint32_t cell[] = {key[0], key[2], key[3], key[4]};
    g->total = check_find(k, cell[0], cell[1], cell[2], cell[3], key[1]);
}

/* Is a total allowed to be less than the sum? */
static bool may_share(const struct check *k, const struct group *g)
{
    const struct claim *c = claim_at(k, g->items[0]);
    return g->overlaps || g->is_counted ||
           (g->is_call && strcmp(c->unit, "persons") == 0);
}

static bool fits(const struct check *k, const struct group *g)
{
    double total = claim_at(k, g->total)->number;
    if (same_number(total, g->sum)) return true;
    if (g->n_words && total > g->sum) return true;
    /* who stands at no value of an overlapping dimension is in the total only */
    if (g->overlaps) return total >= g->largest - 1e-9;
    if (may_share(k, g)) return total < g->sum && total >= g->largest - 1e-9;
    return false;
}

/* The part that another failing sum wants changed by the same amount. */
static const char *cures_of(struct check *k, const struct group *g,
                            const double *wanted)
{
    const struct claim *total = claim_at(k, g->total);
    double difference = total->number - g->sum;
    struct buf b;
    buf_init(&b, 0);
    int decimals = strcmp(total->unit, "euro") == 0 ? 2 : total->decimals;
    buf_format(&b, "%s = %s", total->cell[0] ? total->cell : total->measure,
               check_number(k, g->sum, decimals));
    for (size_t i = 0; i < g->n; i++) {
        const struct claim *c = claim_at(k, g->items[i]);
        double repaired = c->number + difference;
        bool is_pointed = wanted && same_number(wanted[g->items[i]], difference);
        bool is_one_of_two = g->n == 2 && repaired >= 0 && claim_has_number(c);
        if (is_pointed || is_one_of_two)
            buf_format(&b, " | %s = %s%s", c->cell, check_number(k, repaired, decimals),
                       is_pointed ? " (!)" : "");
    }
    char *out = arena_copy(k->a, b.p, b.n);
    buf_dispose(&b);
    return out;
}

static void tell_sum(struct check *k, const struct group *g, const double *wanted)
{
    struct claim_list all = {0};
    double sum;
    const char *terms = check_sum_text(k, g->items, g->n, &sum);
    claim_list_add(&all, g->total);
    for (size_t i = 0; i < g->n; i++)
        claim_list_add(&all, g->items[i]);
    const struct claim *total = claim_at(k, g->total);
    const char *arithmetic =
        arena_format(k->a, "%s %s %s", terms, total->number < g->sum ? ">" : "<",
                     check_number_of(k, total));
    TELL(k, RULE_SUM_DIFFERS, all.items, all.n, arithmetic,
         check_dimension_label(k, g->pair->name), cures_of(k, g, wanted));
    claim_list_dispose(&all);
}

static bool is_list_exclusive(struct check *k, const char *name)
{
    const struct dimension *d = check_dimension(k, name);
    const struct code_list *list = d && d->list ? dimension_list(d) : NULL;
    return !list || list->exclusive;
}

static void check_overlap_summed(struct check *k, const struct group *g)
{
    const struct claim *total = claim_at(k, g->total);
    size_t n_above = 0;
    for (size_t i = 0; i < g->n; i++)
        n_above += claim_at(k, g->items[i])->number > 0;
    if (is_list_exclusive(k, g->pair->name) || n_above < 2 || total->is_counted) return;
    if (total->exclusive == CLAIM_YES || !same_number(total->number, g->sum)) return;
    double sum;
    TELL(k, RULE_OVERLAP_SUMMED, g->items, g->n,
         check_sum_text(k, g->items, g->n, &sum),
         check_dimension_label(k, g->pair->name));
}

/* What is known of each blank: proved to be nothing by one sum is enough. */
enum proof { PROOF_NONE, PROOF_ZERO, PROOF_VALUE };

static void prove_blanks(struct check *k, const struct group *g, uint8_t *proofs)
{
    if (g->n_blank == 0 || g->n_words || g->total == KEY_END || g->overlaps) return;
    double rest = claim_at(k, g->total)->number - g->sum;
    for (size_t i = 0; i < g->n; i++) {
        uint32_t item = g->items[i];
        if (claim_at(k, item)->kind != VALUE_BLANK) continue;
        if (same_number(rest, 0))
            proofs[item] = PROOF_ZERO;
        else if (rest > 0 && proofs[item] == PROOF_NONE)
            proofs[item] = PROOF_VALUE;
    }
}

/* What must stand in a blank that is the only one of its sum. */
static const char *blank_value(struct check *k, const struct group *g, uint32_t item)
{
    double rest = claim_at(k, g->total)->number - g->sum;
    return arena_format(k->a, "%s = %s", claim_at(k, item)->cell,
                        check_number(k, rest, 0));
}

static void tell_blanks(struct check *k, const uint8_t *proofs, const char **values)
{
    for (size_t t = 0; t < k->tables.n; t++) {
        const struct key_entry *e = &k->tables.entries[t];
        struct claim_list zero = {0}, open = {0};
        struct buf b;
        buf_init(&b, 0);
        KEY_EACH(link, &k->tables, e)
        {
            uint32_t i = k->tables.item[link];
            const struct claim *c = claim_at(k, i);
            if (!takes_part(c) || c->kind != VALUE_BLANK) continue;
            claim_list_add(proofs[i] == PROOF_ZERO ? &zero : &open, i);
            if (proofs[i] != PROOF_ZERO && open.n == BLANKS_SHOWN + 1)
                buf_add_c(&b, "; …");
            if (proofs[i] != PROOF_ZERO && open.n <= BLANKS_SHOWN)
                buf_format(&b, "%s%s", b.n ? "; " : "",
                           values[i] ? values[i] : c->cell);
        }
        if (zero.n)
            check_tell(k, RULE_BLANK_IS_ZERO, zero.items, zero.n, NULL, NULL, 0);
        if (open.n)
            TELL(k, RULE_BLANK_UNPROVED, open.items, open.n, NULL,
                 arena_copy(k->a, b.p, b.n));
        claim_list_dispose(&zero);
        claim_list_dispose(&open);
        buf_dispose(&b);
    }
}

/* A part is `wanted` by a failing sum to change by an amount; by two with the same
 * amount, it is the cell that is wrong. */
static void want_changes(struct check *k, const struct group *g, double *wanted,
                         uint8_t *n_wanted)
{
    double difference = claim_at(k, g->total)->number - g->sum;
    for (size_t i = 0; i < g->n; i++) {
        uint32_t item = g->items[i];
        if (n_wanted[item] == 0) wanted[item] = difference;
        if (same_number(wanted[item], difference) && n_wanted[item] < 2)
            n_wanted[item]++;
    }
}

static void check_groups(struct check *k, const struct key_map *parts)
{
    size_t n = k->claims->n + 1, n_failing = 0;
    struct group *failing = arena_new_array(&k->scratch, struct group, parts->n + 1);
    double *wanted = arena_new_array(&k->scratch, double, n);
    uint8_t *n_wanted = arena_new_array(&k->scratch, uint8_t, n);
    uint8_t *proofs = arena_new_array(&k->scratch, uint8_t, n);
    const char **values = arena_new_array(&k->scratch, const char *, n);
    for (size_t i = 0; i < parts->n; i++) {
        struct group g;
        read_group(&g, k, parts, &parts->entries[i]);
        prove_blanks(k, &g, proofs);
        if (g.total == KEY_END || g.n < 2) continue;
        if (g.n_blank == 0) check_overlap_summed(k, &g);
        double rest = claim_at(k, g.total)->number - g.sum;
        if (g.n_blank && rest > 0 && !same_number(rest, 0)) {
            for (size_t j = 0; j < g.n && g.n_blank == 1; j++)
                if (claim_at(k, g.items[j])->kind == VALUE_BLANK)
                    values[g.items[j]] = blank_value(k, &g, g.items[j]);
            continue;
        }
        if (fits(k, &g)) continue;
        want_changes(k, &g, wanted, n_wanted);
        failing[n_failing++] = g;
    }
    for (size_t i = 0; i < n; i++)
        if (n_wanted[i] < 2) wanted[i] = NAN;
    for (size_t i = 0; i < n_failing; i++)
        tell_sum(k, &failing[i], wanted);
    tell_blanks(k, proofs, values);
}

/* "457|490": the claim, and what is claimed of each. */
static void check_union(struct check *k, uint32_t whole, size_t pair)
{
    const struct claim *w = claim_at(k, whole);
    struct str rest = str_of(w->pairs[pair].value), value;
    struct claim_list parts = {0};
    double sum = 0, largest = 0, smallest = INFINITY;
    bool all = true;
    while (str_split(&value, &rest, '|')) {
        uint32_t cell = check_cell(k, w, pair, str_to_c(&k->scratch, str_trim(value)));
        const struct claim_key *key = &k->keys[whole];
        uint32_t part =
            check_find(k, key->publication, key->measure, key->unit, cell, key->figure);
        all &= part != KEY_END;
        if (part == KEY_END) continue;
        claim_list_add(&parts, part);
        double number = claim_at(k, part)->number;
        sum += number;
        largest = fmax(largest, number);
        smallest = fmin(smallest, number);
    }
    bool persons = strcmp(w->unit, "persons") == 0;
    /* equal to its largest part, everybody of the others would be in it twice */
    bool bad = !same_number(w->number, sum) &&
               (!persons || w->number > sum || w->number < largest ||
                (same_number(w->number, largest) && smallest > 0));
    if (all && parts.n >= 2 && bad && !w->is_counted) {
        double shown;
        const char *terms = check_sum_text(k, parts.items, parts.n, &shown);
        struct buf b;
        buf_init(&b, 0);
        buf_format(&b, "%s = %s", w->pairs[pair].value,
                   check_number(k, sum, w->decimals));
        for (size_t i = 0; i < parts.n; i++) {
            const struct claim *c = claim_at(k, parts.items[i]);
            double repaired = w->number - (sum - c->number);
            if (repaired <= 0) continue;
            buf_format(&b, " | %s = %s",
                       claim_pair_named(c, w->pairs[pair].name)->value,
                       check_number(k, repaired, c->decimals));
        }
        const char *arithmetic =
            arena_format(k->a, "%s ≠ %s", terms, check_number_of(k, w));
        claim_list_add(&parts, whole);
        TELL(k, RULE_UNION_DIFFERS, parts.items, parts.n, arithmetic,
             arena_format(k->a, "%s %s", check_dimension_label(k, w->pairs[pair].name),
                          w->pairs[pair].value),
             arena_copy(k->a, b.p, b.n));
        buf_dispose(&b);
    }
    claim_list_dispose(&parts);
}

void check_sums(struct check *k)
{
    struct key_map parts;
    key_map_init(&parts);
    collect_parts(k, &parts);
    check_groups(k, &parts);
    key_map_dispose(&parts);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        for (size_t p = 0; p < c->n_pairs; p++)
            if (strchr(c->pairs[p].value, '|') && takes_part(c) && claim_has_number(c))
                check_union(k, i, p);
    }
}
