/* Signals: noticing one, and what becomes of it. Who works with people notices
 * (PERMISSION_SIGNAL_WRITE); who coordinates bundles, passes on and tells back
 * (PERMISSION_SIGNAL_BUNDLE). Nothing of a person is in them, and none is logged.
 *
 * Counts and codes of all organisations are seen by who may read signals
 * (PERMISSION_SIGNAL_READ): structural means shared. The words of a signal stay with
 * its own organisation and with who bundles. */
#ifndef ACT_SIGNAL_ACTS_H
#define ACT_SIGNAL_ACTS_H

#include "act/behalf.h"
#include "store/signal_read.h"

/* How long an answer is told as new. */
enum { SIGNAL_NEWS_DAYS = 30, BUNDLE_SIGNALS_MOST = 200 };

/* id (the form's), organisation and worker are filled in here. ERR_INVALID for a day to
 * come, a code that is none, or words that may tell who somebody is (*tells_out). */
nodiscard enum err_code signal_note(const struct asking *a, struct signal_fact *f,
                                    bool *tells_out, struct err *e);
/* Takes back one's own, while it stands in no bundle. ERR_NOT_FOUND, ERR_DENIED. */
nodiscard enum err_code signal_withdraw(const struct asking *a, struct uuid signal,
                                        struct err *e);
nodiscard enum err_code signals_show(struct signal_view **out, size_t *n_out,
                                     const struct asking *a,
                                     const struct signal_wanted *wanted, struct err *e);
struct signal_story {
    struct signal_view signal;
    bool sees_words;
    struct step_view *steps; /* of the signal and of its bundle, by day */
    size_t n_steps;
};
nodiscard enum err_code signal_show(struct signal_story *out, const struct asking *a,
                                    struct uuid signal, struct err *e);

/* --- bundles --- */

/* Opens a bundle of these signals; one's organisation keeps it and one pulls it.
 * ERR_EXISTS when one of them stands in a bundle already. */
nodiscard enum err_code bundle_make(const struct asking *a,
                                    struct signal_bundle_fact *f,
                                    const struct uuid *signals, size_t n,
                                    struct err *e);
nodiscard enum err_code bundle_extend(const struct asking *a, struct uuid bundle,
                                      const struct uuid *signals, size_t n,
                                      struct err *e);
struct bundle_story {
    struct bundle_view bundle;
    bool may_write; /* of the organisation that keeps it */
    struct signal_view *signals;
    size_t n_signals;
    struct step_view *steps;
    size_t n_steps;
};
nodiscard enum err_code bundle_show(struct bundle_story *out, const struct asking *a,
                                    struct uuid bundle, struct err *e);
/* A step of a bundle, or of a signal that is in none (status validated, not retained).
 * id and worker are filled in here. *fault_out says what does not fit (ERR_INVALID).
 */
nodiscard enum err_code signal_step_note(const struct asking *a,
                                         struct signal_step_fact *f,
                                         enum signal_step_fault *fault_out,
                                         struct err *e);

#endif
