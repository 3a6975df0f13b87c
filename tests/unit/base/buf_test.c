#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"

#include "base/limits.h"

static void texts_grow_and_end_in_a_zero(void **state)
{
    (void)state;
    struct buf b = {0};
    struct err e;
    buf_add(&b, S("ab"));
    buf_add_c(&b, "cd");
    buf_add_char(&b, 'e');
    buf_add_many(&b, '-', 3);
    buf_format(&b, "%d/%s", 12, "x");
    buf_add(&b, STR_NONE);
    assert_string_equal(b.p, "abcde---12/x");
    assert_int_equal(b.n, 12);
    assert_true(str_eq_c(buf_str(&b), "abcde---12/x"));
    assert_int_equal(buf_check(&b, &e), OK);
    buf_clear(&b);
    assert_string_equal(b.p, "");
    for (int i = 0; i < 100000; i++)
        buf_add_char(&b, (char)('a' + i % 26));
    assert_int_equal(b.n, 100000);
    assert_int_equal(b.p[99999], 'a' + 99999 % 26);
    buf_dispose(&b);
    assert_null(b.p);
}

static void room_is_filled_by_the_caller(void **state)
{
    (void)state;
    struct buf b;
    struct err e;
    buf_init(&b, 6);
    buf_add(&b, S("ab"));
    memcpy(buf_room(&b, 4), "cdef", 4);
    assert_string_equal(b.p, "abcdef");
    assert_null(buf_room(&b, 1));
    assert_string_equal(b.p, "abcdef");
    assert_int_equal(buf_check(&b, &e), ERR_TOO_LARGE);
    buf_dispose(&b);
}

static void beyond_the_limit_what_was_there_stays(void **state)
{
    (void)state;
    struct buf b;
    struct err e;
    buf_init(&b, 5);
    buf_add_c(&b, "12345");
    assert_int_equal(buf_check(&b, &e), OK);
    buf_add_char(&b, '6');
    assert_string_equal(b.p, "12345");
    assert_int_equal(buf_check(&b, &e), ERR_TOO_LARGE);
    assert_non_null(strstr(e.message, "5 bytes"));
    buf_clear(&b);
    buf_add_c(&b, "123456"); /* all or nothing */
    assert_string_equal(b.p, "");
    buf_add_c(&b, "1"); /* an overflow is for good, until cleared */
    assert_string_equal(b.p, "");
    buf_clear(&b);
    buf_format(&b, "%d", 123456);
    assert_int_equal(buf_check(&b, &e), ERR_TOO_LARGE);
    buf_clear(&b);
    buf_add_many(&b, 'x', SIZE_MAX);
    assert_int_equal(buf_check(&b, &e), ERR_TOO_LARGE);
    buf_dispose(&b);
}

static void the_first_append_may_be_too_large(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1);
    buf_add_c(&b, "two");
    assert_non_null(b.p);
    assert_string_equal(b.p, "");
    buf_dispose(&b);
}

static void the_limit_of_a_plain_buffer_is_the_house_limit(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add_many(&b, 'x', LIMIT_TEXT_BYTES);
    assert_int_equal(buf_check(&b, NULL), OK);
    buf_add_char(&b, 'x');
    assert_int_equal(buf_check(&b, NULL), ERR_TOO_LARGE);
    buf_dispose(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_grow_and_end_in_a_zero),
        cmocka_unit_test(room_is_filled_by_the_caller),
        cmocka_unit_test(beyond_the_limit_what_was_there_stays),
        cmocka_unit_test(the_first_append_may_be_too_large),
        cmocka_unit_test(the_limit_of_a_plain_buffer_is_the_house_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
