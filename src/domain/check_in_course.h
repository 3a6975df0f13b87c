/* What an answer of an employer asks of us, and by when. Who says that there are
 * questions, or that something goes wrong, is called within two working days: Monday to
 * Friday, of which the day of the answer is not counted. Pure. */
#ifndef DOMAIN_CHECK_IN_COURSE_H
#define DOMAIN_CHECK_IN_COURSE_H

#include "domain/guest_facts.h"

/* Does somebody have to take it up? */
bool check_in_asks(uint8_t answer);
/* The last day on which that is in time. */
struct day check_in_due(struct day answered_on);
/* Working days that are left after `today` up to and with the due day: 0 on the day
 * itself; below 0: so many working days ago (at least -1 once the day has passed). */
int check_in_days_left(struct day answered_on, struct day today);
/* What the answer is in the plan of aftercare: aftercare_result. */
uint8_t check_in_result(uint8_t answer);

#endif
