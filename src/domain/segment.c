#include "domain/segment.h"

static struct segment_result only(enum code_of_target_segment segment)
{
    return (struct segment_result){.segment = segment};
}

static struct segment_result segment_not_willing(const struct segment_facts *f)
{
    if (coded_is(f->availability_condition, YES_NO_NO))
        return only(TARGET_SEGMENT_5_NOT_WILLING_NO_AVAILABILITY_CONDITION);
    if (coded_is(f->availability_condition, YES_NO_YES))
        return only(TARGET_SEGMENT_6_NOT_WILLING_WITH_AVAILABILITY_CONDITION);
    return only(TARGET_SEGMENT_9_UNDETERMINED);
}

static struct segment_result segment_not_registered(const struct segment_facts *f)
{
    if (coded_is(f->known_elsewhere, YES_NO_YES))
        return only(TARGET_SEGMENT_2_INDIRECT_RADAR);
    if (coded_is(f->known_elsewhere, YES_NO_NO))
        return only(TARGET_SEGMENT_1_OFF_RADAR);
    return only(TARGET_SEGMENT_9_UNDETERMINED);
}

static struct segment_result segment_registered_person(const struct segment_facts *f)
{
    struct segment_result r = {
        .not_reached = coded_is(f->reached_recently, YES_NO_NO),
        .offer_insufficient = coded_is(f->offer_was_sufficient, YES_NO_NO),
    };
    bool reached = coded_is(f->reached_recently, YES_NO_YES);
    if (r.not_reached || r.offer_insufficient) {
        r.segment = TARGET_SEGMENT_3_REGISTERED_NOT_REACHED;
        r.overlaps = reached;
    } else {
        r.segment = reached ? TARGET_SEGMENT_4_REGISTERED_REACHED
                            : TARGET_SEGMENT_9_UNDETERMINED;
    }
    return r;
}

struct segment_result segment_of(const struct segment_facts *f)
{
    if (coded_is(f->willing_to_work, YES_NO_NO)) return segment_not_willing(f);
    if (!coded_is(f->willing_to_work, YES_NO_YES))
        return only(TARGET_SEGMENT_9_UNDETERMINED);
    if (coded_is(f->registered_vdab, YES_NO_YES)) return segment_registered_person(f);
    if (coded_is(f->registered_vdab, YES_NO_NO)) return segment_not_registered(f);
    return only(TARGET_SEGMENT_9_UNDETERMINED);
}

struct coded segment_registered(struct coded status)
{
    if (status.state != ANSWER_KNOWN) return status;
    bool registered = status.code == REGISTRATION_STATUS_VOLUNTARY ||
                      status.code == REGISTRATION_STATUS_COMPULSORY;
    return coded_known(registered ? YES_NO_YES : YES_NO_NO);
}

bool segment_reached_recently(struct day last_service, struct day on,
                              int look_back_years)
{
    if (day_is_none(last_service) || last_service.v > on.v) return false;
    return last_service.v >= day_add_months(on, -12 * look_back_years).v;
}

bool segment_out_of_scope(enum code_of_target_segment segment)
{
    return segment == TARGET_SEGMENT_5_NOT_WILLING_NO_AVAILABILITY_CONDITION;
}
