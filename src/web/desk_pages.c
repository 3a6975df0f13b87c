/* Where the analyst begins (/cijfers). */
#include "act/field_gate.h"
#include "act/panel_shelf.h"
#include "web/desk_parts.h"
#include "web/route.h"

/* Tables to begin with: each is one click, and its form is open to change. */
static const struct {
    const char *line, *label;
} beginnings[] = {
    {"count persons reached rows province columns sex",
     TR("Personen bereikt, per provincie en geslacht")},
    {"count persons ended with outcome employed rows province columns sex",
     TR("Personen naar werk, per provincie en geslacht")},
    {"count persons reached rows month", TR("Personen bereikt, per maand")},
    {"count trajectories started rows status", TR("Trajecten, per stand")},
    {"count persons with outcome employed rows call rate of reached",
     TR("Deel naar werk, per oproep")},
    {"count people met rows place_kind columns target_group",
     TR("Mensen bereikt in de outreach, per soort vindplaats")},
};

static enum err_code show_desk(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Cijfers"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    enum err_code rc = field_gate(&q->asking, PERMISSION_QUESTION_ASK, e);
    if (rc != OK) return rc;
    if (q->asking.house->shelf) panel_shelf_wake(q->asking.house->shelf);
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    button_link(out, "primary", CROSS_PATH, tr(f.tongue, "Maak een tabel"));
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f.tongue, "Begin met"));
    for (size_t i = 0; i < ARRAY_LEN(beginnings); i++)
        html_f(out, "<li><a href=\"%s\">%s</a></li>\n",
               cross_path(a, CROSS_PATH, str_of(beginnings[i].line)),
               tr_later(f.tongue, beginnings[i].label));
    html_f(out, "</ul>\n<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f.tongue, "Vragen en antwoorden"));
    html_f(out,
           "<li><a href=\"/cijfers/vragen\">%s</a><span class=\"quiet\">%s"
           "</span></li>\n",
           tr(f.tongue, "Vragen"),
           tr(f.tongue, "Bewaarde vragen met hun delen, en voorbeelden."));
    html_f(out,
           "<li><a href=\"/cijfers/vrijgaven\">%s</a><span class=\"quiet\">%s"
           "</span></li>\n",
           tr(f.tongue, "Vrijgaven"),
           tr(f.tongue, "Antwoorden die bevroren zijn, en hun stand."));
    html_f(out, "</ul>\n<p><a href=\"" DEFINITION_PATH "\">%s</a></p>\n",
           tr(f.tongue, "Wat de woorden en tekens betekenen"));
    page_end(out, &f);
    return OK;
}

const struct route desk_routes[] = {
    {"GET", DESK_PATH, PERMISSION_QUESTION_ASK, NULL, "the desk of the analyst",
     show_desk},
    {0},
};
