/* What people write into a form: days, hours, codes, numbers; and what they are told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/lists.h"
#include "web/request.h"

static struct named_value filled_in[4];
static struct request form(const char *name, const char *value)
{
    filled_in[0] = (struct named_value){str_of(name), str_of(value)};
    return (struct request){.values = filled_in,
                            .n_values = 1,
                            .tongue = TONGUE_NL,
                            .asking.today = day_of(2026, 11, 22)};
}

static void test_days_as_people_write_them(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-05-12", "12/5/2026", "12-5-2026",
                                       "12.05.2026", "12 / 5 / 2026"};
    static const char *const bad[] = {
        "12/5/26",   "31/4/2026",   "5/2026",    "0/5/2026", "morgen",
        "2026-5-12", "12/5/2026/1", "12/5/1026", "//",       "12-5/2026"};
    struct day d;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        struct form_errors errors = {0};
        struct request q = form("dag", good[i]);
        if (!form_day(&d, &q, "dag", false, &errors)) fail_msg("refused %s", good[i]);
        assert_int_equal(d.v, day_of(2026, 5, 12).v);
        assert_int_equal(errors.n, 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct form_errors errors = {0};
        struct request q = form("dag", bad[i]);
        if (form_day(&d, &q, "dag", false, &errors)) fail_msg("accepted %s", bad[i]);
        assert_true(day_is_none(d));
        assert_string_equal(errors.at[0].field, "dag");
        assert_non_null(strstr(errors.at[0].message, "12/5/2026"));
    }
    struct form_errors errors = {0};
    struct request q = form("dag", "");
    assert_true(form_day(&d, &q, "dag", true, &errors) && day_is_none(d));
    assert_false(form_day(&d, &q, "dag", false, &errors));
    assert_int_equal(errors.n, 1);
}

static void test_moment_of_day_and_hour(void **state)
{
    (void)state;
    static const struct {
        const char *hour;
        int minute; /* -1: refused */
    } cases[] = {{"14:05", 845}, {"14.05", 845}, {"14u05", 845}, {"14u", 840},
                 {"9:00", 540},  {"09:00", 540}, {"0:00", 0},    {"24:00", -1},
                 {"14:60", -1},  {"", -1},       {"14:5x", -1},  {"-1:00", -1}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct form_errors errors = {0};
        struct request q = form("dag", "2026-01-15");
        int64_t moment;
        filled_in[1] = (struct named_value){S("uur"), str_of(cases[i].hour)};
        q.n_values = 2;
        bool fine = form_moment(&moment, &q, "dag", "uur", &errors);
        if (fine != (cases[i].minute >= 0)) fail_msg("%s", cases[i].hour);
        if (!fine) {
            assert_string_equal(errors.at[0].field, "uur");
            continue;
        }
        /* winter: an hour before UTC */
        assert_int_equal(moment, day_to_moment(day_of(2026, 1, 15)) +
                                     (cases[i].minute - 60) * 60000);
    }
}

static void test_codes_and_numbers(void **state)
{
    (void)state;
    struct form_errors errors = {0};
    struct request q = form("rol", "guide");
    uint8_t code;
    int64_t n;
    struct uuid id;
    assert_true(form_code(&code, &q, "rol", LIST_WORKER_ROLE, false, "Kies.", &errors));
    assert_int_equal(code, WORKER_ROLE_GUIDE);
    q = form("rol", "toeleider"); /* a label is no code */
    assert_false(form_code(&code, &q, "rol", LIST_WORKER_ROLE, true, "Kies.", &errors));
    assert_int_equal(code, CODE_MISSING);
    assert_string_equal(errors.at[0].message, "Kies.");
    q = form("rol", "");
    assert_true(form_code(&code, &q, "rol", LIST_WORKER_ROLE, true, "Kies.", &errors));
    assert_false(form_code(&code, &q, "rol", LIST_WORKER_ROLE, false, "x", &errors));
    q = form("aantal", "12");
    assert_true(form_number(&n, &q, "aantal", 1, 99, "Hoeveel?", &errors) && n == 12);
    assert_false(form_number(&n, &q, "aantal", 13, 99, "Hoeveel?", &errors));
    q = form("id", "018f0000-0000-7000-8000-00000000abcd");
    assert_true(form_id(&id, &q, "id", false, "Kies.", &errors));
    q = form("id", "018f");
    assert_false(form_id(&id, &q, "id", true, "Kies.", &errors));
    assert_true(uuid_is_nil(id));
}

static void test_text_has_its_length(void **state)
{
    (void)state;
    struct form_errors errors = {0};
    struct request q = form("doel", "werk");
    struct str text;
    assert_true(form_text(&text, &q, "doel", 4, false, "Schrijf.", &errors));
    assert_true(str_eq(text, S("werk")));
    assert_false(form_text(&text, &q, "doel", 3, false, "Schrijf.", &errors));
    assert_true(str_eq(text, S("werk"))); /* what was typed is shown again */
    assert_false(form_text(&text, &q, "anders", 3, false, "Schrijf.", &errors));
    assert_string_equal(errors.at[1].message, "Schrijf.");
    assert_true(form_text(&text, &q, "anders", 3, true, "Schrijf.", &errors));
}

static void test_many_values_of_one_name(void **state)
{
    (void)state;
    struct arena a = {0};
    struct request q = form("taal", "nl");
    filled_in[1] = (struct named_value){S("taal"), S("")};
    filled_in[2] = (struct named_value){S("andere"), S("x")};
    filled_in[3] = (struct named_value){S("taal"), S("fr")};
    q.n_values = 4;
    q.asking.arena = &a;
    assert_true(str_eq(request_many(&q, "taal"), S("nl,fr")));
    assert_true(str_eq(request_text(&q, "taal"), S("nl")));
    assert_int_equal(request_many(&q, "geen").n, 0);
    assert_true(request_has(&q, "andere") && !request_has(&q, "geen"));
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_as_people_write_them),
        cmocka_unit_test(test_moment_of_day_and_hour),
        cmocka_unit_test(test_codes_and_numbers),
        cmocka_unit_test(test_text_has_its_length),
        cmocka_unit_test(test_many_values_of_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
