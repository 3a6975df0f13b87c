/* What the files of the parser share: the place in the tokens and the ways to take the
 * next ones. Keywords match in any case. A function called accept_* moves on when what
 * it names is there; one called parse_* fails when it is not. */
#ifndef MEASURE_PARSE_STATE_H
#define MEASURE_PARSE_STATE_H

#include "measure/question_ast.h"

enum {
    PARSE_CONDITIONS = 1000, /* comparisons in one where */
    PARSE_SELECTIONS = 32,   /* selections of one population */
    PARSE_VALUES = 256,      /* values in one list */
};

struct parser {
    struct arena *a;
    struct str text;
    const struct token *tokens;
    size_t n, at;
    unsigned depth;        /* open parentheses */
    unsigned n_conditions; /* in this where */
    struct question *question;
    unsigned relation; /* whose dimensions are named here; 0 not known as yet */
    struct err *e;
};

const struct token *parse_next(const struct parser *p);   /* not taken; never NULL */
bool parse_is(const struct parser *p, const char *words); /* "rate of" is next */
bool parse_accept(struct parser *p, const char *words);
bool parse_is_symbol(const struct parser *p, const char *symbol);
bool parse_accept_symbol(struct parser *p, const char *symbol);
/* A clause, a statement, a part or the end is next. */
bool parse_is_boundary(const struct parser *p);

/* ERR_SYNTAX at the next token: "expected ..., found ...". `names` (may be NULL, ends
 * with NULL) are offered when one is near what stands there. */
nodiscard enum err_code parse_expected(struct parser *p, const char *const *names,
                                       const char *format, ...) printf_like(3, 4);
/* Any error at a place. */
nodiscard enum err_code parse_fail(struct parser *p, struct place at,
                                   enum err_code code, const char *format, ...)
    printf_like(4, 5);
nodiscard enum err_code parse_twice(struct parser *p, struct place at,
                                    const char *what);

nodiscard enum err_code parse_text(const char **out, struct parser *p,
                                   const char *what);
nodiscard enum err_code parse_day(struct day *out, struct parser *p);
nodiscard enum err_code parse_moment(int64_t *out, struct parser *p);
nodiscard enum err_code parse_period(struct period *out, struct parser *p);

/* "age class": the longest run of words that names a dimension. */
nodiscard enum err_code parse_dimension(struct dimension_use *out, struct parser *p);
/* One word, number or text, not looked up yet. */
nodiscard enum err_code parse_value(struct value *out, struct parser *p,
                                    const char *what);
/* The error `rc` of a value just taken that its list does not have; the hint says so
 * when the words that follow belong to it ("West Vlaanderen"). list may be NULL. */
enum err_code parse_value_unknown(struct parser *p, const struct value *v,
                                  const char *list, enum err_code rc);
/* Values with commas or `or` between them, looked up in the list. */
nodiscard enum err_code parse_list_values(struct value **out, size_t *n_out,
                                          struct parser *p, const char *list);

/* What may be asked of places, outreach actions, people met and covered municipalities;
 * *took tells whether one was there. */
nodiscard enum err_code parse_outreach_selection(struct selection *s, bool *took,
                                                 struct parser *p, enum unit unit);
nodiscard enum err_code parse_population(struct population *out, struct parser *p,
                                         enum unit unit_if_none, bool unit_required);
/* from|to|of [each|any] labour status|benefit|registration CODE ... [to REASON ...] */
nodiscard enum err_code parse_spell_set(struct population *out, struct parser *p);
nodiscard enum err_code parse_condition(struct condition **out, struct parser *p);
/* count, sum, or a statistic of days, with its population. */
nodiscard enum err_code parse_measure(struct statement *s, struct parser *p);
/* From `count`, `sum` ... to the last clause. */
nodiscard enum err_code parse_statement(struct statement **out, struct parser *p,
                                        const char *title);
bool parse_is_statement(const struct parser *p);
/* "as of", "known at", "borders of"; *took tells whether one was there. */
nodiscard enum err_code parse_moments(struct moments *m, bool *took, struct parser *p);

#endif
