/* Ages and age classes (R136). The age at entry is kept as completed years; the exact
 * birth date stays in the vault (base/day.h age_on counts from full or partial dates).
 */
#ifndef DOMAIN_AGE_H
#define DOMAIN_AGE_H

#include "domain/lists.h"

enum { AGE_MAX = 120 };

/* Index in the list "age_class"; -1 for an age below 0 (unknown) or above AGE_MAX. */
int age_class_of(int age);
/* First and last age of a class; the last class ends at AGE_MAX. */
void age_class_bounds(int *first_out, int *last_out, enum code_of_age_class age_class);

#endif
