/* Workers and their roles in organisations. A worker's name is kept open: they act in
 * office, and people may know who looked at their file. */
#ifndef STORE_WORKER_STORE_H
#define STORE_WORKER_STORE_H

#include "domain/facts.h"
#include "store/write.h"

struct worker_fact {
    struct uuid id;
    char login[64];
    char name[160];
};

struct membership_fact {
    struct uuid id;
    struct uuid worker;
    struct organisation_id organisation;
    uint8_t role; /* worker_role */
    struct day from, to;
};

nodiscard enum err_code worker_add(struct write *w, const struct worker_fact *f,
                                   struct err *e);
nodiscard enum err_code membership_add(struct write *w, const struct membership_fact *f,
                                       struct err *e);

#endif
