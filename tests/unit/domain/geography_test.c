/* Municipalities on the borders of a day: counts that the statistics office publishes,
 * every merger, and the list of municipalities and of published provinces where the
 * material beside the checkout is at hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "domain/geography.h"

static const struct merger {
    uint16_t old, new;
    int16_t year;
    uint8_t month, day;
} mergers[] = {
#define X(old, new, year, month, day) {old, new, year, month, day},
#include "domain/geography_mergers.def"
#undef X
};

static void counts_on_both_sides_of_the_mergers(void **state)
{
    (void)state;
    struct day before = day_of(2024, 12, 31), after = day_of(2025, 1, 1);
    assert_int_equal(geo_municipality_count_on(REGION_FLEMISH, day_of(2018, 12, 31)),
                     308);
    assert_int_equal(geo_municipality_count_on(REGION_FLEMISH, day_of(2019, 1, 1)),
                     300);
    assert_int_equal(geo_municipality_count_on(REGION_FLEMISH, before), 300);
    assert_int_equal(geo_municipality_count_on(REGION_FLEMISH, after), 285);
    assert_int_equal(geo_municipality_count_on(REGION_BRUSSELS, before), 19);
    assert_int_equal(geo_municipality_count_on(REGION_BRUSSELS, after), 19);
    assert_int_equal(geo_municipality_count_on(REGION_WALLOON, day_of(2018, 12, 31)),
                     262);
    assert_int_equal(geo_municipality_count_on(REGION_WALLOON, day_of(2020, 1, 1)),
                     262);
    assert_int_equal(geo_municipality_count_on(REGION_WALLOON, after), 261);
}

static void flemish_provinces_have_their_municipalities(void **state)
{
    (void)state;
    static const struct {
        int province, n_2024, n_2025;
    } expected[] = {
        {PROVINCE_ANTWERPEN, 69, 67},      {PROVINCE_BRUSSELS, 19, 19},
        {PROVINCE_LIMBURG, 42, 38},        {PROVINCE_OOST_VLAANDEREN, 60, 55},
        {PROVINCE_VLAAMS_BRABANT, 65, 63}, {PROVINCE_WEST_VLAANDEREN, 64, 62}};
    struct day d2024 = day_of(2024, 12, 31), d2025 = day_of(2025, 1, 1);
    for (size_t e = 0; e < ARRAY_LEN(expected); e++) {
        int n_2024 = 0, n_2025 = 0;
        for (int i = 0; i < N_MUNICIPALITY; i++) {
            if (geo_municipality_exists(i, d2024))
                n_2024 += geo_province(i, d2024) == expected[e].province;
            if (geo_municipality_exists(i, d2025))
                n_2025 += geo_province(i, d2025) == expected[e].province;
        }
        assert_int_equal(n_2024, expected[e].n_2024);
        assert_int_equal(n_2025, expected[e].n_2025);
    }
}

static void every_merger_resolves(void **state)
{
    (void)state;
    unsigned n_2025 = 0;
    for (size_t i = 0; i < ARRAY_LEN(mergers); i++) {
        const struct merger *m = &mergers[i];
        struct day first = day_of(m->year, m->month, m->day);
        struct day last = {first.v - 1};
        assert_true(geo_municipality_exists(m->old, last));
        assert_false(geo_municipality_exists(m->old, first));
        assert_true(geo_municipality_exists(m->new, first));
        assert_int_equal(geo_municipality_on(m->old, last), m->old);
        assert_int_equal(geo_municipality_on(m->old, first), m->new);
        n_2025 += m->year == 2025;
    }
    assert_int_equal(n_2025, 27); /* 28 merged; Antwerpen goes on under its code */
}

/* Nobody gets lost: on every border each municipality there ever was has one place now.
 */
static void every_municipality_has_a_place_today(void **state)
{
    (void)state;
    struct day now = day_of(2026, 1, 1);
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        int there = geo_municipality_on(i, now);
        assert_true(there >= 0 && geo_municipality_exists(there, now));
        assert_true(geo_province(i, now) >= 0);
        int region = geo_region(i, now), reference = geo_reference_region(i, now);
        assert_true(region == REGION_FLEMISH ? reference >= 0
                                             : reference == GEO_UNKNOWN);
        assert_int_equal(geo_municipality_index(str_of(geo_municipality_refnis(i))), i);
    }
}

static void only_zwijndrecht_changes_province_in_2025(void **state)
{
    (void)state;
    struct day before = day_of(2024, 12, 31), after = day_of(2025, 1, 1);
    for (int i = 0; i < N_MUNICIPALITY; i++)
        if (geo_municipality_exists(i, before) &&
            geo_province(i, before) != geo_province(i, after))
            assert_int_equal(i, MUNICIPALITY_11056);
    assert_int_equal(geo_province(MUNICIPALITY_11056, before), PROVINCE_ANTWERPEN);
    assert_int_equal(geo_province(MUNICIPALITY_11056, after), PROVINCE_OOST_VLAANDEREN);
}

static void reference_regions_have_their_size(void **state)
{
    (void)state;
    /* Worked out by hand from arrondissements and exceptions; that the Denderregio has
     * 14 is what it says of itself, and together they are the 300. */
    static const int expected[N_REFERENCE_REGION] = {
        [REFERENCE_REGION_ANTWERPEN] = 30,
        [REFERENCE_REGION_BRUGGE] = 10,
        [REFERENCE_REGION_DENDERREGIO] = 14,
        [REFERENCE_REGION_GENT] = 23,
        [REFERENCE_REGION_HALLE_VILVOORDE] = 33,
        [REFERENCE_REGION_KEMPEN] = 27,
        [REFERENCE_REGION_LIMBURG] = 42,
        [REFERENCE_REGION_RIVIERENLAND] = 12,
        [REFERENCE_REGION_MIDWEST] = 17,
        [REFERENCE_REGION_OOST_BRABANT] = 32,
        [REFERENCE_REGION_OOSTENDE] = 7,
        [REFERENCE_REGION_VLAAMSE_ARDENNEN] = 14,
        [REFERENCE_REGION_WAASLAND] = 9,
        [REFERENCE_REGION_WESTHOEK] = 17,
        [REFERENCE_REGION_ZUID_WEST_VLAANDEREN] = 13};
    struct day on = day_of(2022, 2, 4);
    int found[N_REFERENCE_REGION] = {0}, total = 0;
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        if (!geo_municipality_exists(i, on)) continue;
        int r = geo_reference_region(i, on);
        if (r >= 0) found[r]++;
    }
    for (int r = 0; r < N_REFERENCE_REGION; r++) {
        assert_int_equal(found[r], expected[r]);
        total += found[r];
    }
    assert_int_equal(total, 300);
}

static void names_are_found_on_the_day_that_they_exist(void **state)
{
    (void)state;
    struct day before = day_of(2024, 12, 31), after = day_of(2025, 1, 1);
    assert_int_equal(geo_municipality_named(S("tielt"), before), MUNICIPALITY_37015);
    assert_int_equal(geo_municipality_named(S("Tielt"), after), MUNICIPALITY_37022);
    assert_int_equal(geo_municipality_named(S("Anvers"), after), MUNICIPALITY_11002);
    assert_int_equal(geo_municipality_named(S("Zwijndrecht"), after), GEO_UNKNOWN);
    assert_int_equal(geo_municipality_named(S(""), after), GEO_UNKNOWN);
    assert_string_equal(geo_municipality_name(MUNICIPALITY_21009, LANG_FR), "Ixelles");
    assert_string_equal(geo_municipality_name(GEO_ABROAD, LANG_NL), "buitenland");
    assert_int_equal(code_match(code_list_at(LIST_MUNICIPALITY), S("Hasselt")),
                     MUNICIPALITY_71072);
}

static void codes_of_statistics(void **state)
{
    (void)state;
    assert_string_equal(geo_province_nuts(PROVINCE_LIMBURG), "BE22");
    assert_string_equal(geo_province_refnis(PROVINCE_BRUSSELS), "04000");
    assert_string_equal(geo_province_nuts(PROVINCE_OTHER), "");
    assert_string_equal(geo_region_nuts(REGION_FLEMISH), "BE2");
    assert_string_equal(geo_region_refnis(REGION_FLEMISH), "02000");
    assert_string_equal(geo_arrondissement_nuts(ARRONDISSEMENT_71000), "BE224");
    /* The code of an arrondissement begins with that of its province. */
    struct day on = day_of(2022, 1, 1);
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        if (!geo_municipality_exists(i, on) || geo_region(i, on) == REGION_WALLOON)
            continue;
        const char *nuts3 = geo_arrondissement_nuts(
            (enum code_of_arrondissement)geo_arrondissement(i, on));
        const char *nuts2 =
            geo_province_nuts((enum code_of_province)geo_province(i, on));
        assert_int_equal(strlen(nuts3), 5);
        assert_memory_equal(nuts3, nuts2, 4);
    }
}

static void union_membership_has_dates(void **state)
{
    (void)state;
    assert_true(geo_country_in_eu(COUNTRY_BE, day_of(2022, 1, 1)));
    assert_true(geo_country_in_eu(COUNTRY_GB, day_of(2020, 1, 31)));
    assert_false(geo_country_in_eu(COUNTRY_GB, day_of(2020, 2, 1)));
    assert_false(geo_country_in_eu(COUNTRY_PL, day_of(2004, 4, 30)));
    assert_true(geo_country_in_eu(COUNTRY_PL, day_of(2004, 5, 1)));
    assert_false(geo_country_in_eu(COUNTRY_CH, day_of(2022, 1, 1)));
    int members = 0;
    for (int i = 0; i < N_COUNTRY; i++) {
        bool in = geo_country_in_eu(i, day_of(2022, 1, 1));
        int group = geo_country_group(i, day_of(2022, 1, 1));
        members += in;
        assert_true(in == (group <= ORIGIN_HERKOMST_EU13));
    }
    assert_int_equal(members, 27);
}

/* Reads a file of the material beside the checkout; false, said aloud, when absent. */
static bool read_beside(struct str *out, struct arena *a, const char *name)
{
    const char *path = arena_format(a, "%s/../shared/domain/%s", SOURCE_DIR, name);
    if (!file_exists(path)) {
        print_message("SKIPPED a part: %s is not at hand\n", name);
        return false;
    }
    struct err e = {0};
    if (file_read(out, a, path, LIMIT_FILE_BYTES, &e) != OK) fail_msg("%s", e.message);
    return true;
}

static void agrees_with_the_list_of_2020(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str text, *cells;
    struct day on = day_of(2020, 1, 1);
    bool end = false;
    size_t n, n_rows = 0;
    if (read_beside(&text, &a, "municipalities_2020.csv")) {
        struct csv_reader r;
        csv_reader_init(&r, text, ',');
        assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), OK);
        for (;; n_rows++) {
            assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), OK);
            if (end) break;
            int i = geo_municipality_index(cells[0]);
            assert_true(i >= 0 && geo_municipality_exists(i, on));
            const char *province =
                code_label(code_list_at(LIST_PROVINCE), geo_province(i, on), LANG_NL);
            if (str_eq_c(cells[5], "Vlaams Gewest"))
                assert_true(str_eq_c(cells[4], province));
            else
                assert_int_equal(geo_province(i, on), str_eq_c(cells[5], "Waals Gewest")
                                                          ? PROVINCE_OTHER
                                                          : PROVINCE_BRUSSELS);
        }
        assert_int_equal(n_rows, 581);
    }
    arena_dispose(&a);
}

static void rows_of_the_published_table_are_provinces(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str text, *cells;
    bool end = false;
    size_t n;
    if (read_beside(&text, &a, "figures/f1.csv")) {
        struct csv_reader r;
        csv_reader_init(&r, text, ',');
        assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), OK);
        for (int i = 0; i < N_PROVINCE; i++) {
            assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, NULL), OK);
            assert_int_equal(code_match(code_list_at(LIST_PROVINCE), cells[0]), i);
        }
    }
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_on_both_sides_of_the_mergers),
        cmocka_unit_test(flemish_provinces_have_their_municipalities),
        cmocka_unit_test(every_merger_resolves),
        cmocka_unit_test(every_municipality_has_a_place_today),
        cmocka_unit_test(only_zwijndrecht_changes_province_in_2025),
        cmocka_unit_test(reference_regions_have_their_size),
        cmocka_unit_test(names_are_found_on_the_day_that_they_exist),
        cmocka_unit_test(codes_of_statistics),
        cmocka_unit_test(union_membership_has_dates),
        cmocka_unit_test(agrees_with_the_list_of_2020),
        cmocka_unit_test(rows_of_the_published_table_are_provinces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
