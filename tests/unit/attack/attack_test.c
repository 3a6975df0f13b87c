/* Attacks work where they are said to work and fail where they are said to fail, on
 * people who do not exist. Shares are far from where they lie
 * (docs/methods/attacks.md), and everything is drawn from fixed seeds, so that the same
 * happens each time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "attack/attack_frequency.h"
#include "attack/attack_graph.h"
#include "attack/attack_pattern.h"
#include "attack/invented_people.h"

enum { N = 700, NODES = 240, KNOWN = 12 };

static struct arena arena;
static struct err e;
static struct attack_people all;
static int32_t guess[N];

static int begin(void **state)
{
    (void)state;
    invented_people(&all, &arena, 2 * N, 7, 1);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_dispose(&arena);
    return 0;
}

static struct clk_set encodings_of(const struct attack_people *p,
                                   struct attack_setup setup, const char *secret)
{
    struct clk_set s;
    setup.secret = str_of(secret);
    if (attack_encode(&s, p, &setup, &e) != OK) fail_msg("%s", e.message);
    return s;
}

/* Family names alone, few bits a pair of letters. */
static struct attack_setup one_field(struct harden_plan plan)
{
    return (struct attack_setup){.n_fields = 1,
                                 .field = {INVENTED_FAMILY},
                                 .per_token = 8,
                                 .bits = 512,
                                 .plan = plan,
                                 .salted = 1,
                                 .year_field = INVENTED_BIRTH};
}

static struct attack_setup record(struct harden_plan plan)
{
    return (struct attack_setup){.n_fields = 4,
                                 .field = {0, 1, 2, 3},
                                 .per_field = {150, 150, 75, 150},
                                 .bits = 1024,
                                 .plan = plan,
                                 .salted = 3,
                                 .year_field = INVENTED_BIRTH};
}

static struct attack_score said(const char *what, struct attack_score s)
{
    print_message("%s: %zu of %zu right, precision %.2f\n", what, s.n_right,
                  s.n_encodings, attack_precision(s));
    return s;
}

static struct attack_score by_pattern(struct harden_plan plan, const char *what)
{
    struct attack_people p = attack_people_slice(&all, 0, N);
    struct attack_pattern_facts facts;
    struct clk_set s = encodings_of(&p, one_field(plan), "owner");
    uint64_t id[N];
    attack_value_ids(id, &p, INVENTED_FAMILY);
    attack_pattern(guess, &facts, &s, &p, 1u << INVENTED_FAMILY);
    clk_set_dispose(&s);
    return said(what, attack_score_of(guess, N, id, id));
}

static void pattern_mining_reads_names_of_one_bare_field(void **state)
{
    (void)state;
    struct attack_score bare = by_pattern(harden_plan_of(HARDEN_NONE), "bare");
    assert_true(attack_share(bare) > 0.12);
    assert_true(attack_precision(bare) > 0.7);
}

static void pattern_mining_does_not_get_through_the_standard(void **state)
{
    (void)state;
    struct attack_score hard = by_pattern(harden_plan_of(HARDEN_STANDARD), "standard");
    assert_true(attack_share(hard) < 0.05);
    hard = by_pattern(harden_plan_of(HARDEN_HIGH), "high");
    assert_true(attack_share(hard) < 0.02);
}

static struct attack_score by_frequency(struct attack_setup setup, const char *what)
{
    struct attack_people owner = attack_people_slice(&all, 0, N);
    struct attack_people attacker = attack_people_slice(&all, N, N);
    struct clk_set s = encodings_of(&owner, setup, "owner");
    uint64_t id[N], own[N];
    attack_value_ids(id, &owner, INVENTED_FAMILY);
    attack_value_ids(own, &attacker, INVENTED_FAMILY);
    attack_frequency(guess, &s, &attacker, INVENTED_FAMILY, 3);
    clk_set_dispose(&s);
    return said(what, attack_score_of(guess, N, id, own));
}

/* What is a function of the value alone has the frequency of the value: no hardening
 * helps one field, and that is why fewer than three are refused. */
static void frequencies_show_through_every_hardening_without_a_salt(void **state)
{
    (void)state;
    struct attack_score bare = by_frequency(one_field((struct harden_plan){0}), "bare");
    struct attack_score hard =
        by_frequency(one_field(harden_plan_of(HARDEN_STANDARD)), "standard");
    assert_true(bare.n_right > 20);
    assert_int_equal(hard.n_right, bare.n_right);
    struct attack_score salted = by_frequency(
        one_field((struct harden_plan){.birth_year_salt = true}), "birth year");
    assert_true(3 * salted.n_right < bare.n_right);
    /* whole records: hardly two are equal, nothing to count */
    struct attack_score whole = by_frequency(record((struct harden_plan){0}), "record");
    assert_int_equal(whole.n_guessed, 0);
}

/* `shared` of NODES people are in both files. */
static struct attack_score by_graph(struct harden_plan plan, size_t shared, bool knows,
                                    const char *what)
{
    struct attack_people owner = attack_people_slice(&all, 0, NODES);
    struct attack_people attacker = attack_people_slice(&all, NODES - shared, NODES);
    struct clk_set s = encodings_of(&owner, record(plan), "owner");
    struct clk_set own = encodings_of(&attacker, record(plan), "attacker");
    struct attack_known known[KNOWN];
    struct attack_graph_means means = {.known = known, .starts = 1, .seed = 1};
    for (uint32_t k = 0; knows && k < KNOWN; k++)
        known[means.n_known++] =
            (struct attack_known){(uint32_t)(NODES - shared) + 7 * k, 7 * k};
    attack_graph(guess, &s, &own, &means);
    clk_set_dispose(&s);
    clk_set_dispose(&own);
    return said(what, attack_score_of(guess, NODES, owner.who, attacker.who));
}

static void likeness_alone_tells_who_is_who_when_files_are_the_same(void **state)
{
    (void)state;
    struct harden_plan bare = {0}, order = {.permute = true};
    assert_true(attack_share(by_graph(bare, NODES, false, "bare, all")) > 0.9);
    /* the order of bits is nothing that likeness hangs on */
    assert_true(attack_share(by_graph(order, NODES, false, "permuted, all")) > 0.9);
    assert_true(attack_share(by_graph(bare, NODES / 2, false, "bare, half")) < 0.1);
    struct attack_score s =
        by_graph(harden_plan_of(HARDEN_STANDARD), NODES, false, "standard, all");
    assert_true(attack_share(s) < 0.05);
    s = by_graph(harden_plan_of(HARDEN_HIGH), NODES, false, "high, all");
    assert_true(attack_share(s) < 0.05);
}

static void who_knows_a_few_finds_the_others_in_bare_encodings(void **state)
{
    struct attack_score s;
    (void)state;
    s = by_graph((struct harden_plan){0}, NODES / 2, true, "bare, half, 12 known");
    assert_true(2 * attack_share(s) > 0.9);
    s = by_graph(harden_plan_of(HARDEN_STANDARD), NODES / 2, true,
                 "standard, half, 12 known");
    assert_true(attack_share(s) < 0.2);
}

static void guesses_are_counted_as_what_they_are(void **state)
{
    const int32_t g[] = {0, 1, ATTACK_NONE, 2};
    const uint64_t of_encoding[] = {5, 6, 7, 0}, of_row[] = {5, 7, 0};
    (void)state;
    struct attack_score s = attack_score_of(g, 4, of_encoding, of_row);
    assert_int_equal(s.n_guessed, 3);
    assert_int_equal(s.n_right, 1); /* a decoy, id 0, is never right */
    assert_true(attack_share(s) == 0.25);
}

static void decoys_are_nobody(void **state)
{
    struct attack_people owner = attack_people_slice(&all, 0, 50), mixed;
    (void)state;
    attack_people_add_decoys(&mixed, &arena, &owner, 10, 3);
    assert_int_equal(mixed.n, 60);
    for (size_t i = 0; i < mixed.n; i++)
        assert_int_equal(mixed.who[i], i < 50 ? owner.who[i] : 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pattern_mining_reads_names_of_one_bare_field),
        cmocka_unit_test(pattern_mining_does_not_get_through_the_standard),
        cmocka_unit_test(frequencies_show_through_every_hardening_without_a_salt),
        cmocka_unit_test(likeness_alone_tells_who_is_who_when_files_are_the_same),
        cmocka_unit_test(who_knows_a_few_finds_the_others_in_bare_encodings),
        cmocka_unit_test(guesses_are_counted_as_what_they_are),
        cmocka_unit_test(decoys_are_nobody),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
