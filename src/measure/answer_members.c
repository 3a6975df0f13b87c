#include "measure/answer_members.h"

#include "base/buf.h"
#include "domain/condition_course.h"
#include "measure/answer_table.h"
#include "measure/duration.h"

/* --- the cell --------------------------------------------------------------------- */

const char *cell_path_of(struct arena *a, const struct axis_entry *entry)
{
    struct buf out = {0};
    for (unsigned i = 0; i < entry->depth; i++)
        buf_format(&out, "%s%s", i ? "|" : "", entry->code[i]);
    const char *path = arena_copy(a, out.p ? out.p : "", out.n);
    buf_dispose(&out);
    return path;
}

static bool entry_found(size_t *out, const struct axis *axis, struct str path)
{
    struct arena a = {0};
    bool found = false;
    for (size_t i = 0; i < axis->n && !found; i++) {
        found = str_eq_c(path, cell_path_of(&a, &axis->entries[i]));
        if (found) *out = i;
    }
    arena_dispose(&a);
    return found;
}

bool cell_find(size_t *row_out, size_t *column_out, const struct table *t,
               const struct cell_address *at)
{
    return entry_found(row_out, &t->rows, at->row) &&
           entry_found(column_out, &t->columns, at->column);
}

/* --- what a question tells of those it counts ------------------------------------- */

static const struct statement *statement_of(const struct question *q)
{
    return q->parts[0]->statements[0];
}

bool question_has_members(const struct question *q)
{
    const struct statement *s = statement_of(q);
    enum unit unit = s->counted.unit;
    return s->measure != MEASURED_NOTHING &&
           population_relation(&s->counted) == RELATION_P &&
           (unit == UNIT_PERSONS || unit == UNIT_TRAJECTORIES ||
            unit_at(unit)->event_kind >= 0);
}

static unsigned category_of_events(int kind)
{
    switch (kind) {
    case EVENT_CONDITION:
        return 1u << CATEGORY_CONDITION | 1u << CATEGORY_HEALTH;
    case EVENT_ASSESSMENT:
    case EVENT_OBSERVATION:
        return 1u << CATEGORY_CONDITION;
    case EVENT_ASSET:
    case EVENT_APPOINTMENT:
        return 1u << CATEGORY_GOAL;
    case EVENT_OUTCOME:
    case EVENT_APPRECIATION:
    case EVENT_AFTERCARE:
    case EVENT_TALK:
    case EVENT_JOB_CHECK:
        return 1u << CATEGORY_WORK;
    default:
        return 0;
    }
}

/* Named conditions that are not of health do not tell of it. */
static unsigned of_conditions(const struct value *values, size_t n)
{
    unsigned all = 1u << CATEGORY_CONDITION;
    bool is_health = n == 0;
    for (size_t i = 0; i < n; i++)
        is_health |= values[i].code < 0 || condition_is_health((uint8_t)values[i].code);
    return is_health ? all | 1u << CATEGORY_HEALTH : all;
}

/* Codes about who somebody is: sex, origin, diploma and the like are on the page of who
 * the person is, where they open with the identity when they are sensitive. */
static unsigned category_of_dimension(const struct dimension *d)
{
    switch (d->id) {
    case DIM_ORIGIN:
    case DIM_ORIGIN_KANSENGROEP:
    case DIM_ORIGIN_ESF:
        return 1u << CATEGORY_IDENTITY;
    case DIM_TARGET_GROUP: /* work disability is one of them */
    case DIM_SEGMENT:
        return 1u << CATEGORY_CONDITION;
    case DIM_EXIT:
        return 1u << CATEGORY_WORK;
    default:
        return d->event_kind >= 0 ? category_of_events(d->event_kind) : 0;
    }
}

static unsigned of_where(const struct condition *c)
{
    if (!c) return 0;
    unsigned all = of_where(c->left) | of_where(c->right);
    if (!c->dimension) return all;
    if (c->dimension->id == DIM_CONDITION && c->compare == COMPARE_EQ)
        return all | of_conditions(c->values, c->n_values);
    return all | category_of_dimension(c->dimension);
}

static unsigned of_population(const struct population *p)
{
    unsigned all = of_where(p->where);
    if (unit_at(p->unit)->event_kind >= 0)
        all |= category_of_events(unit_at(p->unit)->event_kind);
    for (size_t i = 0; i < p->n_selections; i++) {
        const struct selection *s = &p->selections[i];
        if (s->kind == SELECT_CONDITION)
            all |= of_conditions(s->values, s->n_values);
        else if (s->kind == SELECT_EXIT)
            all |= 1u << CATEGORY_WORK;
        else
            all |= category_of_events(selection_at(s->kind)->event_kind);
    }
    return all;
}

static unsigned of_uses(const struct dimension_use *uses, unsigned n)
{
    unsigned all = 0;
    for (unsigned i = 0; i < n; i++)
        all |= category_of_dimension(uses[i].dimension);
    return all;
}

unsigned question_categories(const struct question *q)
{
    const struct statement *s = statement_of(q);
    unsigned all = 1u << CATEGORY_COUNTABLE | of_population(&s->counted) |
                   of_uses(s->rows, s->n_rows) | of_uses(s->columns, s->n_columns) |
                   of_uses(s->each, s->n_each);
    if (s->duration) {
        all |= category_of_events(s->duration->from.event_kind);
        all |= category_of_events(s->duration->to.event_kind);
    }
    return all;
}

/* --- members ---------------------------------------------------------------------- */

static bool row_is_in(const struct making *m, size_t i, const int *codes)
{
    for (unsigned d = 0; d < m->plan->n_dims; d++) {
        const struct cube_dim *dim = &m->slots[d];
        int slot = dim->codes8 ? dim->codes8[i] : dim->codes16[i];
        if (codes[d] != CUBE_ALL && codes[d] != slot) return false;
    }
    return true;
}

void answer_mark_members(struct making *m, const struct cell_address *at)
{
    const struct panel *panel = m->scope.panel;
    const struct row_set *rows = &m->counted;
    const struct duration *duration = m->plan->statement->duration;
    const int32_t *days = duration ? duration_days(&m->scope, duration) : NULL;
    int codes[LIMIT_QUESTION_DIMS] = {0};
    size_t row, column;
    uint8_t *marked = arena_alloc(m->run->a, panel->n_files + 1);
    m->run->marked = marked;
    m->run->n_marked = panel->n_files;
    m->run->file_ids = panel->file_ids;
    if (!cell_find(&row, &column, m->table, at)) return;
    answer_cell_codes(codes, m, row, column);
    for (size_t i = 0; i < rows->n; i++) {
        size_t of = rows->row ? rows->row[i] : i;
        bool counts = (!rows->mask || rows->mask[i]) && (!days || days[of] >= 0);
        if (!counts || !row_is_in(m, i, codes)) continue;
        const struct panel_participations *p = &panel->participations;
        marked[p->file ? p->file[of] : p->person[of]] = 1;
    }
}

/* The statement alone, every file for itself, and nothing withheld. */
static void make_plain(struct question *q, struct question_part *part,
                       struct statement *s, const struct question *from)
{
    *q = *from;
    *part = *from->parts[0];
    *s = *statement_of(from);
    s->moments.without_links = true;
    s->protect = NULL;
    s->unavailable = NULL;
    s->compare_figure = s->compare_measure = NULL;
    s->rate_of = NULL;
    s->share_of = SHARE_NONE;
    s->rate_of_target = false;
    s->n_notes = 0;
}

enum err_code answer_members(struct cell_members *out, struct arena *a,
                             const struct question *q, const struct answer_context *ctx,
                             const struct cell_address *at, struct err *e)
{
    struct question plain;
    struct question_part part;
    struct statement s;
    struct table *ignored;
    struct plan plan;
    enum err_code rc;
    require(question_has_members(q));
    *out = (struct cell_members){.n = 0};
    make_plain(&plain, &part, &s, q);
    if (at->table >= MAX_OF(s.n_each, 1u)) return OK;
    struct answer_run run = {
        .a = a, .question = &plain, .ctx = ctx, .wanted = at, .e = e};
    run.panels = arena_new_array(a, struct panel_use, 2);
    TRY(plan_check_moments(&plain, &s, ctx->today, ctx->now_ms, e));
    plan_make(&plan, &plain, &s, s.n_each ? (int)at->table : -1, ctx->today);
    TRY(answer_table(&ignored, &run, &plan, e));
    if (!run.marked) goto out;
    out->files = arena_new_array(a, struct person_id, run.n_marked + 1);
    for (size_t i = 0; i < run.n_marked; i++)
        if (run.marked[i]) out->files[out->n++].u = run.file_ids[i];
out:
    return rc;
}
