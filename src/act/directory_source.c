#include "act/directory_source.h"

static struct str content_of(struct arena *a, enum directory_kind kind, json_t *object)
{
    const struct directory_column *fault;
    struct str content = STR_NONE;
    struct err e = {0};
    if (directory_content(&content, &fault, a, kind, object, &e) != OK)
        bug("a record that we made ourselves breaks a rule");
    json_decref(object);
    return content;
}

void directory_own_taxonomy(struct directory_record *out, struct arena *a, int taxonomy,
                            enum lang lang)
{
    const struct code_list *list = code_list_at(directory_taxonomy_list(taxonomy));
    json_t *object = json_pack("{s:s, s:s}", "name", directory_taxonomy_code(taxonomy),
                               "description", list->label[lang]);
    *out = (struct directory_record){.id = directory_taxonomy_id(taxonomy),
                                     .kind = DIRECTORY_TAXONOMY};
    out->content = content_of(a, DIRECTORY_TAXONOMY, object);
}

void directory_own_term(struct directory_record *out, struct arena *a, int taxonomy,
                        uint8_t code, enum lang lang)
{
    static const char *const languages[] = {
        [LANG_NL] = "nl", [LANG_FR] = "fr", [LANG_EN] = "en"};
    const struct code_list *list = code_list_at(directory_taxonomy_list(taxonomy));
    const char *label = code_label(list, code, lang);
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "code", list->codes[code].code, "name",
                  label, "description", label, "taxonomy",
                  directory_taxonomy_code(taxonomy), "language", languages[lang]);
    *out = (struct directory_record){.id = directory_term_id(taxonomy, code),
                                     .kind = DIRECTORY_TAXONOMY_TERM};
    out->slots[SLOT_TERM] = directory_taxonomy_id(taxonomy);
    out->content = content_of(a, DIRECTORY_TAXONOMY_TERM, object);
}

static bool find_own(struct directory_record *out, struct directory_from *from,
                     enum directory_kind kind, struct uuid id)
{
    int taxonomy;
    uint8_t code;
    if (kind == DIRECTORY_TAXONOMY_TERM && directory_term_find(&taxonomy, &code, id)) {
        directory_own_term(out, from->arena, taxonomy, code, from->lang);
        return true;
    }
    for (taxonomy = 0; kind == DIRECTORY_TAXONOMY && taxonomy < N_DIRECTORY_TAXONOMIES;
         taxonomy++)
        if (uuid_eq(directory_taxonomy_id(taxonomy), id)) {
            directory_own_taxonomy(out, from->arena, taxonomy, from->lang);
            return true;
        }
    return false;
}

/* What our own people know later than the record: the last check, and when it changed
 * here. Files hold the records as they are kept, so that they can come in again. */
static enum err_code amend(struct directory_record *r, struct directory_from *from,
                           struct err *e)
{
    struct directory_standing standing;
    char day[DAY_TEXT + 1], moment[MOMENT_TEXT + 1];
    enum err_code rc;
    if (r->kind != DIRECTORY_SERVICE || !from->is_public) return OK;
    TRY(directory_standing(&standing, from->db, r->id, DAY_NONE, e));
    struct str said = directory_text(from->arena, r->content, "assured_date");
    day_text(day, standing.checked_on);
    bool is_later = day[0] && str_compare(str_of(day), said) > 0;
    json_t *object = json_loadb(r->content.p, r->content.n, 0, NULL);
    if (is_later) {
        json_object_set_new(object, "assured_date", json_string(day));
        json_object_del(object, "assurer_email"); /* of who made sure before */
    }
    moment_text(moment, standing.changed_at);
    json_object_set_new(object, "last_modified", json_string(moment));
    r->content = content_of(from->arena, DIRECTORY_SERVICE, object);
out:
    return rc;
}

static enum err_code find(struct directory_record *out, bool *found_out, void *from_in,
                          enum directory_kind kind, struct uuid id, struct err *e)
{
    struct directory_from *from = from_in;
    struct err missing = {0};
    enum err_code rc;
    *found_out = find_own(out, from, kind, id);
    if (*found_out) return OK;
    rc = directory_find(out, from->arena, from->db, kind, id, &missing);
    if (rc == ERR_NOT_FOUND) return OK;
    if (rc != OK) {
        *e = missing;
        return rc;
    }
    *found_out = true;
    return amend(out, from, e);
}

static enum err_code belonging(struct directory_record **out, size_t *n_out,
                               void *from_in, enum directory_slot slot,
                               struct uuid owner, struct err *e)
{
    struct directory_from *from = from_in;
    enum err_code rc;
    TRY(directory_belonging(out, n_out, from->arena, from->db, slot, owner, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(amend(&(*out)[i], from, e));
out:
    return rc;
}

struct hsds_source directory_source(struct directory_from *from)
{
    return (struct hsds_source){.from = from,
                                .belonging = belonging,
                                .find = find,
                                .leaves_metadata_out = from->is_public};
}

enum err_code directory_get(struct directory_record *out, struct directory_from *from,
                            enum directory_kind kind, struct uuid id, struct err *e)
{
    bool found;
    enum err_code rc = find(out, &found, from, kind, id, e);
    if (rc == OK && !found)
        rc = err_set(e, ERR_NOT_FOUND, "there is no such %s",
                     directory_shape(kind)->name);
    return rc;
}
