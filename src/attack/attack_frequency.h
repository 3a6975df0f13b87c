/* Equal encodings, counted, and equal values, counted: the most frequent of one is held
 * to be the most frequent of the other, and so on (Kuzu and others 2011 in its simplest
 * form). Lives on encodings of one attribute; what is a function of the value alone,
 * which every hardening without a salt is, does not stop it. */
#ifndef ATTACK_ATTACK_FREQUENCY_H
#define ATTACK_ATTACK_FREQUENCY_H

#include "attack/attack.h"

/* guess[i] for each encoding, a row of `people` with the value of `field` that it is
 * held to have. Encodings and values that come fewer than `least` times are not
 * guessed at. */
void attack_frequency(int32_t *guess, const struct clk_set *encodings,
                      const struct attack_people *people, unsigned field, size_t least);

#endif
