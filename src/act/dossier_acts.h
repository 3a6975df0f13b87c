/* Opening a person's file: what may be seen is decided, the look is logged, and only
 * then it is read. Every page of a file begins with dossier_open. */
#ifndef ACT_DOSSIER_ACTS_H
#define ACT_DOSSIER_ACTS_H

#include "act/behalf.h"
#include "store/dossier_read.h"
#include "store/group_session_read.h"

struct dossier_view {
    struct gate gate;
    struct dossier dossier;
    unsigned parts;  /* enum dossier_part: that were asked for and are open */
    unsigned closed; /* that were asked for and stay closed for this visitor */
    struct attended *attended; /* by activity; only after dossier_attended */
    size_t n_attended;
};

/* `wanted`: enum dossier_part. `reason` goes into the log of looks ("dossier"); it is
 * written when who it is or sealed words are shown, before anything is opened.
 * ERR_NOT_FOUND for strangers as for a person that does not exist; ERR_DENIED. Wipe the
 * dossier when it was shown. */
nodiscard enum err_code dossier_open(struct dossier_view *out, const struct asking *a,
                                     struct person_id person, unsigned wanted,
                                     const char *reason, struct err *e);

/* Which of the activities were group sessions; nothing when the course is closed. */
nodiscard enum err_code dossier_attended(struct dossier_view *v, const struct asking *a,
                                         struct err *e);

/* Reads nothing that is sealed and leaves no log: who may the visitor be, for an act
 * that writes. `category` is what is written; ERR_DENIED when it is not open. */
nodiscard enum err_code dossier_may_write(struct gate *out, const struct asking *a,
                                          struct person_id person,
                                          enum permission permission,
                                          enum record_category category, struct err *e);

/* How the person wants to be called, else the given name, else "". */
struct str dossier_call_name(const struct dossier *d);
/* The open trajectory that counts for new facts: the last reached that has not ended on
 * that day; NULL when there is none. */
const struct dossier_trajectory *dossier_open_trajectory(const struct dossier *d,
                                                         struct day on);
bool dossier_trajectory_is_open(const struct dossier *d,
                                const struct trajectory_fact *t, struct day on);
/* The event with this id; NULL when there is none. */
const struct dossier_event *dossier_event_of(const struct dossier *d, struct uuid id);

#endif
