/* The way of a signal, as one reads it: what counts as its status, which steps fit, and
 * which words give somebody away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/signal_course.h"

static struct signal_step_fact step(enum code_of_signal_status status, int day,
                                    int64_t at)
{
    return (struct signal_step_fact){.status = (uint8_t)status,
                                     .level = CODE_MISSING,
                                     .on = day_of(2026, 11, day),
                                     .written.at = at};
}

static void the_last_day_tells_then_the_last_word(void **state)
{
    (void)state;
    struct signal_step_fact steps[] = {step(SIGNAL_STATUS_ANSWERED, 12, 3),
                                       step(SIGNAL_STATUS_FORWARDED, 3, 9),
                                       step(SIGNAL_STATUS_ACTED_UPON, 12, 4)};
    assert_int_equal(signal_status_of(NULL, 0, SIGNAL_STATUS_CAPTURED),
                     SIGNAL_STATUS_CAPTURED);
    assert_int_equal(signal_status_of(steps, 2, SIGNAL_STATUS_BUNDLED),
                     SIGNAL_STATUS_ANSWERED);
    assert_int_equal(signal_status_of(steps, 3, SIGNAL_STATUS_BUNDLED),
                     SIGNAL_STATUS_ACTED_UPON);
}

static void a_step_fits_what_it_is_about(void **state)
{
    (void)state;
    const struct day today = day_of(2026, 11, 22);
    const struct uuid one = {{1}};
    const struct {
        enum code_of_signal_status status;
        bool of_bundle, has_words, has_level;
        int day;
        enum signal_step_fault fault;
    } cases[] = {
        {SIGNAL_STATUS_VALIDATED, false, false, false, 22, SIGNAL_STEP_FITS},
        {SIGNAL_STATUS_VALIDATED, true, false, false, 22, SIGNAL_STEP_NO_STATUS},
        {SIGNAL_STATUS_NOT_RETAINED, false, false, false, 22, SIGNAL_STEP_NO_WORDS},
        {SIGNAL_STATUS_NOT_RETAINED, false, true, false, 22, SIGNAL_STEP_FITS},
        {SIGNAL_STATUS_FORWARDED, true, false, false, 22, SIGNAL_STEP_NO_LEVEL},
        {SIGNAL_STATUS_FORWARDED, true, false, true, 22, SIGNAL_STEP_FITS},
        {SIGNAL_STATUS_FORWARDED, false, true, true, 22, SIGNAL_STEP_NO_STATUS},
        {SIGNAL_STATUS_ANSWERED, true, false, false, 22, SIGNAL_STEP_NO_WORDS},
        {SIGNAL_STATUS_ACTED_UPON, true, false, false, 22, SIGNAL_STEP_NO_WORDS},
        {SIGNAL_STATUS_ACTED_UPON, true, true, false, 22, SIGNAL_STEP_FITS},
        {SIGNAL_STATUS_CLOSED, true, false, false, 22, SIGNAL_STEP_FITS},
        {SIGNAL_STATUS_CLOSED, true, false, false, 23, SIGNAL_STEP_DAY_TO_COME},
        {SIGNAL_STATUS_CAPTURED, true, true, true, 22, SIGNAL_STEP_NO_STATUS},
        {SIGNAL_STATUS_BUNDLED, true, true, true, 22, SIGNAL_STEP_NO_STATUS},
        {(enum code_of_signal_status)200, true, true, true, 22, SIGNAL_STEP_NO_STATUS},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct signal_step_fact s = step(cases[i].status, cases[i].day, 1);
        if (cases[i].of_bundle)
            s.bundle = one;
        else
            s.signal = one;
        if (cases[i].has_words) s.words = S("de opvang opent om zes uur");
        if (cases[i].has_level) s.level = RESPONSIBLE_LEVEL_FLEMISH;
        if (signal_step_check(&s, today) != cases[i].fault)
            fail_msg("case %zu: found %d", i, (int)signal_step_check(&s, today));
    }
}

static void every_condition_points_somewhere(void **state)
{
    (void)state;
    for (uint8_t c = 0; c < N_CONTEXT_CONDITION; c++)
        assert_true(signal_hint_of(c).domain < N_POLICY_DOMAIN);
    assert_int_equal(signal_hint_of(CONTEXT_CONDITION_CHILDCARE).barrier,
                     STRUCTURAL_BARRIER_CHILDCARE_SUPPLY);
    assert_int_equal(signal_hint_of(CODE_MISSING).domain, CODE_MISSING);
}

static void numbers_and_addresses_give_somebody_away(void **state)
{
    (void)state;
    static const struct {
        const char *words, *telling;
    } cases[] = {
        {"de crèche opent pas om 8 uur, de ploeg begint om 6 uur", ""},
        {"12 weken wachten, in 2025 nog 6", ""},
        {"bel 0470 12 34 56", "0470 12 34 56"},
        {"bel 0470 12 34 56, of ga langs", "0470 12 34 56"},
        {"85.07.30-033.28", "85.07.30-033.28"},
        {"geboren op 30/07/1985", "30/07/1985"},
        {"mail naar iemand@voorbeeld.be\nof bel", "iemand@voorbeeld.be"},
        {"na 3 en 12, 123456", "123456"},
        {"3 van de 4, 1 op 2, 5 keer", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str words = str_of(cases[i].words), found = signal_words_telling(words);
        if (!str_eq_c(found, cases[i].telling))
            fail_msg("%s: %.*s", cases[i].words, STR_ARG(found));
        assert_int_equal(signal_words_identify(words), found.n > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_day_tells_then_the_last_word),
        cmocka_unit_test(a_step_fits_what_it_is_about),
        cmocka_unit_test(every_condition_points_somewhere),
        cmocka_unit_test(numbers_and_addresses_give_somebody_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
