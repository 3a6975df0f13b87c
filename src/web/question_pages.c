/* Questions with parts (/cijfers/vragen): those that were kept, and a bank to begin
 * from. Each part is a tab. */
#include "act/question_bank.h"
#include "act/release_desk.h"
#include "base/limits.h"
#include "base/url.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/route.h"

#define QUESTIONS_PATH "/cijfers/vragen"
#define BANK_PATH      "/cijfers/vragenbank"
enum { QUESTION_ROWS = 16 };

/* --- lists --- */

/* The first title in a text of the bank: what stands in quotes behind `title`. */
static struct str bank_title(const struct embedded *b)
{
    struct str line, rest = {(const char *)b->bytes, b->n};
    while (str_split(&line, &rest, '\n')) {
        if (!str_starts(line, S("title \""))) continue;
        struct str title = {line.p + 7, line.n - 7};
        return str_ends(title, S("\"")) ? (struct str){title.p, title.n - 1} : title;
    }
    return str_of(b->name);
}

static void bank_list(struct buf *out, const struct frame *f)
{
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f->tongue, "Voorbeelden om van te vertrekken"));
    for (size_t i = 0; i < question_bank_count; i++) {
        struct str title = bank_title(&question_bank[i]);
        struct buf path = {0};
        url_f(&path, BANK_PATH "?naam=%s", question_bank[i].name);
        html_f(out, "<li><a href=\"%s\"><bdi lang=\"nl\">%.*s</bdi></a></li>\n", path.p,
               STR_ARG(title));
        buf_dispose(&path);
    }
    html_f(out, "</ul>\n");
}

static void question_line(struct buf *out, struct arena *a,
                          const struct question_fact *k)
{
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>",
           id_path(a, QUESTIONS_PATH "/", k->id, ""),
           k->title[0] ? k->title : (k->number[0] ? k->number : "-"));
    if (k->number[0])
        html_f(out, "<span class=\"quiet\" dir=\"ltr\">%s</span>", k->number);
    html_f(out, "</li>\n");
}

static enum err_code show_questions(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vragen"));
    struct buf *out = &r->body;
    struct question_fact *list;
    size_t n;
    enum err_code rc = desk_questions(&list, &n, &q->asking, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, DESK_PATH, tr(f.tongue, "Terug naar cijfers"));
    page_heading(out, &f, f.title);
    button_link(out, "primary", QUESTIONS_PATH "/nieuw", tr(f.tongue, "Nieuwe vraag"));
    if (!n)
        html_f(
            out, "<p>%s</p>\n",
            tr(f.tongue, "Nog geen vraag bewaard. Begin met een voorbeeld hieronder."));
    else
        html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f.tongue, "Bewaard"));
    for (size_t i = 0; i < n; i++)
        question_line(out, q->asking.arena, &list[i]);
    if (n) html_f(out, "</ul>\n");
    bank_list(out, &f);
    page_end(out, &f);
    return OK;
}

/* --- one question --- */

struct question_page {
    struct frame f;
    struct request *q;
    struct str text;
    const char *path; /* of this question; with a query when `has_query` */
    bool has_query;
    struct uuid id; /* nil: of the bank */
};

static char joint(const struct question_page *p)
{
    return p->has_query ? '&' : '?';
}

/* The part asked for, from 0. */
static size_t part_wanted(const struct request *q, const struct answer *answer)
{
    struct form_errors ignored = {.n = 0};
    int64_t n = 1;
    if (request_text(q, "deel").n)
        form_number(&n, q, "deel", 1, (int64_t)answer->n_parts, "", &ignored);
    return (size_t)MAX_OF(n, INT64_C(1)) - 1;
}

static void part_tabs(struct buf *out, struct question_page *p,
                      const struct answer *answer, size_t shown)
{
    struct arena *a = p->q->asking.arena;
    struct tab *tab = arena_new_array(a, struct tab, answer->n_parts);
    if (answer->n_parts < 2) return;
    for (size_t i = 0; i < answer->n_parts; i++)
        tab[i] = (struct tab){
            .path = arena_format(a, "%s%cdeel=%zu", p->path, joint(p), i + 1),
            .label = arena_format(a, "%s %s", tr(p->f.tongue, "Deel"),
                                  answer->parts[i]->label[0]
                                      ? answer->parts[i]->label
                                      : arena_format(a, "%zu", i + 1)),
            .is_current = i == shown};
    tabs(out, &p->f, tr(p->f.tongue, "Delen van de vraag"), tab, answer->n_parts);
}

static void part_charts(struct buf *out, struct question_page *p,
                        const struct answer *answer, size_t part)
{
    struct arena *a = p->q->asking.arena;
    const struct part *x = answer->parts[part];
    const char *path = arena_format(a, "%s%cdeel=%zu", p->path, joint(p), part + 1);
    struct str word = request_text(p->q, "beeld");
    for (size_t i = 0; i < x->n_tables; i++) {
        enum drawing d;
        if (!chart_wanted(&d, x->tables[i], word)) continue;
        chart_html(out, &p->f, a, x->tables[i], word, path, i + 1);
        if (uuid_is_nil(p->id)) continue;
        pictures_html(out, &p->f,
                      arena_format(a, "%s/bestand?deel=%zu&tabel=%zu&beeld=%s", p->path,
                                   part + 1, i + 1, drawing_word(d)),
                      '&');
    }
}

static void text_form(struct buf *out, const struct frame *f, struct str text,
                      struct uuid form, bool is_folded,
                      const struct form_errors *errors)
{
    if (is_folded) fold_begin(out, false, tr(f->tongue, "De vraag als tekst"));
    form_begin(out, f, QUESTIONS_PATH "/nieuw", form);
    field_area(
        out, f,
        &(struct field){.name = "tekst",
                        .label = tr(f->tongue, "Vraag met haar delen"),
                        .hint = tr(f->tongue,
                                   "Zet geen namen van mensen in de vraag, tenzij "
                                   "van wie ze stelt of beantwoordt."),
                        .value = text,
                        .rows = QUESTION_ROWS,
                        .most = LIMIT_NOTE_BYTES},
        errors);
    button(out, "primary", tr(f->tongue, "Bewaar deze vraag"), NULL, NULL);
    form_end(out);
    if (is_folded) fold_end(out);
}

static enum err_code write_question(struct reply *r, struct question_page *p,
                                    struct err *e)
{
    struct request *q = p->q;
    struct arena *a = q->asking.arena;
    struct form_errors none = {.n = 0};
    struct buf *out = &r->body;
    struct frame *f = &p->f;
    struct answer *answer;
    enum err_code rc =
        desk_answer(&answer, &q->asking, p->text, tongue_facts(q->tongue)->lang, e);
    if (rc != OK) return rc;
    size_t part = part_wanted(q, answer);
    f->nav = NAV_MORE;
    f->path = arena_format(a, "%s%cdeel=%zu", p->path, joint(p), part + 1);
    f->title = answer->title ? answer->title : f->title;
    page_begin(out, f);
    page_back(out, f, QUESTIONS_PATH, tr(f->tongue, "Terug naar vragen"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", f->title);
    if (!uuid_is_nil(p->id) &&
        role_has(q->asking.visitor.role, PERMISSION_RELEASE_FREEZE))
        button_link(out, "primary", id_path(a, QUESTIONS_PATH "/", p->id, "/bevries"),
                    tr(f->tongue, "Controleer en bevries"));
    part_tabs(out, p, answer, part);
    answer_part_html(out, f, answer, part, NULL);
    part_charts(out, p, answer, part);
    if (q->asking.house->shelf)
        moment_of_figures_html(out, f, a,
                               panel_shelf_facts(q->asking.house->shelf).of_ms);
    if (!uuid_is_nil(p->id))
        forms_html(out, f, id_path(a, QUESTIONS_PATH "/", p->id, "/bestand"), '?',
                   false);
    text_form(out, f, p->text, uuid7_new(), true, &none);
    page_end(out, f);
    return OK;
}

static enum err_code show_question(struct reply *r, struct request *q, struct err *e)
{
    struct uuid id = request_id(q, "question");
    struct question_fact k;
    enum err_code rc = desk_question(&k, &q->asking, id, e);
    if (rc != OK) return rc;
    struct question_page p = {.f = frame_of(q, tr(q->tongue, "Vraag")),
                              .q = q,
                              .text = k.text,
                              .id = id,
                              .path =
                                  id_path(q->asking.arena, QUESTIONS_PATH "/", id, "")};
    return write_question(r, &p, e);
}

static const struct embedded *bank_named(struct str name)
{
    for (size_t i = 0; i < question_bank_count; i++)
        if (str_eq_c(name, question_bank[i].name)) return &question_bank[i];
    return NULL;
}

static enum err_code show_bank_question(struct reply *r, struct request *q,
                                        struct err *e)
{
    struct str name = request_text(q, "naam");
    const struct embedded *b =
        bank_named(name.n ? name : str_of(question_bank[0].name));
    struct buf path = {0};
    if (!b) return err_set(e, ERR_NOT_FOUND, "no such question in the bank");
    url_f(&path, BANK_PATH "?naam=%s", b->name);
    struct question_page p = {.f = frame_of(q, tr(q->tongue, "Vraag")),
                              .q = q,
                              .text = {(const char *)b->bytes, b->n},
                              .path = arena_copy(q->asking.arena, path.p, path.n),
                              .has_query = true};
    buf_dispose(&path);
    return write_question(r, &p, e);
}

/* --- a new one --- */

static void new_page(struct reply *r, struct request *q, struct str text,
                     const struct form_errors *errors, const struct err *trouble)
{
    struct frame f = frame_of(q, tr(q->tongue, "Nieuwe vraag"));
    struct buf *out = &r->body;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, QUESTIONS_PATH, tr(f.tongue, "Terug naar vragen"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    if (trouble) question_error_place(out, &f, text, trouble);
    text_form(out, &f, text, uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form,
              false, errors);
    page_end(out, &f);
}

static enum err_code show_new(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    (void)e;
    new_page(r, q,
             S("question \"mijn-vraag\"\ntitle \"Titel van de vraag\"\n\n"
               "part 1 \"Bereikte personen\"\n"
               "  count persons reached rows province columns sex\n"),
             &none, NULL);
    return OK;
}

static enum err_code take_new(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct str text;
    struct uuid id;
    struct err wrong = {0};
    struct arena *a = q->asking.arena;
    if (!form_text(&text, q, "tekst", LIMIT_NOTE_BYTES, false,
                   tr(q->tongue, "Schrijf een vraag."), &errors)) {
        reply_invalid(r);
        new_page(r, q, request_text(q, "tekst"), &errors, NULL);
        return OK;
    }
    q->asking.location =
        id_path(a, QUESTIONS_PATH "/", q->asking.form, "?gedaan=bewaard");
    enum err_code rc = desk_question_keep(&id, &q->asking, text, &wrong);
    if (question_is_wrong(rc)) {
        form_error(&errors, "tekst", question_error_words(a, q->tongue, &wrong));
        reply_invalid(r);
        new_page(r, q, text, &errors, &wrong);
        return OK;
    }
    if (rc != OK) {
        if (e) *e = wrong;
        return rc;
    }
    reply_redirect(r, q, id_path(a, QUESTIONS_PATH "/", id, ""), "bewaard");
    return OK;
}

/* The chart of one table of a part: deel and tabel, both from 1. */
static enum err_code give_picture(struct reply *r, struct request *q,
                                  const struct answer *answer, bool is_png,
                                  struct err *e)
{
    struct form_errors wrong = {.n = 0};
    size_t part = part_wanted(q, answer);
    int64_t table = 1, most = (int64_t)answer->parts[part]->n_tables;
    if (request_text(q, "tabel").n)
        form_number(&table, q, "tabel", 1, most, "", &wrong);
    if (wrong.n || table > most)
        return err_set(e, ERR_NOT_FOUND, "no such table in this part");
    return reply_picture(r, q, answer, part, (size_t)table - 1, is_png,
                         "vindplaats-grafiek", e);
}

static enum err_code give_question_file(struct reply *r, struct request *q,
                                        struct err *e)
{
    struct question_fact k;
    struct answer *answer;
    enum publish_format format = PUBLISH_XLSX;
    struct str word = request_text(q, "vorm");
    bool is_png = str_eq(word, S("png")), is_picture = is_png || str_eq(word, S("svg"));
    enum err_code rc;
    if (!is_picture && !desk_form(&format, q))
        return err_set(e, ERR_NOT_FOUND, "no such form");
    TRY(desk_question(&k, &q->asking, request_id(q, "question"), e));
    TRY(desk_answer(&answer, &q->asking, k.text, tongue_facts(q->tongue)->lang, e));
    rc = is_picture ? give_picture(r, q, answer, is_png, e)
                    : reply_form(r, q, answer, format, "vindplaats-antwoord", e);
out:
    return rc;
}

static const struct route_value part_query[] = {
    {"deel", VALUE_NUMBER, 0, false, "which part, from 1"},
    {"beeld", VALUE_TEXT, 0, false, "which chart"},
    {0},
};
static const struct route_value bank_query[] = {
    {"naam", VALUE_TEXT, 0, false, "which question of the bank"},
    {"deel", VALUE_NUMBER, 0, false, "which part, from 1"},
    {0},
};
static const struct route_value new_values[] = {
    {"tekst", VALUE_WORDS, 0, true, "a question with its parts"},
    {0},
};
static const struct route_value form_query[] = {
    {"vorm", VALUE_TEXT, 0, true, "xlsx, csv, jsonstat, json, html, tekst, svg or png"},
    {"deel", VALUE_NUMBER, 0, false, "svg and png: which part, from 1"},
    {"tabel", VALUE_NUMBER, 0, false, "svg and png: which table of it, from 1"},
    {"beeld", VALUE_TEXT, 0, false, "svg and png: which chart"},
    {0},
};

const struct route question_routes[] = {
    {"GET", QUESTIONS_PATH, PERMISSION_QUESTION_ASK, NULL, "questions with parts",
     show_questions},
    {"GET", QUESTIONS_PATH "/nieuw", PERMISSION_QUESTION_ASK, NULL,
     "form of a question", show_new},
    {"POST", QUESTIONS_PATH "/nieuw", PERMISSION_QUESTION_ASK, new_values,
     "keep a question", take_new},
    {"GET", QUESTIONS_PATH "/:question", PERMISSION_QUESTION_ASK, part_query,
     "a part of a question, answered", show_question},
    {"GET", QUESTIONS_PATH "/:question/bestand", PERMISSION_QUESTION_ASK, form_query,
     "the whole answer as a file", give_question_file},
    {"GET", BANK_PATH, PERMISSION_QUESTION_ASK, bank_query,
     "a question of the bank, answered", show_bank_question},
    {0},
};
