#include "act/person_names.h"

#include <sodium.h>

#include "store/identity_bulk.h"

struct naming {
    struct arena *arena;
    struct person_name *names;
    size_t *place; /* of each who is opened */
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    const struct naming *x = to;
    struct str call = identity->value[IDENTITY_CALL_NAME];
    struct str given = identity->value[IDENTITY_GIVEN_NAME];
    (void)e;
    x->names[x->place[at]].name = str_trim(
        str_of(arena_format(x->arena, "%.*s %.*s", STR_ARG(call.n ? call : given),
                            STR_ARG(identity->value[IDENTITY_FAMILY_NAME]))));
    return OK;
}

enum err_code person_names_open(struct person_name **out, const struct asking *a,
                                const struct person_id *persons, size_t n,
                                const char *reason, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME |
                 1 << IDENTITY_FAMILY_NAME
    };
    struct naming x = {.arena = a->arena};
    struct person_id *opened = arena_new_array(a->arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    struct sealed_identity *sealed =
        arena_new_array(a->arena, struct sealed_identity, n + 1);
    size_t n_open = 0;
    enum err_code rc;
    x.names = *out = arena_new_array(a->arena, struct person_name, n + 1);
    x.place = arena_new_array(a->arena, size_t, n + 1);
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_IDENTITY,
                     e));
    for (size_t i = 0; i < n; i++) {
        x.names[i].is_open = is_open[i];
        if (!is_open[i]) continue;
        x.place[n_open] = i;
        opened[n_open++] = persons[i];
    }
    TRY(identities_fetch(sealed, a->arena, a->house->db, opened, n_open, FIELDS, e));
    TRY(look_log(a, opened, n_open, reason, e));
    rc =
        identities_open_fetched(sealed, a->house->db, opened, n_open, take_name, &x, e);
out:
    if (rc != OK) person_names_wipe(*out, n);
    return rc;
}

void person_names_wipe(struct person_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].name.n)
            sodium_memzero((char *)(uintptr_t)names[i].name.p, names[i].name.n);
}
