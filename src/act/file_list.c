#include "act/file_list.h"

#include <sodium.h>

#include "act/field_gate.h"
#include "store/identity_bulk.h"
#include "store/organisation_read.h"
#include "store/read_log_store.h"

struct naming {
    const struct asking *a;
    struct file_page *out;
    struct person_id *persons; /* those who are named */
    struct sealed_identity *sealed;
    size_t *row; /* of each of them */
    size_t n;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *s = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    s->out->rows[s->row[at]].name = str_trim(
        str_of(arena_format(s->a->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

/* Only of whom the visitor may see who they are: a volunteer keeps the rest as numbers.
 */
static enum err_code choose_named(struct naming *s, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct arena *arena = s->a->arena;
    size_t n = s->out->n;
    struct person_id *all = arena_new_array(arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(arena, bool, n + 1);
    enum err_code rc;
    s->persons = arena_new_array(arena, struct person_id, n + 1);
    s->sealed = arena_new_array(arena, struct sealed_identity, n + 1);
    s->row = arena_new_array(arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = s->out->rows[i].now.person;
    TRY(persons_gate(is_open, s->a, all, n, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    for (size_t i = 0; i < n; i++) {
        if (!is_open[i]) continue;
        s->row[s->n] = i;
        s->persons[s->n++] = all[i];
    }
    rc = identities_fetch(s->sealed, arena, s->a->house->db, s->persons, s->n, FIELDS,
                          e);
out:
    return rc;
}

/* A row is there for whom the file keeps or receives it; whether this visitor may know
 * of it is asked of the gate. What comes next is a matter of the plan. */
static enum err_code leave_out_closed(struct file_page *out, const struct asking *a,
                                      struct err *e)
{
    struct person_id *all = arena_new_array(a->arena, struct person_id, out->n + 1);
    bool *is_there = arena_new_array(a->arena, bool, out->n + 1);
    bool *has_plan = arena_new_array(a->arena, bool, out->n + 1);
    size_t n = 0;
    enum err_code rc;
    for (size_t i = 0; i < out->n; i++)
        all[i] = out->rows[i].now.person;
    TRY(persons_gate(is_there, a, all, out->n, PERMISSION_PERSON_READ,
                     CATEGORY_COUNTABLE, e));
    TRY(persons_gate(has_plan, a, all, out->n, PERMISSION_PERSON_READ, CATEGORY_GOAL,
                     e));
    for (size_t i = 0; i < out->n; i++) {
        if (!is_there[i]) continue;
        out->rows[n] = out->rows[i];
        if (!has_plan[i]) out->rows[n].now.next_on = DAY_NONE;
        n++;
    }
    out->n_closed = out->n - n;
    out->n = n;
out:
    return rc;
}

/* A page has few workers: each is looked up once. */
static enum err_code name_workers(struct file_page *p, struct db *db, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < p->n; i++) {
        struct file_row *row = &p->rows[i];
        size_t j = 0;
        while (j < i && !uuid_eq(p->rows[j].now.worker, row->now.worker))
            j++;
        if (j < i)
            memcpy(row->worker_name, p->rows[j].worker_name, sizeof row->worker_name);
        else
            TRY(worker_name_of(row->worker_name, sizeof row->worker_name, db,
                               row->now.worker, e));
    }
out:
    return rc;
}

/* All that the page needs, in one view of the database; names still sealed. */
static enum err_code read_page(struct file_page *out, struct naming *s,
                               const struct file_filter *f, struct err *e)
{
    struct arena *arena = s->a->arena;
    struct db *db = s->a->house->db;
    struct file_now *list;
    size_t n;
    enum err_code rc = db_snapshot_begin(db, e);
    if (rc != OK) return rc;
    TRY(file_now_list(&list, &n, arena, db, f, e));
    out->is_more = n > FILE_PAGE_ROWS;
    out->n = MIN_OF(n, (size_t)FILE_PAGE_ROWS);
    out->rows = arena_new_array(arena, struct file_row, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        out->rows[i].now = list[i];
    if (out->n) out->last = list[out->n - 1];
    TRY(leave_out_closed(out, s->a, e));
    TRY(name_workers(out, db, e));
    TRY(file_now_count(out->by_phase, db, f, e));
    rc = choose_named(s, e);
out:
    db_snapshot_end(db);
    return rc;
}

enum err_code file_list(struct file_page *out, const struct asking *a,
                        const struct file_filter *filter, struct err *e)
{
    struct file_filter f = *filter;
    struct naming s = {.a = a, .out = out};
    enum err_code rc;
    *out = (struct file_page){.n = 0};
    TRY(field_gate(a, PERMISSION_FILES_LIST, e));
    f.organisation = a->visitor.organisation;
    f.today = a->today;
    f.limit = FILE_PAGE_ROWS + 1;
    TRY(read_page(out, &s, &f, e));
    TRY(look_log(a, s.persons, s.n, "list of files", e));
    rc = identities_open_fetched(s.sealed, a->house->db, s.persons, s.n, take_name, &s,
                                 e);
out:
    if (rc != OK) file_list_wipe(out);
    return rc;
}

void file_list_wipe(struct file_page *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->rows[i].name.n)
            sodium_memzero((char *)(uintptr_t)p->rows[i].name.p, p->rows[i].name.n);
    p->n = 0;
}
