/* Rates of what was promised. A promise belongs to one call, project or partnership and
 * holds for everybody in it: only a cell that stands for exactly that has a base.
 * Promises are not added up, since who takes part in two calls counts once. */
#include "measure/answer_table.h"

#include "domain/lists.h"
#include "measure/words.h"

#include <math.h>

enum { NO_OWNER = -1, INDICATIVE_NAMED = 8 };

enum owner_kind { OWNER_CALL, OWNER_PROJECT, OWNER_PARTNERSHIP, N_OWNER_KINDS };

/* What a cell stands for: indexes in the records of the panel, or NO_OWNER. */
struct owner {
    int of[N_OWNER_KINDS];
    bool listed[N_OWNER_KINDS]; /* the where names several, or leaves some out */
    bool narrowed; /* by something else: part of those the promise is about */
};

static int owner_kind_of(const struct dimension *d)
{
    if (!d) return -1;
    return d->id == DIM_CALL          ? OWNER_CALL
           : d->id == DIM_PROJECT     ? OWNER_PROJECT
           : d->id == DIM_PARTNERSHIP ? OWNER_PARTNERSHIP
                                      : -1;
}

static void owner_set(struct owner *o, const struct dimension *d, int code)
{
    int kind = owner_kind_of(d);
    if (kind < 0 || code < 0 || code >= VALUE_MISSING_FIRST)
        o->narrowed = true;
    else
        o->of[kind] = code;
}

static void owner_of_where(struct owner *o, const struct making *m,
                           const struct condition *c)
{
    int code;
    if (!c) return;
    if (c->kind == CONDITION_AND) {
        owner_of_where(o, m, c->left);
        owner_of_where(o, m, c->right);
    } else if (c->kind == CONDITION_VALUES && owner_kind_of(c->dimension) >= 0 &&
               (c->compare != COMPARE_EQ || c->n_values != 1)) {
        o->listed[owner_kind_of(c->dimension)] = true;
    } else if (c->kind != CONDITION_VALUES || c->compare != COMPARE_EQ ||
               c->n_values != 1 ||
               dimension_value_code(&code, &c->values[0], c->dimension, m->scope.panel,
                                    m->scope.borders, NULL) != OK) {
        o->narrowed = true;
    } else {
        owner_set(o, c->dimension, code);
    }
}

static struct owner owner_of_cell(const struct making *m, const int *codes)
{
    struct owner o = {.of = {NO_OWNER, NO_OWNER, NO_OWNER}};
    owner_of_where(&o, m, m->plan->statement->counted.where);
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        if (codes[i] != CUBE_ALL)
            owner_set(&o, m->values[i].dimension, m->values[i].codes[codes[i]]);
    if (m->plan->statement->during.given) o.narrowed = true;
    /* of several calls the row or column must say which */
    for (int k = 0; k < N_OWNER_KINDS; k++)
        o.narrowed |= o.listed[k] && o.of[k] == NO_OWNER;
    return o;
}

static bool is_of_owner(const struct target_fact *f, const struct owner *o,
                        const struct panel *p)
{
    int call = o->of[OWNER_CALL], project = o->of[OWNER_PROJECT],
        partnership = o->of[OWNER_PARTNERSHIP];
    if (project != NO_OWNER) return uuid_eq(f->project.u, p->projects[project].id.u);
    if (partnership != NO_OWNER)
        return uuid_eq(f->partnership.u, p->partnerships[partnership].id.u);
    return call != NO_OWNER && strcmp(f->call, p->calls[call].code) == 0;
}

static bool is_measured(const struct target_fact *f, const struct statement *s)
{
    return !s->target_measure ||
           name_same(str_of(f->measure), str_of(s->target_measure));
}

static enum err_code several_measures(const struct making *m,
                                      const struct target_fact *a,
                                      const struct target_fact *b, struct err *e)
{
    struct place at = m->plan->statement->rate_at;
    err_set_at(e, ERR_INVALID, at.line, at.column,
               "expected the measure of the target, of which there are several");
    err_hint(e, "write rate of target \"%s\" or rate of target \"%s\"", a->measure,
             b->measure);
    return ERR_INVALID;
}

/* The promise that holds on the as-of day: of several, the one that began last. */
static enum err_code find_target(const struct target_fact **out, const struct making *m,
                                 const struct owner *o, struct err *e)
{
    const struct panel *p = m->scope.panel;
    const struct statement *s = m->plan->statement;
    *out = NULL;
    for (size_t i = 0; i < p->n_targets; i++) {
        const struct target_fact *f = &p->targets[i], *best = *out;
        bool begun = day_is_none(f->from) || f->from.v <= m->plan->as_of.v;
        if (!begun || !is_of_owner(f, o, p) || !is_measured(f, s)) continue;
        if (best && strcmp(best->measure, f->measure) != 0)
            return several_measures(m, best, f, e);
        if (!best || day_is_none(best->from) ||
            (!day_is_none(f->from) && f->from.v > best->from.v))
            *out = f;
    }
    return OK;
}

static const char *owner_name(const struct making *m, const struct target_fact *f)
{
    const struct panel *p = m->scope.panel;
    for (size_t i = 0; i < p->n_projects; i++)
        if (uuid_eq(f->project.u, p->projects[i].id.u)) return p->projects[i].code;
    for (size_t i = 0; i < p->n_partnerships; i++)
        if (uuid_eq(f->partnership.u, p->partnerships[i].id.u))
            return p->partnerships[i].code;
    return f->call;
}

/* Said once of each promise that a cell was divided by. */
static bool is_new(struct making *m, const struct target_fact *f)
{
    for (size_t i = 0; i < m->n_targets; i++)
        if (m->targets[i] == f) return false;
    if (m->n_targets == ARRAY_LEN(m->targets)) return false;
    m->targets[m->n_targets++] = f;
    return true;
}

static void note_target(struct making *m, const struct target_fact *f)
{
    enum lang lang = m->run->ctx->lang;
    struct arena *a = m->run->a;
    if (!is_new(m, f)) return;
    if (f->kind == TARGET_KIND_INDICATIVE)
        table_add_note(m, WORD_FORMAT(a, NOTE_TARGET_INDICATIVE, lang, owner_name(m, f),
                                      f->text, f->measure));
    if (f->unit[0] && strcmp(f->unit, m->table->unit) != 0)
        table_add_note(m, WORD_FORMAT(a, NOTE_TARGET_UNIT, lang, owner_name(m, f),
                                      f->unit, m->table->unit));
}

static void no_base(struct cell *c, const char *reason)
{
    c->status = CELL_UNAVAILABLE;
    c->reason = reason;
}

enum err_code answer_target_cell(struct cell *c, struct making *m, const int *codes,
                                 struct err *e)
{
    enum lang lang = m->run->ctx->lang;
    struct owner o = owner_of_cell(m, codes);
    const struct target_fact *f;
    enum err_code rc;
    TRY(find_target(&f, m, &o, e));
    if (c->n == 0) answer_empty_cell(c, m, codes);
    if (c->n == 0 && c->status != CELL_ZERO) goto out;
    if (o.narrowed || !f) {
        no_base(c, word_text(o.narrowed ? REASON_TARGET_PART : REASON_NO_TARGET, lang));
        goto out;
    }
    if (!f->has_number || llround(f->number) <= 0) {
        no_base(c, WORD_FORMAT(m->run->a, REASON_TARGET_TEXT, lang, f->text));
        goto out;
    }
    c->base = llround(f->number);
    c->status = CELL_VALUE;
    c->rate = (double)c->n / f->number;
    note_target(m, f);
out:
    return rc;
}

enum err_code answer_target_check(const struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    const struct panel *p = m->scope.panel;
    const char *nearest = NULL;
    int distance = NAME_FAR;
    if (!s->rate_of_target || !s->target_measure) return OK;
    for (size_t i = 0; i < p->n_targets; i++) {
        if (is_measured(&p->targets[i], s)) return OK;
        name_nearer(&nearest, &distance, str_of(s->target_measure),
                    p->targets[i].measure);
    }
    err_set_at(e, ERR_NOT_FOUND, s->rate_at.line, s->rate_at.column,
               "expected the measure of a target, found none called %.60s",
               s->target_measure);
    if (nearest)
        err_hint(e, "did you mean %s?", nearest);
    else
        err_hint(e, p->n_targets ? "its measures are those the targets were recorded "
                                   "with"
                                 : "the records hold no targets at all");
    return ERR_NOT_FOUND;
}
