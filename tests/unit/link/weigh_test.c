/* Weights learnt from levels that were drawn from known shares: households, missing
 * fields, few matches; and what must make no difference. */
#include <setjmp.h>
#include <stdarg.h>

#include "base/rng.h"
#include "link/weigh.h"

#include <cmocka.h>

enum { FIELDS = 6, RANDOM = 200000, MOST = 400000 };

static const char *names[FIELDS] = {"given_name", "family_name", "birth_date",
                                    "sex",        "street",      "postcode"};
/* different, nearly, equal */
static double of_match[FIELDS][3] = {{.04, .06, .90}, {.05, .08, .87}, {.03, .07, .90},
                                     {.02, 0, .98},   {.15, .10, .75}, {.12, .08, .80}};
static double of_others[FIELDS][3] = {{.975, .010, .015},    {.993, .003, .004},
                                      {.9985, .0014, .0001}, {.5, 0, .5},
                                      {.997, .001, .002},    {.990, .004, .006}};

struct drawn {
    struct comparison_set set;
    uint8_t *truth; /* 1: match */
};

static uint8_t draw_level(struct rng *r, const double *share, double missing)
{
    if (rng_chance(r, missing)) return LEVEL_MISSING;
    double x = (double)(rng_next(r) >> 11) / 9007199254740992.0;
    return x < share[0] ? 1 : x < share[0] + share[1] ? 2 : 3;
}

static void draw_pair(struct drawn *d, struct rng *r, double share[FIELDS][3],
                      double missing, uint8_t truth)
{
    size_t i = d->set.n_pairs++;
    assert_true(i < MOST);
    for (size_t f = 0; f < FIELDS; f++)
        d->set.level[i * FIELDS + f] = draw_level(r, share[f], missing);
    d->set.pair[i] =
        (struct compared_pair){(uint32_t)(i % 9999), (uint32_t)(i % 9999) + 1};
    d->truth[i] = truth;
}

/* Candidates: all matches, households, and those unrelated pairs that agree in three
 * fields or more, of `n_all` pairs. */
static void draw(struct drawn *d, uint64_t seed, size_t n_matches, size_t n_households,
                 double n_all, double missing)
{
    struct rng r;
    rng_init(&r, seed);
    *d = (struct drawn){.set = {.n_fields = FIELDS, .n_all_pairs = n_all}};
    d->set.level = calloc(MOST, FIELDS);
    d->set.random_level = calloc(RANDOM, FIELDS);
    d->set.pair = calloc(MOST, sizeof *d->set.pair);
    d->truth = calloc(MOST, 1);
    assert_true(d->set.level && d->set.random_level && d->set.pair && d->truth);
    for (size_t f = 0; f < FIELDS; f++)
        d->set.field[f] = (struct compared_field){.name = names[f], .n_levels = 4};
    double household[FIELDS][3];
    memcpy(household, of_others, sizeof household);
    for (size_t f = 1; f < FIELDS; f++)
        if (f != 2 && f != 3) memcpy(household[f], of_match[f], sizeof household[f]);
    for (size_t i = 0; i < n_matches; i++)
        draw_pair(d, &r, of_match, missing, 1);
    for (size_t i = 0; i < n_households; i++)
        draw_pair(d, &r, household, missing, 0);
    d->set.n_random = RANDOM;
    for (size_t i = 0; i < RANDOM; i++)
        for (size_t f = 0; f < FIELDS; f++)
            d->set.random_level[i * FIELDS + f] = draw_level(&r, of_others[f], missing);
    /* each set of agreeing fields as often as chance has it */
    for (unsigned set = 0; set < 1U << FIELDS; set++) {
        double expected = n_all;
        double share[FIELDS][3] = {{0}};
        for (size_t f = 0; f < FIELDS; f++) {
            bool agrees = set >> f & 1;
            double differs = of_others[f][0];
            expected *= agrees ? 1 - differs : differs;
            share[f][0] = !agrees;
            share[f][1] = agrees ? of_others[f][1] / (1 - differs) : 0;
            share[f][2] = agrees ? of_others[f][2] / (1 - differs) : 0;
        }
        if (__builtin_popcount(set) < 3) continue;
        size_t n = (size_t)expected + rng_chance(&r, expected - floor(expected));
        for (size_t i = 0; i < n; i++)
            draw_pair(d, &r, share, missing, 0);
    }
}

static void dispose(struct drawn *d)
{
    free(d->set.level);
    free(d->set.random_level);
    free(d->set.pair);
    free(d->truth);
}

struct outcome {
    double precision, recall;
};

static struct outcome outcome_of(const struct drawn *d, const struct weight_model *m,
                                 double threshold)
{
    double *bits = calloc(d->set.n_pairs, sizeof *bits);
    size_t linked = 0, right = 0, all = 0;
    assert_non_null(bits);
    weight_model_score(bits, m, &d->set);
    for (size_t i = 0; i < d->set.n_pairs; i++) {
        linked += bits[i] >= threshold;
        right += bits[i] >= threshold && d->truth[i];
        all += d->truth[i];
        struct pair_weights w;
        if (i % 97 == 0) {
            weight_model_pair(&w, m, &d->set, i);
            double sum = w.prior_bits + w.shared_bits;
            for (size_t f = 0; f < FIELDS; f++)
                sum += w.field_bits[f] + w.rarity_bits[f];
            assert_true(w.bits == bits[i] && fabs(sum - w.bits) < 1e-9);
        }
    }
    free(bits);
    return (struct outcome){linked ? (double)right / (double)linked : 0,
                            all ? (double)right / (double)all : 1};
}

static void known_shares_are_learnt(void **state)
{
    (void)state;
    struct drawn d;
    struct weight_model m;
    struct err e;
    draw(&d, 1, 5000, 0, 5e7, 0.05);
    assert_int_equal(weight_model_learn(&m, &d.set, &e), OK);
    assert_false(m.is_fixed);
    for (size_t f = 0; f < FIELDS; f++)
        assert_true(fabs(m.m[f][3] - of_match[f][2]) < 0.02);
    assert_true(fabs(m.lambda * 5e7 - 5000) < 250);
    struct outcome x = outcome_of(&d, &m, 0);
    assert_true(x.precision > 0.99 && x.recall > 0.98);
    dispose(&d);
}

/* Three pairs of one household for each match: sums of weights would link them. */
static void households_are_not_matches(void **state)
{
    (void)state;
    struct drawn d;
    struct weight_model m;
    struct err e;
    draw(&d, 2, 3000, 9000, 5e7, 0.05);
    assert_int_equal(weight_model_learn(&m, &d.set, &e), OK);
    assert_false(m.is_fixed);
    struct outcome x = outcome_of(&d, &m, 0);
    assert_true(x.precision > 0.96 && x.recall > 0.96);
    assert_true(fabs(m.lambda * 5e7 - 3000) < 300);
    dispose(&d);
}

static void a_file_without_matches_has_no_links(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct drawn d;
        struct weight_model m;
        struct err e;
        draw(&d, 10 + seed, 0, seed * 1000, 5e7, 0.1);
        assert_int_equal(weight_model_learn(&m, &d.set, &e), OK);
        double *bits = calloc(d.set.n_pairs, sizeof *bits);
        size_t linked = 0;
        weight_model_score(bits, &m, &d.set);
        for (size_t i = 0; i < d.set.n_pairs; i++)
            linked += bits[i] > 0;
        assert_true(linked < 20);
        free(bits);
        dispose(&d);
    }
}

static void what_says_nothing_changes_nothing(void **state)
{
    (void)state;
    struct drawn d, more;
    struct weight_model m, again;
    struct err e;
    draw(&d, 4, 800, 500, 2e7, 0.2);
    assert_int_equal(weight_model_learn(&m, &d.set, &e), OK);
    double *bits = calloc(d.set.n_pairs, sizeof *bits);
    double *bits_again = calloc(d.set.n_pairs, sizeof *bits);
    assert_true(bits && bits_again);
    weight_model_score(bits, &m, &d.set);

    /* a field that is missing everywhere, in front; the other fields turned round */
    draw(&more, 4, 800, 500, 2e7, 0.2);
    struct comparison_set *s = &more.set;
    free(s->level);
    free(s->random_level);
    s->n_fields = FIELDS + 1;
    s->level = calloc(s->n_pairs, s->n_fields);
    s->random_level = calloc(RANDOM, s->n_fields);
    for (size_t f = 0; f < FIELDS; f++) {
        s->field[FIELDS - f] = d.set.field[f];
        for (size_t i = 0; i < s->n_pairs; i++) /* and the pairs backwards */
            s->level[i * s->n_fields + FIELDS - f] =
                d.set.level[(s->n_pairs - 1 - i) * FIELDS + f];
        for (size_t i = 0; i < RANDOM; i++)
            s->random_level[i * s->n_fields + FIELDS - f] =
                d.set.random_level[i * FIELDS + f];
    }
    s->field[0] = (struct compared_field){.name = "phone", .n_levels = 3};
    assert_int_equal(weight_model_learn(&again, s, &e), OK);
    weight_model_score(bits_again, &again, s);
    for (size_t i = 0; i < s->n_pairs; i++)
        assert_true(fabs(bits[i] - bits_again[s->n_pairs - 1 - i]) < 1e-3);
    free(bits);
    free(bits_again);
    dispose(&d);
    dispose(&more);
}

static void the_order_of_pairs_changes_no_bit(void **state)
{
    (void)state;
    struct drawn d;
    struct weight_model m, again;
    struct err e;
    draw(&d, 6, 500, 300, 1e7, 0.1);
    assert_int_equal(weight_model_learn(&m, &d.set, &e), OK);
    for (size_t i = 0, j = d.set.n_pairs - 1; i < j; i++, j--) {
        uint8_t one[FIELDS];
        memcpy(one, d.set.level + i * FIELDS, FIELDS);
        memcpy(d.set.level + i * FIELDS, d.set.level + j * FIELDS, FIELDS);
        memcpy(d.set.level + j * FIELDS, one, FIELDS);
    }
    assert_int_equal(weight_model_learn(&again, &d.set, &e), OK);
    assert_memory_equal(m.bits, again.bits, sizeof m.bits);
    assert_true(m.lambda == again.lambda);
    dispose(&d);
}

/* moj-analytical-services/splink, tests/datasets/splink2_479_vs_481.csv at e22dacdd
 * (MIT): prior 0.3, first name equal 7 with rarity 0.6 of 0.1 against 2 in 225 rows,
 * birth date equal 9, city and mail different 1/9 each: 0.51014935707664866 bits. */
static void the_weight_of_a_pair_is_splinks(void **state)
{
    (void)state;
    double bits = bits_of_share(0.3) + log2(7) + 0.6 * log2(0.1 * 225 / 2) + log2(9) -
                  2 * log2(9);
    assert_true(fabs(bits - 0.5101493570766487) < 1e-9);
}

static void a_few_records_have_fixed_weights(void **state)
{
    (void)state;
    uint8_t level[] = {3, 3, 1, 1};
    struct compared_pair pair[] = {{0, 1}, {1, 2}};
    struct comparison_set s = {
        .n_pairs = 2, .n_fields = 2, .pair = pair, .level = level, .n_all_pairs = 3};
    for (size_t f = 0; f < 2; f++)
        s.field[f] = (struct compared_field){.name = names[f],
                                             .n_levels = 4,
                                             .epilink_frequency = 0.000235,
                                             .epilink_error = 0.01};
    struct weight_model m;
    struct err e;
    double bits[2];
    assert_int_equal(weight_model_learn(&m, &s, &e), OK);
    assert_true(m.is_fixed && m.why_fixed[0]);
    weight_model_score(bits, &m, &s);
    assert_true(fabs(m.bits[0][3] - log2(0.99 / 0.000235)) < 1e-12);
    assert_true(bits[0] > 20 && bits[1] < -10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_shares_are_learnt),
        cmocka_unit_test(households_are_not_matches),
        cmocka_unit_test(a_file_without_matches_has_no_links),
        cmocka_unit_test(what_says_nothing_changes_nothing),
        cmocka_unit_test(the_order_of_pairs_changes_no_bit),
        cmocka_unit_test(the_weight_of_a_pair_is_splinks),
        cmocka_unit_test(a_few_records_have_fixed_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
