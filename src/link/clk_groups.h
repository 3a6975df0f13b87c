/* Pairs to groups, as anonlink's greedy solver does it: pairs in order of score; two
 * groups become one only when every pair across them is a candidate (`merge_per_1000`
 * 1000), or that share of them. With two parties: one to one. */
#ifndef LINK_CLK_GROUPS_H
#define LINK_CLK_GROUPS_H

#include "base/err.h"

struct clk_candidate {
    double score;
    uint16_t party_a, party_b; /* the same party on both sides: a record twice in it */
    uint32_t a, b;
};

struct clk_groups {
    /* group_of[party][record]: 0 .. n_groups - 1, UINT32_MAX alone */
    uint32_t **group_of;
    size_t n_parties, n_groups;
};

/* `candidates` in falling score, then party_a, party_b, a, b (ERR_INVALID otherwise);
 * one that comes twice in a row counts once. `party_size` tells how many records each
 * party has. A party stands at most once in a group, unless some candidate has it on
 * both sides: such a party has doubles. `merge_per_1000` 1 to 1000. */
nodiscard enum err_code clk_groups_solve(struct clk_groups *out,
                                         const struct clk_candidate *candidates,
                                         size_t n, const size_t *party_size,
                                         size_t n_parties, unsigned merge_per_1000,
                                         struct err *e);
void clk_groups_dispose(struct clk_groups *g);

#endif
