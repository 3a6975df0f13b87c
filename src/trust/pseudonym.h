/* Pseudonyms: what stands for a person in files that leave the house. A keyed hash
 * (BLAKE2b, 128 bits) of the internal id, with a key made for one export or for one
 * named project, so that
 *
 *  - without the key nobody can tell who it is, nor try all ids;
 *  - within one key the same person always has the same pseudonym;
 *  - files of two keys cannot be joined on it.
 *
 * The key of a project is derived from the installation key and its name, and kept
 * nowhere: who erases the installation key has broken the tie for ever. */
#ifndef TRUST_PSEUDONYM_H
#define TRUST_PSEUDONYM_H

#include "trust/vault.h"

enum { PSEUDONYM_BYTES = 16, PSEUDONYM_TEXT = 2 * PSEUDONYM_BYTES };

struct pseudonym_key {
    uint8_t b[32];
};
struct pseudonym {
    uint8_t b[PSEUDONYM_BYTES];
};

/* A key that nobody has or will have again. */
void pseudonym_key_fresh(struct pseudonym_key *out);
/* The same for the same name in this installation. */
void pseudonym_key_project(struct pseudonym_key *out, const struct vault *v,
                           struct str project);
void pseudonym_key_forget(struct pseudonym_key *k);

/* `kind` keeps things of different kinds apart ("person", "trajectory", "contact"). */
struct pseudonym pseudonym_of(const struct pseudonym_key *k, struct str kind,
                              struct uuid id);
void pseudonym_text(char out[PSEUDONYM_TEXT + 1], const struct pseudonym *p); /* hex */

#endif
