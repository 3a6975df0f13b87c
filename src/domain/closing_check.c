#include "domain/closing_check.h"

#include "domain/aftercare_plan.h"

bool closing_is_whole(const struct closing_fact *f)
{
    return f->sustainable_work == 1 && f->is_manageable == 1 && f->is_self_reliant == 1;
}

static bool is_outflow(const struct closing_facts *f)
{
    return f->has_job || f->has_training || f->exit_reason == EXIT_REASON_JOB ||
           f->exit_reason == EXIT_REASON_EDUCATION ||
           f->exit_reason == EXIT_REASON_JOB_SEEKING ||
           f->exit_reason == EXIT_REASON_QUALIFICATION;
}

uint8_t closing_meets_criterion(const struct closing_facts *f)
{
    switch (f->answers.criterion) {
    case CLOSING_CRITERION_SUSTAINABLE:
        return f->answers.sustainable_work == 1;
    case CLOSING_CRITERION_ANY_JOB:
        return f->has_job || f->exit_reason == EXIT_REASON_JOB;
    case CLOSING_CRITERION_OUTFLOW:
        return is_outflow(f);
    case CLOSING_CRITERION_HANDOVER:
        return f->has_handover;
    default:
        return CODE_MISSING;
    }
}

unsigned closing_check(const struct closing_facts *f)
{
    const struct closing_fact *a = &f->answers;
    unsigned remarks = 0;
    if (a->sustainable_work == 0) remarks |= CLOSING_NO_LASTING_WORK;
    if (a->is_manageable == 0) remarks |= CLOSING_NOT_MANAGEABLE;
    if (a->is_self_reliant == 0) remarks |= CLOSING_NOT_SELF_RELIANT;
    if (a->sustainable_work == CODE_MISSING || a->is_manageable == CODE_MISSING ||
        a->is_self_reliant == CODE_MISSING)
        remarks |= CLOSING_NOT_ASKED;
    if (closing_meets_criterion(f) == 0) remarks |= CLOSING_CRITERION_OPEN;
    if (f->has_job && contract_is_volatile(f->contract))
        remarks |= CLOSING_VOLATILE_WORK;
    if (f->n_open_conditions) remarks |= CLOSING_CONDITIONS_OPEN;
    return remarks;
}
