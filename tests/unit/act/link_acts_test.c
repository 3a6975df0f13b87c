/* Files of a small house compared, reviewed and taken apart, with a vault. Each story
 * ends with a store that verifies. The people are invented. */
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>

#include "base/rng.h"
#include "act/letters_differ.h"
#include "act/link_persons.h"
#include "act/link_review_acts.h"
#include "act/link_table.h"
#include "act/link_weighed.h"
#include "domain/lists.h"
#include "store/identity_bulk.h"
#include "store/row.h"
#include "store/verify.h"

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s (%s)", #call, e.message, e.detail);         \
    } while (0)

static char folder[64], url[110], key_path[96];
static struct db *db;
static const struct actor who = {"test"};
static struct err e;
static struct house house;
static struct arena arena;
static struct write *w;
static const struct link_options usual = {
    .link_bits = NAN, .review_bits = NAN, .threads = 1};

static int open_house(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/link_acts_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(url, sizeof url, "sqlite:%s/a.db", folder);
    snprintf(key_path, sizeof key_path, "%s/a.key", folder);
    is_ok(house_create(url, key_path, &e));
    is_ok(house_open(&house, url, key_path, DB_WRITE, &e));
    db = house.db;
    return 0;
}

static void show_defect(void *to, const char *text)
{
    (void)to;
    print_message("defect: %s\n", text);
}

static int close_house(void **state)
{
    struct verify_report r;
    char path[128];
    (void)state;
    arena_dispose(&arena);
    is_ok(store_verify(&r, db, true, show_defect, NULL, &e));
    house_close(&house);
    unlink(key_path);
    snprintf(path, sizeof path, "%s/a.db", folder);
    unlink(path);
    return r.n_defects != 0 || rmdir(folder) != 0;
}

static struct person_id add_in_write(const char *first, const char *last,
                                     const char *birth, const char *address,
                                     const char *insz)
{
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2024, 1, 2)};
    struct identity identity = {.value = {[IDENTITY_GIVEN_NAME] = str_of(first),
                                          [IDENTITY_FAMILY_NAME] = str_of(last),
                                          [IDENTITY_BIRTH_DATE] = str_of(birth),
                                          [IDENTITY_ADDRESS] = str_of(address),
                                          [IDENTITY_INSZ] = str_of(insz)}};
    is_ok(person_add(w, &p, first ? &identity : NULL, &e));
    return p.id;
}

static struct person_id add_file(const char *first, const char *last, const char *birth,
                                 const char *address, const char *insz)
{
    is_ok(write_begin(&w, db, &who, "add person", "", &e));
    struct person_id id = add_in_write(first, last, birth, address, insz);
    is_ok(write_commit(&w, &e));
    return id;
}

/* People as they are: some names are common, and every second one is known to somebody
 * else too, who wrote a letter, a day or a house number otherwise. */
enum { N_PEOPLE = 160, N_OTHERS = N_PEOPLE + N_PEOPLE / 2 };
static const char *const given[] = {
    "Amira", "Bart", "Chantal", "Dirk", "Elif",  "Fatima", "Geert",  "Hilde",
    "Ilse",  "Jan",  "Karim",   "Lien", "Nadia", "Omar",   "Pieter", "Rachid",
    "Sofie", "Tine", "Ugur",    "Vera", "Wim",   "Yasmina"};
static const char *const family[] = {
    "Aerts",    "Bakkali", "Claes",   "Demir",    "Everaert", "Franssens",
    "Goossens", "Hermans", "Ilkay",   "Janssens", "Kaya",     "Lambrecht",
    "Maes",     "Nijs",    "Ozdemir", "Peeters",  "Quintens", "Rombout",
    "Smets",    "Thijs",   "Verbeke", "Willems"};

static const char *const street[] = {
    "Kerkstraat", "Stationsstraat", "Molenweg",  "Nieuwstraat", "Dorpsplein",
    "Beekstraat", "Schoolstraat",   "Lindelaan", "Veldstraat",  "Groenlaan"};
static const char *const town[] = {"9000 Gent", "8500 Kortrijk", "3000 Leuven",
                                   "2000 Antwerpen", "3500 Hasselt"};

static void add_person(struct rng *r, bool is_known_twice)
{
    const char *first = given[rng_below(r, ARRAY_LEN(given))];
    const char *last = family[rng_below(r, ARRAY_LEN(family))];
    int year = rng_between(r, 1960, 2004), month = rng_between(r, 1, 12);
    int day = rng_between(r, 1, 27), house_number = rng_between(r, 1, 180);
    const char *road = street[rng_below(r, ARRAY_LEN(street))];
    const char *place = town[rng_below(r, ARRAY_LEN(town))];
    for (int copy = 0; copy < 1 + is_known_twice; copy++) {
        char name[40], birth[16], address[64];
        int slip = copy ? rng_between(r, 0, 3) : 0;
        snprintf(name, sizeof name, "%s%s", last, slip == 1 ? "x" : "");
        snprintf(birth, sizeof birth, "%04d-%02d-%02d", year, month, day + (slip == 2));
        snprintf(address, sizeof address, "%s %d, %s", road, house_number + (slip == 3),
                 place);
        add_in_write(first, name, birth, address, "");
    }
}

static void add_others(void)
{
    struct rng r;
    rng_init(&r, 7);
    is_ok(write_begin(&w, db, &who, "add persons", "", &e));
    for (int i = 0; i < N_PEOPLE; i++)
        add_person(&r, i % 2);
    is_ok(write_commit(&w, &e));
}

static struct link_summary run_links(bool again)
{
    struct link_summary s;
    struct link_options o = usual;
    o.is_again = again;
    is_ok(link_persons(&s, &house, &o, &e));
    return s;
}

static struct human_id human_of(struct person_id person)
{
    struct person_link_fact link = {0};
    bool found;
    is_ok(link_of_person(&link, &found, db, person, &e));
    return link.human;
}

static bool are_linked(struct person_id a, struct person_id b)
{
    struct human_id one = human_of(a), two = human_of(b);
    return !uuid_is_nil(one.u) && uuid_eq(one.u, two.u);
}

static int64_t count_reads(void)
{
    struct tally t;
    is_ok(tally_last(&t, db, NOUN_READ, &e));
    return t.total;
}

/* --- opening many --- */

static enum err_code count_taken(void *to, size_t at, const struct identity *identity,
                                 struct err *x)
{
    size_t *n = to;
    (void)at;
    (void)x;
    assert_true(identity->value[IDENTITY_FAMILY_NAME].n > 0);
    assert_int_equal(identity->value[IDENTITY_INSZ].n, 0);
    ++*n;
    return OK;
}

static void many_are_opened_only_after_every_look_is_logged(void **state)
{
    (void)state;
    size_t n = 0;
    struct person_id persons[3] = {add_file("Amira", "Aerts", "", "", "85073003328"),
                                   add_file("Bart", "Claes", "", "", ""),
                                   add_file(NULL, NULL, NULL, NULL, NULL)};
    unsigned fields = 1 << IDENTITY_FAMILY_NAME;
    assert_int_equal(
        identities_open(db, &who, "", persons, 2, fields, count_taken, &n, &e),
        ERR_INVALID);
    assert_int_equal(
        identities_open(db, &who, "test", persons, 3, fields, count_taken, &n, &e),
        ERR_NOT_FOUND);
    assert_int_equal(n, 0);
    assert_int_equal(count_reads(), 0);
    is_ok(identities_open(db, &who, "test", persons, 2, fields, count_taken, &n, &e));
    assert_int_equal(n, 2);
    assert_int_equal(count_reads(), 2);
    is_ok(write_begin(&w, db, &who, "erase", "", &e));
    is_ok(person_erase(w, persons[1], &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(
        identities_open(db, &who, "test", persons, 2, fields, count_taken, &n, &e),
        ERR_ERASED);
    assert_int_equal(n, 2);
    assert_int_equal(count_reads(), 2);
}

/* --- runs --- */

static void equal_numbers_link_and_two_numbers_never_do(void **state)
{
    (void)state;
    add_others();
    struct person_id a = add_file("Mieke", "Verstraete", "1985-07-30",
                                  "Kerkstraat 1, 9000 Gent", "85073003328");
    struct person_id b = add_file("Maria", "Verstraeten", "1985-07-30",
                                  "Dorp 8, 8500 Kortrijk", "85.07.30-033.28");
    struct person_id c = add_file("Joost", "Zwaenepoel", "1970-01-02",
                                  "Veldstraat 9, 9000 Gent", "70010200187");
    struct person_id d = add_file("Joost", "Zwaenepoel", "1970-01-02",
                                  "Veldstraat 9, 9000 Gent", "70410200123");
    /* somebody else's number under another name and birth */
    struct person_id x = add_file("Quirijn", "Abrahams", "1961-02-03",
                                  "Laan 4, 2000 Antwerpen", "90030400111");
    struct person_id y = add_file("Soraya", "Wijnants", "1990-03-04",
                                  "Plein 7, 3000 Leuven", "90030400111");
    struct link_summary s = run_links(false);
    assert_true(are_linked(a, b));
    assert_false(are_linked(c, d));
    assert_false(are_linked(x, y));
    assert_int_equal(s.n_by_number, 1);
    assert_int_equal(s.n_conflicts, 1);
    struct link_pair_fact pair;
    bool found;
    is_ok(link_pair_find(&pair, &found, &arena, db, c, d, &e));
    assert_true(found);
    assert_int_equal(pair.verdict, LINK_VERDICT_REVIEW);
    assert_int_equal(pair.basis, LINK_BASIS_CONFLICT);
    is_ok(link_pair_find(&pair, &found, &arena, db, x, y, &e));
    assert_true(found);
    assert_int_equal(pair.verdict, LINK_VERDICT_REVIEW);
    assert_int_equal(pair.basis, LINK_BASIS_NUMBER);
    /* a worker may know better: a number for foreigners, then a national one */
    struct link_act act;
    is_ok(link_decide(&act, &house, d, c, LINK_DECISION_SAME, "saw both cards", &e));
    assert_true(are_linked(c, d));
    run_links(true);
    assert_true(are_linked(c, d));
}

/* Who lives under one roof shares a telephone, and stays two human beings. */
static void a_telephone_in_common_links_nobody(void **state)
{
    (void)state;
    add_others();
    struct person_id a =
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    struct person_id b =
        add_file("Ward", "Zwaenepoel", "1974-06-02", "Veldstraat 9, 9000 Gent", "");
    is_ok(write_begin(&w, db, &who, "edit", "", &e));
    is_ok(identity_set(w, a, IDENTITY_PHONE, S("09 555 01 44"), &e));
    is_ok(identity_set(w, b, IDENTITY_PHONE, S("+32 9 555 01 44"), &e));
    is_ok(write_commit(&w, &e));
    struct link_summary s = run_links(false);
    assert_int_equal(s.n_by_pseudonym, 0);
    assert_false(are_linked(a, b));
}

static void a_run_without_news_opens_nobody_and_changes_nothing(void **state)
{
    (void)state;
    add_others();
    add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    add_file(NULL, NULL, NULL, NULL, NULL);
    struct link_summary first = run_links(false);
    int64_t n_reads = count_reads();
    assert_int_equal(first.n_anonymous, 1);
    assert_int_equal(first.n_compared, N_OTHERS + 2);
    assert_int_equal(n_reads, N_OTHERS + 2);
    struct link_summary second = run_links(false);
    assert_true(second.was_unchanged);
    assert_int_equal(second.n_humans, first.n_humans);
    assert_int_equal(count_reads(), n_reads);
    struct link_summary third = run_links(true);
    assert_int_equal(third.changes.n_linked + third.changes.n_unlinked, 0);
    assert_int_equal(third.n_pairs_added + third.n_pairs_retracted, 0);
    /* other thresholds are another question */
    struct link_options o = usual;
    o.link_bits = 500;
    is_ok(link_persons(&second, &house, &o, &e));
    assert_false(second.was_unchanged);
    assert_int_equal(second.n_humans, N_OTHERS + 3);
}

static void equal_files_are_one_whatever_their_number(void **state)
{
    (void)state;
    struct person_id same[9];
    add_others();
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        same[i] = add_file("Joost", "Zwaenepoel", "1970-01-02",
                           "Veldstraat 9, 9000 Gent", "");
    run_links(false);
    for (size_t i = 1; i < ARRAY_LEN(same); i++)
        assert_true(are_linked(same[0], same[i]));
    /* and one of them taken apart leaves the others together */
    struct link_act act;
    is_ok(link_split(&act, &house, same[3], "another Joost", &e));
    assert_int_equal(act.n_decisions, ARRAY_LEN(same) - 1);
    assert_false(are_linked(same[3], same[0]));
    assert_true(are_linked(same[0], same[8]));
    run_links(true);
    assert_false(are_linked(same[3], same[0]));
    assert_true(are_linked(same[0], same[8]));
}

static void a_retracted_person_is_linked_no_more(void **state)
{
    (void)state;
    add_others();
    struct person_id a =
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    struct person_id b =
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    run_links(false);
    assert_true(are_linked(a, b));
    is_ok(write_begin(&w, db, &who, "retract", "", &e));
    is_ok(fact_retract(w, NOUN_PERSON, b, b.u, &e));
    is_ok(write_commit(&w, &e));
    struct link_summary s = run_links(false);
    assert_int_equal(s.n_files, N_OTHERS + 1);
    assert_true(uuid_is_nil(human_of(b).u));
}

/* --- decisions --- */

static void undo_brings_back_what_was_replaced(void **state)
{
    (void)state;
    add_others();
    struct person_id a =
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    struct person_id b =
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    struct link_act split, same, undone;
    struct uuid run;
    run_links(false);
    is_ok(link_split(&split, &house, b, "twins", &e));
    assert_false(are_linked(a, b));
    is_ok(link_decide(&same, &house, a, b, LINK_DECISION_SAME, "one after all", &e));
    assert_true(are_linked(a, b));
    assert_int_equal(link_decide(&same, &house, b, a, LINK_DECISION_SAME, "again", &e),
                     ERR_EXISTS);
    is_ok(link_decision_run(&run, &house, b, a, &e));
    is_ok(link_undo(&undone, &house, run, "no, twins", &e));
    assert_false(are_linked(a, b));
    /* the split holds again, also for a run */
    run_links(true);
    assert_false(are_linked(a, b));
    assert_int_equal(link_undo(&undone, &house, run, "again", &e), ERR_NOT_FOUND);
    is_ok(link_decision_run(&run, &house, a, b, &e));
    is_ok(link_undo(&undone, &house, run, "they are one", &e));
    assert_true(are_linked(a, b));
    assert_int_equal(link_decision_run(&run, &house, a, b, &e), ERR_NOT_FOUND);
}

static void decisions_need_files_reasons_and_agreement(void **state)
{
    (void)state;
    struct person_id a = add_file("Amira", "Aerts", "1980-01-02", "", "");
    struct person_id b = add_file("Bart", "Claes", "1981-02-03", "", "");
    struct person_id c = add_file("Dirk", "Demir", "1982-03-04", "", "");
    struct person_id nobody = {uuid7_new()}, one, two;
    struct link_act act;
    assert_int_equal(link_decide(&act, &house, a, b, LINK_DECISION_SAME, "", &e),
                     ERR_USAGE);
    assert_int_equal(link_split(&act, &house, a, "alone", &e), ERR_NOT_FOUND);
    assert_int_equal(link_split(&act, &house, nobody, "alone", &e), ERR_NOT_FOUND);
    assert_int_equal(link_pair_named(&one, &two, &house, a.u, &a.u, &e), ERR_INVALID);
    assert_int_equal(link_pair_named(&one, &two, &house, a.u, &nobody.u, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(link_pair_named(&one, &two, &house, a.u, NULL, &e), ERR_NOT_FOUND);
    /* also before any run: a worker may link what was never compared */
    is_ok(link_decide(&act, &house, a, b, LINK_DECISION_SAME, "seen", &e));
    is_ok(link_decide(&act, &house, b, c, LINK_DECISION_SAME, "seen", &e));
    assert_true(are_linked(a, c));
    assert_int_equal(link_decide(&act, &house, a, c, LINK_DECISION_DIFFERENT, "no", &e),
                     ERR_EXISTS);
    assert_true(are_linked(a, c));
}

static void a_view_marks_what_differs_and_logs_both_looks(void **state)
{
    (void)state;
    add_others();
    struct person_id a = add_file("Joost", "Zwaenepoel", "1970-01-02",
                                  "Veldstraat 9, 9000 Gent", "70010200187");
    struct person_id b =
        add_file("Joost", "Zwaenpoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    struct link_view view;
    run_links(false);
    int64_t n_reads = count_reads();
    assert_int_equal(link_pair_show(&view, &arena, &house, b, a, "", &e), ERR_USAGE);
    is_ok(link_pair_show(&view, &arena, &house, b, a, "asked", &e));
    assert_int_equal(count_reads(), n_reads + 2);
    assert_true(view.is_compared);
    double sum = view.prior_bits + (isnan(view.shared_bits) ? 0 : view.shared_bits);
    bool has_family = false;
    for (size_t i = 0; i < view.n_fields; i++) {
        const struct link_field_view *f = &view.field[i];
        if (!isnan(f->bits)) sum += f->bits;
        if (strcmp(f->name, "family_name") != 0) continue;
        has_family = true;
        size_t n_marked = 0;
        for (size_t k = 0; k < f->value[0].n; k++)
            n_marked += f->differs[0][k];
        assert_int_equal(n_marked, 1);
        assert_true(f->level.n > 0);
    }
    assert_true(has_family);
    /* parts are told to a tenth */
    assert_true(fabs(sum - (double)view.pair.millibits / 1000) < 0.5);
    link_view_wipe(&view);
}

static void a_sample_is_shared_out_over_strata(void **state)
{
    (void)state;
    struct link_draw draw;
    assert_int_equal(link_sample(&draw, &house, 10, 1, &e), ERR_NOT_FOUND);
    add_others();
    for (int i = 0; i < 3; i++)
        add_file("Joost", "Zwaenepoel", "1970-01-02", "Veldstraat 9, 9000 Gent", "");
    run_links(false);
    is_ok(link_sample(&draw, &house, 1000, 1, &e));
    assert_true(draw.n_stratum[0] >= 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(draw.n_drawn[i], draw.n_stratum[i]);
}

/* --- small parts --- */

static void addresses_come_apart(void **state)
{
    (void)state;
    static const struct {
        const char *address, *street, *number, *postcode, *place, *rest;
    } cases[] = {
        {"Kerkstraat 12 bus 3, 9000 Gent", "Kerkstraat", "12 bus 3", "9000", "Gent",
         ""},
        {"11 Julistraat 4 8500 Kortrijk", "11 Julistraat", "4", "8500", "Kortrijk", ""},
        {"Rue Haute 7 - 1000 Bruxelles", "Rue Haute", "7", "1000", "Bruxelles", ""},
        {"Dorp 1000, 3500", "Dorp", "1000", "3500", "", ""},
        {"bij de zus", "", "", "", "", "bij de zus"},
        {"", "", "", "", "", ""},
        {"9000", "", "", "9000", "", ""},
        {"Straat 12345", "", "", "", "", "Straat 12345"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct address_parts p;
        address_parts_of(&p, str_of(cases[i].address));
        if (!str_eq_c(p.street, cases[i].street) ||
            !str_eq_c(p.house_number, cases[i].number) ||
            !str_eq_c(p.postcode, cases[i].postcode) ||
            !str_eq_c(p.place, cases[i].place) || !str_eq_c(p.rest, cases[i].rest))
            fail_msg("\"%s\": %.*s|%.*s|%.*s|%.*s|%.*s", cases[i].address,
                     STR_ARG(p.street), STR_ARG(p.house_number), STR_ARG(p.postcode),
                     STR_ARG(p.place), STR_ARG(p.rest));
    }
}

static void expect_marks(const char *a, const char *b, const char *marks_a,
                         const char *marks_b)
{
    uint8_t left[1200], right[1200];
    letters_differ(left, right, str_of(a), str_of(b));
    for (size_t i = 0; i < strlen(a); i++)
        if (left[i] != (marks_a[i] == '^')) fail_msg("%s at %zu", a, i);
    for (size_t i = 0; i < strlen(b); i++)
        if (right[i] != (marks_b[i] == '^')) fail_msg("%s at %zu", b, i);
}

static void letters_that_differ_are_marked(void **state)
{
    (void)state;
    char long_a[LETTERS_COMPARED + 2], long_b[LETTERS_COMPARED + 2];
    char all[LETTERS_COMPARED + 2];
    expect_marks("Aerts", "Aerts", ".....", ".....");
    expect_marks("Aerts", "Arts", ".^...", "....");
    expect_marks("Jan", "", "^^^", "");
    expect_marks("1985-07-30", "1985-08-30", "......^...", "......^...");
    expect_marks("Zo\xc3\xab", "Zoe", "..^^", "..^"); /* a letter of two bytes */
    memset(long_a, 'a', sizeof long_a - 1);
    memset(long_b, 'a', sizeof long_b - 1);
    memset(all, '^', sizeof all - 1);
    long_a[sizeof long_a - 1] = long_b[sizeof long_b - 1] = all[sizeof all - 1] = '\0';
    long_b[0] = 'b';
    expect_marks(long_a, long_b, all, all);
}

static void levels_are_read_back(void **state)
{
    (void)state;
    struct str rest = S("given_name=equal:5.9 sex=different:-3.1 bad prior:-10.4");
    struct level_part part;
    assert_true(level_part_next(&part, &rest));
    assert_true(str_eq_c(part.field, "given_name") && str_eq_c(part.level, "equal"));
    assert_true(part.has_bits && part.bits > 5.8 && part.bits < 6);
    assert_true(level_part_next(&part, &rest));
    assert_true(part.bits < -3);
    assert_true(level_part_next(&part, &rest));
    assert_false(part.has_bits);
    assert_true(level_part_next(&part, &rest));
    assert_true(str_eq_c(part.field, "prior") && part.level.n == 0);
    assert_false(level_part_next(&part, &rest));
    assert_true(levels_same(S("a=b:1.0 prior:-3.0"), S("a=b:2.5 prior:-4.0")));
    assert_true(levels_same(S("a=b:1.0 prior:-3.0"), S("a=b:2.5 shared:-1 prior:-4")));
    assert_false(levels_same(S("a=b:1.0 prior:-3.0"), S("a=c:1.0 prior:-3.0")));
    assert_false(levels_same(S("a=b:1.0"), S("a=b:1.0 d=e:1.0")));
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(many_are_opened_only_after_every_look_is_logged),
        STORY(equal_numbers_link_and_two_numbers_never_do),
        STORY(a_telephone_in_common_links_nobody),
        STORY(a_run_without_news_opens_nobody_and_changes_nothing),
        STORY(equal_files_are_one_whatever_their_number),
        STORY(a_retracted_person_is_linked_no_more),
        STORY(undo_brings_back_what_was_replaced),
        STORY(decisions_need_files_reasons_and_agreement),
        STORY(a_view_marks_what_differs_and_logs_both_looks),
        STORY(a_sample_is_shared_out_over_strata),
        cmocka_unit_test(addresses_come_apart),
        cmocka_unit_test(letters_that_differ_are_marked),
        cmocka_unit_test(levels_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
