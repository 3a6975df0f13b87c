#include "domain/disadvantage.h"

static void put(struct disadvantage_groups *g, int group, struct coded a,
                int member_code)
{
    uint32_t bit = UINT32_C(1) << group;
    if (a.state != ANSWER_KNOWN)
        g->unknown |= bit;
    else if (a.code == member_code)
        g->member |= bit;
}

struct disadvantage_groups disadvantage_groups(const struct disadvantage_facts *f)
{
    struct disadvantage_groups g = {0, 0};
    struct coded over_55 = f->age < 0 ? coded_missing(ANSWER_UNKNOWN)
                                      : coded_known(f->age >= DISADVANTAGE_AGE_FROM);
    put(&g, TARGET_GROUP_MIGRATION_BACKGROUND, f->kansengroep, ORIGIN_KANSENGROEP_YES);
    put(&g, TARGET_GROUP_WORK_DISABILITY, f->work_disability, YES_NO_YES);
    put(&g, TARGET_GROUP_LOW_EDUCATED, f->education_level, EDUCATION_LEVEL_LOW);
    put(&g, TARGET_GROUP_OVER_55, over_55, true);
    return g;
}
