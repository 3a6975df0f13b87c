#include "act/cell_members.h"

#include <sodium.h>

#include "store/identity_bulk.h"
#include "store/within_reach.h"

static int compare_persons(const void *x, const void *y)
{
    return uuid_compare(((const struct person_id *)x)->u,
                        ((const struct person_id *)y)->u);
}

/* Keeps in `some`, which is sorted, those who are also in `others`, which is too. */
static size_t keep_common(struct person_id *some, size_t n,
                          const struct person_id *others, size_t n_others)
{
    size_t kept = 0;
    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < n_others && compare_persons(&others[k], &some[i]) < 0)
            k++;
        if (k < n_others && compare_persons(&others[k], &some[i]) == 0)
            some[kept++] = some[i];
    }
    return kept;
}

/* Keeps those of whom all these categories are open to the visitor. */
static enum err_code keep_open(struct person_id *persons, size_t *n,
                               const struct asking *a, unsigned categories,
                               struct err *e)
{
    bool *is_open = arena_new_array(a->arena, bool, *n + 1);
    enum err_code rc = OK;
    for (int c = 0; c < N_RECORD_CATEGORIES; c++) {
        size_t kept = 0;
        if (!(categories & 1u << c)) continue;
        TRY(persons_gate(is_open, a, persons, *n, PERMISSION_PERSON_READ,
                         (enum record_category)c, e));
        for (size_t i = 0; i < *n; i++)
            if (is_open[i]) persons[kept++] = persons[i];
        *n = kept;
    }
out:
    return rc;
}

/* --- names --- */

struct naming {
    struct arena *arena;
    struct cell_page *out;
    size_t *member; /* of each who is named */
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *s = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    s->out->members[s->member[at]].name = str_trim(
        str_of(arena_format(s->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

static enum err_code name_members(struct cell_page *out, const struct asking *a,
                                  const struct person_id *persons, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct person_id named[CELL_PAGE_ROWS];
    struct sealed_identity sealed[CELL_PAGE_ROWS];
    bool is_open[CELL_PAGE_ROWS];
    size_t member[CELL_PAGE_ROWS], n = 0;
    struct naming s = {.arena = a->arena, .out = out, .member = member};
    enum err_code rc;
    TRY(persons_gate(is_open, a, persons, out->n_members, PERMISSION_PERSON_READ,
                     CATEGORY_IDENTITY, e));
    for (size_t i = 0; i < out->n_members; i++) {
        if (!is_open[i]) continue;
        member[n] = i;
        named[n++] = persons[i];
    }
    TRY(identities_fetch(sealed, a->arena, a->house->db, named, n, FIELDS, e));
    rc = identities_open_fetched(sealed, a->house->db, named, n, take_name, &s, e);
out:
    return rc;
}

void cell_page_wipe(struct cell_page *p)
{
    for (size_t i = 0; i < p->n_members; i++)
        if (p->members[i].name.n)
            sodium_memzero((char *)(uintptr_t)p->members[i].name.p,
                           p->members[i].name.n);
}

/* --- the page --- */

/* What the table itself says of the cell; nothing where it says nothing. */
static void find_shown(struct cell_page *out, const struct desk_table *t,
                       const struct cell_address *at)
{
    const struct part *part = t->answer->parts[0];
    if (at->table >= part->n_tables) return;
    out->table = part->tables[at->table];
    if (!out->table->cells || !cell_find(&out->row, &out->column, out->table, at)) {
        out->table = NULL;
        return;
    }
    const struct cell *c =
        &out->table->cells[out->row * out->table->columns.n + out->column];
    out->is_shown = c->status == CELL_VALUE || c->status == CELL_ZERO;
    out->n = out->is_shown ? c->n : 0;
}

static enum err_code list_members(struct cell_page *out, const struct asking *a,
                                  struct str text, const struct question *q,
                                  const struct cell_address *at, size_t first,
                                  struct err *e)
{
    struct asked asked = desk_asked(a, text, LANG_NL);
    struct cell_members found;
    struct person_id *own;
    size_t n_own;
    enum err_code rc;
    TRY(members_of_cell(&found, a->arena, a->house->db, &asked, at, e));
    TRY(persons_within_reach(&own, &n_own, a->arena, a->house->db,
                             a->visitor.organisation, e));
    qsort(found.files, found.n, sizeof *found.files, compare_persons);
    found.n = keep_common(found.files, found.n, own, n_own);
    TRY(keep_open(found.files, &found.n, a, question_categories(q), e));
    out->n_open = found.n;
    if (first >= found.n) goto out;
    out->n_members = MIN_OF(found.n - first, (size_t)CELL_PAGE_ROWS);
    out->members = arena_new_array(a->arena, struct cell_member, out->n_members);
    for (size_t i = 0; i < out->n_members; i++)
        out->members[i].person = found.files[first + i];
    TRY(look_log(a, found.files + first, out->n_members, "figures", e));
    rc = name_members(out, a, found.files + first, e);
out:
    return rc;
}

enum err_code cell_open(struct cell_page *out, const struct asking *a, struct str text,
                        enum lang lang, const struct cell_address *at, size_t first,
                        struct err *e)
{
    struct desk_table t;
    struct question *q;
    enum err_code rc;
    *out = (struct cell_page){.story = CELL_LISTED};
    TRY(desk_ask(&t, a, text, lang, false, e));
    out->text = t.text;
    find_shown(out, &t, at);
    TRY(question_parse_statement(&q, a->arena, t.text, e));
    if (!question_has_members(q))
        out->story = CELL_OF_NO_PERSONS;
    else if (!role_has(a->visitor.role, PERMISSION_PERSON_READ))
        out->story = CELL_ROLE_SEES_NOBODY;
    else
        rc = list_members(out, a, t.text, q, at, first, e);
out:
    if (rc != OK) cell_page_wipe(out);
    return rc;
}
