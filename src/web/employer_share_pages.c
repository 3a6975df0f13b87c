/* What a person lets an employer know (/personen/UUID/werk/UUID/delen): which employer,
 * then exactly what that employer sees, and changing it. */
#include "act/employer_acts.h"
#include "act/employer_share.h"
#include "web/file_form.h"
#include "web/handover_parts.h"

enum { EMPLOYERS_FOUND = 20 };

static const char *share_path(const struct request *q, struct uuid employer)
{
    struct arena *a = q->asking.arena;
    const char *all = person_path(a, request_person(q),
                                  id_path(a, "werk/", request_id(q, "job"), "/delen"));
    return uuid_is_nil(employer)
               ? all
               : arena_format(a, "%s/%.*s", all, STR_ARG(id_str(a, employer)));
}

/* --- which employer --- */

/* Labels of categories, with commas between. */
static void categories_html(struct buf *out, enum tongue t, unsigned categories)
{
    static const char *const words[] = {[SHARING_CATEGORY_IDENTITY] = TR("de naam"),
                                        [SHARING_CATEGORY_GOAL] = TR("het doel"),
                                        [SHARING_CATEGORY_WORK] =
                                            TR("de eerste werkdag")};
    bool is_first = true;
    for (unsigned c = 0; c < ARRAY_LEN(words); c++) {
        if (!words[c] || !(categories >> c & 1)) continue;
        if (!is_first) html_f(out, ", ");
        text_html_write(out, t, words[c]);
        is_first = false;
    }
}

static void known_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct employer_consent *list, size_t n)
{
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Geen enkele werkgever ziet iets van deze persoon."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a><br>%s ",
               share_path(q, list[i].employer.u), list[i].name, tr(f->tongue, "ziet:"));
        categories_html(out, f->tongue, list[i].categories);
        html_f(out, "</li>\n");
    }
    if (n) html_f(out, "</ul>\n");
}

static enum err_code found_html(struct buf *out, const struct frame *f,
                                const struct request *q, struct err *e)
{
    struct employer_wanted wanted = {.words = request_text(q, "naam"),
                                     .most = EMPLOYERS_FOUND};
    struct employer_view *list;
    size_t n;
    enum err_code rc = OK;
    if (!wanted.words.n) goto out;
    TRY(employers_show(&list, &n, &q->asking, &wanted, e));
    if (!n) html_f(out, "<p>%s</p>\n", tr(f->tongue, "Geen werkgever gevonden."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a></li>\n",
               share_path(q, list[i].id.u), list[i].name);
    if (n) html_f(out, "</ul>\n");
out:
    return rc;
}

static void search_html(struct buf *out, const struct frame *f, const struct request *q)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Een andere werkgever"));
    form_begin_get(out, f, share_path(q, (struct uuid){{0}}));
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(f->tongue, "Naam van de werkgever"),
                               .value = request_text(q, "naam"),
                               .type = "search"},
               NULL);
    button(out, "secondary", tr(f->tongue, "Zoek"), NULL, NULL);
    form_end(out);
}

static enum err_code show_list(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat weet de werkgever?"));
    struct dossier_view file = {0};
    struct employer_consent *list;
    struct buf *out = &r->body;
    size_t n;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(employer_shares(&list, &n, &q->asking, request_person(q), e));
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE, "consents", e));
    const struct dossier_event *job =
        dossier_event_of(&file.dossier, request_id(q, "job"));
    if (!job || job->fact.kind != EVENT_OUTCOME) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such job");
        goto out;
    }
    person_form_begin(out, &f, q, &file, TAB_WORK);
    html_f(out, "<p>");
    text_html(out, f.tongue,
              "Een werkgever ziet niets van het dossier. Alleen wat de persoon laat "
              "weten, staat op de bladzijde die de werkgever krijgt.");
    html_f(out, "</p>\n");
    known_html(out, &f, q, list, n);
    if (role_has(q->asking.visitor.role, PERMISSION_EMPLOYER)) {
        search_html(out, &f, q);
        TRY(found_html(out, &f, q, e));
        html_f(out, "<p><a href=\"/werkgevers/nieuw\">%s</a></p>\n",
               tr(f.tongue, "Voeg een werkgever toe"));
    }
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

/* --- what it sees --- */

static void preview_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct employer_share *s)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>");
    tr_html(out, t, "Dit ziet {0}", s->employer_name);
    html_f(out, "</h2>\n");
    if (!s->known)
        html_f(out, "<p>%s</p>\n", tr(t, "Niets. Er kan geen link gemaakt worden."));
    payload_html(out, f, a, s->card);
    if (s->hidden) {
        html_f(out, "<p>%s ", tr(t, "Ook dit, maar jij mag het niet lezen:"));
        categories_html(out, t, s->hidden);
        html_f(out, "</p>\n");
    }
    html_f(out, "<p class=\"quiet\">");
    text_html(out, t,
              "Nooit: gezondheid, schulden, herkomst, drempels, notities, adres of "
              "geboortedatum. Dat kan je hier niet aanvinken.");
    html_f(out, "</p>\n");
}

static const char *known_value(struct arena *a, unsigned known)
{
    const struct code_list *list = code_list_at(LIST_SHARING_CATEGORY);
    const char *value = "";
    for (uint8_t c = 0; c < N_SHARING_CATEGORY; c++)
        if (known >> c & 1)
            value = arena_format(a, "%s%s%s", value, value[0] ? "," : "",
                                 list->codes[c].code);
    return value;
}

static void category_fields(struct buf *out, const struct frame *f,
                            const struct request *q, const struct employer_share *s,
                            const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    enum tongue t = f->tongue;
    const struct choice all[] = {
        {.value = "identity",
         .label = tr(t, "De naam"),
         .hint = s->name.n ? str_to_c(a, s->name) : NULL},
        {.value = "work",
         .label = tr(t, "De eerste werkdag"),
         .hint = day_words(a, t, s->started_on, f->today)},
        {.value = "goal",
         .label = tr(t, "Het doel, in eigen woorden"),
         .hint = tr(t, "Met de stappen in het plan die niet over een drempel gaan.")}};
    struct choice choices[ARRAY_LEN(all)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        int c = code_index(code_list_at(LIST_SHARING_CATEGORY), str_of(all[i].value));
        if (!(s->may_change >> c & 1)) continue;
        if (c == SHARING_CATEGORY_GOAL && !s->has_goal && !(s->known >> c & 1))
            continue;
        choices[n++] = all[i];
    }
    field_checks(out, f,
                 &(struct field){.name = "wat",
                                 .label = tr(t, "Wat mag de werkgever weten?"),
                                 .hint = tr(t, "Lees voor wat er staat. Zonder de naam "
                                               "gaat er geen link naar de werkgever."),
                                 .value = errors->n ? request_many(q, "wat")
                                                    : str_of(known_value(a, s->known))},
                 choices, n, errors);
}

static void how_fields(struct buf *out, const struct frame *f, const struct request *q,
                       const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice forms[] = {
        {.value = "spoken", .label = tr(t, "Mondeling")},
        {.value = "tapped", .label = tr(t, "Zelf aangetikt op dit scherm")},
        {.value = "signed", .label = tr(t, "Op papier ondertekend")}};
    size_t n;
    struct choice *languages = code_choices(&n, q->asking.arena, f, LIST_LANGUAGE);
    field_choice(out, f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Hoe werd het gezegd?"),
                                 .value = request_text(q, "hoe")},
                 forms, ARRAY_LEN(forms), true, errors);
    field_select(out, f,
                 &(struct field){.name = "taal",
                                 .label = tr(t, "In welke taal spraken jullie?"),
                                 .value = request_text(q, "taal"),
                                 .may_be_empty = true},
                 languages, n, errors);
}

static enum err_code share_page(struct reply *r, struct request *q,
                                const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat ziet deze werkgever?"));
    struct arena *a = q->asking.arena;
    struct employer_share s = {0};
    struct buf *out = &r->body;
    enum err_code rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    TRY(employer_share_show(&s, &q->asking, request_person(q), request_id(q, "job"),
                            (struct organisation_id){request_id(q, "werkgever")}, e));
    person_form_begin(out, &f, q, &s.file, TAB_WORK);
    error_summary(out, &f, errors);
    preview_html(out, &f, a, &s);
    if (s.may_change) {
        html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Verander dit samen"));
        form_begin(out, &f, share_path(q, s.employer.u),
                   uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
        category_fields(out, &f, q, &s, errors);
        how_fields(out, &f, q, errors);
        button(out, "primary", tr(f.tongue, "Bewaar wat mag"), NULL, NULL);
        form_end(out);
    } else {
        inset(out, "note",
              tr(f.tongue, "Wie het dossier bijhoudt, verandert dit samen met de "
                           "persoon."));
    }
    page_end(out, &f);
out:
    dossier_wipe(&s.file.dossier);
    return rc;
}

static enum err_code show_share(struct reply *r, struct request *q, struct err *e)
{
    return share_page(r, q, &(struct form_errors){.n = 0}, e);
}

static void read_share(unsigned *categories, uint8_t *form, uint8_t *language,
                       const struct request *q, struct form_errors *errors)
{
    struct str one, rest = request_many(q, "wat");
    *categories = 0;
    while (str_split(&one, &rest, ',')) {
        if (!one.n) continue;
        int c = code_index(code_list_at(LIST_SHARING_CATEGORY), str_trim(one));
        if (c >= 0 && purpose_takes(SHARING_PURPOSE_EMPLOYER, (uint8_t)c))
            *categories |= 1u << c;
        else
            form_error(errors, "wat", tr(q->tongue, "Dat weet een werkgever nooit."));
    }
    form_code(form, q, "hoe", LIST_CONSENT_FORM, false,
              tr(q->tongue, "Kies hoe het gezegd werd."), errors);
    if (*form == CONSENT_FORM_NOT_ASKED)
        form_error(errors, "hoe", tr(q->tongue, "Kies hoe het gezegd werd."));
    form_code(language, q, "taal", LIST_LANGUAGE, true,
              tr(q->tongue, "Kies een taal uit de lijst."), errors);
}

static enum err_code take_share(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct organisation_id employer = {request_id(q, "werkgever")};
    unsigned categories;
    uint8_t form, language;
    enum err_code rc;
    read_share(&categories, &form, &language, q, &errors);
    field_lead(q, share_path(q, employer.u), "bewaard");
    if (!errors.n) {
        rc = employer_share_save(&q->asking, request_person(q), request_id(q, "job"),
                                 employer, categories, form, language, e);
        if (rc == OK) field_follow(r, q);
        if (rc != ERR_INVALID) return rc;
        *e = (struct err){0};
        form_error(&errors, "wat",
                   tr(q->tongue, "Kies wat de werkgever mag weten, of ga terug: nu "
                                 "ziet hij niets."));
    }
    reply_invalid(r);
    return share_page(r, q, &errors, e);
}

static const struct route_value list_values[] = {
    {"naam", VALUE_TEXT, 0, false, "a piece of the name of another employer"}, {0}};
static const struct route_value share_values[] = {
    {"wat", VALUE_CODE, LIST_SHARING_CATEGORY, false,
     "what the employer may know: identity, work, goal; several"},
    {"hoe", VALUE_CODE, LIST_CONSENT_FORM, true, "how it was told"},
    {"taal", VALUE_CODE, LIST_LANGUAGE, false, "in which language"},
    {0}};

const struct route employer_share_routes[] = {
    {"GET", "/personen/:person/werk/:job/delen", PERMISSION_PERSON_READ, list_values,
     "which employers know something of a person", show_list},
    {"GET", "/personen/:person/werk/:job/delen/:werkgever", PERMISSION_PERSON_READ,
     NULL, "exactly what an employer sees of a person", show_share},
    {"POST", "/personen/:person/werk/:job/delen/:werkgever", PERMISSION_CONSENT_WRITE,
     share_values, "what an employer may know from now on", take_share},
    {0},
};
