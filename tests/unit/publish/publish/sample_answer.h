/* Answers made by hand for the tests of publish/: every cell status, nested and
 * overlapping axes, counts, rates and euros, long labels and labels of other scripts,
 * empty and unavailable tables. All are owned by the arena. */
#ifndef SAMPLE_ANSWER_H
#define SAMPLE_ANSWER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "domain/code_list.h"
#include "measure/table.h"

#define SAMPLE_MADE_AT_MS 1669885200000 /* 2022-12-01 09:00 UTC */

static inline struct axis sample_axis(struct arena *a, const char *name,
                                      const char *title, const char *const *codes,
                                      const char *const *labels, size_t n,
                                      const char *total)
{
    struct axis x = {.n_levels = 1, .n = n + (total ? 1 : 0)};
    x.level_name[0] = name;
    x.level_title[0] = title;
    x.entries = arena_new_array(a, struct axis_entry, x.n);
    for (size_t i = 0; i < x.n; i++) {
        bool is_total = i == n;
        x.entries[i].path[0] = is_total ? total : labels[i];
        x.entries[i].code[0] = is_total ? "" : codes[i];
        x.entries[i].depth = is_total ? 0 : 1;
    }
    return x;
}

static inline struct axis sample_axis_none(struct arena *a, const char *total)
{
    struct axis x = {.n = 1, .entries = arena_new(a, struct axis_entry)};
    x.entries[0].path[0] = total;
    x.entries[0].code[0] = "";
    return x;
}

static inline struct table *sample_table(struct arena *a, struct axis rows,
                                         struct axis columns)
{
    struct table *t = arena_new(a, struct table);
    t->unit = "persons";
    t->unit_label = "personen";
    t->as_of = day_of(2022, 9, 30);
    t->known_at_ms = INT64_MAX;
    t->borders_of = DAY_NONE;
    t->rows = rows;
    t->columns = columns;
    t->cells = arena_new_array(a, struct cell, rows.n * columns.n);
    return t;
}

static inline void sample_count(struct cell *c, int64_t n)
{
    c->n = n;
    c->status = n ? CELL_VALUE : CELL_ZERO;
}

static inline void sample_compare(struct table *t, struct cell *c,
                                  const char *published)
{
    char ours[24];
    snprintf(ours, sizeof ours, "%lld", (long long)c->n);
    c->published = published;
    if (!*published) {
        c->published_state = PUBLISHED_BLANK;
        t->n_published_blank++;
    } else if (strcmp(published, ours) == 0) {
        c->published_state = PUBLISHED_EQUAL;
        t->n_published_equal++;
    } else {
        c->published_state = PUBLISHED_DIFFERS;
        t->n_published_differs++;
    }
}

/* Persons reached by province and sex, compared with the figures published. */
static inline struct table *sample_reached(struct arena *a)
{
    static const char *const codes[] = {
        "other",           "antwerpen",      "brussel",        "limburg",
        "oost_vlaanderen", "vlaams_brabant", "west_vlaanderen"};
    static const char *const labels[] = {
        "Andere (NL, internationaal, Luik, Henegouwen)",
        "Antwerpen",
        "Brussels Hoofdstedelijk Gewest",
        "Limburg",
        "Oost-Vlaanderen",
        "Vlaams-Brabant",
        "West-Vlaanderen"};
    static const char *const sex_codes[] = {"m", "f"};
    static const char *const sex_labels[] = {"M", "V"};
    static const int64_t counts[8][3] = {{4, 0, 4},      {190, 127, 317}, {20, 44, 64},
                                         {232, 71, 303}, {61, 59, 120},   {63, 0, 63},
                                         {25, 25, 50},   {595, 326, 921}};
    static const char *const printed[8][3] = {
        {"4", "", "4"},       {"190", "127", "317"}, {"20", "44", "64"},
        {"232", "71", "303"}, {"61", "59", "120"},   {"63", "", "63"},
        {"25", "24", "50"},   {"595", "326", "921"}};
    struct table *t = sample_table(
        a, sample_axis(a, "province", "Provincie", codes, labels, 7, "Eindtotaal"),
        sample_axis(a, "sex", "Geslacht", sex_codes, sex_labels, 2, "Eindtotaal"));
    static const char *notes[] = {
        "De provincie is die van de woonplaats op de dag van instroom.",
        "In oproep 457 en 490 samen telt elke persoon een keer; wie in beide oproepen "
        "bereikt werd, staat hier dus niet dubbel."};
    t->title = "Totaal bereikte deelnemers";
    t->statement = "count persons reached where call = 490 rows province columns sex";
    t->population = "personen bereikt in oproep 490";
    t->notes = notes;
    t->n_notes = 2;
    for (size_t i = 0; i < 24; i++) {
        sample_count(&t->cells[i], counts[i / 3][i % 3]);
        sample_compare(t, &t->cells[i], printed[i / 3][i % 3]);
    }
    return t;
}

/* A cell of every status, with reasons; two reasons for the same status. */
static inline struct table *sample_statuses(struct arena *a)
{
    static const char *const codes[] = {
        "value",       "zero",          "cannot_occur",
        "unknown",     "not_asked",     "not_yet_reported",
        "unavailable", "unavailable_2", "hidden"};
    static const char *const labels[] = {
        "cijfer",   "nul",           "kan niet",          "onbekend", "niet gevraagd",
        "nog niet", "onbeschikbaar", "ook onbeschikbaar", "verborgen"};
    static const enum cell_status statuses[] = {
        CELL_VALUE,       CELL_ZERO,        CELL_CANNOT_OCCUR,
        CELL_UNKNOWN,     CELL_NOT_ASKED,   CELL_NOT_YET_REPORTED,
        CELL_UNAVAILABLE, CELL_UNAVAILABLE, CELL_HIDDEN};
    struct table *t =
        sample_table(a, sample_axis(a, "kind", "Soort cel", codes, labels, 9, NULL),
                     sample_axis_none(a, "Eindtotaal"));
    t->title = "Elke toestand van een cel";
    t->known_at_ms = day_to_moment(day_of(2022, 10, 15)) - 1;
    for (size_t i = 0; i < 9; i++)
        t->cells[i].status = statuses[i];
    t->cells[0].n = 12954;
    t->cells[5].reason = "partners melden tot 31 maart 2023";
    t->cells[6].reason = "de partner hield dit niet bij";
    t->cells[7].reason = "de bron is vernietigd";
    return t;
}

/* Flow to work: a rate over persons reached; one base of zero. */
static inline struct table *sample_rate(struct arena *a)
{
    static const char *const codes[] = {"low", "high", "none"};
    static const char *const labels[] = {"kortgeschoold", "hooggeschoold",
                                         "niemand in de noemer"};
    struct table *t = sample_table(
        a, sample_axis(a, "education_level", "Scholing", codes, labels, 3, "Totaal"),
        sample_axis_none(a, "Eindtotaal"));
    static const struct {
        int64_t n, base;
        double low, high;
    } cells[] = {{79, 921, 0.0693, 0.1057},
                 {0, 40, 0.0, 0.0876},
                 {0, 0, 0, 0},
                 {79, 961, 0.0664, 0.1014}};
    t->title = "Doorgestroomd naar werk";
    t->kind = MEASURE_RATE;
    t->base_label = "bereikte personen";
    for (size_t i = 0; i < 4; i++) {
        struct cell *c = &t->cells[i];
        sample_count(c, cells[i].n);
        c->base = cells[i].base;
        c->rate = cells[i].base ? (double)cells[i].n / (double)cells[i].base : 0;
        c->low = cells[i].low;
        c->high = cells[i].high;
    }
    return t;
}

static inline struct table *sample_budget(struct arena *a)
{
    static const char *const codes[] = {"esf", "flemish", "=cmd"};
    static const char *const labels[] = {"ESF-middelen", "Vlaamse cofinanciering",
                                         "=1+2 terugvordering"};
    struct table *t = sample_table(
        a, sample_axis(a, "source", "Bron", codes, labels, 3, "Eindtotaal"),
        sample_axis_none(a, "Eindtotaal"));
    t->title = "Budget: [oproep] 490/bis?";
    t->kind = MEASURE_EURO;
    t->unit = "euro";
    t->unit_label = "euro";
    static const int64_t cents[] = {550000000, 550000000, -123450, 1099876550};
    for (size_t i = 0; i < 4; i++)
        sample_count(&t->cells[i], cents[i]);
    return t;
}

/* Two levels of rows with subtotals, two levels of columns, months wide, an overlapping
 * level, labels in Arabic and Chinese. */
static inline struct table *sample_nested(struct arena *a)
{
    static const char *const groups[] = {"work", "study"};
    static const char *const group_labels[] = {"Werk", "Opleiding en studie"};
    static const char *const leaves[] = {"ar", "zh"};
    static const char *const leaf_labels[] = {"مسار العمل", "工作路径与职业培训"};
    struct axis rows = {.n_levels = 2, .n = 7};
    rows.level_name[0] = "outcome";
    rows.level_title[0] = "Uitkomst";
    rows.level_name[1] = "language";
    rows.level_title[1] = "Taal";
    rows.level_overlaps[1] = true;
    rows.entries = arena_new_array(a, struct axis_entry, 7);
    for (size_t i = 0; i < 7; i++) {
        struct axis_entry *e = &rows.entries[i];
        e->depth = i == 6 ? 0 : i % 3 == 2 ? 1 : 2;
        e->path[0] = i == 6 ? "Eindtotaal" : group_labels[i / 3];
        e->path[1] = e->depth == 2 ? leaf_labels[i % 3] : "Totaal";
        e->code[0] = i == 6 ? "" : groups[i / 3];
        e->code[1] = e->depth == 2 ? leaves[i % 3] : "";
    }
    static const char *const years[] = {"2021", "2022"};
    struct axis columns = {.n_levels = 2, .n = 27};
    columns.level_name[0] = "year";
    columns.level_title[0] = "Jaar";
    columns.level_name[1] = "language";
    columns.level_title[1] = "Maand";
    columns.entries = arena_new_array(a, struct axis_entry, 27);
    for (size_t i = 0; i < 27; i++) {
        struct axis_entry *e = &columns.entries[i];
        size_t month = i % 13;
        e->depth = i == 26 ? 0 : month == 12 ? 1 : 2;
        e->path[0] = i == 26 ? "Eindtotaal" : years[i / 13];
        e->code[0] = i == 26 ? "" : years[i / 13];
        e->path[1] = e->depth == 2 ? arena_format(a, "%02zu", month + 1) : "Totaal";
        e->code[1] = e->depth == 2 ? e->path[1] : "";
    }
    struct table *t = sample_table(a, rows, columns);
    t->title = "Uitkomsten per maand";
    t->unit = "trajectories";
    t->unit_label = "trajecten";
    for (size_t i = 0; i < rows.n * columns.n; i++)
        sample_count(&t->cells[i], (int64_t)(i * 37 % 1500));
    return t;
}

static inline struct table *sample_empty(struct arena *a)
{
    struct table *t =
        sample_table(a, sample_axis(a, "project", "Project", NULL, NULL, 0, NULL),
                     sample_axis_none(a, "Eindtotaal"));
    t->title = "Projecten in Zeeland";
    return t;
}

static inline struct table *sample_unavailable(struct arena *a)
{
    struct table *t = arena_new(a, struct table);
    t->title = "Loon na uitstroom";
    t->unit = "persons";
    t->unit_label = "personen";
    t->as_of = day_of(2022, 9, 30);
    t->known_at_ms = INT64_MAX;
    t->borders_of = DAY_NONE;
    t->unavailable = "lonen worden niet geregistreerd";
    return t;
}

static inline struct part *sample_part(struct arena *a, const char *label,
                                       const char *title, size_t n, ...)
{
    struct part *p = arena_new(a, struct part);
    p->label = label;
    p->title = title;
    p->n_tables = n;
    p->tables = arena_new_array(a, struct table *, n);
    va_list args;
    va_start(args, n);
    for (size_t i = 0; i < n; i++)
        p->tables[i] = va_arg(args, struct table *);
    va_end(args);
    return p;
}

static inline struct answer *sample_answer(struct arena *a, int lang)
{
    static const char *notes[] = {"Voor een evaluatie van de projecten verwijst het "
                                  "antwoord naar het eindrapport."};
    struct answer *x = arena_new(a, struct answer);
    x->number = "63";
    x->title = "ESF-oproep 'Outreach & Activering' - Evaluatie";
    x->asked_by = "Robrecht Bothuyne";
    x->asked_to = "Jo Brouns";
    x->source = "registratie van de partners";
    x->asked_on = day_of(2022, 10, 14);
    x->lang = lang;
    x->made_at_ms = SAMPLE_MADE_AT_MS;
    x->n_parts = 6;
    x->parts = arena_new_array(a, struct part *, 6);
    x->parts[0] = sample_part(a, "1", "Budget", 1, sample_budget(a));
    x->parts[1] =
        sample_part(a, "2", "Totaal bereikte deelnemers", 1, sample_reached(a));
    x->parts[2] = sample_part(a, "3a", "Doorgestroomd naar werk", 2, sample_rate(a),
                              sample_unavailable(a));
    x->parts[3] =
        sample_part(a, "3b", "Tekens", 2, sample_statuses(a), sample_empty(a));
    x->parts[4] = sample_part(a, "4", "Uitkomsten", 1, sample_nested(a));
    x->parts[5] = sample_part(a, "5", "Beste praktijken", 0);
    x->parts[5]->unavailable = "een rangschikking van projecten is geen telling";
    x->parts[5]->notes = notes;
    x->parts[5]->n_notes = 1;
    return x;
}

/* Compares with golden/NAME. With VINDPLAATS_WRITE_GOLDEN set in the environment the
 * file is written instead; main must then return golden_status(). */
static inline void assert_golden(const char *name, struct str found)
{
    struct arena a = {0};
    struct err e = {0};
    struct str expected;
    char *path = arena_format(&a, SOURCE_DIR "/tests/unit/publish/golden/%s", name);
    if (getenv("VINDPLAATS_WRITE_GOLDEN")) {
        assert_int_equal(file_write(path, found, 0644, &e), OK);
        arena_dispose(&a);
        return;
    }
    assert_int_equal(file_read(&expected, &a, path, 1 << 24, &e), OK);
    if (!str_eq(expected, found)) {
        size_t at = 0, line = 1;
        while (at < expected.n && at < found.n && expected.p[at] == found.p[at])
            line += expected.p[at++] == '\n';
        fail_msg("%s differs from line %zu on; found:\n%.*s", name, line,
                 STR_ARG(found));
    }
    arena_dispose(&a);
}

/* The exit status of a test program: writing golden files is never a success. */
static inline int golden_status(int failures)
{
    if (!getenv("VINDPLAATS_WRITE_GOLDEN")) return failures;
    print_message("golden files were written: read them and run again\n");
    return 1;
}

#endif
