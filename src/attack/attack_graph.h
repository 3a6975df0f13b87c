/* Graph matching, after Vidanage, Christen, Ranbaduge and Schnell, CIKM 2020, and Heng,
 * Armknecht, Chen and Schnell, PLOS ONE 2022: nothing but who is how like whom. The
 * attacker encodes his own population, with the same schema and hardening and a secret
 * of his own, and has two graphs whose nodes are to be put upon one another.
 *
 * 1. A node is described by its likeness to its nearest nodes, the mean and spread of
 *    its likeness to all, and the same of its nearest ones.
 * 2. Nodes nearest to each other in that description, and clearly so, are anchors.
 * 3. A node is then described by its likeness to the anchors; those that correspond
 *    best, each to the other, are the anchors of the next round. */
#ifndef ATTACK_ATTACK_GRAPH_H
#define ATTACK_ATTACK_GRAPH_H

#include "attack/attack.h"

enum { ATTACK_GRAPH_MOST = 6000 }; /* nodes of one graph */

/* Somebody whom the attacker knows to be in the file, and where: himself, a colleague.
 */
struct attack_known {
    uint32_t encoding, row;
};

struct attack_graph_means {
    const struct attack_known *known; /* anchors from the beginning; may be NULL */
    size_t n_known;
    unsigned starts; /* steps 2 and 3 are tried with so many sets of first anchors, and
                        the outcome that agrees best with itself is kept; at least 1 */
    uint64_t seed;
};

/* guess[i]: row of `own`. `own` are the attacker's encodings of his population. */
void attack_graph(int32_t *guess, const struct clk_set *encodings,
                  const struct clk_set *own, const struct attack_graph_means *means);

#endif
