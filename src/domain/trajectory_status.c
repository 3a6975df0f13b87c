#include "domain/trajectory_status.h"

static bool has_come(struct day d, struct day on)
{
    return !day_is_none(d) && d.v <= on.v;
}

static bool in_work(const struct trajectory_days *t, struct day on)
{
    return has_come(t->employed, on) &&
           (day_is_none(t->job_ended) || t->job_ended.v >= on.v);
}

bool trajectory_is_open(const struct trajectory_days *t, struct day on)
{
    return has_come(t->reached, on) && !has_come(t->ended, on);
}

int trajectory_status_on(const struct trajectory_days *t, struct day on)
{
    if (!has_come(t->reached, on)) return -1;
    if (has_come(t->ended, on)) {
        if (t->end_kind == END_KIND_CARRIED_OUT) return TRAJECTORY_STATUS_CARRIED_OUT;
        if (t->end_kind == END_KIND_STOPPED) return TRAJECTORY_STATUS_STOPPED;
        return -1;
    }
    if (!has_come(t->started, on)) return TRAJECTORY_STATUS_REACHED;
    if (in_work(t, on)) return TRAJECTORY_STATUS_RUNNING_AFTERCARE_EMPLOYED;
    return has_come(t->active, on) ? TRAJECTORY_STATUS_RUNNING
                                   : TRAJECTORY_STATUS_STARTED;
}

struct day aftercare_last_day(struct day employed, int months_max)
{
    if (months_max == AFTERCARE_UNLIMITED || day_is_none(employed)) return DAY_NONE;
    return day_add_months(employed, months_max);
}

bool aftercare_expired(struct day employed, int months_max, struct day on)
{
    struct day last = aftercare_last_day(employed, months_max);
    return !day_is_none(last) && on.v > last.v;
}

int aftercare_days_left(struct day employed, int months_max, struct day on)
{
    struct day last = aftercare_last_day(employed, months_max);
    return day_is_none(last) ? INT32_MAX : days_between(on, last);
}
