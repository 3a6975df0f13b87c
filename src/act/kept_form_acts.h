/* A form that came after its session had ended: kept for who filled it in, sealed, for
 * half an hour, and given back to that worker alone after the next login.
 *
 * Whose it is, is said by the session that ended: its row outlives it for that long
 * (SESSION_REMEMBERED_MS). A session that was ended on purpose, by logging out or by
 * the worker on another device, has no row, and nothing is kept. */
#ifndef ACT_KEPT_FORM_ACTS_H
#define ACT_KEPT_FORM_ACTS_H

#include "act/behalf.h"

enum { KEPT_FORM_MOST_BYTES = 64 << 10 };

/* *kept_out false, and nothing done: no session ended under this token, or the form is
 * larger than KEPT_FORM_MOST_BYTES. `plain` is the caller's own writing. */
nodiscard enum err_code form_keep(bool *kept_out, const struct asking *a,
                                  struct str token, struct str plain, struct err *e);
/* The visitor's own: this one (id), or the last that was kept (id nil). */
nodiscard enum err_code form_given_back(struct uuid *id_out, struct str *plain_out,
                                        bool *found_out, const struct asking *a,
                                        struct uuid worker, struct uuid id,
                                        struct err *e);
/* It was sent after all. */
nodiscard enum err_code form_keep_no_more(const struct asking *a, struct uuid id,
                                          struct err *e);

#endif
