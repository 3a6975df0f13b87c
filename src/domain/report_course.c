#include "domain/report_course.h"

enum report_stand report_stand_of(const struct report_step_fact *steps, size_t n)
{
    if (!n) return REPORT_OPEN;
    switch ((enum code_of_report_step)steps[n - 1].kind) {
    case REPORT_STEP_HANDED_IN:
        return REPORT_HANDED_IN;
    case REPORT_STEP_SENT_BACK:
        return REPORT_SENT_BACK;
    case REPORT_STEP_ACCEPTED:
        return REPORT_ACCEPTED;
    default:
        return REPORT_OPEN;
    }
}

bool report_is_writable(enum report_stand stand)
{
    return stand == REPORT_OPEN || stand == REPORT_SENT_BACK;
}

enum report_step_fault report_step_check(enum report_stand stand,
                                         const struct report_step_fact *step)
{
    bool fits =
        step->kind == REPORT_STEP_HANDED_IN ? report_is_writable(stand)
        : step->kind == REPORT_STEP_SENT_BACK || step->kind == REPORT_STEP_ACCEPTED
            ? stand == REPORT_HANDED_IN
            : false;
    if (!fits) return REPORT_STEP_NOT_NOW;
    if (step->kind == REPORT_STEP_SENT_BACK && !step->text.n)
        return REPORT_STEP_NO_WORDS;
    return REPORT_STEP_FITS;
}

const struct report_step_fact *report_handed_in(const struct report_step_fact *steps,
                                                size_t n)
{
    while (n-- > 0)
        if (steps[n].kind == REPORT_STEP_HANDED_IN) return &steps[n];
    return NULL;
}
