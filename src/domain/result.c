#include "domain/result.h"

struct coded result_is_flow_through(const struct flow_through_facts *f)
{
    if (coded_is(f->was_custom_worker, YES_NO_NO) ||
        coded_is(f->is_enclave, YES_NO_YES) || coded_is(f->has_wop, YES_NO_YES))
        return coded_known(YES_NO_NO);
    const struct coded needed[] = {f->was_custom_worker, f->is_enclave, f->has_wop};
    struct coded missing = coded_known(0);
    for (size_t i = 0; i < ARRAY_LEN(needed); i++)
        if (needed[i].state != ANSWER_KNOWN)
            missing = coded_missing(coded_worst(missing, needed[i]));
    return missing.state == ANSWER_KNOWN ? coded_known(YES_NO_YES) : missing;
}

bool outcome_is_work(enum code_of_outcome outcome)
{
    return outcome == OUTCOME_EMPLOYED || outcome == OUTCOME_SELF_EMPLOYED ||
           outcome == OUTCOME_FLOW_THROUGH_REGULAR ||
           outcome == OUTCOME_REINTEGRATED_SAME_EMPLOYER ||
           outcome == OUTCOME_REINTEGRATED_OTHER;
}

bool outcome_is_flow_through(enum code_of_outcome outcome)
{
    return outcome == OUTCOME_FLOW_THROUGH_REGULAR;
}

char exit_reason_letter(enum code_of_exit_reason reason)
{
    switch (reason) {
    case EXIT_REASON_JOB:
        return 'a';
    case EXIT_REASON_SICKNESS_INSURANCE:
        return 'b';
    case EXIT_REASON_PENSION:
        return 'c';
    case EXIT_REASON_DEATH:
        return 'd';
    case EXIT_REASON_MOVED_ABROAD:
        return 'e';
    case EXIT_REASON_OCMW_LIVING_WAGE:
        return 'f';
    case EXIT_REASON_TOTAL_INACTIVITY:
        return 'g';
    default:
        return 0;
    }
}

bool exit_reason_is_unstated(uint8_t reason)
{
    return reason >= N_EXIT_REASON || reason == EXIT_REASON_UNKNOWN;
}

static enum esf_immediate_result result_of_status(uint8_t status)
{
    switch (status) {
    case LABOUR_STATUS_EMPLOYED:
    case LABOUR_STATUS_SELF_EMPLOYED:
        return ESF_EECR04;
    case LABOUR_STATUS_IN_TRAINING:
        return ESF_EECR02;
    case LABOUR_STATUS_JOB_SEEKING:
        return ESF_EECR01;
    default:
        return ESF_NONE;
    }
}

enum esf_immediate_result esf_immediate_result(const struct labour_event *events,
                                               size_t n, struct day entered,
                                               struct day left, uint8_t at_entry)
{
    const struct labour_event *last = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct labour_event *x = &events[i];
        if (x->on.v < entered.v || x->on.v > left.v + ESF_REFERENCE_DAYS) continue;
        if (!last || x->on.v >= last->on.v) last = x;
    }
    if (!last) return ESF_NONE;
    enum esf_immediate_result result = result_of_status(last->status);
    return result == result_of_status(at_entry) ? ESF_NONE : result;
}

const char *esf_immediate_result_code(enum esf_immediate_result r)
{
    switch (r) {
    case ESF_NONE:
        return "";
    case ESF_EECR01:
        return "EECR01";
    case ESF_EECR02:
        return "EECR02";
    case ESF_EECR04:
        return "EECR04";
    }
    bug("no such immediate result");
}

enum wop_decision wop_decide(bool is_ready, bool has_vacancy,
                             bool refuses_without_reason)
{
    if (refuses_without_reason) return WOP_STOP_AT_QUARTER_END;
    if (!is_ready) return WOP_KEEP_FITTING;
    return has_vacancy ? WOP_ENDS_BY_JOB : WOP_KEEP_40_LOW;
}

struct day quarter_last_day(struct day on)
{
    int first_month = (day_month(on) - 1) / 3 * 3 + 1;
    struct day next = day_add_months(day_of(day_year(on), first_month, 1), 3);
    return (struct day){next.v - 1};
}
