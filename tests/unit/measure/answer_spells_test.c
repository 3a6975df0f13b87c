/* Outflows, inflows and stock of random panels, every cell against a count that walks
 * through the days of each person and knows nothing of columns, masks or months. */
#include "base/rng.h"
#include "domain/age.h"
#include "domain/geography.h"
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { PERSONS = 70, MOST_SPELLS = 8, N_PANELS = 12 };

/* --- people ----------------------------------------------------------------------- */

static const char *const places[] = {"11002", "71022", "44021"};
static const char *const provinces[] = {"antwerpen", "limburg", "oost_vlaanderen"};

struct someone {
    bool has_sex, is_woman, knows_year, knows_month;
    int first_place, second_place; /* the second from moved_on */
    struct day moved_on;
    struct day assessed_on; /* self-reliant from then */
    int birth_year, birth_month;
    struct spell_fact spells[MOST_SPELLS];
    size_t n_spells;
};

static struct someone people[PERSONS];

static void known(struct panel_builder *b, unsigned who, int kind, const char *value,
                  struct day from, struct day to)
{
    struct attribute_fact f = {.person = {test_id(ID_PERSON, who)},
                               .kind = (uint8_t)kind,
                               .state = ANSWER_KNOWN,
                               .valid_from = from,
                               .valid_to = to};
    snprintf(f.value, sizeof f.value, "%s", value);
    test_ok(panel_build_attribute(b, &f, NULL));
}

static struct day some_day(struct rng *g)
{
    return (struct day){rng_between(g, day_of(2018, 1, 1).v, day_of(2021, 12, 31).v)};
}

/* Registrations one after another, often without a gap; benefits as they come. */
static void invent_spells(struct someone *p, struct rng *g, unsigned who)
{
    struct day at = day_of(2018, 1, 1);
    p->n_spells = rng_below(g, MOST_SPELLS + 1);
    for (size_t i = 0; i < p->n_spells; i++) {
        bool benefit = rng_chance(g, 0.4);
        struct day from =
            benefit ? some_day(g) : (struct day){at.v + (int)rng_below(g, 3) % 2 * 40};
        struct day to = {from.v + (int)rng_below(g, 300)};
        if (rng_chance(g, 0.2)) { /* as registers like it: to the end of a month */
            struct day next = day_add_months(from, 3);
            int y, m, d;
            day_split(&y, &m, &d, next);
            to.v = next.v - d;
        }
        if (!benefit) at.v = to.v + 1;
        bool last = i + 1 == p->n_spells && rng_chance(g, 0.4);
        p->spells[i] = (struct spell_fact){
            .person = {test_id(ID_PERSON, who)},
            .list = benefit ? SPELL_BENEFIT : SPELL_REGISTRATION,
            .code = (uint8_t)rng_below(g, 4),
            .body = CODE_MISSING,
            .exit = rng_chance(g, 0.3) ? CODE_MISSING : (uint8_t)rng_below(g, 7),
            .from = from,
            .to = last && !benefit ? DAY_NONE : to};
        if (day_is_none(p->spells[i].to)) p->spells[i].exit = CODE_MISSING;
    }
}

static void add_someone(struct panel_builder *b, struct someone *p, struct rng *g,
                        unsigned who)
{
    struct person_fact f = {{test_id(ID_PERSON, who)}, day_of(2016, 1, 1)};
    struct day before = day_of(1950, 1, 1);
    char number[8];
    *p = (struct someone){.has_sex = rng_chance(g, 0.9),
                          .is_woman = rng_chance(g, 0.5),
                          .knows_year = rng_chance(g, 0.9),
                          .knows_month = rng_chance(g, 0.8),
                          .first_place = (int)rng_below(g, 3),
                          .second_place = (int)rng_below(g, 3),
                          .moved_on = some_day(g),
                          .assessed_on = some_day(g),
                          .birth_year = rng_between(g, 1955, 2004),
                          .birth_month = rng_between(g, 1, 12)};
    panel_build_person(b, &f);
    invent_spells(p, g, who);
    if (p->has_sex)
        known(b, who, ATTRIBUTE_KIND_SEX, p->is_woman ? "f" : "m", before, DAY_NONE);
    known(b, who, ATTRIBUTE_KIND_MUNICIPALITY, places[p->first_place], before,
          (struct day){p->moved_on.v - 1});
    known(b, who, ATTRIBUTE_KIND_MUNICIPALITY, places[p->second_place], p->moved_on,
          DAY_NONE);
    known(b, who, ATTRIBUTE_KIND_SELF_RELIANT, "yes", p->assessed_on, DAY_NONE);
    snprintf(number, sizeof number, "%d", p->birth_year);
    if (p->knows_year)
        known(b, who, ATTRIBUTE_KIND_BIRTH_YEAR, number, before, DAY_NONE);
    snprintf(number, sizeof number, "%02d", p->birth_month);
    if (p->knows_month)
        known(b, who, ATTRIBUTE_KIND_BIRTH_MONTH, number, before, DAY_NONE);
    for (size_t i = 0; i < p->n_spells; i++)
        test_ok(panel_build_spell(b, &p->spells[i], NULL));
}

static struct panel *random_panel(unsigned seed)
{
    struct rng g;
    struct panel *p;
    rng_init(&g, seed);
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    for (unsigned i = 0; i < PERSONS; i++)
        add_someone(b, &people[i], &g, i + 1);
    test_ok(panel_build_end(&p, b, NULL));
    return p;
}

/* --- the count that walks -----------------------------------------------------------
 */

enum what { OUTFLOWS, INFLOWS, STOCK };

struct question_case {
    const char *text; /* from the statuses on */
    enum what what;
    int list;
    unsigned set;
    bool each;
    const char *from, *to; /* period, or NULL */
    const char *as_of;
    bool months_end, years_end; /* stock: of those moments */
    const char *where_name, *where_is;
};

struct happening {
    const struct someone *who;
    const struct spell_fact *spell;
    struct day on;
};

static struct happening happenings[200000];
static size_t n_happenings;

static bool holds(const struct spell_fact *s, int list, unsigned set, int day)
{
    return s->list == list && set >> s->code & 1 && s->from.v <= day &&
           (day_is_none(s->to) || day <= s->to.v);
}

static bool is_in(const struct someone *p, int list, unsigned set, int day)
{
    for (size_t i = 0; i < p->n_spells; i++)
        if (holds(&p->spells[i], list, set, day)) return true;
    return false;
}

static const char *value_of(const struct happening *h, const char *name)
{
    static char text[4][12];
    static unsigned turn;
    char *out = text[turn++ % 4];
    const struct someone *p = h->who;
    const struct spell_fact *s = h->spell;
    int y, m, d;
    day_split(&y, &m, &d, h->on);
    if (strcmp(name, "month") == 0) return snprintf(out, 12, "%04d-%02d", y, m), out;
    if (strcmp(name, "year") == 0) return snprintf(out, 12, "%d", y), out;
    if (strcmp(name, "destination") == 0)
        return s->exit == CODE_MISSING
                   ? "unknown"
                   : code_list_at(LIST_EXIT_REASON)->codes[s->exit].code;
    const struct code_list *codes = panel_spell_codes((enum spell_list)s->list);
    if (strcmp(name, "status") == 0) return codes->codes[s->code].code;
    if (strcmp(name, "next_status") == 0) {
        const struct spell_fact *next = NULL;
        for (size_t i = 0; i < p->n_spells; i++)
            if (holds(&p->spells[i], s->list, UINT32_MAX, h->on.v) &&
                (!next || p->spells[i].from.v >= next->from.v))
                next = &p->spells[i];
        return next ? codes->codes[next->code].code : "none";
    }
    if (strcmp(name, "sex") == 0)
        return !p->has_sex ? "not_asked" : p->is_woman ? "f" : "m";
    if (strcmp(name, "province") == 0)
        return provinces[s->from.v < p->moved_on.v ? p->first_place : p->second_place];
    if (strcmp(name, "self_reliant") == 0)
        return s->from.v < p->assessed_on.v ? "not_asked" : "yes";
    assert_string_equal(name, "age_class");
    if (!p->knows_year) return "not_asked";
    struct partial_date born = {(int16_t)p->birth_year,
                                p->knows_month ? (uint8_t)p->birth_month : 0, 0};
    int age_class = age_class_of(age_on(born, h->on));
    return age_class < 0 ? "unknown"
                         : code_list_at(LIST_AGE_CLASS)->codes[age_class].code;
}

static void note_happening(const struct question_case *q, const struct someone *p,
                           const struct spell_fact *s, int day)
{
    struct happening h = {p, s, {day}};
    if (q->where_name && strcmp(value_of(&h, q->where_name), q->where_is) != 0) return;
    assert_true(n_happenings < ARRAY_LEN(happenings));
    happenings[n_happenings++] = h;
}

/* The spell that tells of a flow: of several that begin or end together any one would
 * do, and the cases that are asked do not tell them apart. */
static const struct spell_fact *teller(const struct question_case *q,
                                       const struct someone *p, unsigned set, int day)
{
    for (size_t i = 0; i < p->n_spells; i++) {
        const struct spell_fact *s = &p->spells[i];
        if (s->list != q->list || !(set >> s->code & 1)) continue;
        if (q->what == INFLOWS ? s->from.v == day
                               : !day_is_none(s->to) && s->to.v + 1 == day)
            return s;
    }
    fail_msg("no spell tells of a flow");
    return NULL;
}

static void walk_flow(const struct question_case *q, const struct someone *p,
                      unsigned set, int day)
{
    bool now = is_in(p, q->list, set, day), before = is_in(p, q->list, set, day - 1);
    bool flows = q->what == INFLOWS ? now && !before : before && !now;
    if (flows) note_happening(q, p, teller(q, p, set, day), day);
}

static bool is_moment(const struct question_case *q, int day)
{
    int y, m, d;
    day_split(&y, &m, &d, (struct day){day + 1});
    if (q->years_end) return d == 1 && m == 1;
    return q->months_end ? d == 1 : day == test_day(q->as_of).v;
}

static void walk(const struct question_case *q)
{
    int first = test_day(q->from ? q->from : "2017-12-01").v;
    int last = MIN_OF(test_day(q->to ? q->to : q->as_of).v, test_day(q->as_of).v);
    n_happenings = 0;
    for (size_t i = 0; i < PERSONS; i++) {
        const struct someone *p = &people[i];
        for (int day = first; day <= last; day++) {
            if (q->what == STOCK) {
                for (size_t k = 0; k < p->n_spells && is_moment(q, day); k++)
                    if (holds(&p->spells[k], q->list, q->set, day))
                        note_happening(q, p, &p->spells[k], day);
            } else if (q->each) {
                for (int code = 0; code < 16; code++)
                    if (q->set >> code & 1) walk_flow(q, p, 1u << code, day);
            } else {
                walk_flow(q, p, q->set, day);
            }
        }
    }
}

static bool entry_holds(const struct axis *axis, const struct axis_entry *entry,
                        const struct happening *h)
{
    for (unsigned i = 0; i < entry->depth; i++)
        if (strcmp(value_of(h, axis->level_name[i]), entry->code[i]) != 0) return false;
    return true;
}

/* Stock: persons, each once; flows: each of them. */
static int64_t walked(const struct table *t, const struct question_case *q, size_t row,
                      size_t column)
{
    const struct someone *last = NULL;
    int64_t n = 0;
    for (size_t i = 0; i < n_happenings; i++) {
        const struct happening *h = &happenings[i];
        if (!entry_holds(&t->rows, &t->rows.entries[row], h) ||
            !entry_holds(&t->columns, &t->columns.entries[column], h))
            continue;
        n += q->what != STOCK || h->who != last;
        last = h->who;
    }
    return n;
}

static bool has_date(const struct axis *axis, const struct axis_entry *entry)
{
    for (unsigned i = 0; i < axis->n_levels; i++)
        if (strcmp(axis->level_name[i], "month") == 0 ||
            strcmp(axis->level_name[i], "year") == 0)
            return entry->depth > i;
    return false;
}

static void check_table(const struct table *t, const struct question_case *q)
{
    int64_t found = 0, listed = 0;
    bool moments = q->months_end || q->years_end;
    walk(q);
    for (size_t r = 0; r < t->rows.n; r++)
        for (size_t k = 0; k < t->columns.n; k++) {
            const struct cell *c = &t->cells[r * t->columns.n + k];
            const struct axis_entry *row = &t->rows.entries[r];
            const struct axis_entry *column = &t->columns.entries[k];
            if (moments && !has_date(&t->rows, row) && !has_date(&t->columns, column)) {
                assert_int_equal(c->status, CELL_UNAVAILABLE);
                continue;
            }
            int64_t expected = walked(t, q, r, k);
            if (c->n != expected)
                fail_msg("%s: row %s column %s: %lld, walking found %lld", q->text,
                         row->depth ? row->code[row->depth - 1] : "total",
                         column->depth ? column->code[column->depth - 1] : "total",
                         (long long)c->n, (long long)expected);
            bool is_leaf =
                row->depth == t->rows.n_levels && column->depth == t->columns.n_levels;
            if (is_leaf && q->what != STOCK) found += c->n;
        }
    listed = q->what == STOCK ? 0 : (int64_t)n_happenings;
    assert_int_equal(found, listed); /* nothing fell outside the table */
}

#define VOLUNTARY  (1u << REGISTRATION_STATUS_VOLUNTARY)
#define COMPULSORY (1u << REGISTRATION_STATUS_COMPULSORY)
static const struct question_case cases[] = {
    {.text = "outflows from registration voluntary, compulsory during 2019 .. 2020 "
             "rows month columns destination",
     .what = OUTFLOWS,
     .list = SPELL_REGISTRATION,
     .set = VOLUNTARY | COMPULSORY,
     .from = "2019-01-01",
     .to = "2020-12-31",
     .as_of = "2022-06-15"},
    {.text = "outflows from registration voluntary rows province, sex columns year",
     .what = OUTFLOWS,
     .list = SPELL_REGISTRATION,
     .set = VOLUNTARY,
     .as_of = "2020-03-17"},
    {.text =
         "outflows from any registration during 2019-02-11 .. 2020-05-20 rows month, "
         "age class columns next status",
     .what = OUTFLOWS,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .from = "2019-02-11",
     .to = "2020-05-20",
     .as_of = "2022-06-15"},
    {.text = "outflows from each registration rows status columns next status",
     .what = OUTFLOWS,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .each = true,
     .as_of = "2022-06-15"},
    {.text = "outflows from registration compulsory to job rows self reliant",
     .what = OUTFLOWS,
     .list = SPELL_REGISTRATION,
     .set = COMPULSORY,
     .as_of = "2021-06-30",
     .where_name = "destination",
     .where_is = "job"},
    {.text =
         "outflows from benefit unemployment_benefit, none during 2019 .. 2021 rows "
         "month",
     .what = OUTFLOWS,
     .list = SPELL_BENEFIT,
     .set = 3,
     .from = "2019-01-01",
     .to = "2021-12-31",
     .as_of = "2022-06-15"},
    {.text = "outflows from any benefit during 2019 rows sex columns year",
     .what = OUTFLOWS,
     .list = SPELL_BENEFIT,
     .set = UINT32_MAX,
     .from = "2019-01-01",
     .to = "2019-12-31",
     .as_of = "2022-06-15"},
    {.text = "inflows to registration never, no_longer where province = limburg rows "
             "month columns status",
     .what = INFLOWS,
     .list = SPELL_REGISTRATION,
     .set = 3,
     .as_of = "2020-11-05",
     .where_name = "province",
     .where_is = "limburg"},
    {.text = "inflows to each registration during 2018-06 .. 2019-06 rows status, "
             "age class columns month",
     .what = INFLOWS,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .each = true,
     .from = "2018-06-01",
     .to = "2019-06-30",
     .as_of = "2022-06-15"},
    {.text = "inflows to any benefit rows year columns sex",
     .what = INFLOWS,
     .list = SPELL_BENEFIT,
     .set = UINT32_MAX,
     .as_of = "2022-06-15"},
    {.text = "stock of registration voluntary or compulsory during 2019 .. 2020 rows "
             "month columns province, sex",
     .what = STOCK,
     .list = SPELL_REGISTRATION,
     .set = VOLUNTARY | COMPULSORY,
     .from = "2019-01-01",
     .to = "2020-12-31",
     .as_of = "2022-06-15",
     .months_end = true},
    {.text = "stock of any registration rows year columns status",
     .what = STOCK,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .as_of = "2021-07-15",
     .years_end = true},
    {.text = "stock of registration voluntary rows age class columns self reliant",
     .what = STOCK,
     .list = SPELL_REGISTRATION,
     .set = VOLUNTARY,
     .as_of = "2020-02-29"},
    {.text = "stock of any registration during 2019 rows month columns age class",
     .what = STOCK,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .from = "2019-01-01",
     .to = "2019-12-31",
     .as_of = "2022-06-15",
     .months_end = true},
    {.text = "stock of any benefit during 2019 .. 2020 rows month columns status",
     .what = STOCK,
     .list = SPELL_BENEFIT,
     .set = UINT32_MAX,
     .from = "2019-01-01",
     .to = "2020-12-31",
     .as_of = "2022-06-15",
     .months_end = true},
    {.text = "stock of benefit none, unemployment_application rows province, status",
     .what = STOCK,
     .list = SPELL_BENEFIT,
     .set = 5,
     .as_of = "2020-10-10"},
    {.text = "stock of any registration where self reliant = yes during 2019-03-15 .. "
             "2020-02-10 rows month",
     .what = STOCK,
     .list = SPELL_REGISTRATION,
     .set = UINT32_MAX,
     .from = "2019-03-15",
     .to = "2020-02-10",
     .as_of = "2022-06-15",
     .months_end = true,
     .where_name = "self_reliant",
     .where_is = "yes"},
};

static struct asking asking;

static struct table *ask_or_fail(const char *text)
{
    struct table *t = ask_one(&asking, text);
    if (!t)
        fail_msg("%s: %d:%d %s", text, asking.e.line, asking.e.column,
                 asking.e.message);
    return t;
}

static void every_cell_is_what_walking_finds(void **state)
{
    (void)state;
    size_t cells = 0;
    bool overlaps = false;
    for (unsigned seed = 0; seed < N_PANELS; seed++) {
        asking.full = asking.early = random_panel(seed);
        overlaps |= asking.full->spells.overlaps[SPELL_BENEFIT];
        assert_false(asking.full->spells.overlaps[SPELL_REGISTRATION]);
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
            struct arena a = {0};
            const char *text =
                arena_format(&a, "count %s as of %s", cases[i].text, cases[i].as_of);
            struct table *t = ask_or_fail(text);
            check_table(t, &cases[i]);
            cells += t->rows.n * t->columns.n;
            arena_dispose(&a);
        }
        panel_free(asking.full);
        arena_dispose(&asking.arena);
        asking.arena = (struct arena){0};
    }
    assert_true(overlaps); /* persons with two benefits were among them */
    assert_true(cells > 20000);
}

static void months_of_the_period_are_shown_empty_or_not(void **state)
{
    (void)state;
    asking.full = asking.early = random_panel(1);
    struct table *t = ask_or_fail("count outflows from registration voluntary to death "
                                  "during 2015 .. 2019 rows month");
    assert_int_equal(t->rows.n, 60 + 1);
    assert_string_equal(t->rows.entries[0].code[0], "2015-01");
    assert_int_equal(cell_at(t, "2015-01", "")->status, CELL_ZERO);
    t = ask_or_fail(
        "count stock of registration voluntary during 2021 .. 2023 rows month "
        "as of 2022-06-15");
    assert_int_equal(t->rows.n, 17 + 1); /* June has not ended */
    t = ask_or_fail(
        "count outflows from registration never during 2030 rows month as of "
        "2022-06-15");
    assert_int_equal(count_at(t, "", ""), 0);
    t = ask_or_fail("count stock of registration voluntary, compulsory rows status");
    assert_int_equal(t->rows.n, 2 + 1); /* what was not asked for is not shown */
    assert_int_equal(entry_index(&t->rows, "never"), -1);
    t = ask_or_fail("count stock of registration voluntary rows province");
    bool of_persons = false; /* registers know where people live, not where one works */
    for (size_t i = 0; i < t->n_notes; i++)
        of_persons |= strncmp(t->notes[i], "Residence on the first day", 26) == 0;
    assert_true(of_persons);
    panel_free(asking.full);
}

static void a_rate_and_a_share_have_their_base(void **state)
{
    (void)state;
    asking.full = asking.early = random_panel(2);
    struct table *all =
        ask_or_fail("count outflows from any registration rows sex as of "
                    "2022-06-15");
    struct table *rate =
        ask_or_fail("count outflows from any registration rows sex columns destination "
                    "rate of outflows from any registration as of 2022-06-15");
    struct table *job =
        ask_or_fail("count outflows from any registration to job rows sex "
                    "rate of outflows from any registration as of "
                    "2022-06-15");
    static const char *const rows[] = {"f", "m", ""};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t n = count_at(all, rows[i], "");
        assert_true(n > 0);
        /* the denominator is not divided by what happened in the numerator */
        assert_int_equal(cell_at(rate, rows[i], "job")->base, n);
        assert_int_equal(cell_at(rate, rows[i], "")->base, n);
        assert_int_equal(cell_at(rate, rows[i], "")->n, n);
        assert_int_equal(cell_at(job, rows[i], "")->base, n);
        assert_int_equal(cell_at(job, rows[i], "")->n,
                         cell_at(rate, rows[i], "job")->n);
    }
    struct table *share =
        ask_or_fail("count stock of any registration during 2019 rows "
                    "month columns status share of row");
    assert_int_equal(cell_at(share, "2019-03", "")->status, CELL_VALUE);
    share =
        ask_or_fail("count stock of any registration during 2019 rows month columns "
                    "status share of column");
    assert_int_equal(cell_at(share, "2019-03", "voluntary")->status, CELL_UNAVAILABLE);
    panel_free(asking.full);
}

static void an_empty_panel_has_tables_too(void **state)
{
    (void)state;
    struct panel *p;
    test_ok(panel_build_end(&p, panel_build_begin(INT64_MAX), NULL));
    asking.full = asking.early = p;
    static const char *const texts[] = {
        "count outflows from any benefit rows month, province, age columns destination",
        "count inflows to registration voluntary rows municipality columns next year",
        "count stock of each labour status during 2020 rows month, age class",
        "count stock of any benefit rows municipality columns status"};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct table *t = ask_one(&asking, texts[i]);
        if (i == 1)
            assert_null(t); /* there is no dimension of that name */
        else
            assert_non_null(t);
    }
    panel_free(p);
}

static int begin(void **state)
{
    (void)state;
    asking.ctx = (struct answer_context){.panel_at = asking_panel,
                                         .self = &asking,
                                         .lang = LANG_EN,
                                         .today = day_of(2022, 6, 15),
                                         .now_ms = day_to_moment(day_of(2022, 6, 15))};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_dispose(&asking.arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_what_walking_finds),
        cmocka_unit_test(months_of_the_period_are_shown_empty_or_not),
        cmocka_unit_test(a_rate_and_a_share_have_their_base),
        cmocka_unit_test(an_empty_panel_has_tables_too),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
