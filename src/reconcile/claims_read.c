#include "reconcile/claims_read.h"

#include "base/csv.h"

static struct str first_line(struct str text)
{
    if (str_starts(text, S("\xef\xbb\xbf")))
        text = (struct str){text.p + 3, text.n - 3};
    const char *end = text.n ? memchr(text.p, '\n', text.n) : NULL;
    if (end) text.n = (size_t)(end - text.p);
    if (text.n && text.p[text.n - 1] == '\r') text.n--;
    return text;
}

char csv_separator_of(struct str text)
{
    struct str line = first_line(text);
    size_t commas = 0, semicolons = 0;
    for (size_t i = 0; i < line.n; i++) {
        commas += line.p[i] == ',';
        semicolons += line.p[i] == ';';
    }
    return semicolons > commas ? ';' : ',';
}

size_t csv_column(const struct str *cells, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(str_trim(cells[i]), name)) return i;
    return SIZE_MAX;
}

/* The first row of a CSV has all these columns. */
static bool has_columns(struct str text, const char *const *names, size_t n_names)
{
    struct arena a = {0};
    struct csv_reader r;
    struct str *cells, line = first_line(text);
    size_t n, found = 0;
    bool end;
    csv_reader_init(&r, line, csv_separator_of(text));
    if (csv_read_row(&r, &a, &cells, &n, &end, NULL) == OK && !end)
        for (size_t i = 0; i < n_names; i++)
            found += csv_column(cells, n, names[i]) != SIZE_MAX;
    arena_dispose(&a);
    return found == n_names;
}

enum claims_kind claims_kind_of(struct str text, const char *file)
{
    static const char *const figures[] = {"publication", "cell", "measure"};
    static const char *const tidy[] = {"part", "table", "status", "value"};
    struct str line = first_line(text), start = str_trim(text);
    if (str_ends(str_of(file), S(".vraag"))) return CLAIMS_QUESTION;
    if (start.n && start.p[0] == '{') return CLAIMS_JSON;
    if (has_columns(text, figures, ARRAY_LEN(figures))) return CLAIMS_FIGURES;
    if (has_columns(text, tidy, ARRAY_LEN(tidy))) return CLAIMS_TIDY;
    bool is_word = str_starts(line, S("#")) || str_starts(line, S("question")) ||
                   str_starts(line, S("count ")) || str_starts(line, S("sum "));
    bool has_cells = str_contains(line, S(";")) || str_contains(line, S(","));
    return !is_word && (has_cells || str_ends(str_of(file), S(".csv")))
               ? CLAIMS_CROSS_TABLE
               : CLAIMS_QUESTION;
}

struct claim claim_empty(const char *file, int line)
{
    return (struct claim){.file = file,
                          .line = line,
                          .where = "",
                          .figure = "",
                          .publication = "",
                          .measure = "",
                          .unit = "",
                          .cell = "",
                          .text = "",
                          .as_of = DAY_NONE,
                          .period = "",
                          .period_from = DAY_NONE,
                          .period_to = DAY_NONE,
                          .denominator = "",
                          .geography = "",
                          .policy = "",
                          .note = ""};
}

enum err_code claims_add_published(struct claims *out, struct arena *a,
                                   const struct claim *ours, struct str published,
                                   struct err *e)
{
    struct claim c = *ours;
    c.role = ROLE_STATEMENT;
    c.note = "published";
    claim_read_text(&c, a, published, true);
    return claims_add(out, a, &c, e);
}

enum err_code claims_read(struct claims *out, struct arena *a, const char *file,
                          struct str text, struct err *e)
{
    enum err_code rc = OK;
    switch (claims_kind_of(text, file)) {
    case CLAIMS_FIGURES:
        rc = claims_read_figures(out, a, file, text, e);
        break;
    case CLAIMS_CROSS_TABLE:
        rc = claims_read_cross(out, a, file, text, e);
        break;
    case CLAIMS_TIDY:
        rc = claims_read_tidy(out, a, file, text, e);
        break;
    case CLAIMS_JSON:
        rc = claims_read_json(out, a, file, text, e);
        break;
    case CLAIMS_QUESTION:
        rc = err_set(e, ERR_INVALID, "expected figures, found a question");
        break;
    }
    if (rc != OK && e && !e->detail[0]) err_detail(e, "in %.200s", file);
    return rc;
}
