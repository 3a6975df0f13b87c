/* Keyed hashes of what names a person exactly: the national number, and pseudonyms that
 * a linkage between organisations gave. They say whether two files have the same one
 * and, without the installation key, nothing else. Rows of identity_match, destroyed
 * with the person's key; `kind` is "insz", or "pseudonym:" and the linkage project. */
#ifndef STORE_IDENTITY_MATCH_H
#define STORE_IDENTITY_MATCH_H

#include "store/write.h"

enum { PSEUDONYM_PROJECT_BYTES = 79, PSEUDONYM_VALUE_BYTES = 200 };

/* What is hashed of an INSZ is its digits. Both need a vault (ERR_KEY). */
nodiscard enum err_code insz_match_add(struct write *w, struct person_id person,
                                       struct str insz, struct err *e);
nodiscard enum err_code insz_match_remove(struct write *w, struct person_id person,
                                          struct err *e);
/* The person's pseudonym in this project, in place of one before; empty: none any more.
 * Bytes are compared as they are. ERR_ERASED, ERR_INVALID, ERR_TOO_LARGE, ERR_KEY. */
nodiscard enum err_code pseudonym_set(struct write *w, struct person_id person,
                                      struct str project, struct str pseudonym,
                                      struct err *e);
/* All files with this pseudonym in this project, in order of id; in the arena. */
nodiscard enum err_code persons_find_pseudonym(struct person_id **out, size_t *n_out,
                                               struct arena *a, struct db *db,
                                               struct str project, struct str pseudonym,
                                               struct err *e);
/* All of a person's, of every kind: for erasing. */
nodiscard enum err_code matches_destroy(struct write *w, struct person_id person,
                                        struct err *e);

#endif
