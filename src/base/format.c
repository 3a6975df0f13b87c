#include "base/format.h"

#include <math.h>

/* One conversion as written: %[0][width][.precision][l|ll|z]letter. */
struct conversion {
    bool zeros, precision_given, precision_star;
    int width, precision, longs; /* longs: 0 int, 1 l, 2 ll, 3 z */
    char letter;
};

enum { WIDEST = 40, MOST_DIGITS = 1000 };

static int read_count(const char **p)
{
    int n = 0;
    for (; **p >= '0' && **p <= '9' && n <= MOST_DIGITS; (*p)++)
        n = n * 10 + (**p - '0');
    return n;
}

/* `p` stands after the percent sign; gives where the format goes on. */
static const char *read_conversion(struct conversion *c, const char *p)
{
    *c = (struct conversion){.zeros = *p == '0'};
    c->width = read_count(&p);
    if (*p == '.') {
        p++;
        c->precision_given = true;
        c->precision_star = *p == '*';
        if (c->precision_star)
            p++;
        else
            c->precision = read_count(&p);
    }
    if (*p == 'z') {
        c->longs = 3;
        p++;
    }
    while (*p == 'l' && c->longs < 2) {
        c->longs++;
        p++;
    }
    c->letter = *p;
    require(c->letter && c->width <= WIDEST && c->precision <= MOST_DIGITS);
    return p + 1;
}

/* The two readers below take a va_list by pointer so that the caller's moves on. */
static long long signed_argument(int longs, va_list *args)
{
    if (longs == 3) return va_arg(*args, ssize_t);
    if (longs == 2) return va_arg(*args, long long);
    if (longs == 1) return va_arg(*args, long);
    return va_arg(*args, int);
}

static unsigned long long unsigned_argument(int longs, va_list *args)
{
    if (longs == 3) return va_arg(*args, size_t);
    if (longs == 2) return va_arg(*args, unsigned long long);
    if (longs == 1) return va_arg(*args, unsigned long);
    return va_arg(*args, unsigned);
}

/* Most numbers of a page: as they are, without the detour of printf. */
static void add_plain(struct buf *out, bool is_negative, unsigned long long v)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + v % 10);
    while (v /= 10);
    if (is_negative) digits[--at] = '-';
    buf_add(out, (struct str){digits + at, sizeof digits - at});
}

static void add_number(struct buf *out, const struct conversion *c, va_list *args)
{
    if (c->letter == 'd' || c->letter == 'i') {
        long long v = signed_argument(c->longs, args);
        if (!c->zeros && !c->width)
            add_plain(out, v < 0,
                      v < 0 ? 0 - (unsigned long long)v : (unsigned long long)v);
        else if (c->zeros)
            buf_format(out, "%0*lld", c->width, v);
        else
            buf_format(out, "%*lld", c->width, v);
        return;
    }
    unsigned long long v = unsigned_argument(c->longs, args);
    if (c->letter == 'u' && !c->zeros && !c->width)
        add_plain(out, false, v);
    else if (c->letter == 'u' && c->zeros)
        buf_format(out, "%0*llu", c->width, v);
    else if (c->letter == 'u')
        buf_format(out, "%*llu", c->width, v);
    else if (c->zeros)
        buf_format(out, "%0*llx", c->width, v);
    else
        buf_format(out, "%*llx", c->width, v);
}

static void add_decimal(struct buf *out, const struct conversion *c, va_list *args)
{
    require(c->precision_given && !c->precision_star && c->longs == 0);
    double v = va_arg(*args, double);
    require(isfinite(v));
    buf_format(out, "%*.*f", c->width, c->precision, v);
}

static struct str text_argument(const struct conversion *c, va_list *args)
{
    require(c->width == 0 && c->longs == 0);
    int most = c->precision;
    if (c->precision_star) most = va_arg(*args, int);
    require(most >= 0);
    const char *p = va_arg(*args, const char *);
    if (!p) return STR_NONE;
    return (struct str){p, c->precision_given ? strnlen(p, (size_t)most) : strlen(p)};
}

void format_escaped(struct buf *out,
                    void (*escape)(struct buf *out, struct str text, struct str before),
                    const char *format, va_list args)
{
    va_list rest;
    va_copy(rest, args);
    const char *p = format;
    for (;;) {
        const char *plain = strchrnul(p, '%');
        buf_add(out, (struct str){p, (size_t)(plain - p)});
        p = plain;
        if (!*p) break;
        struct str before = {format, (size_t)(p - format)};
        struct conversion c;
        p = read_conversion(&c, p + 1);
        char one;
        switch (c.letter) {
        case '%':
            buf_add_char(out, '%');
            break;
        case 's':
            escape(out, text_argument(&c, &rest), before);
            break;
        case 'c':
            one = (char)va_arg(rest, int);
            escape(out, (struct str){&one, 1}, before);
            break;
        case 'd':
        case 'i':
        case 'u':
        case 'x':
            add_number(out, &c, &rest);
            break;
        case 'f':
            add_decimal(out, &c, &rest);
            break;
        default:
            bug("conversion that an escaped format does not know");
        }
    }
    va_end(rest);
}
