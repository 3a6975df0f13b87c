#include <errno.h>
#include <unistd.h>

#include "act/link_blind.h"

#include "base/csv.h"
#include "exchange/row_reader.h"
#include "link/column_roles.h"

enum { PSEUDONYM_SHOWN = 16 };
enum blind_column {
    BLIND_COLUMN_RECORD,
    BLIND_COLUMN_INSZ,
    BLIND_COLUMN_FAMILY,
    BLIND_COLUMN_GIVEN,
    BLIND_COLUMN_BIRTH,
    N_BLIND_COLUMNS
};

/* --- which column is which --- */

static char separator_of(struct str line)
{
    static const char separators[] = ";,\t";
    char best = ',';
    size_t most = 0;
    for (const char *s = separators; *s; s++) {
        size_t n = 0;
        for (size_t i = 0; i < line.n; i++)
            n += line.p[i] == *s;
        if (n > most) most = n, best = *s;
    }
    return best;
}

static int column_of(const struct column_role *roles, size_t n, enum column_use use,
                     enum person_role role)
{
    for (size_t i = 0; i < n; i++)
        if (roles[i].use == use && (use == COLUMN_ID || roles[i].role == role))
            return (int)i;
    return -1;
}

/* By their names alone: values are not looked at before they are blinded. */
static enum err_code find_columns(int column[N_BLIND_COLUMNS],
                                  const struct raw_row *head, struct str told,
                                  struct err *e)
{
    struct arena a = {0};
    struct column_role *roles = arena_new_array(&a, struct column_role, head->n_cells);
    struct person_columns all = {.n_columns = head->n_cells, .header = head->cells};
    size_t n = head->n_cells;
    enum err_code rc = column_roles_find(roles, &all, told, e);
    if (rc == OK) {
        column[BLIND_COLUMN_RECORD] = column_of(roles, n, COLUMN_ID, N_PERSON_ROLES);
        column[BLIND_COLUMN_INSZ] = column_of(roles, n, COLUMN_EVIDENCE, ROLE_NUMBER);
        column[BLIND_COLUMN_FAMILY] =
            column_of(roles, n, COLUMN_EVIDENCE, ROLE_FAMILY_NAME);
        if (column[BLIND_COLUMN_FAMILY] < 0)
            column[BLIND_COLUMN_FAMILY] =
                column_of(roles, n, COLUMN_EVIDENCE, ROLE_BIRTH_NAME);
        column[BLIND_COLUMN_GIVEN] =
            column_of(roles, n, COLUMN_EVIDENCE, ROLE_GIVEN_NAME);
        column[BLIND_COLUMN_BIRTH] =
            column_of(roles, n, COLUMN_EVIDENCE, ROLE_BIRTH_DATE);
    }
    arena_dispose(&a);
    return rc;
}

/* The kinds that can be made of the columns there are. */
static enum err_code find_kinds(unsigned *kinds, const int column[N_BLIND_COLUMNS],
                                enum blind_suite suite, struct err *e)
{
    bool has_names = column[BLIND_COLUMN_FAMILY] >= 0 &&
                     column[BLIND_COLUMN_GIVEN] >= 0 && column[BLIND_COLUMN_BIRTH] >= 0;
    unsigned insz = 1u << BLIND_KEY_INSZ, possible = 0, asked = *kinds;
    if (column[BLIND_COLUMN_INSZ] >= 0) possible |= insz;
    if (has_names && suite == BLIND_RISTRETTO255)
        possible |= ((1u << N_BLIND_KEYS) - 1) & ~insz;
    *kinds = asked ? asked : possible;
    if (possible && !(*kinds & ~possible)) return OK;
    bool needs_insz = suite == BLIND_EHEALTH_P521 || (asked & ~possible & insz);
    enum err_code rc =
        err_set_at(e, ERR_INVALID, 1, 0, "expected %s, found no such columns",
                   needs_insz ? "a national number"
                   : asked    ? "family name, given name and birth date"
                              : "a national number, or family name, given name and "
                                "birth date");
    err_hint(e, suite == BLIND_EHEALTH_P521
                    ? "ehealth-p521 blinds national numbers only: --kinds insz"
                    : "say which they are: --columns rrn=number,naam=family_name");
    return rc;
}

/* --- rows --- */

struct work {
    const struct blind_order *order;
    struct blind_count *count;
    struct blinding *blinding;
    struct arena arena;
    int column[N_BLIND_COLUMNS];
    unsigned kinds;
    size_t n_cells;
};

static struct str cell_of(const struct work *w, const struct raw_row *row,
                          enum blind_column c)
{
    return w->column[c] < 0 ? STR_NONE : str_trim(row->cells[w->column[c]]);
}

static enum err_code add_keys(struct work *w, const struct blind_keys *keys,
                              struct str record, struct err *e)
{
    bool has_one = false;
    enum err_code rc = OK;
    for (int k = 0; k < N_BLIND_KEYS; k++) {
        if (!(w->kinds & 1u << k) || !keys->text[k][0]) continue;
        struct str input = str_of(keys->text[k]);
        if (w->order->head.suite == BLIND_EHEALTH_P521)
            input = (struct str){input.p + 5, input.n - 5}; /* behind "insz|" */
        TRY(blinding_add(w->blinding, str_of(blind_key_name((enum blind_key_kind)k)),
                         input, record, e));
        w->count->n_of_kind[k]++;
        has_one = true;
    }
    w->count->n_without_key += !has_one;
out:
    return rc;
}

static enum err_code add_row(struct work *w, const struct raw_row *row, struct err *e)
{
    struct blind_keys keys;
    char number[24];
    enum err_code rc;
    if (row->fault || row->n_cells != w->n_cells) {
        rc = err_set_at(e, ERR_SYNTAX, (int)row->line, (int)row->fault_at, "%s",
                        row->fault ? row->fault
                                   : "the row has not as many cells as the first row");
        err_hint(e, "correct the row; nothing was blinded");
        return rc;
    }
    struct blind_person p = {.insz = cell_of(w, row, BLIND_COLUMN_INSZ),
                             .family = cell_of(w, row, BLIND_COLUMN_FAMILY),
                             .given = cell_of(w, row, BLIND_COLUMN_GIVEN),
                             .birth = cell_of(w, row, BLIND_COLUMN_BIRTH)};
    struct str record = cell_of(w, row, BLIND_COLUMN_RECORD);
    w->count->n_rows++;
    snprintf(number, sizeof number, "%lld", (long long)w->count->n_rows);
    if (w->column[BLIND_COLUMN_RECORD] < 0) record = str_of(number);
    blind_keys_make(&keys, &w->arena, &p);
    w->count->n_bad_insz += keys.has_bad_insz;
    w->count->n_bad_birth += keys.has_bad_birth;
    rc = add_keys(w, &keys, record, e);
    if (rc != OK && e && !e->line) e->line = (int)row->line;
    sodium_memzero(&keys, sizeof keys);
    arena_reset(&w->arena);
    return rc;
}

static enum err_code read_head(struct work *w, struct raw_row *row,
                               struct row_reader *reader, struct err *e)
{
    bool end;
    enum err_code rc = row_reader_next(row, &end, reader, e);
    if (rc != OK) return rc;
    if (end || row->fault) {
        rc = err_set_at(e, ERR_SYNTAX, 1, 0, "%s",
                        end ? "expected a row of column names, found an empty file"
                            : row->fault);
        err_hint(e, "the first row names the columns: record;insz;family_name;...");
        return rc;
    }
    char separator = separator_of(row->text);
    if (separator != ',') row_reader_cut_again(row, reader, separator);
    rc = find_columns(w->column, row, w->order->columns, e);
    if (rc != OK) return rc;
    w->n_cells = row->n_cells;
    w->kinds = w->order->kinds;
    return find_kinds(&w->kinds, w->column, w->order->head.suite, e);
}

enum err_code link_blind(struct blind_count *out, const struct blind_order *o,
                         struct err *e)
{
    struct work w = {.order = o, .count = out};
    struct file_source file = {.fd = -1};
    struct row_reader *reader = NULL;
    struct raw_row row;
    uint8_t digest[FILE_DIGEST_BYTES];
    enum err_code rc;
    bool end;
    *out = (struct blind_count){0};
    TRY(file_source_open(&file, o->path, e));
    reader = row_reader_new(file_source_bytes(&file), ',');
    TRY(read_head(&w, &row, reader, e));
    TRY(blinding_begin(&w.blinding, &o->head, o->request_path, o->private_path,
                       o->threads, e));
    for (;;) {
        TRY(row_reader_next(&row, &end, reader, e));
        if (end) break;
        bool is_empty = row.n_cells == 1 && !str_trim(row.text).n && !row.fault;
        if (!is_empty) TRY(add_row(&w, &row, e));
    }
    TRY(file_source_finish(digest, &file, e));
    TRY(blinding_finish(&out->n_elements, w.blinding, e));
out:
    blinding_free(w.blinding);
    row_reader_free(reader);
    if (file.fd >= 0) file_source_close(&file);
    arena_dispose(&w.arena);
    return rc;
}

/* --- the way back --- */

struct giving {
    struct beside_file file;
    struct buf line;
    const struct blind_head *head;
};

static void write_row(struct giving *g, struct str record, struct str kind,
                      struct str pseudonym, struct str project)
{
    struct csv_writer w;
    buf_clear(&g->line);
    csv_init(&w, &g->line, ',');
    csv_cell(&w, record);
    csv_cell(&w, kind);
    csv_cell(&w, pseudonym);
    csv_cell(&w, project);
    csv_end_row(&w);
    fwrite(g->line.p, 1, g->line.n, g->file.f);
}

static enum err_code give(void *to, struct str kind, struct str record,
                          const uint8_t *output, struct str point, struct err *e)
{
    struct giving *g = to;
    char hex[2 * PSEUDONYM_SHOWN + 1];
    (void)e;
    sodium_bin2hex(hex, sizeof hex, output, PSEUDONYM_SHOWN);
    write_row(g, record, kind, point.n ? point : str_of(hex), str_of(g->head->project));
    return OK;
}

enum err_code link_unblind(struct blind_head *out, const struct unblind_order *o,
                           struct err *e)
{
    struct giving g = {0};
    struct unblinding u = {.answer_path = o->answer_path,
                           .private_path = o->private_path,
                           .threads = o->threads,
                           .give = give,
                           .to = &g};
    enum err_code rc;
    buf_init(&g.line, 0);
    g.head = &u.head;
    TRY(beside_file_open(&g.file, o->out_path, 0600, e));
    write_row(&g, S("record"), S("kind"), S("pseudonym"), S("pseudonym_project"));
    TRY(unblinding_run(&u, e));
    TRY(beside_file_finish(&g.file, e));
    *out = u.head;
    if (!o->keeps_private && unlink(o->private_path) != 0) {
        rc = err_set(e, ERR_IO,
                     "the pseudonyms are written, but %.200s is still there: %s",
                     o->private_path, strerrordesc_np(errno));
        err_hint(e, "remove it: it joins persons to pseudonyms");
    }
out:
    beside_file_drop(&g.file);
    buf_dispose(&g.line);
    return rc;
}
