/* From a person's barriers to a service: the social map, asked for that barrier where
 * the person lives, and the one that is chosen as a step in the plan. The map itself
 * never learns of the person. */
#include "act/record_acts.h"
#include "domain/geography.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"
#include "web/service_parts.h"

/* Where the person lives, from what was written down; "" when nobody did. */
static const char *home_of(const struct dossier *d)
{
    const char *home = "";
    for (size_t i = 0; i < d->n_attributes; i++) {
        const struct attribute_fact *x = &d->attributes[i];
        if (x->kind != ATTRIBUTE_KIND_MUNICIPALITY || x->state != ANSWER_KNOWN)
            continue;
        home = x->value;
    }
    return home;
}

static void choose_button(struct buf *out, const struct frame *f,
                          const struct request *q, const struct service_view *v,
                          const struct service_asked *asked)
{
    struct arena *a = q->asking.arena;
    form_begin(out, f, person_path(a, request_person(q), "dienst"), uuid7_new());
    hidden(out, "dienst", id_str(a, v->id));
    if (asked->condition != CODE_MISSING)
        hidden(out, "drempel", code_value(LIST_CONTEXT_CONDITION, asked->condition));
    button(out, "secondary", tr(f->tongue, "Kies deze dienst"), NULL, NULL);
    form_end(out);
}

static enum err_code show_choices(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Zoek een dienst"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct service_asked asked = service_asked_read(q);
    const char *here = person_path(a, request_person(q), "dienst");
    struct service_view *services;
    struct dossier_view file;
    int64_t total;
    size_t n;
    bool more;
    enum err_code rc;
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE, "social map", e));
    if (!request_has(q, "gemeente"))
        snprintf(asked.filter.wanted.place, sizeof asked.filter.wanted.place, "%s",
                 home_of(&file.dossier));
    TRY(services_find(&services, &n, &more, &total, &q->asking, &asked.filter, e));
    f.nav = NAV_FILES;
    person_form_begin(out, &f, q, &file, TAB_CONDITIONS);
    service_filter_html(out, &f, q, here, &asked);
    if (!n)
        html_f(out, "<p>%s <a href=\"/sociale-kaart/tekort\">%s</a></p>\n",
               tr(f.tongue, "Geen dienst gevonden die hieraan voldoet."),
               tr(f.tongue, "Meld dat hier een dienst ontbreekt"));
    if (n) html_f(out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < n; i++) {
        service_card_open(out, &f, a, &services[i],
                          id_path(a, "/sociale-kaart/", services[i].id, ""),
                          q->asking.now_ms);
        choose_button(out, &f, q, &services[i], &asked);
        html_f(out, "</li>\n");
    }
    if (n) html_f(out, "</ul>\n");
    size_t most = asked.filter.wanted.most, from = asked.filter.wanted.first;
    pager(out, &f,
          from ? service_list_path(q, here, from > most ? from - most : 0) : NULL,
          more ? service_list_path(q, here, from + most) : NULL);
    page_end(out, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

static enum err_code choose(struct reply *r, struct request *q, struct err *e)
{
    struct step_fact step = {.person = request_person(q),
                             .on = q->asking.today,
                             .owner = STEP_OWNER_TOGETHER,
                             .due_on = DAY_NONE};
    struct form_errors errors = {0};
    struct arena *a = q->asking.arena;
    struct service_view v;
    struct uuid service;
    struct gate gate;
    enum err_code rc;
    form_code(&step.condition, q, "drempel", LIST_CONTEXT_CONDITION, true, "", &errors);
    TRY(dossier_may_write(&gate, &q->asking, request_person(q),
                          PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL, e));
    if (!form_id(&service, q, "dienst", false, "", &errors)) {
        rc = err_set(e, ERR_USAGE, "expected the service that is chosen");
        goto out;
    }
    TRY(service_show(&v, &q->asking, service, e));
    step.words = str_of(arena_format(
        a, "%.*s%s%.*s%s%.*s", STR_ARG(v.name), v.organisation_name.n ? ", " : "",
        STR_ARG(v.organisation_name), v.phones.n ? ", " : "",
        STR_ARG(v.phones.n ? v.phones.at[0] : S(""))));
    field_lead(q, person_tab_path(a, request_person(q), TAB_PLAN), "stap-gekozen");
    rc = step_record(&q->asking, &step, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

static const struct route_value choice_values[] = {
    {"dienst", VALUE_ID, 0, true, "the service"},
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, false, "the barrier it is for"},
    {0},
};

const struct route service_choice_routes[] = {
    {"GET", "/personen/:person/dienst", PERMISSION_DOSSIER_WRITE, service_query,
     "services for a barrier of a person", show_choices},
    {"POST", "/personen/:person/dienst", PERMISSION_DOSSIER_WRITE, choice_values,
     "make a service a step in the plan", choose},
    {0},
};
