/* Published figures, one a row. */
#include "base/csv.h"
#include "base/parse.h"
#include "measure/dimension.h"
#include "reconcile/claims_read.h"

enum column {
    FIGURE,
    PUBLICATION,
    CELL,
    MEASURE,
    UNIT,
    TEXT,
    NUMBER,
    AS_OF,
    ROLE,
    DENOMINATOR,
    BASE,
    PERIOD,
    EXCLUSIVE,
    GEOGRAPHY,
    POLICY,
    NOTE,
    N_COLUMNS,
    N_REQUIRED = AS_OF,
};
static const char *const names[N_COLUMNS] = {
    "figure",    "publication", "cell",   "measure",     "unit", "text",
    "number",    "as_of",       "role",   "denominator", "base", "period",
    "exclusive", "geography",   "policy", "note"};

struct reader {
    const char *file;
    struct arena *a;
    struct csv_reader csv;
    size_t at[N_COLUMNS]; /* SIZE_MAX: not in this file */
    struct str *cells;
    size_t n;
};

static struct str cell(const struct reader *r, enum column c)
{
    return r->at[c] < r->n ? csv_plain(str_trim(r->cells[r->at[c]])) : STR_NONE;
}

static const char *text(const struct reader *r, enum column c)
{
    return str_to_c(r->a, cell(r, c));
}

static enum err_code read_header(struct reader *r, struct err *e)
{
    for (int c = 0; c < N_COLUMNS; c++)
        r->at[c] = csv_column(r->cells, r->n, names[c]);
    for (int c = 0; c < N_REQUIRED; c++)
        if (r->at[c] == SIZE_MAX)
            return err_set_at(e, ERR_INVALID, r->csv.line, 0,
                              "expected a column %s, found none", names[c]);
    for (size_t i = 0; i < r->n; i++) {
        const char *nearest = NULL;
        int distance = NAME_FAR;
        bool known = false;
        for (int c = 0; c < N_COLUMNS; c++) {
            known |= r->at[c] == i;
            name_nearer(&nearest, &distance, r->cells[i], names[c]);
        }
        if (known) continue;
        err_set_at(e, ERR_INVALID, r->csv.line, 0, "there is no column \"%.*s\"",
                   (int)MIN_OF(r->cells[i].n, (size_t)60), r->cells[i].p);
        if (nearest) err_hint(e, "did you mean %s?", nearest);
        return ERR_INVALID;
    }
    return OK;
}

static enum err_code read_role(struct claim *out, const struct reader *r, struct err *e)
{
    static const struct str said = {" according to the questioner", 28};
    struct str role = cell(r, ROLE), measure = str_of(out->measure);
    out->role = ROLE_FIGURE;
    if (role.n == 0 && str_ends(measure, said)) {
        out->role = ROLE_STATEMENT;
        measure.n -= said.n;
        out->measure = str_to_c(r->a, measure);
    } else if (role.n == 0 &&
               (str_starts(measure, S("target")) || str_ends(measure, S(" target"))) &&
               !str_starts(measure, S("rate "))) {
        out->role = ROLE_TARGET;
    }
    for (int i = 0; i < N_CLAIM_ROLES && role.n; i++)
        if (str_eq_c(role, claim_role_word((enum claim_role)i))) {
            out->role = (enum claim_role)i;
            return OK;
        }
    if (role.n == 0) return OK;
    return err_set(e, ERR_INVALID,
                   "expected the role figure, statement, target, annex or asked, found "
                   "\"%.*s\"",
                   (int)MIN_OF(role.n, (size_t)40), role.p);
}

static enum err_code read_exclusive(struct claim *out, const struct reader *r,
                                    struct err *e)
{
    struct str word = cell(r, EXCLUSIVE);
    if (word.n == 0) return OK;
    out->exclusive = str_eq_c(word, "yes") ? CLAIM_YES : CLAIM_NO;
    if (str_eq_c(word, "yes") || str_eq_c(word, "no")) return OK;
    return err_set(e, ERR_INVALID, "expected exclusive yes or no, found \"%.*s\"",
                   (int)MIN_OF(word.n, (size_t)40), word.p);
}

/* The number column wins over what is read from the text; the text says how exact. */
static enum err_code read_number(struct claim *out, const struct reader *r,
                                 struct err *e)
{
    enum err_code rc = OK;
    struct str number = cell(r, NUMBER);
    claim_read_text(out, r->a, cell(r, TEXT), number.n != 0);
    if (number.n) {
        TRY(parse_decimal(&out->number, number, "number", e));
        if (out->kind == VALUE_BLANK || out->kind == VALUE_WORDS)
            out->kind = VALUE_NUMBER;
    }
    if (cell(r, BASE).n) {
        TRY(parse_decimal(&out->base, cell(r, BASE), "base", e));
        out->has_base = true;
    }
out:
    return rc;
}

static enum err_code read_row(struct claims *out, const struct reader *r, struct err *e)
{
    enum err_code rc = OK;
    struct claim c = claim_empty(r->file, r->csv.line);
    c.figure = text(r, FIGURE);
    c.publication = text(r, PUBLICATION);
    c.measure = text(r, MEASURE);
    c.unit = text(r, UNIT);
    c.denominator = text(r, DENOMINATOR);
    c.geography = text(r, GEOGRAPHY);
    c.policy = text(r, POLICY);
    c.note = text(r, NOTE);
    if (!c.measure[0]) {
        rc = err_set(e, ERR_INVALID, "expected a measure, found an empty cell");
        goto out;
    }
    TRY(claim_read_cell(&c, r->a, cell(r, CELL), e));
    TRY(read_number(&c, r, e));
    if (cell(r, AS_OF).n) TRY(day_parse(&c.as_of, cell(r, AS_OF), e));
    TRY(claim_read_period(&c, r->a, cell(r, PERIOD), e));
    TRY(read_role(&c, r, e));
    TRY(read_exclusive(&c, r, e));
    TRY(claims_add(out, r->a, &c, e));
out:
    return rc;
}

enum err_code claims_read_figures(struct claims *out, struct arena *a, const char *file,
                                  struct str bytes, struct err *e)
{
    enum err_code rc = OK;
    struct reader r = {.file = file, .a = a};
    csv_reader_init(&r.csv, bytes, csv_separator_of(bytes));
    for (bool first = true;; first = false) {
        bool end;
        TRY(csv_read_row(&r.csv, a, &r.cells, &r.n, &end, e));
        if (end) break;
        if (first) {
            TRY(read_header(&r, e));
            continue;
        }
        if (r.n == 1 && str_trim(r.cells[0]).n == 0) continue;
        rc = read_row(out, &r, e);
        if (rc != OK) {
            if (e) e->line = r.csv.line;
            goto out;
        }
    }
out:
    return rc;
}
