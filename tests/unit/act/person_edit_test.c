/* One thing about a person changed at a time: who may, what is counted of it, and what
 * happens when two do it at once. */
#include "person_house.h"

#include "act/file_list.h"
#include "act/person_edit.h"
#include "store/read_log_store.h"

static const struct uuid nil;

static struct uuid row_of(struct person_id person, enum identity_field field)
{
    struct field_version v;
    is_ok(field_version_read(&v, house.db, person, field, &e));
    return v.row;
}

static enum edit_outcome edit(struct uuid worker, struct person_id person,
                              enum identity_field field, struct uuid seen,
                              const char *value)
{
    struct asking a = asking_of(worker, ours, WORKER_ROLE_GUIDE);
    enum edit_outcome outcome;
    a.form = uuid7_new();
    is_ok(identity_edit(&outcome, &a, person, field, seen, str_of(value), &e));
    return outcome;
}

static bool holds(struct person_id person, enum identity_field field, const char *value)
{
    bool is;
    is_ok(field_is(&is, house.db, person, field, str_of(value), &e));
    return is;
}

static void two_editors_of_one_field_lose_nothing(void **state)
{
    (void)state;
    struct person_id p = add_person("Jan", "Peeters", "1985-07-30", ours, kim);
    struct uuid seen = row_of(p, IDENTITY_PHONE);
    assert_true(uuid_is_nil(seen));
    assert_int_equal(edit(kim, p, IDENTITY_PHONE, seen, "0475 12 34 56"), EDIT_DONE);
    /* lee saw the form before kim sent hers */
    assert_int_equal(edit(lee, p, IDENTITY_PHONE, seen, "0488 11 22 33"),
                     EDIT_PROPOSED);
    assert_true(holds(p, IDENTITY_PHONE, "0475 12 34 56"));
    /* the same value is no conflict, another field neither */
    assert_int_equal(edit(lee, p, IDENTITY_PHONE, seen, "0475 12 34 56 "), EDIT_SAME);
    assert_int_equal(edit(lee, p, IDENTITY_MAIL, nil, "jan@example.org"), EDIT_DONE);
    struct asking a = kim_asks();
    struct conflict *list;
    size_t n;
    is_ok(conflict_list(&list, &n, &a, &e));
    assert_int_equal(n, 1);
    assert_true(str_eq(list[0].kept, S("0475 12 34 56")));
    assert_true(str_eq(list[0].proposal.words, S("0488 11 22 33")));
    assert_string_equal(list[0].version.worker_name, "kim");
    assert_string_equal(list[0].proposer, "lee");
    struct uuid proposal = list[0].proposal.id;
    conflict_wipe(list, n);
    /* of others, nothing */
    struct asking other = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    is_ok(conflict_list(&list, &n, &other, &e));
    assert_int_equal(n, 0);
    other.form = uuid7_new();
    assert_int_equal(conflict_decide(&other, p, proposal, true, &e), ERR_NOT_FOUND);
    is_ok(conflict_decide(&a, p, proposal, true, &e));
    assert_true(holds(p, IDENTITY_PHONE, "0488 11 22 33"));
    a = kim_asks();
    assert_int_equal(conflict_decide(&a, p, proposal, false, &e), ERR_EXISTS);
    assert_true(holds(p, IDENTITY_PHONE, "0488 11 22 33"));
    is_ok(conflict_list(&list, &n, &a, &e));
    assert_int_equal(n, 0);
}

static void a_field_that_was_emptied_is_a_version_too(void **state)
{
    (void)state;
    struct person_id p = add_person("Jan", "Peeters", "", ours, kim);
    edit(kim, p, IDENTITY_PHONE, nil, "0475 12 34 56");
    struct uuid seen = row_of(p, IDENTITY_PHONE);
    assert_int_equal(edit(kim, p, IDENTITY_PHONE, seen, ""), EDIT_DONE);
    assert_true(holds(p, IDENTITY_PHONE, ""));
    assert_int_equal(edit(lee, p, IDENTITY_PHONE, seen, "0499 99 99 99"),
                     EDIT_PROPOSED);
    struct asking a = kim_asks();
    struct conflict *list;
    size_t n;
    is_ok(conflict_list(&list, &n, &a, &e));
    assert_true(n == 1 && !list[0].kept.n);
    is_ok(conflict_decide(&a, p, list[0].proposal.id, false, &e));
    assert_true(holds(p, IDENTITY_PHONE, ""));
}

static void values_are_read_before_they_are_kept(void **state)
{
    (void)state;
    struct person_id p = add_person("Jan", "Peeters", "", ours, kim);
    struct asking a = kim_asks();
    enum edit_outcome out;
    assert_int_equal(
        identity_edit(&out, &a, p, IDENTITY_BIRTH_DATE, nil, S("gisteren"), &e),
        ERR_INVALID);
    assert_int_equal(
        identity_edit(&out, &a, p, IDENTITY_SAFE_TO_CALL, nil, S("misschien"), &e),
        ERR_INVALID);
    /* an association keeps no national numbers (X14) */
    assert_int_equal(
        identity_edit(&out, &a, p, IDENTITY_INSZ, nil, S("85.07.30-033.28"), &e),
        ERR_DENIED);
    assert_int_equal(edit(kim, p, IDENTITY_BIRTH_DATE, nil, "30/7/1985"), EDIT_DONE);
    assert_true(holds(p, IDENTITY_BIRTH_DATE, "1985-07-30"));
    int year;
    is_ok(person_birth_year(&year, house.db, p, &e));
    assert_int_equal(year, 1985);
    edit(kim, p, IDENTITY_BIRTH_DATE, row_of(p, IDENTITY_BIRTH_DATE), "1986");
    is_ok(person_birth_year(&year, house.db, p, &e));
    assert_int_equal(year, 1986);
    struct attribute_fact *list;
    size_t n;
    is_ok(attribute_list(&list, &n, &arena, house.db, p, &e));
    assert_int_equal(n, 1); /* the year was corrected, not added */
}

static enum err_code record(struct uuid worker, struct organisation_id of,
                            enum code_of_worker_role role, struct person_id person,
                            uint8_t kind, enum answer_state answer, const char *value)
{
    struct asking a = asking_of(worker, of, role);
    struct attribute_fact f = {.person = person,
                               .kind = kind,
                               .state = answer,
                               .source = ATTRIBUTE_SOURCE_SELF,
                               .valid_from = today,
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%s", value);
    a.form = uuid7_new();
    return attribute_record(&a, &f, &e);
}
#define RECORD(kind, state, value)                                                     \
    is_ok(record(kim, ours, WORKER_ROLE_GUIDE, p, ATTRIBUTE_KIND_##kind,               \
                 ANSWER_##state, value))

static void answers_are_dated_and_the_segment_follows(void **state)
{
    (void)state;
    struct person_id p = add_person("Jan", "Peeters", "", ours, kim);
    struct person_derived d;
    struct attribute_fact *list;
    size_t n;
    RECORD(WILLING_TO_WORK, KNOWN, "yes");
    RECORD(REGISTERED_VDAB, KNOWN, "never");
    RECORD(REGISTERED_ELSEWHERE, KNOWN, "no");
    RECORD(NATIONALITY, REFUSED, "");
    RECORD(EDUCATION, KNOWN, "no_diploma");
    is_ok(attribute_list(&list, &n, &arena, house.db, p, &e));
    is_ok(person_derive(&d, list, n, today, &e));
    assert_int_equal(d.segment.segment, TARGET_SEGMENT_1_OFF_RADAR);
    assert_int_equal(d.groups.member, 1u << TARGET_GROUP_LOW_EDUCATED);
    bool is_refused = false;
    for (size_t i = 0; i < n; i++)
        is_refused |= list[i].kind == ATTRIBUTE_KIND_NATIONALITY &&
                      list[i].state == ANSWER_REFUSED &&
                      list[i].valid_from.v == today.v;
    assert_true(is_refused);
    struct asking a = kim_asks();
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == ATTRIBUTE_KIND_REGISTERED_ELSEWHERE)
            is_ok(attribute_close(&a, p, list[i].id, true, &e));
    RECORD(REGISTERED_ELSEWHERE, KNOWN, "yes");
    is_ok(attribute_list(&list, &n, &arena, house.db, p, &e));
    is_ok(person_derive(&d, list, n, today, &e));
    assert_int_equal(d.segment.segment, TARGET_SEGMENT_2_INDIRECT_RADAR);
    assert_int_equal(record(kim, ours, WORKER_ROLE_GUIDE, p, ATTRIBUTE_KIND_SEX,
                            ANSWER_KNOWN, "vrouw"),
                     ERR_INVALID);
    assert_int_equal(record(ali, theirs, WORKER_ROLE_GUIDE, p, ATTRIBUTE_KIND_SEX,
                            ANSWER_KNOWN, "f"),
                     ERR_NOT_FOUND);
    assert_int_equal(record(lee, ours, WORKER_ROLE_JOB_COACH, p, ATTRIBUTE_KIND_SEX,
                            ANSWER_KNOWN, "f"),
                     ERR_DENIED);
}

static void lists_name_whom_one_may_see_and_log_each(void **state)
{
    (void)state;
    struct person_id own = add_person("Jan", "Peeters", "", ours, kim);
    struct person_id hers = add_person("Olena", "Shevchuk", "", ours, lee);
    struct person_id strange = add_person("Fatma", "Yilmaz", "", theirs, ali);
    struct asking a = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    struct file_filter f = {.phase = CODE_MISSING,
                            .status = CODE_MISSING,
                            .from = DAY_NONE,
                            .to = DAY_NONE,
                            .worker = kim};
    struct file_page page;
    struct look *looks;
    size_t n;
    is_ok(file_list(&page, &a, &f, &e));
    assert_true(page.n == 1 && uuid_eq(page.rows[0].now.person.u, own.u));
    assert_true(str_eq(page.rows[0].name, S("Jan Peeters")));
    f.worker = nil;
    is_ok(file_list(&page, &a, &f, &e));
    assert_int_equal(page.n, 2);
    is_ok(look_list(&looks, &n, &arena, house.db, own, INT64_MAX, 10, &e));
    assert_int_equal(n, 2);
    is_ok(look_list(&looks, &n, &arena, house.db, hers, INT64_MAX, 10, &e));
    assert_int_equal(n, 1);
    is_ok(look_list(&looks, &n, &arena, house.db, strange, INT64_MAX, 10, &e));
    assert_int_equal(n, 0);
    struct asking coach = asking_of(lee, ours, WORKER_ROLE_JOB_COACH);
    assert_int_equal(file_list(&page, &coach, &f, &e), ERR_DENIED);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)
    const struct CMUnitTest tests[] = {
        T(two_editors_of_one_field_lose_nothing),
        T(a_field_that_was_emptied_is_a_version_too),
        T(values_are_read_before_they_are_kept),
        T(answers_are_dated_and_the_segment_follows),
        T(lists_name_whom_one_may_see_and_log_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
