/* Runs the files of tests/cases that are about folding: three lines each (a name, an
 * input, what is expected), an empty line between, # for remarks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "encode/fold.h"

enum { MIN_CASES = 8 };

typedef void fold_answer(struct buf *out, struct str input);

static void answer_text(struct buf *out, struct str input)
{
    text_fold(out, input, FOLD_UMLAUT_KEEP);
    if (!out->n) buf_add_c(out, "(nothing)");
}

static void answer_umlaut(struct buf *out, struct str input)
{
    text_fold(out, input, FOLD_UMLAUT_ONE);
}

static void answer_parts(struct buf *out, struct str input)
{
    struct arena a = {0};
    struct buf folded;
    struct name_parts p;
    buf_init(&folded, 0);
    text_fold(&folded, input, FOLD_UMLAUT_KEEP);
    name_parts_of(&p, &a, buf_str(&folded));
    buf_format(out, "%.*s, %.*s, %.*s", STR_ARG(p.core), STR_ARG(p.particles),
               STR_ARG(p.joined));
    assert_true(str_eq(p.whole, buf_str(&folded)));
    buf_dispose(&folded);
    arena_dispose(&a);
}

static void answer_date(struct buf *out, struct str input)
{
    struct date_doubt doubt;
    struct partial_date d = date_guess_doubt(&doubt, input);
    if (!d.year)
        buf_add_c(out, "not a date");
    else
        buf_format(out, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (doubt.day_month_open) buf_add_c(out, ", day or month");
    if (doubt.century_open) buf_add_c(out, ", century");
    if (doubt.day_impossible) buf_add_c(out, ", no such day");
}

static unsigned check_one(const char *file, int line, const struct str part[3],
                          fold_answer *answer)
{
    struct buf out;
    buf_init(&out, 0);
    answer(&out, part[1]);
    bool same = str_eq(str_trim(buf_str(&out)), part[2]);
    if (!same)
        print_error("%s:%d: %.*s\n  expected %.*s\n  found    %.*s\n", file, line,
                    STR_ARG(part[0]), STR_ARG(part[2]), STR_ARG(buf_str(&out)));
    buf_dispose(&out);
    return same ? 0 : 1;
}

static void check_file(const char *file, fold_answer *answer)
{
    struct arena a = {0};
    struct err e = {0};
    struct str text, line, part[3];
    const char *path = arena_format(&a, "%s/tests/cases/%s", SOURCE_DIR, file);
    if (file_read(&text, &a, path, LIMIT_FILE_BYTES, &e) != OK)
        fail_msg("%s", e.message);
    unsigned n_parts = 0, n_cases = 0, n_wrong = 0;
    int line_number = 0;
    while (str_split(&line, &text, '\n')) {
        line_number++;
        if (str_starts(line, S("#"))) continue;
        if (n_parts == 0 && str_trim(line).n == 0) continue;
        /* the input keeps its spaces */
        part[n_parts] = n_parts == 1 ? line : str_trim(line);
        if (++n_parts < 3) continue;
        n_wrong += check_one(file, line_number, part, answer);
        n_cases++;
        n_parts = 0;
    }
    if (n_parts != 0) fail_msg("%s: last case is not complete", file);
    print_message("%s: %u cases\n", file, n_cases);
    arena_dispose(&a);
    assert_int_equal(n_wrong, 0);
    assert_true(n_cases >= MIN_CASES);
}

#define CASES(name, file, answer)                                                      \
    static void name(void **state)                                                     \
    {                                                                                  \
        (void)state;                                                                   \
        check_file(file, answer);                                                      \
    }
CASES(names_fold, "fold_text.cases", answer_text)
CASES(umlauts_fold, "fold_umlaut.cases", answer_umlaut)
CASES(names_have_parts, "name_parts.cases", answer_parts)
CASES(dates_are_guessed, "date_guess.cases", answer_date)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fold),
        cmocka_unit_test(umlauts_fold),
        cmocka_unit_test(names_have_parts),
        cmocka_unit_test(dates_are_guessed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
