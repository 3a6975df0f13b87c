/* Pairs of records that agree exactly on two values, for where there are too many
 * records to hold all against all. Every two roles are a key (given name and date,
 * family name and telephone, ...); what tells people apart alone (number, mail, phone)
 * is one by itself; of names and streets, which are mistyped, the beginnings of every
 * two and the ends of every two are keys as well. Where many records share a key, each
 * meets those that stand nearest to it in an order of all its other values, so that no
 * common value costs the square of its records. No role is needed: keys are made of
 * what there is. */
#ifndef LINK_CANDIDATE_KEYS_H
#define LINK_CANDIDATE_KEYS_H

#include "link/clk_compare.h"
#include "link/compare.h"
#include "link/folded_persons.h"

enum {
    CANDIDATE_KEYS_MOST = 48,
    CANDIDATE_PARTS = 6,
    CANDIDATE_NEIGHBOURS = 40 /* with the same key, before and behind */
};

struct candidate_key {
    const uint32_t *value[2]; /* of folded_persons; the same twice: one value */
    uint32_t *row;            /* those that have both, in order */
    uint32_t *place;          /* of each row in it; UINT32_MAX: not there */
    size_t n;
};

struct candidate_keys {
    size_t n, first; /* records; those of the first of two files, 0: within one */
    unsigned n_keys;
    struct candidate_key key[CANDIDATE_KEYS_MOST];
    uint32_t *part[CANDIDATE_PARTS]; /* beginnings, then ends; NULL: not there */
};

/* `first`: as many rows are the left side, the others the right one. Refers to `p`. */
void candidate_keys_init(struct candidate_keys *k, const struct folded_persons *p,
                         size_t first);
void candidate_keys_dispose(struct candidate_keys *k);
/* Bytes that the keys of these records take. */
double candidate_keys_bytes(const struct folded_persons *p);
/* The most rows that candidate_keys_of may give. */
size_t candidate_keys_row_most(const struct candidate_keys *k);

/* Rows that row `a` meets, in no order: with `all_rows` those before it as well, which
 * counts each pair from both its sides. `seen`: one number a record, 0 at first, and
 * `stamp` another one, never 0, in each call. */
size_t candidate_keys_of(uint32_t *out, const struct candidate_keys *k, size_t a,
                         bool all_rows, uint32_t *seen, uint32_t stamp);

/* Of the pairs that meet those that reach the threshold of `q`, by a, then b; the
 * caller's (free). ERR_TOO_LARGE when there are more than q->max_pairs. */
nodiscard enum err_code candidate_keys_find(struct compared_pair **out, size_t *n_out,
                                            const struct candidate_keys *k,
                                            const struct clk_set *set,
                                            const struct clk_search *q, struct err *e);

#endif
