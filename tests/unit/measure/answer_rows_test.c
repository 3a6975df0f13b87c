/* Questions that divide participations by what happened in them, over random records
 * with many events of a kind, against counting that looks at every record again for
 * every cell. */
#include "question_ask.h"

#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { PERSONS = 90, MOST_TRAJECTORIES = 4, CODES = 4, MOST_EVENTS = 12, SOME = 400 };

/* What was put in the panel. */
struct record {
    unsigned person, project;
    bool is_woman;
    uint32_t groups; /* bits of the codes below */
    int days;        /* from reached to started; -1 never started */
    unsigned n_outcomes, n_actions;
    int outcomes[MOST_EVENTS], actions[MOST_EVENTS];
};

static struct record records[SOME];
static unsigned n_records;
static struct asking asking;

static const int outcome_codes[CODES] = {OUTCOME_EMPLOYED, OUTCOME_QUALIFICATION,
                                         OUTCOME_INTERNSHIP,
                                         OUTCOME_FLOW_THROUGH_REGULAR};
static const int action_codes[CODES] = {ACTION_KIND_MENTORING, ACTION_KIND_LANGUAGE, 2,
                                        3};
static const int group_codes[CODES] = {TARGET_GROUP_LONG_TERM_SICK,
                                       TARGET_GROUP_SINGLE_PARENT, TARGET_GROUP_SWT,
                                       TARGET_GROUP_CARER};

static const char *code_text(enum list_number list, int code)
{
    return code_list_at(list)->codes[code].code;
}

static unsigned add_events(struct panel_builder *b, struct rng *r, int *codes,
                           const int *of, int kind, unsigned trajectory,
                           unsigned person, unsigned most)
{
    char on[24];
    unsigned n = rng_chance(r, 0.5) ? (unsigned)rng_below(r, most + 1) : 0;
    for (unsigned i = 0; i < n; i++) {
        codes[i] = of[rng_below(r, CODES)];
        snprintf(on, sizeof on, "2021-03-%02d", 1 + (int)rng_below(r, 28));
        test_event(b, trajectory, person, kind, codes[i], CODE_MISSING, 0, on);
    }
    return n;
}

/* `most` events of a kind in a trajectory. */
static void build(unsigned seed, unsigned most)
{
    struct rng r;
    struct err e;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    rng_init(&r, seed);
    test_small_tables(b);
    n_records = 0;
    for (unsigned person = 1; person <= PERSONS; person++) {
        bool is_woman = rng_chance(&r, 0.5);
        uint32_t groups = 0;
        test_person(b, person, is_woman ? "f" : "m", "11002", NULL);
        for (unsigned i = 0; i < CODES; i++) {
            if (!rng_chance(&r, 0.4)) continue;
            groups |= 1u << i;
            test_attribute(b, person, ATTRIBUTE_KIND_TARGET_GROUP, ANSWER_KNOWN,
                           code_text(LIST_TARGET_GROUP, group_codes[i]));
        }
        unsigned n = 1 + (unsigned)rng_below(&r, MOST_TRAJECTORIES);
        for (unsigned t = 0; t < n; t++) {
            struct record *f = &records[n_records++];
            *f = (struct record){.person = person,
                                 .project = 1 + (unsigned)rng_below(&r, 3),
                                 .is_woman = is_woman,
                                 .groups = groups};
            test_trajectory(b, n_records, person, f->project, 0, "2021-01-10", 30);
            f->days = rng_chance(&r, 0.7) ? (int)rng_below(&r, 20) : -1;
            if (f->days >= 0) {
                char on[24];
                snprintf(on, sizeof on, "2021-01-%02d", 10 + f->days);
                test_event(b, n_records, person, EVENT_STARTED, CODE_MISSING,
                           CODE_MISSING, 0, on);
            }
            f->n_outcomes = add_events(b, &r, f->outcomes, outcome_codes, EVENT_OUTCOME,
                                       n_records, person, most);
            f->n_actions = add_events(b, &r, f->actions, action_codes, EVENT_ACTION,
                                      n_records, person, most);
        }
    }
    test_ok(panel_build_end(&asking.full, b, &e));
    asking.early = NULL;
    asking.ctx = (struct answer_context){.panel_at = asking_panel,
                                         .self = &asking,
                                         .lang = LANG_EN,
                                         .today = test_day("2023-06-01"),
                                         .now_ms = 0};
}

/* ANY stands for whatever the record has, NONE for a record without. */
enum { ANY = -1, NONE = -2 };

static unsigned times(const int *codes, unsigned n, int wanted)
{
    unsigned found = 0;
    if (wanted == ANY) return n;
    for (unsigned i = 0; i < n; i++)
        found += codes[i] == wanted;
    return found;
}

static bool has(const int *codes, unsigned n, int wanted)
{
    return wanted == ANY || (wanted == NONE ? n == 0 : times(codes, n, wanted) > 0);
}

static bool has_group(const struct record *f, int wanted)
{
    if (wanted == ANY) return true;
    if (wanted == NONE) return f->groups == 0;
    return f->groups >> wanted & 1;
}

/* Persons (of the sex, 1 woman, 0 man, ANY) or trajectories or projects with all. */
static int64_t count(char unit, int woman, int outcome, int action, int group)
{
    bool seen[SOME + 1] = {false};
    int64_t n = 0;
    for (unsigned i = 0; i < n_records; i++) {
        const struct record *f = &records[i];
        if (woman != ANY && f->is_woman != woman) continue;
        if (!has(f->outcomes, f->n_outcomes, outcome)) continue;
        if (!has(f->actions, f->n_actions, action) || !has_group(f, group)) continue;
        unsigned which = unit == 'p' ? f->person : unit == 't' ? i : f->project;
        n += !seen[which];
        seen[which] = true;
    }
    return n;
}

static int64_t persons_in(unsigned project, int group)
{
    bool seen[PERSONS + 1] = {false};
    int64_t n = 0;
    for (unsigned i = 0; i < n_records; i++) {
        const struct record *f = &records[i];
        if (f->project != project || !has_group(f, group)) continue;
        n += !seen[f->person];
        seen[f->person] = true;
    }
    return n;
}

static void is(struct table *t, const char *row, const char *column, int64_t expected)
{
    int64_t found = t ? count_at(t, row, column) : -2;
    if (found == -1 && expected == 0) return; /* open ended: not shown */
    if (found != expected)
        fail_msg("row '%s' column '%s' of %s: expected %lld, found %lld", row, column,
                 t ? t->statement : asking.e.message, (long long)expected,
                 (long long)found);
}

static int code_of(const int *codes, int i)
{
    return i == CODES ? NONE : codes[i];
}

static const char *text_of(enum list_number list, const int *codes, int i)
{
    return i == CODES ? "none" : code_text(list, codes[i]);
}

static void persons_and_trajectories(void)
{
    struct table *p =
        ask_one(&asking, "count persons reached rows outcome columns sex");
    struct table *t = ask_one(&asking, "count trajectories reached rows action");
    struct table *g =
        ask_one(&asking, "count persons reached rows target group columns sex");
    struct table *c =
        ask_one(&asking, "count persons reached rows target group columns project");
    struct table *j = ask_one(&asking, "count projects with any outcome rows outcome");
    for (int i = 0; i <= CODES; i++) {
        int outcome = code_of(outcome_codes, i), action = code_of(action_codes, i);
        int group = i == CODES ? NONE : i;
        const char *row = text_of(LIST_OUTCOME, outcome_codes, i);
        is(p, row, "f", count('p', 1, outcome, ANY, ANY));
        is(p, row, "m", count('p', 0, outcome, ANY, ANY));
        is(p, row, "", count('p', ANY, outcome, ANY, ANY));
        if (i < CODES) is(j, row, "", count('j', ANY, outcome, ANY, ANY));
        is(t, text_of(LIST_ACTION_KIND, action_codes, i), "",
           count('t', ANY, ANY, action, ANY));
        row = text_of(LIST_TARGET_GROUP, group_codes, i);
        is(g, row, "f", count('p', 1, ANY, ANY, group));
        is(g, row, "", count('p', ANY, ANY, ANY, group));
        for (unsigned project = 1; project <= 3; project++) {
            static const char *const codes[] = {"P490", "P457", "P380"};
            is(c, row, codes[project - 1], persons_in(project, group));
        }
    }
    is(p, "", "f", count('p', 1, ANY, ANY, ANY));
    is(p, "", "", count('p', ANY, ANY, ANY, ANY));
    is(t, "", "", n_records);
    is(g, "", "", count('p', ANY, ANY, ANY, ANY));
}

static void several_at_once(void)
{
    struct table *two =
        ask_one(&asking, "count persons reached rows outcome columns action");
    struct table *three =
        ask_one(&asking,
                "count trajectories reached rows outcome, action columns target group");
    for (int i = 0; i <= CODES; i++) {
        for (int k = 0; k <= CODES; k++) {
            const char *row = text_of(LIST_OUTCOME, outcome_codes, i);
            const char *column = text_of(LIST_ACTION_KIND, action_codes, k);
            char path[128];
            int outcome = code_of(outcome_codes, i), action = code_of(action_codes, k);
            is(two, row, column, count('p', ANY, outcome, action, ANY));
            snprintf(path, sizeof path, "%s/%s", row, column);
            is(three, path, "", count('t', ANY, outcome, action, ANY));
            is(three, path, "none", count('t', ANY, outcome, action, NONE));
            is(three, path, text_of(LIST_TARGET_GROUP, group_codes, 1),
               count('t', ANY, outcome, action, 1));
        }
    }
}

/* An action stands at each outcome of its participation. */
static void actions_divided_by_outcomes(void)
{
    struct table *t = ask_one(&asking, "count actions rows outcome columns action");
    for (int i = 0; i <= CODES; i++) {
        for (int k = 0; k < CODES; k++) {
            int64_t n = 0;
            for (unsigned r = 0; r < n_records; r++)
                if (has(records[r].outcomes, records[r].n_outcomes,
                        code_of(outcome_codes, i)))
                    n += times(records[r].actions, records[r].n_actions,
                               action_codes[k]);
            is(t, text_of(LIST_OUTCOME, outcome_codes, i),
               code_text(LIST_ACTION_KIND, action_codes[k]), n);
        }
    }
}

static int compare_days(const void *x, const void *y)
{
    return *(const int *)x - *(const int *)y;
}

/* Days of one cell: of persons the first trajectory in the cell that has them. */
static unsigned days_of_cell(int *days, char unit, int woman, int outcome, int group)
{
    bool seen[SOME + 1] = {false};
    unsigned n = 0;
    for (unsigned i = 0; i < n_records; i++) {
        const struct record *f = &records[i];
        unsigned which = unit == 'p' ? f->person : i;
        if (woman != ANY && f->is_woman != woman) continue;
        if (!has(f->outcomes, f->n_outcomes, outcome) || !has_group(f, group)) continue;
        if (f->days < 0 || seen[which]) continue;
        seen[which] = true;
        days[n++] = f->days;
    }
    qsort(days, n, sizeof *days, compare_days);
    return n;
}

static void days_are(struct table *t, const char *row, const char *column, double share,
                     int *days, unsigned n)
{
    const struct cell *c = t ? cell_at(t, row, column) : NULL;
    double expected = 0;
    if (!c) {
        assert_int_equal(n, 0);
        return;
    }
    assert_int_equal(c->n, n);
    if (n == 0) {
        assert_int_equal(c->status, CELL_UNAVAILABLE);
        return;
    }
    if (share < 0) {
        for (unsigned i = 0; i < n; i++)
            expected += (double)days[i] / n;
    } else {
        double place = (n - 1) * share;
        unsigned k = (unsigned)place;
        expected = days[k] + (place - k) * (days[k + 1 < n ? k + 1 : k] - days[k]);
    }
    if (fabs(c->value - expected) > 1e-9)
        fail_msg("row '%s' column '%s' of %s: expected %g, found %g", row, column,
                 t->statement, expected, c->value);
}

static void days_by_outcome_and_group(void)
{
    static const struct {
        const char *statistic;
        double share;
    } of[] = {{"median", 0.5}, {"quantile 0.9", 0.9}, {"mean", -1}};
    for (size_t s = 0; s < ARRAY_LEN(of); s++)
        for (int persons = 0; persons < 2; persons++) {
            int days[SOME];
            char unit = persons ? 'p' : 't';
            const char *name = persons ? "persons" : "trajectories";
            struct table *o = ask_one(
                &asking, arena_format(&asking.arena,
                                      "%s days from reached to started for %s rows "
                                      "outcome columns sex",
                                      of[s].statistic, name));
            struct table *g = ask_one(
                &asking, arena_format(&asking.arena,
                                      "%s days from reached to started for %s rows "
                                      "target group, outcome",
                                      of[s].statistic, name));
            for (int i = 0; i <= CODES; i++) {
                const char *row = text_of(LIST_OUTCOME, outcome_codes, i);
                int outcome = code_of(outcome_codes, i), group = i == CODES ? NONE : i;
                days_are(o, row, "f", of[s].share, days,
                         days_of_cell(days, unit, 1, outcome, ANY));
                days_are(o, row, "", of[s].share, days,
                         days_of_cell(days, unit, ANY, outcome, ANY));
                row = text_of(LIST_TARGET_GROUP, group_codes, i);
                days_are(g, row, "", of[s].share, days,
                         days_of_cell(days, unit, ANY, ANY, group));
                days_are(g,
                         arena_format(&asking.arena, "%s/%s", row,
                                      text_of(LIST_OUTCOME, outcome_codes, 0)),
                         "", of[s].share, days,
                         days_of_cell(days, unit, ANY, outcome_codes[0], group));
            }
            days_are(o, "", "m", of[s].share, days,
                     days_of_cell(days, unit, 0, ANY, ANY));
            days_are(g, "", "", of[s].share, days,
                     days_of_cell(days, unit, ANY, ANY, ANY));
        }
}

static void cells_are_those_of_the_records(void **state)
{
    (void)state;
    /* at most one of a kind, which needs no list of rows; a few; and many */
    static const unsigned most[] = {1, 2, MOST_EVENTS};
    for (unsigned seed = 1; seed <= 6; seed++) {
        build(seed, most[seed % ARRAY_LEN(most)]);
        persons_and_trajectories();
        several_at_once();
        actions_divided_by_outcomes();
        days_by_outcome_and_group();
        asking_end(&asking);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_those_of_the_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
