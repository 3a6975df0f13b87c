/* Hardening against the literals of ul-mds/pprl (oracle hardening/vectors.json; MIT
 * licence, the same six stand below), and by what must hold for every key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/rng.h"
#include "encode/harden.h"

enum { BYTES = 2 * CLK_BITS_MAX / 8 };

static uint32_t bits_read(uint8_t *out, const char *text)
{
    uint32_t n = (uint32_t)strlen(text);
    memset(out, 0, (n + 7) / 8);
    for (uint32_t i = 0; i < n; i++)
        if (text[i] == '1') out[i / 8] |= (uint8_t)(0x80 >> i % 8);
    return n;
}

static unsigned weight(const uint8_t *in, uint32_t bits)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < bits; i++)
        n += in[i / 8] >> (7 - i % 8) & 1;
    return n;
}

static unsigned distance(const uint8_t *a, const uint8_t *b, uint32_t bits)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < bits; i++)
        n += (a[i / 8] ^ b[i / 8]) >> (7 - i % 8) & 1;
    return n;
}

static void fill(uint8_t *out, uint32_t bits, struct rng *r, double p)
{
    memset(out, 0, (bits + 7) / 8);
    for (uint32_t i = 0; i < bits; i++)
        if (rng_chance(r, p)) out[i / 8] |= (uint8_t)(0x80 >> i % 8);
}

static struct harden_key key_of(unsigned seed)
{
    struct harden_key k;
    struct rng r;
    rng_init(&r, seed);
    for (size_t i = 0; i < sizeof k.b; i++)
        k.b[i] = (uint8_t)rng_next(&r);
    return k;
}

static void literals_hold(void **state)
{
    (void)state;
    static const struct {
        void (*step)(uint8_t *, const uint8_t *, uint32_t);
        const char *in, *out;
    } cases[] = {
        {harden_balance, "1010", "10100101"},
        {harden_fold, "1111111110100011", "01011100"},
        {harden_fold, "111111111010001", "01011101"},
        {harden_rule_90, "10010", "01100"},
        {harden_rule_90, "0110101", "0110000"},
        /* the fast ways, of whole bytes: the rule of the slow ones by hand */
        {harden_rule_90, "1000000000000001", "1100000000000011"},
        {harden_balance, "11110000", "1111000000001111"},
    };
    uint8_t in[8], out[8], expected[8];
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint32_t n = bits_read(in, cases[i].in);
        memset(out, 0xff, sizeof out);
        cases[i].step(out, in, n);
        n = bits_read(expected, cases[i].out);
        assert_memory_equal(out, expected, (n + 7) / 8);
    }
}

/* Lengths of whole bytes take another way: they agree with the same bits one by one. */
static void whole_bytes_agree(void **state)
{
    (void)state;
    struct rng r;
    uint8_t in[BYTES], out[BYTES];
    rng_init(&r, 1);
    for (int round = 0; round < 200; round++) {
        uint32_t bits = 8 * (1 + rng_below(&r, 128));
        fill(in, bits, &r, 0.4);
        harden_rule_90(out, in, bits);
        for (uint32_t i = 0; i < bits; i++) {
            uint32_t a = (i + bits - 1) % bits, b = (i + 1) % bits;
            unsigned expected =
                (in[a / 8] >> (7 - a % 8) ^ in[b / 8] >> (7 - b % 8)) & 1;
            assert_int_equal(out[i / 8] >> (7 - i % 8) & 1, expected);
        }
        harden_balance(out, in, bits);
        assert_int_equal(weight(out, 2 * bits), bits);
        harden_fold(out, in, bits);
        for (uint32_t i = 0; i < bits / 2; i++) {
            uint32_t b = i + bits / 2;
            unsigned expected =
                (in[i / 8] >> (7 - i % 8) ^ in[b / 8] >> (7 - b % 8)) & 1;
            assert_int_equal(out[i / 8] >> (7 - i % 8) & 1, expected);
        }
    }
}

static void order_is_keyed(void **state)
{
    (void)state;
    static const uint32_t lengths[] = {64, 72, 200, 1024, 2048};
    struct rng r;
    uint8_t in[BYTES], a[BYTES], b[BYTES];
    rng_init(&r, 2);
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        uint32_t bits = lengths[i];
        struct harden_key one = key_of(1), two = key_of(2);
        fill(in, bits, &r, 0.4);
        harden_permute(a, in, bits, &one);
        assert_int_equal(weight(a, bits), weight(in, bits));
        harden_permute(b, in, bits, &one);
        assert_memory_equal(a, b, bits / 8);
        harden_permute(b, in, bits, &two);
        assert_true(distance(a, b, bits) > bits / 8);
    }
}

/* Where does bit 0 go? With 2000 keys and 64 places each place gets 31 of them: the
 * chi-squared of 63 degrees of freedom is under 113 in 9999 of 10000 cases. */
static void order_is_unbiased(void **state)
{
    (void)state;
    enum { KEYS = 2000, BITS = 64 };
    unsigned n[BITS] = {0};
    uint8_t in[BITS / 8] = {0x80}, out[BITS / 8];
    for (unsigned i = 0; i < KEYS; i++) {
        struct harden_key k = key_of(100 + i);
        harden_permute(out, in, BITS, &k);
        for (unsigned bit = 0; bit < BITS; bit++)
            n[bit] += out[bit / 8] >> (7 - bit % 8) & 1;
    }
    double chi2 = 0, expected = (double)KEYS / BITS;
    for (unsigned bit = 0; bit < BITS; bit++)
        chi2 += ((double)n[bit] - expected) * ((double)n[bit] - expected) / expected;
    print_message("chi-squared %.1f of 63 degrees of freedom\n", chi2);
    assert_true(chi2 < 113);
}

static void noise_is_the_records_own(void **state)
{
    (void)state;
    enum { BITS = 1024, ROUNDS = 300 };
    struct harden_key one = key_of(1), two = key_of(2);
    struct rng r;
    uint8_t in[BITS / 8], a[BITS / 8], b[BITS / 8];
    unsigned changed = 0;
    rng_init(&r, 3);
    for (int round = 0; round < ROUNDS; round++) {
        fill(in, BITS, &r, 0.4);
        memcpy(a, in, sizeof a);
        memcpy(b, in, sizeof b);
        harden_blip(a, BITS, &one, 100);
        harden_blip(b, BITS, &one, 100);
        assert_memory_equal(a, b, sizeof a);
        harden_blip(b, BITS, &one, 0); /* no noise: nothing changes */
        assert_memory_equal(a, b, sizeof a);
        memcpy(b, in, sizeof b);
        harden_blip(b, BITS, &two, 100);
        assert_true(distance(a, b, BITS) > 0);
        changed += distance(a, in, BITS);
    }
    /* of 10 % drawn anew one half changes: 5 %, here of 307,200 bits; six standard
     * deviations are 0.24 % */
    double share = (double)changed / ((double)BITS * ROUNDS);
    print_message("%.4f of the bits changed\n", share);
    assert_true(share > 0.0476 && share < 0.0524);
}

/* One bit in changes as many bits out as there are taps, whichever bit it is. */
static void diffusion_uses_each_bit(void **state)
{
    (void)state;
    static const uint32_t lengths[] = {64, 512, 1024};
    struct rng r;
    uint8_t in[BYTES], a[BYTES], b[BYTES];
    rng_init(&r, 4);
    for (size_t l = 0; l < ARRAY_LEN(lengths); l++)
        for (unsigned taps = 2; taps <= HARDEN_TAPS_MAX; taps++) {
            struct harden_key k = key_of(taps);
            fill(in, lengths[l], &r, 0.4);
            harden_diffuse(a, in, lengths[l], taps, &k);
            for (uint32_t bit = 0; bit < lengths[l]; bit += 1 + lengths[l] / 64) {
                in[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
                harden_diffuse(b, in, lengths[l], taps, &k);
                in[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
                assert_int_equal(distance(a, b, lengths[l]), taps);
            }
        }
}

static void a_plan_is_its_steps(void **state)
{
    (void)state;
    struct harden_key k = key_of(7);
    struct harden_plan plan = {.permute = true,
                               .rule_90 = true,
                               .taps = 3,
                               .folds = 1,
                               .blip_per_1000 = 50,
                               .balance = true};
    struct hardener *h;
    struct rng r;
    struct err e;
    uint8_t in[128], a[256], b[256];
    rng_init(&r, 5);
    assert_int_equal(hardener_new(&h, &plan, 1024, &k, &e), OK);
    assert_int_equal(hardener_bits(h), 1024);
    for (int round = 0; round < 50; round++) {
        fill(in, 1024, &r, 0.4);
        harden(a, h, in);
        harden_permute(b, in, 1024, &k);
        uint8_t c[256];
        harden_rule_90(c, b, 1024);
        harden_diffuse(b, c, 1024, 3, &k);
        harden_fold(c, b, 1024);
        harden_blip(c, 512, &k, 50);
        harden_balance(b, c, 512);
        assert_memory_equal(a, b, 128);
    }
    hardener_free(h);
}

static void levels_have_names(void **state)
{
    (void)state;
    for (int i = HARDEN_NONE; i <= HARDEN_HIGH; i++) {
        enum harden_level level;
        struct harden_plan a = harden_plan_of((enum harden_level)i), b;
        struct err e;
        assert_true(harden_level_named(
            &level, str_of(harden_level_name((enum harden_level)i))));
        b = harden_plan_of(level);
        assert_true(harden_plan_same(&a, &b));
        assert_int_equal(harden_plan_check(&a, 1024, &e), OK);
    }
    enum harden_level level;
    assert_false(harden_level_named(&level, S("strong")));
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        struct harden_plan plan;
        uint32_t bits;
    } cases[] = {
        {{.permute = true}, 56},   {{.permute = true}, 1020},
        {{.permute = true}, 8200}, {{.taps = 1}, 1024},
        {{.taps = 9}, 1024},       {{.folds = 4}, 1024},
        {{.folds = 2}, 72},        {{.blip_per_1000 = 501}, 1024},
        {{.balance = true}, 8192},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct err e = {0};
        struct hardener *h;
        struct harden_key k = key_of(1);
        assert_int_equal(hardener_new(&h, &cases[i].plan, cases[i].bits, &k, &e),
                         ERR_INVALID);
        assert_true(e.message[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_hold),
        cmocka_unit_test(whole_bytes_agree),
        cmocka_unit_test(order_is_keyed),
        cmocka_unit_test(order_is_unbiased),
        cmocka_unit_test(noise_is_the_records_own),
        cmocka_unit_test(diffusion_uses_each_bit),
        cmocka_unit_test(a_plan_is_its_steps),
        cmocka_unit_test(levels_have_names),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
