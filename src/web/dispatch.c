#include <time.h>

#include "web/dispatch.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/url.h"
#include "store/view.h"
#include "ui/assets.h"
#include "web/error_page.h"
#include "web/figures.h"
#include "web/form_body.h"
#include "web/gzip.h"
#include "web/kept_form.h"
#include "web/form_replay.h"
#include "web/multipart.h"
#include "web/passing.h"

/* A form with a file: the file, and room for the other values and part heads. */
enum { MOST_UPLOAD_BYTES = LIMIT_DOCUMENT_BYTES + LIMIT_REQUEST_BODY_BYTES };
enum { GZIP_FROM_BYTES = 1024 };

static void add_field(struct raw_reply *out, const char *name, const char *value)
{
    require(out->n_fields < REPLY_FIELDS_MAX);
    out->fields[out->n_fields++] = (struct reply_field){name, value};
}

void passing_field(struct passing *p, const char *name, const char *value)
{
    add_field(p->out, name, value);
}

static void add_safety(struct raw_reply *out, bool is_secure)
{
    add_field(
        out, "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
    add_field(out, "X-Content-Type-Options", "nosniff");
    add_field(out, "X-Frame-Options", "DENY");
    add_field(out, "Referrer-Policy", "no-referrer");
    add_field(out, "Cross-Origin-Opener-Policy", "same-origin");
    add_field(out, "Cross-Origin-Resource-Policy", "same-origin");
    add_field(out, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (is_secure) add_field(out, "Strict-Transport-Security", "max-age=31536000");
}

static const char *status_words(int status)
{
    switch (status) {
    case 400:
        return "malformed request";
    case 408:
        return "too slow";
    case 411:
        return "a body needs a Content-Length";
    case 413:
        return "larger than the limit";
    case 414:
        return "address longer than the limit";
    case 415:
        return "content of a kind that is not read here";
    case 417:
        return "expectation that cannot be met";
    case 431:
        return "head larger than the limit";
    case 503:
        return "busy: try again in a moment";
    case 505:
        return "expected HTTP/1.1";
    default:
        return "refused";
    }
}

void dispatch_refusal(struct raw_reply *out, const struct head *head, struct arena *a,
                      int status)
{
    struct request q = {.tongue = TONGUE_NL, .csrf = "", .asking = {.arena = a}};
    struct reply r = {0};
    *out = (struct raw_reply){.status = status, .closes = true, .pattern = "-"};
    if (status == 413 || status == 503) {
        /* a document is sent by a person, who sees a page */
        q.tongue = visit_tongue(head);
        q.path = S("/");
        error_page(&r, &q, status == 413 ? TROUBLE_TOO_LARGE : TROUBLE_BUSY, NULL);
        out->kept = r.body;
        add_field(out, "Content-Type", "text/html; charset=utf-8");
    } else {
        buf_format(&out->kept, "%d %s\n", status, status_words(status));
        add_field(out, "Content-Type", "text/plain; charset=utf-8");
    }
    out->body = buf_str(&out->kept);
    add_field(out, "Cache-Control", "no-store");
    if (status == 503) add_field(out, "Retry-After", "2");
    add_safety(out, head->is_tls);
}

void dispatch_unlogged(struct raw_reply *out, const struct head *head, struct arena *a,
                       const struct err *e)
{
    struct request q = {.tongue = visit_tongue(head),
                        .path = S("/"),
                        .csrf = "",
                        .asking = {.arena = a}};
    struct raw_reply kept = *out;
    struct reply r = {0};
    enum trouble t = trouble_of(e->code);
    log_err(LOG_ERROR, e, "look not logged",
            log_words("route", (struct log_word){kept.pattern}));
    error_page(&r, &q, t, err_public_code(e->code));
    buf_dispose(&kept.kept);
    *out = (struct raw_reply){.status = trouble_status(t),
                              .kept = r.body,
                              .route = kept.route,
                              .pattern = kept.pattern,
                              .worker = kept.worker};
    out->body = buf_str(&out->kept);
    add_field(out, "Content-Type", "text/html; charset=utf-8");
    add_field(out, "Cache-Control", "no-store");
    if (t == TROUBLE_BUSY) add_field(out, "Retry-After", "10");
    add_safety(out, head->is_tls);
}

static bool route_takes_file(const struct route *r)
{
    for (const struct route_value *v = r->values; v && v->name; v++)
        if (v->kind == VALUE_FILE) return true;
    return false;
}

size_t dispatch_most_body(const struct head *head)
{
    struct named_value *values;
    struct arena a = {0};
    struct str path, boundary;
    size_t n, most = LIMIT_REQUEST_BODY_BYTES;
    bool other;
    if (str_eq(head->method, S("POST")) &&
        multipart_boundary(&boundary, head->content_type) &&
        path_decode(&path, &a, head->path)) {
        const struct route *r = route_find(&values, &n, &other, &a, S("POST"), path);
        if (r && route_takes_file(r)) most = MOST_UPLOAD_BYTES;
    }
    arena_dispose(&a);
    return most;
}

void dispatch_trust(struct head *head, bool trusts_proxy)
{
    struct str piece, rest = head->forwarded_for;
    if (!trusts_proxy) return;
    /* the last is the one that our own proxy added */
    while (str_split(&piece, &rest, ','))
        if (str_trim(piece).n) head->address = str_trim(piece);
    if (head->address.n > 45) head->address = STR_NONE;
    head->is_tls = str_eq_nocase(head->forwarded_proto, S("https"));
}

/* --- what was filled in --- */

static enum err_code read_values(struct passing *p, struct err *e)
{
    struct request *q = &p->q;
    struct arena *a = q->asking.arena;
    struct str boundary, type = p->head->content_type, rest = type;
    struct multipart m;
    enum err_code rc = OK;
    if (str_eq_c(str_of(q->route->method), "GET"))
        return form_body_read(&q->values, &q->n_values, a, q->query, e);
    str_split(&type, &rest, ';');
    if (multipart_boundary(&boundary, p->head->content_type)) {
        TRY(multipart_read(&m, a, p->body, boundary, e));
        q->values = m.values;
        q->n_values = m.n_values;
        q->uploads = m.uploads;
        q->n_uploads = m.n_uploads;
    } else if (str_eq_nocase(str_trim(type), S("application/x-www-form-urlencoded"))) {
        TRY(form_body_read(&q->values, &q->n_values, a, p->body, e));
    } else if (p->body.n) {
        rc = err_set(e, ERR_USAGE, "the form came as a kind that is not read here");
    }
out:
    return rc;
}

static enum err_code read_form_id(struct request *q, struct err *e)
{
    struct str id = request_text(q, FORM_ID);
    if (!id.n) return OK;
    if (uuid_parse(&q->asking.form, id, NULL) != OK)
        return err_set(e, ERR_USAGE, "the id of the form is none");
    replay_digest(q->asking.digest, q);
    return OK;
}

/* --- the page --- */

static void tell_error(struct passing *p, enum err_code rc, const struct err *e)
{
    enum trouble t = trouble_of(rc);
    bool is_ours = trouble_status(t) >= 500;
    if (rc == ERR_LATE && p->site->figures) figures_late(p->site->figures);
    if (is_ours)
        log_err(
            LOG_ERROR, e, "page failed",
            log_words("route", (struct log_word){p->q.route ? p->q.route->path : "-"}));
    error_page(&p->r, &p->q, t, is_ours ? err_public_code(rc) : NULL);
    if (t == TROUBLE_BUSY || t == TROUBLE_LATE) passing_field(p, "Retry-After", "10");
}

/* The same form, sent twice at once: the other one was first, and its answer is there
 * when the disk has it. */
static bool await_twin(struct passing *p)
{
    enum { TRIES = 50, BETWEEN_MS = 20 };
    struct timespec wait = {.tv_nsec = BETWEEN_MS * 1000000L};
    bool answered = false;
    for (int i = 0; i < TRIES && !uuid_is_nil(p->q.asking.form); i++) {
        struct err ignored = {0};
        if (replay_find(&answered, &p->r, &p->q, &ignored) != OK || answered) break;
        nanosleep(&wait, NULL);
    }
    return answered;
}

/* A form: genuine, not answered before, then the page. */
static enum err_code take_form(struct passing *p, struct err *e)
{
    struct request *q = &p->q;
    bool answered = false;
    enum err_code rc;
    if (!visit_is_genuine(p)) {
        error_page(&p->r, q, TROUBLE_FORGERY, NULL);
        return OK;
    }
    TRY(read_form_id(q, e));
    TRY(replay_find(&answered, &p->r, q, e));
    if (answered) return OK;
    rc = q->route->fn(&p->r, q, e);
    if (rc == ERR_EXISTS && await_twin(p)) rc = OK;
    /* what a twin wrote in the meantime is no change by somebody else */
    if (rc == OK && p->r.status == 422) rc = replay_find(&answered, &p->r, q, e);
out:
    return rc;
}

/* The session ended while somebody was writing: what they wrote waits for them. */
static void keep_form(struct passing *p)
{
    struct err ignored = {0};
    if (!visitor_is_nobody(&p->q.asking.visitor) || !p->q.token.n) return;
    bool is_kept =
        read_values(p, &ignored) == OK && visit_is_genuine(p) && form_was_kept(&p->q);
    p->r.location = is_kept ? "/aanmelden?ingevuld=bewaard" : "/aanmelden?ingevuld=weg";
}

static enum err_code call_page(struct passing *p, struct err *e)
{
    struct request *q = &p->q;
    bool is_form = strcmp(q->route->method, "POST") == 0;
    enum err_code rc = OK;
    if (!visit_may(p)) {
        if (is_form) keep_form(p);
        return OK;
    }
    TRY(read_values(p, e));
    if (is_form) {
        TRY(take_form(p, e));
        if (p->r.status == 303) TRY(kept_form_sent(q, e));
    } else {
        TRY(kept_form_show(q, e));
        TRY(q->route->fn(&p->r, q, e));
    }
    rc = buf_check(&p->r.body, e);
out:
    return rc;
}

static bool begin_request(struct passing *p)
{
    const struct head *h = p->head;
    struct request *q = &p->q;
    struct asking *a = &q->asking;
    a->arena = p->site->arena;
    a->house = p->site->house;
    a->looks = p->site->looks;
    a->now_ms = clock_now_ms();
    a->today = brussels_day(a->now_ms, NULL);
    q->query = h->query;
    q->csrf = "";
    q->agent = h->agent;
    q->address = h->address;
    q->is_secure = h->is_tls;
    q->is_partial = h->is_partial;
    q->figures = p->site->figures;
    q->site = p->site->url[0]
                  ? p->site->url
                  : arena_format(a->arena, "%s://%.*s", h->is_tls ? "https" : "http",
                                 STR_ARG(h->host));
    return path_decode(&q->path, a->arena, h->path);
}

static bool reads_only(const struct head *h)
{
    return str_eq(h->method, S("GET")) || str_eq(h->method, S("HEAD"));
}

/* What writes nothing but who looked reads as of one moment (view.h): also a search,
 * which is a POST because what is searched may not stand in an address. */
static bool uses_view(struct passing *p)
{
    struct named_value *values;
    bool other;
    size_t n;
    if (reads_only(p->head)) return true;
    const struct route *r =
        route_find(&values, &n, &other, p->q.asking.arena, p->head->method, p->q.path);
    return r && r->need == PERMISSION_PERSON_SEARCH;
}

/* A file of ours, which browsers keep for ever: its name changes with its content. */
static bool serve_asset(struct passing *p)
{
    struct str folder = str_of(ASSETS_FOLDER), path = p->q.path;
    const struct embedded *asset;
    if (!str_starts(path, folder) || !reads_only(p->head)) return false;
    asset = asset_find((struct str){path.p + folder.n, path.n - folder.n});
    if (!asset) return false;
    p->out->pattern = ASSETS_FOLDER ":name";
    p->r.type = asset_type(asset);
    buf_add(&p->r.body, (struct str){(const char *)asset->bytes, asset->n});
    p->is_kept = true;
    return true;
}

/* False: no such path, and the reply says so. */
static bool find_route(struct passing *p)
{
    struct request *q = &p->q;
    struct arena *a = q->asking.arena;
    bool other = false, ignored;
    struct named_value *values;
    size_t n;
    struct str method = reads_only(p->head) ? S("GET") : p->head->method;
    q->route =
        route_find(&q->path_values, &q->n_path_values, &other, a, method, q->path);
    if (q->route) {
        p->out->pattern = q->route->path;
        p->out->route = q->route;
        return true;
    }
    error_page(&p->r, q, other ? TROUBLE_METHOD : TROUBLE_NOT_FOUND, NULL);
    if (!other) return false;
    bool reads = route_find(&values, &n, &ignored, a, S("GET"), q->path) != NULL;
    bool writes = route_find(&values, &n, &ignored, a, S("POST"), q->path) != NULL;
    passing_field(p, "Allow",
                  reads && writes ? "GET, HEAD, POST"
                  : reads         ? "GET, HEAD"
                                  : "POST");
    return false;
}

/* --- back over the wire --- */

/* A name that stands safely in a field: the letters of ASCII, and the whole in UTF-8
 * (RFC 6266). */
static const char *offered_as(struct arena *a, const char *name)
{
    struct buf line = {0}, whole = {0};
    buf_add_c(&line, "attachment; filename=\"");
    for (const char *c = name; *c; c++)
        buf_add_char(&line, (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
                                    (*c >= 'A' && *c <= 'Z') || strchr(".-_", *c)
                                ? *c
                                : '_');
    url_text(&whole, str_of(name));
    buf_format(&line, "\"; filename*=UTF-8''%s", whole.n ? whole.p : "");
    const char *kept = arena_copy(a, line.p, line.n);
    buf_dispose(&line);
    buf_dispose(&whole);
    return kept;
}

static bool is_worth_compressing(const struct passing *p)
{
    const char *type = p->r.type;
    return p->site->gzip && p->head->takes_gzip && p->r.body.n >= GZIP_FROM_BYTES &&
           (!type || strncmp(type, "text/", 5) == 0 || strstr(type, "json") ||
            strstr(type, "javascript") || strstr(type, "svg"));
}

/* The tag of the content, and nothing more to who has it already (RFC 9110, 8.8.3):
 * weak, because it may also go out compressed. */
static void tag_public(struct passing *p)
{
    uint8_t sum[16];
    char hex[2 * sizeof sum + 1];
    struct reply *r = &p->r;
    crypto_generichash(sum, sizeof sum, (const uint8_t *)r->body.p, r->body.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    const char *tag = arena_format(p->q.asking.arena, "W/\"%s\"", hex);
    passing_field(p, "ETag", tag);
    if (!str_contains(p->head->if_none_match, str_of(hex))) return;
    p->out->status = 304;
    buf_clear(&r->body);
}

static void finish(struct passing *p)
{
    struct raw_reply *out = p->out;
    struct reply *r = &p->r;
    out->status = r->status ? r->status : 200;
    out->worker = p->q.asking.visitor.worker;
    bool is_public = r->is_public && out->status == 200;
    if (is_public) tag_public(p);
    if (r->location) passing_field(p, "Location", r->location);
    if (r->file_name) {
        passing_field(p, "Content-Disposition",
                      offered_as(p->q.asking.arena, r->file_name));
        /* beside the policy of every answer: whoever opens it after all runs nothing */
        passing_field(p, "Content-Security-Policy", "sandbox");
    }
    if (r->body.n)
        passing_field(p, "Content-Type",
                      r->type ? r->type : "text/html; charset=utf-8");
    passing_field(p, "Cache-Control",
                  p->is_kept  ? "public, max-age=31536000, immutable"
                  : is_public ? "public, max-age=300"
                              : "no-store");
    if (out->status == 429) passing_field(p, "Retry-After", "1");
    passing_field(p, "Vary", "Accept-Encoding");
    add_safety(out, p->q.is_secure);
    if (!p->is_kept && !is_public) visit_cookies(p);
    if (is_worth_compressing(p) &&
        gzip_add(&out->kept, p->site->gzip, buf_str(&r->body))) {
        passing_field(p, "Content-Encoding", "gzip");
        buf_dispose(&r->body);
    } else {
        buf_dispose(&out->kept);
        out->kept = r->body;
    }
    out->body = buf_str(&out->kept);
}

/* Session, route and page. */
static void answer(struct passing *p, bool is_path)
{
    struct err e = {0};
    struct db *db = p->site->house->db;
    if (p->site->page_ms) db_read_until(db, clock_seconds() + p->site->page_ms / 1e3);
    enum err_code rc = visit_begin(p, &e);
    if (rc != OK) {
        tell_error(p, rc, &e);
    } else if (!is_path) {
        error_page(&p->r, &p->q, TROUBLE_NOT_FOUND, NULL);
    } else if (find_route(p)) {
        rc = call_page(p, &e);
        if (rc != OK) tell_error(p, rc, &e);
    }
    db_read_until(db, 0);
}

void dispatch(struct raw_reply *out, const struct site *site, const struct head *head,
              struct str body)
{
    struct passing p = {.site = site, .head = head, .body = body, .out = out};
    *out = (struct raw_reply){.pattern = "-"};
    bool is_path = begin_request(&p);
    if (is_path && serve_asset(&p)) {
        finish(&p);
        return;
    }
    if (is_path && uses_view(&p)) {
        view_begin(site->house->db);
        answer(&p, is_path);
        view_end(site->house->db);
    } else {
        view_close(site->house->db);
        answer(&p, is_path);
    }
    finish(&p);
}
