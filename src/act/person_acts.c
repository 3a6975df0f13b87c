#include "act/person_acts.h"

#include <sodium.h>

static const struct actor command_line = {"cli"};

enum err_code person_show(struct person_view *out, struct arena *a, struct house *h,
                          struct person_id person, const char *reason, struct err *e)
{
    enum err_code rc;
    *out = (struct person_view){0};
    TRY(person_read(&out->counts, h->db, person, e));
    TRY(attribute_list(&out->attributes, &out->n_attributes, a, h->db, person, e));
    out->kind_codes = arena_new_array(a, const char *, out->n_attributes);
    const struct code_list *kinds = code_list_named(S("attribute_kind"));
    for (size_t i = 0; i < out->n_attributes; i++)
        out->kind_codes[i] = kinds->codes[out->attributes[i].kind].code;
    if (reason)
        rc = identity_read(&out->identity, a, h->db, &command_line, reason, person, e);
out:
    return rc;
}

void person_view_wipe(struct person_view *view)
{
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++) {
        struct str v = view->identity.value[i];
        if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
    }
}

enum err_code person_forget(struct house *h, struct person_id person,
                            const char *reason, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, h->db, &command_line, "erase identity", reason, e));
    TRY(person_erase(w, person, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}
