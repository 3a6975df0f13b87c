/* Raw codes of rows, seen and placed: one pass each. */
#include "measure/answer_rows.h"
#include "measure/panel_lookup.h"

static void codes_of_events(struct row_codes *out, const struct panel *panel,
                            const struct row_set *rows, int kind)
{
    const struct panel_events ev = panel_events_of(panel, kind);
    out->index = rows->event[kind];
    out->only = rows->only[kind];
    out->only_row = ev.participation;
    out->n_only = ev.n;
}

static struct column date_codes(struct row_codes *out, struct scope *s,
                                const struct row_set *rows, bool months)
{
    const struct panel *panel = s->panel;
    size_t n = panel->participations.n;
    out->index = rows->row;
    if (rows->relation == RELATION_P && rows->counted_kind >= 0) {
        codes_of_events(out, panel, rows, rows->counted_kind);
        const struct panel_events ev = panel_events_of(panel, rows->counted_kind);
        return dimension_date_column(s, months, ev.on, ev.n);
    }
    if (rows->relation == RELATION_P)
        return dimension_date_column(
            s, months, scope_days(s, (enum date_of)rows->counted_date), n);
    n = rows->n;
    int32_t *days = arena_new_array(s->scratch, int32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        days[i] = rows->relation == RELATION_J   ? panel->projects[i].from.v
                  : rows->relation == RELATION_N ? panel->partnerships[i].from.v
                                                 : panel->budgets[i].on.v;
    return dimension_date_column(s, months, days, n);
}

void row_codes_of(struct row_codes *out, struct scope *s, const struct row_set *rows,
                  const struct dimension *d)
{
    *out = (struct row_codes){.index = rows->row};
    const uint16_t *made = NULL;
    for (unsigned i = 0; i < rows->n_made; i++)
        if (rows->made[i] == d) made = rows->made_codes[i];
    if (made) {
        out->index = NULL;
        out->column = (struct column){.c16 = made};
    } else if (d->flags & DIMENSION_EVENT_DATE) {
        out->column = date_codes(out, s, rows, d->id == DIM_MONTH);
    } else if (d->event_kind >= 0) {
        codes_of_events(out, s->panel, rows, d->event_kind);
        out->column = dimension_event_column(s, d);
    } else if (d->id == DIM_TARGET_GROUP && rows->relation == RELATION_P) {
        out->group = rows->group;
    } else {
        out->column = dimension_column(s, d, rows->relation);
    }
    out->decoder = dimension_decoder(s, d, out->column.c16 != NULL);
}

/* The decoded code of one row; the passes below have it written out where it is hot. */
static uint16_t code_at(const struct row_codes *c, size_t i)
{
    if (c->group)
        return c->group[i] == NO_GROUP ? (uint16_t)VALUE_NONE
                                       : c->decoder.code_of[c->group[i]];
    uint32_t at = c->index ? c->index[i] : (uint32_t)i;
    if (at == NO_EVENT) return VALUE_NONE;
    return c->decoder.code_of[c->column.c8 ? c->column.c8[at] : c->column.c16[at]];
}

/* Marks raw codes; a row that does not count marks the entry behind them. */
static void mark_raw(uint8_t *raw, const struct row_set *rows,
                     const struct row_codes *c)
{
    const uint8_t *mask = rows->mask;
    size_t none = c->decoder.n;
    require(mask != NULL); /* rows that are not listed have a mask */
    if (c->column.c8)
        for (size_t i = 0; i < rows->n; i++)
            raw[mask[i] ? c->column.c8[i] : none] = 1;
    else
        for (size_t i = 0; i < rows->n; i++)
            raw[mask[i] ? c->column.c16[i] : none] = 1;
}

void row_codes_seen(uint8_t *seen, struct scope *s, const struct row_set *rows,
                    const struct row_codes *c)
{
    if (c->group || c->index) {
        for (size_t i = 0; i < rows->n; i++)
            if (!rows->mask || rows->mask[i]) seen[code_at(c, i)] = 1;
        return;
    }
    uint8_t *raw = arena_alloc(s->scratch, c->decoder.n + 1);
    mark_raw(raw, rows, c);
    for (size_t i = 0; i < c->decoder.n; i++)
        seen[c->decoder.code_of[i]] |= raw[i];
}

/* What a raw code becomes, so that a row costs one look-up. */
static uint16_t *raw_slots(struct scope *s, const struct row_codes *c,
                           const uint16_t *slot_of)
{
    uint16_t *slots = arena_new_array(s->scratch, uint16_t, c->decoder.n);
    for (size_t i = 0; i < c->decoder.n; i++)
        slots[i] = slot_of[c->decoder.code_of[i]];
    return slots;
}

/* Through the index of rows; NO_EVENT stands for no value. */
static void slots8_indexed(uint8_t *restrict out, const struct row_codes *c,
                           const uint8_t *restrict slots, size_t n, uint8_t none)
{
    const uint32_t *index = c->index;
    const uint8_t *c8 = c->column.c8;
    const uint16_t *c16 = c->column.c16;
    /* with all ones for no value, not with a branch: it is as good as random */
    for (size_t i = 0; i < n && c8; i++) {
        uint32_t absent = -(uint32_t)(index[i] == NO_EVENT);
        out[i] = (uint8_t)((slots[c8[index[i] & ~absent]] & ~absent) | (none & absent));
    }
    for (size_t i = 0; i < n && !c8; i++) {
        uint32_t absent = -(uint32_t)(index[i] == NO_EVENT);
        out[i] =
            (uint8_t)((slots[c16[index[i] & ~absent]] & ~absent) | (none & absent));
    }
}

/* From the events to their rows, where no row that counts has two. */
static void slots8_scattered(uint8_t *restrict out, const struct row_codes *c,
                             const uint8_t *restrict slots, size_t n, uint8_t none)
{
    const uint32_t *row = c->only_row;
    memset(out, none, n);
    for (size_t i = 0; i < c->n_only; i++) {
        if (!c->only[i]) continue;
        out[row[i]] = slots[c->column.c8 ? c->column.c8[i] : c->column.c16[i]];
    }
}

static uint8_t *slots8(struct scope *s, const struct row_set *rows,
                       const struct row_codes *c, const uint16_t *slot_of)
{
    uint8_t *out = scope_take(s, rows->n + 1, 1);
    uint16_t *wide = raw_slots(s, c, slot_of);
    uint8_t *slots = arena_alloc(s->scratch, c->decoder.n);
    uint8_t none = (uint8_t)slot_of[VALUE_NONE];
    for (size_t i = 0; i < c->decoder.n; i++)
        slots[i] = (uint8_t)wide[i];
    if (c->group) {
        slots[NO_GROUP] = none;
        codes_look_up(out, c->group, rows->n, slots);
    } else if (c->only) {
        slots8_scattered(out, c, slots, rows->n, none);
    } else if (c->index) {
        slots8_indexed(out, c, slots, rows->n, none);
    } else if (c->column.c8) {
        codes_look_up(out, c->column.c8, rows->n, slots);
    } else {
        for (size_t i = 0; i < rows->n; i++)
            out[i] = slots[c->column.c16[i]];
    }
    return out;
}

static uint16_t *slots16(struct scope *s, const struct row_set *rows,
                         const struct row_codes *c, const uint16_t *slot_of)
{
    uint16_t *out = scope_new_array(s, uint16_t, rows->n + 1);
    if (c->group || c->index) {
        for (size_t i = 0; i < rows->n; i++)
            out[i] = slot_of[code_at(c, i)];
        return out;
    }
    uint16_t *slots = raw_slots(s, c, slot_of);
    if (c->column.c8)
        for (size_t i = 0; i < rows->n; i++)
            out[i] = slots[c->column.c8[i]];
    else
        for (size_t i = 0; i < rows->n; i++)
            out[i] = slots[c->column.c16[i]];
    return out;
}

struct cube_dim row_codes_slots(struct scope *s, const struct row_set *rows,
                                const struct row_codes *c, const uint16_t *slot_of,
                                size_t n_slots)
{
    struct cube_dim dim = {.n_values = (uint32_t)n_slots};
    if (n_slots <= 256)
        dim.codes8 = slots8(s, rows, c, slot_of);
    else
        dim.codes16 = slots16(s, rows, c, slot_of);
    return dim;
}
