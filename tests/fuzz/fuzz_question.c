/* Any text is a question or an error with a place; a question is answered, explained,
 * or refused with a reason. What is answered obeys arithmetic: no part is larger than
 * its whole, no total smaller than a value, no rate outside its interval. */
#include "../unit/measure/question_panel.h"
#include "base/utf8.h"
#include "measure/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ANSWERED_BYTES = 4096 }; /* longer texts are only read */

static enum err_code panel_at(const struct panel **out, void *self, int64_t known_at_ms,
                              struct err *e)
{
    static struct panel *panels[2];
    bool early = known_at_ms < day_to_moment(test_day("2022-06-01"));
    (void)self;
    (void)e;
    if (!panels[early]) panels[early] = question_panel(early);
    *out = panels[early];
    return OK;
}

static void check_axis(const struct axis *axis)
{
    require(axis->n > 0 && axis->n_levels <= LIMIT_QUESTION_DIMS);
    require(axis->entries[axis->n - 1].depth == 0);
    for (size_t i = 0; i < axis->n; i++) {
        require(axis->entries[i].depth <= axis->n_levels);
        for (unsigned k = 0; k < axis->n_levels; k++)
            require(axis->entries[i].path[k] && axis->entries[i].code[k]);
    }
}

static void check_cell(const struct table *t, const struct cell *c, int64_t total)
{
    require(c->status < N_CELL_STATUSES);
    require((c->published != NULL) == (c->published_state != PUBLISHED_NONE));
    if (t->kind == MEASURE_EURO) return;
    require(c->n >= 0 && c->n <= total);
    require((c->n == 0) == (c->status != CELL_VALUE) || t->kind == MEASURE_RATE);
    if (t->kind != MEASURE_RATE || c->status != CELL_VALUE) return;
    require(c->base > 0 && c->n <= c->base);
    require(c->rate >= c->low - 1e-9 && c->rate <= c->high + 1e-9);
    require(c->low >= 0 && c->high <= 1);
}

static void check_table(const struct table *t)
{
    require(t->title && t->statement && t->unit && t->population);
    if (t->unavailable) {
        require(t->cells == NULL);
        return;
    }
    check_axis(&t->rows);
    check_axis(&t->columns);
    size_t n = t->rows.n * t->columns.n, equal = 0, blank = 0, differs = 0;
    for (size_t i = 0; i < n; i++) {
        check_cell(t, &t->cells[i], t->cells[n - 1].n);
        equal += t->cells[i].published_state == PUBLISHED_EQUAL;
        blank += t->cells[i].published_state == PUBLISHED_BLANK;
        differs += t->cells[i].published_state == PUBLISHED_DIFFERS;
    }
    require(equal == t->n_published_equal && blank == t->n_published_blank);
    require(differs == t->n_published_differs);
}

static void check_error(const struct err *e, enum err_code rc)
{
    require(e->code == rc && e->message[0] && e->line >= 0 && e->column >= 0);
    require(utf8_is_valid(str_of(e->message)) || strlen(e->message) >= 255);
}

static void answer(struct arena *a, const struct question *q, enum lang lang)
{
    struct answer_context ctx = {.panel_at = panel_at,
                                 .lang = lang,
                                 .today = test_day("2023-06-01"),
                                 .now_ms = day_to_moment(test_day("2023-06-01"))};
    struct answer *out;
    struct str plan;
    struct err e = {0};
    enum err_code rc = question_explain(&plan, a, q, &ctx, &e);
    if (rc != OK) check_error(&e, rc);
    e = (struct err){0};
    rc = answer_make(&out, a, q, &ctx, &e);
    if (rc != OK) {
        check_error(&e, rc);
        return;
    }
    for (size_t i = 0; i < out->n_parts; i++)
        for (size_t k = 0; k < out->parts[i]->n_tables; k++)
            check_table(out->parts[i]->tables[k]);
}

static void read_one(struct str text, bool statement)
{
    struct arena a = {0};
    struct question *q;
    struct err e = {0};
    enum err_code rc = statement ? question_parse_statement(&q, &a, text, &e)
                                 : question_parse(&q, &a, text, &e);
    if (rc != OK) {
        require(q == NULL);
        check_error(&e, rc);
        require(e.line > 0 || rc == ERR_TOO_LARGE);
    } else if (text.n <= ANSWERED_BYTES) {
        answer(&a, q, (enum lang)(text.n % N_LANGS));
    }
    arena_dispose(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = {(const char *)bytes, n};
    read_one(text, false);
    read_one(text, true);
    return 0;
}
