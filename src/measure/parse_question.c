/* A question file: header, then parts with their notes and statements. */
#include "measure/parse_state.h"

#include "measure/plan.h"
#include "measure/question.h"

struct growing {
    size_t n, cap;
};

static void *grown(struct arena *a, void *items, struct growing *g, size_t size)
{
    if (g->n < g->cap) return items;
    g->cap = g->cap ? g->cap * 2 : 8;
    void *more = arena_array(a, g->cap, size);
    if (g->n) memcpy(more, items, g->n * size);
    return more;
}

static enum err_code once_text(const char **field, struct parser *p, const char *name)
{
    if (*field) return parse_twice(p, p->tokens[p->at - 1].at, name);
    return parse_text(field, p, "a text");
}

/* question 63 of 2022-10-14 */
static enum err_code parse_number(struct parser *p)
{
    struct question *q = p->question;
    const struct token *t = parse_next(p);
    if (q->number) return parse_twice(p, p->tokens[p->at - 1].at, "question");
    if (t->kind != TOKEN_WORD && t->kind != TOKEN_STRING)
        return parse_expected(p, NULL, "the number of the question");
    q->number = str_to_c(p->a, t->text);
    p->at++;
    return parse_accept(p, "of") ? parse_day(&q->asked_on, p) : OK;
}

static enum err_code parse_header(struct parser *p)
{
    struct question *q = p->question;
    bool took = true;
    enum err_code rc = OK;
    while (took) {
        TRY(parse_moments(&q->moments, &took, p));
        if (took) continue;
        took = true;
        if (parse_accept(p, "question"))
            TRY(parse_number(p));
        else if (parse_accept(p, "title"))
            TRY(once_text(&q->title, p, "title"));
        else if (parse_accept(p, "source"))
            TRY(once_text(&q->source, p, "source"));
        else if (parse_accept(p, "asked by"))
            TRY(once_text(&q->asked_by, p, "asked by"));
        else if (q->asked_by && parse_accept(p, "to"))
            TRY(once_text(&q->asked_to, p, "to"));
        else
            took = false;
    }
out:
    return rc;
}

static enum err_code check_statement(const struct statement *s, struct parser *p)
{
    p->question->n_tables += s->n_each ? s->n_each : 1;
    if (p->question->n_tables > LIMIT_QUESTION_TABLES)
        return parse_fail(p, s->at, ERR_TOO_LARGE,
                          "expected at most %d tables in one question",
                          LIMIT_QUESTION_TABLES);
    return plan_check(s, p->e);
}

/* Statements of a part, until the next part or the end. */
static enum err_code parse_statements(struct question_part *part, struct parser *p)
{
    static const char *const names[] = {"count",       "sum",  "median", "mean",
                                        "quantile",    "part", "table",  "note",
                                        "unavailable", NULL};
    struct growing g = {0};
    enum err_code rc = OK;
    while (parse_next(p)->kind != TOKEN_END && !parse_is(p, "part")) {
        const char *title = NULL;
        struct statement *s;
        if (parse_accept(p, "table"))
            TRY(parse_text(&title, p, "the title of the table"));
        else if (!parse_is_statement(p))
            return parse_expected(p, names, "a statement (count, sum ...) or part");
        TRY(parse_statement(&s, p, title));
        TRY(check_statement(s, p));
        part->statements = grown(p->a, part->statements, &g, sizeof *part->statements);
        part->statements[g.n++] = s;
        part->n_statements = g.n;
    }
out:
    return rc;
}

/* Tables are cited by the label of their part. */
static enum err_code check_label(const struct question_part *part, struct place at,
                                 struct parser *p)
{
    const struct question *q = p->question;
    for (size_t i = 0; i < q->n_parts; i++) {
        if (q->parts[i] == part || strcmp(q->parts[i]->label, part->label) != 0)
            continue;
        enum err_code rc =
            parse_fail(p, at, ERR_INVALID,
                       "expected another label, found part %s twice", part->label);
        err_hint(p->e, "give each part its own number, such as 2a and 2b");
        return rc;
    }
    return OK;
}

/* part 2 "Title", its own notes and reason, then statements. */
static enum err_code parse_part(struct question_part *part, struct parser *p)
{
    struct growing g = {0};
    const struct token *t = parse_next(p);
    enum err_code rc = OK;
    if (t->kind != TOKEN_WORD || parse_is_boundary(p))
        return parse_expected(p, NULL, "the number of the part, such as 2 or 3b");
    part->label = str_to_c(p->a, t->text);
    TRY(check_label(part, t->at, p));
    p->at++;
    if (parse_next(p)->kind == TOKEN_STRING) TRY(parse_text(&part->title, p, "title"));
    for (;;) {
        struct place at = parse_next(p)->at;
        if (parse_accept(p, "note")) {
            part->notes = grown(p->a, part->notes, &g, sizeof *part->notes);
            TRY(parse_text(&part->notes[g.n], p, "the text of the note"));
            part->n_notes = ++g.n;
        } else if (parse_accept(p, "unavailable")) {
            if (part->unavailable) return parse_twice(p, at, "unavailable");
            TRY(parse_text(&part->unavailable, p, "the reason"));
        } else {
            break;
        }
    }
    TRY(parse_statements(part, p));
    if (!part->n_statements && !part->n_notes && !part->unavailable) {
        rc = parse_fail(p, t->at, ERR_INVALID, "expected something in part %s",
                        part->label);
        err_hint(p->e, "add a statement, a note, or unavailable and the reason");
    }
out:
    return rc;
}

static enum err_code parse_file(struct parser *p)
{
    static const char *const names[] = {"question", "title", "asked",   "source",
                                        "as",       "known", "borders", "part",
                                        "count",    "sum",   "table",   NULL};
    struct question *q = p->question;
    struct growing g = {0};
    enum err_code rc;
    TRY(parse_header(p));
    do {
        bool bare = q->n_parts == 0 && (parse_is_statement(p) || parse_is(p, "table"));
        if (!bare && !parse_accept(p, "part"))
            return parse_expected(p, names, "part, a statement%s",
                                  q->n_parts ? " or the end"
                                             : " or a field of the header");
        struct question_part *part = arena_new(p->a, struct question_part);
        part->label = "";
        q->parts = grown(p->a, q->parts, &g, sizeof *q->parts);
        q->parts[g.n++] = part;
        q->n_parts = g.n;
        if (bare)
            TRY(parse_statements(part, p));
        else
            TRY(parse_part(part, p));
    } while (parse_next(p)->kind != TOKEN_END);
out:
    return rc;
}

static enum err_code parser_begin(struct parser *p, struct question **out,
                                  struct arena *a, struct str text, struct err *e)
{
    struct question *q = *out = arena_new(a, struct question);
    q->asked_on = DAY_NONE;
    q->moments = (struct moments){
        .as_of = DAY_NONE, .borders_of = DAY_NONE, .known_at_ms = INT64_MAX};
    size_t n;
    struct token *tokens = NULL;
    *p = (struct parser){.a = a, .question = q, .e = e};
    if (text.n <= LIMIT_QUESTION_BYTES) text = str_copy(a, text);
    p->text = text;
    enum err_code rc = lex_text(&tokens, &n, a, text, e);
    if (rc != OK) return rc;
    p->tokens = tokens;
    p->n = n;
    return OK;
}

enum err_code question_parse(struct question **out, struct arena *a, struct str text,
                             struct err *e)
{
    struct parser p;
    enum err_code rc;
    TRY(parser_begin(&p, out, a, text, e));
    TRY(parse_file(&p));
out:
    if (rc != OK) *out = NULL;
    return rc;
}

enum err_code question_parse_statement(struct question **out, struct arena *a,
                                       struct str text, struct err *e)
{
    struct parser p;
    enum err_code rc;
    TRY(parser_begin(&p, out, a, text, e));
    struct question_part *part = arena_new(a, struct question_part);
    struct statement **statements = arena_new(a, struct statement *);
    part->label = "";
    TRY(parse_statement(&statements[0], &p, NULL));
    TRY(check_statement(statements[0], &p));
    if (parse_next(&p)->kind != TOKEN_END)
        TRY(parse_expected(&p, NULL, "the end: one statement at a time"));
    part->statements = statements;
    part->n_statements = 1;
    (*out)->parts = arena_new(a, struct question_part *);
    (*out)->parts[0] = part;
    (*out)->n_parts = 1;
out:
    if (rc != OK) *out = NULL;
    return rc;
}
