/* Noting what happens with a person: a contact, an action, a result, a note. */
#include "act/record_acts.h"
#include "store/trajectory_store.h"
#include "web/file_form.h"

enum { MINUTES_MOST = 1440 };

static bool read_minutes(int32_t *out, const struct request *q,
                         struct form_errors *errors)
{
    int64_t n;
    *out = -1;
    if (!request_text(q, "minuten").n) return true;
    if (!form_number(&n, q, "minuten", 0, MINUTES_MOST,
                     tr(q->tongue, "Schrijf het aantal minuten, tot 1440"), errors))
        return false;
    *out = (int32_t)n;
    return true;
}

/* What is corrected goes along with the form. */
static void hide_corrected(struct file_form *form)
{
    struct str id = request_text(form->q, "verbeter");
    if (!id.n) return;
    hidden(form->out, "verbeter", id);
    inset(form->out, "note",
          tr(form->f.tongue,
             "Je verbetert wat er stond. In de tijdlijn blijft zichtbaar "
             "dat het verbeterd is."));
}

static void no_trajectory(struct file_form *form)
{
    if (dossier_open_trajectory(&form->file.dossier, form->f.today)) return;
    inset(form->out, "note",
          tr(form->f.tongue, "Er loopt geen traject. Begin eerst een traject."));
    button_link(form->out, "secondary",
                person_path(form->a, request_person(form->q), "traject/start"),
                tr(form->f.tongue, "Begin een traject"));
}

/* --- contact --- */

/* In the order in which they are offered. */
static const struct {
    uint32_t flag;
    const char *value, *label;
} contact_flags[] = {
    {CONTACT_NOT_NOW, "nu_niet", TR("De persoon zei: nu niet")},
    {CONTACT_BY_PERSON, "initiatief", TR("De persoon nam zelf contact op")},
    {CONTACT_HOME_VISIT, "huisbezoek", TR("Huisbezoek")},
    {CONTACT_GROUP, "groep", TR("In groep")},
    {CONTACT_INDIRECT, "via", TR("Via iemand anders")},
    {CONTACT_IMPERSONAL, "onpersoonlijk",
     TR("Onpersoonlijk, zoals een brief aan velen")},
};

static const struct dossier_event *corrected_contact(const struct file_form *form)
{
    struct uuid id = read_id(form->q, "verbeter");
    const struct dossier_event *ev = dossier_event_of(&form->file.dossier, id);
    return ev && ev->fact.kind == EVENT_CONTACT ? ev : NULL;
}

static const char *flags_value(struct arena *a, uint32_t flags)
{
    const char *value = "";
    for (unsigned i = 0; i < ARRAY_LEN(contact_flags); i++)
        if (flags & contact_flags[i].flag)
            value = arena_format(a, "%s%s%s", value, value[0] ? "," : "",
                                 contact_flags[i].value);
    return value;
}

static void ask_flags(struct file_form *form, uint32_t first)
{
    struct choice choices[ARRAY_LEN(contact_flags)];
    enum tongue t = form->f.tongue;
    bool was_sent = request_has(form->q, "wijze");
    for (unsigned i = 0; i < ARRAY_LEN(contact_flags); i++)
        choices[i] = (struct choice){.value = contact_flags[i].value,
                                     .label = tr_later(t, contact_flags[i].label)};
    field_checks(form->out, &form->f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Wat was er bijzonder?"),
                                 .value = was_sent
                                              ? request_many(form->q, "hoe")
                                              : str_of(flags_value(form->a, first)),
                                 .may_be_empty = true},
                 choices, ARRAY_LEN(choices), form->errors);
}

static void contact_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    const struct dossier_event *old = corrected_contact(form);
    const struct event_particulars *p = old ? &old->particulars : NULL;
    const char *mode = old && old->fact.code != CODE_MISSING
                           ? code_list_at(LIST_CONTACT_MODE)->codes[old->fact.code].code
                           : "face_to_face";
    hide_corrected(form);
    no_trajectory(form);
    ask_day(form, "dag", tr(t, "Wanneer?"), NULL,
            old ? typed_day(form->a, old->fact.on) : typed_today(form->q), false);
    ask_code(form, "wijze", tr(t, "Hoe?"), LIST_CONTACT_MODE, mode, true, false);
    ask_number(form, "minuten", tr(t, "Hoeveel minuten?"),
               tr(t, "Ongeveer is goed. Een huisbezoek mag uren duren."),
               p && p->minutes >= 0 ? arena_format(form->a, "%d", p->minutes) : "",
               true);
    ask_flags(form, p ? p->flags : 0);
    ask_words(form, "woorden", tr(t, "Wat kwam eruit?"),
              tr(t, "Kort. Niets over gezondheid: daarvoor is er een aparte notitie."),
              p && p->note.n ? str_to_c(form->a, p->note) : "", true);
}

static const struct file_form_kind contact_form = {.title = TR("Noteer een contact"),
                                                   .submit = TR("Bewaar"),
                                                   .tab = TAB_TIMELINE,
                                                   .parts =
                                                       DOSSIER_COURSE | DOSSIER_NOTE,
                                                   .fields = contact_fields};

static enum err_code show_contact(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &contact_form, &(struct form_errors){0}, e);
}

static uint32_t read_flags(const struct request *q)
{
    struct str word, rest = request_many(q, "hoe");
    uint32_t flags = 0;
    while (str_split(&word, &rest, ','))
        for (unsigned i = 0; i < ARRAY_LEN(contact_flags); i++)
            if (str_eq_c(word, contact_flags[i].value)) flags |= contact_flags[i].flag;
    return flags;
}

static enum err_code save_contact(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct contact_record c = {.person = request_person(q),
                               .flags = read_flags(q),
                               .corrects = read_id(q, "verbeter")};
    read_past_day(&c.on, q, "dag", false, &errors);
    read_code(&c.mode, q, "wijze", LIST_CONTACT_MODE, false, &errors);
    read_minutes(&c.minutes, q, &errors);
    read_words(&c.words, q, "woorden", true, &errors);
    if (errors.n) return file_form_show(r, q, &contact_form, &errors, e);
    file_lead(q, "", "bewaard");
    return file_follow(r, q, &contact_form, contact_record(&q->asking, &c, e), e);
}

/* --- action --- */

static void action_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    no_trajectory(form);
    ask_code(form, "actie", tr(t, "Wat deden jullie?"), LIST_ACTION_KIND, "", false,
             false);
    ask_day(form, "dag", tr(t, "Wanneer?"), NULL, typed_today(form->q), false);
    ask_day(form, "tot", tr(t, "Tot wanneer?"),
            tr(t, "Voor wat langer duurt, zoals een stage."), "", true);
    ask_number(form, "minuten", tr(t, "Hoeveel minuten?"), NULL, "", true);
    ask_words(form, "woorden", tr(t, "Wat kwam eruit?"),
              tr(t, "Dit komt als notitie in de tijdlijn."), "", true);
}

static const struct file_form_kind action_form = {.title = TR("Noteer een actie"),
                                                  .submit = TR("Bewaar"),
                                                  .tab = TAB_TIMELINE,
                                                  .parts = DOSSIER_COURSE,
                                                  .fields = action_fields};

static enum err_code show_action(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &action_form, &(struct form_errors){0}, e);
}

/* The last day is not before the first. */
static void read_until(struct day *to, struct day from, const struct request *q,
                       const char *name, struct form_errors *errors)
{
    if (form_day(to, q, name, true, errors) && !day_is_none(*to) &&
        !day_is_none(from) && to->v < from.v)
        form_error(errors, name, tr(q->tongue, "Kies een dag op of na de eerste dag"));
}

static enum err_code save_action(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct action_record c = {.person = request_person(q)};
    read_code(&c.kind, q, "actie", LIST_ACTION_KIND, false, &errors);
    read_past_day(&c.from, q, "dag", false, &errors);
    read_until(&c.to, c.from, q, "tot", &errors);
    read_minutes(&c.minutes, q, &errors);
    read_words(&c.words, q, "woorden", true, &errors);
    if (errors.n) return file_form_show(r, q, &action_form, &errors, e);
    file_lead(q, "", "bewaard");
    return file_follow(r, q, &action_form, action_record(&q->asking, &c, e), e);
}

/* --- result --- */

static void result_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    no_trajectory(form);
    inset(form->out, "note",
          tr(form->f.tongue, "Begon de persoon te werken? Kies dan 'Noteer werk'."));
    ask_code(form, "resultaat", tr(t, "Wat is er bereikt?"), LIST_OUTCOME, "", false,
             false);
    ask_day(form, "dag", tr(t, "Sinds wanneer?"), NULL, typed_today(form->q), false);
    ask_day(form, "tot", tr(t, "Tot wanneer?"), NULL, "", true);
    ask_words(form, "woorden", tr(t, "Wil je er iets bij schrijven?"),
              tr(t, "Dit komt als notitie in de tijdlijn."), "", true);
}

static const struct file_form_kind result_form = {.title = TR("Noteer een resultaat"),
                                                  .submit = TR("Bewaar"),
                                                  .tab = TAB_TIMELINE,
                                                  .parts = DOSSIER_COURSE,
                                                  .fields = result_fields};

static enum err_code show_result(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &result_form, &(struct form_errors){0}, e);
}

static enum err_code save_result(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct result_record c = {.person = request_person(q), .sector = CODE_MISSING};
    read_code(&c.outcome, q, "resultaat", LIST_OUTCOME, false, &errors);
    read_past_day(&c.from, q, "dag", false, &errors);
    read_until(&c.to, c.from, q, "tot", &errors);
    read_words(&c.words, q, "woorden", true, &errors);
    if (errors.n) return file_form_show(r, q, &result_form, &errors, e);
    file_lead(q, "", "bewaard");
    return file_follow(r, q, &result_form, result_record(&q->asking, &c, e), e);
}

/* --- note --- */

static const struct note_fact *corrected_note(const struct file_form *form)
{
    struct uuid id = read_id(form->q, "verbeter");
    const struct dossier *d = &form->file.dossier;
    for (size_t i = 0; i < d->n_notes; i++)
        if (uuid_eq(d->notes[i].id, id)) return &d->notes[i];
    return NULL;
}

/* Only the classes that the visitor may write. */
static void ask_class(struct file_form *form, uint8_t first)
{
    struct choice choices[N_CONFIDENTIALITY];
    const struct visitor *v = &form->q->asking.visitor;
    const struct tongue_facts *tongue = tongue_facts(form->f.tongue);
    const struct code_list *list = code_list_at(LIST_CONFIDENTIALITY);
    size_t n = 0;
    for (unsigned c = 0; c < N_CONFIDENTIALITY; c++)
        if (gate_opens(&form->file.gate, confidential_category((uint8_t)c), true,
                       v->worker, v->organisation))
            choices[n++] =
                (struct choice){.value = list->codes[c].code,
                                .label = code_label(list, (int)c, tongue->lang),
                                .label_is_dutch = tongue->labels_differ};
    field_choice(form->out, &form->f,
                 &(struct field){.name = "wie_leest",
                                 .label = tr(form->f.tongue, "Wie mag dit lezen?"),
                                 .value = form_value(form->q, "wie_leest",
                                                     list->codes[first].code)},
                 choices, n, false, form->errors);
}

static void note_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    const struct note_fact *old = corrected_note(form);
    hide_corrected(form);
    ask_words(form, "notitie", tr(t, "Notitie"),
              tr(t, "Schrijf wat je ook zou zeggen waar de persoon bij is. De persoon "
                    "kan dit lezen."),
              old ? str_to_c(form->a, old->words) : "", false);
    ask_class(form, old ? old->confidentiality : CONFIDENTIALITY_ORDINARY);
    ask_day(form, "dag", tr(t, "Over welke dag gaat het?"), NULL,
            old ? typed_day(form->a, old->on) : typed_today(form->q), false);
}

static const struct file_form_kind note_form = {
    .title = TR("Noteer"),
    .submit = TR("Bewaar de notitie"),
    .tab = TAB_TIMELINE,
    .parts = DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH,
    .fields = note_fields};

static enum err_code show_note(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &note_form, &(struct form_errors){0}, e);
}

static enum err_code save_note(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct note_fact note = {.person = request_person(q)};
    read_words(&note.words, q, "notitie", false, &errors);
    read_code(&note.confidentiality, q, "wie_leest", LIST_CONFIDENTIALITY, false,
              &errors);
    read_past_day(&note.on, q, "dag", false, &errors);
    if (errors.n) return file_form_show(r, q, &note_form, &errors, e);
    file_lead(q, "tijdlijn", "bewaard");
    return file_follow(r, q, &note_form,
                       note_record(&q->asking, &note, read_id(q, "verbeter"), e), e);
}

/* --- routes --- */

static const struct route_value contact_values[] = {
    {"dag", VALUE_DAY, 0, true, "the day"},
    {"wijze", VALUE_CODE, LIST_CONTACT_MODE, true, "how"},
    {"minuten", VALUE_NUMBER, 0, false, "how long"},
    {"hoe", VALUE_TEXT, 0, false,
     "any of nu_niet, initiatief, huisbezoek, groep, via, onpersoonlijk"},
    {"woorden", VALUE_WORDS, 0, false, "what came of it"},
    {"verbeter", VALUE_ID, 0, false, "the contact that this one replaces"},
    {0},
};
static const struct route_value action_values[] = {
    {"actie", VALUE_CODE, LIST_ACTION_KIND, true, "kind of action"},
    {"dag", VALUE_DAY, 0, true, "the first day"},
    {"tot", VALUE_DAY, 0, false, "the last day"},
    {"minuten", VALUE_NUMBER, 0, false, "how long"},
    {"woorden", VALUE_WORDS, 0, false, "a note beside it"},
    {0},
};
static const struct route_value result_values[] = {
    {"resultaat", VALUE_CODE, LIST_OUTCOME, true, "what was reached"},
    {"dag", VALUE_DAY, 0, true, "since when"},
    {"tot", VALUE_DAY, 0, false, "until when"},
    {"woorden", VALUE_WORDS, 0, false, "a note beside it"},
    {0},
};
static const struct route_value note_values[] = {
    {"notitie", VALUE_WORDS, 0, true, "the words"},
    {"wie_leest", VALUE_CODE, LIST_CONFIDENTIALITY, true, "who may read it"},
    {"dag", VALUE_DAY, 0, true, "the day it is about"},
    {"verbeter", VALUE_ID, 0, false, "the note that this one replaces"},
    {0},
};
static const struct route_value correct_values[] = {
    {"verbeter", VALUE_ID, 0, false, "what is corrected: it fills the form"},
    {0},
};

const struct route record_routes[] = {
    {"GET", "/personen/:person/contact", PERMISSION_DOSSIER_WRITE, correct_values,
     "a contact with a person", show_contact},
    {"POST", "/personen/:person/contact", PERMISSION_DOSSIER_WRITE, contact_values,
     "record a contact with a person", save_contact},
    {"GET", "/personen/:person/actie", PERMISSION_DOSSIER_WRITE, NULL,
     "an action in a trajectory", show_action},
    {"POST", "/personen/:person/actie", PERMISSION_DOSSIER_WRITE, action_values,
     "record an action in a trajectory", save_action},
    {"GET", "/personen/:person/resultaat", PERMISSION_DOSSIER_WRITE, NULL,
     "a result of a trajectory", show_result},
    {"POST", "/personen/:person/resultaat", PERMISSION_DOSSIER_WRITE, result_values,
     "record a result of a trajectory", save_result},
    {"GET", "/personen/:person/noteer", PERMISSION_DOSSIER_WRITE, correct_values,
     "a note about a person", show_note},
    {"POST", "/personen/:person/noteer", PERMISSION_DOSSIER_WRITE, note_values,
     "record a note about a person", save_note},
    {0},
};
