/* Who may log in, and what of it the database keeps. */
#include "store_keeper.h"

#include "base/clock.h"
#include "base/file.h"
#include "store/account_store.h"
#include "store/read_log_store.h"
#include "store/writer.h"

static const struct person_id no_person = {{{0}}};
static const struct uuid nil = {{0}};

static struct worker_fact add_worker(struct write *w, const char *login)
{
    struct worker_fact f = {.id = uuid7_new(), .name = "Noor Maas"};
    snprintf(f.login, sizeof f.login, "%s", login);
    is_ok(worker_add(w, &f, &e));
    return f;
}

static struct organisation_id add_organisation(struct write *w, const char *code)
{
    struct organisation_fact f = an_organisation(code);
    is_ok(organisation_add(w, &f, &e));
    return f.id;
}

static void an_account_comes_back_and_its_secret_is_sealed(void **state)
{
    (void)state;
    struct arena a = {0};
    struct account put = {.password = "$argon2id$x", .totp_last = 12}, got;
    bool found;
    struct write *w = begin();
    struct worker_fact worker = add_worker(w, "noor.maas");
    put.worker = worker.id;
    put.totp = S("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    is_ok(account_find(&got, &found, &a, db, S("noor.maas"), &e));
    assert_false(found);
    is_ok(account_put(w, &put, &e));
    is_ok(write_commit(&w, &e));

    is_ok(account_find(&got, &found, &a, db, S("NOOR.maas"), &e));
    assert_true(found);
    assert_string_equal(got.login, "noor.maas");
    assert_string_equal(got.password, put.password);
    assert_true(str_eq(got.totp, put.totp));
    assert_int_equal(got.totp_last, 12);
    is_ok(account_of_worker(&got, &found, NULL, db, worker.id, &e));
    assert_true(found && !got.totp.n);
    is_ok(account_find(&got, &found, &a, db, S("noor"), &e));
    assert_false(found);

    put.is_closed = put.needs_factor = true;
    put.totp = STR_NONE;
    w = begin();
    is_ok(account_put(w, &put, &e));
    is_ok(write_commit(&w, &e));
    is_ok(account_of_worker(&got, &found, &a, db, worker.id, &e));
    assert_true(found && got.is_closed && got.needs_factor && !got.totp.n);

    struct str bytes;
    is_ok(file_read(&bytes, &a, path, 64 << 20, &e));
    assert_false(str_contains(bytes, S("JBSWY3DPEHPK3PXP")));
    arena_dispose(&a);
}

static struct session a_session(struct uuid worker, uint8_t mark, int64_t now)
{
    struct session s = {.id = uuid7_new(),
                        .worker = worker,
                        .stage = SESSION_COMPLETE,
                        .made_at = now,
                        .seen_at = now,
                        .expires_at = now + 1000000,
                        .device = "Firefox op Android"};
    memset(s.hash, mark, sizeof s.hash);
    return s;
}

static void sessions_are_found_listed_and_ended(void **state)
{
    (void)state;
    struct arena a = {0};
    struct session *list, got;
    size_t n;
    bool found;
    const int64_t now = clock_now_ms();
    struct write *w = begin();
    struct uuid worker = add_worker(w, "w1").id, other = add_worker(w, "w2").id;
    struct session one = a_session(worker, 1, now), two = a_session(worker, 2, now),
                   three = a_session(worker, 3, now), half = a_session(worker, 4, now),
                   theirs = a_session(other, 5, now), old = a_session(worker, 6, now);
    half.stage = SESSION_PASSWORD_GIVEN;
    old.expires_at = now - SESSION_REMEMBERED_MS - 1;
    is_ok(session_put(w, &old, &e));
    is_ok(session_put(w, &one, &e));
    is_ok(session_put(w, &two, &e));
    is_ok(session_put(w, &three, &e));
    is_ok(session_put(w, &half, &e));
    is_ok(session_put(w, &theirs, &e));
    is_ok(write_commit(&w, &e));

    is_ok(session_find(&got, &found, db, old.hash, &e));
    assert_false(found); /* swept by the next one */
    is_ok(session_find(&got, &found, db, one.hash, &e));
    assert_true(found && uuid_eq(got.id, one.id) && uuid_eq(got.worker, worker));
    assert_string_equal(got.device, one.device);
    is_ok(session_touch(db, one.hash, now + 70000, &e));
    is_ok(session_list(&list, &n, &a, db, worker, now, &e));
    assert_int_equal(n, 3); /* without the half one */
    assert_true(uuid_eq(list[0].id, one.id) && list[0].seen_at == now + 70000);

    w = begin();
    is_ok(session_end(w, worker, two.id, nil, &e));
    is_ok(session_end(w, worker, theirs.id, nil, &e)); /* of somebody else: nothing */
    is_ok(write_commit(&w, &e));
    is_ok(session_find(&got, &found, db, two.hash, &e));
    assert_false(found);
    is_ok(session_find(&got, &found, db, theirs.hash, &e));
    assert_true(found);
    w = begin();
    is_ok(session_end(w, worker, nil, three.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(session_list(&list, &n, &a, db, worker, now, &e));
    assert_true(n == 1 && uuid_eq(list[0].id, three.id));
    is_ok(session_find(&got, &found, db, half.hash, &e));
    assert_false(found);
    arena_dispose(&a);
}

/* A thread of the server reads only; what it notes goes through the shared writer. */
static void a_connection_that_reads_notes_when_a_session_was_used(void **state)
{
    (void)state;
    struct session got;
    struct writer *writer;
    struct db *reading;
    bool found;
    const int64_t now = clock_now_ms();
    struct write *w = begin();
    struct session one = a_session(add_worker(w, "w1").id, 1, now);
    is_ok(session_put(w, &one, &e));
    is_ok(write_commit(&w, &e));
    is_ok(writer_open(&writer, url, vault, &e));
    is_ok(db_open(&reading, url, DB_READ, &e));
    db_attach_writer(reading, writer);
    is_ok(session_touch(reading, one.hash, now + 70000, &e));
    is_ok(session_find(&got, &found, reading, one.hash, &e));
    assert_true(found && got.seen_at == now + 70000);
    db_close(reading);
    writer_close(writer);
}

static void an_invitation_works_once(void **state)
{
    (void)state;
    static const uint8_t first[32] = {1}, second[32] = {2};
    struct uuid got;
    bool found;
    const int64_t now = clock_now_ms();
    struct write *w = begin();
    struct uuid worker = add_worker(w, "w1").id;
    is_ok(invitation_add(w, first, worker, now + 1000, &e));
    is_ok(invitation_add(w, second, worker, now + 1000, &e));
    is_ok(write_commit(&w, &e));
    is_ok(invitation_find(&got, &found, db, first, now, &e));
    assert_false(found); /* the second took its place */
    is_ok(invitation_find(&got, &found, db, second, now + 1000, &e));
    assert_false(found); /* too late */
    is_ok(invitation_find(&got, &found, db, second, now, &e));
    assert_true(found && uuid_eq(got, worker));
    w = begin();
    is_ok(invitation_use(w, second, &e));
    is_ok(write_commit(&w, &e));
    is_ok(invitation_find(&got, &found, db, second, now, &e));
    assert_false(found);
    w = begin();
    assert_int_equal(invitation_use(w, second, &e), ERR_NOT_FOUND);
    write_abandon(&w);
}

static void a_form_has_one_answer(void **state)
{
    (void)state;
    struct arena a = {0};
    static const uint8_t digest[32] = {7};
    struct uuid form = uuid7_new(), worker;
    struct form_reply reply;
    bool found;
    struct write *w = begin();
    worker = add_worker(w, "w1").id;
    is_ok(form_reply_add(w, form, worker, digest, "/veld", &e));
    is_ok(write_commit(&w, &e));
    is_ok(form_reply_find(&reply, &found, &a, db, form, &e));
    assert_true(found && uuid_eq(reply.worker, worker));
    assert_memory_equal(reply.digest, digest, sizeof digest);
    assert_string_equal(reply.location, "/veld");
    w = begin();
    assert_int_equal(form_reply_add(w, form, worker, digest, "/elders", &e),
                     ERR_EXISTS);
    write_abandon(&w);
    is_ok(form_reply_find(&reply, &found, &a, db, uuid7_new(), &e));
    assert_false(found);
    arena_dispose(&a);
}

static void looks_say_who_and_from_where(void **state)
{
    (void)state;
    struct arena a = {0};
    struct person_fact p = a_person(), q = a_person();
    struct look *list;
    size_t n;
    struct write *w = begin();
    struct organisation_id home = add_organisation(w, "o1"),
                           other = add_organisation(w, "o2");
    struct worker_fact worker = add_worker(w, "w1");
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = worker.id,
                                .organisation = home,
                                .role = WORKER_ROLE_GUIDE,
                                .from = on(2020, 1, 1),
                                .to = DAY_NONE};
    is_ok(membership_add(w, &m, &e));
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_add(w, &q, NULL, &e));
    is_ok(write_commit(&w, &e));
    struct actor actor;
    uuid_text(actor.name, worker.id);
    const struct person_id both[2] = {p.id, q.id};
    is_ok(write_begin(&w, db, &actor, "read file", "", &e));
    is_ok(look_add(w, both, 2, "dossier", &e));
    is_ok(write_commit(&w, &e));
    w = begin(); /* by "test", who is no worker */
    is_ok(look_add(w, both, 1, "check", &e));
    is_ok(write_commit(&w, &e));

    is_ok(look_list(&list, &n, &a, db, p.id, INT64_MAX, 50, &e));
    assert_int_equal(n, 2);
    bool worker_first = list[0].worker_name[0] != '\0';
    const struct look *by_worker = &list[worker_first ? 0 : 1],
                      *by_program = &list[worker_first ? 1 : 0];
    assert_string_equal(by_worker->worker_name, "Noor Maas");
    assert_string_equal(by_worker->organisations, "Een vzw");
    assert_string_equal(by_worker->reason, "dossier");
    assert_string_equal(by_program->actor, "test");
    assert_string_equal(by_program->worker_name, "");
    is_ok(look_list_all(&list, &n, &a, db, home, INT64_MAX, 50, &e));
    assert_int_equal(n, 2);
    is_ok(look_list_all(&list, &n, &a, db, other, INT64_MAX, 50, &e));
    assert_int_equal(n, 0);
    is_ok(look_list_all(&list, &n, &a, db, (struct organisation_id){nil}, INT64_MAX, 2,
                        &e));
    assert_int_equal(n, 2);
    is_ok(look_list(&list, &n, &a, db, no_person, INT64_MAX, 50, &e));
    assert_int_equal(n, 0);
    arena_dispose(&a);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
    const struct CMUnitTest tests[] = {
        STORY(an_account_comes_back_and_its_secret_is_sealed),
        STORY(sessions_are_found_listed_and_ended),
        STORY(a_connection_that_reads_notes_when_a_session_was_used),
        STORY(an_invitation_works_once),
        STORY(a_form_has_one_answer),
        STORY(looks_say_who_and_from_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
