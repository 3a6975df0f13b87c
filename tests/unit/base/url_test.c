#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/url.h"

static void the_short_form_encodes(void **state)
{
    (void)state;
    struct buf out = {0};
    url_f(&out, "/people/%s?name=%.*s&page=%d", "a/b?c#d",
          STR_ARG(S("Zoë & 'Co' 100%")), 3);
    assert_string_equal(out.p, "/people/a%2Fb%3Fc%23d?name="
                               "Zo%C3%AB%20%26%20%27Co%27%20100%25&page=3");
    buf_clear(&out);
    url_f(&out, "%s", "AZaz09-._~");
    assert_string_equal(out.p, "AZaz09-._~");
    buf_dispose(&out);
}

static void every_byte_but_zero_comes_back(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out = {0};
    struct str back;
    struct err e;
    for (uint32_t c = 1; c < 0x300; c++) {
        char text[3] = {(char)c, 0, 0};
        size_t n = 1;
        if (c >= 0x80) {
            text[0] = (char)(0xc0 | c >> 6);
            text[1] = (char)(0x80 | (c & 0x3f));
            n = 2;
        }
        buf_clear(&out);
        url_text(&out, (struct str){text, n});
        assert_int_equal(url_part_decode(&back, &a, buf_str(&out), &e), OK);
        assert_true(str_eq(back, (struct str){text, n}));
        assert_int_equal(url_form_decode(&back, &a, buf_str(&out), &e), OK);
        assert_true(str_eq(back, (struct str){text, n}));
    }
    buf_dispose(&out);
    arena_dispose(&a);
}

static void a_plus_is_a_space_in_forms_only(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str out;
    assert_int_equal(url_part_decode(&out, &a, S("a+b%20c"), NULL), OK);
    assert_true(str_eq_c(out, "a+b c"));
    assert_int_equal(url_form_decode(&out, &a, S("a+b%2Bc"), NULL), OK);
    assert_true(str_eq_c(out, "a b+c"));
    assert_int_equal(url_part_decode(&out, &a, S(""), NULL), OK);
    assert_int_equal(out.n, 0);
    assert_int_equal(url_part_decode(&out, &a, S("%e4%B8%ad"), NULL), OK);
    assert_true(str_eq_c(out, "中"));
    arena_dispose(&a);
}

static void wrong_encodings_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "%",   "%4",     "a%",        "%4g",    "%g4", "%%41", "%00",
        "a b", "a\n",    "\xc3\xa9",  "\"",     "<",   ">",    "a#b",
        "%e9", "%c0%80", "%ed%a0%80", "%u0041", "%+1", "% 41", "\x7f"};
    struct arena a = {0};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct str out = S("x");
        if (url_part_decode(&out, &a, str_of(wrong[i]), NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_int_equal(out.n, 0);
        assert_int_equal(url_form_decode(&out, &a, str_of(wrong[i]), NULL),
                         ERR_INVALID);
    }
    /* the digits may not come from beyond the slice */
    struct str cut = {"%41", 2}, out;
    assert_int_equal(url_part_decode(&out, &a, cut, NULL), ERR_INVALID);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_short_form_encodes),
        cmocka_unit_test(every_byte_but_zero_comes_back),
        cmocka_unit_test(a_plus_is_a_space_in_forms_only),
        cmocka_unit_test(wrong_encodings_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
