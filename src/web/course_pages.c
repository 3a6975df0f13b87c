/* Beginning, closing and judging a trajectory. Closing asks three things and explains
 * what they mean for the project; nothing of it stops who decides. */
#include "act/trajectory_acts.h"
#include "base/uuid.h"
#include "web/file_form.h"

/* --- beginning --- */

/* The one path names a trajectory, the other does not. */
static struct trajectory_id trajectory_named(const struct request *q)
{
    return (struct trajectory_id){q->n_path_values > 1 ? request_id(q, "trajectory")
                                                       : (struct uuid){{0}}};
}

static bool has_trajectory(const struct file_form *form)
{
    const struct dossier *d = &form->file.dossier;
    struct trajectory_id id = trajectory_named(form->q);
    for (size_t i = 0; i < d->n_trajectories; i++)
        if (uuid_eq(d->trajectories[i].fact.id.u, id.u)) return true;
    return false;
}

static bool is_new(const struct request *q)
{
    return uuid_is_nil(trajectory_named(q).u);
}

static const char *choice_value(struct arena *a, const struct programme_choice *c)
{
    char id[UUID_TEXT + 1];
    bool is_project = !uuid_is_nil(c->project.u);
    uuid_text(id, is_project ? c->project.u : c->partnership.u);
    return arena_format(a, "%s:%s", is_project ? "project" : "partnerschap", id);
}

#define NO_PROGRAMME "geen"

static void ask_programme(struct file_form *form)
{
    struct programme_choice *list;
    struct choice *choices;
    const struct asking *a = &form->q->asking;
    size_t n = 0;
    if (programme_choices(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, NULL) != OK)
        n = 0;
    choices = arena_new_array(form->a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = choice_value(form->a, &list[i]),
                                     .label = list[i].title,
                                     .hint = list[i].code};
    choices[n] = (struct choice){.value = NO_PROGRAMME,
                                 .label = tr(form->f.tongue, "Zonder project")};
    field_choice(
        form->out, &form->f,
        &(struct field){.name = "programma",
                        .label = tr(form->f.tongue, "In welk project?"),
                        .value = form_value(form->q, "programma", choices[0].value)},
        choices, n + 1, false, form->errors);
}

static void promise_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_words(form, "belofte_deelnemer", tr(t, "Wat belooft de deelnemer?"),
              tr(t, "In eigen woorden. Dit is een afspraak tussen mensen, geen "
                    "contract."),
              "", true);
    ask_words(form, "belofte_toeleider", tr(t, "Wat beloof jij?"), NULL, "", true);
}

static void begin_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_programme(form);
    ask_day(form, "bereikt", tr(t, "Wanneer ontmoetten jullie elkaar?"), NULL,
            typed_today(form->q), false);
    ask_day(form, "gestart", tr(t, "Sinds wanneer is er begeleiding afgesproken?"),
            tr(t, "Leeg: er is nog niets afgesproken. Ook dan telt de ontmoeting."), "",
            true);
    ask_code_listed(form, "kanaal", tr(t, "Hoe kwam de persoon hier?"),
                    LIST_INTAKE_CHANNEL, true);
    ask_yes_no(form, "vrijwillig", tr(t, "Doet de persoon vrijwillig mee?"), NULL,
               "ja");
    promise_fields(form);
}

static void start_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_day(form, "gestart", tr(t, "Sinds wanneer is er begeleiding afgesproken?"),
            NULL, typed_today(form->q), false);
    promise_fields(form);
}

static const struct file_form_kind begin_form = {.title = TR("Begin een traject"),
                                                 .submit = TR("Bewaar"),
                                                 .tab = TAB_PHASES,
                                                 .parts = DOSSIER_COURSE,
                                                 .fields = begin_fields};
static const struct file_form_kind start_form = {.title = TR("Start de begeleiding"),
                                                 .submit = TR("Bewaar"),
                                                 .tab = TAB_PHASES,
                                                 .parts = DOSSIER_COURSE,
                                                 .fields = start_fields,
                                                 .is_there = has_trajectory};

static enum err_code show_begin(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, is_new(q) ? &begin_form : &start_form,
                          &(struct form_errors){0}, e);
}

static void read_programme(struct trajectory_beginning *b, const struct request *q,
                           struct form_errors *errors)
{
    struct str kind, id = request_text(q, "programma");
    struct uuid found;
    if (str_eq_c(id, NO_PROGRAMME)) return;
    str_split(&kind, &id, ':');
    if (uuid_parse(&found, id, NULL) != OK)
        form_error(errors, "programma", tr(q->tongue, "Kies één antwoord"));
    else if (str_eq_c(kind, "project"))
        b->project.u = found;
    else
        b->partnership.u = found;
}

static void read_new(struct trajectory_beginning *b, const struct request *q,
                     struct form_errors *errors)
{
    read_programme(b, q, errors);
    read_past_day(&b->reached_on, q, "bereikt", false, errors);
    read_past_day(&b->started_on, q, "gestart", true, errors);
    read_code(&b->channel, q, "kanaal", LIST_INTAKE_CHANNEL, true, errors);
    b->is_voluntary = read_yes_no(q, "vrijwillig");
    if (!errors->n && !day_is_none(b->started_on) && b->started_on.v < b->reached_on.v)
        form_error(errors, "gestart",
                   tr(q->tongue, "Kies een dag op of na de ontmoeting"));
    if (!errors->n && day_is_none(b->started_on) &&
        (b->participant_words.n || b->guide_words.n))
        form_error(errors, "gestart",
                   tr(q->tongue, "Kies sinds wanneer dit afgesproken is"));
}

static enum err_code save_begin(struct reply *r, struct request *q, struct err *e)
{
    const struct file_form_kind *kind = is_new(q) ? &begin_form : &start_form;
    struct form_errors errors = {0};
    struct trajectory_beginning b = {.person = request_person(q),
                                     .trajectory = trajectory_named(q),
                                     .reached_on = DAY_NONE,
                                     .channel = CODE_MISSING,
                                     .is_voluntary = CODE_MISSING};
    read_words(&b.participant_words, q, "belofte_deelnemer", true, &errors);
    read_words(&b.guide_words, q, "belofte_toeleider", true, &errors);
    if (is_new(q))
        read_new(&b, q, &errors);
    else
        read_past_day(&b.started_on, q, "gestart", false, &errors);
    if (errors.n) return file_form_show(r, q, kind, &errors, e);
    file_lead(q, "fasen", "bewaard");
    return file_follow(r, q, kind, trajectory_begin(&q->asking, &b, e), e);
}

/* --- closing --- */

static void closing_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_yes_no(form, "werk", tr(t, "Is er duurzaam werk, of zicht erop?"),
               tr(t, "Wie interim werkt, mag begeleid blijven."), "");
    ask_yes_no(form, "beheersbaar",
               tr(t, "Is de situatie beheersbaar voor de persoon?"), NULL, "");
    ask_yes_no(form, "zelfredzaam", tr(t, "Kan de persoon het zelf verder?"), NULL, "");
    ask_code(form, "wijze", tr(t, "Hoe eindigt het?"), LIST_END_KIND, "carried_out",
             true, false);
    ask_code(form, "reden", tr(t, "Waarheen gaat de persoon?"), LIST_EXIT_REASON, "",
             false, false);
    ask_day(form, "dag", tr(t, "Laatste dag"), NULL, typed_today(form->q), false);
    ask_code(form, "oordeel", tr(t, "Is het geslaagd?"), LIST_JUDGEMENT, "", true,
             true);
    ask_words(form, "woorden", tr(t, "Hoe kijken jullie er samen op terug?"), NULL, "",
              true);
}

static const struct file_form_kind closing_form = {
    .title = TR("Sluit het traject af"),
    .submit = TR("Kijk het na"),
    .tab = TAB_PHASES,
    .parts = DOSSIER_COURSE | DOSSIER_WORK | DOSSIER_CONDITION,
    .fields = closing_fields,
    .is_there = has_trajectory};

static enum err_code show_closing(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &closing_form, &(struct form_errors){0}, e);
}

static void read_closing(struct trajectory_closing *c, const struct request *q,
                         struct form_errors *errors)
{
    *c = (struct trajectory_closing){
        .person = request_person(q),
        .trajectory = {request_id(q, "trajectory")},
        .answers = {.criterion = CODE_MISSING,
                    .sustainable_work = read_yes_no(q, "werk"),
                    .is_manageable = read_yes_no(q, "beheersbaar"),
                    .is_self_reliant = read_yes_no(q, "zelfredzaam")}};
    read_code(&c->end_kind, q, "wijze", LIST_END_KIND, false, errors);
    read_code(&c->exit_reason, q, "reden", LIST_EXIT_REASON, false, errors);
    read_past_day(&c->on, q, "dag", false, errors);
    read_code(&c->judgement, q, "oordeel", LIST_JUDGEMENT, true, errors);
    read_words(&c->answers.words, q, "woorden", true, errors);
}

/* What is told before it is closed, in order of the bits of enum closing_remark. */
static const char *const remark_words[] = {
    TR("Er is nog geen duurzaam werk. De begeleiding mag gewoon doorlopen."),
    TR("De situatie is nog niet beheersbaar voor de persoon."),
    TR("De persoon kan het nog niet alleen verder."),
    TR("Niet alle drie de vragen zijn besproken."),
    TR("Volgens de afspraak van jullie project is dit traject nog niet rond."),
    TR("Het werk is tijdelijk. Nazorg blijft mogelijk na het afsluiten."),
    TR("Er staan nog drempels open. Geef ze door aan wie de persoon verder begeleidt."),
};

static void remarks_html(struct buf *out, const struct frame *f, unsigned remarks)
{
    if (!remarks) {
        inset(out, "note", tr(f->tongue, "Alle drie de voorwaarden zijn vervuld."));
        return;
    }
    html_f(out, "<h2>%s</h2>\n<ul>\n", tr(f->tongue, "Goed om te weten"));
    for (unsigned i = 0; i < ARRAY_LEN(remark_words); i++)
        if (remarks >> i & 1)
            html_f(out, "<li>%s</li>\n", tr_later(f->tongue, remark_words[i]));
    html_f(out, "</ul>\n");
}

static const char *answer_words(const struct frame *f, uint8_t answer)
{
    if (answer == CODE_MISSING) return tr(f->tongue, "niet besproken");
    return answer ? tr(f->tongue, "ja") : tr(f->tongue, "nee");
}

static void code_row(struct buf *out, const struct frame *f, const char *name,
                     enum list_number list, uint8_t code)
{
    summary_open_row(out, name);
    if (code != CODE_MISSING)
        label_html(out, f->tongue, list, code);
    else
        text_html(out, f->tongue, "niet gezegd");
    summary_close_row(out, f, NULL, NULL);
}

static void answers_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct trajectory_closing *c, uint8_t criterion)
{
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Duurzaam werk, of zicht erop"),
                str_of(answer_words(f, c->answers.sustainable_work)), NULL, NULL);
    summary_row(out, f, tr(t, "Situatie beheersbaar"),
                str_of(answer_words(f, c->answers.is_manageable)), NULL, NULL);
    summary_row(out, f, tr(t, "Kan het zelf verder"),
                str_of(answer_words(f, c->answers.is_self_reliant)), NULL, NULL);
    code_row(out, f, tr(t, "Wanneer is een traject rond in dit project?"),
             LIST_CLOSING_CRITERION, criterion);
    code_row(out, f, tr(t, "Hoe het eindigt"), LIST_END_KIND, c->end_kind);
    code_row(out, f, tr(t, "Waarheen"), LIST_EXIT_REASON, c->exit_reason);
    summary_row(out, f, tr(t, "Laatste dag"), str_of(day_words(a, t, c->on, f->today)),
                NULL, NULL);
    code_row(out, f, tr(t, "Beoordeling"), LIST_JUDGEMENT, c->judgement);
    if (c->answers.words.n)
        summary_row(out, f, tr(t, "Terugblik"), c->answers.words, NULL, NULL);
    summary_end(out);
}

static void hide_answers(struct buf *out, const struct request *q)
{
    static const char *const names[] = {"werk",    "beheersbaar", "zelfredzaam",
                                        "wijze",   "reden",       "dag",
                                        "oordeel", "woorden"};
    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        hidden(out, names[i], request_text(q, names[i]));
    hidden(out, "nagekeken", S("ja"));
}

/* Check your answers: nothing is written yet. */
static enum err_code show_check(struct reply *r, struct request *q,
                                const struct trajectory_closing *c, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Kijk na en sluit af"));
    struct dossier_view file = {0};
    struct closing_facts facts;
    struct buf *out = &r->body;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_WORK, "closing", e));
    closing_facts_of(&facts, &file.dossier, c);
    person_form_begin(out, &f, q, &file, TAB_PHASES);
    answers_html(out, &f, q->asking.arena, c, facts.answers.criterion);
    remarks_html(out, &f, closing_check(&facts));
    form_begin(out, &f, str_to_c(q->asking.arena, q->path), uuid7_new());
    hide_answers(out, q);
    button(out, "primary", tr(f.tongue, "Sluit het traject af"), NULL, NULL);
    button(out, "secondary", tr(f.tongue, "Pas iets aan"), "aanpassen", "ja");
    form_end(out);
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code save_closing(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct trajectory_closing c;
    read_closing(&c, q, &errors);
    if (errors.n || request_has(q, "aanpassen"))
        return file_form_show(r, q, &closing_form, &errors, e);
    if (!request_has(q, "nagekeken")) return show_check(r, q, &c, e);
    file_lead(q, "fasen", "afgesloten");
    return file_follow(r, q, &closing_form, trajectory_close(&q->asking, &c, e), e);
}

/* --- judging --- */

static void judge_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    inset(form->out, "note",
          tr(t, "Een beoordeling staat los van hoe het traject eindigde."));
    ask_code(form, "oordeel", tr(t, "Is het geslaagd?"), LIST_JUDGEMENT, "", true,
             false);
    ask_day(form, "dag", tr(t, "Op welke dag beoordeeld?"), NULL, typed_today(form->q),
            false);
}

static const struct file_form_kind judge_form = {.title = TR("Beoordeel het traject"),
                                                 .submit = TR("Bewaar"),
                                                 .tab = TAB_PHASES,
                                                 .parts = DOSSIER_COURSE,
                                                 .fields = judge_fields,
                                                 .is_there = has_trajectory};

static enum err_code show_judge(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &judge_form, &(struct form_errors){0}, e);
}

static enum err_code save_judge(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    uint8_t judgement;
    struct day on;
    read_code(&judgement, q, "oordeel", LIST_JUDGEMENT, false, &errors);
    read_past_day(&on, q, "dag", false, &errors);
    if (errors.n) return file_form_show(r, q, &judge_form, &errors, e);
    file_lead(q, "fasen", "bewaard");
    return file_follow(
        r, q, &judge_form,
        trajectory_judge(&q->asking, request_person(q),
                         (struct trajectory_id){request_id(q, "trajectory")}, judgement,
                         on, e),
        e);
}

static const struct route_value begin_values[] = {
    {"programma", VALUE_TEXT, 0, true, "project:ID, partnerschap:ID or geen"},
    {"bereikt", VALUE_DAY, 0, true, "the day they met"},
    {"gestart", VALUE_DAY, 0, false, "the day guidance was agreed"},
    {"kanaal", VALUE_CODE, LIST_INTAKE_CHANNEL, false, "how the person came"},
    {"vrijwillig", VALUE_TEXT, 0, false, "ja, nee"},
    {"belofte_deelnemer", VALUE_WORDS, 0, false, "what the participant promises"},
    {"belofte_toeleider", VALUE_WORDS, 0, false, "what the guide promises"},
    {0},
};
static const struct route_value start_values[] = {
    {"gestart", VALUE_DAY, 0, true, "the day guidance was agreed"},
    {"belofte_deelnemer", VALUE_WORDS, 0, false, "what the participant promises"},
    {"belofte_toeleider", VALUE_WORDS, 0, false, "what the guide promises"},
    {0},
};
static const struct route_value closing_values[] = {
    {"werk", VALUE_TEXT, 0, false, "lasting work, or sight of it: ja, nee"},
    {"beheersbaar", VALUE_TEXT, 0, false, "manageable for the person: ja, nee"},
    {"zelfredzaam", VALUE_TEXT, 0, false, "self-reliant enough: ja, nee"},
    {"wijze", VALUE_CODE, LIST_END_KIND, true, "kind of end"},
    {"reden", VALUE_CODE, LIST_EXIT_REASON, true, "where the person goes"},
    {"dag", VALUE_DAY, 0, true, "the last day"},
    {"oordeel", VALUE_CODE, LIST_JUDGEMENT, false, "judgement"},
    {"woorden", VALUE_WORDS, 0, false, "looking back together"},
    {"nagekeken", VALUE_FLAG, 0, false,
     "the answers were checked: without it they "
     "are shown"},
    {"aanpassen", VALUE_FLAG, 0, false, "back to the form"},
    {0},
};
static const struct route_value judge_values[] = {
    {"oordeel", VALUE_CODE, LIST_JUDGEMENT, true, "judgement"},
    {"dag", VALUE_DAY, 0, true, "the day"},
    {0},
};

const struct route course_routes[] = {
    {"GET", "/personen/:person/traject/start", PERMISSION_TRAJECTORY_WRITE, NULL,
     "a trajectory that begins", show_begin},
    {"POST", "/personen/:person/traject/start", PERMISSION_TRAJECTORY_WRITE,
     begin_values, "begin a trajectory: reached, or started too", save_begin},
    {"GET", "/personen/:person/traject/:trajectory/start", PERMISSION_TRAJECTORY_WRITE,
     NULL, "guidance that begins", show_begin},
    {"POST", "/personen/:person/traject/:trajectory/start", PERMISSION_TRAJECTORY_WRITE,
     start_values, "start the guidance of a trajectory", save_begin},
    {"GET", "/personen/:person/traject/:trajectory/afsluiten",
     PERMISSION_TRAJECTORY_WRITE, NULL, "a trajectory that ends", show_closing},
    {"POST", "/personen/:person/traject/:trajectory/afsluiten",
     PERMISSION_TRAJECTORY_WRITE, closing_values, "close a trajectory", save_closing},
    {"GET", "/personen/:person/traject/:trajectory/beoordeling",
     PERMISSION_TRAJECTORY_WRITE, NULL, "how a trajectory is judged", show_judge},
    {"POST", "/personen/:person/traject/:trajectory/beoordeling",
     PERMISSION_TRAJECTORY_WRITE, judge_values, "judge a trajectory", save_judge},
    {0},
};
