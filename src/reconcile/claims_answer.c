/* An answer of the house as claims: one for each cell that has a number. */
#include "reconcile/reconcile.h"

#include "base/limits.h"

/* The pairs of one axis entry; totals leave their dimension out. */
static void add_pairs(struct claim *c, const struct axis *axis,
                      const struct axis_entry *entry)
{
    for (unsigned level = 0; level < axis->n_levels && level < entry->depth; level++) {
        const char *code = entry->code[level];
        bool is_known = true;
        for (size_t i = 0; i < c->n_pairs; i++)
            if (strcmp(c->pairs[i].name, axis->level_name[level]) == 0)
                is_known = false;
        if (!is_known) continue; /* the same dimension on both axes */
        c->pairs[c->n_pairs++] =
            (struct claim_pair){.name = axis->level_name[level],
                                .value = code && code[0] ? code : entry->path[level],
                                .overlaps = axis->level_overlaps[level]};
    }
}

static const char *where_of(struct arena *a, const struct table *t,
                            const struct axis_entry *row,
                            const struct axis_entry *column)
{
    struct buf b;
    buf_init(&b, 0);
    for (unsigned i = 0; i < t->rows.n_levels && i <= row->depth; i++)
        if (row->path[i]) buf_format(&b, "%s%s", b.n ? " / " : "", row->path[i]);
    for (unsigned i = 0; i < t->columns.n_levels && i <= column->depth; i++)
        if (column->path[i]) buf_format(&b, "%s%s", b.n ? " / " : "", column->path[i]);
    char *out = arena_copy(a, b.p ? b.p : "", b.n);
    buf_dispose(&b);
    return out;
}

static void set_number(struct claim *c, const struct table *t, const struct cell *cell)
{
    c->kind = cell->status == CELL_VALUE || cell->status == CELL_ZERO ? VALUE_NUMBER
                                                                      : VALUE_WORDS;
    c->number = (double)cell->n;
    if (t->kind == MEASURE_EURO) {
        c->number = (double)cell->n / 100;
        c->decimals = 2;
    }
    if (t->kind == MEASURE_RATE && !t->base_is_target) {
        c->has_base = true;
        c->base = (double)cell->base;
    }
}

static enum err_code add_published(struct claims *out, struct arena *a,
                                   const struct claim *ours, const struct cell *cell,
                                   struct err *e)
{
    struct claim c = *ours;
    if (cell->published_state != PUBLISHED_DIFFERS) return OK;
    c.role = ROLE_STATEMENT;
    c.note = "published";
    claim_read_text(&c, a, str_of(cell->published), false);
    return claims_add(out, a, &c, e);
}

/* What is counted, as known when: two moments of knowledge are two measures. */
static const char *measure_of(struct arena *a, const struct table *t)
{
    char known[MOMENT_TEXT + 1];
    const char *population = t->population ? t->population : t->unit;
    if (t->known_at_ms == INT64_MAX) return population;
    moment_text(known, t->known_at_ms);
    return arena_format(a, "%s (%s)", population, known);
}

static enum err_code add_table(struct claims *out, struct arena *a,
                               const struct answer *answer, const struct part *part,
                               const struct table *t, const char *figure,
                               const struct check_context *ctx, struct err *e)
{
    enum err_code rc = OK;
    const char *publication = answer->number
                                  ? arena_format(a, "%s %s", answer->number,
                                                 answer->title ? answer->title : "")
                                  : answer->title;
    /* a share of what was promised, and a duration, are not counts of parts */
    if (!t->cells || t->unavailable || t->kind == MEASURE_DAYS) goto out;
    for (size_t r = 0; r < t->rows.n; r++) {
        for (size_t i = 0; i < t->columns.n; i++) {
            const struct cell *cell = &t->cells[r * t->columns.n + i];
            const struct axis_entry *row = &t->rows.entries[r];
            const struct axis_entry *column = &t->columns.entries[i];
            struct claim c = {
                .file = "",
                .where = arena_format(a, "%s: %s", figure, where_of(a, t, row, column)),
                .figure = figure,
                .publication = publication ? publication : "",
                .measure = measure_of(a, t),
                .unit = t->unit,
                .text = "",
                .as_of = t->as_of,
                .period_from = DAY_NONE,
                .period_to = DAY_NONE,
                .denominator = t->base_label ? t->base_label : "",
                .exclusive = CLAIM_UNSTATED,
                .geography = "residence",
                .policy = ctx->disclosure_policy ? ctx->disclosure_policy : "",
                .note = t->title ? t->title : part->title,
                .is_counted = true,
                .pairs = arena_new_array(a, struct claim_pair,
                                         t->rows.n_levels + t->columns.n_levels + 1)};
            add_pairs(&c, &t->rows, row);
            add_pairs(&c, &t->columns, column);
            set_number(&c, t, cell);
            TRY(claims_add(out, a, &c, e));
            TRY(add_published(out, a, &c, cell, e));
        }
    }
out:
    return rc;
}

enum err_code claims_of_answer(struct claims *out, struct arena *a,
                               const struct answer *answer,
                               const struct check_context *ctx, struct err *e)
{
    enum err_code rc = OK;
    for (size_t p = 0; p < answer->n_parts; p++) {
        const struct part *part = answer->parts[p];
        for (size_t i = 0; i < part->n_tables; i++) {
            const char *label = part->label ? part->label : "";
            const char *figure =
                arena_format(a, "%s%s%zu", label, label[0] ? "." : "", i + 1);
            TRY(add_table(out, a, answer, part, part->tables[i], figure, ctx, e));
        }
    }
out:
    return rc;
}
