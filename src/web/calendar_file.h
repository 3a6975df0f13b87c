/* An appointment as a file to save in a calendar, the same for whoever is given it: the
 * guide, the person, and who receives a handover. Neither its name nor what is in it
 * tells whom it is about. */
#ifndef WEB_CALENDAR_FILE_H
#define WEB_CALENDAR_FILE_H

#include "domain/dossier_facts.h"
#include "web/route.h"

/* "An" of "An Peeters". */
struct str first_name(const char *name);
/* `guide`: the name of who comes, of which the first is told; "" nobody is named. */
nodiscard enum err_code calendar_reply(struct reply *r, const struct request *q,
                                       const struct appointment_fact *x,
                                       const char *guide, struct err *e);

#endif
