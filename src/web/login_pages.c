/* The door: start, logging in with one or two steps, choosing a role, an invitation. */
#include "act/login_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "trust/password.h"
#include "web/home_path.h"
#include "web/kept_form.h"
#include "web/route.h"

/* --- start --- */

const char *home_path(const struct visitor *v)
{
    if (visitor_is_nobody(v)) return "/";
    if (uuid_is_nil(v->membership) && v->n_memberships) return "/aanmelden/rol";
    if (v->is_second_factor_needed && !v->has_second_factor)
        return "/account/tweede-stap";
    if (!v->is_membership_valid) return "/account";
    if (role_has(v->role, PERMISSION_FIELD)) return "/veld";
    if (role_has(v->role, PERMISSION_ACCOUNTS)) return "/beheer/gebruikers";
    if (role_has(v->role, PERMISSION_LOGS)) return "/beheer/logboek";
    return "/meer";
}

static void entry(struct buf *out, const char *path, const char *title, const char *say)
{
    html_f(out, "<li><a href=\"%s\"><strong>%s</strong></a><br>%s</li>\n", path, title,
           say);
}

static enum err_code show_start(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    (void)e;
    if (!visitor_is_nobody(&q->asking.visitor)) {
        reply_redirect(r, q, home_path(&q->asking.visitor), NULL);
        return OK;
    }
    struct frame f = frame_of(q, tr(t, "Welkom"));
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html(
        &r->body, t,
        "Vindplaats helpt mensen die verder van werk staan, en wie hen begeleidt.");
    html_f(&r->body, "</p>\n<ul class=\"list\">\n");
    entry(&r->body, "/aanmelden", tr(t, "Ik begeleid mensen"),
          tr(t, "Meld je aan met je eigen aanmelding."));
    entry(&r->body, "/hulp#deelnemer", tr(t, "Ik doe mee"),
          tr(t, "Lees wat er over jou bewaard wordt en hoe je het kunt inkijken."));
    entry(&r->body, "/hulp#werkgever", tr(t, "Ik ben werkgever"),
          tr(t, "Lees hoe je de begeleider van je medewerker bereikt."));
    html_f(&r->body, "</ul>\n");
    page_end(&r->body, &f);
    return OK;
}

/* --- the password --- */

static struct login_origin origin_of(const struct request *q)
{
    return (struct login_origin){q->address, q->agent, q->token};
}

const char *wait_words(const struct request *q, int64_t wait_ms)
{
    int64_t seconds = (wait_ms + 999) / 1000, minutes = (seconds + 59) / 60;
    bool in_minutes = seconds > 90;
    const char *n = arena_format(q->asking.arena, "%lld",
                                 (long long)(in_minutes ? minutes : seconds));
    struct buf out = {0};
    const char *text =
        in_minutes
            ? tr_n(q->tongue,
                   "Er waren te veel pogingen. Wacht {0} minuut en probeer opnieuw.",
                   "Er waren te veel pogingen. Wacht {0} minuten en probeer opnieuw.",
                   minutes)
            : tr_n(q->tongue,
                   "Er waren te veel pogingen. Wacht {0} seconde en probeer opnieuw.",
                   "Er waren te veel pogingen. Wacht {0} seconden en probeer opnieuw.",
                   seconds);
    tr_fill(&out, text, (const char *const[]){n, NULL});
    const char *words = arena_copy(q->asking.arena, out.p, out.n);
    buf_dispose(&out);
    return words;
}

/* A form came after its session had ended. */
static void what_was_filled_in(struct buf *out, const struct request *q)
{
    struct str what = request_text(q, "ingevuld");
    if (str_eq(what, S("bewaard")))
        inset(out, "note",
              tr(q->tongue, "Je was afgemeld. Wat je invulde is een half uur bewaard: "
                            "meld je aan, dan staat het klaar."));
    else if (str_eq(what, S("weg")))
        inset(out, "warning",
              tr(q->tongue, "Je was afgemeld. Wat je invulde is niet bewaard. Meld je "
                            "aan en vul het opnieuw in."));
}

static void login_form(struct reply *r, const struct request *q,
                       const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Aanmelden"));
    f.has_errors = errors->n > 0;
    f.path = "/aanmelden";
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    what_was_filled_in(&r->body, q);
    form_begin(&r->body, &f, "/aanmelden", (struct uuid){{0}});
    hidden(&r->body, "terug", request_text(q, "terug"));
    struct field login = {.name = "aanmelding",
                          .label = tr(t, "Je aanmelding"),
                          .hint = tr(t, "Je kreeg ze bij je uitnodiging."),
                          .value = request_text(q, "aanmelding"),
                          .autocomplete = "username",
                          .is_ltr = true};
    struct field password = {.name = "wachtwoord",
                             .label = tr(t, "Je wachtwoord"),
                             .autocomplete = "current-password",
                             .type = "password",
                             .is_ltr = true,
                             .most = PASSWORD_MOST_BYTES};
    field_text(&r->body, &f, &login, errors);
    field_text(&r->body, &f, &password, errors);
    button(&r->body, "primary", tr(t, "Meld aan"), NULL, NULL);
    form_end(&r->body);
    html_f(&r->body, "<p>");
    text_html(&r->body, t,
              "Wachtwoord vergeten, of een nieuwe telefoon? Vraag een nieuwe "
              "uitnodiging aan wie in jouw organisatie de aanmeldingen beheert.");
    html_f(&r->body, "</p>\n");
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_login(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    struct form_errors none = {.n = 0};
    if (!visitor_is_nobody(&q->asking.visitor))
        reply_redirect(r, q, home_path(&q->asking.visitor), NULL);
    else
        login_form(r, q, &none);
    return OK;
}

/* The visitor of a session that just began, to lead to where they belong. */
static enum err_code lead_home(struct reply *r, const struct request *q,
                               const char *token, struct str back, struct err *e)
{
    const struct asking *a = &q->asking;
    struct visitor v;
    enum err_code rc =
        session_enter(&v, a->house, str_of(token), a->today, a->now_ms, e);
    if (rc != OK) return rc;
    const char *home = home_path(&v);
    bool is_ready =
        v.is_membership_valid && (v.has_second_factor || !v.is_second_factor_needed);
    const char *kept = is_ready ? kept_form_path(q, v.worker) : NULL;
    if (is_ready && path_is_ours(back)) home = str_to_c(a->arena, back);
    reply_token(r, token);
    reply_redirect(r, q, kept ? kept : home, NULL);
    return OK;
}

static enum err_code take_login(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    struct form_errors errors = {.n = 0};
    struct login_origin from = origin_of(q);
    struct login_result result;
    struct str login, password;
    enum err_code rc = OK;
    form_text(&login, q, "aanmelding", sizeof(((struct account *)NULL)->login) - 1,
              false, tr(t, "Vul je aanmelding in."), &errors);
    form_text(&password, q, "wachtwoord", PASSWORD_MOST_BYTES, false,
              tr(t, "Vul je wachtwoord in."), &errors);
    if (errors.n) {
        login_form(r, q, &errors);
        return OK;
    }
    TRY(login_with_password(&result, &q->asking, login, password, &from, e));
    switch (result.outcome) {
    case LOGIN_IN:
        rc = lead_home(r, q, result.token, request_text(q, "terug"), e);
        break;
    case LOGIN_CODE:
        reply_token(r, result.token);
        reply_redirect(r, q, "/aanmelden/code", NULL);
        break;
    case LOGIN_WAIT:
        form_error(&errors, "aanmelding", wait_words(q, result.wait_ms));
        login_form(r, q, &errors);
        r->status = 429;
        break;
    default:
        form_error(&errors, "aanmelding",
                   tr(t, "Deze aanmelding en dit wachtwoord horen niet samen. Kijk "
                         "beide na."));
        login_form(r, q, &errors);
    }
out:
    return rc;
}

/* --- the code --- */

static void code_form(struct reply *r, const struct request *q,
                      const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Vul je code in"));
    f.has_errors = errors->n > 0;
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    form_begin(&r->body, &f, "/aanmelden/code", (struct uuid){{0}});
    struct field code = {
        .name = "code",
        .label = tr(t, "Code van 6 cijfers"),
        .hint = tr(t, "Open de app met codes op je telefoon en kijk bij Vindplaats."),
        .autocomplete = "one-time-code",
        .input_mode = "numeric",
        .is_ltr = true,
        .most = 16};
    field_text(&r->body, &f, &code, errors);
    button(&r->body, "primary", tr(t, "Ga verder"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_code(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    bool is_half;
    enum err_code rc = login_is_half(&is_half, &q->asking, q->token, e);
    if (rc != OK) return rc;
    if (is_half)
        code_form(r, q, &none);
    else
        reply_redirect(r, q, "/aanmelden", NULL);
    return OK;
}

static enum err_code take_code(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    struct form_errors errors = {.n = 0};
    struct login_origin from = origin_of(q);
    struct login_result result;
    struct str code;
    bool is_half;
    enum err_code rc;
    TRY(login_is_half(&is_half, &q->asking, q->token, e));
    if (!is_half) {
        reply_redirect(r, q, "/aanmelden", NULL);
        goto out;
    }
    form_text(&code, q, "code", 16, false, tr(t, "Vul de code in die je app toont."),
              &errors);
    if (errors.n) {
        code_form(r, q, &errors);
        goto out;
    }
    TRY(login_with_code(&result, &q->asking, code, &from, e));
    if (result.outcome == LOGIN_IN) {
        rc = lead_home(r, q, result.token, STR_NONE, e);
        goto out;
    }
    if (result.outcome == LOGIN_WAIT)
        form_error(&errors, "code", wait_words(q, result.wait_ms));
    else
        form_error(&errors, "code",
                   tr(t, "Deze code past niet, of ze werd al gebruikt. Wacht op de "
                         "volgende en vul die in."));
    code_form(r, q, &errors);
    if (result.outcome == LOGIN_WAIT) r->status = 429;
out:
    return rc;
}

static enum err_code take_leave(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc = login_end(&q->asking, q->token, e);
    if (rc != OK) return rc;
    reply_token(r, "");
    reply_redirect(r, q, "/", "afgemeld");
    return OK;
}

/* --- the role --- */

static bool covers(const struct membership_fact *m, struct day today)
{
    return m->from.v <= today.v && (day_is_none(m->to) || m->to.v >= today.v);
}

static enum err_code role_form(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    enum tongue t = q->tongue;
    struct arena *a = q->asking.arena;
    struct membership_view *list;
    size_t n, n_choices = 0;
    char id[UUID_TEXT + 1], chosen[UUID_TEXT + 1];
    enum err_code rc =
        membership_list(&list, &n, a, q->asking.house->db, q->asking.visitor.worker, e);
    if (rc != OK) return rc;
    struct choice *choices = arena_new_array(a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!covers(&list[i].fact, q->asking.today)) continue;
        uuid_text(id, list[i].fact.id);
        choices[n_choices++] =
            (struct choice){arena_copy(a, id, UUID_TEXT),
                            code_label(code_list_at(LIST_WORKER_ROLE),
                                       list[i].fact.role, tongue_facts(t)->lang),
                            list[i].organisation_name, tongue_facts(t)->labels_differ};
    }
    struct frame f = frame_of(q, tr(t, "In welke rol werk je nu?"));
    f.has_errors = errors->n > 0;
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    if (!n_choices) {
        inset(&r->body, "note",
              tr(t, "Je hebt vandaag geen rol. Vraag ernaar bij je organisatie."));
    } else {
        form_begin(&r->body, &f, "/aanmelden/rol", (struct uuid){{0}});
        uuid_text(chosen, q->asking.visitor.membership);
        struct field role = {.name = "rol",
                             .label = tr(t, "Je rol"),
                             .hint = tr(t, "Je kunt later wisselen bij Meer."),
                             .value = str_of(chosen)};
        field_choice(&r->body, &f, &role, choices, n_choices, false, errors);
        button(&r->body, "primary", tr(t, "Ga verder"), NULL, NULL);
        form_end(&r->body);
    }
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
    return OK;
}

static enum err_code show_roles(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return role_form(r, q, &none, e);
}

static enum err_code take_role(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid membership;
    enum err_code rc;
    if (!form_id(&membership, q, "rol", false, tr(q->tongue, "Kies een rol."), &errors))
        return role_form(r, q, &errors, e);
    TRY(login_choose_role(&q->asking, q->token, membership, e));
    rc = lead_home(r, q, str_to_c(q->asking.arena, q->token), STR_NONE, e);
    r->token = NULL; /* the same session goes on */
out:
    return rc;
}

/* --- an invitation --- */

const char *password_fault_words(enum tongue t, enum password_fault fault)
{
    switch (fault) {
    case PASSWORD_TOO_SHORT:
        return tr(t, "Neem minstens 12 tekens. Een zin van vier woorden is goed.");
    case PASSWORD_TOO_LONG:
        return tr(t, "Neem een korter wachtwoord.");
    case PASSWORD_COMMON:
        return tr(t, "Dit wachtwoord wordt vaak geprobeerd. Bedenk een zin die alleen "
                     "jij kent.");
    case PASSWORD_LIKE_YOU:
        return tr(t, "Dit lijkt te veel op je naam of je aanmelding. Bedenk iets "
                     "anders.");
    default:
        return NULL;
    }
}

void password_fields(struct reply *r, const struct request *q, const struct frame *f,
                     const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct field first = {
        .name = "nieuw",
        .label = tr(t, "Je nieuwe wachtwoord"),
        .hint = tr(t, "Minstens 12 tekens. Een zin van vier woorden is makkelijk te "
                      "onthouden. Cijfers en hoofdletters hoeven niet."),
        .autocomplete = "new-password",
        .type = "password",
        .is_ltr = true,
        .most = PASSWORD_MOST_BYTES};
    struct field again = first;
    again.name = "opnieuw";
    again.label = tr(t, "Nog eens hetzelfde");
    again.hint = NULL;
    field_text(&r->body, f, &first, errors);
    field_text(&r->body, f, &again, errors);
}

void read_new_password(struct str *out, const struct request *q, const char *login,
                       const char *name, struct form_errors *errors)
{
    enum tongue t = q->tongue;
    *out = request_text(q, "nieuw");
    const char *fault =
        password_fault_words(t, password_judge(*out, str_of(login), str_of(name)));
    if (fault)
        form_error(errors, "nieuw", fault);
    else if (!str_eq(*out, request_text(q, "opnieuw")))
        form_error(errors, "opnieuw",
                   tr(t, "Dit is niet hetzelfde. Typ het nog eens."));
}

static void invitation_form(struct reply *r, const struct request *q,
                            const struct account *account,
                            const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Kies een wachtwoord"));
    f.has_errors = errors->n > 0;
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, errors);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    tr_html(&r->body, t, "Welkom, {0}. Je aanmelding is {1}. Onthoud ze goed.",
            account->name, account->login);
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, "/uitnodiging", (struct uuid){{0}});
    hidden(&r->body, "code", request_text(q, "code"));
    html_f(&r->body,
           "<input type=\"hidden\" name=\"aanmelding\" value=\"%s\" "
           "autocomplete=\"username\">\n",
           account->login);
    password_fields(r, q, &f, errors);
    button(&r->body, "primary", tr(t, "Bewaar en meld aan"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (errors->n) reply_invalid(r);
}

static void invitation_is_over(struct reply *r, const struct request *q)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Deze uitnodiging werkt niet meer"));
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p>");
    text_html(
        &r->body, t,
        "Een uitnodiging werkt één keer en zeven dagen. Heb je al een wachtwoord? "
        "Meld je dan aan. Vraag anders een nieuwe uitnodiging.");
    html_f(&r->body, "</p>\n");
    button_link(&r->body, "primary", "/aanmelden", tr(t, "Naar aanmelden"));
    page_end(&r->body, &f);
    r->status = 410;
}

static enum err_code show_invitation(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct account account;
    bool found;
    enum err_code rc =
        invitation_open(&account, &found, &q->asking, request_text(q, "code"), e);
    if (rc != OK) return rc;
    if (found)
        invitation_form(r, q, &account, &none);
    else
        invitation_is_over(r, q);
    return OK;
}

static enum err_code take_invitation(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct login_origin from = origin_of(q);
    struct login_result result;
    struct account account;
    struct str code = request_text(q, "code"), password;
    bool found;
    enum err_code rc;
    TRY(invitation_open(&account, &found, &q->asking, code, e));
    if (!found) {
        invitation_is_over(r, q);
        goto out;
    }
    read_new_password(&password, q, account.login, account.name, &errors);
    if (errors.n) {
        invitation_form(r, q, &account, &errors);
        goto out;
    }
    TRY(invitation_accept(&result, &q->asking, code, password, &from, e));
    if (result.outcome == LOGIN_IN)
        rc = lead_home(r, q, result.token, STR_NONE, e);
    else
        invitation_is_over(r, q);
out:
    return rc;
}

/* --- rows --- */

static const struct route_value back_values[] = {
    {"terug", VALUE_TEXT, 0, false, "path to go to after the login"},
    {"ingevuld", VALUE_TEXT, 0, false, "bewaard or weg: a form came too late"},
    {0}};
static const struct route_value login_values[] = {
    {"aanmelding", VALUE_TEXT, 0, true, "the login"},
    {"wachtwoord", VALUE_TEXT, 0, true, "the password"},
    {"terug", VALUE_TEXT, 0, false, "path to go to after the login"},
    {0}};
static const struct route_value code_values[] = {
    {"code", VALUE_TEXT, 0, true, "six digits of the app"}, {0}};
static const struct route_value role_values[] = {
    {"rol", VALUE_ID, 0, true, "the membership to work in"}, {0}};
static const struct route_value invitation_values[] = {
    {"code", VALUE_TEXT, 0, true, "token of the invitation"}, {0}};
static const struct route_value accept_values[] = {
    {"code", VALUE_TEXT, 0, true, "token of the invitation"},
    {"nieuw", VALUE_TEXT, 0, true, "the password that is chosen"},
    {"opnieuw", VALUE_TEXT, 0, true, "the same once more"},
    {0}};

const struct route login_routes[] = {
    {"GET", "/", PERMISSION_OPEN, NULL, "where to begin", show_start},
    {"GET", "/aanmelden", PERMISSION_OPEN, back_values, "the form to log in",
     show_login},
    {"POST", "/aanmelden", PERMISSION_OPEN, login_values, "log in with a password",
     take_login},
    {"GET", "/aanmelden/code", PERMISSION_OPEN, NULL, "the second step of a login",
     show_code},
    {"POST", "/aanmelden/code", PERMISSION_OPEN, code_values,
     "give the code of the second step", take_code},
    {"GET", "/aanmelden/rol", PERMISSION_OWN_ACCOUNT, NULL, "in which role to work",
     show_roles},
    {"POST", "/aanmelden/rol", PERMISSION_OWN_ACCOUNT, role_values,
     "choose the role to work in", take_role},
    {"POST", "/afmelden", PERMISSION_OWN_ACCOUNT, NULL, "log out", take_leave},
    {"GET", "/uitnodiging", PERMISSION_OPEN, invitation_values,
     "choose a password with an invitation", show_invitation},
    {"POST", "/uitnodiging", PERMISSION_OPEN, accept_values,
     "accept an invitation with a new password", take_invitation},
    {0},
};
