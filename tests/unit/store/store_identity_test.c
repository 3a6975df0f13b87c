/* Who a person is: sealed on the way in, logged before the way out, gone when erased.
 */
#include "store_house.h"

#include <sqlite3.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/rng.h"
#include "store/identity_match.h"
#include "store/person_store.h"
#include "store/search_store.h"
#include "store/sketch_store.h"
#include "store/trajectory_store.h"

static struct write *begin(void)
{
    struct write *w;
    is_ok(write_begin(&w, db, &who, "test", "because", &e));
    return w;
}

static struct person_id add_person(const struct identity *identity)
{
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2024, 1, 2)};
    struct write *w = begin();
    is_ok(person_add(w, &p, identity, &e));
    is_ok(write_commit(&w, &e));
    return p.id;
}

static int64_t one_number(const char *sql)
{
    sqlite3 *s;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(db_url_path(url), &s), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(s, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(s);
    return n;
}

static const struct identity ahmed = {
    .value = {[IDENTITY_GIVEN_NAME] = {"أحمد", 8},
              [IDENTITY_FAMILY_NAME] = {"Ouaziz-Đặng", 14},
              [IDENTITY_BIRTH_DATE] = {"1985-07-30", 10},
              [IDENTITY_INSZ] = {"85.07.30-033.28", 15}}};

static void reading_gives_what_was_sealed_and_logs_who_looked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct identity out;
    struct person_id p = add_person(&ahmed);
    assert_int_equal(identity_read(&out, &a, db, &who, "", p, &e), ERR_INVALID);
    assert_int_equal(one_number("SELECT count(*) FROM read_log"), 0);
    is_ok(identity_read(&out, &a, db, &who, "intake", p, &e));
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        assert_true(str_eq(out.value[i], ahmed.value[i]));
    assert_int_equal(
        one_number("SELECT count(*) FROM read_log WHERE actor = 'test' AND "
                   "reason = 'intake'"),
        1);
    /* who cannot be logged does not look */
    struct db *reader;
    is_ok(db_open(&reader, url, DB_READ, &e));
    is_ok(db_attach_vault(reader, vault, &e));
    assert_int_equal(identity_read(&out, &a, reader, &who, "intake", p, &e),
                     ERR_READ_ONLY);
    assert_int_equal(out.value[IDENTITY_FAMILY_NAME].n, 0);
    db_close(reader);
    arena_dispose(&a);
}

static void nothing_is_sealed_or_opened_without_the_key(void **state)
{
    (void)state;
    struct arena a = {0};
    struct identity out;
    struct person_id p = add_person(&ahmed), found_id;
    struct vault *other;
    struct db *keyless;
    char other_path[96];
    bool found;
    is_ok(db_open(&keyless, url, DB_WRITE, &e));
    assert_int_equal(identity_read(&out, &a, keyless, &who, "x", p, &e), ERR_KEY);
    assert_int_equal(person_find_insz(&found_id, &found, keyless, S("1"), &e), ERR_KEY);
    snprintf(other_path, sizeof other_path, "%s/b.key", folder);
    is_ok(vault_create(other_path, &e));
    is_ok(vault_open(&other, other_path, &e));
    assert_int_equal(db_attach_vault(keyless, other, &e), ERR_KEY);
    assert_non_null(strstr(e.detail, vault_key_id(vault)));
    assert_int_equal(db_adopt_vault(keyless, other, &e), ERR_EXISTS);
    struct person_fact q = {.id = {uuid7_new()}, .first_seen_on = day_of(2024, 1, 2)};
    struct write *w;
    is_ok(write_begin(&w, keyless, &who, "test", "", &e));
    assert_int_equal(person_add(w, &q, &ahmed, &e), ERR_KEY);
    write_abandon(&w);
    db_close(keyless);
    vault_close(other);
    unlink(other_path);
    arena_dispose(&a);
}

static void number_is_found_by_keyed_hash_in_any_notation(void **state)
{
    (void)state;
    struct person_id p = add_person(&ahmed), out;
    bool found;
    is_ok(person_find_insz(&out, &found, db, S("85073003328"), &e));
    assert_true(found && uuid_eq(out.u, p.u));
    is_ok(person_find_insz(&out, &found, db, S("85.07.30 033-28"), &e));
    assert_true(found);
    is_ok(person_find_insz(&out, &found, db, S("85073003329"), &e));
    assert_false(found);
    /* a corrected number is found by its new value only */
    struct write *w = begin();
    is_ok(identity_set(w, p, IDENTITY_INSZ, S("85073003427"), &e));
    is_ok(write_commit(&w, &e));
    is_ok(person_find_insz(&out, &found, db, S("85073003328"), &e));
    assert_false(found);
    is_ok(person_find_insz(&out, &found, db, S("85073003427"), &e));
    assert_true(found);
}

static size_t n_with_contact(struct str asked)
{
    struct arena a = {0};
    struct person_id *list;
    size_t n;
    is_ok(persons_find_contact(&list, &n, &a, db, asked, &e));
    arena_dispose(&a);
    return n;
}

static void a_telephone_or_card_is_found_as_people_write_it(void **state)
{
    (void)state;
    struct identity who_it_is = {.value = {[IDENTITY_CALL_NAME] = {"Momo", 4}}};
    struct person_id p = add_person(&who_it_is);
    struct write *w = begin();
    is_ok(
        identity_set(w, p, IDENTITY_PHONE, S("0475/12.34.56, +380 44 123 45 67"), &e));
    is_ok(identity_set(w, p, IDENTITY_CARD, S("vp-2041-x"), &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(n_with_contact(S("+32 475 12 34 56")), 1);
    assert_int_equal(n_with_contact(S("0032 (0)475 123456")), 1);
    assert_int_equal(n_with_contact(S("00380441234567")), 1);
    assert_int_equal(n_with_contact(S("VP 2041 X")), 1);
    assert_int_equal(n_with_contact(S("475")), 0);
    assert_int_equal(n_with_contact(S("")), 0);
    assert_int_equal(n_with_contact(S("0475 12 34 57")), 0);
    w = begin();
    is_ok(identity_set(w, p, IDENTITY_PHONE, S("02/512.34.56"), &e));
    is_ok(identity_set(w, p, IDENTITY_CARD, STR_NONE, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(n_with_contact(S("+32 2 512 34 56")), 1);
    assert_int_equal(n_with_contact(S("0475 12 34 56")), 0);
    assert_int_equal(n_with_contact(S("VP 2041 X")), 0);
    struct sketch_rebuild again;
    is_ok(sketches_rebuild(&again, db, &who, &e));
    assert_int_equal(n_with_contact(S("025123456")), 1);
    w = begin();
    is_ok(person_erase(w, p, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(n_with_contact(S("025123456")), 0);
}

/* Call name and given name are one part of a sketch, whichever changed last; fields
 * that no search looks at change nothing. */
static void a_call_name_is_found_beside_the_given_name(void **state)
{
    (void)state;
    struct person_sketch only, both, after, none = {{{0}}};
    struct identity who_it_is = {.value = {[IDENTITY_CALL_NAME] = {"Momo", 4}}};
    struct person_id p = add_person(&who_it_is);
    is_ok(sketch_read(&only, db, p, &e));
    struct write *w = begin();
    is_ok(identity_set(w, p, IDENTITY_GIVEN_NAME, S("Mohamed"), &e));
    is_ok(identity_set(w, p, IDENTITY_SAFE_TO_CALL, S("no"), &e));
    is_ok(identity_set(w, p, IDENTITY_INTERPRETER, S("Dari"), &e));
    is_ok(write_commit(&w, &e));
    is_ok(sketch_read(&both, db, p, &e));
    for (int i = 0; i < SKETCH_PART_BYTES; i++)
        assert_int_equal(both.part[0][i] | only.part[0][i], both.part[0][i]);
    assert_memory_not_equal(&both, &only, sizeof both);
    struct sketch_rebuild again;
    is_ok(sketches_rebuild(&again, db, &who, &e));
    is_ok(sketch_read(&after, db, p, &e));
    assert_memory_equal(&both, &after, sizeof both);
    w = begin();
    is_ok(identity_set(w, p, IDENTITY_GIVEN_NAME, STR_NONE, &e));
    is_ok(write_commit(&w, &e));
    is_ok(sketch_read(&after, db, p, &e));
    assert_memory_equal(&only, &after, sizeof only);
    w = begin();
    is_ok(identity_set(w, p, IDENTITY_CALL_NAME, STR_NONE, &e));
    is_ok(write_commit(&w, &e));
    is_ok(sketch_read(&after, db, p, &e));
    assert_memory_equal(&none, &after, sizeof none);
}

static void whoever_searches_hears_who_changed(void **state)
{
    (void)state;
    struct arena a = {0};
    struct person_changes c;
    int64_t last;
    struct person_id p = add_person(&ahmed), q = add_person(NULL);
    is_ok(write_number_last(&last, db, &e));
    is_ok(person_changes_read(&c, &a, db, last, &e));
    assert_int_equal(c.n, 0);
    assert_int_equal(c.last, last);
    is_ok(person_changes_read(&c, &a, db, 0, &e));
    assert_int_equal(c.n, 1); /* who has no name cannot be searched */
    assert_true(uuid_eq(c.person[0].u, p.u) && !c.is_all);
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = q,
                                .reached_on = day_of(2024, 1, 2),
                                .entry_age = -1,
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct write *w = begin();
    is_ok(trajectory_add(w, &t, &e));
    is_ok(write_commit(&w, &e));
    is_ok(person_changes_read(&c, &a, db, last, &e));
    assert_true(c.n == 1 && uuid_eq(c.person[0].u, q.u) && c.last == last + 1);
    struct sketch_rebuild again;
    is_ok(sketches_rebuild(&again, db, &who, &e));
    is_ok(person_changes_read(&c, &a, db, last, &e));
    assert_true(c.is_all);
    arena_dispose(&a);
}

static void set_pseudonym(struct person_id p, struct str project, struct str pseudonym)
{
    struct write *w = begin();
    is_ok(pseudonym_set(w, p, project, pseudonym, &e));
    is_ok(write_commit(&w, &e));
}

static size_t n_with(struct str project, struct str pseudonym, struct person_id *first)
{
    struct arena a = {0};
    struct person_id *list;
    size_t n;
    is_ok(persons_find_pseudonym(&list, &n, &a, db, project, pseudonym, &e));
    if (n && first) *first = list[0];
    arena_dispose(&a);
    return n;
}

static void a_pseudonym_holds_in_its_project_and_goes_with_the_key(void **state)
{
    (void)state;
    struct person_id p = add_person(&ahmed), q = add_person(NULL), found;
    set_pseudonym(p, S("brugge"), S("3f9a"));
    set_pseudonym(q, S("brugge"), S("3f9a"));
    set_pseudonym(q, S("gent"), S("77"));
    assert_int_equal(n_with(S("brugge"), S("3f9a"), NULL), 2);
    assert_int_equal(n_with(S("gent"), S("3f9a"), NULL), 0);
    assert_int_equal(n_with(S("brugge"), S("77"), NULL), 0);
    set_pseudonym(q, S("brugge"), S("4b00")); /* corrected: the other project stays */
    assert_int_equal(n_with(S("brugge"), S("3f9a"), &found), 1);
    assert_true(uuid_eq(found.u, p.u));
    assert_int_equal(n_with(S("gent"), S("77"), NULL), 1);
    set_pseudonym(q, S("gent"), STR_NONE);
    assert_int_equal(n_with(S("gent"), S("77"), NULL), 0);
    /* a corrected number leaves it */
    struct write *w = begin();
    is_ok(identity_set(w, p, IDENTITY_INSZ, S("85073003427"), &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(n_with(S("brugge"), S("3f9a"), NULL), 1);
    /* erasing destroys it, for a file without a name as well */
    w = begin();
    is_ok(person_erase(w, p, &e));
    is_ok(person_erase(w, q, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(one_number("SELECT count(*) FROM identity_match"), 0);
    w = begin();
    assert_int_equal(pseudonym_set(w, q, S("gent"), S("77"), &e), ERR_ERASED);
    write_abandon(&w);
    w = begin();
    assert_int_equal(pseudonym_set(w, q, STR_NONE, S("77"), &e), ERR_INVALID);
    write_abandon(&w);
}

static void fields_can_be_corrected_and_closed(void **state)
{
    (void)state;
    struct arena a = {0};
    struct identity out;
    struct person_id p = add_person(NULL);
    assert_int_equal(identity_read(&out, &a, db, &who, "x", p, &e), ERR_NOT_FOUND);
    struct write *w = begin();
    is_ok(identity_set(w, p, IDENTITY_GIVEN_NAME, S("Lwam"), &e));
    is_ok(identity_set(w, p, IDENTITY_PHONE, S("0470"), &e));
    is_ok(identity_set(w, p, IDENTITY_GIVEN_NAME, S("Luwam"), &e));
    is_ok(identity_set(w, p, IDENTITY_PHONE, STR_NONE, &e));
    is_ok(write_commit(&w, &e));
    is_ok(identity_read(&out, &a, db, &who, "x", p, &e));
    assert_true(str_eq_c(out.value[IDENTITY_GIVEN_NAME], "Luwam"));
    assert_int_equal(out.value[IDENTITY_PHONE].n, 0);
    w = begin();
    assert_int_equal(identity_set(w, p, IDENTITY_GIVEN_NAME, S("\xff\xfe"), &e),
                     ERR_INVALID);
    write_abandon(&w);
    char long_name[LIMIT_NAME_BYTES + 2];
    memset(long_name, 'x', sizeof long_name);
    w = begin();
    assert_int_equal(identity_set(w, p, IDENTITY_GIVEN_NAME,
                                  (struct str){long_name, LIMIT_NAME_BYTES + 1}, &e),
                     ERR_TOO_LARGE);
    write_abandon(&w);
    arena_dispose(&a);
}

static void erased_is_for_ever_and_facts_stay(void **state)
{
    (void)state;
    struct arena a = {0};
    struct identity out;
    struct person_counts counts;
    struct person_id p = add_person(&ahmed), found_id;
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = p,
                                .entry_age = 36,
                                .reached_on = day_of(2024, 2, 1),
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    bool found;
    struct write *w = begin();
    is_ok(trajectory_add(w, &t, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    is_ok(person_erase(w, p, &e));
    is_ok(write_commit(&w, &e));
    is_ok(person_read(&counts, db, p, &e));
    assert_true(counts.is_erased && !counts.has_identity);
    assert_int_equal(counts.n_trajectories, 1);
    assert_int_equal(identity_read(&out, &a, db, &who, "x", p, &e), ERR_ERASED);
    is_ok(person_find_insz(&found_id, &found, db, S("85073003328"), &e));
    assert_false(found);
    w = begin();
    assert_int_equal(identity_set(w, p, IDENTITY_NOTE, S("again"), &e), ERR_ERASED);
    write_abandon(&w);
    w = begin();
    assert_int_equal(person_erase(w, p, &e), ERR_ERASED);
    write_abandon(&w);
    assert_int_equal(one_number("SELECT count(*) FROM erasure"), 1);
    assert_int_equal(one_number("SELECT count(*) FROM audit WHERE reason = 'because'"),
                     3);
    arena_dispose(&a);
}

/* Wrapped keys of the erased are nowhere in the files, also after pages were split and
 * merged: rows were written in random order, and one in four is erased. */
static void no_trace_of_a_destroyed_key_stays_in_the_files(void **state)
{
    (void)state;
    enum { PERSONS = 1200 };
    static struct person_id persons[PERSONS];
    static uint8_t wrapped[PERSONS][VAULT_WRAPPED_BYTES];
    struct arena a = {0};
    struct rng rng;
    struct write *w = begin();
    rng_init(&rng, 11);
    for (int i = 0; i < PERSONS; i++) {
        struct person_fact p = {.first_seen_on = day_of(2024, 1, 2)};
        p.id.u = uuid7_at(1600000000000 + rng_below(&rng, 1000000000), &rng);
        persons[i] = p.id;
        is_ok(person_add(w, &p, &ahmed, &e));
        if (i % 100 == 99) {
            is_ok(write_commit(&w, &e));
            w = begin();
        }
    }
    is_ok(write_commit(&w, &e));
    struct statement *st;
    is_ok(
        db_prepare(&st, db, "SELECT wrapped FROM subject_key WHERE subject = $1", &e));
    for (int i = 0; i < PERSONS; i++) {
        bool row;
        bind_uuid(st, 1, &persons[i].u);
        is_ok(statement_step(&row, st, &e));
        memcpy(wrapped[i], column_blob(st, 0).p, VAULT_WRAPPED_BYTES);
        statement_reset(st);
    }
    statement_done(st);
    for (int i = 0; i < PERSONS; i += 4) {
        w = begin();
        is_ok(person_erase(w, persons[i], &e));
        is_ok(write_commit(&w, &e));
    }
    struct str file, journal = STR_NONE;
    is_ok(file_read(&file, &a, db_url_path(url), 64 << 20, &e));
    is_ok(file_read(&journal, &a, arena_format(&a, "%s-wal", db_url_path(url)),
                    64 << 20, &e));
    assert_int_equal(journal.n, 0);
    int n_traces = 0;
    for (int i = 0; i < PERSONS; i++) {
        bool there = memmem(file.p, file.n, wrapped[i], VAULT_WRAPPED_BYTES) != NULL;
        if (i % 4 == 0)
            n_traces += there;
        else
            assert_true(there);
    }
    assert_int_equal(n_traces, 0);
    arena_dispose(&a);
}

static struct sketch_list sketches(void)
{
    struct sketch_list l;
    is_ok(sketches_read(&l, db, &e));
    return l;
}

static void check_sketches(const struct sketch_list *was)
{
    struct sketch_list l = sketches();
    assert_int_equal(l.n, was->n);
    assert_memory_equal(l.person, was->person, l.n * sizeof *l.person);
    assert_memory_equal(l.sketch, was->sketch, l.n * sizeof *l.sketch);
    sketch_list_dispose(&l);
}

static void sketches_follow_names_and_go_with_the_key(void **state)
{
    (void)state;
    static const struct identity lwam = {
        .value = {[IDENTITY_FAMILY_NAME] = {"Tesfay", 6}, [IDENTITY_PHONE] = {"1", 1}}};
    static const struct identity phone = {.value = {[IDENTITY_PHONE] = {"2", 1}}};
    struct person_id p = add_person(&ahmed), q = add_person(&lwam);
    add_person(NULL);
    add_person(&phone);
    struct sketch_list first = sketches(), now;
    assert_int_equal(first.n, 2);
    struct write *w = begin();
    is_ok(identity_set(w, q, IDENTITY_FAMILY_NAME, S("Haile"), &e));
    is_ok(identity_set(w, q, IDENTITY_PHONE, S("3"), &e));
    is_ok(write_commit(&w, &e));
    now = sketches();
    assert_memory_equal(&now.sketch[0], &first.sketch[0], sizeof now.sketch[0]);
    assert_memory_not_equal(&now.sketch[1], &first.sketch[1], sizeof now.sketch[1]);
    sketch_list_dispose(&now);
    w = begin();
    is_ok(identity_set(w, q, IDENTITY_FAMILY_NAME, S("tesfay"), &e)); /* folds alike */
    is_ok(write_commit(&w, &e));
    check_sketches(&first);
    w = begin(); /* what is taken back leaves no sketch */
    is_ok(identity_set(w, q, IDENTITY_FAMILY_NAME, S("Abebe"), &e));
    write_abandon(&w);
    check_sketches(&first);
    w = begin();
    is_ok(identity_set(w, q, IDENTITY_FAMILY_NAME, STR_NONE, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(one_number("SELECT count(*) FROM identity_sketch"), 1);
    w = begin();
    is_ok(person_erase(w, p, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(one_number("SELECT count(*) FROM identity_sketch"), 0);
    sketch_list_dispose(&first);
}

static void a_rebuild_changes_nothing_and_is_logged(void **state)
{
    (void)state;
    struct person_id p = add_person(&ahmed), q = add_person(&ahmed);
    struct sketch_rebuild r;
    add_person(NULL);
    struct write *w = begin();
    is_ok(identity_set(w, q, IDENTITY_BIRTH_NAME, S("van 't Hof"), &e));
    is_ok(person_erase(w, p, &e));
    is_ok(write_commit(&w, &e));
    struct sketch_list before = sketches();
    assert_int_equal(before.n, 1);
    is_ok(sketches_rebuild(&r, db, &who, &e));
    assert_int_equal(r.n_before, 1);
    assert_int_equal(r.n_opened, 1);
    assert_int_equal(r.n_made, 1);
    check_sketches(&before);
    assert_int_equal(one_number("SELECT count(*) FROM read_log WHERE reason = "
                                "'search sketches made again'"),
                     1);
    /* a database of an older program has none */
    bool missing;
    is_ok(sketches_are_missing(&missing, db, &e));
    assert_false(missing);
    struct statement *st;
    is_ok(db_prepare(&st, db, "DELETE FROM identity_sketch", &e));
    is_ok(statement_run(st, &e));
    statement_done(st);
    is_ok(sketches_are_missing(&missing, db, &e));
    assert_true(missing);
    is_ok(sketches_rebuild(&r, db, &who, &e));
    check_sketches(&before);
    sketch_list_dispose(&before);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(reading_gives_what_was_sealed_and_logs_who_looked),
        T(nothing_is_sealed_or_opened_without_the_key),
        T(number_is_found_by_keyed_hash_in_any_notation),
        T(a_telephone_or_card_is_found_as_people_write_it),
        T(a_call_name_is_found_beside_the_given_name),
        T(whoever_searches_hears_who_changed),
        T(a_pseudonym_holds_in_its_project_and_goes_with_the_key),
        T(fields_can_be_corrected_and_closed),
        T(sketches_follow_names_and_go_with_the_key),
        T(a_rebuild_changes_nothing_and_is_logged),
        T(erased_is_for_ever_and_facts_stay),
        T(no_trace_of_a_destroyed_key_stays_in_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
