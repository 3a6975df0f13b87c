/* Two numbers are never put together by evidence, and workers go before. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "link/cluster_decided.h"

static const double strong[] = {30, 30, 30, 30, 30, 30, 30, 30};

static void decide(struct decided_clusters *out, const struct decided_records *from)
{
    struct decided_records r = *from;
    r.bits = strong;
    r.rules.link_bits = 10;
    r.rules.support_per_1000 = 300;
    clusters_decide(out, &r);
}

static void evidence_joins_where_nothing_contradicts(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 1}, {2, 3}};
    decide(&c, &(struct decided_records){.n_rows = 5, .pairs = pairs, .n_pairs = 2});
    assert_memory_equal(c.cluster_of, ((uint32_t[]){0, 0, 2, 2, 4}), 20);
    assert_int_equal(c.n_contrary, 0);
    decided_clusters_dispose(&c);
}

static void two_numbers_stay_apart(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 1}};
    decide(&c, &(struct decided_records){.n_rows = 2,
                                         .pairs = pairs,
                                         .n_pairs = 1,
                                         .number_of = (uint32_t[]){7, 8}});
    assert_memory_equal(c.cluster_of, ((uint32_t[]){0, 1}), 8);
    assert_int_equal(c.n_contrary, 1);
    assert_int_equal(c.contrary[0].b, 1);
    decided_clusters_dispose(&c);
}

static void also_by_way_of_a_third(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 1}, {0, 2}, {1, 2}};
    decide(&c, &(struct decided_records){.n_rows = 3,
                                         .pairs = pairs,
                                         .n_pairs = 3,
                                         .number_of = (uint32_t[]){7, 0, 8}});
    assert_true(c.cluster_of[0] != c.cluster_of[2]);
    assert_int_equal(c.n_contrary, 1);
    assert_int_equal(c.contrary[0].a, 0);
    assert_int_equal(c.contrary[0].b, 2);
    decided_clusters_dispose(&c);
}

static void equal_numbers_are_no_contradiction(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 1}, {0, 2}, {1, 2}};
    decide(&c, &(struct decided_records){.n_rows = 3,
                                         .pairs = pairs,
                                         .n_pairs = 3,
                                         .number_of = (uint32_t[]){7, 7, 7}});
    assert_memory_equal(c.cluster_of, ((uint32_t[]){0, 0, 0}), 12);
    assert_int_equal(c.n_contrary, 0);
    decided_clusters_dispose(&c);
}

/* Who first had a number for foreigners and then a national one has two. */
static void a_worker_may_join_two_numbers(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 2}, {1, 2}}, same[] = {{0, 1}};
    struct decided_records r = {.n_rows = 4,
                                .pairs = pairs,
                                .n_pairs = 2,
                                .number_of = (uint32_t[]){7, 8, 8, 9}};
    r.rules.always = same;
    r.rules.n_always = 1;
    decide(&c, &r);
    assert_memory_equal(c.cluster_of, ((uint32_t[]){0, 0, 0, 3}), 16);
    assert_int_equal(c.n_contrary, 0);
    assert_int_equal(c.n_set_aside, 0);
    decided_clusters_dispose(&c);
}

static void a_decision_that_others_stand_in_the_way_of_is_counted(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair same[] = {{0, 1}, {1, 2}}, never[] = {{0, 2}};
    struct decided_records r = {.n_rows = 3, .never = never, .n_never = 1};
    r.rules.always = same;
    r.rules.n_always = 2;
    decide(&c, &r);
    assert_true(c.cluster_of[0] != c.cluster_of[2]);
    assert_int_equal(c.n_set_aside, 1);
    decided_clusters_dispose(&c);
}

static void a_split_holds_against_all_evidence(void **state)
{
    (void)state;
    struct decided_clusters c;
    struct compared_pair pairs[] = {{0, 1}, {0, 2}, {1, 2}}, never[] = {{0, 1}, {0, 2}};
    decide(
        &c,
        &(struct decided_records){
            .n_rows = 3, .pairs = pairs, .n_pairs = 3, .never = never, .n_never = 2});
    assert_memory_equal(c.cluster_of, ((uint32_t[]){0, 1, 1}), 12);
    decided_clusters_dispose(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_joins_where_nothing_contradicts),
        cmocka_unit_test(two_numbers_stay_apart),
        cmocka_unit_test(also_by_way_of_a_third),
        cmocka_unit_test(equal_numbers_are_no_contradiction),
        cmocka_unit_test(a_worker_may_join_two_numbers),
        cmocka_unit_test(a_decision_that_others_stand_in_the_way_of_is_counted),
        cmocka_unit_test(a_split_holds_against_all_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
