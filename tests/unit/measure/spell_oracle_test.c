/* The tables that SQLite made from 20,000 invented persons and 147,745 spells, all
 * cells:
 * ../shared/oracle/measure/panel. Nothing of it is in this project; where it is not
 * there the test says so and answer_spells_test alone speaks for these tables.
 *
 * Its months are numbers from 0, here January 2000 on; a spell runs from the first of
 * the month `start` to the last before `end`, and who was there in the last month (end
 * 49) is there still. Its five statuses are given codes of the list labour_status, its
 * provinces municipalities of ours, its destinations reasons. */
#include "base/csv.h"
#include "base/file.h"
#include "domain/geography.h"
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <unistd.h>

#define ORACLE "../shared/oracle/measure/panel/"

enum { FIRST_YEAR = 2000, LAST_MONTH = 48, MOST_SPELLS = 64 };

struct word_code {
    const char *word;
    int code;
    const char *name; /* of our code */
};
static const struct word_code statuses[] = {
    {"employed", LABOUR_STATUS_EMPLOYED, "employed"},
    {"training", LABOUR_STATUS_IN_TRAINING, "in_training"},
    {"unemployed", LABOUR_STATUS_JOB_SEEKING, "job_seeking"},
    {"inactive", LABOUR_STATUS_NOT_ACTIVE, "not_active"},
    {"education", LABOUR_STATUS_SELF_EMPLOYED, "self_employed"},
};
static const struct word_code destinations[] = {
    {"employed", EXIT_REASON_JOB, "job"},
    {"training", EXIT_REASON_QUALIFICATION, "qualification"},
    {"unemployed", EXIT_REASON_JOB_SEEKING, "job_seeking"},
    {"inactive", EXIT_REASON_TOTAL_INACTIVITY, "total_inactivity"},
    {"education", EXIT_REASON_EDUCATION, "education"},
};

static struct arena arena;

/* The rows of a file, header first; NULL when the file is not there. */
struct sheet {
    struct str **rows;
    size_t n;
};

static struct sheet sheet_read(const char *name)
{
    struct sheet s = {0};
    struct str text, *cells;
    struct err e;
    size_t cap = 0, n_cells;
    bool end;
    const char *path = arena_format(&arena, ORACLE "%s", name);
    if (file_read(&text, &arena, path, 64 << 20, &e) != OK) fail_msg("%s", e.message);
    struct csv_reader r;
    csv_reader_init(&r, text, ',');
    for (;;) {
        if (csv_read_row(&r, &arena, &cells, &n_cells, &end, &e) != OK)
            fail_msg("%s: %s", name, e.message);
        if (end) return s;
        if (s.n == cap) {
            cap = cap ? 2 * cap : 1024;
            struct str **more = arena_new_array(&arena, struct str *, cap);
            if (s.n) memcpy(more, s.rows, s.n * sizeof *more);
            s.rows = more;
        }
        s.rows[s.n++] = cells;
    }
}

static int number(struct str cell)
{
    int value = 0;
    assert_true(cell.n > 0 && cell.n < 9);
    for (size_t i = 0; i < cell.n; i++)
        value = value * 10 + (cell.p[i] - '0');
    return value;
}

static const struct word_code *code_of(const struct word_code *words, size_t n,
                                       struct str cell)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(cell, words[i].word)) return &words[i];
    fail_msg("no code for %.*s", STR_ARG(cell));
    return NULL;
}
#define CODE(words, cell) code_of(words, ARRAY_LEN(words), cell)

static struct day month_day(int month)
{
    return day_of(FIRST_YEAR + month / 12, month % 12 + 1, 1);
}

static const char *month_name(int month)
{
    return arena_format(&arena, "%04d-%02d", FIRST_YEAR + month / 12, month % 12 + 1);
}

/* Twelve provinces there: each is a municipality here, by order of appearance. */
static struct {
    struct str name;
    const char *refnis;
} places[12];
static size_t n_places;

static const char *place_of(struct str province)
{
    static const char *const refnis[] = {"11002", "12025", "13040", "23027",
                                         "24062", "31005", "34022", "35013",
                                         "41002", "44021", "46021", "71022"};
    for (size_t i = 0; i < n_places; i++)
        if (str_eq(places[i].name, province)) return places[i].refnis;
    assert_true(n_places < ARRAY_LEN(refnis));
    places[n_places].name = province;
    return places[n_places].refnis = refnis[n_places], refnis[n_places++];
}

static void add_spell(struct panel_builder *b, struct person_id person, int start,
                      int end, int code, int exit)
{
    struct spell_fact f = {.person = person,
                           .list = SPELL_LABOUR,
                           .code = (uint8_t)code,
                           .body = CODE_MISSING,
                           .exit = (uint8_t)exit,
                           .from = month_day(start),
                           .to = DAY_NONE};
    if (end <= LAST_MONTH) f.to.v = month_day(end).v - 1;
    test_ok(panel_build_spell(b, &f, NULL));
}

/* Spells first..end-1 of the sheet are the person's. With `next`, where the last one
 * ended within the months and led somewhere, that status begins then: `next status` is
 * what a register says, and here it would be silent. */
static void add_spells(struct panel_builder *b, struct person_id person,
                       const struct sheet *s, size_t first, size_t end, bool next)
{
    for (size_t i = first; i < end; i++) {
        struct str *row = s->rows[i];
        int exit = row[4].n ? CODE(destinations, row[4])->code : CODE_MISSING;
        add_spell(b, person, number(row[1]), number(row[2]),
                  CODE(statuses, row[3])->code, exit);
    }
    struct str *last = s->rows[end - 1];
    if (next && number(last[2]) == LAST_MONTH && last[4].n)
        add_spell(b, person, LAST_MONTH, LAST_MONTH + 1, CODE(statuses, last[4])->code,
                  CODE_MISSING);
}

/* The first spell of unemployment that led to work is a trajectory that ended then, so
 * that retention can be asked of it. */
static void add_trajectory(struct panel_builder *b, unsigned n, struct person_id person,
                           const struct sheet *s, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        struct str *row = s->rows[i];
        if (!str_eq_c(row[3], "unemployed") || !str_eq_c(row[4], "employed")) continue;
        struct trajectory_fact t = {.id = {test_id(ID_TRAJECTORY, 0)},
                                    .person = person,
                                    .reached_on = month_day(number(row[1])),
                                    .entry_age = -1,
                                    .channel = CODE_MISSING,
                                    .is_voluntary = CODE_MISSING};
        memcpy(t.id.u.b + 8, &n, sizeof n);
        test_ok(panel_build_trajectory(b, &t, NULL));
        struct event_fact ended = {.trajectory = t.id,
                                   .person = person,
                                   .kind = EVENT_ENDED,
                                   .code = END_KIND_CARRIED_OUT,
                                   .detail = EXIT_REASON_JOB,
                                   .on = month_day(number(row[2]))};
        test_ok(panel_build_event(b, &ended, NULL));
        return;
    }
}

static struct panel *panel_of_oracle(bool next)
{
    struct sheet persons = sheet_read("persons.csv"), spells = sheet_read("spells.csv");
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct panel *p;
    struct err e;
    size_t at = 1;
    for (size_t i = 1; i < persons.n; i++) {
        struct str *row = persons.rows[i];
        unsigned n = (unsigned)number(row[0]);
        struct person_fact f = {{test_id(ID_PERSON, 0)}, day_of(1999, 1, 1)};
        memcpy(f.id.u.b + 8, &n, sizeof n);
        panel_build_person(b, &f);
        struct attribute_fact place = {.person = f.id,
                                       .kind = ATTRIBUTE_KIND_MUNICIPALITY,
                                       .state = ANSWER_KNOWN,
                                       .valid_from = day_of(1990, 1, 1),
                                       .valid_to = DAY_NONE};
        snprintf(place.value, sizeof place.value, "%s", place_of(row[1]));
        test_ok(panel_build_attribute(b, &place, NULL));
        size_t end = at;
        while (end < spells.n && str_eq(spells.rows[end][0], row[0]))
            end++;
        if (end == at) continue;
        add_spells(b, f.id, &spells, at, end, next);
        add_trajectory(b, n, f.id, &spells, at, end);
        at = end;
    }
    assert_int_equal(at, spells.n); /* every spell found its person */
    if (panel_build_end(&p, b, &e) != OK) fail_msg("%s", e.message);
    return p;
}

/* --- asking ----------------------------------------------------------------------- */

static struct asking asking;

static struct table *ask(const char *text)
{
    struct table *t = ask_one(&asking, text);
    if (!t)
        fail_msg("%s: %d:%d %s", text, asking.e.line, asking.e.column,
                 asking.e.message);
    return t;
}

/* Cells of values (no totals) that are not 0: a table has as many as the sheet rows. */
static size_t n_filled(const struct table *t)
{
    size_t n = 0;
    for (size_t r = 0; r < t->rows.n; r++)
        for (size_t k = 0; k < t->columns.n; k++)
            n += t->rows.entries[r].depth == t->rows.n_levels &&
                 t->columns.entries[k].depth == t->columns.n_levels &&
                 t->cells[r * t->columns.n + k].n != 0;
    return n;
}

static void cell_is(const struct table *t, const char *row, const char *column, int n)
{
    if (count_at(t, row, column) != n)
        fail_msg("%s / %s: %lld, SQLite has %d", row, column,
                 (long long)count_at(t, row, column), n);
}

#define PERIOD "during 2000-01 .. 2004-01 "

static void outflow_by_month_and_destination(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_outflow_unemployed_by_month_dest.csv");
    struct table *t = ask("count outflows from labour status job_seeking " PERIOD
                          "rows month columns destination");
    for (size_t i = 1; i < s.n; i++)
        cell_is(t, month_name(number(s.rows[i][0])),
                CODE(destinations, s.rows[i][1])->name, number(s.rows[i][2]));
    assert_int_equal(n_filled(t), s.n - 1);
}

static void outflow_by_month_destination_and_province(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_outflow_by_month_dest_province.csv");
    struct table *t = ask("count outflows from labour status job_seeking " PERIOD
                          "rows month columns municipality, destination");
    for (size_t i = 1; i < s.n; i++)
        cell_is(t, month_name(number(s.rows[i][0])),
                arena_format(&arena, "%s/%s", place_of(s.rows[i][2]),
                             CODE(destinations, s.rows[i][1])->name),
                number(s.rows[i][3]));
    assert_int_equal(n_filled(t), s.n - 1);
}

static void stock_by_month_and_status(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_stock_by_month_status.csv");
    struct table *t = ask("count stock of any labour status during 2000-01 .. 2003-12 "
                          "rows month columns status");
    for (size_t i = 1; i < s.n; i++)
        cell_is(t, month_name(number(s.rows[i][0])), CODE(statuses, s.rows[i][1])->name,
                number(s.rows[i][2]));
    assert_int_equal(n_filled(t), s.n - 1);
}

static void stock_inflow_and_outflow_balance(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_inflow_outflow_balance.csv");
    static const char *const asked[] = {
        "count stock of labour status job_seeking " PERIOD "rows month",
        "count inflows to labour status job_seeking " PERIOD "rows month",
        "count outflows from labour status job_seeking " PERIOD "rows month"};
    for (size_t k = 0; k < ARRAY_LEN(asked); k++) {
        struct table *t = ask(asked[k]);
        for (size_t i = 1; i < s.n; i++)
            cell_is(t, month_name(number(s.rows[i][0])), "", number(s.rows[i][k + 1]));
    }
}

static void matrix_of_transitions(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_transition_matrix.csv");
    struct panel *silent = asking.full;
    asking.full = asking.early = panel_of_oracle(true);
    struct table *next = ask("count outflows from each labour status " PERIOD
                             "rows status columns next status");
    struct table *reason = ask("count outflows from each labour status " PERIOD
                               "rows status columns destination");
    for (size_t i = 1; i < s.n; i++) {
        const char *from = CODE(statuses, s.rows[i][0])->name;
        int n = number(s.rows[i][2]);
        cell_is(next, from, CODE(statuses, s.rows[i][1])->name, n);
        cell_is(reason, from, CODE(destinations, s.rows[i][1])->name, n);
    }
    assert_int_equal(n_filled(next), s.n - 1);
    assert_int_equal(n_filled(reason), s.n - 1);
    panel_free(asking.full);
    asking.full = asking.early = silent;
}

static void retention_at_and_through_months(void **state)
{
    (void)state;
    struct sheet s = sheet_read("expected_retention.csv");
    for (size_t i = 1; i < s.n; i++) {
        int months = number(s.rows[i][0]);
        char last[DAY_TEXT + 1];
        day_text(last, month_day(LAST_MONTH - months));
        const char *of = arena_format(
            &arena, "where ended during 2000-01 .. %s as of 2004-01-31", last);
        struct table *eligible =
            ask(arena_format(&arena, "count persons ended %s", of));
        struct table *at = ask(arena_format(
            &arena,
            "count persons ended with labour status employed %d months after "
            "ended %s",
            months, of));
        struct table *through = ask(arena_format(
            &arena,
            "count persons ended with labour status employed %d months without "
            "a break after ended %s",
            months, of));
        cell_is(eligible, "", "", number(s.rows[i][1]));
        cell_is(at, "", "", number(s.rows[i][2]));
        cell_is(through, "", "", number(s.rows[i][3]));
    }
}

static int begin(void **state)
{
    (void)state;
    asking = (struct asking){.full = panel_of_oracle(false)};
    asking.early = asking.full;
    asking.ctx = (struct answer_context){.panel_at = asking_panel,
                                         .self = &asking,
                                         .lang = LANG_EN,
                                         .today = day_of(2010, 1, 1),
                                         .now_ms = day_to_moment(day_of(2010, 1, 1)),
                                         .threads = 2};
    return 0;
}

static int end(void **state)
{
    (void)state;
    panel_free(asking.full);
    arena_dispose(&asking.arena);
    arena_dispose(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outflow_by_month_and_destination),
        cmocka_unit_test(outflow_by_month_destination_and_province),
        cmocka_unit_test(stock_by_month_and_status),
        cmocka_unit_test(stock_inflow_and_outflow_balance),
        cmocka_unit_test(matrix_of_transitions),
        cmocka_unit_test(retention_at_and_through_months),
    };
    if (access(ORACLE "spells.csv", R_OK) != 0) {
        print_message("NOT RUN: the oracle of spells (" ORACLE
                      ") is not here; 6 tests\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, begin, end);
}
