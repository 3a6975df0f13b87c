/* What is left of a file for who works for another organisation than the one that keeps
 * it. That there is a file and how far it is (category countable) is open to whoever
 * sees anything; what else is countable, an attribute or an event, tells about a life
 * and follows the category it is about. */
#ifndef ACT_RECEIVER_VIEW_H
#define ACT_RECEIVER_VIEW_H

#include "act/dossier_acts.h"

/* Leaves out of the dossier what is not let through; nothing unless the gate says that
 * the visitor is a receiver. What the visitor recorded stays, while its category can be
 * written. */
void receiver_leave_out(struct dossier *d, const struct gate *gate);
/* The category that an attribute is about (attribute_kind, its value). */
enum record_category attribute_about(const struct attribute_fact *f);

#endif
