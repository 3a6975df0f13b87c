/* Deliveries of partners, and the keys under which they know what they sent.
 *
 * A partner's key is kept as a keyed hash: who has the database but not its key cannot
 * tell whose number it was. With it stands a digest of what was said, so that the same
 * row twice is seen to be the same. */
#ifndef STORE_SOURCE_STORE_H
#define STORE_SOURCE_STORE_H

#include "domain/facts.h"
#include "store/write.h"

enum { SOURCE_HASH_BYTES = 16 };

struct source_hash {
    uint8_t b[SOURCE_HASH_BYTES];
};

struct delivery_fact {
    struct uuid id;
    struct organisation_id sender; /* nil: the house itself */
    char kind[24];                 /* "participants" */
    char name[120];                /* of the file, never of a person */
    uint8_t digest[32];            /* BLAKE2b-256 of its bytes */
    struct day received_on;
    int64_t n_rows, n_added, n_changed, n_same, n_refused;
    bool has_total;
    int64_t total; /* cents, or people met; by kind */
};

nodiscard enum err_code delivery_add(struct write *w, const struct delivery_fact *f,
                                     struct err *e);
/* The last delivery of this sender and kind. */
nodiscard enum err_code delivery_last(struct delivery_fact *out, bool *found_out,
                                      struct db *db, struct organisation_id sender,
                                      const char *kind, struct err *e);

struct source_key_fact {
    struct source_hash key; /* who sent it, its kind and its own key */
    int64_t version;        /* 1, then one more for each correction */
    struct uuid delivery;
    const char *kind;           /* given when added; NULL when found */
    struct source_hash content; /* what was said */
    struct person_id person;    /* whose fact it is; nil for none */
    struct uuid subject; /* the fact it became; for a call 16 bytes of its code */
};

/* keyed hash of `value`, kept apart by `use` ("key", "content"). ERR_KEY. */
nodiscard enum err_code source_hash(struct source_hash *out, struct db *db,
                                    struct str use, struct str value, struct err *e);
nodiscard enum err_code source_key_add(struct write *w, const struct source_key_fact *f,
                                       struct err *e);
/* The id of the key, for fact_retract. */
struct uuid source_key_id(const struct source_hash *key);
/* The open version. */
nodiscard enum err_code source_key_find(struct source_key_fact *out, bool *found_out,
                                        struct db *db, const struct source_hash *key,
                                        struct err *e);

#endif
