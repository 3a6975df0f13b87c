/* The person's own goal and the steps towards it (/personen/UUID/plan). Each step can
 * be done, put off or need help; nothing is demanded. */
#include "act/record_acts.h"
#include "web/closed_parts.h"
#include "web/file_form.h"

/* --- the plan --- */

static const struct step_state_fact *state_of(const struct dossier *d, struct uuid step)
{
    const struct step_state_fact *last = NULL;
    for (size_t i = 0; i < d->n_step_states; i++)
        if (uuid_eq(d->step_states[i].step, step)) last = &d->step_states[i];
    return last;
}

static bool waits(uint8_t state)
{
    return state == STEP_STATE_OPEN || state == STEP_STATE_HELP ||
           state == STEP_STATE_NOT_NOW;
}

static void state_buttons(struct buf *out, const struct frame *f,
                          const struct request *q, struct uuid step, uint8_t state)
{
    static const struct {
        uint8_t state;
        const char *label;
    } rows[] = {{STEP_STATE_DONE, TR("Gedaan")},
                {STEP_STATE_NOT_NOW, TR("Nu niet")},
                {STEP_STATE_HELP, TR("Hulp")},
                {STEP_STATE_DROPPED, TR("Niet meer nodig")}};
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    uuid_text(id, step);
    form_begin(out, f,
               person_path(a, request_person(q), arena_format(a, "plan/stap/%s", id)),
               uuid7_new());
    html_f(out, "<div class=\"buttons\">\n");
    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].state != state)
            button(out, "secondary", tr_later(f->tongue, rows[i].label), "stand",
                   code_list_at(LIST_STEP_STATE)->codes[rows[i].state].code);
    html_f(out, "</div>\n");
    form_end(out);
}

static void step_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct dossier *d, const struct step_fact *s,
                      bool may_write)
{
    const struct step_state_fact *last = state_of(d, s->id);
    uint8_t state = last ? last->state : STEP_STATE_OPEN;
    struct arena *a = q->asking.arena;
    html_f(out, "<li class=\"card\"><p>");
    words_html(out, s->words);
    html_f(out, " <span class=\"tag%s\">",
           state == STEP_STATE_DONE   ? " good"
           : state == STEP_STATE_HELP ? " warning"
                                      : "");
    label_html(out, f->tongue, LIST_STEP_STATE, state);
    html_f(out, "</span></p>\n<p class=\"quiet\">");
    text_html(out, f->tongue, "Wie doet het:");
    html_f(out, " ");
    label_html(out, f->tongue, LIST_STEP_OWNER, s->owner);
    if (!day_is_none(s->due_on)) {
        html_f(out, " · ");
        tr_html(out, f->tongue, "tegen {0}",
                day_words(a, f->tongue, s->due_on, f->today));
    }
    if (last)
        html_f(out, " · <bdi>%s</bdi>", day_words(a, f->tongue, last->on, f->today));
    html_f(out, "</p>\n");
    if (may_write && waits(state)) state_buttons(out, f, q, s->id, state);
    html_f(out, "</li>\n");
}

static void steps_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier *d, bool waiting, bool may_write)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_steps; i++) {
        const struct step_state_fact *last = state_of(d, d->steps[i].id);
        if (waits(last ? last->state : STEP_STATE_OPEN) != waiting) continue;
        if (!n++) html_f(out, "<ul class=\"cards\">\n");
        step_html(out, f, q, d, &d->steps[i], may_write);
    }
    if (n)
        html_f(out, "</ul>\n");
    else if (waiting)
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Geen open stappen. Wat is een kleine eerste stap?"));
}

static void goals_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct dossier *d)
{
    if (!d->n_goals) {
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Nog geen doel. Vraag: wat zou je graag willen?"));
        return;
    }
    html_f(out, "<blockquote class=\"card\">");
    words_html(out, d->goals[d->n_goals - 1].words);
    html_f(out, "</blockquote>\n");
    if (d->n_goals == 1) return;
    html_f(out, "<details><summary>%s</summary>\n<ol>\n",
           tr(f->tongue, "Wat er vroeger stond"));
    for (size_t i = d->n_goals - 1; i-- > 0;) {
        html_f(out, "<li><bdi>%s</bdi>: ",
               day_words(a, f->tongue, d->goals[i].on, f->today));
        words_html(out, d->goals[i].words);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ol>\n</details>\n");
}

static void plan_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct dossier_view *file)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    const struct dossier *d = &file->dossier;
    bool may_write =
        gate_opens(&file->gate, CATEGORY_GOAL, true, q->asking.visitor.worker,
                   q->asking.visitor.organisation);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Doel, in eigen woorden"));
    goals_html(out, f, a, d);
    if (may_write)
        button_link(out, "secondary", person_path(a, request_person(q), "plan/doel"),
                    tr(t, "Schrijf het doel op"));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Volgende stappen"));
    steps_html(out, f, q, d, true, may_write);
    if (may_write)
        button_link(out, "primary", person_path(a, request_person(q), "plan/stap"),
                    tr(t, "Nieuwe stap"));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Achter de rug"));
    steps_html(out, f, q, d, false, may_write);
}

static bool has_step(const struct dossier *d, struct uuid step)
{
    for (size_t i = 0; i < d->n_steps; i++)
        if (uuid_eq(d->steps[i].id, step)) return true;
    return false;
}

/* `step`: that something was said about; nil for none. */
static enum err_code plan_page(struct reply *r, struct request *q, struct uuid step,
                               struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Doel en stappen"));
    struct dossier_view file = {0};
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_GOAL, "plan", e));
    if (!uuid_is_nil(step) && !has_step(&file.dossier, step)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such step in this file");
        goto out;
    }
    person_page_begin(&r->body, &f, q, &file, TAB_PLAN);
    if (file.parts & DOSSIER_GOAL) plan_html(&r->body, &f, q, &file);
    closed_parts_html(&r->body, &f, q->asking.arena, &file);
    page_end(&r->body, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code show_plan(struct reply *r, struct request *q, struct err *e)
{
    return plan_page(r, q, (struct uuid){{0}}, e);
}

/* --- a goal --- */

static void goal_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_words(form, "doel", tr(t, "Wat zou je graag willen?"),
              tr(t, "In de woorden van de persoon zelf, in de taal die het vlotst "
                    "gaat."),
              "", false);
    ask_day(form, "dag", tr(t, "Wanneer is dit gezegd?"), NULL, typed_today(form->q),
            false);
}

static size_t goal_now(struct kept_value *out, const struct file_form *form)
{
    const struct dossier *d = &form->file.dossier;
    if (!d->n_goals) return 0;
    out[0] = (struct kept_value){S("doel"), d->goals[d->n_goals - 1].words};
    return 1;
}

static const struct file_form_kind goal_form = {.title = TR("Doel in eigen woorden"),
                                                .submit = TR("Bewaar het doel"),
                                                .tab = TAB_PLAN,
                                                .parts = DOSSIER_GOAL,
                                                .fields = goal_fields,
                                                .now = goal_now};

static enum err_code show_goal(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &goal_form, &(struct form_errors){0}, e);
}

static enum err_code save_goal(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct goal_fact goal = {.person = request_person(q)};
    bool is_newer;
    enum err_code rc;
    read_words(&goal.words, q, "doel", false, &errors);
    read_past_day(&goal.on, q, "dag", false, &errors);
    if (errors.n) return file_form_show(r, q, &goal_form, &errors, e);
    TRY(file_form_compare(&is_newer, r, q, &goal_form, e));
    if (is_newer) goto out;
    file_lead(q, "plan", "bewaard");
    rc = file_follow(r, q, &goal_form, goal_record(&q->asking, &goal, e), e);
out:
    return rc;
}

/* --- a step --- */

static void step_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    ask_words(form, "stap", tr(t, "Wat is de stap?"),
              tr(t, "Klein en concreet. Bijvoorbeeld: samen naar de crèche bellen."),
              "", false);
    ask_code(form, "wie", tr(t, "Wie doet het?"), LIST_STEP_OWNER, "together", true,
             false);
    ask_day(form, "tegen", tr(t, "Tegen wanneer?"), NULL, "", true);
    ask_code_listed(form, "drempel", tr(t, "Voor welke drempel?"),
                    LIST_CONTEXT_CONDITION, true);
}

static const struct file_form_kind step_form = {.title = TR("Nieuwe stap"),
                                                .submit = TR("Bewaar de stap"),
                                                .tab = TAB_PLAN,
                                                .fields = step_fields};

static enum err_code show_step(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &step_form, &(struct form_errors){0}, e);
}

static enum err_code save_step(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct step_fact step = {.person = request_person(q), .on = q->asking.today};
    read_words(&step.words, q, "stap", false, &errors);
    read_code(&step.owner, q, "wie", LIST_STEP_OWNER, false, &errors);
    read_code(&step.condition, q, "drempel", LIST_CONTEXT_CONDITION, true, &errors);
    form_day(&step.due_on, q, "tegen", true, &errors);
    if (errors.n) return file_form_show(r, q, &step_form, &errors, e);
    file_lead(q, "plan", "bewaard");
    return file_follow(r, q, &step_form, step_record(&q->asking, &step, e), e);
}

static enum err_code save_step_state(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct step_state_fact state = {.person = request_person(q),
                                    .step = request_id(q, "step"),
                                    .on = q->asking.today};
    read_code(&state.state, q, "stand", LIST_STEP_STATE, false, &errors);
    if (errors.n) { /* a button that is none of ours: the plan again, for who may see it
                     */
        reply_invalid(r);
        return plan_page(r, q, state.step, e);
    }
    file_lead(q, "plan", "bewaard");
    enum err_code rc = step_state_record(&q->asking, &state, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value goal_values[] = {
    {"doel", VALUE_WORDS, 0, true, "the goal, in the person's own words"},
    {"dag", VALUE_DAY, 0, true, "when it was said"},
    {0},
};
static const struct route_value step_values[] = {
    {"stap", VALUE_WORDS, 0, true, "what is to be done"},
    {"wie", VALUE_CODE, LIST_STEP_OWNER, true, "who does it"},
    {"tegen", VALUE_DAY, 0, false, "by when"},
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, false, "what it works on"},
    {0},
};
static const struct route_value state_values[] = {
    {"stand", VALUE_CODE, LIST_STEP_STATE, true, "done, not now, help, dropped"},
    {0},
};

const struct route plan_routes[] = {
    {"GET", "/personen/:person/plan", PERMISSION_PERSON_READ, NULL,
     "the person's goal and steps", show_plan},
    {"GET", "/personen/:person/plan/doel", PERMISSION_DOSSIER_WRITE, NULL, "a goal",
     show_goal},
    {"POST", "/personen/:person/plan/doel", PERMISSION_DOSSIER_WRITE, goal_values,
     "record a goal in own words", save_goal},
    {"GET", "/personen/:person/plan/stap", PERMISSION_DOSSIER_WRITE, NULL, "a step",
     show_step},
    {"POST", "/personen/:person/plan/stap", PERMISSION_DOSSIER_WRITE, step_values,
     "record a step", save_step},
    {"POST", "/personen/:person/plan/stap/:step", PERMISSION_DOSSIER_WRITE,
     state_values, "say how a step stands", save_step_state},
    {0},
};
