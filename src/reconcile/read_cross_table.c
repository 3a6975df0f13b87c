/* Cross tables as printed: a column of labels, columns of numbers, totals by their
 * words. Labels that are all of one code list make its dimension; others are "row" and
 * "column". */
#include "base/csv.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "measure/dimension.h"
#include "reconcile/claims_read.h"

static const char *const total_words[] = {
    "eindtotaal",  "totaal",        "algemeen totaal", "total",
    "grand total", "total général", "total general",   "totaux",
    "som",         "sum",           "totals",          "totalen"};

static bool is_total(struct str label)
{
    label = str_trim(label);
    for (size_t i = 0; i < ARRAY_LEN(total_words); i++)
        if (code_word_eq(total_words[i], label)) return true;
    return false;
}

/* One letter for a sex, as in "M" and "V". */
static const char *sex_letter(struct str label)
{
    static const struct {
        const char *letter, *code;
    } letters[] = {{"M", "m"}, {"V", "f"}, {"F", "f"}, {"X", "x"}, {"H", "m"}};
    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        if (str_eq_nocase(label, str_of(letters[i].letter))) return letters[i].code;
    return NULL;
}

static const char *code_of(const struct dimension *d, struct str label)
{
    const struct code_list *list = dimension_list(d);
    if (d->id == DIM_SEX && sex_letter(label)) return sex_letter(label);
    int code = code_match(list, label);
    return code < 0 ? NULL : list->codes[code].code;
}

/* The dimension that knows all labels but totals; NULL when there is none. */
static const struct dimension *dimension_of(const struct str *labels, size_t n)
{
    static const enum dimension_id tried[] = {
        DIM_SEX,    DIM_PROVINCE, DIM_AGE_CLASS, DIM_EDUCATION_LEVEL, DIM_OUTCOME,
        DIM_STATUS, DIM_SEGMENT,  DIM_REGION,    DIM_CHANNEL,         DIM_EXIT};
    for (size_t t = 0; t < ARRAY_LEN(tried); t++) {
        const struct dimension *d = dimension_at(tried[t]);
        size_t known = 0, all = 0;
        for (size_t i = 0; i < n; i++) {
            if (is_total(labels[i])) continue;
            all++;
            known += code_of(d, str_trim(labels[i])) != NULL;
        }
        if (all && known == all) return d;
    }
    return NULL;
}

static void add_pair(struct claim *c, struct arena *a, const struct dimension *d,
                     const char *other, struct str label)
{
    if (is_total(label)) return;
    const struct code_list *list = d ? dimension_list(d) : NULL;
    c->pairs[c->n_pairs++] = (struct claim_pair){
        .name = d ? d->name : other,
        .value = d ? code_of(d, str_trim(label)) : str_to_c(a, str_trim(label)),
        .overlaps = list && !list->exclusive};
}

struct row {
    struct str *cells;
    size_t n;
    int line;
};

struct block { /* one table */
    struct row *rows;
    size_t n, cap;
};

static enum err_code read_cell(struct claims *out, struct arena *a, const char *file,
                               const char *figure, const struct block *b, size_t row,
                               size_t column, const struct dimension *const *dims,
                               struct err *e)
{
    const struct row *r = &b->rows[row], *head = &b->rows[0];
    struct claim c = claim_empty(file, r->line);
    struct str label = str_trim(head->cells[column]);
    bool is_share = str_contains(label, S("%"));
    c.figure = figure;
    c.publication = file;
    c.measure = "count";
    c.unit = is_share ? "percent" : "persons";
    c.pairs = arena_new_array(a, struct claim_pair, 2);
    add_pair(&c, a, dims[0], "row", r->cells[0]);
    add_pair(&c, a, dims[1], "column", head->cells[column]);
    if (dims[0] && dims[0] == dims[1] && c.n_pairs == 2) c.n_pairs = 1;
    c.where =
        arena_format(a, "%.*s / %.*s", STR_ARG(str_trim(r->cells[0])), STR_ARG(label));
    claim_read_text(&c, a, csv_plain(r->cells[column]), false);
    return claims_add(out, a, &c, e);
}

static enum err_code read_block(struct claims *out, struct arena *a, const char *file,
                                const char *figure, const struct block *b,
                                struct err *e)
{
    enum err_code rc = OK;
    const struct row *head = &b->rows[0];
    struct str *labels = arena_new_array(a, struct str, b->n);
    const struct dimension *dims[2];
    if (b->n < 2 || head->n < 2) {
        err_set_at(
            e, ERR_INVALID, head->line, 0,
            "expected a cross table with a head and rows of a label and numbers, "
            "found %zu rows and %zu columns",
            b->n, head->n);
        err_hint(e, "for example: Rijlabels;M;V;Eindtotaal");
        return ERR_INVALID;
    }
    for (size_t r = 1; r < b->n; r++) {
        labels[r - 1] = b->rows[r].cells[0];
        if (b->rows[r].n == head->n) continue;
        err_set_at(e, ERR_INVALID, b->rows[r].line, 0,
                   "expected %zu cells as in the head, found %zu", head->n,
                   b->rows[r].n);
        return ERR_INVALID;
    }
    dims[0] = dimension_of(labels, b->n - 1);
    dims[1] = dimension_of(head->cells + 1, head->n - 1);
    for (size_t r = 1; r < b->n; r++)
        for (size_t c = 1; c < head->n; c++)
            TRY(read_cell(out, a, file, figure, b, r, c, dims, e));
out:
    return rc;
}

static bool is_empty(const struct str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_trim(cells[i]).n) return false;
    return true;
}

enum err_code claims_read_cross(struct claims *out, struct arena *a, const char *file,
                                struct str text, struct err *e)
{
    enum err_code rc = OK;
    struct csv_reader csv;
    struct block block = {0};
    bool end = false;
    size_t n_tables = 0;
    csv_reader_init(&csv, text, csv_separator_of(text));
    while (!end) {
        struct row row = {0};
        TRY(csv_read_row(&csv, a, &row.cells, &row.n, &end, e));
        row.line = csv.line;
        if (!end && !is_empty(row.cells, row.n)) {
            mem_push_room(block.rows, block.n, block.cap);
            block.rows[block.n++] = row;
            continue;
        }
        if (block.n == 0) continue;
        const char *figure = arena_format(a, "t%zu", ++n_tables);
        TRY(read_block(out, a, file, figure, &block, e));
        block.n = 0;
    }
    if (n_tables == 0)
        rc = err_set(e, ERR_INVALID, "expected a cross table, found an empty file");
out:
    free(block.rows);
    return rc;
}
