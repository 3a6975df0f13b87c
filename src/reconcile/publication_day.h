/* The day of a publication, out of its name. */
#ifndef RECONCILE_PUBLICATION_DAY_H
#define RECONCILE_PUBLICATION_DAY_H

#include "base/day.h"
#include "base/str.h"

/* "vraag 63 van 14 oktober 2022", "question of 2022-10-14": the first day in it, in
 * Dutch, French or English; DAY_NONE when there is none. */
struct day publication_day(struct str name);

#endif
