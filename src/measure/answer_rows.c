#include "measure/answer_rows.h"

/* Things that multiply the rows of a participation. */
struct expansion {
    int kind;              /* event kind; -1: target groups */
    const uint8_t *marked; /* events that count */
    uint32_t *values;      /* of the participation at hand */
    size_t n, cap;
    uint32_t *out; /* one value a row */
};

struct expander {
    struct scope *s;
    const uint32_t *event_first;
    struct expansion list[N_EVENT_KINDS + 1];
    size_t n;
};

static bool expander_has(const struct expander *x, int kind)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->list[i].kind == kind) return true;
    return false;
}

static void expander_add(struct expander *x, struct scope *s, const struct plan *plan,
                         const struct population *p, int kind)
{
    if (expander_has(x, kind)) return;
    struct expansion *one = &x->list[x->n++];
    *one = (struct expansion){.kind = kind, .cap = 64};
    one->values = arena_new_array(s->scratch, uint32_t, one->cap);
    if (kind < 0) return;
    one->marked = selection_events(s, p, &plan->statement->during, kind);
    x->event_first = panel_index_events(s->index);
}

static void expansion_push(struct expander *x, struct expansion *one, uint32_t value)
{
    if (one->n == one->cap) {
        uint32_t *more = arena_new_array(x->s->scratch, uint32_t, one->cap * 2);
        memcpy(more, one->values, one->n * sizeof *more);
        one->values = more;
        one->cap *= 2;
    }
    one->values[one->n++] = value;
}

/* The values of one participation; how many rows it makes. */
static uint64_t expand_one(struct expander *x, uint32_t participation)
{
    uint64_t rows = 1;
    for (size_t k = 0; k < x->n; k++) {
        struct expansion *one = &x->list[k];
        one->n = 0;
        if (one->kind < 0) {
            uint32_t bits = x->s->panel->participations.target_groups[participation];
            for (uint32_t g = 0; bits; g++, bits >>= 1)
                if (bits & 1) expansion_push(x, one, g);
        } else {
            for (uint32_t i = x->event_first[participation];
                 i < x->event_first[participation + 1]; i++)
                if (one->marked[i]) expansion_push(x, one, i);
        }
        if (one->n == 0) expansion_push(x, one, one->kind < 0 ? NO_GROUP : NO_EVENT);
        rows = rows * one->n > ROWS_LIMIT ? ROWS_LIMIT + 1ull : rows * one->n;
    }
    return rows;
}

/* Base rows: participations that count, or events that count in them. */
struct base_rows {
    size_t n;
    const uint32_t *participation, *event; /* event NULL when they are participations */
};

static struct base_rows base_rows_make(struct scope *s, const uint8_t *participations,
                                       const uint8_t *events)
{
    size_t n = events ? s->panel->events.n : s->panel->participations.n, k = 0;
    const uint32_t *of = s->panel->events.participation;
    uint32_t *part = arena_new_array(s->scratch, uint32_t, n + 1);
    uint32_t *event = events ? arena_new_array(s->scratch, uint32_t, n + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        uint32_t p = events ? of[i] : (uint32_t)i;
        part[k] = p;
        if (event) event[k] = (uint32_t)i;
        k += participations[p] && (!events || events[i]);
    }
    return (struct base_rows){k, part, event};
}

static enum err_code count_rows(size_t *out, struct expander *x,
                                const struct base_rows *base, struct err *e)
{
    uint64_t n = 0;
    for (size_t i = 0; i < base->n; i++) {
        n += expand_one(x, base->participation[i]);
        if (n <= ROWS_LIMIT) continue;
        err_set(e, ERR_TOO_LARGE,
                "expected a table over at most %d combinations of values, found more",
                ROWS_LIMIT);
        err_hint(e, "take outcomes, actions, phases or target groups in tables apart");
        return ERR_TOO_LARGE;
    }
    *out = (size_t)n;
    return OK;
}

/* Room that one expansion cannot outgrow. */
static size_t expansion_room(const struct expander *x, const struct base_rows *base)
{
    const uint32_t *groups = x->s->panel->participations.target_groups;
    size_t room = base->n;
    if (x->list[0].kind >= 0) return room + x->s->panel->events.n;
    for (size_t i = 0; i < base->n; i++)
        room += (size_t)__builtin_popcount(groups[base->participation[i]]);
    return room;
}

/* One thing multiplies the rows, as in most questions: one pass, no counting first. */
static void expand_by_one(struct row_set *out, struct expander *x,
                          const struct base_rows *base)
{
    struct expansion *one = &x->list[0];
    struct arena *a = x->s->scratch;
    size_t room = expansion_room(x, base), at = 0;
    uint32_t *row = arena_new_array(a, uint32_t, room + 1);
    uint32_t *event = base->event ? arena_new_array(a, uint32_t, room + 1) : NULL;
    one->out = arena_new_array(a, uint32_t, room + 1);
    for (size_t i = 0; i < base->n; i++) {
        uint32_t p = base->participation[i];
        size_t before = at;
        if (one->kind >= 0) {
            for (uint32_t k = x->event_first[p]; k < x->event_first[p + 1]; k++) {
                one->out[at] = k;
                at += one->marked[k];
            }
        } else {
            uint32_t bits = x->s->panel->participations.target_groups[p];
            for (; bits; bits &= bits - 1)
                one->out[at++] = (uint32_t)__builtin_ctz(bits);
        }
        if (at == before) one->out[at++] = one->kind < 0 ? NO_GROUP : NO_EVENT;
        for (size_t k = before; k < at; k++)
            row[k] = p;
        for (size_t k = before; event && k < at; k++)
            event[k] = base->event[i];
    }
    out->n = at;
    out->row = row;
    if (event) out->event[out->counted_kind] = event;
    if (one->kind >= 0) out->event[one->kind] = one->out;
}

static enum err_code expand_all(struct row_set *out, struct expander *x,
                                const struct base_rows *base, struct err *e)
{
    struct arena *a = x->s->scratch;
    size_t n = 0, at = 0;
    enum err_code rc;
    TRY(count_rows(&n, x, base, e));
    uint32_t *row = arena_new_array(a, uint32_t, n + 1);
    uint32_t *event = base->event ? arena_new_array(a, uint32_t, n + 1) : NULL;
    for (size_t k = 0; k < x->n; k++)
        x->list[k].out = arena_new_array(a, uint32_t, n + 1);
    for (size_t i = 0; i < base->n; i++) {
        size_t rows = (size_t)expand_one(x, base->participation[i]);
        for (size_t r = 0; r < rows; r++, at++) {
            size_t rest = r;
            row[at] = base->participation[i];
            if (event) event[at] = base->event[i];
            for (size_t k = 0; k < x->n; k++) {
                struct expansion *one = &x->list[k];
                one->out[at] = one->values[rest % one->n];
                rest /= one->n;
            }
        }
    }
    out->n = n;
    out->row = row;
    if (event) out->event[out->counted_kind] = event;
    for (size_t k = 0; k < x->n; k++)
        if (x->list[k].kind >= 0) out->event[x->list[k].kind] = x->list[k].out;
out:
    return rc;
}

static void expand_groups(struct row_set *out, const struct expander *x)
{
    for (size_t k = 0; k < x->n; k++) {
        if (x->list[k].kind >= 0) continue;
        uint8_t *group = arena_alloc(x->s->scratch, out->n + 1);
        for (size_t i = 0; i < out->n; i++)
            group[i] = (uint8_t)x->list[k].out[i];
        out->group = group;
    }
}

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
 * without such a unit, or abroad, are left out. */
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
    for (int k = 0; k < N_EVENT_KINDS; k++)
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
    if (is_record_unit(unit)) {
        sort_by_unit(rows, s, unit);
    } else if (unit == UNIT_PERSONS) {
        uint32_t *units = arena_new_array(s->scratch, uint32_t, rows->n + 1);
        for (size_t i = 0; i < rows->n; i++)
            units[i] = s->panel->participations.person[rows->row[i]];
        rows->unit = units;
    } else if (unit == UNIT_TRAJECTORIES) {
        rows->unit = rows->row;
    } else {
        rows->unit = rows->event[rows->counted_kind];
    }
}

static void add_expansions(struct expander *x, struct scope *s, const struct plan *plan,
                           const struct population *p, const struct row_set *rows)
{
    int unit_kind = unit_at(p->unit)->event_kind;
    bool is_counted = p == &plan->statement->counted;
    for (unsigned i = 0; i < plan->n_dims; i++) {
        const struct dimension *d = plan->dims[i];
        int kind = d->flags & DIMENSION_EVENT_DATE ? rows->counted_kind : d->event_kind;
        /* a denominator is not divided by what happened in the numerator */
        if (d->event_kind >= 0 && !is_counted) continue;
        if (d->id == DIM_TARGET_GROUP)
            expander_add(x, s, plan, p, -1);
        else if (kind >= 0 && kind != unit_kind)
            expander_add(x, s, plan, p, kind);
    }
}

static void counted_event(struct row_set *out, const struct population *p)
{
    const struct selection *event = population_event(p);
    out->counted_kind = population_event_kind(p);
    out->counted_date = -1;
    if (out->counted_kind < 0 && event)
        out->counted_date = selection_at(event->kind)->date;
}

static enum err_code participation_rows(struct row_set *out, struct scope *s,
                                        const struct plan *plan,
                                        const struct population *p,
                                        struct row_options options, struct err *e)
{
    const struct panel_participations *part = &s->panel->participations;
    const struct period *during = &plan->statement->during;
    struct expander x = {.s = s};
    int unit_kind = unit_at(p->unit)->event_kind;
    enum err_code rc;
    uint8_t *mask = selection_participations(s, p, during, options.but_results);
    for (size_t i = 0; options.participations && i < part->n; i++)
        mask[i] &= options.participations[i];
    add_expansions(&x, s, plan, p, out);
    if (x.n == 0 && unit_kind < 0 && !is_record_unit(p->unit)) {
        out->n = part->n;
        out->mask = mask;
        if (p->unit != UNIT_PERSONS) return OK;
        out->unit = part->person;
        out->unit_first = part->person_first;
        return OK;
    }
    uint8_t *events = unit_kind >= 0 ? selection_events(s, p, during, unit_kind) : NULL;
    struct base_rows base = base_rows_make(s, mask, events);
    rc = OK;
    if (x.n == 0) {
        out->n = base.n;
        out->row = base.participation;
        if (base.event) out->event[out->counted_kind] = base.event;
    } else if (x.n == 1) {
        expand_by_one(out, &x, &base);
    } else {
        TRY(expand_all(out, &x, &base, e));
    }
    expand_groups(out, &x);
    set_units(out, s, p->unit);
out:
    return rc;
}

/* First days of projects, partnerships and budget lines; INT32_MIN when not known. */
static int32_t *record_days(struct scope *s, unsigned relation, size_t *n_out)
{
    const struct panel *panel = s->panel;
    size_t n = relation == RELATION_J   ? panel->n_projects
               : relation == RELATION_N ? panel->n_partnerships
                                        : panel->n_budgets;
    int32_t *days = arena_new_array(s->scratch, int32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        days[i] = relation == RELATION_J   ? panel->projects[i].from.v
                  : relation == RELATION_N ? panel->partnerships[i].from.v
                                           : panel->budgets[i].on.v;
    *n_out = n;
    return days;
}

static void record_rows(struct row_set *out, struct scope *s, const struct plan *plan,
                        const struct population *p)
{
    const struct statement *st = plan->statement;
    const struct panel *panel = s->panel;
    size_t n;
    int32_t *days = record_days(s, out->relation, &n);
    uint8_t *mask = arena_alloc(s->scratch, n + 1);
    int64_t *cents = arena_new_array(s->scratch, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        mask[i] = days[i] <= s->as_of.v;
        if (st->during.given)
            mask[i] &= days[i] >= st->during.from.v && days[i] <= st->during.to.v;
        if (out->relation != RELATION_B) continue;
        cents[i] = panel->budgets[i].cents;
        if (st->amount_kind_given)
            mask[i] &= panel->budgets[i].amount_kind == st->amount_kind.code;
    }
    if (p->where)
        condition_apply(mask, (struct condition_rows){out->relation, -1, n}, s,
                        p->where);
    out->n = n;
    out->mask = mask;
    if (out->relation == RELATION_B) out->weights = cents;
}

enum err_code row_set_make(struct row_set *out, struct scope *s,
                           const struct plan *plan, const struct population *p,
                           struct row_options options, struct err *e)
{
    *out = (struct row_set){.relation = population_relation(p)};
    counted_event(out, p);
    if (out->relation == RELATION_P)
        return participation_rows(out, s, plan, p, options, e);
    record_rows(out, s, plan, p);
    return OK;
}

int64_t row_set_total(const struct row_set *rows, const uint8_t *participations)
{
    int64_t total = 0;
    uint32_t last = UINT32_MAX; /* no unit has this number */
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
