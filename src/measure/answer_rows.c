#include "measure/answer_rows_expand.h"
#include "measure/panel_lookup.h"

/* The unit of a participation for units that are places or records: 0xffff is none. */
static const uint16_t *unit_column(struct scope *s, enum unit unit)
{
    const struct panel_participations *p = &s->panel->participations;
    if (unit == UNIT_PROJECTS) return p->project;
    if (unit == UNIT_PARTNERSHIPS) return p->partnership;
    if (unit == UNIT_COMPANIES) return p->organisation;
    const struct dimension *d = dimension_at(DIM_MUNICIPALITY);
    struct decoder dec = dimension_decoder(s, d, true);
    uint16_t *out = arena_new_array(s->scratch, uint16_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        out[i] = dec.code_of[p->municipality[i]];
    return out;
}

static bool is_record_unit(enum unit unit)
{
    return unit == UNIT_PROJECTS || unit == UNIT_PARTNERSHIPS ||
           unit == UNIT_COMPANIES || unit == UNIT_MUNICIPALITIES;
}

static const uint32_t *reorder(struct arena *a, const uint32_t *values,
                               const uint32_t *order, size_t n)
{
    if (!values) return NULL;
    uint32_t *out = arena_new_array(a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = values[order[i]];
    return out;
}

/* Sorts the rows by a unit that is not the person's (counting sort, stable); rows
 * without such a unit, or abroad, and rows that do not count are left out. */
static void sort_by_unit(struct row_set *rows, struct scope *s, enum unit unit)
{
    struct arena *a = s->scratch;
    const uint16_t *of = unit_column(s, unit);
    uint32_t *begins = arena_new_array(a, uint32_t, 0x10001);
    uint32_t *order = arena_new_array(a, uint32_t, rows->n + 1);
    uint32_t *units = arena_new_array(a, uint32_t, rows->n + 1);
    const size_t last = 0xfe00; /* codes from here on are no unit */
    for (size_t i = 0; i < rows->n; i++)
        begins[of[rows->row[i]] + 1]++;
    for (size_t i = 0; i < last; i++)
        begins[i + 1] += begins[i];
    size_t n = begins[last];
    for (size_t i = 0; i < rows->n; i++) {
        uint16_t u = of[rows->row[i]];
        if (u >= last) continue;
        uint32_t at = begins[u]++;
        order[at] = (uint32_t)i;
        units[at] = u;
    }
    rows->row = reorder(a, rows->row, order, n);
    for (int k = 0; k < N_PANEL_EVENT_KINDS; k++)
        rows->event[k] = reorder(a, rows->event[k], order, n);
    if (rows->group) {
        uint8_t *group = arena_alloc(a, n + 1);
        for (size_t i = 0; i < n; i++)
            group[i] = rows->group[order[i]];
        rows->group = group;
    }
    rows->n = n;
    rows->unit = units;
}

static void set_units(struct row_set *rows, struct scope *s, enum unit unit)
{
    const uint32_t *person = s->panel->participations.person;
    if (unit == UNIT_PERSONS) {
        if (rows->unit) return;
        uint32_t *units = scope_new_array(s, uint32_t, rows->n + 1);
        for (size_t i = 0; i < rows->n; i++)
            units[i] = person[rows->row[i]];
        rows->unit = units;
    } else if (unit == UNIT_TRAJECTORIES) {
        rows->unit = rows->row;
    } else {
        rows->unit = rows->event[rows->counted_kind];
    }
}

/* Rows that are all participations, with a mask, as a list of those that count. */
static void list_rows(struct row_set *rows, struct scope *s)
{
    uint32_t *row = scope_new_array(s, uint32_t, rows->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        row[n] = (uint32_t)i;
        n += rows->mask[i];
    }
    for (int k = 0; k < N_PANEL_EVENT_KINDS; k++) {
        rows->event[k] = reorder(s->scratch, rows->event[k], row, n);
        rows->only[k] = NULL;
    }
    rows->n = n;
    rows->row = row;
    rows->mask = NULL;
}

static void counted_event(struct row_set *out, const struct population *p)
{
    const struct selection *event = population_event(p);
    out->counted_kind = population_event_kind(p);
    out->counted_date = -1;
    if (out->counted_kind < 0 && event)
        out->counted_date = selection_at(event->kind)->date;
}

static void keep_same8(uint8_t *restrict same, const uint8_t *restrict codes, size_t n)
{
    for (size_t i = 1; i < n; i++)
        same[i] &= codes[i] == codes[i - 1];
}

static void keep_same16(uint8_t *restrict same, const uint16_t *restrict codes,
                        size_t n)
{
    for (size_t i = 1; i < n; i++)
        same[i] &= codes[i] == codes[i - 1];
}

static void keep_same32(uint8_t *restrict same, const uint32_t *restrict codes,
                        size_t n)
{
    for (size_t i = 1; i < n; i++)
        same[i] &= codes[i] == codes[i - 1];
}

/* Of a person's participations in a row that would make the same rows, one is enough:
 * persons count once. */
static const uint8_t *without_repeats(struct scope *s, const struct plan *plan,
                                      const uint8_t *mask)
{
    const struct panel_participations *p = &s->panel->participations;
    if (p->n == 0) return mask;
    uint8_t *restrict out = scope_take(s, p->n, 1);
    out[0] = 0;
    memcpy(out + 1, mask, p->n - 1); /* the one before counts */
    keep_same32(out, p->person, p->n);
    keep_same32(out, p->target_groups, p->n);
    for (unsigned d = 0; d < plan->n_dims; d++) {
        if (plan->dims[d]->flags & DIMENSION_EVENT_DATE) return mask;
        if (plan->dims[d]->id == DIM_TARGET_GROUP || plan->dims[d]->event_kind >= 0)
            continue;
        struct column c = dimension_column(s, plan->dims[d], RELATION_P);
        if (c.c8)
            keep_same8(out, c.c8, p->n);
        else
            keep_same16(out, c.c16, p->n);
    }
    for (size_t i = 0, n = p->n; i < n; i++)
        out[i] = (uint8_t)(mask[i] & (out[i] ^ 1));
    return out;
}

static enum err_code participation_rows(struct row_set *out, struct scope *s,
                                        const struct plan *plan,
                                        const struct population *p,
                                        struct row_options options, struct err *e)
{
    const struct panel_participations *part = &s->panel->participations;
    const struct period *during = &plan->statement->during;
    int unit_kind = unit_at(p->unit)->event_kind;
    bool of_records = is_record_unit(p->unit);
    struct expansions x;
    enum err_code rc = OK;
    uint8_t *mask = selection_participations(s, p, during, options.but_results);
    for (size_t i = 0; options.participations && i < part->n; i++)
        mask[i] &= options.participations[i];
    expansions_of(&x, s, plan, p, out, options.is_base);
    out->n = part->n;
    out->mask = mask;
    if (unit_kind < 0 && !of_records) {
        out->within = mask;
        out->within_n = part->n;
        out->within_begins = p->unit == UNIT_PERSONS ? part->person_first : NULL;
    }
    if (x.n > 0 || unit_kind >= 0) {
        uint8_t *events =
            unit_kind >= 0 ? selection_events(s, p, during, unit_kind) : NULL;
        /* but results: notes will want the calls of every row */
        bool repeats = x.n == 1 && !plan->statement->duration &&
                       x.kind[0] == EXPAND_GROUPS && p->unit == UNIT_PERSONS &&
                       !options.but_results;
        out->mask = NULL;
        TRY(rows_expand(out, s, &x, repeats ? without_repeats(s, plan, mask) : mask,
                        events, e));
    }
    if (of_records) {
        if (!out->row) list_rows(out, s);
        sort_by_unit(out, s, p->unit);
    } else if (out->row) {
        /* an event that is counted and not divided is one row, and needs no number */
        if (x.n > 0) set_units(out, s, p->unit);
    } else if (p->unit == UNIT_PERSONS) {
        out->unit = part->person;
        out->unit_first = part->person_first;
    }
out:
    return rc;
}

enum err_code row_set_make(struct row_set *out, struct scope *s,
                           const struct plan *plan, const struct population *p,
                           struct row_options options, struct err *e)
{
    *out = (struct row_set){.relation = population_relation(p)};
    counted_event(out, p);
    if (out->relation == RELATION_P)
        return participation_rows(out, s, plan, p, options, e);
    return record_rows(out, s, plan, p, e);
}

/* Whatever the rows are divided by, a participation that counts has one. */
static int64_t total_within(const struct row_set *rows, const uint8_t *participations)
{
    const uint8_t *mask = rows->within;
    int64_t total = 0;
    if (rows->within_begins)
        return (int64_t)groups_marked(mask, participations, rows->within_begins,
                                      rows->within_n);
    for (size_t i = 0; i < rows->within_n; i++)
        total += mask[i] & (participations ? participations[i] : 1);
    return total;
}

int64_t row_set_total(const struct row_set *rows, const uint8_t *participations)
{
    int64_t total = 0;
    uint32_t last = UINT32_MAX; /* no unit has this number */
    if (rows->within) return total_within(rows, participations);
    for (size_t i = 0; i < rows->n; i++) {
        size_t row = rows->row ? rows->row[i] : i;
        uint32_t counts = rows->mask ? rows->mask[i] : 1;
        if (participations) counts &= participations[row];
        /* without a branch: whether a row counts is as good as random */
        uint32_t unit = rows->unit ? rows->unit[i] : (uint32_t)i;
        total += counts & (unit != last);
        last = counts ? unit : last;
    }
    return total;
}
