/* Partnerships and what they agreed, read for people. Only facts that are not
 * retracted; everything lies in the arena. */
#ifndef STORE_PARTNERSHIP_READ_H
#define STORE_PARTNERSHIP_READ_H

#include "domain/agreement_facts.h"
#include "store/db.h"

struct partnership_view {
    struct partnership_fact fact;
    int64_t n_municipalities, n_partners, n_agreements;
};
/* By name. */
nodiscard enum err_code partnership_list(struct partnership_view **out, size_t *n_out,
                                         struct arena *a, struct db *db, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code partnership_read(struct partnership_view *out, struct arena *a,
                                         struct db *db, struct partnership_id id,
                                         struct err *e);

struct party {
    struct organisation_id organisation;
    char name[160], role[80];
    struct day from, to; /* DAY_NONE: not said; still */
};
nodiscard enum err_code party_list(struct party **out, size_t *n_out, struct arena *a,
                                   struct db *db, struct partnership_id id,
                                   struct err *e);
/* REFNIS codes, in order. */
struct covered {
    char municipality[8];
};
nodiscard enum err_code covered_list(struct covered **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct partnership_id id, struct err *e);

/* The first day first. */
nodiscard enum err_code agreement_list(struct agreement_fact **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct partnership_id id, struct err *e);
struct agreed_action_view {
    struct agreed_action_fact fact;
    char organisation_name[160];
    struct partnership_id partnership;
};
/* Of all agreements of a partnership, by due day; those without one last. */
nodiscard enum err_code agreed_action_list(struct agreed_action_view **out,
                                           size_t *n_out, struct arena *a,
                                           struct db *db, struct partnership_id id,
                                           struct err *e);
struct agreed_result_view {
    struct agreed_result_fact fact;
    char worker_name[160];
};
/* The first first. */
nodiscard enum err_code agreed_result_list(struct agreed_result_view **out,
                                           size_t *n_out, struct arena *a,
                                           struct db *db, struct partnership_id id,
                                           struct err *e);
/* Whose it is; nil when there is none. */
nodiscard enum err_code agreement_owner(struct partnership_id *out, struct db *db,
                                        struct uuid agreement, struct err *e);
nodiscard enum err_code agreed_action_owner(struct partnership_id *out, struct db *db,
                                            struct uuid action, struct err *e);
/* Does the organisation take part in it on that day? */
nodiscard enum err_code is_party(bool *out, struct db *db, struct partnership_id id,
                                 struct organisation_id organisation, struct day on,
                                 struct err *e);

#endif
