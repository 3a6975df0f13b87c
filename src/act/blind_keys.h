/* What of a person is blinded: exact texts that two organisations make alike. An
 * oblivious function compares only what is equal byte by byte, so several keys a
 * person, each forgiving other errors, find more of the pairs than one.
 *
 *     insz         "insz|85073003328": the national or BIS number, check digits
 *                  verified
 *     name-date-1  family name (4), given name (3), birth date
 *     name-date-2  both names (4), in the order of the alphabet, birth date: names that
 *                  stand in each other's column
 *     name-date-3  family name (first letter and 3 consonants), initial, birth date:
 *                  vowels and doubled letters written otherwise
 *     name-date-4  family name (6), given name (3), year, and day and month with the
 *                  smaller one first: day and month in each other's place
 *
 * Names are folded (encode/fold.h); (n): their first n letters. The family name is
 * without particles, the given name its first word. A key whose parts are not all known
 * is not made. Two persons may share a name-date key (twins do not: the given name
 * tells); it is evidence, not proof. Of these forms every byte is fixed: a change is a
 * new kind. */
#ifndef ACT_BLIND_KEYS_H
#define ACT_BLIND_KEYS_H

#include "base/buf.h"

enum blind_key_kind {
    BLIND_KEY_INSZ,
    BLIND_KEY_NAME_DATE_1,
    BLIND_KEY_NAME_DATE_2,
    BLIND_KEY_NAME_DATE_3,
    BLIND_KEY_NAME_DATE_4,
    N_BLIND_KEYS
};
enum { BLIND_KEY_BYTES = 64 };

const char *blind_key_name(enum blind_key_kind kind);
/* N_BLIND_KEYS when there is none of that name. */
enum blind_key_kind blind_key_named(struct str name);

struct blind_person {
    struct str insz, family, given, birth; /* as written; empty: not known */
};
/* The keys of one person: "" where one cannot be made. */
struct blind_keys {
    char text[N_BLIND_KEYS][BLIND_KEY_BYTES];
    bool has_bad_insz; /* there is one, and its check digits or form are wrong */
    bool has_bad_birth;
};
/* Wipe it when it has served. */
void blind_keys_make(struct blind_keys *out, struct arena *a,
                     const struct blind_person *p);

#endif
