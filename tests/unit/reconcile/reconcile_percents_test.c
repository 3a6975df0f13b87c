/* The search for a denominator: percentages made from a number are found to fit it, and
 * those of another number are not said to. Sister calls with the same chance are no
 * outliers. */
#include "reconcile/claims_read.h"
#include "reconcile/reconcile.h"

#include "base/buf.h"
#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define HEAD "figure,publication,cell,measure,unit,text,number,as_of\n"

struct run {
    struct arena arena;
    struct claims claims;
    struct findings findings;
};

static void run_check(struct run *r, const struct buf *text)
{
    struct err e = {0};
    const struct check_context ctx = {.lang = LANG_EN};
    *r = (struct run){0};
    if (claims_read(&r->claims, &r->arena, "f.csv", buf_str(text), &e) != OK)
        fail_msg("line %d: %s", e.line, e.message);
    check_claims(&r->findings, &r->arena, &r->claims, &ctx);
}

static void run_end(struct run *r)
{
    claims_dispose(&r->claims);
    findings_dispose(&r->findings);
    arena_dispose(&r->arena);
}

/* Six counts of n with their percentages, `stated` as the group of the figure. */
static void write_shares(struct buf *out, struct rng *rng, int n, int stated,
                         int decimals)
{
    buf_add_c(out, HEAD);
    buf_format(out, "f,p,call=1,group,persons,%d,%d,\n", stated, stated);
    for (int i = 0; i < 6; i++) {
        int k = rng_between(rng, 1, n);
        buf_format(out, "f,p,call=1,thing%d,persons,%d,%d,\n", i, k, k);
        buf_format(out, "f,p,call=1,rate thing%d,percent,%.*f,%.*f,\n", i, decimals,
                   100.0 * k / n, decimals, 100.0 * k / n);
    }
}

static void the_number_behind_percentages_is_found(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 57);
    int n_found = 0;
    for (int i = 0; i < 120; i++) {
        struct buf text;
        struct run r;
        int n = rng_between(&rng, 20, 90), decimals = i % 2;
        bool is_right = i % 3 == 0;
        buf_init(&text, 0);
        write_shares(&text, &rng, n, is_right ? n : n + 200, decimals);
        run_check(&r, &text);
        assert_int_equal(findings_have(&r.findings, RULE_PERCENT_BASE), !is_right);
        for (size_t f = 0; f < r.findings.n; f++) {
            char fits[32];
            if (r.findings.items[f].rule != RULE_PERCENT_BASE) continue;
            /* among the numbers that the counts fit, ours is one */
            const char *with = strstr(r.findings.items[f].arithmetic, "k, % → n = ");
            assert_non_null(with);
            snprintf(fits, sizeof fits, "%d", n);
            n_found += strstr(with, fits) != NULL;
        }
        run_end(&r);
        buf_dispose(&text);
    }
    assert_int_equal(n_found, 80);
}

/* Two calls with one chance: false alarms are rarer than the level of the intervals. */
static void same_chances_are_no_outliers(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 3);
    for (int i = 0; i < 400; i++) {
        struct buf text;
        struct run r;
        double p = 0.01 + 0.9 * (double)rng_below(&rng, 1000) / 1000;
        buf_init(&text, 0);
        buf_add_c(&text, HEAD);
        for (int call = 1; call <= 2; call++) {
            int ended = rng_between(&rng, 5, 400), employed = 0;
            for (int j = 0; j < ended; j++)
                employed += rng_chance(&rng, p);
            buf_format(&text, "f,p,call=%d,ended,persons,%d,%d,\n", call, ended, ended);
            buf_format(&text, "f,p,call=%d,employed,persons,%d,%d,\n", call, employed,
                       employed);
        }
        run_check(&r, &text);
        assert_false(findings_have(&r.findings, RULE_RATIO_OUTLIER));
        run_end(&r);
        buf_dispose(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_behind_percentages_is_found),
        cmocka_unit_test(same_chances_are_no_outliers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
