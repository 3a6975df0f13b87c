#include "base/json.h"

#include <math.h>

#include "base/limits.h"
#include "base/utf8.h"

_Static_assert(LIMIT_JSON_DEPTH <= 64, "the writer keeps one bit for each level");

/* Depth and number of values before jansson allocates anything: a value begins at the
 * start, after a comma, and after an opening bracket. */
static enum err_code check_size(struct str text, struct err *e)
{
    int line = 1, depth = 0, values = 1;
    size_t line_start = 0;
    bool in_text = false;
    if (text.n > LIMIT_JSON_BYTES)
        return err_set(e, ERR_TOO_LARGE, "expected JSON of at most %d bytes, found %zu",
                       LIMIT_JSON_BYTES, text.n);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            line++;
            line_start = i + 1;
        }
        if (in_text) {
            if (c == '\\') i++;
            in_text = c != '"';
            continue;
        }
        in_text = c == '"';
        bool opens = c == '[' || c == '{';
        depth += opens;
        depth -= c == ']' || c == '}';
        values += opens || c == ',';
        if (depth > LIMIT_JSON_DEPTH || values > LIMIT_JSON_VALUES)
            return err_set_at(e, ERR_TOO_LARGE, line, (int)(i - line_start + 1),
                              "JSON has more than %d %s",
                              depth > LIMIT_JSON_DEPTH ? LIMIT_JSON_DEPTH
                                                       : LIMIT_JSON_VALUES,
                              depth > LIMIT_JSON_DEPTH ? "nested levels" : "values");
    }
    return OK;
}

/* jansson's own text quotes what it found, which may be about a person. */
static const char *reason(enum json_error_code code)
{
    switch (code) {
    case json_error_invalid_utf8:
        return "expected text in UTF-8";
    case json_error_premature_end_of_input:
        return "expected more, found the end of the JSON";
    case json_error_end_of_input_expected:
        return "expected the end of the JSON after its value";
    case json_error_duplicate_key:
        return "expected each name once in an object, found one twice";
    case json_error_numeric_overflow:
        return "expected a number that fits 64 bits";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "expected text without a zero character";
    default:
        return "expected JSON, found something else";
    }
}

enum err_code json_read(json_t **out, struct str text, struct err *e)
{
    *out = NULL;
    enum err_code rc = check_size(text, e);
    if (rc != OK) return rc;
    json_error_t wrong;
    *out = json_loadb(text.p ? text.p : "", text.n,
                      JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &wrong);
    if (*out) return OK;
    enum json_error_code code = json_error_code(&wrong);
    if (code == json_error_out_of_memory) bug("out of memory while reading JSON");
    return err_set_at(e, ERR_SYNTAX, MAX_OF(wrong.line, 1), MAX_OF(wrong.column, 1),
                      "%s", reason(code));
}

void json_begin(struct json_writer *w, struct buf *out)
{
    *w = (struct json_writer){.out = out};
}

enum err_code json_finish(struct json_writer *w, struct err *e)
{
    require(w->done && w->depth == 0);
    enum err_code rc = buf_check(w->out, e);
    if (rc == OK && w->bad_text)
        rc = err_set(e, ERR_INVALID, "expected text in UTF-8 for JSON");
    return rc;
}

static bool in_object(const struct json_writer *w)
{
    return w->depth && (w->is_object >> (w->depth - 1) & 1);
}

static void separate(struct json_writer *w)
{
    if (!w->depth) return;
    uint64_t bit = UINT64_C(1) << (w->depth - 1);
    if (w->has_values & bit) buf_add_char(w->out, ',');
    w->has_values |= bit;
}

/* What each value does first. */
static void begin_value(struct json_writer *w)
{
    require(!w->done);
    require(in_object(w) == w->key_written);
    if (!w->key_written) separate(w);
    w->key_written = false;
    w->done = w->depth == 0;
}

static void open_level(struct json_writer *w, bool is_object)
{
    begin_value(w);
    require(w->depth < LIMIT_JSON_DEPTH);
    uint64_t bit = UINT64_C(1) << w->depth++;
    w->is_object = is_object ? w->is_object | bit : w->is_object & ~bit;
    w->has_values &= ~bit;
    w->done = false;
    buf_add_char(w->out, is_object ? '{' : '[');
}

static void close_level(struct json_writer *w, bool is_object)
{
    require(w->depth && in_object(w) == is_object && !w->key_written);
    w->done = --w->depth == 0;
    buf_add_char(w->out, is_object ? '}' : ']');
}

void json_begin_object(struct json_writer *w)
{
    open_level(w, true);
}

void json_end_object(struct json_writer *w)
{
    close_level(w, true);
}

void json_begin_array(struct json_writer *w)
{
    open_level(w, false);
}

void json_end_array(struct json_writer *w)
{
    close_level(w, false);
}

static bool needs_escape(uint32_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' ||
           c == 0x7f || c == 0x2028 || c == 0x2029 || c == UTF8_BAD;
}

static void add_escape(struct buf *out, uint32_t c)
{
    if (c == '"' || c == '\\')
        buf_format(out, "\\%c", (char)c);
    else if (c == '\n')
        buf_add(out, S("\\n"));
    else if (c == UTF8_BAD)
        buf_add(out, S("\xef\xbf\xbd"));
    else
        buf_format(out, "\\u%04x", c);
}

static void add_text(struct json_writer *w, struct str text)
{
    buf_add_char(w->out, '"');
    const char *from = text.p;
    while (text.n) {
        const char *at = text.p;
        uint32_t c = utf8_next(&text);
        w->bad_text |= c == UTF8_BAD;
        if (!needs_escape(c)) continue;
        buf_add(w->out, (struct str){from, (size_t)(at - from)});
        add_escape(w->out, c);
        from = text.p;
    }
    buf_add(w->out, (struct str){from, (size_t)(text.p - from)});
    buf_add_char(w->out, '"');
}

void json_key(struct json_writer *w, const char *name)
{
    require(in_object(w) && !w->key_written);
    separate(w);
    add_text(w, str_of(name));
    buf_add_char(w->out, ':');
    w->key_written = true;
}

void json_put_text(struct json_writer *w, struct str text)
{
    begin_value(w);
    add_text(w, text);
}

void json_put_c(struct json_writer *w, const char *text)
{
    if (text)
        json_put_text(w, str_of(text));
    else
        json_put_null(w);
}

void json_put_int(struct json_writer *w, int64_t value)
{
    begin_value(w);
    buf_format(w->out, "%lld", (long long)value);
}

void json_put_number(struct json_writer *w, double value)
{
    require(isfinite(value));
    begin_value(w);
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    buf_add_c(w->out, text);
}

void json_put_bool(struct json_writer *w, bool value)
{
    begin_value(w);
    buf_add(w->out, value ? S("true") : S("false"));
}

void json_put_null(struct json_writer *w)
{
    begin_value(w);
    buf_add(w->out, S("null"));
}
