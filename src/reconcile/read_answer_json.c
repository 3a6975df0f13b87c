/* The JSON that `answer` writes. Whatever is not as expected is ERR_INVALID, and says
 * where. */
#include "base/json.h"
#include "base/limits.h"
#include "reconcile/claims_read.h"

struct table_at {
    const char *file;
    struct arena *a;
    const json_t *table, *rows, *columns, *row_entries, *column_entries;
    struct claim common;
    bool is_target;
};

static const char *text_of(struct arena *a, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    return json_is_string(v)
               ? arena_copy(a, json_string_value(v), json_string_length(v))
               : "";
}

static enum err_code wrong(struct err *e, const char *what)
{
    err_set(e, ERR_INVALID, "expected %s in the answer, found something else", what);
    err_hint(e, "give the file as `vindplaats answer --format json` wrote it");
    return ERR_INVALID;
}

static enum err_code add_pairs(struct claim *c, struct arena *a, const json_t *axis,
                               const json_t *entry, struct err *e)
{
    const json_t *levels = json_object_get(axis, "levels");
    const json_t *codes = json_object_get(entry, "codes");
    const json_t *labels = json_object_get(entry, "labels");
    size_t n = json_array_size(levels);
    if (!json_is_array(levels) || json_array_size(codes) != n ||
        json_array_size(labels) != n)
        return wrong(e, "a code and a label for each level");
    for (size_t i = 0; i < n; i++) {
        const json_t *level = json_array_get(levels, i),
                     *code = json_array_get(codes, i);
        const json_t *label = json_array_get(labels, i);
        if (!json_is_string(code)) continue; /* null: a total */
        if (c->n_pairs == LIMIT_CLAIM_PAIRS) return wrong(e, "fewer dimensions");
        const json_t *value =
            json_string_length(code) || !json_is_string(label) ? code : label;
        const char *name = text_of(a, level, "name");
        bool again = false;
        for (size_t p = 0; p < c->n_pairs; p++)
            again |= strcmp(c->pairs[p].name, name) == 0;
        if (again) continue;
        c->pairs[c->n_pairs++] = (struct claim_pair){
            .name = name,
            .value = arena_copy(a, json_string_value(value), json_string_length(value)),
            .overlaps = json_is_true(json_object_get(level, "overlaps"))};
    }
    return OK;
}

static const char *label_of(struct arena *a, const json_t *entry)
{
    const json_t *labels = json_object_get(entry, "labels");
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < json_array_size(labels); i++)
        if (json_is_string(json_array_get(labels, i)))
            buf_format(&b, "%s%s", b.n ? " / " : "",
                       json_string_value(json_array_get(labels, i)));
    char *out = arena_copy(a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

static enum err_code add_cell(struct claims *out, const struct table_at *t,
                              const json_t *row, const json_t *column,
                              const json_t *cell, struct err *e)
{
    enum err_code rc = OK;
    struct claim c = t->common;
    const json_t *value = json_object_get(cell, "value");
    const json_t *base = json_object_get(cell, "base");
    const char *published = text_of(t->a, cell, "published");
    const char *status = text_of(t->a, cell, "status");
    if (!json_is_object(cell)) return wrong(e, "a cell");
    bool is_number = (strcmp(status, "value") == 0 || strcmp(status, "zero") == 0) &&
                     json_is_number(value);
    c.pairs = arena_new_array(t->a, struct claim_pair, LIMIT_CLAIM_PAIRS);
    TRY(add_pairs(&c, t->a, t->rows, row, e));
    TRY(add_pairs(&c, t->a, t->columns, column, e));
    const char *label = label_of(t->a, row), *other = label_of(t->a, column);
    c.where = arena_format(t->a, "%s: %s%s%s", c.figure, label,
                           label[0] && other[0] ? " / " : "", other);
    c.kind = is_number ? VALUE_NUMBER : VALUE_WORDS;
    c.number = is_number ? json_number_value(value) : 0;
    c.decimals = strcmp(c.unit, "euro") == 0 ? 2 : 0;
    c.has_base = json_is_number(base) && !t->is_target;
    c.base = c.has_base ? json_number_value(base) : 0;
    TRY(claims_add(out, t->a, &c, e));
    if (strcmp(text_of(t->a, cell, "comparison"), "differs") == 0)
        TRY(claims_add_published(out, t->a, &c, str_of(published), e));
out:
    return rc;
}

static enum err_code add_table(struct claims *out, struct table_at *t, struct err *e)
{
    enum err_code rc = OK;
    const json_t *cells = json_object_get(t->table, "cells");
    size_t n_rows = json_array_size(t->row_entries);
    size_t n_columns = json_array_size(t->column_entries);
    if (!json_is_array(cells) || json_array_size(cells) == 0) return OK;
    if (json_array_size(cells) != n_rows)
        return wrong(e, "a row of cells for each entry");
    for (size_t r = 0; r < n_rows; r++) {
        const json_t *row = json_array_get(cells, r);
        if (json_array_size(row) != n_columns)
            return wrong(e, "a cell for each column");
        for (size_t i = 0; i < n_columns; i++)
            TRY(add_cell(out, t, json_array_get(t->row_entries, r),
                         json_array_get(t->column_entries, i), json_array_get(row, i),
                         e));
    }
out:
    return rc;
}

static enum err_code read_table(struct claims *out, struct arena *a, const char *file,
                                const json_t *table, struct err *e)
{
    enum err_code rc = OK;
    struct table_at t = {.file = file, .a = a, .table = table};
    const char *as_of = text_of(a, table, "as_of");
    if (strcmp(text_of(a, table, "measure"), "days") == 0) return OK;
    t.rows = json_object_get(table, "rows");
    t.columns = json_object_get(table, "columns");
    t.row_entries = json_object_get(t.rows, "entries");
    t.column_entries = json_object_get(t.columns, "entries");
    t.is_target = json_is_true(json_object_get(table, "base_is_target"));
    t.common = claim_empty(file, 0);
    t.common.figure = text_of(a, table, "number");
    t.common.publication = file;
    const char *known = text_of(a, table, "known_at");
    t.common.measure = arena_format(a, "%s%s%s", text_of(a, table, "population"),
                                    known[0] ? " @ " : "", known);
    t.common.unit = text_of(a, table, "unit");
    t.common.denominator = text_of(a, table, "base_label");
    t.common.note = text_of(a, table, "title");
    t.common.geography = "residence";
    t.common.is_counted = true;
    if (as_of[0]) TRY(day_parse(&t.common.as_of, str_of(as_of), e));
    TRY(add_table(out, &t, e));
out:
    return rc;
}

enum err_code claims_read_json(struct claims *out, struct arena *a, const char *file,
                               struct str text, struct err *e)
{
    enum err_code rc = OK;
    json_t *root = NULL;
    TRY(json_read(&root, text, e));
    if (strcmp(text_of(a, root, "format"), "vindplaats-answer/1") != 0) {
        rc = wrong(e, "the format vindplaats-answer/1");
        goto out;
    }
    const json_t *parts = json_object_get(root, "parts");
    for (size_t p = 0; p < json_array_size(parts); p++) {
        const json_t *tables = json_object_get(json_array_get(parts, p), "tables");
        for (size_t i = 0; i < json_array_size(tables); i++)
            TRY(read_table(out, a, file, json_array_get(tables, i), e));
    }
out:
    json_decref(root);
    return rc;
}
