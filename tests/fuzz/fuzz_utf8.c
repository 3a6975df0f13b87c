/* Text is valid exactly when its first bad byte is its end, reading it code point by
 * code point gives the same verdict, and what the HTML and address writers make of it
 * is safe. */
#include "base/html.h"
#include "base/url.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The code point written out again after RFC 3629; 0 when it has no form. */
static size_t encode(char out[4], uint32_t c)
{
    if (c >= UTF8_BAD || (c >= 0xd800 && c < 0xe000)) return 0;
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(first[n] | c);
    return n;
}

static void check_reading(struct str text)
{
    struct str rest = text;
    size_t bad = text.n, points = 0, width = 0;
    while (rest.n) {
        struct str before = rest;
        uint32_t c = utf8_next(&rest);
        struct str piece = {before.p, before.n - rest.n};
        char again[4];
        size_t length = encode(again, c);
        points++;
        width += utf8_width(piece);
        if (length)
            require(str_eq(piece, (struct str){again, length}));
        else
            require(c == UTF8_BAD && piece.n == 1);
        if (!length && bad == text.n) bad = (size_t)(before.p - text.p);
    }
    require(utf8_bad_at(text) == bad);
    require(utf8_is_valid(text) == (bad == text.n));
    require(utf8_width(text) == width && width <= 2 * points);
    struct str half = utf8_take(text, points / 2);
    require(utf8_take(text, points).n == text.n && half.n <= text.n);
    require(!utf8_is_valid(text) || utf8_is_valid(half));
    require(!utf8_is_rtl(half) || utf8_is_rtl(text));
}

static void check_html(struct str text)
{
    struct buf out = {0};
    html_text(&out, text);
    require(utf8_is_valid(buf_str(&out)));
    require(!out.n || !strpbrk(out.p, "<>\"'"));
    require(!out.n || strlen(out.p) == out.n);
    buf_dispose(&out);
}

static void check_url(struct str text)
{
    struct buf out = {0};
    struct arena a = {0};
    struct str back;
    url_text(&out, text);
    bool readable = utf8_is_valid(text) && !(text.n && memchr(text.p, 0, text.n));
    require((url_part_decode(&back, &a, buf_str(&out), NULL) == OK) == readable);
    require(!readable || str_eq(back, text));
    require((url_form_decode(&back, &a, buf_str(&out), NULL) == OK) == readable);
    require(!readable || str_eq(back, text));
    /* and the raw bytes as an encoded part: what is accepted is encoded and read alike
     */
    if (url_form_decode(&back, &a, text, NULL) == OK) {
        struct str again;
        buf_clear(&out);
        url_text(&out, back);
        require(url_form_decode(&again, &a, buf_str(&out), NULL) == OK);
        require(str_eq(again, back));
    }
    buf_dispose(&out);
    arena_dispose(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    check_reading(text);
    check_html(text);
    check_url(text);
    return 0;
}
