/* Values as Python reads them, because clkhash reads them with Python: what is expected
 * here was printed by Python 3.11 (int, float, datetime.strptime and strftime on
 * Linux).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "encode/date_pattern.h"
#include "encode/field_value.h"
#include "encode/token_list.h"

static void dates_are_read_as_python_reads_them(void **state)
{
    (void)state;
    static const struct {
        const char *form, *text, *date; /* date NULL: refused */
    } rows[] = {
        {"%Y-%m-%d", "1992-02-29", "19920229"},
        {"%Y-%m-%d", "1993-02-29", NULL},
        {"%Y-%m-%d", "1992-2-9", "19920209"},
        {"%Y-%m-%d", " 1992-02-09", NULL},
        {"%Y-%m-%d", "1992-02-09 ", NULL},
        {"%Y%m%d", "19920209", "19920209"},
        {"%Y%m%d", "2001111", "20011101"},
        {"%Y%m%d", "200111", "20010101"},
        {"%Y%m%d", "20011", NULL},
        {"%d/%m/%Y", " 7/05/2001", "20010507"},
        {"%d/%m/%Y", "07/ 5/2001", NULL},
        {"%d%m%Y", "1112001", "20010111"},
        {"%d%m%y", "010269", "19690201"},
        {"%d%m%y", "010268", "20680201"},
        {"%d %B %Y", "3  MARCH\t1980", "19800303"},
        {"%d %b %Y", "3 Mar 1980", "19800303"},
        {"%d %b %Y", "3 March 1980", NULL},
        {"%d%B%Y", "3may1980", "19800503"},
        {"%j %Y", "366 1993", "19940101"},
        {"%Y%j", "1992060", "19920229"},
        {"%j%Y", "11992", "19920101"},
        {"%Y-%m-%dT%H:%M:%S", "1980-01-02t03:04:05", "19800102"},
        {"%Y-%m-%dT%H:%M:%S", "1980-01-02T03:04:60", NULL},
        {"%S %Y-%m-%d", "61 1980-01-02", NULL},
        {"%A, %d %B %Y", "friday, 03 march 1980", "19800303"},
        {"%a %d", "tue 5", "19000105"},
        {"%m", "2", "19000201"},
        {"%d", "30", "19000130"},
        {"%m %d", "2 30", NULL},
        {"%Y", "0000", NULL},
        {"%Y", "0999", "9990101"},
        {"%Y-%m-%d", "0123-01-12", "1230112"},
        {"100%% %Y", "100% 2001", "20010101"},
        {"%Y", "20011", NULL},
        {"%y%m%d", "800101", "19800101"},
        {"%Y.%m.%d", "1980x01x02", NULL},
        {"%f %Y", "123456 1980", "19800101"},
        {"%f%Y", "11980", "19800101"},
        {"%H%M %Y", "123 1980", "19800101"},
        {"%j %m %d", "60 13 1", NULL},
        {"%j %m %d %Y", "60 12 31 1980", "19800229"},
        {"%b %m", "jan 05", "19000501"},
        {"%m %b", "05 jan", "19000101"},
        {"%Y %y", "1980 77", "19770101"},
        {"%y %Y", "77 1980", "19800101"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct partial_date d;
        struct err e;
        char text[16] = "none";
        if (date_pattern_check(str_of(rows[i].form), "format", &e) != OK)
            fail_msg("%s: %s", rows[i].form, e.message);
        if (date_pattern_read(&d, str_of(rows[i].form), str_of(rows[i].text)))
            snprintf(text, sizeof text, "%d%02d%02d", d.year, d.month, d.day);
        if (strcmp(text, rows[i].date ? rows[i].date : "none") != 0)
            fail_msg("'%s' as %s: %s", rows[i].text, rows[i].form, text);
    }
}

static void date_forms_that_are_not_read_are_refused(void **state)
{
    (void)state;
    static const char *const forms[] = {"",      "no directive", "%",  "%Y-%", "%Q",
                                        "%Y %Y", "%Y %p",        "%x", "%-d"};
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        struct err e = {0};
        if (date_pattern_check(str_of(forms[i]), "features[2].format.format", &e) !=
            ERR_INVALID)
            fail_msg("'%s' accepted", forms[i]);
        assert_non_null(strstr(e.message, "features[2].format.format"));
    }
}

static void whole_numbers_are_read_as_python_reads_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number;
    } rows[] = {
        {"65", "65"},
        {"+65", "65"},
        {" 065", "65"},
        {"6_5", "65"},
        {"-0", "0"},
        {"-007", "-7"},
        {"1_0", "10"},
        {"_1", NULL},
        {"1_", NULL},
        {"1__0", NULL},
        {" 1 0", NULL},
        {"+ 1", NULL},
        {"-_1", NULL},
        {"1 _", NULL},
        {"\331\241\331\242", "12"},
        {"\0375\034", NULL},
        {"\342\200\2035\343\200\200", "5"},
        {"\037\331\245", NULL},
        {"5\302\205", "5"},
        {"5\342\200\213", NULL},
        {"--5", NULL},
        {"", NULL},
        {"  ", NULL},
        {"0x10", NULL},
        {"1e3", NULL},
        {"1.0", NULL},
        {"00", "0"},
        {"+", NULL},
        {"-", NULL},
        {"\302\262", NULL},
        {"99999999999999999999999", "99999999999999999999999"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        bool ok = integer_text(&out, str_of(rows[i].text));
        if (ok != (rows[i].number != NULL)) fail_msg("'%s'", rows[i].text);
        if (ok) assert_string_equal(out.p, rows[i].number);
        buf_dispose(&out);
    }
    struct buf digits = {0}, out = {0};
    buf_add_many(&digits, '9', 4300);
    assert_true(integer_text(&out, buf_str(&digits)));
    assert_int_equal(out.n, 4300);
    buf_add_char(&digits, '9');
    assert_false(integer_text(&out, buf_str(&digits)));
    buf_dispose(&digits);
    buf_dispose(&out);
}

static void numbers_are_read_as_python_reads_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number;
    } rows[] = {
        {"1", "1.0"},          {"1.5", "1.5"},
        {".5", "0.5"},         {"5.", "5.0"},
        {".", NULL},           {"-2.5e3", "-2500.0"},
        {"1_0.5", "10.5"},     {"1._5", NULL},
        {"1_.5", NULL},        {"1e1_0", "10000000000.0"},
        {"1_e5", NULL},        {" .5_0 ", "0.5"},
        {"inf", NULL},         {"nan", NULL},
        {"1e400", NULL},       {"0x1p3", NULL},
        {"1e", NULL},          {"e5", NULL},
        {"\331\241.5", "1.5"}, {"+1.25E-2", "0.0125"},
        {"1e+", NULL},         {"--1", NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        double v = 0;
        bool ok = float_read(&v, str_of(rows[i].text));
        if (ok != (rows[i].number != NULL)) fail_msg("'%s'", rows[i].text);
        if (ok) assert_true(v == strtod(rows[i].number, NULL));
    }
}

/* The text a value gives, or NULL when it is refused. */
static const char *text_of(struct buf *b, const struct linkage_feature *f,
                           const char *value)
{
    struct value_pattern *pattern = NULL;
    struct buf scratch = {0};
    struct str text;
    struct err e = {0};
    if (f->has_pattern)
        assert_int_equal(value_pattern_new(&pattern, f->pattern, "pattern", &e), OK);
    enum err_code rc = field_value_text(&text, &scratch, f, pattern, str_of(value), &e);
    buf_clear(b);
    if (rc == OK) buf_add(b, text);
    if (rc == OK && !text.n) buf_add_c(b, "");
    if (rc != OK) {
        assert_int_equal(rc, ERR_INVALID);
        assert_non_null(strstr(e.message, "field"));
        if (strlen(value) > 3) assert_null(strstr(e.message, value));
        assert_true(*e.hint != 0);
    }
    buf_dispose(&scratch);
    value_pattern_free(pattern);
    return rc == OK ? (b->p ? b->p : "") : NULL;
}

static void texts_are_held_against_their_format(void **state)
{
    (void)state;
    struct buf b = {0};
    struct linkage_feature f = linkage_feature_ngram(S("field"), 2, false, 100);
    assert_string_equal(text_of(&b, &f, "  Ünal "), "  Ünal ");
    assert_string_equal(text_of(&b, &f, ""), "");
    f.min_length = 2;
    f.max_length = 4;
    assert_null(text_of(&b, &f, "Ü"));
    assert_string_equal(text_of(&b, &f, "Ünal"), "Ünal");
    assert_null(text_of(&b, &f, "Ünals"));
    f.min_length = f.max_length = 0;
    f.is_case_upper = true;
    assert_string_equal(text_of(&b, &f, "KÉVIN 2"), "KÉVIN 2");
    assert_null(text_of(&b, &f, "KéVIN"));
    assert_null(text_of(&b, &f, "STRAßE")); /* upper() makes it SS */
    f.is_case_upper = false;
    f.is_case_lower = true;
    assert_string_equal(text_of(&b, &f, "straße"), "straße");
    assert_null(text_of(&b, &f, "Éva"));
    f.is_case_lower = false;
    f.encoding = TEXT_ASCII;
    assert_null(text_of(&b, &f, "Éva"));
    f.encoding = TEXT_LATIN1;
    assert_string_equal(text_of(&b, &f, "Éva"), "Éva");
    assert_null(text_of(&b, &f, "Łukasz"));
    f.encoding = TEXT_UTF8;
    assert_null(text_of(&b, &f, "\xed\xa0\x80"));
    buf_dispose(&b);
}

static void patterns_are_for_the_whole_value(void **state)
{
    (void)state;
    struct buf b = {0};
    struct linkage_feature f = linkage_feature_ngram(S("field"), 2, false, 100);
    f.has_pattern = true;
    f.pattern = S("[a-z]{3}\\d\\d|x");
    assert_string_equal(text_of(&b, &f, "abc12"), "abc12");
    assert_string_equal(text_of(&b, &f, "x"), "x");
    assert_null(text_of(&b, &f, "abc123"));
    assert_null(text_of(&b, &f, "abc12\n"));
    assert_null(text_of(&b, &f, ""));
    f.pattern = S("(?:\\d\\d/\\d\\d)\\Z");
    assert_string_equal(text_of(&b, &f, "12/34"), "12/34");
    f.pattern = S("(a+)+b"); /* work that doubles with each letter */
    assert_null(text_of(&b, &f, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"));
    buf_dispose(&b);
    static const char *const bad[] = {"(",     "[a",     "*a",     "(?P<n>a)",
                                      "[a[b]", "[a&&b]", "[a--b]", "\xff"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct value_pattern *p;
        struct err e = {0};
        if (value_pattern_new(&p, str_of(bad[i]), "features[1].format.pattern", &e) !=
            ERR_INVALID)
            fail_msg("%s accepted", bad[i]);
        assert_null(p);
        assert_non_null(strstr(e.message, "features[1].format.pattern"));
    }
    static const char *const good[] = {"[^]a-]", "[]a]", "\\[\\[", "[\\[\\]]",
                                       "a--b&&c"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        struct value_pattern *p;
        struct err e = {0};
        if (value_pattern_new(&p, str_of(good[i]), "pattern", &e) != OK)
            fail_msg("%s: %s", good[i], e.message);
        value_pattern_free(p);
    }
}

static void numbers_dates_and_lists_have_one_form(void **state)
{
    (void)state;
    struct buf b = {0};
    struct str values[] = {S("M"), S("V")};
    struct linkage_feature f = linkage_feature_ngram(S("field"), 1, true, 100);
    f.value = VALUE_INTEGER;
    assert_string_equal(text_of(&b, &f, " +0_65"), "65");
    assert_string_equal(text_of(&b, &f, "0"), "0");
    assert_string_equal(text_of(&b, &f, "01080"), "1080"); /* the trap of postcodes */
    assert_null(text_of(&b, &f, "10.80"));
    assert_null(text_of(&b, &f, ""));
    f.has_minimum = f.has_maximum = true;
    f.minimum = -20;
    f.maximum = 999;
    assert_string_equal(text_of(&b, &f, "-20"), "-20");
    assert_null(text_of(&b, &f, "-21"));
    assert_null(text_of(&b, &f, "-100"));
    assert_string_equal(text_of(&b, &f, "999"), "999");
    assert_null(text_of(&b, &f, "1000"));
    assert_null(text_of(&b, &f, "99999999999999999999999999"));
    f.value = VALUE_DATE;
    f.date_format = S("%d/%m/%Y");
    assert_string_equal(text_of(&b, &f, "7/5/2001"), "20010507");
    assert_string_equal(text_of(&b, &f, "7/5/0201"), "2010507");
    assert_null(text_of(&b, &f, "31/04/2001"));
    f.value = VALUE_ENUM;
    f.values = values;
    f.n_values = 2;
    assert_string_equal(text_of(&b, &f, "V"), "V");
    assert_null(text_of(&b, &f, "v"));
    buf_dispose(&b);
}

static void a_missing_value_is_replaced_and_not_looked_at(void **state)
{
    (void)state;
    struct buf b = {0};
    struct linkage_feature f = linkage_feature_ngram(S("field"), 1, true, 100);
    f.value = VALUE_INTEGER;
    f.has_sentinel = true;
    f.sentinel = S("N/A");
    assert_string_equal(text_of(&b, &f, "N/A"), "N/A");
    f.has_replacement = true;
    f.replacement = S("");
    assert_string_equal(text_of(&b, &f, "N/A"), "");
    assert_null(text_of(&b, &f, "n/a"));
    buf_dispose(&b);
}

/* What clkhash_vectors.json does not hold. */
static void tokens_at_the_edges(void **state)
{
    (void)state;
    struct linkage_feature f = linkage_feature_ngram(S("field"), 2, true, 100);
    struct token_list t = {0};
    struct buf b = {0};
    struct err e;
    assert_int_equal(token_list_make(&t, &f, S("\xf0\x9f\x98\x80"), &e), OK);
    assert_int_equal(t.n, 2);
    f.encoding = TEXT_UTF16; /* '😀'.encode('utf-16') after '1  ' */
    token_bytes(&b, &t, &f, 0);
    assert_int_equal(b.n, 2 + 2 * 3 + 4);
    assert_memory_equal(b.p,
                        "\xff\xfe"
                        "1\0 \0 \0"
                        "\x3d\xd8\x00\xde",
                        b.n);
    buf_clear(&b);
    f.encoding = TEXT_UTF32;
    token_bytes(&b, &t, &f, 1);
    assert_int_equal(b.n, 4 + 4 * 4);
    assert_memory_equal(b.p,
                        "\xff\xfe\0\0"
                        "2\0\0\0 \0\0\0"
                        "\x00\xf6\x01\0 \0\0\0",
                        b.n);
    f = (struct linkage_feature){.identifier = S("field"),
                                 .tokens = TOKEN_NUMERIC,
                                 .threshold = 2.5,
                                 .resolution = 1};
    assert_int_equal(numeric_interval(&f), 2); /* halves to even */
    static const struct {
        const char *text, *first; /* NULL: refused */
    } rows[] = {{"-7", "-16"},
                {" 1_0 ", "18"},
                {"1e3", "1998"},
                {"-3.9", "-8"},
                {"123456789012345678901234567890", "246913578024691357802469135778"},
                {"1e29", "199999999999999982866301714430"},
                {"1e30", NULL},
                {"9999999999999999999999999999999999999", NULL},
                {"twelve", NULL},
                {"inf", NULL}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        enum err_code rc = token_list_make(&t, &f, str_of(rows[i].text), &e);
        assert_int_equal(rc, rows[i].first ? OK : ERR_INVALID);
        if (rc != OK) {
            assert_non_null(strstr(e.message, "field"));
            continue;
        }
        buf_clear(&b);
        token_bytes(&b, &t, &f, 0);
        assert_string_equal(b.p, rows[i].first);
    }
    token_list_dispose(&t);
    buf_dispose(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_python_reads_them),
        cmocka_unit_test(date_forms_that_are_not_read_are_refused),
        cmocka_unit_test(whole_numbers_are_read_as_python_reads_them),
        cmocka_unit_test(numbers_are_read_as_python_reads_them),
        cmocka_unit_test(texts_are_held_against_their_format),
        cmocka_unit_test(patterns_are_for_the_whole_value),
        cmocka_unit_test(numbers_dates_and_lists_have_one_form),
        cmocka_unit_test(a_missing_value_is_replaced_and_not_looked_at),
        cmocka_unit_test(tokens_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
