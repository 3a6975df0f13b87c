/* Persons: what is countable stands open, who it is stands sealed (trust/vault.h).
 * Every function that seals or opens needs a vault attached to the db (ERR_KEY
 * otherwise). */
#ifndef STORE_PERSON_STORE_H
#define STORE_PERSON_STORE_H

#include "domain/facts.h"
#include "store/write.h"

enum identity_field {
#define F(field, name, limit) field,
#include "store/identity.def"
#undef F
    N_IDENTITY_FIELDS
};
const char *identity_field_name(enum identity_field field); /* "family_name" */

/* One value per field; STR_NONE or empty: not known. */
struct identity {
    struct str value[N_IDENTITY_FIELDS];
};

/* `identity` NULL: nobody knows who it is (a key is made only with a first value). */
nodiscard enum err_code person_add(struct write *w, const struct person_fact *f,
                                   const struct identity *identity, struct err *e);
/* Adds or replaces one field; an empty value closes it. ERR_ERASED for an erased
 * person.
 */
nodiscard enum err_code identity_set(struct write *w, struct person_id person,
                                     enum identity_field field, struct str value,
                                     struct err *e);
nodiscard enum err_code attribute_add(struct write *w, const struct attribute_fact *f,
                                      struct err *e);
/* With its exit, when it has one; the exit's own id is then that of the spell.
 * ERR_INVALID for an exit of a spell that has not ended. */
nodiscard enum err_code spell_add(struct write *w, const struct spell_fact *f,
                                  struct err *e);
/* Where a spell led to, known later than the spell. The last one on record holds.
 * ERR_NOT_FOUND when the person has no such spell. */
nodiscard enum err_code spell_exit_add(struct write *w, const struct spell_exit_fact *f,
                                       struct err *e);

/* Opens who it is. Writes who looked, at whom, when and why, commits that, and only
 * then gives the values (owned by the arena). `reason` may not be empty. ERR_ERASED,
 * ERR_NOT_FOUND. */
nodiscard enum err_code identity_read(struct identity *out, struct arena *a,
                                      struct db *db, const struct actor *who,
                                      const char *reason, struct person_id person,
                                      struct err *e);
/* The person with this national number, through a keyed hash: opens nothing. Digits
 * only are compared. */
nodiscard enum err_code person_find_insz(struct person_id *out, bool *found_out,
                                         struct db *db, struct str insz, struct err *e);

/* Destroys the person's key for ever; countable facts stay. When the write commits, the
 * journal is emptied too, so that no copy of the key remains in it. Earlier backups
 * still hold the wrapped key: they must be destroyed on their own schedule. */
nodiscard enum err_code person_erase(struct write *w, struct person_id person,
                                     struct err *e);

/* What is countable of one person, for a screen or a terminal. */
struct person_counts {
    struct person_fact person;
    bool has_identity, is_erased;
    int64_t n_attributes, n_spells, n_trajectories, n_events;
};
nodiscard enum err_code person_read(struct person_counts *out, struct db *db,
                                    struct person_id person, struct err *e);
/* As person_read without what is counted, which costs more than all the rest. */
nodiscard enum err_code person_known(struct person_counts *out, struct db *db,
                                     struct person_id person, struct err *e);
/* Persons in order of id, after `after` (nil: from the first); at most `limit`. */
nodiscard enum err_code person_list(struct person_counts **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct person_id after, size_t limit,
                                    struct err *e);
/* The person's open attributes, by kind and day. */
nodiscard enum err_code attribute_list(struct attribute_fact **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct person_id person, struct err *e);
/* Is there an exit that was recorded with the spell? For who corrects a spell. */
nodiscard enum err_code spell_has_exit(bool *out, struct db *db,
                                       struct person_id person, struct uuid spell,
                                       struct err *e);
nodiscard enum err_code person_is_erased(bool *out, struct db *db,
                                         struct person_id person, struct err *e);
/* The latest known year of birth; 0 when there is none. */
nodiscard enum err_code person_birth_year(int *out, struct db *db,
                                          struct person_id person, struct err *e);

#endif
