/* Links with two clocks, pairs, decisions, what waits and what is drawn. Every story
 * ends with a store that verifies. */
#include "store_house.h"
#include "store_keeper.h"

#include "store/link_review_store.h"
#include "store/person_store.h"

enum { N_FILES = 8 };
static struct person_id file[N_FILES]; /* in order of id */
static struct write *w;
static struct arena arena;

static int open_links(void **state)
{
    open_store(state);
    is_ok(write_begin(&w, db, &who, "add persons", "", &e));
    write_recorded_at(w, 1000);
    for (size_t i = 0; i < N_FILES; i++) {
        struct person_fact p = {.id = {uuid7_new()},
                                .first_seen_on = day_of(2024, 1, 1)};
        file[i] = p.id;
        is_ok(person_add(w, &p, NULL, &e));
    }
    is_ok(write_commit(&w, &e));
    return 0;
}

static int close_links(void **state)
{
    arena_dispose(&arena);
    free(kept);
    kept = NULL;
    n_kept = kept_cap = 0;
    return close_whole_store(state);
}

static struct uuid begin_run(int64_t at, uint8_t kind)
{
    struct link_run_fact run = {.id = uuid7_new(), .kind = kind, .settings = "test 1"};
    is_ok(write_begin(&w, db, &who, "link", "", &e));
    if (at) write_recorded_at(w, at);
    is_ok(link_run_add(w, &run, &e));
    return run.id;
}

static struct uuid add_link(struct uuid run, size_t person, struct human_id human)
{
    struct person_link_fact f = {.id = uuid7_new(),
                                 .person = file[person],
                                 .human = human,
                                 .run = run,
                                 .basis = LINK_BASIS_EVIDENCE};
    is_ok(person_link_add(w, &f, &e));
    return f.id;
}

static struct uuid add_pair(struct uuid run, size_t a, size_t b, uint8_t verdict,
                            int64_t millibits)
{
    struct link_pair_fact f = {.id = uuid7_new(),
                               .person = file[a],
                               .other = file[b],
                               .run = run,
                               .verdict = verdict,
                               .basis = LINK_BASIS_EVIDENCE,
                               .millibits = millibits,
                               .levels = S("family_name=equal birth_date=near")};
    is_ok(link_pair_add(w, &f, &e));
    return f.id;
}

static struct uuid decide(struct uuid run, size_t a, size_t b, uint8_t decision)
{
    struct link_decision_fact f = {.id = uuid7_new(),
                                   .person = file[a],
                                   .other = file[b],
                                   .run = run,
                                   .decision = decision,
                                   .reason = S("asked both")};
    is_ok(link_decision_add(w, &f, &e));
    return f.id;
}

static bool same_human(const struct human_id *a, const struct human_id *b)
{
    return uuid_eq(a->u, b->u);
}

static void links_are_as_they_were_known(void **state)
{
    (void)state;
    struct human_id first = {uuid7_new()}, second = {uuid7_new()};
    struct person_link_fact *map;
    size_t n;
    struct uuid run = begin_run(2000, LINK_RUN_KIND_COMPARISON);
    add_link(run, 0, first);
    struct uuid moved = add_link(run, 1, first);
    add_link(run, 2, first);
    is_ok(write_commit(&w, &e));
    run = begin_run(3000, LINK_RUN_KIND_COMPARISON);
    is_ok(fact_retract(w, NOUN_PERSON_LINK, file[1], moved, &e));
    add_link(run, 1, second);
    add_link(run, 3, second);
    is_ok(write_commit(&w, &e));

    is_ok(link_map_read(&map, &n, &arena, db, 1999, &e));
    assert_int_equal(n, 0);
    is_ok(link_map_read(&map, &n, &arena, db, 2000, &e));
    assert_int_equal(n, 3);
    assert_true(same_human(&map[1].human, &first));
    is_ok(link_map_read(&map, &n, &arena, db, INT64_MAX, &e));
    assert_int_equal(n, 4);
    assert_true(same_human(&map[0].human, &first));
    assert_true(same_human(&map[1].human, &second));
    assert_true(uuid_eq(map[1].run, run));
    assert_int_equal(map[1].basis, LINK_BASIS_EVIDENCE);
    is_ok(link_files_of_human(&map, &n, &arena, db, second, &e));
    assert_int_equal(n, 2);
    assert_true(uuid_eq(map[0].person.u, file[1].u));
}

static void panel_gets_the_link_after_its_person(void **state)
{
    (void)state;
    struct human_id human = {uuid7_new()};
    struct uuid run = begin_run(2000, LINK_RUN_KIND_COMPARISON);
    add_link(run, 1, human);
    add_link(run, 4, human);
    is_ok(write_commit(&w, &e));
    read_panel(1999);
    assert_int_equal(count_kept(PERSON), N_FILES);
    assert_int_equal(count_kept(PERSON_LINK), 0);
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(PERSON_LINK), 2);
    for (size_t i = 1; i < n_kept; i++)
        if (kept[i].kind == PERSON_LINK) {
            assert_int_equal(kept[i - 1].kind, PERSON);
            assert_true(uuid_eq(kept[i - 1].person.id.u, kept[i].person_link.person.u));
            assert_true(same_human(&kept[i].person_link.human, &human));
        }
}

static void a_file_has_one_open_link(void **state)
{
    (void)state;
    struct human_id human = {uuid7_new()};
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    add_link(run, 0, human);
    struct person_link_fact again = {.id = uuid7_new(),
                                     .person = file[0],
                                     .human = {uuid7_new()},
                                     .run = run,
                                     .basis = LINK_BASIS_EVIDENCE};
    assert_int_not_equal(person_link_add(w, &again, &e), OK);
    write_abandon(&w);
}

static void files_of_a_pair_stand_in_order(void **state)
{
    (void)state;
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    struct link_pair_fact f = {.id = uuid7_new(),
                               .person = file[1],
                               .other = file[0],
                               .run = run,
                               .verdict = LINK_VERDICT_LINK,
                               .basis = LINK_BASIS_NUMBER,
                               .levels = S("")};
    assert_int_equal(link_pair_add(w, &f, &e), ERR_INVALID);
    write_abandon(&w);
    run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    f.other = file[1];
    assert_int_equal(link_pair_add(w, &f, &e), ERR_INVALID);
    write_abandon(&w);
    f.other = file[0];
    link_pair_order(&f.person, &f.other);
    assert_true(uuid_eq(f.person.u, file[0].u) && uuid_eq(f.other.u, file[1].u));
}

static void a_decision_needs_a_reason(void **state)
{
    (void)state;
    struct link_decision_fact f = {.id = uuid7_new(),
                                   .person = file[0],
                                   .other = file[1],
                                   .decision = LINK_DECISION_SAME,
                                   .reason = S("")};
    f.run = begin_run(0, LINK_RUN_KIND_DECISION);
    assert_int_equal(link_decision_add(w, &f, &e), ERR_INVALID);
    write_abandon(&w);
}

static void strongest_evidence_waits_first(void **state)
{
    (void)state;
    struct link_pair_fact *queue;
    int64_t n_waiting;
    size_t n;
    struct human_id human = {uuid7_new()};
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    add_pair(run, 0, 1, LINK_VERDICT_REVIEW, 4000);
    add_pair(run, 2, 3, LINK_VERDICT_REVIEW, 9000);
    add_pair(run, 4, 5, LINK_VERDICT_LINK, 20000);
    add_pair(run, 4, 6, LINK_VERDICT_REVIEW, 8000); /* linked already, by others */
    add_pair(run, 6, 7, LINK_VERDICT_BELOW, -2000);
    add_link(run, 4, human);
    add_link(run, 5, human);
    add_link(run, 6, human);
    is_ok(write_commit(&w, &e));
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 0, 10, &e));
    assert_int_equal(n, 2);
    assert_int_equal(n_waiting, 2);
    assert_int_equal(queue[0].millibits, 9000);
    assert_true(str_eq_c(queue[0].levels, "family_name=equal birth_date=near"));
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 1, 10, &e));
    assert_int_equal(n, 1);
    assert_int_equal(queue[0].millibits, 4000);
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 0, 1, &e));
    assert_int_equal(n, 1);
    assert_int_equal(n_waiting, 2);

    run = begin_run(0, LINK_RUN_KIND_DECISION);
    struct uuid decision = decide(run, 2, 3, LINK_DECISION_DIFFERENT);
    is_ok(write_commit(&w, &e));
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 0, 10, &e));
    assert_int_equal(n_waiting, 1);
    begin_run(0, LINK_RUN_KIND_UNDO);
    is_ok(fact_retract(w, NOUN_LINK_DECISION, file[2], decision, &e));
    is_ok(write_commit(&w, &e));
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 0, 10, &e));
    assert_int_equal(n_waiting, 2);
    begin_run(0, LINK_RUN_KIND_UNDO);
    is_ok(person_erase(w, file[0], &e));
    is_ok(write_commit(&w, &e));
    is_ok(link_queue_read(&queue, &n, &n_waiting, &arena, db, 0, 10, &e));
    assert_int_equal(n_waiting, 1);
}

static void a_pair_is_found_from_either_side_and_after_it_was_replaced(void **state)
{
    (void)state;
    struct link_pair_fact pair, *pairs;
    struct person_id one, two;
    bool found;
    size_t n;
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    struct uuid old = add_pair(run, 2, 5, LINK_VERDICT_REVIEW, 1000);
    is_ok(write_commit(&w, &e));
    run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    is_ok(fact_retract(w, NOUN_LINK_PAIR, file[2], old, &e));
    add_pair(run, 2, 5, LINK_VERDICT_LINK, 12000);
    is_ok(write_commit(&w, &e));
    is_ok(link_pair_find(&pair, &found, &arena, db, file[5], file[2], &e));
    assert_true(found);
    assert_int_equal(pair.millibits, 12000);
    is_ok(link_pair_by_id(&one, &two, &found, db, old, &e));
    assert_true(found);
    assert_true(uuid_eq(one.u, file[2].u) && uuid_eq(two.u, file[5].u));
    is_ok(link_pair_find(&pair, &found, &arena, db, file[2], file[3], &e));
    assert_false(found);
    is_ok(link_pairs_of_person(&pairs, &n, &arena, db, file[5], &e));
    assert_int_equal(n, 1);
    is_ok(link_pairs_of_person(&pairs, &n, &arena, db, file[3], &e));
    assert_int_equal(n, 0);
}

static void one_seed_draws_one_sample_and_another_another(void **state)
{
    (void)state;
    struct link_pair_fact *a, *b;
    int64_t n_stratum;
    size_t n, n_b, n_other = 0;
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    for (size_t i = 0; i < N_FILES; i++)
        for (size_t k = i + 1; k < N_FILES; k++)
            add_pair(run, i, k, LINK_VERDICT_BELOW, -1000);
    is_ok(write_commit(&w, &e));
    is_ok(
        link_sample_draw(&a, &n, &n_stratum, &arena, db, LINK_VERDICT_BELOW, 7, 9, &e));
    assert_int_equal(n, 9);
    assert_int_equal(n_stratum, 28);
    is_ok(link_sample_draw(&b, &n_b, &n_stratum, &arena, db, LINK_VERDICT_BELOW, 7, 9,
                           &e));
    for (size_t i = 0; i < n; i++)
        assert_true(uuid_eq(a[i].id, b[i].id));
    is_ok(link_sample_draw(&b, &n_b, &n_stratum, &arena, db, LINK_VERDICT_BELOW, 8, 9,
                           &e));
    for (size_t i = 0; i < n; i++)
        n_other += !uuid_eq(a[i].id, b[i].id);
    assert_true(n_other > 0);
    is_ok(
        link_sample_draw(&a, &n, &n_stratum, &arena, db, LINK_VERDICT_LINK, 7, 9, &e));
    assert_int_equal(n, 0);
    assert_int_equal(n_stratum, 0);
}

static void what_was_drawn_comes_back_with_what_was_decided(void **state)
{
    (void)state;
    struct link_sample_fact *sample;
    size_t n;
    is_ok(link_samples_read(&sample, &n, &arena, db, INT64_MAX, &e));
    assert_int_equal(n, 0);
    struct uuid run = begin_run(2000, LINK_RUN_KIND_SAMPLE);
    struct link_sample_fact f = {.id = uuid7_new(),
                                 .person = file[0],
                                 .other = file[3],
                                 .run = run,
                                 .stratum = LINK_VERDICT_LINK,
                                 .n_stratum = 40,
                                 .millibits = 15500};
    is_ok(link_sample_add(w, &f, &e));
    f.id = uuid7_new();
    f.other = file[4];
    f.stratum = LINK_VERDICT_REVIEW;
    is_ok(link_sample_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    run = begin_run(3000, LINK_RUN_KIND_DECISION);
    decide(run, 0, 3, LINK_DECISION_DIFFERENT);
    is_ok(write_commit(&w, &e));
    is_ok(link_samples_read(&sample, &n, &arena, db, INT64_MAX, &e));
    assert_int_equal(n, 2);
    assert_int_equal(sample[0].stratum, LINK_VERDICT_LINK);
    assert_int_equal(sample[0].decision, LINK_DECISION_DIFFERENT);
    assert_int_equal(sample[0].n_stratum, 40);
    assert_int_equal(sample[0].millibits, 15500);
    assert_int_equal(sample[1].decision, CODE_MISSING);
    is_ok(link_samples_read(&sample, &n, &arena, db, 2500, &e));
    assert_int_equal(n, 2);
    assert_int_equal(sample[0].decision, CODE_MISSING);
}

static void changes_and_runs_come_last_first(void **state)
{
    (void)state;
    struct human_id one = {uuid7_new()}, two = {uuid7_new()};
    struct link_change_fact *change;
    struct link_run_fact *runs, last;
    struct link_period *period;
    bool found;
    size_t n;
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    struct link_change_fact f = {.id = uuid7_new(),
                                 .run = run,
                                 .kind = LINK_CHANGE_MADE,
                                 .human = one,
                                 .n_files = 2};
    is_ok(link_change_add(w, &f, &e));
    struct uuid link = add_link(run, 0, one);
    add_link(run, 1, one);
    is_ok(write_commit(&w, &e));
    run = begin_run(0, LINK_RUN_KIND_SPLIT);
    f = (struct link_change_fact){.id = uuid7_new(),
                                  .run = run,
                                  .kind = LINK_CHANGE_JOINED,
                                  .human = two,
                                  .other = one,
                                  .n_files = 2};
    is_ok(link_change_add(w, &f, &e));
    is_ok(fact_retract(w, NOUN_PERSON_LINK, file[0], link, &e));
    add_link(run, 0, two);
    add_link(run, 2, two);
    add_link(run, 3, one);
    is_ok(write_commit(&w, &e));
    is_ok(link_changes_read(&change, &n, &arena, db, one, 10, &e));
    assert_int_equal(n, 2);
    assert_int_equal(change[0].kind, LINK_CHANGE_JOINED);
    assert_int_equal(change[1].kind, LINK_CHANGE_MADE);
    is_ok(link_changes_read(&change, &n, &arena, db, two, 10, &e));
    assert_int_equal(n, 1);
    is_ok(link_changes_read(&change, &n, &arena, db, (struct human_id){{{0}}}, 1, &e));
    assert_int_equal(n, 1);
    is_ok(link_runs_read(&runs, &n, &arena, db, 10, &e));
    assert_int_equal(n, 2);
    assert_int_equal(runs[0].kind, LINK_RUN_KIND_SPLIT);
    is_ok(link_run_last(&last, &found, db, LINK_RUN_KIND_COMPARISON, &e));
    assert_true(found);
    assert_string_equal(last.settings, "test 1");
    is_ok(link_periods_of_person(&period, &n, &arena, db, file[0], &e));
    assert_int_equal(n, 2);
    assert_true(period[0].retracted_at > 0);
    assert_int_equal(period[1].retracted_at, 0);
}

/* What the store promises of links, verify checks. */
static void verify_sees_a_link_against_a_decision(void **state)
{
    (void)state;
    struct verify_report r;
    struct human_id human = {uuid7_new()}, lone = {uuid7_new()};
    struct uuid run = begin_run(0, LINK_RUN_KIND_COMPARISON);
    struct uuid link = add_link(run, 0, human);
    add_link(run, 1, human);
    add_link(run, 2, human);
    decide(run, 0, 1, LINK_DECISION_DIFFERENT);
    struct uuid alone = add_link(run, 3, lone);
    is_ok(write_commit(&w, &e));
    is_ok(store_verify(&r, db, true, show_defect, NULL, &e));
    assert_int_equal(r.n_defects, 2);
    begin_run(0, LINK_RUN_KIND_UNDO);
    is_ok(fact_retract(w, NOUN_PERSON_LINK, file[0], link, &e));
    is_ok(fact_retract(w, NOUN_PERSON_LINK, file[3], alone, &e));
    is_ok(write_commit(&w, &e));
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, open_links, close_links)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(links_are_as_they_were_known),
        STORY(panel_gets_the_link_after_its_person),
        STORY(a_file_has_one_open_link),
        STORY(files_of_a_pair_stand_in_order),
        STORY(a_decision_needs_a_reason),
        STORY(strongest_evidence_waits_first),
        STORY(a_pair_is_found_from_either_side_and_after_it_was_replaced),
        STORY(one_seed_draws_one_sample_and_another_another),
        STORY(what_was_drawn_comes_back_with_what_was_decided),
        STORY(changes_and_runs_come_last_first),
        STORY(verify_sees_a_link_against_a_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
