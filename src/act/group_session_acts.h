/* Group sessions: who is expected, and who was there. A session is seen and kept by its
 * own organisation (PERMISSION_SESSION_WRITE); to others it does not exist. On its list
 * stand people whose name and course are open to who puts them there: own files, and
 * those that were let through.
 *
 * Ticking writes, in one write, that somebody was there and the activity of the
 * trajectory that was open on that day, with the minutes of the session. Ticking again
 * corrects: what changed is retracted and written anew, so nothing stands twice. */
#ifndef ACT_GROUP_SESSION_ACTS_H
#define ACT_GROUP_SESSION_ACTS_H

#include "act/behalf.h"
#include "store/group_session_read.h"

enum {
    SESSION_PEOPLE_MOST = 150, /* on one list: a form has LIMIT_REQUEST_VALUES */
    SESSION_DAYS_AHEAD = 400,
};
enum session_fault { SESSION_FITS, SESSION_DAY_TOO_FAR, SESSION_NOT_OF_OURS };

/* id (the form's), organisation and worker are filled in here. *fault_out says what
 * does not fit (ERR_INVALID): a day too far ahead, a project or partnership in which
 * one's organisation has no part on that day. */
nodiscard enum err_code group_session_make(const struct asking *a,
                                           struct group_session_fact *f,
                                           enum session_fault *fault_out,
                                           struct err *e);
/* Those of one's organisation, the last first. */
nodiscard enum err_code group_sessions_show(struct group_session_view **out,
                                            size_t *n_out, const struct asking *a,
                                            size_t first, size_t most, struct err *e);
/* The session alone. ERR_NOT_FOUND for one of another organisation. */
nodiscard enum err_code group_session_open(struct group_session_view *out,
                                           const struct asking *a, struct uuid session,
                                           struct err *e);

struct session_seat {
    struct attendance_fact fact;
    struct str name; /* call name or given name, and family name */
};
struct session_list {
    struct group_session_view session;
    struct session_seat *seats; /* by name, of whom the visitor may see who it is */
    size_t n;
    size_t n_closed;    /* on the list, and not open to the visitor */
    struct uuid before; /* the session whose list can be taken over; nil: none */
};
/* Each name that is shown is logged as a look. Wipe it when it was shown. */
nodiscard enum err_code group_session_show(struct session_list *out,
                                           const struct asking *a, struct uuid session,
                                           struct err *e);
void session_list_wipe(struct session_list *list);

/* Puts people on the list; who stands there already stays. ERR_NOT_FOUND when one is
 * not open to the visitor (nothing is written), ERR_TOO_LARGE. */
nodiscard enum err_code group_session_invite(const struct asking *a,
                                             struct uuid session,
                                             const struct person_id *persons, size_t n,
                                             struct err *e);
/* The list of the session before; who is not open to the visitor any more is left out.
 * ERR_NOT_FOUND when there is none. */
nodiscard enum err_code group_session_repeat(const struct asking *a,
                                             struct uuid session, struct err *e);
/* Off the list: who was not there. Who was there stays. */
nodiscard enum err_code group_session_uninvite(const struct asking *a,
                                               struct uuid session,
                                               const struct person_id *persons,
                                               size_t n, struct err *e);

/* Who came and who did not, of those on the list; of the others nothing changes. What
 * stands so already is not written again. ERR_INVALID for a session that lies ahead;
 * ERR_NOT_FOUND for somebody who is not on the list, or not open to the visitor. */
struct session_ticks {
    const struct person_id *came, *stayed_away;
    size_t n_came, n_stayed_away;
};
nodiscard enum err_code group_session_tick(const struct asking *a, struct uuid session,
                                           const struct session_ticks *ticks,
                                           struct err *e);
/* As if it was never written down: list and activities go with it. */
nodiscard enum err_code group_session_withdraw(const struct asking *a,
                                               struct uuid session, struct err *e);

#endif
