/* Education: from the diploma as recorded to ISCED 2011 and to low, middle, high (X08).
 *
 * Bands (7.3): low is ISCED 0-2, middle 3-4, high 5-8, the same as EECO09 to EECO11.
 * Which diploma is which ISCED level: the variable EDU of the Crossroads Bank. Two
 * views of a foreign diploma that is not recognised are kept, because they are asked
 * apart: VDAB counts it as low, the European indicators count what was learned. */
#ifndef DOMAIN_EDUCATION_H
#define DOMAIN_EDUCATION_H

#include "domain/coded.h"
#include "domain/lists.h"

struct education_facts {
    struct coded diploma;    /* list education */
    struct coded recognised; /* yes_no; matters for a diploma from abroad */
    struct coded content;    /* list isced: level by content, if recorded */
};

/* ISCED level of a diploma; -1 for foreign_not_recognised, which has no level of its
 * own. */
int education_isced(enum code_of_education diploma);
enum code_of_education_level education_level_of_isced(enum code_of_isced isced);

/* List education_level, as VDAB counts: not recognised is low. */
struct coded education_level_vdab(const struct education_facts *f);
/* List education_level, by content: the recorded ISCED level where there is one. A
 * foreign diploma without it is ANSWER_NOT_ASKED, or as `content` says. */
struct coded education_level_content(const struct education_facts *f);

#endif
