/* Signals from notice to answer: who may do what, whose words are read by whom, and
 * what becomes of one that stands in a bundle. Ends with a store that verifies. */
#include "person_house.h"

#include "act/signal_acts.h"

static struct uuid cora;
static const struct uuid nil;

static int open_with_coordinator(void **state)
{
    if (open_house(state)) return -1;
    struct write *w = begin();
    cora = add_worker(w, "cora");
    is_ok(write_commit(&w, &e));
    return 0;
}

static struct asking as(struct uuid worker, struct organisation_id organisation,
                        enum code_of_worker_role role)
{
    struct asking a = asking_of(worker, organisation, role);
    a.form = uuid7_new();
    a.location = "/signalen";
    return a;
}

static struct signal_fact childcare(const char *words)
{
    return (struct signal_fact){.barrier = STRUCTURAL_BARRIER_CHILDCARE_SUPPLY,
                                .domain = POLICY_DOMAIN_CHILDCARE,
                                .level = CODE_MISSING,
                                .target_group = TARGET_GROUP_HOMEMAKER,
                                .frequency = SIGNAL_FREQUENCY_OFTEN,
                                .municipality = "11002",
                                .noticed_on = day_of(2026, 11, 20),
                                .words = str_of(words)};
}

static struct uuid noted(struct uuid worker, struct organisation_id organisation,
                         const char *words)
{
    struct asking a = as(worker, organisation, WORKER_ROLE_GUIDE);
    struct signal_fact f = childcare(words);
    bool tells;
    is_ok(signal_note(&a, &f, &tells, &e));
    assert_false(tells);
    assert_true(uuid_eq(f.id, a.form));
    return f.id;
}

static struct signal_view seen(const struct asking *a, struct uuid signal)
{
    struct signal_story s;
    is_ok(signal_show(&s, a, signal, &e));
    return s.signal;
}

static void nothing_of_anybody_goes_in(void **state)
{
    (void)state;
    struct asking a = as(kim, ours, WORKER_ROLE_GUIDE);
    struct signal_fact f = childcare("bel haar op 0470 12 34 56");
    bool tells;
    assert_int_equal(signal_note(&a, &f, &tells, &e), ERR_INVALID);
    assert_true(tells);
    f = childcare("te weinig plaatsen");
    f.noticed_on = day_of(2026, 11, 23);
    assert_int_equal(signal_note(&a, &f, &tells, &e), ERR_INVALID);
    assert_false(tells);
    f = childcare("te weinig plaatsen");
    f.barrier = CODE_MISSING;
    assert_int_equal(signal_note(&a, &f, &tells, &e), ERR_INVALID);
    /* a funder reads and does not write; an auditor does neither */
    a = as(cora, theirs, WORKER_ROLE_CALL_MANAGER);
    f = childcare("te weinig plaatsen");
    assert_int_equal(signal_note(&a, &f, &tells, &e), ERR_DENIED);
    struct signal_view *list;
    struct signal_wanted wanted = {.barrier = CODE_MISSING, .most = 10};
    size_t n;
    is_ok(signals_show(&list, &n, &a, &wanted, &e));
    assert_int_equal(n, 0);
    a = as(cora, theirs, WORKER_ROLE_AUDITOR);
    assert_int_equal(signals_show(&list, &n, &a, &wanted, &e), ERR_DENIED);
}

static void words_stay_with_their_own(void **state)
{
    (void)state;
    struct uuid signal = noted(kim, ours, "de opvang opent pas om acht uur");
    struct asking own = as(kim, ours, WORKER_ROLE_GUIDE),
                  other = as(ali, theirs, WORKER_ROLE_GUIDE),
                  coordinator = as(cora, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
    assert_true(
        str_eq(seen(&own, signal).fact.words, S("de opvang opent pas om acht uur")));
    assert_int_equal(seen(&other, signal).fact.words.n, 0);
    assert_int_equal(seen(&other, signal).fact.barrier,
                     STRUCTURAL_BARRIER_CHILDCARE_SUPPLY);
    assert_true(seen(&coordinator, signal).fact.words.n > 0);
    /* the same form again writes nothing */
    struct signal_fact f = childcare("nog eens");
    bool tells;
    own.form = signal;
    assert_int_equal(signal_note(&own, &f, &tells, &e), ERR_EXISTS);
}

static void from_notice_to_answer(void **state)
{
    (void)state;
    struct uuid signals[2] = {noted(kim, ours, "geen plaats"),
                              noted(ali, theirs, "geen plaats in de vakantie")};
    struct asking guide = as(kim, ours, WORKER_ROLE_GUIDE),
                  coordinator = as(cora, ours, WORKER_ROLE_NETWORK_COORDINATOR);
    struct signal_bundle_fact b = {.title = "Opvang voor wie vroeg begint",
                                   .domain = POLICY_DOMAIN_CHILDCARE,
                                   .level = RESPONSIBLE_LEVEL_SUPRALOCAL};
    struct signal_step_fact step = {.status = SIGNAL_STATUS_ACTED_UPON,
                                    .level = CODE_MISSING,
                                    .on = day_of(2026, 11, 22),
                                    .words = S("De opvang opent om zes uur.")};
    enum signal_step_fault fault;
    int64_t n_answers;
    assert_int_equal(bundle_make(&guide, &b, signals, 2, &e), ERR_DENIED);
    is_ok(bundle_make(&coordinator, &b, signals, 2, &e));
    assert_int_equal(seen(&guide, signals[0]).status, SIGNAL_STATUS_BUNDLED);
    /* in one bundle at a time, and nothing half done */
    struct uuid more[2] = {noted(kim, ours, ""), signals[1]};
    coordinator.form = uuid7_new();
    assert_int_equal(bundle_extend(&coordinator, b.id, more, 2, &e), ERR_EXISTS);
    assert_int_equal(seen(&guide, more[0]).status, SIGNAL_STATUS_CAPTURED);
    coordinator.form = uuid7_new();
    is_ok(bundle_extend(&coordinator, b.id, more, 1, &e));
    is_ok(signal_answers_count(&n_answers, house.db, kim, day_of(2026, 11, 1), &e));
    assert_int_equal(n_answers, 0);
    /* what was done is told to each who noticed it */
    step.bundle = b.id;
    coordinator.form = uuid7_new();
    is_ok(signal_step_note(&coordinator, &step, &fault, &e));
    struct signal_story story;
    is_ok(signal_show(&story, &guide, signals[0], &e));
    assert_int_equal(story.signal.status, SIGNAL_STATUS_ACTED_UPON);
    assert_int_equal(story.n_steps, 1);
    assert_true(str_eq(story.steps[0].fact.words, S("De opvang opent om zes uur.")));
    assert_string_equal(story.steps[0].worker_name, "cora");
    is_ok(signal_answers_count(&n_answers, house.db, kim, day_of(2026, 11, 1), &e));
    assert_int_equal(n_answers, 2);
    /* a bundle is written by the organisation that keeps it */
    struct asking elsewhere = as(ali, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
    assert_int_equal(signal_step_note(&elsewhere, &step, &fault, &e), ERR_DENIED);
    struct bundle_story bundle;
    is_ok(bundle_show(&bundle, &elsewhere, b.id, &e));
    assert_false(bundle.may_write);
    assert_int_equal(bundle.bundle.n_signals, 3);
    assert_int_equal(bundle.bundle.n_organisations, 2);
    assert_int_equal(bundle.bundle.n_municipalities, 1);
    /* what stands in a bundle is not taken back or decided by itself */
    guide.form = uuid7_new();
    assert_int_equal(signal_withdraw(&guide, signals[0], &e), ERR_DENIED);
    step.bundle = nil;
    step.signal = signals[0];
    step.status = SIGNAL_STATUS_NOT_RETAINED;
    coordinator.form = uuid7_new();
    assert_int_equal(signal_step_note(&coordinator, &step, &fault, &e), ERR_EXISTS);
}

static void a_signal_is_taken_back_or_let_go(void **state)
{
    (void)state;
    struct uuid mine = noted(kim, ours, "vergissing");
    struct uuid weak = noted(kim, ours, "één keer gehoord");
    struct asking guide = as(kim, ours, WORKER_ROLE_GUIDE),
                  colleague = as(ali, ours, WORKER_ROLE_GUIDE),
                  coordinator = as(cora, ours, WORKER_ROLE_NETWORK_COORDINATOR);
    struct signal_step_fact step = {.signal = weak,
                                    .status = SIGNAL_STATUS_NOT_RETAINED,
                                    .level = CODE_MISSING,
                                    .on = day_of(2026, 11, 22)};
    enum signal_step_fault fault;
    struct signal_story story;
    assert_int_equal(signal_withdraw(&colleague, mine, &e), ERR_DENIED);
    is_ok(signal_withdraw(&guide, mine, &e));
    assert_int_equal(signal_show(&story, &guide, mine, &e), ERR_NOT_FOUND);
    assert_int_equal(signal_step_note(&coordinator, &step, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, SIGNAL_STEP_NO_WORDS);
    step.words = S("We wachten af of meer mensen dit zien.");
    is_ok(signal_step_note(&coordinator, &step, &fault, &e));
    assert_int_equal(seen(&guide, weak).status, SIGNAL_STATUS_NOT_RETAINED);
    /* it is not offered for a bundle any more */
    struct signal_wanted loose = {
        .barrier = CODE_MISSING, .only_loose = true, .most = 100};
    struct signal_view *list;
    size_t n;
    is_ok(signals_show(&list, &n, &coordinator, &loose, &e));
    for (size_t i = 0; i < n; i++)
        assert_false(uuid_eq(list[i].fact.id, weak));
}

static void counted_by_barrier_and_year(void **state)
{
    (void)state;
    struct asking a = as(kim, ours, WORKER_ROLE_GUIDE);
    struct signal_fact f = childcare("");
    struct signal_count *counts;
    size_t n;
    bool tells;
    f.barrier = STRUCTURAL_BARRIER_HIDDEN_JOBS;
    f.target_group = CODE_MISSING;
    for (int i = 0; i < 3; i++) {
        f.noticed_on = i < 2 ? day_of(2025, 3 + i, 1) : day_of(2026, 1, 1);
        a.form = uuid7_new();
        is_ok(signal_note(&a, &f, &tells, &e));
    }
    is_ok(signal_counts(&counts, &n, &arena, house.db, "", CODE_MISSING, &e));
    int64_t in_2025 = 0, in_2026 = 0;
    for (size_t i = 0; i < n; i++) {
        if (counts[i].barrier != STRUCTURAL_BARRIER_HIDDEN_JOBS) continue;
        if (counts[i].year == 2025) in_2025 += counts[i].n;
        if (counts[i].year == 2026) in_2026 += counts[i].n;
    }
    assert_int_equal(in_2025, 2);
    assert_int_equal(in_2026, 1);
    is_ok(signal_counts(&counts, &n, &arena, house.db, "44021", CODE_MISSING, &e));
    assert_int_equal(n, 0);
    is_ok(signal_counts(&counts, &n, &arena, house.db, "11002", TARGET_GROUP_HOMEMAKER,
                        &e));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(counts[i].barrier, STRUCTURAL_BARRIER_CHILDCARE_SUPPLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_anybody_goes_in),
        cmocka_unit_test(words_stay_with_their_own),
        cmocka_unit_test(from_notice_to_answer),
        cmocka_unit_test(a_signal_is_taken_back_or_let_go),
        cmocka_unit_test(counted_by_barrier_and_year),
    };
    return cmocka_run_group_tests(tests, open_with_coordinator, close_house);
}
