#include "publish/json_stat.h"

#include "publish/axis_cube.h"
#include "publish/json_put.h"
#include "publish/publish_words.h"
#include "publish/table_dimensions.h"
#include "publish/table_facts.h"
#include "publish/text_cell.h"

#define NO_ROWS "no_rows"

enum { METRICS_MAX = 5 };
enum metric {
    METRIC_VALUE,
    METRIC_BASE,
    METRIC_RATE,
    METRIC_LOW,
    METRIC_HIGH,
    METRIC_MEMBERS
};

struct writer {
    struct json_writer w;
    struct arena *a;
    const struct answer *answer;
};

/* One table and what it is made of. */
struct dataset {
    const struct table *t; /* NULL: a part without tables */
    const struct part *part;
    const char *part_number, *number, *title;
    const char *lacks; /* status of the only cell of a table without cells, or NULL */
    const char *why;
    struct table_dimension dimensions[2 * LIMIT_QUESTION_DIMS];
    size_t n_dimensions;
    struct axis_cube rows, columns;
    enum metric metrics[METRICS_MAX];
    size_t n_metrics;
};

static const char *metric_code(enum metric m)
{
    static const char *const codes[] = {"value", "base", "rate",
                                        "low",   "high", "members"};
    return codes[m];
}

static void choose_metrics(struct dataset *d)
{
    static const enum metric of_rate[] = {METRIC_VALUE, METRIC_BASE, METRIC_RATE,
                                          METRIC_LOW, METRIC_HIGH};
    enum { OF_TARGET = 3 };
    d->metrics[d->n_metrics++] = METRIC_VALUE;
    if (!d->t) return;
    if (d->t->kind == MEASURE_DAYS) d->metrics[d->n_metrics++] = METRIC_MEMBERS;
    if (d->t->kind != MEASURE_RATE) return;
    memcpy(d->metrics, of_rate, sizeof of_rate);
    d->n_metrics = d->t->base_is_target ? OF_TARGET : ARRAY_LEN(of_rate);
}

static const char *metric_label(const struct writer *x, const struct dataset *d,
                                enum metric m)
{
    int lang = x->answer->lang;
    const struct table *t = d->t;
    switch (m) {
    case METRIC_VALUE:
        if (t && t->kind != MEASURE_RATE) return figure_head(x->a, t, lang);
        break;
    case METRIC_BASE:
        return word_in(t->base_is_target ? WORD_TARGET_HEAD : WORD_BASE_HEAD, lang);
    case METRIC_RATE:
        return word_in(WORD_RATE_HEAD, lang);
    case METRIC_LOW:
        return word_in(WORD_LOW_HEAD, lang);
    case METRIC_HIGH:
        return word_in(WORD_HIGH_HEAD, lang);
    case METRIC_MEMBERS:
        break;
    }
    return word_in(WORD_COUNT_HEAD, lang);
}

static void put_unit(struct writer *x, const struct dataset *d, enum metric m)
{
    enum { EURO_DECIMALS = 2, RATE_DECIMALS = 3, DAYS_DECIMALS = 1 };
    const struct table *t = d->t;
    struct json_writer *w = &x->w;
    const char *label = t ? t->unit_label ? t->unit_label : t->unit : NULL;
    int decimals = 0;
    bool is_euro = t && t->kind == MEASURE_EURO;
    if (m == METRIC_BASE) label = t->base_label;
    if (m == METRIC_VALUE && t && t->kind == MEASURE_DAYS) {
        label = word_in(WORD_DAYS, x->answer->lang);
        decimals = DAYS_DECIMALS;
    }
    if (is_euro) decimals = EURO_DECIMALS;
    if (m == METRIC_RATE || m == METRIC_LOW || m == METRIC_HIGH) {
        label = word_in(WORD_FRACTION, x->answer->lang);
        decimals = RATE_DECIMALS;
    }
    json_key(w, metric_code(m));
    json_begin_object(w);
    if (label) json_put(w, "label", label);
    json_put_count(w, "decimals", decimals);
    if (is_euro) {
        json_put(w, "symbol", "\xe2\x82\xac");
        json_put(w, "position", "start");
    }
    json_end_object(w);
}

static void put_metrics(struct writer *x, const struct dataset *d)
{
    struct json_writer *w = &x->w;
    json_key(w, "measure");
    json_begin_object(w);
    json_put(w, "label", word_in(WORD_MEASURE, x->answer->lang));
    json_key(w, "category");
    json_begin_object(w);
    json_key(w, "index");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_metrics; i++)
        json_put_c(w, metric_code(d->metrics[i]));
    json_end_array(w);
    json_key(w, "label");
    json_begin_object(w);
    for (size_t i = 0; i < d->n_metrics; i++)
        json_put(w, metric_code(d->metrics[i]), metric_label(x, d, d->metrics[i]));
    json_end_object(w);
    json_key(w, "unit");
    json_begin_object(w);
    for (size_t i = 0; i < d->n_metrics; i++)
        put_unit(x, d, d->metrics[i]);
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
}

/* The total stands above all others, so that no reader takes it for one of them. */
static void put_child(struct json_writer *w, const struct categories *c)
{
    bool has_total = false;
    for (size_t i = 0; i < c->n; i++)
        has_total |= strcmp(c->code[i], DIMENSION_TOTAL) == 0;
    if (!has_total || c->n < 2) return;
    json_key(w, "child");
    json_begin_object(w);
    json_key(w, DIMENSION_TOTAL);
    json_begin_array(w);
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->code[i], DIMENSION_TOTAL) != 0) json_put_c(w, c->code[i]);
    json_end_array(w);
    json_end_object(w);
}

static const struct categories *categories_of(const struct dataset *d, size_t i)
{
    const struct table_dimension *at = &d->dimensions[i];
    return at->axis == &d->t->rows ? &d->rows.level[at->level]
                                   : &d->columns.level[at->level];
}

static const char *id_of(const struct writer *x, const struct dataset *d, size_t i)
{
    return dimension_id(x->a, d->dimensions[i].name, d->dimensions[i].turn);
}

static void put_dimension(struct writer *x, const struct dataset *d, size_t i)
{
    struct json_writer *w = &x->w;
    const struct table_dimension *at = &d->dimensions[i];
    const struct categories *c = categories_of(d, i);
    json_key(w, id_of(x, d, i));
    json_begin_object(w);
    json_put(w, "label",
             at->axis->level_title[at->level] ? at->axis->level_title[at->level]
                                              : at->name);
    if (at->axis->level_overlaps[at->level]) {
        const char *note = word_in(WORD_OVERLAPS, x->answer->lang);
        json_put_texts(w, "note", &note, 1);
    }
    json_key(w, "category");
    json_begin_object(w);
    json_put_texts(w, "index", c->code, c->n);
    json_key(w, "label");
    json_begin_object(w);
    for (size_t k = 0; k < c->n; k++)
        json_put(w, c->code[k], c->label[k]);
    json_end_object(w);
    put_child(w, c);
    json_end_object(w);
    json_end_object(w);
}

static void put_roles(struct writer *x, const struct dataset *d)
{
    struct json_writer *w = &x->w;
    const char *measure = "measure";
    json_key(w, "role");
    json_begin_object(w);
    for (int of_time = 1; of_time >= 0; of_time--) {
        const char *ids[2 * LIMIT_QUESTION_DIMS];
        size_t n = 0;
        for (size_t i = 0; i < d->n_dimensions; i++)
            if (of_time ? dimension_is_time(d->dimensions[i].name)
                        : dimension_is_place(d->dimensions[i].name))
                ids[n++] = id_of(x, d, i);
        if (n) json_put_texts(w, of_time ? "time" : "geo", ids, n);
    }
    json_put_texts(w, "metric", &measure, 1);
    json_end_object(w);
}

static void put_shape(struct writer *x, const struct dataset *d)
{
    struct json_writer *w = &x->w;
    json_key(w, "id");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_dimensions; i++)
        json_put_c(w, id_of(x, d, i));
    json_put_c(w, "measure");
    json_end_array(w);
    json_key(w, "size");
    json_begin_array(w);
    for (size_t i = 0; i < d->n_dimensions; i++)
        json_put_int(w, (int64_t)categories_of(d, i)->n);
    json_put_int(w, (int64_t)d->n_metrics);
    json_end_array(w);
    put_roles(x, d);
    json_key(w, "dimension");
    json_begin_object(w);
    for (size_t i = 0; i < d->n_dimensions; i++)
        put_dimension(x, d, i);
    put_metrics(x, d);
    json_end_object(w);
}

static double metric_number(const struct table *t, const struct cell *c, enum metric m)
{
    switch (m) {
    case METRIC_VALUE:
        if (t->kind == MEASURE_DAYS) return c->value;
        return t->kind == MEASURE_EURO ? (double)c->n / 100.0 : (double)c->n;
    case METRIC_BASE:
        return (double)c->base;
    case METRIC_RATE:
        return c->rate;
    case METRIC_LOW:
        return c->low;
    case METRIC_HIGH:
        return c->high;
    case METRIC_MEMBERS:
        break;
    }
    return (double)c->n;
}

static void put_metric(struct json_writer *w, const struct table *t,
                       const struct cell *c, enum metric m)
{
    enum cell_status status = cell_shown_status(t, c);
    bool is_count =
        m == METRIC_BASE || m == METRIC_MEMBERS ||
        (m == METRIC_VALUE && (t->kind == MEASURE_COUNT || t->kind == MEASURE_RATE));
    double number = metric_number(t, c, m);
    if ((status != CELL_VALUE && status != CELL_ZERO) || number != number)
        json_put_null(w);
    else if (is_count)
        json_put_int(w, m == METRIC_BASE ? c->base : c->n);
    else
        json_put_number(w, number);
}

static const struct cell *cell_at(const struct dataset *d, size_t row_place,
                                  size_t column_place)
{
    uint32_t r = d->rows.entry_at[row_place], c = d->columns.entry_at[column_place];
    if (r == AXIS_NO_ENTRY || c == AXIS_NO_ENTRY) return NULL;
    return &d->t->cells[r * d->t->columns.n + c];
}

static bool is_dense(const struct dataset *d)
{
    return d->rows.n_places == d->t->rows.n && d->columns.n_places == d->t->columns.n;
}

static void key_position(struct json_writer *w, size_t position)
{
    char key[24];
    snprintf(key, sizeof key, "%zu", position);
    json_key(w, key);
}

enum layer { LAYER_VALUE, LAYER_STATUS };

/* Positions ascend: places of rows, of columns, figures. */
static void put_layer(struct writer *x, const struct dataset *d, enum layer layer)
{
    struct json_writer *w = &x->w;
    bool dense = is_dense(d);
    size_t position = 0;
    dense ? json_begin_array(w) : json_begin_object(w);
    for (size_t r = 0; r < d->rows.n_places; r++) {
        for (size_t c = 0; c < d->columns.n_places; c++) {
            const struct cell *cell = cell_at(d, r, c);
            for (size_t m = 0; m < d->n_metrics; m++, position++) {
                if (!cell) continue;
                if (!dense) key_position(w, position);
                if (layer == LAYER_STATUS)
                    json_put_c(w, status_word(cell_shown_status(d->t, cell)));
                else
                    put_metric(w, d->t, cell, d->metrics[m]);
            }
        }
    }
    dense ? json_end_array(w) : json_end_object(w);
}

static void put_cells(struct writer *x, const struct dataset *d)
{
    struct json_writer *w = &x->w;
    json_key(w, "value");
    if (d->lacks) {
        json_begin_array(w);
        json_put_null(w);
        json_end_array(w);
        json_put_texts(w, "status", &d->lacks, 1);
        return;
    }
    put_layer(x, d, LAYER_VALUE);
    json_key(w, "status");
    put_layer(x, d, LAYER_STATUS);
}

static void put_published(struct json_writer *w, const struct cell *c)
{
    json_begin_object(w);
    json_put(w, "published", c->published ? c->published : "");
    json_put(w, "comparison", published_word(c->published_state));
    json_end_object(w);
}

/* What is said of single cells, by the position of their first figure. */
static void put_cell_facts(struct writer *x, const struct dataset *d, bool of_reasons)
{
    struct json_writer *w = &x->w;
    json_key(w, of_reasons ? "reasons" : "published");
    json_begin_object(w);
    if (d->lacks && of_reasons) json_put(w, "0", d->why);
    for (size_t r = 0; !d->lacks && r < d->rows.n_places; r++) {
        for (size_t c = 0; c < d->columns.n_places; c++) {
            const struct cell *cell = cell_at(d, r, c);
            bool has_fact =
                cell && (of_reasons ? cell->reason != NULL
                                    : cell_shown_comparison(cell) != PUBLISHED_NONE);
            if (!has_fact) continue;
            key_position(w, (r * d->columns.n_places + c) * d->n_metrics);
            if (of_reasons)
                json_put_c(w, cell->reason);
            else
                put_published(w, cell);
        }
    }
    json_end_object(w);
}

static void put_legend(struct writer *x)
{
    struct json_writer *w = &x->w;
    int lang = x->answer->lang;
    json_key(w, "status");
    json_begin_object(w);
    json_key(w, "label");
    json_begin_object(w);
    for (int i = 0; i < N_CELL_STATUSES; i++)
        json_put(w, status_word((enum cell_status)i),
                 status_label((enum cell_status)i, lang));
    json_put(w, NO_ROWS, word_in(WORD_NO_CELLS, lang));
    json_end_object(w);
    json_key(w, "symbol");
    json_begin_object(w);
    for (int i = 0; i < N_CELL_STATUSES; i++)
        json_put(w, status_word((enum cell_status)i),
                 status_symbol((enum cell_status)i));
    json_end_object(w);
    json_end_object(w);
}

static void put_table_facts(struct writer *x, const struct table *t)
{
    struct json_writer *w = &x->w;
    json_put(w, "statement", t->statement);
    json_put(w, "kind", measure_word(t->kind));
    json_put(w, "statistic", t->statistic);
    json_put(w, "unit", t->unit);
    json_put(w, "unit_label", t->unit_label);
    json_put(w, "population", t->population);
    bool is_rate = t->kind == MEASURE_RATE;
    json_put(w, "base_label", is_rate ? t->base_label : NULL);
    json_put(w, "base_kind", is_rate ? t->base_is_target ? "target" : "units" : NULL);
    json_put_day(w, "as_of", t->as_of);
    json_put_moment(w, "known_at", t->known_at_ms);
    json_put_day(w, "borders_of", t->borders_of);
    json_put_comparison(w, t);
}

static void put_extension(struct writer *x, const struct dataset *d)
{
    struct json_writer *w = &x->w;
    json_key(w, "extension");
    json_begin_object(w);
    json_put(w, "language", lang_code(x->answer->lang));
    json_put(w, "part", d->part_number);
    json_put(w, "part_title", d->part->title);
    json_put_texts(w, "part_notes", d->part->notes, d->part->n_notes);
    json_put(w, "table", d->number);
    if (d->t) put_table_facts(x, d->t);
    put_legend(x);
    put_cell_facts(x, d, true);
    put_cell_facts(x, d, false);
    json_end_object(w);
}

static void put_head(struct writer *x, const char *class, const char *label)
{
    struct json_writer *w = &x->w;
    json_put(w, "version", "2.0");
    json_put(w, "class", class);
    json_put(w, "label", label ? label : "");
    if (x->answer->source) json_put(w, "source", x->answer->source);
    json_put_moment(w, "updated", x->answer->made_at_ms);
}

static enum err_code put_dataset(struct writer *x, struct dataset *d, struct err *e)
{
    enum err_code rc = OK;
    struct json_writer *w = &x->w;
    if (!d->lacks) {
        d->n_dimensions = table_dimensions(d->dimensions, d->t);
        TRY(axis_cube_make(&d->rows, x->a, &d->t->rows, e));
        TRY(axis_cube_make(&d->columns, x->a, &d->t->columns, e));
        if (d->rows.n_places > LIMIT_CUBE_CELLS / d->columns.n_places)
            return err_set(e, ERR_TOO_LARGE,
                           "the codes of table %s combine in more than %d ways",
                           d->number, LIMIT_CUBE_CELLS);
    }
    choose_metrics(d);
    json_begin_object(w);
    put_head(x, "dataset", d->title);
    if (d->t && d->t->n_notes) json_put_texts(w, "note", d->t->notes, d->t->n_notes);
    put_shape(x, d);
    put_cells(x, d);
    put_extension(x, d);
    json_end_object(w);
out:
    return rc;
}

static enum err_code put_table(struct writer *x, size_t part, size_t index,
                               struct err *e)
{
    const struct part *p = x->answer->parts[part];
    const struct table *t = p->tables[index];
    struct dataset d = {.t = t,
                        .part = p,
                        .part_number = part_number(x->a, x->answer, part),
                        .number = table_number(x->a, x->answer, part, index),
                        .title = t->title ? t->title : p->title};
    if (!table_has_cells(t)) {
        d.lacks = t->unavailable ? status_word(CELL_UNAVAILABLE) : NO_ROWS;
        d.why =
            t->unavailable ? t->unavailable : word_in(WORD_NO_CELLS, x->answer->lang);
    }
    return put_dataset(x, &d, e);
}

static enum err_code put_part(struct writer *x, size_t part, struct err *e)
{
    enum err_code rc = OK;
    const struct part *p = x->answer->parts[part];
    struct dataset d = {.part = p,
                        .part_number = part_number(x->a, x->answer, part),
                        .title = p->title,
                        .lacks = status_word(CELL_UNAVAILABLE),
                        .why = p->unavailable};
    if (p->unavailable) TRY(put_dataset(x, &d, e));
    for (size_t i = 0; i < p->n_tables; i++)
        TRY(put_table(x, part, i, e));
out:
    return rc;
}

static void put_question(struct writer *x)
{
    const struct answer *a = x->answer;
    struct json_writer *w = &x->w;
    json_key(w, "extension");
    json_begin_object(w);
    json_put(w, "language", lang_code(a->lang));
    json_put(w, "number", a->number);
    json_put(w, "asked_by", a->asked_by);
    json_put(w, "asked_to", a->asked_to);
    json_put_day(w, "asked_on", a->asked_on);
    json_key(w, "parts");
    json_begin_array(w);
    for (size_t p = 0; p < a->n_parts; p++) {
        json_begin_object(w);
        json_put(w, "part", part_number(x->a, a, p));
        json_put(w, "title", a->parts[p]->title);
        json_put_texts(w, "notes", a->parts[p]->notes, a->parts[p]->n_notes);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

static enum err_code put_collection(struct writer *x, struct err *e)
{
    enum err_code rc = OK;
    struct json_writer *w = &x->w;
    json_begin_object(w);
    put_head(x, "collection", x->answer->title);
    put_question(x);
    json_key(w, "link");
    json_begin_object(w);
    json_key(w, "item");
    json_begin_array(w);
    for (size_t p = 0; p < x->answer->n_parts; p++)
        TRY(put_part(x, p, e));
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
out:
    return rc;
}

enum err_code publish_json_stat(struct buf *out, const struct answer *a, struct err *e)
{
    struct arena arena = {0};
    struct writer x = {.a = &arena, .answer = a};
    enum err_code rc = OK;
    bool is_one =
        a->n_parts == 1 && !a->parts[0]->unavailable && a->parts[0]->n_tables == 1;
    json_begin(&x.w, out);
    TRY(is_one ? put_table(&x, 0, 0, e) : put_collection(&x, e));
    TRY(json_finish(&x.w, e));
    buf_add_char(out, '\n');
    TRY(buf_check(out, e));
out:
    arena_dispose(&arena);
    return rc;
}
