/* Days on which offices work: Monday to Friday. Public holidays count as working days:
 * nobody is late by them, a clock is at most a day short. */
#ifndef DOMAIN_WORKING_DAY_H
#define DOMAIN_WORKING_DAY_H

#include "base/day.h"

bool day_is_working(struct day d);
/* How many working days lie after `from`, up to and with `to`: from Friday to Monday is
 * 1. 0 when `to` is not later, or one of the two is none. */
int working_days_between(struct day from, struct day to);
/* The day that lies n working days (0 or more) after d; from a Saturday with n 0 the
 * Saturday itself. */
struct day working_day_add(struct day d, int n);

#endif
