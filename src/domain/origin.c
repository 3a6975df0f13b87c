#include "domain/origin.h"

static bool is_foreign(struct coded country)
{
    return country.state == ANSWER_KNOWN && country.code != COUNTRY_BE;
}

static bool in_eu_or_linked(int country, struct day on)
{
    return geo_country_in_eu(country, on) || country == COUNTRY_IS ||
           country == COUNTRY_LI || country == COUNTRY_NO || country == COUNTRY_CH;
}

static bool is_outside(struct coded country, struct day on)
{
    return country.state == ANSWER_KNOWN && !in_eu_or_linked(country.code, on);
}

struct coded origin_herkomst(const struct origin_attributes *a, struct day on)
{
    const struct coded order[] = {a->father_first_nationality,
                                  a->mother_first_nationality, a->first_nationality,
                                  a->nationality};
    struct coded missing = coded_known(0);
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        if (is_foreign(order[i]))
            return coded_known(geo_country_group(order[i].code, on));
        if (order[i].state != ANSWER_KNOWN)
            missing = coded_missing(coded_worst(missing, order[i]));
    }
    return missing.state == ANSWER_KNOWN ? coded_known(ORIGIN_HERKOMST_BELGIAN)
                                         : missing;
}

struct coded origin_kansengroep(const struct origin_attributes *a, struct day on)
{
    struct coded history = a->nationality_history_non_eu;
    if (coded_is(history, YES_NO_YES) || is_outside(a->nationality, on) ||
        is_outside(a->first_nationality, on))
        return coded_known(ORIGIN_KANSENGROEP_YES);
    if (a->nationality.state != ANSWER_KNOWN)
        return coded_missing(a->nationality.state);
    if (history.state == ANSWER_KNOWN || a->first_nationality.state == ANSWER_KNOWN)
        return coded_known(ORIGIN_KANSENGROEP_NO);
    return coded_missing(coded_worst(history, a->first_nationality));
}

struct coded origin_esf(const struct origin_attributes *a)
{
    struct coded father = a->father_birth_country, mother = a->mother_birth_country;
    if (coded_is(father, COUNTRY_BE) || coded_is(mother, COUNTRY_BE))
        return coded_known(ORIGIN_ESF_NO);
    if (father.state == ANSWER_KNOWN && mother.state == ANSWER_KNOWN)
        return coded_known(ORIGIN_ESF_YES);
    return coded_missing(coded_worst(father, mother));
}

struct coded origin_third_country(const struct origin_attributes *a, struct day on)
{
    if (a->nationality.state != ANSWER_KNOWN) return a->nationality;
    return coded_known(geo_country_in_eu(a->nationality.code, on) ? YES_NO_NO
                                                                  : YES_NO_YES);
}
