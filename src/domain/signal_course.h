/* The way of a signal: notice, collect, bundle, pass on, decide, act, tell back.
 * Method: the phases of beleidssignalen (Gent), with the statuses of list
 * signal_status. Pure. */
#ifndef DOMAIN_SIGNAL_COURSE_H
#define DOMAIN_SIGNAL_COURSE_H

#include "domain/signal_facts.h"

/* Where a signal or bundle stands: the status of its last step by day, then by moment
 * of recording; without any, `before` (SIGNAL_STATUS_CAPTURED, or _BUNDLED). */
enum code_of_signal_status signal_status_of(const struct signal_step_fact *steps,
                                            size_t n,
                                            enum code_of_signal_status before);
/* Nothing more is expected of it. */
bool signal_status_is_end(enum code_of_signal_status status);
/* The guide who noticed it hears of this one: something was answered or decided. */
bool signal_status_is_answer(enum code_of_signal_status status);

enum signal_step_fault {
    SIGNAL_STEP_FITS,
    SIGNAL_STEP_NO_STATUS,  /* not one that somebody sets, or not for this */
    SIGNAL_STEP_NO_WORDS,   /* an answer, a change or a refusal says which and why */
    SIGNAL_STEP_NO_LEVEL,   /* passed on: to which level? */
    SIGNAL_STEP_DAY_TO_COME /* after today */
};
/* A single signal is looked at (validated) or not retained; the rest happens to
 * bundles. */
bool signal_step_is_for(enum code_of_signal_status status, bool is_bundle);
enum signal_step_fault signal_step_check(const struct signal_step_fact *step,
                                         struct day today);

/* What a context condition that is hard for many people points to; each may be
 * CODE_MISSING. */
struct signal_hint {
    uint8_t barrier, domain;
};
struct signal_hint signal_hint_of(uint8_t context_condition);

/* Words that may tell who somebody is: an address of mail, or six or more digits with
 * at most one sign between them (telephone, national number, date of birth in full). A
 * net with holes: names pass. */
bool signal_words_identify(struct str words);
/* The first piece that may: the word with the address, or the digits; STR_NONE. */
struct str signal_words_telling(struct str words);

#endif
