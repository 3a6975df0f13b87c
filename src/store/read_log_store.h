/* Who looked at whom: rows of the log of reads. They are written by who opens an
 * identity (person_store.h) and by who shows a file (here); nobody removes them. */
#ifndef STORE_READ_LOG_STORE_H
#define STORE_READ_LOG_STORE_H

#include "store/write.h"

/* What the audit calls the act of looking. */
#define LOOK_ACT "read file"

/* One row for each person, at the write's moment, by the write's actor. `reason` may
 * not be empty. */
nodiscard enum err_code look_add(struct write *w, const struct person_id *persons,
                                 size_t n, const char *reason, struct err *e);
/* The same as a write of its own, on disk when it returns. Readers in this program may
 * see the row VIEW_MOST_MS later (view.h), but for look_list. */
nodiscard enum err_code look_write(struct db *db, const struct actor *who,
                                   const struct person_id *persons, size_t n,
                                   const char *reason, struct err *e);

/* Looks that were part of an act of their own ("search for a person") and what the
 * audit says of it; without persons only that. At most 200 bytes each. */
struct look_act {
    const char *act, *what;
};
nodiscard enum err_code look_write_act(struct db *db, const struct actor *who,
                                       const struct look_act *act,
                                       const struct person_id *persons, size_t n,
                                       const char *reason, struct err *e);

struct look {
    struct uuid id;
    struct person_id person;
    char actor[40]; /* "cli", "demo" or the id of a worker */
    char worker_name[160];
    char organisations[320]; /* of the worker on that day, joined by commas */
    char *reason;            /* in the arena */
    int64_t happened_at;
};
/* Of one person, the latest first, those before the moment. */
nodiscard enum err_code look_list(struct look **out, size_t *n_out, struct arena *a,
                                  struct db *db, struct person_id person,
                                  int64_t before_ms, size_t limit, struct err *e);
/* The same, by who works or worked for one organisation. */
nodiscard enum err_code look_list_by(struct look **out, size_t *n_out, struct arena *a,
                                     struct db *db, struct person_id person,
                                     struct organisation_id organisation,
                                     int64_t before_ms, size_t limit, struct err *e);
/* By workers of an organisation (nil: of all, and by programs), the latest first, those
 * before the moment. */
nodiscard enum err_code look_list_all(struct look **out, size_t *n_out, struct arena *a,
                                      struct db *db,
                                      struct organisation_id organisation,
                                      int64_t before_ms, size_t limit, struct err *e);

#endif
