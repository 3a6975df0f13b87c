#include "domain/freshness.h"

static const int half_lives_days[] = {
    [FRESHNESS_WAIT] = 60,
    [FRESHNESS_SERVICE] = 180,
    [FRESHNESS_PLACE] = 540,
};

int freshness_half_life_days(enum freshness_kind kind)
{
    return half_lives_days[kind];
}

int freshness_score(enum freshness_kind kind, struct day checked, struct day today)
{
    if (day_is_none(checked)) return 0;
    int64_t half_life = half_lives_days[kind];
    int64_t age = MAX_OF(days_between(checked, today), 0);
    return (int)MAX_OF(100 * half_life / (half_life + age), INT64_C(1));
}

bool freshness_is_stale(int score)
{
    enum { STALE_BELOW = 50 };
    return score < STALE_BELOW;
}
