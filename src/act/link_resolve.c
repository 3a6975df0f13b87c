#include <unistd.h>

#include <sodium.h>

#include "act/link_resolve.h"
#include "act/column_file.h"
#include "base/csv.h"
#include "base/file.h"
#include "encode/clk_text.h"
#include "encode/project_secret.h"

enum { PSEUDONYM_BYTES = 16, PATH_MOST = 4096 };

struct resolving {
    struct arena *arena;
    struct column_file t;
    size_t group, party, token, project; /* columns */
    uint32_t *order;                     /* rows by group, party, token */
    uint8_t (*pseudonym)[PSEUDONYM_BYTES];
    uint8_t key[32];
    struct link_resolve_result *result;
};

static enum err_code column_find(size_t *out, const struct column_file *t,
                                 const char *name, const char *made_by, struct err *e)
{
    *out = column_file_column(t, str_of(name));
    if (*out < t->n_columns) return OK;
    enum err_code rc = err_set(e, ERR_INVALID, "expected a column %s", name);
    err_hint(e, "take the file that vindplaats %s has written", made_by);
    return rc;
}

static struct str cell_of(const struct resolving *r, size_t column, size_t row)
{
    return r->t.value[column][row];
}

/* --- groups --- */

static int row_compare(const void *a, const void *b, void *resolving)
{
    const struct resolving *r = resolving;
    const uint32_t *i = a, *j = b;
    int order = str_compare(cell_of(r, r->group, *i), cell_of(r, r->group, *j));
    if (!order) order = str_compare(cell_of(r, r->party, *i), cell_of(r, r->party, *j));
    if (!order) order = str_compare(cell_of(r, r->token, *i), cell_of(r, r->token, *j));
    return order;
}

static enum err_code party_count(struct resolving *r, struct str name, struct err *e)
{
    struct link_resolve_result *out = r->result;
    size_t p = 0;
    while (p < out->n_parties && !str_eq_c(name, out->party[p].name))
        p++;
    if (p == out->n_parties) {
        if (p == RESOLVE_PARTIES_MAX || !clk_name_is_valid(name)) {
            enum err_code rc =
                err_set(e, ERR_INVALID, "a party without a name, or more than %d",
                        RESOLVE_PARTIES_MAX);
            err_hint(e, "take the file that vindplaats link match has written");
            return rc;
        }
        memcpy(out->party[p].name, name.p, name.n);
        out->n_parties++;
    }
    out->party[p].n++;
    return OK;
}

static enum err_code groups_read(struct resolving *r, const char *path,
                                 const char *project, struct err *e)
{
    static const char made_by[] = "link match";
    enum err_code rc;
    TRY(column_file_read(&r->t, r->arena, path, e));
    TRY(column_find(&r->group, &r->t, "group", made_by, e));
    TRY(column_find(&r->party, &r->t, "party", made_by, e));
    TRY(column_find(&r->token, &r->t, "token", made_by, e));
    TRY(column_find(&r->project, &r->t, "project", made_by, e));
    r->order = mem_array(r->t.n_rows + 1, sizeof *r->order);
    for (size_t i = 0; i < r->t.n_rows; i++) {
        struct str found = cell_of(r, r->project, i);
        /* files of other programs name no project */
        if (found.n && !str_eq_c(found, project)) {
            rc = err_set(e, ERR_INVALID,
                         "groups of another project than that of the "
                         "secret, %s",
                         project);
            err_hint(e, "give the unit's secret of the project that was matched");
            goto out;
        }
        TRY(party_count(r, cell_of(r, r->party, i), e));
        r->order[i] = (uint32_t)i;
    }
    if (r->t.n_rows) qsort_r(r->order, r->t.n_rows, sizeof *r->order, row_compare, r);
out:
    if (rc != OK) err_detail(e, "in the file %.200s", path);
    return rc;
}

static void member_add(crypto_auth_hmacsha256_state *hmac, struct str part)
{
    uint8_t n = (uint8_t)part.n;
    crypto_auth_hmacsha256_update(hmac, &n, 1);
    crypto_auth_hmacsha256_update(hmac, (const uint8_t *)part.p, n);
}

/* Members in order of party and token: the number of the group does not count, which is
 * another one in the next run. */
static void pseudonyms_make(struct resolving *r)
{
    size_t n = r->t.n_rows;
    r->pseudonym = mem_array(n + 1, sizeof *r->pseudonym);
    for (size_t from = 0, to; from < n; from = to) {
        crypto_auth_hmacsha256_state hmac;
        uint8_t whole[32];
        struct str group = cell_of(r, r->group, r->order[from]);
        crypto_auth_hmacsha256_init(&hmac, r->key, sizeof r->key);
        for (to = from; to < n && str_eq(cell_of(r, r->group, r->order[to]), group);
             to++) {
            member_add(&hmac, cell_of(r, r->party, r->order[to]));
            member_add(&hmac, cell_of(r, r->token, r->order[to]));
        }
        crypto_auth_hmacsha256_final(&hmac, whole);
        for (size_t i = from; i < to; i++)
            memcpy(r->pseudonym[r->order[i]], whole, PSEUDONYM_BYTES);
        r->result->n_pseudonyms++;
    }
}

static int token_compare(const void *a, const void *b, void *resolving)
{
    const struct resolving *r = resolving;
    const uint32_t *i = a, *j = b;
    return str_compare(cell_of(r, r->token, *i), cell_of(r, r->token, *j));
}

static void row_write(struct csv_writer *w, const struct resolving *r, uint32_t row,
                      struct buf *hex)
{
    buf_clear(hex);
    hex_add(hex, r->pseudonym[row], PSEUDONYM_BYTES);
    csv_cell(w, cell_of(r, r->token, row));
    csv_cell(w, buf_str(hex));
    csv_cell_c(w, r->result->project);
    csv_end_row(w);
}

static enum err_code party_write(const struct resolving *r, const char *name,
                                 const char *path, struct err *e)
{
    struct csv_writer w;
    struct buf out, hex;
    enum err_code rc;
    buf_init(&out, SIZE_MAX / 4);
    buf_init(&hex, 0);
    csv_init(&w, &out, ',');
    csv_cell_c(&w, "token");
    csv_cell_c(&w, "pseudonym");
    csv_cell_c(&w, "pseudonym_project");
    csv_end_row(&w);
    for (size_t i = 0; i < r->t.n_rows; i++)
        if (str_eq_c(cell_of(r, r->party, r->order[i]), name))
            row_write(&w, r, r->order[i], &hex);
    TRY(buf_check(&out, e));
    rc = file_create(path, buf_str(&out), 0600, e);
out:
    buf_dispose(&out);
    buf_dispose(&hex);
    return rc;
}

static enum err_code parties_write(struct resolving *r, const char *folder,
                                   struct err *e)
{
    const char *path[RESOLVE_PARTIES_MAX];
    size_t written = 0, n = r->result->n_parties;
    enum err_code rc = OK;
    if (strlen(folder) > PATH_MOST)
        return err_set(e, ERR_INVALID, "the name of the folder is too long");
    if (r->t.n_rows) qsort_r(r->order, r->t.n_rows, sizeof *r->order, token_compare, r);
    for (; written < n; written++) {
        const char *name = r->result->party[written].name;
        path[written] = arena_format(r->arena, "%s/%s.pseudonyms.csv", folder, name);
        TRY(party_write(r, name, path[written], e));
    }
out:
    while (rc != OK && written > 0)
        unlink(path[--written]);
    return rc;
}

enum err_code link_resolve_run(struct link_resolve_result *out, struct arena *a,
                               const char *groups, const char *secret,
                               const char *folder, struct err *e)
{
    struct resolving r = {.arena = a, .result = out};
    struct project_secret s;
    enum err_code rc;
    *out = (struct link_resolve_result){0};
    TRY(project_secret_read(&s, secret, SECRET_OF_UNIT, e));
    snprintf(out->project, sizeof out->project, "%s", s.project);
    secret_derive(r.key, &s, S("pseudonyms"));
    TRY(groups_read(&r, groups, s.project, e));
    pseudonyms_make(&r);
    rc = parties_write(&r, folder, e);
out:
    project_secret_forget(&s);
    sodium_memzero(r.key, sizeof r.key);
    free(r.order);
    free(r.pseudonym);
    return rc;
}
