/* The CSV that `answer` writes: one record a cell, a column and a label column for each
 * dimension between fixed ones. */
#include "base/csv.h"
#include "base/limits.h"
#include "domain/code_list.h"
#include "measure/dimension.h"
#include "reconcile/claims_read.h"

enum fixed {
    TABLE,
    TABLE_TITLE,
    MEASURE,
    UNIT,
    VALUE,
    BASE,
    STATUS,
    PUBLISHED,
    COMPARISON,
    AS_OF,
    N_FIXED
};
static const char *const names[N_FIXED] = {
    "table", "table_title", "measure",   "unit",       "value",
    "base",  "status",      "published", "comparison", "as_of"};

struct reader {
    const char *file;
    struct arena *a;
    struct csv_reader csv;
    size_t at[N_FIXED], base_kind;
    struct str *head, *cells;
    size_t n_head, n;
};

static struct str cell(const struct reader *r, enum fixed f)
{
    return r->at[f] < r->n ? csv_plain(str_trim(r->cells[r->at[f]])) : STR_NONE;
}

/* A dimension is a column whose neighbour is called NAME_label. */
static bool is_dimension(const struct reader *r, size_t i)
{
    if (i + 1 >= r->n_head) return false;
    struct str name = r->head[i], label = r->head[i + 1];
    return label.n == name.n + 6 && str_starts(label, name) &&
           str_ends(label, S("_label")) && !str_eq_c(name, "unit");
}

static bool overlaps(const char *name)
{
    const struct dimension *d = dimension_named(str_of(name));
    return d && (d->flags & DIMENSION_OVERLAPS);
}

static void add_pairs(struct claim *c, const struct reader *r)
{
    for (size_t i = 0; i < r->n_head && i < r->n; i++) {
        struct str code = str_trim(r->cells[i]);
        if (!is_dimension(r, i) || str_eq_c(code, "_T") || str_eq_c(code, "_Z"))
            continue;
        if (c->n_pairs == LIMIT_CLAIM_PAIRS) return;
        const char *name = str_to_c(r->a, r->head[i]);
        /* a value without a code is known by its label */
        struct str value = code.n ? code : str_trim(r->cells[i + 1]);
        c->pairs[c->n_pairs++] = (struct claim_pair){
            .name = name, .value = str_to_c(r->a, value), .overlaps = overlaps(name)};
    }
}

static enum err_code read_row(struct claims *out, const struct reader *r, struct err *e)
{
    enum err_code rc = OK;
    struct claim c = claim_empty(r->file, r->csv.line), base = c;
    if (r->n == 1 && r->cells[0].n == 0) return OK; /* an empty line */
    if (r->n != r->n_head)
        return err_set_at(e, ERR_INVALID, r->csv.line, 0,
                          "expected %zu cells as in the first row, found %zu",
                          r->n_head, r->n);
    if (str_eq_c(cell(r, STATUS), "no_rows") || !cell(r, TABLE).n) return OK;
    c.figure = str_to_c(r->a, cell(r, TABLE));
    c.publication = r->file;
    c.measure = arena_format(r->a, "%.*s %.*s", STR_ARG(cell(r, TABLE_TITLE)),
                             STR_ARG(cell(r, MEASURE)));
    c.unit = str_to_c(r->a, cell(r, UNIT));
    c.geography = "residence";
    c.is_counted = true;
    c.pairs = arena_new_array(r->a, struct claim_pair, LIMIT_CLAIM_PAIRS);
    if (cell(r, AS_OF).n) TRY(day_parse(&c.as_of, cell(r, AS_OF), e));
    add_pairs(&c, r);
    claim_read_text(&c, r->a, cell(r, VALUE), true);
    if (c.kind == VALUE_BLANK) c.kind = VALUE_WORDS; /* it has a status that says why */
    claim_read_text(&base, r->a, cell(r, BASE), true);
    bool is_target = r->base_kind < r->n && str_eq_c(r->cells[r->base_kind], "target");
    c.has_base = claim_has_number(&base) && !is_target;
    c.base = base.number;
    TRY(claims_add(out, r->a, &c, e));
    if (str_eq_c(cell(r, COMPARISON), "differs"))
        TRY(claims_add_published(out, r->a, &c, cell(r, PUBLISHED), e));
out:
    return rc;
}

enum err_code claims_read_tidy(struct claims *out, struct arena *a, const char *file,
                               struct str text, struct err *e)
{
    enum err_code rc = OK;
    struct reader r = {.file = file, .a = a};
    csv_reader_init(&r.csv, text, csv_separator_of(text));
    for (bool first = true;; first = false) {
        bool end;
        TRY(csv_read_row(&r.csv, a, &r.cells, &r.n, &end, e));
        if (end) break;
        if (!first) {
            rc = read_row(out, &r, e);
            if (rc != OK && e && !e->line) e->line = r.csv.line;
            if (rc != OK) goto out;
            continue;
        }
        r.head = r.cells;
        r.n_head = r.n;
        r.base_kind = csv_column(r.head, r.n, "base_kind");
        for (int f = 0; f < N_FIXED; f++) {
            r.at[f] = csv_column(r.head, r.n, names[f]);
            if (r.at[f] != SIZE_MAX) continue;
            rc = err_set_at(e, ERR_INVALID, r.csv.line, 0,
                            "expected a column %s, found none", names[f]);
            goto out;
        }
    }
out:
    return rc;
}
