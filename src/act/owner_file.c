#include "act/owner_file.h"

#include "base/limits.h"
#include "exchange/row_reader.h"

static enum err_code header_take(struct owner_file *out, struct arena *a,
                                 struct row_reader *r, struct raw_row *row,
                                 struct err *e)
{
    static const char separators[] = ";\t,";
    for (size_t i = 0; separators[i]; i++) {
        row_reader_cut_again(row, r, separators[i]);
        if (row->n_cells > 1) break;
    }
    if (row->fault)
        return err_set_at(e, ERR_SYNTAX, (int)row->line, (int)row->fault_at,
                          "the header: %s", row->fault);
    out->n_columns = row->n_cells;
    out->header = arena_new_array(a, struct str, row->n_cells);
    out->value = arena_new_array(a, struct str *, row->n_cells);
    for (size_t c = 0; c < row->n_cells; c++)
        out->header[c] = str_copy(a, str_trim(row->cells[c]));
    return OK;
}

static enum err_code row_take(struct owner_file *t, size_t *cap, struct arena *a,
                              const struct raw_row *row, struct err *e)
{
    enum err_code rc;
    if (row->fault)
        return err_set_at(e, ERR_SYNTAX, (int)row->line, (int)row->fault_at, "%s",
                          row->fault);
    if (row->n_cells == 1 && row->cells[0].n == 0) return OK; /* an empty line */
    if (row->n_cells != t->n_columns) {
        rc = err_set_at(e, ERR_SYNTAX, (int)row->line, 0,
                        "expected %zu cells as in the header, found %zu", t->n_columns,
                        row->n_cells);
        err_hint(e, "put quotes around a cell that holds the separator");
        return rc;
    }
    if (t->n_rows == LIMIT_CLK_RECORDS) {
        rc = err_set(e, ERR_TOO_LARGE, "more than %d rows", LIMIT_CLK_RECORDS);
        err_hint(e, "split the file");
        return rc;
    }
    if (t->n_rows == *cap) {
        *cap = *cap ? *cap * 2 : 1024;
        for (size_t c = 0; c < t->n_columns; c++)
            t->value[c] = mem_grow(t->value[c], *cap, sizeof **t->value);
    }
    for (size_t c = 0; c < t->n_columns; c++)
        t->value[c][t->n_rows] = str_copy(a, str_trim(row->cells[c]));
    t->n_rows++;
    return OK;
}

enum err_code owner_file_read(struct owner_file *out, struct arena *a, const char *path,
                              struct err *e)
{
    struct file_source file;
    struct row_reader *r = NULL;
    struct raw_row row;
    size_t cap = 0;
    bool end = false;
    enum err_code rc;
    *out = (struct owner_file){0};
    rc = file_source_open(&file, path, e);
    if (rc != OK) return rc;
    r = row_reader_new(file_source_bytes(&file), ',');
    TRY(row_reader_next(&row, &end, r, e));
    if (end) {
        rc = err_set(e, ERR_SYNTAX, "the file is empty");
        err_hint(e, "expected a header with the names of the columns, then the rows");
        goto out;
    }
    TRY(header_take(out, a, r, &row, e));
    for (;;) {
        TRY(row_reader_next(&row, &end, r, e));
        if (end) break;
        TRY(row_take(out, &cap, a, &row, e));
    }
out:
    if (rc != OK) {
        err_detail(e, "in the file %.200s", path);
        owner_file_dispose(out);
    }
    row_reader_free(r);
    file_source_close(&file);
    return rc;
}

void owner_file_dispose(struct owner_file *t)
{
    for (size_t c = 0; c < t->n_columns; c++)
        free(t->value[c]);
    *t = (struct owner_file){0};
}

size_t owner_file_column(const struct owner_file *t, struct str name)
{
    size_t c = 0;
    while (c < t->n_columns && !str_eq_nocase(t->header[c], name))
        c++;
    return c;
}
