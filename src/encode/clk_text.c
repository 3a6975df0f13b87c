#include "encode/clk_text.h"

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct buf *out, const uint8_t *bytes, size_t n)
{
    char *p = buf_room(out, base64_length(n));
    if (!p) return;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t v = (uint32_t)bytes[i] << 16;
        if (left > 1) v |= (uint32_t)bytes[i + 1] << 8;
        if (left > 2) v |= bytes[i + 2];
        *p++ = base64_digits[v >> 18];
        *p++ = base64_digits[v >> 12 & 63];
        *p++ = left > 1 ? base64_digits[v >> 6 & 63] : '=';
        *p++ = left > 2 ? base64_digits[v & 63] : '=';
    }
}

/* 64: no digit. */
static unsigned digit_of(char c)
{
    if (c >= 'A' && c <= 'Z') return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z') return (unsigned)(c - 'a' + 26);
    if (c >= '0' && c <= '9') return (unsigned)(c - '0' + 52);
    return c == '+' ? 62 : c == '/' ? 63 : 64;
}

size_t base64_bytes(struct str text)
{
    if (text.n == 0 || text.n % 4) return 0;
    size_t padding = text.p[text.n - 1] != '=' ? 0 : text.p[text.n - 2] != '=' ? 1 : 2;
    return text.n / 4 * 3 - padding;
}

bool base64_read(uint8_t *out, size_t n, struct str text)
{
    if (n == 0 || base64_bytes(text) != n) return false;
    for (size_t i = 0, at = 0; i < n; i += 3, at += 4) {
        size_t left = n - i;
        unsigned a = digit_of(text.p[at]), b = digit_of(text.p[at + 1]);
        unsigned c = left > 1 ? digit_of(text.p[at + 2]) : 0;
        unsigned d = left > 2 ? digit_of(text.p[at + 3]) : 0;
        if ((a | b | c | d) & 64) return false;
        out[i] = (uint8_t)(a << 2 | b >> 4);
        if (left > 1) out[i + 1] = (uint8_t)(b << 4 | c >> 2);
        if (left > 2) out[i + 2] = (uint8_t)(c << 6 | d);
        /* bits that no byte has must be zero, or two texts would mean the same */
        if ((left == 1 && b & 15) || (left == 2 && c & 3)) return false;
    }
    return true;
}

void hex_add(struct buf *out, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *p = buf_room(out, 2 * n);
    if (!p) return;
    for (size_t i = 0; i < n; i++) {
        *p++ = digits[bytes[i] >> 4];
        *p++ = digits[bytes[i] & 15];
    }
}

bool hex_read(uint8_t *out, size_t n, struct str text)
{
    if (text.n != 2 * n) return false;
    for (size_t i = 0; i < n; i++) {
        unsigned byte = 0;
        for (size_t k = 0; k < 2; k++) {
            char c = text.p[2 * i + k];
            if (c >= '0' && c <= '9')
                byte = byte << 4 | (unsigned)(c - '0');
            else if (c >= 'a' && c <= 'f')
                byte = byte << 4 | (unsigned)(c - 'a' + 10);
            else
                return false;
        }
        out[i] = (uint8_t)byte;
    }
    return true;
}
