#include "link/match.h"

#include <math.h>

#include "base/clock.h"
#include "link/candidates.h"
#include "link/equal_rows.h"

enum {
    MEMORY_DEFAULT = 1 << 30,
    ROW_BYTES = 1200, /* folded values, names in parts, encoding, clusters */
    PAIR_BYTES = 64,  /* as found, sorted, levels, evidence, order of clustering */
    PAIRS_A_SECOND = 2000000, /* compared closely on one core, at the least */
    ENCODED_A_SECOND = 200000,
    DECIDED_BITS = 100,
};

/* One run. Rows are those of the kept records until it ends. */
struct run {
    const struct person_table *table;
    const struct match_options *options;
    struct arena arena;
    struct equal_rows equal;
    struct folded_persons folded;
    struct clk_set bits_of_row;
    struct candidate_plan plan;
    struct match_estimate estimate;
    bool is_folded;
};

static size_t budget_of(const struct match_options *o)
{
    return o->memory_bytes ? o->memory_bytes : (size_t)MEMORY_DEFAULT;
}

/* --- is there enough to go by? --- */

static unsigned evidence_kinds(const struct folded_persons *p)
{
    static const enum person_role roles[] = {
        ROLE_GIVEN_NAME, ROLE_FAMILY_NAME, ROLE_BIRTH_DATE, ROLE_BIRTH_PLACE,
        ROLE_STREET,     ROLE_ADDRESS,     ROLE_POSTCODE,   ROLE_PLACE,
        ROLE_PHONE,      ROLE_MAIL};
    unsigned n = p->value[ROLE_NUMBER] ? 2 : 0;
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        n += p->value[roles[i]] != NULL;
    return n;
}

static enum err_code check_evidence(const struct folded_persons *p, struct err *e)
{
    if (evidence_kinds(p) >= 2) return OK;
    enum err_code rc = err_set(e, ERR_INVALID,
                               "expected at least two things that tell people apart, "
                               "found %u",
                               evidence_kinds(p));
    err_hint(e, "names and date of birth are the least; --columns HEADER=ROLE tells "
                "what a column is");
    return rc;
}

/* --- before it starts --- */

static double bytes_of(const struct run *r, double n_pairs)
{
    return (double)r->table->n * ROW_BYTES + r->plan.bytes + n_pairs * PAIR_BYTES +
           (double)MATCH_RANDOM_PAIRS * COMPARED_FIELDS_MAX;
}

static enum err_code refuse_size(const struct run *r, struct err *e)
{
    double needed = bytes_of(r, r->plan.n_candidates);
    enum err_code rc = err_set(
        e, ERR_TOO_LARGE,
        "%zu records would give %.0f pairs to compare, which needs %.0f MiB; the "
        "budget is %zu MiB",
        r->table->n, r->plan.n_candidates, needed / (1 << 20),
        budget_of(r->options) >> 20);
    err_hint(e,
             "give --memory %.0f (MiB), link fewer records at a time, or bring columns "
             "in which they differ",
             ceil(needed / (1 << 20) * 1.1));
    return rc;
}

static void describe_plan(struct run *r)
{
    struct match_estimate *m = &r->estimate;
    double threads = r->options->threads > 1 ? r->options->threads : 1;
    m->n_all_pairs = r->plan.n_all_pairs;
    m->n_candidates = r->plan.n_candidates;
    m->bytes = bytes_of(r, m->n_candidates);
    m->seconds = (m->n_candidates + MATCH_RANDOM_PAIRS) / PAIRS_A_SECOND / threads;
    if (r->plan.takes_all) {
        snprintf(m->how, sizeof m->how, "every pair is compared");
        return;
    }
    m->seconds += (double)r->table->n / ENCODED_A_SECOND + r->plan.seconds / threads;
    if (!r->plan.is_banded) {
        snprintf(m->how, sizeof m->how,
                 "pairs whose encodings overlap by %u in 100 or more", r->plan.per_100);
        return;
    }
    snprintf(
        m->how, sizeof m->how,
        "pairs equal in two values or in one of %u bands of bits, overlap %u in 100 "
        "or more; of %zu pairs of a sample with overlap %u in 100 it finds %zu",
        r->plan.bands.n_bands, r->plan.per_100, r->plan.n_sampled,
        r->plan.recall_per_100, r->plan.n_sample_found);
}

static void mark_decided(bool *must, const struct compared_pair *pair, size_t n)
{
    for (size_t i = 0; i < n; i++)
        must[pair[i].a] = must[pair[i].b] = true;
}

static enum err_code begin(struct run *r, const struct person_table *t,
                           const struct match_options *o, struct err *e)
{
    enum err_code rc = OK;
    *r = (struct run){.table = t, .options = o};
    bool *must = arena_new_array(&r->arena, bool, t->n + 1);
    double fixed = bytes_of(r, 0);
    mark_decided(must, o->never, o->n_never);
    mark_decided(must, o->always, o->n_always);
    if (fixed > (double)budget_of(o)) return refuse_size(r, e);
    equal_rows_find(&r->equal, &r->arena, t, MATCH_EQUAL_KEPT, must);
    folded_persons_init(&r->folded, &r->equal.kept);
    r->is_folded = true;
    TRY(check_evidence(&r->folded, e));
    if (!candidates_take_all(&r->equal.kept))
        TRY(candidates_encode(&r->bits_of_row, &r->folded, e));
    size_t affordable = (size_t)(((double)budget_of(o) - fixed) / PAIR_BYTES);
    size_t wanted =
        MAX_OF((size_t)CANDIDATES_ALL_PAIRS, (size_t)CANDIDATES_EACH * r->equal.kept.n);
    const struct candidate_limits limits = {MIN_OF(wanted, affordable), affordable,
                                            CANDIDATES_ALL_ROWS};
    TRY(candidates_plan(&r->plan, &r->folded, &r->bits_of_row, &limits, e));
    if (bytes_of(r, r->plan.n_candidates) > (double)budget_of(o))
        rc = refuse_size(r, e);
    describe_plan(r);
out:
    return rc;
}

static void end(struct run *r)
{
    if (r->is_folded) folded_persons_dispose(&r->folded);
    clk_set_dispose(&r->bits_of_row);
    arena_dispose(&r->arena);
}

enum err_code match_estimate(struct match_estimate *out, const struct person_table *t,
                             const struct match_options *o, struct err *e)
{
    struct run r;
    enum err_code rc = begin(&r, t, o, e);
    *out = r.estimate;
    end(&r);
    return rc;
}

/* --- what workers decided --- */

static int by_rows(const void *x, const void *y)
{
    const struct compared_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* The pairs as places among the kept records. */
static struct compared_pair *decided_pairs(struct run *r,
                                           const struct compared_pair *pair, size_t n)
{
    struct compared_pair *out = arena_new_array(&r->arena, struct compared_pair, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct compared_pair){r->equal.kept_of[pair[i].a],
                                        r->equal.kept_of[pair[i].b]};
    return out;
}

static void add_decided(struct compared_pair **pair, size_t *n,
                        const struct compared_pair *decided, size_t n_decided)
{
    size_t n_before = *n, n_new = 0;
    for (size_t i = 0; i < n_decided; i++) {
        if (n_before && bsearch(&decided[i], *pair, n_before, sizeof **pair, by_rows))
            continue;
        *pair = mem_grow(*pair, n_before + n_new + 1, sizeof **pair);
        (*pair)[n_before + n_new++] = decided[i];
    }
    *n = n_before + n_new;
    if (n_new) qsort(*pair, *n, sizeof **pair, by_rows);
}

static void decide(struct match_result *out, const struct compared_pair *decided,
                   size_t n, double bits)
{
    const struct comparison_set *s = &out->compared;
    for (size_t i = 0; i < n; i++) {
        const struct compared_pair *at =
            s->n_pairs ? bsearch(&decided[i], s->pair, s->n_pairs, sizeof *at, by_rows)
                       : NULL;
        if (at) out->bits[at - s->pair] = bits;
    }
}

/* --- decisions --- */

static void cluster_kept(uint32_t *cluster_of, struct run *r,
                         const struct match_result *m,
                         const struct compared_pair *never,
                         const struct compared_pair *always)
{
    const struct comparison_set *s = &m->compared;
    const struct person_table *kept = &r->equal.kept;
    if (kept->n_files == 2 && !kept->files_have_doubles && kept->file) {
        uint32_t *partner = mem_array(kept->n + 1, sizeof *partner);
        assign_one_to_one(partner, kept->n, s->pair, m->bits, s->n_pairs, m->link_bits);
        for (uint32_t i = 0; i < kept->n; i++)
            cluster_of[i] = partner[i] == UINT32_MAX ? i : MIN_OF(i, partner[i]);
        free(partner);
        return;
    }
    const struct cluster_rules rules = {m->link_bits, MATCH_SUPPORT_PER_1000, always,
                                        r->options->n_always};
    cluster_records(cluster_of, kept->n, s->pair, m->bits, s->n_pairs, never,
                    r->options->n_never, &rules);
}

/* Equal records that were not compared follow the first, when the second does. */
static void follow_equal(struct match_result *out, const struct run *r)
{
    const struct equal_rows *q = &r->equal;
    uint32_t *second_of = mem_array(out->n_rows + 1, sizeof *second_of);
    bool one_to_one = r->table->n_files == 2 && !r->table->files_have_doubles;
    for (uint32_t i = 0; i < out->n_rows; i++) {
        uint32_t first = q->first_of[i];
        if (q->kept_of[i] != UINT32_MAX) {
            if (i != first && !second_of[first]) second_of[first] = i;
            continue;
        }
        uint32_t second = second_of[first];
        bool together =
            second && out->cluster_of[second] == out->cluster_of[first] && !one_to_one;
        out->cluster_of[i] = together ? out->cluster_of[first] : i;
    }
    free(second_of);
}

static void to_rows_of_table(struct match_result *out, const struct run *r,
                             const uint32_t *cluster_of_kept)
{
    const struct equal_rows *q = &r->equal;
    struct comparison_set *s = &out->compared;
    for (size_t i = 0; i < s->n_pairs; i++)
        s->pair[i] =
            (struct compared_pair){q->row_of[s->pair[i].a], q->row_of[s->pair[i].b]};
    for (size_t f = 0; f < s->n_fields; f++) {
        if (!s->field[f].value_of_row) continue;
        uint32_t *of_row = mem_array(out->n_rows + 1, sizeof *of_row);
        for (size_t i = 0; i < q->kept.n; i++)
            of_row[q->row_of[i]] = s->field[f].value_of_row[i];
        free(s->field[f].value_of_row);
        s->field[f].value_of_row = of_row;
    }
    for (size_t i = 0; i < q->kept.n; i++)
        out->cluster_of[q->row_of[i]] = q->row_of[cluster_of_kept[i]];
    follow_equal(out, r);
}

static void count_clusters(struct match_result *out)
{
    uint32_t *size = mem_array(out->n_rows + 1, sizeof *size);
    for (size_t i = 0; i < out->n_rows; i++) {
        uint32_t n = size[out->cluster_of[i]]++;
        out->n_clusters += n == 0;
        out->n_linked_pairs += n;
    }
    free(size);
}

static double lap(double *at)
{
    double before = *at;
    *at = clock_seconds();
    return *at - before;
}

enum err_code match_persons(struct match_result *out, const struct person_table *t,
                            const struct match_options *o, struct err *e)
{
    enum err_code rc = OK;
    struct run r;
    struct compared_pair *pair = NULL;
    size_t n_pairs = 0;
    uint32_t *cluster_of_kept = NULL;
    double at = clock_seconds();
    *out = (struct match_result){
        .n_rows = t->n,
        .link_bits = isnan(o->link_bits) ? MATCH_LINK_BITS : o->link_bits,
        .review_bits = isnan(o->review_bits) ? MATCH_REVIEW_BITS : o->review_bits};
    TRY(begin(&r, t, o, e));
    out->seconds.load_and_plan = lap(&at);
    struct compared_pair *never = decided_pairs(&r, o->never, o->n_never);
    struct compared_pair *always = decided_pairs(&r, o->always, o->n_always);
    TRY(candidates_find(&pair, &n_pairs, &r.folded, &r.bits_of_row, &r.plan, o->threads,
                        e));
    add_decided(&pair, &n_pairs, always, o->n_always);
    out->seconds.candidates = lap(&at);
    comparison_set_make(&out->compared, &r.folded, pair, n_pairs, MATCH_RANDOM_PAIRS,
                        o->threads);
    out->seconds.compare = lap(&at);
    TRY(weight_model_learn(&out->model, &out->compared, e));
    out->bits = mem_array(n_pairs + 1, sizeof *out->bits);
    weight_model_score(out->bits, &out->model, &out->compared);
    decide(out, always, o->n_always, DECIDED_BITS);
    decide(out, never, o->n_never, -DECIDED_BITS);
    out->seconds.learn = lap(&at);
    cluster_of_kept = mem_array(r.equal.kept.n + 1, sizeof *cluster_of_kept);
    cluster_kept(cluster_of_kept, &r, out, never, always);
    out->cluster_of = mem_array(t->n + 1, sizeof *out->cluster_of);
    to_rows_of_table(out, &r, cluster_of_kept);
    count_clusters(out);
    out->seconds.cluster = lap(&at);
    out->estimate = r.estimate;
out:
    free(cluster_of_kept);
    end(&r);
    if (rc != OK) match_result_dispose(out);
    return rc;
}

void match_result_dispose(struct match_result *r)
{
    comparison_set_dispose(&r->compared);
    free(r->bits);
    free(r->cluster_of);
    *r = (struct match_result){0};
}
