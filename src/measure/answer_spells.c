/* From a plan over spells to cubes. Who entered and left is counted by the kernel in
 * one pass; a stock at the end of each month is who had entered less who had left by
 * then. Proof: docs/methods/spells.md. */
#include "measure/answer_spells.h"

#include "domain/lists.h"
#include "measure/panel_lookup.h"
#include "measure/spell_count.h"

bool answer_is_stock(const struct making *m)
{
    return m->plan->statement->counted.unit == UNIT_STOCK;
}

bool spell_is_date(const struct dimension *d)
{
    return (d->flags & DIMENSION_EVENT_DATE) != 0;
}

/* --- the days -----------------------------------------------------------------------
 */

static const uint16_t *moment_months(const struct panel_spells *s, enum unit unit)
{
    return unit == UNIT_INFLOWS ? s->began : s->left;
}

/* The first month in which something of the population may have happened. */
static uint32_t earliest_month(struct making *m)
{
    const struct panel_spells *s = &m->scope.panel->spells;
    size_t first, n = spell_rows(m->scope.panel, m->plan->relation, &first);
    const uint16_t *months = answer_is_stock(m)
                                 ? s->began
                                 : moment_months(s, m->plan->statement->counted.unit);
    uint16_t found = PANEL_MONTH_NEVER;
    for (size_t i = first; i < first + n; i++)
        found = MIN_OF(found, months[i]);
    return found;
}

static bool is_last_of_month(struct day d)
{
    int y, month, day;
    day_split(&y, &month, &day, (struct day){d.v + 1});
    return day == 1;
}

static void find_days(struct spell_days *out, struct making *m)
{
    const struct statement *s = m->plan->statement;
    struct day to = m->scope.as_of;
    *out = (struct spell_days){.from = 1, .whole_months = true};
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        out->by_month |= m->plan->dims[i]->id == DIM_MONTH;
        out->by_year |= m->plan->dims[i]->id == DIM_YEAR;
    }
    if (s->during.given) {
        out->from = panel_spell_day(s->during.from);
        to.v = MIN_OF(to.v, s->during.to.v);
        out->whole_months = out->from % 32 == 1;
    }
    out->to = MIN_OF(panel_spell_day(to), PANEL_SPELL_NEVER - 1);
    out->ends_whole = is_last_of_month(to);
    out->whole_months &= out->ends_whole;
    if (!out->by_month && !out->by_year) return;
    out->month_first = out->from / 32 + (out->from % 32 > 1 && answer_is_stock(m));
    if (!s->during.given) out->month_first = earliest_month(m);
    uint32_t end = out->to / 32 + 1;
    if (answer_is_stock(m) && !out->ends_whole) end--; /* that month has not ended */
    end = MIN_OF(end, (uint32_t)VALUE_MISSING_FIRST - 1);
    out->n_months = end > out->month_first ? end - out->month_first : 0;
}

int spell_date_slot(const struct spell_counting *c, unsigned dim, uint32_t month)
{
    const struct dimension_values *v = &c->m->values[dim];
    uint32_t year = PANEL_MONTH_BASE_YEAR + month / 12;
    bool stock = c->population->unit == UNIT_STOCK;
    bool has_ended = month < c->days->to / 32 || c->days->ends_whole;
    if (stock && (!has_ended || (v->dimension->id == DIM_YEAR && month % 12 != 11)))
        return -1;
    return v->slot_of[v->dimension->id == DIM_MONTH ? month : year];
}

/* --- values -------------------------------------------------------------------------
 */

/* Decoded codes that may occur in an open-ended dimension. */
static uint8_t *seen_of(struct making *m, const struct dimension *d,
                        const struct spell_days *days)
{
    uint8_t *seen = arena_alloc(m->scope.kept, DECODED_CODES);
    const struct panel *panel = m->scope.panel;
    for (uint32_t k = 0; k < days->n_months && spell_is_date(d); k++) {
        uint32_t month = days->month_first + k;
        if (d->id == DIM_MONTH)
            seen[month] = 1;
        else if (!answer_is_stock(m) || month % 12 == 11)
            seen[PANEL_MONTH_BASE_YEAR + month / 12] = 1;
    }
    if (spell_is_date(d)) return seen;
    struct column of = spell_profile_column(panel, d);
    struct decoder dec = dimension_decoder(&m->scope, d, of.c16 != NULL);
    for (size_t i = 0; i < panel->profiles.n && of.c16; i++)
        seen[dec.code_of[of.c16[i]]] = 1;
    for (size_t raw = 0; raw < dec.n && !of.c16; raw++) /* ages */
        seen[dec.code_of[raw]] |= raw <= 0xff;
    return seen;
}

static uint16_t set_of(const struct selection *s, unsigned relation)
{
    const struct code_list *list = panel_spell_codes(spell_list_of(relation));
    uint16_t set = 0;
    for (size_t i = 0; i < s->n_values; i++)
        set |= (uint16_t)(1u << s->values[i].code);
    bool all = s->n_values == 0 || set == (1u << list->n) - 1;
    return all ? UINT16_MAX : set;
}

static bool is_status(const struct dimension *d)
{
    return d->id == DIM_LABOUR_NOW || d->id == DIM_BENEFIT_NOW ||
           d->id == DIM_REGISTRATION_NOW;
}

/* Months of the period are shown without anybody too; statuses that were not asked for
 * are not shown. */
static void choose_shown(struct dimension_values *v, struct making *m)
{
    const struct statement *s = m->plan->statement;
    uint16_t set = set_of(&s->counted.selections[0], m->plan->relation);
    for (size_t k = 0; k < v->n; k++) {
        uint16_t code = v->codes[k];
        if (is_status(v->dimension))
            v->always[k] = code < SPELL_CODES && set >> code & 1;
        else if (spell_is_date(v->dimension) && s->during.given)
            v->always[k] = !value_is_missing(code);
    }
}

static void make_values(struct making *m, const struct spell_days *days)
{
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        const struct dimension *d = m->plan->dims[i];
        uint8_t *seen = d->flags & DIMENSION_OPEN ? seen_of(m, d, days) : NULL;
        dimension_values_make(&m->values[i], m->scope.kept, &m->scope, d, seen);
        choose_shown(&m->values[i], m);
    }
}

/* --- which rows ---------------------------------------------------------------------
 */

PANEL_LOOP void between_loop(uint8_t *restrict mask, const uint16_t *restrict months,
                             const uint8_t *restrict on, size_t n, uint32_t from,
                             uint32_t to)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t day = months[i] * 32u + on[i];
        mask[i] &= (uint8_t)((day >= from) & (day <= to));
    }
}

PANEL_WIDE static void between_wide(uint8_t *mask, const uint16_t *months,
                                    const uint8_t *on, size_t n, uint32_t from,
                                    uint32_t to)
{
    between_loop(mask, months, on, n, from, to);
}

static void keep_between(uint8_t *mask, const uint16_t *months, const uint8_t *on,
                         size_t n, uint32_t from, uint32_t to)
{
    if (panel_is_wide())
        between_wide(mask, months, on, n, from, to);
    else
        between_loop(mask, months, on, n, from, to);
}

/* Days that months alone do not tell. */
static void keep_days(uint8_t *mask, const struct spell_counting *c)
{
    const struct panel_spells *s = &c->m->scope.panel->spells;
    const struct spell_days *days = c->days;
    const uint16_t *began = s->began + c->first, *left = s->left + c->first;
    const uint8_t *began_on = s->began_on + c->first, *left_on = s->left_on + c->first;
    if (c->population->unit == UNIT_OUTFLOWS) {
        keep_between(mask, left, left_on, c->n, days->from, days->to);
    } else if (c->population->unit == UNIT_INFLOWS) {
        keep_between(mask, began, began_on, c->n, days->from, days->to);
    } else if (!days->by_month && !days->by_year) {
        keep_between(mask, began, began_on, c->n, 0, days->to);
        keep_between(mask, left, left_on, c->n, days->to + 1, UINT32_MAX);
    }
}

static void keep_destinations(uint8_t *mask, const struct spell_counting *c,
                              const struct selection *to)
{
    uint8_t accepted[256] = {0};
    for (size_t i = 0; i < to->n_values; i++)
        accepted[(uint8_t)to->values[i].code] = 1;
    accepted[PANEL_UNKNOWN] = accepted[EXIT_REASON_UNKNOWN];
    codes_keep(mask, c->m->scope.panel->spells.exit + c->first, c->n, accepted);
}

static void find_rows(struct spell_counting *c)
{
    struct scope *s = &c->m->scope;
    const struct population *p = c->population;
    bool by_date = c->days->by_month || c->days->by_year;
    bool stock = p->unit == UNIT_STOCK;
    c->n = spell_rows(s->panel, c->relation, &c->first);
    c->set = set_of(&p->selections[0], c->relation);
    c->each = p->selections[0].each;
    s->spell_moment = stock                     ? SPELL_PRESENT
                      : p->unit == UNIT_INFLOWS ? SPELL_ENTERED
                                                : SPELL_LEFT;
    bool days = stock ? !by_date : !by_date || !c->days->whole_months;
    if (!days && !p->where && p->n_selections < 2) return;
    uint8_t *mask = scope_take(s, c->n + 1, 1);
    memset(mask, 1, c->n);
    if (days) keep_days(mask, c);
    if (p->n_selections > 1) keep_destinations(mask, c, &p->selections[1]);
    if (p->where)
        condition_apply(mask, (struct condition_rows){c->relation, -1, c->n}, s,
                        p->where);
    c->mask = mask;
}

/* --- counting -----------------------------------------------------------------------
 */

/* Dimensions other than month and year: the inner key is the sum of slot * step. */
struct inner {
    uint32_t step[LIMIT_QUESTION_DIMS]; /* 0: not part of it */
    uint32_t n;
    struct spell_term terms[LIMIT_QUESTION_DIMS];
    unsigned n_terms;
};

static bool counts_by(const struct spell_counting *c, unsigned dim)
{
    const struct dimension *d = c->m->plan->dims[dim];
    return !c->is_base || dimension_divides_base(d);
}

static void add_code_term(struct inner *inner, const struct spell_counting *c,
                          unsigned dim)
{
    struct scope *s = &c->m->scope;
    const struct dimension_values *v = &c->m->values[dim];
    struct decoder dec = dimension_decoder(s, v->dimension, false);
    uint32_t *add = arena_new_array(s->scratch, uint32_t, 256);
    for (size_t raw = 0; raw < 256; raw++)
        add[raw] = v->slot_of[dec.code_of[raw]] * inner->step[dim];
    inner->terms[inner->n_terms++] = (struct spell_term){
        .codes = spell_column(s, v->dimension, c->relation).c8, .add = add};
}

/* All dimensions of profiles are one look-up for each spell. */
static void add_profile_dim(uint32_t *add, struct inner *inner,
                            const struct spell_counting *c, unsigned dim)
{
    struct scope *s = &c->m->scope;
    const struct dimension_values *v = &c->m->values[dim];
    struct column of = spell_profile_column(s->panel, v->dimension);
    struct decoder dec = dimension_decoder(s, v->dimension, of.c16 != NULL);
    for (size_t i = 0; i < s->panel->profiles.n; i++)
        add[i] +=
            v->slot_of[dec.code_of[of.c8 ? of.c8[i] : of.c16[i]]] * inner->step[dim];
}

static void make_inner(struct inner *out, const struct spell_counting *c)
{
    const struct plan *plan = c->m->plan;
    const struct panel *panel = c->m->scope.panel;
    uint32_t *add = NULL;
    *out = (struct inner){.n = 1};
    for (unsigned i = plan->n_dims; i-- > 0;) {
        if (spell_is_date(plan->dims[i]) || !counts_by(c, i)) continue;
        out->step[i] = out->n;
        out->n *= (uint32_t)c->m->values[i].n;
        struct column of = spell_profile_column(panel, plan->dims[i]);
        if (!of.c8 && !of.c16) {
            add_code_term(out, c, i);
            continue;
        }
        if (!add)
            add = arena_new_array(c->m->scope.scratch, uint32_t, panel->profiles.n + 1);
        add_profile_dim(add, out, c, i);
    }
    if (add)
        out->terms[out->n_terms++] =
            (struct spell_term){.rows = panel->spells.profile + c->first, .add = add};
}

static void run_kernel(int64_t *cells, const struct spell_counting *c,
                       const struct inner *inner, const uint16_t *flow,
                       const uint16_t *month, bool clamp)
{
    const struct panel_spells *s = &c->m->scope.panel->spells;
    bool by_date = c->days->by_month || c->days->by_year;
    if (c->n == 0 || (by_date && c->days->n_months == 0)) return;
    struct spell_spec spec = {
        .n = c->n,
        .code = s->code + c->first,
        .set = c->set,
        .flow = flow ? flow + c->first : NULL,
        .each = c->each,
        .month = by_date ? month + c->first : NULL,
        .month_first = c->days->month_first,
        .n_months = c->days->n_months,
        .clamp = clamp,
        .mask = c->mask,
        .terms = inner->terms,
        .n_terms = inner->n_terms,
        .n_inner = inner->n,
        .threads = c->m->run->ctx->threads,
    };
    spell_count(cells, &spec);
}

/* Who is there at the end of a month: entered up to it, less left up to it. */
static void count_stock(int64_t *cells, const struct spell_counting *c,
                        const struct inner *inner)
{
    const struct panel_spells *s = &c->m->scope.panel->spells;
    size_t n_months = c->days->n_months, n_inner = inner->n;
    if (!c->days->by_month && !c->days->by_year) {
        run_kernel(cells, c, inner, NULL, NULL, false);
        return;
    }
    int64_t *left = mem_array(n_months * n_inner + 1, sizeof *left);
    run_kernel(cells, c, inner, NULL, s->began, true);
    run_kernel(left, c, inner, NULL, s->left, true);
    for (size_t i = 0; i < n_months * n_inner; i++) {
        cells[i] -= left[i];
        if (i >= n_inner) cells[i] += cells[i - n_inner];
    }
    free(left);
}

/* From month and inner key to the leaves of the table's cube. */
static enum err_code cube_of_cells(struct cube **out, const struct spell_counting *c,
                                   const struct inner *inner,
                                   const struct cube_dim *dims, const int64_t *cells,
                                   struct err *e)
{
    const struct plan *plan = c->m->plan;
    size_t step[LIMIT_QUESTION_DIMS], leaves = 1;
    bool by_date = c->days->by_month || c->days->by_year;
    size_t n_months = by_date ? c->days->n_months : 1;
    for (unsigned i = plan->n_dims; i-- > 0; leaves *= dims[i].n_values)
        step[i] = leaves;
    int64_t *leaf = mem_array(leaves, sizeof *leaf);
    for (size_t k = 0; k < n_months; k++) {
        size_t at_month = 0;
        bool shown = true;
        for (unsigned i = 0; i < plan->n_dims; i++) {
            if (!spell_is_date(plan->dims[i])) continue;
            int slot = spell_date_slot(c, i, c->days->month_first + (uint32_t)k);
            shown &= slot >= 0;
            if (slot > 0) at_month += (size_t)slot * step[i];
        }
        for (uint32_t key = 0; key < inner->n && shown; key++) {
            size_t at = at_month;
            for (unsigned i = 0; i < plan->n_dims; i++)
                if (inner->step[i])
                    at += key / inner->step[i] % dims[i].n_values * step[i];
            leaf[at] += cells[k * inner->n + key];
        }
    }
    enum err_code rc = cube_of_leaves(out, dims, plan->n_dims, leaf, e);
    free(leaf);
    return rc;
}

/* Persons of a list in which two spells may hold at once are not the sum of spells. */
static bool must_expand(const struct spell_counting *c)
{
    bool by_date = c->days->by_month || c->days->by_year;
    if (c->population->unit != UNIT_STOCK) return false;
    if (c->m->scope.panel->spells.overlaps[spell_list_of(c->relation)]) return true;
    for (unsigned i = 0; i < c->m->plan->n_dims && by_date; i++)
        if (spell_is_age(c->m->plan->dims[i])) return true;
    return false;
}

static enum err_code check_cells(const struct spell_counting *c, uint64_t cells,
                                 struct err *e)
{
    const struct statement *s = c->m->plan->statement;
    if (cells <= LIMIT_CUBE_CELLS) return OK;
    err_set_at(e, ERR_TOO_LARGE, s->at.line, s->at.column,
               "expected dimensions with at most %d combinations, found %llu",
               LIMIT_CUBE_CELLS, (unsigned long long)cells);
    err_hint(e, "take fewer dimensions, a shorter period, or filter with where");
    return ERR_TOO_LARGE;
}

static enum err_code count_one(struct cube **out, struct spell_counting *c,
                               struct err *e)
{
    const struct panel_spells *s = &c->m->scope.panel->spells;
    struct cube_dim dims[LIMIT_QUESTION_DIMS] = {0};
    struct inner inner;
    enum err_code rc;
    for (unsigned i = 0; i < c->m->plan->n_dims; i++)
        dims[i].n_values = counts_by(c, i) ? (uint32_t)c->m->values[i].n : 1;
    find_rows(c);
    if (must_expand(c)) return answer_spells_expand(out, c, dims, e);
    make_inner(&inner, c);
    bool by_date = c->days->by_month || c->days->by_year;
    uint64_t n = (uint64_t)inner.n * (by_date ? c->days->n_months : 1);
    TRY(check_cells(c, n, e));
    int64_t *cells = mem_array(n + 1, sizeof *cells);
    if (c->population->unit == UNIT_STOCK)
        count_stock(cells, c, &inner);
    else if (c->population->unit == UNIT_INFLOWS)
        run_kernel(cells, c, &inner, s->before, s->began, false);
    else
        run_kernel(cells, c, &inner, s->after, s->left, false);
    rc = cube_of_cells(out, c, &inner, dims, cells, e);
    free(cells);
out:
    return rc;
}

enum err_code answer_spells(struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    struct spell_days days;
    uint64_t cells = 1;
    enum err_code rc;
    TRY(selection_resolve(&s->counted, m->scope.panel, m->scope.borders, e));
    if (s->rate_of) {
        m->base_population = *s->rate_of;
        if (!m->base_population.where) m->base_population.where = s->counted.where;
        TRY(selection_resolve(&m->base_population, m->scope.panel, m->scope.borders,
                              e));
        m->table->base_label = answer_population_text(m->run, s, &m->base_population);
    }
    find_days(&days, m);
    make_values(m, &days);
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        cells = MIN_OF(cells * (m->values[i].n + 1), (uint64_t)1 << 40);
    struct spell_counting counted = {.m = m,
                                     .population = &s->counted,
                                     .relation = m->plan->relation,
                                     .days = &days};
    struct spell_counting base = counted;
    TRY(check_cells(&counted, cells, e));
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        for (unsigned k = i + 1; k < m->plan->n_dims; k++)
            value_pairs_make(&m->pairs[i][k], &m->scope, &m->values[i], &m->values[k]);
    TRY(count_one(&m->count_cube, &counted, e));
    if (!s->rate_of) goto out;
    base.population = &m->base_population;
    base.is_base = true;
    base.relation = population_relation(&m->base_population);
    TRY(count_one(&m->base_cube, &base, e));
out:
    return rc;
}
