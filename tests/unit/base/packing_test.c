/* Packed bytes come back as they were, and what is not exactly that is refused: cut
 * off, altered, with a tail, of another length, or a bomb. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/packing.h"
#include "base/rng.h"

enum { LIMIT = 1 << 20 };

static struct arena arena;
static struct buf packed;
static struct err e;

static int begin(void **state)
{
    (void)state;
    buf_init(&packed, LIMIT);
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_dispose(&packed);
    arena_dispose(&arena);
    return 0;
}

static struct str of_pack(size_t n)
{
    assert_true(n <= packed.n);
    return (struct str){packed.p, n};
}

static void bytes_come_back(void **state)
{
    struct rng rng;
    (void)state;
    rng_init(&rng, 7);
    for (size_t n = 0; n < 5000; n = n * 2 + 1) {
        char *bytes = arena_alloc(&arena, n + 1);
        struct str out;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(n % 2 ? rng_below(&rng, 256) : 'a');
        buf_clear(&packed);
        bytes_pack(&packed, (struct str){bytes, n});
        assert_int_equal(bytes_unpack(&out, &arena, buf_str(&packed), n, LIMIT, &e),
                         OK);
        assert_true(str_eq(out, (struct str){bytes, n}));
    }
}

static void another_length_is_damage(void **state)
{
    struct str out, text = S("as handed over, as handed over, as handed over");
    (void)state;
    bytes_pack(&packed, text);
    assert_int_equal(
        bytes_unpack(&out, &arena, buf_str(&packed), text.n - 1, LIMIT, &e),
        ERR_CORRUPT);
    assert_int_equal(
        bytes_unpack(&out, &arena, buf_str(&packed), text.n + 1, LIMIT, &e),
        ERR_CORRUPT);
    assert_int_equal(bytes_unpack(&out, &arena, buf_str(&packed), 0, LIMIT, &e),
                     ERR_CORRUPT);
    assert_null(out.p);
}

static void every_cut_and_every_bit_is_seen(void **state)
{
    struct str out, text = S("as handed over, as handed over, as handed over");
    (void)state;
    bytes_pack(&packed, text);
    for (size_t n = 0; n < packed.n; n++)
        assert_int_equal(bytes_unpack(&out, &arena, of_pack(n), text.n, LIMIT, &e),
                         ERR_CORRUPT);
    for (size_t bit = 0; bit < packed.n * 8; bit++) {
        packed.p[bit / 8] ^= (char)(1 << bit % 8);
        enum err_code rc =
            bytes_unpack(&out, &arena, buf_str(&packed), text.n, LIMIT, &e);
        /* the level of compression stands in the head and changes nothing */
        if (rc == OK)
            assert_true(str_eq(out, text));
        else
            assert_int_equal(rc, ERR_CORRUPT);
        packed.p[bit / 8] ^= (char)(1 << bit % 8);
    }
    buf_add_char(&packed, 'x');
    assert_int_equal(bytes_unpack(&out, &arena, buf_str(&packed), text.n, LIMIT, &e),
                     ERR_CORRUPT);
}

static void a_bomb_takes_no_memory(void **state)
{
    struct str out;
    char *zeros = mem_alloc(LIMIT);
    (void)state;
    bytes_pack(&packed, (struct str){zeros, LIMIT});
    free(zeros);
    size_t before = arena.total;
    /* a small length is told for large contents, and the other way round */
    assert_int_equal(bytes_unpack(&out, &arena, buf_str(&packed), 100, LIMIT, &e),
                     ERR_CORRUPT);
    assert_int_equal(bytes_unpack(&out, &arena, buf_str(&packed), SIZE_MAX, LIMIT, &e),
                     ERR_TOO_LARGE);
    assert_int_equal(bytes_unpack(&out, &arena, of_pack(20), LIMIT, LIMIT, &e),
                     ERR_CORRUPT);
    assert_true(arena.total - before < LIMIT / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bytes_come_back, begin, end),
        cmocka_unit_test_setup_teardown(another_length_is_damage, begin, end),
        cmocka_unit_test_setup_teardown(every_cut_and_every_bit_is_seen, begin, end),
        cmocka_unit_test_setup_teardown(a_bomb_takes_no_memory, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
