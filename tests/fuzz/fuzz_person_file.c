/* A CSV of persons of any kind: whatever is accepted has a role, at most one column
 * each, and becomes levels within their range; what numbers rows is never evidence. */
#include "act/person_file.h"
#include "link/field_levels.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ROWS_COMPARED = 12 };

static void check_roles(const struct person_file *f)
{
    unsigned seen[N_PERSON_ROLES] = {0}, n_evidence = 0;
    for (size_t i = 0; i < f->columns.n_columns; i++) {
        const struct column_role *r = &f->role[i];
        if (r->use != COLUMN_EVIDENCE) continue;
        require(r->role < N_PERSON_ROLES && person_role_name(r->role));
        require(seen[r->role]++ == 0);
        n_evidence++;
    }
    require(n_evidence > 0);
}

static void check_levels(const struct person_table *t)
{
    struct folded_persons p;
    struct compared_field fields[COMPARED_FIELDS_MAX];
    uint8_t there[COMPARED_FIELDS_MAX], back[COMPARED_FIELDS_MAX];
    folded_persons_init(&p, t);
    size_t n = compared_fields_make(fields, &p);
    struct comparer *c = comparer_new(&p);
    for (uint32_t a = 0; a < t->n && a < ROWS_COMPARED; a++)
        for (uint32_t b = a; b < t->n && b < ROWS_COMPARED; b++) {
            comparer_levels(there, c, a, b);
            comparer_levels(back, c, b, a);
            for (size_t f = 0; f < n; f++) {
                require(there[f] < fields[f].n_levels && there[f] == back[f]);
                /* a record never differs from itself */
                require(a != b || there[f] != LEVEL_DIFFERENT);
            }
        }
    for (size_t f = 0; f < n; f++) {
        free(fields[f].value_of_row);
        free(fields[f].value_count);
    }
    comparer_free(c);
    folded_persons_dispose(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct person_file f;
    struct person_table t;
    struct arena a = {0};
    struct err e = {0};
    struct text_source text = {{(const char *)bytes, n}, 64};
    enum err_code rc =
        person_file_read_bytes(&f, "a file", text_source_bytes(&text), STR_NONE, &e);
    if (rc != OK) {
        require(e.code == rc && e.message[0]);
        return 0;
    }
    check_roles(&f);
    person_table_of_files(&t, &a, &f, 1, false);
    require(t.n == f.columns.n_rows);
    check_levels(&t);
    person_file_dispose(&f);
    arena_dispose(&a);
    return 0;
}
