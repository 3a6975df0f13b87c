/* Links for people without an account, who used them, and answers of employers: read
 * for people. Only facts that are not retracted; everything lies in the arena. */
#ifndef STORE_GUEST_READ_H
#define STORE_GUEST_READ_H

#include "domain/guest_facts.h"
#include "store/db.h"

struct guest_link_view {
    struct guest_link_fact fact; /* words opened, when asked and the key is there */
    char worker_name[160], organisation_name[160];
    int64_t opened_at, answered_at; /* the first time; 0: never */
    int64_t elsewhere_at;           /* the last time elsewhere; 0: never */
    int64_t ended_at;               /* by who made it; 0: not */
    int64_t n_opened, n_wrong_codes;
    bool has_browser; /* it is bound to the browser that opened it first */
    uint8_t browser[GUEST_HASH_BYTES];
};
/* Neither ended by hand, nor by time, nor by wrong codes. */
bool guest_link_stands(const struct guest_link_view *v, int64_t now_ms);

/* By its id alone: whose it is stands in it. ERR_NOT_FOUND. */
nodiscard enum err_code guest_link_read(struct guest_link_view *out, struct arena *a,
                                        struct db *db, struct uuid link,
                                        bool with_words, struct err *e);
/* Of a person, the last made first; kind GUEST_LINK_KIND_x. */
nodiscard enum err_code guest_links_of(struct guest_link_view **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct person_id person, uint8_t kind,
                                       bool with_words, struct err *e);

struct check_in_view {
    struct check_in_fact fact;
    struct organisation_id organisation; /* that made the link */
    struct uuid worker;                  /* who made it */
    /* the reply; id nil: none yet */
    struct check_in_reply_fact reply;
    char reply_name[160]; /* of who gave it */
};
/* Of a person, the last first. */
nodiscard enum err_code check_ins_of(struct check_in_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct person_id person, bool with_words,
                                     struct err *e);
/* Answers that somebody has to take up (check_in_asks) and nobody did, of links of the
 * organisation; `worker` nil: of all, else of links this worker made, or of persons
 * whom the worker is named to accompany today. The first given first, at most `most`;
 * without words. */
nodiscard enum err_code check_ins_open(struct check_in_view **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct organisation_id organisation,
                                       struct uuid worker, struct day today,
                                       size_t most, struct err *e);

#endif
