/* Who asks, and whether they may. */
#include "web/passing.h"

#include "act/session_acts.h"
#include "base/url.h"
#include "web/error_page.h"

enum { TONGUE_SECONDS = 365 * 86400, TONGUES_LOOKED_AT = 16 };
/* longer than a link for a handover stands (domain/guest_facts.h) */
enum { GUEST_SECONDS = 30 * 86400 };

/* --- language --- */

enum tongue visit_tongue(const struct head *head)
{
    enum tongue tongue = TONGUE_NL;
    struct str piece, rest = head->accept_language;
    if (tongue_named(&tongue, cookie_find(head->cookie, head->is_tls, COOKIE_TONGUE)))
        return tongue;
    /* browsers send them in order of preference: weights are not read */
    for (int i = 0; i < TONGUES_LOOKED_AT && str_split(&piece, &rest, ','); i++) {
        struct str code, tail = str_trim(piece);
        str_split(&code, &tail, ';');
        if (code.n > 2 && code.p[2] == '-') code.n = 2;
        if (tongue_named(&tongue, code)) return tongue;
    }
    return TONGUE_NL;
}

/* --- session --- */

enum err_code visit_begin(struct passing *p, struct err *e)
{
    struct request *q = &p->q;
    struct asking *a = &q->asking;
    struct str form;
    enum err_code rc = OK;
    q->tongue = visit_tongue(p->head);
    q->token = cookie_find(p->head->cookie, q->is_secure, COOKIE_SESSION);
    if (!cookie_token_is_whole(q->token)) q->token = STR_NONE;
    q->guest = cookie_find(p->head->cookie, q->is_secure, COOKIE_GUEST);
    if (!cookie_token_is_whole(q->guest)) q->guest = STR_NONE;
    if (q->token.n)
        TRY(session_enter(&a->visitor, a->house, q->token, a->today, a->now_ms, e));
    form = q->token;
    if (!form.n) {
        form = cookie_find(p->head->cookie, q->is_secure, COOKIE_FORM);
        if (!cookie_token_is_whole(form)) {
            p->form_token = cookie_token(a->arena);
            form = str_of(p->form_token);
        }
    }
    csrf_secret(p->secret, a->house->vault, form);
    q->csrf = csrf_masked(a->arena, p->secret);
out:
    return rc;
}

/* --- permission --- */

/* To where one logs in, and back to what was asked for. What a form held is never in
 * the address: it may be about a person, and a login may be another's. */
static void to_login(struct passing *p)
{
    struct buf path = {0};
    struct request *q = &p->q;
    url_f(&path, "/aanmelden");
    if (strcmp(q->route->method, "GET") == 0 && !str_eq(q->path, S("/")))
        url_f(&path, "?terug=%.*s", STR_ARG(q->path));
    p->r.location = arena_copy(q->asking.arena, path.p, path.n);
    p->r.status = 303;
    buf_dispose(&path);
}

bool visit_may(struct passing *p)
{
    const struct visitor *v = &p->q.asking.visitor;
    /* the relation to a person is asked by the act: here as if it were the closest */
    struct access_question question = {.is_logged_in = !visitor_is_nobody(v),
                                       .is_account_open = true,
                                       .has_second_factor = v->has_second_factor,
                                       .is_second_factor_needed =
                                           v->is_second_factor_needed,
                                       .is_membership_valid = v->is_membership_valid,
                                       .role = v->role,
                                       .permission = p->q.route->need,
                                       .relation = RELATION_GUIDE,
                                       .category = CATEGORY_COUNTABLE};
    struct access_answer answer = access_decide(&question);
    if (answer.verdict == ACCESS_ALLOW || answer.verdict == ACCESS_REDACT) return true;
    switch (answer.reason) {
    case ACCESS_BECAUSE_NO_LOGIN:
        to_login(p);
        break;
    case ACCESS_BECAUSE_SECOND_FACTOR:
        p->r.location = "/account/tweede-stap";
        p->r.status = 303;
        break;
    case ACCESS_BECAUSE_MEMBERSHIP_OVER:
        if (uuid_is_nil(v->membership) && v->n_memberships) {
            p->r.location = "/aanmelden/rol";
            p->r.status = 303;
            break;
        }
        error_page(&p->r, &p->q, TROUBLE_MEMBERSHIP, NULL);
        break;
    default:
        error_page(&p->r, &p->q, TROUBLE_ROLE, NULL);
        break;
    }
    return false;
}

bool visit_is_genuine(const struct passing *p)
{
    /* the first is the browser's own word, where it gives one */
    return !str_eq(p->head->site, S("cross-site")) &&
           csrf_is(request_text(&p->q, FORM_CSRF), p->secret);
}

/* --- cookies --- */

static void set_cookie(struct passing *p, const char *name, const char *value,
                       int64_t max_age)
{
    passing_field(p, "Set-Cookie",
                  cookie_line(p->q.asking.arena, p->q.is_secure, name, value, max_age));
}

void visit_cookies(struct passing *p)
{
    const struct reply *r = &p->r;
    if (r->token) set_cookie(p, COOKIE_SESSION, r->token, 0);
    if (r->guest) set_cookie(p, COOKIE_GUEST, r->guest, GUEST_SECONDS);
    if (r->language) set_cookie(p, COOKIE_TONGUE, r->language, TONGUE_SECONDS);
    /* who logs in leaves the token of before behind */
    if (r->token && r->token[0])
        set_cookie(p, COOKIE_FORM, "", 0);
    else if (p->form_token && !r->type && !r->location)
        set_cookie(p, COOKIE_FORM, p->form_token, 0);
}
