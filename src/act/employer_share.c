#include "act/employer_share.h"

#include "act/consent_acts.h"
#include "act/dossier_write_int.h"
#include "act/handover_payload.h"
#include "act/work_acts.h"

static const struct dossier_event *followed_job(const struct dossier *d,
                                                struct uuid job)
{
    const struct dossier_event *ev = dossier_event_of(d, job);
    bool is_followed = ev && ev->fact.kind == EVENT_OUTCOME &&
                       !ev->written.retracted_at && outcome_is_followed(ev->fact.code);
    return is_followed ? ev : NULL;
}

/* The categories that this visitor may let an employer know. */
static unsigned may_change(const struct gate *g)
{
    unsigned may = 0;
    if (!role_has(g->visitor.role, PERMISSION_CONSENT_WRITE) ||
        g->relation > RELATION_ORGANISATION)
        return 0;
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
        if (purpose_takes(SHARING_PURPOSE_EMPLOYER, (uint8_t)c) &&
            gate_opens(g, (enum record_category)c, false, (struct uuid){{0}},
                       g->visitor.organisation))
            may |= 1u << c;
    return may;
}

static unsigned closed_parts(const struct dossier_view *file)
{
    unsigned closed = 0;
    if (file->closed & DOSSIER_IDENTITY) closed |= 1u << SHARING_CATEGORY_IDENTITY;
    if (file->closed & DOSSIER_GOAL) closed |= 1u << SHARING_CATEGORY_GOAL;
    return closed;
}

static enum err_code name_of(char *out, size_t size, const struct asking *a,
                             struct db *db, struct person_id person,
                             struct organisation_id employer, struct err *e)
{
    struct employer_wanted wanted = {.only = employer,
                                     .reader = a->visitor.organisation,
                                     .today = a->today,
                                     .most = 1};
    struct employer_view *list;
    struct employer_consent *known;
    size_t n = 0;
    enum err_code rc = OK;
    if (!uuid_is_nil(employer.u))
        TRY(employer_list(&list, &n, a->arena, db, &wanted, e));
    if (n) {
        snprintf(out, size, "%s", list[0].name);
        goto out;
    }
    TRY(employer_consents(&known, &n, a->arena, db, person, a->today, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(known[i].employer.u, employer.u)) {
            snprintf(out, size, "%s", known[i].name);
            goto out;
        }
    rc = err_set(e, ERR_NOT_FOUND, "there is no such employer");
out:
    return rc;
}

static bool has_goal(const struct dossier *d)
{
    for (size_t i = 0; i < d->n_goals; i++)
        if (!d->goals[i].written.retracted_at) return true;
    for (size_t i = 0; i < d->n_steps; i++)
        if (!d->steps[i].written.retracted_at && d->steps[i].condition == CODE_MISSING)
            return true;
    return false;
}

enum err_code employer_share_show(struct employer_share *out, const struct asking *a,
                                  struct person_id person, struct uuid job,
                                  struct organisation_id employer, struct err *e)
{
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct employer_share){.employer = employer, .started_on = DAY_NONE};
    TRY(dossier_open(&out->file, a, person, CARD_PARTS | DOSSIER_WORK, "consents", e));
    const struct dossier_event *ev = followed_job(&out->file.dossier, job);
    if (!ev || !(out->file.parts & DOSSIER_WORK)) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such job");
        goto out;
    }
    TRY(name_of(out->employer_name, sizeof out->employer_name, a, db, person, employer,
                e));
    TRY(consents_in_force(&out->known, db, a->arena, person, employer,
                          SHARING_PURPOSE_EMPLOYER, a->today, e));
    out->name = dossier_call_name(&out->file.dossier);
    out->started_on = ev->fact.on;
    out->may_change = may_change(&out->file.gate);
    out->hidden = out->known & closed_parts(&out->file);
    out->has_goal = has_goal(&out->file.dossier);
    rc = employer_card_make(&out->card, a->arena, &out->file.dossier, out->name, job,
                            out->known & ~out->hidden, e);
out:
    if (rc != OK) dossier_wipe(&out->file.dossier);
    return rc;
}

/* What stands and is not wanted any more ends, each row by itself. */
static enum err_code end_others(struct write *w, const struct asking *a,
                                struct person_id person,
                                struct organisation_id employer, unsigned categories,
                                struct uuid *first, size_t *n_ended_out, struct err *e)
{
    struct consent_wanted wanted = {.receiver = employer};
    struct consent_view *rows;
    size_t n, n_new;
    enum err_code rc;
    *n_ended_out = 0;
    TRY(consent_list(&rows, &n, a->arena, write_db(w), person, &wanted, a->today, e));
    for (size_t i = 0; i < n; i++) {
        const struct consent_fact *f = &rows[i].fact;
        if (f->purpose != SHARING_PURPOSE_EMPLOYER || categories >> f->category & 1 ||
            (rows[i].state != CONSENT_IN_FORCE && rows[i].state != CONSENT_TO_COME))
            continue;
        const struct consent_ending ending = {.consent = f->id,
                                              .receiver = employer,
                                              .purpose = CODE_MISSING,
                                              .party = WITHDRAWAL_PARTY_PERSON};
        TRY(consent_withdraw_within(w, a, person, &ending, *first, &n_new, e));
        *first = (struct uuid){{0}};
        *n_ended_out += n_new;
    }
out:
    return rc;
}

enum err_code employer_share_save(const struct asking *a, struct person_id person,
                                  struct uuid job, struct organisation_id employer,
                                  unsigned categories, uint8_t form, uint8_t language,
                                  struct err *e)
{
    const struct consent_choice choice = {.receiver = employer,
                                          .purpose = SHARING_PURPOSE_EMPLOYER,
                                          .categories = categories,
                                          .ground = SHARING_GROUND_CONSENT,
                                          .is_given = true,
                                          .form = form,
                                          .language = language,
                                          .from = a->today,
                                          .to = DAY_NONE};
    enum consent_fault fault;
    struct dossier d = {0};
    struct write *w = NULL;
    struct uuid first = a->form;
    char name[160];
    struct gate g;
    size_t n_ended, n_new;
    enum err_code rc;
    TRY(person_gate(&g, a, person, PERMISSION_CONSENT_WRITE, e));
    TRY(course_read(&d, a, person, DOSSIER_COURSE, e));
    if (!followed_job(&d, job)) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such job");
        goto out;
    }
    TRY(name_of(name, sizeof name, a, a->house->db, person, employer, e));
    if (!may_change(&g)) {
        rc = err_set(e, ERR_DENIED, "who keeps the file records this");
        goto out;
    }
    TRY(work_begin(&w, a, "record what an employer may know", "", e));
    TRY(end_others(w, a, person, employer, categories, &first, &n_ended, e));
    if (categories)
        TRY(consent_give_within(w, a, &g, person, &choice, first, &fault, &n_new, e));
    if (!categories && !n_ended) {
        rc = err_set(e, ERR_INVALID, "nothing was let through, and nothing is chosen");
        goto out;
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

enum err_code employer_shares(struct employer_consent **out, size_t *n_out,
                              const struct asking *a, struct person_id person,
                              struct err *e)
{
    struct gate g;
    enum err_code rc;
    *n_out = 0;
    TRY(person_gate(&g, a, person, PERMISSION_PERSON_READ, e));
    if (gate_opens(&g, CATEGORY_WORK, false, a->visitor.worker,
                   a->visitor.organisation))
        rc = employer_consents(out, n_out, a->arena, a->house->db, person, a->today, e);
out:
    return rc;
}
