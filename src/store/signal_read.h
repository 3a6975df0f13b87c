/* Signals and bundles, read for people. Only facts that are not retracted; everything
 * lies in the arena. Words are opened only when asked for. */
#ifndef STORE_SIGNAL_READ_H
#define STORE_SIGNAL_READ_H

#include "domain/signal_course.h"
#include "store/db.h"

struct signal_view {
    struct signal_fact fact;
    struct uuid bundle;     /* nil: in none */
    char bundle_title[200]; /* "" in none */
    char organisation_name[160], worker_name[160];
    enum code_of_signal_status status;
    struct day status_on; /* of its last step; the day it was noticed without any */
};
struct signal_wanted {
    struct organisation_id organisation; /* nil: of all */
    struct uuid worker;                  /* nil: of all */
    struct uuid bundle;                  /* nil: any or none */
    uint8_t barrier;                     /* CODE_MISSING: any */
    char municipality[6];                /* "": any */
    int year;                            /* of noticing; 0: any */
    bool only_loose;                     /* in no bundle, and not at an end */
    bool with_words;
    size_t first, most;
};
/* The last noticed first. */
nodiscard enum err_code signal_list(struct signal_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    const struct signal_wanted *wanted, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code signal_read(struct signal_view *out, struct arena *a,
                                    struct db *db, struct uuid signal, bool with_words,
                                    struct err *e);
/* Answers and decisions since a day on signals that this worker noticed. */
nodiscard enum err_code signal_answers_count(int64_t *out, struct db *db,
                                             struct uuid worker, struct day since,
                                             struct err *e);

struct bundle_view {
    struct signal_bundle_fact fact;
    char organisation_name[160], worker_name[160];
    int64_t n_signals, n_organisations, n_municipalities;
    enum code_of_signal_status status;
    struct day status_on;
};
/* Those not at an end first, then by day of opening, the last first. */
nodiscard enum err_code bundle_list(struct bundle_view **out, size_t *n_out,
                                    struct arena *a, struct db *db, struct err *e);
nodiscard enum err_code bundle_read(struct bundle_view *out, struct arena *a,
                                    struct db *db, struct uuid bundle, struct err *e);

struct step_view {
    struct signal_step_fact fact;
    char worker_name[160];
};
/* Of a signal or of a bundle (the other nil), the first first, with their words. */
nodiscard enum err_code signal_step_list(struct step_view **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct uuid signal, struct uuid bundle,
                                         struct err *e);

/* How many signals, by barrier and year of noticing; ordered by barrier, then year. */
struct signal_count {
    uint8_t barrier;
    int year;
    int64_t n;
};
/* municipality "" all; group CODE_MISSING all. */
nodiscard enum err_code signal_counts(struct signal_count **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      const char *municipality, uint8_t target_group,
                                      struct err *e);

#endif
