/* What the attacks have in common. The attacker holds encodings, knows the linkage
 * schema and the hardening (what is not a key is no secret), and has a population of
 * his own in the clear, of which some, all or none of the people are encoded. He has
 * neither secret nor key; where an attack needs encodings of his population he makes
 * them under a secret of his own. */
#ifndef ATTACK_ATTACK_H
#define ATTACK_ATTACK_H

#include "base/err.h"
#include "base/str.h"
#include "encode/harden.h"

enum { ATTACK_FIELDS_MOST = 12, ATTACK_NONE = -1 };

/* value[i * n_fields + f]; STR_NONE where it is not known. */
struct attack_people {
    size_t n, n_fields;
    struct str *value;
    uint64_t *who; /* equal for one human being, 0 for nobody (a decoy) */
};

struct attack_setup {
    unsigned n_fields;
    unsigned field[ATTACK_FIELDS_MOST]; /* of the people, in order */
    int per_field[ATTACK_FIELDS_MOST];  /* bits a field sets; 0: per_token */
    int per_token;                      /* bits a pair of letters sets */
    bool exact[ATTACK_FIELDS_MOST];     /* whole value instead of pairs of letters */
    uint32_t bits;
    struct harden_plan plan;
    /* under a key of the birth year, when the plan says so: bit f for field[f] */
    uint32_t salted;
    int year_field; /* of the people, a date that begins with its year; ATTACK_NONE */
    struct str secret;
};

/* Encodes and hardens; `out` is the caller's (clk_set_dispose). What the schema or plan
 * says when they do not go together. */
nodiscard enum err_code attack_encode(struct clk_set *out,
                                      const struct attack_people *people,
                                      const struct attack_setup *setup, struct err *e);

/* guess[i]: the row of the population that encoding i is held to be; ATTACK_NONE. */
struct attack_score {
    size_t n_encodings, n_guessed, n_right;
};
/* Right when both have the same id; an id 0 is never right. */
struct attack_score attack_score_of(const int32_t *guess, size_t n,
                                    const uint64_t *id_of_encoding,
                                    const uint64_t *id_of_row);
/* Ids that are equal when the values of one field are. */
void attack_value_ids(uint64_t *out, const struct attack_people *p, unsigned field);

double attack_share(struct attack_score s);     /* right, of the encodings */
double attack_precision(struct attack_score s); /* right, of the guesses; 0 of none */

#endif
