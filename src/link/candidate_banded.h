/* Candidates where there are too many records to hold all against all: those that agree
 * exactly on two values (candidate_keys.h), and those whose encodings meet in a band of
 * bits (clk_bands.h), which no rule was made for. Both are verified by overlap. What is
 * lost is measured before the run: some records are held against all, exactly. Only
 * candidate*.c include this file. */
#ifndef LINK_CANDIDATE_BANDED_H
#define LINK_CANDIDATE_BANDED_H

#include "link/candidates.h"

/* Fills what belongs to this way; `first` as for candidate_keys_init. */
nodiscard enum err_code candidates_plan_banded(struct candidate_plan *out,
                                               const struct folded_persons *p,
                                               const struct clk_set *set, size_t first,
                                               const struct candidate_limits *limits,
                                               struct err *e);
/* In no order, pairs may come twice. */
nodiscard enum err_code candidates_find_banded(struct compared_pair **out,
                                               size_t *n_out,
                                               const struct folded_persons *p,
                                               const struct clk_set *set, size_t first,
                                               const struct candidate_plan *plan,
                                               unsigned threads, struct err *e);

/* Rows from .. to - 1 of a set, as a set. */
static inline struct clk_set candidate_rows_of(const struct clk_set *s, size_t from,
                                               size_t to)
{
    struct clk_set part = *s;
    part.n = to - from;
    part.word += from * s->words;
    part.weight += from;
    return part;
}

#endif
