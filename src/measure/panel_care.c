#include "measure/panel_care.h"

enum { MOST_ITEMS = 0xff00 }; /* numbers from here on mean something else */

enum err_code care_add_instrument(struct care_builder *b, struct panel *p,
                                  const struct instrument_fact *f, struct err *e)
{
    struct panel_care *c = &p->care;
    if (c->n_instruments == MOST_ITEMS)
        return err_set(e, ERR_TOO_LARGE, "a panel holds at most %d instruments",
                       MOST_ITEMS);
    if (f->highest <= f->lowest || f->highest - f->lowest >= CARE_NOT_SAID)
        return err_set(e, ERR_CORRUPT, "a scale goes from %d to %d", f->lowest,
                       f->highest);
    mem_push_room(c->instruments, c->n_instruments, b->instruments_cap);
    c->instruments[c->n_instruments++] = *f;
    return OK;
}

enum err_code care_add_item(struct care_builder *b, struct panel *p,
                            const struct instrument_item_fact *f, struct err *e)
{
    struct panel_care *c = &p->care;
    if (c->n_items == MOST_ITEMS)
        return err_set(e, ERR_TOO_LARGE,
                       "a panel holds at most %d questions of instruments", MOST_ITEMS);
    if (!c->n_instruments ||
        !uuid_eq(c->instruments[c->n_instruments - 1].id, f->instrument))
        return err_set(e, ERR_CORRUPT, "an item did not come after its instrument");
    if (c->n_items == b->items_cap) {
        b->items_cap = b->items_cap ? 2 * b->items_cap : 64;
        c->items = mem_grow(c->items, b->items_cap, sizeof *c->items);
        c->instrument_of =
            mem_grow(c->instrument_of, b->items_cap, sizeof *c->instrument_of);
    }
    c->instrument_of[c->n_items] = (uint16_t)(c->n_instruments - 1);
    c->items[c->n_items++] = *f;
    return OK;
}

size_t care_bytes(const struct panel *p)
{
    const struct panel_care *c = &p->care;
    return c->n_instruments * sizeof *c->instruments +
           c->n_items * (sizeof *c->items + sizeof *c->instrument_of);
}

void care_free(struct panel *p)
{
    free(p->care.instruments);
    free(p->care.items);
    free(p->care.instrument_of);
}
