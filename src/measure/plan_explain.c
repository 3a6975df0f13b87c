/* The plan of a question in words, for who wants to know before asking. */
#include "measure/answer_table.h"

#include "base/buf.h"
#include "measure/spell_column.h"

static const char *relation_name(unsigned relation)
{
    if (relation & RELATION_SPELLS) return "spells of status";
    switch (relation) {
    case RELATION_P:
        return "participations";
    case RELATION_J:
        return "projects";
    case RELATION_N:
        return "partnerships";
    case RELATION_B:
        return "budget lines";
    case RELATION_A:
        return "outreach actions";
    case RELATION_R:
        return "headcounts and threads of outreach actions";
    case RELATION_L:
        return "places";
    case RELATION_C:
        return "municipalities of partnerships";
    case RELATION_S:
        return "signals";
    case RELATION_H:
        return "warm handovers";
    default:
        return "none: no such records are kept";
    }
}

static void explain_rows(struct buf *b, const struct plan *plan,
                         const struct panel *panel)
{
    const struct population *p = &plan->statement->counted;
    int kind = unit_at(p->unit)->event_kind;
    buf_format(b, "  read      %s (%zu rows)\n", relation_name(plan->relation),
               record_count(panel, plan->relation));
    if (kind >= 0)
        buf_format(b, "            and their events (%zu rows, one kind of them)\n",
                   panel->events.n);
    for (unsigned i = 0; i < plan->n_dims; i++)
        if (plan->relation == RELATION_P && plan->dims[i]->flags & DIMENSION_OVERLAPS)
            buf_format(b, "            one row for each %s of a participation\n",
                       plan->dims[i]->name);
        else if (dimension_divides_records(plan->dims[i], plan->relation))
            buf_format(b, "            one row for each %s of a record\n",
                       plan->dims[i]->name);
}

static void explain_dims(struct buf *b, const struct plan *plan)
{
    uint64_t cells = 1;
    bool open = false;
    for (unsigned i = 0; i < plan->n_dims; i++) {
        const struct dimension *d = plan->dims[i];
        const struct code_list *list = dimension_list(d);
        buf_format(b, "  %s   %s: ", i < plan->n_rows ? "rows   " : "columns", d->name);
        if (d->flags & DIMENSION_OPEN || !list) {
            buf_add_c(b, "the values that occur\n");
            open = true;
            continue;
        }
        buf_format(b, "%u values, and missing ones that occur\n", list->n);
        cells *= list->n + 1u;
    }
    buf_format(b, "  cells     %s%llu with totals\n", open ? "a multiple of " : "",
               (unsigned long long)cells);
}

/* Records stand in several rows, or are not themselves the unit. */
static bool divides_records(const struct plan *plan)
{
    bool places = plan->statement->counted.unit == UNIT_PLACES;
    if (plan->relation == RELATION_C) return true;
    if (plan->relation == RELATION_A && places) return true;
    for (unsigned i = 0; i < plan->n_dims; i++)
        if (dimension_divides_records(plan->dims[i], plan->relation)) return true;
    return false;
}

static void explain_method(struct buf *b, const struct plan *plan)
{
    const struct statement *s = plan->statement;
    char day[DAY_TEXT + 1], moment[MOMENT_TEXT + 1];
    day_text(day, plan->as_of);
    buf_format(b, "  as of     %s\n", day);
    if (plan->view.known_at_ms != INT64_MAX) {
        moment_text(moment, plan->view.known_at_ms);
        buf_format(b, "  known at  %s\n", moment);
    }
    day_text(day, plan->borders_of);
    buf_format(b, "  borders   %s\n", day);
    if (s->measure == MEASURED_DURATION)
        buf_add_c(b, "  method    days laid side by side by cell, one pass for each "
                     "level of totals;\n            quantiles of type 7 (Hyndman and "
                     "Fan 1996)\n");
    else if (s->measure == MEASURED_SUM)
        buf_add_c(b, "  method    sum of cents, one pass\n");
    else if (plan->relation & RELATION_SPELLS && s->counted.unit == UNIT_STOCK)
        buf_add_c(b, "  method    persons: who entered less who left, by month\n");
    else if (plan->relation & RELATION_SPELLS)
        buf_add_c(b, "  method    one pass over spells, by month and attributes\n");
    else if (plan->relation == RELATION_R)
        buf_add_c(b,
                  "  method    headcounts added up, each thread once, one pass over a "
                  "dense cube\n");
    else if (s->counted.unit == UNIT_TRAJECTORIES ||
             (plan->relation != RELATION_P && !divides_records(plan)))
        buf_add_c(b, "  method    rows counted, one pass over a dense cube\n");
    else
        buf_format(b, "  method    distinct %s, one pass over a dense cube\n",
                   unit_at(s->counted.unit)->name);
    if (s->compare_figure)
        buf_format(b, "  compare   published figure %s\n", s->compare_figure);
}

static void explain_population(struct buf *b, struct arena *a, const char *head,
                               const struct population *p)
{
    buf_format(b, "  %s %s\n", head, answer_population(a, p, LANG_EN));
}

/* Who is one person here. */
static void explain_files(struct buf *b, const struct plan *plan,
                          const struct panel *panel)
{
    if (plan->view.without_links)
        buf_format(b, "  persons   every file is one (%zu files)\n", panel->n_files);
    else if (panel->n_linked)
        buf_format(
            b,
            "  persons   %zu, of %zu files; %zu files are linked to another, and "
            "make %zu persons\n",
            panel->n_persons, panel->n_files, panel->n_linked, panel->n_together);
}

/* What is computed from the counts. */
static void explain_measure(struct buf *b, struct arena *a, const struct statement *s,
                            const struct panel *panel)
{
    static const char *const shares[] = {[SHARE_OF_ROW] = "row",
                                         [SHARE_OF_COLUMN] = "column",
                                         [SHARE_OF_TOTAL] = "table"};
    if (s->duration)
        buf_format(b, "  measure   %s, %s\n", answer_statistic(a, s->duration, LANG_EN),
                   answer_duration(a, s->duration, LANG_EN));
    if (s->share_of != SHARE_NONE)
        buf_format(b, "  share of  the counted total of the %s\n", shares[s->share_of]);
    if (s->rate_of_target)
        buf_format(b, "  rate of   target%s%s (%zu on record)\n",
                   s->target_measure ? " " : "",
                   s->target_measure ? s->target_measure : "", panel->n_targets);
}

static enum err_code explain_table(struct buf *b, struct arena *a,
                                   const struct plan *plan,
                                   const struct answer_context *ctx, struct err *e)
{
    const struct statement *s = plan->statement;
    const struct panel *panel;
    enum err_code rc = OK;
    const char *why = answer_unavailable(a, s, LANG_EN);
    if (s->measure != MEASURED_NOTHING)
        explain_population(b, a, "count    ", &s->counted);
    if (why) {
        buf_format(b, "  not answered: %s\n", why);
        return OK;
    }
    TRY(ctx->panel_at(&panel, ctx->self, plan->view, e));
    TRY(selection_resolve(&s->counted, panel, plan->borders_of, e));
    if (s->rate_of) {
        TRY(selection_resolve(s->rate_of, panel, plan->borders_of, e));
        explain_population(b, a, "rate of  ", s->rate_of);
    }
    explain_measure(b, a, s, panel);
    explain_rows(b, plan, panel);
    explain_files(b, plan, panel);
    explain_dims(b, plan);
    explain_method(b, plan);
out:
    return rc;
}

enum err_code question_explain(struct str *out, struct arena *a,
                               const struct question *q,
                               const struct answer_context *ctx, struct err *e)
{
    struct buf b;
    enum err_code rc = OK;
    size_t number = 0;
    buf_init(&b, 0);
    for (size_t i = 0; i < q->n_parts; i++) {
        const struct question_part *part = q->parts[i];
        if (part->label[0]) buf_format(&b, "part %s\n", part->label);
        for (size_t k = 0; k < part->n_statements; k++) {
            const struct statement *s = part->statements[k];
            for (unsigned j = 0; j < MAX_OF(s->n_each, 1u); j++) {
                struct plan plan;
                TRY(plan_check_moments(q, s, ctx->today, ctx->now_ms, e));
                plan_make(&plan, q, s, s->n_each ? (int)j : -1, ctx->today);
                buf_format(&b, "table %zu (line %d)\n", ++number, s->at.line);
                TRY(explain_table(&b, a, &plan, ctx, e));
            }
        }
    }
    TRY(buf_check(&b, e));
    *out = str_copy(a, buf_str(&b));
out:
    buf_dispose(&b);
    return rc;
}
