/* Files of other tools: clkhash's JSON, {"clks":["base64",...]}, read as a stream
 * because it may hold millions; and raw rows. Nothing in them says how they were made.
 */
#include <errno.h>

#include "base/arena.h"
#include "encode/clk_file_int.h"
#include "encode/clk_text.h"

enum { TEXT_MAX = (CLK_BITS_MAX / 8 + 2) / 3 * 4 };

bool clk_file_is(enum clk_file_kind *out, const char *path)
{
    char start[256];
    FILE *in = fopen(path, "rbe");
    if (!in) return false;
    size_t n = fread(start, 1, sizeof start, in);
    fclose(in);
    struct str s = str_trim((struct str){start, n}), p = str_of(path);
    if (str_starts(s, S("{")) && str_contains(s, S("\"vindplaats-clk\""))) {
        *out = CLK_FILE_OURS;
        return true;
    }
    if (str_starts(s, S("{")) && str_contains(s, S("\"clks\""))) {
        *out = CLK_FILE_CLKHASH;
        return true;
    }
    if (str_ends(p, S(".bin"))) {
        *out = CLK_FILE_RAW;
        return true;
    }
    return false;
}

/* Known by their number. */
static void tokens_number(struct clk_file *f)
{
    for (size_t i = 0; i < f->set.n; i++)
        for (size_t b = 0; b < 8; b++)
            f->token[i].b[CLK_TOKEN_BYTES - 1 - b] = (uint8_t)((uint64_t)i >> 8 * b);
}

static enum err_code raw_read(struct clk_file *out, FILE *in, uint32_t bits,
                              uint64_t size, struct err *e)
{
    uint8_t row[CLK_BITS_MAX / 8];
    enum err_code rc;
    if (bits < 64 || bits > CLK_BITS_MAX || bits % 8)
        return err_set(e, ERR_INVALID,
                       "expected encodings of 64 to %d bits, a multiple of 8, found %u",
                       CLK_BITS_MAX, bits);
    if (size % (bits / 8)) {
        rc = err_set(e, ERR_INVALID, "%llu bytes are no whole number of rows of %u",
                     (unsigned long long)size, bits / 8);
        err_hint(e, "say how many bits an encoding has with --bits, or ask the sender "
                    "for the file again");
        return rc;
    }
    TRY(clk_room_check(size / (bits / 8), bits, e));
    clk_file_init(out, (size_t)(size / (bits / 8)), bits, 0);
    for (size_t i = 0; i < out->set.n; i++) {
        if (fread(row, 1, bits / 8, in) != bits / 8) {
            rc = err_set(e, ERR_IO, "row %zu: cannot be read", i);
            goto out;
        }
        clk_set_put(&out->set, i, row);
    }
out:
    return rc;
}

/* --- JSON --- */

struct rows { /* as they come */
    uint8_t *p;
    size_t n, cap;
    uint32_t bits;
};

static int next_sign(FILE *in)
{
    int c;
    do
        c = getc(in);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    return c;
}

static enum err_code json_wrong(const struct rows *r, const char *expected,
                                struct err *e)
{
    enum err_code rc =
        err_set(e, ERR_SYNTAX, "expected %s after %zu encodings", expected, r->n);
    err_hint(e, "clkhash writes {\"clks\":[\"base64\", ...]} and nothing else; ask the "
                "sender for the file again");
    return rc;
}

static enum err_code row_add(struct rows *r, struct str text, struct err *e)
{
    if (r->n == 0) {
        size_t bytes = base64_bytes(text);
        if (bytes < 8 || bytes > CLK_BITS_MAX / 8)
            return json_wrong(r, "base64 of 64 to 8192 bits", e);
        r->bits = (uint32_t)bytes * 8;
    }
    enum err_code rc = clk_room_check(r->n + 1, r->bits, e);
    if (rc != OK) return rc;
    size_t bytes = r->bits / 8;
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 1024;
        r->p = mem_grow(r->p, r->cap, bytes);
    }
    if (!base64_read(r->p + r->n * bytes, bytes, text))
        return json_wrong(r, "base64 of the length of the first one", e);
    r->n++;
    return OK;
}

/* A text of JSON without escapes, behind its first quote; the slash may be escaped. */
static enum err_code text_read(char out[TEXT_MAX], size_t *n_out, FILE *in,
                               const struct rows *r, struct err *e)
{
    size_t n = 0;
    for (;;) {
        int c = getc(in);
        if (c == '\\') c = getc(in) == '/' ? '/' : '\\';
        if (c == '"') break;
        if (c == EOF || c < ' ' || n == TEXT_MAX)
            return json_wrong(r, "a text that ends", e);
        out[n++] = (char)c;
    }
    *n_out = n;
    return OK;
}

static enum err_code list_read(struct rows *r, FILE *in, struct err *e)
{
    char text[TEXT_MAX];
    size_t n = 0;
    enum err_code rc;
    int c = next_sign(in);
    if (c == ']') return OK;
    for (;;) {
        if (c != '"') return json_wrong(r, "a text", e);
        TRY(text_read(text, &n, in, r, e));
        TRY(row_add(r, (struct str){text, n}, e));
        c = next_sign(in);
        if (c == ']') return OK;
        if (c != ',') return json_wrong(r, "a comma or the end of the list", e);
        c = next_sign(in);
    }
out:
    return rc;
}

static enum err_code json_rows_read(struct rows *r, FILE *in, struct err *e)
{
    char name[TEXT_MAX];
    size_t n = 0;
    enum err_code rc;
    if (next_sign(in) != '{' || next_sign(in) != '"')
        return json_wrong(r, "an object with a list \"clks\"", e);
    TRY(text_read(name, &n, in, r, e));
    if (!str_eq((struct str){name, n}, S("clks")) || next_sign(in) != ':' ||
        next_sign(in) != '[')
        return json_wrong(r, "an object with a list \"clks\"", e);
    TRY(list_read(r, in, e));
    if (next_sign(in) != '}' || next_sign(in) != EOF)
        return json_wrong(r, "the end of the object and of the file", e);
out:
    return rc;
}

enum err_code clk_foreign_read(struct clk_file *out, FILE *in, enum clk_file_kind kind,
                               uint32_t raw_bits, uint64_t size, struct err *e)
{
    struct rows r = {.bits = 1024};
    enum err_code rc;
    if (kind == CLK_FILE_RAW) {
        TRY(raw_read(out, in, raw_bits ? raw_bits : 1024, size, e));
    } else {
        TRY(json_rows_read(&r, in, e));
        clk_file_init(out, r.n, r.bits, 0);
        for (size_t i = 0; i < r.n; i++)
            clk_set_put(&out->set, i, r.p + i * (r.bits / 8));
    }
    out->head.kind = kind;
    tokens_number(out);
out:
    free(r.p);
    return rc;
}
