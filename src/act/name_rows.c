#include "act/name_rows.h"

#include <sodium.h>

#include "base/utf8.h"
#include "store/identity_bulk.h"

struct naming {
    const struct asking *a;
    struct str *names;
    size_t *row; /* of each that is named */
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *s = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    s->names[s->row[at]] = str_trim(
        str_of(arena_format(s->a->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

enum err_code name_rows(struct str *out, const struct asking *a,
                        const struct person_id *persons, size_t n, const char *reason,
                        struct err *e)
{
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    enum err_code rc = persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ,
                                    CATEGORY_IDENTITY, e);
    return rc == OK ? name_open_rows(out, a, persons, is_open, n, reason, e) : rc;
}

enum err_code name_open_rows(struct str *out, const struct asking *a,
                             const struct person_id *persons, const bool *is_open,
                             size_t n, const char *reason, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct arena *arena = a->arena;
    struct person_id *named = arena_new_array(arena, struct person_id, n + 1);
    struct sealed_identity *sealed =
        arena_new_array(arena, struct sealed_identity, n + 1);
    struct naming s = {a, out, arena_new_array(arena, size_t, n + 1)};
    size_t n_named = 0;
    enum err_code rc;
    for (size_t i = 0; i < n; i++)
        out[i] = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        if (!is_open[i]) continue;
        s.row[n_named] = i;
        named[n_named++] = persons[i];
    }
    TRY(identities_fetch(sealed, arena, a->house->db, named, n_named, FIELDS, e));
    TRY(look_log(a, named, n_named, reason, e));
    rc =
        identities_open_fetched(sealed, a->house->db, named, n_named, take_name, &s, e);
out:
    if (rc != OK) name_rows_wipe(out, n);
    return rc;
}

struct str name_initials(struct arena *a, struct str name)
{
    const char *letters = "";
    struct str word, rest = name;
    while (rest.n && str_split(&word, &rest, ' ')) {
        if (!word.n) continue;
        struct str first = utf8_take(word, 1);
        letters = arena_format(a, "%s%s%.*s.", letters, letters[0] ? " " : "",
                               STR_ARG(first));
    }
    return str_of(letters);
}

void name_rows_wipe(struct str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].n) sodium_memzero((char *)(uintptr_t)names[i].p, names[i].n);
}
