/* Lists of files: who is named in them is decided for a whole page as it is decided for
 * one person, and a page is named, logged and ordered as its rows are one by one. */
#include "person_house.h"

#include "act/file_list.h"
#include "store/outreach_store.h"
#include "store/read_log_store.h"

static const struct uuid nil;

/* --- many as one --- */

static struct organisation_id partner_org;

static struct trajectory_fact course_of(struct person_id person)
{
    return (struct trajectory_fact){.id = {uuid7_new()},
                                    .person = person,
                                    .reached_on = day_of(2026, 1, 5),
                                    .entry_age = -1,
                                    .channel = CODE_MISSING,
                                    .is_voluntary = CODE_MISSING};
}

static struct guidance_fact guidance_of(struct person_id person,
                                        struct organisation_id o, struct uuid worker)
{
    return (struct guidance_fact){.id = uuid7_new(),
                                  .person = person,
                                  .organisation = o,
                                  .worker = worker,
                                  .keeps_file = true,
                                  .domain = GUIDANCE_DOMAIN_WORK,
                                  .from = day_of(2026, 1, 5),
                                  .to = DAY_NONE,
                                  .next_on = DAY_NONE};
}

/* Persons to whom somebody stands in every way there is. */
static size_t add_every_relation(struct person_id out[10])
{
    size_t n = 0;
    out[n++] = add_person("Jan", "Peeters", "", ours, kim);
    out[n++] = add_person("Olena", "Shevchuk", "", ours, lee);
    out[n++] = add_person("Fatma", "Yilmaz", "", theirs, ali);
    struct person_id both = out[n++] = add_person("Amina", "Diallo", "", ours, kim);
    struct person_id promoted = out[n++] = add_person("Ivo", "Maes", "", theirs, ali);
    struct person_id hosted = out[n++] = add_person("Els", "Claes", "", theirs, ali);
    struct person_id ended = out[n++] = add_person("Bilal", "Aziz", "", theirs, ali);
    struct person_id gone = out[n++] = add_person("Rita", "Wouters", "", ours, kim);
    out[n++] = (struct person_id){uuid7_new()}; /* of whom nobody ever heard */
    struct write *w = begin();
    partner_org = add_organisation(w, "PART");
    is_ok(partner_add(w, uuid7_new(), (struct partnership_id){nil}, project,
                      partner_org, "partner", DAY_NONE, DAY_NONE, &e));
    struct guidance_fact also = guidance_of(both, theirs, ali);
    struct guidance_fact was = guidance_of(ended, ours, kim);
    struct trajectory_fact t = course_of(promoted), u = course_of(hosted);
    was.to = day_of(2026, 6, 30);
    t.project = project;
    u.host = ours;
    is_ok(guidance_add(w, &also, &e));
    is_ok(guidance_add(w, &was, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(trajectory_add(w, &u, &e));
    is_ok(person_erase(w, gone, &e));
    is_ok(write_commit(&w, &e));
    return n;
}

/* Of what nobody owns, as a page of one person decides it. */
static bool opens_alone(const struct asking *a, struct person_id person,
                        enum permission permission, enum record_category category)
{
    struct gate g;
    enum err_code rc = person_gate(&g, a, person, permission, &e);
    if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) return false;
    assert_int_equal(rc, OK);
    return gate_opens(&g, category, false, nil, (struct organisation_id){nil});
}

static unsigned compare_gates(const struct asking *a, const struct person_id *persons,
                              size_t n)
{
    unsigned n_open = 0;
    for (unsigned p = 0; p < N_PERMISSIONS; p++) {
        if (permission_scope_of((enum permission)p) != SCOPE_PERSON) continue;
        for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
            bool is_open[10];
            is_ok(persons_gate(is_open, a, persons, n, (enum permission)p,
                               (enum record_category)c, &e));
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(is_open[i],
                                 opens_alone(a, persons[i], (enum permission)p,
                                             (enum record_category)c));
                n_open += is_open[i];
            }
        }
    }
    return n_open;
}

static void many_are_decided_as_one(void **state)
{
    (void)state;
    struct person_id persons[10];
    unsigned n_open = 0, n_asked = 0;
    size_t n = add_every_relation(persons);
    const struct organisation_id of[] = {ours, theirs, partner_org};
    const struct uuid workers[] = {kim, lee, ali, nil};
    for (unsigned i = 0; i < ARRAY_LEN(workers) * ARRAY_LEN(of) * N_WORKER_ROLE; i++) {
        struct asking a = asking_of(workers[i % 4], of[i / 4 % 3],
                                    (enum code_of_worker_role)(i / 12));
        n_open += compare_gates(&a, persons, n);
        n_asked++;
        if (i / 12 != WORKER_ROLE_GUIDE) continue;
        a.visitor.membership = nil;
        assert_int_equal(compare_gates(&a, persons, n), 0);
        a.visitor.membership = a.visitor.worker;
        a.visitor.is_membership_valid = false;
        assert_int_equal(compare_gates(&a, persons, n), 0);
        a.visitor.is_membership_valid = true;
        a.visitor.has_second_factor = false;
        a.visitor.is_second_factor_needed = true;
        assert_int_equal(compare_gates(&a, persons, n), 0);
    }
    assert_true(n_open > n_asked); /* some doors are open */
}

/* --- a page as its rows --- */

enum { FILES = 60 };

static void add_files(struct person_id *persons)
{
    for (size_t i = 0; i < FILES; i++) {
        char given[16], family[16];
        snprintf(given, sizeof given, "Voornaam%zu", i);
        snprintf(family, sizeof family, "Naam%zu", i);
        persons[i] =
            add_person(given, i % 10 == 3 ? "" : family, "", ours, i % 3 ? kim : lee);
    }
    struct write *w = begin();
    for (size_t i = 7; i < FILES; i += 20)
        is_ok(person_erase(w, persons[i], &e));
    is_ok(write_commit(&w, &e));
}

static size_t place_of(const struct person_id *persons, struct person_id person)
{
    for (size_t i = 0; i < FILES; i++)
        if (uuid_eq(persons[i].u, person.u)) return i;
    fail_msg("a person of strangers in the list");
    return 0;
}

static void check_row(const struct file_row *row, size_t i)
{
    char expected[40];
    snprintf(expected, sizeof expected,
             i % 10 == 3 ? "Voornaam%zu" : "Voornaam%zu Naam%zu", i, i);
    if (i % 20 == 7) /* who was erased is there, without a name */
        assert_int_equal(row->name.n, 0);
    else
        assert_true(str_eq_c(row->name, expected));
    assert_string_equal(row->worker_name, i % 3 ? "kim" : "lee");
}

static void pages_are_named_and_logged(void **state)
{
    (void)state;
    struct person_id persons[FILES];
    bool seen[FILES] = {false};
    struct asking a = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    struct file_filter f = {.phase = CODE_MISSING,
                            .status = CODE_MISSING,
                            .from = DAY_NONE,
                            .to = DAY_NONE};
    struct file_page page = {.is_more = true};
    size_t n = 0, n_pages = 0;
    add_files(persons);
    for (; page.is_more; n_pages++) {
        is_ok(file_list(&page, &a, &f, &e));
        assert_int_equal(page.by_phase[N_PHASE], FILES);
        for (size_t i = 0; i < page.n; i++, n++) {
            struct look *looks;
            size_t at = place_of(persons, page.rows[i].now.person), n_looks;
            assert_false(seen[at]);
            seen[at] = true;
            check_row(&page.rows[i], at);
            is_ok(look_list(&looks, &n_looks, &arena, house.db, persons[at], INT64_MAX,
                            10, &e));
            assert_int_equal(n_looks, 1);
            assert_string_equal(looks[0].reason, "list of files");
        }
        f.after = page.rows[page.n - 1].now;
        file_list_wipe(&page);
    }
    assert_int_equal(n, FILES);
    assert_int_equal(n_pages, (FILES + FILE_PAGE_ROWS - 1) / FILE_PAGE_ROWS);
}

/* Without a log there are no names. */
static void nobody_is_named_who_is_not_logged(void **state)
{
    (void)state;
    struct house reading;
    struct asking a = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    struct file_filter f = {.phase = CODE_MISSING,
                            .status = CODE_MISSING,
                            .from = DAY_NONE,
                            .to = DAY_NONE};
    struct file_page page;
    add_person("Jan", "Peeters", "", ours, kim);
    is_ok(house_open(&reading, url, key_path, DB_READ, &e));
    a.house = &reading;
    assert_int_equal(file_list(&page, &a, &f, &e), ERR_READ_ONLY);
    assert_int_equal(page.n, 0);
    house_close(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_are_decided_as_one, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(pages_are_named_and_logged, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(nobody_is_named_who_is_not_logged, open_house,
                                        close_house),
    };
    return cmocka_run_group_tests_name("file_list", tests, NULL, NULL);
}
