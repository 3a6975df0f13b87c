/* Conditions evaluated over whole columns: a table of accepted raw codes, then one
 * pass.
 */
#include "measure/dimension_column.h"

#include "measure/panel_lookup.h"
#include "measure/resolve.h"

static bool number_holds(int64_t value, enum compare compare, int64_t number)
{
    switch (compare) {
    case COMPARE_LT:
        return value < number;
    case COMPARE_LE:
        return value <= number;
    case COMPARE_GT:
        return value > number;
    case COMPARE_GE:
        return value >= number;
    default:
        return false;
    }
}

/* Decoded codes that the condition names. Missing codes are never compared as numbers.
 */
static bool code_holds(const struct condition *c, const int *codes, uint16_t code)
{
    bool found = false;
    if (c->kind == CONDITION_NUMBER)
        return code < VALUE_MISSING_FIRST &&
               number_holds(code, c->compare, c->values[0].number);
    for (size_t i = 0; i < c->n_values; i++)
        found |= codes[i] == code;
    return found != (c->compare == COMPARE_NE);
}

static int *value_codes(struct scope *s, const struct condition *c)
{
    int *codes = arena_new_array(s->scratch, int, c->n_values + 1);
    for (size_t i = 0; i < c->n_values; i++)
        /* selection_resolve has been here before and found every value */
        if (dimension_value_code(&codes[i], &c->values[i], c->dimension, s->panel,
                                 s->borders, NULL) != OK)
            codes[i] = -1;
    return codes;
}

static void keep_column(uint8_t *mask, size_t n, struct scope *s,
                        const struct condition *c, struct column col)
{
    struct decoder dec = dimension_decoder(s, c->dimension, col.c16 != NULL);
    int *codes = value_codes(s, c);
    uint8_t *accepted = arena_alloc(s->scratch, dec.n);
    require(col.c8 || col.c16);
    for (size_t i = 0; i < dec.n; i++)
        accepted[i] = code_holds(c, codes, dec.code_of[i]);
    if (col.c8)
        codes_keep(mask, col.c8, n, accepted);
    else
        for (size_t i = 0; i < n; i++)
            mask[i] &= accepted[col.c16[i]];
}

/* Target groups are bits: a participation is in the group, or in several. */
static void keep_groups(uint8_t *mask, size_t n, struct scope *s,
                        const struct condition *c)
{
    const uint32_t *groups = s->panel->participations.target_groups;
    int *codes = value_codes(s, c);
    uint32_t wanted = 0;
    uint8_t none = 0, flip = c->compare == COMPARE_NE;
    for (size_t i = 0; i < c->n_values; i++) {
        if (codes[i] >= 0 && codes[i] < 32)
            wanted |= 1u << codes[i];
        else
            none = 1;
    }
    for (size_t i = 0; i < n; i++)
        mask[i] &=
            (uint8_t)(((groups[i] & wanted) != 0) | (none & (groups[i] == 0))) ^ flip;
}

/* Some event up to the as-of day has the value; with != no event has it. */
static void keep_having_event(uint8_t *mask, size_t n, struct scope *s,
                              const struct condition *c)
{
    const struct panel_events ev = panel_events_of(s->panel, c->dimension->event_kind);
    struct condition equal = *c;
    bool is_unequal = c->kind == CONDITION_VALUES && c->compare == COMPARE_NE;
    if (is_unequal) equal.compare = COMPARE_EQ;
    uint8_t *events = arena_alloc(s->scratch, ev.n + 1);
    uint8_t *hit = arena_alloc(s->scratch, n + 1);
    for (size_t i = 0; i < ev.n; i++)
        events[i] = ev.on[i] <= s->as_of.v;
    bool is_condition = c->dimension->event_kind == EVENT_CONDITION;
    if (is_condition || c->dimension->event_kind == EVENT_ASSESSMENT) {
        const uint8_t *latest =
            is_condition ? scope_condition_latest(s) : scope_score_latest(s);
        for (size_t i = 0; i < ev.n; i++)
            events[i] &= latest[i];
    }
    keep_column(events, ev.n, s, &equal, dimension_event_column(s, c->dimension));
    for (size_t i = 0; i < ev.n; i++)
        hit[ev.participation[i]] |= events[i];
    uint8_t flip = is_unequal;
    for (size_t i = 0; i < n; i++)
        mask[i] &= hit[i] ^ flip;
}

/* Records that are at several values: at least one of them is wanted; with != none. */
static void keep_record_bits(uint8_t *mask, struct condition_rows rows, struct scope *s,
                             const struct condition *c)
{
    const uint32_t *bits = dimension_record_bits(s, c->dimension, rows.relation);
    int *codes = value_codes(s, c);
    bool flip = c->compare == COMPARE_NE;
    for (size_t i = 0; i < rows.n; i++) {
        bool found = false;
        for (size_t k = 0; k < c->n_values; k++) {
            bool is_bit = codes[k] >= 0 && codes[k] < 32;
            found |= is_bit ? (bits[i] >> codes[k] & 1) != 0
                            : codes[k] == VALUE_NONE && bits[i] == 0;
        }
        mask[i] &= found != flip;
    }
}

static void keep_record_partners(uint8_t *mask, struct condition_rows rows,
                                 struct scope *s, const struct condition *c)
{
    int *codes = value_codes(s, c);
    bool flip = c->compare == COMPARE_NE;
    for (size_t i = 0; i < rows.n; i++) {
        struct record_partners of = dimension_record_partners(s, rows.relation, i);
        bool found = false;
        for (size_t k = 0; k < c->n_values; k++) {
            found |= of.n == 0 && codes[k] == VALUE_NONE;
            for (size_t j = 0; j < of.n; j++)
                found |= of.codes[j] == codes[k];
        }
        mask[i] &= found != flip;
    }
}

static void keep_date(uint8_t *mask, size_t n, struct scope *s,
                      const struct condition *c)
{
    const int32_t *days = scope_days(s, c->date);
    int32_t from = c->period.from.v, to = MIN_OF(c->period.to.v, s->as_of.v);
    days_keep(mask, days, n, from, to);
}

static void keep_leaf(uint8_t *mask, struct condition_rows rows, struct scope *s,
                      const struct condition *c)
{
    size_t n = rows.n;
    if (c->kind == CONDITION_DATE) {
        keep_date(mask, n, s, c);
    } else if (c->dimension->id == DIM_PARTNER) {
        keep_record_partners(mask, rows, s, c);
    } else if (dimension_divides_records(c->dimension, rows.relation)) {
        keep_record_bits(mask, rows, s, c);
    } else if (c->dimension->event_kind >= 0) {
        keep_having_event(mask, n, s, c);
    } else if (c->dimension->id == DIM_TARGET_GROUP && rows.relation == RELATION_P) {
        keep_groups(mask, n, s, c);
    } else {
        keep_column(mask, n, s, c, dimension_column(s, c->dimension, rows.relation));
    }
}

/* A condition about participations, asked of events. */
static void keep_leaf_of_events(uint8_t *mask, struct condition_rows rows,
                                struct scope *s, const struct condition *c)
{
    const struct panel_events ev = panel_events_of(s->panel, rows.event_kind);
    if (c->kind != CONDITION_DATE && c->dimension->event_kind == rows.event_kind) {
        keep_column(mask, rows.n, s, c, dimension_event_column(s, c->dimension));
        return;
    }
    size_t n = s->panel->participations.n;
    uint8_t *own = arena_alloc(s->scratch, n + 1);
    memset(own, 1, n);
    keep_leaf(own, (struct condition_rows){rows.relation, -1, n}, s, c);
    for (size_t i = 0; i < rows.n; i++)
        mask[i] &= own[ev.participation[i]];
}

static void apply_leaf(uint8_t *mask, struct condition_rows rows, struct scope *s,
                       const struct condition *c)
{
    struct arena own = {0}, *before = s->scratch;
    s->scratch = &own;
    if (rows.event_kind >= 0)
        keep_leaf_of_events(mask, rows, s, c);
    else
        keep_leaf(mask, rows, s, c);
    s->scratch = before;
    arena_dispose(&own);
}

/* A chain of `or` leans to the left; two masks serve it, however long it is. */
static void apply_or(uint8_t *mask, struct condition_rows rows, struct scope *s,
                     const struct condition *c)
{
    uint8_t *any = arena_alloc(s->scratch, rows.n + 1);
    uint8_t *one = arena_alloc(s->scratch, rows.n + 1);
    for (bool last = false; !last; c = c->left) {
        last = c->kind != CONDITION_OR;
        memset(one, 1, rows.n);
        condition_apply(one, rows, s, last ? c : c->right);
        for (size_t i = 0; i < rows.n; i++)
            any[i] |= one[i];
    }
    for (size_t i = 0; i < rows.n; i++)
        mask[i] &= any[i];
}

void condition_apply(uint8_t *mask, struct condition_rows rows, struct scope *s,
                     const struct condition *c)
{
    if (!rows.n) return; /* a table without rows has no columns either */
    switch (c->kind) {
    case CONDITION_AND:
        condition_apply(mask, rows, s, c->left);
        condition_apply(mask, rows, s, c->right);
        break;
    case CONDITION_OR:
        apply_or(mask, rows, s, c);
        break;
    case CONDITION_NOT: {
        uint8_t *not = arena_alloc(s->scratch, rows.n + 1);
        memset(not, 1, rows.n);
        condition_apply(not, rows, s, c->left);
        for (size_t i = 0; i < rows.n; i++)
            mask[i] &= !not [i];
        break;
    }
    default:
        apply_leaf(mask, rows, s, c);
        break;
    }
}

static enum err_code resolve_condition(const struct condition *c,
                                       const struct panel *panel, struct day borders,
                                       struct err *e)
{
    enum err_code rc = OK;
    int ignored;
    if (c->left) TRY(resolve_condition(c->left, panel, borders, e));
    if (c->right) TRY(resolve_condition(c->right, panel, borders, e));
    for (size_t i = 0; i < c->n_values && c->kind == CONDITION_VALUES; i++)
        TRY(dimension_value_code(&ignored, &c->values[i], c->dimension, panel, borders,
                                 e));
out:
    return rc;
}

enum err_code selection_resolve(const struct population *p, const struct panel *panel,
                                struct day borders, struct err *e)
{
    return p->where ? resolve_condition(p->where, panel, borders, e) : OK;
}
