#include "base/url.h"

#include "base/format.h"
#include "base/utf8.h"

static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

void url_text(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        if (is_unreserved(text.p[i])) {
            buf_add_char(out, text.p[i]);
            continue;
        }
        char encoded[3] = {'%', digits[byte >> 4], digits[byte & 15]};
        buf_add(out, (struct str){encoded, sizeof encoded});
    }
}

static void escape(struct buf *out, struct str text, struct str before)
{
    (void)before;
    url_text(out, text);
}

void url_write(struct buf *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_escaped(out, escape, format, args);
    va_end(args);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool may_stand_bare(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '#';
}

static enum err_code decode(struct str *out, struct arena *a, struct str part,
                            bool plus_is_space, struct err *e)
{
    *out = STR_NONE;
    char *p = arena_alloc(a, part.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < part.n; i++) {
        char c = part.p[i];
        if (!may_stand_bare(c))
            return err_set(e, ERR_INVALID,
                           "expected an encoded address, found a bare character at %zu",
                           i + 1);
        if (c == '+' && plus_is_space) c = ' ';
        if (c == '%') {
            int high = i + 2 < part.n ? hex_value(part.p[i + 1]) : -1;
            int low = i + 2 < part.n ? hex_value(part.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return err_set(e, ERR_INVALID,
                               "expected two hexadecimal digits after %% at %zu",
                               i + 1);
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (c == '\0')
            return err_set(e, ERR_INVALID, "expected text, found a zero byte");
        p[n++] = c;
    }
    if (!utf8_is_valid((struct str){p, n}))
        return err_set(e, ERR_INVALID, "expected encoded text in UTF-8");
    *out = (struct str){p, n};
    return OK;
}

enum err_code url_part_decode(struct str *out, struct arena *a, struct str part,
                              struct err *e)
{
    return decode(out, a, part, false, e);
}

enum err_code url_form_decode(struct str *out, struct arena *a, struct str part,
                              struct err *e)
{
    return decode(out, a, part, true, e);
}
