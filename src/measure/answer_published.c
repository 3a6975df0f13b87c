/* Comparison with figures as somebody published them, cell by cell. A published cell is
 * known by dimension codes ("call=490;province=antwerpen;sex=m"); those that are not on
 * an axis must be what the where of the statement says. A figure that was published as
 * one measure for each value of a dimension ("rate sight_of_training") has its cells at
 * those values. */
#include "measure/answer_table.h"

#include "measure/words.h"

#include <math.h>

static bool is_published(const struct published_fact *f, const struct statement *s)
{
    return str_eq_nocase(str_of(f->figure), str_of(s->compare_figure)) &&
           (!s->compare_measure ||
            name_same(str_of(f->measure), str_of(s->compare_measure)));
}

/* The statement's where fixes the dimension at this value, for every row. */
static bool where_fixes(const struct making *m, const struct condition *c,
                        const struct dimension *d, struct str value)
{
    struct scope scope = m->scope;
    int code;
    if (!c) return false;
    if (c->kind == CONDITION_AND)
        return where_fixes(m, c->left, d, value) || where_fixes(m, c->right, d, value);
    if (c->kind != CONDITION_VALUES || c->compare != COMPARE_EQ || c->n_values != 1 ||
        c->dimension != d)
        return false;
    if (dimension_value_code(&code, &c->values[0], d, scope.panel, scope.borders,
                             NULL) != OK)
        return false;
    const char *text = dimension_value_text(scope.scratch, &scope, d, (uint16_t)code);
    return name_same(str_of(text), value);
}

/* What a selection says of every unit, as where would: "with baseline ..." is the
 * moment, "with outcome employed" the outcome. */
static bool selection_fixes(const struct selection *s, const struct dimension *d,
                            struct str value)
{
    static const struct {
        enum selection_kind kind;
        enum dimension_id dimension;
    } says[] = {
        {SELECT_OUTCOME, DIM_OUTCOME},   {SELECT_EXIT, DIM_EXIT},
        {SELECT_ACTION, DIM_ACTION},     {SELECT_PHASE, DIM_PHASE},
        {SELECT_JUDGED, DIM_JUDGEMENT},  {SELECT_STATUS, DIM_STATUS},
        {SELECT_REFERRED, DIM_REFERRER}, {SELECT_BASELINE, DIM_INDICATOR},
        {SELECT_END, DIM_INDICATOR},     {SELECT_CONDITION, DIM_CONDITION},
    };
    if (s->without) return false;
    if (d->id == DIM_MOMENT)
        return (s->kind == SELECT_BASELINE && name_same(value, S("baseline"))) ||
               (s->kind == SELECT_END && name_same(value, S("end")));
    for (size_t i = 0; i < ARRAY_LEN(says); i++)
        if (says[i].kind == s->kind && says[i].dimension == d->id && s->n_values == 1)
            return name_same(value,
                             str_of(dimension_list(d)->codes[s->values[0].code].code));
    return false;
}

static bool statement_fixes(const struct making *m, const struct dimension *d,
                            struct str value)
{
    const struct population *p = &m->plan->statement->counted;
    for (size_t i = 0; i < p->n_selections; i++)
        if (selection_fixes(&p->selections[i], d, value)) return true;
    return where_fixes(m, p->where, d, value);
}

/* "457|490": the where takes exactly these values together. */
static bool where_takes(const struct making *m, const struct condition *c,
                        const struct dimension *d, struct str values)
{
    struct str value;
    size_t n = 0;
    if (!c) return false;
    if (c->kind == CONDITION_AND)
        return where_takes(m, c->left, d, values) ||
               where_takes(m, c->right, d, values);
    if (c->kind != CONDITION_VALUES || c->compare != COMPARE_EQ || c->dimension != d)
        return false;
    while (str_split(&value, &values, '|')) {
        bool found = false;
        for (size_t i = 0; i < c->n_values; i++)
            found |= name_same(c->values[i].text, value);
        if (!found) return false;
        n++;
    }
    return n == c->n_values;
}

static int slot_named(const struct making *m, unsigned dim, struct str value)
{
    const struct dimension_values *v = &m->values[dim];
    for (size_t i = 0; i < v->n; i++) {
        const char *text = dimension_value_text(m->scope.scratch, &m->scope,
                                                v->dimension, v->codes[i]);
        if (name_same(str_of(text), value)) return (int)i;
    }
    return -1;
}

static bool where_speaks_of(const struct condition *c, const struct dimension *d)
{
    return c && (c->dimension == d || where_speaks_of(c->left, d) ||
                 where_speaks_of(c->right, d));
}

/* Where a published cell belongs. */
enum placing {
    PLACED_HERE,
    PLACED_ELSEWHERE, /* the where of this table leaves it out: another call */
    PLACED_NOWHERE,   /* this table could hold it, but has no such row or column */
};

/* A pair that is not on an axis. */
static enum placing place_fixed(const struct making *m, const struct dimension *d,
                                struct str value)
{
    const struct condition *where = m->plan->statement->counted.where;
    bool here = str_contains(value, S("|")) ? where_takes(m, where, d, value)
                                            : statement_fixes(m, d, value);
    if (here) return PLACED_HERE;
    return where_speaks_of(where, d) ? PLACED_ELSEWHERE : PLACED_NOWHERE;
}

/* Slots of a published cell, when it is one of this table. */
static enum placing published_slots(int slots[LIMIT_QUESTION_DIMS],
                                    const struct making *m,
                                    const struct published_fact *f)
{
    struct str rest = str_of(f->cell), pair, name;
    for (unsigned i = 0; i < LIMIT_QUESTION_DIMS; i++)
        slots[i] = CUBE_ALL;
    while (str_split(&pair, &rest, ';')) {
        struct str value = str_trim(pair);
        if (value.n == 0) continue;
        if (!str_split(&name, &value, '=')) return PLACED_NOWHERE;
        const struct dimension *d =
            dimension_named_in(str_trim(name), m->plan->relation);
        value = str_trim(value);
        if (!d) return PLACED_NOWHERE;
        unsigned dim = 0;
        while (dim < m->plan->n_dims && m->plan->dims[dim] != d)
            dim++;
        if (str_eq_c(value, "total")) continue;
        if (dim < m->plan->n_dims && !str_contains(value, S("|"))) {
            slots[dim] = slot_named(m, dim, value);
            if (slots[dim] < 0) return PLACED_NOWHERE;
        } else {
            enum placing placing = place_fixed(m, d, value);
            if (placing != PLACED_HERE) return placing;
        }
    }
    return PLACED_HERE;
}

static bool same_slots(const int *entry, const int *wanted, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (entry[i] != wanted[i]) return false;
    return true;
}

static struct cell *cell_of_slots(const struct making *m, const int *slots)
{
    struct table *t = m->table;
    unsigned n_rows = m->plan->n_rows, n_columns = m->plan->n_dims - n_rows;
    size_t row = 0, column = 0;
    while (row < t->rows.n && !same_slots(m->row_slots[row], slots, n_rows))
        row++;
    while (column < t->columns.n &&
           !same_slots(m->column_slots[column], slots + n_rows, n_columns))
        column++;
    if (row == t->rows.n || column == t->columns.n) return NULL;
    return &t->cells[row * t->columns.n + column];
}

/* A printed number equals ours when it is ours, rounded to the decimals it was printed
 * with. */
static bool printed_equals(const struct published_fact *f, double ours)
{
    struct str text = str_of(f->text);
    size_t point = text.n;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '.' || text.p[i] == ',') point = i;
    size_t end = point + 1;
    while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
        end++;
    int decimals = point == text.n ? 0 : (int)MIN_OF(end - point - 1, (size_t)9);
    return fabs(ours - f->number) <= 0.5 * pow(10, -decimals) + 1e-9;
}

static enum published_state state_of(const struct making *m,
                                     const struct published_fact *f,
                                     const struct cell *c)
{
    bool equal = false;
    if (str_trim(str_of(f->text)).n == 0 && !f->has_number) return PUBLISHED_BLANK;
    if (!f->has_number) return PUBLISHED_DIFFERS;
    if (m->table->kind == MEASURE_RATE && str_eq_c(str_of(f->unit), "percent"))
        equal = c->base > 0 && printed_equals(f, c->rate * 100);
    else if (m->table->kind == MEASURE_DAYS)
        equal = c->n > 0 && printed_equals(f, c->value);
    else if (m->table->kind == MEASURE_EURO)
        equal = fabs(f->number * 100 - (double)c->n) < 0.5;
    else
        equal = fabs(f->number - (double)c->n) < 1e-9;
    return equal ? PUBLISHED_EQUAL : PUBLISHED_DIFFERS;
}

/* What differs in kind between a publication and this table. */
static void note_publication(struct making *m, const struct published_fact *f)
{
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    struct table *t = m->table;
    bool comparable = !f->unit[0] || str_eq_c(str_of(f->unit), t->unit) ||
                      str_eq_c(str_of(f->unit), "percent");
    if (!comparable)
        table_add_note(m, WORD_FORMAT(a, NOTE_PUBLISHED_UNIT, lang, f->publication,
                                      f->unit, t->unit));
    if (day_is_none(f->as_of) || f->as_of.v == t->as_of.v) return;
    table_add_note(m, WORD_FORMAT(a, NOTE_PUBLISHED_AS_OF, lang, f->publication,
                                  word_day(a, f->as_of, lang),
                                  word_day(a, t->as_of, lang)));
}

/* Said once for each publication that a cell was compared with. */
static bool is_first_of_publication(struct making *m, const struct published_fact *f)
{
    for (size_t i = 0; i < m->n_publications; i++)
        if (strcmp(m->publications[i], f->publication) == 0) return false;
    if (m->n_publications < ARRAY_LEN(m->publications))
        m->publications[m->n_publications++] = f->publication;
    return true;
}

static void note_cells(struct making *m, const struct published_fact *first,
                       size_t left)
{
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    if (first && m->table->n_published_blank)
        table_add_note(m,
                       WORD_FORMAT(a, NOTE_PUBLISHED_BLANK, lang, first->publication));
    if (left)
        table_add_note(m, WORD_FORMAT(a, NOTE_PUBLISHED_LEFT, lang,
                                      m->plan->statement->compare_figure,
                                      arena_format(a, "%zu", left)));
}

/* Percentages are compared with rates, and counts with counts. */
static bool same_sort(const struct making *m, const struct published_fact *f)
{
    bool percent = str_eq_c(str_of(f->unit), "percent");
    return percent == (m->table->kind == MEASURE_RATE);
}

/* The measure is the name of a value on an axis ("sight_of_training", or with "rate "
 * before it): the slot of that value. */
static bool measure_is_value(unsigned *dim_out, int *slot_out, const struct making *m,
                             const struct published_fact *f)
{
    struct str name = str_of(f->measure);
    if (str_starts(name, S("rate "))) name = (struct str){name.p + 5, name.n - 5};
    for (unsigned i = 0; i < m->plan->n_dims && same_sort(m, f); i++) {
        int slot = slot_named(m, i, name);
        if (slot < 0) continue;
        *dim_out = i;
        *slot_out = slot;
        return true;
    }
    return false;
}

/* The figure has several measures, and they are values on an axis of this table. */
static bool measures_are_values(const struct making *m)
{
    const struct panel *panel = m->scope.panel;
    const struct published_fact *first = NULL;
    bool several = false, placed = false;
    unsigned dim;
    int slot;
    if (m->plan->statement->compare_measure) return false;
    for (size_t i = 0; i < panel->n_published; i++) {
        const struct published_fact *f = &panel->published[i];
        if (!is_published(f, m->plan->statement)) continue;
        if (!first) first = f;
        several |= strcmp(first->measure, f->measure) != 0;
        placed |= measure_is_value(&dim, &slot, m, f);
    }
    return several && placed;
}

/* Without a measure the figure must have only one, or cells would be mixed up. */
static enum err_code check_figure(const struct making *m, bool by_value, struct err *e)
{
    const struct statement *s = m->plan->statement;
    const struct panel *panel = m->scope.panel;
    const struct published_fact *first = NULL;
    const char *nearest = NULL;
    int distance = NAME_FAR;
    for (size_t i = 0; i < panel->n_published; i++) {
        const struct published_fact *f = &panel->published[i];
        name_nearer(&nearest, &distance, str_of(s->compare_figure), f->figure);
        if (!is_published(f, s)) continue;
        if (!first) first = f;
        if (strcmp(first->measure, f->measure) == 0 || by_value) continue;
        err_set_at(e, ERR_INVALID, s->compare_at.line, s->compare_at.column,
                   "expected the measure of figure %s, which has several", f->figure);
        err_hint(e, "add measure \"%s\" or measure \"%s\"", first->measure, f->measure);
        return ERR_INVALID;
    }
    if (first) return OK;
    err_set_at(e, ERR_NOT_FOUND, s->compare_at.line, s->compare_at.column,
               "expected a published figure, found none called %.60s%s%.60s",
               s->compare_figure, s->compare_measure ? " with the measure " : "",
               s->compare_measure ? s->compare_measure : "");
    if (nearest && distance > 0) err_hint(e, "did you mean %s?", nearest);
    return ERR_NOT_FOUND;
}

/* Of two figures published for one cell the one that is equal stands beside it; that
 * another was published as well is said. */
static void set_published(struct making *m, const struct published_fact *f,
                          struct cell *c)
{
    struct arena *a = m->run->a;
    enum published_state state = state_of(m, f, c);
    const char *text = arena_format(a, "%s", f->text), *other = NULL;
    if (c->published_state != PUBLISHED_NONE && strcmp(c->published, text) != 0)
        other = c->published_state == PUBLISHED_EQUAL ? text : c->published;
    if (other)
        table_add_note(m, WORD_FORMAT(a, NOTE_PUBLISHED_ALSO, m->run->ctx->lang,
                                      f->figure, other[0] ? other : "\"\""));
    if (c->published_state == PUBLISHED_EQUAL) return;
    c->published_state = state;
    c->published = text;
}

enum err_code answer_compare(struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    const struct panel *panel = m->scope.panel;
    const struct published_fact *first = NULL; /* that has a place */
    struct table *t = m->table;
    size_t left = 0;
    enum err_code rc;
    if (!s->compare_figure) return OK;
    bool by_value = measures_are_values(m);
    TRY(check_figure(m, by_value, e));
    for (size_t i = 0; i < panel->n_published; i++) {
        const struct published_fact *f = &panel->published[i];
        int slots[LIMIT_QUESTION_DIMS], slot = 0;
        unsigned dim = 0;
        if (!is_published(f, s)) continue;
        if (by_value && !measure_is_value(&dim, &slot, m, f)) continue;
        enum placing placing = published_slots(slots, m, f);
        if (by_value) slots[dim] = slot;
        struct cell *c = placing == PLACED_HERE ? cell_of_slots(m, slots) : NULL;
        left += placing == PLACED_NOWHERE || (placing == PLACED_HERE && !c);
        if (!c) continue;
        if (!first) first = f;
        if (is_first_of_publication(m, f)) note_publication(m, f);
        set_published(m, f, c);
    }
    require(t->cells);
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++) {
        t->n_published_equal += t->cells[i].published_state == PUBLISHED_EQUAL;
        t->n_published_blank += t->cells[i].published_state == PUBLISHED_BLANK;
        t->n_published_differs += t->cells[i].published_state == PUBLISHED_DIFFERS;
    }
    note_cells(m, first, left);
out:
    return rc;
}
