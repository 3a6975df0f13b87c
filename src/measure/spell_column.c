#include "measure/spell_column.h"

#include "domain/age.h"

enum spell_list spell_list_of(unsigned relation)
{
    return relation == RELATION_LABOUR    ? SPELL_LABOUR
           : relation == RELATION_BENEFIT ? SPELL_BENEFIT
                                          : SPELL_REGISTRATION;
}

size_t spell_rows(const struct panel *p, unsigned relation, size_t *first_out)
{
    enum spell_list list = spell_list_of(relation);
    *first_out = p->spells.list_first[list];
    return p->spells.list_first[list + 1] - *first_out;
}

struct column spell_profile_column(const struct panel *panel, const struct dimension *d)
{
    const struct panel_profiles *p = &panel->profiles;
    switch (d->id) {
    case DIM_PROVINCE:
    case DIM_REGION:
    case DIM_MUNICIPALITY:
        return (struct column){.c16 = p->municipality};
    case DIM_SEX:
        return (struct column){.c8 = p->sex};
    case DIM_EDUCATION:
        return (struct column){.c8 = p->education};
    case DIM_EDUCATION_LEVEL:
        return (struct column){.c8 = p->education_level};
    case DIM_ORIGIN:
        return (struct column){.c8 = p->origin_herkomst};
    case DIM_ORIGIN_KANSENGROEP:
        return (struct column){.c8 = p->origin_kansengroep};
    case DIM_ORIGIN_ESF:
        return (struct column){.c8 = p->origin_esf};
    case DIM_SELF_RELIANT:
        return (struct column){.c8 = p->self_reliant};
    default:
        return (struct column){0};
    }
}

bool spell_is_age(const struct dimension *d)
{
    return d->id == DIM_AGE || d->id == DIM_AGE_CLASS;
}

uint8_t spell_age_code(const struct panel *panel, uint32_t profile, uint32_t month,
                       bool age_class)
{
    const struct panel_profiles *p = &panel->profiles;
    uint16_t year = p->birth_year[profile];
    if (year >= 0xff00) return (uint8_t)year;
    int born = (year - PANEL_MONTH_BASE_YEAR) * 12 +
               MAX_OF(p->birth_month[profile], (uint8_t)1) - 1;
    int age = (int)month - born < 0 ? -1 : ((int)month - born) / 12;
    if (age < 0 || age > AGE_MAX) return PANEL_UNKNOWN;
    return age_class ? (uint8_t)age_class_of(age) : (uint8_t)age;
}

static struct column age_column(struct scope *s, bool age_class, size_t first, size_t n)
{
    const struct panel_spells *sp = &s->panel->spells;
    const uint16_t *months = s->spell_moment == SPELL_ENTERED ? sp->began : sp->left;
    uint32_t as_of = panel_spell_day(s->as_of) / 32;
    uint8_t *out = scope_take(s, n + 1, 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t month = s->spell_moment == SPELL_PRESENT ? as_of : months[first + i];
        out[i] = spell_age_code(s->panel, sp->profile[first + i], month, age_class);
    }
    return (struct column){.c8 = out};
}

static struct column through_profiles(struct scope *s, struct column of, size_t first,
                                      size_t n)
{
    const uint32_t *profile = s->panel->spells.profile + first;
    if (of.c8) {
        uint8_t *out = scope_take(s, n + 1, 1);
        for (size_t i = 0; i < n; i++)
            out[i] = of.c8[profile[i]];
        return (struct column){.c8 = out};
    }
    uint16_t *out = scope_new_array(s, uint16_t, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = of.c16[profile[i]];
    return (struct column){.c16 = out};
}

struct column spell_column(struct scope *s, const struct dimension *d,
                           unsigned relation)
{
    static const uint8_t nothing; /* where there are no spells at all */
    const struct panel_spells *sp = &s->panel->spells;
    size_t first, n = spell_rows(s->panel, relation, &first);
    if (n == 0) return (struct column){.c8 = &nothing};
    switch (d->id) {
    case DIM_LABOUR_NOW:
    case DIM_BENEFIT_NOW:
    case DIM_REGISTRATION_NOW:
        return (struct column){.c8 = sp->code + first};
    case DIM_LABOUR_NEXT:
    case DIM_BENEFIT_NEXT:
    case DIM_REGISTRATION_NEXT:
        return (struct column){.c8 = sp->next + first};
    case DIM_SPELL_DESTINATION:
        return (struct column){.c8 = sp->exit + first};
    case DIM_AGE:
    case DIM_AGE_CLASS:
        return age_column(s, d->id == DIM_AGE_CLASS, first, n);
    default:
        return through_profiles(s, spell_profile_column(s->panel, d), first, n);
    }
}
