/* A new file. Only from a search: the proof of it goes with the form (S2). */
#include "act/person_create.h"
#include "act/search_proof.h"
#include "encode/fold.h"
#include "store/course_read.h"
#include "web/person_hits_html.h"
#include "web/person_tabs.h"

struct new_page {
    struct form_errors errors;
    struct person_begin begin;
    struct uuid form;
    struct str municipality, programme;
    struct person_hits alike;
    struct programme_choice *programmes;
    size_t n_programmes;
};

static const struct {
    enum identity_field field;
    const char *name, *label, *hint, *input_mode;
    bool is_ltr;
} who_fields[] = {
    {IDENTITY_GIVEN_NAME, "voornaam", TR("Voornaam"), NULL, NULL, false},
    {IDENTITY_FAMILY_NAME, "achternaam", TR("Achternaam"), NULL, NULL, false},
    {IDENTITY_BIRTH_DATE, "geboren", TR("Geboortedatum of geboortejaar"),
     TR("Bijvoorbeeld 30/7/1985, 7/1985 of 1985"), NULL, true},
    {IDENTITY_PHONE, "telefoon", TR("Telefoon"), NULL, "tel", true},
};

static const struct {
    const char *code, *label;
} not_same[] = {
    {"says_so", TR("De persoon zegt dat het iemand anders is")},
    {"other_birth", TR("Een andere geboortedatum of leeftijd")},
    {"other_family", TR("Een andere familie of een ander adres")},
    {"seen_both", TR("Ik ken hen allebei")},
};

/* --- what was filled in --- */

static void read_choices(struct new_page *p, struct request *q)
{
    struct person_begin *b = &p->begin;
    struct form_errors ignored = {.n = 0};
    p->municipality = request_text(q, "gemeente");
    p->programme = request_text(q, "project");
    b->municipality = -1;
    if (p->municipality.n) {
        const struct code_list *list = code_list_at(LIST_MUNICIPALITY);
        b->municipality = code_match(list, p->municipality);
        if (b->municipality < 0 || !code_in_use(list, b->municipality, q->asking.today))
            form_error(&p->errors, "gemeente",
                       tr(q->tongue, "We kennen die gemeente niet. Kijk de naam na, of "
                                     "laat dit leeg"));
    }
    form_code(&b->language, q, "taal", LIST_LANGUAGE, true,
              tr(q->tongue, "Kies een taal uit de lijst"), &p->errors);
    form_code(&b->channel, q, "kanaal", LIST_INTAKE_CHANNEL, true,
              tr(q->tongue, "Kies een weg uit de lijst"), &p->errors);
    if (!form_id(&b->programme, q, "project", true, "", &ignored) ||
        !form_id(&b->thread, q, "gesprek", true, "", &ignored))
        form_error(&p->errors, "project",
                   tr(q->tongue, "Kies een project uit de lijst"));
}

static void read_page(struct new_page *p, struct request *q)
{
    struct person_begin *b = &p->begin;
    b->identity.value[IDENTITY_CALL_NAME] = request_text(q, "roepnaam");
    for (size_t i = 0; i < ARRAY_LEN(who_fields); i++)
        b->identity.value[who_fields[i].field] = request_text(q, who_fields[i].name);
    b->agrees = request_has(q, "akkoord");
    b->not_same = request_text(q, "iemand_anders");
    b->proof = request_text(q, "bewijs");
    b->searched = request_text(q, "gezocht");
    b->searched_birth = request_text(q, "gezocht_geboren");
    read_choices(p, q);
    p->form = uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form;
}

/* What was searched, as a beginning: the year stands apart, the rest is a name unless
 * it is a number. */
static void fill_from_search(struct new_page *p, struct request *q)
{
    struct identity *i = &p->begin.identity;
    struct str words = str_trim(p->begin.searched);
    struct str born = person_asked_birth(words), number = words;
    size_t digits = 0, space = 0;
    for (size_t k = 0; k < number.n; k++) {
        digits += number.p[k] >= '0' && number.p[k] <= '9';
        if (number.p[k] == ' ' && !space) space = k;
    }
    i->value[IDENTITY_BIRTH_DATE] =
        p->begin.searched_birth.n ? p->begin.searched_birth : born;
    if (digits >= 8 && !born.n) {
        i->value[IDENTITY_PHONE] = words;
        return;
    }
    if (digits) {
        if (!born.n || born.p == words.p) return;
        words = str_trim((struct str){words.p, (size_t)(born.p - words.p)});
    }
    if (space && space < words.n) {
        i->value[IDENTITY_GIVEN_NAME] = (struct str){words.p, space};
        i->value[IDENTITY_FAMILY_NAME] =
            str_trim((struct str){words.p + space, words.n - space});
    } else {
        i->value[IDENTITY_CALL_NAME] = words;
    }
    (void)q;
}

/* The act says no as well; here the cure stands at the field. */
static void check_page(struct new_page *p, struct request *q)
{
    const struct identity *i = &p->begin.identity;
    bool says_who = false;
    for (size_t k = 0; k < ARRAY_LEN(who_fields); k++) {
        struct str value = i->value[who_fields[k].field];
        says_who |= value.n > 0;
        if (value.n > (who_fields[k].field == IDENTITY_PHONE ? 64u : 400u))
            form_error(&p->errors, who_fields[k].name,
                       tr(q->tongue, "Maak dit korter"));
    }
    if (!i->value[IDENTITY_CALL_NAME].n && !i->value[IDENTITY_GIVEN_NAME].n &&
        !i->value[IDENTITY_FAMILY_NAME].n)
        form_error(&p->errors, "roepnaam",
                   tr(q->tongue, "Schrijf hoe je deze persoon noemt. Een bijnaam is "
                                 "genoeg"));
    if (says_who && !p->begin.agrees)
        form_error(&p->errors, "akkoord",
                   tr(q->tongue, "Vraag of je de naam mag noteren en duid dat aan, of "
                                 "gebruik alleen een roepnaam"));
    struct str born = i->value[IDENTITY_BIRTH_DATE];
    if (born.n && !date_guess(born).year)
        form_error(&p->errors, "geboren",
                   tr(q->tongue, "Schrijf het jaar met 4 cijfers, of een datum zoals "
                                 "30/7/1985"));
}

/* --- the page --- */

static void who_part(struct buf *out, const struct frame *f, const struct new_page *p)
{
    const struct identity *i = &p->begin.identity;
    struct choice agree = {.value = "ja",
                           .label = tr(f->tongue, "Ja, de persoon is akkoord")};
    struct field call = {
        .name = "roepnaam",
        .label = tr(f->tongue, "Roepnaam"),
        .hint =
            tr(f->tongue, "Hoe wil de persoon genoemd worden? Een bijnaam is genoeg "
                          "om te beginnen."),
        .value = i->value[IDENTITY_CALL_NAME],
        .may_be_empty = i->value[IDENTITY_GIVEN_NAME].n > 0};
    struct field agrees = {
        .name = "akkoord",
        .label = tr(f->tongue, "Mag je noteren wie de persoon is?"),
        .hint = tr(f->tongue, "Zonder akkoord begint het dossier met een roepnaam. De "
                              "rest kan later."),
        .value = p->begin.agrees ? S("ja") : STR_NONE,
        .may_be_empty = true};
    field_text(out, f, &call, &p->errors);
    field_checks(out, f, &agrees, &agree, 1, &p->errors);
    for (size_t k = 0; k < ARRAY_LEN(who_fields); k++) {
        struct field d = {
            .name = who_fields[k].name,
            .label = tr_later(f->tongue, who_fields[k].label),
            .hint = who_fields[k].hint ? tr_later(f->tongue, who_fields[k].hint) : NULL,
            .value = i->value[who_fields[k].field],
            .input_mode = who_fields[k].input_mode,
            .may_be_empty = true,
            .is_ltr = who_fields[k].is_ltr};
        field_text(out, f, &d, &p->errors);
    }
}

static struct str code_text(size_t list, uint8_t code)
{
    if (code == CODE_MISSING) return STR_NONE;
    return str_of(code_list_at(list)->codes[code].code);
}

static void course_part(struct buf *out, const struct frame *f, struct arena *a,
                        const struct new_page *p)
{
    struct choice *choices = arena_new_array(a, struct choice, p->n_programmes + 1);
    for (size_t i = 0; i < p->n_programmes; i++) {
        char id[UUID_TEXT + 1];
        const struct programme_choice *c = &p->programmes[i];
        uuid_text(id, uuid_is_nil(c->project.u) ? c->partnership.u : c->project.u);
        choices[i] = (struct choice){.value = arena_copy(a, id, UUID_TEXT),
                                     .label = p->programmes[i].title};
    }
    struct field programme = {
        .name = "project",
        .label = tr(f->tongue, "Begint er nu een traject? In welk project?"),
        .hint = tr(f->tongue, "Laat dit leeg als de persoon nog wil nadenken."),
        .value = p->programme,
        .may_be_empty = true};
    if (p->n_programmes)
        field_select(out, f, &programme, choices, p->n_programmes, &p->errors);
    size_t n;
    struct choice *channels = code_choices(&n, a, f, LIST_INTAKE_CHANNEL);
    struct field channel = {.name = "kanaal",
                            .label = tr(f->tongue, "Hoe kwam de persoon bij jou?"),
                            .value = code_text(LIST_INTAKE_CHANNEL, p->begin.channel),
                            .may_be_empty = true};
    if (p->n_programmes) field_select(out, f, &channel, channels, n, &p->errors);
}

static void place_part(struct buf *out, const struct frame *f, struct arena *a,
                       const struct new_page *p)
{
    size_t n;
    struct choice *languages = code_choices(&n, a, f, LIST_LANGUAGE);
    struct field municipality = {
        .name = "gemeente",
        .label = tr(f->tongue, "Gemeente waar de persoon verblijft"),
        .value = p->municipality,
        .may_be_empty = true};
    struct field language = {.name = "taal",
                             .label = tr(f->tongue, "Taal waarin jullie praten"),
                             .value = code_text(LIST_LANGUAGE, p->begin.language),
                             .may_be_empty = true};
    field_text(out, f, &municipality, &p->errors);
    field_select(out, f, &language, languages, n, &p->errors);
}

static void alike_part(struct buf *out, const struct frame *f, const struct request *q,
                       const struct new_page *p)
{
    if (!p->alike.n) return;
    struct choice reasons[ARRAY_LEN(not_same)];
    for (size_t i = 0; i < ARRAY_LEN(not_same); i++)
        reasons[i] = (struct choice){.value = not_same[i].code,
                                     .label = tr_later(f->tongue, not_same[i].label)};
    struct field d = {.name = "iemand_anders",
                      .label = tr(f->tongue, "Dit is iemand anders, want"),
                      .value = p->begin.not_same};
    html_f(out, "<h2>");
    text_html(out, f->tongue, "Is het een van deze personen?");
    html_f(out, "</h2>\n");
    /* within another form: links, no buttons of their own */
    person_hits_html(out, f, q, &p->alike, (struct uuid){{0}});
    field_choice(out, f, &d, reasons, ARRAY_LEN(reasons), false, &p->errors);
}

static void write_page(struct reply *r, struct request *q, struct new_page *p)
{
    struct frame f = frame_of(q, tr(q->tongue, "Nieuwe persoon"));
    struct buf *out = &r->body;
    char id[UUID_TEXT + 1];
    f.nav = NAV_SEARCH;
    f.is_field = true;
    f.has_errors = p->errors.n > 0;
    page_begin(out, &f);
    page_back(out, &f, "/personen/zoek", tr(q->tongue, "Zoek een persoon"));
    error_summary(out, &f, &p->errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f, "/personen/nieuw", p->form);
    hidden(out, "bewijs", p->begin.proof);
    hidden(out, "gezocht", p->begin.searched);
    hidden(out, "gezocht_geboren", p->begin.searched_birth);
    uuid_text(id, p->begin.thread);
    if (!uuid_is_nil(p->begin.thread)) hidden(out, "gesprek", str_of(id));
    alike_part(out, &f, q, p);
    who_part(out, &f, p);
    place_part(out, &f, q->asking.arena, p);
    course_part(out, &f, q->asking.arena, p);
    button(out, "primary", tr(q->tongue, "Bewaar"), "bewaar", "1");
    form_end(out);
    page_end(out, &f);
    if (p->errors.n || p->alike.n) reply_invalid(r);
}

/* --- the acts --- */

static enum err_code show_nothing(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    reply_redirect(r, q, "/personen/zoek?opnieuw=1", NULL);
    return OK;
}

/* The page as it was left when the session ended. Its search is older than a proof
 * lasts; saving looks again for who is alike. */
static enum err_code show_kept(struct reply *r, struct request *q, struct err *e)
{
    struct new_page p = {.municipality = STR_NONE};
    const struct kept_values *k = q->kept;
    char proof[SEARCH_PROOF_TEXT + 1];
    enum err_code rc = OK;
    q->values = arena_new_array(q->asking.arena, struct named_value, k->n + 1);
    for (size_t i = 0; i < k->n; i++)
        q->values[i] = (struct named_value){k->at[i].name, k->at[i].value};
    q->n_values = k->n;
    read_page(&p, q);
    p.errors.n = 0;
    if (!p.begin.proof.n) return show_nothing(r, q, e);
    search_proof_make(proof, &q->asking, p.begin.searched, p.begin.searched_birth);
    p.begin.proof = str_of(proof);
    TRY(programme_choices(&p.programmes, &p.n_programmes, q->asking.arena,
                          q->asking.house->db, q->asking.visitor.organisation,
                          q->asking.today, e));
    write_page(r, q, &p);
out:
    return rc;
}

static enum err_code show_new(struct reply *r, struct request *q, struct err *e)
{
    return q->kept ? show_kept(r, q, e) : show_nothing(r, q, e);
}

static enum err_code save(struct reply *r, struct request *q, struct new_page *p,
                          struct person_id *person, struct err *e)
{
    enum err_code rc;
    q->asking.location =
        person_path(q->asking.arena, (struct person_id){q->asking.form}, "");
    TRY(person_create(person, &p->alike, &q->asking, &p->begin, e));
    if (!uuid_is_nil(person->u)) {
        reply_redirect(r, q, q->asking.location, "bewaard");
        goto out;
    }
    form_error(&p->errors, "iemand_anders",
               tr(q->tongue, "Kijk of het een van deze personen is. Zo niet, zeg dan "
                             "waarom het iemand anders is"));
out:
    return rc;
}

static enum err_code new_person(struct reply *r, struct request *q, struct err *e)
{
    struct new_page p = {.municipality = STR_NONE};
    struct person_id person = {{{0}}};
    enum err_code rc = OK;
    read_page(&p, q);
    if (!search_proof_holds(&q->asking, p.begin.proof, p.begin.searched,
                            p.begin.searched_birth))
        return show_nothing(r, q, e);
    TRY(programme_choices(&p.programmes, &p.n_programmes, q->asking.arena,
                          q->asking.house->db, q->asking.visitor.organisation,
                          q->asking.today, e));
    if (request_has(q, "bewaar") && !uuid_is_nil(q->asking.form)) {
        check_page(&p, q);
        if (!p.errors.n) TRY(save(r, q, &p, &person, e));
        if (!uuid_is_nil(person.u)) goto out;
    } else {
        p.errors.n = 0;
        fill_from_search(&p, q);
    }
    write_page(r, q, &p);
out:
    person_hits_wipe(&p.alike);
    return rc;
}

static const struct route_value new_values[] = {
    {"bewijs", VALUE_TEXT, 0, true, "proof of a search in the last half hour"},
    {"gezocht", VALUE_TEXT, 0, true, "what was searched"},
    {"gezocht_geboren", VALUE_TEXT, 0, false, "the date of birth that was searched"},
    {"gesprek", VALUE_ID, 0, false, "the anonymous thread that becomes this person"},
    {"bewaar", VALUE_FLAG, 0, false, "save; without it the form is shown"},
    {"roepnaam", VALUE_TEXT, 0, false, "what the person is called"},
    {"akkoord", VALUE_FLAG, 0, false, "the person agrees to be identified"},
    {"voornaam", VALUE_TEXT, 0, false, "given name; with agreement"},
    {"achternaam", VALUE_TEXT, 0, false, "family name; with agreement"},
    {"geboren", VALUE_TEXT, 0, false, "date or year of birth; with agreement"},
    {"telefoon", VALUE_TEXT, 0, false, "telephone; with agreement"},
    {"gemeente", VALUE_TEXT, 0, false, "name of the municipality"},
    {"taal", VALUE_CODE, LIST_LANGUAGE, false, "language of contact"},
    {"project", VALUE_ID, 0, false, "project or partnership of a first trajectory"},
    {"kanaal", VALUE_CODE, LIST_INTAKE_CHANNEL, false, "how the person came"},
    {"iemand_anders", VALUE_TEXT, 0, false, "why who is alike is somebody else"},
    {0},
};

const struct route person_new_routes[] = {
    {"GET", "/personen/nieuw", PERMISSION_PERSON_CREATE, NULL,
     "leads to the search: a file begins with one", show_new},
    {"POST", "/personen/nieuw", PERMISSION_PERSON_CREATE, new_values,
     "begin a file, after a search", new_person},
    {0},
};
