/* Outreach places (/vindplaatsen): where people are found, when and how it is fitting
 * to speak to them there, and what came of it. */
#include "act/field_gate.h"
#include "act/place_acts.h"
#include "base/url.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"

enum { PLACES_A_PAGE = 50, ACTIONS_SHOWN = 10 };
#define NOWHERE "geen" /* no municipality was filled in */

/* --- the list --- */

struct place_filter {
    struct place_wanted wanted;
    bool is_all; /* not only those of one's own organisation */
    int64_t from;
};

static struct place_filter read_filter(const struct request *q)
{
    struct form_errors ignored = {0}; /* a filter that makes no sense filters nothing */
    struct place_filter p = {.wanted = {.today = q->asking.today,
                                        .name = request_text(q, "naam"),
                                        .most = PLACES_A_PAGE + 1},
                             .is_all = str_eq(request_text(q, "van"), S("allen"))};
    if (!p.is_all) p.wanted.organisation = q->asking.visitor.organisation;
    form_code(&p.wanted.kind, q, "soort", LIST_PLACE_KIND, true, "", &ignored);
    form_code(&p.wanted.target_group, q, "doelgroep", LIST_TARGET_GROUP, true, "",
              &ignored);
    p.wanted.has_no_municipality = str_eq(request_text(q, "gemeente"), S(NOWHERE));
    if (!p.wanted.has_no_municipality)
        snprintf(p.wanted.municipality, sizeof p.wanted.municipality, "%.*s",
                 STR_ARG(request_text(q, "gemeente")));
    if (request_text(q, "vanaf").n)
        form_number(&p.from, q, "vanaf", 0, 100000, "", &ignored);
    p.wanted.first = (size_t)p.from;
    return p;
}

static void show_filter(struct buf *out, const struct frame *f, const struct request *q)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    size_t n;
    bool is_used = q->query.n > 0;
    fold_begin(out, is_used, tr(t, "Kies welke vindplaatsen je ziet"));
    form_begin_get(out, f, "/vindplaatsen");
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(t, "Naam"),
                               .value = request_text(q, "naam"),
                               .may_be_empty = true},
               NULL);
    struct choice *municipalities = municipality_choices(&n, a, f);
    struct choice *offered = arena_new_array(a, struct choice, n + 1);
    offered[0] =
        (struct choice){.value = NOWHERE, .label = tr(t, "gemeente nog niet ingevuld")};
    if (n) memcpy(offered + 1, municipalities, n * sizeof *municipalities);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Gemeente"),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 offered, n + 1, NULL);
    filter_code(out, f, q, "soort", tr(t, "Soort vindplaats"), LIST_PLACE_KIND);
    filter_code(out, f, q, "doelgroep", tr(t, "Doelgroep"), LIST_TARGET_GROUP);
    filter_whose(out, f, q, tr(t, "Ook plaatsen van andere organisaties"));
    button(out, "secondary", tr(t, "Toon deze vindplaatsen"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

/* The same list, from another row on. */
static const char *list_path(const struct request *q, size_t from)
{
    static const char *const names[] = {"naam", "gemeente", "soort", "doelgroep",
                                        "van"};
    return filtered_path(q, "/vindplaatsen", from, names, ARRAY_LEN(names));
}

/* For who keeps places: what happened there is counted nowhere in particular. */
static void show_nowhere(struct buf *out, const struct frame *f, struct arena *a,
                         int64_t n)
{
    if (!n) return;
    html_f(out, "<p class=\"inset note\"><span>");
    tr_fill(out,
            tr_n(f->tongue, "{0} plaats heeft nog geen gemeente.",
                 "{0} plaatsen hebben nog geen gemeente.", n),
            (const char *const[]){arena_format(a, "%lld", (long long)n), NULL});
    html_f(out, " <a href=\"/vindplaatsen?gemeente=" NOWHERE "\">%s</a></span></p>\n",
           tr(f->tongue, "Vul ze aan"));
}

static enum err_code show_places(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vindplaatsen"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct place_filter p = read_filter(q);
    struct place_view *places;
    int64_t n_nowhere = 0;
    size_t n;
    enum err_code rc;
    bool may_write = role_has(q->asking.visitor.role, PERMISSION_PLACE_WRITE);
    f.nav = NAV_MORE;
    TRY(field_gate(&q->asking, PERMISSION_PLACE_READ, e));
    TRY(place_list(&places, &n, a, q->asking.house->db, &p.wanted, e));
    if (may_write && !p.wanted.has_no_municipality)
        TRY(places_nowhere_count(&n_nowhere, q->asking.house->db,
                                 q->asking.visitor.organisation, f.today, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    show_nowhere(out, &f, a, n_nowhere);
    if (may_write)
        button_link(out, "primary", "/vindplaatsen/nieuw",
                    tr(f.tongue, "Nieuwe vindplaats"));
    show_filter(out, &f, q);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               q->query.n
                   ? tr(f.tongue, "Geen vindplaats die hieraan voldoet. Kies minder "
                                  "streng, of voeg er een toe.")
                   : tr(f.tongue, "Nog geen vindplaats. Voeg de eerste toe: waar zie "
                                  "je mensen?"));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)PLACES_A_PAGE); i++)
        place_line(out, &f, a, &places[i]);
    if (n) html_f(out, "</ul>\n");
    pager(out, &f,
          p.from > 0 ? list_path(q, (size_t)MAX_OF(p.from - PLACES_A_PAGE, INT64_C(0)))
                     : NULL,
          n > PLACES_A_PAGE ? list_path(q, (size_t)(p.from + PLACES_A_PAGE)) : NULL);
    html_f(out, "<p><a href=\"/acties\">%s</a></p>\n",
           tr(f.tongue, "Outreachacties: infosessies, flyeren, huis aan huis"));
    page_end(out, &f);
out:
    return rc;
}

/* --- one place --- */

static void text_row(struct buf *out, const struct frame *f, const char *name,
                     struct str value, const char *empty)
{
    if (value.n)
        summary_row(out, f, name, value, NULL, NULL);
    else if (empty)
        summary_row(out, f, name, str_of(empty), NULL, NULL);
}

static void show_what_is_known(struct buf *out, const struct frame *f, struct arena *a,
                               const struct place_view *p, bool is_kept)
{
    enum tongue t = f->tongue;
    const char *hours =
        is_kept ? id_path(a, "/vindplaatsen/", p->fact.id, "/uren") : NULL;
    summary_begin(out);
    summary_open_row(out, tr(t, "Soort"));
    label_html(out, t, LIST_PLACE_KIND, p->fact.kind);
    if (p->approach.sub_kind[0])
        html_f(out, " (<bdi dir=\"auto\">%s</bdi>)", p->approach.sub_kind);
    summary_close_row(out, f, NULL, NULL);
    summary_open_row(out, tr(t, "Gemeente"));
    municipality_html(out, f, p->fact.municipality);
    summary_close_row(out, f, NULL, NULL);
    text_row(out, f, tr(t, "Adres"), str_of(p->approach.address), NULL);
    summary_open_row(out, tr(t, "Wie vind je hier"));
    if (p->groups)
        groups_html(out, f, p->groups);
    else
        text_html(out, t, "nog niet ingevuld");
    summary_close_row(out, f, NULL, NULL);
    summary_open_row(out, tr(t, "Wanneer"));
    if (p->n_hours)
        hours_html(out, f, a, p);
    else
        text_html(out, t, "nog geen uren");
    summary_close_row(out, f, hours, tr(t, "de uren"));
    text_row(out, f, tr(t, "Hoe spreek je mensen hier aan"), str_of(p->approach.advice),
             NULL);
    text_row(out, f, tr(t, "Wie helpt je hier"), p->approach.contact, NULL);
    summary_end(out);
}

static void show_tallies(struct buf *out, const struct frame *f, struct arena *a,
                         const struct place_view *p)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat gebeurde hier"));
    summary_begin(out);
    summary_number(out, f, tr(t, "Acties en aanwezigheden"), p->n_actions);
    summary_number(out, f, tr(t, "Gesprekken"), p->n_chats);
    summary_number(out, f, tr(t, "Personen bereikt"), p->n_met);
    if (!day_is_none(p->last_on))
        summary_row(out, f, tr(t, "Laatst geweest"),
                    str_of(day_words(a, t, p->last_on, f->today)), NULL, NULL);
    summary_end(out);
}

static void show_actions(struct buf *out, const struct frame *f, struct arena *a,
                         const struct action_view *actions, size_t n)
{
    if (!n) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f->tongue, "Laatste acties"));
    for (size_t i = 0; i < n; i++)
        action_line(out, f, a, &actions[i]);
    html_f(out, "</ul>\n");
}

static enum err_code show_place(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vindplaats"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct uuid id = request_id(q, "place");
    struct action_wanted wanted = {.place = id,
                                   .kind = CODE_MISSING,
                                   .target_group = CODE_MISSING,
                                   .offer_location = CODE_MISSING,
                                   .offer_kind = CODE_MISSING,
                                   .dimension = CODE_MISSING,
                                   .from = DAY_NONE,
                                   .to = q->asking.today,
                                   .most = ACTIONS_SHOWN};
    enum code_of_worker_role role = q->asking.visitor.role;
    struct action_view *actions;
    struct place_view p;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(place_show(&p, &q->asking, id, e));
    TRY(action_list(&actions, &n, a, q->asking.house->db, &wanted, e));
    bool is_kept = place_is_kept_by(&q->asking, &p);
    page_begin(out, &f);
    page_back(out, &f, "/vindplaatsen", tr(f.tongue, "Terug naar vindplaatsen"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", p.fact.name);
    if (!day_is_none(p.fact.to) && p.fact.to.v < f.today.v)
        inset(out, "closed", tr(f.tongue, "Hier komen jullie niet meer."));
    if (role_has(role, PERMISSION_CHAT_WRITE))
        button_link(out, "primary", id_path(a, "/contact/nieuw?plek=", id, ""),
                    tr(f.tongue, "Noteer een gesprek hier"));
    if (is_kept)
        button_link(out, "secondary", id_path(a, "/vindplaatsen/", id, "/wijzig"),
                    tr(f.tongue, "Wijzig deze vindplaats"));
    show_what_is_known(out, &f, a, &p, is_kept);
    show_tallies(out, &f, a, &p);
    show_actions(out, &f, a, actions, n);
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value place_query[] = {
    {"naam", VALUE_TEXT, 0, false, "part of the name"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code; 'geen': not filled in"},
    {"soort", VALUE_CODE, LIST_PLACE_KIND, false, "kind of place"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "who is found there"},
    {"van", VALUE_TEXT, 0, false, "'allen': also of other organisations"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};

const struct route place_routes[] = {
    {"GET", "/vindplaatsen", PERMISSION_PLACE_READ, place_query, "outreach places",
     show_places},
    {"GET", "/vindplaatsen/:place", PERMISSION_PLACE_READ, NULL, "an outreach place",
     show_place},
    {0},
};
