/* A form and its statement are two ways to say one thing. Of every statement in the
 * banks of questions: what the form can say, it says with the same answer; what it
 * cannot, stays text, and on one line it is still the same question. */
#include "measure/question_form.h"

#include <glob.h>

#include "base/file.h"
#include "measure/answer.h"
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;

static const char *text_of_form(const struct question_form *form)
{
    struct buf out = {0};
    question_form_text(&out, form);
    const char *text = arena_copy(&arena, out.p, out.n);
    buf_dispose(&out);
    return text;
}

static bool form_of(struct question_form *out, const char *text)
{
    struct question *q;
    struct err e = {0};
    if (question_parse_statement(&q, &arena, str_of(text), &e) != OK)
        fail_msg("%s: %s", text, e.message);
    return question_form_of(out, &arena, q);
}

static void every_measure_is_a_statement(void **state)
{
    (void)state;
    for (size_t i = 0; i < form_measure_count(); i++) {
        struct question_form f = {.measure = i, .as_of = DAY_NONE}, again;
        const char *text = text_of_form(&f);
        assert_true(form_of(&again, text));
        assert_int_equal(again.measure, i);
        assert_string_equal(text_of_form(&again), text);
    }
}

static void a_form_says_all_it_has(void **state)
{
    static const char *const same[] = {
        "count persons reached",
        "count persons reached where call = 490 rows province columns sex",
        "count persons reached where call in (490, 457) and sex != f rows month",
        "count persons reached where age < 30 during 2019 .. 2023 rows year",
        "count persons reached during 2022-01 .. 2022-06 rows province share of row",
        "count persons started during 2022-02-10 rows province, sex, age_class "
        "columns education_level, segment share of total",
        "count persons with outcome employed where project = \"Werk & co\" rows call "
        "rate of reached as of 2022-09-30",
        "count people met rows place_kind columns target_group",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        struct question_form f;
        if (!form_of(&f, same[i])) fail_msg("no form of: %s", same[i]);
        assert_string_equal(text_of_form(&f), same[i]);
    }
}

static void what_no_form_says_stays_text(void **state)
{
    static const char *const other[] = {
        "count persons", /* not those reached by the same name */
        "sum euro allocated rows source",
        "median days from reached to started",
        "count persons reached each sex, province",
        "count persons reached where sex = f or age < 30",
        "count persons reached where not (sex = f and age < 30)",
        "count persons reached known at 2022-10-14",
        "count persons reached without links",
        "count persons reached note \"a remark\"",
        "count persons reached unavailable \"was not asked\"",
        "count persons reached rate of target",
        "count persons reached compare with \"f1\"",
        "count persons reached rows province, sex, call, month",
        "count persons with outcome employed where sex = f rate of reached where sex = "
        "m",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(other); i++) {
        struct question_form f;
        if (form_of(&f, other[i])) fail_msg("a form of: %s", other[i]);
    }
}

static void words_become_codes(void **state)
{
    struct question_form f;
    (void)state;
    assert_true(form_of(&f, "COUNT  persons reached # all\n where geslacht = vrouw\n"
                            "columns age class rows provincie"));
    assert_string_equal(text_of_form(&f),
                        "count persons reached where sex = f rows province columns "
                        "age_class");
}

static void one_line_keeps_what_it_says(void **state)
{
    struct str line;
    (void)state;
    assert_int_equal(
        question_one_line(&line, &arena,
                          S("count persons # who\n  where call in ( 490 ,457 )\n"
                            "note \"so \\\"called\\\" \\\\ it\""),
                          NULL),
        OK);
    assert_int_equal(line.n, strlen("count persons where call in (490, 457) note "
                                    "\"so \\\"called\\\" \\\\ it\""));
    struct err e = {0};
    assert_int_equal(question_one_line(&line, &arena, S("count \"open"), &e),
                     ERR_SYNTAX);
}

/* --- the banks --- */

static size_t n_statements, n_forms;

static void same_answer(struct asking *a, const char *text, const char *again)
{
    const struct table *t = ask_one(a, text);
    const struct table *u = ask_one(a, again);
    if (!u) fail_msg("%s\n%s", again, a->e.message);
    size_t n = t->cells ? t->rows.n * t->columns.n : 0;
    size_t m = u->cells ? u->rows.n * u->columns.n : 0;
    if (n != m) fail_msg("%s\n%s", text, again);
    for (size_t i = 0; i < n; i++)
        if (t->cells[i].n != u->cells[i].n ||
            t->cells[i].status != u->cells[i].status ||
            t->cells[i].base != u->cells[i].base)
            fail_msg("cell %zu differs\n%s\n%s", i, text, again);
}

static void check_statement(struct asking *a, const char *text)
{
    struct question *q;
    struct question_form form, again;
    struct str line;
    struct err e = {0};
    n_statements++;
    assert_int_equal(question_one_line(&line, &arena, str_of(text), &e), OK);
    if (question_parse_statement(&q, &arena, line, &e) != OK)
        fail_msg("%.*s: %s", STR_ARG(line), e.message);
    bool has_form = question_form_of(&form, &arena, q);
    if (!has_form) return;
    n_forms++;
    const char *formed = text_of_form(&form);
    if (!form_of(&again, formed)) fail_msg("no form of its own text: %s", formed);
    assert_string_equal(text_of_form(&again), formed);
    /* values of the region are not all in the panel of the test */
    if (ask_one(a, text)) same_answer(a, text, formed);
}

static void check_file(struct asking *a, const char *path)
{
    struct question *q;
    struct str text;
    struct err e = {0};
    assert_int_equal(file_read(&text, &arena, path, LIMIT_FILE_BYTES, &e), OK);
    if (question_parse(&q, &arena, text, &e) != OK) fail_msg("%s: %s", path, e.message);
    for (size_t i = 0; i < q->n_parts; i++)
        for (size_t k = 0; k < q->parts[i]->n_statements; k++) {
            const struct statement *s = q->parts[i]->statements[k];
            if (s->text.n && s->measure != MEASURED_NOTHING)
                check_statement(a, str_to_c(&arena, s->text));
        }
}

static void every_question_of_the_banks(void **state)
{
    struct asking a;
    glob_t files = {0};
    (void)state;
    asking_begin(&a);
    assert_int_equal(glob(SOURCE_DIR "/demo/questions/*.vraag", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(&a, files.gl_pathv[i]);
    globfree(&files);
    asking_end(&a);
    assert_true(n_statements > 150);
    assert_true(n_forms > 60);
}

static int end(void **state)
{
    (void)state;
    arena_dispose(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_measure_is_a_statement),
        cmocka_unit_test(a_form_says_all_it_has),
        cmocka_unit_test(what_no_form_says_stays_text),
        cmocka_unit_test(words_become_codes),
        cmocka_unit_test(one_line_keeps_what_it_says),
        cmocka_unit_test(every_question_of_the_banks),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
