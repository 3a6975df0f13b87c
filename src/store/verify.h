/* Is everything there, whole and in order? And copies that can be trusted. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/db.h"

struct verify_report {
    int64_t n_checks, n_defects;
    int64_t n_facts;  /* rows recounted */
    int64_t n_audit;  /* links of the chain */
    int64_t n_sealed; /* sealed fields opened */
    char head[65];    /* hash of the last audit row, in hex; keep it elsewhere */
};

/* Checks: the engine's integrity, foreign keys, migrations, the audit chain, row counts
 * and sums per noun, days in order, codes in their lists, retractions, references, and
 * that sealed fields open (a sample, or all with `deep`; skipped aloud when no vault is
 * attached). `found` gets a sentence per defect, naming tables and record ids, never
 * values. Returns OK also with defects; look at n_defects. */
nodiscard enum err_code store_verify(struct verify_report *out, struct db *db,
                                     bool deep,
                                     void (*found)(void *to, const char *defect),
                                     void *to, struct err *e);

/* A compact copy at `path` (ERR_EXISTS when there is a file), synced and verified; the
 * key is not in it. Writers go on. On an error nothing is left at `path`. */
nodiscard enum err_code store_backup(struct verify_report *out, struct db *db,
                                     const char *path, struct err *e);
/* Verifies the copy at `from`, then puts it where `url` says, all or nothing.
 * ERR_EXISTS when a database is there; ERR_CORRUPT when the copy has defects. `vault`
 * may be NULL; otherwise it must be the key of that copy. */
nodiscard enum err_code store_restore(struct verify_report *out, const char *url,
                                      const char *from, struct vault *vault,
                                      struct err *e);

#endif
