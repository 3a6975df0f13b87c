/* The panel of a server, shared by all its threads: loaded when somebody first wants
 * figures, then again in the background when facts were written since, while readers
 * keep the one they have. So a question costs its counting and no reading. When nobody
 * wanted figures for SHELF_IDLE_MS nothing is loaded, until somebody does: who asks
 * then waits for what was written meanwhile. A server of field work pays nothing.
 *
 * How old it can be: a change is seen within SHELF_LOOK_MS, and loading begins at once
 * unless the last took long: loading takes at most a twentieth of the time of one
 * processor, so the bound is the greater of SHELF_LOOK_MS and twenty times the last
 * load, plus the load itself. Each reader is told from when its panel is. Memory: one
 * panel, and while the next is made or somebody still reads the last one, two; and the
 * SHELF_PAST views of the past that were asked for last, each at most SHELF_PAST_MS old
 * when something was written since. */
#ifndef ACT_PANEL_SHELF_H
#define ACT_PANEL_SHELF_H

#include "measure/panel.h"
#include "store/db.h"

enum {
    SHELF_LOOK_MS = 2000,
    SHELF_DUTY = 20,
    SHELF_PAST = 4,
    SHELF_PAST_MS = 600000,
    SHELF_IDLE_MS = 900000
};

struct panel_shelf;
struct shelved_panel;

/* Loads in a thread of its own, once somebody wants it; the first reader waits for it.
 * `url` is copied. */
nodiscard enum err_code panel_shelf_open(struct panel_shelf **out, const char *url,
                                         struct err *e);
/* After all that was borrowed came back. NULL is fine. */
void panel_shelf_close(struct panel_shelf *s);

/* A view of the records, to be given back. Of the present it is what stands on the
 * shelf; of a moment that has passed it is loaded over `db` the first time. Many may
 * read one at once. */
nodiscard enum err_code panel_borrow(struct shelved_panel **out, struct panel_shelf *s,
                                     struct db *db, struct panel_view view,
                                     struct err *e);
void panel_give_back(struct shelved_panel *p); /* NULL is fine */
const struct panel *shelved_panel_of(const struct shelved_panel *p);
/* Everything written by this moment is in it. */
int64_t shelved_panel_moment(const struct shelved_panel *p);

/* Somebody is about to ask: loading begins. */
void panel_shelf_wake(struct panel_shelf *s);

struct shelf_facts {
    size_t bytes;    /* of the panel of the present; 0: none as yet */
    int64_t of_ms;   /* from when it is */
    int64_t load_ms; /* how long it took */
    int64_t n_loads;
};
struct shelf_facts panel_shelf_facts(struct panel_shelf *s);

#endif
