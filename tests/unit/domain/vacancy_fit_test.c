/* The word that somebody's wish shares with a vacancy: what counts as the same word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/vacancy_fit.h"

static void shares(const char *vacancy, const char *words, const char *expected)
{
    struct str found = vacancy_shared_word(str_of(vacancy), str_of(words));
    if (!str_eq(found, str_of(expected)))
        fail_msg("\"%s\" beside \"%s\": found \"%.*s\"", words, vacancy,
                 STR_ARG(found));
}

static void a_word_that_both_have(void **state)
{
    (void)state;
    shares("Helper in de bakkerij. Brood leren maken.", "graag met brood", "brood");
    shares("Helper in de BAKKERIJ", "was bakker in Homs", "bakker");
    shares("Bakker", "werkte in een bakkerij", "bakkerij");
    shares("Sorteerder, textiel", "textiel, en ook sorteren", "textiel");
}

static void and_no_other(void **state)
{
    (void)state;
    shares("Helper in de bakkerij", "auto's herstellen", "");
    shares("Wij werken samen", "ik wil graag samen werken", "");
    shares("de kok", "de kok", ""); /* too short to tell anything */
    shares("", "brood", "");
    shares("brood", "", "");
    shares("brood", ".,;  12 -", "");
    shares("café", "CAFé uitbaten", "CAFé");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_that_both_have),
        cmocka_unit_test(and_no_other),
    };
    return cmocka_run_group_tests_name("vacancy_fit", tests, NULL, NULL);
}
