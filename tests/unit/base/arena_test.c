#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

static void what_is_taken_is_zero_and_aligned(void **state)
{
    (void)state;
    struct arena a = {0};
    for (size_t n = 0; n < 200; n++) {
        unsigned char *p = arena_alloc(&a, n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    arena_dispose(&a);
}

static void large_blocks_leave_the_small_ones_in_use(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a);
    char *small = arena_alloc(&a, 16);
    char *large = arena_alloc(&a, 1 << 20);
    memset(large, 1, 1 << 20);
    char *next = arena_alloc(&a, 16);
    assert_ptr_equal(next, small + 16);
    assert_int_equal(a.total, (64 << 10) + (1 << 20));
    char *first_large = NULL;
    arena_reset(&a);
    first_large = arena_alloc(&a, 1 << 20); /* large when nothing is there yet */
    memset(first_large, 1, 1 << 20);
    memset(arena_alloc(&a, 100), 1, 100);
    assert_int_equal(a.total, (64 << 10) + (1 << 20));
    arena_dispose(&a);
    assert_int_equal(a.total, 0);
}

static void blocks_follow_each_other_without_overlap(void **state)
{
    (void)state;
    struct arena a = {0};
    enum { N = 3000 };
    uint32_t **items = arena_new_array(&a, uint32_t *, N);
    for (uint32_t i = 0; i < N; i++) {
        items[i] = arena_new_array(&a, uint32_t, 50);
        for (int k = 0; k < 50; k++)
            items[i][k] = i;
    }
    int wrong = 0;
    for (uint32_t i = 0; i < N; i++)
        for (int k = 0; k < 50; k++)
            wrong += items[i][k] != i;
    assert_int_equal(wrong, 0);
    arena_dispose(&a);
}

static void texts_live_in_the_arena(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(arena_format(&a, "%d of %s", 3, "ten"), "3 of ten");
    assert_string_equal(arena_copy(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    arena_dispose(&a);
}

static void heap_arrays_grow(void **state)
{
    (void)state;
    int *items = NULL;
    size_t n = 0, cap = 0;
    for (int i = 0; i < 1000; i++) {
        mem_push_room(items, n, cap);
        items[n++] = i;
    }
    assert_int_equal(items[999], 999);
    assert_true(cap >= 1000);
    free(items);
    char *zeroed = mem_array(10, 10);
    assert_int_equal(zeroed[99], 0);
    free(zeroed);
    free(mem_alloc(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_is_zero_and_aligned),
        cmocka_unit_test(large_blocks_leave_the_small_ones_in_use),
        cmocka_unit_test(blocks_follow_each_other_without_overlap),
        cmocka_unit_test(texts_live_in_the_arena),
        cmocka_unit_test(heap_arrays_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
