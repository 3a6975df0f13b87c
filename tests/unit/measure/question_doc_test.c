/* docs/question-language.md holds what it promises: its examples are answered, its
 * mistakes are refused in the words it shows, and it names every unit and dimension. */
#include "base/file.h"
#include "measure/dimension.h"
#include "measure/question_ast.h"
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct asking asking;
static struct str page;

static int begin(void **state)
{
    (void)state;
    asking_begin(&asking);
    struct err e = {0};
    if (file_read(&page, &asking.arena, SOURCE_DIR "/docs/question-language.md",
                  LIMIT_FILE_BYTES, &e) != OK) {
        fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    asking_end(&asking);
    return 0;
}

/* The next block with this mark: its text, without the fences. */
static bool next_block(struct str *out, struct str *rest, struct str mark)
{
    struct str line, after = *rest;
    while (str_split(&line, &after, '\n')) {
        if (!str_eq(line, mark)) continue;
        struct str body = after;
        size_t n = 0;
        while (str_split(&line, &after, '\n') && !str_eq_c(line, "```"))
            n += line.n + 1;
        *out = (struct str){body.p, n};
        *rest = after;
        return true;
    }
    return false;
}

static void examples_are_answered(void **state)
{
    struct str rest = page, block;
    int n = 0;
    (void)state;
    for (; next_block(&block, &rest, S("```vraag")); n++) {
        const char *text = str_to_c(&asking.arena, block);
        if (!ask_file(&asking, text))
            fail_msg("%s%d:%d %s\n%s", text, asking.e.line, asking.e.column,
                     asking.e.message, asking.e.hint);
    }
    assert_true(n >= 15);
}

static void mistakes_are_refused_as_shown(void **state)
{
    struct str rest = page, block, line;
    int n = 0;
    (void)state;
    for (; next_block(&block, &rest, S("```vraag-fout")); n++) {
        struct str text = block, lines = block, error = STR_NONE, hint = STR_NONE;
        while (str_split(&line, &lines, '\n')) {
            if (!str_starts(line, S("fout: ")) && !str_starts(line, S("raad: ")))
                continue;
            struct str said = {line.p + 6, line.n - 6};
            if (str_starts(line, S("fout: "))) {
                error = said;
                text.n = (size_t)(line.p - block.p);
            } else {
                hint = said;
            }
        }
        const char *question = str_to_c(&asking.arena, text);
        if (ask_file(&asking, question)) fail_msg("answered: %s", question);
        const char *found = arena_format(&asking.arena, "%d:%d %s", asking.e.line,
                                         asking.e.column, asking.e.message);
        assert_string_equal(found, str_to_c(&asking.arena, error));
        assert_string_equal(asking.e.hint, str_to_c(&asking.arena, hint));
    }
    assert_true(n >= 4);
}

static void every_name_is_explained(void **state)
{
    (void)state;
    for (int i = 0; i < N_DIMENSIONS; i++) {
        const char *name = dimension_at((enum dimension_id)i)->name;
        if (!str_contains(page, str_of(arena_format(&asking.arena, "`%s`", name))))
            fail_msg("dimension %s is not in the page", name);
    }
    for (int i = 0; i < N_UNITS; i++) {
        char *name = arena_format(&asking.arena, "`%s`", unit_at((enum unit)i)->name);
        for (char *p = name; *p; p++)
            if (*p == '_') *p = ' ';
        if (!str_contains(page, str_of(name)))
            fail_msg("unit %s is not in the page", name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_answered),
        cmocka_unit_test(mistakes_are_refused_as_shown),
        cmocka_unit_test(every_name_is_explained),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
