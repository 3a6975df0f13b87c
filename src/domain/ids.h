/* Identifiers that must not be mixed. All are UUIDv7 made where the fact is made. */
#ifndef DOMAIN_IDS_H
#define DOMAIN_IDS_H

#include "base/uuid.h"

struct person_id {
    struct uuid u;
};
struct trajectory_id {
    struct uuid u;
};
struct organisation_id {
    struct uuid u;
};
struct project_id {
    struct uuid u;
};
struct partnership_id {
    struct uuid u;
};
/* A human being, whose files are linked; made with the first link. */
struct human_id {
    struct uuid u;
};

#endif
