#include "act/link_resolve.h"
#include "act/column_file.h"
#include "base/csv.h"
#include "base/file.h"

struct joining {
    struct column_file map, given;
    size_t token, id, is_decoy;                    /* columns of the map */
    size_t given_token, given_name, given_project; /* and of the pseudonyms */
    uint32_t *order;                               /* rows of `given` by token */
};

static enum err_code columns_find(struct joining *j, struct err *e)
{
    static const char *const names[] = {"token", "id",        "is_decoy",
                                        "token", "pseudonym", "pseudonym_project"};
    size_t *const columns[] = {&j->token,       &j->id,         &j->is_decoy,
                               &j->given_token, &j->given_name, &j->given_project};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct column_file *t = i < 3 ? &j->map : &j->given;
        *columns[i] = column_file_column(t, str_of(names[i]));
        if (*columns[i] < t->n_columns) continue;
        enum err_code rc = err_set(e, ERR_INVALID, "%s: expected a column %s",
                                   i < 3 ? "the map" : "the pseudonyms", names[i]);
        err_hint(e, "take the map that link encode wrote, and the pseudonyms that the "
                    "linkage unit sent");
        return rc;
    }
    return OK;
}

static int token_compare(const void *a, const void *b, void *joining)
{
    const struct joining *j = joining;
    const uint32_t *x = a, *y = b;
    return str_compare(j->given.value[j->given_token][*x],
                       j->given.value[j->given_token][*y]);
}

/* n_rows: there is none. */
static size_t token_find(const struct joining *j, struct str token)
{
    size_t low = 0, high = j->given.n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(j->given.value[j->given_token][j->order[middle]], token) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == j->given.n_rows) return low;
    size_t row = j->order[low];
    return str_eq(j->given.value[j->given_token][row], token) ? row : j->given.n_rows;
}

static int str_order(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static size_t distinct_count(struct str *names, size_t n)
{
    size_t distinct = 0;
    if (n) qsort(names, n, sizeof *names, str_order);
    for (size_t i = 0; i < n; i++)
        distinct += i == 0 || !str_eq(names[i], names[i - 1]);
    return distinct;
}

static enum err_code rows_write(struct buf *out, struct link_join_result *result,
                                const struct joining *j, struct err *e)
{
    struct csv_writer w;
    struct str *names = mem_array(j->map.n_rows + 1, sizeof *names);
    enum err_code rc = OK;
    csv_init(&w, out, ',');
    csv_cell_c(&w, "id");
    csv_cell_c(&w, "pseudonym");
    csv_cell_c(&w, "pseudonym_project");
    csv_end_row(&w);
    for (size_t i = 0; i < j->map.n_rows; i++) {
        if (str_eq_c(j->map.value[j->is_decoy][i], "yes")) {
            result->n_decoys++;
            continue;
        }
        size_t row = token_find(j, j->map.value[j->token][i]);
        if (row == j->given.n_rows) {
            rc = err_set(e, ERR_INVALID, "row %zu of the map has no pseudonym", i + 1);
            err_hint(e, "the pseudonyms are those of another delivery: take the map "
                        "that was written with the encodings you sent");
            goto out;
        }
        struct str name = j->given.value[j->given_name][row];
        csv_cell(&w, csv_plain(j->map.value[j->id][i]));
        csv_cell(&w, name);
        csv_cell(&w, j->given.value[j->given_project][row]);
        csv_end_row(&w);
        names[result->n_people++] = name;
    }
    result->n_distinct = distinct_count(names, result->n_people);
out:
    free(names);
    return rc;
}

enum err_code link_join_run(struct link_join_result *out, struct arena *a,
                            const char *pseudonyms, const char *map, const char *path,
                            struct err *e)
{
    struct joining j = {0};
    struct buf text;
    enum err_code rc;
    *out = (struct link_join_result){0};
    buf_init(&text, SIZE_MAX / 4);
    TRY(column_file_read(&j.map, a, map, e));
    TRY(column_file_read(&j.given, a, pseudonyms, e));
    TRY(columns_find(&j, e));
    j.order = mem_array(j.given.n_rows + 1, sizeof *j.order);
    for (size_t i = 0; i < j.given.n_rows; i++)
        j.order[i] = (uint32_t)i;
    if (j.given.n_rows)
        qsort_r(j.order, j.given.n_rows, sizeof *j.order, token_compare, &j);
    TRY(rows_write(&text, out, &j, e));
    TRY(buf_check(&text, e));
    rc = file_create(path, buf_str(&text), 0600, e);
out:
    buf_dispose(&text);
    free(j.order);
    return rc;
}
