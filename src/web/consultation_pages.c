/* Consultations (/overleg): people of several organisations around a table. By day; one
 * with who was there, whom it was about and what came of it; what I promised; the
 * sessions of a learning network on one page to print. */
#include "act/consultation_acts.h"
#include "act/field_gate.h"
#include "act/signal_acts.h"
#include "base/limits.h"
#include "store/office_store.h"
#include "web/about_nobody.h"
#include "web/consultation_parts.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/person_tabs.h"

enum { A_PAGE = 50, ORGANISATIONS_LISTED = 500 };

/* --- the list --- */

static void consultation_line(struct buf *out, const struct frame *f, struct arena *a,
                              const struct consultation_view *v)
{
    enum tongue t = f->tongue;
    html_f(out,
           "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n<p class=\"quiet\">",
           id_path(a, CONSULTATIONS_PATH "/", v->fact.id, ""), v->fact.title);
    html_f(out, "<bdi>%s</bdi> · ", day_words(a, t, v->fact.on, f->today));
    label_html(out, t, LIST_CONSULTATION_KIND, v->fact.kind);
    html_f(out, " · ");
    tr_html(out, t, "organisaties: {0}",
            arena_format(a, "%lld", (long long)v->n_organisations));
    if (v->n_cases) {
        html_f(out, " · ");
        tr_html(out, t, "besproken personen: {0}",
                arena_format(a, "%lld", (long long)v->n_cases));
    }
    if (v->n_outcomes) {
        html_f(out, " · ");
        tr_html(out, t, "besluiten: {0}",
                arena_format(a, "%lld", (long long)v->n_outcomes));
    }
    html_f(out, "</p></li>\n");
}

static enum err_code promises_html(struct buf *out, const struct frame *f,
                                   const struct request *q, struct err *e)
{
    struct outcome_view *list;
    size_t n;
    enum err_code rc = promises_show(&list, &n, &q->asking, DAY_NONE, e);
    if (rc != OK || !n) return rc;
    html_f(out, "<p class=\"inset note\"><span>");
    tr_html(out, f->tongue, "Beloften die openstaan: {0}.",
            arena_format(q->asking.arena, "%zu", n));
    html_f(out, " <a href=\"%s\">%s</a></span></p>\n", PROMISES_PATH,
           tr(f->tongue, "Wat ik beloofde"));
    return OK;
}

static enum err_code show_list(struct reply *r, struct request *q, struct err *e)
{
    static const char *const kept[] = {"soort"};
    struct frame f = frame_of(q, tr(q->tongue, "Overleg"));
    struct form_errors ignored = {.n = 0};
    struct consultation_view *list;
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    int64_t from = 0;
    uint8_t kind;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    form_code(&kind, q, "soort", LIST_CONSULTATION_KIND, true, "", &ignored);
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, 100000, "", &ignored);
    TRY(consultations_show(&list, &n, &q->asking, kind, (size_t)from, A_PAGE + 1, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    TRY(promises_html(out, &f, q, e));
    button_link(out, "primary", CONSULTATIONS_PATH "/nieuw",
                tr(f.tongue, "Noteer een overleg"));
    fold_begin(out, kind != CODE_MISSING, tr(f.tongue, "Kies een soort overleg"));
    form_begin_get(out, &f, CONSULTATIONS_PATH);
    filter_code(out, &f, q, "soort", tr(f.tongue, "Soort overleg"),
                LIST_CONSULTATION_KIND);
    button(out, "secondary", tr(f.tongue, "Toon"), NULL, NULL);
    form_end(out);
    fold_end(out);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Nog geen overleg waar je organisatie bij was."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)A_PAGE); i++)
        consultation_line(out, &f, a, &list[i]);
    if (n) html_f(out, "</ul>\n");
    pager(out, &f,
          from > 0 ? filtered_path(q, CONSULTATIONS_PATH,
                                   from > A_PAGE ? (size_t)from - A_PAGE : 0, kept, 1)
                   : NULL,
          n > A_PAGE
              ? filtered_path(q, CONSULTATIONS_PATH, (size_t)from + A_PAGE, kept, 1)
              : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- a new one --- */

static enum err_code organisation_choices(struct choice **out, size_t *n_out,
                                          const struct asking *a, struct err *e)
{
    struct office_name *list;
    enum err_code rc =
        organisation_list(&list, n_out, a->arena, a->house->db, a->visitor.organisation,
                          ORGANISATIONS_LISTED, e);
    if (rc != OK) return rc;
    *out = arena_new_array(a->arena, struct choice, *n_out + 1);
    for (size_t i = 0; i < *n_out; i++)
        (*out)[i] = (struct choice){.value = id_str(a->arena, list[i].id).p,
                                    .label = list[i].name,
                                    .label_is_dutch = true};
    return OK;
}

static enum err_code new_form(struct reply *r, struct request *q,
                              const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Noteer een overleg"));
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    enum tongue t = f.tongue;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(field_gate(&q->asking, PERMISSION_CONSULTATION, e));
    page_begin(out, &f);
    page_back(out, &f, CONSULTATIONS_PATH, tr(t, "Overleg"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    form_begin(out, &f, CONSULTATIONS_PATH "/nieuw",
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    choices = code_choices(&n, a, &f, LIST_CONSULTATION_KIND);
    field_choice(out, &f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Welk overleg?"),
                                 .value = request_text(q, "soort")},
                 choices, n, false, errors);
    field_text(out, &f,
               &(struct field){.name = "titel",
                               .label = tr(t, "Hoe noem je het?"),
                               .hint = tr(t, "Bijvoorbeeld: casusoverleg Boom. Geen "
                                             "namen van deelnemers."),
                               .value = request_text(q, "titel"),
                               .most = 199},
               errors);
    about_nobody_question(out, &f, q, errors);
    field_day(out, &f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Wanneer?"),
                              .value = request_has(q, "dag")
                                           ? request_text(q, "dag")
                                           : day_value(a, q->asking.today)},
              errors);
    field_text(out, &f,
               &(struct field){.name = "minuten",
                               .label = tr(t, "Hoeveel minuten?"),
                               .value = request_text(q, "minuten"),
                               .input_mode = "numeric",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 4},
               errors);
    TRY(organisation_choices(&choices, &n, &q->asking, e));
    field_select(out, &f,
                 &(struct field){.name = "met",
                                 .label = tr(t, "Met welke organisatie?"),
                                 .hint = tr(t, "Meer organisaties voeg je daarna toe."),
                                 .value = request_text(q, "met"),
                                 .may_be_empty = true},
                 choices, n, errors);
    button(out, "primary", tr(t, "Bewaar dit overleg"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_new(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return new_form(r, q, &none, e);
}

static enum err_code read_new(struct consultation_fact *f, struct organisation_id *with,
                              const struct request *q, struct form_errors *errors,
                              struct err *e)
{
    enum tongue t = q->tongue;
    struct str title;
    int64_t minutes = 0;
    enum err_code rc = OK;
    form_code(&f->kind, q, "soort", LIST_CONSULTATION_KIND, false,
              tr(t, "Kies welk overleg het is."), errors);
    if (form_text(&title, q, "titel", sizeof f->title - 1, false,
                  tr(t, "Schrijf hoe je het overleg noemt."), errors)) {
        snprintf(f->title, sizeof f->title, "%.*s", STR_ARG(title));
        TRY(about_nobody_check(errors, q, "titel", title, e));
    }
    form_day(&f->on, q, "dag", false, errors);
    if (request_text(q, "minuten").n &&
        form_number(&minutes, q, "minuten", 1, 1440,
                    tr(t, "Schrijf hoeveel minuten het duurde, bijvoorbeeld 90."),
                    errors))
        f->minutes = (int32_t)minutes;
    form_id(&with->u, q, "met", true, tr(t, "Kies een organisatie uit de lijst."),
            errors);
out:
    return rc;
}

static enum err_code take_new(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct consultation_fact f = {.kind = CODE_MISSING};
    struct organisation_id with = {{{0}}};
    enum err_code rc;
    TRY(field_gate(&q->asking, PERMISSION_CONSULTATION, e));
    TRY(read_new(&f, &with, q, &errors, e));
    if (errors.n) {
        reply_invalid(r);
        return new_form(r, q, &errors, e);
    }
    field_lead(q, id_path(q->asking.arena, CONSULTATIONS_PATH "/", q->asking.form, ""),
               "bewaard");
    TRY(consultation_note(&q->asking, &f, &with, uuid_is_nil(with.u) ? 0 : 1, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- who is at the table --- */

static void members_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct consultation_story *s,
                         struct choice *others, size_t n_others)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    const char *path =
        id_path(a, CONSULTATIONS_PATH "/", s->view.fact.id, "/aan-tafel");
    html_f(out, "<h2>%s</h2>\n", tr(t, "Aan tafel"));
    table_members_html(out, s->members, s->n_members);
    if (!s->is_member) {
        form_begin(out, f, path, uuid7_new());
        button(out, "secondary", tr(t, "Ik was er ook bij"), NULL, NULL);
        form_end(out);
    }
    fold_begin(out, false, tr(t, "Voeg een organisatie toe"));
    form_begin(out, f, path, uuid7_new());
    field_select(out, f,
                 &(struct field){.name = "organisatie",
                                 .label = tr(t, "Welke organisatie was erbij?"),
                                 .value = STR_NONE},
                 others, n_others, NULL);
    button(out, "secondary", tr(t, "Voeg toe"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static enum err_code take_member(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors ignored = {.n = 0};
    struct uuid id = request_id(q, "consultation");
    struct organisation_id organisation = {{{0}}};
    enum err_code rc;
    form_id(&organisation.u, q, "organisatie", true, "", &ignored);
    field_lead(q, id_path(q->asking.arena, CONSULTATIONS_PATH "/", id, ""), "bewaard");
    TRY(consultation_join(&q->asking, id, organisation, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- whom it is about --- */

static void case_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct case_view *c, struct uuid consultation)
{
    enum tongue t = f->tongue;
    html_f(out, "<li>");
    if (c->name.is_open) {
        html_f(out, "<a href=\"%s\">", person_path(a, c->fact.person, ""));
        if (c->name.name.n)
            words_html(out, c->name.name);
        else
            text_html(out, t, "Zonder naam");
        html_f(out, "</a>\n");
    } else {
        text_html(out, t, "Iemand van wie jij niet mag zien wie het is");
    }
    if (c->fact.words.n) {
        html_f(out, "<blockquote>");
        words_html(out, c->fact.words);
        html_f(out, "</blockquote>\n");
    }
    if (c->sees_words)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               arena_format(a, "%s/%s", person_path(a, c->fact.person, "overleg"),
                            id_str(a, consultation).p),
               c->fact.words.n ? tr(t, "Herschrijf wat gezegd werd")
                               : tr(t, "Schrijf op wat gezegd werd"));
    html_f(out, "</li>\n");
}

static void cases_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct consultation_story *s)
{
    enum tongue t = f->tongue;
    if (s->view.fact.kind != CONSULTATION_KIND_CASE) return;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Over wie het gaat"));
    if (s->n_cases) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < s->n_cases; i++)
        case_html(out, f, a, &s->cases[i], s->view.fact.id);
    if (s->n_cases) html_f(out, "</ul>\n");
    html_f(out, "<p class=\"quiet\">");
    text_html(out, t,
              "Iemand bespreken? Open het dossier, kies Begeleiders en dan “Bespreek "
              "op een overleg”. Dat kan als de persoon elke organisatie aan tafel laat "
              "weten wie hij of zij is.");
    html_f(out, " <a href=\"/dossiers\">%s</a></p>\n", tr(t, "Naar de dossiers"));
}

/* --- what came of it --- */

static struct choice *owner_choices(size_t *n_out, struct arena *a,
                                    const struct consultation_story *s)
{
    struct choice *list = arena_new_array(a, struct choice, s->n_members + 1);
    for (size_t i = 0; i < s->n_members; i++) {
        const struct member_view *m = &s->members[i];
        list[i] = (struct choice){
            .value = id_str(a, m->fact.id).p,
            .label = m->worker_name[0] ? arena_format(a, "%s, %s", m->worker_name,
                                                      m->organisation_name)
                                       : m->organisation_name,
            .label_is_dutch = true};
    }
    *n_out = s->n_members;
    return list;
}

static void outcome_form(struct buf *out, const struct frame *f,
                         const struct request *q, const struct consultation_story *s,
                         const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    struct choice *choices;
    size_t n;
    fold_begin(out, errors->n > 0 || !s->n_outcomes,
               tr(t, "Schrijf op wat het opleverde"));
    form_begin(out, f, id_path(a, CONSULTATIONS_PATH "/", s->view.fact.id, "/besluit"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    choices = code_choices(&n, a, f, LIST_CONSULTATION_OUTCOME);
    field_choice(out, f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Wat is het?"),
                                 .value = request_text(q, "soort")},
                 choices, n, true, errors);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(t, "In woorden"),
                               .hint = tr(t, "Over niemand in het bijzonder: geen "
                                             "namen, nummers of adressen."),
                               .value = request_text(q, "woorden"),
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    about_nobody_question(out, f, q, errors);
    choices = owner_choices(&n, a, s);
    field_select(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(t, "Wie doet het?"),
                                 .value = request_text(q, "wie"),
                                 .may_be_empty = true},
                 choices, n, errors);
    field_day(out, f,
              &(struct field){.name = "tegen",
                              .label = tr(t, "Tegen wanneer?"),
                              .value = request_text(q, "tegen"),
                              .may_be_empty = true},
              errors);
    button(out, "primary", tr(t, "Bewaar dit"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void bundles_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct bundle_view *list, size_t n)
{
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f->tongue, "Signalen op de agenda"));
    for (size_t i = 0; i < n; i++) {
        if (list[i].status == SIGNAL_STATUS_CLOSED ||
            list[i].status == SIGNAL_STATUS_NOT_RETAINED)
            continue;
        html_f(out,
               "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n"
               "<p class=\"quiet\">",
               id_path(a, "/signaalbundels/", list[i].fact.id, ""), list[i].fact.title);
        label_html(out, f->tongue, LIST_RESPONSIBLE_LEVEL, list[i].fact.level);
        html_f(out, " · ");
        label_html(out, f->tongue, LIST_SIGNAL_STATUS, (uint8_t)list[i].status);
        html_f(out, " · <a href=\"%s\">%s</a></p></li>\n",
               id_path(a, "/signaalbundels/", list[i].fact.id, "/overleg.csv"),
               tr(f->tongue, "Lijst voor het overleg (CSV)"));
    }
    html_f(out, "</ul>\n");
}

static enum err_code agenda_html(struct buf *out, const struct frame *f,
                                 const struct request *q,
                                 const struct consultation_story *s, struct err *e)
{
    struct bundle_view *list;
    size_t n;
    enum err_code rc = OK;
    if (s->view.fact.kind != CONSULTATION_KIND_SUPRALOCAL ||
        !role_has(q->asking.visitor.role, PERMISSION_SIGNAL_READ))
        return OK;
    TRY(bundle_list(&list, &n, q->asking.arena, q->asking.house->db, e));
    if (n) bundles_html(out, f, q->asking.arena, list, n);
out:
    return rc;
}

/* --- one consultation --- */

static void head_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct consultation_view *v)
{
    enum tongue t = f->tongue;
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n<p>", v->fact.title);
    label_html(out, t, LIST_CONSULTATION_KIND, v->fact.kind);
    html_f(out, " · <bdi>%s</bdi>", day_words(a, t, v->fact.on, f->today));
    if (v->fact.minutes) {
        html_f(out, " · ");
        tr_html(out, t, "{0} minuten", arena_format(a, "%d", (int)v->fact.minutes));
    }
    html_f(out, "<br><span class=\"quiet\">");
    tr_html(out, t, "bijeengeroepen door {0}", v->organisation_name);
    html_f(out, "</span></p>\n");
    if (v->fact.kind == CONSULTATION_KIND_LEARNING_NETWORK)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, CONSULTATIONS_PATH "/", v->fact.id, "/netwerk"),
               tr(t, "Alle bijeenkomsten en lessen van dit netwerk"));
}

static enum err_code consultation_page(struct reply *r, struct request *q,
                                       const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Een overleg"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct consultation_story s = {.n_cases = 0};
    struct choice *others;
    size_t n_others;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(consultation_show(&s, &q->asking, request_id(q, "consultation"), e));
    TRY(organisation_choices(&others, &n_others, &q->asking, e));
    page_begin(out, &f);
    page_back(out, &f, CONSULTATIONS_PATH, tr(f.tongue, "Overleg"));
    head_html(out, &f, a, &s.view);
    error_summary(out, &f, errors);
    cases_html(out, &f, a, &s);
    TRY(agenda_html(out, &f, q, &s, e));
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Wat het opleverde"));
    outcomes_html(out, &f, q, s.outcomes, s.n_outcomes, OUTCOME_WITH_STATE);
    outcome_form(out, &f, q, &s, errors);
    members_html(out, &f, q, &s, others, n_others);
    page_end(out, &f);
out:
    consultation_wipe(&s);
    return rc;
}

static enum err_code show_one(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return consultation_page(r, q, &none, e);
}

/* Whose it is: a place at the table. */
static enum err_code read_owner(struct consultation_outcome_fact *f,
                                const struct request *q, struct form_errors *errors,
                                struct err *e)
{
    struct consultation_story s = {.n_cases = 0};
    struct uuid member = {{0}};
    enum err_code rc = consultation_show(&s, &q->asking, f->consultation, e);
    if (rc != OK) return rc;
    bool is_known = !request_text(q, "wie").n;
    if (form_id(&member, q, "wie", true, tr(q->tongue, "Kies iemand die erbij was."),
                errors))
        for (size_t i = 0; i < s.n_members; i++)
            if (uuid_eq(s.members[i].fact.id, member)) {
                f->organisation = s.members[i].fact.organisation;
                f->worker = s.members[i].fact.worker;
                is_known = true;
            }
    if (!is_known && !errors->n)
        form_error(errors, "wie", tr(q->tongue, "Kies iemand die erbij was."));
    consultation_wipe(&s);
    return OK;
}

static enum err_code take_outcome(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct consultation_outcome_fact f = {.consultation = request_id(q, "consultation"),
                                          .due_on = DAY_NONE};
    enum tongue t = q->tongue;
    bool tells = false;
    enum err_code rc;
    TRY(read_owner(&f, q, &errors, e));
    form_code(&f.kind, q, "soort", LIST_CONSULTATION_OUTCOME, false,
              tr(t, "Kies wat het is."), &errors);
    form_text(&f.words, q, "woorden", LIMIT_NOTE_BYTES, false,
              tr(t, "Schrijf in woorden wat het opleverde."), &errors);
    form_day(&f.due_on, q, "tegen", true, &errors);
    field_lead(q, id_path(q->asking.arena, CONSULTATIONS_PATH "/", f.consultation, ""),
               "bewaard");
    TRY(about_nobody_check(&errors, q, "woorden", f.words, e));
    if (errors.n) {
        reply_invalid(r);
        return consultation_page(r, q, &errors, e);
    }
    TRY(outcome_note(&q->asking, &f, &tells, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- promises --- */

static enum err_code show_promises(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat ik beloofde"));
    struct outcome_view *list;
    struct buf *out = &r->body;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(promises_show(&list, &n, &q->asking, DAY_NONE, e));
    page_begin(out, &f);
    page_back(out, &f, CONSULTATIONS_PATH, tr(f.tongue, "Overleg"));
    page_heading(out, &f, f.title);
    html_f(out, "<p>%s</p>\n",
           tr(f.tongue,
              "Wat jij op een overleg op je nam, en wat je organisatie op zich "
              "nam zonder naam."));
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Alles is gedaan."));
    outcomes_html(out, &f, q, list, n, OUTCOME_WITH_STATE | OUTCOME_WITH_MEETING);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code take_state(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    uint8_t state;
    enum err_code rc;
    field_lead(q, PROMISES_PATH, "bewaard");
    TRY(field_gate(&q->asking, PERMISSION_CONSULTATION, e));
    if (!form_code(&state, q, "stand", LIST_AGREED_STATE, false, "", &errors))
        state = CODE_MISSING;
    TRY(outcome_mark(&q->asking, request_id(q, "outcome"), state, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- a learning network --- */

static enum err_code show_network(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Lerend netwerk"));
    struct uuid id = request_id(q, "consultation");
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct learning_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(learning_network_show(&s, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, id_path(a, CONSULTATIONS_PATH "/", id, ""),
              tr(f.tongue, "Terug naar de bijeenkomst"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n<p>",
           s.n ? s.sessions[0].view.fact.title : f.title);
    tr_html(out, f.tongue, "bijeenkomsten: {0}", arena_format(a, "%zu", s.n));
    html_f(out, "</p>\n");
    for (size_t i = 0; i < s.n; i++) {
        const struct consultation_story *one = &s.sessions[i];
        html_f(out, "<section class=\"card\">\n<h2><bdi>%s</bdi></h2>\n",
               day_words(a, f.tongue, one->view.fact.on, f.today));
        table_members_html(out, one->members, one->n_members);
        outcomes_html(out, &f, q, one->outcomes, one->n_outcomes, 0);
        html_f(out, "</section>\n");
    }
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value list_query[] = {
    {"soort", VALUE_CODE, LIST_CONSULTATION_KIND, false, "only this kind"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value new_values[] = {
    {"soort", VALUE_CODE, LIST_CONSULTATION_KIND, true, "kind of consultation"},
    {"titel", VALUE_TEXT, 0, true, "how it is called, without a person"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {"dag", VALUE_DAY, 0, true, "when"},
    {"minuten", VALUE_NUMBER, 0, false, "how long"},
    {"met", VALUE_ID, 0, false, "an organisation at the table"},
    {0},
};
static const struct route_value member_values[] = {
    {"organisatie", VALUE_ID, 0, false, "another organisation; oneself without it"},
    {0},
};
static const struct route_value outcome_values[] = {
    {"soort", VALUE_CODE, LIST_CONSULTATION_OUTCOME, true, "what it is"},
    {"woorden", VALUE_WORDS, 0, true, "in words, about nobody"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {"wie", VALUE_ID, 0, false, "whose it is: a place at the table"},
    {"tegen", VALUE_DAY, 0, false, "by when"},
    {0},
};
static const struct route_value state_values[] = {
    {"stand", VALUE_CODE, LIST_AGREED_STATE, true, "what became of it"},
    {0},
};

const struct route consultation_routes[] = {
    {"GET", CONSULTATIONS_PATH, PERMISSION_CONSULTATION, list_query,
     "consultations one's organisation was at", show_list},
    {"GET", CONSULTATIONS_PATH "/nieuw", PERMISSION_CONSULTATION, NULL,
     "form for a consultation", show_new},
    {"POST", CONSULTATIONS_PATH "/nieuw", PERMISSION_CONSULTATION, new_values,
     "note a consultation", take_new},
    {"GET", PROMISES_PATH, PERMISSION_CONSULTATION, NULL,
     "what one promised at consultations", show_promises},
    {"POST", CONSULTATIONS_PATH "/beloofd/:outcome", PERMISSION_CONSULTATION,
     state_values, "say what became of a promise", take_state},
    {"GET", CONSULTATIONS_PATH "/:consultation", PERMISSION_CONSULTATION, NULL,
     "a consultation: who, about whom, what came of it", show_one},
    {"GET", CONSULTATIONS_PATH "/:consultation/netwerk", PERMISSION_CONSULTATION, NULL,
     "all sessions of a learning network, to print", show_network},
    {"POST", CONSULTATIONS_PATH "/:consultation/aan-tafel", PERMISSION_CONSULTATION,
     member_values, "put oneself or an organisation at the table", take_member},
    {"POST", CONSULTATIONS_PATH "/:consultation/besluit", PERMISSION_CONSULTATION,
     outcome_values, "note an agreement, lesson or recommendation", take_outcome},
    {0},
};
