/* Percentages against the counts they were made from.
 *
 * Method of the search: a printed percentage p with d decimals is made of k of n when
 * |100 k / n - p| <= 0.5 * 10^-d (both ways of rounding a half are allowed). With k
 * known n must satisfy that; without it some whole k must. All n from 1 to
 * RECONCILE_BASE_MAX are tried against all percentages of the figure: claims times
 * RECONCILE_BASE_MAX. */
#include "reconcile/check.h"

#include <math.h>

#include "measure/dimension.h"

enum { FITS_SHOWN = 6, SHARES_MAX = 256 };

struct share {
    uint32_t item;
    double percent, half; /* half of the last printed decimal */
    double count;         /* k; NAN when it is not given */
};

static bool share_fits(const struct share *s, double n, bool with_count)
{
    double k = with_count && !isnan(s->count) ? s->count : round(s->percent * n / 100);
    return k <= n && fabs(100 * k / n - s->percent) <= s->half + 1e-9;
}

static bool all_fit(const struct share *shares, size_t n_shares, double n,
                    bool with_count)
{
    for (size_t i = 0; i < n_shares; i++)
        if (!share_fits(&shares[i], n, with_count)) return false;
    return true;
}

/* The smallest n that fit, as text "57, 114 …"; "" when there is none. */
static const char *list_fits(struct check *k, const struct share *shares,
                             size_t n_shares, bool with_count)
{
    struct buf b;
    size_t found = 0;
    buf_init(&b, 0);
    for (int n = 1; n <= RECONCILE_BASE_MAX && found <= FITS_SHOWN; n++) {
        if (!all_fit(shares, n_shares, n, with_count)) continue;
        if (found++ < FITS_SHOWN) buf_format(&b, "%s%d", b.n ? ", " : "n = ", n);
    }
    if (found > FITS_SHOWN) buf_add_c(&b, " …");
    char *out = arena_copy(k->a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

/* Count of the same thing at the same cell: "A or B" is the sum of both. */
static double count_of(struct check *k, uint32_t i, struct str what)
{
    const uint32_t key[] = {k->keys[i].publication, k->keys[i].cell};
    const struct key_entry *e = key_map_find(&k->families, KEY_OF(key));
    double sum = 0;
    struct str rest = what, word;
    while (rest.n) {
        size_t at = 0;
        while (at + 4 <= rest.n && memcmp(rest.p + at, " or ", 4) != 0)
            at++;
        bool is_last = at + 4 > rest.n;
        word = (struct str){rest.p, is_last ? rest.n : at};
        rest = is_last ? (struct str){"", 0}
                       : (struct str){rest.p + at + 4, rest.n - at - 4};
        double found = NAN;
        KEY_EACH(link, &k->families, e)
        {
            const struct claim *c = claim_at(k, k->families.item[link]);
            if (claim_is_share(c) || !claim_has_number(c) || !claim_is_figure(c))
                continue;
            if (strcmp(c->unit, "euro") == 0 || !isnan(found)) continue;
            struct str start = {c->measure, MIN_OF(strlen(c->measure), word.n)};
            if (name_same(start, word)) found = c->number;
        }
        sum += found;
    }
    return what.n ? sum : NAN;
}

static double half_of(const struct claim *c)
{
    return 0.5 * pow(10, -c->decimals);
}

/* A percentage with both its counts: recomputed. True when it could be. */
static bool recompute(struct check *k, uint32_t i)
{
    const struct claim *c = claim_at(k, i);
    struct str what, of;
    claim_split_measure(&what, &of, c);
    uint32_t base = check_base(k, i);
    double n = c->has_base       ? c->base
               : base == KEY_END ? NAN
                                 : claim_at(k, base)->number;
    double count = count_of(k, i, what);
    if (isnan(n) || isnan(count) || n <= 0) return false;
    struct share s = {i, c->number, half_of(c), count};
    if (share_fits(&s, n, true)) return true;
    const uint32_t places[] = {i, base};
    const char *sums = arena_format(k->a, "%s / %s = %s ≠ %s %%",
                                    check_number(k, count, 0), check_number(k, n, 0),
                                    check_percent(k, count, n), check_number_of(k, c));
    TELL(k, RULE_PERCENT_DIFFERS, places, base == KEY_END ? 1 : 2, sums,
         check_percent(k, count, n));
    return true;
}

static bool is_counted_by(const struct share *shares, size_t n_shares, struct check *k,
                          const struct claim *c)
{
    for (size_t i = 0; i < n_shares; i++) {
        struct str what, of;
        claim_split_measure(&what, &of, claim_at(k, shares[i].item));
        if (name_same(what, str_of(c->measure))) return true;
    }
    return false;
}

/* The groups that the figure names itself and that are large enough. */
static const char *stated_bases(struct check *k, const struct share *shares,
                                size_t n_shares, bool *fits_out)
{
    const struct claim_key *key = &k->keys[shares[0].item];
    double largest = 0;
    bool fits_one[SHARES_MAX] = {false};
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < n_shares; i++)
        largest = fmax(largest, isnan(shares[i].count) ? 0 : shares[i].count);
    const uint32_t figure[] = {key->publication, key->figure};
    const struct key_entry *e = key_map_find(&k->figures, KEY_OF(figure));
    KEY_EACH(link, &k->figures, e)
    {
        const struct claim *c = claim_at(k, k->figures.item[link]);
        if (!claim_has_number(c) || !claim_is_figure(c) || c->number < largest)
            continue;
        bool counts =
            strcmp(c->unit, "persons") == 0 || strcmp(c->unit, "trajectories") == 0;
        if (!counts || c->number < 1 || is_counted_by(shares, n_shares, k, c)) continue;
        buf_format(&b, "%s%s", b.n ? ", " : "", check_number_of(k, c));
        for (size_t i = 0; i < n_shares; i++)
            fits_one[i] |= share_fits(&shares[i], c->number, true);
    }
    *fits_out = true;
    for (size_t i = 0; i < n_shares; i++)
        *fits_out &= fits_one[i];
    char *out = arena_copy(k->a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

static void search_base(struct check *k, const struct share *shares, size_t n_shares)
{
    struct claim_list places = {0};
    struct buf b;
    bool fits, has_counts = false;
    const char *stated = stated_bases(k, shares, n_shares, &fits);
    if (fits || !stated[0]) return;
    buf_init(&b, 0);
    for (size_t i = 0; i < n_shares; i++) {
        claim_list_add(&places, shares[i].item);
        has_counts |= !isnan(shares[i].count);
        if (isnan(shares[i].count))
            buf_format(&b, "%s%g %%", i ? ", " : "", shares[i].percent);
        else
            buf_format(&b, "%s%g → %g %%", i ? ", " : "", shares[i].count,
                       shares[i].percent);
    }
    const char *alone = list_fits(k, shares, n_shares, false);
    const char *with = has_counts ? list_fits(k, shares, n_shares, true) : alone;
    buf_format(&b, "; %% → %s", alone[0] ? alone : "–");
    if (has_counts) buf_format(&b, "; k, %% → %s", with[0] ? with : "–");
    TELL(k, RULE_PERCENT_BASE, places.items, places.n, b.p, stated,
         with[0] ? with : "n ∈ ∅");
    buf_dispose(&b);
    claim_list_dispose(&places);
}

static bool is_printed_share(const struct claim *c)
{
    return claim_is_share(c) && claim_is_figure(c) && claim_has_number(c);
}

/* The shares of one figure that name no denominator are searched together. */
static void search_bases(struct check *k, const struct key_map *figures)
{
    struct share *shares = arena_new_array(&k->scratch, struct share, SHARES_MAX);
    for (size_t f = 0; f < figures->n; f++) {
        size_t n = 0;
        KEY_EACH(link, figures, &figures->entries[f])
        {
            uint32_t i = figures->item[link];
            const struct claim *c = claim_at(k, i);
            struct str what, of;
            claim_split_measure(&what, &of, c);
            if (of.n || c->has_base || n == SHARES_MAX) continue;
            shares[n++] =
                (struct share){i, c->number, half_of(c), count_of(k, i, what)};
        }
        if (n >= 2) search_base(k, shares, n);
    }
}

static void tell_missing(struct check *k, const struct key_map *figures)
{
    for (size_t f = 0; f < figures->n; f++) {
        struct claim_list places = {0};
        struct buf b;
        buf_init(&b, 0);
        KEY_EACH(link, figures, &figures->entries[f])
        {
            uint32_t i = figures->item[link];
            const struct claim *c = claim_at(k, i);
            if (c->has_base || check_base(k, i) != KEY_END) continue;
            claim_list_add(&places, i);
            if (places.n <= FITS_SHOWN)
                buf_format(&b, "%s%s %% %s", b.n ? "; " : "", check_number_of(k, c),
                           check_measure_label(k, c));
        }
        if (places.n)
            TELL(k, RULE_DENOMINATOR_MISSING, places.items, places.n, NULL,
                 arena_format(k->a, ": %s", b.p));
        buf_dispose(&b);
        claim_list_dispose(&places);
    }
}

/* Shares over a dimension of one whole add up to 100. */
static void check_hundred(struct check *k, const struct key_map *map,
                          const struct key_entry *e, const char *dimension)
{
    struct claim_list list = {0};
    double sum = 0, room = 0;
    bool is_about = false;
    KEY_EACH(link, map, e)
    {
        const struct claim *c = claim_at(k, map->item[link]);
        claim_list_add(&list, map->item[link]);
        sum += c->number;
        room += half_of(c);
        is_about |= c->kind == VALUE_ABOUT;
    }
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < list.n; i++) {
        const struct claim *c = claim_at(k, list.items[i]);
        buf_format(&b, "%s%s%s", i ? " + " : "", c->kind == VALUE_ABOUT ? "±" : "",
                   check_number(k, c->number, c->decimals));
    }
    buf_format(&b, " = %s %%", check_number(k, sum, 1));
    if (list.n >= 2 && fabs(sum - 100) > 1e-9 && sum > 80)
        TELL(k, RULE_PERCENT_SUM, list.items, list.n, b.p,
             check_dimension_label(k, dimension),
             arena_format(k->a, ": |%s − 100| %s %zu × 0,5%s", check_number(k, sum, 1),
                          fabs(sum - 100) <= room ? "≤" : ">", list.n,
                          is_about ? " (±)" : ""));
    buf_dispose(&b);
    claim_list_dispose(&list);
}

static void check_hundreds(struct check *k)
{
    struct key_map map;
    key_map_init(&map);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = claim_at(k, i);
        bool has_number = c->kind == VALUE_NUMBER || c->kind == VALUE_ABOUT;
        if (!claim_is_share(c) || !claim_is_figure(c) || !has_number) continue;
        uint32_t base = check_base(k, i);
        if (base == KEY_END || claim_at(k, base)->n_pairs + 1 != c->n_pairs) continue;
        for (size_t p = 0; p < c->n_pairs; p++) {
            uint32_t cell = check_cell(k, c, p, NULL);
            if (c->pairs[p].overlaps || cell != k->keys[base].cell) continue;
            const uint32_t key[] = {k->keys[i].publication, k->keys[i].figure,
                                    k->keys[i].measure, cell,
                                    check_name(k, str_of(c->pairs[p].name))};
            key_map_add(&map, KEY_OF(key), i);
        }
    }
    for (size_t m = 0; m < map.n; m++) {
        uint32_t key[5];
        memcpy(key, map.entries[m].key.p, sizeof key);
        check_hundred(k, &map, &map.entries[m],
                      str_to_c(&k->scratch, k->names.entries[key[4]].key));
    }
    key_map_dispose(&map);
}

void check_percents(struct check *k)
{
    struct key_map figures;
    key_map_init(&figures);
    for (uint32_t i = 0; i < k->claims->n; i++) {
        if (!is_printed_share(claim_at(k, i))) continue;
        const uint32_t key[] = {k->keys[i].publication, k->keys[i].figure};
        if (!recompute(k, i)) key_map_add(&figures, KEY_OF(key), i);
    }
    search_bases(k, &figures);
    tell_missing(k, &figures);
    key_map_dispose(&figures);
    check_hundreds(k);
}
