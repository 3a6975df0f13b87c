/* Cases of three lines (a name, an input, what is expected), an empty line between, #
 * for remarks. Whoever knows the trade can add one. */
#ifndef TESTS_CASE_FILE_H
#define TESTS_CASE_FILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/file.h"
#include "base/limits.h"

enum { MIN_CASES = 8 };

typedef void case_answer(struct buf *out, struct str input);

/* The value of `key` in "key=value key=value"; STR_NONE when it is not there. */
static inline struct str value_of(struct str input, const char *key)
{
    struct str word;
    while (str_split(&word, &input, ' ')) {
        struct str name = word, rest = word;
        if (str_contains(word, S("=")) && str_split(&name, &rest, '=') &&
            str_eq_c(name, key))
            return rest;
    }
    return STR_NONE;
}

static inline struct day day_in(struct str input, const char *key)
{
    struct str text = value_of(input, key);
    struct day d = DAY_NONE;
    if (text.p && day_parse(&d, text, NULL) != OK)
        fail_msg("%s: not a day: %.*s", key, STR_ARG(text));
    return d;
}

static inline unsigned run_one(const char *file, int line, struct str name,
                               struct str input, struct str expected,
                               case_answer *answer)
{
    struct buf out;
    buf_init(&out, 0);
    answer(&out, input);
    bool same = str_eq(buf_str(&out), expected);
    if (!same)
        print_error("%s:%d: %.*s\n  input    %.*s\n  expected %.*s\n  found    %.*s\n",
                    file, line, STR_ARG(name), STR_ARG(input), STR_ARG(expected),
                    STR_ARG(buf_str(&out)));
    buf_dispose(&out);
    return same ? 0 : 1;
}

static inline void run_file(const char *file, case_answer *answer)
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
        line = str_trim(line);
        if (str_starts(line, S("#"))) continue;
        if (line.n == 0) {
            if (n_parts != 0)
                fail_msg("%s:%d: expected three lines", file, line_number);
            continue;
        }
        part[n_parts++] = line;
        if (n_parts < 3) continue;
        n_wrong += run_one(file, line_number, part[0], part[1], part[2], answer);
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
        run_file(file, answer);                                                        \
    }
#endif
