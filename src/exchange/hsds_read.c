#include "exchange/hsds_read.h"

#include "base/limits.h"

void hsds_reader_init(struct hsds_reader *r, struct arena *a, struct day borders)
{
    *r = (struct hsds_reader){.arena = a, .borders = borders};
}

void hsds_reader_dispose(struct hsds_reader *r)
{
    free(r->items);
    free(r->slots);
    r->items = NULL;
    r->slots = NULL;
    r->n = r->cap = r->n_slots = 0;
}

/* --- records by id --- */

static size_t slot_of(const struct hsds_reader *r, const struct uuid *id)
{
    size_t at = (size_t)str_hash((struct str){(const char *)id->b, sizeof id->b});
    for (at &= r->n_slots - 1; r->slots[at]; at = (at + 1) & (r->n_slots - 1))
        if (uuid_eq(r->items[r->slots[at] - 1].record.id, *id)) break;
    return at;
}

static struct hsds_item *item_of(const struct hsds_reader *r, const struct uuid *id)
{
    if (!r->n_slots) return NULL;
    uint32_t found = r->slots[slot_of(r, id)];
    return found ? &r->items[found - 1] : NULL;
}

static void make_room(struct hsds_reader *r)
{
    if (r->n * 2 < r->n_slots) return;
    r->n_slots = r->n_slots ? r->n_slots * 2 : 256;
    free(r->slots);
    r->slots = mem_array(r->n_slots, sizeof *r->slots);
    for (size_t i = 0; i < r->n; i++)
        r->slots[slot_of(r, &r->items[i].record.id)] = (uint32_t)(i + 1);
}

static enum err_code item_add(struct hsds_reader *r, const struct hsds_item *item,
                              struct err *e)
{
    if (r->n == LIMIT_DIRECTORY_RECORDS)
        return err_set(e, ERR_TOO_LARGE, "more than %d records",
                       LIMIT_DIRECTORY_RECORDS);
    mem_push_room(r->items, r->n, r->cap);
    r->items[r->n++] = *item;
    make_room(r);
    r->slots[slot_of(r, &item->record.id)] = (uint32_t)r->n;
    return OK;
}

/* --- what is said of it --- */

/* Where a record is told: its kind, and the line or object. */
struct telling {
    int64_t line;
    enum directory_kind kind;
};

static void refuse(struct hsds_reader *r, struct telling t, const char *column,
                   const char *expected, const char *cure)
{
    struct verdict v = {.fate = ROW_REFUSED, .line = t.line, .name = column};
    r->n_refused++;
    verdict_expect(&v, "%s: %s", directory_shape(t.kind)->name, expected);
    verdict_cure(&v, "%s", cure);
    if (r->tell) r->tell(r->to, &v);
}

static void note_unknown(struct hsds_reader *r, const char *name)
{
    r->n_unknown++;
    for (size_t i = 0; i < r->n_unknown_names; i++)
        if (strncmp(r->unknown[i], name, sizeof r->unknown[i] - 1) == 0) return;
    if (r->n_unknown_names == HSDS_NAMES_KEPT) return;
    char *kept = r->unknown[r->n_unknown_names++];
    snprintf(kept, sizeof r->unknown[0], "%s", name);
}

static bool is_said(const json_t *v)
{
    return v && !json_is_null(v) && !(json_is_string(v) && json_string_length(v) == 0);
}

static const struct directory_child *child_named(enum directory_kind kind,
                                                 const char *name)
{
    const struct directory_shape *shape = directory_shape(kind);
    for (size_t i = 0; i < shape->n_children; i++)
        if (strcmp(shape->children[i].name, name) == 0) return &shape->children[i];
    return NULL;
}

static void note_unknowns(struct hsds_reader *r, enum directory_kind kind,
                          const json_t *object)
{
    const char *name;
    json_t *v;
    json_object_foreach((json_t *)object, name, v)
    {
        if (strcmp(name, "id") != 0 && is_said(v) &&
            !directory_column(kind, str_of(name)) && !child_named(kind, name))
            note_unknown(r, name);
    }
}

/* --- one object --- */

static enum err_code read_object(struct uuid *id_out, struct hsds_reader *r,
                                 struct telling t, const json_t *object,
                                 const struct directory_record *parent, struct err *e);

/* The id of an object; false when it has none that can be read, and that was told. */
static bool read_id(struct uuid *out, struct hsds_reader *r, struct telling t,
                    const json_t *object)
{
    const json_t *v = json_object_get(object, "id");
    struct str text = {json_string_value(v), json_string_length(v)};
    if (text.n && uuid_parse(out, text, NULL) == OK && !uuid_is_nil(*out)) return true;
    refuse(r, t, "id", "an id (UUID)",
           "give every record an id of its own, and keep it");
    return false;
}

static bool read_slots(struct directory_record *out, struct hsds_reader *r,
                       struct telling t, const json_t *object)
{
    const struct directory_shape *shape = directory_shape(t.kind);
    for (size_t i = 0; i < shape->n_columns; i++) {
        const struct directory_column *c = &shape->columns[i];
        const json_t *v = json_object_get(object, c->name);
        struct str text = {json_string_value(v), json_string_length(v)};
        if (c->type != DIRECTORY_REF || !is_said(v)) continue;
        if (text.n && uuid_parse(&out->slots[c->slot], text, NULL) == OK) continue;
        refuse(r, t, c->name, "an id (UUID)",
               "give the id of the record it belongs to");
        return false;
    }
    return true;
}

static bool has_needed(struct hsds_reader *r, struct telling t, const json_t *object)
{
    const struct directory_shape *shape = directory_shape(t.kind);
    for (size_t i = 0; i < shape->n_columns; i++) {
        const struct directory_column *c = &shape->columns[i];
        if (!c->is_needed || is_said(json_object_get(object, c->name))) continue;
        refuse(r, t, c->name, "something said here", "the standard needs this column");
        return false;
    }
    return true;
}

/* Records told inside this one: they belong to it, or it to them. */
static enum err_code read_children(struct directory_record *record,
                                   struct hsds_reader *r, struct telling t,
                                   const json_t *object, struct err *e)
{
    const struct directory_shape *shape = directory_shape(t.kind);
    enum err_code rc = OK;
    for (size_t i = 0; i < shape->n_children; i++) {
        const struct directory_child *child = &shape->children[i];
        const json_t *v = json_object_get(object, child->name);
        struct telling inner = {t.line, child->kind};
        struct uuid id;
        if (!is_said(v)) continue;
        if (child->is_many ? !json_is_array(v) : !json_is_object(v)) {
            refuse(r, t, child->name, child->is_many ? "an array" : "an object",
                   "see the full form of the standard");
            continue;
        }
        if (!child->is_many) {
            TRY(read_object(&id, r, inner, v, NULL, e));
            enum directory_slot slot = directory_slot_of(child->kind);
            if (uuid_is_nil(record->slots[slot])) record->slots[slot] = id;
            continue;
        }
        for (size_t k = 0; k < json_array_size(v); k++)
            TRY(read_object(&id, r, inner, json_array_get(v, k), record, e));
    }
out:
    return rc;
}

/* The same id again: it may belong to more, but not say something else. */
static void join(struct hsds_reader *r, struct telling t, struct directory_record *have,
                 const struct directory_record *more)
{
    if (have->kind != more->kind || !str_eq(have->content, more->content)) {
        refuse(r, t, "id", "one id for one record",
               "the same id said something else before");
        return;
    }
    for (size_t i = 0; i < N_DIRECTORY_SLOTS; i++) {
        if (uuid_is_nil(have->slots[i]))
            have->slots[i] = more->slots[i];
        else if (!uuid_is_nil(more->slots[i]) &&
                 !uuid_eq(have->slots[i], more->slots[i]))
            r->n_shared++;
    }
}

static enum err_code read_object(struct uuid *id_out, struct hsds_reader *r,
                                 struct telling t, const json_t *object,
                                 const struct directory_record *parent, struct err *e)
{
    struct hsds_item item = {.line = t.line, .record = {.kind = (uint8_t)t.kind}};
    struct directory_record *record = &item.record;
    const struct directory_column *fault;
    struct err ignored = {0};
    enum err_code rc = OK;
    *id_out = (struct uuid){{0}};
    if (!json_is_object(object)) {
        refuse(r, t, NULL, "an object", "see the full form of the standard");
        goto out;
    }
    if (!read_id(&record->id, r, t, object)) goto out;
    *id_out = record->id;
    if (json_object_size(object) == 1) goto out; /* a reference */
    if (!has_needed(r, t, object) || !read_slots(record, r, t, object)) goto out;
    if (parent) {
        enum directory_slot slot =
            t.kind == DIRECTORY_ATTRIBUTE || t.kind == DIRECTORY_METADATA
                ? SLOT_ABOVE
                : directory_slot_of((enum directory_kind)parent->kind);
        record->slots[slot] = parent->id;
    }
    if (directory_content(&record->content, &fault, r->arena, t.kind, object,
                          &ignored) != OK) {
        const char *expected = fault ? directory_expected(fault) : "one object";
        refuse(r, t, fault ? fault->name : NULL, expected,
               "see the column in the standard");
        goto out;
    }
    if (record->content.n > LIMIT_DIRECTORY_RECORD_BYTES) {
        refuse(r, t, NULL, "a record of at most 64 KiB", "shorten the description");
        goto out;
    }
    directory_place(record->place, r->arena, t.kind, record->content, r->borders);
    TRY(read_children(record, r, t, object, e));
    struct hsds_item *have = item_of(r, &record->id);
    if (have) {
        join(r, t, &have->record, record);
    } else {
        note_unknowns(r, t.kind, object);
        rc = item_add(r, &item, e);
    }
out:
    return rc;
}

/* --- a document --- */

/* Which kind an outermost object is: the one whose names it has most of. */
static bool guess_kind(enum directory_kind *out, const json_t *object)
{
    static const enum directory_kind kinds[] = {
        DIRECTORY_SERVICE,  DIRECTORY_ORGANIZATION,  DIRECTORY_SERVICE_AT_LOCATION,
        DIRECTORY_LOCATION, DIRECTORY_TAXONOMY_TERM, DIRECTORY_TAXONOMY};
    int best = 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const char *name;
        json_t *v;
        int n = 0;
        json_object_foreach((json_t *)object, name, v)
        {
            n +=
                directory_column(kinds[i], str_of(name)) || child_named(kinds[i], name);
        }
        if (n <= best) continue;
        best = n;
        *out = kinds[i];
    }
    return best > 0 && json_object_get(object, "id");
}

static bool is_tables(const json_t *document)
{
    enum directory_kind kind;
    const char *name;
    json_t *v;
    if (!json_is_object(document) || !json_object_size(document)) return false;
    json_object_foreach((json_t *)document, name, v)
    {
        if (!json_is_array(v) || !directory_kind_named(&kind, str_of(name)))
            return false;
    }
    return true;
}

static enum err_code read_tables(struct hsds_reader *r, const json_t *document,
                                 struct err *e)
{
    enum err_code rc = OK;
    const char *name;
    struct uuid id;
    json_t *rows;
    json_object_foreach((json_t *)document, name, rows)
    {
        struct telling t = {0};
        if (!directory_kind_named(&t.kind, str_of(name))) continue;
        for (size_t i = 0; i < json_array_size(rows); i++) {
            t.line = (int64_t)i + 1;
            TRY(read_object(&id, r, t, json_array_get(rows, i), NULL, e));
        }
    }
out:
    return rc;
}

static enum err_code no_directory(struct err *e)
{
    err_set(e, ERR_SYNTAX, "expected services in the form of HSDS 3");
    err_hint(e, "one full object, an array of them, a page with contents, or tables");
    return ERR_SYNTAX;
}

static enum err_code read_document(struct hsds_reader *r, const json_t *document,
                                   struct err *e)
{
    const json_t *contents = json_object_get(document, "contents");
    enum err_code rc = OK;
    struct uuid id;
    if (is_tables(document)) return read_tables(r, document, e);
    const json_t *list = json_is_array(contents) ? contents : document;
    size_t n = json_is_array(list) ? json_array_size(list) : 1;
    for (size_t i = 0; i < n; i++) {
        const json_t *object = json_is_array(list) ? json_array_get(list, i) : list;
        struct telling t = {.line = (int64_t)i + 1};
        if (!guess_kind(&t.kind, object)) return no_directory(e);
        TRY(read_object(&id, r, t, object, NULL, e));
    }
out:
    return rc;
}

enum err_code hsds_read_json(struct hsds_reader *r, struct str text, struct err *e)
{
    json_t *document = NULL;
    enum err_code rc = json_read(&document, text, e);
    if (rc != OK) return rc;
    rc = read_document(r, document, e);
    json_decref(document);
    return rc;
}

/* --- a table --- */

/* The header: names that come twice, or none for the id, are no table. */
static enum err_code check_header(const struct str *names, size_t n, struct err *e)
{
    bool has_id = false;
    for (size_t i = 0; i < n; i++) {
        has_id = has_id || str_eq_c(names[i], "id");
        for (size_t k = 0; k < i; k++)
            if (str_eq(names[i], names[k]))
                return err_set(e, ERR_SYNTAX, "column %zu has the name of column %zu",
                               i + 1, k + 1);
    }
    return has_id ? OK : err_set(e, ERR_SYNTAX, "there is no column id");
}

static enum err_code read_row(struct hsds_reader *r, struct telling t,
                              const struct str *names, size_t n_names,
                              const struct str *cells, size_t n_cells, struct err *e)
{
    json_t *object = json_object();
    struct uuid id;
    enum err_code rc = OK;
    if (n_cells != n_names) {
        refuse(r, t, NULL, "as many cells as the header", "look for a lost separator");
        goto out;
    }
    for (size_t i = 0; i < n_cells; i++) {
        struct str cell = csv_plain(cells[i]);
        char *name = str_to_c(r->arena, names[i]);
        if (cell.n) json_object_set_new(object, name, json_stringn(cell.p, cell.n));
    }
    if (json_object_size(object) == 1 && t.kind != DIRECTORY_SERVICE_AT_LOCATION)
        json_object_set_new(object, "", json_null()); /* a row is no reference */
    rc = read_object(&id, r, t, object, NULL, e);
out:
    json_decref(object);
    return rc;
}

enum err_code hsds_read_table(struct hsds_reader *r, enum directory_kind kind,
                              struct str text, struct err *e)
{
    struct telling t = {.kind = kind};
    struct csv_reader csv;
    struct str *names, *cells;
    size_t n_names, n_cells;
    enum err_code rc;
    bool end;
    csv_reader_init(&csv, text, ',');
    TRY(csv_read_row(&csv, r->arena, &names, &n_names, &end, e));
    if (end) goto out; /* an empty table */
    TRY(check_header(names, n_names, e));
    struct str *kept = arena_new_array(r->arena, struct str, n_names);
    for (size_t i = 0; i < n_names; i++)
        kept[i] = str_copy(r->arena, str_trim(names[i]));
    for (;;) {
        TRY(csv_read_row(&csv, r->arena, &cells, &n_cells, &end, e));
        if (end) break;
        if (n_cells == 1 && !cells[0].n) continue;
        t.line = csv.line;
        TRY(read_row(r, t, kept, n_names, cells, n_cells, e));
    }
out:
    return rc;
}
