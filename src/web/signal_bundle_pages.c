/* Bundles of signals (/signaalbundels): what belongs together, who pulls it, to whom it
 * was passed on, and what came of it. The list of one is what lies on the table of the
 * supra-local meeting. */
#include "base/csv.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "web/about_nobody.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"
#include "web/signal_parts.h"

#define BUNDLES_PATH "/signaalbundels"

/* --- all bundles --- */

static void bundle_line(struct buf *out, const struct frame *f, struct arena *a,
                        const struct bundle_view *b)
{
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n",
           id_path(a, BUNDLES_PATH "/", b->fact.id, ""), b->fact.title);
    signal_status_html(out, f, b->status);
    html_f(out, "\n<span class=\"quiet\">");
    label_html(out, f->tongue, LIST_POLICY_DOMAIN, b->fact.domain);
    html_f(out, " · ");
    tr_fill(
        out, tr_n(f->tongue, "{0} signaal", "{0} signalen", b->n_signals),
        (const char *const[]){arena_format(a, "%lld", (long long)b->n_signals), NULL});
    html_f(out, " · %s</span></li>\n", day_words(a, f->tongue, b->status_on, f->today));
}

static enum err_code show_bundles(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Bundels van signalen"));
    struct buf *out = &r->body;
    struct bundle_view *list;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(bundle_list(&list, &n, q->asking.arena, q->asking.house->db, e));
    page_begin(out, &f);
    page_back(out, &f, "/signalen", tr(q->tongue, "Signalen"));
    page_heading(out, &f, f.title);
    if (role_has(q->asking.visitor.role, PERMISSION_SIGNAL_BUNDLE))
        button_link(out, "primary", BUNDLES_PATH "/nieuw",
                    tr(q->tongue, "Bundel signalen"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(q->tongue, "Nog geen bundels."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        bundle_line(out, &f, q->asking.arena, &list[i]);
    if (n) html_f(out, "</ul>\n");
    page_end(out, &f);
out:
    return rc;
}

/* --- choosing signals --- */

/* Loose signals as check boxes "signaal". */
static enum err_code signal_checks(struct buf *out, const struct frame *f,
                                   struct request *q, const struct form_errors *errors,
                                   struct err *e)
{
    struct arena *a = q->asking.arena;
    struct signal_wanted wanted = {
        .barrier = CODE_MISSING, .only_loose = true, .most = BUNDLE_SIGNALS_MOST};
    struct signal_view *list;
    struct form_errors ignored = {.n = 0};
    size_t n;
    enum err_code rc;
    form_code(&wanted.barrier, q, "drempel", LIST_STRUCTURAL_BARRIER, true, "",
              &ignored);
    TRY(signals_show(&list, &n, &q->asking, &wanted, e));
    struct choice *choices = arena_new_array(a, struct choice, n);
    for (size_t i = 0; i < n; i++) {
        struct buf hint = {0};
        const struct signal_fact *x = &list[i].fact;
        buf_format(&hint, "%s, %s", day_words(a, f->tongue, x->noticed_on, f->today),
                   list[i].organisation_name);
        if (x->words.n) buf_format(&hint, ". %.*s", STR_ARG(x->words));
        choices[i] = (struct choice){
            .value = id_str(a, x->id).p,
            .label = code_label(code_list_at(LIST_STRUCTURAL_BARRIER), x->barrier,
                                tongue_facts(f->tongue)->lang),
            .hint = arena_copy(a, hint.p, hint.n)};
        buf_dispose(&hint);
    }
    if (n)
        field_checks(
            out, f,
            &(struct field){.name = "signaal",
                            .label = tr(f->tongue, "Welke signalen horen samen?"),
                            .value = request_many(q, "signaal")},
            choices, n, errors);
    else
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Er zijn nu geen losse signalen om te bundelen."));
out:
    return rc;
}

/* The ids that were ticked; in the arena. */
static struct uuid *read_signals(size_t *n_out, const struct request *q,
                                 struct form_errors *errors)
{
    struct uuid *ids = arena_new_array(q->asking.arena, struct uuid, q->n_values);
    struct err ignored;
    *n_out = 0;
    for (size_t i = 0; i < q->n_values; i++)
        if (str_eq(q->values[i].name, S("signaal")) &&
            uuid_parse(&ids[*n_out], q->values[i].value, &ignored) == OK)
            ++*n_out;
    if (!*n_out)
        form_error(errors, "signaal", tr(q->tongue, "Kies minstens één signaal."));
    return ids;
}

/* --- a new bundle --- */

static enum err_code bundle_form(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Bundel signalen"));
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    enum tongue t = f.tongue;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, BUNDLES_PATH, tr(t, "Bundels van signalen"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    form_begin(out, &f, BUNDLES_PATH "/nieuw",
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_text(out, &f,
               &(struct field){.name = "titel",
                               .label = tr(t, "Waarover gaat het?"),
                               .hint = tr(t, "Zo staat het op de agenda. Bijvoorbeeld: "
                                             "geen opvang voor wie om 6 uur begint."),
                               .value = request_text(q, "titel"),
                               .most = 199},
               errors);
    about_nobody_question(out, &f, q, errors);
    choices = code_choices(&n, a, &f, LIST_POLICY_DOMAIN);
    field_select(out, &f,
                 &(struct field){.name = "domein",
                                 .label = tr(t, "Beleidsdomein"),
                                 .value = request_text(q, "domein")},
                 choices, n, errors);
    choices = code_choices(&n, a, &f, LIST_RESPONSIBLE_LEVEL);
    field_select(out, &f,
                 &(struct field){.name = "niveau",
                                 .label = tr(t, "Wie kan er iets aan doen?"),
                                 .value = request_text(q, "niveau")},
                 choices, n, errors);
    TRY(signal_checks(out, &f, q, errors, e));
    button(out, "primary", tr(t, "Maak de bundel"), NULL, NULL);
    form_end(out);
    html_f(out, "<p class=\"quiet\">");
    text_html(out, t, "Jij trekt deze bundel, tot iemand anders het overneemt.");
    html_f(out, "</p>\n");
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_bundle_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return bundle_form(r, q, &none, e);
}

static enum err_code take_bundle(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct signal_bundle_fact f = {0};
    struct str title;
    size_t n;
    enum tongue t = q->tongue;
    enum err_code rc;
    if (form_text(&title, q, "titel", sizeof f.title - 1, false,
                  tr(t, "Schrijf waarover het gaat."), &errors)) {
        snprintf(f.title, sizeof f.title, "%.*s", STR_ARG(title));
        TRY(about_nobody_check(&errors, q, "titel", title, e));
    }
    form_code(&f.domain, q, "domein", LIST_POLICY_DOMAIN, false,
              tr(t, "Kies een domein uit de lijst."), &errors);
    form_code(&f.level, q, "niveau", LIST_RESPONSIBLE_LEVEL, false,
              tr(t, "Kies een niveau uit de lijst."), &errors);
    struct uuid *signals = read_signals(&n, q, &errors);
    if (errors.n) {
        reply_invalid(r);
        return bundle_form(r, q, &errors, e);
    }
    field_lead(q, id_path(q->asking.arena, BUNDLES_PATH "/", q->asking.form, ""),
               "bewaard");
    TRY(bundle_make(&q->asking, &f, signals, n, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- one bundle --- */

static void bundle_facts(struct buf *out, const struct frame *f,
                         const struct bundle_view *b)
{
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_open_row(out, tr(t, "Stand"));
    signal_status_html(out, f, b->status);
    summary_close_row(out, f, NULL, NULL);
    summary_open_row(out, tr(t, "Beleidsdomein"));
    label_html(out, t, LIST_POLICY_DOMAIN, b->fact.domain);
    summary_close_row(out, f, NULL, NULL);
    summary_open_row(out, tr(t, "Wie kan er iets aan doen?"));
    label_html(out, t, LIST_RESPONSIBLE_LEVEL, b->fact.level);
    summary_close_row(out, f, NULL, NULL);
    summary_open_row(out, tr(t, "Trekker"));
    html_f(out, "<bdi dir=\"auto\">%s</bdi>, <bdi dir=\"auto\">%s</bdi>",
           b->worker_name, b->organisation_name);
    summary_close_row(out, f, NULL, NULL);
    summary_number(out, f, tr(t, "Signalen"), b->n_signals);
    summary_number(out, f, tr(t, "Organisaties"), b->n_organisations);
    summary_number(out, f, tr(t, "Gemeenten"), b->n_municipalities);
    summary_end(out);
}

static enum err_code show_bundle(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Bundel van signalen"));
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    struct uuid id = request_id(q, "bundle");
    struct bundle_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(bundle_show(&s, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, BUNDLES_PATH, tr(q->tongue, "Bundels van signalen"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", s.bundle.fact.title);
    if (s.may_write) {
        button_link(out, "primary", id_path(a, BUNDLES_PATH "/", id, "/stap"),
                    tr(q->tongue, "Schrijf op wat ermee gebeurde"));
        button_link(out, "secondary", id_path(a, BUNDLES_PATH "/", id, "/signalen"),
                    tr(q->tongue, "Voeg signalen toe"));
    }
    bundle_facts(out, &f, &s.bundle);
    html_f(out, "<h2>%s</h2>\n", tr(q->tongue, "Wat ermee gebeurde"));
    signal_steps_html(out, &f, a, s.steps, s.n_steps);
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(q->tongue, "Signalen"));
    for (size_t i = 0; i < s.n_signals; i++)
        signal_line(out, &f, a, &s.signals[i]);
    html_f(out, "</ul>\n<p><a href=\"%s\">%s</a></p>\n",
           id_path(a, BUNDLES_PATH "/", id, "/overleg.csv"),
           tr(q->tongue, "Lijst voor het overleg (CSV)"));
    page_end(out, &f);
out:
    return rc;
}

/* One row a signal; the words are those that this visitor may read. */
static enum err_code give_list(struct reply *r, struct request *q, struct err *e)
{
    static const char *const heads[] = {"drempel",  "gemeente",  "doelgroep",
                                        "hoe_vaak", "opgemerkt", "organisatie",
                                        "stand",    "woorden"};
    const enum lang lang = tongue_facts(q->tongue)->lang;
    struct bundle_story s;
    struct csv_writer w;
    enum err_code rc;
    TRY(bundle_show(&s, &q->asking, request_id(q, "bundle"), e));
    struct buf csv = {0};
    csv_init(&w, &csv, ';');
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < s.n_signals; i++) {
        const struct signal_view *v = &s.signals[i];
        const struct signal_fact *x = &v->fact;
        char day[DAY_TEXT + 1];
        day_text(day, x->noticed_on);
        csv_cell_c(&w,
                   code_label(code_list_at(LIST_STRUCTURAL_BARRIER), x->barrier, lang));
        csv_cell_c(&w, x->municipality[0]
                           ? geo_municipality_name(
                                 geo_municipality_index(str_of(x->municipality)), lang)
                           : "");
        csv_cell_c(&w, x->target_group == CODE_MISSING
                           ? ""
                           : code_label(code_list_at(LIST_TARGET_GROUP),
                                        x->target_group, lang));
        csv_cell_c(&w,
                   code_label(code_list_at(LIST_SIGNAL_FREQUENCY), x->frequency, lang));
        csv_cell_c(&w, day);
        csv_cell_c(&w, v->organisation_name);
        csv_cell_c(
            &w, code_label(code_list_at(LIST_SIGNAL_STATUS), (uint8_t)v->status, lang));
        csv_cell(&w, x->words);
        csv_end_row(&w);
    }
    reply_file(r, "text/csv; charset=utf-8", "signalen.csv",
               (struct str){arena_copy(q->asking.arena, csv.p, csv.n), csv.n});
    buf_dispose(&csv);
out:
    return rc;
}

/* --- a step, and more signals --- */

static enum err_code step_form(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat gebeurde er met deze bundel?"));
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    struct uuid id = request_id(q, "bundle");
    struct bundle_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(bundle_show(&s, &q->asking, id, e));
    if (!s.may_write) {
        rc = err_set(e, ERR_DENIED, "another organisation keeps this bundle");
        goto out;
    }
    page_begin(out, &f);
    page_back(out, &f, id_path(a, BUNDLES_PATH "/", id, ""),
              tr(q->tongue, "Terug naar de bundel"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    form_begin(out, &f, id_path(a, BUNDLES_PATH "/", id, "/stap"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    signal_step_fields(out, &f, q, true, errors);
    button(out, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_step_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return step_form(r, q, &none, e);
}

static enum err_code take_step(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct signal_step_fact f;
    enum signal_step_fault fault = SIGNAL_STEP_FITS;
    enum err_code rc;
    TRY(signal_step_read(&f, q, &errors, e));
    f.bundle = request_id(q, "bundle");
    field_lead(q, id_path(q->asking.arena, BUNDLES_PATH "/", f.bundle, ""), "bewaard");
    if (!errors.n) {
        rc = signal_step_note(&q->asking, &f, &fault, e);
        if (rc == OK) {
            field_follow(r, q);
            return OK;
        }
        if (fault == SIGNAL_STEP_FITS) return rc;
        signal_step_fault_error(&errors, q->tongue, fault);
    }
    reply_invalid(r);
    rc = step_form(r, q, &errors, e);
out:
    return rc;
}

static enum err_code extend_form(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Voeg signalen toe"));
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    struct uuid id = request_id(q, "bundle");
    struct bundle_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(bundle_show(&s, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, id_path(a, BUNDLES_PATH "/", id, ""),
              tr(q->tongue, "Terug naar de bundel"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    form_begin(out, &f, id_path(a, BUNDLES_PATH "/", id, "/signalen"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    TRY(signal_checks(out, &f, q, errors, e));
    button(out, "primary", tr(q->tongue, "Voeg toe"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_extend_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return extend_form(r, q, &none, e);
}

static enum err_code take_more(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid id = request_id(q, "bundle");
    size_t n;
    struct uuid *signals = read_signals(&n, q, &errors);
    field_lead(q, id_path(q->asking.arena, BUNDLES_PATH "/", id, ""), "bewaard");
    if (errors.n) {
        reply_invalid(r);
        return extend_form(r, q, &errors, e);
    }
    enum err_code rc = bundle_extend(&q->asking, id, signals, n, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value choose_query[] = {
    {"drempel", VALUE_CODE, LIST_STRUCTURAL_BARRIER, false, "only signals about this"},
    {0},
};
static const struct route_value bundle_values[] = {
    {"titel", VALUE_TEXT, 0, true, "what it is about"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {"domein", VALUE_CODE, LIST_POLICY_DOMAIN, true, "domain of policy"},
    {"niveau", VALUE_CODE, LIST_RESPONSIBLE_LEVEL, true, "who can act"},
    {"signaal", VALUE_ID, 0, true, "a signal in it; may be repeated"},
    {0},
};
static const struct route_value step_values[] = {
    {"stand", VALUE_CODE, LIST_SIGNAL_STATUS, true, "what happened"},
    {"niveau", VALUE_CODE, LIST_RESPONSIBLE_LEVEL, false, "to which level"},
    {"dag", VALUE_DAY, 0, true, "when"},
    {"woorden", VALUE_WORDS, 0, false, "what was said, decided or changed"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {0},
};
static const struct route_value more_values[] = {
    {"signaal", VALUE_ID, 0, true, "a signal to add; may be repeated"},
    {0},
};

const struct route signal_bundle_routes[] = {
    {"GET", BUNDLES_PATH, PERMISSION_SIGNAL_READ, NULL, "bundles of signals",
     show_bundles},
    {"GET", BUNDLES_PATH "/nieuw", PERMISSION_SIGNAL_BUNDLE, choose_query,
     "form to bundle signals", show_bundle_form},
    {"POST", BUNDLES_PATH "/nieuw", PERMISSION_SIGNAL_BUNDLE, bundle_values,
     "bundle signals", take_bundle},
    {"GET", BUNDLES_PATH "/:bundle", PERMISSION_SIGNAL_READ, NULL,
     "a bundle, its signals and what became of it", show_bundle},
    {"GET", BUNDLES_PATH "/:bundle/overleg.csv", PERMISSION_SIGNAL_READ, NULL,
     "the signals of a bundle, for a meeting", give_list},
    {"GET", BUNDLES_PATH "/:bundle/stap", PERMISSION_SIGNAL_BUNDLE, NULL,
     "form to say what happened with a bundle", show_step_form},
    {"POST", BUNDLES_PATH "/:bundle/stap", PERMISSION_SIGNAL_BUNDLE, step_values,
     "say what happened with a bundle", take_step},
    {"GET", BUNDLES_PATH "/:bundle/signalen", PERMISSION_SIGNAL_BUNDLE, choose_query,
     "form to add signals", show_extend_form},
    {"POST", BUNDLES_PATH "/:bundle/signalen", PERMISSION_SIGNAL_BUNDLE, more_values,
     "add signals to a bundle", take_more},
    {0},
};
