/* Four eyes at the desk: who makes an answer does not validate it, what was judged
 * stays judged, a correction leaves the earlier one whole; and the panel that a server
 * shares is renewed when facts were written, while who reads keeps the one it has. */
#include <time.h>

#include "person_house.h"

#include "act/release_desk.h"

#define QUESTION                                                                       \
    "question \"7\" of 2026-11-01\ntitle \"Bereikt\"\npart 1\n"                        \
    "  count projects\npart 2\n  count persons reached rows province columns sex\n"

static struct asking at_desk(struct uuid worker, enum code_of_worker_role role)
{
    struct asking a = asking_of(worker, ours, role);
    a.now_ms = clock_now_ms();
    a.form = uuid7_new();
    a.location = "/cijfers";
    return a;
}

static struct uuid kept_question(void)
{
    struct asking a = at_desk(kim, WORKER_ROLE_POLICY_ANALYST);
    struct uuid id;
    is_ok(desk_question_keep(&id, &a, S(QUESTION), &e));
    return id;
}

static struct uuid frozen_by_kim(const char *name, struct uuid corrects)
{
    struct asking a = at_desk(kim, WORKER_ROLE_POLICY_ANALYST);
    struct frozen f;
    is_ok(desk_freeze(&f, &a, S(QUESTION), LANG_NL, name, "", corrects, &e));
    assert_memory_equal(&f.record.release.id, &a.form, sizeof a.form);
    return a.form;
}

static enum release_stand stand_of(struct uuid release)
{
    struct asking a = at_desk(lee, WORKER_ROLE_CALL_MANAGER);
    struct desk_release r;
    is_ok(desk_release(&r, &a, release, &e));
    return r.stand;
}

static enum err_code judged(struct uuid worker, enum code_of_worker_role role,
                            struct uuid release, bool is_right)
{
    struct asking a = at_desk(worker, role);
    return desk_release_judge(&a, release, is_right, S("gezien"), &e);
}

static void a_question_is_kept_once(void **state)
{
    struct asking a = at_desk(lee, WORKER_ROLE_EVALUATOR);
    struct question_fact k;
    struct uuid first = kept_question(), second = kept_question();
    (void)state;
    assert_memory_equal(&first, &second, sizeof first);
    is_ok(desk_question(&k, &a, first, &e));
    assert_string_equal(k.title, "Bereikt");
    assert_true(str_eq(k.text, S(QUESTION)));
    assert_int_equal(desk_question_keep(&second, &a, S("part 1 count nobody"), &e),
                     ERR_SYNTAX);
    a = at_desk(lee, WORKER_ROLE_GUIDE);
    assert_int_equal(desk_question(&k, &a, first, &e), ERR_DENIED);
    assert_int_equal(desk_question_keep(&second, &a, S(QUESTION), &e), ERR_DENIED);
}

static void four_eyes(void **state)
{
    struct uuid release = frozen_by_kim("vraag-7", (struct uuid){{0}});
    struct asking author = at_desk(kim, WORKER_ROLE_POLICY_ANALYST);
    struct desk_release r;
    (void)state;
    is_ok(desk_release(&r, &author, release, &e));
    assert_true(r.is_own);
    assert_false(r.may_validate);
    assert_string_equal(r.author_name, "kim");
    assert_int_equal(r.stand, RELEASE_WAITING);
    /* in whatever role */
    assert_int_equal(judged(kim, WORKER_ROLE_POLICY_ANALYST, release, true),
                     ERR_DENIED);
    assert_int_equal(judged(kim, WORKER_ROLE_CALL_MANAGER, release, true), ERR_DENIED);
    assert_int_equal(judged(lee, WORKER_ROLE_EVALUATOR, release, true), ERR_DENIED);
    assert_int_equal(stand_of(release), RELEASE_WAITING);
    is_ok(judged(lee, WORKER_ROLE_CALL_MANAGER, release, true));
    assert_int_equal(stand_of(release), RELEASE_VALIDATED);
    assert_int_equal(judged(ali, WORKER_ROLE_POLICY_ANALYST, release, false),
                     ERR_EXISTS);
    assert_int_equal(stand_of(release), RELEASE_VALIDATED);
}

static void a_correction_leaves_what_it_corrects(void **state)
{
    struct uuid first = frozen_by_kim("vraag-7-a", (struct uuid){{0}});
    struct asking a = at_desk(lee, WORKER_ROLE_CALL_MANAGER);
    struct desk_release r;
    struct str before, after;
    struct frozen f;
    (void)state;
    is_ok(judged(lee, WORKER_ROLE_CALL_MANAGER, first, true));
    is_ok(desk_release_bytes(&before, &a, first, PUBLISH_XLSX, &e));
    struct uuid second = frozen_by_kim("vraag-7-b", first);
    assert_int_equal(stand_of(first), RELEASE_VALIDATED); /* until it is validated */
    is_ok(judged(lee, WORKER_ROLE_CALL_MANAGER, second, true));
    assert_int_equal(stand_of(first), RELEASE_CORRECTED);
    assert_int_equal(stand_of(second), RELEASE_VALIDATED);
    is_ok(desk_release(&r, &a, first, &e));
    assert_memory_equal(&r.corrected_by, &second, sizeof second);
    is_ok(desk_release_bytes(&after, &a, first, PUBLISH_XLSX, &e));
    assert_true(before.n > 0 && str_eq(before, after));
    struct asking kim_asks = at_desk(kim, WORKER_ROLE_POLICY_ANALYST);
    assert_int_equal(desk_freeze(&f, &kim_asks, S(QUESTION), LANG_NL, "vraag-7-c", "",
                                 uuid7_new(), &e),
                     ERR_NOT_FOUND);
    assert_int_equal(desk_freeze(&f, &a, S(QUESTION), LANG_NL, "vraag-7-d", "",
                                 (struct uuid){{0}}, &e),
                     ERR_DENIED);
}

static void what_was_sent_back_says_why(void **state)
{
    struct uuid release = frozen_by_kim("vraag-8", (struct uuid){{0}});
    struct asking a = at_desk(kim, WORKER_ROLE_POLICY_ANALYST);
    struct desk_release *list, r;
    size_t n;
    (void)state;
    is_ok(judged(lee, WORKER_ROLE_CALL_MANAGER, release, false));
    is_ok(desk_release(&r, &a, release, &e));
    assert_int_equal(r.stand, RELEASE_SENT_BACK);
    assert_int_equal(r.n_steps, 1);
    assert_true(str_eq(r.steps[0].fact->words, S("gezien")));
    assert_string_equal(r.steps[0].worker_name, "lee");
    is_ok(desk_releases(&list, &n, &a, &e));
    assert_true(n >= 4);
    assert_string_equal(list[0].record.release.name, "vraag-8"); /* newest first */
}

/* --- the shared panel --- */

static size_t projects_in(struct shelved_panel *p)
{
    return shelved_panel_of(p)->n_projects;
}

static void add_project_named(const char *code)
{
    struct write *w = begin();
    struct project_fact p = {.id = {uuid7_new()},
                             .title = "Nog een",
                             .promotor = ours,
                             .kind = CODE_MISSING,
                             .target_group = CODE_MISSING,
                             .from = day_of(2024, 1, 1),
                             .to = DAY_NONE};
    snprintf(p.code, sizeof p.code, "%s", code);
    is_ok(project_add(w, &p, &e));
    is_ok(write_commit(&w, &e));
}

static void a_shared_panel_is_renewed(void **state)
{
    const struct timespec tick = {.tv_nsec = 50000000};
    struct panel_shelf *shelf;
    struct shelved_panel *before, *after = NULL, *past;
    (void)state;
    is_ok(panel_shelf_open(&shelf, url, &e));
    is_ok(panel_borrow(&before, shelf, house.db, PANEL_NOW, &e));
    size_t n = projects_in(before);
    struct panel_view then = {.known_at_ms = clock_now_ms() - 1};
    nanosleep(&tick, NULL);
    add_project_named("P-LATER");
    for (int i = 0; i < 400; i++) { /* 20 seconds: ten times the bound */
        is_ok(panel_borrow(&after, shelf, house.db, PANEL_NOW, &e));
        if (projects_in(after) > n) break;
        panel_give_back(after);
        after = NULL;
        nanosleep(&tick, NULL);
    }
    assert_non_null(after);
    assert_int_equal(projects_in(after), n + 1);
    assert_int_equal(projects_in(before), n); /* who reads keeps what it has */
    assert_true(shelved_panel_moment(after) > shelved_panel_moment(before));
    for (int i = 0; i < SHELF_PAST + 2; i++) { /* more than are kept */
        then.known_at_ms -= 1;
        is_ok(panel_borrow(&past, shelf, house.db, then, &e));
        assert_int_equal(projects_in(past), n);
        panel_give_back(past);
    }
    assert_true(panel_shelf_facts(shelf).n_loads >= 2);
    panel_give_back(before);
    panel_give_back(after);
    panel_shelf_close(shelf);
}

/* A server of field work loads nothing; who opens the desk makes it begin. */
static void nothing_is_loaded_before_it_is_wanted(void **state)
{
    const struct timespec tick = {.tv_nsec = 50000000};
    struct panel_shelf *shelf;
    (void)state;
    is_ok(panel_shelf_open(&shelf, url, &e));
    for (int i = 0; i < 4; i++)
        nanosleep(&tick, NULL);
    assert_int_equal(panel_shelf_facts(shelf).n_loads, 0);
    panel_shelf_wake(shelf);
    for (int i = 0; i < 400 && !panel_shelf_facts(shelf).n_loads; i++)
        nanosleep(&tick, NULL);
    assert_int_equal(panel_shelf_facts(shelf).n_loads, 1);
    panel_shelf_close(shelf);
}

static void a_shelf_that_cannot_load_says_so(void **state)
{
    struct panel_shelf *shelf;
    struct shelved_panel *p;
    (void)state;
    is_ok(panel_shelf_open(&shelf, "sqlite:/nowhere/a.db", &e));
    assert_int_equal(panel_borrow(&p, shelf, house.db, PANEL_NOW, &e), ERR_NOT_FOUND);
    panel_shelf_close(shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_kept_once),
        cmocka_unit_test(four_eyes),
        cmocka_unit_test(a_correction_leaves_what_it_corrects),
        cmocka_unit_test(what_was_sent_back_says_why),
        cmocka_unit_test(a_shared_panel_is_renewed),
        cmocka_unit_test(nothing_is_loaded_before_it_is_wanted),
        cmocka_unit_test(a_shelf_that_cannot_load_says_so),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
