#include "measure/parse_state.h"

#include "measure/habits.h"
#include "measure/resolve.h"

#include <stdarg.h>

const struct token *parse_next(const struct parser *p)
{
    return &p->tokens[MIN_OF(p->at, p->n - 1)];
}

/* The number of tokens that `words` covers from here, 0 when they do not stand here. */
static size_t words_here(const struct parser *p, const char *words)
{
    struct str rest = str_of(words), word;
    size_t k = 0;
    while (str_split(&word, &rest, ' ')) {
        if (p->at + k >= p->n) return 0;
        const struct token *t = &p->tokens[p->at + k];
        if (t->kind != TOKEN_WORD || !str_eq_nocase(t->text, word)) return 0;
        k++;
    }
    return k;
}

bool parse_is(const struct parser *p, const char *words)
{
    return words_here(p, words) > 0;
}

bool parse_accept(struct parser *p, const char *words)
{
    size_t k = words_here(p, words);
    p->at += k;
    return k > 0;
}

bool parse_is_symbol(const struct parser *p, const char *symbol)
{
    const struct token *t = parse_next(p);
    return t->kind == TOKEN_SYMBOL && str_eq_c(t->text, symbol);
}

bool parse_accept_symbol(struct parser *p, const char *symbol)
{
    bool is = parse_is_symbol(p, symbol);
    if (is) p->at++;
    return is;
}

bool parse_is_boundary(const struct parser *p)
{
    static const char *const words[] = {
        "where", "during",   "rows",        "columns",  "each",         "rate",
        "as of", "known at", "borders of",  "note",     "compare",      "protect",
        "part",  "table",    "unavailable", "share of", "without links"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (parse_is(p, words[i])) return true;
    return parse_next(p)->kind == TOKEN_END || parse_is_statement(p);
}

static const char *token_name(const struct token *t)
{
    return t->kind == TOKEN_STRING ? "the text " : "";
}

enum err_code parse_expected(struct parser *p, const char *const *names,
                             const char *format, ...)
{
    char what[200];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    const struct token *t = parse_next(p);
    struct str shown = utf8_take_short(t->text);
    if (t->kind == TOKEN_END)
        err_set_at(p->e, ERR_SYNTAX, t->at.line, t->at.column,
                   "expected %s, found the end", what);
    else
        err_set_at(p->e, ERR_SYNTAX, t->at.line, t->at.column,
                   "expected %s, found %s\"%.*s\"", what, token_name(t),
                   STR_ARG(shown));
    const char *best = NULL;
    int distance = NAME_FAR;
    for (; names && *names && t->kind == TOKEN_WORD; names++)
        name_nearer(&best, &distance, t->text, *names);
    const char *cure = t->kind == TOKEN_STRING ? NULL : habit_cure(t->text);
    if (cure)
        err_hint(p->e, "%s", cure);
    else if (best && distance > 0)
        err_hint(p->e, "did you mean %s?", best);
    return ERR_SYNTAX;
}

enum err_code parse_fail(struct parser *p, struct place at, enum err_code code,
                         const char *format, ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return err_set_at(p->e, code, at.line, at.column, "%s", message);
}

enum err_code parse_twice(struct parser *p, struct place at, const char *what)
{
    enum err_code rc =
        parse_fail(p, at, ERR_SYNTAX, "expected %s at most once, found it twice", what);
    err_hint(p->e, "keep one of them");
    return rc;
}

enum err_code parse_text(const char **out, struct parser *p, const char *what)
{
    const struct token *t = parse_next(p);
    if (t->kind != TOKEN_STRING) {
        enum err_code rc = parse_expected(p, NULL, "%s in double quotes", what);
        if (t->kind == TOKEN_WORD && !parse_is_boundary(p))
            err_hint(p->e, "put double quotes around it: \"%.*s\"",
                     STR_ARG(utf8_take_short(t->text)));
        return rc;
    }
    *out = str_to_c(p->a, t->text);
    p->at++;
    return OK;
}

/* An error of a reader of base, given the place and the cure it cannot know. */
static enum err_code reader_failed(struct parser *p, enum err_code rc, const char *cure)
{
    if (rc == OK) {
        p->at++;
        return OK;
    }
    struct place at = parse_next(p)->at;
    if (p->e) {
        p->e->line = at.line;
        p->e->column = at.column;
    }
    char date[DAY_TEXT + 1];
    if (lex_date_form(date, parse_next(p)->text))
        err_hint(p->e, "write %s", date);
    else
        err_hint(p->e, "%s", cure);
    return rc;
}

static bool is_value_token(const struct token *t)
{
    return t->kind == TOKEN_WORD || t->kind == TOKEN_STRING;
}

enum err_code parse_day(struct day *out, struct parser *p)
{
    const struct token *t = parse_next(p);
    if (!is_value_token(t)) return parse_expected(p, NULL, "a date such as 2022-09-30");
    return reader_failed(p, day_parse(out, t->text, p->e),
                         "write the date as year-month-day: 2022-09-30");
}

enum err_code parse_moment(int64_t *out, struct parser *p)
{
    const struct token *t = parse_next(p);
    if (!is_value_token(t)) return parse_expected(p, NULL, "a date such as 2022-10-14");
    return reader_failed(p, moment_parse(out, t->text, p->e),
                         "write a date (2022-10-14, its end is meant) or a moment "
                         "(2022-10-14T12:00:00Z)");
}

enum err_code parse_period(struct period *out, struct parser *p)
{
    static const char cure[] = "write a year (2018), a month (2018-06) or a day "
                               "(2018-06-30), and .. between two of them";
    struct place at = parse_next(p)->at;
    struct day ignored;
    enum err_code rc;
    *out = (struct period){.given = true};
    if (!is_value_token(parse_next(p))) return parse_expected(p, NULL, "a period");
    TRY(reader_failed(p, period_parse(&out->from, &out->to, parse_next(p)->text, p->e),
                      cure));
    if (!parse_accept_symbol(p, "..")) return OK;
    if (!is_value_token(parse_next(p)))
        return parse_expected(p, NULL, "the end of the period");
    TRY(reader_failed(p, period_parse(&ignored, &out->to, parse_next(p)->text, p->e),
                      cure));
    if (out->to.v < out->from.v) {
        rc = parse_fail(p, at, ERR_INVALID,
                        "expected a period whose end is not before its begin");
        err_hint(p->e, "turn the two around");
    }
out:
    return rc;
}

/* The words from here joined by spaces, as far as there are `k` of them. */
static struct str words_joined(struct parser *p, size_t k)
{
    char *out = arena_alloc(p->a, 1);
    for (size_t i = 0; i < k; i++) {
        if (p->at + i >= p->n || p->tokens[p->at + i].kind != TOKEN_WORD)
            return STR_NONE;
        struct str w = p->tokens[p->at + i].text;
        if (w.n > 64) return STR_NONE;
        out = arena_format(p->a, "%s%s%.*s", out, i ? " " : "", STR_ARG(w));
    }
    return str_of(out);
}

static bool number_stands_here(const struct parser *p)
{
    struct str text = parse_next(p)->text;
    return text.n && text.p[0] >= '0' && text.p[0] <= '9';
}

enum err_code parse_dimension(struct dimension_use *out, struct parser *p)
{
    out->at = parse_next(p)->at;
    for (size_t k = 3; k; k--) {
        struct str name = words_joined(p, k);
        out->dimension = name.n ? dimension_named_in(name, p->relation) : NULL;
        if (!out->dimension) continue;
        p->at += k;
        return OK;
    }
    enum err_code rc = parse_expected(p, NULL, "the name of a dimension");
    const char *near = NULL;
    if (habit_cure(parse_next(p)->text)) return rc;
    if (parse_is_boundary(p))
        err_hint(p->e, "name a dimension, without a comma after the last one");
    else if (number_stands_here(p))
        err_hint(p->e, "write each comparison in full, or a list: call in (457, 490)");
    for (size_t k = 2; k && !near && parse_next(p)->kind == TOKEN_WORD; k--) {
        struct str name = words_joined(p, k);
        near = name.n ? dimension_nearest(name) : NULL;
    }
    if (near) err_hint(p->e, "did you mean %s?", near);
    return rc;
}

enum err_code parse_value(struct value *out, struct parser *p, const char *what)
{
    const struct token *t = parse_next(p);
    *out = (struct value){.text = t->text, .at = t->at, .code = -1};
    if (!is_value_token(t)) return parse_expected(p, NULL, "%s", what);
    p->at++;
    return OK;
}

enum err_code parse_value_unknown(struct parser *p, const struct value *v,
                                  const char *list, enum err_code rc)
{
    enum { WORDS = 6 };
    const struct code_list *codes = list ? code_list_named(str_of(list)) : NULL;
    const struct token *last = &p->tokens[p->at - 1];
    if (last->kind != TOKEN_WORD || last->text.p != v->text.p) return rc;
    if (codes) p->at--;
    for (size_t k = 2; codes && k <= WORDS; k++) {
        struct str words = words_joined(p, k);
        if (words.n && list_has_value(codes, words)) {
            err_hint(p->e, "put double quotes around it: \"%.*s\"", STR_ARG(words));
            break;
        }
    }
    if (codes) p->at++;
    return rc;
}

enum err_code parse_list_values(struct value **out, size_t *n_out, struct parser *p,
                                const char *list)
{
    struct value *values = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    do {
        if (n == PARSE_VALUES)
            return parse_fail(p, parse_next(p)->at, ERR_TOO_LARGE,
                              "expected at most %d values in one list", PARSE_VALUES);
        if (n == cap) {
            cap = cap ? cap * 2 : 4;
            struct value *more = arena_new_array(p->a, struct value, cap);
            if (n) memcpy(more, values, n * sizeof *more);
            values = more;
        }
        TRY(parse_value(&values[n], p, "a code"));
        rc = resolve_list_value(&values[n], list, p->e);
        if (rc != OK) return parse_value_unknown(p, &values[n], list, rc);
        n++;
    } while (parse_accept_symbol(p, ",") || parse_accept(p, "or"));
    *out = values;
    *n_out = n;
    rc = OK;
out:
    return rc;
}
