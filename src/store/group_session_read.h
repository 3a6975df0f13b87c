/* Group sessions, read for people: without who anybody is. Only facts that are not
 * retracted; everything lies in the arena. */
#ifndef STORE_GROUP_SESSION_READ_H
#define STORE_GROUP_SESSION_READ_H

#include "domain/group_session_facts.h"
#include "store/db.h"

struct group_session_view {
    struct group_session_fact fact;
    char owner_name[160]; /* of its project, else of its partnership; "" of none */
    char worker_name[160];
    int64_t n_listed, n_present;
};
/* Of an organisation, the last first. */
nodiscard enum err_code group_session_list(struct group_session_view **out,
                                           size_t *n_out, struct arena *a,
                                           struct db *db,
                                           struct organisation_id organisation,
                                           size_t first, size_t most, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code group_session_read(struct group_session_view *out,
                                           struct arena *a, struct db *db,
                                           struct uuid session, struct err *e);
/* The list of a session, by person. `activity` is nil too when it was taken back in the
 * file. */
nodiscard enum err_code attendance_list(struct attendance_fact **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        struct uuid session, struct err *e);
/* The last session with a list before this one: of the same organisation, and of the
 * same title, else project or partnership, else kind. Nil when there is none. */
nodiscard enum err_code group_session_before(struct uuid *out, struct db *db,
                                             const struct group_session_fact *f,
                                             struct err *e);

/* What a person was present at, by activity. */
struct attended {
    struct uuid activity, session;
    struct organisation_id organisation; /* whose session it is */
    char title[120];
};
nodiscard enum err_code sessions_of_person(struct attended **out, size_t *n_out,
                                           struct arena *a, struct db *db,
                                           struct person_id person, struct err *e);

/* What a session may be of: projects and partnerships in which an organisation takes
 * part on a day, by name. */
struct session_owner {
    struct uuid id;
    bool is_project;
    char name[160];
};
nodiscard enum err_code session_owners(struct session_owner **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct organisation_id organisation,
                                       struct day on, struct err *e);

#endif
