/* Where each file stands, for lists of many: phase, last contact, what comes next. A
 * derived table: every write of a fact that it is made of makes the row of that person
 * again in the same transaction, and file_now_rebuild makes all of them; both give the
 * same rows. What hangs on a project or organisation (a new promotor) shows after a
 * rebuild.
 *
 * An organisation has a row for a person while it keeps the file (guidance), while the
 * person lets something through to it (consent), or when it is host or promotor of one
 * of the person's trajectories. A row opens nothing: who may see it is asked again. */
#ifndef STORE_FILE_NOW_STORE_H
#define STORE_FILE_NOW_STORE_H

#include "domain/lists.h"
#include "store/write.h"

struct file_now {
    struct person_id person;
    struct uuid worker; /* who accompanies, of this organisation; nil: nobody named */
    uint8_t phase;  /* phase at hand: the last one begun that is open, or the last */
    uint8_t status; /* trajectory_status of the last trajectory; CODE_MISSING none */
    struct day reached_on, last_contact_on;
    struct day next_on; /* first of: planned appointment, open step, next moment */
};

enum file_order { FILES_BY_LAST_CONTACT, FILES_BY_NEXT, FILES_BY_PERSON };
struct file_filter {
    struct organisation_id organisation;
    struct day today;
    struct uuid worker; /* nil: everybody's */
    uint8_t phase;      /* CODE_MISSING: any */
    uint8_t status;     /* CODE_MISSING: any */
    bool by_contact; /* last contact in [from, to]; a bound that is DAY_NONE is open */
    bool by_next;    /* what comes next in [from, to] */
    struct day from, to;
    enum file_order order; /* latest contact first; what comes first; by id */
    /* where to go on: the last row of the page before; person nil: from the start */
    struct file_now after;
    size_t limit; /* at most FILES_MOST */
};
enum { FILES_MOST = 200 };

nodiscard enum err_code file_now_list(struct file_now **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      const struct file_filter *f, struct err *e);
/* How many there are by phase (the last: without a phase), of this filter without its
 * phase; exact. Without days from tallies that writes keep (time grows with workers,
 * not with files); with days by reading the index over that range. */
nodiscard enum err_code file_now_count(int64_t by_phase[N_PHASE + 1], struct db *db,
                                       const struct file_filter *f, struct err *e);
/* All again; *n_out rows. */
nodiscard enum err_code file_now_rebuild(int64_t *n_out, struct write *w,
                                         struct err *e);

#endif
