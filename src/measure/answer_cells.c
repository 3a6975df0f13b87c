/* Value and status of each cell. */
#include "measure/answer_spells.h"

#include "measure/wilson.h"
#include "measure/words.h"

void answer_cell_codes(int codes[LIMIT_QUESTION_DIMS], const struct making *m,
                       size_t row, size_t column)
{
    unsigned n_rows = m->plan->n_rows;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        codes[i] =
            i < n_rows ? m->row_slots[row][i] : m->column_slots[column][i - n_rows];
}

static bool combination_possible(const struct making *m, const int *codes)
{
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        for (unsigned k = i + 1; k < m->plan->n_dims; k++)
            if (codes[i] != CUBE_ALL && codes[k] != CUBE_ALL &&
                !value_pair_possible(&m->pairs[i][k], codes[i], codes[k]))
                return false;
    return true;
}

/* Those of a group who are at missing codes of dimension i, and who was not asked. */
static int64_t count_missing(int64_t *not_asked_out, const struct making *m,
                             const int *group, unsigned i)
{
    const struct dimension_values *v = &m->values[i];
    int other[LIMIT_QUESTION_DIMS];
    int64_t missing = 0;
    memcpy(other, group, sizeof other);
    *not_asked_out = 0;
    for (size_t k = 0; k < v->n; k++) {
        if (!value_is_missing(v->codes[k])) continue;
        other[i] = (int)k;
        int64_t here = cube_at(m->count_cube, other);
        missing += here;
        *not_asked_out += v->codes[k] == VALUE_NOT_ASKED ? here : 0;
    }
    return missing;
}

/* A value of an attribute that each unit has once, and that may be missing instead. */
static bool may_be_missing(const struct making *m, const int *codes, unsigned i)
{
    const struct dimension_values *v = &m->values[i];
    return v->dimension->flags & DIMENSION_ATTRIBUTE &&
           !(v->dimension->flags & DIMENSION_OVERLAPS) && codes[i] != CUBE_ALL &&
           !value_is_missing(v->codes[codes[i]]);
}

/* Everybody who could stand here has none of several attributes: those of which all are
 * missing are let go together, the others hold. */
static bool all_are_missing(const struct making *m, const int *codes)
{
    int without[LIMIT_QUESTION_DIMS];
    unsigned n_free = 0, n_put_back = 1;
    memcpy(without, codes, sizeof without);
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        if (!may_be_missing(m, codes, i)) continue;
        without[i] = CUBE_ALL;
        n_free++;
    }
    while (n_put_back > 0 && n_free > 0) {
        int64_t all = cube_at(m->count_cube, without), not_asked;
        if (all == 0) return false;
        n_put_back = 0;
        for (unsigned i = 0; i < m->plan->n_dims; i++) {
            if (without[i] == codes[i] ||
                count_missing(&not_asked, m, without, i) >= all)
                continue;
            without[i] = codes[i];
            n_free--;
            n_put_back++;
            break;
        }
    }
    return n_free > 0;
}

/* For an attribute of persons: everybody at this place of the table is at missing
 * codes. All of one kind "not asked" means that the zero says nothing; so does
 * "unknown". */
static enum cell_status missing_status(const struct making *m, const int *codes)
{
    int other[LIMIT_QUESTION_DIMS];
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        int64_t not_asked;
        if (!may_be_missing(m, codes, i)) continue;
        memcpy(other, codes, sizeof other);
        other[i] = CUBE_ALL;
        int64_t all = cube_at(m->count_cube, other);
        if (all == 0) continue;
        int64_t missing = count_missing(&not_asked, m, other, i);
        if (not_asked >= all) return CELL_NOT_ASKED;
        if (missing >= all) return CELL_UNKNOWN;
    }
    return all_are_missing(m, codes) ? CELL_UNKNOWN : CELL_ZERO;
}

/* Somebody of this cell is in a call whose partners may still report: the cell before
 * results were asked. */
static bool results_open(const struct making *m, const int *codes)
{
    int before[LIMIT_QUESTION_DIMS] = {0};
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        before[i] = m->plan->dims[i]->flags & DIMENSION_RESULT ? CUBE_ALL : codes[i];
    return cube_at(m->open_cube, before) > 0;
}

/* A stock over all its months or years: of no moment at all. */
static bool is_over_time(const struct making *m, const int *codes)
{
    const struct population *of = m->plan->statement->rate_of;
    if (!answer_is_stock(m) && !(of && of->unit == UNIT_STOCK)) return false;
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        if (spell_is_date(m->plan->dims[i]) && codes[i] == CUBE_ALL) return true;
    return false;
}

void answer_empty_cell(struct cell *c, struct making *m, const int *codes)
{
    enum lang lang = m->run->ctx->lang;
    if (!combination_possible(m, codes)) {
        c->status = CELL_CANNOT_OCCUR;
        return;
    }
    if (m->line_cube && cube_at(m->line_cube, codes) == 0) {
        c->status = CELL_UNAVAILABLE;
        c->reason = word_text(REASON_NO_AMOUNT, lang);
        return;
    }
    if (m->open_cube && results_open(m, codes)) {
        c->status = CELL_NOT_YET_REPORTED;
        c->reason = m->open_reason;
        return;
    }
    c->status = missing_status(m, codes);
    if (m->asked_cube && cube_at(m->asked_cube, codes) == 0)
        c->status = m->asks_labour ? CELL_UNKNOWN : CELL_NOT_ASKED;
    if (c->status == CELL_NOT_ASKED) c->reason = word_text(REASON_NOT_ASKED, lang);
    if (c->status == CELL_UNKNOWN) c->reason = word_text(REASON_UNKNOWN, lang);
}

/* The total of the cell's row, column or table, in slots. */
static void share_codes(int *of, const struct making *m, const int *codes)
{
    enum share_of share = m->plan->statement->share_of;
    for (unsigned i = 0; i < m->plan->n_dims; i++) {
        bool is_row = i < m->plan->n_rows;
        bool total = share == SHARE_OF_TOTAL || is_row == (share == SHARE_OF_COLUMN);
        of[i] = total ? CUBE_ALL : codes[i];
    }
}

static int64_t base_of(const struct making *m, const int *codes)
{
    int of_base[LIMIT_QUESTION_DIMS] = {0};
    if (m->plan->statement->share_of != SHARE_NONE) {
        share_codes(of_base, m, codes);
        return cube_at(m->count_cube, of_base);
    }
    for (unsigned i = 0; i < m->plan->n_dims; i++)
        of_base[i] = !dimension_divides_base(m->plan->dims[i]) ? CUBE_ALL : codes[i];
    return cube_at(m->base_cube, of_base);
}

/* The share of a month in all months of a stock. */
static bool shares_over_time(const struct making *m, const int *codes)
{
    int of[LIMIT_QUESTION_DIMS] = {0};
    if (m->plan->statement->share_of == SHARE_NONE) return false;
    share_codes(of, m, codes);
    return is_over_time(m, of);
}

static void rate_cell(struct cell *c, struct making *m, const int *codes)
{
    if (shares_over_time(m, codes)) {
        c->status = CELL_UNAVAILABLE;
        c->reason = word_text(REASON_OVER_TIME, m->run->ctx->lang);
        return;
    }
    c->base = base_of(m, codes);
    if (c->n == 0) answer_empty_cell(c, m, codes);
    if (c->base == 0 && c->n == 0) return;
    if (c->n > c->base) {
        c->status = CELL_UNAVAILABLE;
        c->reason = word_text(REASON_PART_LARGER, m->run->ctx->lang);
        return;
    }
    if (c->n == 0 && c->status != CELL_ZERO) return;
    c->status = CELL_VALUE;
    c->rate = (double)c->n / (double)c->base;
    wilson_interval(&c->low, &c->high, c->n, c->base);
}

static bool amounts_are_mixed(const struct making *m, const int *codes)
{
    int kinds = 0;
    for (int kind = 0; kind < ANSWER_AMOUNT_KINDS; kind++)
        kinds += m->kind_cubes[kind] && cube_at(m->kind_cubes[kind], codes) > 0;
    return kinds > 1;
}

enum err_code answer_cells(struct making *m, struct err *e)
{
    const struct statement *s = m->plan->statement;
    struct table *t = m->table;
    enum err_code rc = OK;
    TRY(answer_target_check(m, e));
    t->cells = arena_new_array(m->run->a, struct cell, t->rows.n * t->columns.n);
    for (size_t r = 0; r < t->rows.n; r++) {
        for (size_t k = 0; k < t->columns.n; k++) {
            int codes[LIMIT_QUESTION_DIMS] = {0};
            struct cell *c = &t->cells[r * t->columns.n + k];
            answer_cell_codes(codes, m, r, k);
            c->status = CELL_UNAVAILABLE;
            c->reason = word_text(REASON_OVER_TIME, m->run->ctx->lang);
            if (is_over_time(m, codes)) continue;
            c->reason = NULL;
            c->n = cube_at(m->count_cube, codes);
            c->status = CELL_VALUE;
            if (s->rate_of_target)
                TRY(answer_target_cell(c, m, codes, e));
            else if (t->kind == MEASURE_RATE)
                rate_cell(c, m, codes);
            else if (c->n == 0)
                answer_empty_cell(c, m, codes);
            if (amounts_are_mixed(m, codes)) {
                c->n = 0;
                c->status = CELL_UNAVAILABLE;
                c->reason = word_text(REASON_AMOUNTS_MIXED, m->run->ctx->lang);
            }
        }
    }
out:
    return rc;
}
