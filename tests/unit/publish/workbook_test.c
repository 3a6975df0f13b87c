#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/sample_answer.h"

#include "base/buf.h"
#include "publish/sheet_name.h"
#include "publish/workbook.h"
#include "publish/workbook_check.h"

static char folder[] = P_tmpdir "/vindplaats-workbook-XXXXXX";

/* A part of a workbook as unzip gives it: another program than the one that wrote it.
 */
static char *unzipped(struct arena *a, const char *file, const char *part)
{
    char *command = arena_format(a, "unzip -p '%s' '%s'", file, part);
    FILE *f = popen(command, "r");
    struct buf text;
    assert_non_null(f);
    buf_init(&text, 0);
    char piece[4096];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&text, (struct str){piece, n});
    assert_int_equal(pclose(f), 0);
    char *copy = arena_copy(a, text.p, text.n);
    buf_dispose(&text);
    return copy;
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
        n++;
    return n;
}

static char *sheet_xml(struct arena *a, const char *file, int number)
{
    return unzipped(a, file, arena_format(a, "xl/worksheets/sheet%d.xml", number));
}

/* The text of a <c> element; "" when the sheet has no such cell. */
static char *cell_xml(struct arena *a, const char *sheet, const char *reference)
{
    const char *start = strstr(sheet, arena_format(a, "<c r=\"%s\"", reference));
    if (!start) return "";
    const char *end = strstr(start, "</c>");
    assert_non_null(end);
    return arena_copy(a, start, (size_t)(end - start));
}

static char *shared_string(struct arena *a, const char *strings, int index)
{
    const char *p = strings;
    for (int i = 0; i <= index; i++) {
        p = strstr(p, "<si>");
        assert_non_null(p);
        p += 4;
    }
    const char *start = strchr(p, '>') + 1, *end = strstr(start, "</t>");
    return arena_copy(a, start, (size_t)(end - start));
}

static void assert_number(struct arena *a, const char *sheet, const char *reference,
                          const char *value)
{
    char *cell = cell_xml(a, sheet, reference);
    assert_null(strstr(cell, "t=\"s\""));
    assert_non_null(strstr(cell, arena_format(a, "<v>%s</v>", value)));
}

static void assert_text(struct arena *a, const char *sheet, const char *strings,
                        const char *reference, const char *value)
{
    char *cell = cell_xml(a, sheet, reference), *v = strstr(cell, "<v>");
    assert_non_null(strstr(cell, "t=\"s\""));
    assert_non_null(v);
    int index = (int)strtol(v + 3, NULL, 10);
    assert_string_equal(shared_string(a, strings, index), value);
}

static char *written(struct arena *a, const char *name, const struct answer *x)
{
    struct err e = {0};
    char *path = arena_format(a, "%s/%s", folder, name);
    assert_int_equal(publish_xlsx(path, x, &e), OK);
    return path;
}

static void tabs_are_named_and_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {"Voorblad",
                                        "Inhoud",
                                        "Toelichting",
                                        "1.1 Budget- -oproep- 490-bis-",
                                        "2.1 Totaal bereikte deelnemers",
                                        "3a.1 Doorgestroomd naar werk",
                                        "3b.1 Elke toestand van een cel",
                                        "4.1 Uitkomsten per maand",
                                        "Controle"};
    struct arena a = {0};
    char *file = written(&a, "tabs.xlsx", sample_answer(&a, LANG_NL));
    const char *book = unzipped(&a, file, "xl/workbook.xml"), *at = book;
    assert_int_equal(count_of(book, "<sheet "), ARRAY_LEN(names));
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        at = strstr(at, arena_format(&a, "<sheet name=\"%s\"", names[i]));
        assert_non_null(at);
    }
    arena_dispose(&a);
}

static void every_tab_is_plain(void **state)
{
    (void)state;
    struct arena a = {0};
    char *file = written(&a, "plain.xlsx", sample_answer(&a, LANG_NL));
    for (int i = 1; i <= 9; i++) {
        char *sheet = sheet_xml(&a, file, i);
        assert_int_equal(count_of(sheet, "mergeCell"), 0);
        assert_int_equal(count_of(sheet, "<f>"), 0);
        assert_int_equal(count_of(sheet, "hidden="), 0);
        /* a cell with a format and without content would be "<c r=... s=.../>" */
        assert_int_equal(count_of(sheet, "<c "), count_of(sheet, "</c>"));
        if (i == 1) continue;
        assert_int_equal(count_of(sheet, "<autoFilter "), 1);
        assert_int_equal(count_of(sheet, "state=\"frozen\""), 1);
        assert_non_null(strstr(sheet, "ySplit=\"1\""));
    }
    arena_dispose(&a);
}

static void numbers_are_numbers(void **state)
{
    (void)state;
    struct arena a = {0};
    char *file = written(&a, "numbers.xlsx", sample_answer(&a, LANG_NL));
    char *strings = unzipped(&a, file, "xl/sharedStrings.xml");
    char *reached = sheet_xml(&a, file, 5);
    assert_int_equal(count_of(reached, "<row "), 9); /* one header, eight rows */
    assert_text(&a, reached, strings, "A1", "Provincie");
    assert_text(&a, reached, strings, "B1", "M");
    assert_text(&a, reached, strings, "C1", "M · gepubliceerd");
    assert_text(&a, reached, strings, "A3", "Antwerpen");
    assert_number(&a, reached, "B3", "190");
    assert_number(&a, reached, "C3", "190");
    assert_number(&a, reached, "D2", "0");
    assert_text(&a, reached, strings, "E2", "blanco");
    assert_number(&a, reached, "F9", "921");
    char *budget = sheet_xml(&a, file, 4);
    assert_number(&a, budget, "B2", "5500000");
    assert_number(&a, budget, "B4", "-1234.5");
    assert_text(&a, budget, strings, "A4", "=1+2 terugvordering");
    char *rate = sheet_xml(&a, file, 6);
    assert_text(&a, rate, strings, "B1", "aandeel");
    assert_text(&a, rate, strings, "C1", "personen");
    assert_text(&a, rate, strings, "D1", "noemer");
    assert_number(&a, rate, "C2", "79");
    assert_number(&a, rate, "D2", "921");
    assert_non_null(strstr(cell_xml(&a, rate, "B2"), "<v>0.0857763"));
    assert_text(&a, rate, strings, "B4", "x");
    char *styles = unzipped(&a, file, "xl/styles.xml");
    assert_non_null(strstr(styles, "formatCode=\"0.0%\""));
    arena_dispose(&a);
}

static void symbols_stand_where_numbers_do_not(void **state)
{
    (void)state;
    static const char *const symbols[] = {"x", ".", "n", "...", ":a", ":b", "c"};
    struct arena a = {0};
    char *file = written(&a, "symbols.xlsx", sample_answer(&a, LANG_NL));
    char *strings = unzipped(&a, file, "xl/sharedStrings.xml");
    char *sheet = sheet_xml(&a, file, 7);
    assert_number(&a, sheet, "B2", "12954");
    assert_number(&a, sheet, "B3", "0");
    for (size_t i = 0; i < ARRAY_LEN(symbols); i++)
        assert_text(&a, sheet, strings, arena_format(&a, "B%zu", i + 4), symbols[i]);
    assert_non_null(strstr(strings, "verborgen om mensen te beschermen"));
    assert_non_null(strstr(strings, ":b (niet beschikbaar): de bron is vernietigd"));
    assert_non_null(strstr(strings, "lonen worden niet geregistreerd"));
    assert_non_null(strstr(strings, "21 van 22 cellen gelijk"));
    arena_dispose(&a);
}

/* What was printed as an amount is an amount; a cell without a published figure says
 * so. */
static void published_figures_are_numbers(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const codes[] = {"esf", "vcf", "own"};
    struct table *t =
        sample_table(&a, sample_axis(&a, "source", "Bron", codes, codes, 3, NULL),
                     sample_axis_none(&a, "Eindtotaal"));
    t->kind = MEASURE_EURO;
    for (size_t i = 0; i < 3; i++)
        sample_count(&t->cells[i], 550000000);
    t->cells[0].published = "5500000.25";
    t->cells[0].published_state = PUBLISHED_EQUAL;
    t->cells[1].published = "circa 5,5 miljoen";
    t->cells[1].published_state = PUBLISHED_DIFFERS;
    t->n_published_equal = t->n_published_differs = 1;
    struct part *p = sample_part(&a, "1", "Budget", 1, t);
    struct answer x = {.parts = &p, .n_parts = 1, .asked_on = DAY_NONE};
    char *file = written(&a, "published.xlsx", &x);
    char *strings = unzipped(&a, file, "xl/sharedStrings.xml");
    char *sheet = sheet_xml(&a, file, 4);
    assert_number(&a, sheet, "C2", "5500000.25");
    assert_text(&a, sheet, strings, "C3", "circa 5,5 miljoen");
    assert_text(&a, sheet, strings, "C4", "geen");
    /* 5.500.000,00 in a column as wide as that */
    assert_non_null(strstr(sheet, "<col min=\"2\" max=\"2\" width=\"14.7109375\""));
    arena_dispose(&a);
}

static void paper_says_which_table_it_is(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    x->parts[1]->tables[0]->title = "R&D && een titel die veel langer is dan op het "
                                    "hoofd van een blad papier past, "
                                    "en die dus wordt afgebroken waar geen plaats meer "
                                    "is &&&&&&&&&&&&&&&&&&&&&&&&&";
    char *file = written(&a, "paper.xlsx", x);
    for (int i = 2; i <= 9; i++) {
        char *sheet = sheet_xml(&a, file, i);
        assert_non_null(strstr(sheet, "orientation=\"landscape\""));
        assert_non_null(strstr(sheet, "fitToHeight=\"0\""));
        assert_non_null(strstr(sheet, "Pagina &amp;P van &amp;N</oddFooter>"));
    }
    char *reached = sheet_xml(&a, file, 5);
    assert_non_null(strstr(reached, "<oddFooter>&amp;LTabel 2.1 · Stand op 30 "));
    assert_non_null(strstr(reached, "2.1 R&amp;&amp;D &amp;&amp;&amp;&amp; een titel"));
    assert_non_null(strstr(reached, "…"));
    /* rows that wrap are as high as they must be */
    assert_non_null(strstr(sheet_xml(&a, file, 3), " customHeight=\"1\""));
    char *book = unzipped(&a, file, "xl/workbook.xml");
    assert_int_equal(count_of(book, "_xlnm.Print_Titles"), 8);
    assert_int_equal(count_of(book, "_xlnm.Print_Area"), 5); /* charts stay off it */
    /* a table of many columns goes over several pages, with its row heads on each */
    assert_non_null(strstr(book, "'4.1 Uitkomsten per maand'!$A:$B,"));
    assert_null(strstr(sheet_xml(&a, file, 8), "fitToWidth=\"1\""));
    assert_non_null(strstr(sheet_xml(&a, file, 8), "fitToWidth=\""));
    arena_dispose(&a);
}

/* Beside the table, of its own cells, without the totals, and told in words. */
static void charts_stand_beside_their_table(void **state)
{
    (void)state;
    struct arena a = {0};
    char *file = written(&a, "charts.xlsx", sample_answer(&a, LANG_NL));
    char *chart = unzipped(&a, file, "xl/charts/chart2.xml");
    char *drawing = unzipped(&a, file, "xl/drawings/drawing2.xml");
    assert_non_null(strstr(chart, "<c:grouping val=\"stacked\"/>"));
    assert_int_equal(count_of(chart, "<c:ser>"), 2);
    assert_non_null(
        strstr(chart, "<c:f>'2.1 Totaal bereikte deelnemers'!$B$2:$B$8</c:f>"));
    assert_non_null(
        strstr(chart, "<c:f>'2.1 Totaal bereikte deelnemers'!$D$2:$D$8</c:f>"));
    assert_non_null(strstr(chart, "<a:t>Totaal bereikte deelnemers</a:t>"));
    assert_non_null(strstr(chart, "<a:t>Provincie</a:t>"));
    assert_non_null(strstr(chart, "<a:t>personen</a:t>"));
    assert_non_null(strstr(drawing, "<xdr:col>7</xdr:col>"));
    assert_non_null(strstr(drawing, "descr=\"Grafiek van Totaal bereikte deelnemers. "
                                    "Hoogste: Limburg, M: 232. Laagste: "));
    /* budget and reached; the others have nested heads, symbols or several bases */
    char *types = unzipped(&a, file, "[[]Content_Types].xml");
    assert_int_equal(count_of(types, "/xl/charts/chart"), 2);
    arena_dispose(&a);
}

static void checks_say_what_adds_up(void **state)
{
    (void)state;
    struct arena a = {0};
    char *file = written(&a, "checks.xlsx", sample_answer(&a, LANG_NL));
    char *strings = unzipped(&a, file, "xl/sharedStrings.xml");
    char *checks = sheet_xml(&a, file, 9);
    assert_text(&a, checks, strings, "A2", "1.1");
    assert_text(&a, checks, strings, "C2", "de delen zijn samen het totaal");
    assert_number(&a, checks, "D3", "3"); /* M, V and total over the provinces */
    assert_number(&a, checks, "D4", "8"); /* M and V in each province */
    assert_non_null(strstr(strings, "niet op te tellen: eenzelfde geval"));
    assert_non_null(strstr(strings, "de delen zijn samen niet het totaal; eerst bij "));
    arena_dispose(&a);
}

static void contents_link_to_every_table(void **state)
{
    (void)state;
    struct arena a = {0};
    char *file = written(&a, "links.xlsx", sample_answer(&a, LANG_NL));
    char *contents = sheet_xml(&a, file, 2);
    assert_int_equal(count_of(contents, "<hyperlink "), 5);
    assert_non_null(
        strstr(contents, "location=\"'2.1 Totaal bereikte deelnemers'!A1\""));
    char *core = unzipped(&a, file, "docProps/core.xml");
    assert_non_null(strstr(core, "<dc:title>ESF-oproep 'Outreach &amp; Activering'"));
    assert_non_null(strstr(core, ">2022-12-01T09:00:00Z</dcterms:created>"));
    arena_dispose(&a);
}

static void the_same_answer_gives_the_same_bytes(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct str first, second;
    assert_int_equal(publish_xlsx_bytes(&first, &a, sample_answer(&a, LANG_FR), &e),
                     OK);
    sleep(1); /* a clock that crept in would show */
    setenv("TZ", "Asia/Tokyo", 1);
    assert_int_equal(publish_xlsx_bytes(&second, &a, sample_answer(&a, LANG_FR), &e),
                     OK);
    unsetenv("TZ");
    assert_true(str_eq(first, second));
    arena_dispose(&a);
}

static void failures_leave_nothing_behind(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    assert_int_equal(publish_xlsx("/nonexistent/folder/x.xlsx", x, &e), ERR_NOT_FOUND);
    assert_int_equal(publish_xlsx(folder, x, &e), ERR_INVALID);
    setenv("TMPDIR", "/nonexistent", 1);
    assert_int_equal(publish_xlsx(arena_format(&a, "%s/y.xlsx", folder), x, &e),
                     ERR_IO);
    assert_non_null(strstr(e.hint, "TMPDIR"));
    assert_false(file_exists(arena_format(&a, "%s/y.xlsx", folder)));
    char *own = arena_format(&a, "%s/own", folder);
    assert_int_equal(mkdir(own, 0700), 0);
    setenv("TMPDIR", own, 1);
    assert_int_equal(publish_xlsx(arena_format(&a, "%s/z.xlsx", folder), x, &e), OK);
    unsetenv("TMPDIR");
    assert_int_equal(rmdir(own), 0); /* empty again */
    arena_dispose(&a);
}

/* A table of many equal rows: its sheet is far larger than the workbook it packs into.
 */
static struct answer *long_answer(struct arena *a)
{
    enum { N = 4000 };
    const char **codes = arena_new_array(a, const char *, N);
    for (size_t i = 0; i < N; i++)
        codes[i] = "gelijk";
    struct table *t =
        sample_table(a, sample_axis(a, "place", "Plaats", codes, codes, N, NULL),
                     sample_axis_none(a, "Eindtotaal"));
    struct answer *x = sample_answer(a, LANG_NL);
    for (size_t i = 0; i < N; i++)
        sample_count(&t->cells[i], 1);
    x->n_parts = 1;
    x->parts[0] = sample_part(a, "1", "Lang", 1, t);
    return x;
}

/* No file may grow beyond the limit, which is what a full disk looks like from inside;
 * at every size the outcome is a whole workbook or an error, never half a table. The
 * sizes on both sides of the finished workbook matter: below, packing it fails; above,
 * only the sheet is cut short, which the library does not see. */
static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = long_answer(&a);
    struct rlimit before;
    struct str whole;
    struct err e = {0};
    size_t n_whole = 0, n_cut = 0, n_unpacked = 0;
    assert_int_equal(publish_xlsx_bytes(&whole, &a, x, &e), OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 15000; bytes <= 480000; bytes += 15000) {
        struct str found = STR_NONE;
        struct rlimit limit = {.rlim_cur = bytes, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        enum err_code rc = publish_xlsx_bytes(&found, &a, x, &e);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        if (rc == OK) {
            assert_true(str_eq(found, whole));
            n_whole++;
        } else {
            assert_int_equal(rc, ERR_DISK_FULL);
            n_unpacked += bytes < whole.n;
            n_cut += bytes > whole.n;
        }
    }
    signal(SIGXFSZ, SIG_DFL);
    assert_true(n_whole > 0 && n_cut > 0 && n_unpacked > 0);
    arena_dispose(&a);
}

static void damage_is_seen_wherever_it_is(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct str bytes;
    assert_int_equal(publish_xlsx_bytes(&bytes, &a, sample_answer(&a, LANG_NL), &e),
                     OK);
    assert_int_equal(workbook_check(bytes, &e), OK);
    size_t seen = 0, tried = 0;
    for (size_t at = 60; at + 100 < bytes.n; at += 211, tried++) {
        char *copy = arena_copy(&a, bytes.p, bytes.n);
        copy[at] = (char)(copy[at] ^ 0x55);
        seen += workbook_check((struct str){copy, bytes.n}, &e) != OK;
    }
    /* names and dates of parts are not covered by a checksum */
    assert_in_range(seen, tried * 8 / 10, tried);
    for (size_t n = 0; n < bytes.n; n += 97)
        assert_int_not_equal(workbook_check((struct str){bytes.p, n}, &e), OK);
    arena_dispose(&a);
}

static void tab_names_are_valid_and_unique(void **state)
{
    (void)state;
    struct arena a = {0};
    struct sheet_names names = {0};
    const char *long_name = "3.1 Doorstroom naar werk per provincie en geslacht";
    assert_string_equal(sheet_name_take(&names, &a, long_name),
                        "3.1 Doorstroom naar werk per pr");
    assert_string_equal(sheet_name_take(&names, &a, long_name),
                        "3.1 Doorstroom naar werk pe (2)");
    assert_string_equal(sheet_name_take(&names, &a, "a[b]c:d*e?f/g\\h'i"),
                        "a-b-c-d-e-f-g-h-i");
    assert_string_equal(sheet_name_take(&names, &a, "Tabel"), "Tabel");
    assert_string_equal(sheet_name_take(&names, &a, "TABEL"), "TABEL (2)");
    assert_string_equal(sheet_name_take(&names, &a, "History"), "History (2)");
    assert_string_equal(sheet_name_take(&names, &a, ""), "-");
    assert_string_equal(sheet_name_take(&names, &a, "é"), "é");
    assert_string_equal(sheet_name_take(&names, &a, "É"), "É (2)");
    const char *emoji = sheet_name_take(&names, &a, "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀");
    assert_int_equal(strlen(emoji), 15 * 4); /* two UTF-16 units each */
    sheet_names_dispose(&names);
    arena_dispose(&a);
}

static void titles_that_clash_still_make_a_book(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = sample_answer(&a, LANG_EN);
    x->parts[1]->label = "1";
    x->parts[1]->tables[0]->title = x->parts[0]->tables[0]->title = "Cover\033 <&>\"";
    char *file = written(&a, "clash.xlsx", x);
    char *book = unzipped(&a, file, "xl/workbook.xml");
    assert_non_null(strstr(book, "(2)"));
    assert_int_equal(count_of(book, "<sheet "), 9);
    arena_dispose(&a);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int drop_folder(void **state)
{
    (void)state;
    static const char *const files[] = {"tabs",  "plain",  "numbers", "symbols",
                                        "links", "z",      "clash",   "published",
                                        "paper", "charts", "checks"};
    char path[100];
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        snprintf(path, sizeof path, "%s/%s.xlsx", folder, files[i]);
        unlink(path);
    }
    return rmdir(folder); /* fails when anything else was left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tabs_are_named_and_in_order),
        cmocka_unit_test(every_tab_is_plain),
        cmocka_unit_test(numbers_are_numbers),
        cmocka_unit_test(symbols_stand_where_numbers_do_not),
        cmocka_unit_test(contents_link_to_every_table),
        cmocka_unit_test(charts_stand_beside_their_table),
        cmocka_unit_test(checks_say_what_adds_up),
        cmocka_unit_test(the_same_answer_gives_the_same_bytes),
        cmocka_unit_test(failures_leave_nothing_behind),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(damage_is_seen_wherever_it_is),
        cmocka_unit_test(tab_names_are_valid_and_unique),
        cmocka_unit_test(titles_that_clash_still_make_a_book),
        cmocka_unit_test(published_figures_are_numbers),
        cmocka_unit_test(paper_says_which_table_it_is),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
