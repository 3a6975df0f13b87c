/* A statement: what is measured, then its clauses in any order. */
#include "measure/parse_state.h"

#include "measure/plan.h"
#include "measure/resolve.h"

#include "base/parse.h"
#include "measure/habits.h"

enum clause {
    CLAUSE_WHERE = 1,
    CLAUSE_DURING = 2,
    CLAUSE_ROWS = 4,
    CLAUSE_COLUMNS = 8,
    CLAUSE_EACH = 16,
    CLAUSE_RATE = 32,
    CLAUSE_COMPARE = 64,
    CLAUSE_PROTECT = 128,
    CLAUSE_UNAVAILABLE = 256,
    CLAUSE_SHARE = 512,
};

static enum err_code once(struct parser *p, unsigned *seen, enum clause clause,
                          struct place at, const char *name)
{
    if (*seen & clause) return parse_twice(p, at, name);
    *seen |= clause;
    return OK;
}

static enum err_code parse_dimensions(struct dimension_use *out, unsigned *n_out,
                                      struct parser *p, unsigned max)
{
    enum err_code rc;
    do {
        struct dimension_use use;
        TRY(parse_dimension(&use, p));
        for (unsigned i = 0; i < *n_out; i++)
            if (out[i].dimension == use.dimension)
                return parse_twice(p, use.at, use.dimension->name);
        if (*n_out == max)
            return parse_fail(p, use.at, ERR_TOO_LARGE,
                              "expected at most %u dimensions here", max);
        out[(*n_out)++] = use;
    } while (parse_accept_symbol(p, ","));
    rc = OK;
out:
    return rc;
}

static enum err_code add_note(const char ***notes, size_t *n, struct parser *p)
{
    const char *text;
    enum err_code rc;
    TRY(parse_text(&text, p, "the text of the note"));
    const char **more = arena_new_array(p->a, const char *, *n + 1);
    if (*n) memcpy(more, *notes, *n * sizeof *more);
    more[(*n)++] = text;
    *notes = more;
out:
    return rc;
}

/* The provinces are what they are since Brabant was divided. */
static enum err_code parse_borders(struct day *out, struct parser *p)
{
    struct place at = parse_next(p)->at;
    enum err_code rc = parse_day(out, p);
    if (rc != OK || out->v >= day_of(1995, 1, 1).v) return rc;
    rc = parse_fail(p, at, ERR_INVALID, "expected borders of a day since 1995-01-01");
    err_hint(p->e, "earlier borders are not in the list of municipalities");
    return rc;
}

enum err_code parse_moments(struct moments *m, bool *took, struct parser *p)
{
    struct place at = parse_next(p)->at;
    *took = true;
    if (parse_accept(p, "as of")) {
        if (!day_is_none(m->as_of)) return parse_twice(p, at, "as of");
        m->as_of_at = parse_next(p)->at;
        return parse_day(&m->as_of, p);
    }
    if (parse_accept(p, "borders of")) {
        if (!day_is_none(m->borders_of)) return parse_twice(p, at, "borders of");
        return parse_borders(&m->borders_of, p);
    }
    if (parse_accept(p, "known at")) {
        if (m->known_at_given) return parse_twice(p, at, "known at");
        m->known_at_given = true;
        m->known_at_at = parse_next(p)->at;
        return parse_moment(&m->known_at_ms, p);
    }
    if (parse_accept(p, "without links")) {
        if (m->without_links) return parse_twice(p, at, "without links");
        m->without_links = true;
        return OK;
    }
    *took = false;
    return OK;
}

/* rate of target ["MEASURE"] */
static enum err_code parse_target(struct statement *s, struct parser *p)
{
    s->rate_of_target = true;
    if (parse_next(p)->kind != TOKEN_STRING) return OK;
    return parse_text(&s->target_measure, p, "the measure that was promised");
}

/* rate of [UNIT] SELECTION ... [where CONDITION] */
static enum err_code parse_rate(struct statement *s, unsigned seen, struct parser *p)
{
    enum err_code rc;
    s->rate_at = parse_next(p)->at;
    if (!parse_accept(p, "rate of")) return parse_expected(p, NULL, "\"rate of\"");
    if (parse_accept(p, "target") || parse_accept(p, "targets"))
        return parse_target(s, p);
    s->rate_of = arena_new(p->a, struct population);
    TRY(parse_population(s->rate_of, p, s->counted.unit, false));
    struct place at = parse_next(p)->at;
    if (!parse_is(p, "where")) goto out;
    p->relation = population_relation(s->rate_of);
    if (!(seen & CLAUSE_WHERE)) {
        rc = parse_fail(p, at, ERR_SYNTAX,
                        "expected the where of the count before rate of: a where after "
                        "it belongs to the denominator only");
        err_hint(p->e, "move where before rate of, or write it in both places");
        goto out;
    }
    p->at++;
    rc = parse_condition(&s->rate_of->where, p);
out:
    p->relation = population_relation(&s->counted);
    return rc;
}

/* share of row|column|total */
static enum err_code parse_share(struct statement *s, struct parser *p)
{
    static const char *const names[] = {"row", "column", "total", NULL};
    s->rate_at = parse_next(p)->at;
    if (!parse_accept(p, "share of")) return parse_expected(p, NULL, "\"share of\"");
    if (parse_accept(p, "row") || parse_accept(p, "rows"))
        s->share_of = SHARE_OF_ROW;
    else if (parse_accept(p, "column") || parse_accept(p, "columns"))
        s->share_of = SHARE_OF_COLUMN;
    else if (parse_accept(p, "total"))
        s->share_of = SHARE_OF_TOTAL;
    else
        return parse_expected(p, names, "row, column or total");
    return OK;
}

static enum err_code parse_compare(struct statement *s, struct parser *p)
{
    enum err_code rc;
    s->compare_at = parse_next(p)->at;
    if (!parse_accept(p, "compare with"))
        return parse_expected(p, NULL, "\"compare with\"");
    TRY(parse_text(&s->compare_figure, p, "the name of a published figure"));
    if (parse_accept(p, "measure"))
        TRY(parse_text(&s->compare_measure, p, "the measure of that figure"));
out:
    return rc;
}

static enum err_code parse_protect(struct statement *s, struct parser *p)
{
    static const char *const names[] = {"threshold", "none", NULL};
    size_t begins = parse_next(p)->begins, ends;
    int64_t threshold;
    if (parse_accept(p, "none")) {
        s->protect = "none";
        return OK;
    }
    if (!parse_accept(p, "threshold"))
        return parse_expected(p, names, "none, or threshold and a number");
    const struct token *t = parse_next(p);
    if (t->kind != TOKEN_WORD ||
        parse_int(&threshold, t->text, 1, 1000, "threshold", NULL) != OK)
        return parse_expected(p, NULL, "a threshold from 1 to 1000");
    ends = t->ends;
    p->at++;
    s->protect = arena_copy(p->a, p->text.p + begins, ends - begins);
    return OK;
}

/* Clauses that take dimensions. */
static enum err_code parse_axis_clause(struct statement *s, unsigned *seen, bool *took,
                                       struct parser *p)
{
    struct place at = parse_next(p)->at;
    enum err_code rc = OK;
    *took = true;
    if (parse_accept(p, "rows")) {
        TRY(once(p, seen, CLAUSE_ROWS, at, "rows"));
        TRY(parse_dimensions(s->rows, &s->n_rows, p, LIMIT_QUESTION_DIMS));
    } else if (parse_accept(p, "columns")) {
        TRY(once(p, seen, CLAUSE_COLUMNS, at, "columns"));
        TRY(parse_dimensions(s->columns, &s->n_columns, p, LIMIT_QUESTION_DIMS));
    } else if (parse_accept(p, "each")) {
        TRY(once(p, seen, CLAUSE_EACH, at, "each"));
        TRY(parse_dimensions(s->each, &s->n_each, p, N_DIMENSIONS));
    } else {
        *took = false;
    }
out:
    return rc;
}

static enum err_code parse_filter_clause(struct statement *s, unsigned *seen,
                                         bool *took, struct parser *p)
{
    struct place at = parse_next(p)->at;
    enum err_code rc = OK;
    *took = true;
    if (parse_accept(p, "where")) {
        TRY(once(p, seen, CLAUSE_WHERE, at, "where"));
        TRY(parse_condition(&s->counted.where, p));
    } else if (parse_accept(p, "during")) {
        TRY(once(p, seen, CLAUSE_DURING, at, "during"));
        s->during_at = at;
        TRY(parse_period(&s->during, p));
    } else if (parse_is(p, "rate")) {
        TRY(once(p, seen, CLAUSE_RATE, at, "rate of"));
        TRY(parse_rate(s, *seen, p));
    } else if (parse_is(p, "share")) {
        TRY(once(p, seen, CLAUSE_SHARE, at, "share of"));
        TRY(parse_share(s, p));
    } else if (parse_is(p, "compare")) {
        TRY(once(p, seen, CLAUSE_COMPARE, at, "compare with"));
        TRY(parse_compare(s, p));
    } else {
        *took = false;
    }
out:
    return rc;
}

static enum err_code parse_clause(struct statement *s, unsigned *seen, bool *took,
                                  struct parser *p)
{
    struct place at = parse_next(p)->at;
    enum err_code rc;
    TRY(parse_filter_clause(s, seen, took, p));
    if (*took) goto out;
    TRY(parse_axis_clause(s, seen, took, p));
    if (*took) goto out;
    TRY(parse_moments(&s->moments, took, p));
    if (*took) goto out;
    *took = true;
    if (parse_accept(p, "note")) {
        TRY(add_note(&s->notes, &s->n_notes, p));
    } else if (parse_accept(p, "unavailable")) {
        TRY(once(p, seen, CLAUSE_UNAVAILABLE, at, "unavailable"));
        TRY(parse_text(&s->unavailable, p, "the reason"));
    } else if (parse_accept(p, "protect")) {
        TRY(once(p, seen, CLAUSE_PROTECT, at, "protect"));
        TRY(parse_protect(s, p));
    } else {
        *took = false;
    }
out:
    return rc;
}

/* What stands where a clause should; "age clas" is offered age_class. */
static enum err_code expected_clause(struct parser *p)
{
    static const char *const names[] = {
        "where",   "during",  "rows", "columns", "each",        "rate",  "known",
        "borders", "compare", "note", "protect", "and",         "count", "sum",
        "part",    "table",   "or",   "in",      "unavailable", "share", NULL};
    enum err_code rc = parse_expected(
        p, names, "a clause (where, during, rows ...) or the next statement");
    const struct token *before = &p->tokens[p->at - 1], *t = parse_next(p);
    if (before->kind == TOKEN_WORD && t->kind == TOKEN_WORD && before->text.n < 64 &&
        t->text.n < 64) {
        const char *both =
            arena_format(p->a, "%.*s_%.*s", STR_ARG(before->text), STR_ARG(t->text));
        const char *near = dimension_nearest(str_of(both));
        if (near && !habit_cure(parse_next(p)->text))
            err_hint(p->e, "did you mean %s?", near);
    }
    return rc;
}

enum err_code parse_statement(struct statement **out, struct parser *p,
                              const char *title)
{
    struct statement *s = *out = arena_new(p->a, struct statement);
    size_t begins = parse_next(p)->begins;
    unsigned seen = 0;
    bool took = true;
    enum err_code rc = OK;
    s->at = parse_next(p)->at;
    s->title = title;
    s->moments = (struct moments){
        .as_of = DAY_NONE, .borders_of = DAY_NONE, .known_at_ms = INT64_MAX};
    if (title && parse_is(p, "unavailable"))
        s->measure = MEASURED_NOTHING;
    else
        TRY(parse_measure(s, p));
    p->relation = population_relation(&s->counted);
    while (took)
        TRY(parse_clause(s, &seen, &took, p));
    if (!parse_is_boundary(p)) return expected_clause(p);
    s->text = (struct str){p->text.p + begins, p->tokens[p->at - 1].ends - begins};
out:
    return rc;
}
