/* One's own account: who one is here, where one is logged in, password, second step. */
#include "act/account_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "trust/totp.h"
#include "web/home_path.h"
#include "web/qr_code.h"
#include "web/route.h"

#define PASSWORD_OF_NOW "oud"

/* --- the password once more --- */

/* Before something changes that decides who gets in: whoever holds the telephone is not
 * always who logged in on it. */
static void ask_password(struct reply *r, const struct request *q,
                         const struct frame *f, const struct form_errors *errors)
{
    struct field old = {.name = PASSWORD_OF_NOW,
                        .label = tr(q->tongue, "Je wachtwoord van nu"),
                        .hint = tr(q->tongue, "Zo weten we dat jij het bent."),
                        .autocomplete = "current-password",
                        .type = "password",
                        .is_ltr = true,
                        .most = PASSWORD_MOST_BYTES};
    field_text(&r->body, f, &old, errors);
}

static bool read_proof(struct own_proof *out, const struct request *q,
                       struct form_errors *errors)
{
    *out = (struct own_proof){.from = {q->address, q->agent, q->token}};
    return form_text(&out->password, q, PASSWORD_OF_NOW, PASSWORD_MOST_BYTES, false,
                     tr(q->tongue, "Vul je wachtwoord in."), errors);
}

/* What was not right, under its field. */
static void tell_outcome(const struct request *q, const struct own_result *result,
                         const char *code_words, struct form_errors *errors)
{
    switch (result->outcome) {
    case OWN_PASSWORD:
        form_error(errors, PASSWORD_OF_NOW,
                   tr(q->tongue, "Dit is niet je wachtwoord van nu."));
        break;
    case OWN_WAIT:
        form_error(errors, PASSWORD_OF_NOW, wait_words(q, result->wait_ms));
        break;
    case OWN_CODE:
        form_error(errors, "code", code_words);
        break;
    default:
        break;
    }
}

/* --- overview --- */

static void who_you_are(struct buf *out, const struct frame *f, const struct visitor *v)
{
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Naam"), str_of(v->name), NULL, NULL);
    summary_row(out, f, tr(t, "Aanmelding"), str_of(v->login), NULL, NULL);
    summary_open_row(out, tr(t, "Rol"));
    if (uuid_is_nil(v->membership))
        text_html(out, t, "nog niet gekozen");
    else
        label_html(out, t, LIST_WORKER_ROLE, (uint8_t)v->role);
    if (v->organisation_name[0]) html_f(out, ", <bdi>%s</bdi>", v->organisation_name);
    summary_close_row(out, f, v->n_memberships > 1 ? "/aanmelden/rol" : NULL,
                      tr(t, "je rol"));
    summary_open_row(out, tr(t, "Wachtwoord"));
    html_f(out, "********");
    summary_close_row(out, f, "/account/wachtwoord", tr(t, "je wachtwoord"));
    summary_open_row(out, tr(t, "Tweede stap bij het aanmelden"));
    if (v->has_second_factor)
        text_html(out, t, "aan: een code uit een app");
    else
        text_html(out, t, "uit");
    summary_close_row(out, f, "/account/tweede-stap", tr(t, "de tweede stap"));
    summary_end(out);
}

static void one_session(struct buf *out, const struct request *q,
                        const struct session *s)
{
    enum tongue t = q->tongue;
    bool is_this = uuid_eq(s->id, q->asking.visitor.session);
    char id[UUID_TEXT + 1];
    uuid_text(id, s->id);
    html_f(out, "<li>\n<p><strong>%s</strong>%s<br>",
           s->device[0] ? s->device : tr(t, "Onbekend toestel"), is_this ? " " : "");
    if (is_this) text_html(out, t, "Dit toestel, nu.");
    if (!is_this)
        tr_html(out, t, "Laatst gebruikt: {0}.",
                moment_words(q->asking.arena, t, s->seen_at, q->asking.today));
    html_f(out, "</p>\n");
    if (!is_this) {
        button_link(out, "secondary",
                    arena_format(q->asking.arena, "/account/toestellen?toestel=%s", id),
                    tr(t, "Meld dit toestel af"));
    }
    html_f(out, "</li>\n");
}

static enum err_code show_account(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    const struct asking *a = &q->asking;
    struct session *list;
    size_t n;
    enum err_code rc = session_list(&list, &n, a->arena, a->house->db,
                                    a->visitor.worker, a->now_ms, e);
    if (rc != OK) return rc;
    struct frame f = frame_of(q, tr(t, "Mijn account"));
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    if (a->visitor.is_second_factor_needed && !a->visitor.has_second_factor)
        inset(&r->body, "warning",
              tr(t,
                 "In jouw rol hoort een tweede stap bij het aanmelden. Zet ze aan om "
                 "verder te werken."));
    who_you_are(&r->body, &f, &a->visitor);
    html_f(&r->body, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(t, "Toestellen waarop je bent aangemeld"));
    for (size_t i = 0; i < n; i++)
        one_session(&r->body, q, &list[i]);
    html_f(&r->body, "</ul>\n");
    if (n > 1)
        button_link(&r->body, "secondary", "/account/toestellen",
                    tr(t, "Meld alle andere toestellen af"));
    form_begin(&r->body, &f, "/afmelden", (struct uuid){{0}});
    button(&r->body, "secondary", tr(t, "Meld af"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    return OK;
}

/* The session that the form is about, and NULL when all others are meant; ERR_NOT_FOUND
 * for one that is not the visitor's, or has ended. */
static enum err_code named_session(const struct session **out, const struct request *q,
                                   struct err *e)
{
    const struct asking *a = &q->asking;
    struct form_errors ignored = {.n = 0};
    struct session *list;
    struct uuid id;
    size_t n;
    enum err_code rc = OK;
    *out = NULL;
    if (!request_text(q, "toestel").n) return OK;
    if (!form_id(&id, q, "toestel", false, "", &ignored))
        return err_set(e, ERR_NOT_FOUND, "the id of a session is none");
    TRY(session_list(&list, &n, a->arena, a->house->db, a->visitor.worker, a->now_ms,
                     e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].id, id)) *out = &list[i];
    if (!*out) rc = err_set(e, ERR_NOT_FOUND, "no such session of this worker");
out:
    return rc;
}

static void sessions_form(struct reply *r, const struct request *q,
                          const struct session *s, const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, s ? tr(t, "Meld een toestel af")
                                   : tr(t, "Meld alle andere toestellen af"));
    f.has_errors = errors->n > 0;
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_back(&r->body, &f, "/account", tr(t, "Terug naar mijn account"));
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    if (s)
        tr_html(&r->body, t, "{0}, laatst gebruikt: {1}.",
                s->device[0] ? s->device : tr(t, "Onbekend toestel"),
                moment_words(q->asking.arena, t, s->seen_at, q->asking.today));
    else
        text_html(&r->body, t, "Op dit toestel blijf je aangemeld.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, "/account/toestellen", (struct uuid){{0}});
    hidden(&r->body, "toestel", request_text(q, "toestel"));
    ask_password(r, q, &f, errors);
    button(&r->body, "primary",
           s ? tr(t, "Meld dit toestel af") : tr(t, "Meld alle andere toestellen af"),
           NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_sessions(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    const struct session *s;
    enum err_code rc = named_session(&s, q, e);
    if (rc == OK) sessions_form(r, q, s, &none);
    return rc;
}

static enum err_code end_sessions(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct own_proof proof;
    struct own_result result = {.outcome = OWN_DONE};
    const struct session *s;
    enum err_code rc;
    TRY(named_session(&s, q, e));
    if (read_proof(&proof, q, &errors)) {
        TRY(sessions_end(&result, &q->asking, &proof, s ? s->id : (struct uuid){{0}},
                         e));
        tell_outcome(q, &result, NULL, &errors);
    }
    if (errors.n)
        sessions_form(r, q, s, &errors);
    else
        reply_redirect(r, q, "/account", "toestel-afgemeld");
out:
    return rc;
}

/* --- staying --- */

static enum err_code show_stay(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Je bent aangemeld"));
    (void)e;
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    tr_html(
        &r->body, t,
        "Je blijft aangemeld tot {0}. Elke bladzijde die je opent, maakt dat twee "
        "uur later, tot hoogstens 12 uur na je aanmelding; met de knop hieronder tot "
        "20 uur.",
        f.ends_words ? f.ends_words : "");
    html_f(&r->body, "</p>\n<p>");
    text_html(&r->body, t, "Was je aan het schrijven? Sluit dit tabblad en ga verder.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, "/account/aangemeld", (struct uuid){{0}});
    button(&r->body, "primary", tr(t, "Blijf langer aangemeld"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    return OK;
}

static enum err_code stay(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc = session_stay(&q->asking, q->token, e);
    if (rc == OK) reply_redirect(r, q, "/account/aangemeld", NULL);
    return rc;
}

/* --- password --- */

static void password_form(struct reply *r, const struct request *q,
                          const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Nieuw wachtwoord"));
    f.has_errors = errors->n > 0;
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_back(&r->body, &f, "/account", tr(t, "Terug naar mijn account"));
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html(&r->body, t, "Daarna ben je op alle andere toestellen afgemeld.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, "/account/wachtwoord", (struct uuid){{0}});
    ask_password(r, q, &f, errors);
    password_fields(r, q, &f, errors);
    button(&r->body, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_password(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    (void)e;
    password_form(r, q, &none);
    return OK;
}

static enum err_code take_password(struct reply *r, struct request *q, struct err *e)
{
    const struct visitor *v = &q->asking.visitor;
    struct form_errors errors = {.n = 0};
    struct own_proof proof;
    struct own_result result = {.outcome = OWN_DONE};
    struct str password;
    enum err_code rc = OK;
    read_proof(&proof, q, &errors);
    read_new_password(&password, q, v->login, v->name, &errors);
    if (!errors.n) {
        TRY(password_change(&result, &q->asking, &proof, password, e));
        tell_outcome(q, &result, NULL, &errors);
    }
    if (errors.n) {
        password_form(r, q, &errors);
        goto out;
    }
    reply_token(r, result.token);
    reply_redirect(r, q, "/account", "bewaard");
out:
    return rc;
}

/* --- the second step --- */

static void secret_html(struct buf *out, const struct request *q, struct str secret)
{
    enum tongue t = q->tongue;
    struct buf address = {0};
    totp_address(&address, str_of(q->asking.visitor.login), secret);
    html_f(out, "<ol>\n<li>%s</li>\n<li>%s</li>\n</ol>\n",
           tr(t, "Zet een app met codes op je telefoon, zoals FreeOTP of Aegis."),
           tr(t, "Lees met die app dit vierkant in."));
    qr_code_html(out, buf_str(&address),
                 tr(t, "QR-code met je geheime sleutel voor de app"));
    html_f(out, "<p>");
    text_html(out, t, "Lukt dat niet? Typ dan deze sleutel in de app:");
    html_f(out, "<br><bdi dir=\"ltr\"><code class=\"secret\">");
    for (size_t i = 0; i < secret.n; i += 4)
        html_f(out, "%s%.*s", i ? " " : "", (int)MIN_OF(secret.n - i, (size_t)4),
               secret.p + i);
    html_f(out, "</code></bdi></p>\n");
    buf_dispose(&address);
}

static struct field code_field(enum tongue t)
{
    return (struct field){.name = "code",
                          .label = tr(t, "Code van 6 cijfers"),
                          .hint = tr(t, "Ze staat in de app en verandert elke halve "
                                        "minuut."),
                          .autocomplete = "one-time-code",
                          .input_mode = "numeric",
                          .is_ltr = true,
                          .most = 16};
}

static void factor_form(struct reply *r, const struct request *q, struct str secret,
                        const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    const struct visitor *v = &q->asking.visitor;
    struct field code = code_field(t);
    struct frame f = frame_of(q, tr(t, "Tweede stap bij het aanmelden"));
    f.has_errors = errors->n > 0;
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_back(&r->body, &f, "/account", tr(t, "Terug naar mijn account"));
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html(&r->body, t,
              "Na je wachtwoord vraagt Vindplaats ook een code van je telefoon. Zo kan "
              "niemand met alleen je wachtwoord in de dossiers.");
    html_f(&r->body, "</p>\n");
    if (v->has_second_factor && v->is_second_factor_needed) {
        inset(&r->body, "note",
              tr(t, "De tweede stap staat aan en hoort bij jouw rol. Nieuwe telefoon? "
                    "Vraag een nieuwe uitnodiging."));
    } else if (v->has_second_factor) {
        form_begin(&r->body, &f, "/account/tweede-stap/uit", (struct uuid){{0}});
        ask_password(r, q, &f, errors);
        field_text(&r->body, &f, &code, errors);
        button(&r->body, "warning", tr(t, "Zet de tweede stap uit"), NULL, NULL);
        form_end(&r->body);
    } else {
        secret_html(&r->body, q, secret);
        form_begin(&r->body, &f, "/account/tweede-stap", (struct uuid){{0}});
        hidden(&r->body, "sleutel", secret);
        ask_password(r, q, &f, errors);
        field_text(&r->body, &f, &code, errors);
        button(&r->body, "primary", tr(t, "Zet de tweede stap aan"), NULL, NULL);
        form_end(&r->body);
    }
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_factor(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    char secret[TOTP_SECRET_TEXT + 1];
    (void)e;
    totp_secret_new(secret);
    factor_form(r, q, str_of(secret), &none);
    return OK;
}

static enum err_code take_factor(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct own_proof proof;
    struct own_result result = {.outcome = OWN_DONE};
    struct str secret = request_text(q, "sleutel");
    enum err_code rc = OK;
    if (!totp_secret_is_whole(secret))
        return err_set(e, ERR_USAGE, "the secret of the form is none");
    if (read_proof(&proof, q, &errors)) {
        TRY(second_factor_set(&result, &q->asking, &proof, secret,
                              request_text(q, "code"), e));
        tell_outcome(q, &result,
                     tr(q->tongue, "Deze code past niet. Kijk of de klok van je "
                                   "telefoon juist staat en vul de code van nu in."),
                     &errors);
    }
    if (errors.n) {
        factor_form(r, q, secret, &errors);
        goto out;
    }
    reply_token(r, result.token);
    reply_redirect(r, q, "/account", "tweede-stap-aan");
out:
    return rc;
}

static enum err_code drop_factor(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct own_proof proof;
    struct own_result result = {.outcome = OWN_DONE};
    enum err_code rc = OK;
    if (read_proof(&proof, q, &errors)) {
        TRY(second_factor_drop(&result, &q->asking, &proof, request_text(q, "code"),
                               e));
        tell_outcome(q, &result,
                     tr(q->tongue, "Deze code past niet, of ze werd al gebruikt. Wacht "
                                   "op de volgende en vul die in."),
                     &errors);
    }
    if (errors.n)
        factor_form(r, q, STR_NONE, &errors);
    else {
        reply_token(r, result.token);
        reply_redirect(r, q, "/account", "bewaard");
    }
out:
    return rc;
}

static const struct route_value named_session_values[] = {
    {"toestel", VALUE_ID, 0, false, "the session to end; without it all others"}, {0}};
static const struct route_value session_values[] = {
    {"toestel", VALUE_ID, 0, false, "the session to end; without it all others"},
    {"oud", VALUE_TEXT, 0, true, "the password of now"},
    {0}};
static const struct route_value password_values[] = {
    {"oud", VALUE_TEXT, 0, true, "the password of now"},
    {"nieuw", VALUE_TEXT, 0, true, "the new password"},
    {"opnieuw", VALUE_TEXT, 0, true, "the same once more"},
    {0}};
static const struct route_value factor_values[] = {
    {"sleutel", VALUE_TEXT, 0, true, "the secret that the app was given"},
    {"oud", VALUE_TEXT, 0, true, "the password of now"},
    {"code", VALUE_TEXT, 0, true, "the code that the app shows"},
    {0}};
static const struct route_value drop_values[] = {
    {"oud", VALUE_TEXT, 0, true, "the password of now"},
    {"code", VALUE_TEXT, 0, true, "the code that the app shows"},
    {0}};

const struct route account_routes[] = {
    {"GET", "/account", PERMISSION_OWN_ACCOUNT, NULL, "one's own account and sessions",
     show_account},
    {"GET", "/account/toestellen", PERMISSION_OWN_ACCOUNT, named_session_values,
     "the form to end sessions elsewhere", show_sessions},
    {"POST", "/account/toestellen", PERMISSION_OWN_ACCOUNT, session_values,
     "end one's own session elsewhere, or all of them", end_sessions},
    {"GET", "/account/aangemeld", PERMISSION_OWN_ACCOUNT, NULL,
     "until when one stays logged in", show_stay},
    {"POST", "/account/aangemeld", PERMISSION_OWN_ACCOUNT, NULL,
     "stay logged in two hours from now, up to 20 hours", stay},
    {"GET", "/account/wachtwoord", PERMISSION_OWN_ACCOUNT, NULL,
     "the form for a new password", show_password},
    {"POST", "/account/wachtwoord", PERMISSION_OWN_ACCOUNT, password_values,
     "change one's password", take_password},
    {"GET", "/account/tweede-stap", PERMISSION_OWN_ACCOUNT, NULL,
     "the second step of the login", show_factor},
    {"POST", "/account/tweede-stap", PERMISSION_OWN_ACCOUNT, factor_values,
     "switch the second step on", take_factor},
    {"POST", "/account/tweede-stap/uit", PERMISSION_OWN_ACCOUNT, drop_values,
     "switch the second step off", drop_factor},
    {0},
};
