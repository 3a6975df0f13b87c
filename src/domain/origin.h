/* Origin: three definitions that differ, from the same base attributes (X09, R12).
 * docs/methods/origin-and-education.md explains them with examples.
 *
 * Herkomst (labour-market statistics, Arvastat and the Crossroads Bank): current
 * nationality, first nationality, first nationality of father and of mother. One of
 * them not Belgian is enough for foreign origin. Where they point to several groups the
 * order is father, mother, own first, own current; the source we have leaves that open.
 *
 * Kansengroep (VDAB disadvantaged group): nationality now or in the history of three
 * moves back is outside the EU, Iceland, Liechtenstein, Norway and Switzerland.
 *
 * EECO14 (European Social Fund+): no national definition is known to us, so that of the
 * UNECE holds: parents born outside the country. We take both parents; one born in
 * Belgium is enough for "no".
 *
 * Membership of the European Union is that of the day asked for. */
#ifndef DOMAIN_ORIGIN_H
#define DOMAIN_ORIGIN_H

#include "domain/coded.h"
#include "domain/geography.h"

/* All countries are indexes in the list "country". */
struct origin_attributes {
    struct coded nationality, first_nationality;
    struct coded father_first_nationality, mother_first_nationality;
    struct coded father_birth_country, mother_birth_country;
    struct coded nationality_history_non_eu; /* yes_no */
};

/* List origin_herkomst. Known as foreign from one attribute on; Belgian needs all four.
 */
struct coded origin_herkomst(const struct origin_attributes *a, struct day on);
/* List origin_kansengroep. "no" needs the current nationality, and the history or, when
 * that is missing, the first nationality. */
struct coded origin_kansengroep(const struct origin_attributes *a, struct day on);
/* List origin_esf. */
struct coded origin_esf(const struct origin_attributes *a);
/* Third-country national, EECO13: not a citizen of the EU. List yes_no. */
struct coded origin_third_country(const struct origin_attributes *a, struct day on);

#endif
