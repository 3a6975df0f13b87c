/* What a person lets other organisations see: asking for it, recording yes or no,
 * withdrawing, and showing who sees what.
 *
 * Who keeps the file records an answer, and only about categories that are open to the
 * visitor as well: nobody lets through what is closed to oneself. A receiver never
 * opens more for itself; it asks (consent_ask), or says that it needs no more
 * (withdraws its own). The last answer counts: a no ends the yes, a yes with other days
 * takes the place of the one before, the same yes again changes nothing. */
#ifndef ACT_CONSENT_ACTS_H
#define ACT_CONSENT_ACTS_H

#include "act/dossier_acts.h"
#include "store/consent_read.h"

/* One answer about several categories (domain/consent_course.h). *fault_out says what
 * does not fit (ERR_INVALID). ERR_DENIED, ERR_NOT_FOUND. */
nodiscard enum err_code consent_give(const struct asking *a, struct person_id person,
                                     const struct consent_choice *choice,
                                     enum consent_fault *fault_out, struct err *e);
/* The same inside a write that is open already; `gate` was passed for
 * PERMISSION_CONSENT_WRITE or PERMISSION_HANDOVER_SEND. The first row takes `first`, or
 * an id of its own when that is nil. *n_new_out: how many rows were written. */
nodiscard enum err_code consent_give_within(
    struct write *w, const struct asking *a, const struct gate *gate,
    struct person_id person, const struct consent_choice *choice, struct uuid first,
    enum consent_fault *fault_out, size_t *n_new_out, struct err *e);

/* What is withdrawn: one row, or all that a receiver has on the ground of consent. */
struct consent_ending {
    struct uuid consent;             /* nil: all of the receiver */
    struct organisation_id receiver; /* when consent is nil */
    uint8_t purpose;                 /* with a receiver: only this; CODE_MISSING any */
    uint8_t party;                   /* withdrawal_party */
    struct str words;
};
/* Withdrawing what was withdrawn already changes nothing. ERR_NOT_FOUND for a row that
 * is not this person's, or not to be seen; ERR_DENIED when it is another receiver's. */
nodiscard enum err_code consent_withdraw(const struct asking *a,
                                         struct person_id person,
                                         const struct consent_ending *ending,
                                         struct err *e);
/* Inside an open write, without asking who may: the caller did. */
nodiscard enum err_code consent_withdraw_within(struct write *w, const struct asking *a,
                                                struct person_id person,
                                                const struct consent_ending *ending,
                                                struct uuid first, size_t *n_new_out,
                                                struct err *e);

/* Asks whether one's organisation may see a category that is closed to it. For who sees
 * something of the person already. An open request about the same is not doubled.
 * ERR_INVALID for a category or purpose that cannot be, ERR_DENIED for who keeps the
 * file (a colleague is asked, not the person). */
nodiscard enum err_code consent_ask(const struct asking *a, struct person_id person,
                                    uint8_t purpose, uint8_t category, struct str words,
                                    struct err *e);

/* Persons whom the visitor accompanies, and about whom somebody asks for more. */
struct waiting_question {
    struct person_id person;
    struct str call_name; /* "" not known */
};
enum { WAITING_QUESTIONS_MOST = 5 };
/* The first asked first; leaves a look for each name. */
nodiscard enum err_code consents_waiting(struct waiting_question **out, size_t *n_out,
                                         const struct asking *a, struct err *e);

struct consents_view {
    struct dossier_view file; /* with how the person is called, when that is open */
    bool is_keeper;  /* of who keeps the file: sees all rows; a receiver its own */
    bool may_record; /* yes and no, and withdraw */
    bool may_withdraw;
    unsigned may_share; /* categories this visitor may let through, a bit for each */
    struct consent_view *rows;
    size_t n_rows;
    struct consent_request_view *requests;
    size_t n_requests;
    struct file_keeper *keepers;
    size_t n_keepers;
};
/* Leaves a look. ERR_NOT_FOUND, ERR_DENIED. Wipe its dossier when it was shown. */
nodiscard enum err_code consents_show(struct consents_view *out, const struct asking *a,
                                      struct person_id person, struct err *e);
/* What a receiver may see on a day of a purpose, a bit for each category: for an act
 * that must know whether it is allowed to send. Consents in force only. */
nodiscard enum err_code consents_in_force(unsigned *out, struct db *db,
                                          struct arena *arena, struct person_id person,
                                          struct organisation_id receiver,
                                          uint8_t purpose, struct day today,
                                          struct err *e);

#endif
