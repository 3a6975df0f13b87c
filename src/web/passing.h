/* Inside dispatch: one request on its way through. */
#ifndef WEB_PASSING_H
#define WEB_PASSING_H

#include "web/cookies.h"
#include "web/dispatch.h"

struct passing {
    const struct site *site;
    const struct head *head;
    struct str body;
    struct request q;
    struct reply r;
    struct raw_reply *out;
    uint8_t secret[CSRF_BYTES]; /* of the session, or of who has none */
    const char *form_token;     /* new cookie for who has no session; NULL: none */
    bool is_kept;               /* by browsers, for ever: a file of ours */
};

/* The names of our cookies, and of what a form carries. */
#define COOKIE_SESSION "sessie"
#define COOKIE_FORM    "vorm"
#define COOKIE_TONGUE  "taal"
#define COOKIE_GUEST   "gast"

void passing_field(struct passing *p, const char *name, const char *value);
/* The language asked for: cookie, else the browser's, else Dutch. */
enum tongue visit_tongue(const struct head *head);
/* Who asks: fills in the visitor, the token against forgery and the language. */
nodiscard enum err_code visit_begin(struct passing *p, struct err *e);
/* False when the visitor may not use the route; the reply then says so, or leads to
 * where one logs in. */
bool visit_may(struct passing *p);
/* Does the form carry the token that this visitor was given? */
bool visit_is_genuine(const struct passing *p);
/* Cookies that go back. */
void visit_cookies(struct passing *p);

#endif
