/* Context conditions of a person, together on one page (R68): where each began, where
 * it stands now, who does what about it; and writing down a new state. */
#include "act/condition_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "web/person_tabs.h"
#include "web/step_picture.h"

/* Place of a state on the way; -1 when it is no step. */
static int step_of(uint8_t state)
{
    switch (state) {
    case CONTEXT_CONDITION_STATE_OPEN:
        return 0;
    case CONTEXT_CONDITION_STATE_IN_PROGRESS:
        return 1;
    case CONTEXT_CONDITION_STATE_FULFILLED:
        return 2;
    default:
        return -1;
    }
}

static const char *state_label(const struct frame *f, uint8_t state)
{
    return code_label(code_list_at(LIST_CONTEXT_CONDITION_STATE), state,
                      tongue_facts(f->tongue)->lang);
}

static const char *change_words(enum tongue t, enum code_of_condition_change change)
{
    switch (change) {
    case CONDITION_CHANGE_IMPROVED:
        return tr(t, "vooruit");
    case CONDITION_CHANGE_SAME:
        return tr(t, "gelijk gebleven");
    case CONDITION_CHANGE_WORSE:
        return tr(t, "achteruit");
    case CONDITION_CHANGE_ONLY_ONE:
        return tr(t, "één keer bekeken");
    default:
        return tr(t, "niet te vergelijken");
    }
}

static void write_counts(struct buf *out, const struct frame *f,
                         const struct condition_view *v, struct arena *a)
{
    static const enum code_of_condition_change order[] = {
        CONDITION_CHANGE_IMPROVED, CONDITION_CHANGE_SAME, CONDITION_CHANGE_WORSE,
        CONDITION_CHANGE_ONLY_ONE, CONDITION_CHANGE_NOT_COMPARABLE};
    if (!v->n_courses) return;
    html_f(out, "<ul class=\"counts\">\n");
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        unsigned n = v->changes[order[i]];
        if (!n) continue;
        html_f(out, "<li><strong>%s</strong> %s</li>\n", arena_format(a, "%u", n),
               change_words(f->tongue, order[i]));
    }
    html_f(out, "</ul>\n");
}

static void write_state(struct buf *out, const struct frame *f, const char *when,
                        uint8_t state, struct day on, struct arena *a)
{
    html_f(out, "<p class=\"state\"><span class=\"quiet\">%s</span> <strong>", when);
    label_html(out, f->tongue, LIST_CONTEXT_CONDITION_STATE, state);
    html_f(out, "</strong> <span class=\"quiet\"><bdi>%s</bdi></span></p>\n",
           day_words(a, f->tongue, on, f->today));
}

static void write_work(struct buf *out, const struct frame *f,
                       const struct condition_line *line)
{
    if (!line->work) return;
    html_f(out, "<p>");
    text_html(out, f->tongue, "Wie doet het:");
    html_f(out, " ");
    label_html(out, f->tongue, LIST_STEP_OWNER, line->work->owner);
    html_f(out, "</p>\n");
    if (!line->work->words.n) return;
    html_f(out, "<p>");
    words_html(out, line->work->words);
    html_f(out, "</p>\n");
}

/* The last state of a step; open when nobody said. */
static uint8_t step_state_of(const struct dossier *d, struct uuid step)
{
    uint8_t state = STEP_STATE_OPEN;
    for (size_t i = 0; i < d->n_step_states; i++)
        if (uuid_eq(d->step_states[i].step, step) &&
            !d->step_states[i].written.retracted_at)
            state = d->step_states[i].state;
    return state;
}

static void write_steps(struct buf *out, const struct frame *f,
                        const struct condition_view *v, uint8_t condition)
{
    const struct dossier *d = &v->file.dossier;
    bool is_open = false;
    for (size_t i = 0; i < d->n_steps; i++) {
        if (d->steps[i].condition != condition || d->steps[i].written.retracted_at)
            continue;
        if (!is_open) {
            html_f(out, "<p class=\"quiet\">");
            text_html(out, f->tongue, "Stappen hiervoor");
            html_f(out, "</p>\n<ul>\n");
        }
        is_open = true;
        html_f(out, "<li>");
        words_html(out, d->steps[i].words);
        html_f(out, " <span class=\"tag\">");
        label_html(out, f->tongue, LIST_STEP_STATE, step_state_of(d, d->steps[i].id));
        html_f(out, "</span></li>\n");
    }
    if (is_open) html_f(out, "</ul>\n");
}

static void write_history(struct buf *out, const struct frame *f,
                          const struct condition_view *v, uint8_t condition,
                          struct arena *a)
{
    html_f(out, "<details><summary>");
    text_html(out, f->tongue, "Wat voorafging");
    html_f(out, "</summary>\n<ol>\n");
    for (size_t i = 0; i < v->n_lines; i++) {
        const struct condition_line *line = &v->lines[i];
        if (line->event->fact.code != condition) continue;
        html_f(out, "<li><bdi>%s</bdi>: ",
               day_words(a, f->tongue, line->event->fact.on, f->today));
        label_html(out, f->tongue, LIST_CONTEXT_CONDITION_STATE,
                   line->event->fact.detail);
        if (!line->is_now) {
            html_f(out, " <span class=\"quiet\">(");
            text_html(out, f->tongue, "vorig traject");
            html_f(out, ")</span>");
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ol>\n</details>\n");
}

static const char *form_path(const struct request *q, uint8_t condition)
{
    struct arena *a = q->asking.arena;
    return arena_format(a, "%s/nieuw?drempel=%s",
                        person_tab_path(a, request_person(q), TAB_CONDITIONS),
                        code_list_at(LIST_CONTEXT_CONDITION)->codes[condition].code);
}

static bool may_write_of(const struct condition_view *v, uint8_t condition)
{
    return v->trajectory &&
           (condition_is_health(condition) ? v->may_write_health : v->may_write);
}

/* What stands in many people's way is told on, with the condition and nobody's name. */
static void signal_link(struct buf *out, const struct frame *f, const struct request *q,
                        uint8_t condition)
{
    const struct code_list *list = code_list_at(LIST_CONTEXT_CONDITION);
    html_f(out,
           "<p class=\"quiet\"><a href=\"%s\">%s<span class=\"unseen\">: "
           "%s</span></a></p>\n",
           arena_format(q->asking.arena, "/signaal/nieuw?voorwaarde=%s",
                        list->codes[condition].code),
           tr(f->tongue, "Zie je dit vaker? Meld een signaal"),
           code_label(list, condition, tongue_facts(f->tongue)->lang));
}

static void write_course(struct buf *out, const struct frame *f,
                         const struct request *q, const struct condition_view *v,
                         const struct condition_course *c)
{
    struct arena *a = q->asking.arena;
    const char *words =
        arena_format(a, "%s: %s. %s: %s. %s.", tr(f->tongue, "Begin"),
                     state_label(f, c->first_state), tr(f->tongue, "Nu"),
                     state_label(f, c->last_state), change_words(f->tongue, c->change));
    html_f(out, "<section class=\"card condition\">\n<h2>");
    label_html(out, f->tongue, LIST_CONTEXT_CONDITION, c->condition);
    html_f(out, "</h2>\n");
    step_picture(out, 3, c->n > 1 ? step_of(c->first_state) : -1,
                 step_of(c->last_state), words);
    html_f(out, "<p class=\"tag\">%s</p>\n", change_words(f->tongue, c->change));
    if (c->n > 1)
        write_state(out, f, tr(f->tongue, "Begin"), c->first_state, c->first_on, a);
    write_state(out, f, tr(f->tongue, "Nu"), c->last_state, c->last_on, a);
    write_work(out, f, &v->lines[c->last]);
    write_steps(out, f, v, c->condition);
    if (c->n > 2) write_history(out, f, v, c->condition, a);
    if (may_write_of(v, c->condition))
        html_f(out,
               "<p class=\"actions\"><a href=\"%s\">%s</a> <a href=\"%s\">%s<span "
               "class=\"unseen\">: %s</span></a></p>\n",
               arena_format(
                   a, "%s?drempel=%s", person_path(a, request_person(q), "plan/stap"),
                   code_list_at(LIST_CONTEXT_CONDITION)->codes[c->condition].code),
               tr(f->tongue, "Spreek een stap af"), form_path(q, c->condition),
               tr(f->tongue, "Schrijf op hoe het nu is"),
               code_label(code_list_at(LIST_CONTEXT_CONDITION), c->condition,
                          tongue_facts(f->tongue)->lang));
    if (role_has(q->asking.visitor.role, PERMISSION_SIGNAL_WRITE))
        signal_link(out, f, q, c->condition);
    if (may_write_of(v, c->condition) &&
        role_has(q->asking.visitor.role, PERMISSION_SERVICE_READ))
        html_f(out,
               "<p class=\"actions\"><a href=\"%s\">%s<span class=\"unseen\">: "
               "%s</span></a></p>\n",
               arena_format(
                   a, "%s?drempel=%s", person_path(a, request_person(q), "dienst"),
                   code_list_at(LIST_CONTEXT_CONDITION)->codes[c->condition].code),
               tr(f->tongue, "Zoek een dienst"),
               code_label(code_list_at(LIST_CONTEXT_CONDITION), c->condition,
                          tongue_facts(f->tongue)->lang));
    html_f(out, "</section>\n");
}

/* What nobody spoke of yet; not all of it has to be. */
static void write_others(struct buf *out, const struct frame *f,
                         const struct request *q, const struct condition_view *v)
{
    html_f(out, "<h2>");
    text_html(out, f->tongue, "Nog niet besproken");
    html_f(out, "</h2>\n<p class=\"quiet\">");
    text_html(out, f->tongue,
              "Niet alles hoeft besproken te worden. Kies wat nu telt.");
    html_f(out, "</p>\n<ul class=\"list\">\n");
    for (uint8_t i = 0; i < N_CONTEXT_CONDITION; i++) {
        if (condition_course_in(v, i) || !may_write_of(v, i)) continue;
        html_f(out, "<li><a href=\"%s\">", form_path(q, i));
        label_html(out, f->tongue, LIST_CONTEXT_CONDITION, i);
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n");
}

static enum err_code show_conditions(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Drempels"));
    struct condition_view v;
    enum err_code rc = conditions_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &v.file, TAB_CONDITIONS);
    if (v.is_closed) {
        inset(&r->body, "closed",
              tr(q->tongue, "Dit deel is gesloten voor jou. Vraag het aan de persoon, "
                            "of aan wie de persoon begeleidt."));
    } else {
        if (!v.trajectory)
            inset(&r->body, "note",
                  tr(q->tongue, "Er loopt nu geen traject. Begin er eerst een, dan kan "
                                "je drempels opschrijven."));
        write_counts(&r->body, &f, &v, q->asking.arena);
        for (size_t i = 0; i < v.n_courses; i++)
            write_course(&r->body, &f, q, &v, &v.courses[i]);
        if (v.is_health_closed)
            inset(&r->body, "closed",
                  tr(q->tongue, "Drempels over gezondheid zijn gesloten voor jou. Wie "
                                "de persoon vast begeleidt, ziet ze wel."));
        if (v.may_write && v.trajectory) {
            if (role_has(q->asking.visitor.role, PERMISSION_SERVICE_READ))
                button_link(&r->body, "secondary",
                            person_path(q->asking.arena, request_person(q), "dienst"),
                            tr(f.tongue, "Zoek een dienst"));
            write_others(&r->body, &f, q, &v);
        }
    }
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

/* --- a new state --- */

static struct choice *conditions_offered(size_t *n_out, const struct request *q,
                                         const struct frame *f,
                                         const struct condition_view *v)
{
    size_t n_all, n = 0;
    struct choice *all =
        code_choices(&n_all, q->asking.arena, f, LIST_CONTEXT_CONDITION);
    const struct code_list *list = code_list_at(LIST_CONTEXT_CONDITION);
    for (size_t i = 0; i < n_all; i++)
        if (may_write_of(v, (uint8_t)code_index(list, str_of(all[i].value))))
            all[n++] = all[i];
    *n_out = n;
    return all;
}

static void write_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct condition_view *v, const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    const char *path = arena_format(
        a, "%s/nieuw", person_tab_path(a, request_person(q), TAB_CONDITIONS));
    char today[DAY_TEXT + 1];
    size_t n, n_conditions;
    struct str day = request_text(q, "dag");
    struct choice *conditions = conditions_offered(&n_conditions, q, f, v);
    day_text(today, q->asking.today);
    error_summary(out, f, errors);
    form_begin(out, f, path,
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_select(out, f,
                 &(struct field){.name = "drempel",
                                 .label = tr(f->tongue, "Waarover gaat het?"),
                                 .value = request_text(q, "drempel")},
                 conditions, n_conditions, errors);
    struct choice *states = code_choices(&n, a, f, LIST_CONTEXT_CONDITION_STATE);
    field_choice(out, f,
                 &(struct field){.name = "stand",
                                 .label = tr(f->tongue, "Hoe staat het nu?"),
                                 .value = request_text(q, "stand")},
                 states, n, false, errors);
    struct choice *owners = code_choices(&n, a, f, LIST_STEP_OWNER);
    field_choice(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(f->tongue, "Wie doet er iets aan?"),
                                 .may_be_empty = true,
                                 .value = request_text(q, "wie")},
                 owners, n, true, errors);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(f->tongue, "Wat spraken jullie af?"),
                               .hint = tr(f->tongue, "Kort, en zoals de persoon het "
                                                     "zou zeggen."),
                               .value = request_text(q, "woorden"),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(f->tongue, "Op welke dag?"),
                              .value = day.n ? day : str_of(today)},
              errors);
    button(out, "primary", tr(f->tongue, "Bewaar"), NULL, NULL);
    form_end(out);
}

static enum err_code condition_form(struct reply *r, struct request *q,
                                    const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Hoe staat het?"));
    struct condition_view v;
    enum err_code rc = conditions_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &v.file, TAB_CONDITIONS);
    if (!v.may_write)
        inset(&r->body, "closed", tr(q->tongue, "Dit deel is gesloten voor jou."));
    else if (!v.trajectory)
        inset(&r->body, "note", tr(q->tongue, "Er loopt nu geen traject."));
    else
        write_form(&r->body, &f, q, &v, errors);
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

static enum err_code show_condition_form(struct reply *r, struct request *q,
                                         struct err *e)
{
    struct form_errors none = {.n = 0};
    return condition_form(r, q, &none, e);
}

static void read_condition(struct condition_entry *c, const struct request *q,
                           struct form_errors *errors)
{
    form_code(&c->condition, q, "drempel", LIST_CONTEXT_CONDITION, false,
              tr(q->tongue, "Kies waarover het gaat."), errors);
    form_code(&c->state, q, "stand", LIST_CONTEXT_CONDITION_STATE, false,
              tr(q->tongue, "Kies hoe het nu staat."), errors);
    form_code(&c->owner, q, "wie", LIST_STEP_OWNER, true,
              tr(q->tongue, "Kies wie er iets aan doet, of laat het leeg."), errors);
    form_text(&c->words, q, "woorden", LIMIT_NOTE_BYTES, true, NULL, errors);
    if (c->words.n && c->owner == CODE_MISSING && !form_error_of(errors, "wie"))
        form_error(errors, "wie", tr(q->tongue, "Kies ook wie het doet."));
    if (form_day(&c->on, q, "dag", false, errors) && c->on.v > q->asking.today.v)
        form_error(errors, "dag",
                   tr(q->tongue, "Die dag moet nog komen. Kies vandaag of vroeger."));
}

static enum err_code take_condition(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct condition_entry c = {0};
    struct arena *a = q->asking.arena;
    const char *back = person_tab_path(a, request_person(q), TAB_CONDITIONS);
    enum err_code rc = OK;
    read_condition(&c, q, &errors);
    q->asking.location = arena_format(a, "%s?gedaan=bewaard", back);
    if (!errors.n) {
        rc = condition_note(&q->asking, request_person(q), &c, e);
        if (rc == ERR_UNAVAILABLE)
            form_error(&errors, "dag",
                       tr(q->tongue, "Op die dag liep er geen traject. Kies een latere "
                                     "dag."));
        else if (rc != OK)
            return rc;
    }
    if (!errors.n) {
        reply_redirect(r, q, back, "bewaard");
        return OK;
    }
    reply_invalid(r);
    return condition_form(r, q, &errors, e);
}

static const struct route_value condition_values[] = {
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, true, "which condition"},
    {"stand", VALUE_CODE, LIST_CONTEXT_CONDITION_STATE, true, "its state on the day"},
    {"wie", VALUE_CODE, LIST_STEP_OWNER, false, "who does something about it"},
    {"woorden", VALUE_WORDS, 0, false, "what was agreed"},
    {"dag", VALUE_DAY, 0, true, "the day, not to come"},
    {0},
};
static const struct route_value condition_form_values[] = {
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, false, "which condition"},
    {0},
};

const struct route condition_routes[] = {
    {"GET", "/personen/:person/drempels", PERMISSION_PERSON_READ, NULL,
     "all context conditions of a person, from the beginning to now", show_conditions},
    {"GET", "/personen/:person/drempels/nieuw", PERMISSION_PERSON_READ,
     condition_form_values, "form for the state of a condition", show_condition_form},
    {"POST", "/personen/:person/drempels/nieuw", PERMISSION_DOSSIER_WRITE,
     condition_values, "record the state of a condition", take_condition},
    {0},
};
