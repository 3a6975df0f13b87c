/* What a write is made of: for the store's own files. */
#ifndef STORE_WRITE_INSIDE_H
#define STORE_WRITE_INSIDE_H

#include "encode/person_sketch.h"
#include "store/row.h"
#include "trust/vault.h"

struct write {
    struct db *db;
    struct writer *writer; /* whose turn this is; NULL: the connection is our own */
    struct db *reader;     /* of the thread, when the turn is a writer's */
    struct actor who;
    char *act, *reason;
    int64_t now_ms, recorded_ms, number;
    uint8_t previous[ROW_HASH_BYTES];
    struct tally tallies[N_NOUNS];
    bool has_failed;
    bool must_empty_journal;
    bool is_look;              /* only the log of reads is written */
    struct subject_key key;    /* last used; nil subject: none */
    struct buf sealed;         /* of the record at hand */
    struct sketcher *sketcher; /* when a name was written; else NULL */
    struct person_id *moved;   /* whose place in lists may have changed; with repeats */
    size_t n_moved, moved_cap;
};

/* Marks the write as failed when rc is not OK, and gives rc back. */
enum err_code write_note(struct write *w, enum err_code rc);
/* Ends what this actor wrote with its row in the audit, and goes on for the next one in
 * the same transaction: nothing that lists depend on. */
nodiscard enum err_code write_turn(struct write *w, const struct actor *who,
                                   const char *act, const char *reason, struct err *e);
/* The version that is replaced was recorded at `ms`: within the same millisecond the
 * next one waits for the clock to go on. */
void write_after(struct write *w, int64_t ms);
/* Puts the id of a thing that has versions in its anchor table. */
nodiscard enum err_code anchor_add(struct write *w, enum noun noun,
                                   const struct uuid *id, struct err *e);

/* BLAKE2b-256 of an audit row: previous hash, number, moment, actor, act, reason, then
 * the tallies given, in order of noun name. */
struct audit_digest {
    crypto_generichash_state state;
};
void audit_digest_begin(struct audit_digest *d, const uint8_t previous[ROW_HASH_BYTES],
                        int64_t number, int64_t at, struct str actor, struct str act,
                        struct str reason);
void audit_digest_tally(struct audit_digest *d, struct str noun, int64_t added,
                        int64_t total, const void *sum);
void audit_digest_end(uint8_t out[ROW_HASH_BYTES], struct audit_digest *d);

#endif
