/* People who do not exist: given name, family name, place, birth date. Names are made
 * of syllables and drawn as unevenly as names are (the r-th most frequent with weight
 * 1 / (r + 3)), so that attacks that live on frequencies find what they need. The same
 * seed gives the same people. */
#ifndef ATTACK_INVENTED_PEOPLE_H
#define ATTACK_INVENTED_PEOPLE_H

#include "attack/attack.h"

enum invented_field {
    INVENTED_GIVEN,
    INVENTED_FAMILY,
    INVENTED_PLACE,
    INVENTED_BIRTH, /* YYYYMMDD */
    N_INVENTED_FIELDS
};

/* In the arena. `who` is 1, 2, ... from `first_who` on. */
void invented_people(struct attack_people *out, struct arena *a, size_t n,
                     uint64_t seed, uint64_t first_who);
/* Names from lists with frequencies, the rest invented. */
struct invented_names {
    const struct str *name;
    const unsigned *weight;
    size_t n;
};
void invented_people_named(struct attack_people *out, struct arena *a, size_t n,
                           uint64_t seed, uint64_t first_who,
                           const struct invented_names *given,
                           const struct invented_names *family);
/* Rows from..from + n - 1; shares the values. */
struct attack_people attack_people_slice(const struct attack_people *p, size_t from,
                                         size_t n);
/* `p` and behind it n decoys: each value that of a row drawn anew; who is 0. */
void attack_people_add_decoys(struct attack_people *out, struct arena *a,
                              const struct attack_people *p, size_t n, uint64_t seed);

#endif
