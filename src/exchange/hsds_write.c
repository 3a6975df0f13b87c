/* Nesting ends by itself: below the outermost object nothing leads back from what a
 * service has to the service (TOP in directory.def), and the deepest path is service,
 * location, contact, telephone, language, attribute, term, taxonomy. DEEPEST guards
 * against records of a store that say otherwise. */
#include "exchange/hsds_write.h"

enum { DEEPEST = 16 };

/* --- the object itself --- */

static void put_id(struct buf *out, const char *name, struct uuid id)
{
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    buf_format(out, "\"%s\":\"%s\"", name, text);
}

/* The id, and the content as it is kept: an object without its braces. */
static void put_content(struct buf *out, const struct directory_record *r)
{
    put_id(out, "id", r->id);
    if (r->content.n <= 2) return;
    buf_add_char(out, ',');
    buf_add(out, (struct str){r->content.p + 1, r->content.n - 2});
}

/* Ids that nothing nested tells: of the parent, and at the top of what was not found.
 */
static void put_refs(struct buf *out, const struct directory_record *r, unsigned told,
                     bool is_top)
{
    const struct directory_shape *shape = directory_shape((enum directory_kind)r->kind);
    bool has_parent =
        r->kind == DIRECTORY_ORGANIZATION || r->kind == DIRECTORY_TAXONOMY_TERM;
    for (size_t i = 0; i < shape->n_columns; i++) {
        const struct directory_column *c = &shape->columns[i];
        if (c->type != DIRECTORY_REF || uuid_is_nil(r->slots[c->slot]) ||
            (told >> c->slot & 1))
            continue;
        if (!is_top && !(has_parent && c->slot == SLOT_ABOVE)) continue;
        buf_add_char(out, ',');
        put_id(out, c->name, r->slots[c->slot]);
    }
}

static enum err_code write_object(struct buf *out, const struct hsds_source *s,
                                  const struct directory_record *r, bool is_full,
                                  int depth, struct err *e);

/* What there is one of. *told gets the slots that were nested. */
static enum err_code write_ones(struct buf *out, unsigned *told,
                                const struct hsds_source *s,
                                const struct directory_record *r, bool is_full,
                                int depth, struct err *e)
{
    const struct directory_shape *shape = directory_shape((enum directory_kind)r->kind);
    enum err_code rc = OK;
    for (size_t i = 0; i < shape->n_children; i++) {
        const struct directory_child *child = &shape->children[i];
        enum directory_slot slot = directory_slot_of(child->kind);
        struct directory_record one;
        bool found = false;
        if (child->is_many || (child->is_top_only && depth > 0) ||
            uuid_is_nil(r->slots[slot]))
            continue;
        TRY(s->find(&one, &found, s->from, child->kind, r->slots[slot], e));
        if (!found) continue;
        *told |= 1u << slot;
        buf_format(out, ",\"%s\":", child->name);
        TRY(write_object(out, s, &one, is_full, depth + 1, e));
    }
out:
    return rc;
}

/* What there are many of, and belongs to it through `slot`. */
static enum err_code write_manies(struct buf *out, const struct hsds_source *s,
                                  const struct directory_record *r,
                                  enum directory_slot slot, int depth, struct err *e)
{
    const struct directory_shape *shape = directory_shape((enum directory_kind)r->kind);
    struct directory_record *belonging;
    size_t n;
    enum err_code rc;
    TRY(s->belonging(&belonging, &n, s->from, slot, r->id, e));
    for (size_t i = 0; i < shape->n_children; i++) {
        const struct directory_child *child = &shape->children[i];
        bool is_above =
            child->kind == DIRECTORY_ATTRIBUTE || child->kind == DIRECTORY_METADATA;
        enum directory_slot its =
            is_above ? SLOT_ABOVE : directory_slot_of((enum directory_kind)r->kind);
        size_t n_written = 0;
        if (!child->is_many || its != slot || (child->is_top_only && depth > 0) ||
            (child->kind == DIRECTORY_METADATA && s->leaves_metadata_out))
            continue;
        for (size_t k = 0; k < n; k++) {
            if (belonging[k].kind != child->kind) continue;
            if (n_written++)
                buf_add_char(out, ',');
            else
                buf_format(out, ",\"%s\":[", child->name);
            TRY(write_object(out, s, &belonging[k], true, depth + 1, e));
        }
        if (n_written) buf_add_char(out, ']');
    }
out:
    return rc;
}

static enum err_code write_object(struct buf *out, const struct hsds_source *s,
                                  const struct directory_record *r, bool is_full,
                                  int depth, struct err *e)
{
    enum directory_slot own = directory_slot_of((enum directory_kind)r->kind);
    unsigned told = 0;
    enum err_code rc = OK;
    if (depth > DEEPEST)
        return err_set(e, ERR_CORRUPT, "records of the directory contain each other");
    buf_add_char(out, '{');
    put_content(out, r);
    TRY(write_ones(out, &told, s, r, is_full, depth, e));
    put_refs(out, r, told, depth == 0);
    if (is_full) {
        if (own != SLOT_ABOVE) TRY(write_manies(out, s, r, own, depth, e));
        TRY(write_manies(out, s, r, SLOT_ABOVE, depth, e));
    }
    buf_add_char(out, '}');
    rc = buf_check(out, e);
out:
    return rc;
}

enum err_code hsds_write_full(struct buf *out, const struct hsds_source *s,
                              const struct directory_record *r, struct err *e)
{
    return write_object(out, s, r, true, 0, e);
}

enum err_code hsds_write_basic(struct buf *out, const struct hsds_source *s,
                               const struct directory_record *r, struct err *e)
{
    return write_object(out, s, r, false, 0, e);
}

/* --- tables --- */

void hsds_table_head(struct csv_writer *w, enum directory_kind kind)
{
    const struct directory_shape *shape = directory_shape(kind);
    csv_cell_c(w, "id");
    for (size_t i = 0; i < shape->n_columns; i++)
        csv_cell_c(w, shape->columns[i].name);
    csv_end_row(w);
}

static void put_cell(struct csv_writer *w, const json_t *v)
{
    if (json_is_string(v)) {
        csv_cell(w, (struct str){json_string_value(v), json_string_length(v)});
    } else if (json_is_number(v)) {
        char *digits = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
        csv_cell_c(w, digits ? digits : "");
        free(digits);
    } else {
        csv_cell_c(w, "");
    }
}

void hsds_table_row(int64_t *n_left_out, struct csv_writer *w,
                    const struct directory_record *r)
{
    const struct directory_shape *shape = directory_shape((enum directory_kind)r->kind);
    json_t *content = json_loadb(r->content.p, r->content.n, 0, NULL);
    char text[UUID_TEXT + 1];
    size_t n_written = 0;
    uuid_text(text, r->id);
    csv_cell_c(w, text);
    for (size_t i = 0; i < shape->n_columns; i++) {
        const struct directory_column *c = &shape->columns[i];
        if (c->type == DIRECTORY_REF) {
            text[0] = '\0';
            if (!uuid_is_nil(r->slots[c->slot])) uuid_text(text, r->slots[c->slot]);
            csv_cell_c(w, text);
            continue;
        }
        const json_t *v = json_object_get(content, c->name);
        n_written += v != NULL;
        put_cell(w, v);
    }
    csv_end_row(w);
    *n_left_out += (int64_t)(json_object_size(content) - n_written);
    json_decref(content);
}

/* --- descriptions --- */

static void put_field(struct json_writer *w, const char *name,
                      const struct directory_column *c)
{
    json_begin_object(w);
    json_key(w, "name");
    json_put_c(w, name);
    json_key(w, "type");
    json_put_c(w, c && c->type == DIRECTORY_NUMBER ? "number" : "string");
    json_end_object(w);
}

enum err_code hsds_datapackage(struct buf *out, uint32_t kinds, struct err *e)
{
    struct json_writer w;
    json_begin(&w, out);
    json_begin_object(&w);
    json_key(&w, "name");
    json_put_c(&w, "human_services_data");
    json_key(&w, "profile");
    json_put_c(&w, "tabular-data-package");
    json_key(&w, "resources");
    json_begin_array(&w);
    for (unsigned kind = 0; kind < N_DIRECTORY_KINDS; kind++) {
        const struct directory_shape *shape =
            directory_shape((enum directory_kind)kind);
        if (!(kinds >> kind & 1)) continue;
        json_begin_object(&w);
        json_key(&w, "name");
        json_put_c(&w, shape->name);
        json_key(&w, "path");
        json_put_c(&w, shape->file);
        json_key(&w, "profile");
        json_put_c(&w, "tabular-data-resource");
        json_key(&w, "schema");
        json_begin_object(&w);
        json_key(&w, "fields");
        json_begin_array(&w);
        put_field(&w, "id", NULL);
        for (size_t i = 0; i < shape->n_columns; i++)
            put_field(&w, shape->columns[i].name, &shape->columns[i]);
        json_end_array(&w);
        json_key(&w, "primaryKey");
        json_put_c(&w, "id");
        json_end_object(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return json_finish(&w, e);
}

static const char *format_of(enum directory_type type)
{
    switch (type) {
    case DIRECTORY_URI:
        return "uri";
    case DIRECTORY_EMAIL:
        return "email";
    case DIRECTORY_MOMENT:
        return "date-time";
    case DIRECTORY_REF:
        return "uuid";
    default:
        return NULL;
    }
}

static void put_property(struct json_writer *w, const struct directory_column *c)
{
    const char *format = format_of(c->type);
    json_key(w, c->name);
    json_begin_object(w);
    json_key(w, "type");
    json_put_c(w, c->type == DIRECTORY_NUMBER ? "number" : "string");
    if (format) {
        json_key(w, "format");
        json_put_c(w, format);
    }
    if (c->choices[0]) {
        struct str choice, rest = str_of(c->choices);
        json_key(w, "enum");
        json_begin_array(w);
        while (str_split(&choice, &rest, ','))
            json_put_text(w, choice);
        json_end_array(w);
    }
    json_end_object(w);
}

static void put_reference(struct json_writer *w, enum directory_kind kind)
{
    char pointer[64];
    snprintf(pointer, sizeof pointer, "#/$defs/%s", directory_shape(kind)->name);
    json_begin_object(w);
    json_key(w, "$ref");
    json_put_c(w, pointer);
    json_end_object(w);
}

static void put_definition(struct json_writer *w, enum directory_kind kind)
{
    const struct directory_shape *shape = directory_shape(kind);
    static const struct directory_column id = {
        .name = "id", .type = DIRECTORY_REF, .choices = ""};
    json_begin_object(w);
    json_key(w, "type");
    json_put_c(w, "object");
    json_key(w, "properties");
    json_begin_object(w);
    put_property(w, &id);
    for (size_t i = 0; i < shape->n_columns; i++)
        put_property(w, &shape->columns[i]);
    for (size_t i = 0; i < shape->n_children; i++) {
        json_key(w, shape->children[i].name);
        if (shape->children[i].is_many) {
            json_begin_object(w);
            json_key(w, "type");
            json_put_c(w, "array");
            json_key(w, "items");
            put_reference(w, shape->children[i].kind);
            json_end_object(w);
        } else {
            put_reference(w, shape->children[i].kind);
        }
    }
    json_end_object(w);
    json_key(w, "required");
    json_begin_array(w);
    json_put_c(w, "id");
    for (size_t i = 0; i < shape->n_columns; i++)
        if (shape->columns[i].is_needed) json_put_c(w, shape->columns[i].name);
    json_end_array(w);
    json_end_object(w);
}

enum err_code hsds_schema(struct buf *out, enum directory_kind kind, struct err *e)
{
    struct json_writer w;
    char pointer[64];
    snprintf(pointer, sizeof pointer, "#/$defs/%s", directory_shape(kind)->name);
    json_begin(&w, out);
    json_begin_object(&w);
    json_key(&w, "$schema");
    json_put_c(&w, "https://json-schema.org/draft/2020-12/schema");
    json_key(&w, "$ref");
    json_put_c(&w, pointer);
    json_key(&w, "$defs");
    json_begin_object(&w);
    for (unsigned k = 0; k < N_DIRECTORY_KINDS; k++) {
        json_key(&w, directory_shape((enum directory_kind)k)->name);
        put_definition(&w, (enum directory_kind)k);
    }
    json_end_object(&w);
    json_end_object(&w);
    return json_finish(&w, e);
}
