/* An outreach action recorded or corrected: kind, days, whom it was meant for, with
 * whom, and how many were reached. */
#include "act/outreach_acts.h"
#include "web/field_parts.h"
#include "web/form_version.h"
#include "web/route.h"

enum {
    ROWS_MOST = 100,
    BLANK_ROWS = 3,
    ORGANISATIONS_MOST = 1000,
    MINUTES_MOST = 100000
};
_Static_assert((int)ROWS_MOST == (int)ACTION_PARTNERS_MOST &&
                   (int)ROWS_MOST == (int)ACTION_HEADCOUNTS_MOST,
               "the form has a row for all that an action may have");

/* Names of the fields that come once a row: "aantal7". */
#define COUNT   "aantal"
#define GROUP   "groep"
#define REFUSED "weigerden"
#define PARTNER "partner"

/* One headcount as it stands in the form. */
struct count_row {
    struct str n, group;
    bool is_refused; /* these people did not want to be registered */
};
struct action_values {
    struct str kind, place, from, to, mode, minutes, groups, refused;
    struct str offer_location, offer_kind, dimension; /* the typology */
    struct count_row *counts;
    struct str *partners;
    size_t n_counts, n_partners; /* rows that are shown */
};
/* What the form offers besides the code lists. */
struct action_choices {
    struct choice *places, *organisations, *groups;
    size_t n_places, n_organisations, n_groups;
};

static const char *row_name(struct arena *a, const char *name, size_t row)
{
    return arena_format(a, "%s%zu", name, row + 1);
}

/* Rows of a form as it was sent, blank ones too. */
static size_t rows_sent(const struct request *q, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < ROWS_MOST; i++)
        if (request_has(q, row_name(q->asking.arena, name, i))) n = i + 1;
    return n;
}

static size_t one_more(const struct request *q, const char *name, size_t n)
{
    bool is_asked = str_eq_c(request_text(q, "rij"), name);
    return MIN_OF(n + (is_asked ? 1u : 0u), (size_t)ROWS_MOST);
}

static struct action_values sent_values(const struct request *q)
{
    struct arena *a = q->asking.arena;
    struct action_values v = {.kind = request_text(q, "soort"),
                              .place = request_text(q, "plek"),
                              .from = request_text(q, "van"),
                              .to = request_text(q, "tot"),
                              .mode = request_text(q, "hoe"),
                              .minutes = request_text(q, "minuten"),
                              .groups = request_many(q, "doelgroepen"),
                              .refused = request_text(q, "geweigerd"),
                              .offer_location = request_text(q, "aanbodplaats"),
                              .offer_kind = request_text(q, "aanbod"),
                              .dimension = request_text(q, "dimensie")};
    v.n_counts = one_more(q, COUNT, rows_sent(q, COUNT));
    v.n_partners = one_more(q, PARTNER, rows_sent(q, PARTNER));
    v.counts = arena_new_array(a, struct count_row, v.n_counts + 1);
    v.partners = arena_new_array(a, struct str, v.n_partners + 1);
    for (size_t i = 0; i < v.n_counts; i++)
        v.counts[i] =
            (struct count_row){.n = request_text(q, row_name(a, COUNT, i)),
                               .group = request_text(q, row_name(a, GROUP, i)),
                               .is_refused = request_has(q, row_name(a, REFUSED, i))};
    for (size_t i = 0; i < v.n_partners; i++)
        v.partners[i] = request_text(q, row_name(a, PARTNER, i));
    return v;
}

static struct str number_value(struct arena *a, int64_t n)
{
    return str_of(arena_format(a, "%lld", (long long)n));
}

/* A headcount each, and the partners but ourselves; then rows to fill in. */
static void rows_of(struct action_values *out, const struct asking *asking,
                    const struct action_view *v)
{
    struct arena *a = asking->arena;
    size_t n_counts = 0, n_partners = 0;
    bool has_refused = false;
    out->counts = arena_new_array(a, struct count_row, v->n_headcounts + BLANK_ROWS);
    out->partners = arena_new_array(a, struct str, v->n_partners + BLANK_ROWS);
    for (size_t i = 0; i < v->n_headcounts; i++) {
        const struct reach_fact *h = &v->headcounts[i];
        if (h->refused_registration && !h->category[0] && !has_refused) {
            has_refused = true;
            out->refused = number_value(a, h->n);
        } else {
            out->counts[n_counts++] = (struct count_row){
                number_value(a, h->n), str_of(h->category), h->refused_registration};
        }
    }
    for (size_t i = 0; i < v->n_partners; i++)
        if (!uuid_eq(v->partners[i].id.u, asking->visitor.organisation.u))
            out->partners[n_partners++] = id_str(a, v->partners[i].id.u);
    out->n_counts = MAX_OF(n_counts + 1, (size_t)BLANK_ROWS);
    out->n_partners = MAX_OF(n_partners + 1, (size_t)BLANK_ROWS);
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
        .groups = groups_value(a, v->groups),
        .offer_location = code_value(LIST_OFFER_LOCATION, v->offer.location),
        .offer_kind = code_value(LIST_OFFER_KIND, v->offer.offer),
        .dimension = code_value(LIST_OUTREACH_DIMENSION, v->offer.dimension)};
    if (!uuid_is_nil(v->fact.place)) out.place = id_str(a, v->fact.place);
    if (v->fact.minutes >= 0) out.minutes = number_value(a, v->fact.minutes);
    rows_of(&out, asking, v);
    return out;
}

/* --- what the form offers --- */

static void add_missing(struct choice *choices, size_t *n, const char *value,
                        const char *label)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(choices[i].value, value) == 0) return;
    choices[(*n)++] = (struct choice){.value = value, .label = label};
}

/* Our places, and where the action was held though it is closed or of others. */
static enum err_code offer_places(struct action_choices *c, const struct asking *a,
                                  const struct action_view *old, struct err *e)
{
    struct choice *places;
    enum err_code rc = place_choices(&places, &c->n_places, a, e);
    if (rc != OK) return rc;
    c->places = arena_new_array(a->arena, struct choice, c->n_places + 1);
    if (c->n_places) memcpy(c->places, places, c->n_places * sizeof *places);
    if (old && !uuid_is_nil(old->fact.place))
        add_missing(c->places, &c->n_places, id_str(a->arena, old->fact.place).p,
                    old->place_name);
    return OK;
}

/* Organisations on record, and the partners whatever became of them. */
static enum err_code offer_organisations(struct action_choices *c,
                                         const struct asking *a,
                                         const struct action_view *old, struct err *e)
{
    struct partner_name *names;
    size_t n, n_old = old ? old->n_partners : 0;
    enum err_code rc =
        organisation_names(&names, &n, a->arena, a->house->db, ORGANISATIONS_MOST, e);
    if (rc != OK) return rc;
    c->organisations = arena_new_array(a->arena, struct choice, n + n_old + 1);
    for (size_t i = 0; i < n; i++)
        if (!uuid_eq(names[i].id.u, a->visitor.organisation.u))
            c->organisations[c->n_organisations++] = (struct choice){
                .value = id_str(a->arena, names[i].id.u).p, .label = names[i].name};
    for (size_t i = 0; i < n_old; i++)
        if (!uuid_eq(old->partners[i].id.u, a->visitor.organisation.u))
            add_missing(c->organisations, &c->n_organisations,
                        id_str(a->arena, old->partners[i].id.u).p,
                        old->partners[i].name);
    return OK;
}

/* The target groups, and what was counted under another word. */
static void offer_groups(struct action_choices *c, const struct request *q,
                         const struct frame *f, const struct action_view *old)
{
    struct arena *a = q->asking.arena;
    size_t n_old = old ? old->n_headcounts : 0;
    struct choice *groups = code_choices(&c->n_groups, a, f, LIST_TARGET_GROUP);
    c->groups = arena_new_array(a, struct choice, c->n_groups + n_old + 1);
    if (c->n_groups) memcpy(c->groups, groups, c->n_groups * sizeof *groups);
    for (size_t i = 0; i < n_old; i++) {
        const char *word = old->headcounts[i].category;
        int index = code_index(code_list_at(LIST_TARGET_GROUP), str_of(word));
        if (word[0])
            add_missing(c->groups, &c->n_groups, word,
                        index < 0 ? word
                                  : code_label(code_list_at(LIST_TARGET_GROUP),
                                               (uint8_t)index,
                                               tongue_facts(f->tongue)->lang));
    }
}

/* --- the form --- */

static void which_action(struct buf *out, const struct frame *f, struct arena *a,
                         const struct action_values *v, const struct action_choices *c,
                         const struct form_errors *errors)
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
                 c->places, c->n_places, errors);
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
                      const struct action_values *v, const struct action_choices *c,
                      const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    size_t n;
    struct choice *groups = code_choices(&n, a, f, LIST_TARGET_GROUP);
    field_checks(out, f,
                 &(struct field){.name = "doelgroepen",
                                 .label = tr(t, "Voor wie was het bedoeld?"),
                                 .value = v->groups,
                                 .may_be_empty = true},
                 groups, n, errors);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Met welke partners?"));
    for (size_t i = 0; i < v->n_partners; i++)
        field_select(
            out, f,
            &(struct field){.name = row_name(a, PARTNER, i),
                            .label = arena_format(a, "%s %zu", tr(t, "Partner"), i + 1),
                            .value = v->partners[i],
                            .may_be_empty = true},
            c->organisations, c->n_organisations, errors);
}

static void code_field(struct buf *out, const struct frame *f, struct arena *a,
                       const char *name, size_t list, const char *label,
                       const char *hint, struct str value,
                       const struct form_errors *errors)
{
    size_t n;
    struct choice *codes = code_choices(&n, a, f, list);
    field_select(out, f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .hint = hint,
                                 .value = value,
                                 .may_be_empty = true},
                 codes, n, errors);
}

/* The typology of outreach: folded away until something stands in it. */
static void which_type(struct buf *out, const struct frame *f, struct arena *a,
                       const struct action_values *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    fold_begin(out, v->offer_location.n || v->offer_kind.n || v->dimension.n,
               tr(t, "Welk type outreach was het?"));
    code_field(out, f, a, "aanbodplaats", LIST_OFFER_LOCATION,
               tr(t, "Plaats van het aanbod"), tr(t, "Waar kregen mensen het aanbod?"),
               v->offer_location, errors);
    code_field(out, f, a, "aanbod", LIST_OFFER_KIND, tr(t, "Type aanbod"),
               tr(t, "Hetzelfde als voor iedereen, of gemaakt voor deze groep?"),
               v->offer_kind, errors);
    code_field(out, f, a, "dimensie", LIST_OUTREACH_DIMENSION, tr(t, "Steunt op"),
               tr(t, "Op organisaties en mensen uit de buurt, op de groep zelf, of op "
                     "beide?"),
               v->dimension, errors);
    fold_end(out);
}

static void count_row(struct buf *out, const struct frame *f, struct arena *a,
                      const struct action_values *v, const struct action_choices *c,
                      size_t i, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice refused[] = {
        {.value = "ja", .label = tr(t, "Wilden niet geregistreerd worden")}};
    field_text(
        out, f,
        &(struct field){.name = row_name(a, COUNT, i),
                        .label = arena_format(a, "%s %zu", tr(t, "Aantal"), i + 1),
                        .value = v->counts[i].n,
                        .input_mode = "numeric",
                        .may_be_empty = true,
                        .is_ltr = true,
                        .most = 7},
        errors);
    field_select(out, f,
                 &(struct field){.name = row_name(a, GROUP, i),
                                 .label = arena_format(
                                     a, "%s %zu", tr(t, "Doelgroep bij aantal"), i + 1),
                                 .value = v->counts[i].group,
                                 .may_be_empty = true},
                 c->groups, c->n_groups, errors);
    if (v->counts[i].is_refused)
        field_checks(
            out, f,
            &(struct field){.name = row_name(a, REFUSED, i),
                            .label = arena_format(
                                a, "%s %zu", tr(t, "Registratie bij aantal"), i + 1),
                            .value = S("ja")},
            refused, 1, errors);
}

static void how_many(struct buf *out, const struct frame *f, struct arena *a,
                     const struct action_values *v, const struct action_choices *c,
                     const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n<p class=\"hint\">%s</p>\n",
           tr(t, "Hoeveel mensen bereikt?"),
           tr(t, "Zonder namen. Splits op naar doelgroep als je die zag."));
    for (size_t i = 0; i < v->n_counts; i++)
        count_row(out, f, a, v, c, i, errors);
}

static void how_many_refused(struct buf *out, const struct frame *f,
                             const struct action_values *v,
                             const struct form_errors *errors)
{
    enum tongue t = f->tongue;
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

/* Shows the form again with one row more, at that row; nothing is kept by it. */
static void more_rows(struct buf *out, struct arena *a, const char *path,
                      const char *name, size_t n_rows, const char *translated)
{
    if (n_rows < ROWS_MOST)
        button_at(
            out, "secondary", translated, "rij", name,
            arena_format(a, "%s#" FIELD_ID "%s", path, row_name(a, name, n_rows)));
}

/* `old`: as it stands; NULL when it is new. */
/* What stands there, by the names of the form; NULL for a new action. */
static struct form_version *version_of(const struct request *q,
                                       const struct action_view *old)
{
    struct arena *a = q->asking.arena;
    if (!old) return NULL;
    struct action_values v = values_of(&q->asking, old);
    struct form_version *out = arena_new(a, struct form_version);
    struct kept_value *at =
        arena_new_array(a, struct kept_value, 8 + 3 * v.n_counts + v.n_partners);
    const struct kept_value all[] = {
        {S("soort"), v.kind},         {S("plek"), v.place},
        {S("van"), v.from},           {S("tot"), v.to},
        {S("hoe"), v.mode},           {S("minuten"), v.minutes},
        {S("doelgroepen"), v.groups}, {S("geweigerd"), v.refused}};
    size_t n = ARRAY_LEN(all);
    memcpy(at, all, sizeof all);
    for (size_t i = 0; i < v.n_counts; i++) {
        at[n++] = (struct kept_value){str_of(row_name(a, COUNT, i)), v.counts[i].n};
        at[n++] = (struct kept_value){str_of(row_name(a, GROUP, i)), v.counts[i].group};
        at[n++] = (struct kept_value){str_of(row_name(a, REFUSED, i)),
                                      v.counts[i].is_refused ? S("ja") : STR_NONE};
    }
    for (size_t i = 0; i < v.n_partners; i++)
        at[n++] = (struct kept_value){str_of(row_name(a, PARTNER, i)), v.partners[i]};
    form_version_read(out, q, at, n);
    /* a row that is asked for writes nothing: whoever wrote is found at the end */
    if (request_has(q, "rij") && out->is_stale) {
        out->is_stale = false;
        out->mark = str_to_c(a, request_text(q, FORM_VERSION));
    }
    return out;
}

static enum err_code action_form(struct reply *r, struct request *q,
                                 const struct action_view *old,
                                 const struct action_values *v,
                                 const struct form_errors *errors, struct err *e)
{
    const struct form_version *version = version_of(q, old);
    struct frame f = frame_of(q, old ? tr(q->tongue, "Wijzig de actie")
                                     : tr(q->tongue, "Nieuwe actie"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const char *here = old ? id_path(a, "/acties/", old->fact.id, "") : "/acties";
    const char *path = arena_format(a, "%s/%s", here, old ? "wijzig" : "nieuw");
    struct action_choices c = {0};
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(offer_places(&c, &q->asking, old, e));
    TRY(offer_organisations(&c, &q->asking, old, e));
    offer_groups(&c, q, &f, old);
    form_version_frame(&f, version);
    page_begin(out, &f);
    page_back(out, &f, here,
              old ? tr(f.tongue, "Terug naar de actie")
                  : tr(f.tongue, "Terug naar outreachacties"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f, path, uuid7_new());
    button_of_enter(out);
    form_version_hidden(out, version);
    which_action(out, &f, a, v, &c, errors);
    with_whom(out, &f, a, v, &c, errors);
    more_rows(out, a, path, PARTNER, v->n_partners, tr(f.tongue, "Nog een partner"));
    how_many(out, &f, a, v, &c, errors);
    more_rows(out, a, path, COUNT, v->n_counts, tr(f.tongue, "Nog een aantal"));
    how_many_refused(out, &f, v, errors);
    which_type(out, &f, a, v, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", here, tr(f.tongue, "Annuleer"));
    page_end(out, &f);
out:
    return rc;
}

static enum err_code new_action(struct reply *r, struct request *q, struct err *e)
{
    struct action_view none = {0};
    struct action_values v = {0};
    rows_of(&v, &q->asking, &none);
    v.from = day_value(q->asking.arena, q->asking.today);
    return action_form(r, q, NULL, &v, &(struct form_errors){0}, e);
}

static enum err_code read_old(struct action_view *out, const struct request *q,
                              struct err *e)
{
    bool may_change;
    enum err_code rc =
        action_show(out, &may_change, &q->asking, request_id(q, "action"), e);
    if (rc != OK) return rc;
    if (!may_change)
        return err_set(e, ERR_DENIED, "this outreach action is of other organisations");
    /* what has no row would be lost by saving */
    if (out->n_headcounts > ROWS_MOST || out->n_partners > ROWS_MOST)
        return err_set(
            e, ERR_TOO_LARGE,
            "an outreach action is changed here with at most %d partners and "
            "%d headcounts",
            ROWS_MOST, ROWS_MOST);
    return OK;
}

static enum err_code change_action(struct reply *r, struct request *q, struct err *e)
{
    struct action_view v;
    enum err_code rc = read_old(&v, q, e);
    if (rc != OK) return rc;
    struct action_values values = values_of(&q->asking, &v);
    return action_form(r, q, &v, &values, &(struct form_errors){0}, e);
}

/* --- what was sent --- */

struct sent_action {
    struct action_wish wish;
    struct action_headcount counts[ROWS_MOST + 1];
    struct organisation_id partners[ROWS_MOST];
};

/* A target group, or a word that the action has already. */
static bool read_group(struct action_headcount *h, const struct request *q,
                       const char *name, const struct action_view *old,
                       struct form_errors *errors)
{
    struct str word = request_text(q, name);
    for (size_t i = 0; old && word.n && i < old->n_headcounts; i++) {
        if (!str_eq_c(word, old->headcounts[i].category)) continue;
        int index = code_index(code_list_at(LIST_TARGET_GROUP), word);
        h->category = index < 0 ? CODE_MISSING : (uint8_t)index;
        if (index < 0) h->word = word;
        return true;
    }
    return form_code(&h->category, q, name, LIST_TARGET_GROUP, true,
                     tr(q->tongue, "Kies uit de lijst"), errors);
}

static void read_counts(struct sent_action *s, const struct request *q,
                        const struct action_view *old, struct form_errors *errors)
{
    const char *message = tr(q->tongue, "Schrijf het aantal als een getal vanaf 1");
    struct arena *a = q->asking.arena;
    int64_t n;
    for (size_t i = 0; i < ROWS_MOST; i++) {
        struct action_headcount *h = &s->counts[s->wish.n_headcounts];
        const char *count = row_name(a, COUNT, i), *group = row_name(a, GROUP, i);
        if (!request_text(q, count).n) {
            if (request_text(q, group).n)
                form_error(errors, count,
                           tr(q->tongue, "Schrijf hoeveel van deze doelgroep"));
            continue;
        }
        *h = (struct action_headcount){.category = CODE_MISSING};
        if (form_number(&n, q, count, 1, ACTION_MET_MOST, message, errors) &&
            read_group(h, q, group, old, errors)) {
            h->n = (int32_t)n;
            h->refused_registration = request_has(q, row_name(a, REFUSED, i));
            s->wish.n_headcounts++;
        }
    }
    if (request_text(q, "geweigerd").n &&
        form_number(&n, q, "geweigerd", 1, ACTION_MET_MOST, message, errors))
        s->counts[s->wish.n_headcounts++] = (struct action_headcount){
            .category = CODE_MISSING, .n = (int32_t)n, .refused_registration = true};
    s->wish.headcounts = s->counts;
}

static void read_partners(struct sent_action *s, const struct request *q,
                          struct form_errors *errors)
{
    struct action_wish *w = &s->wish;
    for (size_t i = 0; i < ROWS_MOST; i++) {
        const char *name = row_name(q->asking.arena, PARTNER, i);
        if (request_text(q, name).n &&
            form_id(&s->partners[w->n_partners].u, q, name, true,
                    tr(q->tongue, "Kies uit de lijst"), errors))
            w->n_partners++;
    }
    w->partners = s->partners;
}

static void read_action(struct sent_action *s, const struct request *q,
                        const struct action_view *old, struct form_errors *errors)
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
    form_code(&w->offer_location, q, "aanbodplaats", LIST_OFFER_LOCATION, true, choose,
              errors);
    form_code(&w->offer_kind, q, "aanbod", LIST_OFFER_KIND, true, choose, errors);
    form_code(&w->dimension, q, "dimensie", LIST_OUTREACH_DIMENSION, true, choose,
              errors);
    w->minutes = -1;
    if (request_text(q, "minuten").n &&
        form_number(&minutes, q, "minuten", 0, MINUTES_MOST,
                    tr(t, "Schrijf de werktijd in minuten, als een getal"), errors))
        w->minutes = (int32_t)minutes;
    form_groups(&w->groups, q, "doelgroepen", errors);
    read_partners(s, q, errors);
    read_counts(s, q, old, errors);
}

/* `old`: as it stands; NULL when it is new. */
static enum err_code save(struct reply *r, struct request *q,
                          const struct action_view *old, struct err *e)
{
    struct form_errors errors = {0};
    struct sent_action *s = arena_new(q->asking.arena, struct sent_action);
    struct action_values v = sent_values(q);
    struct uuid saved = old ? old->fact.id : q->asking.form;
    if (request_has(q, "rij")) return action_form(r, q, old, &v, &errors, e);
    if (old) s->wish.action = saved;
    read_action(s, q, old, &errors);
    if (errors.n || (old && version_of(q, old)->is_stale)) {
        reply_invalid(r);
        return action_form(r, q, old, &v, &errors, e);
    }
    if (uuid_is_nil(saved)) saved = q->asking.form = uuid7_new();
    field_lead(q, id_path(q->asking.arena, "/acties/", saved, ""), "bewaard");
    enum err_code rc = action_save(&saved, &q->asking, &s->wish, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code save_new_action(struct reply *r, struct request *q, struct err *e)
{
    return save(r, q, NULL, e);
}

static enum err_code save_action(struct reply *r, struct request *q, struct err *e)
{
    struct action_view old;
    enum err_code rc = read_old(&old, q, e);
    return rc == OK ? save(r, q, &old, e) : rc;
}

static const struct route_value action_values_sent[] = {
    {"soort", VALUE_CODE, LIST_OUTREACH_ACTION_KIND, true, "kind of action"},
    {"van", VALUE_DAY, 0, true, "first day"},
    {"tot", VALUE_DAY, 0, false, "last day; empty: the first"},
    {"plek", VALUE_ID, 0, false, "outreach place"},
    {"hoe", VALUE_CODE, LIST_CONTACT_MODE, false, "how people were reached"},
    {"minuten", VALUE_NUMBER, 0, false, "working time in minutes"},
    {"doelgroepen", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it was for; many"},
    {COUNT "1", VALUE_NUMBER, 0, false, "people reached; " COUNT "2 and on for more"},
    {GROUP "1", VALUE_CODE, LIST_TARGET_GROUP, false,
     "of which target group; a row each"},
    {REFUSED "1", VALUE_FLAG, 0, false,
     "they did not want to be registered; a row each"},
    {PARTNER "1", VALUE_ID, 0, false,
     "organisation it was done with; " PARTNER "2 and on for more"},
    {"rij", VALUE_TEXT, 0, false,
     "'" PARTNER "', '" COUNT "': keep nothing, show the form with a row more"},
    {"aanbodplaats", VALUE_CODE, LIST_OFFER_LOCATION, false, "where the offer was"},
    {"aanbod", VALUE_CODE, LIST_OFFER_KIND, false, "type of offer"},
    {"dimensie", VALUE_CODE, LIST_OUTREACH_DIMENSION, false, "on what it leaned"},
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
