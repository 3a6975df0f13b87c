/* How many of the pairs that are one person are found, and how many found are right:
 * one set of defaults for every file, on published files whose truth is known.
 *
 * The files are not part of the project: they are looked for in $VINDPLAATS_ORACLE, or
 * in ../shared/oracle/link beside the source. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "act/person_file.h"
#include "link/link_quality.h"
#include "link/match.h"
#include "link/value_numbers.h"

static const char *oracle_path(char out[512], const char *name)
{
    const char *root = getenv("VINDPLAATS_ORACLE");
    if (root)
        snprintf(out, 512, "%s/%s", root, name);
    else
        snprintf(out, 512, "%s/../shared/oracle/link/%s", SOURCE_DIR, name);
    if (access(out, R_OK) == 0) return out;
    printf("NOT RUN: %s is not there (set VINDPLAATS_ORACLE)\n", name);
    return NULL;
}

/* Who a row is: the truth column, or the number in "rec-223-dup-0". */
static uint32_t *truth_of_rows(const struct person_file *files, size_t n, size_t rows)
{
    uint32_t *truth = mem_array(rows, sizeof *truth);
    struct arena a = {0};
    struct value_numbers people;
    value_numbers_init(&people, &a);
    for (size_t f = 0, at = 0; f < n; f++) {
        size_t column = person_file_column(&files[f], COLUMN_TRUTH);
        if (column == SIZE_MAX) column = person_file_column(&files[f], COLUMN_ID);
        assert_int_not_equal(column, SIZE_MAX);
        for (size_t i = 0; i < files[f].columns.n_rows; i++) {
            struct str v = files[f].columns.value[column][i], piece;
            if (str_starts(v, S("rec-"))) {
                v = (struct str){v.p + 4, v.n - 4};
                assert_true(str_split(&piece, &v, '-'));
                v = piece;
            }
            truth[at++] = value_number(&people, v);
        }
    }
    value_numbers_dispose(&people);
    arena_dispose(&a);
    return truth;
}

static void run(struct link_quality *quality, uint32_t **clusters_out,
                const struct person_file *files, size_t n, unsigned threads)
{
    struct arena a = {0};
    struct person_table t;
    struct match_result m;
    struct err e = {0};
    const struct match_options o = {
        .threads = threads, .link_bits = NAN, .review_bits = NAN};
    person_table_of_files(&t, &a, files, n, false);
    assert_int_equal(match_persons(&m, &t, &o, &e), OK);
    assert_false(m.model.is_fixed);
    uint32_t *truth = truth_of_rows(files, n, t.n);
    link_quality_measure(quality, m.cluster_of, truth, n > 1 ? t.file : NULL, t.n);
    free(truth);
    *clusters_out = mem_array(t.n, sizeof **clusters_out);
    memcpy(*clusters_out, m.cluster_of, t.n * sizeof **clusters_out);
    match_result_dispose(&m);
    arena_dispose(&a);
}

static void expect_f1(const char *first, const char *second, double n_true, double bar)
{
    struct person_file files[2];
    const char *names[] = {first, second};
    struct link_quality q, again;
    uint32_t *clusters, *clusters_again;
    struct err e = {0};
    char path[512];
    size_t n = second ? 2 : 1, rows = 0;
    for (size_t i = 0; i < n; i++)
        if (!oracle_path(path, names[i])) skip();
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(
            person_file_read(&files[i], oracle_path(path, names[i]), S(""), &e), OK);
        rows += files[i].columns.n_rows;
    }
    run(&q, &clusters, files, n, 2);
    printf("%s: F1 %.4f, precision %.4f, recall %.4f, B-cubed F1 %.4f\n", first, q.f1,
           q.precision, q.recall, q.b3_f1);
    assert_true(q.n_true == n_true);
    assert_true(q.f1 >= bar);
    if (rows <= 1000) { /* one thread or two: not a record differs */
        run(&again, &clusters_again, files, n, 1);
        assert_memory_equal(clusters, clusters_again, rows * sizeof *clusters);
        free(clusters_again);
    }
    free(clusters);
    for (size_t i = 0; i < n; i++)
        person_file_dispose(&files[i]);
}

static void febrl_1(void **state)
{
    (void)state;
    expect_f1("febrl/dataset1.csv", NULL, 500, 0.997);
}

static void febrl_4_two_files(void **state)
{
    (void)state;
    expect_f1("febrl/dataset4a.csv", "febrl/dataset4b.csv", 5000, 0.998);
}

static void german_names(void **state)
{
    (void)state;
    expect_f1("rldata/RLdata500.csv", NULL, 50, 0.99);
}

static void splink_fake_1000(void **state)
{
    (void)state;
    expect_f1("splink/fake_1000.csv", NULL, 2031, 0.96);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(febrl_1),
        cmocka_unit_test(febrl_4_two_files),
        cmocka_unit_test(german_names),
        cmocka_unit_test(splink_fake_1000),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
