/* Does what somebody can or wants touch a vacancy? By words that both have, so that the
 * reason can be shown; nobody gets a mark. Pure. */
#ifndef DOMAIN_VACANCY_FIT_H
#define DOMAIN_VACANCY_FIT_H

#include "base/str.h"

enum { FIT_WORD_LEAST = 5 }; /* bytes: "brood"; a word that is shorter tells little */

/* The first word of `words` that stands in `vacancy` too, or begins a word there, or is
 * begun by one ("bakker", "bakkerij"); letter case of a to z aside. A piece of `words`;
 * empty: none. Words of every vacancy ("werken", "graag") do not count. */
struct str vacancy_shared_word(struct str vacancy, struct str words);

#endif
