/* What a project aims at and spends, and its reports: who may write them, that an
 * earlier value gives way to a later one, that text reads back as it was written, and
 * that what was handed in stays what it was. Ends with a store that verifies. */
#include "person_house.h"

#include "act/report_acts.h"

static const struct uuid nil;

static struct asking leads(void)
{
    struct asking a = asking_of(kim, ours, WORKER_ROLE_PROMOTOR_MANAGER);
    snprintf(a.visitor.name, sizeof a.visitor.name, "Kim");
    a.form = uuid7_new();
    return a;
}

static struct asking runs_call(void)
{
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_CALL_MANAGER);
    a.form = uuid7_new();
    return a;
}

static struct project_story story(void)
{
    struct project_story s;
    struct asking a = leads();
    is_ok(project_show(&s, &a, project, &e));
    return s;
}

static struct target_fact target(uint8_t kind, bool has_number, double number)
{
    return (struct target_fact){.project = project,
                                .measure = "reached",
                                .unit = "persons",
                                .kind = kind,
                                .has_number = has_number,
                                .number = number,
                                .from = DAY_NONE,
                                .to = DAY_NONE};
}

static void targets_are_set_changed_and_dropped(void **state)
{
    enum target_fault fault;
    struct asking a = leads();
    struct target_fact f = target(TARGET_KIND_CONTRACTUAL, false, 0);
    struct project_story s;
    (void)state;
    assert_int_equal(target_save(&a, &f, nil, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, TARGET_NO_NUMBER);
    f = target(TARGET_KIND_CONTRACTUAL, true, 60);
    f.from = day_of(2026, 5, 1);
    f.to = day_of(2026, 4, 30);
    assert_int_equal(target_save(&a, &f, nil, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, TARGET_DAYS);
    f.to = day_of(2026, 5, 1);
    is_ok(target_save(&a, &f, nil, &fault, &e));
    struct uuid first = f.id;
    s = story();
    assert_int_equal(s.n_targets, 1);
    assert_string_equal(s.targets[0].text, "60");
    a = leads();
    f = target(TARGET_KIND_NONE, true, 70);
    is_ok(target_save(&a, &f, first, &fault, &e));
    s = story();
    assert_int_equal(s.n_targets, 1);
    assert_false(s.targets[0].has_number);
    assert_true(uuid_eq(s.targets[0].id, f.id));
    a = leads();
    assert_int_equal(target_drop(&a, project, first, &e), ERR_NOT_FOUND);
    a = runs_call();
    is_ok(target_drop(&a, project, f.id, &e));
    assert_int_equal(story().n_targets, 0);
}

static void money_is_kept_to_the_cent(void **state)
{
    struct asking a = leads();
    struct budget_fact f = {.project = project,
                            .source = FUNDING_SOURCE_ESF,
                            .amount_kind = AMOUNT_KIND_PAID,
                            .cents = 123456,
                            .on = day_of(2026, 11, 22)};
    struct budget_fact wrong = f;
    (void)state;
    wrong.on = day_of(2026, 11, 23);
    assert_int_equal(budget_save(&a, &wrong, nil, &e), ERR_INVALID);
    wrong = f;
    wrong.cents = -1;
    assert_int_equal(budget_save(&a, &wrong, nil, &e), ERR_INVALID);
    a.visitor.role = WORKER_ROLE_PARTNER_MANAGER;
    assert_int_equal(budget_save(&a, &f, nil, &e), ERR_DENIED);
    a = asking_of(lee, theirs, WORKER_ROLE_PROMOTOR_MANAGER);
    assert_int_equal(budget_save(&a, &f, nil, &e), ERR_NOT_FOUND);
    a = leads();
    is_ok(budget_save(&a, &f, nil, &e));
    struct uuid first = f.id;
    a = leads();
    f.cents = 7;
    is_ok(budget_save(&a, &f, first, &e));
    a = leads();
    f.cents = 90000000000001;
    f.source = FUNDING_SOURCE_OWN;
    is_ok(budget_save(&a, &f, nil, &e));
    struct project_story s = story();
    assert_int_equal(s.money.n_lines, 2);
    assert_int_equal(s.money.sheet.of_kind[AMOUNT_KIND_PAID], 90000000000008);
    assert_false(s.money.sheet.has_kind[AMOUNT_KIND_COMMITTED]);
    a = leads();
    is_ok(budget_drop(&a, project, f.id, &e));
    assert_int_equal(story().money.sheet.of_kind[AMOUNT_KIND_PAID], 7);
}

static struct uuid begun(struct day from, struct day to)
{
    struct asking a = leads();
    struct project_report_fact f = {.project = project, .from = from, .to = to};
    is_ok(report_begin(&a, &f, &e));
    return f.id;
}

static void hand_in(struct uuid report, enum err_code expected)
{
    static const struct str none[N_REPORT_PART];
    struct asking a = leads();
    assert_int_equal(report_hand_in(&a, project, report, none, &e), expected);
}

static struct report_story seen(struct uuid report)
{
    struct report_story s;
    struct asking a = leads();
    is_ok(report_show(&s, &a, project, report, &e));
    return s;
}

static void a_report_has_days_that_were(void **state)
{
    struct asking a = leads();
    struct project_report_fact f = {
        .project = project, .from = day_of(2026, 11, 1), .to = day_of(2026, 11, 23)};
    (void)state;
    assert_int_equal(report_begin(&a, &f, &e), ERR_INVALID);
    f.to = day_of(2026, 10, 31);
    assert_int_equal(report_begin(&a, &f, &e), ERR_INVALID);
    f.to = day_of(2026, 11, 1);
    a = runs_call();
    assert_int_equal(report_begin(&a, &f, &e), ERR_DENIED);
}

static const char words[] = "Een\ttab, een \\n\nen een tweede regel: \xd8\xb3\\";

static void what_is_handed_in_stays(void **state)
{
    struct uuid report = begun(day_of(2026, 7, 1), day_of(2026, 9, 30));
    enum report_step_fault fault;
    (void)state;
    hand_in(report, ERR_INVALID);
    for (uint8_t i = 0; i < N_REPORT_PART; i++) {
        struct asking a = leads();
        is_ok(report_word(&a, project, report, i, str_of(words), &e));
    }
    hand_in(report, OK);
    hand_in(report, ERR_INVALID);
    struct asking a = leads();
    assert_int_equal(report_word(&a, project, report, 0, S("anders"), &e), ERR_EXISTS);
    assert_int_equal(
        report_judge(&a, project, report, REPORT_STEP_ACCEPTED, STR_NONE, &fault, &e),
        ERR_DENIED);
    a = runs_call();
    assert_int_equal(
        report_judge(&a, project, report, REPORT_STEP_SENT_BACK, STR_NONE, &fault, &e),
        ERR_INVALID);
    assert_int_equal(fault, REPORT_STEP_NO_WORDS);
    a = runs_call();
    is_ok(
        report_judge(&a, project, report, REPORT_STEP_ACCEPTED, STR_NONE, &fault, &e));

    struct str text = seen(report).handed_in->fact.text;
    struct budget_fact f = {.project = project,
                            .source = FUNDING_SOURCE_ESF,
                            .amount_kind = AMOUNT_KIND_PAID,
                            .cents = 100,
                            .on = day_of(2026, 11, 1)};
    a = leads();
    is_ok(budget_save(&a, &f, nil, &e));
    struct report_story s = seen(report);
    assert_true(s.is_whole);
    assert_true(str_eq(s.handed_in->fact.text, text));
    assert_int_equal(s.stand, REPORT_ACCEPTED);
    const struct report_line *then = report_line_of(&s.frozen, "part", "lessons");
    assert_non_null(then);
    assert_true(str_eq_c(then->value, words));
    then = report_line_of(&s.frozen, "money", "esf-paid");
    assert_true(str_eq_c(then->value, "7"));
    assert_true(str_eq_c(report_line_of(&s.lines, "money", "esf-paid")->value, "107"));
    then = report_line_of(&s.frozen, "cover", "by");
    assert_true(str_eq_c(then->value, "Kim"));
    assert_true(str_eq_c(report_line_of(&s.frozen, "cover", "project")->value, "P1"));
    assert_true(
        str_eq_c(report_line_of(&s.frozen, "cover", "from")->value, "2026-07-01"));
    int64_t at_ms;
    assert_true(report_line_number(&at_ms, report_line_of(&s.frozen, "cover", "at")));
    assert_int_equal(at_ms, leads().now_ms);
    assert_null(report_line_of(&s.lines, "cover", "by"));
}

/* A line without a source is in the report too, and a correction has its sign. */
static void all_money_is_in_a_report(void **state)
{
    struct uuid report = begun(day_of(2026, 7, 1), day_of(2026, 9, 30));
    struct budget_fact f = {.id = uuid7_new(),
                            .project = project,
                            .source = CODE_MISSING,
                            .amount_kind = AMOUNT_KIND_COMMITTED,
                            .cents = -250,
                            .on = day_of(2026, 11, 1)};
    struct write *w = begin();
    int64_t cents;
    (void)state;
    is_ok(budget_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    struct report_story s = seen(report);
    const struct report_line *l =
        report_line_of(&s.lines, "money", "unsorted-committed");
    assert_true(report_line_number(&cents, l));
    assert_int_equal(cents, -250);
    assert_null(report_line_of(&s.lines, "money", "unsorted-paid"));
}

static void check_goal(const char *extra, const char *promised, uint8_t kind,
                       struct day from, struct day to)
{
    const struct report_line l = {.extra = str_of(extra)};
    struct report_goal goal = report_goal_read(&l);
    assert_true(str_eq_c(goal.number, promised));
    assert_int_equal(goal.kind, kind);
    assert_int_equal(goal.from.v, from.v);
    assert_int_equal(goal.to.v, to.v);
}

static void a_promise_reads_back_with_its_days(void **state)
{
    const struct day first = day_of(2026, 1, 1), last = day_of(2026, 6, 30);
    (void)state;
    check_goal("120 contractual 2026-01-01 2026-06-30", "120", TARGET_KIND_CONTRACTUAL,
               first, last);
    check_goal("almost 3000 indicative - 2026-06-30", "almost 3000",
               TARGET_KIND_INDICATIVE, DAY_NONE, last);
    check_goal("- none - -", "", TARGET_KIND_NONE, DAY_NONE, DAY_NONE);
    /* handed in before days were kept */
    check_goal("60 contractual", "60", TARGET_KIND_CONTRACTUAL, DAY_NONE, DAY_NONE);
    check_goal("", "", CODE_MISSING, DAY_NONE, DAY_NONE);
    const struct report_line with = {.value = S("5"),
                                     .extra = S("60 contractual 2026-01-01 -")},
                             without = {.value = S("5"), .extra = S("60 contractual")},
                             other = {.value = S("5"), .extra = S("61 contractual")};
    assert_true(report_line_eq(&with, &without));
    assert_false(report_line_eq(&with, &other));
}

static void lines_of_one_key_keep_their_order(void **state)
{
    struct report_line at[] = {
        {.kind = "target", .key = "reached-persons", .value = S("1")},
        {.kind = "target", .key = "reached-persons", .value = S("2")},
        {.kind = "figure", .key = "reached-persons", .value = S("3")}};
    struct report_lines lines = {.at = at, .n = ARRAY_LEN(at)};
    (void)state;
    struct report_lines back =
        report_lines_read(&arena, report_lines_text(&arena, &lines));
    assert_int_equal(back.n, lines.n);
    for (size_t i = 0; i < lines.n; i++)
        assert_true(report_line_eq(report_line_twin(&back, &lines, i), &at[i]));
    back.n = 1;
    assert_null(report_line_twin(&back, &lines, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_set_changed_and_dropped),
        cmocka_unit_test(money_is_kept_to_the_cent),
        cmocka_unit_test(a_report_has_days_that_were),
        cmocka_unit_test(what_is_handed_in_stays),
        cmocka_unit_test(all_money_is_in_a_report),
        cmocka_unit_test(a_promise_reads_back_with_its_days),
        cmocka_unit_test(lines_of_one_key_keep_their_order),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
