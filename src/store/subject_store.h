/* Keys of subjects in the database: for the store's own files. */
#ifndef STORE_SUBJECT_STORE_H
#define STORE_SUBJECT_STORE_H

#include "base/buf.h"
#include "store/write.h"
#include "trust/vault.h"

/* Seals `plain` with the subject's key, which is made when it has none. What the seal
 * covers is the subject, `field` and, when not NULL, the id of the row it stands in.
 * ERR_ERASED for a subject that was erased; ERR_KEY without a vault; ERR_TOO_LARGE. */
nodiscard enum err_code subject_seal(struct buf *out, struct write *w,
                                     struct uuid subject, const char *field,
                                     const struct uuid *row, struct str plain,
                                     struct err *e);
/* The key of a subject that has one. ERR_ERASED, ERR_NOT_FOUND, ERR_SEALED, ERR_KEY. */
nodiscard enum err_code subject_key_load(struct subject_key *out, struct db *db,
                                         struct uuid subject, struct err *e);
/* As subject_key_load, of a wrapped key that was read before. ERR_SEALED, ERR_KEY. */
nodiscard enum err_code subject_key_of(struct subject_key *out, struct db *db,
                                       struct uuid subject,
                                       const struct wrapped_key *wrapped,
                                       struct err *e);
nodiscard enum err_code subject_open(struct str *out, struct arena *a,
                                     const struct subject_key *k, const char *field,
                                     const struct uuid *row, struct str sealed,
                                     struct err *e);

#endif
