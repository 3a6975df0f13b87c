/* Money of projects as people type it, and what deserves a look in a budget. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/budget_sheet.h"
#include "domain/euro_text.h"
#include "domain/number_text.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_as_belgians_type_them),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(a_budget_adds_up_to_the_cent),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
