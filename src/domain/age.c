#include "domain/age.h"

static const uint8_t first_age[N_AGE_CLASS] = {
    [AGE_CLASS_U18] = 0,    [AGE_CLASS_18_24] = 18,   [AGE_CLASS_25_29] = 25,
    [AGE_CLASS_30_39] = 30, [AGE_CLASS_40_49] = 40,   [AGE_CLASS_50_54] = 50,
    [AGE_CLASS_55_64] = 55, [AGE_CLASS_65_PLUS] = 65,
};

int age_class_of(int age)
{
    if (age < 0 || age > AGE_MAX) return -1;
    int found = 0;
    for (int i = 1; i < N_AGE_CLASS; i++)
        if (age >= first_age[i]) found = i;
    return found;
}

void age_class_bounds(int *first_out, int *last_out, enum code_of_age_class age_class)
{
    require(age_class < N_AGE_CLASS);
    *first_out = first_age[age_class];
    *last_out = age_class + 1 < N_AGE_CLASS ? first_age[age_class + 1] - 1 : AGE_MAX;
}
