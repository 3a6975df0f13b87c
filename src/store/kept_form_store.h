/* Forms that came after their session had ended, sealed, for the worker of that
 * session. Bounded: half an hour, and the last few of a worker. No facts: written
 * without a row in the audit log, and removed whole. */
#ifndef STORE_KEPT_FORM_STORE_H
#define STORE_KEPT_FORM_STORE_H

#include "base/uuid.h"
#include "store/db.h"

#define KEPT_FORM_MS INT64_C(1800000)
enum { KEPT_FORMS_OF_WORKER = 4 };

/* Removes what is too old, of everybody, and what is too much of this worker. */
nodiscard enum err_code kept_form_add(struct db *db, struct uuid id, struct uuid worker,
                                      struct str sealed, int64_t now_ms, struct err *e);
/* This one (id), or the last (id nil), of the worker; not older than KEPT_FORM_MS. The
 * bytes are copied to the arena. */
nodiscard enum err_code kept_form_find(struct uuid *id_out, struct str *sealed_out,
                                       bool *found_out, struct arena *a, struct db *db,
                                       struct uuid worker, struct uuid id,
                                       int64_t now_ms, struct err *e);
/* Nothing when it is not there. */
nodiscard enum err_code kept_form_remove(struct db *db, struct uuid worker,
                                         struct uuid id, int64_t now_ms, struct err *e);

#endif
