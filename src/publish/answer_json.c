#include "publish/answer_json.h"

#include "publish/json_put.h"
#include "publish/table_facts.h"
#include "publish/publish_words.h"

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
    json_put_count(w, "depth", e->depth);
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
        json_put(w, "name", axis->level_name[level]);
        json_put(w, "title", axis->level_title[level]);
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
        json_put_count(w, "value", c->n);
        break;
    case MEASURE_EURO:
        json_key(w, "value");
        json_put_number(w, (double)c->n / 100.0);
        json_put_count(w, "cents", c->n);
        break;
    case MEASURE_DAYS:
        json_put_fraction(w, "days", c->value);
        json_put_count(w, "members", c->n);
        break;
    case MEASURE_RATE:
        json_put_count(w, "value", c->n);
        json_put_count(w, "base", c->base);
        json_put_fraction(w, "rate", c->rate);
        if (t->base_is_target) break;
        json_put_fraction(w, "low", c->low);
        json_put_fraction(w, "high", c->high);
        break;
    }
}

static void put_cell(struct json_writer *w, const struct table *t, const struct cell *c)
{
    enum cell_status status = cell_shown_status(t, c);
    json_begin_object(w);
    json_put(w, "status", status_word(status));
    if (status == CELL_VALUE || status == CELL_ZERO) put_value(w, t, c);
    if (c->reason) json_put(w, "reason", c->reason);
    if (cell_shown_comparison(c) != PUBLISHED_NONE) {
        json_put(w, "published", c->published ? c->published : "");
        json_put(w, "comparison", published_word(c->published_state));
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

static void put_table(struct json_writer *w, const struct table *t, const char *number)
{
    json_begin_object(w);
    json_put(w, "number", number);
    json_put(w, "title", t->title);
    json_put(w, "statement", t->statement);
    json_put(w, "measure", measure_word(t->kind));
    json_put(w, "unit", t->unit);
    json_put(w, "unit_label", t->unit_label);
    json_put(w, "population", t->population);
    json_put(w, "base_label", t->base_label);
    json_key(w, "base_is_target");
    json_put_bool(w, t->base_is_target);
    json_put(w, "statistic", t->statistic);
    json_put_day(w, "as_of", t->as_of);
    json_put_moment(w, "known_at", t->known_at_ms);
    json_put_day(w, "borders_of", t->borders_of);
    json_put(w, "unavailable", t->unavailable);
    put_axis(w, "rows", &t->rows);
    put_axis(w, "columns", &t->columns);
    put_cells(w, t);
    json_put_comparison(w, t);
    json_put_texts(w, "notes", t->notes, t->n_notes);
    json_end_object(w);
}

static void put_question(struct json_writer *w, const struct answer *a)
{
    json_key(w, "question");
    json_begin_object(w);
    json_put(w, "number", a->number);
    json_put(w, "title", a->title);
    json_put(w, "asked_by", a->asked_by);
    json_put(w, "asked_to", a->asked_to);
    json_put_day(w, "asked_on", a->asked_on);
    json_put(w, "source", a->source);
    json_end_object(w);
}

static void put_statuses(struct json_writer *w, int lang)
{
    json_key(w, "statuses");
    json_begin_array(w);
    for (int i = 0; i < N_CELL_STATUSES; i++) {
        json_begin_object(w);
        json_put(w, "status", status_word((enum cell_status)i));
        json_put(w, "symbol", status_symbol((enum cell_status)i));
        json_put(w, "label", status_label((enum cell_status)i, lang));
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_part(struct json_writer *w, struct arena *arena, const struct answer *a,
                     size_t part)
{
    const struct part *p = a->parts[part];
    json_begin_object(w);
    json_put(w, "number", part_number(arena, a, part));
    json_put(w, "title", p->title);
    json_put(w, "unavailable", p->unavailable);
    json_put_texts(w, "notes", p->notes, p->n_notes);
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
    json_put(&w, "format", "vindplaats-answer/1");
    json_put(&w, "language", lang_code(a->lang));
    json_put_moment(&w, "made_at", a->made_at_ms);
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
