#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/csv.h"

#include "base/limits.h"

static void assert_row(struct csv_reader *r, struct arena *a, size_t n,
                       const char *const *expected)
{
    struct str *cells;
    size_t n_cells;
    bool end;
    struct err e;
    if (csv_read_row(r, a, &cells, &n_cells, &end, &e) != OK) fail_msg("%s", e.message);
    assert_false(end);
    assert_int_equal(n_cells, n);
    for (size_t i = 0; i < n; i++)
        if (!str_eq_c(cells[i], expected[i]))
            fail_msg("cell %zu: '%.*s', expected '%s'", i, STR_ARG(cells[i]),
                     expected[i]);
}

static void assert_end(struct csv_reader *r, struct arena *a)
{
    struct str *cells;
    size_t n;
    bool end;
    assert_int_equal(csv_read_row(r, a, &cells, &n, &end, NULL), OK);
    assert_true(end);
    assert_int_equal(n, 0);
}

static void rows_are_read_as_rfc_4180_says(void **state)
{
    (void)state;
    struct arena a = {0};
    struct csv_reader r;
    csv_reader_init(&r, S("province,\"a \"\"b\"\"\",\r\n\"x\r\ny\",\",\",z\n\nlast"),
                    ',');
    assert_row(&r, &a, 3, (const char *[]){"province", "a \"b\"", ""});
    assert_int_equal(r.line, 1);
    assert_row(&r, &a, 3, (const char *[]){"x\r\ny", ",", "z"});
    assert_int_equal(r.line, 2);
    assert_row(&r, &a, 1, (const char *[]){""});
    assert_int_equal(r.line, 4); /* the cell before held a line end */
    assert_row(&r, &a, 1, (const char *[]){"last"});
    assert_end(&r, &a);
    assert_end(&r, &a);
    arena_dispose(&a);
}

static void a_byte_order_mark_and_another_separator_are_read(void **state)
{
    (void)state;
    struct arena a = {0};
    struct csv_reader r;
    csv_reader_init(&r,
                    S("\xef\xbb\xbf"
                      "a;b,c;\"\"\n"),
                    ';');
    assert_row(&r, &a, 3, (const char *[]){"a", "b,c", ""});
    assert_end(&r, &a);
    csv_reader_init(&r, S(""), ',');
    assert_end(&r, &a);
    csv_reader_init(&r, S(","), ',');
    assert_row(&r, &a, 2, (const char *[]){"", ""});
    assert_end(&r, &a);
    arena_dispose(&a);
}

static void wrong_text_is_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        int line, column;
    } rows[] = {
        {"a,b\nc,d\"e\n", 10, 2, 4},    /* a quote inside */
        {"a,\"b\"c\n", 8, 1, 6},        /* text after a closing quote */
        {"a,\"b", 4, 1, 3},             /* never closed */
        {"a\rb\n", 4, 1, 2},            /* a lone carriage return */
        {"a,\xc3\xa9,\"x\"y", 9, 1, 8}, /* a column is a character */
        {"a,b\nc,\xe9\n", 8, 2, 3},     /* Latin-1 */
        {"a\0b\n", 4, 1, 2},            /* a zero byte */
        {"\"x\ny\xe9\"\n", 7, 2, 2},    /* on the second line of a cell */
        {"\"x\ny\" \n", 7, 2, 3},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct arena a = {0};
        struct csv_reader r;
        struct err e = {0};
        struct str *cells;
        size_t n;
        bool end = false;
        csv_reader_init(&r, (struct str){rows[i].text, rows[i].n}, ',');
        enum err_code rc = OK;
        while (rc == OK && !end)
            rc = csv_read_row(&r, &a, &cells, &n, &end, &e);
        assert_int_equal(rc, ERR_SYNTAX);
        if (e.line != rows[i].line || e.column != rows[i].column)
            fail_msg("row %zu: %d:%d %s", i, e.line, e.column, e.message);
        arena_dispose(&a);
    }
}

static void a_row_with_too_many_cells_is_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text = {0};
    struct csv_reader r;
    struct str *cells;
    size_t n;
    bool end;
    buf_add_many(&text, ',', LIMIT_CSV_CELLS - 1);
    csv_reader_init(&r, buf_str(&text), ',');
    assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), OK);
    assert_int_equal(n, LIMIT_CSV_CELLS);
    buf_add_char(&text, ',');
    csv_reader_init(&r, buf_str(&text), ',');
    assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), ERR_TOO_LARGE);
    buf_dispose(&text);
    arena_dispose(&a);
}

static void assert_cell(const char *text, const char *expected)
{
    struct buf out = {0};
    struct csv_writer w;
    csv_init(&w, &out, ',');
    csv_cell_c(&w, text);
    csv_end_row(&w);
    buf_add_char(&out, '\0');
    size_t n = strlen(expected);
    if (strncmp(out.p, expected, n) != 0 || strcmp(out.p + n, "\r\n") != 0)
        fail_msg("'%s' was written as '%s'", text, out.p);
    buf_dispose(&out);
}

static void cells_that_a_spreadsheet_would_run_are_defused(void **state)
{
    (void)state;
    assert_cell("=1+1", "'=1+1");
    assert_cell("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
    assert_cell("+32 470 00 00 00", "'+32 470 00 00 00");
    assert_cell("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
    assert_cell("@SUM(A1)", "'@SUM(A1)");
    assert_cell("\t=1", "'\t=1");
    assert_cell("\r=1", "\"'\r=1\"");
    assert_cell("\n=1", "\"'\n=1\"");
    assert_cell("＝1", "'＝1");
    assert_cell("＋1", "'＋1");
    assert_cell("－1", "'－1");
    assert_cell("＠1", "'＠1");
    assert_cell("-", "'-");
    assert_cell("-1-1", "'-1-1");
    assert_cell("-1.2.3", "'-1.2.3");
    assert_cell("'=1", "''=1");
}

static void plain_texts_and_numbers_stay_as_they_are(void **state)
{
    (void)state;
    static const char *const plain[] = {
        "",   "Antwerpen", "-12", "+3.5", "-3.25", "12.5", "a=b", "'s-Hertogenbosch",
        "''", "1-2",       "Zoë", "ﬁets", "＂",    "\xef"};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        assert_cell(plain[i], plain[i]);
    assert_cell("-3,25", "\"-3,25\"");
    assert_cell("a,b", "\"a,b\"");
    assert_cell("say \"x\"", "\"say \"\"x\"\"\"");
    assert_cell("\"", "\"\"\"\"");
    assert_cell(" x", "\" x\"");
    assert_cell("x ", "\"x \"");
    assert_cell("two\nlines", "\"two\nlines\"");
}

/* Short and long texts are looked through in different ways. */
static void a_mark_is_found_wherever_it_stands(void **state)
{
    (void)state;
    static const char marks[] = {',', '\r', '\n', '"'};
    for (size_t n = 1; n <= 130; n++) {
        char text[160], expected[160];
        memset(text, 'a', n);
        text[n] = '\0';
        assert_cell(text, text);
        for (size_t i = 0; i < n * ARRAY_LEN(marks); i++) {
            size_t at = i / ARRAY_LEN(marks);
            char mark = marks[i % ARRAY_LEN(marks)];
            bool defused = at == 0 && (mark == '\r' || mark == '\n');
            text[at] = mark;
            snprintf(expected, sizeof expected, "\"%s%.*s%s%s\"", defused ? "'" : "",
                     (int)at, text, mark == '"' ? "\"" : "", text + at);
            assert_cell(text, expected);
            text[at] = 'a';
        }
    }
}

static void numbers_are_written_without_a_locale(void **state)
{
    (void)state;
    struct buf out = {0};
    struct csv_writer w;
    csv_init(&w, &out, ';');
    csv_cell_int(&w, INT64_MIN);
    csv_cell_int(&w, 0);
    csv_cell_decimal(&w, 12.345, 1);
    csv_cell_decimal(&w, -0.04, 1);
    csv_cell_decimal(&w, -1.5, 0);
    csv_end_row(&w);
    csv_end_row(&w);
    assert_string_equal(out.p, "-9223372036854775808;0;12.3;0.0;-2\r\n\r\n");
    buf_dispose(&out);
}

/* Whatever is written comes back, and csv_plain undoes the defusing and nothing else.
 */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "plain",
                                        "=1",
                                        "'=1",
                                        "''=1",
                                        "'plain",
                                        "-5",
                                        "'-5",
                                        "a\"b",
                                        "\"",
                                        ",",
                                        "\r\n",
                                        "\n=1",
                                        " x ",
                                        "＝1",
                                        "'＝1",
                                        "\xef\xbb\xbfx",
                                        "é",
                                        "'",
                                        "''",
                                        "\t",
                                        "+32 4 5",
                                        "a;b"};
    struct arena a = {0};
    struct buf out = {0};
    struct csv_writer w;
    csv_init(&w, &out, ';');
    for (int row = 0; row < 2; row++) {
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            csv_cell_c(&w, texts[(i + 16) % ARRAY_LEN(texts)]);
        csv_end_row(&w);
    }
    struct csv_reader r;
    csv_reader_init(&r, buf_str(&out), ';');
    for (int row = 0; row < 2; row++) {
        struct str *cells;
        size_t n;
        bool end;
        struct err e;
        assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, &e), OK);
        assert_int_equal(n, ARRAY_LEN(texts));
        for (size_t i = 0; i < n; i++)
            assert_true(str_eq_c(csv_plain(cells[i]), texts[(i + 16) % n]));
    }
    assert_end(&r, &a);
    buf_dispose(&out);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_read_as_rfc_4180_says),
        cmocka_unit_test(a_byte_order_mark_and_another_separator_are_read),
        cmocka_unit_test(wrong_text_is_refused_with_line_and_column),
        cmocka_unit_test(a_row_with_too_many_cells_is_refused),
        cmocka_unit_test(cells_that_a_spreadsheet_would_run_are_defused),
        cmocka_unit_test(plain_texts_and_numbers_stay_as_they_are),
        cmocka_unit_test(a_mark_is_found_wherever_it_stands),
        cmocka_unit_test(numbers_are_written_without_a_locale),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
