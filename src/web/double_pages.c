/* Doubles (/dubbels): files that may be about one human being. What waits, two side by
 * side with what agrees in words, what was decided and how to undo it. */
#include <math.h>

#include "act/double_acts.h"
#include "act/link_words.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"

#define DOUBLES_PATH "/dubbels"
#define HISTORY_PATH DOUBLES_PATH "/geschiedenis"

static const struct {
    const char *word, *text;
    bool with[3]; /* by double_answer */
} reasons[] = {
#define W(word, text, same, apart, not_sure) {(word), (text), {same, apart, not_sure}},
#include "web/double_reasons.def"
#undef W
};

static const char *const answers[] = {"zelfde", "twee", "weet-niet"};

static struct str word_of(struct arena *a, const struct frame *f, struct str name)
{
    char spaced[80];
    size_t n = MIN_OF(name.n, sizeof spaced - 1);
    struct str word = link_word(name, tongue_facts(f->tongue)->lang);
    if (word.p != name.p) return word;
    for (size_t i = 0; i < n; i++)
        spaced[i] = name.p[i] == '_' ? ' ' : name.p[i];
    return str_copy(a, (struct str){spaced, n});
}

static const char *pair_path(struct arena *a, struct person_id one,
                             struct person_id two, const char *after)
{
    return arena_format(a, "%s/%s", id_path(a, DOUBLES_PATH "/", one.u, ""),
                        str_to_c(a, str_of(id_path(a, "", two.u, after))));
}

static void name_html(struct buf *out, const struct frame *f,
                      const struct person_name *name)
{
    if (!name->is_open)
        text_html(out, f->tongue, "een dossier dat je niet mag openen");
    else if (name->name.n)
        words_html(out, name->name);
    else
        text_html(out, f->tongue, "Zonder naam");
}

static void names_html(struct buf *out, const struct frame *f,
                       const struct person_name name[2])
{
    /* what can be read comes first */
    bool is_turned = !name[0].is_open;
    name_html(out, f, &name[is_turned]);
    html_f(out, " · ");
    name_html(out, f, &name[!is_turned]);
}

/* How much it says, of evidence in thousandths of a bit. */
static const char *strength_words(enum tongue t, int64_t millibits)
{
    if (millibits >= 15000) return tr(t, "Heel veel wijst op dezelfde persoon");
    if (millibits >= 10000) return tr(t, "Veel wijst op dezelfde persoon");
    return tr(t, "Er is iets dat op dezelfde persoon wijst");
}

/* --- what waits --- */

static void counts_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct double_counts *c)
{
    enum tongue t = f->tongue;
    const char *const words[] = {
        [DOUBLE_EQUAL] = tr(t, "{0} gelijk"),
        [DOUBLE_ALIKE] = tr(t, "{0} bijna gelijk"),
        [DOUBLE_DIFFERENT] = tr(t, "{0} verschillend"),
        [DOUBLE_UNKNOWN] = tr(t, "{0} niet bekend"),
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (!c->n[i]) continue;
        html_f(out, " · ");
        tr_fill(out, words[i],
                (const char *const[]){arena_format(a, "%zu", c->n[i]), NULL});
    }
}

static void line_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct double_line *line)
{
    html_f(out, "<li><a href=\"%s\">",
           pair_path(a, line->pair.person, line->pair.other, ""));
    names_html(out, f, line->name);
    html_f(out, "</a>\n<p class=\"quiet\">%s",
           strength_words(f->tongue, line->pair.millibits));
    counts_html(out, f, a, &line->counts);
    html_f(out, "</p>");
    if (line->pair.basis == LINK_BASIS_CONFLICT)
        html_f(out, "<p><span class=\"tag warning\">%s</span></p>",
               tr(f->tongue, "twee verschillende rijksregisternummers"));
    html_f(out, "</li>\n");
}

static struct pair_place place_asked(const struct request *q)
{
    struct form_errors ignored = {.n = 0};
    struct pair_place p = {.is_set = false};
    int64_t weight;
    if (form_number(&weight, q, "gewicht", -1000000000, 1000000000, "", &ignored) &&
        form_id(&p.person.u, q, "na", false, "", &ignored) &&
        form_id(&p.other.u, q, "en", false, "", &ignored)) {
        p.millibits = weight;
        p.is_set = true;
    }
    return p;
}

static const char *next_path(struct arena *a, const struct pair_place *p,
                             bool is_unsure)
{
    char one[UUID_TEXT + 1], two[UUID_TEXT + 1];
    uuid_text(one, p->person.u);
    uuid_text(two, p->other.u);
    return arena_format(a, DOUBLES_PATH "?gewicht=%lld&na=%s&en=%s%s",
                        (long long)p->millibits, one, two,
                        is_unsure ? "&toon=weet-niet" : "");
}

static void story_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct double_story *s);

/* What was decided these days stands in sight, with a way back. */
static enum err_code recent_html(struct buf *out, const struct frame *f,
                                 const struct request *q, struct err *e)
{
    struct double_history h;
    struct day since = {f->today.v - DOUBLE_UNDO_DAYS};
    enum err_code rc =
        doubles_history(&h, &q->asking, INT64_MAX, brussels_moment(since, 0), e);
    if (rc != OK) return rc;
    if (h.n) {
        html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
               tr(f->tongue, "Beslist in de laatste 30 dagen"));
        for (size_t i = 0; i < h.n; i++)
            story_html(out, f, q->asking.arena, &h.lines[i]);
        html_f(out, "</ul>\n");
    }
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", HISTORY_PATH,
           tr(f->tongue, "Alles wat beslist werd"));
    double_history_wipe(&h);
    return OK;
}

static void waiting_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct double_page *p,
                         bool is_unsure)
{
    enum tongue t = f->tongue;
    if (!p->compared_at) {
        inset(out, "note",
              tr(t,
                 "De dossiers zijn nog niet met elkaar vergeleken. Vraag het aan wie "
                 "het systeem beheert."));
        return;
    }
    html_f(out, "<p class=\"quiet\">");
    tr_html(out, t, "Alle dossiers zijn vergeleken op {0}.",
            moment_words(q->asking.arena, t, p->compared_at, f->today));
    html_f(out, "</p>\n");
    if (!p->n)
        html_f(out, "<p>%s</p>\n",
               is_unsure
                   ? tr(t, "Geen twijfel bij de dossiers die jij mag zien.")
                   : tr(t, "Niets te bekijken bij de dossiers die jij mag zien."));
    if (p->n) html_f(out, "<ol class=\"list\">\n");
    for (size_t i = 0; i < p->n; i++)
        line_html(out, f, q->asking.arena, &p->lines[i]);
    if (p->n) html_f(out, "</ol>\n");
    pager(out, f, NULL,
          p->is_more ? next_path(q->asking.arena, &p->last, is_unsure) : NULL);
}

static enum err_code show_doubles(struct reply *r, struct request *q, struct err *e)
{
    bool is_unsure = str_eq(request_text(q, "toon"), S("weet-niet"));
    struct frame f = frame_of(q, is_unsure ? tr(q->tongue, "Dubbels: nog niet zeker")
                                           : tr(q->tongue, "Mogelijk dubbel"));
    struct pair_place after = place_asked(q);
    struct buf *out = &r->body;
    struct double_page p = {.n = 0};
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(doubles_list(&p, &q->asking, &after, is_unsure, e));
    page_begin(out, &f);
    if (is_unsure) page_back(out, &f, DOUBLES_PATH, tr(q->tongue, "Mogelijk dubbel"));
    page_heading(out, &f, f.title);
    html_f(out, "<p>%s</p>\n",
           tr(q->tongue, "Twee dossiers die over één mens kunnen gaan. Zeg je dat het "
                         "zo is, dan blijven beide dossiers bestaan: ze worden "
                         "gekoppeld en samen één keer geteld. Je kan het altijd "
                         "ongedaan maken."));
    waiting_html(out, &f, q, &p, is_unsure);
    if (!is_unsure) {
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n", DOUBLES_PATH "?toon=weet-niet",
               tr(q->tongue, "Waarvan iemand het nog niet wist"));
        TRY(recent_html(out, &f, q, e));
    }
    page_end(out, &f);
out:
    double_page_wipe(&p);
    return rc;
}

static enum err_code show_doubles_of(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Misschien een tweede dossier"));
    struct arena *a = q->asking.arena;
    struct double_page p = {.n = 0};
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(doubles_of(&p, &q->asking, request_person(q), e));
    page_begin(&r->body, &f);
    page_back(&r->body, &f, person_path(a, request_person(q), ""),
              tr(q->tongue, "Terug naar het dossier"));
    page_heading(&r->body, &f, f.title);
    waiting_html(&r->body, &f, q, &p, false);
    html_f(&r->body, "<p><a href=\"%s\">%s</a></p>\n", DOUBLES_PATH,
           tr(q->tongue, "Alle mogelijke dubbels"));
    page_end(&r->body, &f);
out:
    double_page_wipe(&p);
    return rc;
}

/* --- side by side --- */

static const char *likeness_words(enum tongue t, enum double_likeness likeness)
{
    switch (likeness) {
    case DOUBLE_EQUAL:
        return tr(t, "gelijk");
    case DOUBLE_ALIKE:
        return tr(t, "bijna gelijk");
    case DOUBLE_DIFFERENT:
        return tr(t, "verschillend");
    default:
        return tr(t, "niet bekend");
    }
}

/* What it is worth: a name that many have says less than one that few have. */
static const char *worth_words(enum tongue t, double bits)
{
    if (isnan(bits)) return "";
    if (bits >= 8) return tr(t, "dat zegt veel");
    if (bits >= 3) return tr(t, "dat telt mee");
    if (bits > -1) return tr(t, "dat zegt weinig");
    return tr(t, "dat spreekt ertegen");
}

static const char *side_words(enum tongue t, size_t side)
{
    return side ? tr(t, "Dossier B") : tr(t, "Dossier A");
}

static void value_html(struct buf *out, const struct frame *f,
                       const struct double_field *d, size_t side, bool is_open)
{
    struct str v = d->value[side];
    if (!is_open) {
        html_f(out, "<span class=\"quiet\">%s</span>",
               tr(f->tongue, "blijft gesloten"));
        return;
    }
    if (!v.n) {
        html_f(out, "<span class=\"quiet\">%s</span>", tr(f->tongue, "niet ingevuld"));
        return;
    }
    html_f(out, "<bdi dir=\"auto\">");
    for (size_t i = 0, from = 0; i < v.n; i = from) {
        while (from < v.n && d->differs[side][from] == d->differs[side][i])
            from++;
        struct str run = {v.p + i, from - i};
        if (d->differs[side][i])
            html_f(out, "<mark>%.*s</mark>", STR_ARG(run));
        else
            html_f(out, "%.*s", STR_ARG(run));
    }
    html_f(out, "</bdi>");
}

static void field_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct double_view *v, const struct double_field *d)
{
    const char *worth = worth_words(f->tongue, d->bits);
    bool says_more = d->likeness == DOUBLE_ALIKE && d->level.n;
    bool is_compared = d->level.n || d->likeness != DOUBLE_UNKNOWN;
    if (!d->value[0].n && !d->value[1].n && !is_compared) return;
    html_f(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">%.*s</th>",
           STR_ARG(word_of(a, f, str_of(d->name))));
    for (size_t side = 0; side < 2; side++) {
        html_f(out, "<td role=\"cell\" data-head=\"%s\">", side_words(f->tongue, side));
        value_html(out, f, d, side, v->is_open[side]);
        html_f(out, "</td>");
    }
    html_f(out, "<td role=\"cell\" data-head=\"%s\"><strong>%s</strong>",
           tr(f->tongue, "Wat zegt het?"),
           is_compared ? likeness_words(f->tongue, d->likeness)
                       : tr(f->tongue, "niet vergeleken"));
    if (says_more)
        html_f(out, "<br><span class=\"quiet\">%.*s</span>",
               STR_ARG(word_of(a, f, d->level)));
    if (worth[0]) html_f(out, "<br><span class=\"quiet\">%s</span>", worth);
    html_f(out, "</td></tr>\n");
}

static void compared_html(struct buf *out, const struct frame *f, struct arena *a,
                          const struct double_view *v)
{
    enum tongue t = f->tongue;
    for (size_t side = 0; side < 2; side++)
        if (v->is_open[side])
            html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
                   person_path(a, v->person[side], ""),
                   side ? tr(t, "Open dossier B") : tr(t, "Open dossier A"));
    html_f(out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
           "<table class=\"stacked\" role=\"table\">\n<thead role=\"rowgroup\">"
           "<tr role=\"row\"><th scope=\"col\" role=\"columnheader\">%s</th>",
           tr(t, "Beide dossiers naast elkaar"), tr(t, "Gegeven"));
    for (size_t side = 0; side < 2; side++)
        html_f(out, "<th scope=\"col\" role=\"columnheader\">%s</th>",
               side_words(t, side));
    html_f(out,
           "<th scope=\"col\" role=\"columnheader\">%s</th></tr></thead>\n"
           "<tbody role=\"rowgroup\">\n",
           tr(t, "Wat zegt het?"));
    for (size_t i = 0; i < v->n_fields; i++)
        field_html(out, f, a, v, &v->fields[i]);
    html_f(out, "</tbody>\n</table>\n</div>\n");
    if (v->is_compared) {
        html_f(out, "<p><strong>%s.</strong></p>\n",
               strength_words(t, v->pair.millibits));
        if (v->pair.basis == LINK_BASIS_CONFLICT)
            inset(out, "warning",
                  tr(t, "De rijksregisternummers verschillen. Een programma koppelt "
                        "zulke dossiers nooit; een mens mag dat wel, na navraag."));
    }
    if (!v->is_open[0] || !v->is_open[1])
        inset(out, "closed",
              tr(t, "Eén dossier is van een andere organisatie. Je ziet er niets van, "
                    "alleen hoever het overeenkomt."));
}

/* --- verdicts --- */

static const char *reason_words(enum tongue t, struct str word, struct arena *a)
{
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (str_eq_c(word, reasons[i].word)) return tr_later(t, reasons[i].text);
    return str_to_c(a, word); /* as somebody typed it on the command line */
}

static const char *decision_words(enum tongue t, uint8_t decision)
{
    switch (decision) {
    case LINK_DECISION_SAME:
        return tr(t, "Dezelfde persoon");
    case LINK_DECISION_DIFFERENT:
        return tr(t, "Twee personen");
    default:
        return tr(t, "Iemand wist het niet");
    }
}

static void verdict_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct pair_verdict *v, const char *worker_name)
{
    enum tongue t = f->tongue;
    html_f(out, "<p><strong>%s</strong> · <bdi dir=\"auto\">%s</bdi>",
           decision_words(t, v->decision), reason_words(t, v->reason, a));
    html_f(out, "<br><span class=\"quiet\">");
    if (worker_name[0]) html_f(out, "<bdi dir=\"auto\">%s</bdi> · ", worker_name);
    html_f(out, "<bdi>%s</bdi>", moment_words(a, t, v->recorded_at, f->today));
    if (v->undone_at) {
        html_f(out, " · ");
        tr_html(out, t, "ongedaan gemaakt {0}",
                moment_words(a, t, v->undone_at, f->today));
    }
    html_f(out, "</span></p>\n");
    if (v->undone_at || uuid_is_nil(v->run)) return;
    form_begin(out, f, id_path(a, DOUBLES_PATH "/besluit/", v->run, "/ongedaan"),
               uuid7_new());
    button(out, "secondary", tr(t, "Maak dit ongedaan"), NULL, NULL);
    form_end(out);
}

static void story_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct double_story *s)
{
    html_f(out, "<li><a href=\"%s\">",
           pair_path(a, s->verdict.person, s->verdict.other, ""));
    names_html(out, f, s->name);
    html_f(out, "</a>\n");
    verdict_html(out, f, a, &s->verdict, s->worker_name);
    html_f(out, "</li>\n");
}

static struct choice *reason_choices(size_t *n_out, struct arena *a, enum tongue t)
{
    struct choice *list = arena_new_array(a, struct choice, ARRAY_LEN(reasons));
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        list[i] = (struct choice){.value = reasons[i].word,
                                  .label = tr_later(t, reasons[i].text)};
    *n_out = ARRAY_LEN(reasons);
    return list;
}

static void decide_form(struct buf *out, const struct frame *f, const struct request *q,
                        const struct double_view *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    const struct choice said[] = {
        {.value = answers[DOUBLE_SAME],
         .label = tr(t, "Dit is dezelfde persoon"),
         .hint = tr(t, "Beide dossiers blijven bestaan en worden gekoppeld.")},
        {.value = answers[DOUBLE_APART],
         .label = tr(t, "Twee personen"),
         .hint = tr(t, "Dit paar komt niet vanzelf terug.")},
        {.value = answers[DOUBLE_NOT_SURE],
         .label = tr(t, "Weet ik niet"),
         .hint = tr(t, "Het gaat naar de lijst van wat nog niet zeker is.")},
    };
    size_t n;
    struct choice *why = reason_choices(&n, a, t);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat besluit je?"));
    form_begin(out, f, pair_path(a, v->person[0], v->person[1], "/besluit"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_choice(out, f,
                 &(struct field){.name = "besluit",
                                 .label = tr(t, "Gaat het over één mens?"),
                                 .value = request_text(q, "besluit")},
                 said, ARRAY_LEN(said), false, errors);
    field_choice(out, f,
                 &(struct field){.name = "reden",
                                 .label = tr(t, "Hoe weet je dat?"),
                                 .value = request_text(q, "reden")},
                 why, n, false, errors);
    button(out, "primary", tr(t, "Bewaar dit besluit"), NULL, NULL);
    form_end(out);
}

static enum err_code pair_page(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Gaat dit over één mens?"));
    struct person_id one = request_person(q), two = {request_id(q, "other")};
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct double_view v = {.n_fields = 0};
    enum err_code rc;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    TRY(double_show(&v, &q->asking, one, two, e));
    page_begin(out, &f);
    page_back(out, &f, DOUBLES_PATH, tr(q->tongue, "Mogelijk dubbel"));
    page_heading(out, &f, f.title);
    error_summary(out, &f, errors);
    if (v.is_linked)
        inset(out, "note",
              tr(q->tongue,
                 "Deze twee dossiers zijn gekoppeld: ze tellen als één mens. "
                 "Wie beide mag openen, ziet ook de vroegere trajecten."));
    compared_html(out, &f, a, &v);
    decide_form(out, &f, q, &v, errors);
    if (v.n_verdicts)
        html_f(out, "<h2>%s</h2>\n", tr(q->tongue, "Wat al beslist werd"));
    for (size_t i = 0; i < v.n_verdicts; i++)
        verdict_html(out, &f, a, &v.verdicts[i], "");
    page_end(out, &f);
out:
    double_view_wipe(&v);
    return rc;
}

static enum err_code show_pair(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return pair_page(r, q, &none, e);
}

/* --- deciding --- */

static bool read_answer(enum double_answer *out, const char **reason_out,
                        const struct request *q, struct form_errors *errors)
{
    struct str said = request_text(q, "besluit"), why = request_text(q, "reden");
    bool is_said = false;
    *reason_out = NULL;
    for (unsigned i = 0; i < ARRAY_LEN(answers); i++)
        if (str_eq_c(said, answers[i])) {
            *out = (enum double_answer)i;
            is_said = true;
        }
    if (!is_said) form_error(errors, "besluit", tr(q->tongue, "Kies wat je besluit."));
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (str_eq_c(why, reasons[i].word)) {
            *reason_out = reasons[i].word;
            if (is_said && !reasons[i].with[*out])
                form_error(errors, "reden",
                           tr(q->tongue,
                              "Deze reden past niet bij je besluit. Kies een "
                              "andere reden."));
        }
    if (!*reason_out)
        form_error(errors, "reden", tr(q->tongue, "Kies hoe je dat weet."));
    return errors->n == 0;
}

static enum err_code take_answer(struct reply *r, struct request *q, struct err *e)
{
    struct person_id one = request_person(q), two = {request_id(q, "other")};
    struct form_errors errors = {.n = 0};
    enum double_answer answer = DOUBLE_NOT_SURE;
    const char *reason;
    enum err_code rc;
    /* before anything of the form is judged: strangers learn nothing */
    TRY(double_gate(&q->asking, one, two, e));
    field_lead(q, DOUBLES_PATH, "bewaard");
    if (read_answer(&answer, &reason, q, &errors)) {
        rc = double_decide(&q->asking, one, two, answer, reason, e);
        if (rc == OK) field_follow(r, q);
        return rc;
    }
    reply_invalid(r);
    rc = pair_page(r, q, &errors, e);
out:
    return rc;
}

static enum err_code take_undo(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, DOUBLES_PATH, "ongedaan");
    enum err_code rc = double_undo(&q->asking, request_id(q, "run"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

/* --- history --- */

static enum err_code show_history(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat beslist werd over dubbels"));
    struct form_errors ignored = {.n = 0};
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct double_history h = {.n = 0};
    int64_t before = INT64_MAX;
    enum err_code rc;
    f.nav = NAV_MORE;
    if (request_has(q, "voor") &&
        !form_number(&before, q, "voor", 0, INT64_MAX, "", &ignored))
        before = INT64_MAX;
    TRY(doubles_history(&h, &q->asking, before, INT64_MIN, e));
    page_begin(out, &f);
    page_back(out, &f, DOUBLES_PATH, tr(q->tongue, "Mogelijk dubbel"));
    page_heading(out, &f, f.title);
    if (!h.n) html_f(out, "<p>%s</p>\n", tr(q->tongue, "Nog niets beslist."));
    if (h.n) html_f(out, "<ol class=\"list\">\n");
    for (size_t i = 0; i < h.n; i++)
        story_html(out, &f, a, &h.lines[i]);
    if (h.n) html_f(out, "</ol>\n");
    pager(out, &f, NULL,
          h.is_more ? arena_format(a, HISTORY_PATH "?voor=%lld", (long long)h.last_ms)
                    : NULL);
    page_end(out, &f);
out:
    double_history_wipe(&h);
    return rc;
}

static const struct route_value list_query[] = {
    {"toon", VALUE_TEXT, 0, false, "weet-niet: those of which somebody could not tell"},
    {"gewicht", VALUE_NUMBER, 0, false, "go on after a pair: its evidence"},
    {"na", VALUE_ID, 0, false, "and its one file"},
    {"en", VALUE_ID, 0, false, "and its other file"},
    {0},
};
static const struct route_value history_query[] = {
    {"voor", VALUE_NUMBER, 0, false, "what was decided before this moment"},
    {0},
};
static const struct route_value answer_values[] = {
    {"besluit", VALUE_TEXT, 0, true, "zelfde, twee or weet-niet"},
    {"reden", VALUE_TEXT, 0, true, "how it is known: a word of the list"},
    {0},
};

const struct route double_routes[] = {
    {"GET", DOUBLES_PATH, PERMISSION_DOUBLES, list_query,
     "files that may be about one human being", show_doubles},
    {"GET", HISTORY_PATH, PERMISSION_DOUBLES, history_query,
     "what was decided about such files", show_history},
    {"GET", DOUBLES_PATH "/:person/:other", PERMISSION_DOUBLES, NULL,
     "two files side by side", show_pair},
    {"GET", "/personen/:person/dubbels", PERMISSION_DOUBLES, NULL,
     "files that may be about the same human being as this one", show_doubles_of},
    {"POST", DOUBLES_PATH "/:person/:other/besluit", PERMISSION_DOUBLES, answer_values,
     "decide whether two files are about one human being", take_answer},
    {"POST", DOUBLES_PATH "/besluit/:run/ongedaan", PERMISSION_DOUBLES, NULL,
     "undo a decision about two files", take_undo},
    {0},
};
