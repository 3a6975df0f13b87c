/* Expectation and maximisation against other people's numbers:
 * - moj-analytical-services/splink, tests/datasets/known_params_comparison_vectors.csv
 * at e22dacdd (MIT): levels drawn from known shares, with the probability of each pair;
 * - two rounds over the level patterns of the 1638 pairs of fake_1000.csv with equal
 *   surnames (moj-analytical-services/splink_datasets at 75876d80, MIT) from the
 * settings of Splink's own tests, by a second implementation written from the formulas.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include "base/rng.h"
#include "link/mixture.h"

#include <cmocka.h>

static void near(double is, double expected, double within)
{
    if (!(fabs(is - expected) <= within))
        print_error("%.17g, not %.17g\n", is, expected);
    assert_true(fabs(is - expected) <= within);
}

static const struct {
    uint8_t level[4];
    unsigned n;
} fake_1000[] = {
    {{0, 1, 0, 0}, 50},  {{0, 1, 0, 1}, 52},  {{0, 1, 0, 2}, 7},   {{0, 1, 1, 0}, 89},
    {{0, 1, 1, 1}, 156}, {{0, 1, 1, 2}, 8},   {{0, 1, 2, 0}, 22},  {{0, 1, 2, 1}, 25},
    {{0, 1, 2, 2}, 16},  {{0, 2, 0, 0}, 11},  {{0, 2, 0, 1}, 4},   {{0, 2, 0, 2}, 5},
    {{0, 2, 1, 0}, 8},   {{0, 2, 1, 1}, 13},  {{0, 2, 1, 2}, 4},   {{0, 2, 2, 0}, 6},
    {{0, 2, 2, 1}, 9},   {{0, 2, 2, 2}, 13},  {{1, 1, 0, 0}, 82},  {{1, 1, 0, 1}, 150},
    {{1, 1, 0, 2}, 1},   {{1, 1, 1, 0}, 151}, {{1, 1, 1, 1}, 268}, {{1, 1, 1, 2}, 1},
    {{1, 1, 2, 0}, 14},  {{1, 1, 2, 1}, 36},  {{1, 2, 0, 1}, 1},   {{1, 2, 1, 0}, 2},
    {{1, 2, 1, 1}, 2},   {{1, 2, 2, 2}, 4},   {{2, 1, 0, 0}, 4},   {{2, 1, 0, 1}, 14},
    {{2, 1, 0, 2}, 16},  {{2, 1, 1, 0}, 6},   {{2, 1, 1, 1}, 7},   {{2, 1, 1, 2}, 7},
    {{2, 1, 2, 0}, 13},  {{2, 1, 2, 1}, 8},   {{2, 1, 2, 2}, 13},  {{2, 2, 0, 0}, 6},
    {{2, 2, 0, 1}, 4},   {{2, 2, 0, 2}, 9},   {{2, 2, 1, 0}, 3},   {{2, 2, 1, 1}, 6},
    {{2, 2, 1, 2}, 4},   {{2, 2, 2, 0}, 4},   {{2, 2, 2, 1}, 9},   {{2, 2, 2, 2}, 8},
    {{3, 1, 0, 0}, 9},   {{3, 1, 0, 1}, 16},  {{3, 1, 0, 2}, 22},  {{3, 1, 1, 0}, 24},
    {{3, 1, 1, 1}, 18},  {{3, 1, 1, 2}, 13},  {{3, 1, 2, 0}, 35},  {{3, 1, 2, 1}, 21},
    {{3, 1, 2, 2}, 19},  {{3, 2, 0, 0}, 13},  {{3, 2, 0, 1}, 12},  {{3, 2, 0, 2}, 14},
    {{3, 2, 1, 0}, 16},  {{3, 2, 1, 1}, 7},   {{3, 2, 1, 2}, 11},  {{3, 2, 2, 0}, 12},
    {{3, 2, 2, 1}, 6},   {{3, 2, 2, 2}, 19},
};

/* first name (missing, other, two letters, equal), birth date, city, mail */
static void splink_start(struct mixture *m, struct level_patterns *p, bool u_is_fixed)
{
    static uint8_t level[ARRAY_LEN(fake_1000) * 4];
    static double count[ARRAY_LEN(fake_1000)];
    for (size_t i = 0; i < ARRAY_LEN(fake_1000); i++) {
        memcpy(level + i * 4, fake_1000[i].level, 4);
        count[i] = fake_1000[i].n;
    }
    *p = (struct level_patterns){ARRAY_LEN(fake_1000), 4, level, count, NULL};
    *m = (struct mixture){
        .n_fields = 4, .n_classes = 2, .n_levels = {4, 3, 3, 3}, .share = {0.3, 0.7}};
    for (size_t f = 0; f < 4; f++) {
        m->rule[1][f] = u_is_fixed ? LEVELS_FIXED : LEVELS_FREE;
        for (unsigned l = 1; l < m->n_levels[f]; l++) {
            m->level_share[0][f][l] =
                f ? (double[]){0, .1, .9}[l] : (double[]){0, .1, .2, .7}[l];
            m->level_share[1][f][l] =
                f ? (double[]){0, .9, .1}[l] : (double[]){0, .8, .1, .1}[l];
        }
    }
}

static void two_rounds_are_those_of_a_second_implementation(void **state)
{
    (void)state;
    struct mixture m;
    struct level_patterns p;
    splink_start(&m, &p, true);
    mixture_step(&m, &p);
    near(m.share[0], 0.1933377123583406, 1e-12);
    near(m.level_share[0][0][2], 0.27951008860984544, 1e-12);
    mixture_step(&m, &p);
    near(m.share[0], 0.22091697928212856, 1e-12);
    near(m.level_share[0][0][1], 0.014636892421649485, 1e-12);
    near(m.level_share[0][1][2], 0.5003287506323523, 1e-12);
    near(m.level_share[0][2][2], 0.7882488435500677, 1e-12);
    near(m.level_share[0][3][2], 0.7378292185504522, 1e-12);
    near(m.level_share[1][3][2], 0.1, 0);
    splink_start(&m, &p, false);
    mixture_step(&m, &p);
    near(m.level_share[1][0][3], 0.13067348016143507, 1e-12);
    mixture_step(&m, &p);
    near(m.share[0], 0.22576495421984108, 1e-12);
    near(m.level_share[0][0][3], 0.6684701294692021, 1e-12);
    near(m.level_share[1][0][1], 0.8234854802933256, 1e-12);
    near(m.level_share[1][2][2], 0.14050098864382807, 1e-12);
    near(m.level_share[1][3][2], 0.03703767730500755, 1e-12);
}

static FILE *oracle_open(const char *name)
{
    const char *folder = getenv("VINDPLAATS_ORACLE");
    char path[1000];
    snprintf(path, sizeof path, "%s/%s",
             folder ? folder : SOURCE_DIR "/../shared/oracle/link", name);
    FILE *f = fopen(path, "r");
    if (!f) {
        print_message("oracle %s is not there: skipped\n", name);
        skip();
    }
    return f;
}

static void known_shares_are_found_again(void **state)
{
    (void)state;
    enum { MOST = 4000 };
    static uint8_t level[MOST * 3];
    static double truth[MOST];
    size_t n = 0;
    FILE *f = oracle_open("splink/known_params_comparison_vectors.csv");
    char line[500];
    assert_non_null(fgets(line, sizeof line, f));
    while (n < MOST && fgets(line, sizeof line, f)) {
        int a, b, c;
        assert_int_equal(
            sscanf(line, "%d,%d,%d,%*d,%*d,%*[^,],%*[^,],%lf", &a, &b, &c, &truth[n]),
            4);
        level[n * 3] = (uint8_t)(a + 1);
        level[n * 3 + 1] = (uint8_t)(b + 1);
        level[n * 3 + 2] = (uint8_t)(c + 1);
        n++;
    }
    fclose(f);
    assert_int_equal(n, MOST);
    struct level_patterns p;
    level_patterns_init(&p, level, n, 3, true);
    assert_int_equal(p.n, 8);
    struct mixture m = {.n_fields = 3, .n_classes = 2, .n_levels = {3, 3, 3}};
    m.share[0] = 0.01;
    m.share[1] = 0.99;
    for (size_t k = 0; k < 3; k++) {
        m.level_share[0][k][1] = m.level_share[1][k][2] = 0.05;
        m.level_share[0][k][2] = m.level_share[1][k][1] = 0.95;
    }
    mixture_run(&m, &p, 1e-9, 2000);
    const double match[] = {0.7, 0.9, 0.95}, other[] = {0.1, 0.025, 0.2};
    near(m.share[0], 0.5, 0.005);
    for (size_t k = 0; k < 3; k++) {
        near(m.level_share[0][k][2], match[k], 0.01);
        near(m.level_share[1][k][2], other[k], 0.01);
    }
    for (size_t i = 0; i < n; i++) {
        double x[PAIR_CLASSES_MAX];
        mixture_posterior(x, &m, level + i * 3);
        assert_true(fabs(x[0] - truth[i]) <= 0.01 * truth[i]);
    }
    level_patterns_dispose(&p);
}

static void likelihood_never_falls(void **state)
{
    (void)state;
    struct mixture m;
    struct level_patterns p;
    splink_start(&m, &p, false);
    mixture_step(&m, &p);
    double before = m.log_likelihood;
    for (int i = 0; i < 200; i++) {
        mixture_step(&m, &p);
        assert_true(m.log_likelihood >= before - 1e-9);
        before = m.log_likelihood;
    }
    splink_start(&m, &p, true); /* rising ratios are the likeliest that rise */
    for (size_t f = 0; f < 4; f++)
        m.rule[0][f] = LEVELS_RISING;
    mixture_step(&m, &p);
    mixture_step(&m, &p);
    before = m.log_likelihood;
    for (int i = 0; i < 200; i++) {
        mixture_step(&m, &p);
        assert_true(m.log_likelihood >= before - 1e-9);
        before = m.log_likelihood;
        for (size_t f = 0; f < 4; f++)
            for (unsigned l = 2; l < m.n_levels[f]; l++)
                assert_true(m.level_share[0][f][l] / m.level_share[1][f][l] >=
                            m.level_share[0][f][l - 1] / m.level_share[1][f][l - 1] -
                                1e-9);
    }
}

static void patterns_count_every_pair_once(void **state)
{
    (void)state;
    enum { PAIRS = 50000, FIELDS = 24 };
    uint8_t *level = malloc(PAIRS * FIELDS);
    struct rng r;
    assert_non_null(level);
    rng_init(&r, 2);
    for (size_t i = 0; i < PAIRS; i++) {
        unsigned kind = rng_below(&r, 3000);
        for (size_t f = 0; f < FIELDS; f++)
            level[i * FIELDS + f] = (uint8_t)((kind * 31 + f * kind) % 8);
    }
    struct level_patterns p;
    level_patterns_init(&p, level, PAIRS, FIELDS, true);
    double sum = 0;
    for (size_t i = 0; i < p.n; i++)
        sum += p.count[i];
    near(sum, PAIRS, 0);
    for (size_t i = 1; i < p.n; i++)
        assert_true(memcmp(p.level + (i - 1) * FIELDS, p.level + i * FIELDS, FIELDS) <
                    0);
    for (size_t i = 0; i < PAIRS; i++)
        assert_memory_equal(p.level + p.pattern_of_pair[i] * FIELDS, level + i * FIELDS,
                            FIELDS);
    level_patterns_dispose(&p);
    free(level);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_rounds_are_those_of_a_second_implementation),
        cmocka_unit_test(known_shares_are_found_again),
        cmocka_unit_test(likelihood_never_falls),
        cmocka_unit_test(patterns_count_every_pair_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
