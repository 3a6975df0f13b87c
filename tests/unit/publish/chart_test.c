/* Charts: what is drawn, byte for byte; each is well-formed; each number that stands in
 * one stands in its table; and a hidden cell changes nothing but its own symbol. */
#include "publish/sample_more.h"

#include "publish/chart.h"
#include "publish/picture.h"

static const struct chart_style in_page = {
    .lang = LANG_NL, .title = "Bereikt & geteld", .id = "t"};
static const struct chart_style alone = {.lang = LANG_NL,
                                         .title = "Bereikt <per provincie>",
                                         .id = "t",
                                         .stands_alone = true,
                                         .source = "Stand op 30 september 2022"};

static char *drawn(struct arena *a, const struct table *t, enum drawing d,
                   const struct chart_style *style)
{
    struct buf out;
    buf_init(&out, 0);
    chart_svg(&out, t, d, style);
    assert_false(out.overflow);
    char *copy = arena_copy(a, out.p ? out.p : "", out.n);
    buf_dispose(&out);
    return copy;
}

/* Every tag is closed by its own, attributes are quoted, & begins an entity. */
static void assert_well_formed(const char *svg)
{
    char open[64][32];
    int depth = 0, roots = 0;
    for (const char *p = svg; *p; p++) {
        if (*p == '&' && strncmp(p, "&amp;", 5) && strncmp(p, "&lt;", 4) &&
            strncmp(p, "&gt;", 4) && strncmp(p, "&quot;", 6) && strncmp(p, "&#39;", 5))
            fail_msg("a bare &: %.40s", p);
        if (*p != '<') continue;
        const char *end = p + 1;
        for (bool quoted = false; *end && (quoted || *end != '>'); end++) {
            if (*end == '"') quoted = !quoted;
            if (*end == '<') fail_msg("< in a tag: %.40s", p);
        }
        assert_int_equal(*end, '>');
        size_t n = strcspn(p + 1 + (p[1] == '/'), " />");
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)n, p + 1 + (p[1] == '/'));
        if (p[1] == '/') {
            assert_true(depth > 0);
            assert_string_equal(open[--depth], name);
        } else if (end[-1] != '/') {
            roots += depth == 0;
            assert_true(depth < 64);
            memcpy(open[depth++], name, sizeof name);
        }
        p = end;
    }
    assert_int_equal(depth, 0);
    assert_int_equal(roots, 1);
}

static struct table *months(struct arena *a)
{
    static const char *const names[] = {"2022-01", "2022-02", "2022-03", "2022-05"};
    static const char *const sexes[] = {"m", "f"};
    struct axis month = sample_axis(a, "month", "Maand", names, names, 4, "Eindtotaal");
    struct axis sex = sample_axis(a, "sex", "Geslacht", sexes, sexes, 2, "Eindtotaal");
    struct table *t = sample_table(a, month, sex);
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++)
        sample_count(&t->cells[i], (int64_t)(i * 7 % 23));
    return t;
}

static struct table *one_dimension(struct arena *a, const char *name,
                                   const char *const *codes, size_t n)
{
    struct axis rows = sample_axis(a, name, name, codes, codes, n, "Eindtotaal");
    struct table *t = sample_table(a, rows, sample_axis_none(a, "Eindtotaal"));
    for (size_t i = 0; i < t->rows.n; i++)
        sample_count(&t->cells[i], (int64_t)(4321 / (i + 1)));
    return t;
}

static struct table *provinces(struct arena *a)
{
    static const char *const codes[] = {
        "other",           "antwerpen",      "brussels",       "limburg",
        "oost_vlaanderen", "vlaams_brabant", "west_vlaanderen"};
    return one_dimension(a, "province", codes, 7);
}

static struct table *phases(struct arena *a)
{
    static const char *const codes[] = {"outreach",           "contact",
                                        "context_conditions", "orientation",
                                        "warm_handover",      "aftercare"};
    return one_dimension(a, "phase", codes, 6);
}

static void drawings_are_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_golden("chart_bars.svg",
                  str_of(drawn(&a, provinces(&a), DRAW_BARS, &alone)));
    assert_golden("chart_map.svg",
                  str_of(drawn(&a, provinces(&a), DRAW_MAP, &in_page)));
    assert_golden("chart_funnel.svg",
                  str_of(drawn(&a, phases(&a), DRAW_FUNNEL, &in_page)));
    assert_golden("chart_lines.svg",
                  str_of(drawn(&a, months(&a), DRAW_LINES, &in_page)));
    assert_golden("chart_grouped.svg",
                  str_of(drawn(&a, sample_reached(&a), DRAW_GROUPED, &in_page)));
    assert_golden("chart_stacked.svg",
                  str_of(drawn(&a, sample_reached(&a), DRAW_STACKED, &in_page)));
    assert_golden("chart_multiples.svg",
                  str_of(drawn(&a, sample_reached(&a), DRAW_MULTIPLES, &in_page)));
    arena_dispose(&a);
}

static void the_shape_decides(void **state)
{
    (void)state;
    struct arena a = {0};
    enum drawing d = N_DRAWINGS;
    assert_true(drawing_choose(&d, provinces(&a)));
    assert_int_equal(d, DRAW_BARS);
    assert_true(drawing_fits(provinces(&a), DRAW_MAP));
    assert_false(drawing_fits(phases(&a), DRAW_MAP));
    assert_true(drawing_choose(&d, phases(&a)));
    assert_int_equal(d, DRAW_FUNNEL);
    assert_true(drawing_choose(&d, months(&a)));
    assert_int_equal(d, DRAW_LINES);
    struct table *t = sample_reached(&a);
    assert_true(drawing_choose(&d, t));
    assert_int_equal(d, DRAW_GROUPED);
    assert_true(drawing_fits(t, DRAW_STACKED));
    t->columns.level_overlaps[0] = true; /* what overlaps is no whole */
    assert_false(drawing_fits(t, DRAW_STACKED));
    assert_false(drawing_fits(sample_rate(&a), DRAW_STACKED));
    assert_false(drawing_choose(&d, sample_nested(&a)));
    assert_false(drawing_choose(&d, sample_empty(&a)));
    assert_false(drawing_choose(&d, sample_unavailable(&a)));
    for (int i = 0; i < N_DRAWINGS; i++) {
        assert_true(drawing_named(&d, str_of(drawing_word((enum drawing)i))));
        assert_int_equal(d, i);
    }
    assert_false(drawing_named(&d, S("taart")));
    arena_dispose(&a);
}

static void every_drawing_is_well_formed(void **state)
{
    (void)state;
    struct arena a = {0};
    struct table *tables[] = {provinces(&a),      phases(&a),         months(&a),
                              sample_reached(&a), sample_rate(&a),    sample_days(&a),
                              sample_budget(&a),  sample_statuses(&a)};
    int n = 0;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        for (int d = 0; d < N_DRAWINGS; d++) {
            if (!drawing_fits(tables[i], (enum drawing)d)) {
                assert_string_equal(drawn(&a, tables[i], (enum drawing)d, &alone), "");
                continue;
            }
            for (int lang = 0; lang < N_LANGS; lang++) {
                struct chart_style style = alone;
                style.lang = lang;
                assert_well_formed(drawn(&a, tables[i], (enum drawing)d, &style));
                assert_well_formed(drawn(&a, tables[i], (enum drawing)d, &in_page));
                n++;
            }
        }
    assert_true(n > 30);
    arena_dispose(&a);
}

/* The picture of a table with a hidden cell is the same whatever is hidden: no byte of
 * it, no length and no scale comes from there. */
static void what_is_hidden_is_in_no_byte(void **state)
{
    (void)state;
    struct arena a = {0};
    int n = 0;
    for (int d = 0; d < N_DRAWINGS; d++) {
        struct table *tables[] = {provinces(&a), phases(&a), months(&a),
                                  sample_reached(&a)};
        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
            struct table *t = tables[i];
            struct cell *hidden = &t->cells[1];
            *hidden = (struct cell){.status = CELL_HIDDEN, .n = 2};
            if (!drawing_fits(t, (enum drawing)d)) continue;
            char *small = drawn(&a, t, (enum drawing)d, &alone);
            hidden->n = hidden->base = 77775555;
            hidden->rate = hidden->value = 77775555.0;
            char *large = drawn(&a, t, (enum drawing)d, &alone);
            assert_string_equal(small, large);
            assert_null(strstr(large, "77775555"));
            assert_null(strstr(large, "77.775.555"));
            assert_non_null(strstr(large, ">c<"));
            assert_non_null(strstr(large, "verborgen om mensen te beschermen"));
            n++;
        }
    }
    assert_true(n >= 8);
    arena_dispose(&a);
}

static void a_picture_is_a_png_of_twice_its_size(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct str png;
    char *svg = drawn(&a, provinces(&a), DRAW_BARS, &alone);
    assert_int_equal(picture_png(&png, &a, str_of(svg), &e), OK);
    assert_true(png.n > 3000);
    assert_memory_equal(png.p, "\x89PNG\r\n\x1a\n", 8);
    const uint8_t *wide = (const uint8_t *)png.p + 16;
    assert_int_equal(wide[2] << 8 | wide[3], (720 + 16) * PICTURE_SCALE);
    assert_int_equal(picture_png(&png, &a, S("no picture"), &e), ERR_INVALID);
    assert_int_equal(picture_png(&png, &a,
                                 S("<svg xmlns=\"http://www.w3.org/2000/svg\" "
                                   "width=\"9000\" height=\"9\"/>"),
                                 &e),
                     ERR_TOO_LARGE);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawings_are_golden),
        cmocka_unit_test(the_shape_decides),
        cmocka_unit_test(every_drawing_is_well_formed),
        cmocka_unit_test(what_is_hidden_is_in_no_byte),
        cmocka_unit_test(a_picture_is_a_png_of_twice_its_size),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
