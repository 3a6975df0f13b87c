#include "web/closed_parts.h"

#include "web/person_tabs.h"

static const struct {
    unsigned part;
    const char *label;
} rows[] = {
    {DOSSIER_IDENTITY, TR("Naam en contactgegevens")},
    {DOSSIER_GOAL, TR("Doel en stappen")},
    {DOSSIER_CONDITION, TR("Drempels")},
    {DOSSIER_NOTE, TR("Notities")},
    {DOSSIER_HEALTH, TR("Gezondheid")},
    {DOSSIER_WORK, TR("Werk")},
};

void closed_parts_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct dossier_view *file)
{
    struct str name = dossier_call_name(&file->dossier);
    const char *closed = "";
    enum tongue t = f->tongue;
    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        if (file->closed & rows[i].part)
            closed = arena_format(a, "%s%s%s", closed, closed[0] ? ", " : "",
                                  tr_later(t, rows[i].label));
    if (!closed[0]) return;
    html_f(out, "<p class=\"inset closed\"><span>");
    if (name.n)
        tr_html(out, t, "{0}: dit deel is gesloten. {1} kan toestemming geven.", closed,
                str_to_c(a, name));
    else
        tr_html(out, t,
                "{0}: dit deel is gesloten. De persoon zelf kan toestemming geven.",
                closed);
    html_f(out, "</span></p>\n");
    /* who keeps the file asks a colleague; who receives asks the person */
    if (file->gate.relation != RELATION_RECEIVER) return;
    button_link(out, "secondary",
                arena_format(a, "%s/vraag",
                             person_tab_path(a, file->dossier.person.id, TAB_CONSENT)),
                tr(t, "Vraag toestemming"));
}
