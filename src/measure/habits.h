/* What to write instead of a word that the language does not have, but that people
 * write: personen, per province, employed, 2019 to 2023. For hints only; nothing is
 * understood differently because of it. */
#ifndef MEASURE_HABITS_H
#define MEASURE_HABITS_H

#include "base/str.h"

/* The cure for a word or sign that was not understood; NULL when there is none. */
const char *habit_cure(struct str typed);

/* What means this value of a code list, as "f" or "education_level = low"; NULL when
 * there is none. */
const char *habit_value(struct str list, struct str typed);

#endif
