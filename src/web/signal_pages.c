/* Signals (/signalen): what structurally stands in people's way, noticed by who works
 * with them and never about one of them. */
#include "act/field_gate.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "web/about_nobody.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"
#include "web/signal_parts.h"

enum { SIGNALS_A_PAGE = 50, YEARS_SHOWN = 6 };

static bool visitor_has(const struct request *q, enum permission p)
{
    return role_has(q->asking.visitor.role, p);
}

/* --- noticing one --- */

/* A condition of a file leads here with its code, and nothing of the person. */
static struct signal_hint hint_of(const struct request *q)
{
    int code =
        code_index(code_list_at(LIST_CONTEXT_CONDITION), request_text(q, "voorwaarde"));
    return signal_hint_of(code < 0 ? CODE_MISSING : (uint8_t)code);
}

static struct str sent_or(const struct request *q, const char *name, struct str other)
{
    return request_has(q, name) ? request_text(q, name) : other;
}

static void what_fields(struct buf *out, const struct frame *f, const struct request *q,
                        const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    struct signal_hint hint = hint_of(q);
    struct choice *choices;
    size_t n;
    choices = code_choices(&n, a, f, LIST_STRUCTURAL_BARRIER);
    field_select(out, f,
                 &(struct field){.name = "drempel",
                                 .label = tr(t, "Wat staat in de weg?"),
                                 .value = sent_or(q, "drempel",
                                                  code_value(LIST_STRUCTURAL_BARRIER,
                                                             hint.barrier))},
                 choices, n, errors);
    choices = code_choices(&n, a, f, LIST_SIGNAL_FREQUENCY);
    field_choice(out, f,
                 &(struct field){.name = "hoevaak",
                                 .label = tr(t, "Hoe vaak zie je dit?"),
                                 .value = sent_or(q, "hoevaak", S("some"))},
                 choices, n, true, errors);
    field_area(
        out, f,
        &(struct field){.name = "woorden",
                        .label = tr(t, "Wat merk je?"),
                        .hint = tr(t, "Over wat in de weg staat, niet over één "
                                      "persoon: geen namen, nummers of adressen."),
                        .value = request_text(q, "woorden"),
                        .may_be_empty = true,
                        .rows = 4,
                        .most = LIMIT_NOTE_BYTES},
        errors);
    about_nobody_question(out, f, q, errors);
}

static void where_fields(struct buf *out, const struct frame *f,
                         const struct request *q, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    struct choice *choices;
    size_t n;
    choices = municipality_choices(&n, a, f);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Gemeente"),
                                 .hint = tr(t, "Leeg: in de hele regio."),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 choices, n, errors);
    choices = code_choices(&n, a, f, LIST_TARGET_GROUP);
    field_select(out, f,
                 &(struct field){.name = "doelgroep",
                                 .label = tr(t, "Wie raakt het vooral?"),
                                 .hint = tr(t, "Leeg: iedereen."),
                                 .value = request_text(q, "doelgroep"),
                                 .may_be_empty = true},
                 choices, n, errors);
    choices = code_choices(&n, a, f, LIST_POLICY_DOMAIN);
    field_select(out, f,
                 &(struct field){.name = "domein",
                                 .label = tr(t, "Beleidsdomein"),
                                 .value = sent_or(
                                     q, "domein",
                                     code_value(LIST_POLICY_DOMAIN, hint_of(q).domain)),
                                 .may_be_empty = true},
                 choices, n, errors);
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Wanneer merkte je het?"),
                              .value = sent_or(q, "dag", day_value(a, f->today))},
              errors);
}

static enum err_code note_form(struct reply *r, struct request *q,
                               const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Meld een signaal"));
    struct buf *out = &r->body;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, "/signalen", tr(q->tongue, "Signalen"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    html_f(out, "<p>");
    text_html(out, f.tongue,
              "Botsen mensen op iets dat niet aan hen ligt? Een signaal gaat naar het "
              "overleg, zonder wie het overkwam. Je leest later wat ermee gebeurde.");
    html_f(out, "</p>\n");
    form_begin(out, &f, "/signaal/nieuw",
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    what_fields(out, &f, q, errors);
    where_fields(out, &f, q, errors);
    button(out, "primary", tr(q->tongue, "Meld dit signaal"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    return OK;
}

static enum err_code show_note_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    (void)e;
    return note_form(r, q, &none);
}

static void read_signal(struct signal_fact *f, const struct request *q,
                        struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct str refnis = request_text(q, "gemeente");
    form_code(&f->barrier, q, "drempel", LIST_STRUCTURAL_BARRIER, false,
              tr(t, "Kies wat in de weg staat."), errors);
    form_code(&f->frequency, q, "hoevaak", LIST_SIGNAL_FREQUENCY, false,
              tr(t, "Kies hoe vaak je dit ziet."), errors);
    form_code(&f->domain, q, "domein", LIST_POLICY_DOMAIN, true,
              tr(t, "Kies een domein uit de lijst."), errors);
    form_code(&f->target_group, q, "doelgroep", LIST_TARGET_GROUP, true,
              tr(t, "Kies een doelgroep uit de lijst."), errors);
    form_text(&f->words, q, "woorden", LIMIT_NOTE_BYTES, true, "", errors);
    if (form_day(&f->noticed_on, q, "dag", false, errors) &&
        f->noticed_on.v > q->asking.today.v)
        form_error(errors, "dag", tr(t, "Kies vandaag of een dag die al voorbij is."));
    f->level = CODE_MISSING;
    if (!refnis.n) return;
    if (refnis.n >= sizeof f->municipality ||
        geo_municipality_index(refnis) == GEO_UNKNOWN)
        form_error(errors, "gemeente", tr(t, "Kies een gemeente uit de lijst."));
    else
        snprintf(f->municipality, sizeof f->municipality, "%.*s", STR_ARG(refnis));
}

static enum err_code take_note(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct signal_fact f = {0};
    bool tells = false;
    enum err_code rc;
    read_signal(&f, q, &errors);
    field_lead(q, "/signalen?van=mij", "verstuurd");
    TRY(about_nobody_check(&errors, q, "woorden", f.words, e));
    if (errors.n) {
        reply_invalid(r);
        return note_form(r, q, &errors);
    }
    TRY(signal_note(&q->asking, &f, &tells, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- the list --- */

static void read_filter(struct signal_wanted *w, int64_t *from_out,
                        const struct request *q)
{
    struct form_errors ignored = {0};
    int64_t year = 0;
    struct str municipality = request_text(q, "gemeente");
    *from_out = 0;
    *w = (struct signal_wanted){.most = SIGNALS_A_PAGE + 1};
    form_code(&w->barrier, q, "drempel", LIST_STRUCTURAL_BARRIER, true, "", &ignored);
    if (municipality.n < sizeof w->municipality)
        snprintf(w->municipality, sizeof w->municipality, "%.*s",
                 STR_ARG(municipality));
    if (str_eq(request_text(q, "van"), S("mij"))) w->worker = q->asking.visitor.worker;
    if (request_text(q, "jaar").n &&
        form_number(&year, q, "jaar", 2000, 2100, "", &ignored))
        w->year = (int)year;
    if (request_text(q, "vanaf").n)
        form_number(from_out, q, "vanaf", 0, 100000, "", &ignored);
    w->first = (size_t)*from_out;
}

static void show_filter(struct buf *out, const struct frame *f, const struct request *q)
{
    enum tongue t = f->tongue;
    const struct choice mine[] = {{.value = "mij", .label = tr(t, "Alleen van mij")}};
    struct choice *places;
    size_t n;
    fold_begin(out, q->query.n > 0, tr(t, "Kies welke signalen je ziet"));
    form_begin_get(out, f, "/signalen");
    filter_code(out, f, q, "drempel", tr(t, "Drempel"), LIST_STRUCTURAL_BARRIER);
    places = municipality_choices(&n, q->asking.arena, f);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Gemeente"),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 places, n, NULL);
    field_text(out, f,
               &(struct field){.name = "jaar",
                               .label = tr(t, "Jaar"),
                               .value = request_text(q, "jaar"),
                               .input_mode = "numeric",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 4},
               NULL);
    field_checks(out, f,
                 &(struct field){.name = "van",
                                 .label = tr(t, "Van wie"),
                                 .value = request_text(q, "van")},
                 mine, 1, NULL);
    button(out, "secondary", tr(t, "Toon deze signalen"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static const char *list_path(const struct request *q, int64_t from)
{
    static const char *const names[] = {"drempel", "gemeente", "jaar", "van"};
    return filtered_path(q, "/signalen", (size_t)MAX_OF(from, INT64_C(0)), names,
                         ARRAY_LEN(names));
}

static void show_links(struct buf *out, const struct frame *f, const struct request *q)
{
    if (visitor_has(q, PERMISSION_SIGNAL_WRITE))
        button_link(out, "primary", "/signaal/nieuw",
                    tr(f->tongue, "Meld een signaal"));
    html_f(out,
           "<p><a href=\"/signaalbundels\">%s</a> · <a "
           "href=\"/signalen/cijfers\">%s</a></p>\n",
           tr(f->tongue, "Wat ermee gebeurt: bundels"),
           tr(f->tongue, "Signalen in cijfers"));
}

static enum err_code show_signals(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Signalen"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct signal_wanted wanted;
    struct signal_view *list;
    int64_t from;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    read_filter(&wanted, &from, q);
    TRY(signals_show(&list, &n, &q->asking, &wanted, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    show_links(out, &f, q);
    show_filter(out, &f, q);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               q->query.n ? tr(f.tongue, "Geen signaal dat hieraan voldoet.")
                          : tr(f.tongue, "Nog geen signalen."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)SIGNALS_A_PAGE); i++)
        signal_line(out, &f, a, &list[i]);
    if (n) html_f(out, "</ul>\n");
    pager(out, &f, from > 0 ? list_path(q, from - SIGNALS_A_PAGE) : NULL,
          n > SIGNALS_A_PAGE ? list_path(q, from + SIGNALS_A_PAGE) : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- one signal --- */

static void signal_facts(struct buf *out, const struct frame *f, struct arena *a,
                         const struct signal_story *s)
{
    enum tongue t = f->tongue;
    const struct signal_fact *x = &s->signal.fact;
    html_f(out, "<p>");
    signal_status_html(out, f, s->signal.status);
    html_f(out, "<br>");
    signal_about_html(out, f, a, &s->signal);
    html_f(out, "</p>\n");
    if (x->domain != CODE_MISSING) {
        html_f(out, "<p>%s: ", tr(t, "Beleidsdomein"));
        label_html(out, t, LIST_POLICY_DOMAIN, x->domain);
        html_f(out, "</p>\n");
    }
    if (x->words.n) {
        html_f(out, "<blockquote>");
        words_html(out, x->words);
        html_f(out, "</blockquote>\n");
    } else if (!s->sees_words) {
        inset(out, "closed",
              tr(t, "De woorden bij dit signaal blijven bij wie het gaf en bij wie "
                    "signalen bundelt."));
    }
    if (!uuid_is_nil(s->signal.bundle))
        html_f(out, "<p>%s <a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a></p>\n",
               tr(t, "Gebundeld in"),
               id_path(a, "/signaalbundels/", s->signal.bundle, ""),
               s->signal.bundle_title);
}

static enum err_code signal_page(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Signaal"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct uuid id = request_id(q, "signal");
    struct signal_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(signal_show(&s, &q->asking, id, e));
    bool is_loose = uuid_is_nil(s.signal.bundle);
    page_begin(out, &f);
    page_back(out, &f, "/signalen", tr(q->tongue, "Signalen"));
    html_f(out, "<h1>");
    label_html(out, f.tongue, LIST_STRUCTURAL_BARRIER, s.signal.fact.barrier);
    html_f(out, "</h1>\n");
    error_summary(out, &f, errors);
    signal_facts(out, &f, a, &s);
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Wat ermee gebeurde"));
    signal_steps_html(out, &f, a, s.steps, s.n_steps);
    if (is_loose && visitor_has(q, PERMISSION_SIGNAL_BUNDLE)) {
        fold_begin(out, errors->n > 0, tr(f.tongue, "Schrijf op wat je besliste"));
        form_begin(out, &f, id_path(a, "/signalen/", id, "/stap"),
                   uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
        signal_step_fields(out, &f, q, false, errors);
        button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
        form_end(out);
        fold_end(out);
    }
    if (is_loose && uuid_eq(s.signal.fact.worker, q->asking.visitor.worker)) {
        form_begin(out, &f, id_path(a, "/signalen/", id, "/weg"), uuid7_new());
        button(out, "secondary", tr(f.tongue, "Neem dit signaal terug"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_signal(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return signal_page(r, q, &none, e);
}

static enum err_code take_signal_step(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct signal_step_fact f;
    enum signal_step_fault fault = SIGNAL_STEP_FITS;
    struct uuid id = request_id(q, "signal");
    enum err_code rc;
    TRY(signal_step_read(&f, q, &errors, e));
    f.signal = id;
    field_lead(q, id_path(q->asking.arena, "/signalen/", id, ""), "bewaard");
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
    rc = signal_page(r, q, &errors, e);
out:
    return rc;
}

static enum err_code take_withdrawal(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, "/signalen?van=mij", "verwijderd");
    enum err_code rc = signal_withdraw(&q->asking, request_id(q, "signal"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

/* --- counted --- */

struct year_counts {
    const struct signal_count *counts;
    size_t n;
    int first_year, last_year;
};

static int64_t count_at(const struct year_counts *c, uint8_t barrier, int year)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->counts[i].barrier == barrier && c->counts[i].year == year)
            return c->counts[i].n;
    return 0;
}

static enum err_code read_counts(struct year_counts *out, struct request *q,
                                 struct err *e)
{
    struct form_errors ignored = {0};
    struct str municipality = request_text(q, "gemeente");
    char refnis[6] = "";
    uint8_t group;
    struct signal_count *counts;
    enum err_code rc;
    form_code(&group, q, "doelgroep", LIST_TARGET_GROUP, true, "", &ignored);
    if (municipality.n < sizeof refnis)
        snprintf(refnis, sizeof refnis, "%.*s", STR_ARG(municipality));
    *out = (struct year_counts){.last_year = day_year(q->asking.today)};
    TRY(signal_counts(&counts, &out->n, q->asking.arena, q->asking.house->db, refnis,
                      group, e));
    out->counts = counts;
    out->first_year = out->last_year;
    for (size_t i = 0; i < out->n; i++)
        out->first_year = MIN_OF(out->first_year, counts[i].year);
    out->first_year = MAX_OF(out->first_year, out->last_year - YEARS_SHOWN + 1);
out:
    return rc;
}

static void counts_filter(struct buf *out, const struct frame *f,
                          const struct request *q)
{
    enum tongue t = f->tongue;
    size_t n;
    form_begin_get(out, f, "/signalen/cijfers");
    struct choice *places = municipality_choices(&n, q->asking.arena, f);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Gemeente"),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 places, n, NULL);
    filter_code(out, f, q, "doelgroep", tr(t, "Doelgroep"), LIST_TARGET_GROUP);
    button(out, "secondary", tr(t, "Tel"), NULL, NULL);
    form_end(out);
}

static void counts_table(struct buf *out, const struct frame *f, struct arena *a,
                         const struct year_counts *c)
{
    const struct code_list *barriers = code_list_at(LIST_STRUCTURAL_BARRIER);
    html_f(out,
           "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
           "aria-label=\"%s\">\n<table>\n<thead><tr><th scope=\"col\">%s</th>",
           f->title, tr(f->tongue, "Drempel"));
    for (int y = c->last_year; y >= c->first_year; y--) /* the newest in sight */
        html_f(out, "<th scope=\"col\" class=\"number\">%s</th>",
               arena_format(a, "%d", y));
    html_f(out, "</tr></thead>\n<tbody>\n");
    for (size_t b = 0; b < barriers->n; b++) {
        int64_t sum = 0;
        for (int y = c->first_year; y <= c->last_year; y++)
            sum += count_at(c, (uint8_t)b, y);
        if (!sum) continue;
        html_f(out, "<tr><th scope=\"row\">");
        label_html(out, f->tongue, LIST_STRUCTURAL_BARRIER, (uint8_t)b);
        html_f(out, "</th>");
        for (int y = c->last_year; y >= c->first_year; y--)
            html_f(out, "<td class=\"number\">%s</td>",
                   arena_format(a, "%lld", (long long)count_at(c, (uint8_t)b, y)));
        html_f(out, "</tr>\n");
    }
    html_f(out, "</tbody>\n</table>\n</div>\n");
}

static enum err_code show_counts(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Signalen in cijfers"));
    struct buf *out = &r->body;
    struct year_counts c;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(field_gate(&q->asking, PERMISSION_SIGNAL_READ, e));
    TRY(read_counts(&c, q, e));
    page_begin(out, &f);
    page_back(out, &f, "/signalen", tr(q->tongue, "Signalen"));
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    text_html(out, f.tongue,
              "Hoeveel signalen er per jaar gemeld werden, van alle organisaties. Een "
              "signaal is geen persoon: één signaal kan over veel mensen gaan.");
    html_f(out, "</p>\n");
    counts_filter(out, &f, q);
    if (c.n)
        counts_table(out, &f, q->asking.arena, &c);
    else
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Hierover is nog niets gemeld."));
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value note_query[] = {
    {"voorwaarde", VALUE_CODE, LIST_CONTEXT_CONDITION, false,
     "a context condition that points to it"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code, filled in"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it touches, filled in"},
    {"hoevaak", VALUE_CODE, LIST_SIGNAL_FREQUENCY, false, "how often, filled in"},
    {0},
};
static const struct route_value note_values[] = {
    {"drempel", VALUE_CODE, LIST_STRUCTURAL_BARRIER, true, "what stands in the way"},
    {"hoevaak", VALUE_CODE, LIST_SIGNAL_FREQUENCY, true, "how often it is seen"},
    {"woorden", VALUE_WORDS, 0, false, "what is noticed; about nobody"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code; empty: the region"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it touches most"},
    {"domein", VALUE_CODE, LIST_POLICY_DOMAIN, false, "domain of policy"},
    {"dag", VALUE_DAY, 0, true, "when it was noticed"},
    {0},
};
static const struct route_value list_query[] = {
    {"drempel", VALUE_CODE, LIST_STRUCTURAL_BARRIER, false, "what stands in the way"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"jaar", VALUE_NUMBER, 0, false, "year of noticing"},
    {"van", VALUE_TEXT, 0, false, "'mij': only one's own"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value counts_query[] = {
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "whom it touches"},
    {0},
};
static const struct route_value step_values[] = {
    {"stand", VALUE_CODE, LIST_SIGNAL_STATUS, true, "what happened"},
    {"dag", VALUE_DAY, 0, true, "when"},
    {"woorden", VALUE_WORDS, 0, false, "what was decided, and why"},
    {"geennaam", VALUE_TEXT, 0, false, "'ja': what looks as a name is none"},
    {0},
};

const struct route signal_routes[] = {
    {"GET", "/signaal/nieuw", PERMISSION_SIGNAL_WRITE, note_query,
     "form to note a signal", show_note_form},
    {"POST", "/signaal/nieuw", PERMISSION_SIGNAL_WRITE, note_values, "note a signal",
     take_note},
    {"GET", "/signalen", PERMISSION_SIGNAL_READ, list_query, "signals", show_signals},
    {"GET", "/signalen/cijfers", PERMISSION_SIGNAL_READ, counts_query,
     "signals counted by barrier and year", show_counts},
    {"GET", "/signalen/:signal", PERMISSION_SIGNAL_READ, NULL,
     "a signal and what became of it", show_signal},
    {"POST", "/signalen/:signal/stap", PERMISSION_SIGNAL_BUNDLE, step_values,
     "what was decided about a signal", take_signal_step},
    {"POST", "/signalen/:signal/weg", PERMISSION_SIGNAL_WRITE, NULL,
     "take back one's own signal", take_withdrawal},
    {0},
};
