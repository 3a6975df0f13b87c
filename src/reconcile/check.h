/* Inside reconcile/: the claims of one run brought together by what they speak of, and
 * how a rule tells what it found. */
#ifndef RECONCILE_CHECK_H
#define RECONCILE_CHECK_H

#include "measure/dimension.h"
#include "reconcile/key_map.h"
#include "reconcile/reconcile.h"

/* Numbers of the texts of a claim, so that equal texts are equal numbers. Measures are
 * equal but for case and for `_`, `-` and space. */
struct claim_key {
    uint32_t publication, figure, measure, unit, cell;
};

struct check {
    struct arena *a;      /* of the findings */
    struct arena scratch; /* of the run */
    const struct claims *claims;
    struct claim_key *keys;         /* one for each claim */
    struct key_map names;           /* texts to numbers */
    struct key_map cells;           /* publication, measure, unit, cell: claims */
    struct key_map tables;          /* publication, figure, measure, unit: claims */
    struct key_map families;        /* publication, cell: claims */
    struct key_map figures;         /* publication, figure: claims */
    struct key_map publications;    /* publication: claims */
    struct key_map dimension_names; /* names of dimensions, to `dimensions` */
    const struct dimension **dimensions;
    size_t n_dimensions, cap_dimensions;
    struct findings *out;
    const struct check_context *ctx;
};

/* A list of claims that speak of one thing. */
struct claim_list {
    uint32_t *items;
    size_t n, cap;
};
void claim_list_add(struct claim_list *l, uint32_t item);
void claim_list_dispose(struct claim_list *l);

static inline const struct claim *claim_at(const struct check *k, uint32_t i)
{
    return &k->claims->items[i];
}
/* dimension_named, looked up once for each name of the run. */
const struct dimension *check_dimension(struct check *k, const char *name);
uint32_t check_name(struct check *k, struct str text);    /* exact */
uint32_t check_measure(struct check *k, struct str text); /* forgiving */
/* The cell of a claim without the dimension at `pair`, or with another value there
 * (NULL: without). */
uint32_t check_cell(struct check *k, const struct claim *c, size_t pair,
                    const char *value);
/* The first claim with a number (or a blank, with `or_blank`) of a cell; the one of
 * figure `figure` if there is one. KEY_END when there is none. */
uint32_t check_find(const struct check *k, uint32_t publication, uint32_t measure,
                    uint32_t unit, uint32_t cell, uint32_t figure);

/* As check_find, of a measure by name at the cell of claim `i`; with `pair` not
 * SIZE_MAX at that cell without the pair. */
uint32_t check_beside(struct check *k, uint32_t i, const char *measure, size_t pair);
size_t claim_pair_at(const struct claim *c, const char *name); /* SIZE_MAX: none */
bool is_outcome(const struct claim *c); /* an outcome, by its name or its dimension */
/* The outcome's code: of its dimension, else the measure. */
struct str outcome_of(const struct claim *c);
/* The claim that a count is a share of, by what it says itself, else KEY_END. */
uint32_t check_base(struct check *k, uint32_t i);

/* Tells a finding. Words replace the %s of what it says and then of its cure. */
void check_tell(struct check *k, enum rule_id rule, const uint32_t *items, size_t n,
                const char *arithmetic, const char *const *words, size_t n_words);
#define TELL(k, rule, items, n, arithmetic, ...)                                       \
    check_tell((k), (rule), (items), (n), (arithmetic),                                \
               (const char *const[]){__VA_ARGS__},                                     \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* A number as people of the language of the run write it. */
const char *check_number(struct check *k, double value, int decimals);
const char *check_number_of(struct check *k, const struct claim *c);
const char *check_percent(struct check *k, double n, double base); /* 8,6 % */
const char *check_day(struct check *k, struct day day);
/* Label of a code in its list, else the code. */
const char *check_value_label(struct check *k, const struct claim_pair *pair);
/* A measure in words, as far as a code list has them. */
const char *check_measure_label(struct check *k, const struct claim *c);
const char *check_dimension_label(struct check *k, const char *name);
/* "190 + 127 = 317", of at most 12 terms. */
const char *check_sum_text(struct check *k, const uint32_t *items, size_t n,
                           double *sum_out);
/* Numbers of one unit that may be compared: equal but for the rounding of doubles. */
bool same_number(double x, double y);
/* Do `m` and the word name one measure? */
bool measure_is(const struct claim *c, const char *word);

void check_sums(struct check *k);
void check_wholes(struct check *k);
void check_percents(struct check *k);
void check_rates(struct check *k);
void check_sets(struct check *k);
void check_moments(struct check *k);
void check_publications(struct check *k);
void check_amounts(struct check *k);
void check_promises(struct check *k);
void check_terms(struct check *k);

#endif
