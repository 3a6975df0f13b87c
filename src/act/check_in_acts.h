/* How it goes at work, asked of an employer through a link: made from a job in a file,
 * only while the person lets that employer know the name (consent, purpose employer,
 * category identity), and answered without an account. The employer sees the name that
 * the person chose, what else the person lets it know (act/employer_share.h), and whom
 * to call here; nothing else of the person. An answer counts as aftercare with
 * side employer; one that asks for something waits until somebody takes it up, two
 * working days (domain/check_in_course.h). */
#ifndef ACT_CHECK_IN_ACTS_H
#define ACT_CHECK_IN_ACTS_H

#include "act/guest_gate.h"
#include "domain/check_in_course.h"
#include "store/employer_store.h"

enum { CHECK_IN_WORDS_MOST = 2000, CHECK_INS_SHOWN = 25 };

/* Whom a link can be made for: of the employers whom the person lets know the name,
 * with the contact that this organisation offers them. */
struct check_in_employer {
    struct organisation_id employer;
    char name[160];
    bool has_contact; /* with a phone number: the link shows whom to call */
};
nodiscard enum err_code check_in_employers(struct check_in_employer **out,
                                           size_t *n_out, const struct asking *a,
                                           struct person_id person, struct err *e);
/* `reader`: who reads it there, in words; may be empty. ERR_NOT_FOUND for no such job;
 * ERR_DENIED without consent or without a contact. *out: the link that was made. */
nodiscard enum err_code check_in_link_make(struct guest_link_fact *out,
                                           const struct asking *a,
                                           struct person_id person, struct uuid job,
                                           struct organisation_id employer,
                                           struct str reader, struct err *e);

/* All of a person, for who may see the work. */
struct check_in_story {
    struct guest_link_view *links;
    size_t n_links;
    struct check_in_view *answers;
    size_t n_answers;
};
nodiscard enum err_code check_ins_show(struct check_in_story *out,
                                       const struct asking *a, struct person_id person,
                                       struct err *e);
/* "Bakkerij De Oven" or "": the name of the employer of a link with its words. */
nodiscard enum err_code check_in_employer_name(char *out, size_t size,
                                               const struct asking *a,
                                               const struct guest_link_fact *f,
                                               struct err *e);
/* Somebody called: words may be empty. ERR_EXISTS when it was taken up already. */
nodiscard enum err_code check_in_reply_note(const struct asking *a,
                                            struct person_id person,
                                            struct uuid check_in, struct str words,
                                            struct err *e);

/* Answers that wait, of the visitor's organisation. */
struct waiting_check_in {
    struct check_in_view answer;
    struct str name; /* how the person wants to be called; "" when closed */
    struct day due_on;
    int days_left; /* working days */
};
/* `is_mine`: of links one made and persons one accompanies. What waits longest first.
 * Who is shown is logged. */
nodiscard enum err_code check_ins_waiting(struct waiting_check_in **out, size_t *n_out,
                                          const struct asking *a, bool is_mine,
                                          struct err *e);

/* How many answers wait too long at one's organisation; no names, no look. At most
 * CHECK_INS_LATE_MOST. */
enum { CHECK_INS_LATE_MOST = 200 };
nodiscard enum err_code check_ins_late(int64_t *n_out, const struct asking *a,
                                       struct err *e);

/* --- for the employer, without a login --- */

struct check_in_page {
    enum guest_entry entry;
    struct str name; /* how the person wants to be called, else the first name */
    struct str card; /* what is let through to this employer (employer_card_make) */
    bool is_answered;
    uint8_t answer;
    char organisation_name[160];
    char worker_name[160], phone[40]; /* whom to call here */
    struct day due_on;                /* by when somebody calls, once answered */
};
nodiscard enum err_code check_in_open(struct check_in_page *out, const struct asking *a,
                                      struct str token, struct str address,
                                      struct err *e);
/* One answer to a link: a second one changes nothing, and is no error. */
nodiscard enum err_code check_in_answer(enum guest_entry *entry_out,
                                        const struct asking *a, struct str token,
                                        struct str address, uint8_t answer,
                                        struct str words, struct err *e);

#endif
