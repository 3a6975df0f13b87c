#include "measure/answer_spells.h"

/* The moments of a stock: last days of months, or the as-of day. */
struct moments_of {
    uint32_t *day;   /* panel_spell_day */
    uint32_t *month; /* as counted by the panel */
    size_t n;
};

static void moments_make(struct moments_of *out, const struct spell_counting *c)
{
    struct arena *a = c->m->scope.scratch;
    const struct spell_days *days = c->days;
    bool by_date = days->by_month || days->by_year;
    size_t n = by_date ? days->n_months : 1;
    out->day = arena_new_array(a, uint32_t, n + 1);
    out->month = arena_new_array(a, uint32_t, n + 1);
    out->n = 0;
    for (size_t k = 0; k < n; k++) {
        uint32_t month = by_date ? days->month_first + (uint32_t)k : days->to / 32;
        if (days->by_year && month % 12 != 11) continue;
        if (by_date && month == days->to / 32 && !days->ends_whole) continue;
        out->month[out->n] = month;
        /* 31 stands for the last day of any month: no day lies between */
        out->day[out->n++] = by_date ? month * 32 + 31 : days->to;
    }
}

struct rows {
    uint32_t *spell, *moment, *person;
    size_t n, cap;
};

static enum err_code push_row(struct rows *r, uint32_t spell, uint32_t moment,
                              uint32_t person, struct err *e)
{
    if (r->n == ROWS_LIMIT)
        return err_set(e, ERR_TOO_LARGE,
                       "expected at most %d persons and moments together, found more",
                       ROWS_LIMIT);
    if (r->n == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 1024;
        r->spell = mem_grow(r->spell, r->cap, sizeof *r->spell);
        r->moment = mem_grow(r->moment, r->cap, sizeof *r->moment);
        r->person = mem_grow(r->person, r->cap, sizeof *r->person);
    }
    r->spell[r->n] = spell;
    r->moment[r->n] = moment;
    r->person[r->n++] = person;
    return OK;
}

static enum err_code make_rows(struct rows *out, const struct spell_counting *c,
                               const struct moments_of *at, struct err *e)
{
    const struct panel *panel = c->m->scope.panel;
    const struct panel_spells *s = &panel->spells;
    enum err_code rc = OK;
    for (size_t i = 0; i < c->n; i++) {
        size_t row = c->first + i;
        if (!(c->set >> s->code[row] & 1) || (c->mask && !c->mask[i])) continue;
        uint32_t began = panel_spell_began(s, row), ended = panel_spell_ended(s, row);
        for (size_t k = 0; k < at->n; k++)
            if (began <= at->day[k] && at->day[k] < ended)
                TRY(push_row(out, (uint32_t)i, (uint32_t)k,
                             panel_spell_person(panel, row), e));
    }
out:
    return rc;
}

/* Slots of one dimension, row by row. */
static void put_slots(uint16_t *out, const struct spell_counting *c, unsigned dim,
                      const struct rows *rows, const struct moments_of *at)
{
    struct scope *s = &c->m->scope;
    const struct dimension_values *v = &c->m->values[dim];
    if (spell_is_date(v->dimension)) {
        for (size_t i = 0; i < rows->n; i++)
            out[i] = (uint16_t)spell_date_slot(c, dim, at->month[rows->moment[i]]);
        return;
    }
    if (spell_is_age(v->dimension)) {
        struct decoder dec = dimension_decoder(s, v->dimension, false);
        const uint32_t *profile = s->panel->spells.profile + c->first;
        for (size_t i = 0; i < rows->n; i++)
            out[i] = v->slot_of[dec.code_of[spell_age_code(
                s->panel, profile[rows->spell[i]], at->month[rows->moment[i]],
                v->dimension->id == DIM_AGE_CLASS)]];
        return;
    }
    struct column of = spell_column(s, v->dimension, c->relation);
    struct decoder dec = dimension_decoder(s, v->dimension, of.c16 != NULL);
    for (size_t i = 0; i < rows->n; i++) {
        uint32_t spell = rows->spell[i];
        out[i] = v->slot_of[dec.code_of[of.c8 ? of.c8[spell] : of.c16[spell]]];
    }
}

enum err_code answer_spells_expand(struct cube **out, const struct spell_counting *c,
                                   const struct cube_dim *dims, struct err *e)
{
    const struct plan *plan = c->m->plan;
    struct cube_dim coded[LIMIT_QUESTION_DIMS];
    struct moments_of at;
    struct rows rows = {0};
    enum err_code rc;
    moments_make(&at, c);
    TRY(make_rows(&rows, c, &at, e));
    for (unsigned i = 0; i < plan->n_dims; i++) {
        uint16_t *slots = scope_new_array(&c->m->scope, uint16_t, rows.n + 1);
        if (dims[i].n_values == 1 && c->m->values[i].n != 1)
            memset(slots, 0, rows.n * sizeof *slots); /* not divided by this one */
        else
            put_slots(slots, c, i, &rows, &at);
        coded[i] = (struct cube_dim){.codes16 = slots, .n_values = dims[i].n_values};
    }
    struct cube_spec spec = {.n_rows = rows.n,
                             .dims = coded,
                             .n_dims = plan->n_dims,
                             .unit = rows.person,
                             .threads = c->m->run->ctx->threads};
    static const uint32_t nobody;
    if (!spec.unit) spec.unit = &nobody;
    rc = cube_count(out, &spec, e);
out:
    free(rows.spell);
    free(rows.moment);
    free(rows.person);
    return rc;
}
