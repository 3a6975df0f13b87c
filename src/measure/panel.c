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
