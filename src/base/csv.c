#include "base/csv.h"

#include <math.h>

#include "base/limits.h"
#include "base/utf8.h"

#define BYTE_ORDER_MARK S("\xef\xbb\xbf")

void csv_init(struct csv_writer *w, struct buf *out, char separator)
{
    *w = (struct csv_writer){.out = out, .separator = separator};
}

/* "12", "-3", "+3.25", "-3,25": digits with at most one point or comma between them. */
static bool is_plain_number(struct str s)
{
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = (struct str){s.p + 1, s.n - 1};
    bool point = false;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        bool mark = (s.p[i] == '.' || s.p[i] == ',') && !point && i > 0 && i + 1 < s.n;
        if (!digit && !mark) return false;
        point |= mark;
    }
    return s.n > 0;
}

/* A spreadsheet takes these as the start of a formula, or drops them and then looks at
 * what follows; the full-width forms of = + - @ count in some of its languages. The
 * first byte settles nearly every cell. */
static bool starts_a_formula(struct str s)
{
    if (!s.n) return false;
    switch (s.p[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
        return true;
    case '\xef':
        return str_starts(s, S("\uff1d")) || str_starts(s, S("\uff0b")) ||
               str_starts(s, S("\uff0d")) || str_starts(s, S("\uff20"));
    default:
        return false;
    }
}

static struct str after_apostrophes(struct str s)
{
    while (s.n && s.p[0] == '\'')
        s = (struct str){s.p + 1, s.n - 1};
    return s;
}

/* Texts that begin with apostrophes before such a sign get one more, so that csv_plain
 * can tell them from defused ones. */
static bool needs_apostrophe(struct str s)
{
    return starts_a_formula(after_apostrophes(s)) && !is_plain_number(s);
}

struct str csv_plain(struct str cell)
{
    struct str after = after_apostrophes(cell);
    if (after.n == cell.n || !starts_a_formula(after)) return cell;
    return (struct str){cell.p + 1, cell.n - 1};
}

static bool has_mark(struct str s, char separator)
{
    enum { SHORT = 64 }; /* bytes; up to here one pass beats four calls */
    if (s.n > SHORT)
        return memchr(s.p, separator, s.n) || memchr(s.p, '"', s.n) ||
               memchr(s.p, '\r', s.n) || memchr(s.p, '\n', s.n);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == separator || c == '"' || c == '\r' || c == '\n') return true;
    }
    return false;
}

static bool needs_quotes(struct str s, char separator)
{
    if (!s.n) return false;
    return s.p[0] == ' ' || s.p[s.n - 1] == ' ' || has_mark(s, separator) ||
           (s.p[0] == '\xef' && str_starts(s, BYTE_ORDER_MARK));
}

static void begin_cell(struct csv_writer *w)
{
    if (w->in_row) buf_add_char(w->out, w->separator);
    w->in_row = true;
}

void csv_cell(struct csv_writer *w, struct str text)
{
    begin_cell(w);
    bool defuse = needs_apostrophe(text), quote = needs_quotes(text, w->separator);
    if (quote) buf_add_char(w->out, '"');
    if (defuse) buf_add_char(w->out, '\'');
    struct str rest = text, piece;
    while (quote && rest.n && memchr(rest.p, '"', rest.n)) {
        str_split(&piece, &rest, '"');
        buf_add(w->out, piece);
        buf_add(w->out, S("\"\""));
    }
    buf_add(w->out, rest);
    if (quote) buf_add_char(w->out, '"');
}

void csv_cell_c(struct csv_writer *w, const char *text)
{
    csv_cell(w, str_of(text));
}

void csv_cell_int(struct csv_writer *w, int64_t value)
{
    begin_cell(w);
    buf_format(w->out, "%lld", (long long)value);
}

void csv_cell_decimal(struct csv_writer *w, double value, int decimals)
{
    require(isfinite(value) && decimals >= 0 && decimals <= 15);
    begin_cell(w);
    char text[352];
    int n = snprintf(text, sizeof text, "%.*f", decimals, value);
    require(n > 0 && (size_t)n < sizeof text);
    /* what rounds to zero has no sign */
    bool zero = strspn(text, "-0.") == (size_t)n;
    buf_add_c(w->out, zero && text[0] == '-' ? text + 1 : text);
}

void csv_end_row(struct csv_writer *w)
{
    buf_add(w->out, S("\r\n"));
    w->in_row = false;
}

void csv_reader_init(struct csv_reader *r, struct str text, char separator)
{
    if (str_starts(text, BYTE_ORDER_MARK)) text = (struct str){text.p + 3, text.n - 3};
    *r = (struct csv_reader){.rest = text, .separator = separator, .next_line = 1};
}

/* Where a reader stands within a row. */
struct place {
    const char *p, *end, *line_start;
    int line;
};

static enum err_code wrong_at(struct err *e, const struct place *at,
                              const char *message)
{
    size_t column = 1;
    struct str before = {at->line_start, (size_t)(at->p - at->line_start)};
    while (before.n) {
        utf8_next(&before);
        column++;
    }
    return err_set_at(e, ERR_SYNTAX, at->line, (int)MIN_OF(column, (size_t)INT32_MAX),
                      "%s", message);
}

/* From the quote that opens a cell to just after the one that closes it. */
static enum err_code read_quoted(struct str *cell, struct place *at, struct arena *a,
                                 struct err *e)
{
    struct place start = *at;
    const char *from = ++at->p;
    size_t doubled = 0;
    for (; at->p < at->end; at->p++) {
        if (*at->p == '\n') {
            at->line++;
            at->line_start = at->p + 1;
        }
        if (*at->p != '"') continue;
        if (at->p + 1 == at->end || at->p[1] != '"') break;
        doubled++;
        at->p++;
    }
    if (at->p == at->end)
        return wrong_at(e, &start, "expected a quote that closes the cell opened here");
    *cell = (struct str){from, (size_t)(at->p - from)};
    at->p++;
    if (!doubled) return OK;
    char *p = arena_alloc(a, cell->n - doubled + 1);
    size_t n = 0;
    for (size_t i = 0; i < cell->n; i++) {
        p[n++] = cell->p[i];
        i += cell->p[i] == '"';
    }
    *cell = (struct str){p, n};
    return OK;
}

static enum err_code read_unquoted(struct str *cell, struct place *at, char separator,
                                   struct err *e)
{
    const char *from = at->p;
    while (at->p < at->end && *at->p != separator && *at->p != '\n' && *at->p != '\r') {
        if (*at->p == '"')
            return wrong_at(e, at,
                            "expected a cell without quotes, or one that begins "
                            "with a quote");
        at->p++;
    }
    *cell = (struct str){from, (size_t)(at->p - from)};
    return OK;
}

/* After a cell: a separator (the row goes on), a row end, or the end of the text. */
static enum err_code read_cell_end(bool *more, struct place *at, char separator,
                                   struct err *e)
{
    *more = false;
    if (at->p == at->end) return OK;
    if (*at->p == separator) {
        at->p++;
        *more = true;
        return OK;
    }
    if (*at->p == '\r' && at->p + 1 < at->end && at->p[1] == '\n') at->p++;
    if (*at->p == '\n') {
        at->p++;
        at->line++;
        return OK;
    }
    return wrong_at(e, at,
                    *at->p == '\r'
                        ? "expected a line feed after a carriage return"
                        : "expected a separator or the end of the row after a quote");
}

static enum err_code check_characters(struct str row, struct place at, struct err *e)
{
    size_t bad = utf8_bad_at(row);
    const char *zero = row.n ? memchr(row.p, '\0', row.n) : NULL;
    if (bad == row.n && !zero) return OK;
    const char *wrong = zero && (size_t)(zero - row.p) < bad ? zero : row.p + bad;
    for (at.p = row.p; at.p < wrong; at.p++)
        if (*at.p == '\n') {
            at.line++;
            at.line_start = at.p + 1;
        }
    enum err_code rc = wrong_at(e, &at,
                                wrong == zero ? "expected text, found a zero byte"
                                              : "expected text in UTF-8");
    err_hint(e, "save the file as CSV UTF-8");
    return rc;
}

enum err_code csv_read_row(struct csv_reader *r, struct arena *a,
                           struct str **cells_out, size_t *n_out, bool *end_out,
                           struct err *e)
{
    *cells_out = NULL;
    *n_out = 0;
    *end_out = r->rest.n == 0;
    if (*end_out) return OK;
    struct place at = {r->rest.p, r->rest.p + r->rest.n, r->rest.p, r->next_line};
    struct place start = at;
    r->line = r->next_line;
    enum err_code rc = OK;
    struct str *cells = NULL;
    size_t n = 0, cap = 0;
    for (bool more = true; more;) {
        if (n == LIMIT_CSV_CELLS) {
            rc = err_set_at(e, ERR_TOO_LARGE, r->line, 0, "row has more than %d cells",
                            LIMIT_CSV_CELLS);
            goto out;
        }
        mem_push_room(cells, n, cap);
        bool quoted = at.p < at.end && *at.p == '"';
        TRY(quoted ? read_quoted(&cells[n], &at, a, e)
                   : read_unquoted(&cells[n], &at, r->separator, e));
        n++;
        TRY(read_cell_end(&more, &at, r->separator, e));
    }
    TRY(check_characters((struct str){start.p, (size_t)(at.p - start.p)}, start, e));
    *cells_out = arena_new_array(a, struct str, n);
    memcpy(*cells_out, cells, n * sizeof *cells);
    *n_out = n;
    r->rest = (struct str){at.p, (size_t)(at.end - at.p)};
    r->next_line = at.line;
out:
    free(cells);
    return rc;
}
