/* What is missing in the record of a participant before its project can be reported on:
 * attributes that were never asked (participant_record.def), and particulars of the
 * trajectory. Computed from facts, never stored. Pure. */
#ifndef DOMAIN_PARTICIPANT_RECORD_H
#define DOMAIN_PARTICIPANT_RECORD_H

#include "domain/facts.h"
#include "domain/lists.h"

/* What is asked of a record: an attribute of the table, or one of these behind them. */
enum { PARTICIPANT_ATTRIBUTES = 9 };
enum participant_need {
    NEED_START = PARTICIPANT_ATTRIBUTES, /* a result or an end, and no first day */
    NEED_EXIT,   /* ended longer ago than the reference days: why, and where to */
    NEED_RESULT, /* left for work, and no job or training was recorded */
    N_PARTICIPANT_NEEDS
};
/* attribute_kind of a need below PARTICIPANT_ATTRIBUTES. */
uint8_t participant_attribute(size_t need);
int participant_weight(size_t need);
const char *participant_source(size_t need);

/* A participant of a project, as far as it counts here. */
struct participant_facts {
    uint32_t answered; /* bit 1 << i: attribute i was asked and answered, or refused */
    struct day reached, started, ended; /* DAY_NONE: not */
    uint8_t exit_reason;                /* CODE_MISSING: not said */
    bool has_outcome;                   /* work or training, of this trajectory */
};
/* As bits 1 << need, on that day. `reference_days`: how long after an end its
 * particulars are due (rule esf_reference_days). */
uint32_t participant_missing(const struct participant_facts *p, struct day on,
                             int reference_days);
/* What could be missing: which needs concern this record at all. */
uint32_t participant_asked(const struct participant_facts *p, struct day on,
                           int reference_days);

/* Of many records together. */
struct completeness {
    int64_t n_records, n_complete;
    int64_t n_asked, n_answered;
    int64_t missing[N_PARTICIPANT_NEEDS];
};
void completeness_add(struct completeness *to, uint32_t asked, uint32_t missing);
/* Answered of asked, in whole percents rounded down: 100 only when nothing is missing.
 */
int completeness_percent(const struct completeness *c);

#endif
