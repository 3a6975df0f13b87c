/* Documents of a person: kept sealed, given back only for saving, under a name that
 * tells nothing. */
#include "act/document_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "web/person_tabs.h"

static const char *document_path(const struct request *q, struct uuid id,
                                 const char *rest)
{
    struct arena *a = q->asking.arena;
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    return arena_format(a, "%s/%s%s%s",
                        person_tab_path(a, request_person(q), TAB_DOCUMENTS), text,
                        rest[0] ? "/" : "", rest);
}

static enum err_code open_file(struct dossier_view *file, const struct request *q,
                               struct err *e)
{
    return dossier_open(file, &q->asking, request_person(q),
                        DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_NOTE |
                            DOSSIER_NOTE_OWN | DOSSIER_HEALTH,
                        "documents", e);
}

static bool may_write(const struct dossier_view *file, const struct request *q,
                      uint8_t confidentiality)
{
    return gate_opens(&file->gate, confidential_category(confidentiality), true,
                      q->asking.visitor.worker, q->asking.visitor.organisation);
}

static const char *size_words(struct arena *a, int64_t n_bytes)
{
    return n_bytes < 1000000
               ? arena_format(a, "%lld kB", (long long)((n_bytes + 999) / 1000))
               : arena_format(a, "%.1f MB", (double)n_bytes / 1e6);
}

static void write_document(struct buf *out, const struct frame *f,
                           const struct request *q, const struct dossier_view *file,
                           const struct document_fact *x)
{
    struct arena *a = q->asking.arena;
    html_f(out, "<li><a href=\"%s\">", document_path(q, x->id, ""));
    words_html(out, x->title);
    html_f(out, "</a><span class=\"quiet\">");
    label_html(out, f->tongue, LIST_DOCUMENT_KIND, x->kind);
    html_f(out, " · %s · <bdi>%s</bdi> · %s",
           document_media_ending(document_media_named(str_of(x->media_type))) + 1,
           day_words(a, f->tongue, x->on, f->today), size_words(a, x->n_bytes));
    html_f(out, " · %s · ", dossier_name_of(&file->dossier, x->worker));
    label_html(out, f->tongue, LIST_CONFIDENTIALITY, x->confidentiality);
    html_f(out, "</span>");
    if (may_write(file, q, x->confidentiality))
        html_f(out, " <a class=\"quiet\" href=\"%s\">%s</a>",
               document_path(q, x->id, "weg"), tr(f->tongue, "Haal weg"));
    html_f(out, "</li>\n");
}

static enum err_code show_documents(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Documenten"));
    struct dossier_view file;
    struct arena *a = q->asking.arena;
    size_t n = 0;
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &file, TAB_DOCUMENTS);
    if (may_write(&file, q, CONFIDENTIALITY_ORDINARY))
        button_link(&r->body, "primary",
                    arena_format(a, "%s/nieuw",
                                 person_tab_path(a, request_person(q), TAB_DOCUMENTS)),
                    tr(q->tongue, "Bewaar een document"));
    html_f(&r->body, "<ul class=\"list\">\n");
    for (size_t i = 0; i < file.dossier.n_documents; i++) {
        const struct document_fact *x = &file.dossier.documents[i];
        if (x->written.retracted_at) continue;
        write_document(&r->body, &f, q, &file, x);
        n++;
    }
    html_f(&r->body, "</ul>\n");
    if (!n) {
        html_f(&r->body, "<p>");
        text_html(&r->body, f.tongue, "Er zijn geen documenten die jij kunt zien.");
        html_f(&r->body, "</p>\n");
    }
    if (file.closed & (DOSSIER_NOTE | DOSSIER_HEALTH))
        inset(&r->body, "closed",
              tr(q->tongue, "Sommige soorten documenten zijn gesloten voor jou."));
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

/* --- keeping one --- */

static void write_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file,
                       const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    const struct code_list *classes = code_list_at(LIST_CONFIDENTIALITY);
    size_t n, n_open = 0;
    struct str class = request_text(q, "wie");
    error_summary(out, f, errors);
    form_begin_upload(
        out, f,
        arena_format(a, "%s/nieuw",
                     person_tab_path(a, request_person(q), TAB_DOCUMENTS)),
        uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_file(out, f,
               &(struct field){
                   .name = "bestand",
                   .label = tr(f->tongue, "Kies het document"),
                   .hint = tr(f->tongue,
                              "Pdf, foto (jpeg, png), Word, LibreOffice of tekst. "
                              "Hoogstens 5 MB. Waar een foto genomen is, bewaren we "
                              "niet.")},
               ".pdf,.png,.jpg,.jpeg,.odt,.docx,.txt", errors);
    field_text(out, f,
               &(struct field){.name = "titel",
                               .label = tr(f->tongue, "Hoe noem je het?"),
                               .hint = tr(f->tongue, "Leeg: de naam van het bestand."),
                               .may_be_empty = true,
                               .value = request_text(q, "titel")},
               errors);
    struct choice *kinds = code_choices(&n, a, f, LIST_DOCUMENT_KIND);
    field_choice(out, f,
                 &(struct field){.name = "soort",
                                 .label = tr(f->tongue, "Wat is het?"),
                                 .value = request_text(q, "soort")},
                 kinds, n, false, errors);
    struct choice *all = code_choices(&n, a, f, LIST_CONFIDENTIALITY);
    for (size_t i = 0; i < n; i++)
        if (may_write(file, q, (uint8_t)code_index(classes, str_of(all[i].value))))
            all[n_open++] = all[i];
    field_choice(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(f->tongue, "Wie mag dit lezen?"),
                                 .value = class.n ? class : S("ordinary")},
                 all, n_open, false, errors);
    button(out, "primary", tr(f->tongue, "Bewaar"), NULL, NULL);
    form_end(out);
}

static enum err_code document_form(struct reply *r, struct request *q,
                                   const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Bewaar een document"));
    struct dossier_view file;
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &file, TAB_DOCUMENTS);
    write_form(&r->body, &f, q, &file, errors);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

static enum err_code show_document_form(struct reply *r, struct request *q,
                                        struct err *e)
{
    struct form_errors none = {.n = 0};
    return document_form(r, q, &none, e);
}

static void read_document(struct document_entry *entry, const struct request *q,
                          struct form_errors *errors)
{
    const struct upload *u = request_upload(q, "bestand");
    form_code(&entry->kind, q, "soort", LIST_DOCUMENT_KIND, false,
              tr(q->tongue, "Kies wat voor document het is."), errors);
    form_code(&entry->confidentiality, q, "wie", LIST_CONFIDENTIALITY, false,
              tr(q->tongue, "Kies wie dit mag lezen."), errors);
    form_text(&entry->title, q, "titel", LIMIT_NAME_BYTES, true, NULL, errors);
    if (!u || !u->content.n) {
        form_error(errors, "bestand", tr(q->tongue, "Kies een document."));
        return;
    }
    entry->content = u->content;
    if (!entry->title.n)
        entry->title = document_title_from(q->asking.arena, u->file_name);
    if (!entry->title.n) entry->title = str_of(tr(q->tongue, "document"));
}

/* Words for a document that is not kept; NULL: another error. */
static const char *refusal(const struct request *q, enum err_code rc,
                           enum document_media media)
{
    if (rc == ERR_TOO_LARGE)
        return tr(q->tongue, "Het document is groter dan 5 MB. Maak het kleiner, of "
                             "kies een ander.");
    if (rc != ERR_INVALID) return NULL;
    return media == MEDIA_WITH_PROGRAM
               ? tr(q->tongue, "Dit document bevat een programma (macro of script). "
                               "Bewaar het eerst als pdf.")
               : tr(q->tongue, "Dit soort document bewaren we niet, of het is "
                               "beschadigd. Kies een pdf, foto, Word, LibreOffice of "
                               "tekst.");
}

static enum err_code take_document(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct document_entry entry = {0};
    enum document_media media = MEDIA_UNKNOWN;
    const char *back =
        person_tab_path(q->asking.arena, request_person(q), TAB_DOCUMENTS);
    enum err_code rc = OK;
    read_document(&entry, q, &errors);
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=bewaard", back);
    if (!errors.n) {
        rc = document_keep(&q->asking, request_person(q), &entry, &media, e);
        const char *words = rc == OK ? NULL : refusal(q, rc, media);
        if (rc != OK && !words) return rc;
        if (words) form_error(&errors, "bestand", words);
    }
    if (!errors.n) {
        reply_redirect(r, q, back, "bewaard");
        return OK;
    }
    reply_invalid(r);
    return document_form(r, q, &errors, e);
}

/* --- giving and withdrawing --- */

static enum err_code give_document(struct reply *r, struct request *q, struct err *e)
{
    struct document_fact f;
    struct str content;
    const char *name;
    enum err_code rc = document_fetch(&f, &content, &name, &q->asking,
                                      request_person(q), request_id(q, "document"), e);
    if (rc != OK) return rc;
    reply_file(r, str_to_c(q->asking.arena, str_of(f.media_type)), name, content);
    return OK;
}

static enum err_code show_withdraw_form(struct reply *r, struct request *q,
                                        struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Haal dit document weg"));
    struct dossier_view file;
    const struct document_fact *x = NULL;
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < file.dossier.n_documents; i++)
        if (uuid_eq(file.dossier.documents[i].id, request_id(q, "document")))
            x = &file.dossier.documents[i];
    if (!x) return err_set(e, ERR_NOT_FOUND, "there is no such document");
    f.nav = NAV_FILES;
    person_form_begin(&r->body, &f, q, &file, TAB_DOCUMENTS);
    html_f(&r->body, "<p>");
    words_html(&r->body, x->title);
    html_f(&r->body, "</p>\n<p>");
    text_html(&r->body, f.tongue, "Niemand kan het daarna nog openen.");
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, document_path(q, x->id, "weg"), uuid7_new());
    button(&r->body, "warning", tr(q->tongue, "Haal weg"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

static enum err_code take_withdrawal(struct reply *r, struct request *q, struct err *e)
{
    const char *back =
        person_tab_path(q->asking.arena, request_person(q), TAB_DOCUMENTS);
    q->asking.location = arena_format(q->asking.arena, "%s?gedaan=verwijderd", back);
    enum err_code rc =
        document_withdraw(&q->asking, request_person(q), request_id(q, "document"), e);
    if (rc == OK) reply_redirect(r, q, back, "verwijderd");
    return rc;
}

static const struct route_value document_values[] = {
    {"bestand", VALUE_FILE, 0, true, "the document: pdf, png, jpeg, odt, docx or text"},
    {"titel", VALUE_TEXT, 0, false, "its title; kept sealed"},
    {"soort", VALUE_CODE, LIST_DOCUMENT_KIND, true, "what it is"},
    {"wie", VALUE_CODE, LIST_CONFIDENTIALITY, true, "who may read it"},
    {0},
};

const struct route document_routes[] = {
    {"GET", "/personen/:person/documenten", PERMISSION_PERSON_READ, NULL,
     "documents of a person", show_documents},
    {"GET", "/personen/:person/documenten/nieuw", PERMISSION_PERSON_READ, NULL,
     "form to keep a document", show_document_form},
    {"POST", "/personen/:person/documenten/nieuw", PERMISSION_DOSSIER_WRITE,
     document_values, "keep a document", take_document},
    {"GET", "/personen/:person/documenten/:document", PERMISSION_PERSON_READ, NULL,
     "a document, for saving", give_document},
    {"GET", "/personen/:person/documenten/:document/weg", PERMISSION_PERSON_READ, NULL,
     "form to withdraw a document", show_withdraw_form},
    {"POST", "/personen/:person/documenten/:document/weg", PERMISSION_DOSSIER_WRITE,
     NULL, "withdraw a document", take_withdrawal},
    {0},
};
