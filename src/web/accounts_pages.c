/* The accounts of one's organisation: who has one, in which role and until when. */
#include "act/account_acts.h"
#include "base/limits.h"
#include "base/url.h"
#include "domain/lists.h"
#include "web/route.h"

#define ACCOUNTS_PATH "/beheer/gebruikers"

static const char *account_path(struct arena *a, struct uuid worker, const char *rest)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, worker);
    return arena_format(a, ACCOUNTS_PATH "/%s%s", id, rest);
}

static bool covers(const struct membership_fact *m, struct day today)
{
    return m->from.v <= today.v && (day_is_none(m->to) || m->to.v >= today.v);
}

/* --- list --- */

static void state_html(struct buf *out, const struct request *q,
                       const struct account_row *row)
{
    enum tongue t = q->tongue;
    if (!row->has_account)
        text_html(out, t, "kan zich niet aanmelden");
    else if (row->is_closed)
        text_html(out, t, "gesloten");
    else if (!row->has_password && row->invited_until > q->asking.now_ms)
        tr_html(out, t, "uitgenodigd, tot {0}",
                moment_words(q->asking.arena, t, row->invited_until, q->asking.today));
    else if (!row->has_password)
        text_html(out, t, "de uitnodiging is verlopen");
    else if (row->needs_factor && !row->has_factor)
        text_html(out, t, "actief, de tweede stap ontbreekt nog");
    else
        text_html(out, t, "actief");
}

static void role_html(struct buf *out, const struct request *q,
                      const struct membership_fact *m)
{
    enum tongue t = q->tongue;
    struct arena *a = q->asking.arena;
    struct day today = q->asking.today;
    label_html(out, t, LIST_WORKER_ROLE, m->role);
    html_f(out, ", ");
    if (day_is_none(m->to))
        tr_html(out, t, "vanaf {0}", day_words(a, t, m->from, today));
    else
        tr_html(out, t, "van {0} tot en met {1}", day_words(a, t, m->from, today),
                day_words(a, t, m->to, today));
}

static void roles_html(struct buf *out, const struct request *q,
                       const struct account_row *row)
{
    for (size_t i = 0; i < row->n_memberships; i++) {
        const struct membership_fact *m = &row->memberships[i].fact;
        if (!uuid_eq(m->organisation.u, q->asking.visitor.organisation.u)) continue;
        html_f(out, "<br>");
        role_html(out, q, m);
    }
}

static enum err_code show_accounts(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    const struct asking *a = &q->asking;
    struct buf *out = &r->body;
    struct account_row *list;
    size_t n;
    enum err_code rc =
        account_list(&list, &n, a->arena, a->house->db, a->visitor.organisation, e);
    if (rc != OK) return rc;
    struct frame f = frame_of(q, tr(t, "Gebruikers"));
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    tr_html(out, t, "Wie zich kan aanmelden voor {0}.", a->visitor.organisation_name);
    html_f(out, "</p>\n");
    button_link(out, "primary", ACCOUNTS_PATH "/nieuw", tr(t, "Nodig iemand uit"));
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<li><a href=\"%s\">%s</a>\n<span class=\"quiet\">",
               account_path(a->arena, list[i].worker, ""), list[i].name);
        state_html(out, q, &list[i]);
        roles_html(out, q, &list[i]);
        html_f(out, "</span></li>\n");
    }
    html_f(out, "</ul>\n");
    page_end(out, &f);
    return OK;
}

/* --- a new one --- */

/* The roles that the visitor may give. */
static struct choice *role_choices(size_t *n_out, const struct request *q)
{
    const struct code_list *roles = code_list_at(LIST_WORKER_ROLE);
    const struct tongue_facts *tongue = tongue_facts(q->tongue);
    struct choice *list =
        arena_new_array(q->asking.arena, struct choice, N_WORKER_ROLE);
    size_t n = 0;
    for (int i = 0; i < N_WORKER_ROLE; i++)
        if (role_may_grant(q->asking.visitor.role, (enum code_of_worker_role)i))
            list[n++] = (struct choice){roles->codes[i].code,
                                        code_label(roles, i, tongue->lang), NULL,
                                        tongue->labels_differ};
    *n_out = n;
    return list;
}

static void role_fields(struct reply *r, const struct request *q, const struct frame *f,
                        const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    size_t n;
    struct choice *choices = role_choices(&n, q);
    char today[DAY_TEXT + 1];
    day_text(today, q->asking.today);
    struct field role = {
        .name = "rol", .label = tr(t, "Rol"), .value = request_text(q, "rol")};
    struct field from = {.name = "van",
                         .label = tr(t, "Eerste dag"),
                         .value = request_has(q, "van")
                                      ? request_text(q, "van")
                                      : str_copy(q->asking.arena, str_of(today))};
    struct field to = {.name = "tot",
                       .label = tr(t, "Laatste dag"),
                       .hint =
                           tr(t, "Daarna kan deze persoon niet meer in de dossiers."),
                       .value = request_text(q, "tot"),
                       .may_be_empty = true};
    field_select(&r->body, f, &role, choices, n, errors);
    field_day(&r->body, f, &from, errors);
    field_day(&r->body, f, &to, errors);
}

/* Reads what role_fields asked. */
static bool read_role(uint8_t *role, struct day *from, struct day *to,
                      const struct request *q, struct form_errors *errors)
{
    enum tongue t = q->tongue;
    bool is_fine = form_code(role, q, "rol", LIST_WORKER_ROLE, false,
                             tr(t, "Kies een rol."), errors);
    if (is_fine &&
        !role_may_grant(q->asking.visitor.role, (enum code_of_worker_role) * role)) {
        form_error(errors, "rol", tr(t, "Kies een rol uit de lijst."));
        is_fine = false;
    }
    is_fine = form_day(from, q, "van", false, errors) && is_fine;
    is_fine = form_day(to, q, "tot", true, errors) && is_fine;
    if (is_fine && !day_is_none(*to) && to->v < from->v) {
        form_error(errors, "tot", tr(t, "De laatste dag komt na de eerste dag."));
        is_fine = false;
    }
    return is_fine;
}

static void newcomer_form(struct reply *r, const struct request *q,
                          const struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(t, "Nodig iemand uit"));
    f.has_errors = errors->n > 0;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, ACCOUNTS_PATH, tr(t, "Terug naar gebruikers"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f, ACCOUNTS_PATH "/nieuw", uuid7_new());
    struct field name = {.name = "naam",
                         .label = tr(t, "Naam"),
                         .hint = tr(t, "Wie begeleid wordt, kan deze naam zien."),
                         .value = request_text(q, "naam")};
    struct field login = {
        .name = "aanmelding",
        .label = tr(t, "Aanmelding"),
        .hint = tr(t, "Kort en zonder spaties, bijvoorbeeld voornaam.naam."),
        .value = request_text(q, "aanmelding"),
        .is_ltr = true};
    field_text(out, &f, &name, errors);
    field_text(out, &f, &login, errors);
    role_fields(r, q, &f, errors);
    button(out, "primary", tr(t, "Maak de uitnodiging"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code show_newcomer(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    (void)e;
    newcomer_form(r, q, &none);
    return OK;
}

/* Letters, digits, dots, hyphens and underscores, beginning with a letter. */
static bool is_login(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_other = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!is_letter && (!is_other || !i)) return false;
    }
    return s.n >= 2;
}

/* The link, once: who closes this page makes a new one. */
static void link_page(struct reply *r, const struct request *q, const char *token,
                      struct uuid worker)
{
    enum tongue t = q->tongue;
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(t, "De uitnodiging is klaar"));
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    text_html(
        out, t,
        "Geef deze link aan de persoon zelf. Ze werkt één keer en zeven dagen, en "
        "je ziet ze alleen nu.");
    html_f(out,
           "</p>\n<p><bdi dir=\"ltr\"><code class=\"secret\">%s/uitnodiging?code=%s"
           "</code></bdi></p>\n",
           q->site, token);
    button_link(out, "primary", account_path(q->asking.arena, worker, ""),
                tr(t, "Ga verder"));
    page_end(out, &f);
}

static enum err_code take_newcomer(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    struct form_errors errors = {.n = 0};
    struct newcomer who = {0};
    struct uuid worker;
    const char *token;
    enum err_code rc;
    form_text(&who.name, q, "naam", 159, false, tr(t, "Vul de naam in."), &errors);
    if (form_text(&who.login, q, "aanmelding", 63, false,
                  tr(t, "Vul een aanmelding in."), &errors) &&
        !is_login(who.login))
        form_error(&errors, "aanmelding",
                   tr(t, "Gebruik letters, cijfers, punten en streepjes, en begin met "
                         "een letter."));
    read_role(&who.role, &who.from, &who.to, q, &errors);
    if (errors.n) {
        newcomer_form(r, q, &errors);
        return OK;
    }
    q->asking.location = ACCOUNTS_PATH;
    rc = account_invite(&worker, &token, &q->asking, &who, e);
    if (rc == ERR_EXISTS) {
        struct form_reply reply;
        bool answered;
        rc = form_reply_find(&reply, &answered, q->asking.arena, q->asking.house->db,
                             q->asking.form, e);
        if (rc != OK) return rc;
        if (answered) return ERR_EXISTS; /* the same form again */
        form_error(&errors, "aanmelding",
                   tr(t, "Deze aanmelding is al in gebruik. Kies een andere."));
        newcomer_form(r, q, &errors);
        return OK;
    }
    if (rc == OK) link_page(r, q, token, worker);
    return rc;
}

/* --- one account --- */

static void roles_section(struct reply *r, const struct request *q,
                          const struct frame *f, const struct account_row *row)
{
    enum tongue t = q->tongue;
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(t, "Rollen"));
    for (size_t i = 0; i < row->n_memberships; i++) {
        const struct membership_fact *m = &row->memberships[i].fact;
        if (!uuid_eq(m->organisation.u, q->asking.visitor.organisation.u)) continue;
        html_f(out, "<li>");
        role_html(out, q, m);
        if (!uuid_eq(row->worker, q->asking.visitor.worker) &&
            role_may_grant(q->asking.visitor.role, (enum code_of_worker_role)m->role) &&
            (covers(m, q->asking.today) || m->from.v > q->asking.today.v)) {
            uuid_text(id, m->id);
            form_begin(out, f, account_path(a, row->worker, "/rol-einde"), uuid7_new());
            hidden(out, "rol", str_of(id));
            button(out, "secondary", tr(t, "Beëindig deze rol vandaag"), NULL, NULL);
            form_end(out);
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static void account_buttons(struct reply *r, const struct request *q,
                            const struct frame *f, const struct account_row *row)
{
    enum tongue t = q->tongue;
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    if (!row->has_account) return;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Aanmelden"));
    if (!row->is_closed) {
        form_begin(out, f, account_path(a, row->worker, "/uitnodiging"), uuid7_new());
        html_f(out, "<p>");
        text_html(out, t,
                  "Wachtwoord vergeten of telefoon kwijt? Met een nieuwe uitnodiging "
                  "vervallen het wachtwoord, de tweede stap en alle toestellen.");
        html_f(out, "</p>\n");
        button(out, "secondary", tr(t, "Maak een nieuwe uitnodiging"), NULL, NULL);
        form_end(out);
    }
    form_begin(out, f, account_path(a, row->worker, "/sluiten"), uuid7_new());
    hidden(out, "dicht", row->is_closed ? S("nee") : S("ja"));
    button(out, row->is_closed ? "secondary" : "warning",
           row->is_closed ? tr(t, "Open deze aanmelding opnieuw")
                          : tr(t, "Sluit deze aanmelding"),
           NULL, NULL);
    form_end(out);
}

static enum err_code account_page(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    enum tongue t = q->tongue;
    struct buf *out = &r->body;
    struct account_row row;
    bool may;
    enum err_code rc = account_show(&row, &may, &q->asking, request_id(q, "worker"), e);
    if (rc != OK) return rc;
    struct frame f = frame_of(q, row.name);
    f.has_errors = errors->n > 0;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, ACCOUNTS_PATH, tr(t, "Terug naar gebruikers"));
    error_summary(out, &f, errors);
    page_heading(out, &f, row.name);
    summary_begin(out);
    summary_row(out, &f, tr(t, "Aanmelding"), str_of(row.login), NULL, NULL);
    summary_open_row(out, tr(t, "Toestand"));
    state_html(out, q, &row);
    summary_close_row(out, &f, NULL, NULL);
    summary_end(out);
    roles_section(r, q, &f, &row);
    if (!uuid_eq(row.worker, q->asking.visitor.worker)) {
        html_f(out, "<h2>%s</h2>\n", tr(t, "Geef een rol"));
        form_begin(out, &f, account_path(q->asking.arena, row.worker, "/rol"),
                   uuid7_new());
        role_fields(r, q, &f, errors);
        button(out, "secondary", tr(t, "Geef deze rol"), NULL, NULL);
        form_end(out);
    }
    if (may)
        account_buttons(r, q, &f, &row);
    else
        inset(out, "note",
              tr(t, "Deze aanmelding kun je hier niet sluiten of vernieuwen: het is je "
                    "eigen, of ze geldt ook elders."));
    page_end(out, &f);
    if (errors->n) reply_invalid(r);
    return OK;
}

static enum err_code show_one_account(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return account_page(r, q, &none, e);
}

static enum err_code give_role(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid worker = request_id(q, "worker");
    struct day from, to;
    uint8_t role;
    if (!read_role(&role, &from, &to, q, &errors))
        return account_page(r, q, &errors, e);
    q->asking.location = account_path(q->asking.arena, worker, "");
    enum err_code rc = role_give(&q->asking, worker, role, from, to, e);
    if (rc == OK) reply_redirect(r, q, q->asking.location, "bewaard");
    return rc;
}

static enum err_code end_role(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid worker = request_id(q, "worker"), membership;
    struct day yesterday = {q->asking.today.v - 1};
    if (!form_id(&membership, q, "rol", false, tr(q->tongue, "Kies een rol."), &errors))
        return account_page(r, q, &errors, e);
    q->asking.location = account_path(q->asking.arena, worker, "");
    enum err_code rc = role_end(&q->asking, worker, membership, yesterday, e);
    if (rc == OK) reply_redirect(r, q, q->asking.location, "bewaard");
    return rc;
}

static enum err_code reset_account(struct reply *r, struct request *q, struct err *e)
{
    struct uuid worker = request_id(q, "worker");
    const char *token;
    q->asking.location = account_path(q->asking.arena, worker, "");
    enum err_code rc = account_reset(&token, &q->asking, worker, e);
    if (rc == OK) link_page(r, q, token, worker);
    return rc;
}

static enum err_code close_account(struct reply *r, struct request *q, struct err *e)
{
    struct uuid worker = request_id(q, "worker");
    q->asking.location = account_path(q->asking.arena, worker, "");
    enum err_code rc = account_close(&q->asking, worker,
                                     !str_eq(request_text(q, "dicht"), S("nee")), e);
    if (rc == OK) reply_redirect(r, q, q->asking.location, "bewaard");
    return rc;
}

static const struct route_value newcomer_values[] = {
    {"naam", VALUE_TEXT, 0, true, "the worker's name, as persons may see it"},
    {"aanmelding", VALUE_TEXT, 0, true, "the login"},
    {"rol", VALUE_CODE, LIST_WORKER_ROLE, true, "the first role"},
    {"van", VALUE_DAY, 0, true, "its first day"},
    {"tot", VALUE_DAY, 0, false, "its last day"},
    {0}};
static const struct route_value role_values[] = {
    {"rol", VALUE_CODE, LIST_WORKER_ROLE, true, "the role"},
    {"van", VALUE_DAY, 0, true, "its first day"},
    {"tot", VALUE_DAY, 0, false, "its last day"},
    {0}};
static const struct route_value end_values[] = {
    {"rol", VALUE_ID, 0, true, "the membership that ends"}, {0}};
static const struct route_value close_values[] = {
    {"dicht", VALUE_TEXT, 0, true, "ja closes it, nee opens it again"}, {0}};

const struct route accounts_routes[] = {
    {"GET", ACCOUNTS_PATH, PERMISSION_ACCOUNTS, NULL,
     "the accounts of one's organisation", show_accounts},
    {"GET", ACCOUNTS_PATH "/nieuw", PERMISSION_ACCOUNTS, NULL,
     "the form for a new account", show_newcomer},
    {"POST", ACCOUNTS_PATH "/nieuw", PERMISSION_ACCOUNTS, newcomer_values,
     "make an account and show its invitation once", take_newcomer},
    {"GET", ACCOUNTS_PATH "/:worker", PERMISSION_ACCOUNTS, NULL, "one account",
     show_one_account},
    {"POST", ACCOUNTS_PATH "/:worker/rol", PERMISSION_ACCOUNTS, role_values,
     "give a role", give_role},
    {"POST", ACCOUNTS_PATH "/:worker/rol-einde", PERMISSION_ACCOUNTS, end_values,
     "end a role today", end_role},
    {"POST", ACCOUNTS_PATH "/:worker/uitnodiging", PERMISSION_ACCOUNTS, NULL,
     "forget password and second step, and show a new invitation once", reset_account},
    {"POST", ACCOUNTS_PATH "/:worker/sluiten", PERMISSION_ACCOUNTS, close_values,
     "close an account, or open it again", close_account},
    {0},
};
