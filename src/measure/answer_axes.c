#include "measure/answer_spells.h"

#include "measure/words.h"

struct axis_making {
    struct making *m;
    struct axis *axis;
    unsigned first, n_levels; /* dimensions first .. first + n_levels - 1 of the plan */
    int (*slots)[LIMIT_QUESTION_DIMS];
    size_t cap;
    int path[LIMIT_QUESTION_DIMS];
    struct err *e;
};

/* The denominator of a rate is not divided by what happened in the numerator. */
static int64_t cube_value(const struct making *m, const struct cube *cube,
                          const int *codes)
{
    int of_base[LIMIT_QUESTION_DIMS];
    if (cube != m->base_cube) return cube_at(cube, codes);
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        of_base[i] = !dimension_divides_base(m->plan->dims[i]) ? CUBE_ALL : codes[i];
    return cube_at(cube, of_base);
}

/* Is anybody on this path, whatever stands on the other axis? */
static bool occurs(const struct axis_making *x, unsigned depth)
{
    int codes[LIMIT_QUESTION_DIMS];
    for (unsigned i = 0; i < LIMIT_QUESTION_DIMS; i++)
        codes[i] = CUBE_ALL;
    for (unsigned i = 0; i < depth; i++)
        codes[x->first + i] = x->path[i];
    if (cube_value(x->m, x->m->count_cube, codes)) return true;
    if (!x->m->base_cube) return false;
    for (unsigned i = 0; i < depth; i++)
        if (!dimension_divides_base(x->m->plan->dims[x->first + i])) return false;
    return cube_value(x->m, x->m->base_cube, codes) != 0;
}

static bool path_possible(const struct axis_making *x, unsigned depth)
{
    unsigned last = x->first + depth - 1;
    for (unsigned i = 0; i + 1 < depth; i++)
        if (!value_pair_possible(&x->m->pairs[x->first + i][last], x->path[i],
                                 x->path[depth - 1]))
            return false;
    return true;
}

static enum err_code push_entry(struct axis_making *x, unsigned depth)
{
    if (x->axis->n == PLAN_TABLE_CELLS)
        return err_set_at(x->e, ERR_TOO_LARGE, x->m->plan->statement->at.line,
                          x->m->plan->statement->at.column,
                          "expected a table of at most %d cells", PLAN_TABLE_CELLS);
    if (x->axis->n == x->cap) {
        struct arena *a = x->m->scope.kept;
        size_t cap = x->cap ? x->cap * 2 : 64;
        int(*more)[LIMIT_QUESTION_DIMS] = arena_array(a, cap, sizeof *more);
        if (x->cap) memcpy(more, x->slots, x->axis->n * sizeof *more);
        x->slots = more;
        x->cap = cap;
    }
    require(x->slots);
    int *slots = x->slots[x->axis->n++];
    for (unsigned i = 0; i < LIMIT_QUESTION_DIMS; i++)
        slots[i] = i < depth ? x->path[i] : CUBE_ALL;
    return OK;
}

static enum err_code push_level(struct axis_making *x, unsigned level)
{
    enum err_code rc = OK;
    if (level == x->n_levels) return push_entry(x, level);
    const struct dimension_values *v = &x->m->values[x->first + level];
    for (size_t slot = 0; slot < v->n; slot++) {
        x->path[level] = (int)slot;
        bool shown = v->always[slot] && path_possible(x, level + 1);
        if (!shown && !occurs(x, level + 1)) continue;
        TRY(push_level(x, level + 1));
    }
    rc = push_entry(x, level); /* the total of these values comes after them */
out:
    return rc;
}

static unsigned slots_depth(const int *slots)
{
    unsigned depth = 0;
    while (depth < LIMIT_QUESTION_DIMS && slots[depth] != CUBE_ALL)
        depth++;
    return depth;
}

/* The labels of a dimension's slots are made once, however many entries show them. */
struct slot_words {
    const char **label, **code;
};

static void slot_words_make(struct slot_words *out, struct axis_making *x,
                            unsigned level)
{
    const struct dimension_values *v = &x->m->values[x->first + level];
    struct arena *a = x->m->run->a;
    out->label = arena_new_array(a, const char *, v->n);
    out->code = arena_new_array(a, const char *, v->n);
    for (size_t i = 0; i < v->n; i++) {
        out->label[i] = dimension_value_label(a, &x->m->scope, v->dimension,
                                              v->codes[i], x->m->run->ctx->lang);
        out->code[i] = dimension_value_text(a, &x->m->scope, v->dimension, v->codes[i]);
    }
}

static void name_entries(struct axis_making *x)
{
    struct slot_words words[LIMIT_QUESTION_DIMS] = {0};
    enum lang lang = x->m->run->ctx->lang;
    require(x->slots);
    for (unsigned i = 0; i < x->n_levels; i++)
        slot_words_make(&words[i], x, i);
    x->axis->entries = arena_new_array(x->m->run->a, struct axis_entry, x->axis->n);
    for (size_t k = 0; k < x->axis->n; k++) {
        struct axis_entry *entry = &x->axis->entries[k];
        const int *slots = x->slots[k];
        entry->depth = MIN_OF(slots_depth(slots), x->n_levels);
        for (unsigned i = 0; i < MAX_OF(x->n_levels, 1u); i++) {
            bool total = i >= entry->depth;
            entry->path[i] =
                total ? word_text(entry->depth ? WORD_SUBTOTAL : WORD_TOTAL, lang)
                      : words[i].label[slots[i]];
            entry->code[i] = total ? "" : words[i].code[slots[i]];
            if (!total)
                entry->is_missing |=
                    value_is_missing(x->m->values[x->first + i].codes[slots[i]]);
        }
    }
}

/* Values that hold the same unit twice: by nature, or because persons took part more
 * than once with another value. */
static bool level_overlaps(const struct making *m, unsigned dim)
{
    const struct dimension *d = m->plan->dims[dim];
    int codes[LIMIT_QUESTION_DIMS];
    int64_t sum = 0;
    int unit_kind = unit_at(m->plan->statement->counted.unit)->event_kind;
    bool of_unit = d->event_kind >= 0 && d->event_kind == unit_kind;
    if (d->flags & DIMENSION_OVERLAPS && m->counted.relation == RELATION_P && !of_unit)
        return true;
    if (answer_is_stock(m) && d->flags & DIMENSION_EVENT_DATE) return true;
    for (unsigned i = 0; i < LIMIT_QUESTION_DIMS; i++)
        codes[i] = CUBE_ALL;
    int64_t total = cube_at(m->count_cube, codes);
    for (size_t slot = 0; slot < m->values[dim].n; slot++) {
        codes[dim] = (int)slot;
        sum += cube_at(m->count_cube, codes);
    }
    return sum != total;
}

static enum err_code make_axis(struct making *m, struct axis *axis, unsigned first,
                               unsigned n_levels,
                               int (**slots_out)[LIMIT_QUESTION_DIMS], struct err *e)
{
    struct axis_making x = {
        .m = m, .axis = axis, .first = first, .n_levels = n_levels, .e = e};
    enum err_code rc;
    axis->n_levels = n_levels;
    for (unsigned i = 0; i < n_levels; i++) {
        const struct dimension *d = m->plan->dims[first + i];
        axis->level_title[i] = d->label[m->run->ctx->lang];
        axis->level_name[i] = d->name;
        axis->level_overlaps[i] = level_overlaps(m, first + i);
    }
    TRY(push_level(&x, 0));
    name_entries(&x);
    *slots_out = x.slots;
out:
    return rc;
}

enum err_code answer_axes(struct making *m, struct err *e)
{
    const struct plan *plan = m->plan;
    struct table *t = m->table;
    enum err_code rc;
    TRY(make_axis(m, &t->rows, 0, plan->n_rows, &m->row_slots, e));
    TRY(make_axis(m, &t->columns, plan->n_rows, plan->n_dims - plan->n_rows,
                  &m->column_slots, e));
    size_t cells = t->rows.n * t->columns.n; /* both at most 2^18 */
    m->run->cells += cells;
    if (cells > PLAN_TABLE_CELLS || m->run->cells > PLAN_ANSWER_CELLS) {
        rc = err_set_at(
            e, ERR_TOO_LARGE, plan->statement->at.line, plan->statement->at.column,
            "expected at most %d cells in a table and %d in an answer, found "
            "%zu",
            PLAN_TABLE_CELLS, PLAN_ANSWER_CELLS, cells);
        err_hint(e, "take fewer dimensions, or filter with where");
    }
out:
    return rc;
}
