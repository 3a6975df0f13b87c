#include "synthetic.h"

#include "base/arena.h"
#include "base/rng.h"

const char *const synthetic_names[SYNTHETIC_DIMS] = {"province", "sex", "education",
                                                     "age_class", "origin"};
const uint32_t synthetic_values[SYNTHETIC_DIMS] = {7, 3, 4, 8, 3};

static const unsigned weights[SYNTHETIC_DIMS][8] = {
    {28, 17, 24, 10, 13, 6, 2},     {50, 48, 2},  {45, 33, 16, 6},
    {9, 16, 15, 14, 13, 13, 12, 8}, {55, 35, 10},
};
static const unsigned participations[7] = {32, 27, 19, 11, 6, 3, 2}; /* mean 2.49 */

static uint8_t draw(struct rng *g, int d)
{
    return (uint8_t)rng_weighted(g, weights[d], synthetic_values[d]);
}

void synthetic_init(struct synthetic *s, size_t n, uint64_t seed)
{
    struct rng g;
    rng_init(&g, seed);
    *s = (struct synthetic){.n = n};
    for (int d = 0; d < SYNTHETIC_DIMS; d++)
        s->columns[d] = mem_array(n + 1, 1);
    s->person = mem_array(n + 1, sizeof *s->person);
    s->person_first = mem_array(n + 1, 1);
    for (size_t i = 0; i < n; s->n_persons++) {
        uint8_t codes[SYNTHETIC_DIMS];
        for (int d = 0; d < SYNTHETIC_DIMS; d++)
            codes[d] = draw(&g, d);
        size_t times = 1 + rng_weighted(&g, participations, ARRAY_LEN(participations));
        for (size_t t = 0; t < times && i < n; t++, i++) {
            if (t && rng_chance(&g, 0.15)) {
                int d = (int)rng_below(&g, SYNTHETIC_DIMS);
                codes[d] = draw(&g, d);
            }
            for (int d = 0; d < SYNTHETIC_DIMS; d++)
                s->columns[d][i] = codes[d];
            s->person[i] = s->n_persons;
            s->person_first[i] = t == 0;
        }
    }
}

void synthetic_dispose(struct synthetic *s)
{
    for (int d = 0; d < SYNTHETIC_DIMS; d++)
        free(s->columns[d]);
    free(s->person);
    free(s->person_first);
}
