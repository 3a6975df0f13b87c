#include "encode/token_list.h"

#include <math.h>

#include "base/utf8.h"
#include "encode/field_value.h"

#define WIDE_MAX ((wide_int)1 << 100)

static double power_of_ten(int n)
{
    double p = 1;
    while (n--)
        p *= 10;
    return p;
}

int64_t numeric_interval(const struct linkage_feature *f)
{
    double v = rint(f->threshold * power_of_ten(f->fractional_precision));
    return v >= 1 && v < 9007199254740992.0 ? (int64_t)v : 0;
}

void token_list_dispose(struct token_list *t)
{
    free(t->character);
    *t = (struct token_list){0};
}

static void characters_make(struct token_list *t, struct str text, size_t padding)
{
    size_t most = text.n + 2 * padding, n = 0;
    if (most > t->room) {
        t->room = most * 2;
        t->character = mem_grow(t->character, t->room, sizeof *t->character);
    }
    uint32_t highest = 0;
    while (n < padding)
        t->character[n++] = ' ';
    size_t plain = 0;
    for (; plain < text.n && (unsigned char)text.p[plain] < 0x80; plain++)
        t->character[n++] = (unsigned char)text.p[plain];
    text = (struct str){text.p + plain, text.n - plain};
    while (text.n) {
        uint32_t c = utf8_next(&text);
        highest = MAX_OF(highest, c);
        t->character[n++] = c;
    }
    for (size_t i = 0; i < padding; i++)
        t->character[n++] = ' ';
    t->n_characters = n;
    t->highest = highest;
}

static enum err_code not_a_number(struct err *e, const struct linkage_feature *f,
                                  const char *expected)
{
    return err_set(e, ERR_INVALID, "feature \"%.*s\": expected %s",
                   (int)MIN_OF(f->identifier.n, 60), f->identifier.p, expected);
}

/* False beyond WIDE_MAX. */
static bool wide_of_digits(wide_int *out, struct str digits)
{
    bool is_negative = digits.n && digits.p[0] == '-';
    wide_int v = 0;
    for (size_t i = is_negative; i < digits.n; i++) {
        v = v * 10 + (digits.p[i] - '0');
        if (v > WIDE_MAX) return false;
    }
    *out = is_negative ? -v : v;
    return true;
}

/* The number of the text, times 10^fractional_precision. */
static enum err_code numeric_read(wide_int *out, const struct linkage_feature *f,
                                  struct str text, struct err *e)
{
    struct buf digits = {0};
    enum err_code rc = OK;
    bool fits = true;
    double v;
    if (integer_text(&digits, text)) {
        fits = wide_of_digits(out, buf_str(&digits));
        for (int i = 0; fits && i < f->fractional_precision; i++) {
            *out *= 10;
            fits = *out<WIDE_MAX && * out> - WIDE_MAX;
        }
    } else if (float_read(&v, text)) {
        v = f->fractional_precision ? rint(v * power_of_ten(f->fractional_precision))
                                    : trunc(v);
        fits = fabs(v) < 1e30;
        if (fits) *out = (wide_int)v;
    } else {
        rc = not_a_number(e, f, "a number");
    }
    if (rc == OK && !fits) rc = not_a_number(e, f, "a number of at most 30 digits");
    buf_dispose(&digits);
    return rc;
}

static enum err_code numeric_make(struct token_list *t, const struct linkage_feature *f,
                                  struct str text, struct err *e)
{
    wide_int v = 0;
    enum err_code rc = numeric_read(&v, f, text, e);
    if (rc != OK) return rc;
    int64_t interval = numeric_interval(f);
    v *= 2 * (wide_int)f->resolution;
    wide_int residue = v % interval;
    if (residue < 0) residue += interval; /* as Python's % */
    v -= residue;
    if (residue && 2 * residue >= interval) v += interval;
    t->first = v - (wide_int)f->resolution * interval;
    t->step = interval;
    t->n = 2 * (size_t)f->resolution + 1;
    return OK;
}

enum err_code token_list_make(struct token_list *t, const struct linkage_feature *f,
                              struct str text, struct err *e)
{
    t->n = 0;
    if (!text.n || f->tokens == TOKEN_IGNORED) return OK;
    if (f->tokens == TOKEN_NUMERIC) return numeric_make(t, f, text, e);
    characters_make(t, text, f->tokens == TOKEN_NGRAM ? (size_t)f->ngram - 1 : 0);
    t->n = f->tokens == TOKEN_EXACT ? 1 : t->n_characters - (size_t)f->ngram + 1;
    return OK;
}

static void add_utf8(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_add_char(out, (char)c);
        return;
    }
    int more = c >= 0x10000 ? 3 : c >= 0x800 ? 2 : 1;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    buf_add_char(out, (char)(lead[more] | c >> (6 * more)));
    while (more--)
        buf_add_char(out, (char)(0x80 | (c >> (6 * more) & 0x3f)));
}

static void add_little_endian(struct buf *out, uint32_t v, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++)
        buf_add_char(out, (char)(v >> (8 * i) & 0xff));
}

static void add_character(struct buf *out, uint32_t c, enum text_encoding encoding)
{
    switch (encoding) {
    case TEXT_UTF8:
        add_utf8(out, c);
        return;
    case TEXT_UTF16:
        if (c >= 0x10000) {
            add_little_endian(out, 0xd800 + ((c - 0x10000) >> 10), 2);
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        add_little_endian(out, c, 2);
        return;
    case TEXT_UTF32:
        add_little_endian(out, c, 4);
        return;
    case TEXT_ASCII:
    case TEXT_LATIN1:
        buf_add_char(out, (char)c);
        return;
    }
}

static void add_ascii(struct buf *out, const char *text, enum text_encoding encoding)
{
    for (; *text; text++)
        add_character(out, (unsigned char)*text, encoding);
}

static void add_wide(struct buf *out, wide_int v, enum text_encoding encoding)
{
    char digits[48], *p = digits + sizeof digits;
    bool is_negative = v < 0;
    *--p = 0;
    do {
        int digit = (int)(v % 10);
        *--p = (char)('0' + (is_negative ? -digit : digit));
        v /= 10;
    } while (v);
    if (is_negative) *--p = '-';
    add_ascii(out, p, encoding);
}

void token_bytes(struct buf *out, const struct token_list *t,
                 const struct linkage_feature *f, size_t i)
{
    require(i < t->n);
    if (f->encoding == TEXT_UTF16) add_little_endian(out, 0xfeff, 2);
    if (f->encoding == TEXT_UTF32) add_little_endian(out, 0xfeff, 4);
    if (f->tokens == TOKEN_NUMERIC) {
        add_wide(out, t->first + (wide_int)i * t->step, f->encoding);
        return;
    }
    if (f->tokens == TOKEN_NGRAM && f->is_positional) {
        char number[24];
        snprintf(number, sizeof number, "%zu ", i + 1);
        add_ascii(out, number, f->encoding);
    }
    size_t from = f->tokens == TOKEN_EXACT ? 0 : i;
    size_t n = f->tokens == TOKEN_EXACT ? t->n_characters : (size_t)f->ngram;
    for (size_t c = from; c < from + n; c++)
        add_character(out, t->character[c], f->encoding);
}
