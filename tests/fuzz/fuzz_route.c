/* The target of a request, and its fields: one line each, the target first. A path that
 * is accepted has no piece that is empty, dotted or holds a slash, is the same when it
 * is encoded and decoded again, and what it names are ids. */
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "web/head.h"
#include "web/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_path(struct arena *a, struct str path)
{
    struct str piece, rest = {path.p + 1, path.n - 1}, again;
    struct named_value *values;
    struct buf encoded = {0};
    size_t n = 0;
    bool other;
    require(path.n && path.p[0] == '/' && utf8_is_valid(path));
    while (rest.n && str_split(&piece, &rest, '/')) {
        require(piece.n && piece.p[0] != '.' && !memchr(piece.p, 0, piece.n));
        require(!memchr(piece.p, '\\', piece.n) && !memchr(piece.p, '\n', piece.n));
        buf_add_c(&encoded, "/");
        url_text(&encoded, piece);
    }
    if (path.n > 1) {
        require(path_decode(&again, a, buf_str(&encoded)) && str_eq(again, path));
    }
    const struct route *r = route_find(&values, &n, &other, a, S("GET"), path);
    for (size_t i = 0; r && i < n; i++) {
        struct uuid id;
        require(values[i].value.n == UUID_TEXT &&
                uuid_parse(&id, values[i].value, NULL) == OK);
    }
    buf_dispose(&encoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct named_value fields[80];
    struct head h = {.method = S("GET"), .version = S("HTTP/1.1"), .fields = fields};
    struct str line, path, rest = {(const char *)bytes, n};
    const char *why = NULL;
    if (!n) return 0;
    str_split(&h.target, &rest, '\n');
    while (h.n_fields < ARRAY_LEN(fields) && str_split(&line, &rest, '\n')) {
        struct str name, value = line;
        if (!str_split(&name, &value, ':')) continue;
        fields[h.n_fields++] = (struct named_value){name, str_trim(value)};
    }
    if (path_decode(&path, &a, h.target)) check_path(&a, path);
    int status = head_check(&h, &why, 1000);
    if (status) {
        require(status >= 400 && status < 600 && why && why[0]);
    } else {
        require(h.target.n <= LIMIT_REQUEST_PATH_BYTES && h.path.n && h.host.n);
        require(h.body_bytes <= 1000 && h.n_fields <= 64);
        if (path_decode(&path, &a, h.path)) check_path(&a, path);
    }
    arena_dispose(&a);
    return 0;
}
