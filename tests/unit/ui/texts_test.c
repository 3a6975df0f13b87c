#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/lists.h"
#include "ui/catalogue.h"
#include "ui/texts.h"

static struct buf out;

static int empty(void **state)
{
    (void)state;
    buf_clear(&out);
    return 0;
}

static void a_text_comes_in_the_language_asked_for(void **state)
{
    (void)state;
    assert_string_equal(tr(TONGUE_NL, "vandaag"), "vandaag");
    assert_string_equal(tr(TONGUE_FR, "vandaag"), "aujourd'hui");
    assert_string_equal(tr(TONGUE_EN, "vandaag"), "today");
    assert_string_equal(tr(TONGUE_AR, "vandaag"), "اليوم");
}

static void a_text_that_is_lacking_comes_in_dutch_and_says_so(void **state)
{
    (void)state;
    assert_string_equal(tr_literal(TONGUE_AR, "nergens vertaald"), "nergens vertaald");
    assert_false(tr_has(TONGUE_AR, "nergens vertaald"));
    assert_true(tr_has(TONGUE_NL, "nergens vertaald"));
    text_html_write(&out, TONGUE_AR, "nergens <b>");
    assert_string_equal(out.p,
                        "<span lang=\"nl\" dir=\"ltr\">nergens &lt;b&gt;</span>");
    buf_clear(&out);
    text_html(&out, TONGUE_AR, "vandaag");
    assert_string_equal(out.p, "اليوم");
    buf_clear(&out);
    text_html_write(&out, TONGUE_NL, "nergens");
    assert_string_equal(out.p, "nergens");
}

/* the head of a catalogue is stored under the empty text */
static void the_empty_text_is_empty(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_TONGUES; i++)
        assert_string_equal(tr_literal((enum tongue)i, ""), "");
}

static void arguments_are_escaped_and_placed_by_number(void **state)
{
    (void)state;
    tr_html_write(&out, TONGUE_NL, "{1} & {0} {1} {9} {2}",
                  (const char *const[]){"<script>", "\"a\"", NULL});
    assert_string_equal(out.p,
                        "&quot;a&quot; &amp; &lt;script&gt; &quot;a&quot; {9} {2}");
    buf_clear(&out);
    /* what an argument holds is not looked into again */
    tr_html_write(&out, TONGUE_NL, "{0}{1}", (const char *const[]){"{1}", "{0}", NULL});
    assert_string_equal(out.p, "{1}{0}");
}

static void labels_say_when_they_are_not_of_this_language(void **state)
{
    (void)state;
    label_html(&out, TONGUE_FR, LIST_SEX, SEX_F);
    assert_null(strstr(out.p, "<span"));
    buf_clear(&out);
    label_html(&out, TONGUE_AR, LIST_SEX, SEX_F);
    assert_non_null(strstr(out.p, "<span lang=\"nl\" dir=\"ltr\">"));
    buf_clear(&out);
    label_html(&out, TONGUE_AR, LIST_SEX, CODE_MISSING);
    assert_int_equal(out.n, 0);
}

static void words_of_a_person_are_isolated_and_keep_their_lines(void **state)
{
    (void)state;
    words_html(&out, S("محمد <b>\nzei \"ja\""));
    assert_string_equal(out.p, "<bdi dir=\"auto\">محمد &lt;b&gt;<br>zei "
                               "&quot;ja&quot;</bdi>");
}

static void days_are_in_words(void **state)
{
    (void)state;
    struct arena a = {0};
    struct day today = day_of(2026, 11, 22), far = day_of(2026, 5, 12);
    assert_string_equal(day_words(&a, TONGUE_NL, far, today), "di 12 mei 2026");
    assert_string_equal(day_words(&a, TONGUE_FR, far, today), "mar. 12 mai 2026");
    assert_string_equal(day_words(&a, TONGUE_EN, far, today), "Tue 12 May 2026");
    assert_string_equal(day_words(&a, TONGUE_AR, far, today), "الثلاثاء 12 مايو 2026");
    assert_string_equal(day_words(&a, TONGUE_NL, today, today), "vandaag");
    assert_string_equal(day_words(&a, TONGUE_NL, day_of(2026, 11, 23), today),
                        "morgen");
    assert_string_equal(day_words(&a, TONGUE_NL, day_of(2026, 11, 21), today),
                        "gisteren");
    assert_string_equal(day_words(&a, TONGUE_NL, today, DAY_NONE),
                        "zo 22 november 2026");
    assert_string_equal(day_words(&a, TONGUE_NL, DAY_NONE, today), "");
    int64_t moment = day_to_moment(today) + 13 * 3600 * 1000 + 5 * 60 * 1000;
    assert_string_equal(moment_words(&a, TONGUE_NL, moment, today), "vandaag 14:05");
    assert_string_equal(moment_words(&a, TONGUE_NL, moment, far),
                        "22 november 2026 14:05");
    arena_dispose(&a);
}

/* numbers that CLDR gives as examples of each form */
static void plurals_follow_the_rules_of_each_language(void **state)
{
    (void)state;
    assert_string_equal(tr_plural(TONGUE_NL, "een", "meer", 1), "een");
    assert_string_equal(tr_plural(TONGUE_NL, "een", "meer", 0), "meer");
    assert_string_equal(tr_plural(TONGUE_NL, "een", "meer", 2), "meer");
    static const struct {
        int64_t n;
        const char *ar;
    } forms[] = {{0, "{0} شخص"},     {1, "شخص واحد"},   {2, "شخصان"},
                 {3, "{0} أشخاص"},   {10, "{0} أشخاص"}, {11, "{0} شخصًا"},
                 {99, "{0} شخصًا"},   {100, "{0} شخص"},  {102, "{0} شخص"},
                 {103, "{0} أشخاص"}, {111, "{0} شخصًا"}, {1000, "{0} شخص"}};
    for (size_t i = 0; i < ARRAY_LEN(forms); i++)
        assert_string_equal(tr_n(TONGUE_AR, "{0} persoon", "{0} personen", forms[i].n),
                            forms[i].ar);
    assert_string_equal(tr_n(TONGUE_FR, "{0} persoon", "{0} personen", 0),
                        "{0} personne");
    assert_string_equal(tr_n(TONGUE_FR, "{0} persoon", "{0} personen", 2),
                        "{0} personnes");
    assert_string_equal(tr_n(TONGUE_EN, "{0} persoon", "{0} personen", 0),
                        "{0} persons");
    /* lacking in French: Dutch, by the Dutch rule */
    assert_string_equal(tr_plural(TONGUE_FR, "een", "meer", 0), "meer");
    assert_string_equal(tr_plural(TONGUE_FR, "een", "meer", 1), "een");
}

static void a_tongue_is_known_by_its_code(void **state)
{
    (void)state;
    enum tongue t = TONGUE_NL;
    assert_true(tongue_named(&t, S("AR")));
    assert_int_equal(t, TONGUE_AR);
    assert_true(tongue_facts(t)->is_rtl);
    assert_false(tongue_named(&t, S("arabic")));
    assert_false(tongue_named(&t, STR_NONE));
    assert_int_equal(t, TONGUE_AR);
}

static void embedded_catalogues_are_sound(void **state)
{
    (void)state;
    assert_int_equal(ui_catalogues_count, N_TONGUES - 1);
    for (size_t i = 0; i < ui_catalogues_count; i++) {
        struct str file = {(const char *)ui_catalogues[i].bytes, ui_catalogues[i].n};
        assert_true(catalogue_is_sound(file));
        assert_true(catalogue_count(file) > 1000);
        size_t n;
        assert_non_null(catalogue_find(&n, file, "april"));
        assert_non_null(catalogue_find(&n, file, "zo"));
        assert_null(catalogue_find(&n, file, "aprilletje"));
    }
}

static void a_catalogue_that_is_cut_or_changed_is_refused(void **state)
{
    (void)state;
    struct str file = {(const char *)ui_catalogues[0].bytes, ui_catalogues[0].n};
    for (size_t n = 0; n < file.n; n += 7)
        assert_false(catalogue_is_sound((struct str){file.p, n}));
    char *copy = malloc(file.n);
    memcpy(copy, file.p, file.n);
    copy[9] = 0x7f; /* far more texts than there is room for */
    assert_false(catalogue_is_sound((struct str){copy, file.n}));
    free(copy);
}

static void forms_end_where_the_text_ends(void **state)
{
    (void)state;
    const char forms[] = "een\0twee\0drie";
    assert_string_equal(catalogue_form(forms, sizeof forms - 1, 0), "een");
    assert_string_equal(catalogue_form(forms, sizeof forms - 1, 2), "drie");
    assert_null(catalogue_form(forms, sizeof forms - 1, 3));
    assert_null(catalogue_form(forms, sizeof forms - 1, 60));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_comes_in_the_language_asked_for),
        cmocka_unit_test_setup(a_text_that_is_lacking_comes_in_dutch_and_says_so,
                               empty),
        cmocka_unit_test(the_empty_text_is_empty),
        cmocka_unit_test_setup(arguments_are_escaped_and_placed_by_number, empty),
        cmocka_unit_test_setup(labels_say_when_they_are_not_of_this_language, empty),
        cmocka_unit_test_setup(words_of_a_person_are_isolated_and_keep_their_lines,
                               empty),
        cmocka_unit_test(days_are_in_words),
        cmocka_unit_test(plurals_follow_the_rules_of_each_language),
        cmocka_unit_test(a_tongue_is_known_by_its_code),
        cmocka_unit_test(embedded_catalogues_are_sound),
        cmocka_unit_test(a_catalogue_that_is_cut_or_changed_is_refused),
        cmocka_unit_test(forms_end_where_the_text_ends),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_dispose(&out);
    return failed;
}
