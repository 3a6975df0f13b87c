#include "web/form_body.h"

#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"

/* A control character of Unicode (C0 but TAB and newline, DEL, C1) or a byte order
 * mark. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) ||
           c == 0xfeff;
}

struct str value_clean(struct arena *a, struct str text)
{
    char *p = arena_alloc(a, text.n + 1);
    size_t n = 0;
    while (text.n) {
        struct str at = text;
        uint32_t c = utf8_next(&text);
        if (c == '\r') {
            if (!text.n || text.p[0] != '\n') p[n++] = '\n';
        } else if (is_control(c)) {
            p[n++] = ' ';
        } else {
            memcpy(p + n, at.p, at.n - text.n);
            n += at.n - text.n;
        }
    }
    return str_trim((struct str){p, n});
}

static enum err_code read_part(struct named_value *out, struct arena *a,
                               struct str part, struct err *e)
{
    struct str name, value, rest = part;
    str_split(&name, &rest, '=');
    value = name.n < part.n ? (struct str){part.p + name.n + 1, part.n - name.n - 1}
                            : STR_NONE;
    if (url_form_decode(&name, a, name, NULL) != OK ||
        url_form_decode(&value, a, value, NULL) != OK)
        return err_set(e, ERR_USAGE, "a part of the form is not encoded as it should");
    if (!name.n || name.n > LIMIT_NAME_BYTES)
        return err_set(e, ERR_USAGE, "a part of the form has no usable name");
    out->name = value_clean(a, name);
    out->value = value_clean(a, value);
    return OK;
}

enum err_code form_body_read(struct named_value **out, size_t *n_out, struct arena *a,
                             struct str body, struct err *e)
{
    size_t most = 1, n = 0;
    enum err_code rc = OK;
    struct named_value *values;
    for (size_t i = 0; i < body.n; i++)
        most += body.p[i] == '&';
    if (most > LIMIT_REQUEST_VALUES)
        return err_set(e, ERR_TOO_LARGE, "expected at most %d values, found %zu",
                       LIMIT_REQUEST_VALUES, most);
    values = arena_new_array(a, struct named_value, most);
    while (body.n) {
        const char *end = memchr(body.p, '&', body.n);
        size_t length = end ? (size_t)(end - body.p) : body.n;
        if (length) TRY(read_part(&values[n++], a, (struct str){body.p, length}, e));
        size_t past = length + (end ? 1 : 0);
        body = (struct str){body.p + past, body.n - past};
    }
    *out = values;
    *n_out = n;
out:
    return rc;
}
