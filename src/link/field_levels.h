/* Two records to one level a field. What is compared, and which levels there are, is
 * told by the columns that the records have: see the table in field_levels.c.
 *
 * Columns that say the same thing are one field, so that evidence counts once: street,
 * number, postcode, place and region of an address; year, month and day of birth;
 * family and birth name. A comparer remembers how alike two values are; it is for one
 * thread. */
#ifndef LINK_FIELD_LEVELS_H
#define LINK_FIELD_LEVELS_H

#include "link/compare.h"
#include "link/folded_persons.h"

struct comparer;

/* Fields that these records can be compared on; value_of_row and value_count belong to
 * the caller (free). */
size_t compared_fields_make(struct compared_field out[COMPARED_FIELDS_MAX],
                            const struct folded_persons *p);
struct comparer *comparer_new(const struct folded_persons *p);
void comparer_free(struct comparer *c); /* NULL is fine */
void comparer_levels(uint8_t *out, struct comparer *c, uint32_t a, uint32_t b);

#endif
