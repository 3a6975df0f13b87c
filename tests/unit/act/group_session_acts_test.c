/* Group sessions: who is expected, who was there, and that what was ticked is what the
 * language of questions counts: once each, whatever is ticked again, corrected or taken
 * back. Ends with a store that verifies. */
#include "person_house.h"

#include "act/answer_question.h"
#include "act/group_session_acts.h"
#include "act/record_acts.h"
#include "store/read_log_store.h"

enum { GROUP = 20, MINUTES = 90 };
static const struct uuid nil;
static struct person_id group[GROUP];
static struct uuid first_session;

static void add_trajectory(struct person_id person, struct project_id of,
                           struct day reached)
{
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = person,
                                .project = of,
                                .reached_on = reached,
                                .entry_age = -1,
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct write *w = begin();
    is_ok(trajectory_add(w, &t, &e));
    is_ok(write_commit(&w, &e));
}

/* Of all but the last of the group a trajectory is open. */
static int open_group(void **state)
{
    char name[24];
    if (open_house(state) != 0) return 1;
    for (size_t i = 0; i < GROUP; i++) {
        snprintf(name, sizeof name, "Naam%02zu", i);
        group[i] = add_person("Iemand", name, "", ours, i % 2 ? kim : lee);
        if (i + 1 < GROUP) add_trajectory(group[i], project, day_of(2026, 2, 1));
    }
    return 0;
}

static struct group_session_fact session_of(struct day on)
{
    return (struct group_session_fact){.project = project,
                                       .kind = ACTION_KIND_GROUP_SESSION,
                                       .title = "Solliciteren doe je samen",
                                       .on = on,
                                       .minutes = MINUTES,
                                       .place = "Buurthuis"};
}

static struct uuid made(struct day on)
{
    struct asking a = kim_asks();
    struct group_session_fact f = session_of(on);
    enum session_fault fault;
    is_ok(group_session_make(&a, &f, &fault, &e));
    assert_int_equal(fault, SESSION_FITS);
    assert_true(uuid_eq(f.id, a.form));
    return f.id;
}

static void tick(struct uuid session, const struct person_id *came, size_t n_came,
                 const struct person_id *away, size_t n_away)
{
    struct asking a = kim_asks();
    struct session_ticks t = {came, away, n_came, n_away};
    is_ok(group_session_tick(&a, session, &t, &e));
    /* the same form again is answered already, and nothing is done */
    assert_int_equal(group_session_tick(&a, session, &t, &e), ERR_EXISTS);
}

static struct group_session_view seen(struct uuid session)
{
    struct asking a = kim_asks();
    struct group_session_view v;
    is_ok(group_session_open(&v, &a, session, &e));
    return v;
}

/* --- what the language of questions counts --- */

static int64_t counted(const char *text)
{
    struct answer *answer;
    struct asked asked = {.text = str_of(text),
                          .lang = LANG_EN,
                          .today = today,
                          .now_ms = clock_now_ms() + 1000};
    if (answer_question(&answer, &arena, house.db, &asked, NULL, &e) != OK)
        fail_msg("%s: %s (%s)", text, e.message, e.hint);
    const struct table *t = answer->parts[0]->tables[0];
    int64_t most = 0; /* the grand total is the largest cell */
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++)
        most = MAX_OF(most, t->cells[i].n);
    return most;
}

static int64_t number_of(struct statement *st)
{
    bool row;
    is_ok(statement_step(&row, st, &e));
    int64_t n = column_int(st, 0);
    statement_done(st);
    return n;
}

static int64_t minutes_now(void)
{
    struct statement *st;
    is_ok(db_prepare(&st, house.db,
                     "SELECT coalesce(sum(minutes), 0) FROM activity WHERE "
                     "retracted_at IS NULL AND kind = 'group_session'",
                     &e));
    return number_of(st);
}

static int64_t outside_projects(void)
{
    struct statement *st;
    is_ok(db_prepare(&st, house.db,
                     "SELECT count(*) FROM activity AS v JOIN trajectory_fact AS t ON "
                     "t.id = v.trajectory WHERE t.project IS NULL AND v.retracted_at "
                     "IS NULL",
                     &e));
    return number_of(st);
}

/* --- the stories --- */

static void ticks_are_counted(void **state)
{
    (void)state;
    struct uuid s = first_session = made(day_of(2026, 11, 20));
    struct asking a = kim_asks();
    is_ok(group_session_invite(&a, s, group, GROUP, &e));
    a = kim_asks();
    is_ok(group_session_invite(&a, s, group, 5, &e)); /* they stand there already */
    assert_int_equal(seen(s).n_listed, GROUP);
    assert_int_equal(seen(s).n_present, 0);
    assert_int_equal(counted("count actions rows action"), 0);
    tick(s, group, GROUP, NULL, 0);
    assert_int_equal(seen(s).n_present, GROUP);
    /* the last one has no trajectory: was there, and there is nothing to count */
    assert_int_equal(counted("count actions rows action"), GROUP - 1);
    assert_int_equal(minutes_now(), (GROUP - 1) * MINUTES);
    /* a second save of the same page, from another form, doubles nothing */
    tick(s, group, GROUP, NULL, 0);
    assert_int_equal(counted("count actions rows action"), GROUP - 1);
    /* two were not there after all; one of them was */
    tick(s, NULL, 0, group, 2);
    assert_int_equal(seen(s).n_present, GROUP - 2);
    assert_int_equal(seen(s).n_listed, GROUP);
    assert_int_equal(counted("count actions rows action"), GROUP - 3);
    tick(s, group, 1, NULL, 0);
    assert_int_equal(counted("count actions rows action"), GROUP - 2);
    assert_int_equal(minutes_now(), (GROUP - 2) * MINUTES);
}

static void it_stands_in_the_file(void **state)
{
    (void)state;
    struct attended *list;
    size_t n;
    is_ok(sessions_of_person(&list, &n, &arena, house.db, group[4], &e));
    assert_int_equal(n, 1);
    assert_true(uuid_eq(list[0].session, first_session));
    assert_string_equal(list[0].title, "Solliciteren doe je samen");
    is_ok(sessions_of_person(&list, &n, &arena, house.db, group[1], &e));
    assert_int_equal(n, 0); /* was not there: nothing is told in the file */
    /* taken back in the file: the list still says present, and can be corrected */
    is_ok(sessions_of_person(&list, &n, &arena, house.db, group[5], &e));
    struct asking a = kim_asks();
    is_ok(fact_take_back(&a, group[5], NOUN_ACTIVITY, list[0].activity, &e));
    assert_int_equal(counted("count actions rows action"), GROUP - 3);
    tick(first_session, NULL, 0, &group[5], 1);
    tick(first_session, &group[5], 1, NULL, 0);
    assert_int_equal(counted("count actions rows action"), GROUP - 2);
}

static void the_list_of_last_time(void **state)
{
    (void)state;
    struct uuid s = made(today);
    struct session_list list;
    struct asking a = kim_asks();
    is_ok(group_session_show(&list, &a, s, &e));
    assert_true(uuid_eq(list.before, first_session));
    is_ok(group_session_repeat(&a, s, &e));
    a = kim_asks();
    is_ok(group_session_show(&list, &a, s, &e));
    assert_int_equal(list.n, GROUP);
    assert_int_equal(list.n_closed, 0);
    for (size_t i = 0; i < list.n; i++) {
        char name[32];
        snprintf(name, sizeof name, "Iemand Naam%02zu", i); /* by name */
        assert_true(str_eq_c(list.seats[i].name, name));
        assert_false(list.seats[i].fact.is_present);
    }
    session_list_wipe(&list);
    /* off the list: only who was not there */
    tick(s, group, 1, NULL, 0);
    a = kim_asks();
    is_ok(group_session_uninvite(&a, s, group, 3, &e));
    assert_int_equal(seen(s).n_listed, GROUP - 2);
    assert_int_equal(seen(s).n_present, 1);
    /* as if it was never written down */
    int64_t n = counted("count actions rows action");
    a = kim_asks();
    is_ok(group_session_withdraw(&a, s, &e));
    assert_int_equal(counted("count actions rows action"), n - 1);
    a = kim_asks();
    struct group_session_view v;
    assert_int_equal(group_session_open(&v, &a, s, &e), ERR_NOT_FOUND);
}

static void of_one_trajectory_on_its_day(void **state)
{
    (void)state;
    /* two trajectories: the one in the project of the session is meant */
    struct person_id two = add_person("Twee", "Keer", "", ours, kim);
    add_trajectory(two, project, day_of(2026, 3, 1));
    add_trajectory(two, (struct project_id){nil}, day_of(2026, 5, 1));
    struct uuid s = made(day_of(2026, 11, 2));
    struct asking a = kim_asks();
    is_ok(group_session_invite(&a, s, &two, 1, &e));
    tick(s, &two, 1, NULL, 0);
    assert_int_equal(outside_projects(), 0);
    /* what lies ahead is planned, and not ticked */
    struct uuid later = made(day_of(2026, 12, 1));
    struct session_ticks t = {&two, NULL, 1, 0};
    a = kim_asks();
    is_ok(group_session_invite(&a, later, &two, 1, &e));
    a = kim_asks();
    assert_int_equal(group_session_tick(&a, later, &t, &e), ERR_INVALID);
    struct group_session_fact f = session_of(day_of(2028, 12, 1));
    enum session_fault fault;
    assert_int_equal(group_session_make(&a, &f, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, SESSION_DAY_TOO_FAR);
}

static void strangers_see_and_write_nothing(void **state)
{
    (void)state;
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    struct group_session_view v;
    struct group_session_fact f = session_of(today);
    enum session_fault fault;
    a.form = uuid7_new();
    assert_int_equal(group_session_open(&v, &a, first_session, &e), ERR_NOT_FOUND);
    assert_int_equal(group_session_make(&a, &f, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, SESSION_NOT_OF_OURS);
    /* a person of strangers is not put on a list, and nobody else of that form is */
    f.project = (struct project_id){nil};
    is_ok(group_session_make(&a, &f, &fault, &e));
    struct person_id own = add_person("Van", "Hen", "", theirs, ali);
    struct person_id both[] = {own, group[0]};
    a.form = uuid7_new();
    assert_int_equal(group_session_invite(&a, f.id, both, 2, &e), ERR_NOT_FOUND);
    struct session_list list;
    is_ok(group_session_show(&list, &a, f.id, &e));
    assert_int_equal(list.n, 0);
    /* a volunteer and an auditor make no sessions */
    a = asking_of(ali, theirs, WORKER_ROLE_JOB_COACH);
    assert_int_equal(group_session_make(&a, &f, &fault, &e), ERR_DENIED);
    a = asking_of(ali, theirs, WORKER_ROLE_AUDITOR);
    assert_int_equal(group_session_make(&a, &f, &fault, &e), ERR_DENIED);
    /* the manager of ours ticks, and sees the names that are ticked */
    a = asking_of(lee, ours, WORKER_ROLE_PROMOTOR_MANAGER);
    is_ok(group_session_show(&list, &a, first_session, &e));
    assert_int_equal(list.n, GROUP);
    session_list_wipe(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_counted),
        cmocka_unit_test(it_stands_in_the_file),
        cmocka_unit_test(the_list_of_last_time),
        cmocka_unit_test(of_one_trajectory_on_its_day),
        cmocka_unit_test(strangers_see_and_write_nothing),
    };
    return cmocka_run_group_tests(tests, open_group, close_house);
}
