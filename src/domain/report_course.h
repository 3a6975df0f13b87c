/* The way of a report: written, handed in, accepted or sent back, handed in again.
 * Pure.
 */
#ifndef DOMAIN_REPORT_COURSE_H
#define DOMAIN_REPORT_COURSE_H

#include "domain/lists.h"
#include "domain/project_facts.h"

enum report_stand {
    REPORT_OPEN,      /* being written */
    REPORT_HANDED_IN, /* waits for who runs the call */
    REPORT_SENT_BACK, /* being written again */
    REPORT_ACCEPTED,
    N_REPORT_STANDS
};
/* Of its steps, in order of recording. */
enum report_stand report_stand_of(const struct report_step_fact *steps, size_t n);
/* Words may be written and it may be handed in. */
bool report_is_writable(enum report_stand stand);

enum report_step_fault {
    REPORT_STEP_FITS,
    REPORT_STEP_NOT_NOW,  /* not from where it stands */
    REPORT_STEP_NO_WORDS, /* sent back: why */
};
enum report_step_fault report_step_check(enum report_stand stand,
                                         const struct report_step_fact *step);
/* The last that was handed in; NULL: never. */
const struct report_step_fact *report_handed_in(const struct report_step_fact *steps,
                                                size_t n);

#endif
