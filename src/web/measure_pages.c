/* Measuring with an instrument: filling it in together, and what changed since the
 * first time. An order of points is not added up; who would rather not say is counted
 * apart. */
#include "act/instrument_acts.h"
#include "base/limits.h"
#include "base/parse.h"
#include "domain/lists.h"
#include "web/person_tabs.h"
#include "web/step_picture.h"

enum { PICTURE_STEPS_MOST = 11 };

static const char *measure_path(const struct request *q, struct uuid instrument)
{
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    uuid_text(id, instrument);
    return arena_format(a, "%s/%s", person_tab_path(a, request_person(q), TAB_MEASURES),
                        id);
}

/* --- what was measured --- */

static const char *change_words(enum tongue t, const struct score_course *c)
{
    switch (c->change) {
    case CONDITION_CHANGE_IMPROVED:
        return tr(t, "hoger");
    case CONDITION_CHANGE_SAME:
        return tr(t, "gelijk");
    case CONDITION_CHANGE_WORSE:
        return tr(t, "lager");
    case CONDITION_CHANGE_ONLY_ONE:
        return c->n_not_said ? tr(t, "wil dit niet zeggen")
                             : tr(t, "één keer gevraagd");
    default:
        return tr(t, "wil dit niet zeggen");
    }
}

static const char *score_text(struct arena *a, enum tongue t, bool has, int32_t score)
{
    return has ? arena_format(a, "%d", (int)score) : tr(t, "niet gezegd");
}

static void write_item(struct buf *out, const struct frame *f, const struct request *q,
                       const struct instrument_fact *i, const struct measured_item *m)
{
    struct arena *a = q->asking.arena;
    const struct score_course *c = &m->course;
    int n_steps = i->highest - i->lowest + 1;
    if (!c->n) return;
    const char *first = score_text(a, f->tongue, c->has_first, c->first);
    const char *last = score_text(a, f->tongue, c->has_last, c->last);
    const char *words = c->n > 1
                            ? arena_format(a, "%s: %s. %s: %s.", tr(f->tongue, "Begin"),
                                           first, tr(f->tongue, "Nu"), last)
                            : arena_format(a, "%s: %s.", tr(f->tongue, "Nu"), last);
    html_f(out,
           "<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td>"
           "<td class=\"number\">%s</td><td>%s",
           m->item->title, c->n > 1 ? first : "", last, change_words(f->tongue, c));
    if (n_steps <= PICTURE_STEPS_MOST) {
        html_f(out, "<br>");
        step_picture(out, n_steps, c->n > 1 && c->has_first ? c->first - i->lowest : -1,
                     c->has_last ? c->last - i->lowest : -1, words);
    }
    html_f(out, "</td></tr>\n");
}

static void write_distance(struct buf *out, const struct frame *f, struct arena *a,
                           const struct score_distance *d)
{
    const struct {
        unsigned n;
        const char *words;
    } counts[] = {
        {d->n_change[CONDITION_CHANGE_IMPROVED], tr(f->tongue, "hoger")},
        {d->n_change[CONDITION_CHANGE_SAME], tr(f->tongue, "gelijk")},
        {d->n_change[CONDITION_CHANGE_WORSE], tr(f->tongue, "lager")},
        {d->n_change[CONDITION_CHANGE_NOT_COMPARABLE],
         tr(f->tongue, "wil dit niet zeggen")},
        {d->n_change[CONDITION_CHANGE_ONLY_ONE], tr(f->tongue, "één keer gevraagd")}};
    html_f(out, "<ul class=\"counts\">\n");
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        if (counts[i].n)
            html_f(out, "<li><strong>%u</strong> %s</li>\n", counts[i].n,
                   counts[i].words);
    html_f(out, "</ul>\n");
    if (!d->has_points) return;
    html_f(out, "<p>");
    tr_html(out, f->tongue, "Samen {0} punten verschil (de stappen zijn even groot).",
            arena_format(a, "%s%lld", d->points > 0 ? "+" : "", (long long)d->points));
    html_f(out, "</p>\n");
}

static void write_measured(struct buf *out, const struct frame *f,
                           const struct request *q, const struct measured_instrument *m)
{
    struct arena *a = q->asking.arena;
    const struct instrument_fact *i = &m->instrument->instrument;
    html_f(out, "<section>\n<h2>%s</h2>\n<p class=\"quiet\">", i->title);
    tr_html(out, f->tongue, "{0} = {1}, {2} = {3}",
            arena_format(a, "%d", (int)i->lowest), i->lowest_words,
            arena_format(a, "%d", (int)i->highest), i->highest_words);
    html_f(out, "</p>\n");
    if (m->n_days > 1) {
        html_f(out, "<p>");
        tr_html(out, f->tongue, "Van {0} tot {1}.",
                day_words(a, f->tongue, m->first_on, f->today),
                day_words(a, f->tongue, m->last_on, f->today));
        html_f(out, "</p>\n");
    }
    write_distance(out, f, a, &m->distance);
    html_f(out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
           "<table><caption class=\"unseen\">%s</caption><thead><tr>"
           "<th scope=\"col\">%s</th><th scope=\"col\" class=\"number\">%s</th>"
           "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th></tr>"
           "</thead>\n<tbody>\n",
           i->title, i->title, tr(f->tongue, "Vraag"), tr(f->tongue, "Begin"),
           tr(f->tongue, "Nu"), tr(f->tongue, "Verschil"));
    for (size_t k = 0; k < m->instrument->n_items; k++)
        if (!m->items[k].is_closed) write_item(out, f, q, i, &m->items[k]);
    html_f(out, "</tbody></table></div>\n</section>\n");
}

static enum err_code show_measures(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Meting"));
    struct measure_view v;
    enum err_code rc = measures_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &v.file, TAB_MEASURES);
    if (v.is_closed)
        inset(&r->body, "closed", tr(q->tongue, "Dit deel is gesloten voor jou."));
    for (size_t i = 0; i < v.n_measured; i++)
        if (v.measured[i].n_days) write_measured(&r->body, &f, q, &v.measured[i]);
    if (v.is_health_closed && !v.is_closed)
        inset(&r->body, "closed",
              tr(q->tongue, "Vragen over gezondheid zijn gesloten voor jou."));
    if (v.may_write) {
        html_f(&r->body, "<h2>");
        text_html(&r->body, f.tongue, "Vul in");
        html_f(&r->body, "</h2>\n<ul class=\"list\">\n");
        for (size_t i = 0; i < v.n_measured; i++) {
            const struct instrument_with_items *x = v.measured[i].instrument;
            if (x->is_ended) continue;
            html_f(&r->body, "<li><a href=\"%s\">%s</a><span class=\"quiet\">",
                   measure_path(q, x->instrument.id), x->instrument.title);
            tr_fill(&r->body,
                    tr_n(f.tongue, "{0} vraag", "{0} vragen", (int64_t)x->n_items),
                    (const char *const[]){
                        arena_format(q->asking.arena, "%zu", x->n_items), NULL});
            html_f(&r->body, "</span></li>\n");
        }
        html_f(&r->body, "</ul>\n");
    }
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

/* --- filling in --- */

/* Names of the fields: "v1", "v2" ... */
static const char *item_name(struct arena *a, size_t i)
{
    return arena_format(a, "v%zu", i + 1);
}

static void write_question(struct buf *out, const struct frame *f,
                           const struct request *q, const struct instrument_fact *i,
                           const struct measured_item *m, size_t at,
                           const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    const char *name = item_name(a, at);
    size_t n = (size_t)(i->highest - i->lowest) + 1;
    struct choice *choices = arena_new_array(a, struct choice, n + 1);
    if (m->is_closed) return;
    for (size_t k = 0; k < n; k++) {
        int score = i->lowest + (int)k;
        const char *end = k == 0 ? i->lowest_words : k + 1 == n ? i->highest_words : "";
        choices[k].value = arena_format(a, "%d", score);
        choices[k].label =
            end[0] ? arena_format(a, "%d · %s", score, end) : choices[k].value;
    }
    choices[n] =
        (struct choice){.value = "niet", .label = tr(f->tongue, "wil dit niet zeggen")};
    field_choice(out, f,
                 &(struct field){.name = name,
                                 .label = m->item->title,
                                 .may_be_empty = true,
                                 .value = request_text(q, name)},
                 choices, n + 1, n <= PICTURE_STEPS_MOST, errors);
}

static void write_moment(struct buf *out, const struct frame *f,
                         const struct request *q, const struct measured_instrument *m,
                         const struct form_errors *errors)
{
    static const char *const moments[] = {"baseline", "interim", "end"};
    struct choice choices[ARRAY_LEN(moments)];
    const struct code_list *list = code_list_at(LIST_OBSERVATION_MOMENT);
    const struct tongue_facts *t = tongue_facts(f->tongue);
    struct str chosen = request_text(q, "moment"), by = request_text(q, "wie");
    struct str day = request_text(q, "dag");
    char today[DAY_TEXT + 1];
    size_t n;
    day_text(today, q->asking.today);
    for (size_t i = 0; i < ARRAY_LEN(moments); i++)
        choices[i] = (struct choice){
            .value = moments[i],
            .label = code_label(list, code_index(list, str_of(moments[i])), t->lang),
            .label_is_dutch = t->labels_differ};
    if (!chosen.n) chosen = m->n_days ? S("interim") : S("baseline");
    field_choice(out, f,
                 &(struct field){.name = "moment",
                                 .label = tr(f->tongue, "Welk moment is dit?"),
                                 .value = chosen},
                 choices, ARRAY_LEN(choices), true, errors);
    struct choice *who = code_choices(&n, q->asking.arena, f, LIST_ASSESSED_BY);
    field_choice(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(f->tongue, "Wie vult in?"),
                                 .value = by.n ? by : S("together")},
                 who, n, true, errors);
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(f->tongue, "Op welke dag?"),
                              .value = day.n ? day : str_of(today)},
              errors);
}

static enum err_code measure_form(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct measure_view v;
    const struct measured_instrument *m = NULL;
    enum err_code rc = measures_show(&v, &q->asking, request_person(q), e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < v.n_measured; i++)
        if (uuid_eq(v.measured[i].instrument->instrument.id,
                    request_id(q, "instrument")) &&
            !v.measured[i].instrument->is_ended)
            m = &v.measured[i];
    if (!m) return err_set(e, ERR_NOT_FOUND, "no instrument in use with this id");
    const struct instrument_fact *i = &m->instrument->instrument;
    struct frame f = frame_of(q, i->title);
    f.nav = NAV_FILES;
    f.is_field = true;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &v.file, TAB_MEASURES);
    error_summary(&r->body, &f, errors);
    html_f(&r->body, "<p>");
    text_html(&r->body, f.tongue,
              "Er is geen goed of fout antwoord. Sla gerust over "
              "wat nu niet past.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, measure_path(q, i->id),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    for (size_t k = 0; k < m->instrument->n_items; k++)
        write_question(&r->body, &f, q, i, &m->items[k], k, errors);
    write_moment(&r->body, &f, q, m, errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&v.file.dossier);
    return OK;
}

static enum err_code show_measure_form(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct form_errors none = {.n = 0};
    return measure_form(r, q, &none, e);
}

static enum err_code instrument_named(const struct instrument_with_items **out,
                                      const struct request *q, struct err *e)
{
    struct instrument_with_items *list;
    size_t n;
    enum err_code rc = instruments_show(&list, &n, &q->asking, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].instrument.id, request_id(q, "instrument")) &&
            !list[i].is_ended) {
            *out = &list[i];
            return OK;
        }
    return err_set(e, ERR_NOT_FOUND, "no instrument in use with this id");
}

static void read_answers(struct measure_entry *m, const struct instrument_with_items *i,
                         const struct request *q, struct form_errors *errors)
{
    size_t n_said = 0;
    m->n_items = MIN_OF(i->n_items, (size_t)INSTRUMENT_ITEMS_MOST);
    for (size_t k = 0; k < m->n_items; k++) {
        const char *name = item_name(q->asking.arena, k);
        struct str text = request_text(q, name);
        int64_t score;
        if (!text.n) continue;
        n_said++;
        if (str_eq(text, S("niet"))) {
            m->items[k].answer = MEASURE_NOT_SAID;
        } else if (form_number(&score, q, name, i->instrument.lowest,
                               i->instrument.highest,
                               tr(q->tongue, "Kies een van de stappen."), errors)) {
            m->items[k].answer = MEASURE_SCORE;
            m->items[k].score = (int32_t)score;
        }
    }
    if (!n_said) form_error(errors, "v1", tr(q->tongue, "Vul minstens één vraag in."));
}

static enum err_code take_measure(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct measure_entry m = {.instrument = request_id(q, "instrument")};
    const struct instrument_with_items *i = NULL;
    const char *back =
        person_tab_path(q->asking.arena, request_person(q), TAB_MEASURES);
    enum err_code rc = instrument_named(&i, q, e);
    if (rc != OK) return rc;
    read_answers(&m, i, q, &errors);
    form_code(&m.moment, q, "moment", LIST_OBSERVATION_MOMENT, false,
              tr(q->tongue, "Kies welk moment dit is."), &errors);
    form_code(&m.assessed_by, q, "wie", LIST_ASSESSED_BY, false,
              tr(q->tongue, "Kies wie invult."), &errors);
    if (form_day(&m.on, q, "dag", false, &errors) && m.on.v > q->asking.today.v)
        form_error(&errors, "dag",
                   tr(q->tongue, "Die dag moet nog komen. Kies vandaag of vroeger."));
    if (errors.n) {
        reply_invalid(r);
        return measure_form(r, q, &errors, e);
    }
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=bewaard", back);
    rc = measure_note(&q->asking, request_person(q), &m, e);
    if (rc == OK) reply_redirect(r, q, back, "bewaard");
    return rc;
}

static const struct route_value measure_values[] = {
    {"v1", VALUE_TEXT, 0, false,
     "answer to the first question, v2 to the second ...: a score, or niet"},
    {"moment", VALUE_CODE, LIST_OBSERVATION_MOMENT, true, "baseline, interim or end"},
    {"wie", VALUE_CODE, LIST_ASSESSED_BY, true, "who assessed"},
    {"dag", VALUE_DAY, 0, true, "the day, not to come"},
    {0},
};

const struct route measure_routes[] = {
    {"GET", "/personen/:person/meting", PERMISSION_PERSON_READ, NULL,
     "what was measured, and what changed", show_measures},
    {"GET", "/personen/:person/meting/:instrument", PERMISSION_PERSON_READ, NULL,
     "form of an instrument", show_measure_form},
    {"POST", "/personen/:person/meting/:instrument", PERMISSION_DOSSIER_WRITE,
     measure_values, "record a measurement", take_measure},
    {0},
};
