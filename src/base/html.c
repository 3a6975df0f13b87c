#include "base/html.h"

#include "base/format.h"
#include "base/utf8.h"

static const char *entity(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r':
        return NULL;
    default:
        return c < 0x20 || c == 0x7f || c == UTF8_BAD ? "\xef\xbf\xbd" : NULL;
    }
}

/* ASCII that stands for itself, most of all text, needs no decoding: a bit for each. */
static bool is_plain(uint8_t c)
{
    static const uint64_t special = UINT64_C(1) << '"' | UINT64_C(1) << '&' |
                                    UINT64_C(1) << '\'' | UINT64_C(1) << '<' |
                                    UINT64_C(1) << '>' | UINT64_C(0xffffffff);
    return c < 64 ? !(special >> c & 1) : c < 0x7f;
}

void html_text(struct buf *out, struct str text)
{
    const char *from = text.p;
    for (;;) {
        size_t plain = 0;
        while (plain < text.n && is_plain((uint8_t)text.p[plain]))
            plain++;
        text = (struct str){text.p + plain, text.n - plain};
        if (!text.n) break;
        const char *at = text.p;
        const char *replacement = entity(utf8_next(&text));
        if (!replacement) continue;
        buf_add(out, (struct str){from, (size_t)(at - from)});
        buf_add_c(out, replacement);
        from = text.p;
    }
    buf_add(out, (struct str){from, (size_t)(text.p - from)});
}

enum landing { IN_TEXT, IN_QUOTES, IN_TAG };

/* Where the end of `before` stands, as far as this one format shows. */
static enum landing landing_of(struct str before)
{
    enum landing now = IN_TEXT;
    char quote = 0;
    for (size_t i = 0; i < before.n; i++) {
        char c = before.p[i];
        if (now == IN_TEXT && c == '<') {
            now = IN_TAG;
        } else if (now == IN_TAG && (c == '"' || c == '\'')) {
            now = IN_QUOTES;
            quote = c;
        } else if (now == IN_TAG && c == '>') {
            now = IN_TEXT;
        } else if (now == IN_QUOTES && c == quote) {
            now = IN_TAG;
        }
    }
    return now;
}

static bool starts_an_address(struct str before)
{
    static const char *const names[] = {"href",       "src",    "action",
                                        "formaction", "poster", "data-hx-get"};
    if (before.n < 3) return false;
    char quote = before.p[before.n - 1];
    if ((quote != '"' && quote != '\'') || before.p[before.n - 2] != '=') return false;
    struct str name = {before.p, before.n - 2};
    size_t start = name.n;
    while (start && name.p[start - 1] != ' ' && name.p[start - 1] != '\n')
        start--;
    name = (struct str){name.p + start, name.n - start};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_nocase(name, str_of(names[i]))) return true;
    return false;
}

/* A browser drops TAB, LF and CR inside an address and controls and spaces before it,
 * so "java\nscript:" is a script too: with any of these before a colon it is refused.
 */
static bool address_is_harmless(struct str address)
{
    static const char *const schemes[] = {"http", "https", "mailto", "sms", "tel"};
    size_t end = 0;
    while (end < address.n && !memchr(":/?#", address.p[end], 4))
        end++;
    if (end == address.n || address.p[end] != ':') return true;
    struct str scheme = {address.p, end};
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
        if (str_eq_nocase(scheme, str_of(schemes[i]))) return true;
    return false;
}

static void escape(struct buf *out, struct str text, struct str before)
{
    if (landing_of(before) == IN_TAG) bug("text in a tag outside quotes");
    if (starts_an_address(before) && !address_is_harmless(text)) text = S("#refused");
    html_text(out, text);
}

void html_write(struct buf *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_escaped(out, escape, format, args);
    va_end(args);
}
