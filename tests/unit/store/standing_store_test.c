/* How a worker of an organisation stands to a person: who keeps the file, and to whom
 * what is let through, on which days, for which purposes. */
#include "store_keeper.h"

#include "store/consent_store.h"
#include "store/dossier_store.h"
#include "store/row.h"
#include "store/standing_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

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

/* --- who keeps the file --- */

/* All organisations at once say the same of this one, for every purpose. */
static void is_among_the_houses(const struct standing *s, struct person_id p,
                                struct organisation_id o, struct day day)
{
    for (int purpose = 0; purpose < N_SHARING_PURPOSE; purpose++) {
        struct arena a = {0};
        struct uuid *houses;
        size_t n, n_found = 0;
        enum code_of_sharing_purpose asked = (enum code_of_sharing_purpose)purpose;
        is_ok(standing_houses(&houses, &n, &a, db, p, asked, day, &e));
        for (size_t i = 0; i < n; i++)
            n_found += uuid_eq(houses[i], o.u);
        /* a promotor that may count is not let in by anybody */
        bool is_open = s->relation <= RELATION_ORGANISATION ||
                       (purpose != SHARING_PURPOSE_REPORTING && s->shared[purpose]);
        assert_int_equal(n_found, is_open);
        arena_dispose(&a);
    }
}

static enum relation relation_on(struct person_id p, struct uuid worker,
                                 struct organisation_id o, struct day day)
{
    struct standing s;
    is_ok(standing_find(&s, db, p, worker, o, day, &e));
    is_among_the_houses(&s, p, o, day);
    return s.relation;
}

static enum err_code guidance_row(struct write *w, const struct guidance_fact *f)
{
    struct row r;
    row_begin(&r, w, NOUN_GUIDANCE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_bool(&r, f->keeps_file);
    row_code_needed(&r, LIST_GUIDANCE_DOMAIN, GUIDANCE_DOMAIN_WORK);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_day(&r, DAY_NONE);
    row_blob(&r, NULL, 0);
    return row_end(&r, &e);
}

static struct guidance_fact a_guidance(struct person_id p, struct organisation_id o,
                                       struct uuid worker)
{
    return (struct guidance_fact){.id = uuid7_new(),
                                  .person = p,
                                  .organisation = o,
                                  .worker = worker,
                                  .keeps_file = true,
                                  .from = on(2026, 3, 1),
                                  .to = DAY_NONE,
                                  .next_on = DAY_NONE};
}

static void guidance_makes_the_guide_and_the_organisation(void **state)
{
    (void)state;
    struct person_fact p = a_person(), q = a_person();
    const struct day today = on(2026, 11, 22);
    struct write *w = begin();
    struct organisation_id home = add_organisation(w, "o1"),
                           other = add_organisation(w, "o2");
    struct uuid guide = add_worker(w, "w1").id, colleague = add_worker(w, "w2").id;
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_add(w, &q, NULL, &e));
    struct guidance_fact ours = a_guidance(p.id, home, guide),
                         told = a_guidance(p.id, other, colleague),
                         ended = a_guidance(q.id, home, guide);
    told.keeps_file = false;
    ended.to = on(2026, 6, 30);
    is_ok(guidance_row(w, &ours));
    is_ok(guidance_row(w, &told));
    is_ok(guidance_row(w, &ended));
    is_ok(write_commit(&w, &e));

    assert_int_equal(relation_on(p.id, guide, home, today), RELATION_GUIDE);
    assert_int_equal(relation_on(p.id, colleague, home, today), RELATION_ORGANISATION);
    /* the same human being, in another organisation */
    assert_int_equal(relation_on(p.id, guide, other, today), RELATION_NONE);
    /* mentioned, without keeping the file */
    assert_int_equal(relation_on(p.id, colleague, other, today), RELATION_NONE);
    /* before it began, on its last day, the day after */
    assert_int_equal(relation_on(p.id, guide, home, on(2026, 2, 28)), RELATION_NONE);
    assert_int_equal(relation_on(q.id, guide, home, on(2026, 6, 30)), RELATION_GUIDE);
    assert_int_equal(relation_on(q.id, guide, home, on(2026, 7, 1)), RELATION_NONE);
    assert_int_equal(relation_on((struct person_id){uuid7_new()}, guide, home, today),
                     RELATION_NONE);

    w = begin();
    is_ok(fact_retract(w, NOUN_GUIDANCE, p.id, ours.id, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(relation_on(p.id, guide, home, today), RELATION_NONE);
}

static void projects_make_organisations_and_partners(void **state)
{
    (void)state;
    struct person_fact p = a_person(), q = a_person();
    const struct day today = on(2026, 11, 22);
    struct call_fact call = a_call("490");
    struct write *w = begin();
    struct organisation_id promotor = add_organisation(w, "o1"),
                           host = add_organisation(w, "o2"),
                           partner = add_organisation(w, "o3"),
                           gone = add_organisation(w, "o4"),
                           local = add_organisation(w, "o5"),
                           stranger = add_organisation(w, "o6");
    struct uuid worker = add_worker(w, "w1").id;
    struct project_fact project = a_project("490-1", promotor);
    struct partnership_fact partnership = {.id = {uuid7_new()},
                                           .code = "lp1",
                                           .name = "Lokaal",
                                           .from = on(2024, 1, 1),
                                           .to = DAY_NONE};
    struct project_id none = {{{0}}};
    is_ok(call_add(w, &call, &e));
    is_ok(project_add(w, &project, &e));
    is_ok(partnership_add(w, &partnership, NULL, 0, &e));
    is_ok(partner_add(w, uuid7_new(), (struct partnership_id){nil}, project.id, partner,
                      "partner", DAY_NONE, DAY_NONE, &e));
    is_ok(partner_add(w, uuid7_new(), (struct partnership_id){nil}, project.id, gone,
                      "partner", on(2022, 1, 1), on(2025, 12, 31), &e));
    is_ok(partner_add(w, uuid7_new(), partnership.id, none, local, "partner", DAY_NONE,
                      DAY_NONE, &e));
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_add(w, &q, NULL, &e));
    struct trajectory_fact t = a_trajectory(p.id, on(2026, 1, 5)),
                           u = a_trajectory(q.id, on(2026, 1, 5));
    t.project = project.id;
    t.host = host;
    u.partnership = partnership.id;
    is_ok(trajectory_add(w, &t, &e));
    is_ok(trajectory_add(w, &u, &e));
    is_ok(write_commit(&w, &e));

    assert_int_equal(relation_on(p.id, worker, promotor, today), RELATION_RECEIVER);
    assert_int_equal(relation_on(p.id, worker, host, today), RELATION_ORGANISATION);
    assert_int_equal(relation_on(p.id, worker, partner, today), RELATION_NONE);
    assert_int_equal(relation_on(p.id, worker, gone, today), RELATION_NONE);
    assert_int_equal(relation_on(p.id, worker, gone, on(2025, 12, 31)), RELATION_NONE);
    assert_int_equal(relation_on(p.id, worker, local, today), RELATION_NONE);
    assert_int_equal(relation_on(q.id, worker, local, today), RELATION_NONE);
    assert_int_equal(relation_on(q.id, worker, promotor, today), RELATION_NONE);
    assert_int_equal(relation_on(p.id, worker, stranger, today), RELATION_NONE);

    /* named in a guidance, a partner's worker becomes the guide */
    w = begin();
    struct guidance_fact g = a_guidance(p.id, partner, worker);
    is_ok(guidance_row(w, &g));
    is_ok(write_commit(&w, &e));
    assert_int_equal(relation_on(p.id, worker, partner, today), RELATION_GUIDE);
    /* a person who is retracted is nobody's */
    w = begin();
    is_ok(fact_retract(w, NOUN_PERSON, q.id, q.id.u, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(relation_on(q.id, worker, local, today), RELATION_NONE);
}

/* --- what is let through --- */

static struct person_id noor;
static struct organisation_id home, other;
static struct uuid kim, ali;

static void add_noor(void)
{
    struct person_fact p = a_person();
    struct write *w = begin();
    home = add_organisation(w, "o1");
    other = add_organisation(w, "o2");
    kim = add_worker(w, "w1").id;
    ali = add_worker(w, "w2").id;
    noor = p.id;
    is_ok(person_add(w, &p, NULL, &e));
    struct guidance_fact g = a_guidance(p.id, home, kim);
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
}

static struct consent_fact a_yes(uint8_t purpose, uint8_t category)
{
    return (struct consent_fact){.person = noor,
                                 .id = uuid7_new(),
                                 .receiver = other,
                                 .purpose = purpose,
                                 .category = category,
                                 .ground = SHARING_GROUND_CONSENT,
                                 .is_given = true,
                                 .form = CONSENT_FORM_SPOKEN,
                                 .language = CODE_MISSING,
                                 .from = on(2026, 3, 1),
                                 .to = DAY_NONE,
                                 .organisation = home,
                                 .worker = kim};
}

static void write_consent(const struct consent_fact *f)
{
    struct write *w = begin();
    is_ok(consent_add(w, f, &e));
    is_ok(write_commit(&w, &e));
}

static struct standing stands(struct day day)
{
    struct standing s;
    is_ok(standing_find(&s, db, noor, ali, other, day, &e));
    is_among_the_houses(&s, noor, other, day);
    return s;
}
#define SEES(c) (1u << CATEGORY_##c)

static void a_consent_opens_its_days_and_its_purpose(void **state)
{
    (void)state;
    add_noor();
    struct consent_fact goal = a_yes(SHARING_PURPOSE_GUIDANCE, CATEGORY_GOAL);
    struct consent_fact work = a_yes(SHARING_PURPOSE_AFTERCARE, CATEGORY_WORK);
    goal.to = on(2026, 6, 30);
    assert_int_equal(stands(on(2026, 4, 1)).relation, RELATION_NONE);
    write_consent(&goal);
    write_consent(&work);
    struct standing s = stands(on(2026, 4, 1));
    assert_int_equal(s.relation, RELATION_RECEIVER);
    assert_int_equal(s.shared[SHARING_PURPOSE_GUIDANCE], SEES(GOAL) | SEES(COUNTABLE));
    assert_int_equal(s.shared[SHARING_PURPOSE_AFTERCARE], SEES(WORK) | SEES(COUNTABLE));
    assert_int_equal(s.shared[SHARING_PURPOSE_COORDINATION], 0);
    assert_false(s.is_named);
    /* the day before, the first, the last, the day after */
    assert_int_equal(stands(on(2026, 2, 28)).relation, RELATION_NONE);
    assert_int_equal(stands(on(2026, 3, 1)).relation, RELATION_RECEIVER);
    assert_true(stands(on(2026, 6, 30)).shared[SHARING_PURPOSE_GUIDANCE]);
    assert_false(stands(on(2026, 7, 1)).shared[SHARING_PURPOSE_GUIDANCE]);
    assert_true(stands(on(2026, 7, 1)).shared[SHARING_PURPOSE_AFTERCARE]);
    /* who keeps the file is asked nothing of this */
    is_ok(standing_find(&s, db, noor, kim, home, on(2026, 4, 1), &e));
    assert_int_equal(s.relation, RELATION_GUIDE);
    assert_false(s.shared[SHARING_PURPOSE_GUIDANCE]);
}

static void a_no_opens_nothing_and_a_withdrawal_closes(void **state)
{
    (void)state;
    const struct day today = on(2026, 11, 22);
    add_noor();
    struct consent_fact no = a_yes(SHARING_PURPOSE_GUIDANCE, CATEGORY_NOTE);
    no.is_given = false;
    write_consent(&no);
    assert_int_equal(stands(today).relation, RELATION_NONE);
    struct consent_fact yes = a_yes(SHARING_PURPOSE_GUIDANCE, CATEGORY_IDENTITY);
    write_consent(&yes);
    assert_int_equal(stands(today).relation, RELATION_RECEIVER);
    const struct consent_withdrawal_fact end = {.person = noor,
                                                .id = uuid7_new(),
                                                .consent = yes.id,
                                                .on = today,
                                                .party = WITHDRAWAL_PARTY_PERSON,
                                                .worker = kim};
    struct write *w = begin();
    is_ok(consent_withdrawal_add(w, &end, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(stands(today).relation, RELATION_NONE);
    /* also for a day on which it held: what is withdrawn opens nothing */
    assert_int_equal(stands(on(2026, 4, 1)).relation, RELATION_NONE);
    /* a consent that was recorded by mistake and taken back */
    yes.id = uuid7_new();
    write_consent(&yes);
    w = begin();
    is_ok(fact_retract(w, NOUN_CONSENT, noor, yes.id, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(stands(today).relation, RELATION_NONE);
}

static void own_notes_never_and_a_name_is_told(void **state)
{
    (void)state;
    const struct day today = on(2026, 11, 22);
    add_noor();
    struct consent_fact own = a_yes(SHARING_PURPOSE_GUIDANCE, CATEGORY_NOTE_OWN);
    struct write *w = begin();
    assert_int_equal(consent_add(w, &own, &e), ERR_INVALID);
    write_abandon(&w);
    struct consent_fact health = a_yes(SHARING_PURPOSE_GUIDANCE, CATEGORY_HEALTH);
    write_consent(&health);
    assert_false(stands(today).is_named);
    w = begin();
    struct guidance_fact named = a_guidance(noor, other, ali);
    named.keeps_file = false;
    is_ok(guidance_add(w, &named, &e));
    is_ok(write_commit(&w, &e));
    assert_true(stands(today).is_named);
    assert_int_equal(stands(today).relation, RELATION_RECEIVER);
    /* many at once give the same, in their order */
    struct person_id persons[2] = {{uuid7_new()}, noor};
    struct standing s[2];
    is_ok(standings_find(s, db, persons, 2, ali, other, today, &e));
    assert_int_equal(s[0].relation, RELATION_NONE);
    assert_true(s[1].is_named);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
    const struct CMUnitTest tests[] = {
        STORY(guidance_makes_the_guide_and_the_organisation),
        STORY(projects_make_organisations_and_partners),
        STORY(a_consent_opens_its_days_and_its_purpose),
        STORY(a_no_opens_nothing_and_a_withdrawal_closes),
        STORY(own_notes_never_and_a_name_is_told),
    };
    return cmocka_run_group_tests_name("standing_store", tests, NULL, NULL);
}
