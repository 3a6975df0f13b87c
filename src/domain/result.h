/* What a trajectory led to: flow-through, destinations, European immediate results. */
#ifndef DOMAIN_RESULT_H
#define DOMAIN_RESULT_H

#include "domain/coded.h"
#include "domain/lists.h"

/* Flow-through from custom work (R164, decree on custom work): employment after custom
 * work, wholly without or with less support, hence without the work-support package.
 * Enclave work is an instrument towards it and is not flow-through (R170). Facts and
 * answer are yes_no. */
struct flow_through_facts {
    struct coded was_custom_worker;
    struct coded is_enclave; /* works at another employer in enclave */
    struct coded has_wop;    /* work-support package goes on */
};
struct coded result_is_flow_through(const struct flow_through_facts *f);

/* Does an outcome say that the person works? Enclave work, internships, temporary work
 * experience, neighbourhood work and volunteering do not. */
bool outcome_is_work(enum code_of_outcome outcome);
/* Outcomes that count as the flow-through of R164. */
bool outcome_is_flow_through(enum code_of_outcome outcome);
/* 'a' to 'g' of the destinations asked in parliament (R145), 0 for the others. */
char exit_reason_letter(enum code_of_exit_reason reason);
/* An end without a stated reason: shown as a row of its own (I4). */
bool exit_reason_is_unstated(uint8_t reason);

/* Immediate results upon leaving (X03). Of the labour-market events up to four weeks
 * (28 days) after leaving only the last is reported, so EECR01 and EECR04 exclude each
 * other. A status that is still the one at entry is no result. Of events on one day the
 * one recorded last, which comes last in the array, counts. */
enum esf_immediate_result {
    ESF_NONE,
    ESF_EECR01, /* engaged in job searching upon leaving */
    ESF_EECR02, /* in education or training upon leaving */
    ESF_EECR04, /* in employment, including self-employment, upon leaving */
};
enum { ESF_REFERENCE_DAYS = 28 };

struct labour_event {
    struct day on;
    uint8_t status; /* list labour_status */
};

/* Events in any order; those before `entered` and those after the reference period are
 * left out. `at_entry` is the labour status at entry, CODE_MISSING when not known. */
enum esf_immediate_result esf_immediate_result(const struct labour_event *events,
                                               size_t n, struct day entered,
                                               struct day left, uint8_t at_entry);
const char *esf_immediate_result_code(enum esf_immediate_result r); /* "EECR01" or "" */

/* End of a custom-work trajectory (R167). */
enum wop_decision {
    WOP_KEEP_40_LOW,  /* ready, no fitting vacancy yet: stays until there is one */
    WOP_KEEP_FITTING, /* not ready: stays at a fitting package */
    WOP_STOP_AT_QUARTER_END, /* refuses without valid reason */
    WOP_ENDS_BY_JOB,         /* ready and a fitting vacancy: flow-through */
};
enum wop_decision wop_decide(bool is_ready, bool has_vacancy,
                             bool refuses_without_reason);
struct day quarter_last_day(struct day on);

#endif
