#include "act/ring_acts.h"

#include "store/dossier_store.h"

static enum record_category ring_category(uint8_t domain)
{
    return domain == GUIDANCE_DOMAIN_HEALTH ? CATEGORY_HEALTH : CATEGORY_COUNTABLE;
}

static bool may_write(const struct gate *gate, const struct asking *a, uint8_t domain)
{
    return gate_opens(gate, ring_category(domain), true, a->visitor.worker,
                      a->visitor.organisation);
}

static bool works_here(const struct office_name *colleagues, size_t n,
                       struct uuid worker)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(colleagues[i].id, worker)) return true;
    return false;
}

/* Is somebody who works for the visitor's organisation named by it, in a guidance that
 * runs and keeps the file? Who left does not count. */
static bool has_named(const struct dossier *d, const struct asking *a,
                      const struct office_name *colleagues, size_t n)
{
    for (size_t i = 0; i < d->n_guidances; i++) {
        const struct guidance_fact *g = &d->guidances[i];
        if (uuid_eq(g->organisation.u, a->visitor.organisation.u) && g->keeps_file &&
            !g->written.retracted_at && guidance_runs(g, a->today) &&
            works_here(colleagues, n, g->worker))
            return true;
    }
    return false;
}

static bool may_name(const struct gate *gate, const struct asking *a,
                     const struct dossier *d, const struct office_name *colleagues,
                     size_t n)
{
    /* who comes in for one part (a volunteer, a school) brings nobody else in */
    if (!role_has(gate->visitor.role, PERMISSION_FILES_LIST)) return false;
    return gate->relation == RELATION_GUIDE ||
           (gate->relation == RELATION_ORGANISATION && !has_named(d, a, colleagues, n));
}

/* --- looking --- */

static void sort_ring(struct ring_view *v, const struct asking *a)
{
    const struct dossier *d = &v->file.dossier;
    v->ring = arena_new_array(a->arena, struct guidance_fact, d->n_guidances);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < d->n_guidances; i++) {
            const struct guidance_fact *g = &d->guidances[i];
            bool is_over = !day_is_none(g->to) && g->to.v < a->today.v;
            if (g->written.retracted_at || is_over != (pass == 1)) continue;
            if (v->is_health_closed && ring_category(g->domain) == CATEGORY_HEALTH)
                continue;
            v->ring[v->n_ring++] = *g;
        }
}

enum err_code ring_show(struct ring_view *out, const struct asking *a,
                        struct person_id person, struct err *e)
{
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct ring_view){0};
    TRY(dossier_open(&out->file, a, person,
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL | DOSSIER_HEALTH,
                     "ring", e));
    out->is_health_closed = !(out->file.parts & DOSSIER_HEALTH);
    out->may_write = may_write(&out->file.gate, a, GUIDANCE_DOMAIN_WORK);
    sort_ring(out, a);
    size_t n = ring_remarks(out->remarks, RING_REMARKS_MOST, out->ring, out->n_ring,
                            out->file.dossier.handovers, out->file.dossier.n_handovers,
                            a->today);
    out->n_remarks = MIN_OF(n, (size_t)RING_REMARKS_MOST);
    TRY(colleague_list(&out->colleagues, &out->n_colleagues, a->arena, db,
                       a->visitor.organisation, a->today, e));
    out->may_name = out->may_write && may_name(&out->file.gate, a, &out->file.dossier,
                                               out->colleagues, out->n_colleagues);
    rc = organisation_list(&out->organisations, &out->n_organisations, a->arena, db,
                           a->visitor.organisation, RING_ORGANISATIONS_MOST, e);
out:
    return rc;
}

/* --- writing --- */

/* May the visitor change who of the own organisation is named? `worker`, when not nil,
 * is who is to be named. */
static enum err_code may_put(const struct asking *a, const struct gate *gate,
                             struct person_id person, struct uuid worker, struct err *e)
{
    struct dossier d = {0};
    struct office_name *list;
    size_t n;
    enum err_code rc;
    TRY(colleague_list(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                       a->today, e));
    if (!uuid_is_nil(worker) && !works_here(list, n, worker)) {
        rc = err_set(e, ERR_INVALID, "nobody of one's own organisation has this id");
        goto out;
    }
    TRY(dossier_read(&d, a->arena, a->house->db, person, DOSSIER_COURSE,
                     (struct organisation_id){{{0}}}, e));
    if (!may_name(gate, a, &d, list, n)) {
        rc = err_set(e, ERR_DENIED, "who accompanies is named by who does so now");
        err_hint(e, "ask the colleague who is named in the ring");
    }
out:
    return rc;
}

enum err_code ring_add(const struct asking *a, struct person_id person,
                       const struct ring_entry *entry, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    bool is_own = uuid_eq(entry->organisation.u, a->visitor.organisation.u);
    struct guidance_fact f = {.id = a->form,
                              .person = person,
                              .organisation = entry->organisation,
                              .worker = entry->worker,
                              .domain = entry->domain,
                              .from = entry->from,
                              .to = DAY_NONE,
                              .next_on = entry->next_on,
                              .words = str_trim(entry->words)};
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE,
                          ring_category(entry->domain), e));
    if ((uuid_is_nil(f.organisation.u) && !f.words.n) || f.domain == CODE_MISSING ||
        day_is_none(f.from) || (!is_own && !uuid_is_nil(f.worker))) {
        rc = err_set(e, ERR_INVALID, "who accompanies has a name, a domain and a day");
        goto out;
    }
    if (!uuid_is_nil(f.worker)) TRY(may_put(a, &gate, person, f.worker, e));
    f.keeps_file = is_own && gate.relation <= RELATION_ORGANISATION;
    TRY(work_begin(&w, a, "add to ring", "", e));
    TRY(guidance_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static enum err_code guidance_of(struct guidance_fact *out, const struct asking *a,
                                 struct person_id person, struct uuid id, struct err *e)
{
    struct dossier d = {0};
    enum err_code rc =
        dossier_read(&d, a->arena, a->house->db, person, DOSSIER_COURSE | DOSSIER_GOAL,
                     (struct organisation_id){{{0}}}, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < d.n_guidances; i++)
        if (uuid_eq(d.guidances[i].id, id)) {
            *out = d.guidances[i];
            return OK;
        }
    return err_set(e, ERR_NOT_FOUND, "nobody in the ring has this id");
}

enum err_code ring_change(const struct asking *a, struct person_id person,
                          struct uuid id, struct day to, struct day next_on,
                          struct uuid worker, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct guidance_fact f;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    TRY(guidance_of(&f, a, person, id, e));
    bool is_own = uuid_eq(f.organisation.u, a->visitor.organisation.u);
    bool is_outside = uuid_is_nil(f.organisation.u);
    if (!may_write(&gate, a, f.domain) ||
        (!is_own && !is_outside && gate.relation != RELATION_GUIDE)) {
        rc = err_set(e, ERR_DENIED, "this organisation is changed by who is named");
        goto out;
    }
    if (!is_own && !uuid_eq(worker, f.worker)) {
        rc = err_set(e, ERR_INVALID, "who works elsewhere is named there");
        goto out;
    }
    /* ending a colleague's guidance would leave the file to be taken up */
    if (is_own && !(uuid_is_nil(worker) && uuid_is_nil(f.worker)))
        TRY(may_put(a, &gate, person, worker, e));
    f.id = a->form;
    f.to = to;
    f.next_on = next_on;
    f.worker = worker;
    TRY(work_begin(&w, a, "change ring", "", e));
    TRY(fact_retract(w, NOUN_GUIDANCE, person, id, e));
    TRY(guidance_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
