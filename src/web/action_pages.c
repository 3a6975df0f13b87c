/* Outreach actions (/acties): what was done to reach people, of one's own organisation
 * or of everybody, without a name in it. */
#include "act/field_gate.h"
#include "act/outreach_acts.h"
#include "base/url.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"

enum { ACTIONS_A_PAGE = 50, FIRST_YEAR = 2010, LAST_YEAR = 2100 };

static struct action_wanted read_filter(const struct request *q)
{
    struct form_errors ignored = {0}; /* a filter that makes no sense filters nothing */
    struct action_wanted wanted = {
        .from = DAY_NONE, .to = DAY_NONE, .most = ACTIONS_A_PAGE + 1};
    int64_t from = 0, year = 0;
    if (!str_eq(request_text(q, "van"), S("allen")))
        wanted.organisation = q->asking.visitor.organisation;
    form_code(&wanted.kind, q, "soort", LIST_OUTREACH_ACTION_KIND, true, "", &ignored);
    form_code(&wanted.target_group, q, "doelgroep", LIST_TARGET_GROUP, true, "",
              &ignored);
    form_code(&wanted.offer_location, q, "aanbodplaats", LIST_OFFER_LOCATION, true, "",
              &ignored);
    form_code(&wanted.offer_kind, q, "aanbod", LIST_OFFER_KIND, true, "", &ignored);
    form_code(&wanted.dimension, q, "dimensie", LIST_OUTREACH_DIMENSION, true, "",
              &ignored);
    if (request_text(q, "jaar").n &&
        form_number(&year, q, "jaar", FIRST_YEAR, LAST_YEAR, "", &ignored)) {
        wanted.from = day_of((int)year, 1, 1);
        wanted.to = day_of((int)year, 12, 31);
    }
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, 1000000, "", &ignored);
    wanted.first = (size_t)from;
    return wanted;
}

static void show_filter(struct buf *out, const struct frame *f, const struct request *q)
{
    enum tongue t = f->tongue;
    fold_begin(out, q->query.n, tr(t, "Kies welke acties je ziet"));
    form_begin_get(out, f, "/acties");
    field_text(out, f,
               &(struct field){.name = "jaar",
                               .label = tr(t, "Jaar"),
                               .hint = tr(t, "Een actie hoort bij elk jaar waarin ze "
                                             "liep."),
                               .value = request_text(q, "jaar"),
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .may_be_empty = true,
                               .most = 4},
               NULL);
    filter_code(out, f, q, "soort", tr(t, "Soort actie"), LIST_OUTREACH_ACTION_KIND);
    filter_code(out, f, q, "doelgroep", tr(t, "Doelgroep"), LIST_TARGET_GROUP);
    filter_code(out, f, q, "aanbodplaats", tr(t, "Plaats van het aanbod"),
                LIST_OFFER_LOCATION);
    filter_code(out, f, q, "aanbod", tr(t, "Type aanbod"), LIST_OFFER_KIND);
    filter_code(out, f, q, "dimensie", tr(t, "Steunt op"), LIST_OUTREACH_DIMENSION);
    filter_whose(out, f, q, tr(t, "Ook acties van andere organisaties"));
    button(out, "secondary", tr(t, "Toon deze acties"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static const char *list_path(const struct request *q, size_t from)
{
    static const char *const names[] = {
        "jaar", "soort", "doelgroep", "aanbodplaats", "aanbod", "dimensie", "van"};
    return filtered_path(q, "/acties", from, names, ARRAY_LEN(names));
}

static enum err_code show_actions(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Outreachacties"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct action_wanted wanted = read_filter(q);
    struct action_view *actions;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(field_gate(&q->asking, PERMISSION_PLACE_READ, e));
    TRY(action_list(&actions, &n, a, q->asking.house->db, &wanted, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p>%s</p>\n",
           tr(f.tongue,
              "Outreach is naar buiten gaan en zelf contact leggen met mensen "
              "die hulp kunnen gebruiken en er niet (meer) om vragen."));
    if (role_has(q->asking.visitor.role, PERMISSION_PLACE_WRITE))
        button_link(out, "primary", "/acties/nieuw", tr(f.tongue, "Nieuwe actie"));
    show_filter(out, &f, q);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               q->query.n
                   ? tr(f.tongue, "Geen actie die hieraan voldoet.")
                   : tr(f.tongue, "Nog geen actie. Een infosessie, een ronde huis "
                                  "aan huis of flyeren noteer je hier."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)ACTIONS_A_PAGE); i++)
        action_line(out, &f, a, &actions[i]);
    if (n) html_f(out, "</ul>\n");
    size_t before =
        wanted.first > ACTIONS_A_PAGE ? wanted.first - ACTIONS_A_PAGE : (size_t)0;
    pager(out, &f, wanted.first ? list_path(q, before) : NULL,
          n > ACTIONS_A_PAGE ? list_path(q, wanted.first + ACTIONS_A_PAGE) : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- one action --- */

static void show_met(struct buf *out, const struct frame *f, struct arena *a,
                     const struct action_view *v)
{
    enum tongue t = f->tongue;
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Bereikt"));
    if (!v->n_met) {
        html_f(out, "<p>%s</p>\n", tr(t, "Nog niemand geteld."));
        return;
    }
    html_f(out,
           "<table>\n<caption>%s</caption>\n<tr><th scope=\"col\">%s</th>"
           "<th scope=\"col\" class=\"number\">%s</th></tr>\n",
           tr(t, "Mensen, zonder namen"), tr(t, "Wie"), tr(t, "Aantal"));
    for (size_t i = 0; i < v->n_headcounts; i++) {
        const struct reach_fact *h = &v->headcounts[i];
        int group = code_index(groups, str_of(h->category));
        html_f(out, "<tr><th scope=\"row\">");
        if (group >= 0)
            label_html(out, t, LIST_TARGET_GROUP, (uint8_t)group);
        else if (h->category[0])
            html_f(out, "<bdi>%s</bdi>", h->category);
        else
            text_html(out, t, "niet ingedeeld");
        if (h->refused_registration) {
            html_f(out, " · ");
            text_html(out, t, "wil niet geregistreerd worden");
        }
        html_f(out, "</th><td class=\"number\">%d</td></tr>\n", h->n);
    }
    int64_t others = v->n_met;
    for (size_t i = 0; i < v->n_headcounts; i++)
        others -= v->headcounts[i].n;
    if (others)
        html_f(out,
               "<tr><th scope=\"row\">%s</th><td class=\"number\">%lld</td></tr>\n",
               tr(t, "in losse gesprekken"), (long long)others);
    html_f(out,
           "<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td></tr>\n</table>\n",
           tr(t, "Samen"), arena_format(a, "%lld", (long long)v->n_met));
}

static void code_row(struct buf *out, const struct frame *f, const char *name,
                     size_t list, uint8_t code)
{
    if (code == CODE_MISSING) return;
    summary_open_row(out, name);
    label_html(out, f->tongue, list, code);
    summary_close_row(out, f, NULL, NULL);
}

static void show_course(struct buf *out, const struct frame *f, struct arena *a,
                        const struct action_view *v)
{
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Wanneer"), str_of(action_days(a, f, v)), NULL, NULL);
    if (v->place_name[0]) {
        summary_open_row(out, tr(t, "Waar"));
        html_f(out, "<a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>",
               id_path(a, "/vindplaatsen/", v->fact.place, ""), v->place_name);
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->fact.mode != CODE_MISSING) {
        summary_open_row(out, tr(t, "Hoe"));
        label_html(out, t, LIST_CONTACT_MODE, v->fact.mode);
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->fact.minutes >= 0)
        summary_row(out, f, tr(t, "Werktijd"),
                    str_of(arena_format(a, "%d:%02d", v->fact.minutes / 60,
                                        v->fact.minutes % 60)),
                    NULL, NULL);
    summary_open_row(out, tr(t, "Voor wie"));
    if (v->groups)
        groups_html(out, f, v->groups);
    else
        text_html(out, t, "iedereen");
    summary_close_row(out, f, NULL, NULL);
    code_row(out, f, tr(t, "Plaats van het aanbod"), LIST_OFFER_LOCATION,
             v->offer.location);
    code_row(out, f, tr(t, "Type aanbod"), LIST_OFFER_KIND, v->offer.offer);
    code_row(out, f, tr(t, "Steunt op"), LIST_OUTREACH_DIMENSION, v->offer.dimension);
    summary_open_row(out, tr(t, "Partners"));
    for (size_t i = 0; i < v->n_partners; i++)
        html_f(out, "%s<bdi dir=\"auto\">%s</bdi>", i ? ", " : "", v->partners[i].name);
    summary_close_row(out, f, NULL, NULL);
    summary_end(out);
}

static enum err_code show_action(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Outreachactie"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct uuid id = request_id(q, "action");
    struct action_view v;
    bool may_change;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(action_show(&v, &may_change, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, "/acties", tr(f.tongue, "Terug naar outreachacties"));
    html_f(out, "<h1>");
    text_html(out, f.tongue, "Outreachactie");
    if (v.course.kind != CODE_MISSING) {
        html_f(out, ": ");
        label_html(out, f.tongue, LIST_OUTREACH_ACTION_KIND, v.course.kind);
    }
    html_f(out, "</h1>\n");
    if (may_change)
        button_link(out, "secondary", id_path(a, "/acties/", id, "/wijzig"),
                    tr(f.tongue, "Wijzig deze actie"));
    show_course(out, &f, a, &v);
    show_met(out, &f, a, &v);
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value action_query[] = {
    {"jaar", VALUE_NUMBER, 0, false, "a year that the action touches"},
    {"soort", VALUE_CODE, LIST_OUTREACH_ACTION_KIND, false, "kind of action"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it was meant for"},
    {"aanbodplaats", VALUE_CODE, LIST_OFFER_LOCATION, false, "where the offer was"},
    {"aanbod", VALUE_CODE, LIST_OFFER_KIND, false, "type of offer"},
    {"dimensie", VALUE_CODE, LIST_OUTREACH_DIMENSION, false, "on what it leaned"},
    {"van", VALUE_TEXT, 0, false, "'allen': also of other organisations"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};

const struct route action_routes[] = {
    {"GET", "/acties", PERMISSION_PLACE_READ, action_query, "outreach actions",
     show_actions},
    {"GET", "/acties/:action", PERMISSION_PLACE_READ, NULL, "an outreach action",
     show_action},
    {0},
};
