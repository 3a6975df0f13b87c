/* The social map in pure C: hours as RFC 5545 recurs (dates below are of the calendar
 * of 2026), how trust in a check fades, records in their canonical form. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "domain/directory.h"
#include "domain/freshness.h"
#include "domain/hours_text.h"
#include "domain/opening_hours.h"

static struct arena a;
static struct err e;

static struct opening an_opening(const char *freq, const char *byday,
                                 const char *bymonthday, const char *opens,
                                 const char *closes)
{
    struct opening o;
    struct schedule_text text = {.freq = str_of(freq),
                                 .byday = str_of(byday),
                                 .bymonthday = str_of(bymonthday),
                                 .opens_at = str_of(opens),
                                 .closes_at = str_of(closes)};
    assert_true(opening_read(&o, &text));
    return o;
}

static void a_week_is_open_on_its_days(void **state)
{
    (void)state;
    struct opening o = an_opening("WEEKLY", "MO,WE", "", "09:00", "12:00:00");
    struct day monday = day_of(2026, 11, 23);
    assert_int_equal(weekday_of(monday), 1);
    assert_int_equal(weekday_of(day_of(2026, 11, 22)), 7);
    assert_true(openings_are_open(&o, 1, monday, 9 * 60));
    assert_true(openings_are_open(&o, 1, monday, 11 * 60 + 59));
    assert_false(openings_are_open(&o, 1, monday, 12 * 60));
    assert_false(openings_are_open(&o, 1, (struct day){monday.v + 1}, 10 * 60));
    assert_true(openings_are_open(&o, 1, (struct day){monday.v + 2}, 10 * 60));
}

static void every_second_week_counts_from_its_start(void **state)
{
    (void)state;
    struct schedule_text text = {.freq = S("WEEKLY"),
                                 .interval = S("2"),
                                 .byday = S("TU"),
                                 .dtstart = S("2026-11-03"),
                                 .until = S("2026-12-31"),
                                 .opens_at = S("14:00"),
                                 .closes_at = S("16:00")};
    struct opening o;
    assert_true(opening_read(&o, &text));
    assert_true(opening_holds_on(&o, day_of(2026, 11, 3)));
    assert_false(opening_holds_on(&o, day_of(2026, 11, 10)));
    assert_true(opening_holds_on(&o, day_of(2026, 11, 17)));
    assert_false(opening_holds_on(&o, day_of(2026, 10, 20)));
    assert_false(opening_holds_on(&o, day_of(2027, 1, 12)));
    text.count = S("2");
    assert_true(opening_read(&o, &text));
    assert_true(opening_holds_on(&o, day_of(2026, 11, 17)));
    assert_false(opening_holds_on(&o, day_of(2026, 12, 1)));
}

static void a_month_has_ordinals_and_days(void **state)
{
    (void)state;
    struct opening first = an_opening("MONTHLY", "1MO", "", "10:00", "12:00");
    struct opening last = an_opening("MONTHLY", "-1FR", "", "10:00", "12:00");
    struct opening days = an_opening("MONTHLY", "", "15,-1", "10:00", "12:00");
    assert_true(opening_holds_on(&first, day_of(2026, 12, 7)));
    assert_false(opening_holds_on(&first, day_of(2026, 12, 14)));
    assert_true(opening_holds_on(&last, day_of(2026, 12, 25)));
    assert_false(opening_holds_on(&last, day_of(2026, 12, 18)));
    assert_true(opening_holds_on(&days, day_of(2026, 2, 28)));
    assert_true(opening_holds_on(&days, day_of(2026, 2, 15)));
    assert_false(opening_holds_on(&days, day_of(2026, 2, 27)));
}

static void past_midnight_is_still_the_evening(void **state)
{
    (void)state;
    struct opening o = an_opening("WEEKLY", "FR", "", "20:00", "02:00");
    struct day friday = day_of(2026, 11, 27);
    assert_true(openings_are_open(&o, 1, friday, 23 * 60));
    assert_true(openings_are_open(&o, 1, (struct day){friday.v + 1}, 60));
    assert_false(openings_are_open(&o, 1, friday, 60));
}

static void what_is_no_schedule_is_refused(void **state)
{
    (void)state;
    struct opening o;
    const struct schedule_text texts[] = {
        {.freq = S("DAILY"), .byday = S("MO")},
        {.freq = S("WEEKLY"), .byday = S("XX")},
        {.freq = S("WEEKLY"), .byday = S("0MO")},
        {.freq = S("WEEKLY"), .byday = S("MO,,TU")},
        {.freq = S("MONTHLY"), .bymonthday = S("32")},
        {.freq = S("WEEKLY"), .byday = S("MO"), .byweekno = S("41")},
        {.freq = S("WEEKLY"), .byday = S("MO"), .dtstart = S("soon")},
        {.freq = S("WEEKLY"),
         .byday = S("MO"),
         .opens_at = S("9h"),
         .closes_at = S("12")},
        {.freq = S("WEEKLY"),
         .byday = S("MO"),
         .opens_at = S("25:00"),
         .closes_at = S("26:00")},
        {.freq = S("WEEKLY")},
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_false(opening_read(&o, &texts[i]));
}

static void days_with_the_same_hours_stand_together(void **state)
{
    (void)state;
    struct opening o[] = {an_opening("WEEKLY", "MO,TU,TH,FR", "", "09:00", "12:00"),
                          an_opening("WEEKLY", "TH", "", "13:00", "16:00"),
                          an_opening("WEEKLY", "WE", "", "09:00", "12:00"),
                          an_opening("MONTHLY", "1SA", "", "10:00", "12:00")};
    struct week_line lines[7];
    size_t n = openings_week(lines, o, ARRAY_LEN(o), day_of(2026, 11, 22));
    assert_int_equal(n, 2);
    assert_int_equal(lines[0].weekdays, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 5);
    assert_int_equal(lines[1].weekdays, 1 << 4);
    assert_int_equal(lines[1].n, 2);
    assert_int_equal(lines[1].spans[1].from_minute, 13 * 60);
}

static void trust_fades_by_half_at_the_half_life(void **state)
{
    (void)state;
    struct day today = day_of(2026, 11, 22);
    assert_int_equal(freshness_score(FRESHNESS_SERVICE, today, today), 100);
    assert_int_equal(
        freshness_score(FRESHNESS_SERVICE, (struct day){today.v - 180}, today), 50);
    assert_false(freshness_is_stale(50));
    assert_true(freshness_is_stale(
        freshness_score(FRESHNESS_SERVICE, (struct day){today.v - 181}, today)));
    assert_true(freshness_is_stale(
        freshness_score(FRESHNESS_WAIT, (struct day){today.v - 61}, today)));
    assert_false(freshness_is_stale(
        freshness_score(FRESHNESS_PLACE, (struct day){today.v - 400}, today)));
    assert_int_equal(freshness_score(FRESHNESS_SERVICE, DAY_NONE, today), 0);
    assert_int_equal(
        freshness_score(FRESHNESS_SERVICE, (struct day){today.v + 9}, today), 100);
    int before = 101;
    for (int age = 0; age < 4000; age += 7) {
        int score =
            freshness_score(FRESHNESS_SERVICE, (struct day){today.v - age}, today);
        assert_in_range(score, 1, before);
        before = score;
    }
}

static struct str content_of(enum directory_kind kind, const char *text,
                             const char *refused)
{
    const struct directory_column *fault;
    struct str out = STR_NONE;
    json_t *object;
    assert_int_equal(json_read(&object, str_of(text), &e), OK);
    enum err_code rc = directory_content(&out, &fault, &a, kind, object, &e);
    if (refused) {
        assert_int_equal(rc, ERR_INVALID);
        assert_string_equal(fault->name, refused);
    } else {
        assert_int_equal(rc, OK);
    }
    json_decref(object);
    return out;
}

static void content_has_one_form(void **state)
{
    (void)state;
    struct str c =
        content_of(DIRECTORY_SERVICE,
                   "{\"status\":\"active\",\"id\":\"x\",\"phones\":[],\"own\":{\"a\":["
                   "1]},\"name\":"
                   "\"Taalhuis\",\"url\":null,\"minimum_age\":\"12\",\"email\":\"\"}",
                   NULL);
    assert_true(str_eq(c, S("{\"name\":\"Taalhuis\",\"status\":\"active\","
                            "\"minimum_age\":12,\"own\":{\"a\":[1]}}")));
    assert_true(str_eq(directory_text(&a, c, "minimum_age"), S("12")));
    assert_true(str_eq(directory_text(&a, c, "url"), S("")));
    content_of(DIRECTORY_SERVICE, "{\"status\":\"open\"}", "status");
    content_of(DIRECTORY_SERVICE, "{\"url\":\"javascript:alert(1)\"}", "url");
    content_of(DIRECTORY_SERVICE, "{\"url\":\"https://a b\"}", "url");
    content_of(DIRECTORY_SERVICE, "{\"email\":\"nobody\"}", "email");
    content_of(DIRECTORY_SERVICE, "{\"name\":[3]}", "name");
    assert_true(str_eq(content_of(DIRECTORY_SERVICE, "{\"name\":3}", NULL),
                       S("{\"name\":\"3\"}")));
    content_of(DIRECTORY_PHONE, "{\"extension\":\"1x\"}", "extension");
    content_of(DIRECTORY_PHONE, "{\"extension\":\"007\"}", "extension");
    arena_dispose(&a);
}

static void areas_and_addresses_name_a_municipality(void **state)
{
    (void)state;
    struct day today = day_of(2026, 11, 22);
    char place[8];
    directory_place(place, &a, DIRECTORY_SERVICE_AREA,
                    S("{\"uri\":\"urn:refnis:44021\"}"), today);
    assert_string_equal(place, "44021");
    directory_place(place, &a, DIRECTORY_ADDRESS, S("{\"city\":\"gent\"}"), today);
    assert_string_equal(place, "44021");
    directory_place(place, &a, DIRECTORY_ADDRESS, S("{\"city\":\"MyVillage\"}"), today);
    assert_string_equal(place, "");
    directory_place(place, &a, DIRECTORY_SERVICE, S("{\"name\":\"gent\"}"), today);
    assert_string_equal(place, "");
    arena_dispose(&a);
}

static void our_terms_have_ids_that_stay(void **state)
{
    (void)state;
    struct uuid housing =
        directory_term_id(TAXONOMY_CONDITION, CONTEXT_CONDITION_HOUSING);
    char text[UUID_TEXT + 1];
    int taxonomy;
    uint8_t code;
    uuid_text(text, housing);
    assert_string_equal(text, "29e0b91d-0c06-8019-ac6d-333b128a6019");
    assert_true(directory_term_find(&taxonomy, &code, housing));
    assert_int_equal(taxonomy, TAXONOMY_CONDITION);
    assert_int_equal(code, CONTEXT_CONDITION_HOUSING);
    assert_false(directory_term_find(&taxonomy, &code, uuid7_new()));
    for (uint8_t i = 0; i < N_SERVICE_STATUS; i++)
        assert_int_equal(directory_status_of(str_of(directory_status_word(i))), i);
}

static void hours_as_typed(const char *text, enum lang lang, const char *back)
{
    struct week_line lines[7];
    struct str fault;
    struct buf out = {0};
    size_t n;
    bool is_read = hours_read(lines, &n, &fault, str_of(text), lang);
    assert_true(is_read == (back != NULL));
    if (!back) return;
    hours_write(&out, lines, n, lang);
    assert_string_equal(out.p ? out.p : "", back);
    buf_dispose(&out);
}

static void hours_are_read_as_people_type_them(void **state)
{
    (void)state;
    hours_as_typed("ma-vr 9-12", LANG_NL, "ma-vr 9-12");
    hours_as_typed("Maandag t", LANG_NL, NULL);
    hours_as_typed("ma-vr 9-12 en 13.30-17u; za 10u30-12", LANG_NL,
                   "ma-vr 9-12, 13:30-17; za 10:30-12");
    hours_as_typed("ma, wo: 9-12", LANG_NL, NULL);
    hours_as_typed("lu-ve 9h-12h30\nsa 10-12", LANG_FR, "lu-ve 9-12:30; sa 10-12");
    hours_as_typed("mo,we 9-12 and 13-16", LANG_EN, "mo, we 9-12, 13-16");
    hours_as_typed("za-ma 20-2", LANG_NL, "ma, za, zo 20-2");
    hours_as_typed("ma-zo 0-24", LANG_NL, "ma-zo 0-24");
    hours_as_typed("", LANG_NL, "");
    hours_as_typed("ma-vr 9", LANG_NL, NULL);
    hours_as_typed("ma-vr 9-25", LANG_NL, NULL);
    hours_as_typed("altijd", LANG_NL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_is_open_on_its_days),
        cmocka_unit_test(every_second_week_counts_from_its_start),
        cmocka_unit_test(a_month_has_ordinals_and_days),
        cmocka_unit_test(past_midnight_is_still_the_evening),
        cmocka_unit_test(what_is_no_schedule_is_refused),
        cmocka_unit_test(days_with_the_same_hours_stand_together),
        cmocka_unit_test(trust_fades_by_half_at_the_half_life),
        cmocka_unit_test(content_has_one_form),
        cmocka_unit_test(areas_and_addresses_name_a_municipality),
        cmocka_unit_test(our_terms_have_ids_that_stay),
        cmocka_unit_test(hours_are_read_as_people_type_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
