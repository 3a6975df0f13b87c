#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"

#include <float.h>
#include <math.h>

#include "base/limits.h"

static enum err_code read_text(const char *text, struct err *e)
{
    json_t *root;
    enum err_code rc = json_read(&root, str_of(text), e);
    assert_true((rc == OK) == (root != NULL));
    json_decref(root);
    return rc;
}

static void documents_are_read(void **state)
{
    (void)state;
    json_t *root;
    struct err e;
    assert_int_equal(json_read(&root, S("{\"a\":[1,2.5,true,null,\"\\u00e9\"]}"), &e),
                     OK);
    json_t *list = json_object_get(root, "a");
    assert_int_equal(json_array_size(list), 5);
    assert_int_equal(json_integer_value(json_array_get(list, 0)), 1);
    assert_string_equal(json_string_value(json_array_get(list, 4)), "é");
    json_decref(root);
    assert_int_equal(read_text("3", &e), OK);
    assert_int_equal(read_text(" null ", &e), OK);
}

static void wrong_documents_are_refused_at_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
    } rows[] = {
        {"", 1},
        {"{", 1},
        {"[1,]", 1},
        {"{\"a\":1,\n\"a\":2}", 2}, /* the same name twice */
        {"[1] 2", 1},
        {"\n\n[tru]", 3},
        {"[1e999]", 1},
        {"[99999999999999999999]", 1},
        {"[\"\xe9\"]", 1},
        {"[\"\\u0000\"]", 1},
        {"{\"\\u0000\":1}", 1},
        {"['a']", 1},
        {"[NaN]", 1},
        {"[01]", 1},
        {"[\"\\ud800\"]", 1},
        {"[\"a\nb\"]", 1},
        {"]", 1},
        {"[1]//", 1},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err e = {0};
        if (read_text(rows[i].text, &e) != ERR_SYNTAX)
            fail_msg("'%s' read", rows[i].text);
        if (e.line != rows[i].line || e.column < 1)
            fail_msg("'%s': %d:%d", rows[i].text, e.line, e.column);
    }
    struct err e;
    json_t *root;
    assert_int_equal(json_read(&root, (struct str){"[1]\0", 4}, &e), ERR_SYNTAX);
    assert_int_equal(json_read(&root, STR_NONE, &e), ERR_SYNTAX);
}

static void an_error_never_repeats_the_text(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(read_text("{\"naam\": \"Peeters\" \"x\"}", &e), ERR_SYNTAX);
    assert_null(strstr(e.message, "Peeters"));
    assert_null(strstr(e.message, "naam"));
    assert_int_equal(read_text("{\"Peeters\":1,\"Peeters\":2}", &e), ERR_SYNTAX);
    assert_null(strstr(e.message, "Peeters"));
    assert_non_null(strstr(e.message, "twice"));
}

static void depth_and_number_of_values_have_limits(void **state)
{
    (void)state;
    struct buf text = {0};
    struct err e;
    buf_add_many(&text, '[', LIMIT_JSON_DEPTH);
    buf_add_many(&text, ']', LIMIT_JSON_DEPTH);
    assert_int_equal(read_text(text.p, &e), OK);
    buf_clear(&text);
    buf_add_c(&text, "\n\n");
    buf_add_many(&text, '[', LIMIT_JSON_DEPTH + 1);
    buf_add_many(&text, ']', LIMIT_JSON_DEPTH + 1);
    assert_int_equal(read_text(text.p, &e), ERR_TOO_LARGE);
    assert_int_equal(e.line, 3);
    assert_int_equal(e.column, LIMIT_JSON_DEPTH + 1);
    buf_clear(&text);
    buf_add_char(&text, '[');
    for (int i = 0; i < LIMIT_JSON_VALUES; i++)
        buf_add_c(&text, "1,");
    buf_add_c(&text, "1]");
    assert_int_equal(read_text(text.p, &e), ERR_TOO_LARGE);
    buf_clear(&text);
    buf_add_char(&text, '"'); /* brackets within a text count for nothing */
    buf_add_c(&text, "\\\"");
    buf_add_many(&text, '[', LIMIT_JSON_DEPTH * 2);
    buf_add_char(&text, '"');
    assert_int_equal(read_text(text.p, &e), OK);
    buf_dispose(&text);
    buf_init(&text, LIMIT_JSON_BYTES * 2);
    buf_add_many(&text, ' ', LIMIT_JSON_BYTES);
    buf_add_char(&text, '1');
    assert_int_equal(read_text(text.p, &e), ERR_TOO_LARGE);
    buf_dispose(&text);
}

static void nested_values_are_separated(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json_writer w;
    struct err e;
    json_begin(&w, &out);
    json_begin_object(&w);
    json_key(&w, "id");
    json_begin_array(&w);
    json_put_c(&w, "province");
    json_put_c(&w, NULL);
    json_begin_object(&w);
    json_end_object(&w);
    json_begin_array(&w);
    json_put_int(&w, 1);
    json_put_int(&w, 2);
    json_end_array(&w);
    json_begin_array(&w);
    json_put_int(&w, 3);
    json_end_array(&w);
    json_end_array(&w);
    json_key(&w, "n");
    json_put_int(&w, INT64_MIN);
    json_key(&w, "ok");
    json_put_bool(&w, true);
    json_key(&w, "no");
    json_put_bool(&w, false);
    json_key(&w, "none");
    json_put_null(&w);
    json_end_object(&w);
    assert_int_equal(json_finish(&w, &e), OK);
    assert_string_equal(out.p, "{\"id\":[\"province\",null,{},[1,2],[3]],"
                               "\"n\":-9223372036854775808,\"ok\":true,\"no\":false,"
                               "\"none\":null}");
    buf_dispose(&out);
}

static void texts_are_escaped_and_read_back(void **state)
{
    (void)state;
    char all[0x80 + 64];
    size_t n = 0;
    for (int c = 1; c < 0x80; c++)
        all[n++] = (char)c;
    static const char more[] = "é王ኃ😀\u2028\u2029";
    memcpy(all + n, more, sizeof more - 1);
    n += sizeof more - 1;
    struct buf out = {0};
    struct json_writer w;
    struct err e;
    json_begin(&w, &out);
    json_put_text(&w, (struct str){all, n});
    assert_int_equal(json_finish(&w, &e), OK);
    assert_null(strpbrk(out.p, "<>&\n\r\t"));
    assert_null(strstr(out.p, "\u2028"));
    json_t *root;
    assert_int_equal(json_read(&root, buf_str(&out), &e), OK);
    assert_int_equal(json_string_length(root), n);
    assert_memory_equal(json_string_value(root), all, n);
    json_decref(root);
    buf_dispose(&out);
}

static void text_that_is_not_utf8_is_told_at_the_end(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json_writer w;
    struct err e;
    json_begin(&w, &out);
    json_put_c(&w, "a\xe9"
                   "b");
    assert_int_equal(json_finish(&w, &e), ERR_INVALID);
    assert_string_equal(out.p, "\"a\xef\xbf\xbd"
                               "b\"");
    buf_dispose(&out);
    buf_init(&out, 8);
    json_begin(&w, &out);
    json_put_c(&w, "much too long");
    assert_int_equal(json_finish(&w, &e), ERR_TOO_LARGE);
    buf_dispose(&out);
}

static void numbers_read_back_as_the_same_double(void **state)
{
    (void)state;
    static const double values[] = {0,      0.1,     1.0 / 3, 1e300, -2.5,
                                    5e-324, DBL_MAX, DBL_MIN, 1e15,  123456789.125};
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        struct buf out = {0};
        struct json_writer w;
        struct err e;
        json_t *root;
        json_begin(&w, &out);
        json_put_number(&w, values[i]);
        assert_int_equal(json_finish(&w, &e), OK);
        assert_int_equal(json_read(&root, buf_str(&out), &e), OK);
        assert_true(json_number_value(root) == values[i]);
        json_decref(root);
        buf_dispose(&out);
    }
    struct buf out = {0};
    struct json_writer w;
    json_begin(&w, &out);
    json_put_number(&w, 0.1);
    assert_string_equal(out.p, "0.1"); /* the shortest form */
    buf_dispose(&out);
}

static void the_deepest_level_is_written_and_read(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json_writer w;
    struct err e;
    json_begin(&w, &out);
    for (int i = 0; i < LIMIT_JSON_DEPTH / 2; i++) {
        json_begin_array(&w);
        json_put_int(&w, i);
        json_begin_object(&w);
        json_key(&w, "a");
        json_put_int(&w, i);
        json_key(&w, "b");
        if (i == LIMIT_JSON_DEPTH / 2 - 1) json_put_null(&w);
    }
    for (int i = 0; i < LIMIT_JSON_DEPTH / 2; i++) {
        json_end_object(&w);
        json_put_bool(&w, true);
        json_end_array(&w);
    }
    assert_int_equal(json_finish(&w, &e), OK);
    assert_int_equal(read_text(out.p, &e), OK);
    assert_true(str_ends(buf_str(&out), S("},true]},true]")));
    buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_read),
        cmocka_unit_test(wrong_documents_are_refused_at_their_place),
        cmocka_unit_test(an_error_never_repeats_the_text),
        cmocka_unit_test(depth_and_number_of_values_have_limits),
        cmocka_unit_test(nested_values_are_separated),
        cmocka_unit_test(texts_are_escaped_and_read_back),
        cmocka_unit_test(text_that_is_not_utf8_is_told_at_the_end),
        cmocka_unit_test(numbers_read_back_as_the_same_double),
        cmocka_unit_test(the_deepest_level_is_written_and_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
