/* The rows of records that stand by themselves: projects, partnerships, budget lines,
 * outreach actions, who was met, places, covered municipalities, signals, handovers.
 *
 * (1) An outreach action lasts from its first to its last day and is at every year and
 * month that it touches (R38); so is who was met in it. Up to the as-of day; planned
 * actions begin after it and are looked at whole. (2) Places and covered municipalities
 * are states: they count when they hold on the as-of day or, with `during`, on some day
 * of that period up to the as-of day. (3) A record is divided into one row for each
 * combination of the values it is at, rows stand by unit, and a unit counts once in
 * every cell and total. (4) A signal is of the day it was noticed, a handover of
 * the day it was begun; what became of it is looked at on the as-of day. */
#include "measure/answer_rows.h"

#include "domain/geography.h"
#include "measure/dimension_network.h"
#include "measure/spell_column.h"

enum { FIRST_DAY = INT32_MIN + 1 }; /* a day before all days; INT32_MIN is none */

size_t record_count(const struct panel *panel, unsigned relation)
{
    size_t first;
    if (relation & RELATION_SPELLS) return spell_rows(panel, relation, &first);
    switch (relation) {
    case RELATION_P:
        return panel->participations.n;
    case RELATION_J:
        return panel->n_projects;
    case RELATION_N:
        return panel->n_partnerships;
    case RELATION_B:
        return panel->n_budgets;
    case RELATION_A:
        return panel->outreach.n;
    case RELATION_R:
        return panel->reach.n;
    case RELATION_L:
        return panel->n_places;
    case RELATION_C:
        return panel->n_coverage;
    case RELATION_S:
        return panel->n_signals;
    case RELATION_H:
        return panel->n_handovers;
    default:
        return 0;
    }
}

/* --- which records count ---------------------------------------------------------- */

/* First and last day of each record, both included. */
struct spans {
    int32_t *first, *last;
};

static void span_of(struct spans *out, const struct panel *p, unsigned relation,
                    size_t i)
{
    struct day from, to;
    if (relation == RELATION_A || relation == RELATION_R) {
        size_t action = relation == RELATION_R ? p->reach.action[i] : i;
        out->first[i] = p->outreach.first_on[action];
        out->last[i] = p->outreach.last_on[action];
        return;
    }
    if (relation == RELATION_L || relation == RELATION_C) {
        const struct partnership_fact *n =
            relation == RELATION_C ? &p->partnerships[p->coverage[i].partnership]
                                   : NULL;
        from = n ? n->from : p->places[i].from;
        to = n ? n->to : p->places[i].to;
        out->first[i] = day_is_none(from) ? FIRST_DAY : from.v;
        out->last[i] = day_is_none(to) ? INT32_MAX : to.v;
        return;
    }
    if (relation == RELATION_S || relation == RELATION_H) {
        out->first[i] = out->last[i] = relation == RELATION_S
                                           ? p->signals[i].noticed_on
                                           : p->handovers[i].began_on;
        return;
    }
    /* a project, partnership or budget line is of its first day, known or not */
    out->first[i] = out->last[i] = relation == RELATION_J   ? p->projects[i].from.v
                                   : relation == RELATION_N ? p->partnerships[i].from.v
                                                            : p->budgets[i].on.v;
}

static struct spans spans_make(struct scope *s, unsigned relation, size_t n)
{
    struct spans out = {scope_new_array(s, int32_t, n + 1),
                        scope_new_array(s, int32_t, n + 1)};
    for (size_t i = 0; i < n; i++)
        span_of(&out, s->panel, relation, i);
    return out;
}

static const struct selection *selection_of(const struct population *p,
                                            enum selection_kind kind, bool without)
{
    for (size_t i = 0; i < p->n_selections; i++)
        if (p->selections[i].kind == kind && p->selections[i].without == without)
            return &p->selections[i];
    return NULL;
}

/* The days that a record must touch, and those between which it must begin. */
struct window {
    int32_t from, to, begins_from, begins_to;
};

static struct window window_of(const struct scope *s, const struct plan *plan,
                               const struct population *p, unsigned relation)
{
    const struct period *during = &plan->statement->during;
    bool is_state = relation == RELATION_L || relation == RELATION_C;
    struct window w = {INT32_MIN, INT32_MAX, INT32_MIN, s->as_of.v};
    if (during->given) {
        w.from = during->from.v;
        w.to = during->to.v;
    } else if (is_state) {
        w.from = s->as_of.v;
    }
    if (selection_of(p, SELECT_PLANNED, false)) {
        w.begins_from = s->as_of.v + 1;
        w.begins_to = INT32_MAX;
    } else {
        w.to = MIN_OF(w.to, s->as_of.v);
    }
    return w;
}

/* Actions that a selection of kinds means, among those that touch the window. */
static void keep_action_kinds(uint8_t *mask, const struct panel_outreach *o,
                              const struct selection *sel)
{
    for (size_t i = 0; i < o->n; i++) {
        bool meant = sel->n_values == 0;
        for (size_t k = 0; k < sel->n_values; k++)
            meant |= sel->values[k].code == o->kind[i];
        mask[i] &= meant;
    }
}

/* 1 for each place where an action was that the selection means. */
static const uint8_t *places_with(struct scope *s, const struct selection *sel,
                                  struct window w)
{
    const struct panel_outreach *o = &s->panel->outreach;
    uint8_t *meant = arena_alloc(s->scratch, o->n + 1);
    uint8_t *hit = arena_alloc(s->scratch, s->panel->n_places + 1);
    for (size_t i = 0; i < o->n; i++)
        meant[i] =
            o->first_on[i] <= MIN_OF(w.to, s->as_of.v) && o->last_on[i] >= w.from;
    keep_action_kinds(meant, o, sel);
    for (size_t i = 0; i < o->n; i++)
        if (o->place[i] < s->panel->n_places) hit[o->place[i]] |= meant[i];
    return hit;
}

static void keep_selected(uint8_t *mask, struct scope *s, const struct plan *plan,
                          const struct population *p, unsigned relation, size_t n)
{
    const struct panel *panel = s->panel;
    for (size_t k = 0; k < p->n_selections; k++) {
        const struct selection *sel = &p->selections[k];
        if (sel->kind == SELECT_OUTREACH && sel->without) {
            /* in the period, or else ever: not only on the as-of day */
            struct window w = window_of(s, plan, p, RELATION_A);
            const uint8_t *hit = places_with(s, sel, w);
            for (size_t i = 0; i < n; i++) {
                uint16_t place =
                    relation == RELATION_A ? panel->outreach.place[i] : (uint16_t)i;
                if (place < panel->n_places) mask[i] &= !hit[place];
            }
        } else if (sel->kind == SELECT_OUTREACH) {
            keep_action_kinds(mask, &panel->outreach, sel);
        } else if (sel->kind == SELECT_SIGNAL || sel->kind == SELECT_HANDOVER) {
            network_keep(mask, s, relation, sel);
        }
        for (size_t i = 0; i < n; i++) {
            if (sel->kind == SELECT_REGISTRATION_REFUSED)
                mask[i] &= panel->reach.refused[i];
            else if (sel->kind == SELECT_IDENTIFIED)
                mask[i] &= panel->reach.person[i] != UINT32_MAX;
        }
    }
}

static uint8_t *records_that_count(struct scope *s, const struct plan *plan,
                                   const struct population *p, unsigned relation,
                                   struct spans spans, size_t n)
{
    const struct statement *st = plan->statement;
    struct window w = window_of(s, plan, p, relation);
    uint8_t *mask = arena_alloc(s->scratch, n + 1);
    for (size_t i = 0; i < n; i++)
        mask[i] = spans.first[i] >= w.begins_from && spans.first[i] <= w.begins_to &&
                  spans.first[i] <= w.to && spans.last[i] >= w.from;
    for (size_t i = 0; i < n && relation == RELATION_B && st->amount_kind_given; i++)
        mask[i] &= s->panel->budgets[i].amount_kind == st->amount_kind.code;
    keep_selected(mask, s, plan, p, relation, n);
    if (p->where)
        condition_apply(mask, (struct condition_rows){relation, -1, n}, s, p->where);
    return mask;
}

/* --- what divides them ------------------------------------------------------------ */

enum divided_by { BY_BITS, BY_PARTNER, BY_YEAR, BY_MONTH };

/* One thing that divides records, with its values for the record at hand. */
struct record_divider {
    enum divided_by by;
    const uint32_t *bits;
    uint16_t *values;
    size_t n, cap;
    uint16_t *out; /* one value a row */
};

struct record_dividers {
    struct record_divider list[LIMIT_QUESTION_DIMS];
    size_t n;
    const struct spans *spans;
    struct window window;
    unsigned relation;
};

static void value_push(struct record_divider *d, struct scope *s, uint16_t value)
{
    if (d->n == d->cap) {
        size_t cap = d->cap ? 2 * d->cap : 64;
        uint16_t *more = arena_new_array(s->scratch, uint16_t, cap);
        if (d->n) memcpy(more, d->values, d->n * sizeof *more);
        d->values = more;
        d->cap = cap;
    }
    d->values[d->n++] = value;
}

static void push_touched(struct record_divider *d, struct scope *s, int32_t first,
                         int32_t last)
{
    int y, m, day, last_y, last_m;
    first = MAX_OF(first, day_of(MONTH_BASE_YEAR, 1, 1).v);
    if (last < first) {
        value_push(d, s, VALUE_UNKNOWN);
        return;
    }
    day_split(&y, &m, &day, (struct day){first});
    day_split(&last_y, &last_m, &day, (struct day){last});
    if (d->by == BY_YEAR) {
        for (; y <= last_y; y++)
            value_push(d, s, (uint16_t)MIN_OF(y, 0xfdff));
        return;
    }
    int at = (y - MONTH_BASE_YEAR) * 12 + m - 1;
    int end = (last_y - MONTH_BASE_YEAR) * 12 + last_m - 1;
    for (; at <= end && at <= 0xfdff; at++)
        value_push(d, s, (uint16_t)at);
}

static void divider_turn_to(struct record_divider *d, struct scope *s,
                            const struct record_dividers *x, size_t record)
{
    d->n = 0;
    if (d->by == BY_BITS) {
        for (uint32_t bits = d->bits[record]; bits; bits &= bits - 1)
            value_push(d, s, (uint16_t)__builtin_ctz(bits));
    } else if (d->by == BY_PARTNER) {
        struct record_partners of = dimension_record_partners(s, x->relation, record);
        for (size_t k = 0; k < of.n; k++)
            value_push(d, s, of.codes[k]);
    } else {
        push_touched(d, s, MAX_OF(x->spans->first[record], x->window.from),
                     MIN_OF(x->spans->last[record], x->window.to));
    }
    if (d->n == 0) value_push(d, s, VALUE_NONE);
}

/* Year and month of one table go together: the months of a record tell its years. */
static bool has_month(const struct plan *plan)
{
    for (unsigned i = 0; i < plan->n_dims; i++)
        if (plan->dims[i]->id == DIM_MONTH) return true;
    return false;
}

static void dividers_make(struct record_dividers *out, struct scope *s,
                          const struct plan *plan)
{
    for (unsigned i = 0; i < plan->n_dims; i++) {
        const struct dimension *d = plan->dims[i];
        if (!dimension_divides_records(d, out->relation)) continue;
        if (d->id == DIM_YEAR && has_month(plan)) continue;
        struct record_divider *divider = &out->list[out->n++];
        *divider = (struct record_divider){.by = d->id == DIM_PARTNER ? BY_PARTNER
                                                 : d->id == DIM_YEAR  ? BY_YEAR
                                                 : d->id == DIM_MONTH ? BY_MONTH
                                                                      : BY_BITS};
        if (divider->by == BY_BITS)
            divider->bits = dimension_record_bits(s, d, out->relation);
    }
}

static uint64_t dividers_turn_to(struct record_dividers *x, struct scope *s,
                                 size_t record)
{
    uint64_t rows = 1;
    for (size_t k = 0; k < x->n; k++) {
        divider_turn_to(&x->list[k], s, x, record);
        rows = MIN_OF(rows * x->list[k].n, ROWS_LIMIT + UINT64_C(1));
    }
    return rows;
}

static enum err_code count_rows(size_t *out, struct record_dividers *x, struct scope *s,
                                const uint32_t *order, size_t n, struct err *e)
{
    uint64_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        rows += dividers_turn_to(x, s, order[i]);
        if (rows <= ROWS_LIMIT) continue;
        err_set(e, ERR_TOO_LARGE,
                "expected a table over at most %d combinations of values, found more",
                ROWS_LIMIT);
        err_hint(e, "take months, target groups or partners in tables apart");
        return ERR_TOO_LARGE;
    }
    *out = (size_t)rows;
    return OK;
}

/* --- the unit of each record ------------------------------------------------------ */

#define NO_UNIT UINT32_MAX

/* Records of one unit have one number; those without a unit are left out. */
static uint32_t *units_of(struct scope *s, const struct population *p,
                          unsigned relation, size_t n)
{
    const struct panel *panel = s->panel;
    uint32_t *unit = scope_new_array(s, uint32_t, n + 1);
    const uint16_t *of = NULL;
    if (relation == RELATION_C)
        of = dimension_decoder(s, dimension_at(DIM_MUNICIPALITY), true).code_of;
    for (size_t i = 0; i < n; i++) {
        unit[i] = (uint32_t)i;
        if (relation == RELATION_R && panel->reach.thread[i] != UINT32_MAX)
            unit[i] = panel->reach.thread[i];
        else if (relation == RELATION_R)
            unit[i] = (uint32_t)(panel->reach.n_threads + i);
        else if (relation == RELATION_A && p->unit == UNIT_PLACES)
            unit[i] = panel->outreach.place[i] < panel->n_places
                          ? panel->outreach.place[i]
                          : NO_UNIT;
        if (!of) continue;
        uint16_t here = of[panel->coverage[i].municipality];
        unit[i] = here < GEO_ABROAD ? here : NO_UNIT;
    }
    return unit;
}

struct keyed {
    uint32_t unit, record;
};

static int keyed_compare(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

/* Records that count, by unit. */
static uint32_t *order_by_unit(size_t *n_out, struct scope *s, const uint8_t *mask,
                               const uint32_t *unit, size_t n)
{
    struct keyed *keyed = scope_new_array(s, struct keyed, n + 1);
    uint32_t *order = scope_new_array(s, uint32_t, n + 1);
    size_t kept = 0;
    bool sorted = true;
    for (size_t i = 0; i < n; i++) {
        if (!mask[i] || unit[i] == NO_UNIT) continue;
        sorted &= kept == 0 || keyed[kept - 1].unit <= unit[i];
        keyed[kept++] = (struct keyed){unit[i], (uint32_t)i};
    }
    if (!sorted) qsort(keyed, kept, sizeof *keyed, keyed_compare);
    for (size_t i = 0; i < kept; i++)
        order[i] = keyed[i].record;
    *n_out = kept;
    return order;
}

/* --- rows ------------------------------------------------------------------------- */

static void name_made(struct row_set *out, struct scope *s, const struct plan *plan,
                      const struct record_dividers *x)
{
    size_t k = 0;
    const uint16_t *months = NULL;
    for (unsigned i = 0; i < plan->n_dims; i++) {
        const struct dimension *d = plan->dims[i];
        if (!dimension_divides_records(d, x->relation)) continue;
        bool with_month = d->id == DIM_YEAR && has_month(plan);
        out->made[out->n_made] = d;
        out->made_codes[out->n_made++] = with_month ? NULL : x->list[k].out;
        if (d->id == DIM_MONTH) months = x->list[k].out;
        k += !with_month;
    }
    for (unsigned i = 0; i < out->n_made; i++) {
        if (out->made_codes[i]) continue;
        uint16_t *years = scope_new_array(s, uint16_t, out->n + 1);
        for (size_t r = 0; r < out->n; r++)
            years[r] = months[r] >= VALUE_MISSING_FIRST
                           ? months[r]
                           : (uint16_t)(MONTH_BASE_YEAR + months[r] / 12);
        out->made_codes[i] = years;
    }
}

static enum err_code divide(struct row_set *out, struct scope *s,
                            const struct plan *plan, struct record_dividers *x,
                            const uint32_t *order, size_t n_order, const uint32_t *unit,
                            struct err *e)
{
    size_t n = 0, at = 0;
    enum err_code rc;
    TRY(count_rows(&n, x, s, order, n_order, e));
    uint32_t *row = scope_new_array(s, uint32_t, n + 1);
    uint32_t *units = scope_new_array(s, uint32_t, n + 1);
    uint8_t *mask = arena_alloc(s->scratch, n + 1);
    memset(mask, 1, n);
    for (size_t k = 0; k < x->n; k++)
        x->list[k].out = scope_new_array(s, uint16_t, n + 1);
    for (size_t i = 0; i < n_order; i++) {
        size_t rows = (size_t)dividers_turn_to(x, s, order[i]);
        for (size_t r = 0; r < rows; r++, at++) {
            size_t rest = r;
            row[at] = order[i];
            units[at] = unit[order[i]];
            for (size_t k = 0; k < x->n; k++) {
                struct record_divider *d = &x->list[k];
                d->out[at] = d->values[rest % d->n];
                rest /= d->n;
            }
        }
    }
    out->n = n;
    out->row = row;
    out->unit = units;
    out->mask = mask;
    name_made(out, s, plan, x);
out:
    return rc;
}

static void weigh(struct row_set *out, struct scope *s)
{
    const struct panel *p = s->panel;
    int64_t *weights = scope_new_array(s, int64_t, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        size_t record = out->row ? out->row[i] : i;
        weights[i] = out->relation == RELATION_B ? p->budgets[record].cents
                                                 : p->reach.n_met[record];
    }
    out->weights = weights;
}

enum err_code record_rows(struct row_set *out, struct scope *s, const struct plan *plan,
                          const struct population *p, struct err *e)
{
    unsigned relation = out->relation;
    size_t n = record_count(s->panel, relation), n_order;
    struct spans spans = spans_make(s, relation, n);
    uint8_t *mask = records_that_count(s, plan, p, relation, spans, n);
    struct record_dividers x = {.spans = &spans,
                                .window = window_of(s, plan, p, relation),
                                .relation = relation};
    enum err_code rc = OK;
    dividers_make(&x, s, plan);
    bool is_its_unit = relation != RELATION_R && relation != RELATION_C &&
                       !(relation == RELATION_A && p->unit == UNIT_PLACES);
    if (x.n == 0 && is_its_unit) {
        out->n = n;
        out->mask = mask;
    } else {
        uint32_t *unit = units_of(s, p, relation, n);
        uint32_t *order = order_by_unit(&n_order, s, mask, unit, n);
        TRY(divide(out, s, plan, &x, order, n_order, unit, e));
    }
    if (relation == RELATION_B || relation == RELATION_R) weigh(out, s);
out:
    return rc;
}
