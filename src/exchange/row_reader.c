#include "exchange/row_reader.h"

#include "base/limits.h"
#include "base/utf8.h"

enum {
    BLOCK = 1 << 16,
    GROWTH = 3 * BLOCK, /* a byte of Windows-1252 becomes at most three */
    MOST = LIMIT_IMPORT_ROW_BYTES + 2 * GROWTH,
};

struct row_reader {
    struct byte_source source;
    char separator;
    enum text_encoding encoding;
    bool has_begun, had_mark, at_end;
    char *p; /* decoded bytes: from `start` to `end` are still to be read */
    size_t start, end, cap;
    char *block;
    struct str *cells;
    size_t n_cells, cells_cap;
    char *plain; /* cells whose doubled quotes were undone */
    size_t plain_n, plain_cap;
    int64_t next_line;
};

const char *text_encoding_name(enum text_encoding encoding)
{
    static const char *const names[] = {"ASCII", "UTF-8", "Windows-1252"};
    return names[encoding];
}

struct row_reader *row_reader_new(struct byte_source source, char separator)
{
    struct row_reader *r = mem_alloc(sizeof *r);
    r->source = source;
    r->separator = separator;
    r->next_line = 1;
    r->cap = 2 * GROWTH;
    r->p = mem_alloc(r->cap);
    r->block = mem_alloc(BLOCK);
    return r;
}

void row_reader_free(struct row_reader *r)
{
    if (!r) return;
    free(r->p);
    free(r->block);
    free(r->cells);
    free(r->plain);
    free(r);
}

enum text_encoding row_reader_encoding(const struct row_reader *r)
{
    return r->encoding;
}

bool row_reader_had_mark(const struct row_reader *r)
{
    return r->had_mark;
}

/* --- encoding --- */

static bool is_ascii(const char *p, size_t n)
{
    uint64_t high = 0, eight;
    size_t i = 0;
    for (; i + sizeof eight <= n; i += sizeof eight) {
        memcpy(&eight, p + i, sizeof eight);
        high |= eight;
    }
    for (; i < n; i++)
        high |= (uint64_t)(uint8_t)p[i] << 56;
    return !(high & 0x8080808080808080u);
}

/* Text in Windows-1252 hardly ever holds what would be a character of UTF-8; text in
 * UTF-8 with a damaged row holds both, and that row is then refused. A character that
 * the end of the block cuts says nothing. */
static bool looks_like_utf8(struct str s)
{
    size_t n_good = 0, n_bad = 0;
    while (s.n) {
        struct str before = s;
        if ((uint8_t)s.p[0] < 0x80) {
            s = (struct str){s.p + 1, s.n - 1};
            continue;
        }
        if (utf8_next(&s) != UTF8_BAD)
            n_good++;
        else if (before.n > 3)
            n_bad++;
    }
    return n_good >= n_bad;
}

/* 0x80 to 0x9f of Windows-1252; 0: no character. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static void add_decoded(struct row_reader *r, struct str raw)
{
    for (size_t i = 0; i < raw.n; i++) {
        uint8_t c = (uint8_t)raw.p[i];
        uint16_t u = c < 0x80 || c > 0x9f ? c : windows_1252[c - 0x80];
        if (c >= 0x80 && u == 0) {
            r->p[r->end++] = (char)0xff; /* no character: the row will say so */
        } else if (u < 0x80) {
            r->p[r->end++] = (char)u;
        } else if (u < 0x800) {
            r->p[r->end++] = (char)(0xc0 | u >> 6);
            r->p[r->end++] = (char)(0x80 | (u & 0x3f));
        } else {
            r->p[r->end++] = (char)(0xe0 | u >> 12);
            r->p[r->end++] = (char)(0x80 | (u >> 6 & 0x3f));
            r->p[r->end++] = (char)(0x80 | (u & 0x3f));
        }
    }
}

static enum err_code refuse_utf16(struct err *e)
{
    enum err_code rc = err_set_at(e, ERR_SYNTAX, 1, 0,
                                  "expected text in UTF-8, found UTF-16 or zero bytes");
    err_hint(e, "save the file as \"CSV UTF-8 (comma delimited)\"");
    return rc;
}

/* The first bytes say what kind of text it is. */
static enum err_code begin_text(struct row_reader *r, struct str *raw, struct err *e)
{
    r->has_begun = true;
    if (str_starts(*raw, S("\xff\xfe")) || str_starts(*raw, S("\xfe\xff")) ||
        (raw->n && memchr(raw->p, '\0', MIN_OF(raw->n, (size_t)4))))
        return refuse_utf16(e);
    if (!str_starts(*raw, S("\xef\xbb\xbf"))) return OK;
    r->had_mark = true;
    r->encoding = ENCODING_UTF8;
    *raw = (struct str){raw->p + 3, raw->n - 3};
    return OK;
}

/* A block, and at the beginning at least the bytes that a mark can take. */
static enum err_code read_some(struct row_reader *r, size_t *n_out, struct err *e)
{
    size_t n = 0, least = r->has_begun ? 1 : 4;
    while (n < least && !r->at_end) {
        size_t more = 0;
        enum err_code rc =
            r->source.read(r->source.from, &more, r->block + n, BLOCK - n, e);
        if (rc != OK) return rc;
        r->at_end = more == 0;
        n += more;
    }
    *n_out = n;
    return OK;
}

static void make_room(struct row_reader *r)
{
    if (r->start) {
        memmove(r->p, r->p + r->start, r->end - r->start);
        r->end -= r->start;
        r->start = 0;
    }
    if (r->cap - r->end >= GROWTH) return;
    r->cap = MIN_OF(2 * r->cap, (size_t)MOST + GROWTH);
    r->p = mem_grow(r->p, r->cap, 1);
}

static enum err_code fill(struct row_reader *r, struct err *e)
{
    size_t n = 0;
    make_room(r);
    enum err_code rc = read_some(r, &n, e);
    if (rc != OK) return rc;
    struct str raw = {r->block, n};
    if (!r->has_begun) rc = begin_text(r, &raw, e);
    if (rc != OK) return rc;
    if (r->encoding == ENCODING_ASCII && !is_ascii(raw.p, raw.n))
        r->encoding = looks_like_utf8(raw) ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
    if (r->encoding == ENCODING_WINDOWS_1252) {
        add_decoded(r, raw);
    } else {
        if (raw.n) memcpy(r->p + r->end, raw.p, raw.n);
        r->end += raw.n;
    }
    return OK;
}

/* --- rows --- */

/* One look at a row; `complete` false: the bytes at hand end before the row does. */
struct cut {
    const char *p, *end;
    bool complete, in_quotes;
    int64_t lines; /* line ends passed */
    const char *quote, *fault_at;
    int64_t quote_line; /* line ends before the quote that is open */
    const char *fault;
};

static void add_cell(struct row_reader *r, struct str cell)
{
    mem_push_room(r->cells, r->n_cells, r->cells_cap);
    r->cells[r->n_cells++] = cell;
}

/* Doubled quotes become one. The memory is as large as all that is at hand, so that it
 * does not move while a row is cut. */
static struct str undouble(struct row_reader *r, struct str cell)
{
    if (r->plain_cap < r->cap) {
        r->plain_cap = r->cap;
        free(r->plain);
        r->plain = mem_alloc(r->plain_cap);
    }
    char *to = r->plain + r->plain_n;
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        to[n++] = cell.p[i];
        i += cell.p[i] == '"';
    }
    r->plain_n += n;
    return (struct str){to, n};
}

static void set_fault(struct cut *c, const char *fault)
{
    c->fault = fault;
    c->fault_at = c->p;
}

static void cut_quoted(struct row_reader *r, struct cut *c)
{
    size_t doubled = 0;
    c->quote = c->p;
    c->quote_line = c->lines;
    c->in_quotes = true;
    const char *from = ++c->p;
    for (; c->p < c->end; c->p++) {
        if (*c->p == '\n') c->lines++;
        if (*c->p != '"') continue;
        if (c->p + 1 == c->end && !r->at_end) return;
        if (c->p + 1 == c->end || c->p[1] != '"') break;
        doubled++;
        c->p++;
    }
    if (c->p >= c->end) return;
    struct str cell = {from, (size_t)(c->p - from)};
    add_cell(r, doubled ? undouble(r, cell) : cell);
    c->in_quotes = false;
    c->p++;
}

static void cut_plain(struct row_reader *r, struct cut *c)
{
    const char *from = c->p;
    for (; c->p < c->end; c->p++) {
        char at = *c->p;
        if (at == r->separator || at == '\n' || at == '\r') break;
        if (at != '"') continue;
        set_fault(c, "expected a cell without quotes, or one that begins with a quote");
        return;
    }
    add_cell(r, (struct str){from, (size_t)(c->p - from)});
}

/* After a cell. True: the row goes on. */
static bool cut_cell_end(struct row_reader *r, struct cut *c)
{
    if (c->p == c->end) {
        c->complete = r->at_end;
        return false;
    }
    if (*c->p == r->separator) {
        c->p++;
        return true;
    }
    if (*c->p == '\r') {
        if (c->p + 1 == c->end && !r->at_end) return false;
        if (c->p + 1 < c->end && c->p[1] == '\n') c->p++;
    }
    if (*c->p == '\n') {
        c->complete = true;
        return false;
    }
    set_fault(c, *c->p == '\r'
                     ? "expected a line feed after a carriage return"
                     : "expected a separator or the end of the row after a quote");
    return false;
}

/* Goes to the end of the line on which the fault is. */
static void skip_line(struct row_reader *r, struct cut *c)
{
    const char *lf = memchr(c->p, '\n', (size_t)(c->end - c->p));
    c->complete = lf || r->at_end;
    c->p = lf ? lf : c->end;
}

static void cut_row(struct row_reader *r, struct cut *c)
{
    r->n_cells = r->plain_n = 0;
    for (bool more = true; more;) {
        if (r->n_cells == LIMIT_CSV_CELLS) {
            set_fault(c, "expected at most 4096 cells");
            break;
        }
        if (c->p < c->end && *c->p == '"')
            cut_quoted(r, c);
        else
            cut_plain(r, c);
        if (c->in_quotes) return; /* open at the end of what is at hand */
        if (c->fault) break;
        more = cut_cell_end(r, c);
    }
    if (c->fault) skip_line(r, c);
}

static enum err_code refuse_row(const struct row_reader *r, const struct cut *c,
                                enum err_code code, struct err *e)
{
    int line = (int)MIN_OF(r->next_line + (c->in_quotes ? c->quote_line : 0),
                           (int64_t)INT32_MAX);
    if (code == ERR_TOO_LARGE)
        err_set_at(e, code, line, 0, "a row of more than %d bytes",
                   LIMIT_IMPORT_ROW_BYTES);
    else
        err_set_at(e, code, line, 0,
                   "expected a quote that closes the cell opened here");
    if (c->in_quotes)
        err_hint(e, "a quote opens a cell on this line and does not close: close it, "
                    "or write \"\" for a quote inside a cell");
    return code;
}

static void check_characters(struct raw_row *row)
{
    struct str s = row->text;
    const char *zero = s.n ? memchr(s.p, '\0', s.n) : NULL;
    if (!zero && is_ascii(s.p, s.n)) return;
    size_t bad = utf8_bad_at(s);
    if (bad == s.n && !zero) return;
    bool zero_first = zero && (size_t)(zero - s.p) < bad;
    if (row->fault) return;
    row->fault = zero_first ? "expected text, found a zero byte"
                            : "expected characters of one encoding";
    row->fault_at = (zero_first ? (size_t)(zero - s.p) : bad) + 1;
}

static struct str without_line_end(const char *from, const char *to)
{
    if (to > from && to[-1] == '\r') to--;
    return (struct str){from, (size_t)(to - from)};
}

enum err_code row_reader_next(struct raw_row *out, bool *end_out, struct row_reader *r,
                              struct err *e)
{
    struct cut c;
    enum err_code rc;
    for (;;) {
        c = (struct cut){.p = r->p + r->start, .end = r->p + r->end};
        *end_out = r->at_end && r->start == r->end;
        if (*end_out) return OK;
        if (r->end > r->start) cut_row(r, &c);
        if (c.complete) break;
        if (r->end - r->start > LIMIT_IMPORT_ROW_BYTES)
            return refuse_row(r, &c, ERR_TOO_LARGE, e);
        if (r->at_end) return refuse_row(r, &c, ERR_SYNTAX, e);
        rc = fill(r, e);
        if (rc != OK) return rc;
    }
    const char *from = r->p + r->start;
    *out = (struct raw_row){.line = r->next_line,
                            .text = without_line_end(from, c.p),
                            .cells = r->cells,
                            .n_cells = r->n_cells,
                            .fault = c.fault,
                            .fault_at = c.fault ? (size_t)(c.fault_at - from) + 1 : 0};
    if (out->text.n > LIMIT_IMPORT_ROW_BYTES)
        return refuse_row(r, &c, ERR_TOO_LARGE, e);
    check_characters(out);
    r->start = (size_t)(c.p - r->p) + (c.p < c.end);
    r->next_line += c.lines + 1;
    return OK;
}

void row_reader_cut_again(struct raw_row *row, struct row_reader *r, char separator)
{
    bool at_end = r->at_end;
    struct cut c = {.p = row->text.p, .end = row->text.p + row->text.n};
    r->separator = separator;
    r->at_end = true;
    cut_row(r, &c);
    r->at_end = at_end;
    row->cells = r->cells;
    row->n_cells = r->n_cells;
    row->fault = c.fault;
    row->fault_at = c.fault ? (size_t)(c.fault_at - row->text.p) + 1 : 0;
}
