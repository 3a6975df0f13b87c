#include "publish/sample_answer.h"

#include <unistd.h>

#include "domain/number_text.h"
#include "publish/publish_format.h"
#include "publish/publish_words.h"

static void formats_are_read_by_name(void **state)
{
    (void)state;
    enum publish_format f;
    struct err e = {0};
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        const char *word = publish_format_word((enum publish_format)i);
        assert_int_equal(publish_format_parse(&f, str_of(word), &e), OK);
        assert_int_equal(f, i);
    }
    assert_int_equal(publish_format_parse(&f, S("XLSX"), &e), OK);
    assert_int_equal(publish_format_parse(&f, S("xslx"), &e), ERR_USAGE);
    assert_string_equal(e.hint, "did you mean \"xlsx\"?");
    e = (struct err){0};
    assert_int_equal(publish_format_parse(&f, S("parquet"), &e), ERR_USAGE);
    assert_string_equal(e.hint, "");
    assert_int_equal(publish_format_parse(&f, S("pdf"), &e), ERR_USAGE);
    assert_string_equal(e.hint,
                        ""); /* two letters of "csv" would do, and be nonsense */
    assert_int_equal(publish_format_parse(&f, S(""), &e), ERR_USAGE);
    assert_true(publish_format_of_path(&f, "map/antwoord.CSV"));
    assert_int_equal(f, PUBLISH_CSV);
    assert_false(publish_format_of_path(&f, ".csv"));
    assert_false(publish_format_of_path(&f, "antwoord"));
}

static void answers_go_to_files_and_streams(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    char path[] = P_tmpdir "/vindplaats-format-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        struct str in_file, in_stream;
        enum publish_format f = (enum publish_format)i;
        assert_int_equal(publish_answer(NULL, path, x, f, NULL, &e), OK);
        assert_int_equal(file_read(&in_file, &a, path, 1 << 24, &e), OK);
        FILE *stream = fopen(path, "w");
        assert_non_null(stream);
        assert_int_equal(publish_answer(stream, NULL, x, f, NULL, &e), OK);
        fclose(stream);
        assert_int_equal(file_read(&in_stream, &a, path, 1 << 24, &e), OK);
        assert_true(in_file.n > 1000);
        assert_true(str_eq(in_file, in_stream));
    }
    close(fd);
    unlink(path);
    arena_dispose(&a);
}

static void a_full_device_is_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        FILE *full = fopen("/dev/full", "w");
        assert_non_null(full);
        enum publish_format f = (enum publish_format)i;
        assert_int_equal(publish_answer(full, NULL, x, f, NULL, &e), ERR_DISK_FULL);
        fclose(full);
    }
    arena_dispose(&a);
}

static void check_number(void (*write)(struct buf *, int64_t, int), int64_t n, int lang,
                         const char *expected)
{
    struct buf out;
    buf_init(&out, 0);
    write(&out, n, lang);
    assert_string_equal(out.p, expected);
    buf_dispose(&out);
}

static void check_percent(double share, int lang, const char *expected)
{
    struct buf out;
    buf_init(&out, 0);
    number_percent(&out, share, lang);
    assert_string_equal(out.p, expected);
    buf_dispose(&out);
}

static void numbers_follow_the_language(void **state)
{
    (void)state;
    check_number(number_count, 12954, LANG_NL, "12.954");
    check_number(number_count, 12954, LANG_FR, "12\u202f954");
    check_number(number_count, 12954, LANG_EN, "12,954");
    check_number(number_count, 0, LANG_NL, "0");
    check_number(number_count, 999, LANG_NL, "999");
    check_number(number_count, -1000000, LANG_NL, "-1.000.000");
    check_number(number_count, INT64_MIN, LANG_EN, "-9,223,372,036,854,775,808");
    check_number(number_euro, 550000000, LANG_NL, "5.500.000,00");
    check_number(number_euro, -5, LANG_EN, "-0.05");
    check_number(number_euro, 100005, LANG_FR, "1\u202f000,05");
    check_percent(79.0 / 921.0, LANG_NL, "8,6\u00a0%");
    check_percent(79.0 / 921.0, LANG_EN, "8.6%");
    check_percent(1.0, LANG_NL, "100,0\u00a0%");
    check_percent(0.1225, LANG_EN, "12.3%");
    check_percent(0.9996, LANG_EN, "100.0%");
    check_percent(0.0 / 1.0, LANG_EN, "0.0%");
}

static void days_follow_the_language(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    number_day(&out, day_of(2022, 3, 1), LANG_FR);
    assert_string_equal(out.p, "1er mars 2022");
    buf_clear(&out);
    number_day(&out, day_of(2022, 3, 1), LANG_NL);
    assert_string_equal(out.p, "1 maart 2022");
    buf_clear(&out);
    number_day(&out, DAY_NONE, LANG_NL);
    assert_int_equal(out.n, 0);
    number_moment(&out, day_to_moment(day_of(2022, 10, 15)) - 1, LANG_EN);
    assert_string_equal(out.p, "14 October 2022");
    buf_clear(&out);
    number_moment(&out, SAMPLE_MADE_AT_MS, LANG_EN);
    assert_string_equal(out.p, "1 December 2022 09:00 UTC");
    buf_dispose(&out);
}

/* Every symbol is there, and no two statuses look alike in any language. */
static void statuses_can_be_told_apart(void **state)
{
    (void)state;
    for (int i = 0; i < N_CELL_STATUSES; i++) {
        enum cell_status p = (enum cell_status)i;
        assert_true(i == CELL_VALUE || *status_symbol(p));
        for (int k = 0; k < i; k++) {
            enum cell_status q = (enum cell_status)k;
            assert_string_not_equal(status_symbol(p), status_symbol(q));
            assert_string_not_equal(status_word(p), status_word(q));
            for (int lang = 0; lang < N_LANGS; lang++)
                assert_string_not_equal(status_label(p, lang), status_label(q, lang));
        }
    }
    for (int w = 0; w < N_WORDS; w++)
        for (int lang = 0; lang < N_LANGS; lang++)
            assert_true(*word_in((enum word)w, lang));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_read_by_name),
        cmocka_unit_test(answers_go_to_files_and_streams),
        cmocka_unit_test(a_full_device_is_told),
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(days_follow_the_language),
        cmocka_unit_test(statuses_can_be_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
