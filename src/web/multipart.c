#include "web/multipart.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "web/form_body.h"

enum { PART_HEAD_BYTES = 2048, PART_FILES = 8 };

static bool is_boundary_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("'()+_,-./:=?", c));
}

bool multipart_boundary(struct str *out, struct str content_type)
{
    static const struct str type = {"multipart/form-data", 19};
    static const struct str name = {"boundary=", 9};
    struct str t = content_type;
    if (t.n < type.n || !str_eq_nocase((struct str){t.p, type.n}, type)) return false;
    t = str_trim((struct str){t.p + type.n, t.n - type.n});
    if (!t.n || t.p[0] != ';') return false;
    t = str_trim((struct str){t.p + 1, t.n - 1});
    if (t.n < name.n || !str_eq_nocase((struct str){t.p, name.n}, name)) return false;
    t = (struct str){t.p + name.n, t.n - name.n};
    if (t.n >= 2 && t.p[0] == '"' && t.p[t.n - 1] == '"')
        t = (struct str){t.p + 1, t.n - 2};
    if (t.n < 1 || t.n > 70) return false;
    for (size_t i = 0; i < t.n; i++)
        if (!is_boundary_char(t.p[i])) return false;
    *out = t;
    return true;
}

/* Moves on past `part` when it stands here. */
static bool take(struct str *rest, struct str part)
{
    if (!str_starts(*rest, part)) return false;
    *rest = (struct str){rest->p + part.n, rest->n - part.n};
    return true;
}

/* A quoted parameter's value. Browsers write a quote as %22 and line ends as %0D and
 * %0A; a backslash is plain. */
static bool take_quoted(struct str *out, struct arena *a, struct str *rest)
{
    const char *end;
    if (!take(rest, S("\"")) || !(end = memchr(rest->p, '"', rest->n))) return false;
    struct str raw = {rest->p, (size_t)(end - rest->p)};
    char *p = arena_alloc(a, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (i + 2 < raw.n && memcmp(raw.p + i, "%22", 3) == 0) {
            p[n++] = '"';
            i += 2;
        } else {
            p[n++] = raw.p[i];
        }
    }
    *rest = (struct str){end + 1, rest->n - raw.n - 1};
    *out = (struct str){p, n};
    return utf8_is_valid(*out) && !memchr(p, 0, n);
}

/* form-data; name="x"; filename="y" */
static bool read_disposition(struct upload *out, bool *is_file_out, struct arena *a,
                             struct str text)
{
    struct str star;
    bool has_name = false;
    if (!take(&text, S("form-data"))) return false;
    while (text.n) {
        if (!take(&text, S(";"))) return false;
        text = str_trim(text);
        if (!has_name && take(&text, S("name="))) {
            if (!take_quoted(&out->name, a, &text)) return false;
            has_name = true;
        } else if (!*is_file_out && take(&text, S("filename="))) {
            if (!take_quoted(&out->file_name, a, &text)) return false;
            *is_file_out = true;
        } else if (take(&text, S("filename*="))) {
            /* RFC 7578 forbids it: what it holds is not looked at */
            if (!str_split(&star, &text, ';')) star = text, text = STR_NONE;
            if (text.n) text = (struct str){text.p - 1, text.n + 1};
        } else {
            return false;
        }
        text = str_trim(text);
    }
    return has_name && out->name.n > 0 && out->name.n <= LIMIT_NAME_BYTES;
}

/* The lines before the content of a part; *rest moves to the content. */
static bool read_head(struct upload *out, bool *is_file_out, struct arena *a,
                      struct str *rest)
{
    size_t seen = 0;
    bool has_disposition = false;
    for (;;) {
        const char *end =
            memmem(rest->p, MIN_OF(rest->n, (size_t)PART_HEAD_BYTES), "\r\n", 2);
        if (!end) return false;
        struct str line = {rest->p, (size_t)(end - rest->p)};
        *rest = (struct str){end + 2, rest->n - line.n - 2};
        seen += line.n + 2;
        if (seen > PART_HEAD_BYTES || memchr(line.p, 0, line.n)) return false;
        if (!line.n) return has_disposition;
        const char *colon = memchr(line.p, ':', line.n);
        if (!colon) return false;
        struct str name = {line.p, (size_t)(colon - line.p)};
        struct str value = str_trim((struct str){colon + 1, line.n - name.n - 1});
        if (str_eq_nocase(name, S("Content-Disposition"))) {
            if (has_disposition || !read_disposition(out, is_file_out, a, value))
                return false;
            has_disposition = true;
        } else if (str_eq_nocase(name, S("Content-Type"))) {
            out->media_type = value_clean(a, value);
        } else if (str_eq_nocase(name, S("Content-Transfer-Encoding"))) {
            return false; /* RFC 7578 4.7: no browser sends it */
        }
    }
}

struct reading {
    struct multipart *out;
    struct arena *arena;
    size_t value_bytes;
};

static enum err_code keep(struct reading *r, const struct upload *part, bool is_file,
                          struct err *e)
{
    struct multipart *m = r->out;
    if (m->n_values + m->n_uploads == LIMIT_REQUEST_VALUES)
        return err_set(e, ERR_TOO_LARGE, "expected at most %d values",
                       LIMIT_REQUEST_VALUES);
    if (is_file) {
        if (!part->file_name.n && !part->content.n) return OK;
        if (part->content.n > LIMIT_DOCUMENT_BYTES)
            return err_set(e, ERR_TOO_LARGE, "expected a file of at most %d bytes",
                           LIMIT_DOCUMENT_BYTES);
        if (m->n_uploads == PART_FILES)
            return err_set(e, ERR_TOO_LARGE, "expected at most %d files", PART_FILES);
        m->uploads[m->n_uploads] = *part;
        m->uploads[m->n_uploads].file_name = value_clean(r->arena, part->file_name);
        m->uploads[m->n_uploads++].name = value_clean(r->arena, part->name);
        return OK;
    }
    r->value_bytes += part->content.n;
    if (r->value_bytes > LIMIT_REQUEST_BODY_BYTES)
        return err_set(e, ERR_TOO_LARGE, "expected at most %d bytes of values",
                       LIMIT_REQUEST_BODY_BYTES);
    if (!utf8_is_valid(part->content) ||
        (part->content.n && memchr(part->content.p, 0, part->content.n)))
        return err_set(e, ERR_USAGE, "a value of the form is not text");
    m->values[m->n_values++] = (struct named_value){
        value_clean(r->arena, part->name), value_clean(r->arena, part->content)};
    return OK;
}

enum err_code multipart_read(struct multipart *out, struct arena *a, struct str body,
                             struct str boundary, struct err *e)
{
    struct multipart m = {
        .values = arena_new_array(a, struct named_value, LIMIT_REQUEST_VALUES),
        .uploads = arena_new_array(a, struct upload, PART_FILES)};
    struct reading r = {.out = &m, .arena = a};
    char *mark = arena_format(a, "\r\n--%.*s", STR_ARG(boundary));
    struct str between = {mark, boundary.n + 4};
    enum err_code rc = OK;
    if (!take(&body, (struct str){mark + 2, boundary.n + 2}))
        return err_set(e, ERR_USAGE, "the form does not begin with its boundary");
    while (!take(&body, S("--"))) {
        struct upload part = {0};
        bool is_file = false;
        if (!take(&body, S("\r\n")) || !read_head(&part, &is_file, a, &body))
            return err_set(e, ERR_USAGE, "a part of the form is malformed or cut off");
        const char *end = memmem(body.p, body.n, between.p, between.n);
        if (!end)
            return err_set(e, ERR_USAGE,
                           "the form was cut off in the middle of a part");
        part.content = (struct str){body.p, (size_t)(end - body.p)};
        size_t past = part.content.n + between.n;
        body = (struct str){body.p + past, body.n - past};
        TRY(keep(&r, &part, is_file, e));
    }
    take(&body, S("\r\n"));
    if (body.n) return err_set(e, ERR_USAGE, "something follows the end of the form");
    *out = m;
out:
    return rc;
}
