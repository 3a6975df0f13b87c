/* Invariants: (1) what the bitmaps let through is judged by sketch_likeness on the
 * sketch itself, so that a bar that is too low costs time and never a finding; (2) the
 * bar for rows of others does not rise when one is found: the time does not tell. */
#include <sodium.h>

#include "link/sketch_index_int.h"

enum {
    FEW_OURS = 16, /* less than a row in so many: ours are looked at one by one */
    AHEAD = 16,    /* rows that are fetched before they are looked at */
};
static const double rounding = 1e-6;

struct wish {
    const struct sketch_wish *asked;
    struct query_words words;
};
/* Wishes with one name. */
struct group {
    size_t first, n;
    struct slice_plan plan;
    uint16_t
        need[PERSON_SKETCH_BITS + 1]; /* of the name, by how many bits a file has */
};
struct searching {
    const struct sketch_index *ix;
    const struct sketch_choice *choice; /* never NULL */
    shared_function *shared;
    struct wish *wish; /* these three have room for n_wishes */
    struct group *group;
    struct date_plan *date;
    size_t n_wishes, n_groups;
    struct sketch_finding *kept; /* room for twice the limit */
    size_t n, limit;
    double least; /* of ours: rises when there are `limit` */
    double best_other;
};

/* --- what a row needs --- */

static void counting_of(struct counting *out, int first,
                        const uint64_t words[SKETCH_WORDS])
{
    *out = (struct counting){.n_planes = 3};
    for (int i = 0; i < SKETCH_WORDS; i++)
        for (uint64_t w = words[i]; w; w &= w - 1)
            out->bit[out->n++] = (uint16_t)(first + 64 * i + __builtin_ctzll(w));
    while (out->n >> out->n_planes)
        out->n_planes++;
    out->n_first = out->n;
}

static int compare_rarity(const void *x, const void *y, void *of)
{
    const uint16_t *a = x, *b = y;
    const uint32_t *n_with = of;
    if (n_with[*a] != n_with[*b]) return n_with[*a] < n_with[*b] ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

/* Half of them in whole rounds, and then round by round: what is needed leaves no room
 * for a name of which the rarer half is missing. */
static void rarest_first(struct counting *c, const struct sketch_index *ix)
{
    qsort_r(c->bit, (size_t)c->n, sizeof c->bit[0], compare_rarity,
            (void *)(uintptr_t)ix->n_with);
    c->n_first = (c->n / 2 + COUNT_ROUND - 1) / COUNT_ROUND * COUNT_ROUND;
}

static int at_least(double n)
{
    n -= rounding;
    return n <= 0 ? 0 : (int)n + (n > (int)n);
}

/* The share of the bits of the name with which its likeness is this much; 0 when the
 * name does not matter. */
static double share_of(double likeness)
{
    if (likeness <= 0) return 0;
    return SKETCH_NAME_BY_CHANCE + (1 - SKETCH_NAME_BY_CHANCE) * likeness;
}

/* Bits that a file with `of_file` bits needs: of the two ways of sketch_likeness the
 * one that asks less. */
static int name_needs(double share, const struct query_words *q, int of_file)
{
    int whole = at_least(share * q->name_bits);
    if (2 * of_file < q->name_bits) return whole;
    return MIN_OF(whole, at_least(share / SKETCH_CONTAINED * of_file));
}

static void plan_name(struct name_bar *out, const struct query_words *q,
                      double likeness)
{
    double share = q->has_name ? share_of(likeness) : 0;
    *out = (struct name_bar){.from = at_least(share * q->name_bits)};
    if (out->from == 0) return;
    int half = at_least(q->name_bits / 2);
    for (int i = 0; i < N_SHORT; i++) {
        int fewest = MAX_OF(SHORT_STEP * i + 1, half), most = SHORT_STEP * (i + 1);
        int need = name_needs(share, q, fewest);
        if (most < half || need > most || need >= out->from) continue;
        if (out->n_short == 0) out->first_short = i;
        out->of_short[out->n_short++] = need;
    }
    /* longer than all classes */
    int need = name_needs(share, q, MAX_OF(SHORT_STEP * N_SHORT + 1, half));
    out->from = MIN_OF(out->from, need);
}

/* Levels of the date, from none to all of it: the more of it agrees, the less the name
 * has to. */
static void plan_both(struct bar *p, const struct query_words *q, double least)
{
    static const double from[] = {0, 0.55, 0.65, 0.75, 0.85, 0.95};
    double fewest = q->date_bits;
    if (q->swapped_bits > 0 && q->swapped_bits < fewest) fewest = q->swapped_bits;
    p->n_levels = ARRAY_LEN(from);
    for (int i = 0; i < p->n_levels; i++) {
        double below = i + 1 < p->n_levels ? from[i + 1] : 1;
        double date = MIN_OF(1.0, (below - SKETCH_DATE_BY_CHANCE) * 2);
        p->level[i].from_date = (int)(from[i] * fewest);
        plan_name(&p->level[i].name, q,
                  (least - SKETCH_DATE_WEIGHT * date) / SKETCH_NAME_WEIGHT);
    }
    p->has_undated = true;
    plan_name(&p->undated, q, (least - SKETCH_DATE_WEIGHT * 0.5) / SKETCH_NAME_WEIGHT);
}

/* The likeness of the name that is enough when all of the date agrees. */
static double name_likeness_needed(const struct query_words *q, double least)
{
    if (!q->has_name) return 0;
    return q->has_date ? (least - SKETCH_DATE_WEIGHT) / SKETCH_NAME_WEIGHT : least;
}

static void plan_bar(struct bar *p, const struct query_words *q, double least)
{
    p->is_open = true;
    p->has_undated = false;
    p->n_levels = 1;
    p->level[0] = (struct level){.from_date = 0};
    if (least <= 0) return;
    if (q->has_name && q->has_date) {
        plan_both(p, q, least);
    } else if (q->has_name) {
        plan_name(&p->level[0].name, q, least);
    } else {
        double share = MAX_OF(SKETCH_NEAR_DIGITS, 0.5 + least / 2) - rounding;
        double fewest = q->date_bits;
        if (q->swapped_bits > 0 && q->swapped_bits < fewest) fewest = q->swapped_bits;
        p->level[0].from_date = (int)(share * fewest);
    }
}

/* Likeness from which a row of ours, or of others, matters to a wish. */
static double bar_of_ours(const struct searching *s, const struct wish *w)
{
    return MAX_OF(w->asked->least, s->least + w->asked->less);
}

static double bar_of_others(const struct searching *s, const struct wish *w)
{
    return MAX_OF(w->asked->least, s->choice->least_other);
}

/* Which bitmaps, once for a search. */
static void plan_counts(struct searching *s, struct group *g, bool is_one_by_one)
{
    struct slice_plan *p = &g->plan;
    p->has_ours = !is_one_by_one;
    p->has_others = s->choice->ours;
    p->date = &s->date[g->first];
    p->n_dates = (int)g->n;
    counting_of(&p->name, NAME_BIT, s->wish[g->first].words.name);
    if (is_one_by_one) rarest_first(&p->name, s->ix);
    for (size_t i = 0; i < g->n; i++) {
        const struct query_words *q = &s->wish[g->first + i].words;
        counting_of(&p->date[i].date, DATE_BIT, q->date);
        counting_of(&p->date[i].swapped, DATE_BIT, q->swapped);
    }
}

/* Again for each block: the bar of ours rises. */
static void plan_bars(struct searching *s, struct group *g)
{
    struct slice_plan *p = &g->plan;
    const struct query_words *q = NULL;
    double name_of_ours = 1, name_of_others = 1;
    for (size_t i = 0; i < g->n; i++) {
        const struct wish *w = &s->wish[g->first + i];
        double ours = bar_of_ours(s, w), others = bar_of_others(s, w);
        q = &w->words;
        if (p->has_ours) plan_bar(&p->date[i].ours, q, ours);
        if (p->has_others) plan_bar(&p->date[i].others, q, others);
        ours = name_likeness_needed(q, ours);
        others = name_likeness_needed(q, others);
        name_of_ours = MIN_OF(name_of_ours, ours);
        name_of_others = MIN_OF(name_of_others, others);
    }
    plan_name(&p->least_ours, q, name_of_ours);
    plan_name(&p->least_others, q, name_of_others);
    double share = q->has_name ? share_of(name_of_ours) : 0;
    for (int i = 0; i <= PERSON_SKETCH_BITS; i++)
        g->need[i] = (uint16_t)name_needs(share, q, i);
}

/* --- one row --- */

static int compare_findings(const void *x, const void *y, void *of)
{
    const struct sketch_finding *a = x, *b = y;
    const struct sketch_index *ix = of;
    if (a->likeness != b->likeness) return a->likeness > b->likeness ? -1 : 1;
    if (a->row == b->row) return 0;
    return uuid_compare(sketch_index_key(ix, a->row), sketch_index_key(ix, b->row));
}

/* The best `limit` of what was kept; from now on the last of them is the bar. */
static void keep_best(struct searching *s)
{
    qsort_r(s->kept, s->n, sizeof *s->kept, compare_findings, (void *)(uintptr_t)s->ix);
    if (s->n < s->limit) return;
    s->n = s->limit;
    s->least = MAX_OF(s->least, s->kept[s->n - 1].likeness);
}

static bool is_ours(const struct searching *s, size_t row)
{
    return !s->choice->ours || (s->choice->ours[row / 64] >> row % 64 & 1);
}

static const struct person_sketch *sketch_at(const struct sketch_index *ix, size_t row)
{
    return &block_of(ix, row)->sketch[row % BLOCK_ROWS];
}

static const uint64_t *names_at(const struct sketch_index *ix, size_t row)
{
    return block_of(ix, row)->names[row % BLOCK_ROWS];
}

/* How alike a row is by the wish by which it is most alike, less what that is told
 * less; which wish, or -1 when no wish finds it. *plain_out: the most of any wish. */
static int likeness_of(double *out, double *plain_out, const struct searching *s,
                       size_t row)
{
    int by = -1;
    *out = *plain_out = 0;
    for (size_t i = 0; i < s->n_wishes; i++) {
        const struct wish *w = &s->wish[i];
        struct shared c;
        s->shared(&c, sketch_at(s->ix, row), 1, &w->words);
        double likeness = sketch_likeness(&c, &w->words);
        if (likeness < w->asked->least) continue;
        *plain_out = MAX_OF(*plain_out, likeness);
        likeness -= w->asked->less;
        if (by >= 0 && likeness <= *out) continue;
        *out = likeness;
        by = (int)i;
    }
    return by;
}

static void look_at(struct searching *s, size_t row)
{
    double likeness, plain;
    if (likeness_of(&likeness, &plain, s, row) < 0) return;
    if (!is_ours(s, row)) {
        if (plain >= s->choice->least_other)
            s->best_other = MAX_OF(s->best_other, plain);
        return;
    }
    if (likeness < s->least) return;
    s->kept[s->n++] = (struct sketch_finding){.row = row, .likeness = likeness};
    if (s->n == 2 * s->limit) keep_best(s);
}

/* --- ours, one by one --- */

/* Has the name of a row what some wish needs, whatever its date? */
#define DEFINE_NAME_MAY_BE(name_, TARGET)                                              \
    TARGET static bool name_(const struct searching *s, size_t row)                    \
    {                                                                                  \
        const uint64_t *names = names_at(s->ix, row);                                  \
        int of_file = 0;                                                               \
        for (int i = 0; i < SKETCH_WORDS; i++) {                                       \
            of_file += __builtin_popcountll(names[i]);                                 \
        }                                                                              \
        for (size_t k = 0; k < s->n_groups; k++) {                                     \
            const struct group *g = &s->group[k];                                      \
            int n = 0;                                                                 \
            for (int i = 0; i < SKETCH_WORDS; i++)                                     \
                n += __builtin_popcountll(names[i] & s->wish[g->first].words.name[i]); \
            if (n >= g->need[of_file]) return true;                                    \
        }                                                                              \
        return false;                                                                  \
    }
DEFINE_NAME_MAY_BE(name_may_be_plain, )
#if defined(__x86_64__)
DEFINE_NAME_MAY_BE(name_may_be_popcnt, __attribute__((target("popcnt"))))
#endif

static void look_at_all(struct searching *s, const size_t *rows, size_t n)
{
    bool (*name_may_be)(const struct searching *, size_t) = name_may_be_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) name_may_be = name_may_be_popcnt;
#endif
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n) __builtin_prefetch(names_at(s->ix, rows[i + AHEAD]));
        if (name_may_be(s, rows[i])) look_at(s, rows[i]);
    }
}

/* The rows that are ours, when there are at most `most`; else more than `most`. */
static size_t rows_of_ours(size_t *rows, size_t most, const struct searching *s)
{
    size_t n = 0;
    for (size_t w = 0; w < sketch_index_words(s->ix); w++) {
        uint64_t m = s->choice->ours[w];
        if (!m) continue;
        m &= s->ix->block[w / BLOCK_WORDS]->is_used[w % BLOCK_WORDS];
        for (; m; m &= m - 1) {
            if (n == most) return most + 1;
            rows[n++] = 64 * w + (size_t)__builtin_ctzll(m);
        }
    }
    return n;
}

/* --- all rows, by their bitmaps --- */

static void search_blocks(struct searching *s)
{
    slice_function *slices = slice_best();
    for (size_t i = 0; i < s->ix->n_blocks; i++) {
        const struct block *b = s->ix->block[i];
        const struct block *next = s->ix->block[MIN_OF(i + 1, s->ix->n_blocks - 1)];
        uint64_t may_be[BLOCK_WORDS] __attribute__((aligned(64))) = {0};
        uint64_t ours[BLOCK_WORDS] __attribute__((aligned(64)));
        memset(ours, 0xff, sizeof ours);
        if (s->choice->ours)
            memcpy(ours, s->choice->ours + i * BLOCK_WORDS, sizeof ours);
        for (size_t k = 0; k < s->n_groups; k++) {
            if (s->group[k].plan.has_ours) plan_bars(s, &s->group[k]);
            slices(may_be, b, next, ours, &s->group[k].plan);
        }
        for (size_t w = 0; w < BLOCK_WORDS; w++)
            for (uint64_t m = may_be[w]; m; m &= m - 1)
                look_at(s, i * BLOCK_ROWS + 64 * w + (size_t)__builtin_ctzll(m));
        if (s->n >= s->limit) keep_best(s);
    }
}

static void make_groups(struct searching *s, bool is_one_by_one)
{
    for (size_t i = 0; i < s->n_wishes; i++) {
        struct group *g = &s->group[s->n_groups - (s->n_groups > 0)];
        const struct query_words *q = &s->wish[i].words, *of = &s->wish[g->first].words;
        if (s->n_groups > 0 && q->has_name == of->has_name &&
            memcmp(q->name, of->name, sizeof q->name) == 0) {
            g->n++;
        } else {
            g = &s->group[s->n_groups++];
            g->first = i;
            g->n = 1;
        }
    }
    for (size_t k = 0; k < s->n_groups; k++) {
        plan_counts(s, &s->group[k], is_one_by_one);
        plan_bars(s, &s->group[k]);
    }
}

static void search_all(struct searching *s)
{
    size_t most = s->ix->n_rows / FEW_OURS, n = most + 1;
    size_t *rows = mem_array(most + 1, sizeof *rows);
    if (s->choice->ours) n = rows_of_ours(rows, most, s);
    make_groups(s, n <= most);
    if (n <= most) {
        look_at_all(s, rows, n);
        keep_best(s);
    }
    if (n > most || s->choice->ours) search_blocks(s);
    keep_best(s);
    free(rows);
}

size_t sketch_index_search_any(struct sketch_finding *out, double *best_other_out,
                               size_t limit, const struct sketch_index *ix,
                               const struct sketch_wish *wishes, size_t n_wishes,
                               const struct sketch_choice *choice)
{
    static const struct sketch_choice all = {.ours = NULL};
    require(limit <= SKETCH_FINDINGS_MAX && n_wishes <= SKETCH_WISHES_MAX);
    struct searching searching = {.ix = ix, .limit = limit, .least = -1};
    struct searching *s = &searching;
    s->choice = choice ? choice : &all;
    s->shared = sketch_shared_best();
    s->wish = mem_array(n_wishes + 1, sizeof *s->wish);
    s->group = mem_array(n_wishes + 1, sizeof *s->group);
    s->date = mem_array(n_wishes + 1, sizeof *s->date);
    s->kept = mem_array(2 * limit + 1, sizeof *s->kept);
    for (size_t i = 0; i < n_wishes; i++) {
        struct wish *w = &s->wish[s->n_wishes];
        w->asked = &wishes[i];
        sketch_query_words(&w->words, &wishes[i].query);
        s->n_wishes += w->words.has_name || w->words.has_date;
    }
    if (limit > 0 && s->n_wishes > 0) search_all(s);
    size_t n = s->n;
    for (size_t i = 0; i < n; i++) {
        double likeness, plain;
        out[i] = s->kept[i];
        int by = likeness_of(&likeness, &plain, s, out[i].row);
        sketch_tell_parts(&out[i], sketch_at(ix, out[i].row), &s->wish[by].words);
    }
    if (best_other_out) *best_other_out = s->best_other;
    sodium_memzero(s->wish, n_wishes * sizeof *s->wish);
    sodium_memzero(s->group, n_wishes * sizeof *s->group);
    sodium_memzero(s->date, n_wishes * sizeof *s->date);
    free(s->wish);
    free(s->group);
    free(s->date);
    free(s->kept);
    return n;
}

size_t sketch_index_search(struct sketch_finding *out, double *best_other_out,
                           size_t limit, const struct sketch_index *ix,
                           const struct sketch_query *q, double least,
                           const struct sketch_choice *choice)
{
    struct sketch_wish wish = {.query = *q, .least = least};
    size_t n =
        sketch_index_search_any(out, best_other_out, limit, ix, &wish, 1, choice);
    sodium_memzero(&wish, sizeof wish);
    return n;
}
