/* What comes in over the wire, before a page sees it: heads, paths, forms, uploads, and
 * the clock of Brussels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "web/cookies.h"
#include "web/form_body.h"
#include "web/head.h"
#include "web/multipart.h"
#include "web/route.h"

static int check_fields(const struct named_value *fields, size_t n, const char *target)
{
    struct head h = {.method = S("POST"),
                     .version = S("HTTP/1.1"),
                     .target = str_of(target),
                     .fields = fields,
                     .n_fields = n};
    const char *why = "";
    return head_check(&h, &why, 1000);
}
#define CHECK(target, ...)                                                             \
    check_fields((const struct named_value[]){__VA_ARGS__},                            \
                 sizeof((const struct named_value[]){__VA_ARGS__}) /                   \
                     sizeof(struct named_value),                                       \
                 target)
#define HOST                                                                           \
    {                                                                                  \
        S("Host"), S("example.org:8080")                                               \
    }

static void test_head_that_two_readers_may_read_differently_is_refused(void **state)
{
    (void)state;
    assert_int_equal(CHECK("/a?b", HOST), 0);
    assert_int_equal(CHECK("/a", HOST, {S("Content-Length"), S("999")}), 0);
    assert_int_equal(CHECK("/a", HOST, {S("Content-Length"), S("1001")}), 413);
    assert_int_equal(
        CHECK("/a", HOST, {S("Content-Length"), S("5")}, {S("content-length"), S("5")}),
        400);
    assert_int_equal(CHECK("/a", HOST, {S("Content-Length"), S("+5")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("Content-Length"), S("5, 5")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("Content-Length"), S("")}), 400);
    assert_int_equal(CHECK("/a", HOST, HOST), 400);
    assert_int_equal(CHECK("/a", {S("Accept"), S("*/*")}), 400);
    assert_int_equal(CHECK("/a", {S("Host"), S("a/b")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("Transfer-Encoding"), S("chunked")}), 411);
    assert_int_equal(CHECK("/a", HOST, {S("Transfer-Encoding"), S("xchunked")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("X-A"), S("folded\r\n line")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("X A"), S("b")}), 400);
    assert_int_equal(CHECK("/a", HOST, {S("Expect"), S("much")}), 417);
    assert_int_equal(CHECK("http://other/a", HOST), 400);
    assert_int_equal(CHECK("*", HOST), 400);
}

static bool decodes(const char *raw, const char *want)
{
    struct arena a = {0};
    struct str path;
    bool fine = path_decode(&path, &a, str_of(raw));
    if (fine && want) assert_memory_equal(path.p, want, strlen(want));
    if (fine && want) assert_int_equal(path.n, strlen(want));
    arena_dispose(&a);
    return fine;
}

static void test_path_is_one_of_ours(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",      "a",         "//",        "/a//b",  "/a/",      "/../etc/passwd",
        "/a/..", "/%2e%2e/a", "/a%2fb",    "/a%5cb", "/a%00b",   "/a%0ab",
        "/a%",   "/a%zz",     "/\xc3\xa9", "/a%ff",  "/.hidden", "/a%2Fb",
    };
    assert_true(decodes("/", "/"));
    assert_true(decodes("/personen/zoek", "/personen/zoek"));
    assert_true(decodes("/a%20b/%C3%A9", "/a b/\xc3\xa9"));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (decodes(bad[i], NULL)) fail_msg("accepted: %s", bad[i]);
}

static void test_form_body(void **state)
{
    (void)state;
    struct arena a = {0};
    struct named_value *v;
    size_t n;
    struct err e;
    assert_int_equal(
        form_body_read(&v, &n, &a, S("naam=Zo%C3%AB+B&leeg=&x&&t=1%0D%0A2%07"), &e),
        OK);
    assert_int_equal(n, 4);
    assert_true(str_eq(v[0].value, S("Zo\xc3\xab B")));
    assert_true(str_eq(v[1].name, S("leeg")) && v[1].value.n == 0);
    assert_true(str_eq(v[2].name, S("x")) && v[2].value.n == 0);
    assert_true(str_eq(v[3].value, S("1\n2")));
    assert_int_equal(form_body_read(&v, &n, &a, S("a=%ff"), &e), ERR_USAGE);
    assert_int_equal(form_body_read(&v, &n, &a, S("a=%00"), &e), ERR_USAGE);
    assert_int_equal(form_body_read(&v, &n, &a, S("a=%4"), &e), ERR_USAGE);
    assert_int_equal(form_body_read(&v, &n, &a, S("=b"), &e), ERR_USAGE);
    assert_int_equal(form_body_read(&v, &n, &a, S(""), &e), OK);
    assert_int_equal(n, 0);
    char many[2 * LIMIT_REQUEST_VALUES + 2];
    for (size_t i = 0; i < sizeof many; i += 2) {
        many[i] = 'a';
        many[i + 1] = '&';
    }
    assert_int_equal(
        form_body_read(&v, &n, &a, (struct str){many, sizeof many - 1}, &e),
        ERR_TOO_LARGE);
    arena_dispose(&a);
}

#define PART(head, content) "--b\r\n" head "\r\n\r\n" content "\r\n"
#define FIELD(name)         "Content-Disposition: form-data; name=\"" name "\""
#define FILE_HEAD           FIELD("file") "; filename=\"a%22b.txt\"\r\nContent-Type: text/plain"

static enum err_code read_parts(struct multipart *m, struct arena *a, struct str body)
{
    struct err e;
    return multipart_read(m, a, body, S("b"), &e);
}

static void test_multipart(void **state)
{
    (void)state;
    struct arena a = {0};
    struct multipart m;
    struct str whole = S(PART(FIELD("naam"), "Zo\xc3\xab") PART(FILE_HEAD, "x\r\n--y")
                             PART(FIELD("leeg") "; filename=\"\"", "") "--b--\r\n");
    assert_int_equal(read_parts(&m, &a, whole), OK);
    assert_int_equal(m.n_values, 1);
    assert_int_equal(m.n_uploads, 1);
    assert_true(str_eq(m.values[0].value, S("Zo\xc3\xab")));
    assert_true(str_eq(m.uploads[0].file_name, S("a\"b.txt")));
    assert_true(str_eq(m.uploads[0].content, S("x\r\n--y")));
    assert_true(str_eq(m.uploads[0].media_type, S("text/plain")));
    /* cut off anywhere: refused, never half */
    for (size_t n = 0; n + 2 < whole.n; n++)
        assert_int_equal(read_parts(&m, &a, (struct str){whole.p, n}), ERR_USAGE);
    assert_int_equal(read_parts(&m, &a, S(PART(FIELD("a"), "\xff") "--b--")),
                     ERR_USAGE);
    assert_int_equal(read_parts(&m, &a, S(PART("X: y", "1") "--b--")), ERR_USAGE);
    assert_int_equal(read_parts(&m, &a, S(PART(FIELD("a"), "1") "--b--more")),
                     ERR_USAGE);
    assert_int_equal(read_parts(&m, &a, S("x" PART(FIELD("a"), "1") "--b--")),
                     ERR_USAGE);
    arena_dispose(&a);
}

static void test_multipart_limits(void **state)
{
    (void)state;
    struct arena a = {0};
    struct multipart m;
    struct buf b;
    buf_init(&b, 0);
    for (int i = 0; i <= LIMIT_REQUEST_VALUES; i++)
        buf_add(&b, S(PART(FIELD("a"), "1")));
    buf_add(&b, S("--b--"));
    assert_int_equal(read_parts(&m, &a, buf_str(&b)), ERR_TOO_LARGE);
    buf_clear(&b);
    buf_add(&b, S("--b\r\n" FILE_HEAD "\r\n\r\n"));
    buf_add_many(&b, 'x', LIMIT_DOCUMENT_BYTES + 1);
    buf_add(&b, S("\r\n--b--"));
    assert_int_equal(read_parts(&m, &a, buf_str(&b)), ERR_TOO_LARGE);
    buf_dispose(&b);
    arena_dispose(&a);
}

static void test_boundary(void **state)
{
    (void)state;
    struct str b;
    assert_true(multipart_boundary(&b, S("multipart/form-data; boundary=----a1")));
    assert_true(str_eq(b, S("----a1")));
    assert_true(multipart_boundary(&b, S("Multipart/Form-Data;boundary=\"a b\"")) ==
                false);
    assert_true(multipart_boundary(&b, S("multipart/form-data; boundary=\"ab\"")));
    assert_true(str_eq(b, S("ab")));
    assert_false(multipart_boundary(&b, S("multipart/form-data")));
    assert_false(multipart_boundary(&b, S("multipart/form-data; boundary=")));
    assert_false(multipart_boundary(&b, S("text/plain; boundary=a")));
}

static void test_cookies(void **state)
{
    (void)state;
    assert_true(
        str_eq(cookie_find(S("a=1; sessie=x=y; b"), false, "sessie"), S("x=y")));
    assert_true(cookie_find(S("xsessie=1; sessie"), false, "sessie").n == 0);
    /* over https a cookie without the prefix may be planted by a neighbour */
    assert_true(cookie_find(S("sessie=1"), true, "sessie").n == 0);
    assert_true(
        str_eq(cookie_find(S("sessie=1; __Host-sessie=2"), true, "sessie"), S("2")));
    struct arena a = {0};
    assert_string_equal(cookie_line(&a, true, "sessie", "x", 0),
                        "__Host-sessie=x; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(cookie_line(&a, false, "sessie", "", 0),
                        "sessie=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    const char *token = cookie_token(&a);
    assert_true(cookie_token_is_whole(str_of(token)));
    assert_false(cookie_token_is_whole(S("short")));
    uint8_t secret[CSRF_BYTES] = {1, 2, 3}, other[CSRF_BYTES] = {1, 2, 4};
    const char *one = csrf_masked(&a, secret), *two = csrf_masked(&a, secret);
    assert_string_not_equal(one, two);
    assert_true(csrf_is(str_of(one), secret) && csrf_is(str_of(two), secret));
    assert_false(csrf_is(str_of(one), other));
    assert_false(csrf_is(S(""), secret));
    arena_dispose(&a);
}

/* From the tz database (Europe/Brussels), by zdump. */
static void test_clock_of_brussels(void **state)
{
    (void)state;
    static const struct {
        int64_t unix_s;
        int year, month, day, minute;
    } cases[] = {
        {1774745999, 2026, 3, 29, 1 * 60 + 59},  /* 2026-03-29 00:59:59 UTC: CET */
        {1774746000, 2026, 3, 29, 3 * 60},       /* one second on: CEST */
        {1792889999, 2026, 10, 25, 2 * 60 + 59}, /* 00:59:59 UTC: CEST */
        {1792890000, 2026, 10, 25, 2 * 60},      /* CET */
        {1767225600, 2026, 1, 1, 60},            /* midnight UTC at new year */
        {1782864000 - 3600, 2026, 7, 1, 60},     /* 2026-06-30 23:00 UTC */
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int minute, year, month, day;
        struct day d = brussels_day(cases[i].unix_s * 1000, &minute);
        day_split(&year, &month, &day, d);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(month, cases[i].month);
        assert_int_equal(day, cases[i].day);
        assert_int_equal(minute, cases[i].minute);
    }
    /* and back, also where clocks skip an hour and show one twice */
    assert_int_equal(brussels_moment(day_of(2026, 7, 1), 60), 1782860400000);
    assert_int_equal(brussels_moment(day_of(2026, 3, 29), 150), 1774747800000);
    assert_int_equal(brussels_moment(day_of(2026, 10, 25), 150), 1792888200000);
    for (int64_t ms = 1767225600000; ms < 1798761600000; ms += 1800000) {
        int minute;
        struct day d = brussels_day(ms, &minute);
        int64_t back = brussels_moment(d, minute);
        assert_true(back == ms || back == ms - 3600000); /* the hour shown twice */
    }
}

static void test_routes_are_found(void **state)
{
    (void)state;
    struct arena a = {0};
    struct named_value *values;
    size_t n;
    bool other;
    const struct route *r = route_find(&values, &n, &other, &a, S("GET"), S("/health"));
    assert_non_null(r);
    assert_int_equal(n, 0);
    assert_null(route_find(&values, &n, &other, &a, S("POST"), S("/health")));
    assert_true(other);
    assert_null(route_find(&values, &n, &other, &a, S("GET"), S("/health/")));
    assert_null(route_find(&values, &n, &other, &a, S("GET"), S("/healt")));
    assert_null(route_find(&values, &n, &other, &a, S("GET"), S("/health/a")));
    assert_null(route_find(&values, &n, &other, &a, S("GET"), S("")));
    assert_false(other);
    assert_true(route_count() >= 1 && route_at(route_count()) == NULL);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head_that_two_readers_may_read_differently_is_refused),
        cmocka_unit_test(test_path_is_one_of_ours),
        cmocka_unit_test(test_form_body),
        cmocka_unit_test(test_multipart),
        cmocka_unit_test(test_multipart_limits),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_clock_of_brussels),
        cmocka_unit_test(test_routes_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
