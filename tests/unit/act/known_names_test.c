/* Names in words that are about nobody: of whom one accompanies they are found, however
 * they are written; of others, and of files that are closed, they are not told. */
#include "person_house.h"

#include "act/known_names.h"
#include "store/read_log_store.h"

static void finds(struct asking a, const char *words, const char *expected)
{
    struct str found;
    is_ok(known_name_in(&found, &a, str_of(words), &e));
    if (!str_eq_c(found, expected))
        fail_msg("in '%s' found '%.*s', expected '%s'", words, STR_ARG(found),
                 expected);
}

static void a_name_is_found_as_it_is_written(void **state)
{
    (void)state;
    add_person("Amina", "Van den Voorbeelde", "1990-01-02", ours, kim);
    add_person("Jo", "Zeldzaamster", "1990-01-02", ours, kim);
    const struct asking a = kim_asks();
    finds(a, "Amina vindt geen opvang", "Amina");
    finds(a, "geen opvang voor AMINA.", "AMINA");
    finds(a, "opvang (amina), nergens", "amina");
    finds(a, "mevrouw van den Voorbeelde wacht", "van den Voorbeelde");
    finds(a, "familie Voorbeelde wacht", "Voorbeelde");
    finds(a, "Zeldzaamster", "Zeldzaamster");
    finds(a, "de wachtlijst van de opvang is te lang", "");
    finds(a, "Aminata kent niemand, en een aminazuur evenmin", "");
    finds(a, "jo, zo is dat", ""); /* two letters are too many words */
    finds(a, "", "");
    finds(a, " \n 12 ' - ,", "");
}

static void nothing_is_told_of_others(void **state)
{
    (void)state;
    add_person("Amina", "Voorbeeld", "1990-01-02", theirs, lee);
    struct person_id p = add_person("Bilal", "Voorstel", "1990-01-02", ours, kim);
    finds(kim_asks(), "Amina Voorbeeld vindt geen opvang", "");
    finds(kim_asks(), "Bilal vindt geen opvang", "Bilal");
    finds(asking_of(lee, theirs, WORKER_ROLE_GUIDE), "Amina en Bilal", "Amina");
    /* a colleague who accompanies nobody learns no name of a colleague's files */
    finds(asking_of(ali, ours, WORKER_ROLE_GUIDE), "Bilal en Amina", "");
    /* nor does a role that opens no file */
    finds(asking_of(kim, ours, WORKER_ROLE_POLICY_ANALYST), "Bilal", "");
    struct db *db = house.db;
    struct statement *st;
    bool row;
    is_ok(db_prepare(&st, db, "SELECT count(*) FROM read_log WHERE person = $1", &e));
    bind_uuid(st, 1, &p.u);
    is_ok(statement_step(&row, st, &e));
    assert_int_equal(column_int(st, 0), 0); /* nobody was looked at */
    statement_done(st);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_house, close_house)
    const struct CMUnitTest tests[] = {
        STORY(a_name_is_found_as_it_is_written),
        STORY(nothing_is_told_of_others),
    };
    return cmocka_run_group_tests_name("known_names", tests, NULL, NULL);
}
