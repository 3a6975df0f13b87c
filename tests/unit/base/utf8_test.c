#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"

static void well_formed_text_is_valid(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "a",
                                       "\x7f",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xef\xbf\xbf",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(utf8_is_valid(str_of(good[i])));
    assert_true(utf8_is_valid((struct str){"a\0b", 3}));
    assert_true(utf8_is_valid(STR_NONE));
}

/* The edges of table 3-7, then the examples of the Unicode Standard, section 3.9. */
static void malformed_text_is_found_at_its_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } bad[] = {
        {"\x80", 0},
        {"\xbf", 0},
        {"\xc0\x80", 0},
        {"\xc1\xbf", 0},
        {"\xc2", 0},
        {"\xc2\x41", 0},
        {"\xe0\x80\x80", 0},
        {"\xe0\x9f\xbf", 0},
        {"\xed\xa0\x80", 0},
        {"\xed\xbf\xbf", 0},
        {"\xe1\x80", 0},
        {"\xe1\x80\x41", 0},
        {"\xf0\x80\x80\x80", 0},
        {"\xf0\x8f\xbf\xbf", 0},
        {"\xf4\x90\x80\x80", 0},
        {"\xf5\x80\x80\x80", 0},
        {"\xff", 0},
        {"\xfe", 0},
        {"\xf1\x80\x80", 0},
        {"abc\xe9", 3},
        {"\xc3\xa9\xe9t\xe9", 2},
        {"\x61\xf1\x80\x80\xe1\x80\xc2\x62", 1},
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_false(utf8_is_valid(str_of(bad[i].text)));
        assert_int_equal(utf8_bad_at(str_of(bad[i].text)), bad[i].at);
    }
}

static void code_points_are_read_one_by_one(void **state)
{
    (void)state;
    struct str s = S("A\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\xe9z");
    assert_int_equal(utf8_next(&s), 'A');
    assert_int_equal(utf8_next(&s), 0xe9);
    assert_int_equal(utf8_next(&s), 0x4e2d);
    assert_int_equal(utf8_next(&s), 0x1f600);
    assert_int_equal(utf8_next(&s), UTF8_BAD);
    assert_int_equal(utf8_next(&s), 'z');
    assert_int_equal(s.n, 0);
}

static void names_stand_as_wide_as_a_terminal_shows_them(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t width;
    } names[] = {
        {"Jan Peeters", 11},
        {"Zo\xc3\xab Van den B\xc3\xb6sch", 17},
        {"Zoe\xcc\x88", 3},            /* e with a combining diaeresis */
        {"Nguye\xcc\x82\xcc\x83n", 6}, /* two marks on one letter */
        {"محمد العربي", 11},
        {"مُحَمَّد", 4}, /* with vowel signs and shadda */
        {"أحمد", 4},
        {"ኃይለ ሥላሴ", 7}, /* Ge'ez */
        {"ለምለም", 4},
        {"王小明", 6},
        {"欧阳 丽", 7},
        {"Владимир", 8},
        {"Юлія Ющенко", 11},
        {"Й", 1}, /* И with a combining breve */
        {"שרה כהן", 7},
        {"김민준", 6},
        {"\xe1\x84\x80\xe1\x85\xb5\xe1\x86\xb7", 2}, /* the same syllable in jamo */
        {"さくら", 6},
        {"ｻｸﾗ", 3},    /* half-width */
        {"Ｊａｎ", 6}, /* full-width */
        {"สมชาย ใจดี", 9},
        {"नरेन्द्र", 5}, /* its vowel sign and viramas take no column */
        {"\xf0\x9f\x98\x80", 2},
        {"a\xe2\x80\x8d"
         "b",
         2},             /* zero width joiner */
        {"\x1b[31m", 4}, /* a control takes no column */
        {"\x7f\xc2\x85", 0},
        {"", 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        size_t width = utf8_width(str_of(names[i].name));
        if (width != names[i].width)
            fail_msg("'%s': %zu columns, expected %zu", names[i].name, width,
                     names[i].width);
    }
}

static void right_to_left_writing_is_recognised(void **state)
{
    (void)state;
    assert_true(utf8_is_rtl(str_of("محمد")));
    assert_true(utf8_is_rtl(str_of("Jan אבא")));
    assert_true(utf8_is_rtl(str_of("ދިވެހި")));
    assert_true(utf8_is_rtl(str_of("ܣܘܪܝܝܐ")));
    assert_false(utf8_is_rtl(str_of("Jan Peeters 2022")));
    assert_false(utf8_is_rtl(str_of("王小明")));
    assert_false(utf8_is_rtl(str_of("ኃይለ")));
    assert_false(utf8_is_rtl(str_of("٢٠٢٢"))); /* Arabic digits are not strong */
    assert_false(utf8_is_rtl(STR_NONE));
}

static void taking_never_cuts_a_code_point(void **state)
{
    (void)state;
    struct str s = S("a\xc3\xa9\xe4\xb8\xad");
    assert_int_equal(utf8_take(s, 0).n, 0);
    assert_int_equal(utf8_take(s, 1).n, 1);
    assert_int_equal(utf8_take(s, 2).n, 3);
    assert_int_equal(utf8_take(s, 3).n, 6);
    assert_int_equal(utf8_take(s, 99).n, 6);
    assert_int_equal(utf8_take(STR_NONE, 3).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_is_valid),
        cmocka_unit_test(malformed_text_is_found_at_its_first_bad_byte),
        cmocka_unit_test(code_points_are_read_one_by_one),
        cmocka_unit_test(names_stand_as_wide_as_a_terminal_shows_them),
        cmocka_unit_test(right_to_left_writing_is_recognised),
        cmocka_unit_test(taking_never_cuts_a_code_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
