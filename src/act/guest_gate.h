/* At the door of a link for somebody without an account: the token is checked before
 * anything is read, then whether the link still stands. What is wrong is never told
 * apart on the page. Nobody is logged in by a link. */
#ifndef ACT_GUEST_GATE_H
#define ACT_GUEST_GATE_H

#include "act/behalf.h"
#include "store/guest_read.h"
#include "trust/guest_token.h"

enum guest_entry {
    GUEST_ENTERS,
    GUEST_UNKNOWN, /* forged, of another door, or cut: 404 */
    GUEST_OVER,    /* it was one of ours, and it ended: 410 */
    GUEST_WAITS,   /* this address tried too many that were none: 429 */
};

/* Who asks, in the audit and in the log of looks. */
extern const struct actor guest_actor;

/* `address` is that of the client; tokens that are none are counted for it. With
 * GUEST_ENTERS the link, with its words; otherwise nothing of it. */
nodiscard enum err_code guest_enter(enum guest_entry *entry_out,
                                    struct guest_link_view *out, const struct asking *a,
                                    enum guest_door door, struct str token,
                                    struct str address, struct err *e);
/* Begins to write for a guest, with the link as the writer has it now: *entry_out tells
 * whether it still stands; the write is made only with GUEST_ENTERS. */
nodiscard enum err_code guest_write_begin(struct write **out,
                                          enum guest_entry *entry_out,
                                          struct guest_link_view *link,
                                          const struct asking *a, const char *act,
                                          struct err *e);
/* Notes a use of the link within a write. browser NULL: of no browser in particular. */
nodiscard enum err_code guest_visit_note(struct write *w, const struct asking *a,
                                         const struct guest_link_fact *link,
                                         enum code_of_guest_visit_kind kind,
                                         const uint8_t browser[GUEST_HASH_BYTES],
                                         struct err *e);
/* A token for the address of a link. */
const char *guest_token_text(const struct asking *a, const struct guest_link_fact *f);

/* Ends a link that the visitor's organisation made. ERR_NOT_FOUND, ERR_DENIED. */
nodiscard enum err_code guest_link_end(const struct asking *a, struct person_id person,
                                       struct uuid link, struct err *e);

/* How a person wants to be called, else the given name, for a guest: the look is logged
 * first. "" when nothing is known any more. */
nodiscard enum err_code guest_call_name(struct str *out, const struct asking *a,
                                        struct person_id person, const char *reason,
                                        struct err *e);
#endif
