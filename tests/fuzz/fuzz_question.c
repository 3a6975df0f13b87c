/* Any text is a question or an error with a place; a question is answered, explained,
 * or refused with a reason. What is answered obeys arithmetic: no part is larger than
 * its whole, no total smaller than a value, no rate outside its interval. */
#include "../unit/measure/network_panel.h"
#include "../unit/measure/outreach_panel.h"
#include "base/utf8.h"
#include "measure/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ANSWERED_BYTES = 4096 }; /* longer texts are only read */

static void add_status(struct panel_builder *b, unsigned person, int list, int code,
                       int exit, const char *from, const char *to)
{
    struct spell_fact f = {.person = {test_id(ID_PERSON, person)},
                           .list = (uint8_t)list,
                           .code = (uint8_t)code,
                           .body = CODE_MISSING,
                           .exit = (uint8_t)exit,
                           .from = test_day(from),
                           .to = test_day(to)};
    test_ok(panel_build_spell(b, &f, NULL));
}

/* Three who are in the registers only. */
static void add_registered(struct panel_builder *b)
{
    test_person(b, 11, "f", "11002", "primary");
    add_status(b, 11, SPELL_BENEFIT, BENEFIT_LIVING_WAGE, CODE_MISSING, "2019-02-01",
               "2022-02-28");
    add_status(b, 11, SPELL_BENEFIT, BENEFIT_INCAPACITY, EXIT_REASON_JOB, "2021-12-01",
               "2022-06-14");
    test_person(b, 12, "m", "71022", NULL);
    add_status(b, 12, SPELL_REGISTRATION, REGISTRATION_STATUS_COMPULSORY, CODE_MISSING,
               "2020-01-01", "2022-03-31");
    add_status(b, 12, SPELL_REGISTRATION, REGISTRATION_STATUS_VOLUNTARY,
               EXIT_REASON_JOB, "2022-04-01", "2022-09-30");
    test_person(b, 13, "x", NULL, "");
    test_attribute(b, 13, ATTRIBUTE_KIND_SELF_RELIANT, ANSWER_KNOWN, "yes");
    add_status(b, 13, SPELL_REGISTRATION, REGISTRATION_STATUS_VOLUNTARY, CODE_MISSING,
               "2021-05-05", NULL);
    add_status(b, 13, SPELL_BENEFIT, BENEFIT_LIVING_WAGE, CODE_MISSING, "2021-05-05",
               "2021-05-05");
}

/* The persons of question_panel.h and some more, in the region of outreach_panel.h. */
static struct panel *whole_panel(bool early)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct panel *panel;
    test_outreach_region(b);
    test_signals(b);
    test_handovers(b);
    test_person_a(b, early);
    test_persons_of_490(b);
    test_persons_of_380(b);
    add_registered(b);
    test_people_met(b);
    test_ok(panel_build_end(&panel, b, NULL));
    return panel;
}

static enum err_code panel_at(const struct panel **out, void *self,
                              struct panel_view view, struct err *e)
{
    static struct panel *panels[2];
    bool early = view.known_at_ms < day_to_moment(test_day("2022-06-01"));
    (void)self;
    (void)e;
    if (!panels[early]) panels[early] = whole_panel(early);
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
    require(c->base > 0);
    if (t->base_is_target) return; /* more than was promised is possible */
    require(c->n <= c->base);
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
    /* a stock of several months has no total */
    const struct cell *whole = &t->cells[n - 1];
    int64_t total = whole->status == CELL_UNAVAILABLE ? INT64_MAX : whole->n;
    for (size_t i = 0; i < n; i++) {
        check_cell(t, &t->cells[i], total);
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
