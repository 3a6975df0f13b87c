/* Names in Arabic letters are read as people spell them on papers, or nearly; other
 * letters stay; no bytes are too strange. */
#include "base/rng.h"
#include "encode/arabic_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void reads(const char *arabic, const char *french, const char *english)
{
    const char *expected[] = {french, english};
    for (int i = 0; i < 2; i++) {
        struct buf out = {0};
        buf_add_c(&out, "> ");
        assert_true(arabic_read(&out, str_of(arabic), (enum arabic_spelling)i));
        assert_string_equal(out.p + 2, expected[i]);
        buf_dispose(&out);
    }
}

static void vowels_are_put_where_they_are_heard(void **state)
{
    (void)state;
    reads("رشيد", "rachid", "rashid");
    reads("خالد", "khalid", "khalid");
    reads("محمود", "mahmoud", "mahmud");
    reads("كريم", "karim", "karim");
    reads("نادية", "nadia", "nadia");
    reads("حسن", "hasen", "hasan");
    reads("العمراني", "el amrani", "al amrani");
    reads("أَحْمَد", "ahmed", "ahmed"); /* known by name, vowels written or not */
    reads("بـلال", "bilal", "bilal");
    reads("محمد-Jan", "mohamed-Jan", "mohamed-Jan");
}

static void spells(const char *folded, const char *expected)
{
    struct buf out = {0};
    arabic_spell(&out, str_of(folded));
    assert_true(str_eq_c(buf_str(&out), expected));
    buf_dispose(&out);
}

static void latin_letters_are_spelled_as_a_file_in_arabic_ones_was_read(void **state)
{
    (void)state;
    spells("muhamed al hasan", "mohamed el hasen"); /* محمد الحسن */
    spells("muhammad alhasan", "mohamed el hasen");
    spells("rashid", "rachid"); /* رشيد */
    spells("mahmoud", "mahmoud");
    spells("yousef", "youssef");
    spells("", "");
}

static void what_is_not_arabic_is_left_alone(void **state)
{
    (void)state;
    static const char *const others[] = {"",        "Jan Peeters", "Олена",
                                         "Γιώργος", "٣٤",          "\xd8"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        struct buf out = {0};
        buf_add_c(&out, "kept");
        assert_false(arabic_read(&out, str_of(others[i]), ARABIC_FRENCH));
        assert_string_equal(out.p, "kept");
        buf_dispose(&out);
    }
}

static void any_bytes_are_read_to_the_end(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 5);
    for (int k = 0; k < 3000; k++) {
        char bytes[300];
        size_t n = rng_below(&rng, sizeof bytes);
        for (size_t i = 0; i < n; i++) {
            bool is_lead = i % 2 == 0 && k % 3;
            bytes[i] =
                (char)(is_lead ? 0xd8 + rng_below(&rng, 4)
                               : rng_below(&rng, k % 3 ? 64 : 256) + 128 * (k % 3 > 0));
        }
        struct buf out = {0};
        (void)arabic_read(&out, (struct str){bytes, n}, (enum arabic_spelling)(k % 2));
        assert_true(out.n <= 8 * n + 16);
        arabic_spell(&out, (struct str){bytes, n});
        buf_dispose(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vowels_are_put_where_they_are_heard),
        cmocka_unit_test(latin_letters_are_spelled_as_a_file_in_arabic_ones_was_read),
        cmocka_unit_test(what_is_not_arabic_is_left_alone),
        cmocka_unit_test(any_bytes_are_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
