/* What must stand beside a table so that it is not misread, and does not stand in its
 * fields already (what was counted, of what, on which day, as known when). */
#include "measure/answer_spells.h"

#include "measure/duration.h"
#include "measure/words.h"

enum { NOTES_OF_CALLS = 5 };

void table_add_note(struct making *m, const char *text)
{
    struct table *t = m->table;
    const char **more = arena_new_array(m->run->a, const char *, t->n_notes + 1);
    if (t->n_notes) memcpy(more, t->notes, t->n_notes * sizeof *more);
    more[t->n_notes++] = text;
    t->notes = more;
}

static bool uses(const struct making *m, enum dimension_id id)
{
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        if (m->plan->dims[i]->id == id) return true;
    return false;
}

static bool condition_uses(const struct condition *c, enum dimension_id id)
{
    if (!c) return false;
    return (c->dimension && c->dimension->id == id) || condition_uses(c->left, id) ||
           condition_uses(c->right, id);
}

static bool speaks_of(const struct making *m, enum dimension_id id)
{
    return uses(m, id) || condition_uses(m->plan->statement->counted.where, id) ||
           condition_uses(m->base_population.where, id);
}

static void note_day(struct making *m, enum word_id id, struct day day)
{
    enum lang lang = m->run->ctx->lang;
    table_add_note(m, WORD_FORMAT(m->run->a, id, lang, word_day(m->run->a, day, lang)));
}

static void note_borders(struct making *m)
{
    unsigned relation = m->plan->relation;
    bool speaks = speaks_of(m, DIM_PROVINCE) || speaks_of(m, DIM_REGION) ||
                  speaks_of(m, DIM_MUNICIPALITY);
    if (relation == RELATION_C) /* municipalities are what is counted */
        note_day(m, NOTE_COVERED_BORDERS, m->plan->borders_of);
    else if (speaks)
        note_day(m,
                 relation == RELATION_P       ? NOTE_BORDERS
                 : relation & RELATION_SPELLS ? NOTE_SPELL_BORDERS
                                              : NOTE_PLACE_BORDERS,
                 m->plan->borders_of);
}

/* How records without a trajectory are counted. */
static void note_records(struct making *m)
{
    enum lang lang = m->run->ctx->lang;
    unsigned relation = m->plan->relation;
    bool is_state = relation == RELATION_L || relation == RELATION_C;
    if (relation == RELATION_R) table_add_note(m, word_text(NOTE_PEOPLE_MET, lang));
    if (is_state && m->plan->statement->during.given)
        table_add_note(m, word_text(NOTE_STATE_DURING, lang));
    else if (is_state)
        note_day(m, NOTE_STATE, m->plan->as_of);
    if (speaks_of(m, DIM_FOLLOW_UP)) table_add_note(m, word_text(NOTE_PROLONGED, lang));
}

static void note_definitions(struct making *m)
{
    static const struct {
        enum dimension_id dimension;
        enum word_id word;
    } definitions[] = {
        {DIM_ORIGIN, NOTE_ORIGIN_HERKOMST},
        {DIM_ORIGIN_KANSENGROEP, NOTE_ORIGIN_KANSENGROEP},
        {DIM_ORIGIN_ESF, NOTE_ORIGIN_ESF},
    };
    enum lang lang = m->run->ctx->lang;
    for (size_t i = 0; i < ARRAY_LEN(definitions); i++)
        if (speaks_of(m, definitions[i].dimension))
            table_add_note(m, word_text(definitions[i].word, lang));
    const struct population *p = &m->plan->statement->counted;
    for (size_t i = 0; i < p->n_selections; i++)
        if (p->selections[i].kind == SELECT_RUNNING) {
            table_add_note(m, word_text(NOTE_STATUS_RUNNING, lang));
            break;
        }
}

static void note_overlaps(struct making *m)
{
    const struct table *t = m->table;
    bool touches = false; /* said */
    bool is_record = population_is_of_records(&m->plan->statement->counted);
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        unsigned n_rows = m->plan->n_rows;
        bool overlaps = i < n_rows ? t->rows.level_overlaps[i]
                                   : t->columns.level_overlaps[i - n_rows];
        const struct dimension *d = m->plan->dims[i];
        enum lang lang = m->run->ctx->lang;
        if (!overlaps || (answer_is_stock(m) && spell_is_date(d))) continue;
        if (d->flags & DIMENSION_EVENT_DATE && is_record) {
            if (!touches) table_add_note(m, word_text(NOTE_TOUCHES, lang));
            touches = true;
            continue;
        }
        bool by_nature = d->flags & DIMENSION_OVERLAPS || is_record;
        table_add_note(m, WORD_FORMAT(m->run->a,
                                      by_nature ? NOTE_OVERLAPS : NOTE_VALUES_SHARED,
                                      lang, d->label[lang]));
    }
}

/* A share of a total over values that overlap: they add to more than the whole. */
static void note_shares(struct making *m)
{
    const struct axis *rows = &m->table->rows, *columns = &m->table->columns;
    enum share_of share = m->plan->statement->share_of;
    bool overlaps = false;
    for (unsigned i = 0; i < rows->n_levels; i++)
        overlaps |= rows->level_overlaps[i] && share != SHARE_OF_ROW;
    for (unsigned i = 0; i < columns->n_levels; i++)
        overlaps |= columns->level_overlaps[i] && share != SHARE_OF_COLUMN;
    if (share != SHARE_NONE && overlaps)
        table_add_note(
            m, word_format(m->run->a, NOTE_SHARES_OVERLAP, m->run->ctx->lang, NULL, 0));
}

static void note_days(struct making *m)
{
    const struct statement *s = m->plan->statement;
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    if (!s->duration) return;
    if (s->duration->statistic != STATISTIC_MEAN)
        table_add_note(m, word_text(NOTE_QUANTILE, lang));
    if (s->counted.unit == UNIT_PERSONS)
        table_add_note(m, word_text(NOTE_DAYS_PERSON, lang));
    if (m->n_left_out)
        table_add_note(m, WORD_FORMAT(a, NOTE_DAYS_LEFT_OUT, lang,
                                      word_count(a, m->n_left_out, lang),
                                      word_count(a, m->n_units, lang)));
    if (m->n_reversed)
        table_add_note(m, WORD_FORMAT(a, NOTE_DAYS_REVERSED, lang,
                                      word_count(a, m->n_reversed, lang)));
}

/* When somebody leaves, and when a stock is taken. */
static void note_spells(struct making *m)
{
    enum lang lang = m->run->ctx->lang;
    bool by_date = uses(m, DIM_MONTH) || uses(m, DIM_YEAR);
    if (!(m->plan->relation & RELATION_SPELLS)) return;
    switch (m->plan->statement->counted.unit) {
    case UNIT_OUTFLOWS:
        table_add_note(m, word_text(NOTE_OUTFLOWS, lang));
        break;
    case UNIT_INFLOWS:
        table_add_note(m, word_text(NOTE_INFLOWS, lang));
        break;
    default:
        if (by_date) table_add_note(m, word_text(NOTE_STOCK, lang));
    }
}

static bool selects_results(const struct population *p)
{
    for (size_t i = 0; i < p->n_selections; i++)
        if (selection_at(p->selections[i].kind)->is_result) return true;
    return false;
}

static bool asks_results(const struct making *m)
{
    if (selects_results(&m->plan->statement->counted)) return true;
    if (duration_is_result(m->plan->statement->duration)) return true;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        if (m->plan->dims[i]->flags & DIMENSION_RESULT) return true;
    return false;
}

/* Those among whom the results fell: the denominator where there is one, and never
 * narrowed to those who have the result. */
static enum err_code whole_population(struct row_set *out, struct making *m,
                                      struct err *e)
{
    const struct population *p =
        m->base_cube ? &m->base_population : &m->plan->statement->counted;
    struct row_options but_results = {.but_results = true,
                                      .is_base = m->base_cube != NULL};
    *out = m->base_cube ? m->base : m->counted;
    if (!selects_results(p)) return OK;
    return row_set_make(out, &m->scope, m->plan, p, but_results, e);
}

/* Share of the population that is still running on the as-of day (R148). */
static enum err_code note_running(struct making *m, struct err *e)
{
    const struct panel_participations *part = &m->scope.panel->participations;
    struct arena *a = m->run->a;
    struct row_set all;
    enum err_code rc;
    if (m->plan->relation != RELATION_P || !asks_results(m)) return OK;
    TRY(whole_population(&all, m, e));
    if (all.relation != RELATION_P) return OK;
    uint8_t *open = arena_alloc(m->scope.scratch, part->n + 1);
    for (size_t i = 0; i < part->n; i++)
        open[i] = part->ended_on[i] > m->plan->as_of.v;
    int64_t n = row_set_total(&all, open), of = row_set_total(&all, NULL);
    if (n == 0) return OK;
    enum lang lang = m->run->ctx->lang;
    table_add_note(m, WORD_FORMAT(a, NOTE_RUNNING, lang, word_count(a, n, lang),
                                  word_count(a, of, lang),
                                  word_percent(a, (double)n / (double)of, lang)));
out:
    return rc;
}

/* The calls of this population whose partners may still report. */
static void note_open_calls(struct making *m)
{
    const struct panel *panel = m->scope.panel;
    uint8_t seen[256] = {0};
    int notes = 0;
    if (!m->open_cube) return;
    for (size_t i = 0; i < m->open.n; i++) {
        size_t row = m->open.row ? m->open.row[i] : i;
        if (m->open.mask && !m->open.mask[i]) continue;
        seen[panel->participations.call[row]] = 1;
    }
    for (size_t i = 0; i < MIN_OF(panel->n_calls, (size_t)PANEL_MISSING_FIRST); i++) {
        if (!seen[i] || notes++ == NOTES_OF_CALLS) continue;
        enum lang lang = m->run->ctx->lang;
        table_add_note(
            m, WORD_FORMAT(m->run->a, NOTE_REPORTS_UNTIL, lang, panel->calls[i].code,
                           word_day(m->run->a, panel->calls[i].reports_until, lang)));
    }
}

enum err_code answer_notes(struct making *m, struct err *e)
{
    struct table *t = m->table;
    enum lang lang = m->run->ctx->lang;
    enum err_code rc;
    if (m->plan->statement->counted.unit == UNIT_PERSONS)
        table_add_note(m, word_text(NOTE_PERSON_ONCE, lang));
    answer_link_notes(m);
    if (t->base_label && !t->base_is_target)
        table_add_note(m, word_format(m->run->a, NOTE_RATE, lang, NULL, 0));
    note_records(m);
    note_borders(m);
    note_definitions(m);
    note_spells(m);
    note_overlaps(m);
    note_shares(m);
    note_days(m);
    if (m->asks_labour && m->n_labour_known < m->n_labour_asked)
        table_add_note(m, WORD_FORMAT(m->run->a, NOTE_LABOUR_KNOWN, lang,
                                      word_count(m->run->a, m->n_labour_known, lang),
                                      word_count(m->run->a, m->n_labour_asked, lang)));
    TRY(note_running(m, e));
    note_open_calls(m);
out:
    return rc;
}
