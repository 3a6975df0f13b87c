/* Ids in a path are written one way only (lower case, hyphens), and no word of a route
 * looks like one: at most one route fits, whatever the order of the rows. A piece named
 * "token" is any text: its page judges it, and says the same of all that is none. */
#include "web/route.h"

static const struct route *const groups[] = {
#define G(group) group,
#include "web/route_groups.def"
#undef G
};

size_t route_count(void)
{
    static _Atomic size_t known;
    size_t n = known;
    if (n) return n;
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        for (const struct route *r = groups[i]; r->method; r++)
            n++;
    known = n;
    return n;
}

const struct route *route_at(size_t i)
{
    for (size_t g = 0; g < ARRAY_LEN(groups); g++)
        for (const struct route *r = groups[g]; r->method; r++)
            if (i-- == 0) return r;
    return NULL;
}

/* A piece up to the next slash; *rest moves behind it. */
static struct str next_piece(struct str *rest)
{
    const char *end = rest->n ? memchr(rest->p, '/', rest->n) : NULL;
    struct str piece = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
    size_t past = piece.n + (end ? 1 : 0);
    *rest = (struct str){rest->p + past, rest->n - past};
    return piece;
}

static bool is_id(struct str piece)
{
    struct uuid id;
    char text[UUID_TEXT + 1];
    if (uuid_parse(&id, piece, NULL) != OK) return false;
    uuid_text(text, id);
    return str_eq_c(piece, text);
}

/* Does the path fit? Values go to `values`, which has room. */
static bool fits(struct named_value *values, size_t *n_out, const char *pattern,
                 struct str path)
{
    struct str p = str_of(pattern);
    size_t n = 0;
    while (p.n && path.n) {
        struct str want = next_piece(&p), have = next_piece(&path);
        bool ended = !p.n, path_ended = !path.n;
        if (want.n && want.p[0] == ':') {
            struct str name = {want.p + 1, want.n - 1};
            if (!str_eq(name, S("token")) && !is_id(have)) return false;
            values[n++] = (struct named_value){name, have};
        } else if (!str_eq(want, have)) {
            return false;
        }
        if (ended != path_ended) return false;
    }
    *n_out = n;
    return !p.n && !path.n;
}

const struct route *route_find(struct named_value **values_out, size_t *n_out,
                               bool *other_method_out, struct arena *a,
                               struct str method, struct str path)
{
    enum { MOST_VALUES = 8 };
    struct named_value values[MOST_VALUES];
    *other_method_out = false;
    *values_out = NULL;
    *n_out = 0;
    if (!path.n || path.p[path.n - 1] == '/') {
        if (path.n != 1) return NULL;
    }
    for (size_t g = 0; g < ARRAY_LEN(groups); g++)
        for (const struct route *r = groups[g]; r->method; r++) {
            size_t n = 0;
            if (!fits(values, &n, r->path, path)) continue;
            if (!str_eq_c(method, r->method)) {
                *other_method_out = true;
                continue;
            }
            *values_out = arena_new_array(a, struct named_value, n);
            if (n) memcpy(*values_out, values, n * sizeof values[0]);
            *n_out = n;
            *other_method_out = false;
            return r;
        }
    return NULL;
}
