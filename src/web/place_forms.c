/* An outreach place made known, corrected, and the hours at which it is fit. */
#include "act/place_acts.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "web/field_parts.h"
#include "web/form_version.h"
#include "web/route.h"

/* What stands in the form. */
struct place_values {
    struct str name, kind, municipality, sub_kind, address, advice, contact, groups,
        from, to;
};

static struct place_values sent_values(const struct request *q)
{
    return (struct place_values){.name = request_text(q, "naam"),
                                 .kind = request_text(q, "soort"),
                                 .municipality = request_text(q, "gemeente"),
                                 .sub_kind = request_text(q, "wat"),
                                 .address = request_text(q, "adres"),
                                 .advice = request_text(q, "aanpak"),
                                 .contact = request_text(q, "contact"),
                                 .groups = request_many(q, "doelgroepen"),
                                 .from = request_text(q, "sinds"),
                                 .to = request_text(q, "tot")};
}

static struct place_values values_of(struct arena *a, const struct place_view *p)
{
    return (struct place_values){.name = str_of(p->fact.name),
                                 .kind = code_value(LIST_PLACE_KIND, p->fact.kind),
                                 .municipality = str_of(p->fact.municipality),
                                 .sub_kind = str_of(p->approach.sub_kind),
                                 .address = str_of(p->approach.address),
                                 .advice = str_of(p->approach.advice),
                                 .contact = p->approach.contact,
                                 .groups = groups_value(a, p->groups),
                                 .from = day_value(a, p->fact.from),
                                 .to = day_value(a, p->fact.to)};
}

enum { PLACE_FIELDS = 10 };

/* What stands there, by the names of the form. */
static struct form_version *version_of(const struct request *q,
                                       const struct place_values *v)
{
    struct form_version *out = arena_new(q->asking.arena, struct form_version);
    struct kept_value *at =
        arena_new_array(q->asking.arena, struct kept_value, PLACE_FIELDS);
    const struct kept_value all[PLACE_FIELDS] = {
        {S("naam"), v->name},     {S("soort"), v->kind},
        {S("wat"), v->sub_kind},  {S("gemeente"), v->municipality},
        {S("adres"), v->address}, {S("doelgroepen"), v->groups},
        {S("aanpak"), v->advice}, {S("contact"), v->contact},
        {S("sinds"), v->from},    {S("tot"), v->to}};
    memcpy(at, all, sizeof all);
    form_version_read(out, q, at, PLACE_FIELDS);
    return out;
}

static void which_place(struct buf *out, const struct frame *f, struct arena *a,
                        const struct place_values *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(t, "Naam van de plek"),
                               .hint = tr(t, "Van de plek, nooit van een persoon. "
                                             "Bijvoorbeeld: Wassalon Stationsstraat."),
                               .value = v->name,
                               .most = 159},
               errors);
    struct choice *kinds = code_choices(&n, a, f, LIST_PLACE_KIND);
    field_choice(out, f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Soort vindplaats"),
                                 .value = v->kind},
                 kinds, n, false, errors);
    field_text(out, f,
               &(struct field){.name = "wat",
                               .label = tr(t, "Wat is het precies?"),
                               .hint = tr(t, "Plein, school, dokterspraktijk, "
                                             "sportclub, gebedshuis ..."),
                               .value = v->sub_kind,
                               .may_be_empty = true,
                               .most = 39},
               errors);
    struct choice *municipalities = municipality_choices(&n, a, f);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Gemeente"),
                                 .hint = tr(t, "Zonder gemeente telt wat hier gebeurt "
                                               "bij 'onbekend'."),
                                 .value = v->municipality,
                                 .may_be_empty = true},
                 municipalities, n, errors);
    field_text(out, f,
               &(struct field){.name = "adres",
                               .label = tr(t, "Adres"),
                               .value = v->address,
                               .may_be_empty = true,
                               .most = 199},
               errors);
}

static void how_to_approach(struct buf *out, const struct frame *f, struct arena *a,
                            const struct place_values *v,
                            const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    struct choice *groups = code_choices(&n, a, f, LIST_TARGET_GROUP);
    field_checks(out, f,
                 &(struct field){.name = "doelgroepen",
                                 .label = tr(t, "Wie vind je hier?"),
                                 .value = v->groups,
                                 .may_be_empty = true},
                 groups, n, errors);
    field_area(
        out, f,
        &(struct field){.name = "aanpak",
                        .label = tr(t, "Hoe spreek je mensen hier aan?"),
                        .hint = tr(t, "Wat past en wat niet, en wanneer je beter "
                                      "niet komt."),
                        .value = v->advice,
                        .may_be_empty = true,
                        .most = 399},
        errors);
    field_text(out, f,
               &(struct field){.name = "contact",
                               .label = tr(t, "Wie helpt je hier?"),
                               .hint = tr(t, "Een sleutelfiguur of verantwoordelijke. "
                                             "Alleen jouw organisatie ziet dit."),
                               .value = v->contact,
                               .may_be_empty = true},
               errors);
    field_day(out, f,
              &(struct field){.name = "sinds",
                              .label = tr(t, "Sinds wanneer kom je hier?"),
                              .value = v->from,
                              .may_be_empty = true},
              errors);
    field_day(out, f,
              &(struct field){.name = "tot",
                              .label = tr(t, "Laatste dag"),
                              .hint = tr(t, "Als jullie hier niet meer komen."),
                              .value = v->to,
                              .may_be_empty = true},
              errors);
}

static enum err_code place_form(struct reply *r, struct request *q, struct uuid place,
                                const struct place_values *v,
                                const struct form_version *version,
                                const struct form_errors *errors)
{
    bool is_new = uuid_is_nil(place);
    struct frame f = frame_of(q, is_new ? tr(q->tongue, "Nieuwe vindplaats")
                                        : tr(q->tongue, "Wijzig de vindplaats"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const char *here =
        is_new ? "/vindplaatsen" : id_path(a, "/vindplaatsen/", place, "");
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    form_version_frame(&f, version);
    page_begin(out, &f);
    page_back(out, &f, here,
              is_new ? tr(f.tongue, "Terug naar vindplaatsen")
                     : tr(f.tongue, "Terug naar de vindplaats"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    if (is_new)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Een vindplaats is een plek waar je mensen ontmoet die "
                            "zelf geen hulp vragen of vinden."));
    form_begin(out, &f,
               is_new ? "/vindplaatsen/nieuw"
                      : id_path(a, "/vindplaatsen/", place, "/wijzig"),
               uuid7_new());
    form_version_hidden(out, version);
    which_place(out, &f, a, v, errors);
    how_to_approach(out, &f, a, v, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", here, tr(f.tongue, "Annuleer"));
    page_end(out, &f);
    return OK;
}

static enum err_code new_place(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    struct place_values v = {.name = request_text(q, "naam")};
    return place_form(r, q, (struct uuid){{0}}, &v, NULL, &(struct form_errors){0});
}

static enum err_code change_place(struct reply *r, struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "place");
    struct place_view p;
    enum err_code rc = place_show(&p, &q->asking, id, e);
    if (rc != OK) return rc;
    struct place_values v = values_of(q->asking.arena, &p);
    return place_form(r, q, id, &v, version_of(q, &v), &(struct form_errors){0});
}

static void read_wish(struct place_wish *wish, const struct request *q,
                      struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct str name, sub_kind, address, advice, municipality;
    if (form_text(&name, q, "naam", sizeof wish->name - 1, false,
                  tr(t, "Schrijf hoe de plek heet"), errors))
        snprintf(wish->name, sizeof wish->name, "%.*s", STR_ARG(name));
    form_code(&wish->kind, q, "soort", LIST_PLACE_KIND, false,
              tr(t, "Kies wat voor plek het is"), errors);
    if (form_text(&sub_kind, q, "wat", sizeof wish->sub_kind - 1, true, "", errors))
        snprintf(wish->sub_kind, sizeof wish->sub_kind, "%.*s", STR_ARG(sub_kind));
    if (form_text(&address, q, "adres", sizeof wish->address - 1, true, "", errors))
        snprintf(wish->address, sizeof wish->address, "%.*s", STR_ARG(address));
    if (form_text(&advice, q, "aanpak", sizeof wish->advice - 1, true, "", errors))
        snprintf(wish->advice, sizeof wish->advice, "%.*s", STR_ARG(advice));
    form_text(&wish->contact, q, "contact", LIMIT_NAME_BYTES, true, "", errors);
    municipality = request_text(q, "gemeente");
    if (municipality.n && geo_municipality_index(municipality) < 0)
        form_error(errors, "gemeente", tr(t, "Kies een gemeente uit de lijst"));
    else
        snprintf(wish->municipality, sizeof wish->municipality, "%.*s",
                 STR_ARG(municipality));
    form_groups(&wish->groups, q, "doelgroepen", errors);
    bool has_days = form_day(&wish->from, q, "sinds", true, errors);
    has_days = form_day(&wish->to, q, "tot", true, errors) && has_days;
    if (has_days && !day_is_none(wish->from) && !day_is_none(wish->to) &&
        wish->to.v < wish->from.v)
        form_error(errors, "tot", tr(t, "Kies een laatste dag na de eerste"));
}

static enum err_code save(struct reply *r, struct request *q, struct uuid place,
                          const struct form_version *version, struct err *e)
{
    struct form_errors errors = {0};
    struct place_wish wish = {
        .place = place, .kind = CODE_MISSING, .from = DAY_NONE, .to = DAY_NONE};
    struct uuid saved = uuid_is_nil(place) ? q->asking.form : place;
    read_wish(&wish, q, &errors);
    if (errors.n || (version && version->is_stale)) {
        struct place_values v = sent_values(q);
        reply_invalid(r);
        return place_form(r, q, place, &v, version, &errors);
    }
    if (uuid_is_nil(saved)) saved = q->asking.form = uuid7_new();
    field_lead(q, id_path(q->asking.arena, "/vindplaatsen/", saved, ""), "bewaard");
    enum err_code rc = place_save(&saved, &q->asking, &wish, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code save_new_place(struct reply *r, struct request *q, struct err *e)
{
    return save(r, q, (struct uuid){{0}}, NULL, e);
}

static enum err_code save_place(struct reply *r, struct request *q, struct err *e)
{
    struct place_view p;
    /* a place that is not there is not asked for a better name first */
    enum err_code rc = place_show(&p, &q->asking, request_id(q, "place"), e);
    if (rc != OK) return rc;
    struct place_values now = values_of(q->asking.arena, &p);
    return save(r, q, request_id(q, "place"), version_of(q, &now), e);
}

/* --- hours --- */

static void hour_lines(struct buf *out, const struct frame *f, struct arena *a,
                       const struct place_view *p)
{
    if (!p->n_hours) {
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog geen uren."));
        return;
    }
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < p->n_hours; i++) {
        const struct place_hour_fact *h = &p->hours[i];
        html_f(out, "<li>");
        tr_html(out, f->tongue, "{0} van {1} tot {2}",
                weekday_words(f->tongue, h->weekday), clock_words(a, h->from_minute),
                clock_words(a, h->to_minute));
        form_begin(out, f, id_path(a, "/vindplaatsen/", p->fact.id, "/uren"),
                   uuid7_new());
        hidden(out, "weg", id_str(a, h->id));
        button(out, "secondary", tr(f->tongue, "Haal weg"), NULL, NULL);
        form_end(out);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static enum err_code hours_page(struct reply *r, struct request *q,
                                const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wanneer is het hier geschikt?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct uuid id = request_id(q, "place");
    struct choice days[7];
    struct place_view p;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(place_show(&p, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, id_path(a, "/vindplaatsen/", id, ""),
              tr(f.tongue, "Terug naar de vindplaats"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    hour_lines(out, &f, a, &p);
    for (uint8_t day = 1; day <= 7; day++)
        days[day - 1] = (struct choice){.value = arena_format(a, "%u", day),
                                        .label = weekday_words(f.tongue, day)};
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Voeg uren toe"));
    form_begin(out, &f, id_path(a, "/vindplaatsen/", id, "/uren"), uuid7_new());
    field_checks(out, &f,
                 &(struct field){.name = "dagen",
                                 .label = tr(f.tongue, "Op welke dagen?"),
                                 .value = request_many(q, "dagen")},
                 days, 7, errors);
    field_time(out, &f,
               &(struct field){.name = "van",
                               .label = tr(f.tongue, "Van"),
                               .value = request_text(q, "van")},
               errors);
    field_time(out, &f,
               &(struct field){.name = "tot",
                               .label = tr(f.tongue, "Tot"),
                               .value = request_text(q, "tot")},
               errors);
    button(out, "primary", tr(f.tongue, "Voeg toe"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_hours(struct reply *r, struct request *q, struct err *e)
{
    return hours_page(r, q, &(struct form_errors){0}, e);
}

static uint8_t read_days(const struct request *q)
{
    struct str day, days = request_many(q, "dagen");
    uint8_t bits = 0;
    while (days.n && str_split(&day, &days, ','))
        if (day.n == 1 && day.p[0] >= '1' && day.p[0] <= '7')
            bits |= (uint8_t)(1u << (day.p[0] - '0'));
    return bits;
}

static enum err_code save_hours(struct reply *r, struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "place"), gone;
    struct form_errors errors = {0};
    uint8_t days = read_days(q);
    int from, to;
    enum err_code rc;
    const char *here = id_path(q->asking.arena, "/vindplaatsen/", id, "/uren");
    if (request_has(q, "weg")) {
        field_lead(q, here, "verwijderd");
        if (uuid_parse(&gone, request_text(q, "weg"), e) != OK) return ERR_INVALID;
        rc = place_hour_drop(&q->asking, id, gone, e);
        if (rc == OK) field_follow(r, q);
        return rc;
    }
    if (!days) form_error(&errors, "dagen", tr(q->tongue, "Kies een of meer dagen"));
    bool has_hours = form_time(&from, q, "van", &errors);
    has_hours = form_time(&to, q, "tot", &errors) && has_hours;
    if (has_hours && to == 0) to = 24 * 60; /* until midnight */
    if (has_hours && to <= from)
        form_error(&errors, "tot", tr(q->tongue, "Kies een uur na het begin"));
    if (errors.n) {
        reply_invalid(r);
        return hours_page(r, q, &errors, e);
    }
    field_lead(q, here, "bewaard");
    rc = place_hours_add(&q->asking, id, days, from, to, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value place_values_sent[] = {
    {"naam", VALUE_TEXT, 0, true, "name of the place, never of a person"},
    {"soort", VALUE_CODE, LIST_PLACE_KIND, true, "kind of place"},
    {"wat", VALUE_TEXT, 0, false, "kind in words of its own"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"adres", VALUE_TEXT, 0, false, "address of the place"},
    {"doelgroepen", VALUE_CODE, LIST_TARGET_GROUP, false, "who is found there; many"},
    {"aanpak", VALUE_WORDS, 0, false, "how to approach people there"},
    {"contact", VALUE_TEXT, 0, false, "whom to ask there; sealed"},
    {"sinds", VALUE_DAY, 0, false, "first day"},
    {"tot", VALUE_DAY, 0, false, "last day"},
    {0},
};
static const struct route_value new_place_query[] = {
    {"naam", VALUE_TEXT, 0, false, "name to begin with"},
    {0},
};
static const struct route_value hour_values[] = {
    {"dagen", VALUE_NUMBER, 0, false, "1 Monday to 7 Sunday; many"},
    {"van", VALUE_TIME, 0, false, "from"},
    {"tot", VALUE_TIME, 0, false, "to; 0:00 is midnight"},
    {"weg", VALUE_ID, 0, false, "hours to take away instead"},
    {0},
};

const struct route place_form_routes[] = {
    {"GET", "/vindplaatsen/nieuw", PERMISSION_PLACE_WRITE, new_place_query,
     "a new outreach place", new_place},
    {"POST", "/vindplaatsen/nieuw", PERMISSION_PLACE_WRITE, place_values_sent,
     "add an outreach place", save_new_place},
    {"GET", "/vindplaatsen/:place/wijzig", PERMISSION_PLACE_WRITE, NULL,
     "an outreach place to change", change_place},
    {"POST", "/vindplaatsen/:place/wijzig", PERMISSION_PLACE_WRITE, place_values_sent,
     "change an outreach place", save_place},
    {"GET", "/vindplaatsen/:place/uren", PERMISSION_PLACE_WRITE, NULL,
     "hours of an outreach place", show_hours},
    {"POST", "/vindplaatsen/:place/uren", PERMISSION_PLACE_WRITE, hour_values,
     "add or take away hours of an outreach place", save_hours},
    {0},
};
