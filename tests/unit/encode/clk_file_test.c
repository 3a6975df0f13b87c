/* Files of encodings come back as they were written; whatever was cut, altered, too
 * large or of another kind is refused with its place and a cure. */
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/rng.h"
#include "encode/clk_file.h"
#include "encode/clk_text.h"

enum { N = 20, BITS = 128 };

static void base64_as_the_rfc(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        /* RFC 4648, section 10 */
        {"f", "Zg=="},        {"fo", "Zm8="},        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    static const char *const wrong[] = {"Zg=",  "Zh==", "Zm9=", "Zm 9",  "Zg==\n",
                                        "====", "",     "Z===", "Zm9v=", "Zm-v"};
    struct buf out;
    uint8_t back[8];
    buf_init(&out, 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t n = strlen(cases[i][0]);
        buf_clear(&out);
        base64_add(&out, (const uint8_t *)cases[i][0], n);
        assert_true(str_eq(buf_str(&out), str_of(cases[i][1])));
        assert_int_equal(base64_bytes(buf_str(&out)), n);
        assert_true(base64_read(back, n, buf_str(&out)));
        assert_memory_equal(back, cases[i][0], n);
        assert_false(base64_read(back, n + 1, buf_str(&out)));
    }
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        for (size_t n = 0; n < 4; n++)
            assert_false(base64_read(back, n, str_of(wrong[i])));
    buf_dispose(&out);
}

static void file_make(struct clk_file *f, size_t n, size_t n_keys, unsigned seed)
{
    struct rng r;
    rng_init(&r, seed);
    clk_file_init(f, n, BITS, n_keys);
    struct clk_file_head *h = &f->head;
    snprintf(h->project, sizeof h->project, "project-1");
    snprintf(h->party, sizeof h->party, "ocmw_a");
    snprintf(h->values, sizeof h->values, "folded-1");
    snprintf(h->encoder, sizeof h->encoder, "vindplaats %s", VINDPLAATS_VERSION);
    h->hardening = harden_plan_of(HARDEN_STANDARD);
    h->raw_fill_per_1000 = 410;
    for (size_t k = 0; k < n_keys; k++)
        snprintf(h->key_name[k], sizeof h->key_name[k], "key-%zu", k);
    for (size_t i = 0; i < n; i++) {
        uint8_t bytes[BITS / 8];
        for (size_t b = 0; b < sizeof bytes; b++)
            bytes[b] = (uint8_t)rng_next(&r);
        if (i % 7 != 3) clk_set_put(&f->set, i, bytes); /* some have no encoding */
        for (size_t b = 0; b < CLK_TOKEN_BYTES; b++)
            f->token[i].b[b] = (uint8_t)rng_next(&r);
        for (size_t k = 0; k < n_keys; k++)
            for (size_t b = 0; b < CLK_KEY_BYTES && (i + k) % 3; b++)
                f->key[i * n_keys + k].b[b] = (uint8_t)rng_next(&r);
    }
}

/* A file beside the test, away when it ends. */
static const char *path_fresh(void)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/clk_file_test_%d.clk", (int)getpid());
    unlink(path);
    return path;
}

static size_t row_of(const struct clk_file *f, const struct clk_token *t)
{
    for (size_t i = 0; i < f->set.n; i++)
        if (memcmp(f->token[i].b, t->b, CLK_TOKEN_BYTES) == 0) return i;
    fail_msg("a token is gone");
    return 0;
}

static void files_come_back(void **state)
{
    (void)state;
    const char *path = path_fresh();
    struct err e = {0};
    for (size_t n_keys = 0; n_keys <= CLK_KEYS_MAX; n_keys += 2) {
        struct clk_file f, back;
        file_make(&f, N, n_keys, 1);
        assert_int_equal(clk_file_write(path, &f, &e), OK);
        assert_int_equal(clk_file_write(path, &f, &e), ERR_EXISTS);
        enum clk_file_kind kind;
        assert_true(clk_file_is(&kind, path) && kind == CLK_FILE_OURS);
        if (clk_file_read(&back, path, 0, &e) != OK) fail_msg("%s", e.message);
        assert_int_equal(back.set.n, N);
        assert_int_equal(back.head.raw_fill_per_1000, 410);
        assert_int_equal(back.head.fill_per_1000, f.head.fill_per_1000);
        assert_true(back.head.fill_per_1000 > 400 && back.head.fill_per_1000 < 600);
        assert_int_equal(clk_heads_agree(&f.head, &back.head, &e), OK);
        assert_int_equal(back.head.n_keys, n_keys);
        for (size_t i = 0; i < N; i++) {
            size_t at = row_of(&f, &back.token[i]);
            assert_memory_equal(clk_set_row(&f.set, at), clk_set_row(&back.set, i),
                                BITS / 8);
            assert_int_equal(f.set.weight[at], back.set.weight[i]);
            assert_memory_equal(&f.key[at * n_keys], &back.key[i * n_keys],
                                n_keys * sizeof *f.key);
            if (i)
                assert_true(
                    memcmp(back.token[i - 1].b, back.token[i].b, CLK_TOKEN_BYTES) < 0);
        }
        clk_file_dispose(&f);
        clk_file_dispose(&back);
        unlink(path);
    }
}

static void no_records_are_a_file(void **state)
{
    (void)state;
    const char *path = path_fresh();
    struct clk_file f, back;
    struct err e = {0};
    file_make(&f, 0, 0, 1);
    assert_int_equal(clk_file_write(path, &f, &e), OK);
    assert_int_equal(clk_file_read(&back, path, 0, &e), OK);
    assert_int_equal(back.set.n, 0);
    clk_file_dispose(&f);
    clk_file_dispose(&back);
    unlink(path);
}

static void equal_tokens_are_refused(void **state)
{
    (void)state;
    struct clk_file f;
    struct err e = {0};
    file_make(&f, N, 0, 1);
    f.token[3] = f.token[8];
    assert_int_equal(clk_file_write(path_fresh(), &f, &e), ERR_INVALID);
    clk_file_dispose(&f);
}

static enum err_code read_text(struct clk_file *out, struct str text,
                               enum clk_file_kind kind, uint32_t bits, struct err *e)
{
    FILE *in = fmemopen((void *)(uintptr_t)text.p, text.n, "rb");
    assert_non_null(in);
    *e = (struct err){0};
    enum err_code rc = clk_file_read_from(out, in, kind, bits, e);
    fclose(in);
    return rc;
}

static struct str file_text(struct arena *a)
{
    const char *path = path_fresh();
    struct clk_file f;
    struct err e = {0};
    struct str text;
    file_make(&f, N, 1, 1);
    if (clk_file_write(path, &f, &e) != OK ||
        file_read(&text, a, path, LIMIT_FILE_BYTES, &e) != OK)
        fail_msg("%s", e.message);
    clk_file_dispose(&f);
    unlink(path);
    return text;
}

/* Wherever the file is cut, and whichever byte is another one: never a result. */
static void every_cut_and_change_is_found(void **state)
{
    (void)state;
    struct arena a = {0};
    struct clk_file f;
    struct err e;
    struct str text = file_text(&a);
    assert_int_equal(read_text(&f, text, CLK_FILE_OURS, 0, &e), OK);
    clk_file_dispose(&f);
    for (size_t n = 1; n < text.n; n++) {
        enum err_code rc = read_text(&f, (struct str){text.p, n}, CLK_FILE_OURS, 0, &e);
        assert_true(rc != OK && e.message[0] && e.hint[0]);
    }
    char *p = arena_copy(&a, text.p, text.n);
    for (size_t i = 0; i < text.n; i++)
        for (int change = 1; change < 256; change += 37) {
            p[i] = (char)(text.p[i] ^ change);
            enum err_code rc =
                read_text(&f, (struct str){p, text.n}, CLK_FILE_OURS, 0, &e);
            p[i] = text.p[i];
            /* an error of one of our own codes, with words; never a result */
            assert_true(rc != OK && e.message[0]);
        }
    arena_dispose(&a);
}

static struct str text_with(struct arena *a, struct str text, const char *old,
                            const char *new)
{
    const char *at = memmem(text.p, text.n, old, strlen(old));
    assert_non_null(at);
    size_t before = (size_t)(at - text.p);
    struct str rest = {at + strlen(old), text.n - before - strlen(old)};
    const char *out =
        arena_format(a, "%.*s%s%.*s", (int)before, text.p, new, STR_ARG(rest));
    return str_of(out);
}

static void errors_say_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *words;
        enum err_code code;
    } cases[] = {
        {"\"version\":1", "\"version\":2", "version 2; this program reads 1",
         ERR_INVALID},
        {"\"bits\":128", "\"bits\":1024", "172 characters of base64 (1024 bits)",
         ERR_INVALID},
        {"\"bits\":128", "\"bits\":100", "a multiple of 8", ERR_INVALID},
        {"\"bits\":128", "\"bits\":8200", "more than 8192", ERR_TOO_LARGE},
        {"\"records\":20", "\"records\":21", "expected record 21 of 21", ERR_INVALID},
        {"\"records\":20", "\"records\":19", "after 19 records, found more",
         ERR_INVALID},
        {"\"records\":20", "\"records\":9999999999", "more than 16777216",
         ERR_TOO_LARGE},
        {"\"records\":20", "\"records\":16777216", "too short", ERR_INVALID},
        {"\"records\":20", "\"records\":-1", "a whole number", ERR_INVALID},
        {"\"project\":\"project-1\"", "\"project\":\"Project 1\"", "\"project\"",
         ERR_INVALID},
        {"\"folds\":0", "\"folds\":9", "\"folds\" is 9", ERR_TOO_LARGE},
        {"\"taps\":0", "\"taps\":true", "\"taps\"", ERR_INVALID},
        {"[\"key-0\"]", "[\"key-0\",\"key-1\"]", "an exact key for each", ERR_INVALID},
        {"[\"key-0\"]", "[\"key-0\",\"key-0\"]", "not the same", ERR_INVALID},
        {"[\"key-0\"]", "[]", "the end of the row", ERR_INVALID},
        {"\"raw_fill_per_1000\":410", "\"raw_fill_per_1000\":400", "checksum",
         ERR_INVALID},
        {"{\"format\"", "{\"version\":1,\"format\"", "one JSON object", ERR_INVALID},
    };
    struct arena a = {0};
    struct clk_file f;
    struct err e;
    struct str text = file_text(&a);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str other = text_with(&a, text, cases[i].old, cases[i].new);
        enum err_code rc = read_text(&f, other, CLK_FILE_OURS, 0, &e);
        if (rc != cases[i].code || !strstr(e.message, cases[i].words) || !e.hint[0])
            fail_msg("%s: %d \"%s\"", cases[i].new, (int)rc, e.message);
    }
    struct str longer = str_of(arena_format(&a, "%.*s\n", STR_ARG(text)));
    assert_int_equal(read_text(&f, longer, CLK_FILE_OURS, 0, &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "more after the last line"));
    arena_dispose(&a);
}

static void disagreement_is_named(void **state)
{
    (void)state;
    struct clk_file f;
    struct err e;
    file_make(&f, 1, 1, 1);
    static const char *const words[] = {"project", "length",    "secret",
                                        "schema",  "hardening", "folded"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct clk_file_head other = f.head;
        if (i == 0) other.project[0] = 'q';
        if (i == 1) other.bits = 1024;
        if (i == 2) other.secret_check[3] ^= 1;
        if (i == 3) other.schema[31] ^= 1;
        if (i == 4) other.hardening.taps = 2;
        if (i == 5) other.values[0] = 'x';
        e = (struct err){0};
        assert_int_equal(clk_heads_agree(&f.head, &other, &e), ERR_INVALID);
        assert_non_null(strstr(e.message, words[i]));
        assert_true(e.hint[0]);
    }
    clk_file_dispose(&f);
}

static void files_of_others_are_read(void **state)
{
    (void)state;
    struct clk_file f;
    struct err e;
    struct str json = S("{\"clks\": [\"AAAAAAAAAAE=\",\n \"//////////8=\"]}\n");
    assert_int_equal(read_text(&f, json, CLK_FILE_CLKHASH, 0, &e), OK);
    assert_int_equal(f.set.n, 2);
    assert_int_equal(f.set.bits, 64);
    assert_int_equal(f.set.weight[0], 1);
    assert_int_equal(f.set.weight[1], 64);
    assert_int_equal(f.token[1].b[CLK_TOKEN_BYTES - 1], 1);
    clk_file_dispose(&f);
    assert_int_equal(read_text(&f, S("{\"clks\":[]}"), CLK_FILE_CLKHASH, 0, &e), OK);
    assert_int_equal(f.set.n, 0);
    clk_file_dispose(&f);
    static const char *const wrong[] = {
        "{\"clks\":[\"AAAAAAAAAAE=\",\"AAAA\"]}", /* another length */
        "{\"clks\":[\"AAAA\"]}",                  /* 24 bits */
        "{\"clks\":[\"AAAAAAAAAAE=\"",
        "{\"clks\":[\"AAAAAAAAAAE=\",]}",
        "{\"clks\":[\"AAAAAAAAAAE=\"]}x",
        "{\"clks\":[1]}",
        "{\"clknblocks\":[]}",
        "{\"clks\":[\"AAAA\nAAAAAAE=\"]}",
        "[]",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_int_equal(read_text(&f, str_of(wrong[i]), CLK_FILE_CLKHASH, 0, &e),
                         ERR_SYNTAX);
        assert_true(e.message[0] && e.hint[0]);
    }
    struct str raw = S("12345678abcdefgh");
    assert_int_equal(read_text(&f, raw, CLK_FILE_RAW, 64, &e), OK);
    assert_int_equal(f.set.n, 2);
    assert_memory_equal(clk_set_row(&f.set, 1), "abcdefgh", 8);
    clk_file_dispose(&f);
    assert_int_equal(read_text(&f, raw, CLK_FILE_RAW, 0, &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "no whole number of rows of 128"));
}

/* A party of anonlink's tutorial, as its service stores it. */
static void rows_of_anonlink_are_read(void **state)
{
    (void)state;
    struct arena a = {0};
    struct clk_file f;
    struct err e = {0};
    const char *oracle = getenv("VINDPLAATS_ORACLE");
    const char *path =
        arena_format(&a, "%s/anonlink/multiparty_0.bin",
                     oracle ? oracle : SOURCE_DIR "/../shared/oracle/link");
    if (!file_exists(path)) {
        print_message("skipped: anonlink/multiparty_0.bin of the oracle is not here\n");
        arena_dispose(&a);
        skip();
    }
    if (clk_file_read(&f, path, 0, &e) != OK) fail_msg("%s", e.message);
    assert_int_equal(f.set.bits, 1024);
    assert_true(f.set.n > 3000 && f.set.n < 3500);
    clk_file_dispose(&f);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_as_the_rfc),
        cmocka_unit_test(files_come_back),
        cmocka_unit_test(no_records_are_a_file),
        cmocka_unit_test(equal_tokens_are_refused),
        cmocka_unit_test(every_cut_and_change_is_found),
        cmocka_unit_test(errors_say_what_is_wrong),
        cmocka_unit_test(disagreement_is_named),
        cmocka_unit_test(files_of_others_are_read),
        cmocka_unit_test(rows_of_anonlink_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
