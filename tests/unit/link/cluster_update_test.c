/* Ids of human beings that survive: stories by hand, then properties on random
 * partitions, each checked against the partitions themselves. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/rng.h"
#include "link/cluster_update.h"

#define NONE CLUSTER_NONE
enum { MOST = 64 };

static uint32_t stable[MOST];
static struct cluster_change *change;
static size_t n_changes;

static void update(const uint32_t *before, const uint32_t *now, size_t n, uint32_t next)
{
    free(change);
    change = NULL;
    cluster_update(stable, &change, &n_changes, before, now, n, next);
}

static int free_change(void **state)
{
    (void)state;
    free(change);
    change = NULL;
    return 0;
}

static void expect_stable(const uint32_t *expected, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (stable[i] != expected[i])
            fail_msg("record %zu has %u, expected %u", i, stable[i], expected[i]);
}

static void expect_change(size_t i, enum cluster_change_kind kind, uint32_t cluster,
                          uint32_t other, uint32_t n)
{
    assert_true(i < n_changes);
    assert_int_equal(change[i].kind, kind);
    assert_int_equal(change[i].cluster, cluster);
    assert_int_equal(change[i].other, other);
    assert_int_equal(change[i].n_records, n);
}

static void first_run_makes_clusters_and_leaves_the_lonely_alone(void **state)
{
    (void)state;
    update((uint32_t[]){NONE, NONE, NONE, NONE, NONE}, (uint32_t[]){7, 9, 7, 3, 9}, 5,
           0);
    expect_stable((uint32_t[]){0, 1, 0, NONE, 1}, 5);
    assert_int_equal(n_changes, 2);
    expect_change(0, CLUSTER_MADE, 0, NONE, 2);
    expect_change(1, CLUSTER_MADE, 1, NONE, 2);
}

static void nothing_new_changes_nothing(void **state)
{
    (void)state;
    update((uint32_t[]){5, 2, 5, NONE, 2}, (uint32_t[]){0, 1, 0, 3, 1}, 5, 6);
    expect_stable((uint32_t[]){5, 2, 5, NONE, 2}, 5);
    assert_int_equal(n_changes, 0);
}

static void a_join_keeps_the_larger_then_the_older(void **state)
{
    (void)state;
    update((uint32_t[]){1, 1, 2, 2, 2}, (uint32_t[]){0, 0, 0, 0, 0}, 5, 3);
    expect_stable((uint32_t[]){2, 2, 2, 2, 2}, 5);
    assert_int_equal(n_changes, 1);
    expect_change(0, CLUSTER_JOINED, 2, 1, 2);
    update((uint32_t[]){4, 4, 1, 1}, (uint32_t[]){0, 0, 0, 0}, 4, 5);
    expect_stable((uint32_t[]){1, 1, 1, 1}, 4);
    assert_int_equal(n_changes, 1);
    expect_change(0, CLUSTER_JOINED, 1, 4, 2);
}

static void a_split_leaves_the_id_with_the_larger_part(void **state)
{
    (void)state;
    update((uint32_t[]){1, 1, 1, 1, 1}, (uint32_t[]){8, 8, 9, 9, 9}, 5, 2);
    expect_stable((uint32_t[]){2, 2, 1, 1, 1}, 5);
    assert_int_equal(n_changes, 1);
    expect_change(0, CLUSTER_SPLIT, 1, 2, 2);
}

static void who_is_left_alone_has_no_number(void **state)
{
    (void)state;
    update((uint32_t[]){1, 1, 1, 1}, (uint32_t[]){0, 0, 2, 3}, 4, 2);
    expect_stable((uint32_t[]){1, 1, NONE, NONE}, 4);
    assert_int_equal(n_changes, 1);
    expect_change(0, CLUSTER_SPLIT, 1, NONE, 2);
    update((uint32_t[]){1, 1}, (uint32_t[]){0, 1}, 2, 2);
    expect_stable((uint32_t[]){NONE, NONE}, 2);
    assert_int_equal(n_changes, 1);
    expect_change(0, CLUSTER_ENDED, 1, NONE, 2);
}

static void records_come_from_none_and_from_a_part_of_another(void **state)
{
    (void)state;
    update((uint32_t[]){1, 1, 1, 2, 2, NONE}, (uint32_t[]){0, 0, 1, 1, 1, 1}, 6, 3);
    expect_stable((uint32_t[]){1, 1, 2, 2, 2, 2}, 6);
    assert_int_equal(n_changes, 2);
    expect_change(0, CLUSTER_GREW, 2, 1, 1);
    expect_change(1, CLUSTER_GREW, 2, NONE, 1);
    /* an old cluster torn between two that are older than its parts */
    update((uint32_t[]){1, 1, 1, 2, 2, 2, 3, 3}, (uint32_t[]){0, 0, 0, 1, 1, 1, 0, 1},
           8, 4);
    assert_int_equal(n_changes, 3);
    expect_change(0, CLUSTER_GREW, 1, 3, 1);
    expect_change(1, CLUSTER_GREW, 2, 3, 1);
    expect_change(2, CLUSTER_ENDED, 3, NONE, 2);
}

static void no_records_at_all(void **state)
{
    (void)state;
    update(stable, stable, 0, 0);
    assert_int_equal(n_changes, 0);
}

/* --- properties --- */

static size_t size_of(const uint32_t *of, size_t n, uint32_t value)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += of[i] == value;
    return found;
}

static size_t common_to(const uint32_t *a, uint32_t x, const uint32_t *b, uint32_t y,
                        size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += a[i] == x && b[i] == y;
    return found;
}

/* Two records are together in `now` exactly when they share a number. */
static void check_partition(const uint32_t *now, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(stable[i] == NONE, size_of(now, n, now[i]) == 1);
        for (size_t k = 0; k < i; k++)
            if (stable[i] != NONE)
                assert_int_equal(stable[i] == stable[k], now[i] == now[k]);
    }
}

/* A label goes without an old number only when each old cluster in it has a part as
 * large elsewhere under its number; and no cluster whose records did not move changes.
 */
static void check_survival(const uint32_t *before, const uint32_t *now, size_t n,
                           uint32_t next)
{
    for (size_t i = 0; i < n; i++) {
        if (before[i] == NONE || stable[i] == NONE) continue;
        size_t here = common_to(before, before[i], now, now[i], n);
        if (here == size_of(before, n, before[i]) && here == size_of(now, n, now[i])) {
            assert_int_equal(stable[i], before[i]);
            for (size_t c = 0; c < n_changes; c++)
                assert_true(change[c].cluster != before[i] &&
                            change[c].other != before[i]);
        }
        size_t kept = common_to(before, before[i], stable, before[i], n);
        if (stable[i] >= next && stable[i] != before[i]) assert_true(kept >= here);
        if (stable[i] < next && stable[i] != before[i]) {
            /* the one that has it was no weaker */
            size_t winner = common_to(before, stable[i], now, now[i], n);
            assert_true(winner >= here || kept >= here);
        }
    }
}

/* What the rows say adds up to what moved. */
static void check_rows(const uint32_t *before, size_t n, uint32_t next)
{
    for (uint32_t c = 0; c < next + n; c++) {
        size_t had = size_of(before, n, c), has = size_of(stable, n, c);
        size_t came = 0, went = 0, ended = 0;
        for (size_t i = 0; i < n_changes; i++) {
            const struct cluster_change *x = &change[i];
            bool comes = x->kind == CLUSTER_MADE || x->kind == CLUSTER_GREW ||
                         x->kind == CLUSTER_JOINED;
            if (comes && x->cluster == c) came += x->n_records;
            if (comes && x->other == c) went += x->n_records;
            if (x->kind == CLUSTER_SPLIT && x->cluster == c) went += x->n_records;
            if (x->kind == CLUSTER_SPLIT && x->other == c) came += x->n_records;
            if (x->kind == CLUSTER_ENDED && x->cluster == c) ended = x->n_records;
            assert_true(x->n_records > 0);
        }
        if (ended) {
            assert_int_equal(ended, had);
            assert_int_equal(has, 0);
        } else {
            assert_int_equal(had + came - went, has);
        }
    }
}

static void check_labels_do_not_matter(const uint32_t *before, const uint32_t *now,
                                       size_t n, uint32_t next)
{
    uint32_t other[MOST], first[MOST];
    struct cluster_change rows[MOST * 2];
    size_t n_rows = n_changes;
    memcpy(first, stable, sizeof first);
    assert_true(n_changes <= ARRAY_LEN(rows));
    if (n_changes) memcpy(rows, change, n_changes * sizeof *rows);
    for (size_t i = 0; i < n; i++)
        other[i] = UINT32_MAX - now[i] * 7;
    update(before, other, n, next);
    assert_memory_equal(stable, first, n * sizeof *first);
    assert_int_equal(n_changes, n_rows);
    if (n_rows) assert_memory_equal(change, rows, n_rows * sizeof *rows);
}

static void random_partitions_keep_every_promise(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20261122);
    for (unsigned round = 0; round < 4000; round++) {
        uint32_t before[MOST], now[MOST], start[MOST];
        size_t n = 1 + rng_below(&r, MOST - 1);
        uint32_t n_labels = 1 + rng_below(&r, (uint32_t)n);
        for (size_t i = 0; i < n; i++)
            start[i] = rng_below(&r, n_labels);
        for (size_t i = 0; i < n; i++)
            before[i] = NONE;
        update(before, start, n, 0);
        check_partition(start, n);
        memcpy(before, stable, sizeof before);
        uint32_t next = (uint32_t)n;
        /* some records move, some come that had none */
        for (size_t i = 0; i < n; i++) {
            now[i] = rng_below(&r, 5) ? start[i] : rng_below(&r, n_labels);
            if (rng_below(&r, 20) == 0) now[i] = n_labels + 1;
        }
        update(before, now, n, next);
        check_partition(now, n);
        check_survival(before, now, n, next);
        check_rows(before, n, next);
        check_labels_do_not_matter(before, now, n, next);
        /* and once more without a change */
        memcpy(before, stable, sizeof before);
        update(before, now, n, next + (uint32_t)n);
        assert_int_equal(n_changes, 0);
        assert_memory_equal(stable, before, n * sizeof *before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(first_run_makes_clusters_and_leaves_the_lonely_alone,
                                  free_change),
        cmocka_unit_test_teardown(nothing_new_changes_nothing, free_change),
        cmocka_unit_test_teardown(a_join_keeps_the_larger_then_the_older, free_change),
        cmocka_unit_test_teardown(a_split_leaves_the_id_with_the_larger_part,
                                  free_change),
        cmocka_unit_test_teardown(who_is_left_alone_has_no_number, free_change),
        cmocka_unit_test_teardown(records_come_from_none_and_from_a_part_of_another,
                                  free_change),
        cmocka_unit_test_teardown(no_records_at_all, free_change),
        cmocka_unit_test_teardown(random_partitions_keep_every_promise, free_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
