#include "act/consultation_acts.h"

#include "act/dossier_acts.h"
#include "act/field_gate.h"
#include "domain/signal_course.h"
#include "store/standing_store.h"

enum { SESSIONS_MOST = 50 };

enum err_code consultations_show(struct consultation_view **out, size_t *n_out,
                                 const struct asking *a, uint8_t kind, size_t first,
                                 size_t most, struct err *e)
{
    const struct consultation_wanted wanted = {.at_table = a->visitor.organisation,
                                               .kind = kind,
                                               .first = first,
                                               .most = most};
    enum err_code rc = field_gate(a, PERMISSION_CONSULTATION, e);
    if (rc != OK) return rc;
    return consultation_list(out, n_out, a->arena, a->house->db, &wanted, e);
}

/* --- the table --- */

static enum err_code sit_down(struct write *w, struct uuid consultation,
                              struct organisation_id organisation, struct uuid worker,
                              struct err *e)
{
    const struct consultation_member_fact f = {uuid7_new(), consultation, organisation,
                                               worker};
    return consultation_member_add(w, &f, e);
}

enum err_code consultation_note(const struct asking *a, struct consultation_fact *f,
                                const struct organisation_id *others, size_t n,
                                struct err *e)
{
    static const struct uuid anybody;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CONSULTATION, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->organisation = a->visitor.organisation;
    TRY(work_begin(&w, a, "note consultation", "", e));
    TRY(consultation_add(w, f, e));
    TRY(sit_down(w, f->id, f->organisation, a->visitor.worker, e));
    for (size_t i = 0; i < n; i++)
        if (!is_own_organisation(a, others[i]))
            TRY(sit_down(w, f->id, others[i], anybody, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* A consultation that is there for the visitor. */
static enum err_code read_own(struct consultation_view *out, const struct asking *a,
                              struct db *db, struct uuid consultation, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_CONSULTATION, e);
    if (rc != OK) return rc;
    return consultation_read(out, a->arena, db, consultation, a->visitor.organisation,
                             e);
}

static bool is_at_table(const struct member_view *members, size_t n,
                        struct organisation_id organisation, struct uuid worker)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(members[i].fact.organisation.u, organisation.u) &&
            (uuid_is_nil(worker) || uuid_eq(members[i].fact.worker, worker)))
            return true;
    return false;
}

/* --- grounds --- */

/* As the organisation, whoever of it: does the person let it know who this is? */
static enum err_code has_ground(bool *out, struct db *db, struct person_id person,
                                struct organisation_id organisation, struct day today,
                                struct err *e)
{
    static const struct uuid anybody;
    struct standing s;
    enum err_code rc = standing_find(&s, db, person, anybody, organisation, today, e);
    unsigned shared =
        s.shared[SHARING_PURPOSE_GUIDANCE] | s.shared[SHARING_PURPOSE_COORDINATION];
    *out = s.relation <= RELATION_ORGANISATION ||
           (s.relation == RELATION_RECEIVER && (shared >> CATEGORY_IDENTITY & 1));
    return rc;
}

static enum err_code lacking_of(struct member_view **out, size_t *n_out,
                                const struct asking *a, struct db *db,
                                struct uuid consultation, struct person_id person,
                                struct err *e)
{
    struct member_view *members;
    size_t n;
    bool has;
    enum err_code rc;
    *n_out = 0;
    TRY(consultation_members(&members, &n, a->arena, db, consultation, e));
    *out = arena_new_array(a->arena, struct member_view, n + 1);
    for (size_t i = 0; i < n; i++) {
        /* by organisation: those alike stand together */
        if (i &&
            uuid_eq(members[i].fact.organisation.u, members[i - 1].fact.organisation.u))
            continue;
        TRY(has_ground(&has, db, person, members[i].fact.organisation, a->today, e));
        if (!has) (*out)[(*n_out)++] = members[i];
    }
out:
    return rc;
}

enum err_code grounds_lacking(struct member_view **out, size_t *n_out,
                              const struct asking *a, struct uuid consultation,
                              struct person_id person, struct err *e)
{
    struct consultation_view v;
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_READ, e));
    TRY(read_own(&v, a, a->house->db, consultation, e));
    rc = lacking_of(out, n_out, a, a->house->db, consultation, person, e);
out:
    return rc;
}

enum err_code consultation_join(const struct asking *a, struct uuid consultation,
                                struct organisation_id organisation, struct err *e)
{
    bool is_self = uuid_is_nil(organisation.u);
    struct consultation_case_fact *cases;
    struct consultation_view v;
    struct member_view *members;
    struct uuid worker = {{0}};
    struct write *w = NULL;
    size_t n, n_cases;
    enum err_code rc;
    bool has;
    if (is_self) {
        organisation = a->visitor.organisation;
        worker = a->visitor.worker;
    }
    TRY(read_own(&v, a, a->house->db, consultation, e));
    TRY(work_begin(&w, a, "join consultation", "", e));
    TRY(consultation_members(&members, &n, a->arena, write_db(w), consultation, e));
    if (is_at_table(members, n, organisation, worker)) {
        rc = err_set(e, ERR_EXISTS, "they are at the table already");
        goto out;
    }
    TRY(consultation_cases(&cases, &n_cases, a->arena, write_db(w), consultation, e));
    for (size_t i = 0; i < n_cases; i++) {
        TRY(has_ground(&has, write_db(w), cases[i].person, organisation, a->today, e));
        if (has) continue;
        rc = err_set(e, ERR_DENIED, "somebody who is discussed does not let them know");
        goto out;
    }
    TRY(sit_down(w, consultation, organisation, worker, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- whom it is about --- */

static bool discusses(const struct consultation_case_fact *cases, size_t n,
                      struct person_id person, size_t *at_out)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(cases[i].person.u, person.u)) {
            *at_out = i;
            return true;
        }
    return false;
}

enum err_code case_discuss(const struct asking *a, struct uuid consultation,
                           struct person_id person, struct str words, struct err *e)
{
    struct consultation_case_fact *cases,
        f = {.person = person, .consultation = consultation, .words = words};
    struct consultation_view v;
    struct member_view *lacking;
    struct write *w = NULL;
    struct gate gate;
    size_t n, at;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    f.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "discuss a person", "", e));
    TRY(read_own(&v, a, write_db(w), consultation, e));
    if (v.fact.kind != CONSULTATION_KIND_CASE) {
        rc = err_set(e, ERR_INVALID, "persons are discussed in a case consultation");
        goto out;
    }
    TRY(lacking_of(&lacking, &n, a, write_db(w), consultation, person, e));
    if (n) {
        rc = err_set(e, ERR_DENIED, "an organisation at the table has no ground");
        goto out;
    }
    TRY(consultation_cases(&cases, &n, a->arena, write_db(w), consultation, e));
    if (discusses(cases, n, person, &at)) {
        rc = err_set(e, ERR_EXISTS, "this person is on the list already");
        goto out;
    }
    if (n == CONSULTATION_CASES_MOST) {
        rc = err_set(e, ERR_TOO_LARGE, "at most %d persons in one consultation",
                     CONSULTATION_CASES_MOST);
        goto out;
    }
    TRY(consultation_case_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code case_reword(const struct asking *a, struct person_id person,
                          struct uuid consultation, struct str words, struct err *e)
{
    struct consultation_case_fact *cases,
        f = {.person = person, .consultation = consultation, .words = words};
    struct consultation_view v;
    struct write *w = NULL;
    struct gate gate;
    size_t n, at;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_GOAL,
                          e));
    f.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "words of a consultation", "", e));
    TRY(read_own(&v, a, write_db(w), consultation, e));
    TRY(consultation_cases(&cases, &n, a->arena, write_db(w), consultation, e));
    if (!discusses(cases, n, person, &at)) {
        rc = err_set(e, ERR_NOT_FOUND, "this person is not on the list");
        goto out;
    }
    TRY(fact_retract(w, NOUN_CONSULTATION_CASE, person, cases[at].id, e));
    TRY(consultation_case_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- what came of it --- */

enum err_code outcome_note(const struct asking *a, struct consultation_outcome_fact *f,
                           bool *tells_out, struct err *e)
{
    struct consultation_view v;
    struct member_view *members;
    struct write *w = NULL;
    size_t n;
    enum err_code rc;
    *tells_out = false;
    TRY(read_own(&v, a, a->house->db, f->consultation, e));
    *tells_out = signal_words_identify(f->words);
    if (*tells_out) {
        rc = err_set(e, ERR_INVALID,
                     "the words hold a number or an address that may be somebody's");
        goto out;
    }
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "outcome of a consultation", "", e));
    TRY(consultation_members(&members, &n, a->arena, write_db(w), f->consultation, e));
    if (!uuid_is_nil(f->organisation.u) &&
        !is_at_table(members, n, f->organisation, f->worker)) {
        rc = err_set(e, ERR_INVALID, "who promises was at the table");
        goto out;
    }
    TRY(consultation_outcome_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code outcome_mark(const struct asking *a, struct uuid outcome, uint8_t state,
                           struct err *e)
{
    struct consultation_outcome_state_fact f = {.outcome = outcome,
                                                .state = state,
                                                .on = a->today,
                                                .worker = a->visitor.worker};
    struct consultation_view v;
    struct outcome_view o;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_CONSULTATION, e));
    f.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "state of a promise", "", e));
    TRY(outcome_read(&o, a->arena, write_db(w), outcome, e));
    TRY(read_own(&v, a, write_db(w), o.fact.consultation, e));
    if (!uuid_is_nil(o.fact.organisation.u) &&
        !is_own_organisation(a, o.fact.organisation)) {
        rc = err_set(e, ERR_DENIED, "another organisation promised this");
        goto out;
    }
    TRY(consultation_outcome_state_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code promises_show(struct outcome_view **out, size_t *n_out,
                            const struct asking *a, struct day due_by, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_CONSULTATION, e);
    if (rc != OK) return rc;
    return promise_list(out, n_out, a->arena, a->house->db, a->visitor.organisation,
                        a->visitor.worker, due_by, PROMISES_MOST, e);
}

/* --- one consultation --- */

static enum err_code read_cases(struct consultation_story *out, const struct asking *a,
                                struct err *e)
{
    struct consultation_case_fact *list;
    struct person_name *names;
    struct person_id *persons;
    bool *is_open;
    size_t n;
    struct db *db = a->house->db;
    enum err_code rc;
    TRY(consultation_cases(&list, &n, a->arena, db, out->view.fact.id, e));
    out->cases = arena_new_array(a->arena, struct case_view, n + 1);
    persons = arena_new_array(a->arena, struct person_id, n + 1);
    is_open = arena_new_array(a->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].person;
    TRY(person_names_open(&names, a, persons, n, "consultation", e));
    TRY(persons_gate(is_open, a, persons, n, PERMISSION_PERSON_READ, CATEGORY_GOAL, e));
    for (size_t i = 0; i < n; i++) {
        struct case_view *c = &out->cases[out->n_cases++];
        /* the words come with the name: the look that was logged is at both */
        *c = (struct case_view){.fact = list[i],
                                .name = names[i],
                                .sees_words = is_open[i] && names[i].is_open};
        if (c->sees_words)
            TRY(consultation_case_open(&c->fact, a->arena, db, e));
        else
            c->fact.words = STR_NONE;
    }
out:
    return rc;
}

enum err_code consultation_show(struct consultation_story *out, const struct asking *a,
                                struct uuid consultation, struct err *e)
{
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct consultation_story){.n_members = 0};
    TRY(read_own(&out->view, a, db, consultation, e));
    TRY(consultation_members(&out->members, &out->n_members, a->arena, db, consultation,
                             e));
    out->is_member = is_at_table(out->members, out->n_members, a->visitor.organisation,
                                 a->visitor.worker);
    TRY(consultation_outcomes(&out->outcomes, &out->n_outcomes, a->arena, db,
                              consultation, e));
    rc = read_cases(out, a, e);
out:
    return rc;
}

void consultation_wipe(struct consultation_story *story)
{
    for (size_t i = 0; i < story->n_cases; i++)
        person_names_wipe(&story->cases[i].name, 1);
}

enum err_code learning_network_show(struct learning_story *out, const struct asking *a,
                                    struct uuid consultation, struct err *e)
{
    struct consultation_view one, *list;
    struct db *db = a->house->db;
    size_t n;
    enum err_code rc;
    *out = (struct learning_story){.n = 0};
    TRY(read_own(&one, a, db, consultation, e));
    const struct consultation_wanted wanted = {.at_table = a->visitor.organisation,
                                               .kind = one.fact.kind,
                                               .title = one.fact.title,
                                               .called_by = one.fact.organisation,
                                               .most = SESSIONS_MOST};
    TRY(consultation_list(&list, &n, a->arena, db, &wanted, e));
    out->sessions = arena_new_array(a->arena, struct consultation_story, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct consultation_story *s = &out->sessions[out->n++];
        s->view = list[i];
        TRY(consultation_members(&s->members, &s->n_members, a->arena, db,
                                 list[i].fact.id, e));
        TRY(consultation_outcomes(&s->outcomes, &s->n_outcomes, a->arena, db,
                                  list[i].fact.id, e));
    }
out:
    return rc;
}
