/* All three answers are compared as tidy CSV, the one form that says of each cell where
 * it stands without a word of any language. Columns are found by name, so that a
 * program that writes one more can be compared with one that did not. */
#include "act/release_compare.h"

#include "base/csv.h"

enum { PLACE_BYTES = 600, N_ANSWERS = 3 };

struct tidy_cell {
    const char *part, *table, *place, *text;
};
struct tidy_cells {
    struct tidy_cell *items;
    size_t n, cap;
};

/* Where the columns stand that are compared. */
struct tidy_head {
    const struct str *names;
    size_t n;
    int part, table, value, base, status;
};

static int column_named(const struct str *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(names[i], name)) return (int)i;
    return -1;
}

static enum err_code read_head(struct tidy_head *out, struct csv_reader *r,
                               struct arena *a, struct err *e)
{
    struct str *names;
    size_t n;
    bool end;
    enum err_code rc;
    TRY(csv_read_row(r, a, &names, &n, &end, e));
    *out = (struct tidy_head){.names = names,
                              .n = n,
                              .part = column_named(names, n, "part"),
                              .table = column_named(names, n, "table"),
                              .value = column_named(names, n, "value"),
                              .base = column_named(names, n, "base"),
                              .status = column_named(names, n, "status")};
    if (end || out->part < 0 || out->table < 0 || out->value < 0 || out->base < 0 ||
        out->status < 0)
        rc = err_set(e, ERR_CORRUPT,
                     "a frozen CSV: expected the columns part, table, value, base and "
                     "status");
out:
    return rc;
}

/* What says of a whole table how it was made; titles and labels are words. */
static bool is_of_table(struct str name)
{
    static const char *const names[] = {"part", "table",     "measure",
                                        "unit", "statistic", "base_kind"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_c(name, names[i])) return true;
    return str_ends(name, S("_title")) || str_ends(name, S("_label"));
}

/* A dimension that a table does not have says nothing. */
static bool tells_place(const struct tidy_head *head, size_t column, struct str cell)
{
    return (int)column < head->value && cell.n && !str_eq(cell, S("_Z")) &&
           !is_of_table(head->names[column]);
}

static const char *place_of(struct arena *a, const struct tidy_head *head,
                            const struct str *cells)
{
    struct buf place;
    buf_init(&place, PLACE_BYTES);
    for (size_t i = 0; i < head->n; i++) {
        if (!tells_place(head, i, cells[i])) continue;
        if (place.n) buf_add_char(&place, ' ');
        buf_add(&place, head->names[i]);
        buf_add_char(&place, '=');
        buf_add(&place, cells[i]);
    }
    const char *text = arena_copy(a, place.p ? place.p : "", place.n);
    buf_dispose(&place);
    return text;
}

static const char *cell_text(struct arena *a, const struct tidy_head *head,
                             const struct str *cells)
{
    struct str value = cells[head->value], base = cells[head->base];
    if (!value.n) return str_to_c(a, cells[head->status]);
    if (!base.n) return str_to_c(a, value);
    return arena_format(a, "%.*s of %.*s", STR_ARG(value), STR_ARG(base));
}

static int compare_places(const void *x, const void *y)
{
    const struct tidy_cell *a = x, *b = y;
    int order = strcmp(a->part, b->part);
    if (!order) order = strcmp(a->table, b->table);
    return order ? order : strcmp(a->place, b->place);
}

/* Sorted by place. `a` keeps the texts. */
static enum err_code read_cells(struct tidy_cells *out, struct arena *a, struct str csv,
                                struct err *e)
{
    struct csv_reader r;
    struct tidy_head head;
    enum err_code rc;
    csv_reader_init(&r, csv, ',');
    TRY(read_head(&head, &r, a, e));
    for (;;) {
        struct str *cells;
        size_t n;
        bool end;
        TRY(csv_read_row(&r, a, &cells, &n, &end, e));
        if (end) break;
        if (n != head.n) {
            rc = err_set_at(e, ERR_CORRUPT, r.line, 0,
                            "a frozen CSV: expected %zu cells, found %zu", head.n, n);
            goto out;
        }
        mem_push_room(out->items, out->n, out->cap);
        out->items[out->n++] =
            (struct tidy_cell){.part = str_to_c(a, cells[head.part]),
                               .table = str_to_c(a, cells[head.table]),
                               .place = place_of(a, &head, cells),
                               .text = cell_text(a, &head, cells)};
    }
    if (out->n) qsort(out->items, out->n, sizeof *out->items, compare_places);
out:
    return rc;
}

/* --- three lists, each in order of place --- */

static const struct tidy_cell *least(const struct tidy_cells lists[N_ANSWERS],
                                     const size_t at[N_ANSWERS])
{
    const struct tidy_cell *found = NULL;
    for (int i = 0; i < N_ANSWERS; i++) {
        if (at[i] == lists[i].n) continue;
        const struct tidy_cell *c = &lists[i].items[at[i]];
        if (!found || compare_places(c, found) < 0) found = c;
    }
    return found;
}

static void merge(struct release_comparison *out, struct arena *a,
                  const struct tidy_cells lists[N_ANSWERS])
{
    size_t at[N_ANSWERS] = {0}, n = 0, most = lists[0].n + lists[1].n + lists[2].n;
    struct cell_difference *found = mem_array(most + 1, sizeof *found);
    for (const struct tidy_cell *c; (c = least(lists, at));) {
        const char *text[N_ANSWERS] = {"", "", ""};
        for (int i = 0; i < N_ANSWERS; i++) {
            if (at[i] == lists[i].n) continue;
            const struct tidy_cell *own = &lists[i].items[at[i]];
            if (compare_places(own, c) == 0) {
                text[i] = own->text;
                at[i]++;
            }
        }
        bool differs_then = strcmp(text[0], text[1]) != 0;
        bool differs_now = strcmp(text[0], text[2]) != 0;
        out->n_differ_then += differs_then;
        out->n_differ_now += differs_now;
        if (differs_then || differs_now)
            found[n++] = (struct cell_difference){c->part, c->table, c->place,
                                                  text[0], text[1],  text[2]};
    }
    out->n_cells = lists[0].n;
    out->n_differences = n;
    out->differences = arena_new_array(a, struct cell_difference, n);
    if (n) memcpy(out->differences, found, n * sizeof *found);
    free(found);
}

enum err_code tidy_compare(struct release_comparison *out, struct arena *a,
                           struct str frozen, struct str known_then,
                           struct str known_now, struct err *e)
{
    struct tidy_cells lists[N_ANSWERS] = {0};
    enum err_code rc;
    *out = (struct release_comparison){0};
    TRY(read_cells(&lists[0], a, frozen, e));
    TRY(read_cells(&lists[1], a, known_then, e));
    TRY(read_cells(&lists[2], a, known_now, e));
    merge(out, a, lists);
out:
    for (int i = 0; i < N_ANSWERS; i++)
        free(lists[i].items);
    return rc;
}

enum err_code release_compare(struct release_comparison *out, struct arena *a,
                              struct db *db, const struct release_record *r,
                              unsigned threads, struct err *e)
{
    struct answer *then, *now;
    struct str frozen, csv_then, csv_now, json, json_then;
    enum err_code rc;
    TRY(release_bytes(&frozen, a, db, r->release.id, publish_format_word(PUBLISH_CSV),
                      e));
    TRY(release_bytes(&json, a, db, r->release.id, publish_format_word(PUBLISH_JSON),
                      e));
    TRY(release_ask_again(&then, a, db, r, false, threads, e));
    TRY(release_ask_again(&now, a, db, r, true, threads, e));
    TRY(release_render(&csv_then, a, then, PUBLISH_CSV, e));
    TRY(release_render(&csv_now, a, now, PUBLISH_CSV, e));
    TRY(release_render(&json_then, a, then, PUBLISH_JSON, e));
    TRY(tidy_compare(out, a, frozen, csv_then, csv_now, e));
    out->is_same_bytes = str_eq(json, json_then);
out:
    return rc;
}
