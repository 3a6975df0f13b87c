#include "act/employer_acts.h"

#include "act/field_gate.h"
#include "store/office_store.h"
#include "store/programme_store.h"

static const struct person_id nobody;

static struct uuid form_id_of(const struct asking *a)
{
    return uuid_is_nil(a->form) ? uuid7_new() : a->form;
}

enum err_code employers_show(struct employer_view **out, size_t *n_out,
                             const struct asking *a, struct employer_wanted *wanted,
                             struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_EMPLOYER, e);
    if (rc != OK) return rc;
    wanted->reader = a->visitor.organisation;
    wanted->today = a->today;
    return employer_list(out, n_out, a->arena, a->house->db, wanted, e);
}

static enum err_code one_employer(struct employer_view *out, const struct asking *a,
                                  struct db *db, struct organisation_id employer,
                                  struct err *e)
{
    struct employer_wanted wanted = {.only = employer,
                                     .reader = a->visitor.organisation,
                                     .today = a->today,
                                     .most = 1};
    struct employer_view *list;
    size_t n = 0;
    enum err_code rc = OK;
    if (!uuid_is_nil(employer.u))
        rc = employer_list(&list, &n, a->arena, db, &wanted, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such employer");
    *out = list[0];
    return OK;
}

enum err_code employer_show(struct employer_story *out, const struct asking *a,
                            struct organisation_id employer, struct err *e)
{
    static const struct organisation_id all;
    struct db *db = a->house->db;
    struct organisation_id own = a->visitor.organisation;
    enum err_code rc;
    *out = (struct employer_story){0};
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    TRY(one_employer(&out->employer, a, db, employer, e));
    TRY(employer_contacts(&out->contacts, &out->n_contacts, a->arena, db, employer, all,
                          own, e));
    for (size_t i = 0; i < out->n_contacts; i++)
        if (is_own_organisation(a, out->contacts[i].fact.keeper))
            out->own = out->contacts[i];
    TRY(employer_actions(&out->actions, &out->n_actions, a->arena, db, employer, own,
                         EMPLOYER_ACTIONS_SHOWN, e));
    rc = vacancy_list(&out->vacancies, &out->n_vacancies, a->arena, db, employer, own,
                      a->today, false, EMPLOYER_VACANCIES_SHOWN, e);
out:
    return rc;
}

enum err_code vacancies_show(struct vacancy_view **out, size_t *n_out,
                             const struct asking *a, struct err *e)
{
    static const struct organisation_id all;
    enum err_code rc = field_gate(a, PERMISSION_EMPLOYER, e);
    if (rc != OK) return rc;
    return vacancy_list(out, n_out, a->arena, a->house->db, all,
                        a->visitor.organisation, a->today, false,
                        EMPLOYER_VACANCIES_SHOWN, e);
}

enum err_code vacancy_show(struct vacancy_view *out, const struct asking *a,
                           struct uuid vacancy, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_EMPLOYER, e);
    if (rc != OK) return rc;
    return vacancy_read(out, a->arena, a->house->db, vacancy, a->visitor.organisation,
                        e);
}

/* --- writing --- */

static enum err_code is_colleague(const struct asking *a, struct uuid worker,
                                  struct err *e)
{
    struct office_name *list;
    size_t n;
    enum err_code rc = colleague_list(&list, &n, a->arena, a->house->db,
                                      a->visitor.organisation, a->today, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].id, worker)) return OK;
    return err_set(e, ERR_INVALID, "expected somebody of one's own organisation");
}

enum err_code employer_make(struct organisation_id *out, const struct asking *a,
                            const char *name, const char *municipality,
                            struct employer_contact_fact *f, struct err *e)
{
    struct organisation_fact o = {.id = {form_id_of(a)},
                                  .kind = ORGANISATION_KIND_EMPLOYER,
                                  .former_kind = CODE_MISSING};
    char id[UUID_TEXT + 1];
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    TRY(is_colleague(a, f->worker, e));
    if (!name[0]) {
        rc = err_set(e, ERR_INVALID, "an employer has a name");
        goto out;
    }
    /* a code that nobody else has: of the end of the id, which is random */
    uuid_text(id, o.id.u);
    snprintf(o.code, sizeof o.code, "W-%s", id + 24);
    snprintf(o.name, sizeof o.name, "%s", name);
    snprintf(o.municipality, sizeof o.municipality, "%s", municipality);
    f->id = uuid7_new();
    f->employer = o.id;
    f->keeper = a->visitor.organisation;
    TRY(work_begin(&w, a, "note employer", "", e));
    TRY(organisation_add(w, &o, e));
    TRY(employer_contact_add(w, f, e));
    TRY(work_commit(&w, a, e));
    *out = o.id;
out:
    write_abandon(&w);
    return rc;
}

enum err_code employer_contact_note(const struct asking *a,
                                    struct employer_contact_fact *f, struct err *e)
{
    static const struct organisation_id nobody_reads;
    struct employer_contact_view *had;
    struct employer_view employer;
    struct write *w = NULL;
    size_t n;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    TRY(is_colleague(a, f->worker, e));
    f->id = form_id_of(a);
    f->keeper = a->visitor.organisation;
    TRY(work_begin(&w, a, "note contact of employer", "", e));
    TRY(one_employer(&employer, a, write_db(w), f->employer, e));
    TRY(employer_contacts(&had, &n, a->arena, write_db(w), f->employer, f->keeper,
                          nobody_reads, e));
    for (size_t i = 0; i < n; i++)
        TRY(fact_retract(w, NOUN_EMPLOYER_CONTACT, nobody, had[i].fact.id, e));
    TRY(employer_contact_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code employer_action_note(const struct asking *a,
                                   struct employer_action_fact *f, struct err *e)
{
    struct employer_view employer;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    if (day_is_none(f->on) || f->on.v > a->today.v) {
        rc = err_set(e, ERR_INVALID, "expected a day that has been");
        goto out;
    }
    f->id = form_id_of(a);
    f->keeper = a->visitor.organisation;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "note action with employer", "", e));
    TRY(one_employer(&employer, a, write_db(w), f->employer, e));
    TRY(employer_action_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code vacancy_note(const struct asking *a, struct vacancy_fact *f,
                           struct err *e)
{
    struct employer_view employer;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    f->id = form_id_of(a);
    f->keeper = a->visitor.organisation;
    TRY(work_begin(&w, a, "note vacancy", "", e));
    TRY(one_employer(&employer, a, write_db(w), f->employer, e));
    TRY(vacancy_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code vacancy_end(const struct asking *a, struct uuid vacancy, struct err *e)
{
    struct vacancy_view v;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_EMPLOYER, e));
    TRY(work_begin(&w, a, "end vacancy", "", e));
    TRY(vacancy_read(&v, a->arena, write_db(w), vacancy, a->visitor.organisation, e));
    if (!is_own_organisation(a, v.fact.keeper)) {
        rc = err_set(e, ERR_DENIED, "another organisation keeps this vacancy");
        goto out;
    }
    TRY(fact_retract(w, NOUN_VACANCY, nobody, vacancy, e));
    if (v.fact.from.v < a->today.v) {
        v.fact.id = uuid7_new();
        v.fact.to = (struct day){a->today.v - 1};
        TRY(vacancy_add(w, &v.fact, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
