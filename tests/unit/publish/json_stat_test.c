/* The rules of JSON-stat 2.0 (json-stat.org/full) that can be checked on the document
 * alone, for every dataset of the samples; and what the house promises beyond them. */
#include "publish/sample_more.h"

#include "base/json.h"
#include "publish/json_stat.h"

static json_t *written(struct arena *a, const struct answer *x)
{
    struct err e = {0};
    struct buf out;
    json_t *root = NULL;
    (void)a;
    buf_init(&out, 0);
    assert_int_equal(publish_json_stat(&out, x, &e), OK);
    assert_int_equal(json_read(&root, buf_str(&out), &e), OK);
    buf_dispose(&out);
    return root;
}

static json_t *at(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!value) fail_msg("no %s", key);
    return value;
}

static const char *text_at(json_t *object, const char *key)
{
    const char *text = json_string_value(at(object, key));
    if (!text) fail_msg("%s is no text", key);
    return text;
}

static const char *text_in(json_t *array, size_t i)
{
    const char *text = json_string_value(json_array_get(array, i));
    assert_non_null(text);
    return text;
}

static bool holds(json_t *array, const char *text)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (strcmp(text_in(array, i), text) == 0) return true;
    return false;
}

static void check_texts(json_t *array)
{
    assert_true(json_is_array(array));
    for (size_t i = 0; i < json_array_size(array); i++)
        text_in(array, i);
}

static void check_dimension(json_t *dimension, size_t size)
{
    json_t *category = at(dimension, "category"), *index = at(category, "index");
    json_t *labels = at(category, "label"), *child = json_object_get(category, "child");
    text_at(dimension, "label");
    if (json_object_get(dimension, "note")) check_texts(at(dimension, "note"));
    assert_int_equal(json_array_size(index), size);
    assert_int_equal(json_object_size(labels), size); /* so codes are unique too */
    for (size_t i = 0; i < size; i++)
        text_at(labels, text_in(index, i));
    const char *parent;
    json_t *children;
    json_object_foreach(child, parent, children)
    {
        assert_true(holds(index, parent));
        check_texts(children);
        for (size_t i = 0; i < json_array_size(children); i++) {
            assert_true(holds(index, text_in(children, i)));
            assert_string_not_equal(text_in(children, i), parent);
        }
    }
    /* a total is above all others, never one of them */
    if (size > 1 && holds(index, "_T"))
        assert_int_equal(json_array_size(at(child, "_T")), size - 1);
}

static void check_roles(json_t *set)
{
    json_t *roles = at(set, "role"), *ids;
    const char *role;
    json_object_foreach(roles, role, ids)
    {
        assert_true(!strcmp(role, "time") || !strcmp(role, "geo") ||
                    !strcmp(role, "metric"));
        assert_true(json_array_size(ids) > 0);
        for (size_t i = 0; i < json_array_size(ids); i++)
            assert_true(holds(at(set, "id"), text_in(ids, i)));
    }
    assert_int_equal(json_array_size(at(roles, "metric")), 1);
    json_t *metric = at(at(set, "dimension"), text_in(at(roles, "metric"), 0)), *unit;
    json_t *category = at(metric, "category");
    const char *code;
    assert_int_equal(json_object_size(at(category, "unit")),
                     json_array_size(at(category, "index")));
    json_object_foreach(at(category, "unit"), code, unit)
    {
        assert_true(holds(at(category, "index"), code));
        assert_true(json_is_integer(at(unit, "decimals")));
        assert_in_range(json_integer_value(at(unit, "decimals")), 0, 20);
    }
}

static void check_status(json_t *set, json_t *status, json_t *value)
{
    text_at(at(at(at(set, "extension"), "status"), "label"), json_string_value(status));
    bool is_number = strcmp(json_string_value(status), "value") == 0 ||
                     strcmp(json_string_value(status), "zero") == 0;
    assert_true(is_number ? json_is_number(value) : json_is_null(value));
}

/* Returns how many figures have a place in the cube. */
static size_t check_cells(json_t *set, size_t product)
{
    json_t *values = at(set, "value"), *statuses = at(set, "status"), *value;
    if (json_is_array(values)) {
        assert_int_equal(json_array_size(values), product);
        assert_int_equal(json_array_size(statuses), product);
        for (size_t i = 0; i < product; i++)
            check_status(set, json_array_get(statuses, i), json_array_get(values, i));
        return product;
    }
    const char *key;
    assert_int_equal(json_object_size(values), json_object_size(statuses));
    json_object_foreach(values, key, value)
    {
        char *end;
        assert_true(strtoul(key, &end, 10) < product && !*end);
        check_status(set, at(statuses, key), value);
    }
    return json_object_size(values);
}

static size_t check_dataset(json_t *set)
{
    assert_string_equal(text_at(set, "version"), "2.0");
    assert_string_equal(text_at(set, "class"), "dataset");
    assert_string_equal(text_at(set, "updated"), "2022-12-01T09:00:00Z");
    text_at(set, "label");
    if (json_object_get(set, "note")) check_texts(at(set, "note"));
    json_t *ids = at(set, "id"), *sizes = at(set, "size");
    size_t n = json_array_size(ids), product = 1;
    assert_int_equal(json_array_size(sizes), n);
    assert_int_equal(json_object_size(at(set, "dimension")), n);
    for (size_t i = 0; i < n; i++) {
        size_t size = (size_t)json_integer_value(json_array_get(sizes, i));
        assert_true(size > 0);
        check_dimension(at(at(set, "dimension"), text_in(ids, i)), size);
        product *= size;
    }
    check_roles(set);
    return check_cells(set, product);
}

static void collections_follow_the_format(void **state)
{
    (void)state;
    for (int lang = 0; lang < N_LANGS; lang++) {
        struct arena a = {0};
        struct answer *samples[] = {sample_answer(&a, lang), sample_more(&a, lang)};
        for (size_t s = 0; s < ARRAY_LEN(samples); s++) {
            json_t *root = written(&a, samples[s]);
            assert_string_equal(text_at(root, "version"), "2.0");
            assert_string_equal(text_at(root, "class"), "collection");
            assert_string_equal(text_at(root, "label"), samples[s]->title);
            json_t *items = at(at(root, "link"), "item");
            size_t expected = 0;
            for (size_t p = 0; p < samples[s]->n_parts; p++)
                expected += samples[s]->parts[p]->n_tables +
                            (samples[s]->parts[p]->unavailable != NULL);
            assert_int_equal(json_array_size(items), expected);
            for (size_t i = 0; i < expected; i++)
                check_dataset(json_array_get(items, i));
            json_decref(root);
        }
        arena_dispose(&a);
    }
}

static struct answer *answer_of(struct arena *a, struct table *t)
{
    struct answer *x = arena_new(a, struct answer);
    x->parts = arena_new(a, struct part *);
    x->parts[0] = sample_part(a, "1", "Deel", 1, t);
    x->n_parts = 1;
    x->asked_on = DAY_NONE;
    x->made_at_ms = SAMPLE_MADE_AT_MS;
    return x;
}

/* Rows of two levels with totals: 7 of the 9 combinations of their codes are rows, and
 * the two others have neither value nor status. */
static void nested_rows_leave_out_what_is_no_row(void **state)
{
    (void)state;
    struct arena a = {0};
    json_t *set = written(&a, answer_of(&a, sample_nested(&a)));
    json_t *ids = at(set, "id");
    assert_int_equal(check_dataset(set), 7 * 27);
    assert_int_equal(json_array_size(ids), 5);
    assert_string_equal(text_in(ids, 0), "outcome");
    assert_string_equal(text_in(ids, 1), "language");
    assert_string_equal(text_in(ids, 3), "language_2");
    assert_true(json_is_object(at(set, "value")));
    assert_non_null(json_object_get(at(at(set, "dimension"), "language"), "note"));
    assert_null(json_object_get(at(at(set, "dimension"), "outcome"), "note"));
    assert_string_equal(text_in(at(at(set, "role"), "time"), 0), "year");
    json_decref(set);
    arena_dispose(&a);
}

static void one_table_is_one_dataset(void **state)
{
    (void)state;
    struct arena a = {0};
    json_t *set = written(&a, answer_of(&a, sample_reached(&a)));
    assert_int_equal(check_dataset(set), 24);
    assert_string_equal(text_in(at(at(set, "role"), "geo"), 0), "province");
    json_t *x = at(set, "extension"), *blank = at(at(x, "published"), "1");
    assert_string_equal(text_at(blank, "comparison"), "blank");
    assert_string_equal(text_at(blank, "published"), "");
    assert_int_equal(json_integer_value(at(at(x, "comparison"), "equal")), 21);
    json_decref(set);
    set = written(&a, answer_of(&a, sample_statuses(&a)));
    check_dataset(set);
    assert_string_equal(text_at(at(at(set, "extension"), "reasons"), "7"),
                        "de bron is vernietigd");
    json_decref(set);
    arena_dispose(&a);
}

/* A cell that cannot be told from another would be lost: told instead. */
static void equal_codes_are_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    static const char *const codes[] = {"a", "b", "a"};
    struct table *t =
        sample_table(&a, sample_axis(&a, "place", "Plaats", codes, codes, 3, NULL),
                     sample_axis_none(&a, "Totaal"));
    buf_init(&out, 0);
    assert_int_equal(publish_json_stat(&out, answer_of(&a, t), &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "rows 3 and 1"));
    buf_dispose(&out);
    arena_dispose(&a);
}

/* Rows that combine in more ways than a cube may have cells: refused, not allocated. */
static void too_many_combinations_are_refused(void **state)
{
    (void)state;
    enum { N = 5000 };
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct axis rows = {.n_levels = 2, .n = N};
    for (unsigned level = 0; level < 2; level++)
        rows.level_name[level] = rows.level_title[level] = level ? "place" : "project";
    rows.entries = arena_new_array(&a, struct axis_entry, N);
    for (size_t i = 0; i < N; i++) {
        rows.entries[i].depth = 2;
        for (unsigned level = 0; level < 2; level++)
            rows.entries[i].code[level] = rows.entries[i].path[level] =
                arena_format(&a, "%zu", i);
    }
    struct table *t = sample_table(&a, rows, sample_axis_none(&a, "Totaal"));
    buf_init(&out, 0);
    assert_int_equal(publish_json_stat(&out, answer_of(&a, t), &e), ERR_TOO_LARGE);
    assert_non_null(strstr(e.hint, "csv"));
    buf_dispose(&out);
    arena_dispose(&a);
}

static void bad_text_and_overflow_are_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct answer *x = sample_answer(&a, LANG_NL);
    buf_init(&out, 1000);
    assert_int_equal(publish_json_stat(&out, x, &e), ERR_TOO_LARGE);
    buf_dispose(&out);
    x->parts[1]->tables[0]->rows.entries[0].path[0] = "caf\xe9";
    buf_init(&out, 0);
    assert_int_equal(publish_json_stat(&out, x, &e), ERR_INVALID);
    buf_dispose(&out);
    arena_dispose(&a);
}

static void json_stat_is_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(publish_json_stat(&out, sample_answer(&a, LANG_NL), &e), OK);
    assert_golden("answer.jsonstat", buf_str(&out));
    buf_dispose(&out);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collections_follow_the_format),
        cmocka_unit_test(nested_rows_leave_out_what_is_no_row),
        cmocka_unit_test(one_table_is_one_dataset),
        cmocka_unit_test(equal_codes_are_refused),
        cmocka_unit_test(too_many_combinations_are_refused),
        cmocka_unit_test(bad_text_and_overflow_are_told),
        cmocka_unit_test(json_stat_is_golden),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
