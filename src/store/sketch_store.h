/* Keyed sketches of who persons are (encode/person_sketch.h): derived from the sealed
 * fields, made when those are written, destroyed with the person's key. */
#ifndef STORE_SKETCH_STORE_H
#define STORE_SKETCH_STORE_H

#include "encode/person_sketch.h"
#include "store/person_store.h"
#include "store/write.h"

/* Who makes sketches under the secret of this installation. ERR_KEY without a vault. */
nodiscard enum err_code sketcher_of_db(struct sketcher **out, struct db *db,
                                       struct err *e);

/* For the store's own files: the sketch of a new person; one field of it that changed
 * (an empty value: not known any more; a field that no sketch has: nothing). */
nodiscard enum err_code sketch_add(struct write *w, struct person_id person,
                                   const struct identity *identity, struct err *e);
nodiscard enum err_code sketch_change(struct write *w, struct person_id person,
                                      enum identity_field field, struct str value,
                                      struct err *e);

/* One person's; empty when there is none. */
nodiscard enum err_code sketch_read(struct person_sketch *out, struct db *db,
                                    struct person_id person, struct err *e);

/* All sketches, in order of person: `sketches` stand one after the other. Both are the
 * caller's (free). */
struct sketch_list {
    struct person_id *person;
    struct person_sketch *sketch;
    size_t n;
};
nodiscard enum err_code sketches_read(struct sketch_list *out, struct db *db,
                                      struct err *e);
void sketch_list_dispose(struct sketch_list *l);
/* There are sealed names, and no sketch of anybody: a database of an older program. */
nodiscard enum err_code sketches_are_missing(bool *out, struct db *db, struct err *e);
/* The persons that the organisation delivered something of, or with whom it runs a
 * trajectory: as host, as promotor of the project, or as partner. In order of id. */
nodiscard enum err_code persons_of_organisation(struct person_id **out, size_t *n_out,
                                                struct arena *a, struct db *db,
                                                struct organisation_id organisation,
                                                struct err *e);

/* Drops all sketches, and hashes of telephones and cards, and makes them again from the
 * sealed fields. Everybody who is
 * opened gets a row in the log of reads, for the person to see; that is written first.
 * Erased persons have none. ERR_BUSY, with the sketches as they were, when somebody
 * wrote in between. */
struct sketch_rebuild {
    int64_t n_before, n_made, n_opened;
};
nodiscard enum err_code sketches_rebuild(struct sketch_rebuild *out, struct db *db,
                                         const struct actor *who, struct err *e);

#endif
