/* Two values of one field, side by side, and what somebody decides. */
#include <sodium.h>

#include "act/person_edit.h"

static const char *name_of(const struct dossier *d, struct uuid id)
{
    for (size_t i = 0; i < d->n_names; i++)
        if (uuid_eq(d->names[i].id, id)) return d->names[i].name;
    return "";
}

static enum err_code add_conflicts(struct conflict *list, size_t *n,
                                   const struct asking *a, struct person_id person,
                                   struct err *e)
{
    struct dossier_view v;
    struct gate gate;
    enum err_code rc = person_gate(&gate, a, person, PERMISSION_CONFLICT_DECIDE, e);
    if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) return OK;
    if (rc == OK)
        rc =
            dossier_open(&v, a, person, DOSSIER_IDENTITY, "two versions of a field", e);
    if (rc != OK) return rc;
    const struct dossier *d = &v.dossier;
    for (size_t i = 0; i < d->n_proposals && *n < CONFLICTS_MOST; i++) {
        const struct proposal_fact *p = &d->proposals[i];
        enum identity_field field = identity_field_named(str_of(p->field));
        if (field == N_IDENTITY_FIELDS) continue;
        struct conflict *c = &list[(*n)++];
        *c = (struct conflict){.person = person,
                               .call_name = dossier_call_name(d),
                               .field = field,
                               .proposal = *p,
                               .kept = d->identity.value[field]};
        snprintf(c->proposer, sizeof c->proposer, "%s", name_of(d, p->worker));
        snprintf(c->proposer_organisation, sizeof c->proposer_organisation, "%s",
                 name_of(d, p->organisation.u));
        TRY(field_version_read(&c->version, a->house->db, person, field, e));
    }
out:
    return rc;
}

enum err_code conflict_list(struct conflict **out, size_t *n_out,
                            const struct asking *a, struct err *e)
{
    struct person_id *persons;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    *out = arena_new_array(a->arena, struct conflict, CONFLICTS_MOST);
    TRY(proposals_waiting(&persons, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, CONFLICTS_MOST, e));
    for (size_t i = 0; i < n; i++)
        TRY(add_conflicts(*out, n_out, a, persons[i], e));
out:
    return rc;
}

enum err_code conflict_count(int64_t *out, const struct asking *a, struct err *e)
{
    struct person_id *persons;
    size_t n;
    enum err_code rc = OK;
    *out = 0;
    if (!role_has(a->visitor.role, PERMISSION_CONFLICT_DECIDE)) goto out;
    TRY(proposals_waiting(&persons, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, CONFLICTS_MOST, e));
    for (size_t i = 0; i < n; i++) {
        struct gate gate;
        struct err why = {0};
        rc = person_gate(&gate, a, persons[i], PERMISSION_CONFLICT_DECIDE, &why);
        *out += rc == OK;
        if (rc == ERR_NOT_FOUND || rc == ERR_DENIED) rc = OK;
        if (rc != OK && e) *e = why;
        if (rc != OK) goto out;
    }
out:
    return rc;
}

static void wipe(struct str v)
{
    if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
}

void conflict_wipe(struct conflict *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wipe(list[i].call_name);
        wipe(list[i].kept);
        wipe(list[i].proposal.words);
    }
}

enum err_code conflict_decide(const struct asking *a, struct person_id person,
                              struct uuid proposal, bool take_new, struct err *e)
{
    struct proposal_decision_fact f = {
        .id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
        .proposal = proposal,
        .person = person,
        .decision = take_new ? PROPOSAL_DECISION_TAKEN : PROPOSAL_DECISION_LEFT,
        .worker = a->visitor.worker};
    const struct proposal_fact *found = NULL;
    struct write *w = NULL;
    struct dossier_view v;
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_CONFLICT_DECIDE, e));
    TRY(dossier_open(&v, a, person, DOSSIER_IDENTITY, "two versions of a field", e));
    for (size_t i = 0; i < v.dossier.n_proposals; i++)
        if (uuid_eq(v.dossier.proposals[i].id, proposal))
            found = &v.dossier.proposals[i];
    if (!found) {
        rc = err_set(e, ERR_EXISTS, "somebody decided about this already");
        goto out;
    }
    enum identity_field field = identity_field_named(str_of(found->field));
    TRY(work_begin(&w, a, "decide between two versions",
                   take_new ? "the new one" : "the one that stood", e));
    TRY(proposal_decision_add(w, &f, e));
    if (take_new && field != N_IDENTITY_FIELDS)
        TRY(identity_put(w, a, person, field,
                         str_eq(found->words, S("-")) ? STR_NONE : found->words, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
