/* Preparing a handover: five tasks, each one page and in any order. What they ask
 * stands in handover_*_task(s).c, what is sent in handover_check_pages.c. */
#include "web/handover_task_parts.h"

#include "act/handover_payload.h"
#include "web/person_tabs.h"
#include "web/service_parts.h"

static const struct {
    const char *path, *label;
} tasks[N_TASKS] = {
    [TASK_WISH] = {"wens", TR("Wat wil de persoon?")},
    [TASK_SERVICE] = {"dienst", TR("Kies een dienst")},
    [TASK_SHARES] = {"delen", TR("Dit delen we")},
    [TASK_CONSENT] = {"toestemming", TR("Toestemming voor de overdracht")},
    [TASK_MEETING] = {"gesprek", TR("Eerste gesprek")},
};

enum task_state task_state_of(const struct handover_story *s, enum handover_task task)
{
    const struct handover_view *v = &s->v;
    unsigned travels = v->shares & handover_categories(v->fact.receiver_kind);
    bool has_receiver = !uuid_is_nil(v->fact.to.u);
    bool is_done = false;
    switch (task) {
    case TASK_WISH:
        is_done = v->fact.words.n && v->fact.moment < HANDOVER_MOMENT_NOT_YET;
        break;
    case TASK_SERVICE:
        is_done = has_receiver && !s->is_service_shut;
        break;
    case TASK_SHARES:
        if (!has_receiver) return TASK_NOT_YET;
        is_done = travels >> SHARING_CATEGORY_IDENTITY & 1;
        break;
    case TASK_CONSENT:
        if (!has_receiver || !travels || v->fact.moment == HANDOVER_MOMENT_NOT_YET)
            return TASK_NOT_YET;
        is_done = !(travels & ~s->consented) && !day_is_none(v->course.agreed_on);
        break;
    default:
        is_done = v->fact.is_guide_present != CODE_MISSING;
        break;
    }
    return is_done ? TASK_DONE : TASK_TO_DO;
}

const char *task_title(const struct request *q, enum handover_task task)
{
    return tr_later(q->tongue, tasks[task].label);
}

/* Of a handover that is still being prepared; another is shown as it is. */
enum err_code task_open(struct task_page *p, bool *moved_out, struct reply *r,
                        struct request *q, const char *title,
                        struct form_errors *errors, struct err *e)
{
    struct uuid id = request_id(q, "handover");
    enum err_code rc;
    *p = (struct task_page){.q = q,
                            .a = q->asking.arena,
                            .f = frame_of(q, title),
                            .out = &r->body,
                            .errors = errors};
    *moved_out = false;
    TRY(handover_show(&p->s, &q->asking, id, e));
    if (!p->s.is_sender) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such handover");
        goto out;
    }
    *moved_out = p->s.v.course.state != HANDOVER_STATE_PREPARING;
    if (*moved_out) reply_redirect(r, q, handover_path(q, id, ""), NULL);
    p->f.nav = NAV_FILES;
out:
    return rc;
}

const char *task_path(enum handover_task task)
{
    return tasks[task].path;
}

void task_page_top(struct task_page *p)
{
    p->f.has_errors = p->errors->n > 0;
    page_begin(p->out, &p->f);
    page_back(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, "taken"),
              tr(p->q->tongue, "De vijf stappen"));
    handover_who_html(p->out, p->s.call_name);
    page_heading(p->out, &p->f, p->f.title);
    error_summary(p->out, &p->f, p->errors);
}

void task_form(struct task_page *p, const char *path)
{
    form_begin(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, path),
               uuid_is_nil(p->q->asking.form) ? uuid7_new() : p->q->asking.form);
}

void task_form_end(struct task_page *p)
{
    button(p->out, "primary", tr(p->q->tongue, "Bewaar en ga verder"), NULL, NULL);
    form_end(p->out);
    page_end(p->out, &p->f);
}

struct str task_sent_or(const struct task_page *p, const char *name, struct str other)
{
    return request_has(p->q, FORM_ID) ? request_text(p->q, name) : other;
}

/* --- the list of tasks --- */

static enum err_code show_tasks(struct reply *r, struct request *q, struct err *e)
{
    static const char *const looks[] = {"tag good", "tag warning", "tag"};
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc =
        task_open(&p, &is_moved, r, q, tr(q->tongue, "Warme overdracht"), &none, e);
    if (rc != OK || is_moved) return rc;
    enum tongue t = q->tongue;
    const char *const words[] = {tr(t, "klaar"), tr(t, "te doen"),
                                 tr(t, "kan nog niet")};
    page_begin(p.out, &p.f);
    page_back(p.out, &p.f, person_tab_path(p.a, p.s.v.fact.person, TAB_HANDOVERS),
              tr(t, "Overdrachten"));
    handover_who_html(p.out, p.s.call_name);
    page_heading(p.out, &p.f, p.f.title);
    handover_state_html(p.out, &p.f, p.a, &p.s.v);
    html_f(p.out, "<ol class=\"list tasks\">\n");
    for (int i = 0; i < N_TASKS; i++) {
        enum task_state state = task_state_of(&p.s, (enum handover_task)i);
        html_f(p.out, "<li>");
        if (state == TASK_NOT_YET)
            html_f(p.out, "<span>%s</span>", task_title(q, (enum handover_task)i));
        else
            html_f(p.out, "<a href=\"%s\">%s</a>",
                   handover_path(q, p.s.v.fact.id, task_path(i)),
                   task_title(q, (enum handover_task)i));
        html_f(p.out, " <span class=\"%s\">%s</span></li>\n", looks[state],
               words[state]);
    }
    html_f(p.out, "</ol>\n");
    if (p.s.lack == HANDOVER_LACKS_NOTHING)
        button_link(p.out, "primary", handover_path(q, p.s.v.fact.id, "controleer"),
                    tr(t, "Controleer en verstuur"));
    else
        inset(p.out, "note", handover_lack_words(t, p.s.lack));
    fold_begin(p.out, false, tr(t, "De persoon wil dit niet meer"));
    form_begin(p.out, &p.f, handover_path(q, p.s.v.fact.id, "stap"), uuid7_new());
    hidden(p.out, "stap", S("withdrawn"));
    button(p.out, "warning", tr(t, "Trek de overdracht in"), NULL, NULL);
    form_end(p.out);
    fold_end(p.out);
    page_end(p.out, &p.f);
    return OK;
}

/* --- one task: shown, taken --- */

static enum err_code task_page_write(struct task_page *p, enum handover_task task,
                                     struct err *e)
{
    switch (task) {
    case TASK_WISH:
        wish_page(p);
        break;
    case TASK_SERVICE:
        return receiver_page(p, e);
    case TASK_SHARES:
        shares_page(p);
        break;
    case TASK_CONSENT:
        agreement_page(p);
        break;
    default:
        first_meeting_page(p);
        break;
    }
    return OK;
}

static enum err_code task_show(struct reply *r, struct request *q,
                               enum handover_task task, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc = task_open(&p, &is_moved, r, q, task_title(q, task), &none, e);
    if (rc != OK || is_moved) return rc;
    return task_page_write(&p, task, e);
}

static enum err_code agreement_take(struct task_page *p,
                                    struct handover_verdict *verdict, struct err *e)
{
    const struct request *q = p->q;
    struct str answer = request_text(q, "antwoord");
    uint8_t form, language;
    if (!str_eq(answer, S("ja")) && !str_eq(answer, S("nee")))
        form_error(p->errors, "antwoord", tr(q->tongue, "Kies wat de persoon zegt."));
    form_code(&form, q, "hoe", LIST_CONSENT_FORM, false,
              tr(q->tongue, "Kies hoe de persoon het zei."), p->errors);
    form_code(&language, q, "taal", LIST_LANGUAGE, true,
              tr(q->tongue, "Kies een taal uit de lijst."), p->errors);
    if (p->errors->n) return ERR_INVALID;
    return handover_agree(&q->asking, p->s.v.fact.id, form, language,
                          str_eq(answer, S("ja")), verdict, e);
}

static enum err_code change_take(struct task_page *p, enum handover_task task,
                                 struct handover_verdict *verdict, struct err *e)
{
    static void (*const readers[N_TASKS])(
        struct handover_change *, const struct request *, struct form_errors *) = {
        [TASK_WISH] = wish_read,
        [TASK_SERVICE] = receiver_read,
        [TASK_SHARES] = shares_read,
        [TASK_MEETING] = first_meeting_read,
    };
    struct handover_change c = {.receiver_kind = CODE_MISSING,
                                .moment = CODE_MISSING,
                                .is_guide_present = CODE_MISSING};
    if (task == TASK_CONSENT) return agreement_take(p, verdict, e);
    readers[task](&c, p->q, p->errors);
    if (p->errors->n) return ERR_INVALID;
    return handover_set(&p->q->asking, p->s.v.fact.id, &c, verdict, e);
}

static enum err_code task_take(struct reply *r, struct request *q,
                               enum handover_task task, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_verdict verdict = {.fault = HANDOVER_FITS};
    struct task_page p;
    bool is_moved;
    enum err_code rc = task_open(&p, &is_moved, r, q, task_title(q, task), &errors, e);
    if (rc != OK) return rc;
    if (!is_moved) {
        bool is_last = task + 1 == N_TASKS;
        field_lead(q,
                   handover_path(q, p.s.v.fact.id,
                                 is_last ? "controleer" : task_path(task + 1)),
                   NULL);
        rc = change_take(&p, task, &verdict, e);
        if (rc == OK) field_follow(r, q);
    }
    if (is_moved || rc == OK) return OK;
    if (!errors.n) handover_error(&errors, q, &verdict);
    if (rc != ERR_INVALID || !errors.n) return rc;
    reply_invalid(r);
    return task_page_write(&p, task, e);
}

#define TASK(name, task)                                                               \
    static enum err_code show_##name(struct reply *r, struct request *q,               \
                                     struct err *e)                                    \
    {                                                                                  \
        return task_show(r, q, task, e);                                               \
    }                                                                                  \
    static enum err_code take_##name(struct reply *r, struct request *q,               \
                                     struct err *e)                                    \
    {                                                                                  \
        return task_take(r, q, task, e);                                               \
    }
TASK(wish, TASK_WISH)
TASK(service, TASK_SERVICE)
TASK(shares, TASK_SHARES)
TASK(consent, TASK_CONSENT)
TASK(meeting, TASK_MEETING)

static const struct route_value wish_values[] = {
    {"wens", VALUE_WORDS, 0, true, "what the person wants"},
    {"moment", VALUE_CODE, LIST_HANDOVER_MOMENT, true, "who chose the moment"},
    {0},
};
static const struct route_value service_values[] = {
    {"dienst", VALUE_ID, 0, false, "a service of the social map"},
    {"naar", VALUE_ID, 0, false, "or an organisation of the house"},
    {"soort", VALUE_CODE, LIST_RECEIVER_KIND, false, "as what it receives"},
    {0},
};
static const struct route_value shares_values[] = {
    {"deel", VALUE_CODE, LIST_SHARING_CATEGORY, true, "what travels; several"},
    {"blijf", VALUE_WORDS, 0, false, "what the sender keeps doing"},
    {"neemt", VALUE_WORDS, 0, false, "what the receiver takes on"},
    {0},
};
static const struct route_value consent_values[] = {
    {"antwoord", VALUE_TEXT, 0, true, "ja, nee"},
    {"hoe", VALUE_CODE, LIST_CONSENT_FORM, true, "how it was told"},
    {"taal", VALUE_CODE, LIST_LANGUAGE, false, "in which language"},
    {0},
};
static const struct route_value meeting_values[] = {
    {"mee", VALUE_TEXT, 0, true, "ja, nee: the guide comes along"},
    {"dag", VALUE_DAY, 0, false, "of the first meeting; empty: the receiver proposes"},
    {"uur", VALUE_TIME, 0, false, "of the first meeting"},
    {"waar", VALUE_TEXT, 0, false, "of the first meeting"},
    {0},
};

#define ONE "/overdrachten/:handover/"
const struct route handover_task_routes[] = {
    {"GET", ONE "taken", PERMISSION_HANDOVER_SEND, NULL, "the five tasks of a handover",
     show_tasks},
    {"GET", ONE "wens", PERMISSION_HANDOVER_SEND, NULL, "form: what the person wants",
     show_wish},
    {"POST", ONE "wens", PERMISSION_HANDOVER_SEND, wish_values, "what the person wants",
     take_wish},
    {"GET", ONE "dienst", PERMISSION_HANDOVER_SEND, service_query,
     "services and organisations to hand over to", show_service},
    {"POST", ONE "dienst", PERMISSION_HANDOVER_SEND, service_values,
     "choose who receives", take_service},
    {"GET", ONE "delen", PERMISSION_HANDOVER_SEND, NULL,
     "form: what travels, and who does what", show_shares},
    {"POST", ONE "delen", PERMISSION_HANDOVER_SEND, shares_values,
     "what travels, and who does what", take_shares},
    {"GET", ONE "toestemming", PERMISSION_HANDOVER_SEND, NULL,
     "form: the person's answer", show_consent},
    {"POST", ONE "toestemming", PERMISSION_HANDOVER_SEND, consent_values,
     "the person's answer about what travels", take_consent},
    {"GET", ONE "gesprek", PERMISSION_HANDOVER_SEND, NULL, "form: the first meeting",
     show_meeting},
    {"POST", ONE "gesprek", PERMISSION_HANDOVER_SEND, meeting_values,
     "the first meeting", take_meeting},
    {0},
};
