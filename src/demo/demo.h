/* The demonstration region: invented people whose records reproduce every figure that
 * was published (demo/published/figures.csv), and a living year of forty-four local
 * partnerships up to `today`. The same seed, scale and day give the same region. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "store/db.h"

struct demo_options {
    uint64_t seed;
    unsigned scale; /* the living year this many times as large; the past stays */
    struct day
        today; /* the living year is the 365 days before it; not after the clock */
    void (*progress)(void *user, const char *what, unsigned done, unsigned of);
    void *user;
};

/* Fills an empty database with its vault attached. A database that holds persons or
 * calls already is ERR_EXISTS and left as it was. Each batch is one transaction with
 * its audit row; when it stops half-way, the batches before stand and a second run
 * refuses. */
nodiscard enum err_code demo_make(struct db *db, const struct demo_options *options,
                                  struct err *e);

#endif
