/* What a column is: by its header in four languages, by its values, or as told; and
 * what numbers rows or tells who is who is never evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "link/column_roles.h"

enum { COLUMNS_MOST = 16, ROWS_MOST = 40 };

struct sheet {
    struct arena a;
    struct str header[COLUMNS_MOST];
    struct str *value[COLUMNS_MOST];
    struct column_role role[COLUMNS_MOST];
    size_t n, n_rows;
};

/* Headers separated by commas; every value is "x" until the test says otherwise. */
static void sheet_init(struct sheet *s, const char *headers)
{
    struct str rest = str_of(headers), piece;
    *s = (struct sheet){.n_rows = ROWS_MOST};
    while (str_split(&piece, &rest, ','))
        s->header[s->n++] = piece;
    for (size_t c = 0; c < s->n; c++) {
        s->value[c] = arena_new_array(&s->a, struct str, ROWS_MOST);
        for (size_t i = 0; i < ROWS_MOST; i++)
            s->value[c][i] = S("x");
    }
}

static enum err_code find(struct sheet *s, const char *told, struct err *e)
{
    struct person_columns c = {s->n, s->n_rows, s->header, s->value, false};
    return column_roles_find(s->role, &c, str_of(told), e);
}

/* "given_name -", one word a column: its role, id, truth or -. */
static void expect(const struct sheet *s, const char *words)
{
    struct str rest = str_of(words), word;
    for (size_t c = 0; c < s->n; c++) {
        assert_true(str_split(&word, &rest, ' '));
        const struct column_role *r = &s->role[c];
        const char *found = r->use == COLUMN_EVIDENCE ? person_role_name(r->role)
                            : r->use == COLUMN_ID     ? "id"
                            : r->use == COLUMN_TRUTH  ? "truth"
                                                      : "-";
        assert_string_equal(str_to_c((struct arena *)&s->a, word), found);
    }
}

static void headers_of_known_files(void **state)
{
    static const struct {
        const char *headers, *roles;
    } files[] = {
        {"rec_id, given_name, surname, street_number, address_1, address_2, suburb, "
         "postcode, state, date_of_birth, soc_sec_id",
         "id given_name family_name house_number street address place postcode region "
         "birth_date number"},
        {"unique_id,first_name,surname,dob,city,email,cluster",
         "id given_name family_name birth_date place mail truth"},
        {"fname_c1,fname_c2,lname_c1,lname_c2,by,bm,bd,id,ent",
         "given_name second_name family_name second_family birth_year birth_month "
         "birth_day id truth"},
        {"vorname,nachname,geburtsname,geburtstag,geburtsmonat,geburtsjahr,plz,ort",
         "given_name family_name birth_name birth_day birth_month birth_year postcode "
         "place"},
        {"unique_id,cluster,full_name,first_name,surname,dob,birth_place,postcode_fake,"
         "gender,occupation",
         "id truth full_name given_name family_name birth_date birth_place postcode "
         "sex "
         "occupation"},
        {"participation,insz,given_name,family_name,birth_date,phone,mail,address",
         "id number given_name family_name birth_date phone mail address"},
        {"Rijksregisternummer,Voornaam ,ACHTERNAAM,Geboortedatum,Geslacht,Gemeente",
         "number given_name family_name birth_date sex place"},
        {"Nom,Prénom,Date de naissance,Né(e) le,Numéro national,Code postal",
         "family_name given_name birth_date - number postcode"},
        {"Familienname,Straße,Hausnr.,PLZ,Geburtsdatum,patient_id",
         "family_name street house_number postcode birth_date id"},
    };
    struct err e = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct sheet s;
        sheet_init(&s, files[i].headers);
        assert_int_equal(find(&s, "", &e), OK);
        expect(&s, files[i].roles);
        arena_dispose(&s.a);
    }
}

static void values_tell_where_headers_do_not(void **state)
{
    struct sheet s;
    struct err e = {0};
    (void)state;
    sheet_init(&s, "k1,k2,k3,k4,k5,naam");
    for (size_t i = 0; i < ROWS_MOST; i++) {
        s.value[0][i] = str_of(arena_format(&s.a, "%zu/03/1980", i % 28 + 1));
        s.value[1][i] = i % 3 ? S("M") : S("V");
        s.value[2][i] = str_of(arena_format(&s.a, "u%zu@example.org", i % 30));
        s.value[3][i] = str_of(arena_format(&s.a, "%zu", i + 1)); /* numbers rows */
        s.value[4][i] = S("85.07.30-033 28"); /* published specimen of a number */
    }
    assert_int_equal(find(&s, "", &e), OK);
    expect(&s, "birth_date sex mail id number full_name");
    arena_dispose(&s.a);
}

static void what_is_told_goes_first(void **state)
{
    struct sheet s;
    struct err e = {0};
    (void)state;
    sheet_init(&s, "surname,roepnaam,naam2,cluster,dob");
    assert_int_equal(find(&s, "naam2=family_name, cluster=-,roepnaam=id,dob=truth", &e),
                     OK);
    expect(&s, "- id family_name - truth");
    assert_int_equal(find(&s, "naam2=famly_name", &e), ERR_USAGE);
    assert_non_null(strstr(e.hint, "family_name"));
    assert_int_equal(find(&s, "naam3=family_name", &e), ERR_USAGE);
    assert_int_equal(find(&s, "naam2=family_name,dob=family_name", &e), ERR_USAGE);
    assert_int_equal(find(&s, "surname=-,roepnaam=-,dob=-,naam2=id", &e), ERR_INVALID);
    assert_non_null(strstr(e.hint, "--columns"));
    arena_dispose(&s.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_of_known_files),
        cmocka_unit_test(values_tell_where_headers_do_not),
        cmocka_unit_test(what_is_told_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
