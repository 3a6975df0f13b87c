#include "act/person_file.h"

static enum err_code find_roles(struct person_file *f, struct str told, struct err *e)
{
    struct column_file *csv = &f->csv;
    enum err_code rc = OK;
    f->columns = (struct person_columns){
        .n_columns = csv->n_columns,
        .n_rows = csv->n_rows,
        .header = csv->header,
        .value = csv->value,
        .told_may_miss = true, /* whoever has all files checks that */
    };
    f->role = arena_new_array(&f->arena, struct column_role, csv->n_columns);
    TRY(column_roles_find(f->role, &f->columns, told, e));
    if (csv->n_rows == 0)
        rc = err_set(e, ERR_INVALID, "expected rows below the header, found none");
out:
    if (rc != OK) err_detail(e, "in %.200s", csv->path);
    return rc;
}

enum err_code person_file_read_bytes(struct person_file *out, const char *path,
                                     struct byte_source source, struct str told,
                                     struct err *e)
{
    *out = (struct person_file){0};
    enum err_code rc = column_file_read_bytes(&out->csv, &out->arena, path, source, e);
    if (rc == OK) rc = find_roles(out, told, e);
    if (rc != OK) person_file_dispose(out);
    return rc;
}

enum err_code person_file_read(struct person_file *out, const char *path,
                               struct str told, struct err *e)
{
    *out = (struct person_file){0};
    enum err_code rc = column_file_read(&out->csv, &out->arena, path, e);
    if (rc == OK) rc = find_roles(out, told, e);
    if (rc != OK) person_file_dispose(out);
    return rc;
}

void person_file_dispose(struct person_file *f)
{
    arena_dispose(&f->arena);
    *f = (struct person_file){0};
}

size_t person_file_column(const struct person_file *f, enum column_use use)
{
    for (size_t i = 0; i < f->columns.n_columns; i++)
        if (f->role[i].use == use && strcmp(f->role[i].why, "by its values") != 0)
            return i;
    return SIZE_MAX;
}

static void put_column(struct person_table *out, struct arena *a,
                       const struct person_file *f, size_t column, size_t from)
{
    enum person_role role = f->role[column].role;
    if (f->role[column].use != COLUMN_EVIDENCE) return;
    if (!out->value[role])
        out->value[role] = arena_new_array(a, struct str, out->n + 1);
    memcpy(out->value[role] + from, f->columns.value[column],
           f->columns.n_rows * sizeof(struct str));
}

void person_table_of_files(struct person_table *out, struct arena *a,
                           const struct person_file *files, size_t n, bool have_doubles)
{
    *out = (struct person_table){.n_files = n, .files_have_doubles = have_doubles};
    for (size_t i = 0; i < n; i++)
        out->n += files[i].columns.n_rows;
    if (n > 1) out->file = arena_new_array(a, uint16_t, out->n + 1);
    for (size_t i = 0, from = 0; i < n; from += files[i++].columns.n_rows) {
        for (size_t k = 0; k < files[i].columns.n_columns; k++)
            put_column(out, a, &files[i], k, from);
        for (size_t row = 0; n > 1 && row < files[i].columns.n_rows; row++)
            out->file[from + row] = (uint16_t)i;
    }
}
