#include <time.h>

#include "web/dispatch.h"

#include <sodium.h>

#include "act/session_acts.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/cookies.h"
#include "web/error_page.h"
#include "web/form_body.h"
#include "web/gzip.h"
#include "web/multipart.h"
#include "web/form_replay.h"

/* A form with a file: the file, and room for the other values and part heads. */
enum { MOST_UPLOAD_BYTES = LIMIT_DOCUMENT_BYTES + LIMIT_REQUEST_BODY_BYTES };
enum { GZIP_FROM_BYTES = 1024, TONGUE_SECONDS = 365 * 86400 };

/* One request on its way through. */
struct passing {
    const struct site *site;
    const struct head *head;
    struct str body;
    struct request q;
    struct reply r;
    struct raw_reply *out;
    uint8_t secret[CSRF_BYTES];
    const char *new_form_cookie; /* a token for who has no session */
    bool is_head;                /* asked with HEAD */
};

static void add_field(struct raw_reply *out, const char *name, const char *value)
{
    require(out->n_fields < REPLY_FIELDS_MAX);
    out->fields[out->n_fields++] = (struct reply_field){name, value};
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

const char *status_words(int status)
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

void dispatch_refusal(struct raw_reply *out, struct arena *a, int status)
{
    *out = (struct raw_reply){.status = status, .closes = true};
    const char *text = arena_format(a, "%d %s\n", status, status_words(status));
    out->body = str_of(text);
    add_field(out, "Content-Type", "text/plain; charset=utf-8");
    add_field(out, "Cache-Control", "no-store");
    if (status == 503) add_field(out, "Retry-After", "2");
    add_safety(out, false);
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
    struct str id = request_text(q, "form");
    if (!id.n) return OK;
    if (uuid_parse(&q->asking.form, id, NULL) != OK)
        return err_set(e, ERR_USAGE, "the id of the form is none");
    replay_digest(q->asking.digest, q);
    return OK;
}

/* --- errors --- */

static void show_error(struct passing *p, int status, enum err_code code)
{
    error_page(&p->r, &p->q, status, status >= 500 ? err_public_code(code) : NULL);
}

/* The statuses of what was sent wrongly; errors.def has them for pages of an API. */
static int status_of(enum err_code code)
{
    int status = err_http_status(code);
    return status ? status : 500;
}

static void tell_error(struct passing *p, enum err_code rc, const struct err *e)
{
    int status = status_of(rc);
    if (status >= 500)
        log_err(
            LOG_ERROR, e, "page failed",
            log_words("route", (struct log_word){p->q.route ? p->q.route->path : ""}));
    show_error(p, status, rc);
}

/* --- the page --- */

static enum err_code call_page(struct passing *p, struct err *e)
{
    struct request *q = &p->q;
    enum err_code rc = OK;
    TRY(read_values(p, e));
    if (strcmp(q->route->method, "POST") == 0) {
        TRY(read_form_id(q, e));
    }
    rc = q->route->fn(&p->r, q, e);
    if (rc == OK) rc = buf_check(&p->r.body, e);
out:
    return rc;
}

static bool begin_request(struct passing *p)
{
    const struct head *h = p->head;
    struct request *q = &p->q;
    struct arena *a = p->site->arena;
    q->asking.arena = a;
    q->asking.house = p->site->house;
    q->asking.now_ms = clock_now_ms();
    q->asking.today = brussels_day(q->asking.now_ms, NULL);
    q->query = h->query;
    q->csrf = "";
    q->agent = h->agent;
    q->address = h->address;
    q->is_secure = h->is_tls;
    q->is_partial = h->is_partial;
    q->site = p->site->url;
    p->is_head = str_eq(h->method, S("HEAD"));
    return path_decode(&q->path, a, h->path);
}

/* False: no such path; the reply says so. */
static bool find_route(struct passing *p)
{
    struct request *q = &p->q;
    struct arena *a = q->asking.arena;
    bool other = false;
    struct named_value *values;
    size_t n;
    struct str method = p->is_head ? S("GET") : p->head->method;
    q->route = route_find(&values, &n, &other, a, method, q->path);
    q->path_values = values;
    q->n_path_values = n;
    if (q->route) return true;
    show_error(p, other ? 405 : 404, OK);
    if (other) {
        bool ignored;
        bool reads = route_find(&values, &n, &ignored, a, S("GET"), q->path) != NULL;
        bool writes = route_find(&values, &n, &ignored, a, S("POST"), q->path) != NULL;
        add_field(p->out, "Allow",
                  reads && writes ? "GET, HEAD, POST"
                  : reads         ? "GET, HEAD"
                                  : "POST");
    }
    return false;
}

/* --- back over the wire --- */

static void finish(struct passing *p)
{
    struct raw_reply *out = p->out;
    struct reply *r = &p->r;
    out->status = r->status ? r->status : 200;
    out->route = p->q.route;
    out->worker = p->q.asking.visitor.worker;
    if (r->location) add_field(out, "Location", r->location);
    add_field(out, "Content-Type", r->type ? r->type : "text/html; charset=utf-8");
    add_field(out, "Cache-Control", "no-store");
    add_safety(out, p->q.is_secure);
    if (p->site->gzip && p->head->takes_gzip && r->body.n >= GZIP_FROM_BYTES) {
        buf_init(&out->kept, 0);
        if (gzip_add(&out->kept, p->site->gzip, buf_str(&r->body))) {
            add_field(out, "Content-Encoding", "gzip");
            buf_dispose(&r->body);
        }
    }
    add_field(out, "Vary", "Accept-Encoding, HX-Request");
    if (!out->kept.n) {
        buf_dispose(&out->kept);
        out->kept = r->body;
    }
    out->body = buf_str(&out->kept);
}

void dispatch(struct raw_reply *out, const struct site *site, const struct head *head,
              struct str body)
{
    struct passing p = {.site = site, .head = head, .body = body, .out = out};
    struct err e = {0};
    *out = (struct raw_reply){0};
    if (!begin_request(&p))
        show_error(&p, 404, OK);
    else if (find_route(&p)) {
        enum err_code rc = call_page(&p, &e);
        if (rc != OK) tell_error(&p, rc, &e);
    }
    finish(&p);
}
