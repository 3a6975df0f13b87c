#include "publish/tidy_csv.h"

#include <math.h>

#include "base/csv.h"
#include "domain/number_text.h"
#include "publish/table_facts.h"
#include "publish/publish_words.h"

enum { FRACTION_DIGITS = 6 };

/* One dimension column: a name and, when a table has it more than once, which time. */
struct dimension {
    const char *name;
    unsigned turn; /* 1: first */
};

struct writer {
    struct csv_writer csv;
    struct csv_style style;
    struct arena *a;
    const struct answer *answer;
    struct dimension *dimensions;
    size_t n_dimensions, cap;
};

/* Where in a table a dimension stands. */
struct place {
    const struct axis *axis; /* NULL: not in this table */
    unsigned level;
};

static struct place find_place(const struct table *t, const struct dimension *d)
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    unsigned turn = 0;
    for (size_t i = 0; i < ARRAY_LEN(axes); i++)
        for (unsigned level = 0; level < axes[i]->n_levels; level++)
            if (strcmp(axes[i]->level_name[level], d->name) == 0 && ++turn == d->turn)
                return (struct place){axes[i], level};
    return (struct place){0};
}

static void add_dimension(struct writer *w, struct dimension d)
{
    for (size_t i = 0; i < w->n_dimensions; i++)
        if (w->dimensions[i].turn == d.turn &&
            strcmp(w->dimensions[i].name, d.name) == 0)
            return;
    mem_push_room(w->dimensions, w->n_dimensions, w->cap);
    w->dimensions[w->n_dimensions++] = d;
}

static void collect_dimensions(struct writer *w, const struct table *t)
{
    const struct axis *axes[] = {&t->rows, &t->columns};
    const char *seen[2 * LIMIT_QUESTION_DIMS];
    unsigned n_seen = 0;
    for (size_t i = 0; i < ARRAY_LEN(axes); i++) {
        for (unsigned level = 0; level < axes[i]->n_levels; level++) {
            struct dimension d = {axes[i]->level_name[level], 1};
            for (unsigned k = 0; k < n_seen; k++)
                if (strcmp(seen[k], d.name) == 0) d.turn++;
            seen[n_seen++] = d.name;
            add_dimension(w, d);
        }
    }
}

static const char *const columns_before[] = {
    "part",      "part_title", "table",      "table_title", "measure",
    "statistic", "unit",       "unit_label", "base_label",  "base_kind"};
static const char *const columns_after[] = {
    "value",  "base",   "rate",      "low",        "high",  "members",
    "status", "reason", "published", "comparison", "as_of", "known_at"};

/* No two columns have one name: a dimension called as a fixed column gets a prefix. */
static const char *dimension_prefix(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(columns_before); i++)
        if (strcmp(name, columns_before[i]) == 0) return "dimension_";
    for (size_t i = 0; i < ARRAY_LEN(columns_after); i++)
        if (strcmp(name, columns_after[i]) == 0) return "dimension_";
    return "";
}

static void write_header(struct writer *w)
{
    for (size_t i = 0; i < ARRAY_LEN(columns_before); i++)
        csv_cell_c(&w->csv, columns_before[i]);
    for (size_t i = 0; i < w->n_dimensions; i++) {
        const struct dimension *d = &w->dimensions[i];
        const char *turn = d->turn > 1 ? arena_format(w->a, "_%u", d->turn) : "";
        const char *name =
            arena_format(w->a, "%s%s%s", dimension_prefix(d->name), d->name, turn);
        csv_cell_c(&w->csv, name);
        csv_cell_c(&w->csv, arena_format(w->a, "%s_label", name));
    }
    for (size_t i = 0; i < ARRAY_LEN(columns_after); i++)
        csv_cell_c(&w->csv, columns_after[i]);
    csv_end_row(&w->csv);
}

static void write_place(struct writer *w, size_t part, const char *number,
                        const struct table *t)
{
    const struct part *p = w->answer->parts[part];
    csv_cell_c(&w->csv, part_number(w->a, w->answer, part));
    csv_cell_c(&w->csv, p->title);
    csv_cell_c(&w->csv, number);
    csv_cell_c(&w->csv, t ? t->title : NULL);
    csv_cell_c(&w->csv, t ? measure_word(t->kind) : NULL);
    csv_cell_c(&w->csv, t ? t->statistic : NULL);
    csv_cell_c(&w->csv, t ? t->unit : NULL);
    csv_cell_c(&w->csv, t ? t->unit_label : NULL);
    bool is_rate = t && t->kind == MEASURE_RATE;
    csv_cell_c(&w->csv, is_rate ? t->base_label : NULL);
    csv_cell_c(&w->csv, is_rate ? t->base_is_target ? "target" : "units" : NULL);
}

static void write_dimension(struct writer *w, const struct table *t,
                            const struct dimension *d, size_t row, size_t column)
{
    struct place at = t ? find_place(t, d) : (struct place){0};
    if (!at.axis || at.axis->n == 0 || !t->cells) {
        csv_cell_c(&w->csv, "_Z");
        csv_cell_c(&w->csv, NULL);
        return;
    }
    size_t i = at.axis == &t->rows ? row : column;
    const struct axis_entry *e = &at.axis->entries[i];
    csv_cell_c(&w->csv, at.level >= e->depth ? "_T" : e->code[at.level]);
    csv_cell_c(&w->csv, e->path[at.level]);
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
    write_place(w, part, number, t);
    for (size_t d = 0; d < w->n_dimensions; d++)
        write_dimension(w, NULL, &w->dimensions[d], 0, 0);
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
    for (size_t r = 0; r < t->rows.n; r++) {
        for (size_t c = 0; c < t->columns.n; c++) {
            write_place(w, part, number, t);
            for (size_t d = 0; d < w->n_dimensions; d++)
                write_dimension(w, t, &w->dimensions[d], r, c);
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
