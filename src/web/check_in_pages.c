/* How it goes at work, asked of an employer: the link is made from a job in the file
 * (/personen/UUID/werk/UUID/werkgever) and answered without an account
 * (/werkgever/opvolging/TOKEN). */
#include "base/limits.h"
#include "web/check_in_parts.h"
#include "web/field_parts.h"
#include "web/guest_parts.h"
#include "web/handover_parts.h"
#include "web/person_tabs.h"

/* --- making a link --- */

static const char *share_path(const struct request *q)
{
    struct arena *a = q->asking.arena;
    return person_path(a, request_person(q),
                       id_path(a, "werk/", request_id(q, "job"), "/delen"));
}

static void no_employer_html(struct buf *out, const struct frame *f,
                             const struct request *q)
{
    html_f(out, "<p>");
    text_html(out, f->tongue,
              "De persoon laat nog geen werkgever de naam weten. Vraag eerst of dat "
              "mag, en bekijk samen wat de werkgever dan ziet.");
    html_f(out, "</p>\n");
    button_link(out, "primary", share_path(q),
                tr(f->tongue, "Kies wat de werkgever weet"));
}

static void employer_fields(struct buf *out, const struct frame *f,
                            const struct request *q,
                            const struct check_in_employer *list, size_t n,
                            const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    struct choice *choices = arena_new_array(a, struct choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){
            .value = str_to_c(a, id_str(a, list[i].employer.u)),
            .label = list[i].name,
            .hint = list[i].has_contact
                        ? NULL
                        : tr(t, "Schrijf eerst op wie van ons deze werkgever kan "
                                "bellen.")};
    field_choice(out, f,
                 &(struct field){.name = "werkgever",
                                 .label = tr(t, "Welke werkgever?"),
                                 .hint = tr(t, "Alleen wie de persoon de naam laat "
                                               "weten."),
                                 .value = n == 1 ? str_of(choices[0].value)
                                                 : request_text(q, "werkgever")},
                 choices, n, false, errors);
    field_text(out, f,
               &(struct field){.name = "wie",
                               .label = tr(t, "Wie leest het daar?"),
                               .hint = tr(t, "Om zelf te weten naar wie je het "
                                             "stuurde."),
                               .value = request_text(q, "wie"),
                               .may_be_empty = true},
               errors);
}

static enum err_code ask_form(struct reply *r, struct request *q,
                              const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vraag de werkgever hoe het loopt"));
    struct dossier_view file = {0};
    struct check_in_employer *list;
    struct buf *out = &r->body;
    size_t n;
    enum err_code rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    TRY(check_in_employers(&list, &n, &q->asking, request_person(q), e));
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE, "work", e));
    const struct dossier_event *job =
        dossier_event_of(&file.dossier, request_id(q, "job"));
    if (!job || job->fact.kind != EVENT_OUTCOME) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such job");
        goto out;
    }
    person_form_begin(out, &f, q, &file, TAB_WORK);
    error_summary(out, &f, errors);
    if (!n) {
        no_employer_html(out, &f, q);
    } else {
        html_f(out, "<p>");
        text_html(
            out, f.tongue,
            "De werkgever krijgt een link die zeven dagen werkt, ziet wat de persoon "
            "laat weten en jullie nummer, en kiest één van drie antwoorden. Meer van "
            "de "
            "persoon staat er niet.");
        html_f(out, "</p>\n<p><a href=\"%s\">%s</a></p>\n", share_path(q),
               tr(f.tongue, "Bekijk wat de werkgever ziet"));
        form_begin(out, &f, str_to_c(q->asking.arena, q->path),
                   uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
        employer_fields(out, &f, q, list, n, errors);
        button(out, "primary", tr(f.tongue, "Maak de link"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code show_ask(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return ask_form(r, q, &none, e);
}

static enum err_code make_link(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct guest_link_fact made;
    struct arena *a = q->asking.arena;
    struct person_id person = request_person(q);
    struct organisation_id employer;
    struct check_in_employer *list;
    struct str reader = STR_NONE;
    size_t n, at = 0;
    enum err_code rc;
    TRY(check_in_employers(&list, &n, &q->asking, person, e));
    form_id(&employer.u, q, "werkgever", false,
            tr(q->tongue, "Kies een werkgever uit de lijst."), &errors);
    form_text(&reader, q, "wie", LIMIT_NAME_BYTES, true, "", &errors);
    while (at < n && !uuid_eq(list[at].employer.u, employer.u))
        at++;
    if (!errors.n && at == n)
        form_error(&errors, "werkgever",
                   tr(q->tongue, "Kies een werkgever uit de lijst."));
    else if (!errors.n && !list[at].has_contact)
        form_error(&errors, "werkgever",
                   tr(q->tongue, "Schrijf eerst bij Werkgevers op wie van jullie deze "
                                 "werkgever kan bellen, met een nummer."));
    if (errors.n) {
        reply_invalid(r);
        rc = ask_form(r, q, &errors, e);
        goto out;
    }
    /* the link has the id of the form */
    field_lead(
        q, person_path(a, person, id_path(a, "werkgeverslink/", q->asking.form, "")),
        NULL);
    TRY(check_in_link_make(&made, &q->asking, person, request_id(q, "job"), employer,
                           reader, e));
    reply_redirect(
        r, q, person_path(a, person, id_path(a, "werkgeverslink/", made.id, "")), NULL);
out:
    return rc;
}

/* --- the link, to be sent --- */

static enum err_code own_link(struct guest_link_view *out, const struct request *q,
                              struct err *e)
{
    struct check_in_story s;
    enum err_code rc = check_ins_show(&s, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < s.n_links; i++)
        if (uuid_eq(s.links[i].fact.id, request_id(q, "link"))) {
            *out = s.links[i];
            return OK;
        }
    return err_set(e, ERR_NOT_FOUND, "this person has no such link");
}

static void link_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct guest_link_view *v)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    const char *url = guest_url(q, &v->fact);
    const char *text = arena_format(
        a, "%s\n%s\n%s",
        tr(t, "Dag, wil je laten weten hoe het loopt op het werk? Eén vraag, zonder "
              "aanmelden:"),
        url, tr(t, "De link werkt zeven dagen."));
    html_f(out, "<p>");
    text_html(out, t,
              "Stuur deze tekst naar de werkgever. Er staat geen naam in. Geef hem aan "
              "niemand anders.");
    html_f(out, "</p>\n<p><label for=\"tekst\">%s</label></p>\n",
           tr(t, "Tekst om te sturen"));
    html_f(out,
           "<textarea id=\"tekst\" rows=\"5\" readonly dir=\"auto\">%s</textarea>\n",
           text);
    guest_send_html(out, f, q, tr(t, "Hoe loopt het?"), text);
    html_f(out, "<p>");
    guest_link_words_html(out, f, q, v);
    html_f(out, "</p>\n");
    form_begin(out, f,
               person_path(a, request_person(q),
                           id_path(a, "werkgeverslink/", v->fact.id, "/einde")),
               uuid7_new());
    button(out, "warning", tr(t, "Stop deze link"), NULL, NULL);
    form_end(out);
}

static enum err_code show_link(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "De link voor de werkgever"));
    struct dossier_view file = {0};
    struct guest_link_view v;
    struct buf *out = &r->body;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q), DOSSIER_IDENTITY, "work",
                     e));
    TRY(own_link(&v, q, e));
    person_form_begin(out, &f, q, &file, TAB_WORK);
    if (guest_link_stands(&v, q->asking.now_ms)) {
        link_html(out, &f, q, &v);
    } else {
        html_f(out, "<p>");
        guest_link_words_html(out, &f, q, &v);
        html_f(out, "</p>\n");
    }
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code end_link(struct reply *r, struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct guest_link_view v;
    enum err_code rc;
    TRY(own_link(&v, q, e));
    field_lead(q, person_path(a, request_person(q), "werk"), "link-gestopt");
    TRY(guest_link_end(&q->asking, request_person(q), v.fact.id, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- taking an answer up --- */

static enum err_code reply_form(struct reply *r, struct request *q,
                                const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat sprak je af met de werkgever?"));
    struct dossier_view file = {0};
    struct check_in_story s;
    struct buf *out = &r->body;
    size_t at = 0;
    enum err_code rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    TRY(dossier_open(&file, &q->asking, request_person(q), DOSSIER_IDENTITY, "work",
                     e));
    TRY(check_ins_show(&s, &q->asking, request_person(q), e));
    while (at < s.n_answers &&
           !uuid_eq(s.answers[at].fact.id, request_id(q, "antwoord")))
        at++;
    if (at == s.n_answers) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such answer");
        goto out;
    }
    person_form_begin(out, &f, q, &file, TAB_WORK);
    error_summary(out, &f, errors);
    html_f(out, "<p>");
    check_in_answer_html(out, &f, s.answers[at].fact.answer);
    html_f(out, "</p>\n");
    form_begin(out, &f, str_to_c(q->asking.arena, q->path), uuid7_new());
    field_area(out, &f,
               &(struct field){.name = "woorden",
                               .label = tr(f.tongue, "Wat is afgesproken?"),
                               .value = request_text(q, "woorden"),
                               .may_be_empty = true,
                               .rows = 4,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    button(out, "primary", tr(f.tongue, "Bewaar: ik belde"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code show_reply(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return reply_form(r, q, &none, e);
}

static enum err_code take_reply(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct str words = STR_NONE;
    enum err_code rc;
    if (!form_text(&words, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors)) {
        reply_invalid(r);
        return reply_form(r, q, &errors, e);
    }
    field_lead(q, person_path(q->asking.arena, request_person(q), "werk"), "bewaard");
    TRY(check_in_reply_note(&q->asking, request_person(q), request_id(q, "antwoord"),
                            words, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- for the employer --- */

static void contact_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct check_in_page *p)
{
    struct buf digits = {0};
    html_f(out,
           "<h2>%s</h2>\n<p><strong><bdi dir=\"auto\">%s</bdi></strong><br>"
           "<bdi dir=\"auto\">%s</bdi>",
           tr(f->tongue, "Uw aanspreekpunt"), p->worker_name, p->organisation_name);
    for (const char *c = p->phone; *c; c++)
        if ((*c >= '0' && *c <= '9') || (*c == '+' && !digits.n))
            buf_add_char(&digits, *c);
    if (digits.n)
        html_f(out,
               "<br><a class=\"phone\" href=\"tel:%s\"><bdi dir=\"ltr\">%s</bdi></a>",
               arena_copy(a, digits.p, digits.n), p->phone);
    buf_dispose(&digits);
    html_f(out, "</p>\n<p class=\"quiet\">%s</p>\n",
           tr(f->tongue, "U krijgt antwoord binnen twee werkdagen."));
}

static void thanks_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct check_in_page *p)
{
    html_f(out, "<p role=\"status\">");
    if (check_in_asks(p->answer))
        tr_html(out, f->tongue, "Bedankt. {0} belt u ten laatste {1}.", p->worker_name,
                day_words(a, f->tongue, p->due_on, f->today));
    else
        text_html(out, f->tongue, "Bedankt, fijn om te horen.");
    html_f(out, "</p>\n");
}

/* What the person lets this employer know, and who reads the answer. */
static void shared_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct check_in_page *p)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat u weet van uw medewerker"));
    payload_html(out, f, a, p->card);
    html_f(out, "<p>");
    text_html(out, t, "Uw medewerker koos wat hier staat. Meer ziet u niet.");
    html_f(out, "</p>\n<h2>%s</h2>\n<p>", tr(t, "Wie leest uw antwoord?"));
    tr_html(out, t,
            "{0} van {1}, en wie uw medewerker daar mee begeleidt. Uw medewerker mag "
            "het ook lezen. Het telt nergens mee als beoordeling.",
            p->worker_name, p->organisation_name);
    html_f(out, "</p>\n");
}

static enum err_code question_page(struct reply *r, struct request *q,
                                   const struct form_errors *errors, struct err *e)
{
    enum tongue t = q->tongue;
    struct frame f = frame_of(q, tr(t, "Hoe loopt het?"));
    const struct choice answers[] = {
        {.value = "well", .label = tr(t, "Het loopt goed")},
        {.value = "doubt", .label = tr(t, "Er zijn vragen")},
        {.value = "wrong", .label = tr(t, "Er loopt iets mis")}};
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    struct check_in_page p;
    enum err_code rc;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    TRY(check_in_open(&p, &q->asking, request_token(q), q->address, e));
    if (p.entry != GUEST_ENTERS) {
        guest_closed_page(r, q, p.entry);
        goto out;
    }
    page_begin(out, &f);
    error_summary(out, &f, errors);
    if (p.is_answered) {
        page_heading(out, &f, f.title);
        thanks_html(out, &f, a, &p);
    } else {
        html_f(out, "<h1>");
        if (p.name.n)
            tr_html(out, t, "Hoe loopt het met {0}?", str_to_c(a, p.name));
        else
            text_html(out, t, "Hoe loopt het?");
        html_f(out, "</h1>\n");
        form_begin(out, &f, str_to_c(a, q->path),
                   uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
        field_choice(out, &f,
                     &(struct field){.name = "hoe",
                                     .label = tr(t, "Kies één antwoord"),
                                     .value = request_text(q, "hoe")},
                     answers, ARRAY_LEN(answers), true, errors);
        field_area(out, &f,
                   &(struct field){.name = "woorden",
                                   .label = tr(t, "Wilt u er iets bij zeggen?"),
                                   .value = request_text(q, "woorden"),
                                   .may_be_empty = true,
                                   .rows = 3,
                                   .most = CHECK_IN_WORDS_MOST},
                   errors);
        button(out, "primary", tr(t, "Verstuur"), NULL, NULL);
        form_end(out);
        shared_html(out, &f, a, &p);
    }
    contact_html(out, &f, a, &p);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_question(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return question_page(r, q, &none, e);
}

static enum err_code take_answer(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct str words = STR_NONE;
    enum guest_entry entry;
    uint8_t answer;
    enum err_code rc;
    form_code(&answer, q, "hoe", LIST_CHECK_IN_ANSWER, false,
              tr(q->tongue, "Kies één antwoord"), &errors);
    form_text(&words, q, "woorden", CHECK_IN_WORDS_MOST, true, "", &errors);
    if (errors.n) {
        reply_invalid(r);
        return question_page(r, q, &errors, e);
    }
    TRY(check_in_answer(&entry, &q->asking, request_token(q), q->address, answer, words,
                        e));
    if (entry != GUEST_ENTERS)
        guest_closed_page(r, q, entry);
    else
        reply_redirect(r, q, str_to_c(q->asking.arena, q->path), NULL);
out:
    return rc;
}

/* --- rows --- */

static const struct route_value ask_values[] = {
    {"werkgever", VALUE_ID, 0, true, "the employer who gets the link"},
    {"wie", VALUE_TEXT, 0, false, "who reads it there"},
    {0}};
static const struct route_value reply_values[] = {
    {"woorden", VALUE_WORDS, 0, false, "what was agreed"}, {0}};
static const struct route_value answer_values[] = {
    {"hoe", VALUE_CODE, LIST_CHECK_IN_ANSWER, true, "how it goes"},
    {"woorden", VALUE_WORDS, 0, false, "in own words"},
    {0}};

const struct route check_in_routes[] = {
    {"GET", "/personen/:person/werk/:job/werkgever", PERMISSION_DOSSIER_WRITE, NULL,
     "ask the employer how it goes in a job", show_ask},
    {"POST", "/personen/:person/werk/:job/werkgever", PERMISSION_DOSSIER_WRITE,
     ask_values, "make a link for the employer", make_link},
    {"GET", "/personen/:person/werkgeverslink/:link", PERMISSION_DOSSIER_WRITE, NULL,
     "a link for an employer, to be sent", show_link},
    {"POST", "/personen/:person/werkgeverslink/:link/einde", PERMISSION_DOSSIER_WRITE,
     NULL, "end a link for an employer", end_link},
    {"GET", "/personen/:person/antwoord/:antwoord", PERMISSION_DOSSIER_WRITE, NULL,
     "take up what an employer answered", show_reply},
    {"POST", "/personen/:person/antwoord/:antwoord", PERMISSION_DOSSIER_WRITE,
     reply_values, "what was agreed with the employer", take_reply},
    {"GET", "/werkgever/opvolging/:token", PERMISSION_OPEN, NULL,
     "how it goes at work, for an employer with a link", show_question},
    {"POST", "/werkgever/opvolging/:token", PERMISSION_OPEN, answer_values,
     "an employer answers how it goes", take_answer},
    {0},
};
