/* Files that are about one human being: they count as the one file would that held
 * everything, and a link that is not known yet changes nothing. */
#include "base/rng.h"
#include "outreach_panel.h"
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { ID_HUMAN = 40, HUMANS = 300, MOST_FILES = 3, MOST_EACH = 3 };

static void link_file(struct panel_builder *b, unsigned person, unsigned human)
{
    struct person_link_fact f = {.person = {test_id(ID_PERSON, person)},
                                 .human = {test_id(ID_HUMAN, human)}};
    panel_build_person_link(b, &f);
}

/* --- the same people, by file and by human being --- */

struct file_of {
    unsigned person, human;
};
struct human_is {
    bool is_woman, is_known; /* a thread is known to be it */
    unsigned n_files;
};

static struct human_is humans[HUMANS];
static struct file_of files[HUMANS * MOST_FILES];
static size_t n_files;
static struct rng rng;

static void invent(uint64_t seed)
{
    rng_init(&rng, seed);
    n_files = 0;
    for (unsigned h = 0; h < HUMANS; h++) {
        humans[h] =
            (struct human_is){.is_woman = rng_chance(&rng, 0.5),
                              .is_known = rng_chance(&rng, 0.3),
                              .n_files = 1 + (unsigned)rng_below(&rng, MOST_FILES)};
        for (unsigned i = 0; i < humans[h].n_files; i++)
            files[n_files++] = (struct file_of){.human = h};
    }
    for (size_t i = n_files; i-- > 1;) { /* files of one human being stand apart */
        size_t k = rng_below(&rng, i + 1);
        struct file_of moved = files[i];
        files[i] = files[k];
        files[k] = moved;
    }
    for (size_t i = 0; i < n_files; i++)
        files[i].person = (unsigned)i + 1;
}

/* What a file says, the same whichever way it is built. */
static void seed_of_file(size_t file, int what)
{
    rng_init(&rng, 1000 * (uint64_t)file + (uint64_t)what);
}

static void some_day(char out[DAY_TEXT + 1], int first_year, unsigned n_years)
{
    snprintf(out, DAY_TEXT + 1, "%d-%02d-%02d",
             first_year + (int)rng_below(&rng, n_years), 1 + (int)rng_below(&rng, 12),
             1 + (int)rng_below(&rng, 28));
}

static void add_spells(struct panel_builder *b, size_t file, unsigned person)
{
    seed_of_file(file, 1);
    for (uint64_t n = rng_below(&rng, MOST_EACH); n > 0; n--) {
        char from[DAY_TEXT + 1];
        struct spell_fact f = {.person = {test_id(ID_PERSON, person)},
                               .list = SPELL_LABOUR,
                               .code = (uint8_t)rng_below(&rng, 4),
                               .body = CODE_MISSING,
                               .exit = CODE_MISSING,
                               .to = DAY_NONE};
        some_day(from, 2019, 4);
        f.from = test_day(from);
        if (rng_chance(&rng, 0.8)) f.to.v = f.from.v + (int)rng_below(&rng, 600);
        test_ok(panel_build_spell(b, &f, NULL));
    }
}

static void add_trajectories(struct panel_builder *b, size_t file, unsigned person)
{
    seed_of_file(file, 2);
    unsigned n = 1 + (unsigned)rng_below(&rng, MOST_EACH);
    for (unsigned t = 0; t < n; t++) {
        unsigned number = (unsigned)file * MOST_EACH + t + 1;
        char on[DAY_TEXT + 1];
        some_day(on, 2020, 2);
        test_trajectory(b, number, person, 1 + (unsigned)rng_below(&rng, 3), 0, on, 30);
        some_day(on, 2021, 2);
        if (rng_chance(&rng, 0.6))
            test_event(b, number, person, EVENT_STARTED, CODE_MISSING, CODE_MISSING, 0,
                       on);
        some_day(on, 2021, 2);
        if (rng_chance(&rng, 0.4))
            test_event(b, number, person, EVENT_OUTCOME, OUTCOME_EMPLOYED,
                       (int)rng_below(&rng, 3), 0, on);
        if (rng_chance(&rng, 0.2))
            test_event(b, number, person, EVENT_OUTCOME, OUTCOME_QUALIFICATION,
                       CODE_MISSING, 0, on);
    }
}

static void add_threads(struct panel_builder *b, bool by_file)
{
    for (size_t i = 0; i < n_files; i++)
        if (humans[files[i].human].is_known)
            test_reach(b, 1 + (unsigned)(i % 2), 1, (unsigned)i + 1,
                       by_file ? files[i].person : files[i].human + 1, "", false);
}

static void begin_panel(struct panel_builder *b)
{
    test_small_tables(b);
    test_place(b, 1, "Markt", PLACE_KIND_VIRTUAL, "11002", "2020-01-01", NULL);
    test_outreach(b, 1, 1, OUTREACH_ACTION_KIND_PRESENCE, "2021-05-01", NULL);
    test_outreach(b, 2, 1, OUTREACH_ACTION_KIND_PRESENCE, "2022-05-01", NULL);
}

static void add_person(struct panel_builder *b, unsigned person, unsigned human)
{
    test_person(b, person, humans[human].is_woman ? "f" : "m",
                human % 3 ? "11002" : "44021", human % 2 ? "primary" : "bachelor");
}

static struct panel *end_panel(struct panel_builder *b)
{
    struct panel *p;
    struct err e = {0};
    if (panel_build_end(&p, b, &e) != OK) fail_msg("%s", e.message);
    return p;
}

static struct panel *panel_by_file(bool with_links)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    begin_panel(b);
    for (size_t i = 0; i < n_files; i++) {
        const struct file_of *f = &files[i];
        add_person(b, f->person, f->human);
        if (with_links && humans[f->human].n_files > 1)
            link_file(b, f->person, f->human);
        add_spells(b, i, f->person);
        add_trajectories(b, i, f->person);
    }
    add_threads(b, true);
    return end_panel(b);
}

/* Everything of a human being in one file. */
static struct panel *panel_by_human(void)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    begin_panel(b);
    for (unsigned h = 0; h < HUMANS; h++) {
        add_person(b, h + 1, h);
        for (size_t i = 0; i < n_files; i++)
            if (files[i].human == h) add_spells(b, i, h + 1);
        for (size_t i = 0; i < n_files; i++)
            if (files[i].human == h) add_trajectories(b, i, h + 1);
    }
    add_threads(b, false);
    return end_panel(b);
}

static struct asking asking_of(struct panel *p)
{
    struct asking a = {.full = p, .early = NULL};
    a.ctx = (struct answer_context){.panel_at = asking_panel,
                                    .lang = LANG_EN,
                                    .today = test_day("2023-06-01"),
                                    .now_ms = day_to_moment(test_day("2023-06-01"))};
    return a;
}

static struct table *ask(struct asking *a, const char *text)
{
    a->ctx.self = a;
    struct table *t = ask_one(a, text);
    if (!t) fail_msg("%s: %s", text, a->e.message);
    return t;
}

static void check_same(struct asking *one, struct asking *other, const char *text)
{
    struct table *a = ask(one, text), *b = ask(other, text);
    assert_int_equal(a->rows.n, b->rows.n);
    assert_int_equal(a->columns.n, b->columns.n);
    assert_true((a->unavailable == NULL) == (b->unavailable == NULL));
    for (size_t i = 0; !a->unavailable && i < a->rows.n * a->columns.n; i++) {
        const struct cell *x = &a->cells[i], *y = &b->cells[i];
        if (x->n != y->n || x->base != y->base || x->status != y->status ||
            x->value != y->value)
            fail_msg("%s: cell %zu has %lld of %lld, expected %lld of %lld", text, i,
                     (long long)x->n, (long long)x->base, (long long)y->n,
                     (long long)y->base);
    }
}

static const char *const questions[] = {
    "count persons reached",
    "count persons reached rows call, sex columns province, education level",
    "count persons reached during 2021 rows month columns call",
    "count trajectories started rows call columns sex",
    "count persons with outcome employed rows sector, sex columns year",
    "count persons reached where not (sex = f and call = 490) rows target group",
    "count persons with outcome employed rows sex columns call rate of persons reached",
    "count persons started without any outcome rows call",
    "count persons reached with labour status employed on 2021-06-01 rows sex",
    "count persons with labour status employed 6 months after reached rows call",
    "median days from reached to first outcome for persons rows sex columns call",
    "median days from reached to started for trajectories rows call",
    "count outflows from labour status employed rows year columns sex",
    "count outflows from each labour status rows status columns next status",
    "count inflows to labour status employed during 2020 .. 2022 rows month",
    "count stock of any labour status during 2020 .. 2022 rows month columns sex",
    "count stock of labour status employed rows status, province",
    "count people met rows year columns place kind",
    "count companies reached rows call",
};

static void linked_files_count_as_the_one_that_holds_all(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        invent(seed);
        struct asking linked = asking_of(panel_by_file(true));
        struct asking whole = asking_of(panel_by_human());
        assert_int_equal(linked.full->n_persons, HUMANS);
        assert_int_equal(linked.full->n_files, n_files);
        for (size_t i = 0; i < ARRAY_LEN(questions); i++)
            check_same(&linked, &whole, questions[i]);
        asking_end(&linked);
        asking_end(&whole);
    }
}

static void a_link_of_one_file_changes_nothing(void **state)
{
    (void)state;
    invent(4);
    struct asking plain = asking_of(panel_by_file(false));
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    begin_panel(b);
    for (size_t i = 0; i < n_files; i++) {
        add_person(b, files[i].person, files[i].human);
        link_file(b, files[i].person, 1000 + (unsigned)i);
        add_spells(b, i, files[i].person);
        add_trajectories(b, i, files[i].person);
    }
    add_threads(b, true);
    struct asking alone = asking_of(end_panel(b));
    assert_null(alone.full->participations.file);
    assert_int_equal(alone.full->n_linked, 0);
    assert_int_equal(alone.full->bytes, plain.full->bytes);
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        check_same(&alone, &plain, questions[i]);
    asking_end(&plain);
    asking_end(&alone);
}

static void rows_of_a_human_being_stand_together_in_order(void **state)
{
    (void)state;
    invent(5);
    struct panel *p = panel_by_file(true);
    const struct panel_participations *c = &p->participations;
    uint32_t most = 0;
    for (size_t i = 0; i < c->n; i++) {
        most = MAX_OF(most, c->person[i]);
        assert_true(c->file[i] < p->n_files);
        assert_int_equal(c->person_first[i],
                         i == 0 || c->person[i] != c->person[i - 1]);
        if (i == 0) continue;
        assert_true(c->person[i] >= c->person[i - 1]);
        if (c->person[i] == c->person[i - 1])
            assert_true(c->reached_on[i] >= c->reached_on[i - 1]);
    }
    assert_int_equal(most + 1, p->n_persons);
    for (int kind = 0; kind < N_EVENT_KINDS; kind++) {
        struct panel_events v = panel_events_of(p, kind);
        for (size_t i = 1; i < v.n; i++)
            assert_true(v.participation[i] >= v.participation[i - 1]);
    }
    size_t linked = 0, together = 0;
    for (unsigned h = 0; h < HUMANS; h++) {
        if (humans[h].n_files < 2) continue;
        linked += humans[h].n_files;
        together++;
    }
    assert_int_equal(p->n_linked, linked);
    assert_int_equal(p->n_together, together);
    panel_free(p);
}

/* --- told --- */

/* A has a file with two organisations, which disagree on the sex; B has one. */
static struct panel *two_organisations(bool with_link)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    test_small_tables(b);
    test_person(b, 1, "f", "11002", "primary");
    if (with_link) link_file(b, 1, 9);
    test_trajectory(b, 1, 1, 1, 0, "2022-03-01", 31);
    test_person(b, 2, "m", "11002", "primary");
    test_trajectory(b, 2, 2, 1, 0, "2022-02-01", 31);
    test_person(b, 3, "x", "44021", "bachelor");
    if (with_link) link_file(b, 3, 9);
    test_trajectory(b, 3, 3, 2, 0, "2021-02-01", 30);
    test_event(b, 3, 3, EVENT_OUTCOME, OUTCOME_EMPLOYED, CODE_MISSING, 0, "2022-06-01");
    return end_panel(b);
}

static void files_that_disagree_stand_in_both_cells(void **state)
{
    (void)state;
    struct asking a = asking_of(two_organisations(true));
    struct table *t = ask(&a, "count persons reached rows sex");
    assert_int_equal(count_at(t, "f", ""), 1);
    assert_int_equal(count_at(t, "x", ""), 1);
    assert_int_equal(count_at(t, "m", ""), 1);
    assert_int_equal(count_at(t, "", ""), 2);
    t = ask(&a, "count trajectories reached rows sex");
    assert_int_equal(count_at(t, "", ""), 3);
    /* the job stands in the other file than the woman's */
    t = ask(&a, "count persons with outcome employed where sex = f");
    assert_int_equal(count_at(t, "", ""), 0);
    t = ask(&a, "count persons with outcome employed rate of persons reached");
    assert_int_equal(t->cells[0].n, 1);
    assert_int_equal(t->cells[0].base, 2);
    asking_end(&a);
}

static void notes_say_how_many_files_were_linked(void **state)
{
    (void)state;
    struct asking a = asking_of(two_organisations(true));
    struct table *t = ask(&a, "count persons reached");
    assert_true(has_note(t, "3 files of 2 persons"));
    t = ask(&a, "count persons reached where call = 490");
    assert_false(has_note(t, "files of"));
    t = ask(&a, "count trajectories reached");
    assert_false(has_note(t, "files"));
    t = ask(&a, "count persons with outcome employed rate of persons reached");
    assert_true(has_note(t, "Denominator: 3 files of 2 persons"));
    a.ctx.lang = LANG_NL;
    t = ask(&a, "count persons reached");
    assert_true(has_note(t, "3 dossiers van 2 personen"));
    a.ctx.lang = LANG_FR;
    t = ask(&a, "count persons reached");
    assert_true(has_note(t, "3 dossiers de 2 personnes"));
    asking_end(&a);
    a = asking_of(two_organisations(false));
    t = ask(&a, "count persons reached");
    assert_int_equal(t->cells[0].n, 3);
    assert_false(has_note(t, "files"));
    t = ask(&a, "count persons reached without links");
    assert_true(has_note(t, "Files are counted"));
    asking_end(&a);
}

static struct panel_view asked_for;
static enum err_code note_view(const struct panel **out, void *self,
                               struct panel_view view, struct err *e)
{
    asked_for = view;
    return asking_panel(out, self, view, e);
}

static void without_links_asks_for_files(void **state)
{
    (void)state;
    struct asking a = asking_of(two_organisations(true));
    a.ctx.panel_at = note_view;
    ask(&a, "count persons reached rows sex");
    assert_false(asked_for.without_links);
    ask(&a, "count persons without links rows sex");
    assert_true(asked_for.without_links);
    ask(&a, "count persons with outcome employed without links");
    assert_true(asked_for.without_links);
    assert_non_null(ask_file(&a, "title \"t\"\nwithout links\ncount persons reached"));
    assert_true(asked_for.without_links);
    assert_null(ask_one(&a, "count persons reached without link"));
    assert_string_equal(a.e.hint, "did you mean links?");
    assert_null(ask_one(&a, "count files reached"));
    assert_non_null(strstr(a.e.hint, "count persons without links"));
    assert_null(ask_one(&a, "count persons without links without links"));
    assert_non_null(strstr(a.e.message, "at most once"));
    asking_end(&a);
}

static void a_file_is_of_one_human_being(void **state)
{
    (void)state;
    struct err e;
    struct panel *p;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    test_small_tables(b);
    test_person(b, 1, "f", NULL, NULL);
    link_file(b, 1, 1);
    link_file(b, 1, 2);
    assert_int_equal(panel_build_end(&p, b, &e), ERR_CORRUPT);
    b = panel_build_begin(INT64_MAX);
    link_file(b, 1, 1);
    assert_int_equal(panel_build_end(&p, b, &e), ERR_CORRUPT);
    assert_non_null(strstr(e.message, "did not come before"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linked_files_count_as_the_one_that_holds_all),
        cmocka_unit_test(a_link_of_one_file_changes_nothing),
        cmocka_unit_test(rows_of_a_human_being_stand_together_in_order),
        cmocka_unit_test(files_that_disagree_stand_in_both_cells),
        cmocka_unit_test(notes_say_how_many_files_were_linked),
        cmocka_unit_test(without_links_asks_for_files),
        cmocka_unit_test(a_file_is_of_one_human_being),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
