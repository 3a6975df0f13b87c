/* Layouts of two published answers, from fixed tables: text, CSV and what stands in the
 * workbook. Question 63 of 2022: persons reached by province and sex as printed there
 * ("Rijlabels M V Eindtotaal"), with its figures. Question 264 of 2024: its annex has a
 * tab for each of the sub-questions 1, 2, 3, 6a and 6b; the annex itself is not at
 * hand, so those figures are invented and only the layout is claimed. */
#include "publish/sample_more.h"

#include <unistd.h>

#include "publish/publish_format.h"
#include "publish/workbook.h"

static char path[] = P_tmpdir "/vindplaats-layout-XXXXXX";

static char *unzipped(struct arena *a, const char *part)
{
    FILE *f = popen(arena_format(a, "unzip -p '%s' '%s'", path, part), "r");
    struct buf text;
    char piece[4096];
    size_t n;
    assert_non_null(f);
    buf_init(&text, 0);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&text, (struct str){piece, n});
    assert_int_equal(pclose(f), 0);
    char *copy = arena_copy(a, text.p ? text.p : "", text.n);
    buf_dispose(&text);
    return copy;
}

/* The texts of the workbook, in order of their numbers. */
static const char **strings_of(struct arena *a)
{
    enum { STRINGS_MAX = 2000 };
    const char **out = arena_new_array(a, const char *, STRINGS_MAX);
    const char *p = unzipped(a, "xl/sharedStrings.xml");
    for (size_t i = 0; (p = strstr(p, "<si>")); i++) {
        assert_true(i < STRINGS_MAX);
        const char *start = strchr(p + 4, '>') + 1, *end = strstr(start, "</t>");
        out[i] = arena_copy(a, start, (size_t)(end - start));
        p = end;
    }
    return out;
}

/* "B2 number 190" or "A2 text Antwerpen", one cell a line. */
static void dump_sheet(struct buf *out, struct arena *a, const char *xml,
                       const char *const *strings)
{
    for (const char *p = xml; (p = strstr(p, "<c r=\"")); p++) {
        const char *reference = p + 6, *end = strchr(reference, '"');
        const char *close = strstr(p, "</c>"), *value = strstr(p, "<v>");
        assert_true(close && value && value < close);
        bool is_text = memmem(p, (size_t)(value - p), "t=\"s\"", 5) != NULL;
        buf_format(out, "  %.*s ", (int)(end - reference), reference);
        if (is_text)
            buf_format(out, "text %s\n", strings[strtol(value + 3, NULL, 10)]);
        else
            buf_format(out, "number %.*s\n", (int)(strstr(value, "</v>") - value - 3),
                       value + 3);
    }
    buf_format(out, "  %s%s%s\n", strstr(xml, "mergeCell") ? "merged " : "",
               strstr(xml, "ySplit=\"1\"") ? "header row in view, " : "",
               strstr(xml, "<drawing ") ? "with a chart" : "without chart");
    (void)a;
}

static void assert_workbook(const char *name, const struct answer *x)
{
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    assert_int_equal(publish_xlsx(path, x, &e), OK);
    const char *const *strings = strings_of(&a);
    const char *p = unzipped(&a, "xl/workbook.xml");
    buf_init(&out, 0);
    for (int i = 1; (p = strstr(p, "<sheet name=\"")); i++) {
        const char *start = p + 13, *end = strchr(start, '"');
        buf_format(&out, "%d %.*s\n", i, (int)(end - start), start);
        dump_sheet(&out, &a,
                   unzipped(&a, arena_format(&a, "xl/worksheets/sheet%d.xml", i)),
                   strings);
        p = end;
    }
    assert_golden(name, buf_str(&out));
    buf_dispose(&out);
    arena_dispose(&a);
}

static void assert_layout(const char *name, const struct answer *x)
{
    static const enum publish_format forms[] = {PUBLISH_TEXT, PUBLISH_CSV};
    static const char *const endings[] = {"txt", "csv"};
    struct arena a = {0};
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        struct err e = {0};
        struct str bytes;
        assert_int_equal(publish_answer(NULL, path, x, forms[i], NULL, &e), OK);
        assert_int_equal(file_read(&bytes, &a, path, 1 << 24, &e), OK);
        assert_golden(arena_format(&a, "%s.%s", name, endings[i]), bytes);
    }
    assert_workbook(arena_format(&a, "%s_workbook.txt", name), x);
    arena_dispose(&a);
}

static struct answer *answer_of(struct arena *a, size_t n_parts)
{
    struct answer *x = arena_new(a, struct answer);
    x->n_parts = n_parts;
    x->parts = arena_new_array(a, struct part *, n_parts);
    x->made_at_ms = SAMPLE_MADE_AT_MS;
    return x;
}

static void question_63_of_2022(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = answer_of(&a, 1);
    struct table *t = sample_reached(&a);
    x->number = "63 (2022-2023)";
    x->title = "ESF-oproep 'Outreach & Activering' - Evaluatie";
    x->asked_by = "Robrecht Bothuyne";
    x->asked_to = "Jo Brouns";
    x->asked_on = day_of(2022, 10, 14);
    t->rows.level_title[0] = "Rijlabels";
    t->columns.level_title[0] = "Geslacht";
    /* as printed, the blanks with it; sample_reached changes one to show a difference
     */
    t->cells[6 * 3 + 1].published = "25";
    t->cells[6 * 3 + 1].published_state = PUBLISHED_EQUAL;
    t->n_published_equal++;
    t->n_published_differs--;
    x->parts[0] = sample_part(&a, "2", "Totaal bereikte deelnemers", 1, t);
    assert_layout("layout_63", x);
    arena_dispose(&a);
}

static struct table *annex_table(struct arena *a, const char *title, struct axis rows,
                                 struct axis columns)
{
    struct table *t = sample_table(a, rows, columns);
    t->title = title;
    t->as_of = day_of(2023, 12, 31);
    size_t n_rows = rows.n - 1, n_columns = columns.n - 1;
    for (size_t r = 0; r < rows.n; r++)
        for (size_t c = 0; c < columns.n; c++) {
            int64_t sum = 0;
            for (size_t i = r < n_rows ? r : 0; i < (r < n_rows ? r + 1 : n_rows); i++)
                for (size_t k = c < n_columns ? c : 0;
                     k < (c < n_columns ? c + 1 : n_columns); k++)
                    sum += (int64_t)((i * 7 + k * 11) % 23);
            sample_count(&t->cells[r * columns.n + c], sum);
        }
    return t;
}

static void annex_of_question_264_of_2024(void **state)
{
    (void)state;
    static const char *const years[] = {"2019", "2020", "2021", "2022", "2023"};
    static const char *const ends[] = {"employed", "training", "illness", "pension",
                                       "inactive", "moved",    "other"};
    static const char *const end_labels[] = {
        "werk",     "opleiding", "ziekte", "pensioen", "niet langer actief",
        "verhuisd", "andere"};
    static const char *const kinds[] = {"home_carer", "long_term_ill", "early_leaver"};
    static const char *const kind_labels[] = {"huisvrouw of huisman", "langdurig ziek",
                                              "vroege schoolverlater"};
    static const char *const sexes[] = {"m", "f"}, *const sex_labels[] = {"M", "V"};
    const char *months[12];
    struct arena a = {0};
    for (size_t i = 0; i < 12; i++)
        months[i] = arena_format(&a, "2023-%02zu", i + 1);
    struct answer *x = answer_of(&a, 5);
    struct axis year = sample_axis(&a, "year", "Jaar", years, years, 5, "Eindtotaal");
    struct axis sex =
        sample_axis(&a, "sex", "Geslacht", sexes, sex_labels, 2, "Eindtotaal");
    struct axis month =
        sample_axis(&a, "month", "Maand", months, months, 12, "Eindtotaal");
    struct axis end =
        sample_axis(&a, "outcome", "Bestemming", ends, end_labels, 7, "Eindtotaal");
    struct axis kind = sample_axis(&a, "target_group", "Categorie", kinds, kind_labels,
                                   3, "Eindtotaal");
    kind.level_overlaps[0] = true; /* one person may be of two categories */
    x->number = "264 (2023-2024)";
    x->title = "VDAB - Bereik werkzoekenden en inactieven";
    x->asked_by = "Bob Savenberg";
    x->asked_to = "Jo Brouns";
    x->asked_on = day_of(2024, 2, 12);
    x->parts[0] = sample_part(&a, "1", "Uitstroom naar bestemming", 1,
                              annex_table(&a, "Uitstroom per maand", month, end));
    x->parts[1] = sample_part(&a, "2", "Uitstroom naar werk", 1,
                              annex_table(&a, "Zelfredzamen naar werk", year, sex));
    x->parts[2] = sample_part(&a, "3", "Bereikte inactieven", 1,
                              annex_table(&a, "Inactieven per categorie", kind, year));
    x->parts[3] = sample_part(&a, "6a", "RIZIV-trajecten", 1,
                              annex_table(&a, "RIZIV-trajecten per jaar", year, sex));
    x->parts[4] = sample_part(&a, "6b", "RIZIV-trajecten naar werk", 1,
                              annex_table(&a, "Naar werk na RIZIV", year, sex));
    /* of 2023 the partners may still report */
    struct table *late = x->parts[4]->tables[0];
    for (size_t c = 0; c < 3; c++)
        for (size_t r = 4; r < 6; r++)
            late->cells[r * 3 + c] =
                (struct cell){.status = CELL_NOT_YET_REPORTED,
                              .reason = "de cijfers voor 2023 zijn nog niet volledig"};
    assert_layout("layout_264", x);
    arena_dispose(&a);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? 1 : close(fd);
}

static int drop_file(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_63_of_2022),
        cmocka_unit_test(annex_of_question_264_of_2024),
    };
    return golden_status(cmocka_run_group_tests(tests, make_file, drop_file));
}
