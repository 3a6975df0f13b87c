/* Where a person lives: municipality, arrondissement, province, region and reference
 * region, on the borders of a day.
 *
 * Municipalities change: 28 Flemish ones became 13 on 1 January 2025, and Zwijndrecht
 * went from the province of Antwerpen to Oost-Vlaanderen. A table therefore says
 * "borders of day X" (X13), and every function here that answers with a place takes
 * that day.
 *
 * Sources. Municipalities, codes and names: REFNIS nomenclature of Statbel as it stood
 * in 2020, with the mergers of 2019, 2024 (Bastogne) and 2025 added. NUTS 2021:
 * Delegated Regulation (EU) 2019/1755. Reference regions: the table by municipality of
 * the Flemish agency for local government (June 2022), read by eye (those that an
 * arrondissement could split one by one, the rest in part by sample) and written
 * here as "that of the arrondissement, except ...". One change is
 * known since: the decree of 3 February 2023 put Zwijndrecht in Waasland (news of that
 * month), where its merged municipality of 2025 lies. Other merged municipalities take
 * the region of their parts, which agree. In doubt: an association of municipalities
 * lists Midwest of 2023 without Dentergem; the government's table has it, and is
 * followed. */
#ifndef DOMAIN_GEOGRAPHY_H
#define DOMAIN_GEOGRAPHY_H

#include "domain/lists.h"

enum {
    GEO_ABROAD = 0xfe00, /* pseudo index of a municipality: outside Belgium */
    GEO_UNKNOWN = -1,    /* no such place, or it cannot be said on those borders */
};

/* Municipalities are the code list "municipality" (LIST_MUNICIPALITY, code = REFNIS
 * code, N_MUNICIPALITY rows, ended ones included); an index below is an index in that
 * list or GEO_ABROAD. Iterate from 0 to N_MUNICIPALITY - 1. */
int geo_municipality_index(struct str refnis); /* "11002"; GEO_UNKNOWN when none */
/* By name in any language, without regard to case, among those that exist on `borders`.
 */
int geo_municipality_named(struct str name, struct day borders);
const char *geo_municipality_refnis(int municipality); /* "" for GEO_ABROAD */
const char *geo_municipality_name(int municipality, enum lang lang);
bool geo_municipality_exists(int municipality, struct day on);
size_t geo_municipality_count_on(enum code_of_region region, struct day on);

/* The municipality that covers this one on the borders of a day. Forward there is one
 * answer. Backward a municipality that merged from several cannot be taken apart:
 * GEO_UNKNOWN, unless it only changed its code. A municipality that kept its code while
 * taking in another (Antwerpen) answers itself. GEO_ABROAD gives GEO_ABROAD. */
int geo_municipality_on(int municipality, struct day borders);

/* The next functions answer with the index in the list that they name, as on the
 * borders of a day. Where geo_municipality_on cannot tell the parts apart, they still
 * answer if all parts agree. GEO_UNKNOWN when not. */
int geo_arrondissement(int municipality, struct day borders); /* list arrondissement */
int geo_province(int municipality, struct day borders);       /* list province: Walloon
                                                municipalities and abroad are "other" */
int geo_region(int municipality, struct day borders);         /* list region */
int geo_reference_region(int municipality, struct day borders); /* Flemish ones only */

/* Codes that others use: REFNIS ("10000") and NUTS 2021 ("BE21"), "" when there is
 * none. */
const char *geo_province_refnis(enum code_of_province province);
const char *geo_province_nuts(enum code_of_province province);
const char *geo_region_refnis(enum code_of_region region); /* "02000" */
const char *geo_region_nuts(enum code_of_region region);   /* "BE2" */
const char *geo_arrondissement_nuts(enum code_of_arrondissement arrondissement);

/* Members of the European Union on a day, by index in the list "country". The United
 * Kingdom is one up to 31 January 2020. */
bool geo_country_in_eu(int country, struct day on);
/* Group of origin of a country on a day (list origin_herkomst). Definition: origin.h.
 */
int geo_country_group(int country, struct day on);

#endif
