/* What pages ask of an organisation. */
#ifndef STORE_ORGANISATION_READ_H
#define STORE_ORGANISATION_READ_H

#include "domain/facts.h"
#include "store/db.h"

/* organisation_kind; CODE_MISSING when nobody said, or there is none. */
nodiscard enum err_code organisation_kind_of(uint8_t *out, struct db *db,
                                             struct organisation_id organisation,
                                             struct err *e);
/* Its name; "" when there is none. */
nodiscard enum err_code organisation_name_of(char *out, size_t size, struct db *db,
                                             struct organisation_id organisation,
                                             struct err *e);
/* REFNIS; "" when nobody said, or there is none. */
nodiscard enum err_code organisation_municipality(char out[6], struct db *db,
                                                  struct organisation_id organisation,
                                                  struct err *e);
/* The name of a worker; "" when there is none (nil: nobody). */
nodiscard enum err_code worker_name_of(char *out, size_t size, struct db *db,
                                       struct uuid worker, struct err *e);

#endif
