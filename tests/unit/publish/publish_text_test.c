#include "publish/sample_answer.h"

#include "base/utf8.h"
#include "publish/text.h"
#include "publish/text_wrap.h"

static void text_is_golden_in_each_language(void **state)
{
    (void)state;
    static const char *const names[] = {"answer_nl.txt", "answer_fr.txt",
                                        "answer_en.txt"};
    for (int lang = 0; lang < N_LANGS; lang++) {
        struct arena a = {0};
        struct buf out;
        buf_init(&out, 0);
        publish_text(&out, sample_answer(&a, lang), NULL);
        assert_golden(names[lang], buf_str(&out));
        buf_dispose(&out);
        arena_dispose(&a);
    }
}

static void text_is_golden_at_60_columns(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out;
    struct text_style style = {
        .width = 60, .is_terminal = true, .with_statements = true};
    buf_init(&out, 0);
    publish_text(&out, sample_answer(&a, LANG_NL), &style);
    assert_golden("answer_60_terminal.txt", buf_str(&out));
    buf_dispose(&out);
    arena_dispose(&a);
}

/* No line is wider than asked, whatever the script, in every width from the least on.
 */
static void lines_fit_the_width(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    for (unsigned width = TEXT_WIDTH_MIN; width <= 200; width += 5) {
        struct buf out;
        struct str rest, line;
        buf_init(&out, 0);
        publish_text(&out, x, &(struct text_style){.width = width});
        rest = buf_str(&out);
        while (str_split(&line, &rest, '\n')) {
            /* a rate with its interval cannot be broken: it needs 50 columns */
            if (width >= 50) assert_in_range(utf8_width(line), 0, width);
            assert_false(str_ends(line, S(" ")));
        }
        buf_dispose(&out);
    }
    arena_dispose(&a);
}

static size_t count_of(struct str s, const char *part)
{
    size_t n = 0;
    for (const char *p = s.p; (p = strstr(p, part)); p += strlen(part))
        n++;
    return n;
}

static void isolates_only_for_a_terminal(void **state)
{
    (void)state;
    struct arena a = {0};
    struct answer *x = sample_answer(&a, LANG_NL);
    for (int terminal = 0; terminal < 2; terminal++) {
        struct buf out;
        buf_init(&out, 0);
        publish_text(&out, x, &(struct text_style){.is_terminal = terminal});
        size_t opened = count_of(buf_str(&out), "\u2068");
        assert_int_equal(opened, count_of(buf_str(&out), "\u2069"));
        if (terminal)
            assert_in_range(opened, 2, 40);
        else
            assert_int_equal(opened, 0);
        buf_dispose(&out);
    }
    arena_dispose(&a);
}

static void hostile_labels_cannot_steer_the_terminal(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const codes[] = {"x"};
    static const char *const labels[] = {"\033[2Jwis\xff het \u202escherm\r\n\u2069"};
    struct table *t = sample_table(
        &a, sample_axis(&a, "kind", "\033]0;titel\007", codes, labels, 1, NULL),
        sample_axis_none(&a, "Eindtotaal"));
    sample_count(&t->cells[0], 1);
    struct part *p = sample_part(&a, "1", "x\033[31m", 1, t);
    struct answer x = {.parts = &p, .n_parts = 1, .asked_on = DAY_NONE};
    struct buf out;
    buf_init(&out, 0);
    publish_text(&out, &x, &(struct text_style){.is_terminal = true});
    assert_null(strchr(out.p, '\033'));
    assert_null(strchr(out.p, '\007'));
    assert_null(strchr(out.p, '\r'));
    assert_null(strstr(out.p, "\u202e"));
    assert_true(utf8_is_valid(buf_str(&out)));
    buf_dispose(&out);
    arena_dispose(&a);
}

static void wrap_keeps_marks_with_letters(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str *lines;
    struct str text = S("e\u0301e\u0301e\u0301 ab");
    assert_int_equal(text_wrap(&lines, &a, text, 2), 3);
    assert_true(str_eq(lines[0], S("e\u0301e\u0301")));
    assert_true(str_eq(lines[1], S("e\u0301")));
    assert_true(str_eq(lines[2], S("ab")));
    assert_int_equal(text_wrap(&lines, &a, S("\u5de5\u4f5c\u8def"), 4), 2);
    assert_true(str_eq(lines[1], S("\u8def")));
    assert_int_equal(text_wrap(&lines, &a, S(""), 4), 1);
    assert_int_equal(text_wrap(&lines, &a, S("Andere (NL, Luik)"), 9), 3);
    assert_true(str_eq(lines[0], S("Andere")));
    assert_true(str_eq(lines[1], S("(NL,")));
    assert_int_equal(text_longest_word(S("een langer woord")), 6);
    arena_dispose(&a);
}

static void every_break_keeps_all_letters(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str text =
        S("zwaartekracht en \u5de5\u4f5c\u8def, \u0645\u0633\u0627\u0631 x");
    for (size_t width = 0; width < 40; width++) {
        struct str *lines;
        size_t n = text_wrap(&lines, &a, text, width), letters = 0, all = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < lines[i].n; k++)
                letters += lines[i].p[k] != ' ';
        for (size_t k = 0; k < text.n; k++)
            all += text.p[k] != ' ';
        assert_int_equal(letters, all);
    }
    arena_dispose(&a);
}

static void overflow_is_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    buf_init(&out, 500);
    publish_text(&out, sample_answer(&a, LANG_NL), NULL);
    assert_int_equal(buf_check(&out, &e), ERR_TOO_LARGE);
    buf_dispose(&out);
    arena_dispose(&a);
}

static void empty_answer_says_so(void **state)
{
    (void)state;
    struct answer x = {.asked_on = DAY_NONE, .lang = LANG_EN};
    struct buf out;
    buf_init(&out, 0);
    publish_text(&out, &x, NULL);
    assert_non_null(strstr(out.p, "This answer has no parts."));
    buf_dispose(&out);
}

static char *as_text(struct arena *a, const struct answer *x, unsigned width)
{
    struct buf out;
    buf_init(&out, 0);
    publish_text(&out, x, &(struct text_style){.width = width});
    char *copy = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return copy;
}

static struct table *one_cell(struct arena *a, const char *title)
{
    struct table *t =
        sample_table(a, sample_axis_none(a, "Eindtotaal"), sample_axis_none(a, ""));
    sample_count(&t->cells[0], 1);
    t->title = title;
    t->population = "personen, bereikt, waarbij oproep = 490";
    t->as_of = day_of(2022, 9, 30);
    return t;
}

/* What most tables share stands at the head; only the one that differs says its own. */
static void clocks_of_most_tables_are_told_once(void **state)
{
    (void)state;
    struct arena a = {0};
    struct part *parts[3];
    for (int i = 0; i < 3; i++)
        parts[i] = sample_part(&a, "1", "Deel", 1, one_cell(&a, "Tabel"));
    struct answer x = {.parts = parts, .n_parts = 3, .asked_on = DAY_NONE};
    char *text = as_text(&a, &x, 100);
    assert_int_equal(count_of(str_of(text), "Stand op"), 1);
    assert_null(strstr(text, "tenzij anders vermeld"));
    parts[0]->tables[0]->as_of = day_of(2021, 1, 2);
    text = as_text(&a, &x, 100);
    assert_int_equal(count_of(str_of(text), "Stand op 30 september 2022"), 1);
    assert_int_equal(count_of(str_of(text), "Stand op 2 januari 2021"), 1);
    assert_non_null(strstr(text, "(tenzij anders vermeld)"));
    arena_dispose(&a);
}

static void what_is_counted_is_told_once(void **state)
{
    (void)state;
    struct arena a = {0};
    struct table *t = one_cell(&a, "personen, bereikt");
    struct part *p = sample_part(&a, NULL, NULL, 1, t);
    struct answer x = {.parts = &p, .n_parts = 1, .asked_on = DAY_NONE};
    char *text = as_text(&a, &x, 100);
    assert_int_equal(count_of(str_of(text), "personen, bereikt"), 1);
    assert_null(strstr(text, "Eenheid"));
    t->title = "personen, bereikbaar"; /* not what the population says */
    t->population = "wie bereikt werd";
    text = as_text(&a, &x, 100);
    assert_non_null(strstr(text, "personen, bereikbaar\n"));
    assert_non_null(strstr(text, "Eenheid: personen"));
    arena_dispose(&a);
}

/* Long row heads give way when that saves a block of columns, and not when it would
 * not. */
static void row_heads_give_way_to_one_block(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[] = {"r"}, *const columns[] = {"a", "b", "c"};
    static const char *const long_label[] = {
        "een lange naam van een project in een gemeente"};
    static const char *const heads[] = {"kolomhoofdeen", "kolomhoofdtwee", "drie"};
    struct table *t =
        sample_table(&a, sample_axis(&a, "row", "Rij", rows, long_label, 1, NULL),
                     sample_axis(&a, "column", "Kolom", columns, heads, 3, NULL));
    for (size_t i = 0; i < t->rows.n * t->columns.n; i++)
        sample_count(&t->cells[i], 7);
    struct part *p = sample_part(&a, "1", "Deel", 1, t);
    struct answer x = {.parts = &p, .n_parts = 1, .asked_on = DAY_NONE};
    assert_int_equal(count_of(str_of(as_text(&a, &x, 100)), "Kolom\n"), 1);
    assert_non_null(strstr(as_text(&a, &x, 100), long_label[0]));
    assert_int_equal(count_of(str_of(as_text(&a, &x, 64)), "Kolom\n"), 1);
    assert_null(strstr(as_text(&a, &x, 64), long_label[0]));
    assert_int_equal(count_of(str_of(as_text(&a, &x, 40)), "Kolom\n"), 2);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_golden_in_each_language),
        cmocka_unit_test(text_is_golden_at_60_columns),
        cmocka_unit_test(lines_fit_the_width),
        cmocka_unit_test(isolates_only_for_a_terminal),
        cmocka_unit_test(hostile_labels_cannot_steer_the_terminal),
        cmocka_unit_test(wrap_keeps_marks_with_letters),
        cmocka_unit_test(every_break_keeps_all_letters),
        cmocka_unit_test(overflow_is_told),
        cmocka_unit_test(empty_answer_says_so),
        cmocka_unit_test(clocks_of_most_tables_are_told_once),
        cmocka_unit_test(what_is_counted_is_told_once),
        cmocka_unit_test(row_heads_give_way_to_one_block),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
