/* What the figures of persons may be wrong by: pairs that nobody decided about, and
 * what was found when a sample of pairs was looked at. */
#ifndef STORE_LINK_DOUBT_STORE_H
#define STORE_LINK_DOUBT_STORE_H

#include "domain/facts.h"
#include "store/db.h"

/* As known at a moment (INT64_MAX: now); the fact lives during the call. */
nodiscard enum err_code link_doubts_read(
    struct db *db, int64_t known_at_ms,
    enum err_code (*take)(void *to, const struct link_doubt_fact *f, struct err *e),
    void *to, struct err *e);
/* The pairs of the last sample drawn by then that were decided by then. */
nodiscard enum err_code link_reviewed_read(
    struct db *db, int64_t known_at_ms,
    enum err_code (*take)(void *to, const struct link_reviewed_fact *f, struct err *e),
    void *to, struct err *e);

#endif
