/* Releases in the store: bytes come back as they went in, names are given once, a
 * withdrawn release stays, and damage is found by who opens it and by verify. */
#include "store_house.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/uuid.h"
#include "store/release_store.h"

static struct arena arena;

static int close_all(void **state)
{
    arena_dispose(&arena);
    return close_store(state);
}

static struct release_fact a_release(const char *name)
{
    struct release_fact f = {.id = uuid7_new(),
                             .program = "0.1.0",
                             .language = "nl",
                             .known_at_ms = 1700000000000,
                             .as_of = day_of(2022, 9, 30)};
    snprintf(f.name, sizeof f.name, "%s", name);
    return f;
}

static struct release_fact keep(const char *name, struct str text, struct str csv)
{
    struct release_fact f = a_release(name);
    struct write *w;
    is_ok(write_begin(&w, db, &who, "freeze", "asked twice", &e));
    is_ok(release_add(w, &f, &e));
    is_ok(release_form_add(w, f.id, "text", text, &e));
    is_ok(release_form_add(w, f.id, "csv", csv, &e));
    is_ok(write_commit(&w, &e));
    return f;
}

static void bytes_come_back(void **state)
{
    struct release_record r;
    struct release_form *forms;
    struct str bytes;
    size_t n;
    (void)state;
    struct release_fact f = keep("vraag-1", S("a table\n"), S(""));
    is_ok(release_bytes(&bytes, &arena, db, f.id, "text", &e));
    assert_true(str_eq(bytes, S("a table\n")));
    is_ok(release_bytes(&bytes, &arena, db, f.id, "csv", &e));
    assert_int_equal(bytes.n, 0);
    assert_int_equal(release_bytes(&bytes, &arena, db, f.id, "html", &e),
                     ERR_NOT_FOUND);
    is_ok(release_find(&r, &arena, db, S("vraag-1"), &e));
    assert_string_equal(r.made_by, "test");
    assert_string_equal(r.made_for, "asked twice");
    assert_string_equal(r.release.program, "0.1.0");
    assert_int_equal(r.release.known_at_ms, 1700000000000);
    assert_int_equal(r.withdrawn_ms, 0);
    assert_null(r.withdrawn_for);
    is_ok(release_forms(&forms, &n, &arena, db, f.id, &e));
    assert_int_equal(n, 2);
    assert_string_equal(forms[0].format, "text");
    assert_int_equal(forms[0].n_bytes, 8);
}

static void a_name_is_given_once(void **state)
{
    static const struct person_id nobody;
    struct release_record r, *list;
    struct write *w;
    struct str bytes;
    size_t n;
    (void)state;
    struct release_fact f = keep("vraag-1", S("one"), S("two")), again = f;
    again.id = uuid7_new();
    is_ok(write_begin(&w, db, &who, "freeze", "", &e));
    assert_int_equal(release_add(w, &again, &e), ERR_EXISTS);
    assert_int_equal(write_commit(&w, &e), ERR_DATABASE);
    is_ok(write_begin(&w, db, &who, "withdraw", "a column was missing", &e));
    is_ok(fact_retract(w, NOUN_RELEASE, nobody, f.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(write_begin(&w, db, &who, "freeze", "", &e));
    assert_int_equal(release_add(w, &again, &e), ERR_EXISTS);
    write_abandon(&w);
    is_ok(release_find(&r, &arena, db, S("vraag-1"), &e));
    assert_true(r.withdrawn_ms > 0);
    assert_string_equal(r.withdrawn_for, "a column was missing");
    is_ok(release_bytes(&bytes, &arena, db, f.id, "text", &e));
    assert_true(str_eq(bytes, S("one")));
    keep("vraag-2", S("one"), S("two"));
    is_ok(release_list(&list, &n, &arena, db, &e));
    assert_int_equal(n, 2);
    assert_string_equal(list[1].release.name, "vraag-2");
    assert_int_equal(release_find(&r, &arena, db, S("vrag-2"), &e), ERR_NOT_FOUND);
    assert_string_equal(e.hint, "did you mean vraag-2?");
}

static void names_are_codes(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "7", "vraag-63.2022", "0-.-"};
    static const char *const bad[] = {"",    "-a",  ".a",  "A",        "a b", "a/b",
                                      "a\n", "a_b", "a@b", "\xc3\xa9", "a+"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        is_ok(release_name_check(str_of(good[i]), &e));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(release_name_check(str_of(bad[i]), &e), ERR_INVALID);
    /* the example number of the register's own documentation */
    assert_int_equal(release_name_check(S("x-85.07.30-033.28"), &e), ERR_INVALID);
    assert_null(strstr(e.message, "85"));
    is_ok(release_name_check(S("x-85.07.30-033.29"), &e));
}

static void too_large_is_refused(void **state)
{
    struct release_fact f = a_release("large");
    struct write *w;
    (void)state;
    char *bytes = mem_alloc(LIMIT_RELEASE_BYTES + 1);
    is_ok(write_begin(&w, db, &who, "freeze", "", &e));
    is_ok(release_add(w, &f, &e));
    assert_int_equal(release_form_add(w, f.id, "text",
                                      (struct str){bytes, LIMIT_RELEASE_BYTES + 1}, &e),
                     ERR_TOO_LARGE);
    write_abandon(&w);
    free(bytes);
}

static int n_found;
static void count_found(void *to, const char *defect)
{
    (void)to;
    if (strstr(defect, "release: vraag-1 as text: the bytes kept")) n_found++;
}

static void alter(const char *sql)
{
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(raw), 1);
    sqlite3_close(raw);
}

static void damage_is_found(void **state)
{
    static const char *const damages[] = {
        "UPDATE release_form SET n_bytes = n_bytes + 1 WHERE format = 'text'",
        "UPDATE release_form SET digest = zeroblob(32) WHERE format = 'text'",
        "UPDATE release_form SET packed = zeroblob(100000) WHERE format = 'text'",
        "UPDATE release_form SET packed = x'' WHERE format = 'text'",
        "UPDATE release_form SET n_bytes = 9223372036854775807 WHERE format = 'text'",
    };
    struct verify_report report;
    struct str bytes;
    (void)state;
    struct release_fact f = keep("vraag-1", S("a table\n"), S("part\r\n"));
    is_ok(store_verify(&report, db, false, count_found, NULL, &e));
    assert_int_equal(report.n_defects, 0);
    for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
        alter(damages[i]);
        n_found = 0;
        assert_int_equal(release_bytes(&bytes, &arena, db, f.id, "text", &e),
                         ERR_CORRUPT);
        assert_null(bytes.p);
        is_ok(store_verify(&report, db, false, count_found, NULL, &e));
        assert_int_equal(n_found, 1);
        assert_true(report.n_defects >= 2); /* the sum of the audit says so too */
    }
    is_ok(release_bytes(&bytes, &arena, db, f.id, "csv", &e));
}

static void a_moment_is_past_when_it_is_given(void **state)
{
    struct write *w;
    int64_t moment, later;
    (void)state;
    is_ok(release_moment(&moment, db, &e));
    assert_true(clock_now_ms() > moment);
    is_ok(release_moment(&later, db, &e));
    assert_true(later > moment);
    /* who is writing is waited for, and here never ends */
    struct db *other;
    is_ok(db_open(&other, url, DB_WRITE, &e));
    is_ok(write_begin(&w, other, &who, "write", "", &e));
    assert_int_equal(release_moment(&moment, db, &e), ERR_BUSY);
    write_abandon(&w);
    is_ok(release_moment(&moment, db, &e));
    db_close(other);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, open_store, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(bytes_come_back), STORY(a_name_is_given_once),
        STORY(names_are_codes), STORY(too_large_is_refused),
        STORY(damage_is_found), STORY(a_moment_is_past_when_it_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
