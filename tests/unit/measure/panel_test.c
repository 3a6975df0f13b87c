/* From facts to columns: what is known on the day of entry, what is missing and why,
 * the order that counting relies on, and what is refused. */
#include "base/rng.h"
#include "domain/age.h"
#include "domain/geography.h"
#include "domain/lists.h"
#include "measure/panel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct uuid id(uint8_t kind, unsigned number)
{
    struct uuid u = {.b = {kind, 0, 0, 0, 0, 0, 0x70, 0, 0x80}};
    memcpy(u.b + 12, &number, sizeof number);
    return u;
}

enum { PERSON = 1, PROJECT, PARTNERSHIP, ORGANISATION, TRAJECTORY };

static struct person_id person(unsigned i)
{
    return (struct person_id){id(PERSON, i)};
}

static struct attribute_fact attribute(unsigned who, uint8_t kind, const char *value,
                                       struct day from, struct day to)
{
    struct attribute_fact f = {.person = person(who),
                               .kind = kind,
                               .state = ANSWER_KNOWN,
                               .valid_from = from,
                               .valid_to = to};
    snprintf(f.value, sizeof f.value, "%s", value);
    return f;
}

static struct trajectory_fact trajectory(unsigned who, unsigned number, struct day on)
{
    return (struct trajectory_fact){.id = {id(TRAJECTORY, number)},
                                    .person = person(who),
                                    .reached_on = on,
                                    .entry_age = -1,
                                    .channel = CODE_MISSING,
                                    .is_voluntary = CODE_MISSING};
}

static struct event_fact event(unsigned number, uint8_t kind, uint8_t code,
                               uint8_t detail, struct day on)
{
    return (struct event_fact){.trajectory = {id(TRAJECTORY, number)},
                               .kind = kind,
                               .code = code,
                               .detail = detail,
                               .on = on};
}

static void add_person(struct panel_builder *b, unsigned i)
{
    struct person_fact f = {.id = person(i), .first_seen_on = DAY_NONE};
    panel_build_person(b, &f);
}

static void add_attribute(struct panel_builder *b, struct attribute_fact f)
{
    struct err e;
    if (panel_build_attribute(b, &f, &e) != OK) fail_msg("%s", e.message);
}

static void add_trajectory(struct panel_builder *b, struct trajectory_fact f)
{
    struct err e;
    enum err_code rc = panel_build_trajectory(b, &f, &e);
    if (rc != OK) fail_msg("%s", e.message);
}

static void add_event(struct panel_builder *b, struct event_fact f)
{
    struct err e;
    assert_int_equal(panel_build_event(b, &f, &e), OK);
}

static struct panel *end(struct panel_builder *b)
{
    struct panel *p;
    struct err e;
    if (panel_build_end(&p, b, &e) != OK) fail_msg("%s", e.message);
    return p;
}

static void an_entry_keeps_what_was_true_then(void **state)
{
    (void)state;
    struct day move = day_of(2021, 5, 1), before = {move.v - 1};
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    add_person(b, 1);
    add_attribute(b,
                  attribute(1, ATTRIBUTE_KIND_MUNICIPALITY, "11002", DAY_NONE, before));
    add_attribute(b,
                  attribute(1, ATTRIBUTE_KIND_MUNICIPALITY, "44021", move, DAY_NONE));
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_SEX, "f", DAY_NONE, DAY_NONE));
    add_attribute(
        b, attribute(1, ATTRIBUTE_KIND_EDUCATION, "primary", DAY_NONE, DAY_NONE));
    /* A diploma earned later, recorded without ending the earlier row: the later holds.
     */
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_EDUCATION, "bachelor",
                               day_of(2021, 7, 1), DAY_NONE));
    add_attribute(b,
                  attribute(1, ATTRIBUTE_KIND_BIRTH_YEAR, "1990", DAY_NONE, DAY_NONE));
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_BIRTH_MONTH, "6", DAY_NONE, DAY_NONE));
    add_trajectory(b, trajectory(1, 1, before));
    add_trajectory(b, trajectory(1, 2, move));
    add_trajectory(b, trajectory(1, 3, day_of(2022, 1, 1)));
    struct panel *p = end(b);
    const struct panel_participations *c = &p->participations;
    assert_int_equal(c->n, 3);
    assert_int_equal(p->n_persons, 1);
    assert_int_equal(c->municipality[0], geo_municipality_index(S("11002")));
    assert_int_equal(c->municipality[1], geo_municipality_index(S("44021")));
    assert_int_equal(c->education[1], EDUCATION_PRIMARY);
    assert_int_equal(c->education_level[1], EDUCATION_LEVEL_LOW);
    assert_int_equal(c->education[2], EDUCATION_BACHELOR);
    assert_int_equal(c->education_level[2], EDUCATION_LEVEL_HIGH);
    assert_int_equal(c->age[0], 30); /* born in June: 30 on 30 April, 31 in January */
    assert_int_equal(c->age[2], 31);
    assert_int_equal(c->age_class[2], AGE_CLASS_30_39);
    assert_int_equal(c->sex[0], SEX_F);
    /* Low-educated on the first two days only. */
    assert_true(c->target_groups[0] & 1u << TARGET_GROUP_LOW_EDUCATED);
    assert_false(c->target_groups[2] & 1u << TARGET_GROUP_LOW_EDUCATED);
    panel_free(p);
}

static void missing_values_say_why(void **state)
{
    (void)state;
    static const uint8_t states[] = {ANSWER_UNKNOWN, ANSWER_NOT_ASKED, ANSWER_REFUSED};
    static const uint8_t codes[] = {PANEL_UNKNOWN, PANEL_NOT_ASKED, PANEL_REFUSED};
    static const uint8_t kinds[] = {ATTRIBUTE_KIND_SEX, ATTRIBUTE_KIND_MUNICIPALITY,
                                    ATTRIBUTE_KIND_EDUCATION, ATTRIBUTE_KIND_BIRTH_YEAR,
                                    ATTRIBUTE_KIND_WILLING_TO_WORK};
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    for (unsigned i = 0; i < 4; i++) {
        add_person(b, i);
        for (unsigned k = 0; i < 3 && k < ARRAY_LEN(kinds); k++) {
            struct attribute_fact f = attribute(i, kinds[k], "", DAY_NONE, DAY_NONE);
            f.state = states[i];
            add_attribute(b, f);
        }
        add_trajectory(b, trajectory(i, i, day_of(2021, 1, 1)));
    }
    struct panel *p = end(b);
    const struct panel_participations *c = &p->participations;
    for (unsigned i = 0; i < 4; i++) {
        uint8_t code = i < 3 ? codes[i] : PANEL_NOT_ASKED; /* no row: not asked */
        assert_int_equal(c->sex[i], code);
        assert_int_equal(c->municipality[i], 0xff00 | code);
        assert_int_equal(c->education[i], code);
        assert_int_equal(c->education_level[i], code);
        assert_int_equal(c->age[i], code);
        assert_int_equal(c->age_class[i], code);
        assert_int_equal(c->segment[i], i == 0 ? TARGET_SEGMENT_9_UNDETERMINED : code);
        assert_int_equal(c->origin_herkomst[i], PANEL_NOT_ASKED);
        assert_int_equal(c->channel[i], PANEL_NOT_ASKED);
        assert_int_equal(c->voluntary[i], PANEL_NOT_ASKED);
        assert_int_equal(c->call[i], PANEL_UNKNOWN);
        assert_int_equal(c->project[i], 0xffff);
        assert_int_equal(c->end_kind[i], PANEL_UNKNOWN);
        assert_int_equal(c->started_on[i], INT32_MAX);
    }
    panel_free(p);
}

static void abroad_is_a_place_and_entry_age_goes_first(void **state)
{
    (void)state;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    add_person(b, 1);
    add_attribute(
        b, attribute(1, ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE, "NL", DAY_NONE, DAY_NONE));
    add_attribute(b,
                  attribute(1, ATTRIBUTE_KIND_BIRTH_YEAR, "1980", DAY_NONE, DAY_NONE));
    struct trajectory_fact t = trajectory(1, 1, day_of(2021, 1, 1));
    t.entry_age = 40;
    t.is_voluntary = 0;
    t.channel = INTAKE_CHANNEL_SELF;
    add_trajectory(b, t);
    t.id.u = id(TRAJECTORY, 2);
    t.entry_age = 121; /* beyond what an age can be: not known */
    add_trajectory(b, t);
    struct panel *p = end(b);
    assert_int_equal(p->participations.municipality[0], GEO_ABROAD);
    assert_int_equal(p->participations.age[0], 40);
    assert_int_equal(p->participations.voluntary[0], YES_NO_NO);
    assert_int_equal(p->participations.channel[0], INTAKE_CHANNEL_SELF);
    assert_int_equal(p->participations.age[1], PANEL_UNKNOWN);
    panel_free(p);
}

static void events_are(const struct panel *p, int kind, const int32_t *days, size_t n)
{
    struct panel_events of = panel_events_of(p, kind);
    assert_int_equal(of.n, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(of.on[i], days[i]);
}

static void places_and_results_are_joined(void **state)
{
    (void)state;
    struct panel_builder *b = panel_build_begin(77);
    struct organisation_fact host = {.id = {id(ORGANISATION, 1)}};
    struct organisation_fact leader = {.id = {id(ORGANISATION, 2)}};
    struct call_fact call = {.code = "490"};
    struct project_fact project = {
        .id = {id(PROJECT, 1)}, .call = "490", .promotor = leader.id};
    struct partnership_fact partnership = {.id = {id(PARTNERSHIP, 1)}};
    panel_build_project(b, &project); /* before its call and promotor: any order */
    panel_build_organisation(b, &host);
    panel_build_organisation(b, &leader);
    panel_build_call(b, &(struct call_fact){.code = "457"});
    panel_build_call(b, &call);
    panel_build_partnership(b, &partnership);
    add_person(b, 1);
    struct trajectory_fact t = trajectory(1, 1, day_of(2021, 1, 1));
    t.project = project.id;
    add_trajectory(b, t);
    add_event(b, event(1, EVENT_ENDED, END_KIND_STOPPED, EXIT_REASON_HEALTH,
                       (struct day){50}));
    add_event(b, event(1, EVENT_ENDED, END_KIND_CARRIED_OUT, EXIT_REASON_JOB,
                       (struct day){60}));
    add_event(
        b, event(1, EVENT_OUTCOME, OUTCOME_EMPLOYED, CODE_MISSING, (struct day){40}));
    add_event(
        b, event(1, EVENT_OUTCOME, OUTCOME_EMPLOYED, CODE_MISSING, (struct day){30}));
    add_event(
        b, event(1, EVENT_OUTCOME, OUTCOME_INTERNSHIP, CODE_MISSING, (struct day){10}));
    add_event(b, event(1, EVENT_STARTED, CODE_MISSING, 0, (struct day){5}));
    add_event(b, event(1, EVENT_JUDGED, JUDGEMENT_FAILED, 0, (struct day){61}));
    add_event(b, event(1, EVENT_JUDGED, JUDGEMENT_SUCCEEDED, 0, (struct day){70}));
    add_event(b, event(1, EVENT_JUDGED, JUDGEMENT_FAILED, 0, (struct day){65}));
    t.id.u = id(TRAJECTORY, 2);
    t.host = host.id;
    t.partnership = partnership.id;
    add_trajectory(b, t);
    struct panel *p = end(b);
    const struct panel_participations *c = &p->participations;
    assert_int_equal(p->known_at_ms, 77);
    assert_int_equal(c->call[0], 1);
    assert_int_equal(c->project[0], 0);
    assert_int_equal(c->organisation[0], 1);
    assert_int_equal(c->partnership[0], 0xffff);
    assert_int_equal(c->organisation[1], 0);
    assert_int_equal(c->partnership[1], 0);
    assert_int_equal(c->started_on[0], 5);
    assert_int_equal(c->employed_on[0], 30);
    assert_int_equal(c->ended_on[0], 60);
    assert_int_equal(c->end_kind[0], END_KIND_CARRIED_OUT);
    assert_int_equal(c->exit_reason[0], EXIT_REASON_JOB);
    assert_int_equal(c->judged_on[0], 70);
    assert_int_equal(c->judgement[0], JUDGEMENT_SUCCEEDED);
    assert_int_equal(c->employed_on[1], INT32_MAX);
    assert_int_equal(p->events.n, 9);
    /* by kind, then by day, though they came in another order */
    static const int32_t started[] = {5}, ended[] = {50, 60}, judged[] = {61, 65, 70},
                         outcomes[] = {10, 30, 40};
    events_are(p, EVENT_STARTED, started, 1);
    events_are(p, EVENT_ENDED, ended, 2);
    events_are(p, EVENT_JUDGED, judged, 3);
    events_are(p, EVENT_OUTCOME, outcomes, 3);
    events_are(p, EVENT_ACTION, NULL, 0);
    struct panel_events of = panel_events_of(p, EVENT_OUTCOME);
    assert_int_equal(of.code[0], OUTCOME_INTERNSHIP);
    assert_int_equal(of.code[1], OUTCOME_EMPLOYED);
    assert_int_equal(c->active_on[0], 10); /* the first day after the start */
    assert_int_equal(c->active_on[1], INT32_MAX);
    assert_true(p->bytes > sizeof *p + 2 * 50);
    panel_free(p);
}

static void segments_follow_figure_1(void **state)
{
    (void)state;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    /* Willing, registered according to the register only, not reached: box 3. */
    add_person(b, 1);
    add_attribute(
        b, attribute(1, ATTRIBUTE_KIND_WILLING_TO_WORK, "yes", DAY_NONE, DAY_NONE));
    add_attribute(
        b, attribute(1, ATTRIBUTE_KIND_REACHED_LAST_2_YEARS, "no", DAY_NONE, DAY_NONE));
    struct spell_fact s = {.person = person(1),
                           .list = SPELL_REGISTRATION,
                           .code = REGISTRATION_STATUS_VOLUNTARY,
                           .body = ORGANISATION_KIND_VDAB,
                           .exit = CODE_MISSING,
                           .from = {100},
                           .to = {200}};
    struct err e;
    assert_int_equal(panel_build_spell(b, &s, &e), OK);
    add_trajectory(b, trajectory(1, 1, (struct day){200}));
    add_trajectory(b, trajectory(1, 2, (struct day){201})); /* register silent */
    /* Willing, not registered, on a benefit: known to another body, box 2. */
    add_person(b, 2);
    add_attribute(
        b, attribute(2, ATTRIBUTE_KIND_WILLING_TO_WORK, "yes", DAY_NONE, DAY_NONE));
    add_attribute(
        b, attribute(2, ATTRIBUTE_KIND_REGISTERED_VDAB, "never", DAY_NONE, DAY_NONE));
    add_attribute(
        b, attribute(2, ATTRIBUTE_KIND_BENEFIT, "living_wage", DAY_NONE, DAY_NONE));
    add_trajectory(b, trajectory(2, 3, (struct day){150}));
    struct panel *p = end(b);
    assert_int_equal(p->participations.segment[0],
                     TARGET_SEGMENT_3_REGISTERED_NOT_REACHED);
    assert_int_equal(p->participations.segment[1], TARGET_SEGMENT_9_UNDETERMINED);
    assert_int_equal(p->participations.segment[2], TARGET_SEGMENT_2_INDIRECT_RADAR);
    assert_int_equal(p->spells.n, 1);
    assert_int_equal(panel_spell_from(&p->spells, 0).v, 100);
    assert_int_equal(panel_spell_left(&p->spells, 0).v, 201);
    panel_free(p);
}

/* A builder whose first person has an attribute, a trajectory and an event. */
static struct panel_builder *begun(void)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    add_person(b, 1);
    add_person(b, 2);
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_SEX, "m", DAY_NONE, DAY_NONE));
    add_trajectory(b, trajectory(1, 1, (struct day){100}));
    return b;
}

static void check_refused(enum err_code rc, struct panel_builder *b,
                          const struct err *e, const char *part)
{
    assert_int_equal(rc, ERR_CORRUPT);
    assert_int_equal(e->code, ERR_CORRUPT);
    if (!strstr(e->message, part)) fail_msg("'%s' lacks '%s'", e->message, part);
    panel_build_abandon(b);
}

static void facts_out_of_place_are_refused(void **state)
{
    (void)state;
    struct err e;
    struct panel_builder *b = begun();
    struct attribute_fact a = attribute(9, ATTRIBUTE_KIND_SEX, "m", DAY_NONE, DAY_NONE);
    struct trajectory_fact t = trajectory(1, 2, (struct day){5});
    check_refused(panel_build_attribute(b, &a, &e), b, &e, "did not come before");
    b = begun();
    a.person = person(1);
    check_refused(panel_build_attribute(b, &a, &e), b, &e, "after its trajectories");
    b = begun();
    struct spell_fact s = {.person = person(1), .to = DAY_NONE};
    check_refused(panel_build_spell(b, &s, &e), b, &e, "after its trajectories");
    b = begun();
    add_trajectory(b, trajectory(2, 3, (struct day){5}));
    check_refused(panel_build_trajectory(b, &t, &e), b, &e, "after facts of another");
    b = begun();
    struct event_fact ev = event(7, EVENT_STARTED, 0, 0, (struct day){1});
    check_refused(panel_build_event(b, &ev, &e), b, &e, "right after its trajectory");
    b = begun();
    ev = event(1, N_PANEL_EVENT_KINDS, 0, 0, (struct day){1});
    check_refused(panel_build_event(b, &ev, &e), b, &e, "expected below");
    b = begun();
    ev = event(1, EVENT_STARTED, 0, 0, DAY_NONE);
    check_refused(panel_build_event(b, &ev, &e), b, &e, "no day");
    b = begun();
    t.reached_on = DAY_NONE;
    check_refused(panel_build_trajectory(b, &t, &e), b, &e, "no day");
    t = trajectory(1, 2, (struct day){5});
    t.project = (struct project_id){id(PROJECT, 5)};
    b = begun();
    check_refused(panel_build_trajectory(b, &t, &e), b, &e, "project");
    t = trajectory(1, 2, (struct day){5});
    t.partnership = (struct partnership_id){id(PARTNERSHIP, 5)};
    b = begun();
    check_refused(panel_build_trajectory(b, &t, &e), b, &e, "partnership");
    t = trajectory(1, 2, (struct day){5});
    t.host = (struct organisation_id){id(ORGANISATION, 5)};
    b = begun();
    check_refused(panel_build_trajectory(b, &t, &e), b, &e, "host");
    b = begun();
    a = attribute(2, ATTRIBUTE_KIND_SEX, "female?", DAY_NONE, DAY_NONE);
    enum err_code rc = panel_build_attribute(b, &a, &e);
    assert_null(strstr(e.message, "female?")); /* values are not repeated */
    check_refused(rc, b, &e, "list sex");
    b = begun();
    a.kind = N_ATTRIBUTE_KIND;
    check_refused(panel_build_attribute(b, &a, &e), b, &e, "kind");
}

static void small_tables_that_lack_their_own_are_refused(void **state)
{
    (void)state;
    struct err e;
    struct panel *p;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    add_person(b, 1);
    add_person(b, 1);
    assert_int_equal(panel_build_end(&p, b, &e), ERR_CORRUPT);
    assert_non_null(strstr(e.message, "twice"));
    assert_null(p);
    b = panel_build_begin(INT64_MAX);
    panel_build_project(b,
                        &(struct project_fact){.id = {id(PROJECT, 1)}, .call = "490"});
    assert_int_equal(panel_build_end(&p, b, &e), ERR_CORRUPT);
    assert_non_null(strstr(e.message, "490"));
    b = panel_build_begin(INT64_MAX);
    for (int i = 0; i <= PANEL_MISSING_FIRST; i++)
        panel_build_call(b, &(struct call_fact){.code = "1"});
    assert_int_equal(panel_build_end(&p, b, &e), ERR_TOO_LARGE);
    panel_build_abandon(NULL);
    panel_free(NULL);
}

/* Facts in any order that is allowed end in the order that counting needs. */
static void any_order_ends_sorted_and_joined(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 40; seed++) {
        struct rng g;
        rng_init(&g, seed);
        unsigned n = rng_below(&g, 60), persons[60], number = 0;
        struct panel_builder *b = panel_build_begin(INT64_MAX);
        for (unsigned i = 0; i < n; i++)
            add_person(b, persons[i] = i);
        rng_shuffle(&g, persons, n, sizeof *persons);
        size_t n_events = 0, n_spells = 0;
        for (unsigned i = 0; i < n; i++) {
            struct spell_fact s = {.person = person(persons[i]),
                                   .code = (uint8_t)(persons[i] % 6),
                                   .exit = CODE_MISSING};
            struct err e;
            for (unsigned k = rng_below(&g, 3); k--; n_spells++) {
                s.from.v = rng_between(&g, -50, 50);
                s.to = DAY_NONE;
                assert_int_equal(panel_build_spell(b, &s, &e), OK);
            }
            for (unsigned k = rng_below(&g, 4); k--;) {
                int on = rng_between(&g, 0, 1000);
                struct trajectory_fact t =
                    trajectory(persons[i], ++number, (struct day){on});
                t.channel = (uint8_t)(on % 7);
                add_trajectory(b, t);
                for (unsigned m = rng_below(&g, 4); m--; n_events++)
                    add_event(b, event(number, EVENT_CONTACT, (uint8_t)(on % 7), 0,
                                       (struct day){rng_between(&g, 0, 9)}));
            }
        }
        struct panel *p = end(b);
        const struct panel_participations *c = &p->participations;
        const struct panel_events *v = &p->events;
        assert_int_equal(c->n, number);
        assert_int_equal(v->n, n_events);
        assert_int_equal(p->spells.n, n_spells);
        for (size_t i = 0; i < c->n; i++) {
            bool first = i == 0 || c->person[i] != c->person[i - 1];
            assert_int_equal(c->person_first[i], first);
            assert_int_equal(c->channel[i], c->reached_on[i] % 7); /* moved together */
            if (!first) assert_true(c->reached_on[i - 1] <= c->reached_on[i]);
            if (i) assert_true(c->person[i - 1] <= c->person[i]);
        }
        for (size_t i = 0; i < v->n; i++) {
            assert_int_equal(v->code[i], c->channel[v->participation[i]]);
            if (i == 0) continue;
            assert_true(v->participation[i - 1] <= v->participation[i]);
            if (v->participation[i - 1] == v->participation[i])
                assert_true(v->on[i - 1] <= v->on[i]);
        }
        for (size_t i = 0; i < p->spells.n; i++) {
            assert_int_equal(p->spells.code[i], panel_spell_person(p, i) % 6);
            assert_true(day_is_none(panel_spell_left(&p->spells, i)));
            if (i)
                assert_true(panel_spell_person(p, i - 1) <= panel_spell_person(p, i));
        }
        panel_free(p);
    }
}

/* A spell says who it is about as of its own first day, whatever came later. */
static void a_spell_has_the_profile_of_its_first_day(void **state)
{
    (void)state;
    struct err e;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    add_person(b, 1);
    add_person(b, 2);
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_SEX, "f", DAY_NONE, DAY_NONE));
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_MUNICIPALITY, "11002", DAY_NONE,
                               day_of(2019, 12, 31)));
    struct spell_fact s = {.person = person(1),
                           .list = SPELL_REGISTRATION,
                           .code = REGISTRATION_STATUS_VOLUNTARY,
                           .body = CODE_MISSING,
                           .exit = EXIT_REASON_JOB};
    for (int year = 2018; year <= 2021; year++) {
        s.from = day_of(year, 2, 3);
        s.to = day_of(year, 2, 20);
        assert_int_equal(panel_build_spell(b, &s, &e), OK);
    }
    /* attributes may come after spells */
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_MUNICIPALITY, "71022",
                               day_of(2020, 1, 1), DAY_NONE));
    add_attribute(b, attribute(1, ATTRIBUTE_KIND_SELF_RELIANT, "yes",
                               day_of(2021, 1, 1), DAY_NONE));
    add_attribute(b,
                  attribute(1, ATTRIBUTE_KIND_BIRTH_YEAR, "1980", DAY_NONE, DAY_NONE));
    s.person = person(2);
    s.to = DAY_NONE;
    s.exit = CODE_MISSING;
    assert_int_equal(panel_build_spell(b, &s, &e), OK);
    struct panel *p = end(b);
    const struct panel_spells *sp = &p->spells;
    assert_int_equal(sp->n, 5);
    assert_int_equal(p->profiles.n, 4); /* 2018 and 2019 share one */
    assert_int_equal(sp->profile[0], sp->profile[1]);
    for (size_t i = 0; i < 4; i++) {
        uint32_t of = sp->profile[i];
        assert_int_equal(panel_spell_person(p, i), 0);
        assert_int_equal(panel_spell_from(sp, i).v, day_of(2018 + (int)i, 2, 3).v);
        assert_int_equal(panel_spell_left(sp, i).v, day_of(2018 + (int)i, 2, 21).v);
        assert_int_equal(p->profiles.birth_year[of], 1980);
        assert_int_equal(p->profiles.municipality[of],
                         geo_municipality_named(str_of(i < 2 ? "Antwerpen" : "Hasselt"),
                                                day_of(2019, 1, 1)));
        assert_int_equal(p->profiles.self_reliant[of],
                         i < 3 ? (int)PANEL_NOT_ASKED : (int)YES_NO_YES);
        assert_int_equal(sp->exit[i], EXIT_REASON_JOB);
        assert_int_equal(sp->body[i], PANEL_UNKNOWN);
    }
    assert_int_equal(panel_spell_person(p, 4), 1);
    assert_true(day_is_none(panel_spell_left(sp, 4)));
    assert_int_equal(sp->left[4], PANEL_MONTH_NEVER);
    assert_int_equal(sp->exit[4], PANEL_UNKNOWN);
    assert_int_equal(p->profiles.sex[sp->profile[4]], PANEL_NOT_ASKED);
    panel_free(p);
}

/* What the columns say of before and after, found again by asking every day. */
static bool has_code_on(const struct spell_fact *some, size_t n, int list, int code,
                        int day, size_t but)
{
    for (size_t i = 0; i < n; i++)
        if (i != but && some[i].list == list && some[i].code == code &&
            some[i].from.v <= day && (day_is_none(some[i].to) || day <= some[i].to.v))
            return true;
    return false;
}

static void check_leaving(const struct panel *p, const struct spell_fact *facts,
                          size_t n, int list, unsigned set)
{
    /* days on which the person is in the set and was not the day before, and back */
    int entries = 0, leavings = 0, counted_in = 0, counted_out = 0;
    for (int day = -2; day < 130; day++) {
        bool is_in = false, was_in = false;
        for (int code = 0; code < 4; code++) {
            if (!(set >> code & 1)) continue;
            is_in |= has_code_on(facts, n, list, code, day, SIZE_MAX);
            was_in |= has_code_on(facts, n, list, code, day - 1, SIZE_MAX);
        }
        entries += is_in && !was_in;
        leavings += was_in && !is_in;
    }
    const struct panel_spells *s = &p->spells;
    for (size_t i = s->list_first[list]; i < s->list_first[list + 1]; i++) {
        if (!(set >> s->code[i] & 1)) continue;
        counted_in += !(s->before[i] & set);
        counted_out += !(s->after[i] & set) && s->left[i] != PANEL_MONTH_NEVER;
    }
    assert_int_equal(counted_in, entries);
    assert_int_equal(counted_out, leavings);
}

static void who_enters_and_leaves_a_set_is_seen_from_one_row(void **state)
{
    (void)state;
    struct err e;
    bool shared = false, apart = false;
    for (unsigned seed = 0; seed < 400; seed++) {
        struct rng g;
        struct spell_fact facts[12];
        rng_init(&g, seed);
        size_t n = rng_below(&g, 12);
        struct panel_builder *b = panel_build_begin(INT64_MAX);
        add_person(b, 1);
        int at = 0;
        for (size_t i = 0; i < n; i++) {
            bool gap = seed % 2 == 0; /* odd seeds: anything; even: one after another */
            int from = gap ? at + (int)rng_below(&g, 2) : (int)rng_below(&g, 40);
            int to = from + (int)rng_below(&g, 8);
            at = to + 1;
            facts[i] = (struct spell_fact){
                .person = person(1),
                .list = gap ? SPELL_REGISTRATION : (uint8_t)(1 + rng_below(&g, 2)),
                .code = (uint8_t)rng_below(&g, 4),
                .body = CODE_MISSING,
                .exit = CODE_MISSING,
                .from = {from},
                .to = i + 1 == n && seed % 3 ? DAY_NONE : (struct day){to}};
            assert_int_equal(panel_build_spell(b, &facts[i], &e), OK);
        }
        struct panel *p = end(b);
        for (int list = SPELL_BENEFIT; list < N_SPELL_LISTS; list++) {
            for (unsigned set = 1; set < 16; set++)
                check_leaving(p, facts, n, list, set);
            shared |= p->spells.overlaps[list];
            apart |= !p->spells.overlaps[list];
        }
        panel_free(p);
    }
    assert_true(shared && apart);
}

static void a_spell_that_cannot_be_is_refused(void **state)
{
    (void)state;
    struct err e;
    struct spell_fact good = {.person = person(1),
                              .list = SPELL_LABOUR,
                              .body = CODE_MISSING,
                              .exit = CODE_MISSING,
                              .from = {10},
                              .to = {20}};
    struct spell_fact bad[] = {good, good, good, good};
    bad[0].list = N_SPELL_LISTS;
    bad[1].code = N_LABOUR_STATUS;
    bad[2].to.v = 9;
    bad[3].from = DAY_NONE;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct panel_builder *b = panel_build_begin(INT64_MAX);
        add_person(b, 1);
        assert_int_equal(panel_build_spell(b, &good, &e), OK);
        check_refused(panel_build_spell(b, &bad[i], &e), b, &e, "a spell");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_keeps_what_was_true_then),
        cmocka_unit_test(missing_values_say_why),
        cmocka_unit_test(abroad_is_a_place_and_entry_age_goes_first),
        cmocka_unit_test(places_and_results_are_joined),
        cmocka_unit_test(segments_follow_figure_1),
        cmocka_unit_test(facts_out_of_place_are_refused),
        cmocka_unit_test(small_tables_that_lack_their_own_are_refused),
        cmocka_unit_test(any_order_ends_sorted_and_joined),
        cmocka_unit_test(a_spell_has_the_profile_of_its_first_day),
        cmocka_unit_test(who_enters_and_leaves_a_set_is_seen_from_one_row),
        cmocka_unit_test(a_spell_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
