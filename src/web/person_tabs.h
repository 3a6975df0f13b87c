/* What pages of one person's file share: their paths, the name above them, the tabs. */
#ifndef WEB_PERSON_TABS_H
#define WEB_PERSON_TABS_H

#include "act/dossier_acts.h"
#include "web/route.h"

enum person_tab {
#define T(tab, path, label, short_label, heading) tab,
#include "web/person_tabs.def"
#undef T
    N_PERSON_TABS
};
/* "/personen/UUID" and, when `rest` is not empty, "/" and it. In the arena. */
const char *person_path(struct arena *a, struct person_id person, const char *rest);
const char *person_tab_path(struct arena *a, struct person_id person,
                            enum person_tab tab);
/* The person of the path (":person"). */
struct person_id request_person(const struct request *q);

/* Opens a page of a file: the frame, how the person is called (when identity was opened
 * and is there), the tabs, the heading of the frame's title. On the overview the name
 * is the heading. */
void person_page_begin(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file, enum person_tab tab);
/* A page within a tab: a form. The name, and a way back to the tab instead of tabs. */
void person_form_begin(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file, enum person_tab tab);

#endif
