/* A computed or recorded code together with why it is there or not: what was never
 * asked is not unknown, and what was refused is neither (X05). */
#ifndef DOMAIN_CODED_H
#define DOMAIN_CODED_H

#include "domain/facts.h"

struct coded {
    enum answer_state state;
    uint16_t code; /* index in the list at hand; means something when ANSWER_KNOWN */
};

struct coded coded_known(int code); /* code >= 0 */
struct coded coded_missing(enum answer_state why);
bool coded_is(struct coded a, int code); /* known, and this code */
/* Why a result that needs both cannot be known: refused before unknown before not
 * asked. The answers that are known say nothing; if both are known it is a defect to
 * ask. */
enum answer_state coded_worst(struct coded a, struct coded b);
const char *answer_state_code(enum answer_state state); /* "known", "refused", ... */

#endif
