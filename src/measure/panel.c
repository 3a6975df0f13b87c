#include "measure/panel.h"

void panel_free(struct panel *p)
{
    if (!p) return;
#define PARTICIPATION(type, name) free(p->participations.name);
#define EVENT(type, name)         free(p->events.name);
#define SPELL(type, name)         free(p->spells.name);
#include "measure/panel_columns.def"
    free(p->calls);
    free(p->organisations);
    free(p->projects);
    free(p->partnerships);
    free(p->budgets);
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
