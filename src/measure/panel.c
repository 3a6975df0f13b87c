#include "measure/panel_care.h"
#include "measure/panel_doubts.h"
#include "measure/panel_network.h"
#include "measure/panel_outreach.h"

#include "domain/lists.h"

void panel_free(struct panel *p)
{
    if (!p) return;
#define PARTICIPATION(type, name) free(p->participations.name);
#define EVENT(type, name)         free(p->events.name);
#define SPELL(type, name)         free(p->spells.name);
#define PROFILE(type, name)       free(p->profiles.name);
#include "measure/panel_columns.def"
    free(p->participations.file);
    free(p->file_ids);
    panel_doubts_free(p);
    outreach_free(p);
    network_free(p);
    care_free(p);
    free(p->calls);
    free(p->organisations);
    free(p->projects);
    free(p->partnerships);
    free(p->budgets);
    free(p->targets);
    free(p->published);
    free(p);
}

struct panel_events panel_events_of(const struct panel *p, int kind)
{
    const struct panel_events *all = &p->events;
    size_t first = all->kind_first[kind];
    struct panel_events of = {.n = all->kind_first[kind + 1] - first};
    if (of.n == 0) return of; /* columns without rows may be NULL */
#define EVENT(type, name) of.name = all->name + first;
#include "measure/panel_columns.def"
    return of;
}

uint32_t panel_spell_day(struct day day)
{
    int y, m, d;
    if (day.v <= day_of(PANEL_MONTH_BASE_YEAR, 1, 1).v) return 1;
    day_split(&y, &m, &d, day);
    int64_t month = (y - (int64_t)PANEL_MONTH_BASE_YEAR) * 12 + m - 1;
    return month >= PANEL_MONTH_NEVER ? PANEL_SPELL_NEVER
                                      : (uint32_t)month * 32u + (uint32_t)d;
}

static struct day day_of_spell(uint16_t month, uint8_t on)
{
    if (month == PANEL_MONTH_NEVER) return DAY_NONE;
    return day_of(PANEL_MONTH_BASE_YEAR + month / 12, month % 12 + 1, on);
}

struct day panel_spell_from(const struct panel_spells *s, size_t i)
{
    return day_of_spell(s->began[i], s->began_on[i]);
}

struct day panel_spell_left(const struct panel_spells *s, size_t i)
{
    return day_of_spell(s->left[i], s->left_on[i]);
}

uint32_t panel_spell_person(const struct panel *p, size_t i)
{
    return p->profiles.person[p->spells.profile[i]];
}

_Static_assert((int)N_LABOUR_STATUS <= 16 && (int)N_BENEFIT <= 16 &&
                   (int)N_REGISTRATION_STATUS <= 16,
               "statuses are bits of 16");

const struct code_list *panel_spell_codes(enum spell_list list)
{
    static const enum list_number numbers[N_SPELL_LISTS] = {
        [SPELL_LABOUR] = LIST_LABOUR_STATUS,
        [SPELL_BENEFIT] = LIST_BENEFIT,
        [SPELL_REGISTRATION] = LIST_REGISTRATION_STATUS};
    require(list < N_SPELL_LISTS);
    return code_list_at(numbers[list]);
}
