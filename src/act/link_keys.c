#include "act/link_keys.h"

#include "act/column_file.h"
#include "encode/clk_text.h"

struct keys_file {
    struct column_file t;
    size_t record, kind, pseudonym, project; /* columns */
};

struct ids_in_order {
    const struct str *id;
    uint32_t *order;
    size_t n;
};

static int id_compare(const void *a, const void *b, void *ids)
{
    const struct str *id = ids;
    const uint32_t *i = a, *j = b;
    int order = str_compare(id[*i], id[*j]);
    return order ? order : (*i > *j) - (*i < *j);
}

static void ids_sort(struct ids_in_order *out, const struct str *ids, size_t n)
{
    *out = (struct ids_in_order){.id = ids, .n = n};
    out->order = mem_array(n + 1, sizeof *out->order);
    for (size_t i = 0; i < n; i++)
        out->order[i] = (uint32_t)i;
    qsort_r(out->order, n, sizeof *out->order, id_compare, (void *)(uintptr_t)ids);
}

/* The first of the ordered ids that is not before this one. */
static size_t id_find(const struct ids_in_order *ids, struct str id)
{
    size_t low = 0, high = ids->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(ids->id[ids->order[middle]], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum err_code keys_wrong(struct err *e, enum err_code rc)
{
    err_hint(e, "take the file that vindplaats link unblind has written, of these "
                "people and this project");
    return rc;
}

static enum err_code columns_find(struct keys_file *f, struct err *e)
{
    f->record = column_file_column(&f->t, S("record"));
    f->kind = column_file_column(&f->t, S("kind"));
    f->pseudonym = column_file_column(&f->t, S("pseudonym"));
    f->project = column_file_column(&f->t, S("pseudonym_project"));
    size_t n = f->t.n_columns;
    if (f->record < n && f->kind < n && f->pseudonym < n && f->project < n) return OK;
    return keys_wrong(e, err_set(e, ERR_INVALID,
                                 "expected the columns record, kind, pseudonym and "
                                 "pseudonym_project"));
}

static size_t name_find(const struct link_keys *k, struct str name)
{
    size_t at = 0;
    while (at < k->n_names && !str_eq_c(name, k->name[at]))
        at++;
    return at;
}

static int name_compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static enum err_code names_take(struct link_keys *out, const struct keys_file *f,
                                struct err *e)
{
    for (size_t row = 0; row < f->t.n_rows; row++) {
        struct str name = f->t.value[f->kind][row];
        if (name_find(out, name) < out->n_names) continue;
        if (!clk_name_is_valid(name))
            return keys_wrong(e,
                              err_set(e, ERR_INVALID,
                                      "row %zu: its kind of key is no name", row + 1));
        if (out->n_names == CLK_KEYS_MAX)
            return keys_wrong(e, err_set(e, ERR_INVALID,
                                         "expected at most %d kinds of keys",
                                         CLK_KEYS_MAX));
        memcpy(out->name[out->n_names++], name.p, name.n);
    }
    qsort(out->name, out->n_names, sizeof out->name[0], name_compare);
    return OK;
}

static enum err_code row_take(struct link_keys *out, struct arena *a,
                              const struct keys_file *f, size_t row,
                              const struct ids_in_order *ids, struct err *e)
{
    struct str id = f->t.value[f->record][row], cell = f->t.value[f->pseudonym][row];
    size_t k = name_find(out, f->t.value[f->kind][row]), at = id_find(ids, id);
    struct clk_key key;
    if (!hex_read(key.b, CLK_KEY_BYTES, cell) || clk_key_is_none(&key))
        return keys_wrong(e, err_set(e, ERR_INVALID,
                                     "row %zu: expected a pseudonym of %d hexadecimal "
                                     "digits, found %zu characters",
                                     row + 1, 2 * CLK_KEY_BYTES, cell.n));
    if (at == ids->n || !str_eq(ids->id[ids->order[at]], id))
        return keys_wrong(
            e,
            err_set(e, ERR_INVALID, "row %zu: its record is not in the file", row + 1));
    for (; at < ids->n && str_eq(ids->id[ids->order[at]], id); at++) {
        struct clk_key **keys = &out->row[ids->order[at]];
        if (!*keys) *keys = arena_new_array(a, struct clk_key, out->n_names);
        (*keys)[k] = key;
    }
    return OK;
}

enum err_code link_keys_read(struct link_keys *out, struct arena *a, const char *path,
                             struct str project, const struct str *ids, size_t n,
                             struct err *e)
{
    struct keys_file f = {0};
    struct ids_in_order in_order = {0};
    enum err_code rc;
    *out = (struct link_keys){.row = arena_new_array(a, struct clk_key *, n + 1)};
    if (!path) return OK;
    TRY(column_file_read(&f.t, a, path, e));
    TRY(columns_find(&f, e));
    TRY(names_take(out, &f, e));
    ids_sort(&in_order, ids, n);
    for (size_t row = 0; row < f.t.n_rows; row++) {
        if (!str_eq(f.t.value[f.project][row], project)) {
            rc = keys_wrong(e, err_set(e, ERR_INVALID,
                                       "row %zu: a pseudonym of another project than "
                                       "that of the secret",
                                       row + 1));
            goto out;
        }
        TRY(row_take(out, a, &f, row, &in_order, e));
    }
out:
    if (rc != OK) err_detail(e, "in the file %.200s", path);
    free(in_order.order);
    return rc;
}
