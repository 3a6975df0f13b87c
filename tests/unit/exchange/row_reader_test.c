/* Rows, encodings and line numbers, in whatever blocks the bytes come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "exchange/row_reader.h"

/* All rows as text: "line:cell|cell" and "!" with the fault, each on a line. */
static enum err_code read_all(struct buf *out, struct str text, size_t block,
                              enum text_encoding *encoding, struct err *e)
{
    struct text_source source = {text, block};
    struct row_reader *r = row_reader_new(text_source_bytes(&source), ',');
    struct raw_row row;
    bool end = false;
    enum err_code rc = OK;
    buf_init(out, 0);
    while (rc == OK && !end) {
        rc = row_reader_next(&row, &end, r, e);
        if (rc != OK || end) break;
        buf_format(out, "%lld:", (long long)row.line);
        for (size_t i = 0; !row.fault && i < row.n_cells; i++) {
            buf_add_c(out, i ? "|" : "");
            buf_add(out, row.cells[i]);
        }
        if (row.fault) buf_format(out, "!%zu %s", row.fault_at, row.fault);
        buf_add_char(out, '\n');
    }
    *encoding = row_reader_encoding(r);
    row_reader_free(r);
    return rc;
}

static void expect_rows(struct str text, const char *rows, enum text_encoding expected)
{
    static const size_t blocks[] = {0, 1, 2, 3, 7};
    for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
        struct buf out;
        struct err e = {0};
        enum text_encoding encoding;
        assert_int_equal(read_all(&out, text, blocks[i], &encoding, &e), OK);
        assert_string_equal(out.p ? out.p : "", rows);
        /* a single byte says nothing of an encoding but that it is not ASCII */
        if (blocks[i] == 0) assert_int_equal(encoding, expected);
        buf_dispose(&out);
    }
}

static enum err_code fails(struct str text, size_t block, struct err *e)
{
    struct buf out;
    enum text_encoding encoding;
    *e = (struct err){0};
    enum err_code rc = read_all(&out, text, block, &encoding, e);
    buf_dispose(&out);
    return rc;
}

static void cells_and_line_ends(void **state)
{
    (void)state;
    expect_rows(S(""), "", ENCODING_ASCII);
    expect_rows(S("a,b\n1,2"), "1:a|b\n2:1|2\n", ENCODING_ASCII);
    expect_rows(S("a,b\r\n,\r\n\r\n"), "1:a|b\n2:|\n3:\n", ENCODING_ASCII);
    expect_rows(S("\"a\nb\",\"c\"\"d\"\"\"\nx\n"), "1:a\nb|c\"d\"\n3:x\n",
                ENCODING_ASCII);
    expect_rows(S("\"\",\"\"\"\"\n"), "1:|\"\n", ENCODING_ASCII);
}

static void faults_and_the_row_after(void **state)
{
    (void)state;
    expect_rows(S("a\"b,c\nx\n"),
                "1:!2 expected a cell without quotes, or one that begins with a quote\n"
                "2:x\n",
                ENCODING_ASCII);
    expect_rows(S("\"a\"b\nx\n"),
                "1:!4 expected a separator or the end of the row after a quote\n2:x\n",
                ENCODING_ASCII);
    expect_rows(S("a\rb\nx\n"),
                "1:!2 expected a line feed after a carriage return\n2:x\n",
                ENCODING_ASCII);
    expect_rows(S("aaaa\na\0b\nx\n"),
                "1:aaaa\n2:!2 expected text, found a zero byte\n3:x\n", ENCODING_ASCII);
}

static void encodings(void **state)
{
    (void)state;
    expect_rows(S("\xef\xbb\xbf"
                  "a\xc3\xa9\n"),
                "1:a\xc3\xa9\n", ENCODING_UTF8);
    struct err e;
    struct buf out;
    enum text_encoding encoding;
    /* e acute, euro sign, and the dash of a word processor */
    assert_int_equal(read_all(&out, S("\xe9,\x80,\x96\n"), 0, &encoding, &e), OK);
    assert_string_equal(out.p, "1:\xc3\xa9|\xe2\x82\xac|\xe2\x80\x93\n");
    assert_int_equal(encoding, ENCODING_WINDOWS_1252);
    buf_dispose(&out);
    /* one damaged row in a file of UTF-8 */
    expect_rows(S("\xc3\xa9\nabcd\xe9\nx\n"),
                "1:\xc3\xa9\n2:!5 expected characters of one encoding\n3:x\n",
                ENCODING_UTF8);
    assert_int_equal(read_all(&out, S("x\x81yzzz\n"), 0, &encoding, &e), OK);
    assert_string_equal(out.p, "1:!2 expected characters of one encoding\n");
    buf_dispose(&out);
    assert_int_equal(fails(S("\xff\xfe"
                             "a\0"),
                           0, &e),
                     ERR_SYNTAX);
    assert_int_equal(fails(S("\xfe\xff\0a"), 1, &e), ERR_SYNTAX);
    assert_int_equal(fails(S("a\0b\0\n\0"), 0, &e), ERR_SYNTAX);
    assert_non_null(strstr(e.hint, "CSV UTF-8"));
}

static void what_never_ends(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(fails(S("a\n\"b\nc,d\n"), 0, &e), ERR_SYNTAX);
    assert_int_equal(e.line, 2);
    assert_int_equal(fails(S("a\n\"b\nc\",\"d\n\n"), 3, &e), ERR_SYNTAX);
    assert_int_equal(e.line, 3); /* of the second quote */
    size_t n = LIMIT_IMPORT_ROW_BYTES + 3;
    char *long_row = mem_alloc(n + 1);
    memset(long_row, 'a', n);
    long_row[0] = 'x';
    long_row[1] = '\n';
    assert_int_equal(fails((struct str){long_row, n}, 0, &e), ERR_TOO_LARGE);
    assert_int_equal(e.line, 2);
    assert_int_equal(fails((struct str){long_row, n - 1}, 0, &e), OK);
    long_row[n - 1] = '\n';
    assert_int_equal(fails((struct str){long_row, n}, 0, &e), OK);
    free(long_row);
}

/* Blocks end anywhere in a file much larger than what is at hand. */
static void many_blocks(void **state)
{
    (void)state;
    enum { ROWS = 60000 };
    struct buf text;
    buf_init(&text, 0);
    for (int i = 0; i < ROWS; i++)
        buf_format(&text, "%d,\"a \"\"%d\"\"\",\xc3\xab\r\n", i, i);
    struct text_source source = {buf_str(&text), 4093};
    struct row_reader *r = row_reader_new(text_source_bytes(&source), ',');
    struct raw_row row;
    bool end = false;
    struct err e;
    for (int i = 0; i < ROWS; i++) {
        char number[24], quoted[32];
        snprintf(number, sizeof number, "%d", i);
        snprintf(quoted, sizeof quoted, "a \"%d\"", i);
        assert_int_equal(row_reader_next(&row, &end, r, &e), OK);
        assert_false(end);
        assert_int_equal(row.line, i + 1);
        assert_int_equal(row.n_cells, 3);
        assert_true(str_eq_c(row.cells[0], number) && str_eq_c(row.cells[1], quoted));
        assert_true(str_eq_c(row.cells[2], "\xc3\xab"));
    }
    assert_int_equal(row_reader_next(&row, &end, r, &e), OK);
    assert_true(end);
    row_reader_free(r);
    buf_dispose(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_line_ends),
        cmocka_unit_test(faults_and_the_row_after),
        cmocka_unit_test(encodings),
        cmocka_unit_test(what_never_ends),
        cmocka_unit_test(many_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
