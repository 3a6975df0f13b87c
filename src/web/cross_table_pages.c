/* The cross table (/cijfers/kruistabel). Its address is the table: the question stands
 * in it, checked before it got there. Clicks become text, and text becomes clicks. */
#include "base/limits.h"
#include "web/cross_form.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/route.h"

enum { QUESTION_ROWS = 4 };

/* What a page of the table shows: a table, or what is wrong with its question. */
struct cross_page {
    struct frame f;
    const struct request *q;
    struct desk_table table;
    bool has_table;
    struct cross_values values;
    struct str text; /* of the question, as typed or as the form says it */
    const struct form_errors *errors;
    const struct err *trouble; /* with the text; NULL: none */
};

static void text_form(struct buf *out, struct cross_page *p)
{
    const struct frame *f = &p->f;
    bool is_open = p->trouble || (p->has_table && !p->table.has_form);
    fold_begin(out, is_open, tr(f->tongue, "De vraag als tekst"));
    if (p->trouble) question_error_place(out, f, p->text, p->trouble);
    form_begin(out, f, CROSS_PATH, (struct uuid){{0}});
    field_area(out, f,
               &(struct field){.name = "tekst",
                               .label = tr(f->tongue, "Vraag"),
                               .hint = tr(f->tongue,
                                          "Bijvoorbeeld: count persons reached rows "
                                          "province columns sex"),
                               .value = p->text,
                               .is_ltr = true,
                               .rows = QUESTION_ROWS,
                               .most = LIMIT_QUESTION_LINE_BYTES},
               p->errors);
    button(out, "secondary", tr(f->tongue, "Toon deze vraag"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"" DEFINITION_PATH "\">%s</a></p>\n",
           tr(f->tongue, "Alle woorden van de vraag, met hun betekenis"));
    fold_end(out);
}

static void click_form(struct buf *out, struct cross_page *p)
{
    const struct frame *f = &p->f;
    bool is_folded = p->has_table && !p->errors->n;
    if (is_folded) fold_begin(out, false, tr(f->tongue, "Verander deze tabel"));
    if (p->has_table && !p->table.has_form)
        inset(out, "note",
              tr(f->tongue,
                 "Deze vraag zegt meer dan de keuzes hieronder kunnen. Wijzig "
                 "ze als tekst, of begin hier opnieuw."));
    cross_form_html(out, f, p->q, &p->values, p->errors);
    if (is_folded) fold_end(out);
}

static void show_table(struct buf *out, struct cross_page *p)
{
    const struct frame *f = &p->f;
    struct arena *a = p->q->asking.arena;
    const char *members = cross_path(a, MEMBERS_PATH, p->table.text);
    bool sees_people = p->table.has_members &&
                       role_has(p->q->asking.visitor.role, PERMISSION_PERSON_READ);
    for (size_t i = 0; i < p->table.answer->n_parts; i++)
        answer_part_html(out, f, p->table.answer, i, sees_people ? members : NULL);
    if (p->table.has_members)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n", members,
               tr(f->tongue, "Wie staat er achter deze cijfers?"));
    moment_of_figures_html(out, f, a, p->table.of_ms);
    const struct table *t = p->table.answer->parts[0]->tables[0];
    const char *path = cross_path(a, CROSS_PATH "/bestand", p->table.text);
    struct str word = request_text(p->q, "beeld");
    enum drawing d;
    bool has_chart = chart_wanted(&d, t, word);
    chart_html(out, f, a, t, word, p->f.path, 1);
    if (has_chart && word.n)
        path = arena_format(a, "%s&beeld=%s", path, drawing_word(d));
    forms_html(out, f, path, '&', has_chart);
    fold_begin(out, false, tr(f->tongue, "Zo is er geteld"));
    html_f(out, "<pre class=\"question\" lang=\"en\" dir=\"ltr\">%.*s</pre>\n",
           STR_ARG(p->table.explained));
    fold_end(out);
}

static void write_page(struct reply *r, struct cross_page *p)
{
    struct buf *out = &r->body;
    struct frame *f = &p->f;
    f->nav = NAV_MORE;
    f->has_errors = p->errors->n > 0;
    page_begin(out, f);
    page_back(out, f, DESK_PATH, tr(f->tongue, "Terug naar cijfers"));
    error_summary(out, f, p->errors);
    page_heading(out, f, f->title);
    if (p->has_table) show_table(out, p);
    click_form(out, p);
    text_form(out, p);
    page_end(out, f);
}

/* The question was wrong: shown again, the place marked. */
static enum err_code show_wrong(struct reply *r, struct cross_page *p,
                                struct form_errors *errors, enum err_code rc,
                                const struct err *e)
{
    if (!question_is_wrong(rc)) return rc;
    p->trouble = e;
    form_error(errors, "tekst",
               question_error_words(p->q->asking.arena, p->f.tongue, e));
    reply_invalid(r);
    write_page(r, p);
    return OK;
}

static enum err_code show_cross_table(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct cross_page p = {.f = frame_of(q, tr(q->tongue, "Kruistabel")),
                           .q = q,
                           .text = request_text(q, "vraag"),
                           .errors = &errors};
    struct arena *a = q->asking.arena;
    enum lang lang = tongue_facts(q->tongue)->lang;
    struct err wrong = {0};
    enum err_code rc;
    if (!p.text.n) {
        p.values.measure = str_of(form_measure_text(0));
        write_page(r, &p);
        return OK;
    }
    rc = desk_ask(&p.table, &q->asking, p.text, lang, true, &wrong);
    if (rc != OK) {
        rc = show_wrong(r, &p, &errors, rc, &wrong);
        if (rc != OK && e) *e = wrong;
        return rc;
    }
    p.has_table = true;
    p.text = p.table.text;
    p.f.path = cross_path(a, CROSS_PATH, p.text);
    if (p.table.has_form) p.values = cross_values_of(a, &p.table.form);
    write_page(r, &p);
    return OK;
}

/* Clicks or text: checked, and then the address of its table. */
static enum err_code take_cross_table(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct cross_page p = {.f = frame_of(q, tr(q->tongue, "Kruistabel")),
                           .q = q,
                           .text = request_text(q, "tekst"),
                           .values = cross_values_sent(q),
                           .errors = &errors};
    struct question_form form;
    struct str line;
    struct buf text = {0};
    struct err wrong = {0};
    enum err_code rc;
    if (!request_has(q, "tekst")) {
        if (!cross_form_read(&form, q, &p.values, &errors)) {
            reply_invalid(r);
            write_page(r, &p);
            return OK;
        }
        question_form_text(&text, &form);
        p.text = str_copy(q->asking.arena, buf_str(&text));
        buf_dispose(&text);
    }
    rc = desk_check(&line, &q->asking, p.text, &wrong);
    if (rc == OK) {
        reply_redirect(r, q, cross_path(q->asking.arena, CROSS_PATH, line), NULL);
        return OK;
    }
    rc = show_wrong(r, &p, &errors, rc, &wrong);
    if (rc != OK && e) *e = wrong;
    return rc;
}

static enum err_code give_file(struct reply *r, struct request *q, struct err *e)
{
    struct desk_table t;
    enum publish_format format = PUBLISH_XLSX;
    struct str word = request_text(q, "vorm");
    bool is_png = str_eq(word, S("png")), is_picture = is_png || str_eq(word, S("svg"));
    enum err_code rc;
    if (!is_picture && !desk_form(&format, q))
        return err_set(e, ERR_NOT_FOUND, "no such form of a table");
    TRY(desk_ask(&t, &q->asking, request_text(q, "vraag"),
                 tongue_facts(q->tongue)->lang, false, e));
    rc = is_picture
             ? reply_picture(r, q, t.answer, 0, 0, is_png, "vindplaats-grafiek", e)
             : reply_form(r, q, t.answer, format, "vindplaats-tabel", e);
out:
    return rc;
}

static const struct route_value cross_query[] = {
    {"vraag", VALUE_TEXT, 0, false, "a statement of the question language"},
    {"beeld", VALUE_TEXT, 0, false,
     "which chart: staven, gestapeld, lijnen, kaart ..."},
    {0},
};
static const struct route_value cross_values[] = {
    {"tekst", VALUE_WORDS, 0, false, "a statement; without it the choices below"},
    {"maat", VALUE_TEXT, 0, false, "what is counted"},
    {"rij1", VALUE_TEXT, 0, false, "a dimension; also rij2 and rij3"},
    {"kolom1", VALUE_TEXT, 0, false, "a dimension; also kolom2"},
    {"filter1", VALUE_TEXT, 0, false, "a dimension; also filter2 to filter4"},
    {"is1", VALUE_TEXT, 0, false, "is, niet, onder, hoogstens, boven, minstens"},
    {"waarde1", VALUE_TEXT, 0, false, "values, with commas"},
    {"van", VALUE_TEXT, 0, false, "first year, month or day"},
    {"tot", VALUE_TEXT, 0, false, "last year, month or day"},
    {"op", VALUE_DAY, 0, false, "as of this day"},
    {"toon", VALUE_TEXT, 0, false, "aantal, rij, kolom, totaal, bereikt ..."},
    {0},
};
static const struct route_value file_query[] = {
    {"vraag", VALUE_TEXT, 0, true, "a statement of the question language"},
    {"vorm", VALUE_TEXT, 0, true, "xlsx, csv, jsonstat, json, html, tekst, svg or png"},
    {0},
};

const struct route cross_table_routes[] = {
    {"GET", CROSS_PATH, PERMISSION_QUESTION_ASK, cross_query, "a cross table",
     show_cross_table},
    {"POST", CROSS_PATH, PERMISSION_QUESTION_ASK, cross_values,
     "another cross table: leads to its address", take_cross_table},
    {"GET", CROSS_PATH "/bestand", PERMISSION_QUESTION_ASK, file_query,
     "a cross table as a file", give_file},
    {0},
};
