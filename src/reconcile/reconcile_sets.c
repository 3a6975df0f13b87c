/* Which rows a table has: the same in numerator and denominator, all codes of the list,
 * not all people on one side, no small numbers in the open, one unit. */
#include "reconcile/check.h"

#include <math.h>

#include "domain/lists.h"
#include "measure/dimension.h"

/* The values of one dimension in one table. */
struct value_set {
    uint32_t table_claim; /* a claim of the table */
    const struct dimension *dimension;
    uint64_t present; /* bit per code: lists of at most 64 codes */
    uint32_t call;    /* name of the call, so that calls are not mixed */
    struct claim_list claims;
};

/* Lists of which every value belongs in a table. */
static bool is_fixed_list(const struct dimension *d)
{
    static const enum dimension_id fixed[] = {DIM_PROVINCE,        DIM_SEX,
                                              DIM_AGE_CLASS,       DIM_REGION,
                                              DIM_EDUCATION_LEVEL, DIM_SEGMENT};
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (d->id == fixed[i]) return dimension_list(d)->n <= 64;
    return false;
}

static struct value_set *set_of(struct value_set **sets, size_t *n, size_t *cap,
                                struct key_map *map, struct str key)
{
    uint32_t number = key_map_number(map, key);
    if (number == *n) {
        mem_push_room(*sets, *n, *cap);
        (*sets)[(*n)++] = (struct value_set){.table_claim = KEY_END};
    }
    return &(*sets)[number];
}

static void collect_sets(struct value_set **sets, size_t *n, struct check *k)
{
    struct key_map map;
    size_t cap = 0;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        const struct claim_pair *call = claim_pair_named(c, "call");
        uint32_t call_name = check_name(k, str_of(call ? call->value : ""));
        if (!claim_is_figure(c) || claim_is_share(c)) continue;
        for (size_t p = 0; p < c->n_pairs; p++) {
            const struct dimension *d = check_dimension(k, c->pairs[p].name);
            if (!d || !d->list || !is_fixed_list(d)) continue;
            int code = code_index(dimension_list(d), str_of(c->pairs[p].value));
            if (code < 0) continue;
            const uint32_t key[] = {k->keys[i].publication, k->keys[i].figure,
                                    k->keys[i].measure,     k->keys[i].unit,
                                    (uint32_t)d->id,        call_name};
            struct value_set *s = set_of(sets, n, &cap, &map, KEY_OF(key));
            s->dimension = d;
            s->call = call_name;
            s->present |= (uint64_t)1 << code;
            if (s->table_claim == KEY_END) s->table_claim = i;
            claim_list_add(&s->claims, i);
        }
    }
    key_map_dispose(&map);
}

static const char *codes_text(struct check *k, const struct dimension *d,
                              uint64_t codes)
{
    const struct code_list *list = dimension_list(d);
    struct buf b;
    buf_init(&b, 0);
    for (int i = 0; i < list->n; i++)
        if (codes >> i & 1)
            buf_format(&b, "%s%s", b.n ? ", " : "", code_label(list, i, k->ctx->lang));
    char *out = arena_copy(k->a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

static uint64_t codes_of_today(const struct dimension *d)
{
    const struct code_list *list = dimension_list(d);
    uint64_t all = 0;
    for (int i = 0; i < list->n; i++)
        if (!list->codes[i].valid_to) all |= (uint64_t)1 << i;
    return all;
}

/* Tables of one figure lack the same rows: told once. */
static void check_complete(struct check *k, const struct value_set *sets, size_t n)
{
    struct key_map told;
    key_map_init(&told);
    for (size_t i = 0; i < n; i++) {
        const struct value_set *s = &sets[i];
        uint64_t missing = codes_of_today(s->dimension) & ~s->present;
        bool is_single = (s->present & (s->present - 1)) == 0;
        if (missing == 0 || is_single) continue;
        const uint32_t key[] = {
            k->keys[s->table_claim].publication, k->keys[s->table_claim].figure,
            (uint32_t)s->dimension->id, (uint32_t)missing, (uint32_t)(missing >> 32)};
        if (key_map_find(&told, KEY_OF(key))) continue;
        key_map_add(&told, KEY_OF(key), 0);
        TELL(k,
             s->dimension->id == DIM_SEX ? RULE_CODES_INCOMPLETE
                                         : RULE_ROW_SET_INCOMPLETE,
             s->claims.items, s->claims.n, NULL, s->dimension->label[k->ctx->lang],
             codes_text(k, s->dimension, missing));
    }
    key_map_dispose(&told);
}

/* Tables of one publication over one call and dimension against the fullest of them. */
static void check_same_rows(struct check *k, const struct value_set *sets, size_t n)
{
    struct key_map groups;
    key_map_init(&groups);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t key[] = {k->keys[sets[i].table_claim].publication,
                                (uint32_t)sets[i].dimension->id, sets[i].call,
                                k->keys[sets[i].table_claim].unit};
        key_map_add(&groups, KEY_OF(key), i);
    }
    for (size_t g = 0; g < groups.n; g++) {
        uint64_t all = 0;
        KEY_EACH(link, &groups, &groups.entries[g])
        all |= sets[groups.item[link]].present;
        const struct value_set *full = NULL;
        KEY_EACH(link, &groups, &groups.entries[g])
        if (!full && sets[groups.item[link]].present == all)
            full = &sets[groups.item[link]];
        KEY_EACH(link, &groups, &groups.entries[g])
        {
            const struct value_set *s = &sets[groups.item[link]];
            bool is_single = (s->present & (s->present - 1)) == 0;
            if (!full || s->present == all || is_single) continue;
            const uint32_t places[] = {full->table_claim, s->table_claim};
            TELL(k, RULE_ROW_SETS_DIFFER, places, 2, NULL,
                 s->dimension->label[k->ctx->lang],
                 codes_text(k, s->dimension, all & ~s->present));
        }
    }
    key_map_dispose(&groups);
}

/* The sexes of one row, as far as printed, each at its code. */
struct split {
    double n[N_SEX], total;
    size_t n_values;
    uint32_t items[N_SEX];
};

static bool read_split(struct split *s, struct check *k, const struct key_map *map,
                       const struct key_entry *e)
{
    *s = (struct split){0};
    KEY_EACH(link, map, e)
    {
        const struct claim *c = claim_at(k, map->item[link]);
        int sex = code_index(code_list_at(LIST_SEX),
                             str_of(claim_pair_named(c, "sex")->value));
        double n = c->kind == VALUE_BLANK ? 0 : c->number;
        if (sex < 0 || s->n_values == N_SEX) return false;
        s->n[sex] = n;
        s->items[s->n_values++] = map->item[link];
        s->total += n;
    }
    return s->n_values >= 2;
}

static void check_one_side(struct check *k, const struct split *s, const double *sums,
                           double all)
{
    for (size_t v = 0; v < N_SEX; v++) {
        if (s->n[v] <= 0 || !same_number(s->n[v], s->total)) continue;
        double rest = all - s->total;
        double share = rest > 0 ? (sums[v] - s->n[v]) / rest : 1;
        double chance = pow(share, s->total);
        if (share >= 1 || chance >= 0.05) continue;
        const struct claim *c = claim_at(k, s->items[0]);
        size_t sex = claim_pair_at(c, "sex");
        struct buf row;
        buf_init(&row, 0);
        for (size_t p = 0; p < c->n_pairs; p++)
            if (p != sex)
                buf_format(&row, "%s%s", row.n ? ", " : "",
                           check_value_label(k, &c->pairs[p]));
        TELL(k, RULE_ONE_SIDED, s->items, s->n_values,
             arena_format(k->a, "%s / %s = 100 %%; %s / %s = %s; p %s",
                          check_number(k, s->n[v], 0), check_number(k, s->total, 0),
                          check_number(k, sums[v] - s->n[v], 0),
                          check_number(k, rest, 0),
                          check_percent(k, sums[v] - s->n[v], rest),
                          chance < 0.001
                              ? arena_format(k->a, "< %s", check_number(k, 0.001, 3))
                              : arena_format(k->a, "= %s", check_number(k, chance, 3))),
             row.n ? row.p : "–",
             code_label(code_list_at(LIST_SEX), (int)v, k->ctx->lang));
        buf_dispose(&row);
    }
}

/* Rows of one table at one depth, so that totals are not counted with their parts. */
static void check_splits(struct check *k)
{
    struct key_map rows, tables;
    key_map_init(&rows);
    key_map_init(&tables);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        size_t sex = claim_pair_at(c, "sex");
        bool counts = claim_has_number(c) || c->kind == VALUE_BLANK;
        if (sex == SIZE_MAX || !claim_is_figure(c) || claim_is_share(c) || !counts)
            continue;
        const uint32_t row[] = {k->keys[i].publication, k->keys[i].figure,
                                k->keys[i].measure, k->keys[i].unit,
                                check_cell(k, c, sex, NULL)};
        const uint32_t table[] = {row[0], row[1], row[2], row[3], (uint32_t)c->n_pairs};
        if (!key_map_find(&rows, KEY_OF(row)))
            key_map_add(&tables, KEY_OF(table), key_map_number(&rows, KEY_OF(row)));
        key_map_add(&rows, KEY_OF(row), i);
    }
    for (size_t t = 0; t < tables.n; t++) {
        double sums[N_SEX] = {0}, all = 0;
        struct split s;
        if (tables.entries[t].n < 2) continue;
        KEY_EACH(link, &tables, &tables.entries[t])
        {
            if (!read_split(&s, k, &rows, &rows.entries[tables.item[link]])) continue;
            for (size_t v = 0; v < N_SEX; v++)
                sums[v] += s.n[v];
            all += s.total;
        }
        KEY_EACH(link, &tables, &tables.entries[t])
        if (read_split(&s, k, &rows, &rows.entries[tables.item[link]]))
            check_one_side(k, &s, sums, all);
    }
    key_map_dispose(&rows);
    key_map_dispose(&tables);
}

static bool counts_people(const struct claim *c)
{
    static const char *const units[] = {"persons", "trajectories", "referrals",
                                        "participations"};
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (strcmp(c->unit, units[i]) == 0) return true;
    return false;
}

/* One finding for a figure, with all its small cells. */
static void check_figure_cells(struct check *k, const struct key_entry *e)
{
    static const char *const places[] = {"province", "municipality", "region"};
    struct claim_list small = {0}, placed = {0};
    size_t n_by_size[SMALL_CELL_MAX + 1] = {0};
    const char *dimension = NULL;
    struct buf b;
    KEY_EACH(link, &k->figures, e)
    {
        uint32_t i = k->figures.item[link];
        const struct claim *c = claim_at(k, i);
        if (!claim_is_figure(c)) continue;
        if (counts_people(c) && claim_has_number(c) && c->n_pairs && !c->policy[0] &&
            c->number >= 1 && c->number <= SMALL_CELL_MAX) {
            claim_list_add(&small, i);
            n_by_size[(int)c->number]++;
        }
        for (size_t p = 0; p < ARRAY_LEN(places); p++) {
            if (c->geography[0] || !claim_pair_named(c, places[p])) continue;
            claim_list_add(&placed, i);
            dimension = places[p];
        }
    }
    buf_init(&b, 0);
    for (int n = 1; n <= SMALL_CELL_MAX; n++)
        if (n_by_size[n])
            buf_format(&b, "%s%zu × %d", b.n ? ", " : "", n_by_size[n], n);
    if (small.n) TELL(k, RULE_SMALL_CELLS, small.items, small.n, NULL, b.p);
    if (placed.n)
        TELL(k, RULE_GEOGRAPHY_UNSTATED, placed.items, placed.n, NULL,
             check_dimension_label(k, dimension));
    buf_dispose(&b);
    claim_list_dispose(&small);
    claim_list_dispose(&placed);
}

/* Totals of one publication over one dimension for different calls, in different
 * units: nobody may read the one beside the other. */
static void check_units(struct check *k, const struct value_set *sets, size_t n)
{
    struct key_map groups;
    key_map_init(&groups);
    for (uint32_t i = 0; i < n; i++) {
        if (sets[i].dimension->id != DIM_PROVINCE) continue;
        const uint32_t key[] = {k->keys[sets[i].table_claim].publication};
        if (!claim_at(k, sets[i].table_claim)->is_counted)
            key_map_add(&groups, KEY_OF(key), i);
    }
    for (size_t g = 0; g < groups.n; g++) {
        const struct value_set *first = NULL;
        KEY_EACH(link, &groups, &groups.entries[g])
        {
            const struct value_set *s = &sets[groups.item[link]];
            if (!first) first = s;
            const struct claim *x = claim_at(k, first->table_claim);
            const struct claim *y = claim_at(k, s->table_claim);
            if (s->call == first->call || strcmp(x->unit, y->unit) == 0) continue;
            const uint32_t places[] = {first->table_claim, s->table_claim};
            TELL(k, RULE_UNITS_DIFFER, places, 2, NULL,
                 arena_format(k->a, "%s %s (%s)", check_measure_label(k, x), x->unit,
                              x->figure),
                 arena_format(k->a, "%s %s (%s)", check_measure_label(k, y), y->unit,
                              y->figure));
            break;
        }
    }
    key_map_dispose(&groups);
}

void check_sets(struct check *k)
{
    struct value_set *sets = NULL;
    size_t n = 0;
    collect_sets(&sets, &n, k);
    check_complete(k, sets, n);
    check_same_rows(k, sets, n);
    check_units(k, sets, n);
    for (size_t i = 0; i < n; i++)
        claim_list_dispose(&sets[i].claims);
    free(sets);
    check_splits(k);
    for (size_t f = 0; f < k->figures.n; f++)
        check_figure_cells(k, &k->figures.entries[f]);
}
