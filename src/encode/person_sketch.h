/* Who a person is as keyed bits, to find a file again without opening one.
 *
 * A sketch has four parts of PERSON_SKETCH_BITS each: the folded given name, family
 * name and name at birth as pairs of letters, all under one key so that the order of
 * names is free; and the date of birth as its digits at their places, so that one wrong
 * digit costs an eighth. A part that is not known has no bits. PERSON_SKETCH_VERSION
 * stands beside sketches that are kept: when names fold otherwise, they must be made
 * again. */
#ifndef ENCODE_PERSON_SKETCH_H
#define ENCODE_PERSON_SKETCH_H

#include "base/err.h"
#include "base/str.h"

enum sketch_part {
    SKETCH_GIVEN_NAME,
    SKETCH_FAMILY_NAME,
    SKETCH_BIRTH_NAME,
    SKETCH_BIRTH_DATE,
    N_SKETCH_PARTS
};
enum {
    PERSON_SKETCH_BITS = 256,
    SKETCH_PART_BYTES = PERSON_SKETCH_BITS / 8,
    PERSON_SKETCH_BYTES = N_SKETCH_PARTS * SKETCH_PART_BYTES,
};
#define PERSON_SKETCH_VERSION "person 1"

struct person_sketch {
    uint8_t part[N_SKETCH_PARTS][SKETCH_PART_BYTES];
};

/* For one thread. `secret`: 16 bytes or more; who has it can tell which names a sketch
 * may stand for. */
struct sketcher;
nodiscard enum err_code sketcher_new(struct sketcher **out, struct str secret,
                                     struct err *e);
void sketcher_free(struct sketcher *s); /* wipes keys; NULL is fine */

/* `value` as people write it, in any script; a date in any form that date_guess reads,
 * which may be partial (1985, 1985-07); what is no date has no bits. */
nodiscard enum err_code sketch_name(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                                    struct str value, struct err *e);
nodiscard enum err_code sketch_date(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                                    struct str value, struct err *e);
/* What a file has: a date as sketch_date, a name as sketch_name, but read in Latin
 * letters first when it is written in Arabic ones (arabic_read.h, as in French).
 * Sketches that were made before are found when they are asked in Arabic letters; made
 * again, in Latin ones too. */
nodiscard enum err_code sketch_part(uint8_t out[SKETCH_PART_BYTES], struct sketcher *s,
                                    enum sketch_part part, struct str value,
                                    struct err *e);
/* The same date with day and month exchanged; false when that is none, or the same. */
nodiscard enum err_code sketch_date_swapped(uint8_t out[SKETCH_PART_BYTES],
                                            bool *is_other_out, struct sketcher *s,
                                            struct str value, struct err *e);
bool sketch_is_empty(const struct person_sketch *s);

#endif
