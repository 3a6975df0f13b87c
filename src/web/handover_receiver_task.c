/* Who receives a handover (task 2): an organisation of the house, or a service of the
 * social map. */
#include "store/office_store.h"
#include "web/handover_task_parts.h"
#include "web/service_parts.h"

enum { ORGANISATIONS_MOST = 2000, OLD_DAYS = 180 };

static void house_choices(struct task_page *p, const struct office_name *names,
                          size_t n)
{
    enum tongue t = p->q->tongue;
    struct choice *choices = arena_new_array(p->a, struct choice, n);
    size_t n_kinds;
    struct choice *kinds = code_choices(&n_kinds, p->a, &p->f, LIST_RECEIVER_KIND);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = str_to_c(p->a, id_str(p->a, names[i].id)),
                                     .label = names[i].name};
    task_form(p, "dienst");
    field_select(
        p->out, &p->f,
        &(struct field){.name = "naar",
                        .label = tr(t, "Een organisatie die al meewerkt"),
                        .value = task_sent_or(p, "naar",
                                              uuid_is_nil(p->s.v.fact.to.u)
                                                  ? STR_NONE
                                                  : id_str(p->a, p->s.v.fact.to.u))},
        choices, n, p->errors);
    field_select(p->out, &p->f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Als wat ontvangt ze?"),
                                 .hint = tr(t, "Leeg: zoals ze bekend is."),
                                 .value = request_text(p->q, "soort"),
                                 .may_be_empty = true},
                 kinds, n_kinds, p->errors);
    button(p->out, "primary", tr(t, "Kies deze organisatie"), NULL, NULL);
    form_end(p->out);
}

static void service_choice(struct task_page *p, const struct service_view *v)
{
    enum tongue t = p->q->tongue;
    service_card_open(p->out, &p->f, p->a, v,
                      id_path(p->a, "/sociale-kaart/", v->id, ""), p->q->asking.now_ms);
    if (day_is_none(v->verified_on) ||
        days_between(v->verified_on, p->f.today) > OLD_DAYS)
        inset(p->out, "warning",
              tr(t, "Langer dan een half jaar niet nagekeken. Bel eerst even."));
    form_begin(p->out, &p->f, handover_path(p->q, p->s.v.fact.id, "dienst"),
               uuid7_new());
    hidden(p->out, "dienst", id_str(p->a, v->id));
    button(p->out, "secondary", tr(t, "Kies deze dienst"), NULL, NULL);
    form_end(p->out);
    html_f(p->out, "</li>\n");
}

enum err_code receiver_page(struct task_page *p, struct err *e)
{
    enum tongue t = p->q->tongue;
    const char *here = handover_path(p->q, p->s.v.fact.id, "dienst");
    struct service_asked asked = service_asked_read(p->q);
    struct office_name *names;
    struct service_view *services;
    int64_t total;
    size_t n_names, n;
    bool more;
    enum err_code rc;
    asked.filter.wanted.is_active = true;
    TRY(organisation_list(&names, &n_names, p->a, p->q->asking.house->db,
                          p->q->asking.visitor.organisation, ORGANISATIONS_MOST, e));
    TRY(services_find(&services, &n, &more, &total, &p->q->asking, &asked.filter, e));
    task_page_top(p);
    if (p->s.is_service_shut) {
        html_f(p->out, "<p class=\"inset warning\">");
        text_html(p->out, t, "Deze dienst neemt nu niemand aan. Kies een andere.");
        if (p->s.service_alert.n) html_f(p->out, " ");
        words_html(p->out, p->s.service_alert);
        html_f(p->out, "</p>\n");
    }
    house_choices(p, names, n_names);
    html_f(p->out, "<h2>%s</h2>\n", tr(t, "Of een dienst van de sociale kaart"));
    service_filter_html(p->out, &p->f, p->q, here, &asked);
    if (n) html_f(p->out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < n; i++)
        service_choice(p, &services[i]);
    if (n) html_f(p->out, "</ul>\n");
    size_t most = asked.filter.wanted.most, from = asked.filter.wanted.first;
    pager(p->out, &p->f,
          from ? service_list_path(p->q, here, from > most ? from - most : 0) : NULL,
          more ? service_list_path(p->q, here, from + most) : NULL);
    html_f(p->out, "<p>%s <a href=\"/signaal/nieuw\">%s</a></p>\n",
           tr(t, "Geen dienst past?"), tr(t, "Meld het als signaal"));
    page_end(p->out, &p->f);
out:
    return rc;
}

void receiver_read(struct handover_change *c, const struct request *q,
                   struct form_errors *errors)
{
    const char *message = tr(q->tongue, "Kies een organisatie of een dienst.");
    c->part = HANDOVER_PART_RECEIVER;
    form_id(&c->service, q, "dienst", true, message, errors);
    form_id(&c->to.u, q, "naar", true, message, errors);
    form_code(&c->receiver_kind, q, "soort", LIST_RECEIVER_KIND, true, "", errors);
    if (uuid_is_nil(c->service) && uuid_is_nil(c->to.u) && !errors->n)
        form_error(errors, "naar", message);
}
