#include "publish/answer_json.h"

#include <math.h>

#include "base/json.h"
#include "publish/table_facts.h"
#include "publish/publish_words.h"

static void put(struct json_writer *w, const char *key, const char *text)
{
    json_key(w, key);
    json_put_c(w, text);
}

static void put_count(struct json_writer *w, const char *key, int64_t n)
{
    json_key(w, key);
    json_put_int(w, n);
}

static void put_fraction(struct json_writer *w, const char *key, double share)
{
    json_key(w, key);
    if (isfinite(share))
        json_put_number(w, share);
    else
        json_put_null(w);
}

static void put_day(struct json_writer *w, const char *key, struct day day)
{
    char text[DAY_TEXT + 1];
    day_text(text, day);
    put(w, key, day_is_none(day) ? NULL : text);
}

static void put_moment(struct json_writer *w, const char *key, int64_t unix_ms)
{
    char text[MOMENT_TEXT + 1];
    if (unix_ms == INT64_MAX) {
        put(w, key, NULL);
        return;
    }
    moment_text(text, unix_ms);
    put(w, key, text);
}

static void put_notes(struct json_writer *w, const char *const *notes, size_t n)
{
    json_key(w, "notes");
    json_begin_array(w);
    for (size_t i = 0; i < n; i++)
        json_put_c(w, notes[i]);
    json_end_array(w);
}

static void put_entry(struct json_writer *w, const struct axis *axis, size_t i)
{
    const struct axis_entry *e = &axis->entries[i];
    json_begin_object(w);
    json_key(w, "codes");
    json_begin_array(w);
    for (unsigned level = 0; level < axis->n_levels; level++)
        json_put_c(w, level >= e->depth ? NULL : e->code[level]);
    json_end_array(w);
    json_key(w, "labels");
    json_begin_array(w);
    for (unsigned level = 0; level < axis->n_levels; level++)
        json_put_c(w, e->path[level]);
    json_end_array(w);
    put_count(w, "depth", e->depth);
    json_key(w, "missing");
    json_put_bool(w, e->is_missing);
    json_end_object(w);
}

static void put_axis(struct json_writer *w, const char *key, const struct axis *axis)
{
    json_key(w, key);
    json_begin_object(w);
    json_key(w, "levels");
    json_begin_array(w);
    for (unsigned level = 0; level < axis->n_levels; level++) {
        json_begin_object(w);
        put(w, "name", axis->level_name[level]);
        put(w, "title", axis->level_title[level]);
        json_key(w, "overlaps");
        json_put_bool(w, axis->level_overlaps[level]);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "entries");
    json_begin_array(w);
    for (size_t i = 0; i < axis->n; i++)
        put_entry(w, axis, i);
    json_end_array(w);
    json_end_object(w);
}

static void put_value(struct json_writer *w, const struct table *t,
                      const struct cell *c)
{
    switch (t->kind) {
    case MEASURE_COUNT:
        put_count(w, "value", c->n);
        break;
    case MEASURE_EURO:
        json_key(w, "value");
        json_put_number(w, (double)c->n / 100.0);
        put_count(w, "cents", c->n);
        break;
    case MEASURE_DAYS:
        put_fraction(w, "days", c->value);
        put_count(w, "members", c->n);
        break;
    case MEASURE_RATE:
        put_count(w, "value", c->n);
        put_count(w, "base", c->base);
        put_fraction(w, "rate", c->rate);
        if (t->base_is_target) break;
        put_fraction(w, "low", c->low);
        put_fraction(w, "high", c->high);
        break;
    }
}

static void put_cell(struct json_writer *w, const struct table *t, const struct cell *c)
{
    enum cell_status status = cell_shown_status(t, c);
    json_begin_object(w);
    put(w, "status", status_word(status));
    if (status == CELL_VALUE || status == CELL_ZERO) put_value(w, t, c);
    if (c->reason) put(w, "reason", c->reason);
    if (cell_shown_comparison(c) != PUBLISHED_NONE) {
        put(w, "published", c->published ? c->published : "");
        put(w, "comparison", published_word(c->published_state));
    }
    json_end_object(w);
}

static void put_cells(struct json_writer *w, const struct table *t)
{
    json_key(w, "cells");
    json_begin_array(w);
    for (size_t r = 0; table_has_cells(t) && r < t->rows.n; r++) {
        json_begin_array(w);
        for (size_t c = 0; c < t->columns.n; c++)
            put_cell(w, t, &t->cells[r * t->columns.n + c]);
        json_end_array(w);
    }
    json_end_array(w);
}

static void put_comparison(struct json_writer *w, const struct table *t)
{
    json_key(w, "comparison");
    if (!table_is_compared(t)) {
        json_put_null(w);
        return;
    }
    json_begin_object(w);
    put_count(w, "equal", (int64_t)t->n_published_equal);
    put_count(w, "blank", (int64_t)t->n_published_blank);
    put_count(w, "differs", (int64_t)t->n_published_differs);
    json_end_object(w);
}

static void put_table(struct json_writer *w, const struct table *t, const char *number)
{
    json_begin_object(w);
    put(w, "number", number);
    put(w, "title", t->title);
    put(w, "statement", t->statement);
    put(w, "measure", measure_word(t->kind));
    put(w, "unit", t->unit);
    put(w, "unit_label", t->unit_label);
    put(w, "population", t->population);
    put(w, "base_label", t->base_label);
    json_key(w, "base_is_target");
    json_put_bool(w, t->base_is_target);
    put(w, "statistic", t->statistic);
    put_day(w, "as_of", t->as_of);
    put_moment(w, "known_at", t->known_at_ms);
    put_day(w, "borders_of", t->borders_of);
    put(w, "unavailable", t->unavailable);
    put_axis(w, "rows", &t->rows);
    put_axis(w, "columns", &t->columns);
    put_cells(w, t);
    put_comparison(w, t);
    put_notes(w, t->notes, t->n_notes);
    json_end_object(w);
}

static void put_question(struct json_writer *w, const struct answer *a)
{
    json_key(w, "question");
    json_begin_object(w);
    put(w, "number", a->number);
    put(w, "title", a->title);
    put(w, "asked_by", a->asked_by);
    put(w, "asked_to", a->asked_to);
    put_day(w, "asked_on", a->asked_on);
    put(w, "source", a->source);
    json_end_object(w);
}

static void put_statuses(struct json_writer *w, int lang)
{
    json_key(w, "statuses");
    json_begin_array(w);
    for (int i = 0; i < N_CELL_STATUSES; i++) {
        json_begin_object(w);
        put(w, "status", status_word((enum cell_status)i));
        put(w, "symbol", status_symbol((enum cell_status)i));
        put(w, "label", status_label((enum cell_status)i, lang));
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_part(struct json_writer *w, struct arena *arena, const struct answer *a,
                     size_t part)
{
    const struct part *p = a->parts[part];
    json_begin_object(w);
    put(w, "number", part_number(arena, a, part));
    put(w, "title", p->title);
    put(w, "unavailable", p->unavailable);
    put_notes(w, p->notes, p->n_notes);
    json_key(w, "tables");
    json_begin_array(w);
    for (size_t i = 0; i < p->n_tables; i++)
        put_table(w, p->tables[i], table_number(arena, a, part, i));
    json_end_array(w);
    json_end_object(w);
}

enum err_code publish_json(struct buf *out, const struct answer *a, struct err *e)
{
    struct arena arena = {0};
    struct json_writer w;
    enum err_code rc = OK;
    json_begin(&w, out);
    json_begin_object(&w);
    put(&w, "format", "vindplaats-answer/1");
    put(&w, "language", lang_code(a->lang));
    put_moment(&w, "made_at", a->made_at_ms);
    put_question(&w, a);
    put_statuses(&w, a->lang);
    json_key(&w, "parts");
    json_begin_array(&w);
    for (size_t i = 0; i < a->n_parts; i++)
        put_part(&w, &arena, a, i);
    json_end_array(&w);
    json_end_object(&w);
    TRY(json_finish(&w, e));
    buf_add_char(out, '\n');
    TRY(buf_check(out, e));
out:
    arena_dispose(&arena);
    return rc;
}
