/* Calls and programmes named by the source documents (R128), to load into a new house.
 * An organisation adds its own; this is where they begin. */
#ifndef DOMAIN_PROGRAMMES_H
#define DOMAIN_PROGRAMMES_H

#include "domain/facts.h"
#include "domain/lists.h"

struct programme {
    struct call_fact call;
    uint8_t target_kind;     /* list target_kind (R123) */
    int32_t target;          /* 0 when there is none */
    const char *target_unit; /* "trajectories" */
    const char *source;      /* "004" */
};

size_t programme_count(void);
struct programme programme_at(size_t i);
/* By its code; false when there is none. */
bool programme_named(struct programme *out, struct str code);

#endif
