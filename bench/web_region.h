/* A store as a region would have it after years, for the bench of the server: invented
 * persons with sealed names, each in the file of one of fifty organisations, with a
 * trajectory, phases, conditions and contacts; five guides an organisation, of whom the
 * first has an account, and a network coordinator. Every tenth person is on the way to
 * another organisation by a warm handover, half of them still waiting; that
 * organisation stands in the ring of the person too. Deterministic but for ids and
 * keys. */
#ifndef BENCH_WEB_REGION_H
#define BENCH_WEB_REGION_H

#include "act/open.h"

enum {
    REGION_ORGANISATIONS = 50,
    REGION_GUIDES = 5,     /* of each organisation */
    REGION_CONTACTS = 5,   /* of each person */
    REGION_HANDOVERS = 10, /* one of so many persons */
};

struct web_region {
    size_t n_persons, n_contacts;
    struct person_id *persons; /* in order of making; person i: organisation i % 50 */
    struct organisation_id organisations[REGION_ORGANISATIONS];
    struct uuid guides[REGION_ORGANISATIONS][REGION_GUIDES];
    struct uuid memberships[REGION_ORGANISATIONS];
    struct uuid coordinators[REGION_ORGANISATIONS];
    struct uuid coordinator_memberships[REGION_ORGANISATIONS];
    char (*names)[64]; /* given and family name, for searches */
    struct day today;
};

/* Fills a new, empty house. Exits with a message on an error. */
void web_region_fill(struct web_region *out, struct house *h, size_t n_persons);
void web_region_dispose(struct web_region *r);

#endif
