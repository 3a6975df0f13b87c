/* True in this file: u never changes while m is learnt, so that the classes cannot
 * trade places; a level that agrees more never weighs less; one field never weighs more
 * than `most_bits` for or `most_against_bits` against; the same pairs in another order
 * give the same model to the last bit. */
#include "link/weigh.h"

#include "base/arena.h"

static const double most_bits = 20, most_against_bits = 12;
static const double before_pairs = 24; /* matches believed in before anything is seen */
static const double rarity_weight = 0.5, most_rarity_bits = 6;
static const double near_ratio = 8;
static const double coarse_tolerance = 1e-3, tolerance = 1e-6;

enum { COARSE_ROUNDS = 60, MAX_ROUNDS = 400, N_CORRECTIONS = 3, N_STARTS = 4 };

/* ---------- what people of one household have in common ---------- */

enum sharing { OWN, SHARED_BY_HOUSEHOLD, SHARED_BY_NEIGHBOURS };

/* By the words in a field's name: names of roles, or what they were grouped to. */
static enum sharing field_sharing(const char *name)
{
    static const struct {
        const char *word;
        enum sharing sharing;
    } table[] = {
        {"birth_date", OWN},
        {"birth_place", SHARED_BY_NEIGHBOURS},
        {"given", OWN},
        {"family", SHARED_BY_HOUSEHOLD},
        {"birth_name", SHARED_BY_HOUSEHOLD},
        {"phone", SHARED_BY_HOUSEHOLD},
        {"street", SHARED_BY_NEIGHBOURS},
        {"house", SHARED_BY_NEIGHBOURS},
        {"address", SHARED_BY_NEIGHBOURS},
        {"postcode", SHARED_BY_NEIGHBOURS},
        {"place", SHARED_BY_NEIGHBOURS},
        {"region", SHARED_BY_NEIGHBOURS},
    };
    for (size_t i = 0; name && i < ARRAY_LEN(table); i++)
        if (strstr(name, table[i].word)) return table[i].sharing;
    return OWN;
}

/* ---------- u: unrelated pairs ---------- */

/* What is counted once, before learning. */
struct counted {
    double n_rows;
    double seen[COMPARED_FIELDS_MAX][LEVELS_MAX]; /* random pairs of each level */
    double n_seen[COMPARED_FIELDS_MAX];           /* that are not missing */
    /* by the frequency of values: pairs of rows with the same, pairs with one, rows */
    double equal[COMPARED_FIELDS_MAX], all[COMPARED_FIELDS_MAX];
    double known[COMPARED_FIELDS_MAX];
};

static void count_all(struct counted *out, const struct comparison_set *s)
{
    *out = (struct counted){.n_rows = 2};
    for (size_t i = 0; i < s->n_random * s->n_fields; i++)
        out->seen[i % s->n_fields][s->random_level[i]] += 1;
    for (size_t f = 0; f < s->n_fields; f++) {
        const struct compared_field *field = &s->field[f];
        for (unsigned l = 1; l < field->n_levels; l++)
            out->n_seen[f] += out->seen[f][l];
        for (size_t v = 1; field->value_count && v < field->n_values; v++) {
            double n = field->value_count[v];
            out->known[f] += n;
            out->equal[f] += n * (n - 1) / 2;
        }
        out->all[f] = out->known[f] * (out->known[f] - 1) / 2;
        out->n_rows = fmax(out->n_rows, out->known[f]);
    }
    for (size_t i = 0; i < s->n_pairs; i++)
        out->n_rows = fmax(out->n_rows, (double)MAX_OF(s->pair[i].a, s->pair[i].b) + 1);
}

/* Random pairs never see what is rare: half a pair is added to each level, and exact
 * agreement is computed from the frequency of values, without the pairs that agree
 * because they are `matches`, of which `m` are equal. When both disagree by more than
 * chance, the random pairs are right: then agreement is not that of values. Matches
 * among the random pairs are left in: they are few, and taking them off by a guess made
 * weights too great where they are not. */
static void u_of_field(double *u, const struct comparison_set *s,
                       const struct counted *c, size_t f, double matches, double m)
{
    unsigned n_levels = s->field[f].n_levels, last = n_levels - 1;
    double n = c->n_seen[f], share = s->n_random ? n / (double)s->n_random : 0;
    for (unsigned l = 1; l < n_levels; l++)
        u[l] = (c->seen[f][l] + 0.5) / (n + 0.5 * (n_levels - 1));
    if (c->all[f] > 0) {
        double equal = c->equal[f] / c->all[f], expected = equal * n;
        double others = c->equal[f] - matches * share * m;
        double least = fmax(0.05 * equal, 0.5 / c->all[f]);
        if (fabs(c->seen[f][last] - expected) <= 5 * sqrt(expected) + 5)
            u[last] = fmax(others / c->all[f], least);
    }
    double rest = 0;
    for (unsigned l = 2; l < n_levels; l++)
        rest += u[l];
    if (rest > 0.98)
        for (unsigned l = 2; l < n_levels; l++)
            u[l] *= 0.98 / rest;
    u[LEVEL_DIFFERENT] = 1 - fmin(rest, 0.98);
}

/* ---------- starts ---------- */

/* Matches as they are anywhere: most fields equal, some nearly. */
static void usual_match(double *m, const struct compared_field *f, double equal)
{
    unsigned near = f->n_levels > 2 ? f->n_levels - 3 : 0;
    double rest = 1 - equal;
    m[LEVEL_DIFFERENT] = near ? rest * 0.4 : rest;
    for (unsigned l = 2; l + 1 < f->n_levels; l++)
        m[l] = rest * 0.6 / near;
    m[f->n_levels - 1] = equal;
}

static void mixture_start(struct mixture *x, const struct comparison_set *s,
                          double u[][LEVELS_MAX], double equal, double matches,
                          size_t n_between)
{
    *x = (struct mixture){.n_fields = s->n_fields,
                          .n_classes = n_between + 2,
                          .near_ratio = near_ratio,
                          .n_all_pairs = s->n_all_pairs};
    size_t last = x->n_classes - 1;
    for (size_t f = 0; f < s->n_fields; f++) {
        const struct compared_field *field = &s->field[f];
        enum sharing sharing = field_sharing(field->name);
        double m[LEVELS_MAX] = {0}, believed[LEVELS_MAX] = {0};
        x->n_levels[f] = field->n_levels;
        usual_match(m, field, equal);
        usual_match(believed, field, 0.85);
        for (unsigned l = 1; l < field->n_levels; l++) {
            for (size_t c = 0; c <= last; c++)
                x->level_share[c][f][l] = u[f][l];
            x->level_share[0][f][l] = m[l];
            x->before[0][f][l] = before_pairs * believed[l];
            for (size_t c = 1; c < last; c++)
                x->before[c][f][l] = before_pairs * u[f][l];
        }
        x->rule[0][f] = LEVELS_RISING;
        x->rule[last][f] = LEVELS_FIXED;
        for (size_t c = 1; c < last; c++) {
            bool shares = sharing != OWN &&
                          (c == PAIR_HOUSEHOLD || sharing == SHARED_BY_NEIGHBOURS);
            x->rule[c][f] = shares ? LEVELS_RISING : LEVELS_NEAR;
            for (unsigned l = 1; shares && l < field->n_levels; l++)
                x->level_share[c][f][l] = m[l];
        }
    }
    double share = fmin(matches / s->n_all_pairs, 0.2);
    x->share[last] = 1;
    for (size_t c = 0; c < last; c++) {
        x->share[c] = share;
        x->share[last] -= share;
    }
}

/* Households can be told from matches only by what is one's own. */
static size_t classes_between(const struct comparison_set *s, double u[][LEVELS_MAX])
{
    double own_bits = 0;
    size_t n_own = 0, n_shared = 0;
    for (size_t f = 0; f < s->n_fields; f++) {
        if (field_sharing(s->field[f].name) != OWN) {
            n_shared++;
            continue;
        }
        n_own++;
        own_bits -= log2(u[f][s->field[f].n_levels - 1]);
    }
    return n_own >= 2 && own_bits > 8 && n_shared >= 2 ? 2 : 0;
}

/* ---------- guards ---------- */

/* Why the result is not to be believed; NULL when it is. */
static const char *mixture_fault(const struct mixture *x, double n_rows)
{
    size_t n_inverted = 0, n_telling = 0, last = x->n_classes - 1;
    double matches = x->share[0] * x->n_all_pairs;
    for (size_t f = 0; f < x->n_fields; f++) {
        unsigned equal = x->n_levels[f] - 1;
        double u = x->level_share[last][f][equal];
        if (u > 0.5) continue;
        n_telling++;
        n_inverted += x->level_share[0][f][equal] < 2 * u;
    }
    if (n_telling == 0) return "no field tells people apart";
    if (n_inverted * 2 > n_telling)
        return "agreement is no more frequent among matches than among others";
    if (matches > 50 * n_rows || x->share[0] > 0.25)
        return "the share of matches grew beyond what a file can hold";
    return NULL;
}

/* ---------- learning ---------- */

static void model_fill(struct weight_model *out, const struct mixture *x)
{
    size_t last = x->n_classes - 1;
    out->classes = *x;
    out->lambda = x->share[0];
    out->prior_bits = bits_of_share(x->share[0]);
    for (size_t f = 0; f < x->n_fields; f++) {
        for (unsigned l = 1; l < x->n_levels[f]; l++) {
            double m = x->level_share[0][f][l], u = x->level_share[last][f][l];
            out->m[f][l] = m;
            out->u[f][l] = u;
            out->bits[f][l] = fmax(fmin(log2(m / u), most_bits), -most_against_bits);
        }
    }
}

static void rarity_prepare(struct weight_model *out, const struct comparison_set *s,
                           const struct counted *c)
{
    double matches = out->lambda * s->n_all_pairs;
    out->rarity_weight = rarity_weight;
    for (size_t f = 0; f < s->n_fields; f++) {
        unsigned last = s->field[f].n_levels - 1;
        bool has_values = c->all[f] > 0 && s->field[f].value_of_row;
        out->n_known[f] = c->known[f];
        out->is_shared[f] = field_sharing(s->field[f].name) != OWN;
        out->exact_share[f] = has_values ? out->u[f][last] : 0;
        out->rows_per_person[f] = 1 + 2 * matches / c->n_rows * out->m[f][last];
    }
}

/* Rounds, with u corrected in between for the matches that were found. */
static unsigned learn_on(struct mixture *x, const struct comparison_set *s,
                         const struct counted *c, const struct level_patterns *p,
                         double least_change, unsigned most_rounds)
{
    unsigned n_rounds = 0;
    for (unsigned k = 0; k < N_CORRECTIONS; k++) {
        n_rounds += mixture_run(x, p, least_change, most_rounds);
        double matches = x->share[0] * x->n_all_pairs;
        for (size_t f = 0; k + 1 < N_CORRECTIONS && f < s->n_fields; f++)
            u_of_field(x->level_share[x->n_classes - 1][f], s, c, f, matches,
                       x->level_share[0][f][x->n_levels[f] - 1]);
    }
    return n_rounds;
}

/* Every start roughly; the likeliest result that no guard refuses, to its end. Why not,
 * when there is none. */
static const char *learn_best(struct mixture *best, struct weight_model *out,
                              const struct comparison_set *s, const struct counted *c,
                              const struct level_patterns *p)
{
    static const struct {
        double equal, matches_per_row;
    } start[N_STARTS] = {{0.9, 0.5}, {0.9, 0.02}, {0.65, 0.5}, {0.65, 2}};
    const char *fault = NULL;
    bool found = false;
    double u[COMPARED_FIELDS_MAX][LEVELS_MAX] = {{0}};
    for (size_t f = 0; f < s->n_fields; f++)
        u_of_field(u[f], s, c, f, 0, 0);
    for (size_t i = 0; i < N_STARTS; i++) {
        struct mixture x;
        mixture_start(&x, s, u, start[i].equal, start[i].matches_per_row * c->n_rows,
                      classes_between(s, u));
        out->n_rounds += learn_on(&x, s, c, p, coarse_tolerance, COARSE_ROUNDS);
        out->n_starts++;
        const char *why = mixture_fault(&x, c->n_rows);
        if (why) {
            fault = why;
        } else if (!found || x.log_likelihood > best->log_likelihood) {
            *best = x;
            found = true;
        }
    }
    if (!found) return fault;
    out->n_rounds += learn_on(best, s, c, p, tolerance, MAX_ROUNDS);
    return mixture_fault(best, c->n_rows);
}

enum err_code weight_model_learn(struct weight_model *out,
                                 const struct comparison_set *s, struct err *e)
{
    *out = (struct weight_model){.n_fields = s->n_fields};
    if (s->n_fields == 0 || s->n_fields > COMPARED_FIELDS_MAX)
        return err_set(e, ERR_INVALID, "1 to %d fields can be weighed, not %zu",
                       COMPARED_FIELDS_MAX, s->n_fields);
    struct counted *c = mem_array(1, sizeof *c);
    count_all(c, s);
    if (s->n_random < 150 || c->n_rows < 20) {
        weight_model_fix(out, s, "too few records to learn from");
    } else {
        struct level_patterns p;
        struct mixture best;
        level_patterns_init(&p, s->level, s->n_pairs, s->n_fields, false);
        const char *fault = learn_best(&best, out, s, c, &p);
        level_patterns_dispose(&p);
        if (fault) {
            weight_model_fix(out, s, fault);
        } else {
            model_fill(out, &best);
            rarity_prepare(out, s, c);
        }
    }
    free(c);
    return OK;
}

/* w = log2((1 - e) / f) for agreement and log2(e / (1 - f)) for disagreement, e the
 * error rate, f the frequency; levels between in equal steps. The prior is one match
 * for two rows. */
void weight_model_fix(struct weight_model *out, const struct comparison_set *s,
                      const char *why)
{
    unsigned n_rounds = out->n_rounds, n_starts = out->n_starts;
    double n_all = fmax(s->n_all_pairs, 1), n_rows = 2;
    for (size_t i = 0; i < s->n_pairs; i++)
        n_rows = fmax(n_rows, (double)MAX_OF(s->pair[i].a, s->pair[i].b) + 1);
    *out = (struct weight_model){.n_fields = s->n_fields,
                                 .n_rounds = n_rounds,
                                 .n_starts = n_starts,
                                 .is_fixed = true};
    snprintf(out->why_fixed, sizeof out->why_fixed, "%s", why);
    for (size_t f = 0; f < s->n_fields; f++) {
        const struct compared_field *field = &s->field[f];
        double u = field->epilink_frequency, error = field->epilink_error;
        if (!(u > 0 && u < 1)) u = 0.01;
        if (!(error > 0 && error < 1)) error = 0.04;
        double agree = log2((1 - error) / u), differ = log2(error / (1 - u));
        unsigned steps = field->n_levels - 2;
        for (unsigned l = 1; l < field->n_levels; l++) {
            double part = steps ? (double)(l - 1) / steps : 0;
            out->bits[f][l] = differ + part * (agree - differ);
            out->m[f][l] = l + 1 == field->n_levels ? 1 - error : error;
            out->u[f][l] = l + 1 == field->n_levels ? u : 1 - u;
        }
    }
    out->lambda = fmin(0.5 * n_rows / n_all, 0.25);
    out->prior_bits = bits_of_share(out->lambda);
}

/* ---------- scoring ---------- */

/* Agreement on a value that few have is worth more. A value is as common as it is among
 * other people: the rows that a person has on average are taken off. For values that
 * are nearly equal the more common of both counts, because the other may be a slip of
 * it. */
static double rarity_of(const struct weight_model *m, const struct comparison_set *s,
                        size_t f, struct compared_pair pair, unsigned level)
{
    const struct compared_field *field = &s->field[f];
    unsigned equal = field->n_levels - 1;
    if (m->exact_share[f] <= 0 || m->bits[f][level] <= 0) return 0;
    uint32_t a = field->value_of_row[pair.a], b = field->value_of_row[pair.b];
    if (a == 0 || b == 0) return 0;
    double n = MAX_OF(field->value_count[a], field->value_count[b]);
    double others = fmax(n - fmax(m->rows_per_person[f], 2), 0) + 1;
    double bits = m->rarity_weight * log2(m->exact_share[f] * m->n_known[f] / others);
    bits = fmax(fmin(bits, most_rarity_bits), -most_rarity_bits);
    if (level != equal) bits *= 0.5;
    /* rare or not, agreement is never evidence against */
    return fmax(bits, -m->bits[f][level]);
}

static double shared_of(const struct weight_model *m, const uint8_t *level)
{
    const struct mixture *x = &m->classes;
    if (m->is_fixed || x->n_classes < 3) return 0;
    double class_bits[PAIR_CLASSES_MAX], sum = 0, most = 0;
    size_t last = x->n_classes - 1;
    mixture_bits(class_bits, x, level);
    for (size_t c = 1; c < x->n_classes; c++)
        sum += exp2(class_bits[c] - class_bits[last]);
    for (size_t f = 0; f < m->n_fields; f++)
        if (m->is_shared[f]) most += fmax(m->bits[f][level[f]], 0);
    return -fmin(log2(sum), most);
}

/* All that depends on the levels alone. */
static void level_weights(struct pair_weights *out, const struct weight_model *m,
                          const uint8_t *level)
{
    *out = (struct pair_weights){.prior_bits = m->prior_bits};
    for (size_t f = 0; f < m->n_fields; f++)
        out->field_bits[f] = m->bits[f][level[f]];
    out->shared_bits = shared_of(m, level);
    out->bits = m->prior_bits + out->shared_bits;
    for (size_t f = 0; f < m->n_fields; f++)
        out->bits += out->field_bits[f];
}

static void rarity_weights(struct pair_weights *out, const struct weight_model *m,
                           const struct comparison_set *s, size_t pair)
{
    const uint8_t *level = s->level + pair * s->n_fields;
    for (size_t f = 0; f < m->n_fields; f++) {
        if (m->exact_share[f] <= 0 || m->bits[f][level[f]] <= 0) continue;
        out->rarity_bits[f] = rarity_of(m, s, f, s->pair[pair], level[f]);
        out->bits += out->rarity_bits[f];
    }
}

void weight_model_pair(struct pair_weights *out, const struct weight_model *m,
                       const struct comparison_set *s, size_t pair)
{
    level_weights(out, m, s->level + pair * s->n_fields);
    rarity_weights(out, m, s, pair);
}

void weight_model_score(double *bits_out, const struct weight_model *m,
                        const struct comparison_set *s)
{
    struct level_patterns p;
    level_patterns_init(&p, s->level, s->n_pairs, s->n_fields, true);
    double *level_bits = malloc((p.n + 1) * sizeof *level_bits);
    require(level_bits);
    struct pair_weights w;
    for (size_t i = 0; i < p.n; i++) {
        level_weights(&w, m, p.level + i * p.n_fields);
        level_bits[i] = w.bits;
    }
    for (size_t i = 0; i < s->n_pairs; i++) {
        w.bits = level_bits[p.pattern_of_pair[i]];
        rarity_weights(&w, m, s, i);
        bits_out[i] = w.bits;
    }
    free(level_bits);
    level_patterns_dispose(&p);
}
