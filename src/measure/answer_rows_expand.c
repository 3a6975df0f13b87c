#include "measure/answer_rows_expand.h"

static void expansions_add(struct expansions *x, struct scope *s,
                           const struct plan *plan, const struct population *p,
                           int kind)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->kind[i] == kind) return;
    x->kind[x->n] = kind;
    x->marked[x->n] = kind == EXPAND_GROUPS
                          ? NULL
                          : selection_events(s, p, &plan->statement->during, kind);
    x->n++;
}

void expansions_of(struct expansions *out, struct scope *s, const struct plan *plan,
                   const struct population *p, const struct row_set *rows, bool is_base)
{
    int unit_kind = unit_at(p->unit)->event_kind;
    out->n = 0;
    for (unsigned i = 0; i < plan->n_dims; i++) {
        const struct dimension *d = plan->dims[i];
        int kind = d->flags & DIMENSION_EVENT_DATE ? rows->counted_kind : d->event_kind;
        if (d->event_kind >= 0 && is_base) continue;
        if (d->id == DIM_TARGET_GROUP)
            expansions_add(out, s, plan, p, EXPAND_GROUPS);
        else if (kind >= 0 && kind != unit_kind)
            expansions_add(out, s, plan, p, kind);
    }
}

/* Base rows: participations that count, or events that count in them. */
struct base_rows {
    size_t n;
    const uint32_t *participation, *event; /* event NULL when they are participations */
};

static struct base_rows base_rows_make(struct scope *s, const uint8_t *mask,
                                       const uint8_t *events, int kind)
{
    struct panel_events ev = {.n = s->panel->participations.n};
    if (events) ev = panel_events_of(s->panel, kind);
    size_t n = ev.n, k = 0;
    uint32_t *part = scope_new_array(s, uint32_t, n + 1);
    uint32_t *event = events ? scope_new_array(s, uint32_t, n + 1) : NULL;
    for (size_t i = 0; i < n && !events; i++) {
        part[k] = (uint32_t)i;
        k += mask[i];
    }
    for (size_t i = 0; i < n && events; i++) {
        part[k] = ev.participation[i];
        event[k] = (uint32_t)i;
        k += mask[ev.participation[i]] & events[i];
    }
    return (struct base_rows){k, part, event};
}

/* --- one kind of event, over participations --------------------------------------- */

/* The first marked event of each participation, and whether it has another. */
struct first_events {
    uint32_t *first; /* NO_EVENT: none */
    uint8_t *more;   /* NULL: no participation in the mask has another */
    size_t room;     /* marked events that are not their participation's first */
};

static struct first_events first_events_make(struct scope *s, int kind,
                                             const uint8_t *marked, const uint8_t *mask)
{
    const struct panel_events ev = panel_events_of(s->panel, kind);
    size_t n = s->panel->participations.n, in_mask = 0;
    struct first_events f = {.first = scope_new_array(s, uint32_t, n + 1),
                             .more = arena_alloc(s->scratch, n + 1)};
    memset(f.first, 0xff, n * sizeof *f.first);
    for (size_t i = ev.n; i-- > 0;) { /* from behind: the first is written last */
        uint32_t p = ev.participation[i], known = f.first[p];
        uint8_t another = marked[i] & (known != NO_EVENT);
        f.more[p] |= another;
        f.room += another;
        in_mask += another & mask[p];
        f.first[p] = marked[i] ? (uint32_t)i : known;
    }
    if (in_mask == 0) f.more = NULL;
    return f;
}

static void expand_events(struct row_set *out, struct scope *s, int kind,
                          const uint8_t *marked, const uint8_t *mask,
                          const uint32_t *unit_of)
{
    const struct panel_events ev = panel_events_of(s->panel, kind);
    struct first_events f = first_events_make(s, kind, marked, mask);
    size_t n = s->panel->participations.n, at = 0;
    if (!f.more) {
        out->n = n;
        out->mask = mask;
        out->event[kind] = f.first;
        out->only[kind] = marked;
        return;
    }
    uint32_t *row = scope_new_array(s, uint32_t, n + f.room + 1);
    uint32_t *event = scope_new_array(s, uint32_t, n + f.room + 1);
    uint32_t *unit = scope_new_array(s, uint32_t, n + f.room + 1);
    for (size_t i = 0; i < n; i++) {
        row[at] = (uint32_t)i;
        unit[at] = unit_of[i];
        event[at] = f.first[i];
        at += mask[i];
        if (!(f.more[i] & mask[i])) continue;
        for (size_t k = f.first[i] + 1; k < ev.n && ev.participation[k] == i; k++) {
            row[at] = (uint32_t)i;
            unit[at] = unit_of[i];
            event[at] = (uint32_t)k;
            at += marked[k];
        }
    }
    out->n = at;
    out->row = row;
    out->unit = unit;
    out->event[kind] = event;
}

/* --- target groups, over participations ------------------------------------------- */

/* As popcount, in a form that becomes vector code on every processor. */
static inline uint32_t count_bits(uint32_t x)
{
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0fu;
    x += x >> 8;
    return (x + (x >> 16)) & 0x3f;
}

/* Two rows are written whatever there are, and kept when they count: how many groups
 * somebody is in is as good as random, but more than two are rare. Lowest and highest
 * take turns in going first, so that a person who stays in the same two has equal rows
 * side by side, which cost the cube nothing. */
static void expand_groups(struct row_set *out, struct scope *s, const uint8_t *mask,
                          const uint32_t *unit_of)
{
    const uint32_t *groups = s->panel->participations.target_groups;
    /* listed first, so that the loop below need not guess who counts */
    const struct base_rows base = base_rows_make(s, mask, NULL, EXPAND_GROUPS);
    size_t room = base.n + 2, at = 0;
    for (size_t i = 0; i < s->panel->participations.n; i++)
        room += count_bits(groups[i]);
    uint32_t *row = scope_new_array(s, uint32_t, room);
    uint32_t *unit = scope_new_array(s, uint32_t, room);
    uint8_t *group = scope_take(s, room, 1);
    for (size_t i = 0; i < base.n; i++) {
        uint32_t p = base.participation[i], bits = groups[p], u = unit_of[p];
        uint32_t low = (uint32_t)__builtin_ctz(bits | 1u << 31);
        uint32_t high = 31u - (uint32_t)__builtin_clz(bits | 1u);
        uint32_t swap = (low ^ high) & -(uint32_t)(i & 1), rest = bits & (bits - 1);
        row[at] = row[at + 1] = p;
        unit[at] = unit[at + 1] = u;
        group[at] = bits ? (uint8_t)(low ^ swap) : (uint8_t)NO_GROUP;
        group[at + 1] = (uint8_t)(high ^ swap);
        at += 1u + (rest != 0);
        for (rest &= ~(1u << high); rest; rest &= rest - 1) {
            row[at] = p;
            unit[at] = u;
            group[at++] = (uint8_t)__builtin_ctz(rest);
        }
    }
    out->n = at;
    out->row = row;
    out->unit = unit;
    out->group = group;
}

/* --- several things, or events divided by other things ---------------------------- */

/* One thing that divides: its values for the participation at hand. */
struct divider {
    int kind;
    struct panel_events ev;
    const uint8_t *marked;
    size_t at; /* first event of the participation at hand, or of one after it */
    uint32_t *values;
    size_t n, cap;
    uint32_t *out; /* one value a row */
};

static void divider_push(struct divider *d, struct arena *a, uint32_t value)
{
    if (d->n == d->cap) {
        uint32_t *more = arena_new_array(a, uint32_t, d->cap * 2);
        memcpy(more, d->values, d->n * sizeof *more);
        d->values = more;
        d->cap *= 2;
    }
    d->values[d->n++] = value;
}

/* The values of one participation; participations come in order. */
static void divider_turn_to(struct divider *d, struct scope *s, uint32_t participation)
{
    d->n = 0;
    if (d->kind == EXPAND_GROUPS) {
        uint32_t bits = s->panel->participations.target_groups[participation];
        for (; bits; bits &= bits - 1)
            divider_push(d, s->scratch, (uint32_t)__builtin_ctz(bits));
    } else {
        while (d->at < d->ev.n && d->ev.participation[d->at] < participation)
            d->at++;
        for (size_t i = d->at; i < d->ev.n && d->ev.participation[i] == participation;
             i++)
            if (d->marked[i]) divider_push(d, s->scratch, (uint32_t)i);
    }
    if (d->n == 0)
        divider_push(d, s->scratch, d->kind == EXPAND_GROUPS ? NO_GROUP : NO_EVENT);
}

struct dividers {
    struct divider list[N_PANEL_EVENT_KINDS + 1];
    size_t n;
};

static void dividers_make(struct dividers *out, struct scope *s,
                          const struct expansions *x)
{
    out->n = x->n;
    for (size_t k = 0; k < x->n; k++) {
        struct divider *d = &out->list[k];
        *d = (struct divider){.kind = x->kind[k], .marked = x->marked[k], .cap = 64};
        d->values = arena_new_array(s->scratch, uint32_t, d->cap);
        if (d->kind != EXPAND_GROUPS) d->ev = panel_events_of(s->panel, d->kind);
    }
}

/* How many rows one participation makes. */
static uint64_t dividers_turn_to(struct dividers *x, struct scope *s,
                                 uint32_t participation)
{
    uint64_t rows = 1;
    for (size_t k = 0; k < x->n; k++) {
        divider_turn_to(&x->list[k], s, participation);
        rows *= x->list[k].n;
        if (rows > ROWS_LIMIT) rows = ROWS_LIMIT + 1ull;
    }
    return rows;
}

static enum err_code count_rows(size_t *out, struct dividers *x, struct scope *s,
                                const struct base_rows *base, struct err *e)
{
    uint64_t n = 0;
    for (size_t i = 0; i < base->n; i++) {
        n += dividers_turn_to(x, s, base->participation[i]);
        if (n <= ROWS_LIMIT) continue;
        err_set(e, ERR_TOO_LARGE,
                "expected a table over at most %d combinations of values, found more",
                ROWS_LIMIT);
        err_hint(e, "take outcomes, actions, phases or target groups in tables apart");
        return ERR_TOO_LARGE;
    }
    for (size_t k = 0; k < x->n; k++)
        x->list[k].at = 0;
    *out = (size_t)n;
    return OK;
}

/* What the dividers wrote, under the name of each. */
static void hand_over(struct row_set *out, struct scope *s, const struct dividers *x)
{
    for (size_t k = 0; k < x->n; k++) {
        const struct divider *d = &x->list[k];
        if (d->kind != EXPAND_GROUPS) {
            out->event[d->kind] = d->out;
            continue;
        }
        uint8_t *group = scope_take(s, out->n + 1, 1);
        for (size_t i = 0; i < out->n; i++)
            group[i] = (uint8_t)d->out[i];
        out->group = group;
    }
}

static enum err_code expand_all(struct row_set *out, struct scope *s,
                                const struct expansions *of,
                                const struct base_rows *base, struct err *e)
{
    struct dividers x;
    size_t n = 0, at = 0;
    enum err_code rc;
    dividers_make(&x, s, of);
    TRY(count_rows(&n, &x, s, base, e));
    uint32_t *row = scope_new_array(s, uint32_t, n + 1);
    uint32_t *event = base->event ? scope_new_array(s, uint32_t, n + 1) : NULL;
    for (size_t k = 0; k < x.n; k++)
        x.list[k].out = scope_new_array(s, uint32_t, n + 1);
    for (size_t i = 0; i < base->n; i++) {
        size_t rows = (size_t)dividers_turn_to(&x, s, base->participation[i]);
        for (size_t r = 0; r < rows; r++, at++) {
            size_t rest = r;
            row[at] = base->participation[i];
            if (event) event[at] = base->event[i];
            for (size_t k = 0; k < x.n; k++) {
                struct divider *d = &x.list[k];
                d->out[at] = d->values[rest % d->n];
                rest /= d->n;
            }
        }
    }
    out->n = n;
    out->row = row;
    if (event) out->event[out->counted_kind] = event;
    hand_over(out, s, &x);
out:
    return rc;
}

enum err_code rows_expand(struct row_set *out, struct scope *s,
                          const struct expansions *x, const uint8_t *mask,
                          const uint8_t *events, struct err *e)
{
    const uint32_t *unit_of = s->panel->participations.person;
    if (x->n == 1 && !events && x->kind[0] == EXPAND_GROUPS) {
        expand_groups(out, s, mask, unit_of);
        return OK;
    }
    if (x->n == 1 && !events) {
        expand_events(out, s, x->kind[0], x->marked[0], mask, unit_of);
        return OK;
    }
    struct base_rows base = base_rows_make(s, mask, events, out->counted_kind);
    if (x->n > 0) return expand_all(out, s, x, &base, e);
    out->n = base.n;
    out->row = base.participation;
    if (base.event) out->event[out->counted_kind] = base.event;
    return OK;
}
