#include "measure/lex.h"

#include "base/limits.h"
#include "base/utf8.h"

struct lexer {
    struct arena *a;
    struct str text;
    size_t at;
    struct place here;
    struct token *tokens;
    size_t n, cap;
    struct err *e;
};

static bool is_letter_or_digit(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-' || c >= 0x80;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static unsigned char byte_at(const struct lexer *l, size_t i)
{
    return i < l->text.n ? (unsigned char)l->text.p[i] : 0;
}

/* Over one byte; continuation bytes of UTF-8 do not move the column. */
static void step(struct lexer *l)
{
    unsigned char c = byte_at(l, l->at++);
    if (c == '\n') {
        l->here.line++;
        l->here.column = 1;
    } else if ((c & 0xc0) != 0x80) {
        l->here.column++;
    }
}

static struct token *token_push(struct lexer *l, enum token_kind kind)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : 64;
        struct token *more = arena_new_array(l->a, struct token, cap);
        if (l->n) memcpy(more, l->tokens, l->n * sizeof *more);
        l->tokens = more;
        l->cap = cap;
    }
    struct token *t = &l->tokens[l->n++];
    *t = (struct token){.kind = kind, .at = l->here, .begins = l->at, .ends = l->at};
    return t;
}

static void lex_word(struct lexer *l)
{
    struct token *t = token_push(l, TOKEN_WORD);
    for (;;) {
        unsigned char c = byte_at(l, l->at);
        bool joins = (c == '.' || c == ':') && l->at > t->begins &&
                     is_digit(byte_at(l, l->at - 1)) && is_digit(byte_at(l, l->at + 1));
        if (!is_letter_or_digit(c) && !joins) break;
        step(l);
    }
    t->ends = l->at;
    t->text = (struct str){l->text.p + t->begins, t->ends - t->begins};
}

static void skip_line_end(struct lexer *l, char *out, size_t *n)
{
    while (*n && (out[*n - 1] == ' ' || out[*n - 1] == '\t'))
        (*n)--;
    while (strchr(" \t\r\n", byte_at(l, l->at)) && byte_at(l, l->at))
        step(l);
    out[(*n)++] = ' ';
}

static enum err_code lex_string(struct lexer *l)
{
    struct token *t = token_push(l, TOKEN_STRING);
    step(l);
    size_t longest = 0; /* what is left of the text bounds the string */
    while (l->at + longest < l->text.n && l->text.p[l->at + longest] != '"')
        longest += l->text.p[l->at + longest] == '\\' ? 2 : 1;
    char *out = arena_alloc(l->a, longest + 2);
    size_t n = 0;
    for (;;) {
        unsigned char c = byte_at(l, l->at);
        if (l->at >= l->text.n) {
            err_set_at(l->e, ERR_SYNTAX, t->at.line, t->at.column,
                       "expected the closing \" of this text, found the end");
            err_hint(l->e, "close the text with \"");
            return ERR_SYNTAX;
        }
        if (c == '"') break;
        if (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
            return err_set_at(l->e, ERR_SYNTAX, l->here.line, l->here.column,
                              "expected text, found the control character 0x%02x", c);
        if (c == '\n' || c == '\r') {
            skip_line_end(l, out, &n);
            continue;
        }
        if (c == '\\' &&
            (byte_at(l, l->at + 1) == '"' || byte_at(l, l->at + 1) == '\\'))
            step(l);
        out[n++] = l->text.p[l->at];
        step(l);
    }
    step(l);
    t->ends = l->at;
    t->text = (struct str){out, n};
    return OK;
}

/* Up to three whole numbers with one and the same of / - . between them. */
static int date_parts(int parts[3], struct str text)
{
    int n = 0;
    size_t at = 0;
    char between = 0;
    while (n < 3 && at < text.n && is_digit((unsigned char)text.p[at])) {
        parts[n] = 0;
        for (size_t digits = 0; at < text.n && is_digit((unsigned char)text.p[at]);
             at++, digits++) {
            if (digits == 4) return 0;
            parts[n] = parts[n] * 10 + (text.p[at] - '0');
        }
        n++;
        if (at == text.n) return n;
        if (!strchr("/-.", text.p[at]) || (between && text.p[at] != between)) return 0;
        between = text.p[at++];
    }
    return 0;
}

bool lex_date_form(char out[DAY_TEXT + 1], struct str text)
{
    int parts[3] = {0};
    int n = date_parts(parts, text);
    int year = parts[0] > 31 ? parts[0] : parts[n > 0 ? n - 1 : 0];
    int month = n == 2 && parts[0] <= 31 ? parts[0] : parts[1];
    int day = n == 2 ? 1 : parts[0] > 31 ? parts[2] : parts[0];
    if (n < 2 || !day_is_valid(year, month, day)) return false;
    if (n == 2)
        snprintf(out, DAY_TEXT + 1, "%04d-%02d", year, month);
    else
        day_text(out, day_of(year, month, day));
    return true;
}

/* A slash right after a number is most often the date of another way of writing. */
static bool is_slashed_date(struct lexer *l, char date[DAY_TEXT + 1], struct str *whole)
{
    const struct token *before = l->n ? &l->tokens[l->n - 1] : NULL;
    if (byte_at(l, l->at) != '/' || !before || before->kind != TOKEN_WORD ||
        before->ends != l->at)
        return false;
    size_t end = l->at;
    while (is_digit(byte_at(l, end)) || byte_at(l, end) == '/')
        end++;
    *whole = (struct str){l->text.p + before->begins, end - before->begins};
    return lex_date_form(date, *whole);
}

static enum err_code lex_symbol(struct lexer *l)
{
    char date[DAY_TEXT + 1];
    struct str whole;
    if (is_slashed_date(l, date, &whole)) {
        struct place at = l->tokens[l->n - 1].at;
        err_set_at(l->e, ERR_SYNTAX, at.line, at.column,
                   "expected a date written as year-month-day, found \"%.*s\"",
                   STR_ARG(whole));
        err_hint(l->e, "write %s", date);
        return ERR_SYNTAX;
    }
    static const char *const symbols[] = {"!=", "<=", ">=", "..", "=",
                                          "<",  ">",  ",",  "(",  ")"};
    for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
        struct str rest = {l->text.p + l->at, l->text.n - l->at};
        if (!str_starts(rest, str_of(symbols[i]))) continue;
        struct token *t = token_push(l, TOKEN_SYMBOL);
        for (size_t k = strlen(symbols[i]); k; k--)
            step(l);
        t->ends = l->at;
        t->text = (struct str){l->text.p + t->begins, t->ends - t->begins};
        return OK;
    }
    unsigned char c = byte_at(l, l->at);
    if (c < 0x20 || c == 0x7f)
        err_set_at(l->e, ERR_SYNTAX, l->here.line, l->here.column,
                   "expected text, found the control character 0x%02x", c);
    else
        err_set_at(l->e, ERR_SYNTAX, l->here.line, l->here.column,
                   "expected a word, a text or one of = != < <= > >= , ( ) .., "
                   "found \"%c\"",
                   c);
    err_hint(l->e,
             "put values with other signs than letters, digits, _ and - in double "
             "quotes");
    return ERR_SYNTAX;
}

static enum err_code check_text(struct lexer *l)
{
    if (l->text.n > LIMIT_QUESTION_BYTES)
        return err_set(l->e, ERR_TOO_LARGE,
                       "expected a question of at most %d bytes, found %zu",
                       LIMIT_QUESTION_BYTES, l->text.n);
    size_t bad = utf8_bad_at(l->text);
    if (bad == l->text.n) return OK;
    while (l->at < bad)
        step(l);
    err_set_at(l->e, ERR_SYNTAX, l->here.line, l->here.column,
               "expected UTF-8, found the byte 0x%02x", byte_at(l, bad));
    err_hint(l->e, "save the file as UTF-8");
    return ERR_SYNTAX;
}

enum err_code lex_text(struct token **out, size_t *n_out, struct arena *a,
                       struct str text, struct err *e)
{
    struct lexer l = {.a = a, .text = text, .here = {1, 1}, .e = e};
    enum err_code rc;
    TRY(check_text(&l));
    if (str_starts(text, S("\xef\xbb\xbf"))) l.at = 3; /* byte order mark */
    while (l.at < text.n) {
        unsigned char c = byte_at(&l, l.at);
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            step(&l);
        } else if (c == '#') {
            while (l.at < text.n && text.p[l.at] != '\n')
                step(&l);
        } else if (c == '"') {
            TRY(lex_string(&l));
        } else if (is_letter_or_digit(c)) {
            lex_word(&l);
        } else {
            TRY(lex_symbol(&l));
        }
    }
    token_push(&l, TOKEN_END);
    *out = l.tokens;
    *n_out = l.n;
out:
    return rc;
}
