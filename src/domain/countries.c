/* Countries in groups. EU-14 and EU-13 are the members of before and since 2004,
 * Belgium left out. "Maghreb" is the Arab Maghreb Union with Western Sahara; "Europe"
 * outside the EU is the Council of Europe's area without Turkey and the Caucasus, with
 * Belarus and Kosovo. The choices are ours where the labour-market statistics do not
 * list states. */
#include "domain/geography.h"

static const uint8_t eu14[] = {
    COUNTRY_AT, COUNTRY_DE, COUNTRY_DK, COUNTRY_ES, COUNTRY_FI, COUNTRY_FR, COUNTRY_GR,
    COUNTRY_IE, COUNTRY_IT, COUNTRY_LU, COUNTRY_NL, COUNTRY_PT, COUNTRY_SE};

/* Each with the year and month from which it is a member, on the first of the month. */
static const struct {
    uint8_t country;
    int16_t year;
    uint8_t month;
} eu13[] = {{COUNTRY_BG, 2007, 1}, {COUNTRY_CY, 2004, 5}, {COUNTRY_CZ, 2004, 5},
            {COUNTRY_EE, 2004, 5}, {COUNTRY_HR, 2013, 7}, {COUNTRY_HU, 2004, 5},
            {COUNTRY_LT, 2004, 5}, {COUNTRY_LV, 2004, 5}, {COUNTRY_MT, 2004, 5},
            {COUNTRY_PL, 2004, 5}, {COUNTRY_RO, 2007, 1}, {COUNTRY_SI, 2004, 5},
            {COUNTRY_SK, 2004, 5}};

static const uint8_t european[] = {
    COUNTRY_AD, COUNTRY_AL, COUNTRY_BA, COUNTRY_BY, COUNTRY_CH, COUNTRY_GB, COUNTRY_IS,
    COUNTRY_LI, COUNTRY_MC, COUNTRY_MD, COUNTRY_ME, COUNTRY_MK, COUNTRY_NO, COUNTRY_RS,
    COUNTRY_RU, COUNTRY_SM, COUNTRY_UA, COUNTRY_VA, COUNTRY_XK};

static const uint8_t maghreb_turkey[] = {COUNTRY_DZ, COUNTRY_EH, COUNTRY_LY, COUNTRY_MA,
                                         COUNTRY_MR, COUNTRY_TN, COUNTRY_TR};

static bool holds(const uint8_t *set, size_t n, int country)
{
    for (size_t i = 0; i < n; i++)
        if (set[i] == country) return true;
    return false;
}

static bool united_kingdom_in_eu(struct day on)
{
    return on.v <= day_of(2020, 1, 31).v;
}

/* Index in eu13 of a state, member or not yet; -1 when it is none of them. */
static int eu13_at(int country)
{
    for (size_t i = 0; i < ARRAY_LEN(eu13); i++)
        if (eu13[i].country == country) return (int)i;
    return -1;
}

static bool eu13_member(int at, struct day on)
{
    return on.v >= day_of(eu13[at].year, eu13[at].month, 1).v;
}

bool geo_country_in_eu(int country, struct day on)
{
    if (country == COUNTRY_BE || holds(eu14, sizeof eu14, country)) return true;
    if (country == COUNTRY_GB) return united_kingdom_in_eu(on);
    int at = eu13_at(country);
    return at >= 0 && eu13_member(at, on);
}

int geo_country_group(int country, struct day on)
{
    require(country >= 0 && country < N_COUNTRY);
    if (country == COUNTRY_BE) return ORIGIN_HERKOMST_BELGIAN;
    if (holds(eu14, sizeof eu14, country)) return ORIGIN_HERKOMST_EU14;
    if (country == COUNTRY_GB && united_kingdom_in_eu(on)) return ORIGIN_HERKOMST_EU14;
    int at = eu13_at(country);
    if (at >= 0)
        return eu13_member(at, on) ? ORIGIN_HERKOMST_EU13
                                   : ORIGIN_HERKOMST_EUROPEAN_NON_EU;
    if (holds(european, sizeof european, country))
        return ORIGIN_HERKOMST_EUROPEAN_NON_EU;
    if (holds(maghreb_turkey, sizeof maghreb_turkey, country))
        return ORIGIN_HERKOMST_MAGHREB_TURKEY;
    return ORIGIN_HERKOMST_OTHER_NON_EU;
}
