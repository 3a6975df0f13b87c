/* Encodings for the tests of comparing: random ones, and those of the oracle folder. */
#ifndef TESTS_CLK_SAMPLE_H
#define TESTS_CLK_SAMPLE_H

#include <sodium.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/rng.h"
#include "encode/clk_set.h"

/* Every bit has its own frequency, as in encodings of people; every `twin`th row is an
 * earlier row of the same set of frequencies with a few bits changed (0: none). */
static inline void sample_fill(struct clk_set *s, size_t n, uint32_t bits,
                               uint64_t seed, const struct clk_set *twins, size_t twin)
{
    struct rng rng, shape;
    uint8_t row[CLK_BITS_MAX / 8], per_100[CLK_BITS_MAX];
    rng_init(&rng, seed);
    rng_init(&shape, 7);
    for (uint32_t b = 0; b < bits; b++)
        per_100[b] = (uint8_t)(rng_below(&shape, 90) + 5);
    clk_set_init(s, n, bits);
    for (size_t i = 0; i < n; i++) {
        bool is_twin = twin && i % twin == 0 && twins->n;
        if (is_twin)
            memcpy(row, clk_set_row(twins, rng_below(&rng, (uint32_t)twins->n)),
                   bits / 8);
        else
            memset(row, 0, sizeof row);
        for (uint32_t b = 0; b < bits; b++) {
            if (is_twin ? rng_next(&rng) % 100 < 2 : rng_next(&rng) % 100 < per_100[b])
                row[b / 8] ^= (uint8_t)(0x80 >> b % 8);
        }
        if (i % 50 == 49) memset(row, 0, sizeof row); /* nothing known */
        clk_set_put(s, i, row);
    }
}

static inline const char *oracle_path(const char *name)
{
    static char path[4096];
    const char *folder = getenv("VINDPLAATS_ORACLE");
    if (folder)
        snprintf(path, sizeof path, "%s/%s", folder, name);
    else
        snprintf(path, sizeof path, "%s/../shared/oracle/link/%s", SOURCE_DIR, name);
    return path;
}
static inline bool oracle_is_here(void)
{
    bool is_here = file_exists(oracle_path("README.md"));
    if (!is_here)
        printf("skipped: the linkage oracles are not at %s\n", oracle_path(""));
    return is_here;
}

/* "row,entity_id,base64" a line, after a line of heads. */
static inline void oracle_csv_read(struct clk_set *out, const char *name, size_t n,
                                   uint32_t bits)
{
    struct arena a = {0};
    struct str text, line;
    struct err e;
    if (file_read(&text, &a, oracle_path(name), LIMIT_FILE_BYTES, &e) != OK)
        bug("an oracle cannot be read");
    clk_set_init(out, n, bits);
    str_split(&line, &text, '\n');
    for (size_t i = 0; i < n; i++) {
        uint8_t row[CLK_BITS_MAX / 8];
        size_t n_bytes = 0;
        struct str cell;
        require(str_split(&line, &text, '\n'));
        line = str_trim(line);
        while (str_split(&cell, &line, ','))
            if (!line.n) break;
        require(sodium_base642bin(row, sizeof row, cell.p, cell.n, NULL, &n_bytes, NULL,
                                  sodium_base64_VARIANT_ORIGINAL) == 0);
        require(n_bytes == bits / 8);
        clk_set_put(out, i, row);
    }
    arena_dispose(&a);
}

#endif
