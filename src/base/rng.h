/* Repeatable random numbers for demonstration data, samples and tests (xoshiro256**,
 * Blackman and Vigna 2018, seeded by SplitMix64). Never for keys: see trust/. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include "base/base.h"

struct rng {
    uint64_t s[4];
};

void rng_init(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
uint32_t rng_below(struct rng *r, uint32_t n);     /* 0..n-1, unbiased; n > 0 */
int rng_between(struct rng *r, int low, int high); /* both included */
bool rng_chance(struct rng *r, double p);
/* Index drawn with these weights; at least one weight must be positive. */
size_t rng_weighted(struct rng *r, const unsigned *weights, size_t n);
void rng_shuffle(struct rng *r, void *items, size_t n, size_t size);

#endif
