#include "measure/answer_spells.h"

#include "domain/lists.h"
#include "measure/duration.h"
#include "measure/panel_lookup.h"
#include "measure/words.h"

static enum err_code use_panel(struct panel_use **out, struct answer_run *run,
                               struct panel_view view, struct err *e)
{
    for (size_t i = 0; i < run->n_panels; i++) {
        if (!panel_view_eq(run->panels[i].view, view)) continue;
        *out = &run->panels[i];
        return OK;
    }
    struct panel_use *use = &run->panels[run->n_panels];
    enum err_code rc;
    TRY(run->ctx->panel_at(&use->panel, run->ctx->self, view, e));
    use->view = view;
    use->index = (struct panel_index){.a = run->a, .panel = use->panel};
    run->n_panels++;
    *out = use;
out:
    return rc;
}

static const char *statement_text(struct answer_run *run, const struct statement *s)
{
    return arena_copy(run->a, s->text.p, s->text.n);
}

static const char *table_title(struct answer_run *run, const struct plan *plan)
{
    const struct statement *s = plan->statement;
    struct population bare = s->counted;
    bare.where = NULL;
    const char *title = s->title;
    if (!title && s->measure != MEASURED_NOTHING)
        title = answer_population(run->a, &bare, run->ctx->lang);
    if (!s->title && s->duration)
        title = arena_format(
            run->a, "%s, %s: %s", answer_statistic(run->a, s->duration, run->ctx->lang),
            answer_duration(run->a, s->duration, run->ctx->lang), title);
    if (!s->n_each) return title ? title : "";
    return arena_format(run->a, "%s: %s", title, plan->dims[0]->label[run->ctx->lang]);
}

const char *answer_population_text(struct answer_run *run, const struct statement *s,
                                   const struct population *p)
{
    enum lang lang = run->ctx->lang;
    const char *text = answer_population(run->a, p, lang);
    bool held = s->measure == MEASURED_SUM || population_has_day(p);
    if (!s->during.given || !held) return text;
    return arena_format(run->a, "%s, %s %s .. %s", text, word_text(WORD_DURING, lang),
                        word_day(run->a, s->during.from, lang),
                        word_day(run->a, s->during.to, lang));
}

static struct table *table_begin(struct answer_run *run, const struct plan *plan)
{
    const struct statement *s = plan->statement;
    struct table *t = arena_new(run->a, struct table);
    enum lang lang = run->ctx->lang;
    const struct unit_row *unit = unit_at(s->counted.unit);
    t->title = table_title(run, plan);
    t->statement = statement_text(run, s);
    t->unit = unit->name;
    t->unit_label = unit->label[lang];
    t->population = answer_population_text(run, s, &s->counted);
    t->kind = s->measure == MEASURED_SUM        ? MEASURE_EURO
              : s->measure == MEASURED_DURATION ? MEASURE_DAYS
              : s->rate_of || s->share_of != SHARE_NONE || s->rate_of_target
                  ? MEASURE_RATE
                  : MEASURE_COUNT;
    t->base_is_target = s->rate_of_target;
    if (s->duration) t->statistic = answer_statistic(run->a, s->duration, lang);
    t->as_of = plan->as_of;
    t->borders_of = plan->borders_of;
    t->known_at_ms = plan->view.known_at_ms;
    return t;
}

/* Calls whose results may still be reported after what is known. */
static void find_open_calls(struct making *m)
{
    const struct panel *panel = m->scope.panel;
    const struct panel_participations *p = &panel->participations;
    int64_t known = MIN_OF(m->plan->view.known_at_ms, m->run->ctx->now_ms);
    struct day day = day_of_moment(known), latest = DAY_NONE;
    uint8_t open[256] = {0};
    bool asked = false;
    for (size_t i = 0; i < m->plan->statement->counted.n_selections; i++)
        asked |=
            selection_at(m->plan->statement->counted.selections[i].kind)->is_result;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        asked |= (m->plan->dims[i]->flags & DIMENSION_RESULT) != 0;
    asked |= unit_at(m->plan->statement->counted.unit)->event_kind == EVENT_OUTCOME;
    asked |= duration_is_result(m->plan->statement->duration);
    if (!asked || m->plan->relation != RELATION_P) return;
    for (size_t i = 0; i < MIN_OF(panel->n_calls, (size_t)PANEL_MISSING_FIRST); i++) {
        struct day until = panel->calls[i].reports_until;
        if (day_is_none(until) || until.v < day.v) continue;
        open[i] = 1;
        latest = MAX_OF(latest.v, until.v) == until.v ? until : latest;
    }
    if (day_is_none(latest)) return;
    enum lang lang = m->run->ctx->lang;
    m->open_reason = WORD_FORMAT(m->run->a, REASON_REPORTS_UNTIL, lang,
                                 word_day(m->run->a, latest, lang));
    m->open_mask = arena_alloc(m->scope.scratch, p->n + 1);
    codes_look_up(m->open_mask, p->call, p->n, open);
}

/* What a share or a rate of a promise is divided by, in words. */
static const char *base_label(const struct making *m)
{
    static const enum word_id of[] = {[SHARE_OF_ROW] = WORD_TOTAL_OF_ROW,
                                      [SHARE_OF_COLUMN] = WORD_TOTAL_OF_COLUMN,
                                      [SHARE_OF_TOTAL] = WORD_TOTAL_OF_TABLE};
    const struct statement *s = m->plan->statement;
    struct arena *a = m->run->a;
    enum lang lang = m->run->ctx->lang;
    if (s->share_of != SHARE_NONE)
        return WORD_FORMAT(a, of[s->share_of], lang, m->table->population);
    if (!s->target_measure) return word_text(WORD_TARGET, lang);
    return arena_format(a, "%s: %s", word_text(WORD_TARGET, lang), s->target_measure);
}

static bool is_of_labour(const struct selection *sel)
{
    return sel->kind == SELECT_LABOUR || sel->kind == SELECT_LABOUR_EVER;
}

/* A zero of "answered yes" says something only where the question was put, one of
 * "labour status" only where that is known. */
static bool asks_answers(struct making *m)
{
    const struct plan *plan = m->plan;
    struct population *p = &m->asked_population;
    bool answers = false, divided = false;
    *p = plan->statement->counted;
    for (unsigned i = 0; i < plan->n_dims; i++)
        divided |= plan->dims[i]->event_kind == EVENT_OBSERVATION;
    struct selection *some =
        arena_new_array(m->scope.scratch, struct selection, p->n_selections + 1);
    for (size_t i = 0; i < p->n_selections; i++) {
        some[i] = p->selections[i];
        bool answer = divided &&
                      selection_at(some[i].kind)->event_kind == EVENT_OBSERVATION &&
                      some[i].answered != ANSWERED_ANY && !some[i].without;
        answers |= answer;
        if (answer) some[i].answered = ANSWERED_ANY;
        if (!is_of_labour(&some[i])) continue;
        m->asks_labour = answers = true;
        some[i].n_values = 0;
        some[i].without = false;
    }
    p->selections = some;
    return answers;
}

/* Of how many the labour status that is asked is known at all. */
static enum err_code count_labour_known(struct making *m, struct err *e)
{
    struct population whole = m->plan->statement->counted;
    struct selection *some =
        arena_new_array(m->scope.scratch, struct selection, whole.n_selections + 1);
    struct row_set rows;
    size_t n = 0;
    enum err_code rc;
    for (size_t i = 0; i < whole.n_selections; i++)
        if (!is_of_labour(&whole.selections[i])) some[n++] = whole.selections[i];
    whole.selections = some;
    whole.n_selections = n;
    TRY(row_set_make(&rows, &m->scope, m->plan, &whole, (struct row_options){0}, e));
    m->n_labour_asked = row_set_total(&rows, NULL);
    m->n_labour_known = row_set_total(&m->asked, NULL);
out:
    return rc;
}

static enum err_code make_rows(struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    struct row_options none = {0};
    enum err_code rc;
    TRY(selection_resolve(&s->counted, m->scope.panel, m->scope.borders, e));
    TRY(row_set_make(&m->counted, &m->scope, m->plan, &s->counted, none, e));
    if (s->rate_of) {
        m->base_population = *s->rate_of;
        if (!m->base_population.where) m->base_population.where = s->counted.where;
        TRY(selection_resolve(&m->base_population, m->scope.panel, m->scope.borders,
                              e));
        TRY(row_set_make(&m->base, &m->scope, m->plan, &m->base_population,
                         (struct row_options){.is_base = true}, e));
        m->table->base_label = answer_population_text(m->run, s, &m->base_population);
    }
    if (s->share_of != SHARE_NONE || s->rate_of_target)
        m->table->base_label = base_label(m);
    find_open_calls(m);
    if (m->open_mask)
        TRY(row_set_make(
            &m->open, &m->scope, m->plan, &s->counted,
            (struct row_options){.but_results = true, .participations = m->open_mask},
            e));
    m->is_asked = asks_answers(m);
    if (m->is_asked)
        TRY(row_set_make(&m->asked, &m->scope, m->plan, &m->asked_population, none, e));
    if (m->asks_labour) TRY(count_labour_known(m, e));
out:
    return rc;
}

/* Row sets of a table with the cube that each becomes. */
struct counting {
    const struct row_set *rows;
    struct cube **cube;
    bool is_base;
    struct row_codes codes[LIMIT_QUESTION_DIMS];
    struct cube_dim dims[LIMIT_QUESTION_DIMS];
};

static size_t countings(struct counting *out, struct making *m)
{
    size_t n = 0;
    out[n++] = (struct counting){.rows = &m->counted, .cube = &m->count_cube};
    if (m->plan->statement->rate_of)
        out[n++] =
            (struct counting){.rows = &m->base, .cube = &m->base_cube, .is_base = true};
    if (m->open_mask)
        out[n++] = (struct counting){.rows = &m->open, .cube = &m->open_cube};
    if (m->is_asked)
        out[n++] = (struct counting){.rows = &m->asked, .cube = &m->asked_cube};
    return n;
}

static bool divides(const struct counting *c, const struct dimension *d)
{
    return !c->is_base || dimension_divides_base(d);
}

static void make_values(struct making *m, struct counting *list, size_t n, bool compact)
{
    struct arena *a = m->scope.kept;
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        const struct dimension *d = m->plan->dims[i];
        uint8_t *seen = NULL;
        if (compact || d->flags & DIMENSION_OPEN) seen = arena_alloc(a, DECODED_CODES);
        for (size_t k = 0; seen && k < n; k++)
            if (divides(&list[k], d))
                row_codes_seen(seen, &m->scope, list[k].rows, &list[k].codes[i]);
        dimension_values_make(&m->values[i], a, &m->scope, d, seen);
    }
}

static uint64_t cube_size(const struct making *m)
{
    uint64_t cells = 1;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        cells = MIN_OF(cells * (m->values[i].n + 1), (uint64_t)1 << 40);
    return cells;
}

static enum err_code check_size(struct making *m, size_t n_cubes, struct err *e)
{
    const struct statement *s = m->plan->statement;
    uint64_t cells = cube_size(m);
    m->run->cube_cells += cells * n_cubes;
    if (cells > LIMIT_CUBE_CELLS)
        err_set_at(e, ERR_TOO_LARGE, s->at.line, s->at.column,
                   "expected dimensions with at most %d combinations, found %llu",
                   LIMIT_CUBE_CELLS, (unsigned long long)cells);
    else if (m->run->cube_cells > PLAN_CUBE_CELLS)
        err_set_at(
            e, ERR_TOO_LARGE, s->at.line, s->at.column,
            "expected at most %d combinations in all tables together, found more",
            PLAN_CUBE_CELLS);
    else
        return OK;
    err_hint(e, "take fewer dimensions, use each, or filter with where");
    return ERR_TOO_LARGE;
}

/* Row i of both sets is row i of the same column. */
static bool same_codes(const struct counting *a, const struct counting *b, unsigned dim)
{
    const struct row_codes *x = &a->codes[dim], *y = &b->codes[dim];
    return a->rows->n == b->rows->n && !x->index && !y->index && !x->group &&
           !y->group && x->column.c8 == y->column.c8 && x->column.c16 == y->column.c16;
}

/* `done` is the first counting of the table, whose codes may serve again. */
static enum err_code count_one(struct making *m, struct counting *c,
                               const struct counting *done, struct err *e)
{
    struct cube_dim *dims = c->dims;
    static const uint8_t nothing;
    const struct row_set *rows = c->rows;
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        const struct dimension_values *v = &m->values[i];
        if (!divides(c, v->dimension))
            dims[i] = (struct cube_dim){
                .codes8 = rows->n ? arena_alloc(m->scope.scratch, rows->n) : &nothing,
                .n_values = 1};
        else if (done != c && same_codes(done, c, i))
            dims[i] = done->dims[i];
        else
            dims[i] = row_codes_slots(&m->scope, rows, &c->codes[i], v->slot_of, v->n);
    }
    struct cube_spec spec = {
        .n_rows = rows->n,
        .dims = dims,
        .n_dims = m->plan->n_dims,
        .unit = rows->unit,
        .unit_first = rows->unit_first,
        .mask = rows->mask,
        .weights = rows->weights,
        .threads = m->run->ctx->threads,
    };
    return cube_count(c->cube, &spec, e);
}

/* Budget lines behind each sum: how many, and how many of each kind of amount, since
 * what was allocated and what was paid of it are never added up. */
static enum err_code count_lines(struct making *m, const struct counting *sums,
                                 struct err *e)
{
    const struct panel *panel = m->scope.panel;
    struct row_set rows = m->counted;
    struct counting lines = *sums;
    enum err_code rc;
    rows.weights = NULL;
    lines.rows = &rows;
    lines.cube = &m->line_cube;
    TRY(count_one(m, &lines, sums, e));
    if (m->plan->statement->amount_kind_given) goto out;
    _Static_assert(AMOUNT_KIND_PAID == ANSWER_AMOUNT_KINDS - 1, "all kinds of amount");
    for (int kind = 0; kind < ANSWER_AMOUNT_KINDS; kind++) {
        uint8_t *mask = arena_alloc(m->scope.scratch, rows.n + 1);
        for (size_t i = 0; i < rows.n; i++)
            mask[i] = m->counted.mask[i] && panel->budgets[i].amount_kind == kind;
        rows.mask = mask;
        lines.cube = &m->kind_cubes[kind];
        TRY(count_one(m, &lines, sums, e));
    }
out:
    return rc;
}

static enum err_code count_all(struct making *m, struct err *e)
{
    struct counting *list = arena_new_array(m->scope.kept, struct counting, 4);
    size_t n = countings(list, m);
    enum err_code rc;
    for (size_t k = 0; k < n; k++)
        for (unsigned i = 0; i < m->plan->n_dims; i++)
            if (divides(&list[k], m->plan->dims[i]))
                row_codes_of(&list[k].codes[i], &m->scope, list[k].rows,
                             m->plan->dims[i]);
    make_values(m, list, n, false);
    /* a large cube is made smaller by leaving out missing codes that nobody has */
    if (cube_size(m) > LIMIT_CUBE_CELLS / 16) make_values(m, list, n, true);
    TRY(check_size(m, n, e));
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        for (unsigned k = i + 1; k < m->plan->n_dims; k++)
            value_pairs_make(&m->pairs[i][k], &m->scope, &m->values[i], &m->values[k]);
    for (size_t k = 0; k < n; k++)
        TRY(count_one(m, &list[k], &list[0], e));
    m->slots = list[0].dims;
    if (m->plan->statement->measure == MEASURED_SUM) TRY(count_lines(m, &list[0], e));
out:
    return rc;
}

/* A list of which nothing was recorded says nothing, and no zeros. */
static bool is_list_empty(struct making *m)
{
    enum spell_list list = spell_list_of(m->plan->relation);
    const size_t *first = m->scope.panel->spells.list_first;
    enum lang lang = m->run->ctx->lang;
    if (first[list] < first[list + 1]) return false;
    m->table->unavailable = WORD_FORMAT(m->run->a, REASON_NO_SPELLS, lang,
                                        panel_spell_codes(list)->label[lang]);
    return true;
}

static enum err_code fill_table(struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    enum err_code rc = OK;
    if (m->plan->relation & RELATION_SPELLS) {
        if (is_list_empty(m)) goto notes;
        TRY(answer_spells(m, e));
    } else {
        TRY(make_rows(m, e));
        TRY(count_all(m, e));
    }
    TRY(answer_axes(m, e));
    if (s->measure == MEASURED_DURATION)
        answer_days(m);
    else
        TRY(answer_cells(m, e));
    if (m->run->wanted) answer_mark_members(m, m->run->wanted);
    TRY(answer_compare(m, e));
    TRY(answer_notes(m, e));
notes:
    for (size_t i = 0; i < s->n_notes; i++)
        table_add_note(m, s->notes[i]);
out:
    return rc;
}

enum err_code answer_table(struct table **out, struct answer_run *run,
                           const struct plan *plan, struct err *e)
{
    struct arena kept = {0}, scratch = {0};
    struct making m = {.run = run, .plan = plan, .table = table_begin(run, plan)};
    struct panel_use *use;
    enum err_code rc = OK;
    *out = m.table;
    m.table->unavailable = answer_unavailable(run->a, plan->statement, run->ctx->lang);
    if (m.table->unavailable) {
        for (size_t i = 0; i < plan->statement->n_notes; i++)
            table_add_note(&m, plan->statement->notes[i]);
        return OK;
    }
    TRY(use_panel(&use, run, plan->view, e));
    m.scope = (struct scope){.kept = &kept,
                             .scratch = &scratch,
                             .panel = use->panel,
                             .index = &use->index,
                             .as_of = plan->as_of,
                             .borders = plan->borders_of};
    TRY(fill_table(&m, e));
out:
    cube_free(m.count_cube);
    cube_free(m.line_cube);
    for (int kind = 0; kind < ANSWER_AMOUNT_KINDS; kind++)
        cube_free(m.kind_cubes[kind]);
    cube_free(m.base_cube);
    cube_free(m.open_cube);
    cube_free(m.asked_cube);
    scope_release(&m.scope);
    arena_dispose(&kept);
    arena_dispose(&scratch);
    return rc;
}

static enum err_code answer_part(struct part **out, struct answer_run *run,
                                 const struct question_part *from, struct err *e)
{
    struct part *part = *out = arena_new(run->a, struct part);
    size_t n = 0;
    enum err_code rc = OK;
    part->label = from->label;
    part->title = from->title;
    part->notes = from->notes;
    part->n_notes = from->n_notes;
    part->unavailable = from->unavailable;
    for (size_t i = 0; i < from->n_statements; i++)
        n += MAX_OF(from->statements[i]->n_each, 1u);
    part->tables = arena_new_array(run->a, struct table *, n + 1);
    for (size_t i = 0; i < from->n_statements; i++) {
        const struct statement *s = from->statements[i];
        for (unsigned k = 0; k < MAX_OF(s->n_each, 1u); k++) {
            struct plan plan;
            TRY(plan_check_moments(run->question, s, run->ctx->today, run->ctx->now_ms,
                                   e));
            plan_make(&plan, run->question, s, s->n_each ? (int)k : -1,
                      run->ctx->today);
            TRY(answer_table(&part->tables[part->n_tables], run, &plan, e));
            part->n_tables++;
        }
    }
out:
    return rc;
}

enum err_code answer_make(struct answer **out, struct arena *a,
                          const struct question *q, const struct answer_context *ctx,
                          struct err *e)
{
    struct answer *answer = arena_new(a, struct answer);
    struct answer_run run = {.a = a, .question = q, .ctx = ctx, .e = e};
    enum err_code rc = OK;
    /* at most one panel for each table, plus the question's own moment */
    run.panels = arena_new_array(a, struct panel_use, q->n_tables + 1);
    *answer = (struct answer){
        .number = q->number,
        .title = q->title,
        .asked_by = q->asked_by,
        .asked_to = q->asked_to,
        .source = q->source,
        .asked_on = q->asked_on,
        .lang = (int)ctx->lang,
        .made_at_ms = ctx->now_ms,
        .parts = arena_new_array(a, struct part *, q->n_parts + 1),
    };
    for (size_t i = 0; i < q->n_parts; i++) {
        TRY(answer_part(&answer->parts[i], &run, q->parts[i], e));
        answer->n_parts++;
    }
    *out = answer;
out:
    return rc;
}
