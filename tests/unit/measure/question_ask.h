/* Asks questions of the test panel and finds cells by the codes of their row and column
 * ("antwerpen/m", "" for the grand total). */
#ifndef TESTS_QUESTION_ASK_H
#define TESTS_QUESTION_ASK_H

#include "measure/answer.h"
#include "question_panel.h"

struct asking {
    struct arena arena;
    struct panel *full, *early; /* early: as known before 2022-06-01 */
    struct answer_context ctx;
    struct err e;
    int panels_asked;
};

static inline enum err_code asking_panel(const struct panel **out, void *self,
                                         struct panel_view view, struct err *e)
{
    struct asking *a = self;
    (void)e;
    a->panels_asked++;
    *out =
        view.known_at_ms < day_to_moment(test_day("2022-06-01")) ? a->early : a->full;
    return OK;
}

static inline void asking_begin(struct asking *a)
{
    *a = (struct asking){.full = question_panel(false), .early = question_panel(true)};
    a->ctx = (struct answer_context){.panel_at = asking_panel,
                                     .self = a,
                                     .lang = LANG_EN,
                                     .today = test_day("2023-06-01"),
                                     .now_ms = day_to_moment(test_day("2023-06-01"))};
}

static inline void asking_end(struct asking *a)
{
    panel_free(a->full);
    panel_free(a->early);
    arena_dispose(&a->arena);
}

static inline struct answer *ask_file(struct asking *a, const char *text)
{
    struct question *q;
    struct answer *answer = NULL;
    a->e = (struct err){0};
    enum err_code rc = question_parse(&q, &a->arena, str_of(text), &a->e);
    if (rc == OK) rc = answer_make(&answer, &a->arena, q, &a->ctx, &a->e);
    return rc == OK ? answer : NULL;
}

/* The only table of one statement, or NULL and a->e. */
static inline struct table *ask_one(struct asking *a, const char *text)
{
    struct question *q;
    struct answer *answer = NULL;
    a->e = (struct err){0};
    enum err_code rc = question_parse_statement(&q, &a->arena, str_of(text), &a->e);
    if (rc == OK) rc = answer_make(&answer, &a->arena, q, &a->ctx, &a->e);
    if (rc != OK) return NULL;
    return answer->parts[0]->tables[0];
}

static inline bool entry_is(const struct axis *axis, const struct axis_entry *entry,
                            const char *path)
{
    char text[400] = "";
    size_t n = 0;
    (void)axis;
    for (unsigned i = 0; i < entry->depth; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? "/" : "",
                              entry->code[i]);
    return strcmp(text, path) == 0;
}

static inline long entry_index(const struct axis *axis, const char *path)
{
    for (size_t i = 0; i < axis->n; i++)
        if (entry_is(axis, &axis->entries[i], path)) return (long)i;
    return -1;
}

static inline const struct cell *cell_at(const struct table *t, const char *row,
                                         const char *column)
{
    long r = entry_index(&t->rows, row), c = entry_index(&t->columns, column);
    return r < 0 || c < 0 ? NULL : &t->cells[(size_t)r * t->columns.n + (size_t)c];
}

/* -1 when the table has no such cell. */
static inline int64_t count_at(const struct table *t, const char *row,
                               const char *column)
{
    const struct cell *c = t ? cell_at(t, row, column) : NULL;
    return c ? c->n : -1;
}

static inline bool has_note(const struct table *t, const char *part)
{
    for (size_t i = 0; i < t->n_notes; i++)
        if (str_contains(str_of(t->notes[i]), str_of(part))) return true;
    return false;
}

#endif
