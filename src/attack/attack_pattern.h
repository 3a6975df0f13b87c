/* Pattern mining, after Christen, Vidanage, Ranbaduge and Schnell, PAKDD 2018: a pair
 * of letters sets the same bits wherever it stands, so bits that come together about as
 * often as the most frequent pair does are its bits. Encodings with and without them,
 * and values with and without the pair, are then two smaller problems of the same kind.
 * In the end a value is re-identified when it is the only one that has exactly the
 * pairs that an encoding has.
 *
 * Not Apriori but greedy: the two bits that come together most often within the range
 * that the pair's frequency allows, then each bit that comes with both. */
#ifndef ATTACK_ATTACK_PATTERN_H
#define ATTACK_ATTACK_PATTERN_H

#include "attack/attack.h"

struct attack_pattern_facts {
    size_t n_pairs; /* of letters, to which bits were given */
};

/* guess[i]: the row of `people` whose values in the fields (bit f for field f) encoding
 * i is held to have, when one only fits. */
void attack_pattern(int32_t *guess, struct attack_pattern_facts *facts,
                    const struct clk_set *encodings, const struct attack_people *people,
                    uint32_t fields);

#endif
