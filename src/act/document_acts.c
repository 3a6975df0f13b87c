#include "act/document_acts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "exchange/image_strip.h"

/* What is kept of the content: an image without what stood beside it. */
static struct str kept_content(struct buf *room, struct str content,
                               enum document_media media)
{
    room->limit = LIMIT_DOCUMENT_BYTES;
    bool is_bare = (media == MEDIA_JPEG && jpeg_strip(room, content)) ||
                   (media == MEDIA_PNG && png_strip(room, content));
    return is_bare ? buf_str(room) : content;
}

enum err_code document_keep(const struct asking *a, struct person_id person,
                            const struct document_entry *entry,
                            enum document_media *media_out, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct buf room = {0};
    struct document_fact f = {.id = a->form,
                              .person = person,
                              .on = a->today,
                              .kind = entry->kind,
                              .confidentiality = entry->confidentiality,
                              .organisation = a->visitor.organisation,
                              .worker = a->visitor.worker,
                              .title = str_trim(entry->title)};
    enum err_code rc;
    *media_out = MEDIA_UNKNOWN;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE,
                          confidential_category(entry->confidentiality), e));
    if (entry->content.n > LIMIT_DOCUMENT_BYTES) {
        rc = err_set(e, ERR_TOO_LARGE, "a document has at most %d bytes",
                     LIMIT_DOCUMENT_BYTES);
        goto out;
    }
    *media_out = document_media_of(entry->content);
    if (!document_media_is_welcome(*media_out)) {
        rc = err_set(e, ERR_INVALID, "a document of this kind is not kept");
        goto out;
    }
    snprintf(f.media_type, sizeof f.media_type, "%s", document_media_type(*media_out));
    struct str content = kept_content(&room, entry->content, *media_out);
    TRY(buf_check(&room, e));
    TRY(work_begin(&w, a, "keep document", "", e));
    TRY(document_add(w, &f, content, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    buf_dispose(&room);
    return rc;
}

/* The words of a document that is not there, also for one that is closed. */
static enum err_code no_document(struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "there is no such document");
}

enum err_code document_fetch(struct document_fact *out, struct str *content_out,
                             const char **file_name_out, const struct asking *a,
                             struct person_id person, struct uuid id, struct err *e)
{
    struct gate gate;
    char day[DAY_TEXT + 1];
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_READ, e));
    TRY(look_log(a, &person, 1, "document", e));
    TRY(document_read(out, content_out, a->arena, a->house->db, person, id, e));
    if (!gate_opens(&gate, confidential_category(out->confidentiality), false,
                    out->worker, out->organisation)) {
        *out = (struct document_fact){0};
        *content_out = STR_NONE;
        rc = no_document(e);
        goto out;
    }
    day_text(day, out->on);
    *file_name_out = arena_format(
        a->arena, "document-%s%s", day,
        document_media_ending(document_media_named(str_of(out->media_type))));
out:
    return rc;
}

/* The document in the lists of the file, that is what the visitor may see. */
static const struct document_fact *document_seen(const struct dossier *d,
                                                 struct uuid id)
{
    for (size_t i = 0; i < d->n_documents; i++)
        if (uuid_eq(d->documents[i].id, id)) return &d->documents[i];
    return NULL;
}

enum err_code document_withdraw(const struct asking *a, struct person_id person,
                                struct uuid id, struct err *e)
{
    struct write *w = NULL;
    struct dossier_view file = {0};
    enum err_code rc;
    TRY(dossier_open(&file, a, person, DOSSIER_NOTE | DOSSIER_NOTE_OWN | DOSSIER_HEALTH,
                     "document", e));
    const struct document_fact *f = document_seen(&file.dossier, id);
    if (!f) {
        rc = no_document(e);
        goto out;
    }
    if (!gate_opens(&file.gate, confidential_category(f->confidentiality), true,
                    f->worker, f->organisation)) {
        rc = err_set(e, ERR_DENIED, "this part of the file is closed for you");
        goto out;
    }
    TRY(work_begin(&w, a, "withdraw document", "", e));
    TRY(fact_retract(w, NOUN_DOCUMENT, person, id, e));
    rc = work_commit(&w, a, e);
out:
    dossier_wipe(&file.dossier);
    write_abandon(&w);
    return rc;
}

struct str document_title_from(struct arena *a, struct str file_name)
{
    struct str name = file_name;
    char *title;
    size_t n = 0;
    for (size_t i = 0; i < file_name.n; i++)
        if (file_name.p[i] == '/' || file_name.p[i] == '\\')
            name = (struct str){file_name.p + i + 1, file_name.n - i - 1};
    if (!utf8_is_valid(name)) return STR_NONE;
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.') {
            if (name.n - i <= 6) name.n = i;
            break;
        }
    title = arena_alloc(a, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c >= ' ' && c != 0x7f) title[n++] = c == '_' ? ' ' : (char)c;
    }
    return utf8_take(str_trim((struct str){title, n}), 100);
}

/* --- assets --- */

enum err_code asset_note(const struct asking *a, struct person_id person,
                         const struct asset_entry *entry, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct competence_fact f = {.id = a->form,
                                .person = person,
                                .on = entry->on,
                                .kind = entry->kind,
                                .words = str_trim(entry->words)};
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    TRY(work_begin(&w, a, "note asset", "", e));
    TRY(competence_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code asset_withdraw(const struct asking *a, struct person_id person,
                             struct uuid id, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    TRY(work_begin(&w, a, "withdraw asset", "", e));
    TRY(fact_retract(w, NOUN_COMPETENCE, person, id, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
