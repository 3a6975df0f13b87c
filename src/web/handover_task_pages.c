/* Preparing a handover: five tasks, each one page and in any order, then what travels
 * is looked at and sent. */
#include "act/handover_payload.h"
#include "base/limits.h"
#include "store/office_store.h"
#include "web/field_parts.h"
#include "web/handover_parts.h"
#include "web/person_tabs.h"
#include "web/service_parts.h"

enum { USUAL_MINUTES = 45, ORGANISATIONS_MOST = 2000, OLD_DAYS = 180 };

enum task { TASK_WISH, TASK_SERVICE, TASK_SHARES, TASK_CONSENT, TASK_MEETING, N_TASKS };
static const struct {
    const char *path, *label;
} tasks[N_TASKS] = {
    [TASK_WISH] = {"wens", TR("Wat wil de persoon?")},
    [TASK_SERVICE] = {"dienst", TR("Kies een dienst")},
    [TASK_SHARES] = {"delen", TR("Dit delen we")},
    [TASK_CONSENT] = {"toestemming", TR("Toestemming voor de overdracht")},
    [TASK_MEETING] = {"gesprek", TR("Eerste gesprek")},
};

/* One page of a task, while it is written. */
struct task_page {
    struct request *q;
    struct arena *a;
    struct frame f;
    struct buf *out;
    struct handover_story s;
    struct form_errors *errors;
};

enum task_state { TASK_DONE, TASK_TO_DO, TASK_NOT_YET };

static enum task_state task_state_of(const struct handover_story *s, enum task task)
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

static const char *title_of(const struct request *q, enum task task)
{
    return tr_later(q->tongue, tasks[task].label);
}

/* Of a handover that is still being prepared; another is shown as it is. */
static enum err_code open_task(struct task_page *p, bool *moved_out, struct reply *r,
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

static void page_top(struct task_page *p)
{
    p->f.has_errors = p->errors->n > 0;
    page_begin(p->out, &p->f);
    page_back(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, "taken"),
              tr(p->q->tongue, "De vijf stappen"));
    if (p->s.call_name.n) {
        html_f(p->out, "<p class=\"quiet\">");
        words_html(p->out, p->s.call_name);
        html_f(p->out, "</p>\n");
    }
    page_heading(p->out, &p->f, p->f.title);
    error_summary(p->out, &p->f, p->errors);
}

static void task_form(struct task_page *p, const char *path)
{
    form_begin(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, path),
               uuid_is_nil(p->q->asking.form) ? uuid7_new() : p->q->asking.form);
}

static void task_form_end(struct task_page *p)
{
    button(p->out, "primary", tr(p->q->tongue, "Bewaar en ga verder"), NULL, NULL);
    form_end(p->out);
    page_end(p->out, &p->f);
}

static struct str sent_or(const struct task_page *p, const char *name, struct str other)
{
    return request_has(p->q, FORM_ID) ? request_text(p->q, name) : other;
}

/* --- the list of tasks --- */

static enum err_code show_tasks(struct reply *r, struct request *q, struct err *e)
{
    static const char *const looks[] = {"done", "now", "later"};
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc =
        open_task(&p, &is_moved, r, q, tr(q->tongue, "Warme overdracht"), &none, e);
    if (rc != OK || is_moved) return rc;
    enum tongue t = q->tongue;
    const char *const words[] = {tr(t, "klaar"), tr(t, "te doen"),
                                 tr(t, "kan nog niet")};
    page_begin(p.out, &p.f);
    page_back(p.out, &p.f, person_tab_path(p.a, p.s.v.fact.person, TAB_HANDOVERS),
              tr(t, "Overdrachten"));
    page_heading(p.out, &p.f, p.f.title);
    handover_state_html(p.out, &p.f, p.a, &p.s.v);
    html_f(p.out, "<ol class=\"list tasks\">\n");
    for (int i = 0; i < N_TASKS; i++) {
        enum task_state state = task_state_of(&p.s, (enum task)i);
        html_f(p.out, "<li class=\"%s\">", looks[state]);
        if (state == TASK_NOT_YET)
            html_f(p.out, "<span>%s</span>", title_of(q, (enum task)i));
        else
            html_f(p.out, "<a href=\"%s\">%s</a>",
                   handover_path(q, p.s.v.fact.id, tasks[i].path),
                   title_of(q, (enum task)i));
        html_f(p.out, " <span class=\"tag\">%s</span></li>\n", words[state]);
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

/* --- 1: what the person wants --- */

static void wish_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    size_t n;
    struct choice *moments = code_choices(&n, p->a, &p->f, LIST_HANDOVER_MOMENT);
    page_top(p);
    task_form(p, "wens");
    field_area(p->out, &p->f,
               &(struct field){.name = "wens",
                               .label = tr(t, "Wat wil de persoon, in eigen woorden?"),
                               .value = sent_or(p, "wens", p->s.v.fact.words),
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               p->errors);
    field_choice(p->out, &p->f,
                 &(struct field){.name = "moment",
                                 .label = tr(t, "Wie koos het moment?"),
                                 .value = sent_or(p, "moment",
                                                  code_value(LIST_HANDOVER_MOMENT,
                                                             p->s.v.fact.moment))},
                 moments, n, true, p->errors);
    task_form_end(p);
}

static void wish_read(struct handover_change *c, const struct request *q,
                      struct form_errors *errors)
{
    c->part = HANDOVER_PART_WISH;
    form_text(&c->wish, q, "wens", LIMIT_NOTE_BYTES, false,
              tr(q->tongue, "Schrijf wat de persoon wil."), errors);
    form_code(&c->moment, q, "moment", LIST_HANDOVER_MOMENT, false,
              tr(q->tongue, "Kies wie het moment koos."), errors);
}

/* --- 2: the receiver --- */

static void house_choices(struct task_page *p, const struct office_name *names,
                          size_t n)
{
    enum tongue t = p->q->tongue;
    struct choice *choices = arena_new_array(p->a, struct choice, n);
    size_t n_kinds;
    struct choice *kinds = code_choices(&n_kinds, p->a, &p->f, LIST_RECEIVER_KIND);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = str_to_c(p->a, id_str(p->a, names[i].id)),
                                     .label = names[i].name};
    task_form(p, "dienst");
    field_select(
        p->out, &p->f,
        &(struct field){.name = "naar",
                        .label = tr(t, "Een organisatie die al meewerkt"),
                        .value = sent_or(p, "naar",
                                         uuid_is_nil(p->s.v.fact.to.u)
                                             ? STR_NONE
                                             : id_str(p->a, p->s.v.fact.to.u))},
        choices, n, p->errors);
    field_select(p->out, &p->f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Als wat ontvangt ze?"),
                                 .hint = tr(t, "Leeg: zoals ze bekend is."),
                                 .value = request_text(p->q, "soort"),
                                 .may_be_empty = true},
                 kinds, n_kinds, p->errors);
    button(p->out, "primary", tr(t, "Kies deze organisatie"), NULL, NULL);
    form_end(p->out);
}

static void service_choice(struct task_page *p, const struct service_view *v)
{
    enum tongue t = p->q->tongue;
    service_card_open(p->out, &p->f, p->a, v,
                      id_path(p->a, "/sociale-kaart/", v->id, ""), p->q->asking.now_ms);
    if (day_is_none(v->verified_on) ||
        days_between(v->verified_on, p->f.today) > OLD_DAYS)
        inset(p->out, "warning",
              tr(t, "Langer dan een half jaar niet nagekeken. Bel eerst even."));
    form_begin(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, "dienst"),
               uuid7_new());
    hidden(p->out, "dienst", id_str(p->a, v->id));
    button(p->out, "secondary", tr(t, "Kies deze dienst"), NULL, NULL);
    form_end(p->out);
    html_f(p->out, "</li>\n");
}

static enum err_code service_page(struct task_page *p, struct err *e)
{
    enum tongue t = p->q->tongue;
    const char *here = handover_path(p->q, p->s.v.fact.id, "dienst");
    struct service_asked asked = service_asked_read(p->q);
    struct office_name *names;
    struct service_view *services;
    int64_t total;
    size_t n_names, n;
    bool more;
    enum err_code rc;
    asked.filter.wanted.is_active = true;
    TRY(organisation_list(&names, &n_names, p->a, p->q->asking.house->db,
                          p->q->asking.visitor.organisation, ORGANISATIONS_MOST, e));
    TRY(services_find(&services, &n, &more, &total, &p->q->asking, &asked.filter, e));
    page_top(p);
    if (p->s.is_service_shut) {
        html_f(p->out, "<p class=\"inset warning\">");
        text_html(p->out, t, "Deze dienst neemt nu niemand aan. Kies een andere.");
        if (p->s.service_alert.n) html_f(p->out, " ");
        words_html(p->out, p->s.service_alert);
        html_f(p->out, "</p>\n");
    }
    house_choices(p, names, n_names);
    html_f(p->out, "<h2>%s</h2>\n", tr(t, "Of een dienst van de sociale kaart"));
    service_filter_html(p->out, &p->f, p->q, here, &asked);
    if (n) html_f(p->out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < n; i++)
        service_choice(p, &services[i]);
    if (n) html_f(p->out, "</ul>\n");
    size_t most = asked.filter.wanted.most, from = asked.filter.wanted.first;
    pager(p->out, &p->f,
          from ? service_list_path(p->q, here, from > most ? from - most : 0) : NULL,
          more ? service_list_path(p->q, here, from + most) : NULL);
    html_f(p->out, "<p>%s <a href=\"/signaal/nieuw\">%s</a></p>\n",
           tr(t, "Geen dienst past?"), tr(t, "Meld het als signaal"));
    page_end(p->out, &p->f);
out:
    return rc;
}

static void service_read(struct handover_change *c, const struct request *q,
                         struct form_errors *errors)
{
    const char *message = tr(q->tongue, "Kies een organisatie of een dienst.");
    c->part = HANDOVER_PART_RECEIVER;
    form_id(&c->service, q, "dienst", true, message, errors);
    form_id(&c->to.u, q, "naar", true, message, errors);
    form_code(&c->receiver_kind, q, "soort", LIST_RECEIVER_KIND, true, "", errors);
    if (uuid_is_nil(c->service) && uuid_is_nil(c->to.u) && !errors->n)
        form_error(errors, "naar", message);
}

/* --- 3: what is shared --- */

static const struct {
    enum code_of_sharing_category category;
    const char *label, *hint;
} shared[] = {
    {SHARING_CATEGORY_IDENTITY, TR("Naam en contact"),
     TR("Naam, telefoon, e-mail, beste moment, tolk.")},
    {SHARING_CATEGORY_GOAL, TR("Doel en stappen"),
     TR("Het doel in eigen woorden en de stappen die nog lopen.")},
    {SHARING_CATEGORY_CONDITION, TR("Drempels die nog open zijn"),
     TR("Wat nog in de weg staat en wie eraan werkt. Niets over gezondheid.")},
    {SHARING_CATEGORY_COUNTABLE, TR("Verloop van het traject"),
     TR("Welke fasen er waren en wanneer.")},
    {SHARING_CATEGORY_WORK, TR("Werk en opleiding"),
     TR("Wat de persoon deed sinds het begin.")},
    {SHARING_CATEGORY_NOTE, TR("Gewone notities"),
     TR("De laatste tien. Nooit wat alleen voor jouw organisatie is.")},
};

static const char *category_code(unsigned c)
{
    return code_list_at(LIST_SHARING_CATEGORY)->codes[c].code;
}

static void shares_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    struct choice choices[ARRAY_LEN(shared)];
    const char *chosen = "";
    size_t n = 0;
    unsigned now = p->s.v.shares ? p->s.v.shares : 1u << SHARING_CATEGORY_IDENTITY;
    for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
        unsigned c = shared[i].category;
        if (!(p->s.open >> c & 1)) continue;
        choices[n++] = (struct choice){.value = category_code(c),
                                       .label = tr_later(t, shared[i].label),
                                       .hint = tr_later(t, shared[i].hint)};
        if (now >> c & 1)
            chosen = arena_format(p->a, "%s%s%s", chosen, chosen[0] ? "," : "",
                                  category_code(c));
    }
    page_top(p);
    task_form(p, "delen");
    field_checks(p->out, &p->f,
                 &(struct field){.name = "deel",
                                 .label = tr(t, "Wat mag de ontvanger weten?"),
                                 .hint = tr(t, "Kies samen met de persoon."),
                                 .value = request_has(p->q, FORM_ID)
                                              ? request_many(p->q, "deel")
                                              : str_of(chosen)},
                 choices, n, p->errors);
    field_area(
        p->out, &p->f,
        &(struct field){
            .name = "blijf",
            .label = tr(t, "Wat blijf jij doen?"),
            .value = sent_or(p, "blijf", p->s.v.words[HANDOVER_WORDS_SENDER_KEEPS]),
            .may_be_empty = true,
            .rows = 2,
            .most = LIMIT_NOTE_BYTES},
        p->errors);
    field_area(
        p->out, &p->f,
        &(struct field){
            .name = "neemt",
            .label = tr(t, "Wat doet de ontvanger?"),
            .value = sent_or(p, "neemt", p->s.v.words[HANDOVER_WORDS_RECEIVER_TAKES]),
            .may_be_empty = true,
            .rows = 2,
            .most = LIMIT_NOTE_BYTES},
        p->errors);
    button(p->out, "primary", tr(t, "Bewaar en ga verder"), NULL, NULL);
    form_end(p->out);
    html_f(p->out, "<h2>");
    tr_html(p->out, t, "Dit ziet {0}", p->s.v.to_name);
    html_f(p->out, "</h2>\n");
    payload_html(p->out, &p->f, p->a, p->s.payload);
    page_end(p->out, &p->f);
}

static void shares_read(struct handover_change *c, const struct request *q,
                        struct form_errors *errors)
{
    struct str list = request_many(q, "deel"), word;
    c->part = HANDOVER_PART_SHARES;
    while (str_split(&word, &list, ',')) {
        int category = code_index(code_list_at(LIST_SHARING_CATEGORY), word);
        if (category >= 0) c->categories |= 1u << category;
    }
    if (!(c->categories >> SHARING_CATEGORY_IDENTITY & 1))
        form_error(errors, "deel", handover_lack_words(q->tongue, HANDOVER_LACKS_NAME));
    form_text(&c->sender_keeps, q, "blijf", LIMIT_NOTE_BYTES, true, "", errors);
    form_text(&c->receiver_takes, q, "neemt", LIMIT_NOTE_BYTES, true, "", errors);
}

/* --- 4: consent --- */

static void consent_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    unsigned travels = p->s.v.shares & handover_categories(p->s.v.fact.receiver_kind);
    const struct choice answers[] = {{.value = "ja", .label = tr(t, "Ja, dit mag")},
                                     {.value = "nee", .label = tr(t, "Nee")}};
    const struct choice forms[] = {
        {.value = "spoken", .label = tr(t, "Mondeling")},
        {.value = "tapped", .label = tr(t, "Zelf aangetikt op dit scherm")},
        {.value = "signed", .label = tr(t, "Op papier ondertekend")}};
    size_t n;
    struct choice *languages = code_choices(&n, p->a, &p->f, LIST_LANGUAGE);
    page_top(p);
    html_f(p->out, "<p>");
    tr_html(p->out, t, "Mag {0} dit weten, om je te helpen?", p->s.v.to_name);
    html_f(p->out, "</p>\n<ul>\n");
    for (size_t i = 0; i < ARRAY_LEN(shared); i++)
        if (travels >> shared[i].category & 1)
            html_f(p->out, "<li>%s</li>\n", tr_later(t, shared[i].label));
    html_f(p->out, "</ul>\n<p class=\"quiet\">");
    text_html(p->out, t,
              "Je kan dit altijd stoppen. Dan ziet de andere organisatie "
              "niets meer. De begeleiding gaat gewoon door.");
    html_f(p->out, "</p>\n");
    task_form(p, "toestemming");
    field_choice(p->out, &p->f,
                 &(struct field){.name = "antwoord",
                                 .label = tr(t, "Wat zegt de persoon?"),
                                 .value = sent_or(p, "antwoord", STR_NONE)},
                 answers, 2, true, p->errors);
    field_choice(p->out, &p->f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Hoe werd het gezegd?"),
                                 .value = sent_or(p, "hoe", STR_NONE)},
                 forms, ARRAY_LEN(forms), true, p->errors);
    field_select(p->out, &p->f,
                 &(struct field){.name = "taal",
                                 .label = tr(t, "In welke taal spraken jullie?"),
                                 .value = sent_or(p, "taal", STR_NONE),
                                 .may_be_empty = true},
                 languages, n, p->errors);
    task_form_end(p);
}

/* --- 5: the first meeting --- */

static void meeting_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    const struct choice yes_no[] = {{.value = "ja", .label = tr(t, "Ja")},
                                    {.value = "nee", .label = tr(t, "Nee")}};
    const struct appointment_fact *x = p->s.has_appointment ? &p->s.appointment : NULL;
    uint8_t present = p->s.v.fact.is_guide_present;
    int minute = 0;
    struct day on = x ? brussels_day(x->starts_at, &minute) : DAY_NONE;
    struct str place = x ? x->words : STR_NONE;
    page_top(p);
    task_form(p, "gesprek");
    field_choice(p->out, &p->f,
                 &(struct field){.name = "mee",
                                 .label = tr(t, "Ga jij mee?"),
                                 .value = sent_or(p, "mee",
                                                  present == 1   ? S("ja")
                                                  : present == 0 ? S("nee")
                                                                 : STR_NONE)},
                 yes_no, 2, true, p->errors);
    field_day(p->out, &p->f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Op welke dag?"),
                              .hint = tr(t, "Leeg: de ontvanger stelt een dag voor."),
                              .value = sent_or(p, "dag", day_value(p->a, on)),
                              .may_be_empty = true},
              p->errors);
    field_time(p->out, &p->f,
               &(struct field){
                   .name = "uur",
                   .label = tr(t, "Hoe laat?"),
                   .value = sent_or(p, "uur",
                                    x ? str_of(arena_format(p->a, "%02d:%02d",
                                                            minute / 60, minute % 60))
                                      : STR_NONE),
                   .may_be_empty = true},
               p->errors);
    field_text(
        p->out, &p->f,
        &(struct field){.name = "waar",
                        .label = tr(t, "Waar?"),
                        .hint = tr(t, "Dit komt in het kalenderbestand. Noem een "
                                      "plek, geen dienst: een kalender wordt ook "
                                      "door anderen gezien."),
                        .value = sent_or(p, "waar", place),
                        .may_be_empty = true},
        p->errors);
    task_form_end(p);
}

static void meeting_read(struct handover_change *c, const struct request *q,
                         struct form_errors *errors)
{
    struct str present = request_text(q, "mee");
    c->part = HANDOVER_PART_MEETING;
    c->minutes = USUAL_MINUTES;
    c->is_guide_present = str_eq(present, S("ja"))    ? 1
                          : str_eq(present, S("nee")) ? 0
                                                      : CODE_MISSING;
    if (c->is_guide_present == CODE_MISSING)
        form_error(errors, "mee", tr(q->tongue, "Kies of je meegaat."));
    if (!request_text(q, "dag").n) return;
    form_moment(&c->starts_at, q, "dag", "uur", errors);
    form_text(&c->place, q, "waar", LIMIT_NAME_BYTES, false,
              tr(q->tongue, "Schrijf waar jullie elkaar zien."), errors);
}

/* --- one task: shown, taken --- */

static enum err_code task_page_write(struct task_page *p, enum task task, struct err *e)
{
    switch (task) {
    case TASK_WISH:
        wish_page(p);
        break;
    case TASK_SERVICE:
        return service_page(p, e);
    case TASK_SHARES:
        shares_page(p);
        break;
    case TASK_CONSENT:
        consent_page(p);
        break;
    default:
        meeting_page(p);
        break;
    }
    return OK;
}

static enum err_code task_show(struct reply *r, struct request *q, enum task task,
                               struct err *e)
{
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc = open_task(&p, &is_moved, r, q, title_of(q, task), &none, e);
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

static enum err_code change_take(struct task_page *p, enum task task,
                                 struct handover_verdict *verdict, struct err *e)
{
    static void (*const readers[N_TASKS])(
        struct handover_change *, const struct request *, struct form_errors *) = {
        [TASK_WISH] = wish_read,
        [TASK_SERVICE] = service_read,
        [TASK_SHARES] = shares_read,
        [TASK_MEETING] = meeting_read,
    };
    struct handover_change c = {.receiver_kind = CODE_MISSING,
                                .moment = CODE_MISSING,
                                .is_guide_present = CODE_MISSING};
    if (task == TASK_CONSENT) return agreement_take(p, verdict, e);
    readers[task](&c, p->q, p->errors);
    if (p->errors->n) return ERR_INVALID;
    return handover_set(&p->q->asking, p->s.v.fact.id, &c, verdict, e);
}

static enum err_code task_take(struct reply *r, struct request *q, enum task task,
                               struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_verdict verdict = {.fault = HANDOVER_FITS};
    struct task_page p;
    bool is_moved;
    enum err_code rc = open_task(&p, &is_moved, r, q, title_of(q, task), &errors, e);
    if (rc != OK) return rc;
    if (!is_moved) {
        bool is_last = task + 1 == N_TASKS;
        field_lead(q,
                   handover_path(q, p.s.v.fact.id,
                                 is_last ? "controleer" : tasks[task + 1].path),
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

/* --- looked at, and sent --- */

static void check_row(struct task_page *p, enum task task, struct str value)
{
    summary_row(p->out, &p->f, title_of(p->q, task),
                value.n ? value : str_of(tr(p->q->tongue, "nog niet")),
                handover_path(p->q, p->s.v.fact.id, tasks[task].path),
                tr(p->q->tongue, "Wijzig"));
}

static void check_page(struct task_page *p)
{
    enum tongue t = p->q->tongue;
    char digest[2 * HANDOVER_DIGEST_BYTES + 1];
    uint8_t bytes[HANDOVER_DIGEST_BYTES];
    const struct handover_story *s = &p->s;
    page_top(p);
    summary_begin(p->out);
    check_row(p, TASK_WISH, s->v.fact.words);
    check_row(p, TASK_SERVICE,
              s->service_name.n ? s->service_name : str_of(s->v.to_name));
    check_row(p, TASK_SHARES, str_of(tr(t, "zoals hieronder staat")));
    check_row(p, TASK_CONSENT,
              task_state_of(s, TASK_CONSENT) == TASK_DONE ? str_of(tr(t, "ja"))
                                                          : STR_NONE);
    check_row(p, TASK_MEETING,
              s->has_appointment
                  ? str_of(moment_words(p->a, t, s->appointment.starts_at, p->f.today))
              : s->v.fact.is_guide_present != CODE_MISSING
                  ? str_of(tr(t, "De ontvanger stelt een dag voor."))
                  : STR_NONE);
    summary_end(p->out);
    html_f(p->out, "<h2>");
    tr_html(p->out, t, "Dit ziet {0}", s->v.to_name);
    html_f(p->out, "</h2>\n");
    payload_html(p->out, &p->f, p->a, s->payload);
    if (s->lack != HANDOVER_LACKS_NOTHING && !p->errors->n)
        inset(p->out, "warning", handover_lack_words(t, s->lack));
    if (s->lack == HANDOVER_LACKS_NOTHING) {
        payload_digest(bytes, s->payload);
        for (int i = 0; i < HANDOVER_DIGEST_BYTES; i++)
            snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
        task_form(p, "controleer");
        hidden(p->out, "gezien", str_of(digest));
        button(p->out, "primary", tr(t, "Stuur de overdracht"), NULL, NULL);
        form_end(p->out);
    }
    page_end(p->out, &p->f);
}

static enum err_code show_check(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct task_page p;
    bool is_moved;
    enum err_code rc =
        open_task(&p, &is_moved, r, q, tr(q->tongue, "Controleer"), &none, e);
    if (rc == OK && !is_moved) check_page(&p);
    return rc;
}

/* Zeros when it is no digest: that is never what was shown. */
static void digest_read(uint8_t out[HANDOVER_DIGEST_BYTES], struct str text)
{
    memset(out, 0, HANDOVER_DIGEST_BYTES);
    if (text.n != 2 * HANDOVER_DIGEST_BYTES) return;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        int v = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : 0;
        out[i / 2] = (uint8_t)(out[i / 2] << 4 | v);
    }
}

static enum err_code take_check(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_verdict verdict = {.fault = HANDOVER_FITS};
    struct task_page p;
    uint8_t seen[HANDOVER_DIGEST_BYTES];
    bool is_moved;
    enum err_code rc;
    TRY(open_task(&p, &is_moved, r, q, tr(q->tongue, "Controleer"), &errors, e));
    if (is_moved) goto out;
    digest_read(seen, request_text(q, "gezien"));
    field_lead(q, handover_path(q, p.s.v.fact.id, ""), "overdracht-verstuurd");
    rc = handover_send(&q->asking, p.s.v.fact.id, seen, &verdict, e);
    if (rc == OK) field_follow(r, q);
    if (rc != ERR_INVALID) goto out;
    handover_error(&errors, q, &verdict);
    if (!errors.n) goto out;
    reply_invalid(r);
    TRY(handover_show(&p.s, &q->asking, p.s.v.fact.id, e));
    check_page(&p);
out:
    return rc;
}

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
static const struct route_value check_values[] = {
    {"gezien", VALUE_TEXT, 0, true, "digest of what was shown"},
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
    {"GET", ONE "controleer", PERMISSION_HANDOVER_SEND, NULL,
     "all of a handover, before it is sent", show_check},
    {"POST", ONE "controleer", PERMISSION_HANDOVER_SEND, check_values,
     "send a handover", take_check},
    {0},
};
