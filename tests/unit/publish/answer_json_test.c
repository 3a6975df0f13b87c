#include "publish/sample_answer.h"

#include "base/json.h"
#include "publish/answer_json.h"

static json_t *read_back(struct arena *a, struct buf *out, int lang)
{
    struct err e = {0};
    json_t *root = NULL;
    assert_int_equal(publish_json(out, sample_answer(a, lang), &e), OK);
    assert_int_equal(json_read(&root, buf_str(out), &e), OK);
    return root;
}

static json_t *part_of(json_t *root, size_t part)
{
    return json_array_get(json_object_get(root, "parts"), part);
}

static json_t *table_of(json_t *root, size_t part, size_t table)
{
    return json_array_get(json_object_get(part_of(root, part), "tables"), table);
}

static json_t *cell_of(json_t *table, size_t row, size_t column)
{
    json_t *cells = json_object_get(table, "cells");
    return json_array_get(json_array_get(cells, row), column);
}

static const char *text_at(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static int64_t int_at(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static double real_at(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static void json_is_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out;
    buf_init(&out, 0);
    json_decref(read_back(&a, &out, LANG_EN));
    assert_golden("answer.json", buf_str(&out));
    buf_dispose(&out);
    arena_dispose(&a);
}

static void json_reads_back_as_the_answer(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out;
    buf_init(&out, 0);
    json_t *root = read_back(&a, &out, LANG_NL);
    struct answer *x = sample_answer(&a, LANG_NL);
    assert_string_equal(text_at(root, "format"), "vindplaats-answer/1");
    assert_string_equal(text_at(root, "language"), "nl");
    assert_string_equal(text_at(root, "made_at"), "2022-12-01T09:00:00Z");
    assert_int_equal(json_array_size(json_object_get(root, "parts")), x->n_parts);
    for (size_t p = 0; p < x->n_parts; p++) {
        for (size_t i = 0; i < x->parts[p]->n_tables; i++) {
            const struct table *t = x->parts[p]->tables[i];
            json_t *found = table_of(root, p, i);
            assert_string_equal(text_at(found, "title"), t->title);
            for (size_t k = 0; k < t->rows.n * t->columns.n; k++) {
                json_t *cell = cell_of(found, k / t->columns.n, k % t->columns.n);
                if (t->cells[k].status != CELL_VALUE) continue;
                const char *key = t->kind == MEASURE_EURO ? "cents" : "value";
                assert_int_equal(int_at(cell, key), t->cells[k].n);
            }
        }
    }
    json_decref(root);
    buf_dispose(&out);
    arena_dispose(&a);
}

static void json_keeps_kinds_of_cells_apart(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out;
    buf_init(&out, 0);
    json_t *root = read_back(&a, &out, LANG_NL);
    static const char *const words[] = {
        "value",       "zero",        "cannot_occur",
        "unknown",     "not_asked",   "not_yet_reported",
        "unavailable", "unavailable", "hidden"};
    json_t *statuses = table_of(root, 3, 0);
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        json_t *cell = cell_of(statuses, i, 0);
        assert_string_equal(text_at(cell, "status"), words[i]);
        assert_true((json_object_get(cell, "value") != NULL) == (i < 2));
    }
    assert_string_equal(text_at(statuses, "known_at"), "2022-10-14T23:59:59Z");
    json_t *rate = cell_of(table_of(root, 2, 0), 0, 0);
    assert_int_equal(int_at(rate, "value"), 79);
    assert_int_equal(int_at(rate, "base"), 921);
    assert_true(real_at(rate, "rate") == 79.0 / 921.0);
    json_t *euro = cell_of(table_of(root, 0, 0), 2, 0);
    assert_true(real_at(euro, "value") == -1234.5);
    json_t *blank = cell_of(table_of(root, 1, 0), 0, 1);
    assert_string_equal(text_at(blank, "published"), "");
    assert_string_equal(text_at(blank, "comparison"), "blank");
    json_t *comparison = json_object_get(table_of(root, 1, 0), "comparison");
    assert_int_equal(int_at(comparison, "equal"), 21);
    assert_int_equal(int_at(comparison, "differs"), 1);
    assert_true(json_is_null(json_object_get(statuses, "comparison")));
    json_t *levels =
        json_object_get(json_object_get(table_of(root, 4, 0), "rows"), "levels");
    assert_true(json_is_true(json_object_get(json_array_get(levels, 1), "overlaps")));
    assert_string_equal(text_at(part_of(root, 5), "unavailable"),
                        "een rangschikking van projecten is geen telling");
    assert_string_equal(text_at(table_of(root, 2, 1), "unavailable"),
                        "lonen worden niet geregistreerd");
    json_decref(root);
    buf_dispose(&out);
    arena_dispose(&a);
}

static void bad_text_and_overflow_are_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct answer x = {.title = "\xff", .asked_on = DAY_NONE};
    buf_init(&out, 0);
    assert_int_equal(publish_json(&out, &x, &e), ERR_INVALID);
    buf_dispose(&out);
    buf_init(&out, 400);
    assert_int_equal(publish_json(&out, sample_answer(&a, LANG_NL), &e), ERR_TOO_LARGE);
    buf_dispose(&out);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_golden),
        cmocka_unit_test(json_reads_back_as_the_answer),
        cmocka_unit_test(json_keeps_kinds_of_cells_apart),
        cmocka_unit_test(bad_text_and_overflow_are_told),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
