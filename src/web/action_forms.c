/* An outreach action recorded or corrected: kind, days, whom it was meant for, with
 * whom, and how many were reached. */
#include "act/outreach_acts.h"
#include "web/field_parts.h"
#include "web/route.h"

enum { ROWS = 6, SHOWN_ROWS = 3, ORGANISATIONS_MOST = 1000, MINUTES_MOST = 100000 };

/* Names of the fields that come more than once. */
static const char *const count_names[ROWS] = {"aantal1", "aantal2", "aantal3",
                                              "aantal4", "aantal5", "aantal6"};
static const char *const group_names[ROWS] = {"groep1", "groep2", "groep3",
                                              "groep4", "groep5", "groep6"};
static const char *const partner_names[ROWS] = {"partner1", "partner2", "partner3",
                                                "partner4", "partner5", "partner6"};

struct action_values {
    struct str kind, place, from, to, mode, minutes, groups, refused;
    struct str counts[ROWS], count_groups[ROWS], partners[ROWS];
};

static struct action_values sent_values(const struct request *q)
{
    struct action_values v = {.kind = request_text(q, "soort"),
                              .place = request_text(q, "plek"),
                              .from = request_text(q, "van"),
                              .to = request_text(q, "tot"),
                              .mode = request_text(q, "hoe"),
                              .minutes = request_text(q, "minuten"),
                              .groups = request_many(q, "doelgroepen"),
                              .refused = request_text(q, "geweigerd")};
    for (size_t i = 0; i < ROWS; i++) {
        v.counts[i] = request_text(q, count_names[i]);
        v.count_groups[i] = request_text(q, group_names[i]);
        v.partners[i] = request_text(q, partner_names[i]);
    }
    return v;
}

static struct str number_value(struct arena *a, int64_t n)
{
    return str_of(arena_format(a, "%lld", (long long)n));
}

static struct action_values values_of(const struct asking *asking,
                                      const struct action_view *v)
{
    struct arena *a = asking->arena;
    struct action_values out = {
        .kind = code_value(LIST_OUTREACH_ACTION_KIND, v->course.kind),
        .from = day_value(a, v->fact.on),
        .to = day_value(a, v->course.ended_on),
        .mode = code_value(LIST_CONTACT_MODE, v->fact.mode),
        .groups = groups_value(a, v->groups)};
    int64_t refused = 0;
    size_t n = 0;
    if (!uuid_is_nil(v->fact.place)) out.place = id_str(a, v->fact.place);
    if (v->fact.minutes >= 0) out.minutes = number_value(a, v->fact.minutes);
    for (size_t i = 0; i < v->n_headcounts; i++) {
        const struct reach_fact *h = &v->headcounts[i];
        if (h->refused_registration) {
            refused += h->n;
        } else if (n < ROWS) {
            out.counts[n] = number_value(a, h->n);
            out.count_groups[n++] = str_of(h->category);
        }
    }
    if (refused) out.refused = number_value(a, refused);
    n = 0;
    for (size_t i = 0; i < v->n_partners && n < ROWS; i++)
        if (!uuid_eq(v->partners[i].id.u, asking->visitor.organisation.u))
            out.partners[n++] = id_str(a, v->partners[i].id.u);
    return out;
}

/* Rows in use, and at least those that are always shown. */
static size_t rows_shown(const struct str *values)
{
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (values[i].n) n = i + 1;
    return MIN_OF(MAX_OF(n + 1, (size_t)SHOWN_ROWS), (size_t)ROWS);
}

static void which_action(struct buf *out, const struct frame *f, struct arena *a,
                         const struct action_values *v, const struct choice *places,
                         size_t n_places, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    struct choice *kinds = code_choices(&n, a, f, LIST_OUTREACH_ACTION_KIND);
    field_choice(out, f,
                 &(struct field){
                     .name = "soort", .label = tr(t, "Soort actie"), .value = v->kind},
                 kinds, n, false, errors);
    field_day(
        out, f,
        &(struct field){.name = "van", .label = tr(t, "Eerste dag"), .value = v->from},
        errors);
    field_day(out, f,
              &(struct field){.name = "tot",
                              .label = tr(t, "Laatste dag"),
                              .hint = tr(t, "Als de actie langer duurt dan een dag. Ze "
                                            "telt mee in elk jaar waarin ze loopt."),
                              .value = v->to,
                              .may_be_empty = true},
              errors);
    field_select(out, f,
                 &(struct field){.name = "plek",
                                 .label = tr(t, "Vindplaats"),
                                 .value = v->place,
                                 .may_be_empty = true},
                 places, n_places, errors);
    struct choice *modes = code_choices(&n, a, f, LIST_CONTACT_MODE);
    field_select(out, f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Hoe bereikten jullie mensen?"),
                                 .value = v->mode,
                                 .may_be_empty = true},
                 modes, n, errors);
    field_text(out, f,
               &(struct field){.name = "minuten",
                               .label = tr(t, "Werktijd in minuten"),
                               .value = v->minutes,
                               .input_mode = "numeric",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 6},
               errors);
}

static void with_whom(struct buf *out, const struct frame *f, struct arena *a,
                      const struct action_values *v, const struct choice *organisations,
                      size_t n_organisations, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n, n_rows = rows_shown(v->partners);
    struct choice *groups = code_choices(&n, a, f, LIST_TARGET_GROUP);
    field_checks(out, f,
                 &(struct field){.name = "doelgroepen",
                                 .label = tr(t, "Voor wie was het bedoeld?"),
                                 .value = v->groups,
                                 .may_be_empty = true},
                 groups, n, errors);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Met welke partners?"));
    for (size_t i = 0; i < n_rows; i++)
        field_select(
            out, f,
            &(struct field){.name = partner_names[i],
                            .label = arena_format(a, "%s %zu", tr(t, "Partner"), i + 1),
                            .value = v->partners[i],
                            .may_be_empty = true},
            organisations, n_organisations, errors);
}

static void how_many(struct buf *out, const struct frame *f, struct arena *a,
                     const struct action_values *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n, n_rows = rows_shown(v->counts);
    struct choice *groups = code_choices(&n, a, f, LIST_TARGET_GROUP);
    html_f(out, "<h2>%s</h2>\n<p class=\"hint\">%s</p>\n",
           tr(t, "Hoeveel mensen bereikt?"),
           tr(t, "Zonder namen. Splits op naar doelgroep als je die zag."));
    for (size_t i = 0; i < n_rows; i++) {
        field_text(
            out, f,
            &(struct field){.name = count_names[i],
                            .label = arena_format(a, "%s %zu", tr(t, "Aantal"), i + 1),
                            .value = v->counts[i],
                            .input_mode = "numeric",
                            .may_be_empty = true,
                            .is_ltr = true,
                            .most = 7},
            errors);
        field_select(
            out, f,
            &(struct field){.name = group_names[i],
                            .label = arena_format(a, "%s %zu",
                                                  tr(t, "Doelgroep bij aantal"), i + 1),
                            .value = v->count_groups[i],
                            .may_be_empty = true},
            groups, n, errors);
    }
    field_text(
        out, f,
        &(struct field){.name = "geweigerd",
                        .label = tr(t, "Hoeveel wilden niet geregistreerd worden?"),
                        .hint = tr(t, "Boven op de aantallen hierboven. Ook zij zijn "
                                      "bereikt."),
                        .value = v->refused,
                        .input_mode = "numeric",
                        .may_be_empty = true,
                        .is_ltr = true,
                        .most = 7},
        errors);
}

static enum err_code organisation_choices(struct choice **out, size_t *n_out,
                                          const struct asking *a, struct err *e)
{
    struct partner_name *names;
    size_t n;
    enum err_code rc =
        organisation_names(&names, &n, a->arena, a->house->db, ORGANISATIONS_MOST, e);
    if (rc != OK) return rc;
    *out = arena_new_array(a->arena, struct choice, n + 1);
    *n_out = 0;
    for (size_t i = 0; i < n; i++)
        if (!uuid_eq(names[i].id.u, a->visitor.organisation.u))
            (*out)[(*n_out)++] = (struct choice){
                .value = id_str(a->arena, names[i].id.u).p, .label = names[i].name};
    return OK;
}

static enum err_code action_form(struct reply *r, struct request *q, struct uuid action,
                                 const struct action_values *v,
                                 const struct form_errors *errors, struct err *e)
{
    bool is_new = uuid_is_nil(action);
    struct frame f = frame_of(q, is_new ? tr(q->tongue, "Nieuwe actie")
                                        : tr(q->tongue, "Wijzig de actie"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const char *here = is_new ? "/acties" : id_path(a, "/acties/", action, "");
    struct choice *places, *organisations;
    size_t n_places, n_organisations;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(place_choices(&places, &n_places, &q->asking, e));
    TRY(organisation_choices(&organisations, &n_organisations, &q->asking, e));
    page_begin(out, &f);
    page_back(out, &f, here,
              is_new ? tr(f.tongue, "Terug naar outreachacties")
                     : tr(f.tongue, "Terug naar de actie"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f,
               is_new ? "/acties/nieuw" : id_path(a, "/acties/", action, "/wijzig"),
               uuid7_new());
    which_action(out, &f, a, v, places, n_places, errors);
    with_whom(out, &f, a, v, organisations, n_organisations, errors);
    how_many(out, &f, a, v, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", here, tr(f.tongue, "Annuleer"));
    page_end(out, &f);
out:
    return rc;
}

static enum err_code new_action(struct reply *r, struct request *q, struct err *e)
{
    struct action_values v = {.from = day_value(q->asking.arena, q->asking.today)};
    return action_form(r, q, (struct uuid){{0}}, &v, &(struct form_errors){0}, e);
}

static enum err_code change_action(struct reply *r, struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "action");
    struct action_view v;
    bool may_change;
    enum err_code rc = action_show(&v, &may_change, &q->asking, id, e);
    if (rc != OK) return rc;
    if (!may_change)
        return err_set(e, ERR_DENIED, "this outreach action is of other organisations");
    struct action_values values = values_of(&q->asking, &v);
    return action_form(r, q, id, &values, &(struct form_errors){0}, e);
}

/* --- what was sent --- */

struct sent_action {
    struct action_wish wish;
    struct action_headcount counts[ROWS + 1];
    struct organisation_id partners[ROWS];
};

static void read_counts(struct sent_action *s, const struct request *q,
                        struct form_errors *errors)
{
    const char *message = tr(q->tongue, "Schrijf het aantal als een getal vanaf 1");
    const char *choose = tr(q->tongue, "Kies uit de lijst");
    int64_t n;
    for (size_t i = 0; i < ROWS; i++) {
        struct action_headcount *h = &s->counts[s->wish.n_headcounts];
        if (!request_text(q, count_names[i]).n) {
            if (request_text(q, group_names[i]).n)
                form_error(errors, count_names[i],
                           tr(q->tongue, "Schrijf hoeveel van deze doelgroep"));
            continue;
        }
        if (form_number(&n, q, count_names[i], 1, ACTION_MET_MOST, message, errors) &&
            form_code(&h->category, q, group_names[i], LIST_TARGET_GROUP, true, choose,
                      errors)) {
            h->n = (int32_t)n;
            s->wish.n_headcounts++;
        }
    }
    if (request_text(q, "geweigerd").n &&
        form_number(&n, q, "geweigerd", 1, ACTION_MET_MOST, message, errors))
        s->counts[s->wish.n_headcounts++] = (struct action_headcount){
            .category = CODE_MISSING, .n = (int32_t)n, .refused_registration = true};
    s->wish.headcounts = s->counts;
}

static void read_action(struct sent_action *s, const struct request *q,
                        struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct action_wish *w = &s->wish;
    const char *choose = tr(t, "Kies uit de lijst");
    int64_t minutes;
    form_code(&w->kind, q, "soort", LIST_OUTREACH_ACTION_KIND, false,
              tr(t, "Kies wat voor actie het is"), errors);
    bool has_days = form_day(&w->on, q, "van", false, errors);
    has_days = form_day(&w->ended_on, q, "tot", true, errors) && has_days;
    if (has_days && !day_is_none(w->ended_on) && w->ended_on.v < w->on.v)
        form_error(errors, "tot", tr(t, "Kies een laatste dag na de eerste"));
    form_id(&w->place, q, "plek", true, choose, errors);
    form_code(&w->mode, q, "hoe", LIST_CONTACT_MODE, true, choose, errors);
    w->minutes = -1;
    if (request_text(q, "minuten").n &&
        form_number(&minutes, q, "minuten", 0, MINUTES_MOST,
                    tr(t, "Schrijf de werktijd in minuten, als een getal"), errors))
        w->minutes = (int32_t)minutes;
    form_groups(&w->groups, q, "doelgroepen", errors);
    for (size_t i = 0; i < ROWS; i++)
        if (request_text(q, partner_names[i]).n &&
            form_id(&s->partners[w->n_partners].u, q, partner_names[i], true, choose,
                    errors))
            w->n_partners++;
    w->partners = s->partners;
    read_counts(s, q, errors);
}

static enum err_code save(struct reply *r, struct request *q, struct uuid action,
                          struct err *e)
{
    struct form_errors errors = {0};
    struct sent_action s = {.wish = {.action = action}};
    struct uuid saved = uuid_is_nil(action) ? q->asking.form : action;
    read_action(&s, q, &errors);
    if (errors.n) {
        struct action_values v = sent_values(q);
        reply_invalid(r);
        return action_form(r, q, action, &v, &errors, e);
    }
    if (uuid_is_nil(saved)) saved = q->asking.form = uuid7_new();
    field_lead(q, id_path(q->asking.arena, "/acties/", saved, ""), "bewaard");
    enum err_code rc = action_save(&saved, &q->asking, &s.wish, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code save_new_action(struct reply *r, struct request *q, struct err *e)
{
    return save(r, q, (struct uuid){{0}}, e);
}

static enum err_code save_action(struct reply *r, struct request *q, struct err *e)
{
    struct action_view v;
    bool may_change;
    /* an action that is not there is not asked for better numbers first */
    enum err_code rc =
        action_show(&v, &may_change, &q->asking, request_id(q, "action"), e);
    if (rc != OK) return rc;
    if (!may_change)
        return err_set(e, ERR_DENIED, "this outreach action is of other organisations");
    return save(r, q, request_id(q, "action"), e);
}

#define ROW_VALUES(i)                                                                  \
    {"aantal" #i, VALUE_NUMBER, 0, false, "people reached"},                           \
        {"groep" #i, VALUE_CODE, LIST_TARGET_GROUP, false, "of which target group"},   \
    {                                                                                  \
        "partner" #i, VALUE_ID, 0, false, "organisation it was done with"              \
    }
static const struct route_value action_values_sent[] = {
    {"soort", VALUE_CODE, LIST_OUTREACH_ACTION_KIND, true, "kind of action"},
    {"van", VALUE_DAY, 0, true, "first day"},
    {"tot", VALUE_DAY, 0, false, "last day; empty: the first"},
    {"plek", VALUE_ID, 0, false, "outreach place"},
    {"hoe", VALUE_CODE, LIST_CONTACT_MODE, false, "how people were reached"},
    {"minuten", VALUE_NUMBER, 0, false, "working time in minutes"},
    {"doelgroepen", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it was for; many"},
    ROW_VALUES(1),
    ROW_VALUES(2),
    ROW_VALUES(3),
    ROW_VALUES(4),
    ROW_VALUES(5),
    ROW_VALUES(6),
    {"geweigerd", VALUE_NUMBER, 0, false, "did not want to be registered, besides"},
    {0},
};

const struct route action_form_routes[] = {
    {"GET", "/acties/nieuw", PERMISSION_PLACE_WRITE, NULL, "a new outreach action",
     new_action},
    {"POST", "/acties/nieuw", PERMISSION_PLACE_WRITE, action_values_sent,
     "record an outreach action", save_new_action},
    {"GET", "/acties/:action/wijzig", PERMISSION_PLACE_WRITE, NULL,
     "an outreach action to change", change_action},
    {"POST", "/acties/:action/wijzig", PERMISSION_PLACE_WRITE, action_values_sent,
     "change an outreach action", save_action},
    {0},
};
