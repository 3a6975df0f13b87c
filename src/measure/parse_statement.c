/* A statement: what is measured, then its clauses in any order. */
#include "measure/parse_state.h"

#include "measure/resolve.h"

#include "base/parse.h"

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
};

bool parse_is_statement(const struct parser *p)
{
    return parse_is(p, "count") || parse_is(p, "sum") || parse_is(p, "mean") ||
           parse_is(p, "median") || parse_is(p, "quantile");
}

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
        return parse_day(&m->as_of, p);
    }
    if (parse_accept(p, "borders of")) {
        if (!day_is_none(m->borders_of)) return parse_twice(p, at, "borders of");
        return parse_borders(&m->borders_of, p);
    }
    if (parse_accept(p, "known at")) {
        if (m->known_at_given) return parse_twice(p, at, "known at");
        m->known_at_given = true;
        return parse_moment(&m->known_at_ms, p);
    }
    *took = false;
    return OK;
}

/* rate of [UNIT] SELECTION ... [where CONDITION] */
static enum err_code parse_rate(struct statement *s, unsigned seen, struct parser *p)
{
    enum err_code rc;
    if (!parse_accept(p, "rate of")) return parse_expected(p, NULL, "\"rate of\"");
    s->rate_of = arena_new(p->a, struct population);
    TRY(parse_population(s->rate_of, p, s->counted.unit, false));
    struct place at = parse_next(p)->at;
    if (!parse_is(p, "where")) return OK;
    if (!(seen & CLAUSE_WHERE)) {
        rc = parse_fail(p, at, ERR_SYNTAX,
                        "expected the where of the count before rate of: a where after "
                        "it belongs to the denominator only");
        err_hint(p->e, "move where before rate of, or write it in both places");
        goto out;
    }
    p->at++;
    TRY(parse_condition(&s->rate_of->where, p));
out:
    return rc;
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

/* sum euro [allocated|committed|paid] */
static enum err_code parse_sum(struct statement *s, struct parser *p)
{
    enum err_code rc;
    s->measure = MEASURED_SUM;
    s->counted = (struct population){.unit = UNIT_EURO, .at = parse_next(p)->at};
    s->counted.selections = arena_new(p->a, struct selection);
    if (!parse_accept(p, "euro") && !parse_accept(p, "euros"))
        return parse_expected(p, (const char *const[]){"euro", NULL}, "euro");
    if (parse_is_boundary(p)) return OK;
    TRY(parse_value(&s->amount_kind, p, "allocated, committed or paid"));
    TRY(resolve_list_value(&s->amount_kind, "amount_kind", p->e));
    s->amount_kind_given = 1;
out:
    return rc;
}

/* One of the moments between which a duration runs. */
static enum err_code parse_duration_event(struct parser *p)
{
    static const char *const events[] = {"reached",  "started",       "ended",
                                         "judged",   "referred",      "offered",
                                         "accepted", "first contact", "registered"};
    static const char *const names[] = {"reached",  "started", "ended",    "judged",
                                        "referred", "offered", "accepted", NULL};
    for (size_t i = 0; i < ARRAY_LEN(events); i++)
        if (parse_accept(p, events[i])) return OK;
    struct value *values;
    size_t n;
    if (parse_accept(p, "outcome")) return parse_list_values(&values, &n, p, "outcome");
    return parse_expected(p, names,
                          "reached, started, ended, outcome CODE or another "
                          "moment");
}

/* median|mean|quantile 0.9 days from EVENT to EVENT [for UNIT SELECTION ...] */
static enum err_code parse_duration(struct statement *s, struct parser *p)
{
    size_t begins = parse_next(p)->begins;
    double share;
    enum err_code rc;
    s->measure = MEASURED_DURATION;
    if (parse_accept(p, "quantile")) {
        const struct token *t = parse_next(p);
        if (t->kind != TOKEN_WORD ||
            parse_decimal(&share, t->text, "share", NULL) != OK || share <= 0 ||
            share >= 1)
            return parse_expected(p, NULL, "a share between 0 and 1, such as 0.9");
    }
    p->at++; /* mean, median, or the share */
    if (!parse_accept(p, "days from")) return parse_expected(p, NULL, "\"days from\"");
    TRY(parse_duration_event(p));
    if (!parse_accept(p, "to")) return parse_expected(p, NULL, "\"to\" and a moment");
    TRY(parse_duration_event(p));
    s->duration =
        arena_copy(p->a, p->text.p + begins, p->tokens[p->at - 1].ends - begins);
    s->counted = (struct population){.unit = UNIT_TRAJECTORIES, .at = s->at};
    s->counted.selections = arena_new(p->a, struct selection);
    if (parse_accept(p, "for"))
        TRY(parse_population(&s->counted, p, UNIT_TRAJECTORIES, true));
out:
    return rc;
}

static enum err_code parse_measure(struct statement *s, struct parser *p)
{
    static const char *const names[] = {"count", "sum",   "median", "mean", "quantile",
                                        "part",  "table", "note",   NULL};
    if (parse_accept(p, "count"))
        return parse_population(&s->counted, p, UNIT_PERSONS, true);
    if (parse_accept(p, "sum")) return parse_sum(s, p);
    if (parse_is_statement(p)) return parse_duration(s, p);
    return parse_expected(p, names, "a measure: count, sum, median, mean or quantile");
}

/* What stands where a clause should; "age clas" is offered age_class. */
static enum err_code expected_clause(struct parser *p)
{
    static const char *const names[] = {
        "where",   "during",  "rows", "columns", "each",        "rate",  "known",
        "borders", "compare", "note", "protect", "and",         "count", "sum",
        "part",    "table",   "or",   "in",      "unavailable", NULL};
    enum err_code rc = parse_expected(
        p, names, "a clause (where, during, rows ...) or the next statement");
    const struct token *before = &p->tokens[p->at - 1], *t = parse_next(p);
    if (before->kind == TOKEN_WORD && t->kind == TOKEN_WORD && before->text.n < 64 &&
        t->text.n < 64) {
        const char *both =
            arena_format(p->a, "%.*s_%.*s", STR_ARG(before->text), STR_ARG(t->text));
        const char *near = dimension_nearest(str_of(both));
        if (near) err_hint(p->e, "did you mean %s?", near);
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
    s->moments = (struct moments){DAY_NONE, DAY_NONE, INT64_MAX, false};
    if (title && parse_is(p, "unavailable"))
        s->measure = MEASURED_NOTHING;
    else
        TRY(parse_measure(s, p));
    while (took)
        TRY(parse_clause(s, &seen, &took, p));
    if (!parse_is_boundary(p)) return expected_clause(p);
    s->text = (struct str){p->text.p + begins, p->tokens[p->at - 1].ends - begins};
out:
    return rc;
}
