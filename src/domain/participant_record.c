#include "domain/participant_record.h"

static const struct {
    uint8_t attribute;
    int weight;
    const char *source;
} needs[N_PARTICIPANT_NEEDS] = {
#define Q(attribute, weight, source) {attribute, weight, source},
#include "domain/participant_record.def"
#undef Q
    {CODE_MISSING, 10, "7.1: participation begins on a day"},
    {CODE_MISSING, 9, "7.1: immediate results within 4 weeks after leaving"},
    {CODE_MISSING, 9, "7.1: EECR05, in employment upon leaving"},
};

uint8_t participant_attribute(size_t need)
{
    return needs[need].attribute;
}

int participant_weight(size_t need)
{
    return needs[need].weight;
}

const char *participant_source(size_t need)
{
    return needs[need].source;
}

static bool has_left(const struct participant_facts *p, struct day on, int days)
{
    return !day_is_none(p->ended) && p->ended.v + days <= on.v;
}

static bool left_for_work(const struct participant_facts *p)
{
    return p->exit_reason == EXIT_REASON_JOB;
}

uint32_t participant_asked(const struct participant_facts *p, struct day on,
                           int reference_days)
{
    uint32_t asked = (1u << PARTICIPANT_ATTRIBUTES) - 1;
    if (p->has_outcome || (!day_is_none(p->ended) && p->ended.v <= on.v))
        asked |= 1u << NEED_START;
    if (!has_left(p, on, reference_days)) return asked;
    asked |= 1u << NEED_EXIT;
    if (left_for_work(p)) asked |= 1u << NEED_RESULT;
    return asked;
}

uint32_t participant_missing(const struct participant_facts *p, struct day on,
                             int reference_days)
{
    uint32_t held = p->answered & ((1u << PARTICIPANT_ATTRIBUTES) - 1);
    if (!day_is_none(p->started)) held |= 1u << NEED_START;
    if (p->exit_reason != CODE_MISSING) held |= 1u << NEED_EXIT;
    if (p->has_outcome) held |= 1u << NEED_RESULT;
    return participant_asked(p, on, reference_days) & ~held;
}

void completeness_add(struct completeness *to, uint32_t asked, uint32_t missing)
{
    to->n_records++;
    to->n_complete += missing == 0;
    for (unsigned i = 0; i < N_PARTICIPANT_NEEDS; i++) {
        if (!(asked >> i & 1)) continue;
        to->n_asked++;
        to->missing[i] += missing >> i & 1;
        to->n_answered += !(missing >> i & 1);
    }
}

int completeness_percent(const struct completeness *c)
{
    return c->n_asked ? (int)(100 * c->n_answered / c->n_asked) : 100;
}
