#include "domain/education.h"

static const int8_t isced_of[N_EDUCATION] = {
    [EDUCATION_NO_DIPLOMA] = ISCED_0,
    [EDUCATION_PRIMARY] = ISCED_1,
    [EDUCATION_SECONDARY_1] = ISCED_2,
    [EDUCATION_APPRENTICESHIP] = ISCED_2,
    [EDUCATION_PART_TIME_VOCATIONAL] = ISCED_2,
    [EDUCATION_SECONDARY_2] = ISCED_2,
    [EDUCATION_SECONDARY_3_BSO] = ISCED_3,
    [EDUCATION_SECONDARY_3_TSO_KSO] = ISCED_3,
    [EDUCATION_SECONDARY_3_ASO] = ISCED_3,
    [EDUCATION_POST_SECONDARY] = ISCED_4,
    [EDUCATION_HBO5] = ISCED_5,
    [EDUCATION_BACHELOR] = ISCED_6,
    [EDUCATION_MASTER] = ISCED_7,
    [EDUCATION_DOCTOR] = ISCED_8,
    [EDUCATION_FOREIGN_NOT_RECOGNISED] = -1,
};

int education_isced(enum code_of_education diploma)
{
    require(diploma < N_EDUCATION);
    return isced_of[diploma];
}

enum code_of_education_level education_level_of_isced(enum code_of_isced isced)
{
    require(isced < N_ISCED);
    if (isced <= ISCED_2) return EDUCATION_LEVEL_LOW;
    return isced <= ISCED_4 ? EDUCATION_LEVEL_MIDDLE : EDUCATION_LEVEL_HIGH;
}

struct coded education_level_vdab(const struct education_facts *f)
{
    if (f->diploma.state != ANSWER_KNOWN) return f->diploma;
    if (f->diploma.code == EDUCATION_FOREIGN_NOT_RECOGNISED ||
        coded_is(f->recognised, YES_NO_NO))
        return coded_known(EDUCATION_LEVEL_LOW);
    int isced = education_isced((enum code_of_education)f->diploma.code);
    return coded_known((int)education_level_of_isced((enum code_of_isced)isced));
}

struct coded education_level_content(const struct education_facts *f)
{
    if (f->content.state == ANSWER_KNOWN)
        return coded_known(
            (int)education_level_of_isced((enum code_of_isced)f->content.code));
    if (f->diploma.state != ANSWER_KNOWN) return f->diploma;
    int isced = education_isced((enum code_of_education)f->diploma.code);
    if (isced < 0) return f->content;
    return coded_known((int)education_level_of_isced((enum code_of_isced)isced));
}
