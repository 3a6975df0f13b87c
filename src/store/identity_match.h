/* Keyed hashes of what names a person exactly: the national number, telephone and card,
 * and pseudonyms that a linkage between organisations gave. They say whether two files
 * have the same one and, without the installation key, nothing else. Rows of
 * identity_match, destroyed with the person's key; `kind` is "insz", "phone", "card",
 * or "pseudonym:" and the linkage project. */
#ifndef STORE_IDENTITY_MATCH_H
#define STORE_IDENTITY_MATCH_H

#include "store/person_store.h"
#include "trust/vault.h"

enum { PSEUDONYM_PROJECT_BYTES = 79, PSEUDONYM_VALUE_BYTES = 200 };

/* What is hashed of an INSZ is its digits. Both need a vault (ERR_KEY). */
nodiscard enum err_code insz_match_add(struct write *w, struct person_id person,
                                       struct str insz, struct err *e);
nodiscard enum err_code insz_match_remove(struct write *w, struct person_id person,
                                          struct err *e);
/* Telephone and card of one person, hashed. What is hashed of a telephone are its
 * digits without the 32 or 0 of Belgium ("0475 12 34 56" and "+32 475 12.34.56" are
 * one), of a card its letters and digits in capitals. A value with too few of them is
 * none. Several telephones in one field, with a comma, semicolon or " / " between them,
 * are each found. */
enum { CONTACT_PHONES_MAX = 4 };
struct contact_match {
    uint8_t phone[CONTACT_PHONES_MAX][VAULT_HASH_BYTES], card[VAULT_HASH_BYTES];
    uint8_t n_phones;
    bool has_card;
};
void contact_match_of(struct contact_match *out, const struct vault *v,
                      const struct identity *identity);
nodiscard enum err_code contact_match_put(struct write *w, struct person_id person,
                                          const struct contact_match *m, struct err *e);
/* A field that changed; another than these two: nothing. Empty: none any more. */
nodiscard enum err_code contact_match_change(struct write *w, struct person_id person,
                                             enum identity_field field,
                                             struct str value, struct err *e);
nodiscard enum err_code contact_matches_remove_all(struct write *w, struct err *e);
/* Everybody with this telephone or this card, in order of id, in the arena. A value
 * that is neither finds nobody. */
nodiscard enum err_code persons_find_contact(struct person_id **out, size_t *n_out,
                                             struct arena *a, struct db *db,
                                             struct str phone_or_card, struct err *e);

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
