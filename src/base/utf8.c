#include "base/utf8.h"

#include "base/utf8_tables.h"

static unsigned byte_at(struct str s, size_t i)
{
    return (unsigned char)s.p[i];
}

/* Length of the well-formed sequence at the start of `s`, 0 when malformed. The second
 * byte carries the extra bounds that keep out overlong forms (E0, F0), surrogates (ED)
 * and what lies beyond U+10FFFF (F4). */
static size_t sequence_length(struct str s)
{
    unsigned first = byte_at(s, 0);
    if (first < 0x80) return 1;
    size_t n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || s.n < n) return 0;
    unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (byte_at(s, 1) < low || byte_at(s, 1) > high) return 0;
    for (size_t i = 2; i < n; i++)
        if ((byte_at(s, i) & 0xc0) != 0x80) return 0;
    return n;
}

uint32_t utf8_next(struct str *s)
{
    require(s->n > 0);
    size_t n = sequence_length(*s);
    uint32_t c = UTF8_BAD;
    if (n == 1) c = byte_at(*s, 0);
    if (n > 1) {
        c = byte_at(*s, 0) & (0x7fu >> n);
        for (size_t i = 1; i < n; i++)
            c = c << 6 | (byte_at(*s, i) & 0x3f);
    }
    size_t step = n ? n : 1;
    s->p += step;
    s->n -= step;
    return c;
}

size_t utf8_bad_at(struct str s)
{
    size_t at = 0;
    while (at < s.n) {
        size_t n = sequence_length((struct str){s.p + at, s.n - at});
        if (!n) return at;
        at += n;
    }
    return s.n;
}

bool utf8_is_valid(struct str s)
{
    return utf8_bad_at(s) == s.n;
}

static bool in_ranges(const struct code_range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].high)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && c >= ranges[low].low;
}

static size_t width_of(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return 0;
    if (c < 0x300) return 1;
    if (in_ranges(zero_width, ARRAY_LEN(zero_width), c)) return 0;
    return in_ranges(wide, ARRAY_LEN(wide), c) ? 2 : 1;
}

size_t utf8_width(struct str s)
{
    size_t width = 0;
    while (s.n)
        width += width_of(utf8_next(&s));
    return width;
}

bool utf8_is_rtl(struct str s)
{
    while (s.n)
        if (in_ranges(right_to_left, ARRAY_LEN(right_to_left), utf8_next(&s)))
            return true;
    return false;
}

struct str utf8_take(struct str s, size_t n)
{
    struct str rest = s;
    while (n-- && rest.n)
        utf8_next(&rest);
    return (struct str){s.p, s.n - rest.n};
}
