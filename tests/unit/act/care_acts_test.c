/* Care around a person, as acts: who may see and write what tells about health, who may
 * put whom in the ring, and what two at once leave behind. Each story ends with a store
 * that verifies. */
#include "person_house.h"

#include "act/appointment_acts.h"
#include "act/condition_acts.h"
#include "act/document_acts.h"
#include "act/instrument_acts.h"
#include "act/ring_acts.h"

static struct person_id mila;

static void add_membership(struct write *w, struct uuid worker,
                           struct organisation_id of, uint8_t role)
{
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = worker,
                                .organisation = of,
                                .role = role,
                                .from = day_of(2020, 1, 1),
                                .to = DAY_NONE};
    is_ok(membership_add(w, &m, &e));
}

/* Kim accompanies Mila for us; lee is a colleague, ali works elsewhere. */
static int open_care(void **state)
{
    if (open_house(state)) return 1;
    struct write *w = begin();
    add_membership(w, kim, ours, WORKER_ROLE_GUIDE);
    add_membership(w, lee, ours, WORKER_ROLE_CASE_MANAGER);
    add_membership(w, ali, theirs, WORKER_ROLE_GUIDE);
    is_ok(write_commit(&w, &e));
    mila = add_person("Mila", "Sorokivska", "1991-04-02", ours, kim);
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = mila,
                                .project = project,
                                .reached_on = day_of(2026, 1, 5),
                                .entry_age = -1,
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    w = begin();
    is_ok(trajectory_add(w, &t, &e));
    is_ok(write_commit(&w, &e));
    return 0;
}

static struct asking lee_asks(void)
{
    struct asking a = asking_of(lee, ours, WORKER_ROLE_CASE_MANAGER);
    a.form = uuid7_new();
    return a;
}

static struct asking ali_asks(void)
{
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    a.form = uuid7_new();
    return a;
}

static struct condition_entry a_state(uint8_t condition, uint8_t state, struct day on)
{
    return (struct condition_entry){.condition = condition,
                                    .state = state,
                                    .owner = STEP_OWNER_TOGETHER,
                                    .on = on,
                                    .words = S("afspraak gemaakt")};
}

static void health_is_for_who_is_named(void **state)
{
    (void)state;
    struct asking k = kim_asks(), l = lee_asks(), a = ali_asks();
    struct condition_view v;
    struct condition_entry ill =
        a_state(CONTEXT_CONDITION_MENTAL_HEALTH, CONTEXT_CONDITION_STATE_OPEN, today);
    struct condition_entry home =
        a_state(CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_OPEN, today);
    is_ok(condition_note(&k, mila, &ill, &e));
    assert_int_equal(condition_note(&l, mila, &ill, &e), ERR_DENIED);
    is_ok(condition_note(&l, mila, &home, &e));
    assert_int_equal(condition_note(&a, mila, &home, &e), ERR_NOT_FOUND);
    is_ok(conditions_show(&v, &k, mila, &e));
    assert_int_equal(v.n_courses, 2);
    assert_true(v.may_write_health);
    is_ok(conditions_show(&v, &l, mila, &e));
    assert_int_equal(v.n_courses, 1);
    assert_int_equal(v.courses[0].condition, CONTEXT_CONDITION_HOUSING);
    assert_true(v.is_health_closed);
    assert_false(v.may_write_health);
    assert_int_equal(conditions_show(&v, &a, mila, &e), ERR_NOT_FOUND);
    /* a volunteer who is named does not see conditions at all */
    struct asking volunteer = asking_of(kim, ours, WORKER_ROLE_JOB_COACH);
    volunteer.form = uuid7_new();
    is_ok(conditions_show(&v, &volunteer, mila, &e));
    assert_true(v.is_closed);
    assert_int_equal(v.n_lines, 0);
    assert_int_equal(condition_note(&volunteer, mila, &home, &e), ERR_DENIED);
    /* nor does any other page of the file tell it, whatever it asks for */
    struct dossier_view file;
    is_ok(dossier_open(&file, &l, mila, DOSSIER_ALL | DOSSIER_PAST, "dossier", &e));
    for (size_t i = 0; i < file.dossier.n_events; i++)
        assert_int_not_equal(file.dossier.events[i].fact.code ==
                                     CONTEXT_CONDITION_MENTAL_HEALTH &&
                                 file.dossier.events[i].fact.kind == EVENT_CONDITION,
                             true);
    assert_int_equal(file.dossier.n_condition_works, 1);
    is_ok(dossier_open(&file, &k, mila, DOSSIER_ALL, "dossier", &e));
    assert_int_equal(file.dossier.n_condition_works, 2);
}

static void a_state_belongs_to_the_trajectory_of_its_day(void **state)
{
    (void)state;
    struct asking k = kim_asks();
    struct condition_view v;
    struct condition_entry c = a_state(
        CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_OPEN, day_of(2025, 12, 1));
    assert_int_equal(condition_note(&k, mila, &c, &e), ERR_UNAVAILABLE);
    c.on = (struct day){today.v + 1};
    assert_int_equal(condition_note(&k, mila, &c, &e), ERR_INVALID);
    c.on = day_of(2026, 2, 1);
    is_ok(condition_note(&k, mila, &c, &e));
    /* the same form again writes nothing */
    assert_int_equal(condition_note(&k, mila, &c, &e), ERR_EXISTS);
    k.form = uuid7_new();
    c.state = CONTEXT_CONDITION_STATE_FULFILLED;
    c.owner = CODE_MISSING;
    c.on = today;
    is_ok(condition_note(&k, mila, &c, &e));
    is_ok(conditions_show(&v, &k, mila, &e));
    const struct condition_course *course =
        condition_course_in(&v, CONTEXT_CONDITION_HOUSING);
    assert_int_equal(course->change, CONDITION_CHANGE_IMPROVED);
    assert_int_equal(v.changes[CONDITION_CHANGE_IMPROVED], 1);
    assert_non_null(v.lines[course->first].work);
    assert_null(v.lines[course->last].work);
    assert_null(condition_course_in(&v, CONTEXT_CONDITION_LANGUAGE));
}

static void nobody_opens_a_file_for_himself(void **state)
{
    (void)state;
    struct asking k = kim_asks(), l = lee_asks();
    struct ring_entry entry = {.organisation = ours,
                               .worker = lee,
                               .domain = GUIDANCE_DOMAIN_WELFARE,
                               .from = today,
                               .next_on = DAY_NONE};
    struct ring_view v;
    /* lee, of the same organisation, neither names herself nor puts kim out of the way
     */
    assert_int_equal(ring_add(&l, mila, &entry, &e), ERR_DENIED);
    is_ok(ring_show(&v, &l, mila, &e));
    assert_false(v.may_name);
    assert_int_equal(v.n_ring, 1);
    assert_int_equal(ring_change(&l, mila, v.ring[0].id, today, DAY_NONE, kim, &e),
                     ERR_DENIED);
    assert_int_equal(
        ring_change(&l, mila, v.ring[0].id, DAY_NONE, DAY_NONE, (struct uuid){{0}}, &e),
        ERR_DENIED);
    /* nor does a volunteer who is named bring somebody in */
    struct asking volunteer = asking_of(kim, ours, WORKER_ROLE_JOB_COACH);
    volunteer.form = uuid7_new();
    assert_int_equal(ring_add(&volunteer, mila, &entry, &e), ERR_DENIED);
    /* kim does, and lee sees what is confided from then on */
    entry.worker = ali;
    assert_int_equal(ring_add(&k, mila, &entry, &e), ERR_INVALID);
    entry.worker = lee;
    is_ok(ring_add(&k, mila, &entry, &e));
    struct gate gate;
    is_ok(person_gate(&gate, &l, mila, PERMISSION_PERSON_READ, &e));
    assert_int_equal(gate.relation, RELATION_GUIDE);
    /* another organisation in the ring opens nothing */
    struct asking a = ali_asks();
    k.form = uuid7_new();
    entry.organisation = theirs;
    entry.worker = (struct uuid){{0}};
    is_ok(ring_add(&k, mila, &entry, &e));
    assert_int_equal(person_gate(&gate, &a, mila, PERMISSION_PERSON_READ, &e),
                     ERR_NOT_FOUND);
    is_ok(ring_show(&v, &k, mila, &e));
    assert_int_equal(v.n_ring, 3);
    assert_true(v.n_remarks >= 3); /* no next dates */
    /* who left is not in the way of who takes up the file */
    k.form = uuid7_new();
    entry.domain = CODE_MISSING;
    assert_int_equal(ring_add(&k, mila, &entry, &e), ERR_INVALID);
}

static void two_at_once_lose_nothing(void **state)
{
    (void)state;
    struct asking k = kim_asks(), l = lee_asks();
    struct uuid id = k.form;
    struct appointment_entry entry = {.starts_at = k.now_ms + 86400000,
                                      .minutes = 45,
                                      .worker = kim,
                                      .place = S("Station"),
                                      .purpose = S("cv\nbekijken")};
    struct dossier_view file;
    bool is_stale;
    is_ok(appointment_plan(&k, mila, &entry, &e));
    k.form = uuid7_new();
    entry.state = APPOINTMENT_STATE_PLANNED;
    entry.place = S("Bibliotheek");
    is_ok(appointment_change(&k, mila, id, 0, &entry, &is_stale, &e));
    entry.place = S("Plein");
    assert_int_equal(appointment_change(&l, mila, id, 0, &entry, &is_stale, &e),
                     ERR_EXISTS);
    assert_true(is_stale);
    is_ok(dossier_open(&file, &k, mila, DOSSIER_GOAL, "dossier", &e));
    const struct appointment_fact *now = appointment_now(&file.dossier, id);
    assert_int_equal(now->sequence, 1);
    assert_true(str_eq(appointment_place(now->words), S("Bibliotheek")));
    assert_true(str_eq(appointment_purpose(now->words), S("cv\nbekijken")));
    size_t n;
    appointments_now(&n, &arena, &file.dossier);
    assert_int_equal(n, 1);
    l.form = uuid7_new();
    is_ok(appointment_change(&l, mila, id, 1, &entry, &is_stale, &e));
    entry.place = S("twee\nregels");
    assert_int_equal(appointment_plan(&l, mila, &entry, &e), ERR_INVALID);
    struct agenda_line *lines;
    is_ok(agenda_show(&lines, &n, &k, 0, INT64_MAX, &e));
    assert_int_equal(n, 1);
    assert_true(str_eq(lines[0].place, S("Plein")));
    assert_true(str_eq(lines[0].call_name, S("Mila")));
}

static void the_own_instrument_is_written_once(void **state)
{
    (void)state;
    struct asking k = kim_asks(), l = lee_asks();
    struct instrument_with_items *list;
    struct measure_view v;
    size_t n;
    struct measure_entry m = {.instrument = default_instrument().id,
                              .on = day_of(2026, 2, 1),
                              .moment = OBSERVATION_MOMENT_BASELINE,
                              .assessed_by = ASSESSED_BY_TOGETHER,
                              .n_items = N_DEFAULT_ITEMS};
    is_ok(instruments_show(&list, &n, &k, &e));
    assert_int_equal(n, 1);
    assert_int_equal(measure_note(&k, mila, &m, &e), ERR_INVALID); /* nothing said */
    m.items[DEFAULT_ITEM_HOUSING].answer = MEASURE_SCORE;
    m.items[DEFAULT_ITEM_HOUSING].score = 2;
    m.items[DEFAULT_ITEM_MENTAL_HEALTH].answer = MEASURE_NOT_SAID;
    assert_int_equal(measure_note(&l, mila, &m, &e), ERR_DENIED); /* health */
    is_ok(measure_note(&k, mila, &m, &e));
    k.form = uuid7_new();
    m.on = today;
    m.items[DEFAULT_ITEM_HOUSING].score = 4;
    is_ok(measure_note(&k, mila, &m, &e));
    is_ok(instruments_show(&list, &n, &k, &e));
    assert_int_equal(n, 1);
    is_ok(measures_show(&v, &k, mila, &e));
    assert_int_equal(v.measured[0].n_days, 2);
    assert_int_equal(v.measured[0].distance.n_change[CONDITION_CHANGE_IMPROVED], 1);
    assert_int_equal(v.measured[0].distance.n_change[CONDITION_CHANGE_NOT_COMPARABLE],
                     1);
    assert_false(v.measured[0].distance.has_points);
    is_ok(measures_show(&v, &l, mila, &e));
    assert_int_equal(v.measured[0].distance.n_asked, 1);
    /* ended by a manager only, and then not offered */
    k.form = uuid7_new();
    assert_int_equal(instrument_stop(&k, m.instrument, &e), ERR_DENIED);
    struct asking manager = asking_of(lee, ours, WORKER_ROLE_PROMOTOR_MANAGER);
    manager.form = uuid7_new();
    is_ok(instrument_stop(&manager, m.instrument, &e));
    k.form = uuid7_new();
    assert_int_equal(measure_note(&k, mila, &m, &e), ERR_NOT_FOUND);
}

static void documents_are_kept_by_what_they_are(void **state)
{
    (void)state;
    struct asking k = kim_asks(), l = lee_asks(), a = ali_asks();
    struct document_entry entry = {.title = S("Attest"),
                                   .kind = DOCUMENT_KIND_LETTER,
                                   .confidentiality = CONFIDENTIALITY_HEALTH,
                                   .content = S("een attest")};
    struct document_fact f;
    struct str content;
    const char *name;
    enum document_media media;
    struct uuid id = k.form;
    is_ok(document_keep(&k, mila, &entry, &media, &e));
    assert_int_equal(media, MEDIA_TEXT);
    is_ok(document_fetch(&f, &content, &name, &k, mila, id, &e));
    assert_true(str_eq(content, entry.content));
    assert_string_equal(name, "document-2026-11-22.txt");
    assert_int_equal(document_fetch(&f, &content, &name, &l, mila, id, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(content.n, 0);
    assert_int_equal(document_fetch(&f, &content, &name, &a, mila, id, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(document_withdraw(&l, mila, id, &e), ERR_NOT_FOUND);
    assert_int_equal(document_keep(&l, mila, &entry, &media, &e), ERR_DENIED);
    k.form = uuid7_new();
    entry.content = S("<svg onload=x()>");
    assert_int_equal(document_keep(&k, mila, &entry, &media, &e), ERR_INVALID);
    assert_int_equal(media, MEDIA_WITH_PROGRAM);
    is_ok(document_withdraw(&k, mila, id, &e));
    assert_int_equal(document_fetch(&f, &content, &name, &k, mila, id, &e),
                     ERR_NOT_FOUND);
}

static void a_file_name_becomes_a_plain_title(void **state)
{
    (void)state;
    static const struct {
        const char *sent, *title;
    } table[] = {
        {"cv.pdf", "cv"},
        {"C:\\Users\\Mila\\mijn_cv.docx", "mijn cv"},
        {"../../etc/passwd", "passwd"},
        {"a\x01\x1b[0m.txt", "a[0m"},
        {".htaccess", ".htaccess"},
        {"diploma.2019 kopie", "diploma.2019 kopie"},
        {"\xd8\xb4\xd9\x87\xd8\xa7\xd8\xaf\xd8\xa9.jpg",
         "\xd8\xb4\xd9\x87\xd8\xa7\xd8\xaf\xd8\xa9"},
        {"\xff\xfe", ""},
        {"", ""},
        {"map/", ""},
    };
    struct arena a = {0};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct str title = document_title_from(&a, str_of(table[i].sent));
        if (!str_eq_c(title, table[i].title))
            fail_msg("%zu: found %.*s", i, STR_ARG(title));
    }
    arena_dispose(&a);
}

static void instruments_have_plain_codes(void **state)
{
    (void)state;
    static const struct {
        const char *title, *code;
    } table[] = {{"Vijf stappen", "vijf-stappen"},
                 {"  Eigen -- schaal! ", "eigen-schaal"},
                 {"\xd8\xb4", "x"},
                 {"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvw"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char code[24];
        instrument_code_of(code, str_of(table[i].title));
        assert_string_equal(code, table[i].code);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, open_care, close_house)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(health_is_for_who_is_named),
        STORY(a_state_belongs_to_the_trajectory_of_its_day),
        STORY(nobody_opens_a_file_for_himself),
        STORY(two_at_once_lose_nothing),
        STORY(the_own_instrument_is_written_once),
        STORY(documents_are_kept_by_what_they_are),
        cmocka_unit_test(a_file_name_becomes_a_plain_title),
        cmocka_unit_test(instruments_have_plain_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
