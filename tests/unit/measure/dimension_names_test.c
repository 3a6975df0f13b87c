/* The tables of the language agree with the code lists and with each other: every
 * dimension with a list has one, no name means two things, words are whole in each
 * language. */
#include "domain/facts.h"
#include "measure/dimension.h"
#include "measure/question_ast.h"
#include "measure/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void dimensions_have_their_lists(void **state)
{
    (void)state;
    for (int i = 0; i < N_DIMENSIONS; i++) {
        const struct dimension *d = dimension_at((enum dimension_id)i);
        assert_int_equal(d->id, i);
        assert_true(d->relations != 0);
        if (d->list && !dimension_list(d))
            fail_msg("%s has no list %s", d->name, d->list);
        if (!d->list) assert_true(d->flags & DIMENSION_OPEN);
        for (int lang = 0; lang < N_LANGS; lang++)
            assert_true(d->label[lang] && d->label[lang][0]);
        if (d->event_kind >= 0) assert_true(d->flags & DIMENSION_OVERLAPS);
    }
}

/* Within each relation that has it, every name and other word leads back to its own
 * dimension, so none is taken twice there. */
static void check_name(const struct dimension *d, struct str name)
{
    for (unsigned relation = 1; relation <= d->relations; relation *= 2)
        if (d->relations & relation && dimension_named_in(name, relation) != d)
            fail_msg("%.*s is not %s alone", STR_ARG(name), d->name);
}

static void no_name_means_two_things(void **state)
{
    (void)state;
    for (int i = 0; i < N_DIMENSIONS; i++) {
        const struct dimension *d = dimension_at((enum dimension_id)i);
        struct str rest = str_of(d->words), word;
        check_name(d, str_of(d->name));
        while (str_split(&word, &rest, '|'))
            if (word.n) check_name(d, word);
    }
    assert_int_equal(dimension_named(S("destination"))->id, DIM_DESTINATION);
    assert_int_equal(dimension_named_in(S("destination"), RELATION_BENEFIT)->id,
                     DIM_SPELL_DESTINATION);
    assert_int_equal(dimension_named_in(S("status"), RELATION_REGISTRATION)->id,
                     DIM_REGISTRATION_NOW);
    assert_int_equal(dimension_named_in(S("call"), RELATION_LABOUR)->id, DIM_CALL);
    assert_null(dimension_named(S("provnce")));
    assert_null(dimension_named(S("")));
}

static void names_match_in_any_case_and_spelling(void **state)
{
    (void)state;
    const struct dimension *d = dimension_at(DIM_AGE_CLASS);
    assert_ptr_equal(dimension_named_in(S("AGE-Class"), RELATION_P), d);
    assert_ptr_equal(dimension_named_in(S("age class"), RELATION_P), d);
    assert_ptr_equal(dimension_named_in(S("leeftijdsklasse"), RELATION_P), d);
    /* one name, two dimensions: that of the unit goes first */
    assert_int_equal(dimension_named_in(S("contact mode"), RELATION_P)->id,
                     DIM_CONTACT_MODE);
    assert_int_equal(dimension_named_in(S("contact mode"), RELATION_A)->id,
                     DIM_ACTION_MODE);
    assert_int_equal(dimension_named_in(S("contact mode"), 0)->id, DIM_CONTACT_MODE);
    assert_true(name_same(S("a_b-C"), S("A b c")));
    assert_false(name_same(S("ab"), S("abc")));
}

static void the_nearest_name_is_near(void **state)
{
    (void)state;
    assert_string_equal(dimension_nearest(S("provnice")), "province");
    assert_string_equal(dimension_nearest(S("munincipality")), "municipality");
    assert_string_equal(dimension_nearest(S("sexe")), "sex");
    assert_null(dimension_nearest(S("xyzzyxyzzy")));
    assert_null(dimension_nearest(S("")));
}

static void selections_have_their_lists(void **state)
{
    (void)state;
    for (int i = 0; i < N_SELECTION_KINDS; i++) {
        const struct selection_row *row = selection_at((enum selection_kind)i);
        if (row->list && !code_list_named(str_of(row->list)))
            fail_msg("no list %s", row->list);
        assert_true(row->event_kind < N_EVENT_KINDS && row->date < N_DATES_OF);
        assert_false(row->event_kind >= 0 && row->date >= 0);
    }
}

static int holes(const char *text)
{
    int n = 0;
    for (const char *p = text; *p; p++) {
        if (*p != '%') continue;
        p++;
        assert_true(*p == 's' || *p == '%' || *p == ' ');
        n += *p == 's';
    }
    return n;
}

static void words_have_the_same_holes_in_each_language(void **state)
{
    (void)state;
    for (int i = 0; i < N_WORDS; i++) {
        int n = holes(word_text((enum word_id)i, LANG_EN));
        for (int lang = 0; lang < N_LANGS; lang++) {
            assert_true(word_text((enum word_id)i, (enum lang)lang)[0]);
            assert_int_equal(holes(word_text((enum word_id)i, (enum lang)lang)), n);
        }
    }
    struct arena a = {0};
    assert_string_equal(WORD_FORMAT(&a, NOTE_RUNNING, LANG_EN, "1", "2", "50.0%"),
                        "Still running on that day: 1 of 2 (50.0%). The result is not "
                        "fully representative yet.");
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dimensions_have_their_lists),
        cmocka_unit_test(no_name_means_two_things),
        cmocka_unit_test(names_match_in_any_case_and_spelling),
        cmocka_unit_test(the_nearest_name_is_near),
        cmocka_unit_test(selections_have_their_lists),
        cmocka_unit_test(words_have_the_same_holes_in_each_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
