/* Who many persons are, opened for one purpose: as strict as identity_read. */
#ifndef STORE_IDENTITY_BULK_H
#define STORE_IDENTITY_BULK_H

#include "base/arena.h"
#include "store/person_store.h"
#include "trust/vault.h"

/* Writes for each of these persons who looks and why, commits that, and only then opens
 * them one after the other, only the fields in `fields` (bit 1 << IDENTITY_...), and
 * gives each to `take` with its place in `persons`. The values live during the call and
 * are wiped after it. Who was erased, or lost all identity, between the log and the
 * opening is passed over. `reason` may not be empty.
 *
 * Every person must have a key when it starts: ERR_NOT_FOUND, ERR_ERASED otherwise,
 * with nothing opened and nothing logged. ERR_KEY without a vault. */
typedef enum err_code identity_taker(void *to, size_t at,
                                     const struct identity *identity, struct err *e);
nodiscard enum err_code identities_open(struct db *db, const struct actor *who,
                                        const char *reason,
                                        const struct person_id *persons, size_t n,
                                        unsigned fields, identity_taker *take, void *to,
                                        struct err *e);
/* As identities_open, for who logged the look already, in a write that was committed
 * (look_add): who was found in a search is logged with the search. */
nodiscard enum err_code identities_open_looked(struct db *db,
                                               const struct person_id *persons,
                                               size_t n, unsigned fields,
                                               identity_taker *take, void *to,
                                               struct err *e);

/* Reading and opening apart: all that is sealed is read in one view of the database,
 * then the looks are logged, then it is opened without reading again. Only the fields
 * in `fields`; sealed bytes are in the arena. Who has no key gets has_key false. */
struct sealed_identity {
    bool has_key;
    struct wrapped_key key;
    struct str field[N_IDENTITY_FIELDS]; /* as sealed; empty: not there */
};
nodiscard enum err_code identities_fetch(struct sealed_identity *out, struct arena *a,
                                         struct db *db, const struct person_id *persons,
                                         size_t n, unsigned fields, struct err *e);
/* Of who was logged: as identities_open_looked. Who has no key is passed over. */
nodiscard enum err_code identities_open_fetched(const struct sealed_identity *sealed,
                                                struct db *db,
                                                const struct person_id *persons,
                                                size_t n, identity_taker *take,
                                                void *to, struct err *e);

#endif
