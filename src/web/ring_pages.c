/* Who else accompanies this person, for what, since when, until when; and what deserves
 * a look: two that do the same, nobody named, no next date, ended and not followed. */
#include "act/coordination_acts.h"
#include "act/ring_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "web/person_tabs.h"
#include "web/ring_parts.h"

static const char *ring_path(const struct request *q, const char *rest)
{
    struct arena *a = q->asking.arena;
    return arena_format(a, "%s/%s", person_tab_path(a, request_person(q), TAB_RING),
                        rest);
}

static enum err_code show_ring(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Begeleiders"));
    struct ring_view v;
    enum err_code rc = ring_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &v.file, TAB_RING);
    if (v.may_write)
        button_link(&r->body, "primary", ring_path(q, "nieuw"),
                    tr(q->tongue, "Voeg iemand toe"));
    if (role_has(q->asking.visitor.role, PERMISSION_CONSULTATION) &&
        gate_opens(&v.file.gate, CATEGORY_GOAL, true, q->asking.visitor.worker,
                   q->asking.visitor.organisation))
        button_link(&r->body, "secondary",
                    person_path(q->asking.arena, request_person(q), "overleg"),
                    tr(q->tongue, "Bespreek op een overleg"));
    html_f(
        &r->body, "<p><a href=\"%s\">%s</a></p>\n",
        person_path(q->asking.arena, request_person(q), "zorg"),
        tr(q->tongue, "Alles rond deze persoon: wie afstemt, overdrachten, stappen"));
    ring_remarks_html(&r->body, &f, q, &v);
    ring_html(&r->body, &f, q, &v);
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

/* Says so when the colleague who is named now has more people than was agreed (R49): to
 * know, nothing is refused because of it. */
static enum err_code go_back(struct reply *r, struct request *q, const char *back,
                             struct uuid worker, struct err *e)
{
    bool is_over = false;
    enum err_code rc = OK;
    if (!uuid_is_nil(worker)) rc = caseload_is_over(&is_over, &q->asking, worker, e);
    if (rc == OK) reply_redirect(r, q, back, is_over ? "boven-afspraak" : "bewaard");
    return rc;
}

/* --- adding --- */

static struct choice *name_choices(size_t *n_out, struct arena *a,
                                   const struct office_name *names, size_t n,
                                   const char *none)
{
    struct choice *list = arena_new_array(a, struct choice, n + 1);
    list[0] = (struct choice){.value = "", .label = none};
    for (size_t i = 0; i < n; i++) {
        char id[UUID_TEXT + 1];
        uuid_text(id, names[i].id);
        list[i + 1] =
            (struct choice){.value = arena_format(a, "%s", id), .label = names[i].name};
    }
    *n_out = n + 1;
    return list;
}

static void write_who(struct buf *out, const struct frame *f, const struct request *q,
                      const struct ring_view *v, const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    size_t n;
    struct choice houses[] = {
        {.value = "eigen", .label = q->asking.visitor.organisation_name},
        {.value = "huis", .label = tr(f->tongue, "Een organisatie uit de lijst")},
        {.value = "ander", .label = tr(f->tongue, "Iemand anders, in woorden")}};
    field_choice(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(f->tongue, "Wie begeleidt?"),
                                 .value = request_text(q, "wie")},
                 houses, ARRAY_LEN(houses), false, errors);
    if (v->may_name) {
        struct choice *colleagues = name_choices(&n, a, v->colleagues, v->n_colleagues,
                                                 tr(f->tongue, "nog geen naam"));
        field_select(out, f,
                     &(struct field){
                         .name = "collega",
                         .label = tr(f->tongue, "Welke collega?"),
                         .hint = tr(f->tongue, "Alleen voor je eigen organisatie. Deze "
                                               "collega ziet dan het dossier."),
                         .may_be_empty = true,
                         .value = request_text(q, "collega")},
                     colleagues, n, errors);
    }
    struct choice *houses_known = name_choices(
        &n, a, v->organisations, v->n_organisations, tr(f->tongue, "geen"));
    field_select(out, f,
                 &(struct field){.name = "organisatie",
                                 .label = tr(f->tongue, "Welke organisatie?"),
                                 .hint = tr(f->tongue, "Zij krijgen hierdoor geen "
                                                       "toegang tot het dossier."),
                                 .may_be_empty = true,
                                 .value = request_text(q, "organisatie")},
                 houses_known, n, errors);
    field_text(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(f->tongue, "Naam van de dienst of persoon, "
                                                      "of wat ze doen"),
                               .may_be_empty = true,
                               .value = request_text(q, "woorden")},
               errors);
}

static void write_days(struct buf *out, const struct frame *f, const struct request *q,
                       const struct form_errors *errors)
{
    struct str from = request_text(q, "sinds");
    char today[DAY_TEXT + 1];
    day_text(today, q->asking.today);
    field_day(out, f,
              &(struct field){.name = "sinds",
                              .label = tr(f->tongue, "Sinds wanneer?"),
                              .value = from.n ? from : str_of(today)},
              errors);
    field_day(out, f,
              &(struct field){.name = "volgende",
                              .label = tr(f->tongue, "Volgende datum"),
                              .may_be_empty = true,
                              .value = request_text(q, "volgende")},
              errors);
}

static enum err_code add_form(struct reply *r, struct request *q,
                              const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Voeg iemand toe"));
    struct ring_view v;
    size_t n;
    enum err_code rc = ring_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &v.file, TAB_RING);
    error_summary(&r->body, &f, errors);
    form_begin(&r->body, &f, ring_path(q, "nieuw"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    write_who(&r->body, &f, q, &v, errors);
    struct choice *domains =
        code_choices(&n, q->asking.arena, &f, LIST_GUIDANCE_DOMAIN);
    field_select(&r->body, &f,
                 &(struct field){.name = "waarvoor",
                                 .label = tr(q->tongue, "Waarvoor?"),
                                 .value = request_text(q, "waarvoor")},
                 domains, n, errors);
    write_days(&r->body, &f, q, errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

static enum err_code show_add_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return add_form(r, q, &none, e);
}

static void read_entry(struct ring_entry *entry, const struct request *q,
                       struct form_errors *errors)
{
    struct str who = request_text(q, "wie");
    form_code(&entry->domain, q, "waarvoor", LIST_GUIDANCE_DOMAIN, false,
              tr(q->tongue, "Kies waarvoor."), errors);
    form_text(&entry->words, q, "woorden", LIMIT_NAME_BYTES, true, NULL, errors);
    form_day(&entry->from, q, "sinds", false, errors);
    form_day(&entry->next_on, q, "volgende", true, errors);
    if (str_eq(who, S("eigen"))) {
        entry->organisation = q->asking.visitor.organisation;
        form_id(&entry->worker, q, "collega", true,
                tr(q->tongue, "Kies een collega uit de lijst."), errors);
    } else if (str_eq(who, S("huis"))) {
        form_id(&entry->organisation.u, q, "organisatie", false,
                tr(q->tongue, "Kies een organisatie uit de lijst."), errors);
    } else if (str_eq(who, S("ander"))) {
        if (!entry->words.n)
            form_error(errors, "woorden", tr(q->tongue, "Schrijf wie het is."));
    } else {
        form_error(errors, "wie", tr(q->tongue, "Kies wie er begeleidt."));
    }
}

static enum err_code take_entry(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct ring_entry entry = {0};
    const char *back = person_tab_path(q->asking.arena, request_person(q), TAB_RING);
    read_entry(&entry, q, &errors);
    if (errors.n) {
        reply_invalid(r);
        return add_form(r, q, &errors, e);
    }
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=bewaard", back);
    enum err_code rc = ring_add(&q->asking, request_person(q), &entry, e);
    if (rc == OK) rc = go_back(r, q, back, entry.worker, e);
    return rc;
}

/* --- changing --- */

static const struct guidance_fact *guidance_in(const struct ring_view *v,
                                               struct uuid id)
{
    for (size_t i = 0; i < v->n_ring; i++)
        if (uuid_eq(v->ring[i].id, id)) return &v->ring[i];
    return NULL;
}

static struct str day_value(const struct request *q, const char *name, struct day day)
{
    char text[DAY_TEXT + 1];
    if (request_has(q, name)) return request_text(q, name);
    day_text(text, day);
    return str_of(arena_format(q->asking.arena, "%s", text));
}

static void write_change_fields(struct buf *out, const struct frame *f,
                                const struct request *q, const struct ring_view *v,
                                const struct guidance_fact *g,
                                const struct form_errors *errors)
{
    char worker[UUID_TEXT + 1];
    uuid_text(worker, g->worker);
    bool is_own = uuid_eq(g->organisation.u, q->asking.visitor.organisation.u);
    if (is_own && v->may_name) {
        size_t n;
        struct str chosen = request_text(q, "collega");
        struct choice *colleagues =
            name_choices(&n, q->asking.arena, v->colleagues, v->n_colleagues,
                         tr(f->tongue, "nog geen naam"));
        field_select(out, f,
                     &(struct field){.name = "collega",
                                     .label = tr(f->tongue, "Welke collega?"),
                                     .may_be_empty = true,
                                     .value = request_has(q, "collega") ? chosen
                                              : uuid_is_nil(g->worker)
                                                  ? STR_NONE
                                                  : str_of(worker)},
                     colleagues, n, errors);
    } else {
        hidden(out, "collega", uuid_is_nil(g->worker) ? STR_NONE : str_of(worker));
    }
    field_day(out, f,
              &(struct field){.name = "volgende",
                              .label = tr(f->tongue, "Volgende datum"),
                              .may_be_empty = true,
                              .value = day_value(q, "volgende", g->next_on)},
              errors);
    field_day(out, f,
              &(struct field){.name = "tot",
                              .label = tr(f->tongue, "Gestopt op"),
                              .hint = tr(f->tongue, "Leeg: de begeleiding loopt nog."),
                              .may_be_empty = true,
                              .value = day_value(q, "tot", g->to)},
              errors);
}

static enum err_code change_form(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wijzig wie begeleidt"));
    struct ring_view v;
    char id[UUID_TEXT + 1];
    enum err_code rc = ring_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    const struct guidance_fact *g = guidance_in(&v, request_id(q, "guidance"));
    if (!g) return err_set(e, ERR_NOT_FOUND, "nobody in the ring has this id");
    uuid_text(id, g->id);
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &v.file, TAB_RING);
    error_summary(&r->body, &f, errors);
    html_f(&r->body, "<p><strong><bdi>%s</bdi></strong>, ", ring_name_of(q, &v, g));
    label_html(&r->body, f.tongue, LIST_GUIDANCE_DOMAIN, g->domain);
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, ring_path(q, id),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    write_change_fields(&r->body, &f, q, &v, g, errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

static enum err_code show_change_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return change_form(r, q, &none, e);
}

static enum err_code take_change(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct day to, next_on;
    struct uuid worker;
    const char *back = person_tab_path(q->asking.arena, request_person(q), TAB_RING);
    form_day(&to, q, "tot", true, &errors);
    form_day(&next_on, q, "volgende", true, &errors);
    form_id(&worker, q, "collega", true,
            tr(q->tongue, "Kies een collega uit de lijst."), &errors);
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=bewaard", back);
    if (!errors.n) {
        enum err_code rc =
            ring_change(&q->asking, request_person(q), request_id(q, "guidance"), to,
                        next_on, worker, e);
        if (rc == OK) return go_back(r, q, back, worker, e);
        if (rc != ERR_INVALID) return rc;
        form_error(&errors, "tot",
                   tr(q->tongue, "Stoppen kan niet voor het begin. Kies een latere "
                                 "dag."));
    }
    reply_invalid(r);
    return change_form(r, q, &errors, e);
}

static const struct route_value ring_values[] = {
    {"wie", VALUE_TEXT, 0, true, "eigen, huis (from the list) or ander (in words)"},
    {"collega", VALUE_ID, 0, false, "a colleague; opens the file for them"},
    {"organisatie", VALUE_ID, 0, false, "an organisation of the house"},
    {"woorden", VALUE_TEXT, 0, false, "who, or what they do"},
    {"waarvoor", VALUE_CODE, LIST_GUIDANCE_DOMAIN, true, "what for"},
    {"sinds", VALUE_DAY, 0, true, "first day"},
    {"volgende", VALUE_DAY, 0, false, "next date"},
    {0},
};
static const struct route_value change_values[] = {
    {"collega", VALUE_ID, 0, false, "who of one's own organisation"},
    {"volgende", VALUE_DAY, 0, false, "next date"},
    {"tot", VALUE_DAY, 0, false, "last day"},
    {0},
};

const struct route ring_routes[] = {
    {"GET", "/personen/:person/begeleiders", PERMISSION_PERSON_READ, NULL,
     "who accompanies the person, and what deserves a look", show_ring},
    {"GET", "/personen/:person/begeleiders/nieuw", PERMISSION_PERSON_READ, NULL,
     "form to add somebody who accompanies", show_add_form},
    {"POST", "/personen/:person/begeleiders/nieuw", PERMISSION_DOSSIER_WRITE,
     ring_values, "add somebody who accompanies", take_entry},
    {"GET", "/personen/:person/begeleiders/:guidance", PERMISSION_PERSON_READ, NULL,
     "form to change or end who accompanies", show_change_form},
    {"POST", "/personen/:person/begeleiders/:guidance", PERMISSION_DOSSIER_WRITE,
     change_values, "change or end who accompanies", take_change},
    {0},
};
