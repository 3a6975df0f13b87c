#include "web/reply.h"

#include "base/url.h"
#include "web/route.h"

static const struct {
    const char *word, *text;
} done_words[] = {
#define D(word, text) {word, text},
#include "web/done.def"
#undef D
};

static const char *done_text(const struct request *q)
{
    struct str word = request_text(q, "gedaan");
    for (size_t i = 0; word.n && i < ARRAY_LEN(done_words); i++)
        if (str_eq_c(word, done_words[i].word))
            return tr_later(q->tongue, done_words[i].text);
    return NULL;
}

/* Path and query, without what is said once. */
static const char *page_of(const struct request *q)
{
    struct str page = request_text(q, FORM_PAGE);
    if (q->route && strcmp(q->route->method, "GET") == 0) {
        struct arena *a = q->asking.arena;
        return q->query.n && !request_has(q, KEPT_FORM_ID) && !request_has(q, "gedaan")
                   ? arena_format(a, "%.*s?%.*s", STR_ARG(q->path), STR_ARG(q->query))
                   : str_to_c(a, q->path);
    }
    /* a form that is shown again still stands where it stood */
    return page.n && path_is_ours(page) ? str_to_c(q->asking.arena, page) : NULL;
}

struct frame frame_of(const struct request *q, const char *title)
{
    const struct visitor *v = &q->asking.visitor;
    struct frame f = {.tongue = q->tongue,
                      .title = title,
                      .visitor = v,
                      .csrf = q->csrf,
                      .path = str_to_c(q->asking.arena, q->path),
                      .is_partial = q->is_partial,
                      .today = q->asking.today,
                      .done = done_text(q),
                      .page = page_of(q),
                      .kept = q->kept};
    if (v->ends_at_ms > q->asking.now_ms) {
        f.ends_words =
            moment_words(q->asking.arena, q->tongue, v->ends_at_ms, q->asking.today);
        f.ends_in_s = (v->ends_at_ms - q->asking.now_ms) / 1000;
    }
    return f;
}

/* Somebody else's site, or a field of its own in the head, is never led to. */
bool path_is_ours(struct str path)
{
    if (!path.n || path.p[0] != '/') return false;
    if (path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\')) return false;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] <= 0x20 || (unsigned char)path.p[i] >= 0x7f)
            return false;
    return true;
}

void reply_redirect(struct reply *r, const struct request *q, const char *path,
                    const char *done)
{
    struct arena *a = q->asking.arena;
    require(path_is_ours(str_of(path)));
    struct str p = str_of(path);
    const char *hash = strchr(path, '#');
    size_t n = hash ? (size_t)(hash - path) : p.n;
    buf_clear(&r->body);
    r->status = 303;
    r->location = path;
    if (!done) return;
    r->location =
        arena_format(a, "%.*s%cgedaan=%s%s", (int)n, path,
                     memchr(path, '?', n) ? '&' : '?', done, hash ? hash : "");
}

void reply_invalid(struct reply *r)
{
    r->status = 422;
}

void reply_file(struct reply *r, const char *type, const char *file_name,
                struct str content)
{
    r->type = type;
    r->file_name = file_name;
    buf_clear(&r->body);
    buf_add(&r->body, content);
}

void reply_token(struct reply *r, const char *token)
{
    r->token = token;
}

void reply_tongue(struct reply *r, enum tongue tongue)
{
    r->language = tongue_facts(tongue)->code;
}
