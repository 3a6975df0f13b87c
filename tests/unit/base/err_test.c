#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"

static void public_codes_are_well_formed_and_never_shared(void **state)
{
    (void)state;
    for (int i = 0; i < ERR_CODE_END; i++) {
        const char *code = err_public_code((enum err_code)i);
        assert_int_equal(strlen(code), 5);
        assert_int_equal(code[0], 'E');
        assert_int_equal(strspn(code + 1, "0123456789"), 4);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(code, err_public_code((enum err_code)k));
    }
}

/* A published code keeps its meaning for ever: these stand in manuals and mails. A new
 * error gets a new row here; a row is never changed. */
static void published_codes_keep_their_meaning(void **state)
{
    (void)state;
    static const struct {
        enum err_code code;
        const char *public_code;
    } rows[] = {
        {OK, "E0000"},
        {ERR_USAGE, "E1001"},
        {ERR_SYNTAX, "E1002"},
        {ERR_INVALID, "E1003"},
        {ERR_TOO_LARGE, "E1004"},
        {ERR_NOT_FOUND, "E1005"},
        {ERR_EXISTS, "E1006"},
        {ERR_DENIED, "E1007"},
        {ERR_KEY, "E2001"},
        {ERR_SEALED, "E2002"},
        {ERR_ERASED, "E2003"},
        {ERR_DATABASE, "E3001"},
        {ERR_BUSY, "E3002"},
        {ERR_READ_ONLY, "E3003"},
        {ERR_DISK_FULL, "E3004"},
        {ERR_CORRUPT, "E3005"},
        {ERR_SCHEMA, "E3006"},
        {ERR_IO, "E3007"},
        {ERR_UNAVAILABLE, "E4001"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_string_equal(err_public_code(rows[i].code), rows[i].public_code);
}

static void every_error_has_a_text_and_two_statuses(void **state)
{
    (void)state;
    assert_int_equal(err_http_status(OK), 200);
    assert_int_equal(err_exit_status(OK), 0);
    for (int i = 1; i < ERR_CODE_END; i++) {
        const char *text = err_text((enum err_code)i);
        assert_true(text[0] >= 'a' && text[0] <= 'z');
        assert_int_not_equal(text[strlen(text) - 1], '.');
        assert_in_range(err_http_status((enum err_code)i), 400, 599);
        assert_in_range(err_exit_status((enum err_code)i), 64, 78); /* sysexits.h */
    }
}

static void an_error_is_filled_where_the_fact_is_known(void **state)
{
    (void)state;
    struct err e;
    memset(&e, 'x', sizeof e);
    assert_int_equal(err_set_at(&e, ERR_SYNTAX, 3, 7, "expected %s", "a word"),
                     ERR_SYNTAX);
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_int_equal(e.line, 3);
    assert_int_equal(e.column, 7);
    assert_string_equal(e.message, "expected a word");
    assert_string_equal(e.detail, "");
    assert_string_equal(e.hint, "");
    assert_string_equal(e.log_only, "");
    err_detail(&e, "%d rows", 2);
    err_hint(&e, "write a word");
    err_log(&e, "errno %d", 5);
    assert_string_equal(e.message, "expected a word");
    assert_string_equal(e.detail, "2 rows");
    assert_string_equal(e.hint, "write a word");
    assert_string_equal(e.log_only, "errno 5");
    assert_int_equal(err_set(&e, ERR_IO, "x"), ERR_IO);
    assert_int_equal(e.line, 0);
    assert_string_equal(e.hint, "");
}

static void nobody_needs_to_listen(void **state)
{
    (void)state;
    assert_int_equal(err_set(NULL, ERR_IO, "x"), ERR_IO);
    err_detail(NULL, "x");
    err_hint(NULL, "x");
    err_log(NULL, "x");
}

static void long_messages_are_cut_not_overrun(void **state)
{
    (void)state;
    struct err e;
    char text[1000];
    memset(text, 'y', sizeof text);
    text[999] = '\0';
    err_set(&e, ERR_IO, "%s", text);
    err_hint(&e, "%s", text);
    assert_int_equal(strlen(e.message), sizeof e.message - 1);
    assert_int_equal(strlen(e.hint), sizeof e.hint - 1);
    assert_string_equal(e.detail, "");
}

static enum err_code fails_halfway(bool fails, int *steps)
{
    enum err_code rc = OK;
    (*steps)++;
    TRY(fails ? ERR_IO : OK);
    (*steps)++;
out:
    *steps += 10;
    return rc;
}

static void try_leaves_through_out(void **state)
{
    (void)state;
    int steps = 0;
    assert_int_equal(fails_halfway(true, &steps), ERR_IO);
    assert_int_equal(steps, 11);
    steps = 0;
    assert_int_equal(fails_halfway(false, &steps), OK);
    assert_int_equal(steps, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_codes_are_well_formed_and_never_shared),
        cmocka_unit_test(published_codes_keep_their_meaning),
        cmocka_unit_test(every_error_has_a_text_and_two_statuses),
        cmocka_unit_test(an_error_is_filled_where_the_fact_is_known),
        cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(long_messages_are_cut_not_overrun),
        cmocka_unit_test(try_leaves_through_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
