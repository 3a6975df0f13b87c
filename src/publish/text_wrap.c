#include "publish/text_wrap.h"

#include "base/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/* Controls could move the cursor; the bidi controls could show a text as another. The
 * plain direction marks U+200E and U+200F stay: names are written with them. The
 * non-characters have no place in XML either. */
static bool is_unsafe(uint32_t c)
{
    return c == UTF8_BAD || c < 0x20 || (c >= 0x7f && c < 0xa0) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           (c & 0xfffe) == 0xfffe;
}

struct str text_clean(struct arena *a, const char *text)
{
    struct str rest = str_of(text);
    char *p = arena_alloc(a, rest.n * 3 + 1);
    size_t n = 0;
    while (rest.n) {
        struct str at = rest;
        uint32_t c = utf8_next(&rest);
        if (is_space(c)) {
            if (n && p[n - 1] != ' ') p[n++] = ' ';
        } else if (is_unsafe(c)) {
            memcpy(p + n, REPLACEMENT, 3);
            n += 3;
        } else {
            memcpy(p + n, at.p, at.n - rest.n);
            n += at.n - rest.n;
        }
    }
    while (n && p[n - 1] == ' ')
        n--;
    return (struct str){p, n};
}

/* The next character with the combining marks that follow it. */
static struct str next_cluster(struct str *rest)
{
    struct str start = *rest;
    utf8_next(rest);
    while (rest->n) {
        struct str ahead = *rest;
        utf8_next(&ahead);
        if (utf8_width((struct str){rest->p, rest->n - ahead.n}) != 0) break;
        *rest = ahead;
    }
    return (struct str){start.p, start.n - rest->n};
}

/* Cuts one line off `*rest` and drops the space at the cut. */
static struct str take_line(struct str *rest, size_t width)
{
    const char *start = rest->p, *cut = NULL;
    struct str at = *rest;
    size_t used = 0;
    bool was_wide = false;
    while (at.n) {
        struct str before = at, cluster = next_cluster(&at);
        size_t w = utf8_width(cluster);
        bool space = cluster.n == 1 && cluster.p[0] == ' ';
        if (space || (before.p > start && (w == 2 || was_wide))) cut = before.p;
        if (used + w > width && before.p > start) {
            if (!cut) cut = before.p;
            require(cut);
            struct str line = {start, (size_t)(cut - start)};
            rest->n -= line.n;
            rest->p = cut;
            if (rest->n && rest->p[0] == ' ')
                *rest = (struct str){cut + 1, rest->n - 1};
            return line;
        }
        used += w;
        was_wide = w == 2;
    }
    struct str line = *rest;
    *rest = (struct str){rest->p + rest->n, 0};
    return line;
}

size_t text_wrap(struct str **lines_out, struct arena *a, struct str clean,
                 size_t width)
{
    if (utf8_width(clean) <= width || clean.n == 0) {
        *lines_out = arena_new(a, struct str);
        **lines_out = clean;
        return 1;
    }
    size_t n = 0;
    for (struct str rest = clean; rest.n; n++)
        take_line(&rest, MAX_OF(width, (size_t)1));
    *lines_out = arena_new_array(a, struct str, n);
    struct str rest = clean;
    for (size_t i = 0; i < n; i++)
        (*lines_out)[i] = take_line(&rest, MAX_OF(width, (size_t)1));
    return n;
}

size_t text_longest_word(struct str clean)
{
    size_t longest = 0, run = 0;
    bool was_wide = false;
    while (clean.n) {
        struct str cluster = next_cluster(&clean);
        size_t w = utf8_width(cluster);
        if (cluster.p[0] == ' ' || w == 2 || was_wide) run = 0;
        if (cluster.p[0] != ' ') run += w;
        longest = MAX_OF(longest, run);
        was_wide = w == 2;
    }
    return longest;
}

void text_put(struct buf *out, struct str line, bool isolate)
{
    bool turn = isolate && utf8_is_rtl(line);
    if (turn) buf_add_c(out, "\xe2\x81\xa8");
    buf_add(out, line);
    if (turn) buf_add_c(out, "\xe2\x81\xa9");
}

void text_pad(struct buf *out, struct str line, size_t width, enum align align,
              bool isolate)
{
    size_t taken = utf8_width(line), gap = taken < width ? width - taken : 0;
    if (align == ALIGN_RIGHT) buf_add_many(out, ' ', gap);
    text_put(out, line, isolate);
    if (align == ALIGN_LEFT) buf_add_many(out, ' ', gap);
}

void text_paragraph(struct buf *out, struct arena *a, const char *lead,
                    const char *text, size_t width, bool isolate)
{
    size_t indent = utf8_width(str_of(lead));
    struct str *lines;
    size_t room = width > indent + 20 ? width - indent : 20;
    size_t n = text_wrap(&lines, a, text_clean(a, text), room);
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            buf_add_c(out, lead);
        else
            buf_add_many(out, ' ', indent);
        text_put(out, lines[i], isolate);
        text_end_line(out);
    }
}

void text_end_line(struct buf *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->p[--out->n] = '\0';
    buf_add_char(out, '\n');
}
