/* One value of a person as its field of a linkage schema takes it, so that two
 * organisations that write it in two ways encode the same. What is done hangs on the
 * format and the identifier of the field:
 *
 *  - birth_date, date_of_birth (of text): digits of what is known, 19530507, 195305,
 *    1953; a field of dates: its own format, when the whole date is known
 *  - sex, gender: m, f or x, from words of nl, fr, en, de; else nothing
 *  - family_name, birth_name, second_family, surname, last_name: joined as in fold.h
 *  - postcode: digits and letters, without the country before them
 *  - all other text: folded, without spaces
 *  - numbers and values of a list: trimmed
 *
 * What cannot be read becomes empty (not known), never an error. FOLD_VERSION names
 * these rules. */
#ifndef ENCODE_FIELD_FOLD_H
#define ENCODE_FIELD_FOLD_H

#include "encode/fold.h"
#include "encode/linkage_schema.h"

/* Appends the folded value. */
void field_fold(struct buf *out, const struct linkage_feature *f, struct str raw);
bool field_is_birth_date(const struct linkage_feature *f);
/* Of dates and sex: what does not take the key of the birth year. */
bool field_is_unsalted(const struct linkage_feature *f);

#endif
