/* Work of a person and the care after it (/personen/UUID/werk): jobs, moments with the
 * person and the employer, and what the person thinks of it all. */
#include "act/record_acts.h"
#include "act/work_acts.h"
#include "web/aftercare_words.h"
#include "web/check_in_parts.h"
#include "web/closed_parts.h"
#include "web/file_form.h"

/* --- the page --- */

static const char *job_path(const struct request *q, struct uuid outcome,
                            const char *rest)
{
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    uuid_text(id, outcome);
    return person_path(a, request_person(q), arena_format(a, "werk/%s/%s", id, rest));
}

static void job_rows(struct buf *out, const struct frame *f, struct arena *a,
                     const struct job_course *c)
{
    const struct job_fact *job = c->job;
    enum tongue t = f->tongue;
    html_f(out, "<p class=\"quiet\">");
    tr_html(out, t, "sinds {0}", day_words(a, t, c->outcome->fact.on, f->today));
    if (!day_is_none(c->outcome->particulars.to)) {
        html_f(out, " · ");
        tr_html(out, t, "tot {0}",
                day_words(a, t, c->outcome->particulars.to, f->today));
    }
    html_f(out, "</p>\n");
    if (!job) return;
    html_f(out, "<p>");
    label_html(out, t, LIST_CONTRACT_KIND, job->contract);
    if (job->is_part_time == 1) html_f(out, ", %s", tr(t, "deeltijds"));
    if (job->statute != CODE_MISSING) {
        html_f(out, ", ");
        label_html(out, t, LIST_JOB_STATUTE, job->statute);
    }
    if (job->is_direct == 1) html_f(out, ", %s", tr(t, "rechtstreeks, zonder VDAB"));
    html_f(out, "</p>\n");
    if (!job->words.n) return;
    html_f(out, "<p>");
    words_html(out, job->words);
    html_f(out, "</p>\n");
}

static void moment_line(struct buf *out, const struct frame *f, const struct request *q,
                        const struct job_course *c, const struct aftercare_moment *m,
                        bool may_write)
{
    struct arena *a = q->asking.arena;
    const char *side = code_list_at(LIST_AFTERCARE_SIDE)->codes[m->side].code;
    html_f(out, "<li>");
    aftercare_moment_html(out, f, a, m);
    if (may_write && (m->state == AFTERCARE_DUE || m->state == AFTERCARE_LATE))
        html_f(out, " <a href=\"%s\">%s</a>",
               job_path(q, c->outcome->fact.id,
                        arena_format(a, "nazorg?met=%s&moment=%s", side,
                                     typed_day(a, m->due_on))),
               tr(f->tongue, "Noteer"));
    html_f(out, "</li>\n");
}

/* Up to the next one to come; what is later is folded away. */
static void side_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct job_course *c, unsigned side, bool may_write)
{
    unsigned n_to_come = 0;
    html_f(out, "<h4>");
    label_html(out, f->tongue, LIST_AFTERCARE_SIDE, (uint8_t)side);
    html_f(out, "</h4>\n<ul class=\"moments\">\n");
    for (unsigned i = 0; i < AFTERCARE_MOMENTS; i++) {
        const struct aftercare_moment *m = &c->moments[side][i];
        if (m->state == AFTERCARE_DROPPED) continue;
        n_to_come += m->state == AFTERCARE_TO_COME;
        if (n_to_come == 2 && m->state == AFTERCARE_TO_COME)
            html_f(out,
                   "</ul>\n<details><summary>%s</summary>\n<ul class=\"moments\">\n",
                   tr(f->tongue, "Later"));
        moment_line(out, f, q, c, m, may_write);
    }
    html_f(out, "</ul>\n");
    if (n_to_come > 1) html_f(out, "</details>\n");
}

static void job_html(struct buf *out, const struct frame *f, const struct request *q,
                     const struct job_course *c, bool may_write)
{
    bool stands = day_is_none(c->outcome->particulars.to);
    html_f(out, "<section class=\"card\">\n<h3>");
    label_html(out, f->tongue, LIST_OUTCOME, c->outcome->fact.code);
    html_f(out, "</h3>\n");
    job_rows(out, f, q->asking.arena, c);
    for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++)
        side_html(out, f, q, c, side, may_write);
    if (may_write) {
        html_f(out, "<div class=\"buttons\">\n");
        button_link(out, "secondary", job_path(q, c->outcome->fact.id, "nazorg"),
                    tr(f->tongue, "Noteer nazorg"));
        if (stands)
            button_link(out, "secondary", job_path(q, c->outcome->fact.id, "werkgever"),
                        tr(f->tongue, "Vraag de werkgever hoe het loopt"));
        if (stands)
            button_link(out, "secondary", job_path(q, c->outcome->fact.id, "delen"),
                        tr(f->tongue, "Wat weet de werkgever?"));
        if (stands)
            button_link(out, "secondary", job_path(q, c->outcome->fact.id, "einde"),
                        tr(f->tongue, "Deze job is gestopt"));
        html_f(out, "</div>\n");
    }
    html_f(out, "</section>\n");
}

static void appreciations_html(struct buf *out, const struct frame *f,
                               const struct request *q, const struct dossier *d,
                               bool may_write)
{
    struct arena *a = q->asking.arena;
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Wat vindt de persoon ervan?"));
    if (!d->n_appreciations)
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog niet gevraagd."));
    for (size_t i = d->n_appreciations; i-- > 0;) {
        const struct appreciation_fact *p = &d->appreciations[i];
        html_f(out, "<p><bdi>%s</bdi>", day_words(a, f->tongue, p->on, f->today));
        if (p->scale) {
            html_f(out, " · <strong>");
            tr_html(out, f->tongue, "{0} op 5", arena_format(a, "%d", p->scale));
            html_f(out, "</strong>");
        }
        html_f(out, "<br>");
        words_html(out, p->words);
        html_f(out, "</p>\n");
    }
    if (may_write)
        button_link(out, "secondary", person_path(a, request_person(q), "waardering"),
                    tr(f->tongue, "Vraag hoe het was"));
}

static enum err_code work_html(struct buf *out, const struct frame *f,
                               const struct request *q, const struct dossier_view *file,
                               struct err *e)
{
    struct arena *a = q->asking.arena;
    size_t n;
    struct job_course *jobs = job_courses(&n, a, &file->dossier, f->today);
    bool may_write =
        gate_opens(&file->gate, CATEGORY_WORK, true, q->asking.visitor.worker,
                   q->asking.visitor.organisation);
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Werk en opleiding"));
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Nog geen werk of opleiding genoteerd."));
    for (size_t i = 0; i < n; i++)
        job_html(out, f, q, &jobs[i], may_write);
    if (may_write) {
        html_f(out, "<div class=\"buttons\">\n");
        button_link(out, "primary", person_path(a, request_person(q), "werk/nieuw"),
                    tr(f->tongue, "Noteer werk"));
        button_link(out, "secondary", person_path(a, request_person(q), "resultaat"),
                    tr(f->tongue, "Noteer een resultaat"));
        html_f(out, "</div>\n");
    }
    enum err_code rc = check_in_section(out, f, q, request_person(q), may_write, e);
    appreciations_html(out, f, q, &file->dossier, may_write);
    return rc;
}

static enum err_code show_work(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Werk en nazorg"));
    struct dossier_view file = {0};
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_WORK, "work", e));
    person_page_begin(&r->body, &f, q, &file, TAB_WORK);
    if (file.parts & DOSSIER_WORK) TRY(work_html(&r->body, &f, q, &file, e));
    closed_parts_html(&r->body, &f, q->asking.arena, &file);
    page_end(&r->body, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

/* --- a job --- */

static void job_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    if (!dossier_open_trajectory(&form->file.dossier, form->f.today))
        inset(form->out, "note",
              tr(t, "Er loopt geen traject. Begin eerst een traject."));
    ask_day(form, "dag", tr(t, "Eerste werkdag"), NULL, typed_today(form->q), false);
    ask_code(form, "contract", tr(t, "Welk contract?"), LIST_CONTRACT_KIND, "", false,
             false);
    ask_day(form, "tot", tr(t, "Laatste werkdag"),
            tr(t, "Alleen als de job al gestopt is."), "", true);
    ask_words(form, "woorden", tr(t, "Welke job, bij wie?"), NULL, "", true);
    ask_code_listed(form, "sector", tr(t, "Sector"), LIST_SECTOR, true);
    ask_code_listed(form, "statuut", tr(t, "Statuut"), LIST_JOB_STATUTE, true);
    ask_yes_no(form, "deeltijds", tr(t, "Deeltijds?"), NULL, "onbekend");
    ask_number(form, "uren", tr(t, "Hoeveel uren per week?"), NULL, "", true);
    ask_yes_no(form, "rechtstreeks", tr(t, "Gevonden zonder VDAB?"), NULL, "onbekend");
}

static const struct file_form_kind job_form = {.title = TR("Noteer werk"),
                                               .submit = TR("Bewaar"),
                                               .tab = TAB_WORK,
                                               .parts = DOSSIER_COURSE,
                                               .fields = job_fields};

static enum err_code show_job(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &job_form, &(struct form_errors){0}, e);
}

static enum err_code save_job(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct job_record j = {.person = request_person(q), .weekly_minutes = -1};
    int64_t hours = 0;
    read_past_day(&j.from, q, "dag", false, &errors);
    read_past_day(&j.to, q, "tot", true, &errors);
    if (!errors.n && !day_is_none(j.to) && j.to.v < j.from.v)
        form_error(&errors, "tot",
                   tr(q->tongue, "Kies een dag op of na de eerste dag"));
    read_code(&j.job.contract, q, "contract", LIST_CONTRACT_KIND, false, &errors);
    read_code(&j.sector, q, "sector", LIST_SECTOR, true, &errors);
    read_code(&j.job.statute, q, "statuut", LIST_JOB_STATUTE, true, &errors);
    read_words(&j.job.words, q, "woorden", true, &errors);
    j.job.is_part_time = read_yes_no(q, "deeltijds");
    j.job.is_direct = read_yes_no(q, "rechtstreeks");
    if (request_text(q, "uren").n &&
        form_number(&hours, q, "uren", 1, 80,
                    tr(q->tongue, "Schrijf het aantal uren per week, 1 tot 80"),
                    &errors))
        j.weekly_minutes = (int32_t)hours * 60;
    if (errors.n) return file_form_show(r, q, &job_form, &errors, e);
    file_lead(q, "werk", "bewaard");
    return file_follow(r, q, &job_form, job_record(&q->asking, &j, e), e);
}

/* Work or training that the path names. */
static bool has_job(const struct file_form *form)
{
    const struct dossier_event *ev =
        dossier_event_of(&form->file.dossier, request_id(form->q, "job"));
    return ev && ev->fact.kind == EVENT_OUTCOME && outcome_is_followed(ev->fact.code);
}

static void end_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_day(form, "dag", tr(t, "Laatste werkdag"), NULL, typed_today(form->q), false);
}

static const struct file_form_kind end_form = {.title = TR("Deze job is gestopt"),
                                               .submit = TR("Bewaar"),
                                               .tab = TAB_WORK,
                                               .parts = DOSSIER_COURSE,
                                               .fields = end_fields,
                                               .is_there = has_job};

static enum err_code show_end(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &end_form, &(struct form_errors){0}, e);
}

static enum err_code save_end(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct day on;
    read_past_day(&on, q, "dag", false, &errors);
    if (errors.n) return file_form_show(r, q, &end_form, &errors, e);
    file_lead(q, "werk", "bewaard");
    return file_follow(
        r, q, &end_form,
        job_end(&q->asking, request_person(q), request_id(q, "job"), on, e), e);
}

/* --- aftercare --- */

static void aftercare_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    hidden(form->out, "moment", request_text(form->q, "moment"));
    inset(form->out, "note",
          tr(t, "Zeg eerst wie dit leest: wie de persoon begeleidt, en de jobcoach. De "
                "werkgever leest dit nooit."));
    ask_code(form, "met", tr(t, "Met wie sprak je?"), LIST_AFTERCARE_SIDE,
             "participant", true, false);
    ask_code(form, "hoe", tr(t, "Hoe loopt het?"), LIST_AFTERCARE_RESULT, "", false,
             false);
    ask_day(form, "dag", tr(t, "Wanneer sprak je?"), NULL, typed_today(form->q), false);
    ask_day(form, "gestopt", tr(t, "Is de job gestopt? Laatste werkdag"), NULL, "",
            true);
    ask_words(form, "woorden", tr(t, "Wat is er nodig?"), NULL, "", true);
}

static const struct file_form_kind aftercare_form = {.title = TR("Hoe loopt het?"),
                                                     .submit = TR("Bewaar"),
                                                     .tab = TAB_WORK,
                                                     .parts =
                                                         DOSSIER_COURSE | DOSSIER_WORK,
                                                     .fields = aftercare_fields,
                                                     .is_there = has_job};

static enum err_code show_aftercare(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &aftercare_form, &(struct form_errors){0}, e);
}

static enum err_code save_aftercare(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct aftercare_fact f = {.person = request_person(q),
                               .outcome = request_id(q, "job")};
    struct day ended_on;
    read_code(&f.side, q, "met", LIST_AFTERCARE_SIDE, false, &errors);
    read_code(&f.result, q, "hoe", LIST_AFTERCARE_RESULT, false, &errors);
    form_day(&f.due_on, q, "moment", true, &errors);
    read_past_day(&f.on, q, "dag", false, &errors);
    read_past_day(&ended_on, q, "gestopt", true, &errors);
    read_words(&f.words, q, "woorden", true, &errors);
    if (!errors.n && !day_is_none(ended_on) && f.result != AFTERCARE_RESULT_ENDED)
        form_error(&errors, "hoe",
                   tr(q->tongue, "Kies 'de job is gestopt', of laat de laatste werkdag "
                                 "leeg"));
    if (errors.n) return file_form_show(r, q, &aftercare_form, &errors, e);
    file_lead(q, "werk", "bewaard");
    return file_follow(r, q, &aftercare_form,
                       aftercare_record(&q->asking, &f, ended_on, e), e);
}

/* --- appreciation --- */

static void appreciation_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    const struct choice scale[] = {
        {.value = "1", .label = tr(t, "1: helemaal niet goed")},
        {.value = "2", .label = tr(t, "2: niet zo goed")},
        {.value = "3", .label = tr(t, "3: gaat wel")},
        {.value = "4", .label = tr(t, "4: goed")},
        {.value = "5", .label = tr(t, "5: heel goed")},
        {.value = "0", .label = tr(t, "Liever geen cijfer")},
    };
    field_choice(form->out, &form->f,
                 &(struct field){.name = "cijfer",
                                 .label = tr(t, "Hoe was het voor jou?"),
                                 .hint = tr(t, "Laat de persoon zelf kiezen."),
                                 .value = form_value(form->q, "cijfer", "")},
                 scale, ARRAY_LEN(scale), false, form->errors);
    ask_words(form, "woorden", tr(t, "In eigen woorden"), NULL, "", true);
    ask_day(form, "dag", tr(t, "Wanneer gezegd?"), NULL, typed_today(form->q), false);
}

static const struct file_form_kind appreciation_form = {.title =
                                                            TR("Hoe was het voor jou?"),
                                                        .submit = TR("Bewaar"),
                                                        .tab = TAB_WORK,
                                                        .fields = appreciation_fields};

static enum err_code show_appreciation(struct reply *r, struct request *q,
                                       struct err *e)
{
    return file_form_show(r, q, &appreciation_form, &(struct form_errors){0}, e);
}

static enum err_code save_appreciation(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct form_errors errors = {0};
    struct appreciation_fact f = {.person = request_person(q)};
    int64_t scale = 0;
    if (form_number(&scale, q, "cijfer", 0, 5, tr(q->tongue, "Kies één antwoord"),
                    &errors))
        f.scale = (int8_t)scale;
    read_words(&f.words, q, "woorden", true, &errors);
    read_past_day(&f.on, q, "dag", false, &errors);
    if (!errors.n && !f.scale && !f.words.n)
        form_error(&errors, "cijfer",
                   tr(q->tongue, "Kies een cijfer, of schrijf het in eigen woorden"));
    if (errors.n) return file_form_show(r, q, &appreciation_form, &errors, e);
    file_lead(q, "werk", "bewaard");
    return file_follow(r, q, &appreciation_form, appreciation_record(&q->asking, &f, e),
                       e);
}

/* --- routes --- */

static const struct route_value job_values[] = {
    {"dag", VALUE_DAY, 0, true, "first day of work"},
    {"contract", VALUE_CODE, LIST_CONTRACT_KIND, true, "kind of contract"},
    {"tot", VALUE_DAY, 0, false, "last day of work; empty: still"},
    {"woorden", VALUE_WORDS, 0, false, "function and employer"},
    {"sector", VALUE_CODE, LIST_SECTOR, false, "sector"},
    {"statuut", VALUE_CODE, LIST_JOB_STATUTE, false, "statute"},
    {"deeltijds", VALUE_TEXT, 0, false, "ja, nee"},
    {"uren", VALUE_NUMBER, 0, false, "hours a week"},
    {"rechtstreeks", VALUE_TEXT, 0, false, "found without the employment service"},
    {0},
};
static const struct route_value end_values[] = {
    {"dag", VALUE_DAY, 0, true, "last day of work"},
    {0},
};
static const struct route_value moment_values[] = {
    {"met", VALUE_CODE, LIST_AFTERCARE_SIDE, false, "with whom"},
    {"moment", VALUE_DAY, 0, false, "which moment it was due"},
    {0},
};
static const struct route_value aftercare_values[] = {
    {"met", VALUE_CODE, LIST_AFTERCARE_SIDE, true, "with whom"},
    {"hoe", VALUE_CODE, LIST_AFTERCARE_RESULT, true, "how it is going"},
    {"dag", VALUE_DAY, 0, true, "the day"},
    {"moment", VALUE_DAY, 0, false, "which moment it was due"},
    {"gestopt", VALUE_DAY, 0, false, "last day of work, when the job has ended"},
    {"woorden", VALUE_WORDS, 0, false, "what is needed"},
    {0},
};
static const struct route_value appreciation_values[] = {
    {"cijfer", VALUE_NUMBER, 0, true, "1 to 5; 0: words only"},
    {"woorden", VALUE_WORDS, 0, false, "in own words"},
    {"dag", VALUE_DAY, 0, true, "the day"},
    {0},
};

const struct route work_routes[] = {
    {"GET", "/personen/:person/werk", PERMISSION_PERSON_READ, NULL,
     "work of a person and the care after it", show_work},
    {"GET", "/personen/:person/werk/nieuw", PERMISSION_DOSSIER_WRITE, NULL,
     "a job that begins", show_job},
    {"POST", "/personen/:person/werk/nieuw", PERMISSION_DOSSIER_WRITE, job_values,
     "record a job", save_job},
    {"GET", "/personen/:person/werk/:job/einde", PERMISSION_DOSSIER_WRITE, NULL,
     "a job that ends", show_end},
    {"POST", "/personen/:person/werk/:job/einde", PERMISSION_DOSSIER_WRITE, end_values,
     "end a job", save_end},
    {"GET", "/personen/:person/werk/:job/nazorg", PERMISSION_DOSSIER_WRITE,
     moment_values, "a moment of aftercare", show_aftercare},
    {"POST", "/personen/:person/werk/:job/nazorg", PERMISSION_DOSSIER_WRITE,
     aftercare_values, "record a moment of aftercare", save_aftercare},
    {"GET", "/personen/:person/waardering", PERMISSION_DOSSIER_WRITE, NULL,
     "what the person thinks of it", show_appreciation},
    {"POST", "/personen/:person/waardering", PERMISSION_DOSSIER_WRITE,
     appreciation_values, "record what the person thinks of it", save_appreciation},
    {0},
};
