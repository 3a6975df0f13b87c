#include "exchange/delivery_reader.h"

#include "base/limits.h"
#include "exchange/row_rules.h"

struct delivery_reader {
    const struct layout *layout;
    struct row_reader *rows;
    struct day received;
    void (*tell)(void *to, const struct verdict *v);
    void *to;
    char separator;
    struct buf header;
    size_t n_cells;                      /* of the header */
    int16_t column_at[LIMIT_CSV_CELLS];  /* cell of the file: column of the layout */
    int16_t cell_of[LAYOUT_COLUMNS_MAX]; /* and back; -1: not in the file */
    struct cell_style style;
    struct received_row row;
    int64_t n_rows, n_refused, total;
    bool row_is_refused;
};

/* --- the header --- */

static size_t known_names(const struct layout *layout, const struct raw_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n_cells; i++)
        n += layout_column(layout, str_trim(row->cells[i])) >= 0;
    return n;
}

static void find_separator(struct delivery_reader *r, struct raw_row *row)
{
    static const char separators[] = ";,\t";
    size_t most = 0;
    r->separator = ',';
    for (size_t i = 0; separators[i]; i++) {
        row_reader_cut_again(row, r->rows, separators[i]);
        size_t n = row->fault ? 0 : known_names(r->layout, row);
        if (n <= most) continue;
        most = n;
        r->separator = separators[i];
    }
    row_reader_cut_again(row, r->rows, r->separator);
    r->style.decimal_comma = r->separator == ';';
}

static enum err_code unknown_column(const struct delivery_reader *r, size_t cell,
                                    struct str name, struct err *e)
{
    const struct column *near = layout_column_nearest(r->layout, name);
    enum err_code rc = err_set_at(
        e, ERR_INVALID, 1, (int)cell + 1, "%s have no column \"%.*s\"", r->layout->name,
        (int)MIN_OF(name.n, (size_t)60), name.n ? name.p : "");
    if (near)
        err_hint(e, "did you mean %s?", near->name);
    else
        err_hint(e,
                 "`vindplaats import --layouts %s` names its columns; a column that "
                 "is not for this file is removed from it",
                 r->layout->name);
    return rc;
}

static enum err_code check_needed(const struct delivery_reader *r, struct err *e)
{
    char missing[240] = "";
    size_t used = 0;
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        const struct column *c = &r->layout->columns[i];
        if (!(c->flags & NEEDED) || r->cell_of[i] >= 0) continue;
        int n = snprintf(missing + used, sizeof missing - used, "%s%s",
                         used ? ", " : "", c->name);
        used = MIN_OF(used + (size_t)n, sizeof missing - 1);
    }
    if (!used) return OK;
    enum err_code rc =
        err_set_at(e, ERR_INVALID, 1, 0, "the header lacks what %s need: %s",
                   r->layout->name, missing);
    err_hint(e, "`vindplaats import --layouts %s` names its columns", r->layout->name);
    return rc;
}

static enum err_code match_header(struct delivery_reader *r, const struct raw_row *row,
                                  struct err *e)
{
    memset(r->cell_of, 0xff, sizeof r->cell_of);
    r->n_cells = row->n_cells;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct str name = str_trim(row->cells[i]);
        int column = layout_column(r->layout, name);
        if (column < 0 && known_names(r->layout, row) == 0) {
            enum err_code rc =
                err_set_at(e, ERR_INVALID, 1, 0,
                           "expected a header with the columns of %s", r->layout->name);
            err_hint(e, "`vindplaats import --layouts %s` names them", r->layout->name);
            return rc;
        }
        if (column < 0) return unknown_column(r, i, name, e);
        if (r->cell_of[column] >= 0)
            return err_set_at(e, ERR_INVALID, 1, (int)i + 1,
                              "the header names column %s twice",
                              r->layout->columns[column].name);
        r->column_at[i] = (int16_t)column;
        r->cell_of[column] = (int16_t)i;
    }
    return check_needed(r, e);
}

static enum err_code read_header(struct delivery_reader *r, struct err *e)
{
    struct raw_row row;
    bool end;
    enum err_code rc = row_reader_next(&row, &end, r->rows, e);
    if (rc != OK) return rc;
    if (end) {
        rc = err_set(e, ERR_INVALID, "the file is empty, expected a header");
        err_hint(e, "`vindplaats import --layouts %s` names its columns",
                 r->layout->name);
        return rc;
    }
    buf_add(&r->header, row.text);
    find_separator(r, &row);
    if (row.fault) {
        rc = err_set_at(e, ERR_SYNTAX, 1, (int)MIN_OF(row.fault_at, (size_t)INT32_MAX),
                        "%s", row.fault);
        err_hint(e, "save the file as \"CSV UTF-8 (comma delimited)\"");
        return rc;
    }
    return match_header(r, &row, e);
}

enum err_code delivery_reader_open(struct delivery_reader **out,
                                   const struct layout *layout,
                                   struct byte_source source, struct day received,
                                   void (*tell)(void *to, const struct verdict *v),
                                   void *to, struct err *e)
{
    struct delivery_reader *r = mem_alloc(sizeof *r);
    r->layout = layout;
    r->rows = row_reader_new(source, ',');
    r->received = received;
    r->tell = tell;
    r->to = to;
    buf_init(&r->header, LIMIT_IMPORT_ROW_BYTES);
    enum err_code rc = read_header(r, e);
    if (rc != OK) {
        delivery_reader_close(r);
        r = NULL;
    }
    *out = r;
    return rc;
}

void delivery_reader_close(struct delivery_reader *r)
{
    if (!r) return;
    row_reader_free(r->rows);
    buf_dispose(&r->header);
    free(r);
}

/* --- rows --- */

struct verdict delivery_reader_verdict_of(const struct delivery_reader *r, int64_t line,
                                          int column, struct str text)
{
    struct verdict v = {.fate = ROW_REFUSED, .line = line};
    if (column < 0) return v;
    const struct column *c = &r->layout->columns[column];
    v.name = c->name;
    v.column = (size_t)(r->cell_of[column] + 1);
    if (text.n) verdict_show(&v, r->layout, c, text);
    return v;
}

struct verdict delivery_reader_verdict(struct delivery_reader *r, int column)
{
    bool is_given = column >= 0 && r->row.values[column].is_given;
    return delivery_reader_verdict_of(r, r->row.line, column,
                                      is_given ? r->row.values[column].text : STR_NONE);
}

void delivery_reader_refuse_earlier(struct delivery_reader *r)
{
    r->n_refused++;
}

void delivery_reader_refuse(struct delivery_reader *r, const struct verdict *v)
{
    if (!r->row_is_refused) r->n_refused++;
    r->row_is_refused = true;
    if (r->tell) r->tell(r->to, v);
}

static void refuse_raw(struct delivery_reader *r, const struct raw_row *raw)
{
    struct verdict v = delivery_reader_verdict(r, -1);
    if (raw->fault) {
        const char *what = raw->fault;
        if (strncmp(what, "expected ", 9) == 0) what += 9;
        verdict_expect(&v, "%s (character %zu of the row)", what, raw->fault_at);
        verdict_cure(&v, "save the file as CSV UTF-8 from the program that made it");
    } else {
        verdict_expect(&v, "%zu cells, as in the header, found %zu", r->n_cells,
                       raw->n_cells);
        verdict_cure(&v, "put quotes around a cell that holds the separator");
    }
    delivery_reader_refuse(r, &v);
}

static bool is_empty(const struct raw_row *raw)
{
    if (raw->fault) return false;
    for (size_t i = 0; i < raw->n_cells; i++)
        if (str_trim(raw->cells[i]).n) return false;
    return true;
}

/* Every cell is looked at, so that one run tells all that is wrong with a row. */
static void read_cells(struct delivery_reader *r, const struct raw_row *raw)
{
    for (size_t i = 0; i < r->layout->n_columns; i++)
        r->row.values[i].is_given = false;
    r->style.n_many = 0;
    r->style.line = raw->line;
    for (size_t i = 0; i < r->n_cells; i++) {
        int column = r->column_at[i];
        struct verdict why;
        why.expected[0] = why.cure[0] = '\0';
        struct value *value = &r->row.values[column];
        if (cell_read(value, &r->layout->columns[column], csv_plain(raw->cells[i]),
                      &r->style, &why))
            continue;
        struct verdict v = delivery_reader_verdict(r, column);
        memcpy(v.expected, why.expected, sizeof v.expected);
        memcpy(v.cure, why.cure, sizeof v.cure);
        delivery_reader_refuse(r, &v);
    }
}

static void check_rules(struct delivery_reader *r)
{
    struct verdict why = {0};
    int column = -1;
    if (row_rules_hold(&column, &why, r->layout, &r->row, &r->style, r->received))
        return;
    struct verdict v = delivery_reader_verdict(r, column);
    memcpy(v.expected, why.expected, sizeof v.expected);
    memcpy(v.cure, why.cure, sizeof v.cure);
    delivery_reader_refuse(r, &v);
}

static void add_total(struct delivery_reader *r)
{
    for (size_t i = 0; i < r->layout->n_columns; i++)
        if ((r->layout->columns[i].flags & SUMMED) && r->row.values[i].is_given)
            r->total += r->row.values[i].number;
}

enum err_code delivery_reader_next(struct received_row **out, struct delivery_reader *r,
                                   struct err *e)
{
    *out = NULL;
    for (;;) {
        struct raw_row raw;
        bool end;
        enum err_code rc = row_reader_next(&raw, &end, r->rows, e);
        if (rc != OK || end) return rc;
        if (is_empty(&raw)) continue;
        if (r->n_rows == LIMIT_IMPORT_ROWS)
            return err_set(e, ERR_TOO_LARGE, "more than %d rows", LIMIT_IMPORT_ROWS);
        r->n_rows++;
        r->row_is_refused = false;
        r->row.line = raw.line;
        r->row.text = raw.text;
        if (raw.fault || raw.n_cells != r->n_cells)
            refuse_raw(r, &raw);
        else
            read_cells(r, &raw);
        if (!r->row_is_refused) check_rules(r);
        if (r->row_is_refused) continue;
        add_total(r);
        *out = &r->row;
        return OK;
    }
}

int64_t delivery_reader_rows(const struct delivery_reader *r)
{
    return r->n_rows;
}

int64_t delivery_reader_refused(const struct delivery_reader *r)
{
    return r->n_refused;
}

int64_t delivery_reader_total(const struct delivery_reader *r)
{
    return r->total;
}

bool delivery_reader_has(const struct delivery_reader *r, int column)
{
    return r->cell_of[column] >= 0;
}

struct str delivery_reader_header(const struct delivery_reader *r)
{
    return buf_str(&r->header);
}

struct file_facts delivery_reader_facts(const struct delivery_reader *r)
{
    static const char *const days[] = {NULL, "2022-09-30", "30/09/2022"};
    return (struct file_facts){.encoding = row_reader_encoding(r->rows),
                               .had_mark = row_reader_had_mark(r->rows),
                               .separator = r->separator,
                               .days = days[r->style.days]};
}

const uint16_t *delivery_reader_many(const struct delivery_reader *r,
                                     const struct value *value)
{
    return r->style.many + value->first;
}

static bool is_chosen(const struct column *c, enum column_choice choice)
{
    switch (choice) {
    case COLUMNS_KEY:
        return (c->flags & KEY_PART) != 0;
    case COLUMNS_ALL:
        return true;
    case COLUMNS_IDENTITY:
        return (c->flags & PRIVATE) && c->type != TYPE_KEY && c->type != TYPE_REFERENCE;
    }
    return false;
}

static bool has_one_key(const struct layout *layout)
{
    unsigned n = 0;
    for (size_t i = 0; i < layout->n_columns; i++)
        n += (layout->columns[i].flags & KEY_PART) != 0;
    return n == 1;
}

void delivery_reader_canonical(struct buf *out, const struct delivery_reader *r,
                               enum column_choice choice)
{
    bool bare = choice == COLUMNS_KEY && has_one_key(r->layout);
    for (size_t i = 0; i < r->layout->n_columns; i++) {
        const struct column *c = &r->layout->columns[i];
        const struct value *v = &r->row.values[i];
        if (!v->is_given || !is_chosen(c, choice)) continue;
        if (!bare) {
            buf_add_c(out, c->name);
            buf_add_char(out, '\0');
        }
        cell_canonical(out, c, v, &r->style);
        if (!bare) buf_add_char(out, '\0');
    }
}
