/* The inconsistencies I1-I43 of the published figures (tests/cases/inconsistencies):
 * the figures as they were published give the finding, a repaired twin does not. Every
 * number is there, with its rules or with why no arithmetic finds it. */
#include "reconcile/claims_read.h"
#include "reconcile/reconcile.h"

#include "base/file.h"
#include "base/buf.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define CASES SOURCE_DIR "/tests/cases/inconsistencies/"
enum { LAST_INCONSISTENCY = 43 };

struct checked {
    struct arena arena;
    struct findings findings;
};

static void check_file(struct checked *out, const char *path)
{
    struct err e = {0};
    struct str text;
    struct claims claims = {0};
    const struct check_context ctx = {.lang = LANG_NL};
    *out = (struct checked){0};
    enum err_code rc = file_read(&text, &out->arena, path, LIMIT_FILE_BYTES, &e);
    if (rc == OK) rc = claims_read(&claims, &out->arena, path, text, &e);
    if (rc != OK) fail_msg("%s: line %d: %s", path, e.line, e.message);
    assert_true(claims.n > 0);
    check_claims(&out->findings, &out->arena, &claims, &ctx);
    claims_dispose(&claims);
}

static void checked_end(struct checked *c)
{
    findings_dispose(&c->findings);
    arena_dispose(&c->arena);
}

static void check_case(struct str number, struct str rules)
{
    struct arena a = {0};
    struct checked wrong, right;
    check_file(&wrong, arena_format(&a, CASES "%.*s.csv", STR_ARG(number)));
    check_file(&right, arena_format(&a, CASES "%.*s-repaired.csv", STR_ARG(number)));
    struct str name;
    while (str_split(&name, &rules, ' ')) {
        const struct rule *rule = rule_named(str_trim(name));
        if (!rule)
            fail_msg("%.*s: there is no rule %.*s", STR_ARG(number), STR_ARG(name));
        enum rule_id id = (enum rule_id)(rule - rule_at((enum rule_id)0));
        if (!findings_have(&wrong.findings, id))
            fail_msg("%.*s: %s finds nothing", STR_ARG(number), rule->name);
        if (findings_have(&right.findings, id))
            fail_msg("%.*s: %s finds something in the repaired twin", STR_ARG(number),
                     rule->name);
    }
    checked_end(&wrong);
    checked_end(&right);
    arena_dispose(&a);
}

static void every_inconsistency_is_found_or_explained(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct str text, line;
    int next = 1, n_explained = 0;
    assert_int_equal(file_read(&text, &a, CASES "expected.cases", 1 << 16, &e), OK);
    while (str_split(&line, &text, '\n')) {
        struct str rest = str_trim(line), number;
        if (rest.n == 0 || rest.p[0] == '#') continue;
        str_split(&number, &rest, ' ');
        assert_string_equal(str_to_c(&a, number), arena_format(&a, "I%02d", next++));
        if (rest.n && rest.p[0] == '-') {
            assert_true(rest.n > 20);
            n_explained++;
        } else {
            check_case(number, rest);
        }
    }
    assert_int_equal(next, LAST_INCONSISTENCY + 1);
    assert_int_equal(n_explained, 4);
    arena_dispose(&a);
}

static const struct finding *finding_of(const struct findings *f, enum rule_id rule)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->items[i].rule == rule) return &f->items[i];
    fail_msg("no finding of %s", rule_at(rule)->name);
    return NULL;
}

/* The arithmetic of 5. Inconsistencies, checked there by script. */
static void arithmetic_is_shown(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        enum rule_id rule;
        const char *arithmetic, *cure;
    } table[] = {
        {"I01", RULE_UNION_DIFFERS, "12.954 + 921 = 13.875 ≠ 12.954", "457 = 12.033"},
        {"I01", RULE_UNION_DIFFERS, "13.875", "457|490 = 13.875"},
        {"I03", RULE_OUTCOMES_BEYOND_WHOLE, "79 + 67 + 13 + 14 + 342 = 515 > 372", ""},
        {"I04", RULE_REMAINDER_UNSTATED, "372 − 173 = 199 (53,5 %)", ""},
        {"I06", RULE_STATUS_INCOMPLETE, "12.954 − 6.866 = 6.088", ""},
        {"I09", RULE_TWO_DENOMINATORS, "79 / 921 = 8,6 %; 79 / 372 = 21,2 %", ""},
        {"I15", RULE_AMOUNTS_MIXED, "2.527.530,13 + 5.944.906,23 = 8.472.436,36", ""},
        {"I18", RULE_TARGET_INDICATIVE, "5.944.906,23 / 3.000 = 1.981,64", ""},
        {"I23", RULE_INDICATOR_IS_REFERRAL, "6.000.000 / (4.000 × 2) = 750", ""},
        {"I25", RULE_PERCENT_BASE, "% → n = 57, 61", ""},
        {"I25", RULE_PERCENT_BASE, "k, % → n = 57", ""},
        {"I29", RULE_PERCENT_SUM, "±25 + 14 + 62 = 101 %", "≤ 3 × 0,5"},
        {"I38", RULE_ATTAINMENT_UNSTATED, "43 / 370 = 11,6 %", ""},
        {"I39", RULE_STATUS_INCOMPLETE, "43 − 7 = 36", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct checked c;
        struct arena a = {0};
        check_file(&c, arena_format(&a, CASES "%s.csv", table[i].file));
        const struct finding *f = finding_of(&c.findings, table[i].rule);
        /* numbers and their signs are apart by spaces that do not break */
        struct buf plain;
        buf_init(&plain, 0);
        for (const char *p = f->arithmetic; *p; p++) {
            bool is_space = strncmp(p, "\xc2\xa0", 2) == 0;
            buf_add_char(&plain, is_space ? ' ' : *p);
            p += is_space;
        }
        if (!strstr(plain.p, table[i].arithmetic) || !strstr(f->cure, table[i].cure))
            fail_msg("%s: \"%s\", cure \"%s\"", table[i].file, plain.p, f->cure);
        buf_dispose(&plain);
        checked_end(&c);
        arena_dispose(&a);
    }
}

static void words_are_there_in_every_language(void **state)
{
    (void)state;
    for (int r = 0; r < N_RULES; r++) {
        const struct rule *rule = rule_at((enum rule_id)r);
        size_t n[N_LANGS] = {0};
        for (int lang = 0; lang < N_LANGS; lang++) {
            const char *texts[] = {rule->what[lang], rule->cure[lang]};
            for (size_t t = 0; t < 2; t++) {
                assert_true(texts[t][0]);
                for (const char *p = texts[t]; (p = strstr(p, "%s")); p++)
                    n[lang]++;
            }
            assert_int_equal(n[lang], n[0]);
        }
        assert_ptr_equal(rule_named(str_of(rule->name)), rule);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_inconsistency_is_found_or_explained),
        cmocka_unit_test(arithmetic_is_shown),
        cmocka_unit_test(words_are_there_in_every_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
