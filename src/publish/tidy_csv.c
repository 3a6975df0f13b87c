#include "publish/tidy_csv.h"

#include <math.h>

#include "base/csv.h"
#include "domain/number_text.h"
#include "publish/table_dimensions.h"
#include "publish/table_facts.h"
#include "publish/publish_words.h"

enum { FRACTION_DIGITS = 6 };

struct writer {
    struct csv_writer csv;
    struct csv_style style;
    struct arena *a;
    const struct answer *answer;
    struct table_dimension *dimensions; /* of all tables, in order of first use */
    size_t n_dimensions, cap;
};

/* Which of the `n` dimensions of a table is `d`; NULL: none. */
static const struct table_dimension *find_same(const struct table_dimension *own,
                                               size_t n,
                                               const struct table_dimension *d)
{
    for (size_t i = 0; i < n; i++)
        if (own[i].turn == d->turn && strcmp(own[i].name, d->name) == 0) return &own[i];
    return NULL;
}

static void collect_dimensions(struct writer *w, const struct table *t)
{
    struct table_dimension own[2 * LIMIT_QUESTION_DIMS];
    size_t n = table_dimensions(own, t);
    for (size_t i = 0; i < n; i++) {
        if (find_same(w->dimensions, w->n_dimensions, &own[i])) continue;
        mem_push_room(w->dimensions, w->n_dimensions, w->cap);
        w->dimensions[w->n_dimensions++] = own[i];
    }
}

static void write_header(struct writer *w)
{
    for (size_t i = 0; i < ARRAY_LEN(csv_columns_before); i++)
        csv_cell_c(&w->csv, csv_columns_before[i]);
    for (size_t i = 0; i < w->n_dimensions; i++) {
        const struct table_dimension *d = &w->dimensions[i];
        const char *name = dimension_id(w->a, d->name, d->turn);
        csv_cell_c(&w->csv, name);
        csv_cell_c(&w->csv, arena_format(w->a, "%s_label", name));
    }
    for (size_t i = 0; i < ARRAY_LEN(csv_columns_after); i++)
        csv_cell_c(&w->csv, csv_columns_after[i]);
    csv_end_row(&w->csv);
}

/* What every record of a table begins with. */
struct place {
    const char *part, *part_title, *number;
};

static struct place place_of(struct writer *w, size_t part, const char *number)
{
    return (struct place){part_number(w->a, w->answer, part),
                          w->answer->parts[part]->title, number};
}

static void write_place(struct writer *w, const struct place *p, const struct table *t)
{
    csv_cell_c(&w->csv, p->part);
    csv_cell_c(&w->csv, p->part_title);
    csv_cell_c(&w->csv, p->number);
    csv_cell_c(&w->csv, t ? t->title : NULL);
    csv_cell_c(&w->csv, t ? measure_word(t->kind) : NULL);
    csv_cell_c(&w->csv, t ? t->statistic : NULL);
    csv_cell_c(&w->csv, t ? t->unit : NULL);
    csv_cell_c(&w->csv, t ? t->unit_label : NULL);
    bool is_rate = t && t->kind == MEASURE_RATE;
    csv_cell_c(&w->csv, is_rate ? t->base_label : NULL);
    csv_cell_c(&w->csv, is_rate ? t->base_is_target ? "target" : "units" : NULL);
}

/* `at` NULL: the table does not have it. */
static void write_dimension(struct writer *w, const struct table_dimension *at,
                            const struct axis_entry *e)
{
    csv_cell_c(&w->csv, at ? entry_code(e, at->level) : DIMENSION_ABSENT);
    csv_cell_c(&w->csv, at ? e->path[at->level] : NULL);
}

static void write_number(struct writer *w, const char *text)
{
    char copy[64];
    int n = snprintf(copy, sizeof copy, "%s", text);
    require(n >= 0 && (size_t)n < sizeof copy);
    char *point = strchr(copy, '.');
    if (point && w->style.decimal_comma) *point = ',';
    csv_cell_c(&w->csv, copy);
}

/* Without the zeros behind: "42.5". */
static void days_text(char *out, size_t size, double days)
{
    *out = '\0';
    if (!isfinite(days) || fabs(days) >= 1e15) return;
    int n = snprintf(out, size, "%.*f", FRACTION_DIGITS, days);
    require(n > 0 && (size_t)n < size);
    while (out[n - 1] == '0')
        n--;
    if (out[n - 1] == '.') n--;
    out[n] = '\0';
}

static void write_fraction(struct writer *w, double share)
{
    char text[64] = "";
    if (isfinite(share) && fabs(share) < 1e15)
        snprintf(text, sizeof text, "%.*f", FRACTION_DIGITS, share);
    write_number(w, text);
}

static void write_nothing(struct writer *w, int n_cells)
{
    for (int i = 0; i < n_cells; i++)
        csv_cell_c(&w->csv, NULL);
}

/* value, base, rate, low, high and members of a cell that has a number. */
static void write_figures(struct writer *w, const struct table *t, const struct cell *c)
{
    char text[64];
    struct buf euros;
    switch (t->kind) {
    case MEASURE_COUNT:
        csv_cell_int(&w->csv, c->n);
        write_nothing(w, 5);
        break;
    case MEASURE_EURO:
        buf_init(&euros, 0);
        number_cents_plain(&euros, c->n, '.');
        write_number(w, euros.p);
        buf_dispose(&euros);
        write_nothing(w, 5);
        break;
    case MEASURE_RATE:
        csv_cell_int(&w->csv, c->n);
        csv_cell_int(&w->csv, c->base);
        write_fraction(w, c->rate);
        if (t->base_is_target) {
            write_nothing(w, 3);
            break;
        }
        write_fraction(w, c->low);
        write_fraction(w, c->high);
        write_nothing(w, 1);
        break;
    case MEASURE_DAYS:
        days_text(text, sizeof text, c->value);
        write_number(w, text);
        write_nothing(w, 4);
        csv_cell_int(&w->csv, c->n);
        break;
    }
}

static void write_values(struct writer *w, const struct table *t, const struct cell *c)
{
    enum cell_status status = cell_shown_status(t, c);
    enum published_state compared = cell_shown_comparison(c);
    if (status == CELL_VALUE || status == CELL_ZERO)
        write_figures(w, t, c);
    else
        write_nothing(w, 6);
    csv_cell_c(&w->csv, status_word(status));
    csv_cell_c(&w->csv, c->reason);
    if (compared == PUBLISHED_NONE)
        csv_cell_c(&w->csv, NULL);
    else if (number_is_plain(c->published))
        write_number(w, c->published);
    else
        csv_cell_c(&w->csv, c->published);
    csv_cell_c(&w->csv, published_word(compared));
}

static void write_clocks(struct writer *w, const struct table *t)
{
    char day[DAY_TEXT + 1], moment[MOMENT_TEXT + 1] = "";
    day_text(day, t ? t->as_of : DAY_NONE);
    if (t && t->known_at_ms != INT64_MAX) moment_text(moment, t->known_at_ms);
    csv_cell_c(&w->csv, day);
    csv_cell_c(&w->csv, moment);
    csv_end_row(&w->csv);
}

/* The one record of a part or table that has no cells; `reason` NULL: no rows. */
static void write_without_cells(struct writer *w, size_t part, const char *number,
                                const struct table *t, const char *reason)
{
    struct place place = place_of(w, part, number);
    write_place(w, &place, t);
    for (size_t d = 0; d < w->n_dimensions; d++)
        write_dimension(w, NULL, NULL);
    write_nothing(w, 6);
    csv_cell_c(&w->csv, reason ? status_word(CELL_UNAVAILABLE) : "no_rows");
    csv_cell_c(&w->csv, reason ? reason : word_in(WORD_NO_CELLS, w->answer->lang));
    csv_cell_c(&w->csv, NULL);
    csv_cell_c(&w->csv, published_word(PUBLISHED_NONE));
    write_clocks(w, t);
}

static void write_table(struct writer *w, size_t part, size_t index)
{
    const struct table *t = w->answer->parts[part]->tables[index];
    const char *number = table_number(w->a, w->answer, part, index);
    if (!table_has_cells(t)) {
        write_without_cells(w, part, number, t, t->unavailable);
        return;
    }
    struct table_dimension own[2 * LIMIT_QUESTION_DIMS];
    size_t n = table_dimensions(own, t);
    const struct table_dimension **at =
        arena_new_array(w->a, const struct table_dimension *, w->n_dimensions + 1);
    for (size_t d = 0; d < w->n_dimensions; d++)
        at[d] = find_same(own, n, &w->dimensions[d]);
    struct place place = place_of(w, part, number);
    for (size_t r = 0; r < t->rows.n; r++) {
        for (size_t c = 0; c < t->columns.n; c++) {
            write_place(w, &place, t);
            for (size_t d = 0; d < w->n_dimensions; d++) {
                bool on_rows = at[d] && at[d]->axis == &t->rows;
                write_dimension(w, at[d],
                                on_rows ? &t->rows.entries[r] : &t->columns.entries[c]);
            }
            write_values(w, t, &t->cells[r * t->columns.n + c]);
            write_clocks(w, t);
        }
    }
}

static enum err_code check_style(const struct csv_style *s, struct err *e)
{
    if (s->separator != ',' && s->separator != ';' && s->separator != '\t')
        return err_set(e, ERR_USAGE, "expected a comma, semicolon or tab as separator");
    if (s->separator == ',' && s->decimal_comma) {
        err_set(e, ERR_USAGE, "decimal commas in a file whose cells end at commas");
        err_hint(e, "use ';' as separator");
        return ERR_USAGE;
    }
    return OK;
}

enum err_code publish_csv(struct buf *out, const struct answer *a,
                          const struct csv_style *style, struct err *e)
{
    struct arena arena = {0};
    struct writer w = {
        .style = style ? *style : (struct csv_style){0}, .a = &arena, .answer = a};
    enum err_code rc = OK;
    if (!w.style.separator) w.style.separator = ',';
    TRY(check_style(&w.style, e));
    csv_init(&w.csv, out, w.style.separator);
    for (size_t p = 0; p < a->n_parts; p++)
        for (size_t i = 0; i < a->parts[p]->n_tables; i++)
            collect_dimensions(&w, a->parts[p]->tables[i]);
    if (w.style.byte_order_mark) buf_add_c(out, "\xef\xbb\xbf");
    write_header(&w);
    for (size_t p = 0; p < a->n_parts; p++) {
        const struct part *part = a->parts[p];
        if (part->unavailable)
            write_without_cells(&w, p, NULL, NULL, part->unavailable);
        for (size_t i = 0; i < part->n_tables; i++)
            write_table(&w, p, i);
    }
    TRY(buf_check(out, e));
out:
    free(w.dimensions);
    arena_dispose(&arena);
    return rc;
}
