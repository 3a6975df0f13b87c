/* Money of projects as people type it, and what deserves a look in a budget. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/budget_sheet.h"
#include "domain/euro_text.h"
#include "domain/number_text.h"
#include "domain/target_measure.h"

static void amounts_as_belgians_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum euro_fault fault;
        int64_t cents;
    } cases[] = {
        {"1.234,56", EURO_FITS, 123456},
        {"1234,56", EURO_FITS, 123456},
        {"1234.56", EURO_FITS, 123456},
        {" \xe2\x82\xac 1.234.567,8 ", EURO_FITS, 123456780},
        {"1 234 567,89 \xe2\x82\xac", EURO_FITS, 123456789},
        {"1\xc2\xa0"
         "234\xe2\x80\xaf"
         "567",
         EURO_FITS, 123456700},
        {"1.234", EURO_FITS, 123400},
        {"0", EURO_FITS, 0},
        {"0,01", EURO_FITS, 1},
        {"007", EURO_FITS, 700},
        {"100000000000", EURO_FITS, EURO_MOST_CENTS},
        {"100000000000,01", EURO_TOO_LARGE, 0},
        {"", EURO_EMPTY, 0},
        {" \xe2\x82\xac ", EURO_EMPTY, 0},
        {"-5", EURO_NO_NUMBER, 0},
        {"vijf", EURO_NO_NUMBER, 0},
        {"12,", EURO_NO_NUMBER, 0},
        {",50", EURO_NO_NUMBER, 0},
        {"1,2,3", EURO_NO_NUMBER, 0},
        {"1e5", EURO_NO_NUMBER, 0},
        {"1,234", EURO_DECIMALS, 0},
        {"12.34.567", EURO_GROUPS, 0},
        {"1234.567", EURO_GROUPS, 0},
        {"1.23", EURO_FITS, 123},
        {"1.2", EURO_GROUPS, 0},
        {"1..234", EURO_GROUPS, 0},
        {"100000000001", EURO_TOO_LARGE, 0},
        {"99999999999999999999", EURO_TOO_LARGE, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t cents = -1;
        enum euro_fault fault = euro_read(&cents, str_of(cases[i].text));
        if (fault != cases[i].fault)
            fail_msg("%s: fault %d, expected %d", cases[i].text, fault, cases[i].fault);
        assert_int_equal(cents, fault == EURO_FITS ? cases[i].cents : -1);
    }
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    for (int64_t cents = 0; cents < EURO_MOST_CENTS; cents = cents * 7 + 13)
        for (int lang = 0; lang < N_LANGS; lang++) {
            struct buf out = {0};
            int64_t again = -1;
            number_euro(&out, cents, lang);
            if (lang != LANG_EN) { /* 1,234.56 is not how Belgians write */
                assert_int_equal(euro_read(&again, buf_str(&out)), EURO_FITS);
                assert_int_equal(again, cents);
            }
            buf_dispose(&out);
        }
}

static struct budget_fact line(uint8_t source, uint8_t kind, int64_t cents)
{
    return (struct budget_fact){.source = source, .amount_kind = kind, .cents = cents};
}

static void a_budget_adds_up_to_the_cent(void **state)
{
    (void)state;
    const struct budget_fact lines[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 10000001),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 2),
        line(FUNDING_SOURCE_OWN, AMOUNT_KIND_ALLOCATED, 0),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 9000000),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, 9000001),
    };
    struct budget_sheet s;
    int64_t over;
    budget_sheet_make(&s, lines, ARRAY_LEN(lines));
    assert_true(s.is_exact);
    assert_int_equal(s.of_kind[AMOUNT_KIND_ALLOCATED], 10000003);
    assert_int_equal(s.cents[FUNDING_SOURCE_ESF][AMOUNT_KIND_ALLOCATED], 10000003);
    assert_true(s.has[FUNDING_SOURCE_OWN][AMOUNT_KIND_ALLOCATED]);
    assert_false(s.has[FUNDING_SOURCE_OWN][AMOUNT_KIND_PAID]);
    assert_int_equal(budget_remark_of(&over, &s, FUNDING_SOURCE_ESF), BUDGET_PAID_OVER);
    assert_int_equal(over, 1);
    assert_int_equal(budget_remark_of(&over, &s, N_FUNDING_SOURCE), BUDGET_PAID_OVER);
    assert_int_equal(budget_remark_of(&over, &s, FUNDING_SOURCE_OWN), BUDGET_FINE);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    const struct budget_fact over[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 100),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 150),
        line(FUNDING_SOURCE_FLEMISH, AMOUNT_KIND_ALLOCATED, 100),
        line(FUNDING_SOURCE_FLEMISH, AMOUNT_KIND_PAID, 40),
    };
    const struct budget_fact loose[] = {
        line(CODE_MISSING, AMOUNT_KIND_ALLOCATED, 5),
        line(FUNDING_SOURCE_ESF, CODE_MISSING, 7),
    };
    struct budget_sheet s;
    int64_t cents;
    budget_sheet_make(&s, over, ARRAY_LEN(over));
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_ESF),
                     BUDGET_COMMITTED_OVER);
    assert_int_equal(cents, 50);
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_FLEMISH),
                     BUDGET_PAID_UNBOUND);
    assert_int_equal(cents, 40);
    budget_sheet_make(&s, loose, ARRAY_LEN(loose));
    assert_false(s.is_exact);
    assert_int_equal(s.n_unsorted, 2);
}

/* A mistake is put right by a line that takes it away: the sum is what counts, and a
 * cell that comes to zero is not an empty one. */
static void a_correction_takes_away(void **state)
{
    (void)state;
    const struct budget_fact lines[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 10000),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 10050),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, -50),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, 300),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, -300),
    };
    struct budget_sheet s;
    int64_t cents;
    budget_sheet_make(&s, lines, 2);
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_ESF),
                     BUDGET_COMMITTED_OVER);
    assert_int_equal(cents, 50);
    budget_sheet_make(&s, lines, ARRAY_LEN(lines));
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_ESF), BUDGET_FINE);
    assert_int_equal(cents, 0);
    assert_int_equal(s.of_kind[AMOUNT_KIND_PAID], 0);
    assert_true(s.has[FUNDING_SOURCE_ESF][AMOUNT_KIND_PAID]);
    assert_true(s.is_exact);
}

/* One source may be over while all together are not, and the other way round. */
static void each_source_is_judged_by_itself(void **state)
{
    (void)state;
    const struct budget_fact lines[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, 100),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 101),
        line(FUNDING_SOURCE_OWN, AMOUNT_KIND_ALLOCATED, 100),
    };
    const struct budget_fact nothing_allocated[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 1)};
    struct budget_sheet s;
    int64_t cents;
    budget_sheet_make(&s, lines, ARRAY_LEN(lines));
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_ESF),
                     BUDGET_COMMITTED_OVER);
    assert_int_equal(cents, 1);
    assert_int_equal(budget_remark_of(&cents, &s, N_FUNDING_SOURCE), BUDGET_FINE);
    budget_sheet_make(&s, nothing_allocated, 1);
    assert_int_equal(budget_remark_of(&cents, &s, N_FUNDING_SOURCE),
                     BUDGET_COMMITTED_OVER);
    budget_sheet_make(&s, NULL, 0);
    assert_true(s.is_exact);
    assert_int_equal(budget_remark_of(&cents, &s, N_FUNDING_SOURCE), BUDGET_FINE);
}

static void a_sum_too_large_says_so(void **state)
{
    (void)state;
    const struct budget_fact lines[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_ALLOCATED, INT64_MIN),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, INT64_MAX),
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_COMMITTED, 1),
    };
    const struct budget_fact spread[] = {
        line(FUNDING_SOURCE_ESF, AMOUNT_KIND_PAID, INT64_MAX),
        line(FUNDING_SOURCE_OWN, AMOUNT_KIND_PAID, INT64_MAX),
    };
    struct budget_sheet s;
    int64_t cents;
    budget_sheet_make(&s, lines, 2);
    assert_true(s.is_exact);
    assert_false(s.is_too_large);
    budget_sheet_make(&s, lines, ARRAY_LEN(lines));
    assert_true(s.is_too_large);
    assert_false(s.is_exact);
    assert_int_equal(s.cents[FUNDING_SOURCE_ESF][AMOUNT_KIND_COMMITTED], INT64_MAX);
    assert_int_equal(budget_remark_of(&cents, &s, FUNDING_SOURCE_ESF),
                     BUDGET_COMMITTED_OVER);
    assert_int_equal(cents, INT64_MAX);
    budget_sheet_make(&s, spread, ARRAY_LEN(spread));
    assert_true(s.is_too_large);
    assert_false(s.is_exact);
}

/* What a target asks, of a project that ends in the middle of a year. */
static const char *asked_from(struct day from, struct day to)
{
    static char text[200];
    struct buf out = {0};
    counted_statement(&out, "count persons started", TARGET_OF_PROJECT, "P1", from, to,
                      day_of(2026, 11, 22));
    snprintf(text, sizeof text, "%s", out.p);
    buf_dispose(&out);
    return text;
}

static void days_of_a_target_are_its_own(void **state)
{
    (void)state;
    assert_string_equal(asked_from(DAY_NONE, DAY_NONE),
                        "count persons started where project = \"P1\"");
    assert_string_equal(asked_from(day_of(2026, 1, 1), day_of(2026, 6, 30)),
                        "count persons started where project = \"P1\" during "
                        "2026-01-01..2026-06-30");
    assert_string_equal(asked_from(DAY_NONE, day_of(2026, 6, 30)),
                        "count persons started where project = \"P1\" during "
                        "1900-01-01..2026-06-30");
    assert_string_equal(asked_from(day_of(2026, 7, 1), DAY_NONE),
                        "count persons started where project = \"P1\" during "
                        "2026-07-01..2026-11-22");
    assert_string_equal(asked_from(day_of(2027, 1, 1), DAY_NONE),
                        "count persons started where project = \"P1\" during "
                        "2027-01-01..2027-01-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_as_belgians_type_them),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(a_budget_adds_up_to_the_cent),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_correction_takes_away),
        cmocka_unit_test(each_source_is_judged_by_itself),
        cmocka_unit_test(a_sum_too_large_says_so),
        cmocka_unit_test(days_of_a_target_are_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
