/* Disadvantage groups, for rates (R11): migration background, work disability, 55 and
 * over, low-educated. Derived, never typed; they overlap and are never added up (R10).
 */
#ifndef DOMAIN_DISADVANTAGE_H
#define DOMAIN_DISADVANTAGE_H

#include "domain/coded.h"
#include "domain/lists.h"

struct disadvantage_facts {
    struct coded kansengroep;     /* list origin_kansengroep */
    struct coded work_disability; /* yes_no */
    struct coded education_level; /* education_level, as VDAB counts */
    int age;                      /* completed years; -1 unknown */
};

struct disadvantage_groups {
    uint32_t member;  /* bit 1 << TARGET_GROUP_..., as the panel's target_groups */
    uint32_t unknown; /* groups of which it cannot be said */
};

enum { DISADVANTAGE_AGE_FROM = 55 };

struct disadvantage_groups disadvantage_groups(const struct disadvantage_facts *f);

#endif
