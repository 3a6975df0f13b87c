/* How far something that was once checked may still be trusted: 100 on the day itself,
 * 50 after the half-life of its kind, never 0. score = 100 h / (h + age), rounded down,
 * with age in days and h the half-life. What was never checked has score 0. Below 50 it
 * is stale and is shown as such.
 *
 * Half-lives are choices of the house: waiting times change within weeks, telephone
 * numbers, hours and conditions within months (the half year is the norm of
 * requirement 2D), addresses within years. */
#ifndef DOMAIN_FRESHNESS_H
#define DOMAIN_FRESHNESS_H

#include "base/day.h"

enum freshness_kind { FRESHNESS_WAIT, FRESHNESS_SERVICE, FRESHNESS_PLACE };

int freshness_half_life_days(enum freshness_kind kind);
/* `checked` DAY_NONE: never; a day after `today` counts as today. */
int freshness_score(enum freshness_kind kind, struct day checked, struct day today);
bool freshness_is_stale(int score);

#endif
