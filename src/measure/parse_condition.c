/* Conditions: or of and of not of comparisons. */
#include "measure/parse_state.h"

#include "measure/resolve.h"

static enum err_code parse_or(struct condition **out, struct parser *p);

static struct condition *condition_new(struct parser *p, enum condition_kind kind,
                                       struct place at)
{
    struct condition *c = arena_new(p->a, struct condition);
    c->kind = kind;
    c->at = at;
    return c;
}

/* reached|started|ended|judged (during PERIOD | on DAY | before DAY | after DAY) */
static enum err_code parse_date_condition(struct condition *c, struct parser *p)
{
    static const char *const names[] = {"during", "on", "before", "after", NULL};
    enum err_code rc;
    c->kind = CONDITION_DATE;
    c->period = (struct period){{INT32_MIN + 1}, {INT32_MAX - 1}, true};
    struct day day;
    if (parse_accept(p, "during")) return parse_period(&c->period, p);
    bool on = parse_accept(p, "on"), before = !on && parse_accept(p, "before");
    bool after = !on && !before && parse_accept(p, "after");
    if (!on && !before && !after)
        return parse_expected(p, names, "during, on, before or after");
    TRY(parse_day(&day, p));
    if (!before) c->period.from = (struct day){day.v + after};
    if (!after) c->period.to = (struct day){day.v - before};
out:
    return rc;
}

static bool accept_date_name(enum date_of *out, struct parser *p)
{
    static const char *const names[N_DATES_OF] = {[DATE_REACHED] = "reached",
                                                  [DATE_STARTED] = "started",
                                                  [DATE_ENDED] = "ended",
                                                  [DATE_JUDGED] = "judged"};
    for (int i = 0; i < N_DATES_OF; i++) {
        if (!parse_accept(p, names[i])) continue;
        *out = (enum date_of)i;
        return true;
    }
    return false;
}

static bool accept_compare(enum compare *out, struct parser *p)
{
    static const char *const signs[] = {
        [COMPARE_EQ] = "=",  [COMPARE_NE] = "!=", [COMPARE_LT] = "<",
        [COMPARE_LE] = "<=", [COMPARE_GT] = ">",  [COMPARE_GE] = ">="};
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        if (!parse_accept_symbol(p, signs[i])) continue;
        *out = (enum compare)i;
        return true;
    }
    return false;
}

static enum err_code parse_in_values(struct condition *c, struct parser *p)
{
    struct value values[PARSE_VALUES];
    size_t n = 0;
    enum err_code rc;
    if (!parse_accept_symbol(p, "(")) {
        rc = parse_expected(p, NULL, "( after in");
        err_hint(p->e, "put parentheses around the values: %s in (A, B)",
                 c->dimension->name);
        goto out;
    }
    do {
        if (n == PARSE_VALUES)
            return parse_fail(p, parse_next(p)->at, ERR_TOO_LARGE,
                              "expected at most %d values in one list", PARSE_VALUES);
        TRY(parse_value(&values[n], p, "a value"));
        rc = resolve_value(&values[n], c->dimension, p->e);
        if (rc != OK) return parse_value_unknown(p, &values[n], c->dimension->list, rc);
        n++;
    } while (parse_accept_symbol(p, ","));
    if (!parse_accept_symbol(p, ")")) return parse_expected(p, NULL, "a comma or )");
    c->values = arena_new_array(p->a, struct value, n);
    memcpy(c->values, values, n * sizeof *values);
    c->n_values = n;
out:
    return rc;
}

/* Dimensions that a filter cannot use, with the words that do it instead. */
static const char *filter_instead(const struct dimension *d)
{
    if (d->flags & DIMENSION_EVENT_DATE) return "use during 2018 for the year or month";
    if (d->id == DIM_INDICATOR || d->id == DIM_MOMENT || d->id == DIM_ANSWER_CHANGE)
        return "use with baseline CODE or with end CODE";
    return NULL;
}

static enum err_code parse_comparison(struct condition *c, struct parser *p)
{
    struct dimension_use use;
    enum err_code rc;
    TRY(parse_dimension(&use, p));
    c->dimension = use.dimension;
    if (filter_instead(use.dimension)) {
        rc = parse_fail(p, use.at, ERR_INVALID,
                        "expected a dimension that can be filtered, found %s",
                        use.dimension->name);
        err_hint(p->e, "%s", filter_instead(use.dimension));
        goto out;
    }
    c->kind = CONDITION_VALUES;
    if (parse_accept(p, "in")) return parse_in_values(c, p);
    if (parse_accept(p, "not in")) {
        c->compare = COMPARE_NE;
        return parse_in_values(c, p);
    }
    struct place sign_at = parse_next(p)->at;
    if (!accept_compare(&c->compare, p))
        return parse_expected(p, NULL, "= != < <= > >= or in after %s",
                              use.dimension->name);
    if (c->compare > COMPARE_NE) {
        c->kind = CONDITION_NUMBER;
        if (!(use.dimension->flags & DIMENSION_NUMBER)) {
            rc = parse_fail(p, sign_at, ERR_INVALID,
                            "expected = != or in: %s is not a number",
                            use.dimension->name);
            goto out;
        }
    }
    c->values = arena_new(p->a, struct value);
    c->n_values = 1;
    TRY(parse_value(c->values, p, "a value"));
    rc = resolve_value(c->values, c->dimension, p->e);
    if (rc != OK) return parse_value_unknown(p, c->values, c->dimension->list, rc);
    if (c->kind == CONDITION_NUMBER && c->values->code >= 0)
        rc = parse_fail(p, c->values->at, ERR_INVALID,
                        "expected a number, found \"%.*s\"", STR_ARG(c->values->text));
out:
    return rc;
}

static enum err_code deeper(struct parser *p, struct place at)
{
    if (++p->depth > LIMIT_QUESTION_DEPTH)
        return parse_fail(p, at, ERR_TOO_LARGE,
                          "expected at most %d conditions inside each other",
                          LIMIT_QUESTION_DEPTH);
    return OK;
}

static enum err_code parse_one(struct condition **out, struct parser *p)
{
    struct place at = parse_next(p)->at;
    enum err_code rc;
    if (parse_accept_symbol(p, "(")) {
        TRY(deeper(p, at));
        TRY(parse_or(out, p));
        p->depth--;
        if (!parse_accept_symbol(p, ")"))
            return parse_expected(p, NULL, "and, or or )");
        return OK;
    }
    if (parse_accept(p, "not")) {
        *out = condition_new(p, CONDITION_NOT, at);
        TRY(deeper(p, at));
        TRY(parse_one(&(*out)->left, p));
        p->depth--;
        return OK;
    }
    if (++p->n_conditions > PARSE_CONDITIONS)
        return parse_fail(p, at, ERR_TOO_LARGE, "expected at most %d comparisons",
                          PARSE_CONDITIONS);
    struct condition *c = *out = condition_new(p, CONDITION_VALUES, at);
    rc = accept_date_name(&c->date, p) ? parse_date_condition(c, p)
                                       : parse_comparison(c, p);
out:
    return rc;
}

static enum err_code parse_and(struct condition **out, struct parser *p)
{
    enum err_code rc;
    TRY(parse_one(out, p));
    while (parse_is(p, "and")) {
        struct condition *c = condition_new(p, CONDITION_AND, parse_next(p)->at);
        p->at++;
        c->left = *out;
        *out = c;
        TRY(parse_one(&c->right, p));
    }
out:
    return rc;
}

static enum err_code parse_or(struct condition **out, struct parser *p)
{
    enum err_code rc;
    TRY(parse_and(out, p));
    while (parse_is(p, "or")) {
        struct condition *c = condition_new(p, CONDITION_OR, parse_next(p)->at);
        p->at++;
        c->left = *out;
        *out = c;
        TRY(parse_and(&c->right, p));
    }
out:
    return rc;
}

enum err_code parse_condition(struct condition **out, struct parser *p)
{
    p->depth = 0;
    p->n_conditions = 0;
    return parse_or(out, p);
}
