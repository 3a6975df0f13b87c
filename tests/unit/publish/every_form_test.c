/* What holds of an answer in whatever form: the same bytes twice, durations with their
 * members, promised bases without an interval, and nothing of what is hidden. */
#include "publish/sample_more.h"

#include <unistd.h>

#include "publish/publish_format.h"

static char path[] = P_tmpdir "/vindplaats-form-XXXXXX";

/* The answer in a form; of a workbook every part of it, as unzip gives them. */
static char *published(struct arena *a, const struct answer *x, enum publish_format f)
{
    struct err e = {0};
    struct str bytes;
    if (f != PUBLISH_XLSX) {
        assert_int_equal(publish_answer(NULL, path, x, f, NULL, &e), OK);
        assert_int_equal(file_read(&bytes, a, path, 1 << 24, &e), OK);
        return arena_copy(a, bytes.p, bytes.n);
    }
    assert_int_equal(publish_answer(NULL, path, x, f, NULL, &e), OK);
    FILE *pipe = popen(arena_format(a, "unzip -p '%s'", path), "r");
    struct buf text;
    char piece[4096];
    size_t n;
    assert_non_null(pipe);
    buf_init(&text, 0);
    while ((n = fread(piece, 1, sizeof piece, pipe)) > 0)
        buf_add(&text, (struct str){piece, n});
    assert_int_equal(pclose(pipe), 0);
    char *copy = arena_copy(a, text.p, text.n);
    buf_dispose(&text);
    return copy;
}

static void assert_has(const char *text, const char *part, enum publish_format f)
{
    if (!strstr(text, part)) fail_msg("no \"%s\" as %s", part, publish_format_word(f));
}

static void assert_lacks(const char *text, const char *part, enum publish_format f)
{
    if (strstr(text, part)) fail_msg("\"%s\" as %s", part, publish_format_word(f));
}

static void the_same_answer_is_the_same_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        enum publish_format f = (enum publish_format)i;
        struct arena a = {0};
        struct err e = {0};
        struct str first, second;
        assert_int_equal(
            publish_answer(NULL, path, sample_answer(&a, LANG_FR), f, NULL, &e), OK);
        assert_int_equal(file_read(&first, &a, path, 1 << 24, &e), OK);
        usleep(1100 * 1000); /* a clock that crept in would show */
        setenv("TZ", "Asia/Tokyo", 1);
        assert_int_equal(
            publish_answer(NULL, path, sample_answer(&a, LANG_FR), f, NULL, &e), OK);
        unsetenv("TZ");
        assert_int_equal(file_read(&second, &a, path, 1 << 24, &e), OK);
        assert_true(str_eq(first, second));
        arena_dispose(&a);
    }
}

/* Even when the maker of the table left it there: figures, bounds, what was published
 * and that it is equal. Column widths are digits too. */
static void nothing_hidden_is_seen(void **state)
{
    (void)state;
    static const char *const traces[] = {"987654321", "987.654.321", "987,654,321",
                                         "98,8",      "0.9876",      "9876543.21"};
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        enum publish_format f = (enum publish_format)i;
        struct arena a = {0};
        char *text = published(&a, sample_more(&a, LANG_NL), f);
        for (size_t k = 0; k < ARRAY_LEN(traces); k++)
            assert_lacks(text, traces[k], f);
        assert_has(text, f == PUBLISH_CSV ? ",hidden," : "verborgen om mensen", f);
        arena_dispose(&a);
    }
}

static void hidden_columns_are_not_wider(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = sample_more(&a, LANG_NL), *y = sample_more(&a, LANG_NL);
    for (size_t i = 2; i < 6; i++)
        for (size_t c = 1; c < 3; c++)
            y->parts[0]->tables[i]->cells[c] = (struct cell){.status = CELL_HIDDEN};
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        enum publish_format f = (enum publish_format)i;
        assert_string_equal(published(&a, x, f), published(&a, y, f));
    }
    arena_dispose(&a);
}

static void durations_show_their_members(void **state)
{
    (void)state;
    static const char *const shown[N_PUBLISH_FORMATS][3] = {
        [PUBLISH_TEXT] = {"42,5 (n 1.057)", "0,0 (n 12)", "1.041,3 (n 1.069)"},
        [PUBLISH_CSV] = {",days,mediaan,trajectories,", ",42.5,,,,,1057,value,",
                         ",0,,,,,12,value,"},
        [PUBLISH_JSON] = {"\"days\":42.5,\"members\":1057", "\"statistic\":\"mediaan\"",
                          "\"days\":0,\"members\":12"},
        [PUBLISH_JSON_STAT] = {"\"value\":[42.5,1057,0,12,null,null,",
                               "\"members\":{\"label\":\"trajecten\",\"decimals\":0}",
                               "\"statistic\":\"mediaan\""},
        [PUBLISH_HTML] = {"<td>42,5 <small>(n 1.057)</small></td>",
                          "<td>0,0 <small>(n 12)</small></td>",
                          "mediaan in dagen (n: aantal trajecten)"},
        [PUBLISH_XLSX] = {"<v>42.5</v>", "<v>1057</v>", "mediaan (dagen)"},
    };
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        enum publish_format f = (enum publish_format)i;
        struct arena a = {0};
        char *text = published(&a, sample_more(&a, LANG_NL), f);
        for (size_t k = 0; k < ARRAY_LEN(shown[i]); k++)
            assert_has(text, shown[i][k], f);
        arena_dispose(&a);
    }
}

static void promised_bases_have_no_interval(void **state)
{
    (void)state;
    static const char *const shown[N_PUBLISH_FORMATS][2] = {
        [PUBLISH_TEXT] = {"130,0\u00a0% (130 / 100)", "(gerealiseerd / beloofd)"},
        [PUBLISH_CSV] = {",beloofde personen,target,", ",130,100,1.300000,,,,value,"},
        [PUBLISH_JSON] = {"\"base_is_target\":true", "\"base\":100,\"rate\":1.3}"},
        [PUBLISH_JSON_STAT] = {"\"base_kind\":\"target\"",
                               "\"value\":[130,100,1.3,40,160,0.25,null,null,null]"},
        [PUBLISH_HTML] = {"<td>130,0\u00a0% <small>(130 / 100)</small></td>",
                          "(gerealiseerd / beloofd)"},
        [PUBLISH_XLSX] = {"<v>1.3</v>", ">beloofd</t>"},
    };
    for (int i = 0; i < N_PUBLISH_FORMATS; i++) {
        enum publish_format f = (enum publish_format)i;
        struct arena a = {0};
        char *text = published(&a, sample_more(&a, LANG_NL), f);
        for (size_t k = 0; k < ARRAY_LEN(shown[i]); k++)
            assert_has(text, shown[i][k], f);
        assert_lacks(text, "987654", f); /* its bounds */
        arena_dispose(&a);
    }
}

static void more_is_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_golden("more.txt",
                  str_of(published(&a, sample_more(&a, LANG_NL), PUBLISH_TEXT)));
    assert_golden("more.csv",
                  str_of(published(&a, sample_more(&a, LANG_NL), PUBLISH_CSV)));
    arena_dispose(&a);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? 1 : close(fd);
}

static int drop_file(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_answer_is_the_same_bytes),
        cmocka_unit_test(nothing_hidden_is_seen),
        cmocka_unit_test(hidden_columns_are_not_wider),
        cmocka_unit_test(durations_show_their_members),
        cmocka_unit_test(promised_bases_have_no_interval),
        cmocka_unit_test(more_is_golden),
    };
    return golden_status(cmocka_run_group_tests(tests, make_file, drop_file));
}
