/* A handover to who has no account: the link and its code, for who sent it
 * (/overdrachten/UUID/link), and what the link opens (/gast/TOKEN). */
#include "base/limits.h"
#include "web/calendar_file.h"
#include "web/cookies.h"
#include "web/field_parts.h"
#include "web/guest_parts.h"
#include "web/handover_guest_parts.h"
#include "web/handover_parts.h"

/* --- for who sent it --- */

static void silence_html(struct buf *out, const struct frame *f,
                         const struct handover_view *v)
{
    enum tongue t = f->tongue;
    if (!handover_silence_words(t, v)) return;
    if (v->course.waiting_working_days >= HANDOVER_MUTE_WORKING_DAYS)
        inset(out, "warning",
              tr(t, "Na zeven werkdagen is er nog geen antwoord. Bel de ontvanger, of "
                    "kies met de persoon een andere."));
    else
        inset(out, "note",
              tr(t, "Na drie werkdagen is er nog geen antwoord. Bel de ontvanger, of "
                    "stuur een nieuwe link."));
}

enum err_code handover_links_note(struct buf *out, const struct frame *f,
                                  const struct request *q,
                                  const struct handover_view *v, struct err *e)
{
    struct handover_links links;
    enum err_code rc;
    TRY(handover_links_show(&links, &q->asking, v->fact.id, e));
    silence_html(out, f, v);
    if (!links.is_offered && !links.n) goto out;
    html_f(out, "<h2>%s</h2>\n<p>", tr(f->tongue, "Link voor de ontvanger"));
    if (links.n)
        guest_link_words_html(out, f, q, &links.at[0]);
    else
        text_html(out, f->tongue,
                  "Bij deze ontvanger meldt niemand zich hier aan. Stuur een link, en "
                  "zeg de code apart.");
    html_f(out, "</p>\n");
    button_link(out, links.n ? "secondary" : "primary",
                handover_path(q, v->fact.id, "link"),
                links.n ? tr(f->tongue, "Bekijk de links")
                        : tr(f->tongue, "Maak een link met een code"));
out:
    return rc;
}

static void fresh_link_html(struct buf *out, const struct frame *f,
                            const struct request *q, const struct guest_link_fact *made,
                            const char *code)
{
    enum tongue t = f->tongue;
    const char *text = arena_format(
        q->asking.arena, "%s\n%s\n%s",
        tr(t, "Dag, iemand vraagt om door jullie verder geholpen te worden. Dit mag je "
              "lezen, zonder aanmelden:"),
        guest_url(q, made),
        tr(t, "De code zeg ik je apart. De link werkt veertien dagen."));
    html_f(out, "<h2>%s</h2>\n", tr(t, "1. Stuur de link"));
    html_f(out, "<p><label for=\"tekst\">%s</label></p>\n",
           tr(t, "Tekst om te sturen"));
    html_f(out,
           "<textarea id=\"tekst\" rows=\"6\" readonly dir=\"auto\">%s</textarea>\n",
           text);
    guest_send_html(out, f, q, tr(t, "Een overdracht"), text);
    html_f(out,
           "<h2>%s</h2>\n<p class=\"big\"><strong><bdi dir=\"ltr\">%s</bdi>"
           "</strong></p>\n<p>",
           tr(t, "2. Zeg de code aan de telefoon"), code);
    text_html(out, t,
              "Zet de code niet in hetzelfde bericht. Je ziet hem alleen nu. Na vijf "
              "verkeerde codes stopt de link.");
    html_f(out, "</p>\n");
}

static void link_line(struct buf *out, const struct frame *f, const struct request *q,
                      struct uuid handover, const struct guest_link_view *v)
{
    html_f(out, "<li>");
    guest_link_words_html(out, f, q, v);
    if (guest_link_stands(v, q->asking.now_ms)) {
        form_begin(
            out, f,
            handover_path(q, handover,
                          id_path(q->asking.arena, "link/", v->fact.id, "/einde")),
            uuid7_new());
        button(out, "warning", tr(f->tongue, "Stop deze link"), NULL, NULL);
        form_end(out);
    }
    html_f(out, "</li>\n");
}

static enum err_code links_page(struct reply *r, struct request *q,
                                const struct guest_link_fact *made, const char *code,
                                struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Link voor de ontvanger"));
    struct uuid handover = request_id(q, "handover");
    struct buf *out = &r->body;
    struct handover_links links;
    struct handover_story s;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(handover_links_show(&links, &q->asking, handover, e));
    TRY(handover_show(&s, &q->asking, handover, e));
    page_begin(out, &f);
    page_back(out, &f, handover_path(q, handover, ""), tr(f.tongue, "Overdracht"));
    page_heading(out, &f, f.title);
    if (made)
        fresh_link_html(out, &f, q, made, code);
    else
        silence_html(out, &f, &s.v);
    if (links.is_offered && !made) {
        html_f(out, "<p>");
        text_html(out, f.tongue,
                  "Wie de link opent, ziet wat je verstuurde en antwoordt zonder "
                  "account. De eerste die de juiste code geeft, leest het; een ander "
                  "toestel ziet niets.");
        html_f(out, "</p>\n");
        form_begin(out, &f, handover_path(q, handover, "link"), uuid7_new());
        button(out, "primary",
               links.n ? tr(f.tongue, "Maak een nieuwe link: de vorige stopt")
                       : tr(f.tongue, "Maak een link met een code"),
               NULL, NULL);
        form_end(out);
    }
    if (links.n)
        html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
               tr(f.tongue, "Links die je maakte"));
    for (size_t i = 0; i < links.n; i++)
        link_line(out, &f, q, handover, &links.at[i]);
    if (links.n) html_f(out, "</ul>\n");
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_links(struct reply *r, struct request *q, struct err *e)
{
    return links_page(r, q, NULL, NULL, e);
}

/* The code is shown in the answer itself, once; the same form again leads to the list.
 */
static enum err_code make_link(struct reply *r, struct request *q, struct err *e)
{
    struct guest_link_fact made;
    char code[GUEST_CODE_DIGITS + 1];
    enum err_code rc;
    field_lead(q, handover_path(q, request_id(q, "handover"), "link"), NULL);
    TRY(handover_link_make(&made, code, &q->asking, request_id(q, "handover"), e));
    rc = links_page(r, q, &made, code, e);
out:
    return rc;
}

static enum err_code end_link(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc;
    field_lead(q, handover_path(q, request_id(q, "handover"), "link"), "link-gestopt");
    TRY(handover_link_end(&q->asking, request_id(q, "handover"), request_id(q, "link"),
                          e));
    field_follow(r, q);
out:
    return rc;
}

/* --- for who received it --- */

static const char *guest_form_path(const struct request *q, const char *rest)
{
    return arena_format(q->asking.arena, "/gast/%.*s%s", STR_ARG(request_token(q)),
                        rest);
}

static void from_html(struct buf *out, const struct frame *f,
                      const struct handover_guest *p)
{
    html_f(out, "<p>");
    tr_html(out, f->tongue, "{0} van {1} stuurde u deze link.", p->worker_name,
            p->organisation_name);
    html_f(out, "</p>\n");
}

static void code_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct handover_guest *p, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    page_heading(out, f, f->title);
    from_html(out, f, p);
    form_begin(out, f, guest_form_path(q, ""), uuid7_new());
    field_text(out, f,
               &(struct field){.name = "code",
                               .label = tr(t, "Code van zes cijfers"),
                               .hint = tr(t, "U hoorde hem apart, aan de telefoon."),
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .most = GUEST_CODE_TEXT},
               errors);
    button(out, "primary", tr(t, "Open"), NULL, NULL);
    form_end(out);
    html_f(out, "<p class=\"quiet\">");
    text_html(out, t,
              "Daarna opent deze link alleen nog in deze browser, op dit toestel.");
    html_f(out, "</p>\n");
}

static void refuse_form(struct buf *out, const struct frame *f, const struct request *q,
                        const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    struct choice *reasons = code_choices(&n, q->asking.arena, f, LIST_HANDOVER_REASON);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Lukt het niet bij u?"));
    form_begin(out, f, guest_form_path(q, "/antwoord"), uuid7_new());
    hidden(out, "antwoord", S("refused"));
    field_choice(out, f,
                 &(struct field){.name = "reden",
                                 .label = tr(t, "Waarom niet?"),
                                 .value = request_text(q, "reden")},
                 reasons, n, true, errors);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(t, "Wilt u er iets bij zeggen?"),
                               .value = request_text(q, "woorden"),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    button(out, "secondary", tr(t, "Zeg nee"), NULL, NULL);
    form_end(out);
}

static void answer_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct handover_guest *p,
                        const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Uw antwoord"));
    form_begin(out, f, guest_form_path(q, "/antwoord"), uuid7_new());
    hidden(out, "antwoord", S("accepted"));
    button(out, "primary", tr(t, "Ja, wij nodigen uit"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><strong>%s</strong> ", tr(t, "Later antwoorden?"));
    tr_html(out, t,
            "Sluit deze bladzijde en open dezelfde link weer in deze browser, "
            "tot {0}.",
            moment_words(a, t, p->expires_at, f->today));
    html_f(out, "</p>\n");
    refuse_form(out, f, q, errors);
}

static void shown_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct handover_guest *p, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    page_heading(out, f, f->title);
    error_summary(out, f, errors);
    from_html(out, f, p);
    if (p->is_declined) {
        html_f(out, "<p role=\"status\">");
        text_html(out, t, "U zei nee. Bedankt: wat gedeeld werd, is weer gesloten.");
        html_f(out, "</p>\n");
        return;
    }
    if (!day_is_none(p->v.course.answered_on)) {
        html_f(out, "<p role=\"status\">");
        tr_html(out, t,
                "U zei ja. {0} wacht op uw uitnodiging voor het eerste gesprek.",
                p->worker_name);
        html_f(out, "</p>\n");
    }
    if (p->has_appointment)
        first_meeting_html(out, f, q->asking.arena, &p->appointment,
                           day_is_none(p->v.course.answered_on)
                               ? NULL
                               : guest_form_path(q, "/afspraak.ics"));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat de persoon met u deelt"));
    payload_html(out, f, q->asking.arena, p->payload);
    if (day_is_none(p->v.course.answered_on)) answer_html(out, f, q, p, errors);
}

static void guest_page(struct reply *r, struct request *q,
                       const struct handover_guest *p, const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Een overdracht"));
    struct buf *out = &r->body;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    if (p->asks_code) {
        error_summary(out, &f, errors);
        code_html(out, &f, q, p, errors);
    } else {
        shown_html(out, &f, q, p, errors);
    }
    page_end(out, &f);
}

static enum err_code show_guest(struct reply *r, struct request *q, struct err *e)
{
    const struct form_errors none = {.n = 0};
    struct handover_guest p;
    enum err_code rc;
    TRY(handover_guest_open(&p, &q->asking, request_token(q), q->address, q->guest, e));
    if (p.entry == GUEST_ENTERS)
        guest_page(r, q, &p, &none);
    else
        guest_closed_page(r, q, p.entry);
out:
    return rc;
}

/* Once it was accepted: before that nobody has anything to be at. */
static enum err_code give_calendar(struct reply *r, struct request *q, struct err *e)
{
    struct handover_guest p;
    enum err_code rc;
    TRY(handover_guest_open(&p, &q->asking, request_token(q), q->address, q->guest, e));
    if (p.entry != GUEST_ENTERS)
        guest_closed_page(r, q, p.entry);
    else if (p.asks_code)
        reply_redirect(r, q, guest_form_path(q, ""), NULL);
    else if (p.has_appointment && !day_is_none(p.v.course.answered_on))
        rc = calendar_reply(r, q, &p.appointment, p.meeting_with, e);
    else
        rc = err_set(e, ERR_NOT_FOUND, "there is no first meeting to come to");
out:
    return rc;
}

static void complain_of_code(struct form_errors *errors, const struct request *q,
                             int codes_left)
{
    struct buf words = {0};
    struct arena *a = q->asking.arena;
    tr_fill(&words,
            tr_n(q->tongue, "Deze code klopt niet. U mag nog {0} keer proberen.",
                 "Deze code klopt niet. Je mag nog {0} keren proberen.", codes_left),
            (const char *const[]){arena_format(a, "%d", codes_left), NULL});
    form_error(errors, "code", str_to_c(a, buf_str(&words)));
    buf_dispose(&words);
}

static enum err_code take_code(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct arena *a = q->asking.arena;
    struct handover_guest p;
    struct str code;
    const char *cookie = q->guest.n ? str_to_c(a, q->guest) : cookie_token(a);
    enum err_code rc;
    if (!form_text(&code, q, "code", GUEST_CODE_TEXT, false,
                   tr(q->tongue, "Vul de zes cijfers in."), &errors)) {
        TRY(handover_guest_open(&p, &q->asking, request_token(q), q->address, q->guest,
                                e));
    } else {
        TRY(handover_guest_code(&p, &q->asking, request_token(q), q->address,
                                str_of(cookie), code, e));
        if (p.entry == GUEST_ENTERS && p.is_code_wrong)
            complain_of_code(&errors, q, p.codes_left);
    }
    if (p.entry != GUEST_ENTERS) {
        guest_closed_page(r, q, p.entry);
    } else if (p.asks_code) {
        reply_invalid(r);
        guest_page(r, q, &p, &errors);
    } else {
        r->guest = cookie;
        reply_redirect(r, q, guest_form_path(q, ""), NULL);
    }
out:
    return rc;
}

static enum err_code answer_again(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct handover_guest p;
    enum err_code rc =
        handover_guest_open(&p, &q->asking, request_token(q), q->address, q->guest, e);
    if (rc != OK) return rc;
    if (p.entry != GUEST_ENTERS) {
        guest_closed_page(r, q, p.entry);
        return OK;
    }
    reply_invalid(r);
    guest_page(r, q, &p, errors);
    return OK;
}

static enum err_code take_answer(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_step step = {.on = q->asking.today,
                                 .reason = CODE_MISSING,
                                 .result = CODE_MISSING,
                                 .is_guide_present = CODE_MISSING};
    struct handover_verdict verdict;
    struct handover_guest p;
    bool is_yes = str_eq(request_text(q, "antwoord"), S("accepted"));
    enum err_code rc;
    step.kind = is_yes ? HANDOVER_EVENT_ACCEPTED : HANDOVER_EVENT_REFUSED;
    if (!is_yes) {
        form_code(&step.reason, q, "reden", LIST_HANDOVER_REASON, false,
                  tr(q->tongue, "Kies een reden."), &errors);
        form_text(&step.words, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors);
    }
    if (errors.n) return answer_again(r, q, &errors, e);
    rc = handover_guest_answer(&p, &q->asking, request_token(q), q->address, q->guest,
                               &step, &verdict, e);
    if (rc == ERR_INVALID && verdict.fault != HANDOVER_FITS) {
        handover_error(&errors, q, &verdict);
        return answer_again(r, q, &errors, e);
    }
    if (rc != OK) return rc;
    if (p.entry != GUEST_ENTERS)
        guest_closed_page(r, q, p.entry);
    else
        reply_redirect(r, q, guest_form_path(q, ""), NULL);
    return OK;
}

/* --- rows --- */

static const struct route_value code_values[] = {
    {"code", VALUE_TEXT, 0, true, "six digits, told apart from the link"}, {0}};
static const struct route_value answer_values[] = {
    {"antwoord", VALUE_TEXT, 0, true, "accepted, refused"},
    {"reden", VALUE_CODE, LIST_HANDOVER_REASON, false, "why not"},
    {"woorden", VALUE_WORDS, 0, false, "what is told about it"},
    {0}};

const struct route handover_guest_routes[] = {
    {"GET", "/overdrachten/:handover/link", PERMISSION_HANDOVER_SEND, NULL,
     "links of a handover for who has no account", show_links},
    {"POST", "/overdrachten/:handover/link", PERMISSION_HANDOVER_SEND, NULL,
     "make a link with a code; the one before it ends", make_link},
    {"POST", "/overdrachten/:handover/link/:link/einde", PERMISSION_HANDOVER_SEND, NULL,
     "end a link of a handover", end_link},
    {"GET", "/gast/:token", PERMISSION_OPEN, NULL,
     "a handover, for who has a link and the code", show_guest},
    {"POST", "/gast/:token", PERMISSION_OPEN, code_values,
     "the code that goes with a link", take_code},
    {"GET", "/gast/:token/afspraak.ics", PERMISSION_OPEN, NULL,
     "the first meeting of a handover, for the calendar of who accepted it",
     give_calendar},
    {"POST", "/gast/:token/antwoord", PERMISSION_OPEN, answer_values,
     "accept or refuse a handover without an account", take_answer},
    {0},
};
