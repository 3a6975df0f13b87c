/* Coordination duty (R94, R95) and caseloads (R49).
 *
 * Who keeps the file asks an organisation that has a coordinator: the own one, or one
 * to which the person lets something through for that purpose. There somebody with a
 * coordinator's role takes it, passes it on to a colleague with such a role, or ends
 * it. Every change leaves the version before it on record. */
#ifndef ACT_COORDINATION_ACTS_H
#define ACT_COORDINATION_ACTS_H

#include "act/behalf.h"
#include "store/coordination_read.h"

enum { DUTIES_A_PAGE = 50 };

struct coordinating_house {
    struct office_name house;
    bool is_let_through; /* the own organisation, or the person agreed */
};
struct coordination_view {
    struct duty_view *duties; /* running first; words opened where they may be read */
    size_t n_duties;
    size_t n_running;
    struct coordinating_house *houses; /* that may be asked; only with may_ask */
    size_t n_houses;
    struct office_name *colleagues; /* who may take it over; only with may_take */
    size_t n_colleagues;
    bool may_ask, may_take, sees_words;
};
/* Of a gate that was passed for this person. */
nodiscard enum err_code coordination_show(struct coordination_view *out,
                                          const struct asking *a,
                                          const struct gate *gate,
                                          struct person_id person, struct err *e);
/* ERR_DENIED when the person lets nothing through to it for that purpose; ERR_EXISTS
 * when it was asked already, or does it; ERR_INVALID without words. */
nodiscard enum err_code coordination_ask(const struct asking *a,
                                         struct person_id person,
                                         struct organisation_id organisation,
                                         struct str words, struct err *e);
/* To `worker`: the visitor, or a colleague with a coordinator's role. ERR_EXISTS when
 * somebody else took it meanwhile. */
nodiscard enum err_code coordination_give(const struct asking *a,
                                          struct person_id person, struct uuid duty,
                                          struct uuid worker, struct err *e);
/* By who does it, a coordinator of that organisation while nobody does, or who keeps
 * the file. ERR_NOT_FOUND, ERR_DENIED. */
nodiscard enum err_code coordination_end(const struct asking *a,
                                         struct person_id person, struct uuid duty,
                                         struct err *e);

/* What runs at one's organisation: asked and not taken (worker nil), or of a worker.
 * is_open: may the visitor open the care around that person now? */
struct duty_row {
    struct duty_view duty;
    bool is_open;
    struct str name; /* how the person is called; "" not for the visitor */
};
nodiscard enum err_code duty_rows(struct duty_row **out, size_t *n_out,
                                  const struct asking *a, struct uuid worker,
                                  struct err *e);

/* --- caseloads --- */

/* One's organisation: all workers for who manages or coordinates, else only the
 * visitor. */
struct caseload_page {
    struct caseload_view *rows;
    size_t n;
    bool sees_all; /* and may agree on numbers */
    struct office_name *colleagues;
    size_t n_colleagues;
};
nodiscard enum err_code caseload_show(struct caseload_page *out, const struct asking *a,
                                      struct err *e);
/* How many files at most from today on, for a worker or (nil) everybody of one's
 * organisation; CASELOAD_NO_LIMIT ends it. ERR_DENIED; ERR_INVALID for somebody of
 * elsewhere. */
nodiscard enum err_code caseload_agree(const struct asking *a, struct uuid worker,
                                       int number, struct err *e);
/* Does a colleague have more files than was agreed (by the organisation, or the
 * worker)?
 */
nodiscard enum err_code caseload_is_over(bool *out, const struct asking *a,
                                         struct uuid worker, struct err *e);

#endif
