#include "web/head.h"

#include "base/limits.h"
#include "base/parse.h"
#include "base/url.h"
#include "base/utf8.h"

enum { MOST_FIELDS = 64 };

static bool is_token_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_token_char(s.p[i])) return false;
    return s.n > 0;
}

/* No control character but TAB: no folded line, no zero byte. */
static bool is_field_value(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t') || s.p[i] == 0x7f)
            return false;
    return true;
}

static bool is_host(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z') || (c && strchr(".-:[]_", c))))
            return false;
    }
    return s.n > 0 && s.n <= 255;
}

static bool holds_gzip(struct str value)
{
    struct str piece;
    while (str_split(&piece, &value, ',')) {
        struct str coding, rest = str_trim(piece);
        str_split(&coding, &rest, ';');
        rest = str_trim(rest);
        if (str_eq_nocase(str_trim(coding), S("gzip")))
            return !str_eq(rest, S("q=0")) && !str_starts(rest, S("q=0.0"));
    }
    return false;
}

/* Fields that may stand once; the first is kept. */
static const struct {
    struct str name;
    size_t offset;
} known[] = {
    {{"host", 4}, offsetof(struct head, host)},
    {{"cookie", 6}, offsetof(struct head, cookie)},
    {{"content-type", 12}, offsetof(struct head, content_type)},
    {{"user-agent", 10}, offsetof(struct head, agent)},
    {{"accept-language", 15}, offsetof(struct head, accept_language)},
    {{"sec-fetch-site", 14}, offsetof(struct head, site)},
    {{"x-forwarded-for", 15}, offsetof(struct head, forwarded_for)},
    {{"x-forwarded-proto", 17}, offsetof(struct head, forwarded_proto)},
    {{"if-none-match", 13}, offsetof(struct head, if_none_match)},
};

static int refuse(const char **why_out, int status, const char *why)
{
    *why_out = why;
    return status;
}

static int read_length(struct head *h, const char **why_out, struct str value,
                       size_t most_body)
{
    int64_t n;
    if (!value.n || value.n > 19 || value.p[0] < '0' || value.p[0] > '9')
        return refuse(why_out, 400, "length is no number");
    if (parse_int(&n, value, 0, INT64_MAX, "length", NULL) != OK)
        return refuse(why_out, 400, "length is no number");
    if ((uint64_t)n > most_body) return refuse(why_out, 413, "body over the limit");
    h->body_bytes = (size_t)n;
    return 0;
}

static int read_field(struct head *h, const char **why_out, unsigned *seen,
                      const struct named_value *f, size_t most_body)
{
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (!str_eq_nocase(f->name, known[i].name)) continue;
        if (*seen & 1u << i) return refuse(why_out, 400, "a field stands twice");
        *seen |= 1u << i;
        *(struct str *)(void *)((char *)h + known[i].offset) = f->value;
        return 0;
    }
    if (str_eq_nocase(f->name, S("content-length"))) {
        if (*seen & 1u << 31) return refuse(why_out, 400, "length stands twice");
        *seen |= 1u << 31;
        return read_length(h, why_out, f->value, most_body);
    }
    if (str_eq_nocase(f->name, S("transfer-encoding")))
        return str_eq_nocase(f->value, S("chunked"))
                   ? refuse(why_out, 411, "body without a length")
                   : refuse(why_out, 400, "transfer encoding");
    if (str_eq_nocase(f->name, S("content-encoding")))
        return refuse(why_out, 415, "content encoding");
    if (str_eq_nocase(f->name, S("expect")) &&
        !str_eq_nocase(f->value, S("100-continue")))
        return refuse(why_out, 417, "expectation");
    if (str_eq_nocase(f->name, S("accept-encoding")))
        h->takes_gzip = h->takes_gzip || holds_gzip(f->value);
    if (str_eq_nocase(f->name, S("hx-request")))
        h->is_partial = str_eq(f->value, S("true"));
    return 0;
}

int head_check(struct head *h, const char **why_out, size_t most_body)
{
    unsigned seen = 0;
    size_t bytes = h->method.n + h->target.n;
    const char *mark;
    if (!is_token(h->method) || h->method.n > 16) return refuse(why_out, 400, "method");
    if (!str_eq(h->version, S("HTTP/1.1")) && !str_eq(h->version, S("HTTP/1.0")))
        return refuse(why_out, 505, "version");
    if (h->target.n > LIMIT_REQUEST_PATH_BYTES)
        return refuse(why_out, 414, "path over the limit");
    if (!h->target.n || h->target.p[0] != '/' || !is_field_value(h->target))
        return refuse(why_out, 400, "path");
    if (h->n_fields > MOST_FIELDS) return refuse(why_out, 431, "too many fields");
    for (size_t i = 0; i < h->n_fields; i++) {
        const struct named_value *f = &h->fields[i];
        bytes += f->name.n + f->value.n + 4;
        if (bytes > LIMIT_REQUEST_HEAD_BYTES)
            return refuse(why_out, 431, "head over the limit");
        if (!is_token(f->name) || !is_field_value(f->value))
            return refuse(why_out, 400, "a field is malformed");
        int status = read_field(h, why_out, &seen, f, most_body);
        if (status) return status;
    }
    if (h->host.p ? !is_host(h->host) : str_eq(h->version, S("HTTP/1.1")))
        return refuse(why_out, 400, "host");
    mark = memchr(h->target.p, '?', h->target.n);
    h->path =
        (struct str){h->target.p, mark ? (size_t)(mark - h->target.p) : h->target.n};
    h->query = mark ? (struct str){mark + 1, h->target.n - h->path.n - 1} : STR_NONE;
    return 0;
}

bool path_decode(struct str *out, struct arena *a, struct str raw)
{
    struct str rest = raw, piece;
    char *p = arena_alloc(a, raw.n + 1);
    size_t n = 0;
    if (!raw.n || raw.p[0] != '/') return false;
    rest = (struct str){raw.p + 1, raw.n - 1};
    if (!rest.n) {
        *out = raw;
        return true;
    }
    while (str_split(&piece, &rest, '/')) {
        if (url_part_decode(&piece, a, piece, NULL) != OK || !piece.n ||
            piece.p[0] == '.' || memchr(piece.p, '/', piece.n) ||
            memchr(piece.p, '\\', piece.n) || !is_field_value(piece) ||
            memchr(piece.p, '\t', piece.n))
            return false;
        p[n++] = '/';
        memcpy(p + n, piece.p, piece.n);
        n += piece.n;
    }
    *out = (struct str){p, n};
    return true;
}
