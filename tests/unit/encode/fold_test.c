/* Folding holds for whatever bytes come, from any thread, and is the same when done
 * twice. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/rng.h"
#include "encode/fold.h"

static void fold_to(struct buf *out, struct str raw, enum fold_umlaut umlauts)
{
    buf_clear(out);
    text_fold(out, raw, umlauts);
}

static void assert_folded(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        assert_true((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ');
        if (c == ' ') {
            assert_true(i > 0 && i + 1 < s.n);
            assert_true(s.p[i - 1] != ' ');
        }
    }
}

static void latin1_is_read(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    fold_to(&out, S("M\xfcller"), FOLD_UMLAUT_KEEP);
    assert_true(str_eq(buf_str(&out), S("muller")));
    /* a sequence that ends before its time, a lone continuation, an encoded surrogate
     */
    fold_to(&out, S("ab\xe2\x82"), FOLD_UMLAUT_KEEP);
    assert_true(str_eq(buf_str(&out), S("aba")));
    fold_to(&out, S("a\x80z"), FOLD_UMLAUT_KEEP);
    assert_true(str_eq(buf_str(&out), S("a z")));
    fold_to(&out, S("\0a\0b"), FOLD_UMLAUT_KEEP);
    assert_true(str_eq(buf_str(&out), S("a b")));
    buf_dispose(&out);
}

static void any_bytes_fold(void **state)
{
    (void)state;
    struct buf out, again;
    struct rng r;
    struct arena a = {0};
    char raw[400];
    buf_init(&out, 0);
    buf_init(&again, 0);
    rng_init(&r, 4);
    for (int round = 0; round < 4000; round++) {
        size_t n = rng_below(&r, sizeof raw);
        bool is_text = rng_chance(&r, 0.5);
        for (size_t i = 0; i < n; i++) {
            raw[i] = (char)rng_below(&r, 256);
            if (is_text && i + 2 < n) { /* letters of any script, three bytes each */
                raw[i++] = (char)(0xe0 + rng_below(&r, 13));
                raw[i++] = (char)(0xa0 + rng_below(&r, 32));
                raw[i] = (char)(0x80 + rng_below(&r, 64));
            }
        }
        enum fold_umlaut umlauts = rng_chance(&r, 0.5);
        fold_to(&out, (struct str){raw, n}, umlauts);
        assert_folded(buf_str(&out));
        fold_to(&again, buf_str(&out), FOLD_UMLAUT_KEEP);
        assert_true(str_eq(buf_str(&again), buf_str(&out)));
        struct name_parts p;
        name_parts_of(&p, &a, buf_str(&out));
        assert_true(p.core.n > 0 || out.n == 0);
        assert_true(p.joined.n <= out.n);
        date_guess((struct str){raw, n});
    }
    buf_dispose(&out);
    buf_dispose(&again);
    arena_dispose(&a);
}

/* What stood in the buffer before stays, whatever is folded behind it. */
static void folding_appends(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    buf_add_c(&out, "oe ");
    text_fold(&out, S(" Özer  "), FOLD_UMLAUT_ONE);
    assert_true(str_eq(buf_str(&out), S("oe ozer")));
    buf_dispose(&out);
}

static void *fold_often(void *argument)
{
    bool *same_out = argument;
    struct buf out;
    buf_init(&out, 0);
    bool same = true;
    for (int i = 0; i < 2000; i++) {
        fold_to(&out, S("Öztürk Вікторія محمد"), FOLD_UMLAUT_KEEP);
        same &= str_eq(buf_str(&out), S("ozturk viktoria mhmd"));
    }
    buf_dispose(&out);
    *same_out = same;
    return NULL;
}

static void threads_fold_alike(void **state)
{
    (void)state;
    pthread_t thread[4];
    bool same[4] = {false};
    for (size_t i = 0; i < ARRAY_LEN(thread); i++)
        assert_int_equal(pthread_create(&thread[i], NULL, fold_often, &same[i]), 0);
    for (size_t i = 0; i < ARRAY_LEN(thread); i++) {
        pthread_join(thread[i], NULL);
        assert_true(same[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_fold_alike), /* first: they open ICU together */
        cmocka_unit_test(latin1_is_read),
        cmocka_unit_test(any_bytes_fold),
        cmocka_unit_test(folding_appends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
