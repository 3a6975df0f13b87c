#include "act/file_list.h"

#include <sodium.h>

#include "act/field_gate.h"
#include "store/identity_bulk.h"
#include "store/organisation_read.h"
#include "store/read_log_store.h"

struct naming {
    const struct asking *a;
    struct file_page *out;
    size_t *row; /* of each person who is named */
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
static enum err_code name_rows(struct file_page *out, const struct asking *a,
                               struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct person_id *persons = arena_new_array(a->arena, struct person_id, out->n + 1);
    struct naming s = {a, out, arena_new_array(a->arena, size_t, out->n + 1)};
    size_t n = 0;
    enum err_code rc = OK;
    for (size_t i = 0; i < out->n; i++) {
        struct gate gate;
        rc = person_gate(&gate, a, out->rows[i].now.person, PERMISSION_PERSON_READ, e);
        bool is_open =
            rc == OK && gate_opens(&gate, CATEGORY_IDENTITY, false, (struct uuid){{0}},
                                   (struct organisation_id){{{0}}});
        if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) rc = OK;
        if (rc != OK) goto out;
        if (!is_open) continue;
        s.row[n] = i;
        persons[n++] = out->rows[i].now.person;
    }
    TRY(look_log(a, persons, n, "list of files", e));
    rc = identities_open_looked(a->house->db, persons, n, FIELDS, take_name, &s, e);
out:
    return rc;
}

enum err_code file_list(struct file_page *out, const struct asking *a,
                        const struct file_filter *filter, struct err *e)
{
    struct file_filter f = *filter;
    struct file_now *list;
    size_t n;
    enum err_code rc;
    *out = (struct file_page){.n = 0};
    TRY(field_gate(a, PERMISSION_FILES_LIST, e));
    f.organisation = a->visitor.organisation;
    f.today = a->today;
    f.limit = FILE_PAGE_ROWS + 1;
    TRY(file_now_list(&list, &n, a->arena, a->house->db, &f, e));
    out->is_more = n > FILE_PAGE_ROWS;
    out->n = MIN_OF(n, (size_t)FILE_PAGE_ROWS);
    out->rows = arena_new_array(a->arena, struct file_row, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        out->rows[i].now = list[i];
        TRY(worker_name_of(out->rows[i].worker_name, sizeof out->rows[i].worker_name,
                           a->house->db, list[i].worker, e));
    }
    TRY(file_now_count(out->by_phase, a->house->db, &f, e));
    rc = name_rows(out, a, e);
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

enum err_code file_caseload(struct worker_files **out, size_t *n_out,
                            const struct asking *a, struct err *e)
{
    struct caseload *list;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_FILES_LIST, e));
    TRY(file_now_caseload(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, e));
    *out = arena_new_array(a->arena, struct worker_files, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct worker_files *w = &(*out)[i];
        w->worker = list[i].worker;
        w->n = list[i].n;
        TRY(worker_name_of(w->name, sizeof w->name, a->house->db, w->worker, e));
    }
    *n_out = n;
out:
    return rc;
}
