/* Set-ups that are refused because they give people away, decided here and nowhere
 * else. There is no option that lets them through. */
#ifndef ENCODE_SAFE_SETUP_H
#define ENCODE_SAFE_SETUP_H

#include "encode/linkage_schema.h"

enum {
    SAFE_FIELDS_LEAST = 3,          /* that are encoded */
    SAFE_FILL_MOST_PER_1000 = 600,  /* mean of the bits set, before hardening */
    SAFE_RECORDS_LEAST = 20,        /* of people, without decoys */
    SAFE_SHARE_MOST_PER_1000 = 800, /* of all bits that one field may set */
};

/* ERR_DENIED: fewer than SAFE_FIELDS_LEAST fields are encoded, or one of them sets most
 * of the bits (an encoding of one attribute in disguise). */
nodiscard enum err_code safe_schema_check(const struct linkage_schema *s,
                                          struct err *e);
/* ERR_DENIED: so many bits are set that unrelated people look alike. */
nodiscard enum err_code safe_fill_check(uint32_t fill_per_1000, struct err *e);
/* ERR_DENIED: so few people that each is known by being among them. */
nodiscard enum err_code safe_records_check(size_t n, struct err *e);

#endif
