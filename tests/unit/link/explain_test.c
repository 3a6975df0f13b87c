/* The waterfall of a pair: adds up to what decided, in three languages, and every field
 * and level that can be compared has a word. */
#include <setjmp.h>
#include <stdarg.h>

#include "link/explain.h"
#include "link/field_levels.h"

#include <cmocka.h>

static struct comparison_set small_set(uint8_t level[3], struct compared_pair *pair)
{
    struct comparison_set s = {
        .n_pairs = 1, .n_fields = 3, .pair = pair, .level = level, .n_all_pairs = 10};
    s.field[0] = (struct compared_field){
        "given_name", {"missing", "different", "equal"}, 3, NULL, NULL, 0, 0.01, 0.05};
    s.field[1] = (struct compared_field){
        "birth_date", {"missing", "different", "equal"}, 3, NULL, NULL, 0, 0.0001,
        0.05};
    s.field[2] = (struct compared_field){
        "phone", {"missing", "different", "equal"}, 3, NULL, NULL, 0, 0.001, 0.05};
    return s;
}

static void rows_add_up(void **state)
{
    (void)state;
    uint8_t level[3] = {2, 1, 0};
    struct compared_pair pair = {0, 1};
    struct comparison_set s = small_set(level, &pair);
    struct weight_model m = {0};
    weight_model_fix(&m, &s, "few");
    struct pair_explanation x;
    double bits;
    pair_explain(&x, &m, &s, 0);
    weight_model_score(&bits, &m, &s);
    assert_true(x.bits == bits);
    assert_int_equal(x.n, 4); /* before, three fields; nothing shared */
    double sum = 0;
    for (size_t i = 0; i < x.n; i++) {
        sum += x.row[i].bits + x.row[i].rarity_bits;
        assert_true(fabs(sum - x.row[i].sum_bits) < 1e-9);
    }
    assert_true(fabs(sum - x.bits) < 1e-9);
    assert_true(x.row[1].bits > 6 && x.row[2].bits < -4);
    assert_true(x.row[3].bits >= 0 && x.row[3].bits <= 0);
    assert_string_equal(x.row[3].level, "missing");
}

static void the_table_is_in_the_language_asked_for(void **state)
{
    (void)state;
    uint8_t level[3] = {2, 2, 1};
    struct compared_pair pair = {0, 1};
    struct comparison_set s = small_set(level, &pair);
    struct weight_model m = {0};
    weight_model_fix(&m, &s, "few");
    struct pair_explanation x;
    pair_explain(&x, &m, &s, 0);
    static const char *const expected[][2] = {{"voornaam", "geboortedatum"},
                                              {"prénom", "date de naissance"},
                                              {"given name", "date of birth"},
                                              {"voornaam", "geboortedatum"}};
    for (int lang = 0; lang < 4; lang++) {
        struct buf b;
        buf_init(&b, 0);
        pair_explanation_text(&b, &x, -1, lang);
        assert_non_null(strstr(b.p, expected[lang][0]));
        assert_non_null(strstr(b.p, expected[lang][1]));
        size_t n_lines = 0;
        for (size_t i = 0; i < b.n; i++)
            n_lines += b.p[i] == '\n';
        assert_int_equal(n_lines, 7); /* head, 4, verdict, fixed */
        buf_dispose(&b);
    }
}

/* Every column there can be, with a value in each. */
static void every_field_and_level_has_a_word(void **state)
{
    (void)state;
    struct str value[2];
    struct folded_persons p;
    size_t n_seen = 0;
    for (int whole = 0; whole < 2; whole++) {
        struct person_table t = {.n = 2, .n_files = 1};
        for (int r = 0; r < N_PERSON_ROLES; r++)
            t.value[r] = value;
        value[0] = value[1] = S("1980-01-02");
        if (whole) { /* one part of an address stands alone */
            t.value[ROLE_STREET] = t.value[ROLE_HOUSE_NUMBER] = NULL;
            t.value[ROLE_ADDRESS] = t.value[ROLE_PLACE] = t.value[ROLE_REGION] = NULL;
        }
        struct compared_field field[COMPARED_FIELDS_MAX];
        folded_persons_init(&p, &t);
        size_t n = compared_fields_make(field, &p);
        for (size_t f = 0; f < n; f++) {
            n_seen++;
            assert_ptr_not_equal(explain_word(field[f].name, 0), field[f].name);
            for (unsigned l = 0; l < field[f].n_levels; l++)
                if (explain_word(field[f].level_name[l], 0) == field[f].level_name[l])
                    fail_msg("no word for level: %s", field[f].level_name[l]);
            free(field[f].value_of_row);
            free(field[f].value_count);
        }
        folded_persons_dispose(&p);
    }
    assert_true(n_seen > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_add_up),
        cmocka_unit_test(the_table_is_in_the_language_asked_for),
        cmocka_unit_test(every_field_and_level_has_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
