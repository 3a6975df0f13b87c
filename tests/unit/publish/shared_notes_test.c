/* A note of several tables is told once, at the end, and each table refers to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "publish/shared_notes.h"
#include "publish/text.h"

static struct axis_entry total = {.path = {"Totaal"}, .code = {""}};

static struct table *table_with(struct arena *a, const char **notes, size_t n)
{
    struct table *t = arena_new(a, struct table);
    struct cell *cell = arena_new(a, struct cell);
    *cell = (struct cell){.status = CELL_VALUE, .n = 3};
    *t = (struct table){.title = "Bereikt",
                        .unit = "persons",
                        .unit_label = "personen",
                        .as_of = DAY_NONE,
                        .known_at_ms = INT64_MAX,
                        .borders_of = DAY_NONE,
                        .rows = {.entries = &total, .n = 1},
                        .columns = {.entries = &total, .n = 1},
                        .cells = cell,
                        .notes = notes,
                        .n_notes = n};
    return t;
}

static const char *first_notes[] = {"eigen aan de eerste", "van beide", "van beide"};
static const char *second_notes[] = {"ook van beide", "van beide"};
static const char *third_notes[] = {"ook van beide"};

static struct answer *three_tables(struct arena *a)
{
    struct answer *answer = arena_new(a, struct answer);
    struct part *part = arena_new(a, struct part);
    part->tables = arena_new_array(a, struct table *, 3);
    part->n_tables = 3;
    part->tables[0] = table_with(a, first_notes, 3);
    part->tables[1] = table_with(a, second_notes, 2);
    part->tables[2] = table_with(a, third_notes, 1);
    answer->parts = arena_new_array(a, struct part *, 1);
    answer->parts[0] = part;
    answer->n_parts = 1;
    answer->asked_on = DAY_NONE;
    return answer;
}

static void a_note_counts_as_shared_when_two_tables_have_it(void **state)
{
    (void)state;
    struct arena a = {0};
    struct shared_notes s;
    shared_notes_collect(&s, &a, three_tables(&a));
    assert_int_equal(s.n, 2);
    assert_int_equal(shared_note_number(&s, "van beide"), 1);
    assert_int_equal(shared_note_number(&s, "ook van beide"), 2);
    assert_int_equal(shared_note_number(&s, "eigen aan de eerste"), 0);
    arena_dispose(&a);
}

static void a_table_refers_to_shared_notes_in_order(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf out;
    buf_init(&out, 0);
    publish_text(&out, three_tables(&a), NULL);
    struct str text = buf_str(&out);
    assert_true(
        str_contains(text, S("- eigen aan de eerste\nZie toelichting 1 onderaan.")));
    assert_true(str_contains(text, S("Zie toelichting 1, 2 onderaan.")));
    assert_true(str_ends(text, S("1. van beide\n2. ook van beide\n")));
    buf_dispose(&out);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_counts_as_shared_when_two_tables_have_it),
        cmocka_unit_test(a_table_refers_to_shared_notes_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
