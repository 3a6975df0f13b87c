/* The one way to write. A write is a transaction with an audit row in it:
 *
 *     TRY(write_begin(&w, db, &who, "import programme", "first load", e));
 *     TRY(call_add(w, &call, e));
 *     TRY(write_commit(&w, e));        (sets w to NULL, also when it fails)
 * out:
 *     write_abandon(&w);               (nothing when w is NULL)
 *
 * Invariants:
 * (1) every fact carries the number of its audit row, and the two become durable
 * together or not at all; write_commit returns OK only after the disk has it. (2) audit
 * rows are numbered 1, 2, 3 ... without gaps; each holds a BLAKE2b-256 over the hash of
 * the one before and its own content. (3) per noun an audit row tells how many rows it
 * added, how many there are since the beginning, and the sum (lane by lane, modulo
 * 2^64) of the BLAKE2b-256 of every row: verify recounts both, so a row removed, added
 * or altered behind this interface is found. The chain is not keyed: who may write the
 * file could rebuild all of it, therefore verify prints the last hash, to be kept
 * elsewhere. (4) facts are never deleted or overwritten: fact_retract closes them.
 *
 * After an error of any function the write can only be abandoned; write_commit then
 * refuses. ERR_BUSY after five seconds when another program is writing. */
#ifndef STORE_WRITE_H
#define STORE_WRITE_H

#include "store/db.h"

/* Who acts: "cli", "demo" or the id of a worker; never a personal name. */
struct actor {
    char name[40];
};

struct write;

/* `act` is what is done, in words ("record contact"); `reason` may be "". Both are kept
 * in the audit row and must not identify a person. */
nodiscard enum err_code write_begin(struct write **out, struct db *db,
                                    const struct actor *who, const char *act,
                                    const char *reason, struct err *e);
/* The second clock of the facts that follow: when they became known. Default: now. Not
 * later than now (ERR_INVALID at the next fact). The audit row always carries now. */
void write_recorded_at(struct write *w, int64_t unix_ms);
nodiscard enum err_code write_commit(struct write **w, struct err *e);
void write_abandon(struct write **w);

int64_t write_number(const struct write *w); /* of its audit row */
struct db *write_db(const struct write *w);

/* One noun is one table of facts. */
enum noun {
#define N(noun, name, table, columns, values) noun,
#include "store/nouns.def"
#undef N
    N_NOUNS
};
const char *noun_name(enum noun noun); /* "trajectory" */
/* NULL-safe inverse; N_NOUNS when there is none. */
enum noun noun_named(struct str name);

/* Closes a fact at the write's recorded moment. A correction is: retract, then add. For
 * what other facts refer to (organisation, project, person, trajectory ...) the id may
 * be added again with other values: a new version of the same thing. `person` is whose
 * fact it is, and nil for nouns that hang on no person (organisation, project, question
 * ...); for a person itself it is that person, as is `id`. ERR_NOT_FOUND when no such
 * fact is open; ERR_INVALID when it was recorded after that moment. Retracting a person
 * or a trajectory hides what hangs on it; an organisation, project or partnership that
 * facts still refer to shows as a defect in verify until it is added again. */
nodiscard enum err_code fact_retract(struct write *w, enum noun noun,
                                     struct person_id person, struct uuid id,
                                     struct err *e);
/* A call has a code instead of an id. */
nodiscard enum err_code call_retract(struct write *w, struct str code, struct err *e);

#endif
