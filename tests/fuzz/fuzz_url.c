/* Part of an address as a browser sends it: what is accepted is text, is the same after
 * being encoded and decoded again, and holds what undoing each %XX by hand gives. */
#include "base/url.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* RFC 3986, 2.1, without looking at what may stand where; false: not two digits. */
static bool decode_by_hand(struct buf *out, struct str part, bool form)
{
    for (size_t i = 0; i < part.n; i++) {
        unsigned value;
        char two[3] = {0};
        if (part.p[i] != '%') {
            buf_add_char(out, form && part.p[i] == '+' ? ' ' : part.p[i]);
            continue;
        }
        if (part.n - i < 3) return false;
        memcpy(two, part.p + i + 1, 2);
        if (strspn(two, "0123456789abcdefABCDEF") != 2) return false;
        if (sscanf(two, "%2x", &value) != 1) return false;
        buf_add_char(out, (char)value);
        i += 2;
    }
    return true;
}

static bool has_bare_byte(struct str part)
{
    for (size_t i = 0; i < part.n; i++) {
        unsigned char c = (unsigned char)part.p[i];
        if (c <= ' ' || c >= 0x7f || strchr("\"<>#", c)) return true;
    }
    return false;
}

static void check(struct str part, bool form)
{
    struct arena a = {0};
    struct buf expected = {0}, encoded = {0};
    struct str text, again;
    struct err e = {0};
    enum err_code rc = form ? url_form_decode(&text, &a, part, &e)
                            : url_part_decode(&text, &a, part, &e);
    bool readable = decode_by_hand(&expected, part, form) && !has_bare_byte(part);
    struct str by_hand = buf_str(&expected);
    readable = readable && utf8_is_valid(by_hand) &&
               !(by_hand.n && memchr(by_hand.p, 0, by_hand.n));
    require((rc == OK) == readable);
    if (rc != OK) {
        require(rc == ERR_INVALID && e.message[0] && utf8_is_valid(str_of(e.message)));
    } else {
        require(str_eq(text, by_hand));
        url_text(&encoded, text);
        require(url_form_decode(&again, &a, buf_str(&encoded), NULL) == OK);
        require(str_eq(again, text));
        require(url_part_decode(&again, &a, buf_str(&encoded), NULL) == OK);
        require(str_eq(again, text));
    }
    buf_dispose(&expected);
    buf_dispose(&encoded);
    arena_dispose(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str part = {(const char *)bytes, n};
    check(part, false);
    check(part, true);
    return 0;
}
