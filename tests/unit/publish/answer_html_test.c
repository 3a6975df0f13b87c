#include "publish/sample_more.h"

#include "publish/answer_html.h"
#include "publish/publish_words.h"

static char *written(struct arena *a, const struct answer *x)
{
    struct buf out;
    buf_init(&out, 0);
    publish_html(&out, x);
    char *copy = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return copy;
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
        n++;
    return n;
}

static void html_is_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_golden("answer.html", str_of(written(&a, sample_answer(&a, LANG_NL))));
    arena_dispose(&a);
}

static void every_cell_is_there_and_every_symbol_in_words(void **state)
{
    (void)state;
    for (int lang = 0; lang < N_LANGS; lang++) {
        struct arena a = {0};
        struct answer *x = sample_answer(&a, lang);
        char *html = written(&a, x);
        size_t cells = 0, corners = 0;
        for (size_t p = 0; p < x->n_parts; p++)
            for (size_t i = 0; i < x->parts[p]->n_tables; i++) {
                struct table *t = x->parts[p]->tables[i];
                if (t->unavailable) continue;
                cells += t->rows.n * t->columns.n;
                corners += t->cells && t->rows.n_levels == 0;
            }
        assert_int_equal(count_of(html, "<td"), cells + corners);
        assert_int_equal(count_of(html, "</td>"), cells + corners);
        for (int s = CELL_CANNOT_OCCUR; s < N_CELL_STATUSES; s++) {
            enum cell_status status = (enum cell_status)s;
            const char *label = status_label(status, lang);
            /* heard in the cell, seen in the legend */
            assert_non_null(strstr(
                html, arena_format(&a, "<td class=\"%s\">", status_word(status))));
            assert_non_null(
                strstr(html, arena_format(&a, "<span class=\"said\">%s<", label)));
            assert_non_null(
                strstr(html, arena_format(&a, "<dt>%s", status_symbol(status))));
        }
        assert_non_null(
            strstr(html, arena_format(&a, "<html lang=\"%s\"", lang_code(lang))));
        arena_dispose(&a);
    }
}

/* Texts of the answer are text, wherever they stand. */
static void nothing_in_an_answer_becomes_markup(void **state)
{
    (void)state;
    static const char evil[] =
        "</title><script>alert(1)</script>\" onload='x' &lt;\033";
    struct arena a = {0};
    struct answer *x = sample_answer(&a, LANG_EN);
    char *plain = written(&a, x);
    struct table *t = x->parts[1]->tables[0];
    const char *notes[] = {evil, "other"};
    x->title = x->number = x->asked_by = x->asked_to = x->source = evil;
    x->parts[1]->label = x->parts[1]->title = evil;
    t->title = t->unit_label = t->population = evil;
    t->rows.level_title[0] = t->columns.level_title[0] = evil;
    t->rows.entries[0].path[0] = t->columns.entries[0].path[0] = evil;
    t->cells[0].published = evil;
    t->cells[0].published_state = PUBLISHED_DIFFERS;
    t->notes = notes;
    x->parts[5]->unavailable = evil;
    x->parts[3]->tables[0]->cells[6].reason = evil;
    char *html = written(&a, x);
    assert_int_equal(count_of(html, "<script"), 0);
    assert_int_equal(count_of(html, "</title>"), 1);
    assert_int_equal(count_of(html, "onload='"), 0);
    assert_int_equal(count_of(html, "\033"), 0);
    assert_true(count_of(html, "&lt;script&gt;") > 12);
    assert_int_equal(count_of(html, "<table>"), count_of(plain, "<table>"));
    arena_dispose(&a);
}

/* Heads that stand for several rows or columns span them, and a label that runs from
 * right to left stands apart from its neighbours. */
static void nested_heads_span(void **state)
{
    (void)state;
    struct arena a = {0};
    char *html = written(&a, sample_answer(&a, LANG_NL));
    assert_non_null(strstr(html, "<th scope=\"row\" rowspan=\"3\"><bdi>Werk</bdi></th>"
                                 "<th scope=\"row\"><bdi>مسار العمل</bdi></th>"));
    assert_non_null(
        strstr(html, "<tr class=\"total grand\"><th scope=\"row\" colspan=\"2\"><bdi>"
                     "Eindtotaal</bdi></th>"));
    assert_non_null(strstr(html, "<th scope=\"colgroup\" class=\"figure\" "
                                 "colspan=\"13\"><bdi>2021</bdi></th>"));
    assert_non_null(strstr(html, "<th scope=\"col\" class=\"figure\" "
                                 "rowspan=\"2\"><bdi>Eindtotaal</bdi></th>"));
    arena_dispose(&a);
}

static void an_answer_without_parts_is_a_page(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer x = {.asked_on = DAY_NONE, .made_at_ms = SAMPLE_MADE_AT_MS};
    char *html = written(&a, &x);
    assert_non_null(strstr(html, "<p>Dit antwoord heeft geen delen.</p>"));
    assert_non_null(strstr(html, "<h1><bdi>Antwoord</bdi></h1>"));
    assert_non_null(strstr(html, "</html>\n"));
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_is_golden),
        cmocka_unit_test(every_cell_is_there_and_every_symbol_in_words),
        cmocka_unit_test(nothing_in_an_answer_becomes_markup),
        cmocka_unit_test(nested_heads_span),
        cmocka_unit_test(an_answer_without_parts_is_a_page),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
