#include "domain/consent_course.h"

enum consent_state consent_state_of(const struct consent_fact *f, bool is_withdrawn,
                                    struct day today)
{
    if (is_withdrawn) return CONSENT_WITHDRAWN;
    if (!f->is_given) return CONSENT_REFUSED;
    if (f->from.v > today.v) return CONSENT_TO_COME;
    if (!day_is_none(f->to) && f->to.v < today.v) return CONSENT_OVER;
    return CONSENT_IN_FORCE;
}

#define BIT(c) (1u << CATEGORY_##c)

unsigned purpose_categories(uint8_t purpose)
{
    unsigned all = 0;
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
        if (category_can_be_shared((enum record_category)c)) all |= 1u << c;
    switch (purpose) {
    case SHARING_PURPOSE_EMPLOYER:
        return all & (BIT(IDENTITY) | BIT(GOAL) | BIT(WORK));
    case SHARING_PURPOSE_REPORTING:
        return all & (BIT(COUNTABLE) | BIT(IDENTITY) | BIT(WORK));
    case SHARING_PURPOSE_COORDINATION:
        return all & ~(BIT(HEALTH) | BIT(NOTE));
    default:
        return purpose < N_SHARING_PURPOSE ? all : 0;
    }
}

bool purpose_takes(uint8_t purpose, uint8_t category)
{
    return category < N_RECORD_CATEGORIES &&
           (purpose_categories(purpose) >> category & 1);
}

static enum consent_fault check_ground(const struct consent_choice *c)
{
    if (c->ground >= N_SHARING_GROUND) return CONSENT_NO_GROUND;
    if (c->form >= N_CONSENT_FORM) return CONSENT_NO_FORM;
    if (c->ground == SHARING_GROUND_CONSENT)
        return c->form == CONSENT_FORM_NOT_ASKED ? CONSENT_NO_FORM : CONSENT_FITS;
    if (!c->is_given) return CONSENT_NO_IS_ASKED;
    if (c->categories & BIT(HEALTH)) return CONSENT_HEALTH_ASKED;
    return c->words.n ? CONSENT_FITS : CONSENT_NO_WORDS;
}

enum consent_fault consent_choice_check(const struct consent_choice *c,
                                        struct day today)
{
    if (uuid_is_nil(c->receiver.u)) return CONSENT_NO_RECEIVER;
    if (c->purpose >= N_SHARING_PURPOSE) return CONSENT_NO_PURPOSE;
    if (!c->categories) return CONSENT_NO_CATEGORY;
    if (c->categories & ~purpose_categories(c->purpose)) return CONSENT_NOT_FOR_PURPOSE;
    enum consent_fault fault = check_ground(c);
    if (fault != CONSENT_FITS) return fault;
    if (day_is_none(c->from) ||
        (!day_is_none(c->to) && (c->to.v < c->from.v || c->to.v < today.v)))
        return CONSENT_DAYS;
    return CONSENT_FITS;
}
