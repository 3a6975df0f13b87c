/* One thing about a person, changed on a page of its own. */
#include "act/person_edit.h"
#include "domain/attribute.h"
#include "web/person_fields.h"
#include "web/person_tabs.h"

/* --- a field --- */

struct field_page {
    struct dossier_view file;
    struct form_errors errors;
    const struct person_field *field;
    struct str value;
    struct uuid seen, form;
};

static enum err_code open_file(struct dossier_view *out, struct request *q,
                               struct err *e)
{
    return dossier_open(out, &q->asking, request_person(q),
                        DOSSIER_IDENTITY | DOSSIER_COURSE, "who a person is", e);
}

static void write_value(struct buf *out, const struct frame *f,
                        const struct field_page *p)
{
    struct field d = {.name = "waarde",
                      .label = tr_later(f->tongue, p->field->label),
                      .hint =
                          p->field->hint ? tr_later(f->tongue, p->field->hint) : NULL,
                      .value = p->value,
                      .input_mode = p->field->input_mode,
                      .may_be_empty = true,
                      .is_ltr = p->field->is_ltr,
                      .rows = p->field->rows,
                      .most = p->field->rows > 1 ? 1000 : 400};
    if (p->field->field == IDENTITY_SAFE_TO_CALL) {
        struct choice yes_no[] = {
            {.value = "yes", .label = tr(f->tongue, "Ja")},
            {.value = "no", .label = tr(f->tongue, "Nee, bel niet")}};
        field_choice(out, f, &d, yes_no, 2, false, &p->errors);
    } else if (p->field->rows > 1) {
        field_area(out, f, &d, &p->errors);
    } else {
        field_text(out, f, &d, &p->errors);
    }
}

static void write_field_page(struct reply *r, struct request *q, struct field_page *p)
{
    struct frame f = frame_of(q, tr_later(q->tongue, p->field->label));
    char seen[UUID_TEXT + 1];
    f.nav = NAV_FILES;
    f.has_errors = p->errors.n > 0;
    person_form_begin(&r->body, &f, q, &p->file, TAB_DETAILS);
    error_summary(&r->body, &f, &p->errors);
    form_begin(&r->body, &f,
               person_path(q->asking.arena, request_person(q), "gegevens/veld"),
               p->form);
    hidden(&r->body, "veld", str_of(identity_field_name(p->field->field)));
    uuid_text(seen, p->seen);
    if (!uuid_is_nil(p->seen)) hidden(&r->body, "gezien", str_of(seen));
    write_value(&r->body, &f, p);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (p->errors.n) reply_invalid(r);
}

static enum err_code find_field(const struct person_field **out,
                                const struct request *q, struct err *e)
{
    enum identity_field field = identity_field_named(request_text(q, "veld"));
    *out = field == N_IDENTITY_FIELDS ? NULL : person_field_of(field);
    return *out ? OK : err_set(e, ERR_NOT_FOUND, "no such field of a person");
}

static const char *cure_of(enum tongue t, enum identity_field field)
{
    if (field == IDENTITY_BIRTH_DATE)
        return tr(t, "Schrijf een datum zoals 30/7/1985, of alleen het jaar");
    if (field == IDENTITY_INSZ)
        return tr(t, "Kijk het nummer na: de laatste twee cijfers passen niet bij de "
                     "rest");
    if (field == IDENTITY_SAFE_TO_CALL) return tr(t, "Kies ja of nee");
    return tr(t, "Maak dit korter");
}

static enum err_code save_field(struct reply *r, struct request *q, struct err *e)
{
    struct field_page p = {.form = q->asking.form};
    struct form_errors ignored = {.n = 0};
    enum edit_outcome outcome;
    enum err_code rc;
    TRY(find_field(&p.field, q, e));
    p.value = request_text(q, "waarde");
    if (!form_id(&p.seen, q, "gezien", true, "", &ignored)) p.seen = (struct uuid){{0}};
    q->asking.location = person_path(q->asking.arena, request_person(q), "gegevens");
    rc = identity_edit(&outcome, &q->asking, request_person(q), p.field->field, p.seen,
                       p.value, e);
    if (rc == ERR_INVALID || rc == ERR_TOO_LARGE) {
        form_error(&p.errors, "waarde", cure_of(q->tongue, p.field->field));
        TRY(open_file(&p.file, q, e));
        write_field_page(r, q, &p);
        goto out;
    }
    if (rc != OK) goto out;
    reply_redirect(r, q, q->asking.location,
                   outcome == EDIT_PROPOSED ? "twee-versies" : "bewaard");
out:
    dossier_wipe(&p.file.dossier);
    return rc;
}

/* --- an attribute --- */

struct attribute_page {
    struct dossier_view file;
    struct form_errors errors;
    uint8_t kind;
    struct str state, value, source, day;
    struct uuid form;
};

static const struct {
    const char *word;
    enum answer_state state;
    const char *label;
} states[] = {
    {"known", ANSWER_KNOWN, TR("Ja, dit is het antwoord")},
    {"unknown", ANSWER_UNKNOWN, TR("De persoon weet het niet")},
    {"refused", ANSWER_REFUSED, TR("De persoon zegt het liever niet")},
    {"not_asked", ANSWER_NOT_ASKED, TR("Niet gevraagd")},
};

static void write_answer(struct buf *out, const struct frame *f, struct arena *a,
                         const struct attribute_page *p)
{
    const struct code_list *list = attribute_value_kind(p->kind) == ATTRIBUTE_VALUE_CODE
                                       ? attribute_value_list(p->kind)
                                       : NULL;
    struct field d = {.name = "waarde",
                      .label = code_label(code_list_at(LIST_ATTRIBUTE_KIND), p->kind,
                                          tongue_facts(f->tongue)->lang),
                      .value = p->value};
    if (!list) {
        d.hint = tr(f->tongue, "Schrijf het jaar met 4 cijfers, een maand als getal");
        d.input_mode = "numeric";
        d.is_ltr = true;
        field_text(out, f, &d, &p->errors);
        return;
    }
    size_t n = 0, which = 0;
    while (which < code_list_count() && code_list_at(which) != list)
        which++;
    struct choice *choices = code_choices(&n, a, f, which);
    if (n > 8)
        field_select(out, f, &d, choices, n, &p->errors);
    else
        field_choice(out, f, &d, choices, n, false, &p->errors);
}

static void write_attribute_page(struct reply *r, struct request *q,
                                 struct attribute_page *p)
{
    const struct code_list *kinds = code_list_at(LIST_ATTRIBUTE_KIND);
    struct frame f =
        frame_of(q, code_label(kinds, p->kind, tongue_facts(q->tongue)->lang));
    struct arena *a = q->asking.arena;
    struct choice choice[ARRAY_LEN(states)];
    size_t n;
    struct choice *sources = code_choices(&n, a, &f, LIST_ATTRIBUTE_SOURCE);
    struct field state = {.name = "stand",
                          .label = tr(q->tongue, "Wat zei de persoon?"),
                          .value = p->state};
    struct field source = {.name = "bron",
                           .label = tr(q->tongue, "Van wie weet je dit?"),
                           .value = p->source,
                           .may_be_empty = true};
    struct field day = {.name = "sinds",
                        .label = tr(q->tongue, "Sinds wanneer is dit zo?"),
                        .hint =
                            tr(q->tongue, "Wil of weet de persoon het niet? Schrijf "
                                          "de dag waarop je het vroeg"),
                        .value = p->day};
    for (size_t i = 0; i < ARRAY_LEN(states); i++)
        choice[i] = (struct choice){.value = states[i].word,
                                    .label = tr_later(q->tongue, states[i].label)};
    f.nav = NAV_FILES;
    f.has_errors = p->errors.n > 0;
    person_form_begin(&r->body, &f, q, &p->file, TAB_DETAILS);
    error_summary(&r->body, &f, &p->errors);
    if (attribute_is_sensitive(p->kind))
        inset(&r->body, "note",
              tr(q->tongue, "Dit is gevoelig. Zeg waarom je het vraagt. De persoon mag "
                            "het voor zich houden."));
    form_begin(&r->body, &f, person_path(a, request_person(q), "gegevens/kenmerk"),
               p->form);
    hidden(&r->body, "kenmerk", str_of(kinds->codes[p->kind].code));
    write_answer(&r->body, &f, a, p);
    field_choice(&r->body, &f, &state, choice, ARRAY_LEN(states), false, &p->errors);
    field_select(&r->body, &f, &source, sources, n, &p->errors);
    field_day(&r->body, &f, &day, &p->errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    if (p->errors.n) reply_invalid(r);
}

static enum err_code find_kind(uint8_t *out, const struct request *q, struct err *e)
{
    int kind =
        code_index(code_list_at(LIST_ATTRIBUTE_KIND), request_text(q, "kenmerk"));
    *out = kind < 0 ? CODE_MISSING : (uint8_t)kind;
    return kind < 0 ? err_set(e, ERR_NOT_FOUND, "no such attribute of a person") : OK;
}

static void read_answer(struct attribute_fact *out, struct attribute_page *p,
                        struct request *q)
{
    int value;
    *out = (struct attribute_fact){.person = request_person(q),
                                   .kind = p->kind,
                                   .state = N_ATTRIBUTE_KIND,
                                   .valid_to = DAY_NONE};
    for (size_t i = 0; i < ARRAY_LEN(states); i++)
        if (str_eq_c(p->state, states[i].word)) out->state = (uint8_t)states[i].state;
    if (!p->state.n && p->value.n) out->state = ANSWER_KNOWN;
    if (out->state > ANSWER_REFUSED)
        form_error(&p->errors, "stand", tr(q->tongue, "Kies wat de persoon zei"));
    if (out->state == ANSWER_KNOWN &&
        attribute_value_read(&value, p->kind, p->value, NULL) != OK)
        form_error(&p->errors, "waarde",
                   tr(q->tongue, "Kies of schrijf het antwoord, of kies dat de persoon "
                                 "het niet weet of niet zegt"));
    snprintf(out->value, sizeof out->value, "%.*s", STR_ARG(p->value));
    form_code(&out->source, q, "bron", LIST_ATTRIBUTE_SOURCE, true,
              tr(q->tongue, "Kies een bron uit de lijst"), &p->errors);
    if (form_day(&out->valid_from, q, "sinds", false, &p->errors) &&
        out->valid_from.v > q->asking.today.v)
        form_error(&p->errors, "sinds",
                   tr(q->tongue, "Kies vandaag of een dag ervoor"));
}

static enum err_code save_attribute(struct reply *r, struct request *q, struct err *e)
{
    struct attribute_page p = {.form = q->asking.form};
    struct attribute_fact f;
    enum err_code rc;
    TRY(find_kind(&p.kind, q, e));
    p.state = request_text(q, "stand");
    p.value = request_text(q, "waarde");
    p.source = request_text(q, "bron");
    p.day = request_text(q, "sinds");
    read_answer(&f, &p, q);
    q->asking.location = person_path(q->asking.arena, request_person(q), "gegevens");
    if (!p.errors.n) {
        TRY(attribute_record(&q->asking, &f, e));
        reply_redirect(r, q, q->asking.location, "bewaard");
        goto out;
    }
    TRY(open_file(&p.file, q, e));
    write_attribute_page(r, q, &p);
out:
    dossier_wipe(&p.file.dossier);
    return rc;
}

/* --- the page to change one thing --- */

static enum err_code show_edit(struct reply *r, struct request *q, struct err *e)
{
    struct field_page p = {.form = uuid7_new()};
    struct attribute_page t = {.form = p.form, .source = S("self")};
    char today[DAY_TEXT + 1];
    enum err_code rc;
    if (request_has(q, "kenmerk")) {
        TRY(find_kind(&t.kind, q, e));
        TRY(open_file(&t.file, q, e));
        day_text(today, q->asking.today);
        t.day = str_of(today);
        write_attribute_page(r, q, &t);
        goto out;
    }
    TRY(find_field(&p.field, q, e));
    TRY(open_file(&p.file, q, e));
    p.value = p.file.dossier.identity.value[p.field->field];
    p.seen = p.file.dossier.identity_row[p.field->field];
    write_field_page(r, q, &p);
out:
    dossier_wipe(&p.file.dossier);
    dossier_wipe(&t.file.dossier);
    return rc;
}

/* --- an answer that does not hold --- */

static enum err_code show_close(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Dit klopt niet meer"));
    struct dossier_view file = {.parts = 0};
    struct choice why[] = {
        {.value = "veranderd",
         .label = tr(q->tongue, "Het is veranderd: het was zo tot vandaag")},
        {.value = "fout", .label = tr(q->tongue, "Het was nooit juist: haal het weg")}};
    struct field d = {.name = "reden",
                      .label = tr(q->tongue, "Wat is er aan de hand?"),
                      .value = S("veranderd")};
    enum err_code rc;
    TRY(open_file(&file, q, e));
    f.nav = NAV_FILES;
    person_form_begin(&r->body, &f, q, &file, TAB_DETAILS);
    form_begin(&r->body, &f,
               person_path(q->asking.arena, request_person(q), "gegevens/klopt-niet"),
               uuid7_new());
    hidden(&r->body, "kenmerk", request_text(q, "kenmerk"));
    field_choice(&r->body, &f, &d, why, 2, false, NULL);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code close_attribute(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors ignored = {.n = 0};
    struct uuid attribute;
    enum err_code rc = ERR_NOT_FOUND;
    q->asking.location = person_path(q->asking.arena, request_person(q), "gegevens");
    if (!form_id(&attribute, q, "kenmerk", false, "", &ignored)) {
        rc = err_set(e, ERR_NOT_FOUND, "no such attribute of this person");
        goto out;
    }
    TRY(attribute_close(&q->asking, request_person(q), attribute,
                        str_eq(request_text(q, "reden"), S("fout")), e));
    reply_redirect(r, q, q->asking.location, "bewaard");
out:
    return rc;
}

static const struct route_value edit_values[] = {
    {"veld", VALUE_TEXT, 0, false, "a field that says who it is; or else"},
    {"kenmerk", VALUE_CODE, LIST_ATTRIBUTE_KIND, false, "a kind of attribute"},
    {0},
};
static const struct route_value field_values[] = {
    {"veld", VALUE_TEXT, 0, true, "which field"},
    {"gezien", VALUE_ID, 0, false, "the version of it that the form showed"},
    {"waarde", VALUE_WORDS, 0, false, "the new value; empty: not known any more"},
    {0},
};
static const struct route_value attribute_values[] = {
    {"kenmerk", VALUE_CODE, LIST_ATTRIBUTE_KIND, true, "kind of attribute"},
    {"stand", VALUE_TEXT, 0, true, "known, unknown, refused or not_asked"},
    {"waarde", VALUE_TEXT, 0, false, "a code of the list of its kind, or a year"},
    {"bron", VALUE_CODE, LIST_ATTRIBUTE_SOURCE, false, "who said so"},
    {"sinds", VALUE_DAY, 0, true, "since when; or the day it was asked"},
    {0},
};
static const struct route_value close_values[] = {
    {"kenmerk", VALUE_ID, 0, true, "the answer that does not hold"},
    {"reden", VALUE_TEXT, 0, false, "veranderd (until today) or fout (never)"},
    {0},
};

const struct route person_edit_routes[] = {
    {"GET", "/personen/:person/gegevens/wijzig", PERMISSION_PERSON_WRITE, edit_values,
     "change one thing about a person", show_edit},
    {"POST", "/personen/:person/gegevens/veld", PERMISSION_PERSON_WRITE, field_values,
     "a field that says who it is", save_field},
    {"POST", "/personen/:person/gegevens/kenmerk", PERMISSION_PERSON_WRITE,
     attribute_values, "a dated answer, also a refusal", save_attribute},
    {"GET", "/personen/:person/gegevens/klopt-niet", PERMISSION_PERSON_WRITE,
     close_values, "an answer that does not hold", show_close},
    {"POST", "/personen/:person/gegevens/klopt-niet", PERMISSION_PERSON_WRITE,
     close_values, "end an answer, or take it back", close_attribute},
    {0},
};
