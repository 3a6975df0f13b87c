/* The codes of a dimension over spells of one list. What a spell has of itself stands
 * in its own columns; what it has of its person is found through its profile. */
#ifndef MEASURE_SPELL_COLUMN_H
#define MEASURE_SPELL_COLUMN_H

#include "measure/dimension_column.h"

/* The list of a relation of spells, and its rows. */
enum spell_list spell_list_of(unsigned relation);
size_t spell_rows(const struct panel *p, unsigned relation, size_t *first_out);

/* Over profiles; both NULL when the dimension is not one of theirs. */
struct column spell_profile_column(const struct panel *p, const struct dimension *d);
/* Over the spells of the relation's list, from its first. Age is that on the day of the
 * scope's spell_moment. */
struct column spell_column(struct scope *s, const struct dimension *d,
                           unsigned relation);
bool spell_is_age(const struct dimension *d);
/* Age or age class of a profile in a month counted as the panel does, or a missing
 * code. Birth is known to the month: who has a birthday in it has had it. */
uint8_t spell_age_code(const struct panel *p, uint32_t profile, uint32_t month,
                       bool age_class);

#endif
