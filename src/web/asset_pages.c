/* What a person can, knows and wants: strengths, things learnt elsewhere, diplomas,
 * languages, work done, wishes (R69). */
#include "act/document_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "web/person_tabs.h"

static enum err_code open_file(struct dossier_view *file, const struct request *q,
                               struct err *e)
{
    return dossier_open(file, &q->asking, request_person(q),
                        DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL, "assets", e);
}

static bool may_write(const struct dossier_view *file, const struct request *q)
{
    return gate_opens(&file->gate, CATEGORY_GOAL, true, q->asking.visitor.worker,
                      q->asking.visitor.organisation);
}

static const char *asset_path(const struct request *q, const char *rest)
{
    struct arena *a = q->asking.arena;
    return arena_format(a, "%s/%s", person_tab_path(a, request_person(q), TAB_ASSETS),
                        rest);
}

static void write_kind(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file, uint8_t kind)
{
    bool is_open = false, is_writable = may_write(file, q);
    for (size_t i = 0; i < file->dossier.n_competences; i++) {
        const struct competence_fact *x = &file->dossier.competences[i];
        char id[UUID_TEXT + 1];
        if (x->kind != kind || x->written.retracted_at) continue;
        if (!is_open) {
            html_f(out, "<section class=\"condition\">\n<h2>");
            label_html(out, f->tongue, LIST_COMPETENCE_KIND, kind);
            html_f(out, "</h2>\n<ul class=\"list\">\n");
        }
        is_open = true;
        uuid_text(id, x->id);
        html_f(out, "<li><span>");
        words_html(out, x->words);
        html_f(out, "</span><span class=\"quiet\"><bdi>%s</bdi>",
               day_words(q->asking.arena, f->tongue, x->on, f->today));
        if (is_writable)
            html_f(out, " · <a href=\"%s\">%s</a>",
                   asset_path(q, arena_format(q->asking.arena, "%s/weg", id)),
                   tr(f->tongue, "Haal weg"));
        html_f(out, "</span></li>\n");
    }
    if (is_open) html_f(out, "</ul>\n</section>\n");
}

static void write_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct form_errors *errors)
{
    char today[DAY_TEXT + 1];
    size_t n;
    struct str day = request_text(q, "dag");
    struct choice *kinds = code_choices(&n, q->asking.arena, f, LIST_COMPETENCE_KIND);
    day_text(today, q->asking.today);
    html_f(out, "<h2>");
    text_html(out, f->tongue, "Schrijf iets op");
    html_f(out, "</h2>\n");
    form_begin(out, f, person_tab_path(q->asking.arena, request_person(q), TAB_ASSETS),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_choice(out, f,
                 &(struct field){.name = "soort",
                                 .label = tr(f->tongue, "Wat is het?"),
                                 .value = request_text(q, "soort")},
                 kinds, n, false, errors);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(f->tongue, "In eigen woorden"),
                               .hint = tr(f->tongue, "Bijvoorbeeld: kan goed met "
                                                     "kinderen om, spreekt Tigrinya."),
                               .value = request_text(q, "woorden"),
                               .rows = 2,
                               .most = 2000},
               errors);
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(f->tongue, "Wanneer verteld?"),
                              .value = day.n ? day : str_of(today)},
              errors);
    button(out, "primary", tr(f->tongue, "Bewaar"), NULL, NULL);
    form_end(out);
}

static enum err_code assets_page(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Kan en wil"));
    struct dossier_view file;
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_page_begin(&r->body, &f, q, &file, TAB_ASSETS);
    error_summary(&r->body, &f, errors);
    if (!(file.parts & DOSSIER_GOAL))
        inset(&r->body, "closed", tr(q->tongue, "Dit deel is gesloten voor jou."));
    else if (!file.dossier.n_competences) {
        html_f(&r->body, "<p>");
        text_html(&r->body, f.tongue,
                  "Er staat nog niets. Vraag: wat doe je graag? Wat "
                  "kun je al?");
        html_f(&r->body, "</p>\n");
    }
    for (uint8_t kind = 0; kind < N_COMPETENCE_KIND; kind++)
        write_kind(&r->body, &f, q, &file, kind);
    if (may_write(&file, q)) write_form(&r->body, &f, q, errors);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

static enum err_code show_assets(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return assets_page(r, q, &none, e);
}

static enum err_code take_asset(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct asset_entry entry = {0};
    const char *back = person_tab_path(q->asking.arena, request_person(q), TAB_ASSETS);
    form_code(&entry.kind, q, "soort", LIST_COMPETENCE_KIND, false,
              tr(q->tongue, "Kies wat het is."), &errors);
    form_text(&entry.words, q, "woorden", 2000, false,
              tr(q->tongue, "Schrijf in een paar woorden wat het is."), &errors);
    if (form_day(&entry.on, q, "dag", false, &errors) && entry.on.v > q->asking.today.v)
        form_error(&errors, "dag",
                   tr(q->tongue, "Die dag moet nog komen. Kies vandaag of vroeger."));
    if (errors.n) {
        reply_invalid(r);
        return assets_page(r, q, &errors, e);
    }
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=bewaard", back);
    enum err_code rc = asset_note(&q->asking, request_person(q), &entry, e);
    if (rc == OK) reply_redirect(r, q, back, "bewaard");
    return rc;
}

static enum err_code show_withdraw_form(struct reply *r, struct request *q,
                                        struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Haal dit weg"));
    struct dossier_view file;
    const struct competence_fact *x = NULL;
    char id[UUID_TEXT + 1];
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < file.dossier.n_competences; i++)
        if (uuid_eq(file.dossier.competences[i].id, request_id(q, "asset")))
            x = &file.dossier.competences[i];
    if (!x) return err_set(e, ERR_NOT_FOUND, "there is no such asset");
    uuid_text(id, x->id);
    f.nav = NAV_FILES;
    person_form_begin(&r->body, &f, q, &file, TAB_ASSETS);
    html_f(&r->body, "<p>");
    words_html(&r->body, x->words);
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, asset_path(q, arena_format(q->asking.arena, "%s/weg", id)),
               uuid7_new());
    button(&r->body, "warning", tr(q->tongue, "Haal weg"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

static enum err_code take_withdrawal(struct reply *r, struct request *q, struct err *e)
{
    const char *back = person_tab_path(q->asking.arena, request_person(q), TAB_ASSETS);
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=verwijderd", back);
    enum err_code rc =
        asset_withdraw(&q->asking, request_person(q), request_id(q, "asset"), e);
    if (rc == OK) reply_redirect(r, q, back, "verwijderd");
    return rc;
}

static const struct route_value asset_values[] = {
    {"soort", VALUE_CODE, LIST_COMPETENCE_KIND, true, "what it is"},
    {"woorden", VALUE_WORDS, 0, true, "in the person's own words"},
    {"dag", VALUE_DAY, 0, true, "when it was told, not to come"},
    {0},
};

const struct route asset_routes[] = {
    {"GET", "/personen/:person/kunnen", PERMISSION_PERSON_READ, NULL,
     "strengths, competences, diplomas, languages and wishes", show_assets},
    {"POST", "/personen/:person/kunnen", PERMISSION_DOSSIER_WRITE, asset_values,
     "record a strength, competence, diploma, language or wish", take_asset},
    {"GET", "/personen/:person/kunnen/:asset/weg", PERMISSION_PERSON_READ, NULL,
     "form to withdraw one", show_withdraw_form},
    {"POST", "/personen/:person/kunnen/:asset/weg", PERMISSION_DOSSIER_WRITE, NULL,
     "withdraw one", take_withdrawal},
    {0},
};
