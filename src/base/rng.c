/* xoshiro256** 1.0: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47 (2021); seeded as its authors advise by SplitMix64. */
#include "base/rng.h"

static uint64_t rotate(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

void rng_init(struct rng *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += 0x9e3779b97f4a7c15u;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        r->s[i] = z ^ (z >> 31);
    }
}

uint64_t rng_next(struct rng *r)
{
    uint64_t *s = r->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

/* 0..n-1 without bias: values below 2^64 mod n are drawn again. */
static uint64_t below(struct rng *r, uint64_t n)
{
    uint64_t threshold = (0 - n) % n, x;
    do
        x = rng_next(r);
    while (x < threshold);
    return x % n;
}

uint32_t rng_below(struct rng *r, uint32_t n)
{
    require(n > 0);
    return (uint32_t)below(r, n);
}

int rng_between(struct rng *r, int low, int high)
{
    require(low <= high);
    return (int)(low + (int64_t)below(r, (uint64_t)((int64_t)high - low) + 1));
}

bool rng_chance(struct rng *r, double p)
{
    return (double)(rng_next(r) >> 11) * 0x1p-53 < p;
}

size_t rng_weighted(struct rng *r, const unsigned *weights, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += weights[i];
    require(total > 0);
    uint64_t x = below(r, total);
    size_t i = 0;
    while (x >= weights[i])
        x -= weights[i++];
    return i;
}

void rng_shuffle(struct rng *r, void *items, size_t n, size_t size)
{
    char *p = items;
    for (size_t i = n; i > 1; i--) {
        char *a = p + (i - 1) * size, *b = p + below(r, i) * size;
        for (size_t k = 0; a != b && k < size; k++) {
            char c = a[k];
            a[k] = b[k];
            b[k] = c;
        }
    }
}
