#include "act/column_file.h"

#include "base/limits.h"
#include "exchange/row_reader.h"
#include "link/column_roles.h"

/* Cells as they are read, row after row. */
struct cells {
    struct str *cell;
    size_t n, cap, bytes;
};

static size_t known_names(const struct raw_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n_cells; i++)
        n += column_name_is_known(row->cells[i]);
    return n;
}

/* The separator under which the header has most known names, then most cells. */
static char find_separator(struct raw_row *row, struct row_reader *r)
{
    static const char separators[] = ",;\t|";
    size_t most_known = 0, most_cells = 1;
    char found = ',';
    for (size_t i = 0; separators[i]; i++) {
        row_reader_cut_again(row, r, separators[i]);
        if (row->fault) continue;
        size_t known = known_names(row);
        if (known < most_known || (known == most_known && row->n_cells <= most_cells))
            continue;
        most_known = known;
        most_cells = row->n_cells;
        found = separators[i];
    }
    row_reader_cut_again(row, r, found);
    return found;
}

static enum err_code refuse_fault(const struct raw_row *row, const char *path,
                                  struct err *e)
{
    enum err_code rc =
        err_set_at(e, ERR_SYNTAX, (int)MIN_OF(row->line, INT32_MAX),
                   (int)MIN_OF(row->fault_at, (size_t)INT32_MAX), "%s", row->fault);
    err_detail(e, "in %.200s", path);
    return rc;
}

static enum err_code read_header(struct column_file *f, struct row_reader *r,
                                 struct err *e)
{
    struct raw_row row;
    bool end;
    enum err_code rc = row_reader_next(&row, &end, r, e);
    if (rc != OK) return rc;
    if (end) {
        rc = err_set(e, ERR_INVALID, "the file is empty, expected a header");
        err_detail(e, "in %.200s", f->path);
        return rc;
    }
    f->separator = find_separator(&row, r);
    if (row.fault) return refuse_fault(&row, f->path, e);
    if (row.n_cells > LIMIT_LINK_COLUMNS) {
        rc =
            err_set_at(e, ERR_TOO_LARGE, 1, 0, "expected at most %d columns, found %zu",
                       LIMIT_LINK_COLUMNS, row.n_cells);
        err_detail(e, "in %.200s", f->path);
        return rc;
    }
    struct str *header = arena_new_array(f->arena, struct str, row.n_cells);
    for (size_t i = 0; i < row.n_cells; i++)
        header[i] = str_copy(f->arena, str_trim(row.cells[i]));
    f->header = header;
    f->n_columns = row.n_cells;
    return OK;
}

static enum err_code refuse_ragged(const struct column_file *f,
                                   const struct raw_row *row, struct err *e)
{
    enum err_code rc = err_set_at(e, ERR_INVALID, (int)MIN_OF(row->line, INT32_MAX), 0,
                                  "expected %zu cells, as in the header, found %zu",
                                  f->n_columns, row->n_cells);
    err_detail(e, "in %.200s", f->path);
    err_hint(e, "a cell that holds the separator stands in quotes");
    return rc;
}

static enum err_code add_row(struct cells *to, struct column_file *f,
                             const struct raw_row *row, struct err *e)
{
    if (f->n_rows == LIMIT_LINK_ROWS || to->bytes > LIMIT_LINK_BYTES) {
        enum err_code rc =
            err_set(e, ERR_TOO_LARGE, "expected at most %d rows and %d MiB of values",
                    LIMIT_LINK_ROWS, LIMIT_LINK_BYTES >> 20);
        err_detail(e, "in %.200s", f->path);
        return rc;
    }
    for (size_t i = 0; i < row->n_cells; i++) {
        struct str cell = str_trim(row->cells[i]);
        mem_push_room(to->cell, to->n, to->cap);
        to->cell[to->n++] = cell.n ? str_copy(f->arena, cell) : STR_NONE;
        to->bytes += cell.n + sizeof cell;
    }
    f->n_rows++;
    return OK;
}

static enum err_code read_rows(struct cells *to, struct column_file *f,
                               struct row_reader *r, struct err *e)
{
    for (;;) {
        struct raw_row row;
        bool end;
        enum err_code rc = row_reader_next(&row, &end, r, e);
        if (rc != OK || end) return rc;
        if (row.fault) return refuse_fault(&row, f->path, e);
        if (row.n_cells == 1 && !row.cells[0].n && f->n_columns > 1) continue;
        if (row.n_cells != f->n_columns) return refuse_ragged(f, &row, e);
        rc = add_row(to, f, &row, e);
        if (rc != OK) return rc;
    }
}

/* From rows to columns. */
static void turn(struct column_file *f, const struct cells *c)
{
    size_t n_columns = f->n_columns, n_rows = f->n_rows;
    struct str **value = arena_new_array(f->arena, struct str *, n_columns);
    for (size_t k = 0; k < n_columns; k++) {
        value[k] = arena_new_array(f->arena, struct str, n_rows + 1);
        for (size_t i = 0; i < n_rows; i++)
            value[k][i] = c->cell[i * n_columns + k];
    }
    f->value = value;
}

enum err_code column_file_read_bytes(struct column_file *out, struct arena *a,
                                     const char *path, struct byte_source source,
                                     struct err *e)
{
    enum err_code rc = OK;
    struct row_reader *r = row_reader_new(source, ',');
    struct cells cells = {0};
    *out = (struct column_file){.path = path, .arena = a};
    TRY(read_header(out, r, e));
    TRY(read_rows(&cells, out, r, e));
    out->encoding = text_encoding_name(row_reader_encoding(r));
    turn(out, &cells);
out:
    free(cells.cell);
    row_reader_free(r);
    if (rc != OK) *out = (struct column_file){0};
    return rc;
}

enum err_code column_file_read(struct column_file *out, struct arena *a,
                               const char *path, struct err *e)
{
    struct file_source source;
    *out = (struct column_file){0};
    enum err_code rc = file_source_open(&source, path, e);
    if (rc != OK) return rc;
    rc = column_file_read_bytes(out, a, path, file_source_bytes(&source), e);
    file_source_close(&source);
    return rc;
}

size_t column_file_column(const struct column_file *f, struct str name)
{
    size_t c = 0;
    while (c < f->n_columns && !str_eq_nocase(f->header[c], name))
        c++;
    return c;
}
