#include "act/link_keys.h"

#include "act/owner_file.h"
#include "encode/clk_text.h"

static int id_compare(const void *a, const void *b, void *ids)
{
    const struct str *id = ids;
    const uint32_t *i = a, *j = b;
    int order = str_compare(id[*i], id[*j]);
    return order ? order : (*i > *j) - (*i < *j);
}

static uint32_t *ids_sort(const struct str *ids, size_t n)
{
    uint32_t *order = mem_array(n + 1, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, n, sizeof *order, id_compare, (void *)(uintptr_t)ids);
    return order;
}

/* The first of the ordered ids that is not before this one. */
static size_t id_find(const struct str *ids, const uint32_t *order, size_t n,
                      struct str id)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(ids[order[middle]], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum err_code names_take(struct link_keys *out, const struct owner_file *t,
                                struct err *e)
{
    enum err_code rc;
    if (t->n_columns < 2 || t->n_columns > CLK_KEYS_MAX + 1) {
        rc = err_set(e, ERR_INVALID,
                     "expected an id and 1 to %d keys, found %zu columns", CLK_KEYS_MAX,
                     t->n_columns);
        err_hint(e, "take the file that vindplaats link unblind has written");
        return rc;
    }
    out->n_names = t->n_columns - 1;
    for (size_t k = 0; k < out->n_names; k++) {
        struct str name = t->header[k + 1];
        if (!clk_name_is_valid(name)) {
            rc = err_set(e, ERR_INVALID, "column %zu has no name for a key", k + 2);
            err_hint(e, "1 to %d of a-z, 0-9, - and _", CLK_NAME_MAX);
            return rc;
        }
        memcpy(out->name[k], name.p, name.n);
    }
    return OK;
}

static enum err_code key_take(struct clk_key *out, struct str cell, size_t row,
                              struct err *e)
{
    if (cell.n == 0) return OK;
    if (cell.n % 2 == 0 && cell.n >= 2 * CLK_KEY_BYTES && cell.n <= 512 &&
        hex_read(out->b, CLK_KEY_BYTES, (struct str){cell.p, 2 * CLK_KEY_BYTES}) &&
        !clk_key_is_none(out))
        return OK;
    enum err_code rc = err_set(
        e, ERR_INVALID,
        "row %zu: expected at least %d hexadecimal digits, found %zu characters",
        row + 1, 2 * CLK_KEY_BYTES, cell.n);
    err_hint(e, "take the file that vindplaats link unblind has written");
    return rc;
}

static enum err_code row_take(struct link_keys *out, struct arena *a,
                              const struct owner_file *t, size_t row,
                              const struct str *ids, const uint32_t *order, size_t n,
                              struct err *e)
{
    struct clk_key *keys = arena_new_array(a, struct clk_key, out->n_names);
    struct str id = t->value[0][row];
    bool is_any = false;
    enum err_code rc;
    for (size_t k = 0; k < out->n_names; k++) {
        rc = key_take(&keys[k], t->value[k + 1][row], row, e);
        if (rc != OK) return rc;
        is_any |= !clk_key_is_none(&keys[k]);
    }
    size_t at = id_find(ids, order, n, id);
    if (at == n || !str_eq(ids[order[at]], id)) {
        rc = err_set(e, ERR_INVALID, "row %zu: its id is in no record of the file",
                     row + 1);
        err_hint(e, "keys and records must be of the same people: unblind again");
        return rc;
    }
    for (; is_any && at < n && str_eq(ids[order[at]], id); at++)
        out->row[order[at]] = keys;
    return OK;
}

enum err_code link_keys_read(struct link_keys *out, struct arena *a, const char *path,
                             const struct str *ids, size_t n, struct err *e)
{
    struct owner_file t = {0};
    uint32_t *order = NULL;
    enum err_code rc;
    *out = (struct link_keys){.row = arena_new_array(a, struct clk_key *, n + 1)};
    if (!path) return OK;
    TRY(owner_file_read(&t, a, path, e));
    TRY(names_take(out, &t, e));
    order = ids_sort(ids, n);
    for (size_t row = 0; row < t.n_rows; row++)
        TRY(row_take(out, a, &t, row, ids, order, n, e));
out:
    if (rc != OK) err_detail(e, "in the file %.200s", path);
    free(order);
    owner_file_dispose(&t);
    return rc;
}
