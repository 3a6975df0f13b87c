#include "act/coordination_acts.h"

#include "act/field_gate.h"
#include "act/name_rows.h"
#include "store/coordination_store.h"
#include "store/standing_store.h"

static bool coordinates(const struct asking *a)
{
    struct err ignored;
    return field_gate(a, PERMISSION_COORDINATE, &ignored) == OK;
}

static bool runs(const struct duty_view *v, struct day today)
{
    return day_is_none(v->fact.to) || v->fact.to.v >= today.v;
}

static bool keeps_file(const struct gate *gate)
{
    return gate->relation == RELATION_GUIDE || gate->relation == RELATION_ORGANISATION;
}

static bool may_write(const struct gate *gate)
{
    return gate_opens(gate, CATEGORY_COUNTABLE, true, gate->visitor.worker,
                      gate->visitor.organisation);
}

static bool is_among(const struct office_name *names, size_t n, struct uuid id)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(names[i].id, id)) return true;
    return false;
}

/* --- looking --- */

/* Is anything let through to this organisation for coordination? Whoever keeps the file
 * needs no leave for its own coordinator. */
static enum err_code is_let_through(bool *out, const struct asking *a, struct db *db,
                                    struct person_id person, struct uuid house,
                                    struct err *e)
{
    struct standing s;
    enum err_code rc = standing_find(&s, db, person, (struct uuid){{0}},
                                     (struct organisation_id){house}, a->today, e);
    if (rc != OK) return rc;
    *out = s.relation == RELATION_GUIDE || s.relation == RELATION_ORGANISATION ||
           s.shared[SHARING_PURPOSE_COORDINATION];
    return OK;
}

static bool is_one_of(const struct uuid *ids, size_t n, struct uuid id)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(ids[i], id)) return true;
    return false;
}

static enum err_code find_houses(struct coordination_view *out, const struct asking *a,
                                 struct person_id person, struct err *e)
{
    struct office_name *names;
    struct uuid *open;
    size_t n_open;
    enum err_code rc;
    TRY(coordinating_houses(&names, &out->n_houses, a->arena, a->house->db, a->today,
                            e));
    TRY(standing_houses(&open, &n_open, a->arena, a->house->db, person,
                        SHARING_PURPOSE_COORDINATION, a->today, e));
    out->houses = arena_new_array(a->arena, struct coordinating_house, out->n_houses);
    for (size_t i = 0; i < out->n_houses; i++) {
        out->houses[i].house = names[i];
        out->houses[i].is_let_through = is_one_of(open, n_open, names[i].id);
    }
out:
    return rc;
}

enum err_code coordination_show(struct coordination_view *out, const struct asking *a,
                                const struct gate *gate, struct person_id person,
                                struct err *e)
{
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct coordination_view){0};
    TRY(duties_of_person(&out->duties, &out->n_duties, a->arena, db, person, a->today,
                         e));
    out->sees_words = gate_opens(gate, CATEGORY_GOAL, false, (struct uuid){{0}},
                                 a->visitor.organisation);
    for (size_t i = 0; i < out->n_duties; i++) {
        struct duty_view *v = &out->duties[i];
        if (runs(v, a->today)) out->n_running++;
        if (out->sees_words)
            TRY(duty_words_open(v, a->arena, db, e));
        else
            v->fact.words = STR_NONE;
    }
    out->may_ask = keeps_file(gate) && may_write(gate);
    out->may_take = coordinates(a) && may_write(gate);
    if (out->may_ask) TRY(find_houses(out, a, person, e));
    if (out->may_take)
        TRY(coordinators_of(&out->colleagues, &out->n_colleagues, a->arena, db,
                            a->visitor.organisation, a->today, e));
out:
    return rc;
}

/* --- asking, taking, ending --- */

static enum err_code is_new(struct write *w, const struct asking *a,
                            struct person_id person,
                            struct organisation_id organisation, struct err *e)
{
    struct duty_view *list;
    size_t n;
    enum err_code rc =
        duties_of_person(&list, &n, a->arena, write_db(w), person, a->today, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (runs(&list[i], a->today) &&
            uuid_eq(list[i].fact.organisation.u, organisation.u))
            return err_set(e, ERR_EXISTS, "this organisation was asked already");
    return OK;
}

enum err_code coordination_ask(const struct asking *a, struct person_id person,
                               struct organisation_id organisation, struct str words,
                               struct err *e)
{
    struct write *w = NULL;
    struct office_name *houses;
    struct gate gate;
    size_t n;
    bool is_open;
    struct coordination_duty_fact f = {.id =
                                           uuid_is_nil(a->form) ? uuid7_new() : a->form,
                                       .person = person,
                                       .organisation = organisation,
                                       .asked_by = a->visitor.worker,
                                       .from = a->today,
                                       .to = DAY_NONE,
                                       .words = str_trim(words)};
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    if (!keeps_file(&gate) || !may_write(&gate)) {
        rc = err_set(e, ERR_DENIED, "a coordinator is asked by who keeps the file");
        goto out;
    }
    TRY(coordinating_houses(&houses, &n, a->arena, a->house->db, a->today, e));
    if (!f.words.n || !is_among(houses, n, organisation.u)) {
        rc = err_set(e, ERR_INVALID, "a request says what for, to who coordinates");
        goto out;
    }
    TRY(work_begin(&w, a, "ask a coordinator", "", e));
    TRY(is_let_through(&is_open, a, write_db(w), person, organisation.u, e));
    if (!is_open) {
        rc = err_set(e, ERR_DENIED,
                     "the person lets nothing through for coordination there");
        goto out;
    }
    TRY(is_new(w, a, person, organisation, e));
    TRY(coordination_duty_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* The open version, with its words. */
static enum err_code duty_of(struct duty_view *out, const struct asking *a,
                             struct db *db, struct person_id person, struct uuid duty,
                             struct err *e)
{
    struct duty_view *list;
    size_t n;
    enum err_code rc = duties_of_person(&list, &n, a->arena, db, person, a->today, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].fact.id, duty)) {
            *out = list[i];
            return duty_words_open(out, a->arena, db, e);
        }
    return err_set(e, ERR_NOT_FOUND, "no such coordination of this person");
}

enum err_code coordination_give(const struct asking *a, struct person_id person,
                                struct uuid duty, struct uuid worker, struct err *e)
{
    struct write *w = NULL;
    struct duty_view v;
    struct office_name *names;
    struct gate gate;
    size_t n;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    TRY(work_begin(&w, a, "take coordination", "", e));
    TRY(duty_of(&v, a, write_db(w), person, duty, e));
    if (!coordinates(a) || !may_write(&gate) ||
        !is_own_organisation(a, v.fact.organisation)) {
        rc = err_set(e, ERR_DENIED, "coordination is taken by who was asked");
        goto out;
    }
    if (!runs(&v, a->today) ||
        (!uuid_is_nil(v.fact.worker) && !uuid_eq(v.fact.worker, a->visitor.worker))) {
        rc = err_set(e, ERR_EXISTS, "somebody else took it meanwhile, or ended it");
        goto out;
    }
    TRY(coordinators_of(&names, &n, a->arena, write_db(w), a->visitor.organisation,
                        a->today, e));
    if (!is_among(names, n, worker)) {
        rc = err_set(e, ERR_INVALID, "a colleague with a coordinator's role");
        goto out;
    }
    v.fact.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    v.fact.worker = worker;
    v.fact.from = a->today;
    TRY(fact_retract(w, NOUN_COORDINATION_DUTY, person, duty, e));
    TRY(coordination_duty_add(w, &v.fact, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code coordination_end(const struct asking *a, struct person_id person,
                               struct uuid duty, struct err *e)
{
    struct write *w = NULL;
    struct duty_view v;
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    TRY(work_begin(&w, a, "end coordination", "", e));
    TRY(duty_of(&v, a, write_db(w), person, duty, e));
    bool is_waiting = uuid_is_nil(v.fact.worker);
    bool is_there = coordinates(a) && is_own_organisation(a, v.fact.organisation) &&
                    (is_waiting || uuid_eq(v.fact.worker, a->visitor.worker));
    if (!may_write(&gate) || !(is_there || keeps_file(&gate))) {
        rc = err_set(e, ERR_DENIED,
                     "coordination is ended by who does it, or who "
                     "keeps the file");
        goto out;
    }
    if (!runs(&v, a->today)) {
        rc = err_set(e, ERR_EXISTS, "this coordination ended already");
        goto out;
    }
    TRY(fact_retract(w, NOUN_COORDINATION_DUTY, person, duty, e));
    v.fact.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    v.fact.to = a->today;
    if (!is_waiting) TRY(coordination_duty_add(w, &v.fact, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code duty_rows(struct duty_row **out, size_t *n_out, const struct asking *a,
                        struct uuid worker, struct err *e)
{
    static const enum record_category asked[] = {CATEGORY_COUNTABLE, CATEGORY_GOAL,
                                                 CATEGORY_IDENTITY};
    struct duty_view *list;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    TRY(field_gate(a, PERMISSION_COORDINATE, e));
    TRY(duties_of_worker(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                         worker, a->today, DUTIES_A_PAGE, e));
    struct person_id *persons = arena_new_array(a->arena, struct person_id, n + 1);
    bool *is_open = arena_new_array(a->arena, bool, n + 1);
    bool *has_words = arena_new_array(a->arena, bool, n + 1);
    bool *has_name = arena_new_array(a->arena, bool, n + 1);
    struct str *names = arena_new_array(a->arena, struct str, n + 1);
    *out = arena_new_array(a->arena, struct duty_row, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].fact.person;
    TRY(persons_gates((bool *const[]){is_open, has_words, has_name}, a, persons, n,
                      PERMISSION_PERSON_READ, asked, ARRAY_LEN(asked), e));
    TRY(name_open_rows(names, a, persons, has_name, n, "coordination", e));
    for (size_t i = 0; i < n; i++) {
        if (has_words[i])
            TRY(duty_words_open(&list[i], a->arena, a->house->db, e));
        else
            list[i].fact.words = STR_NONE;
        (*out)[i] = (struct duty_row){list[i], is_open[i], names[i]};
    }
    *n_out = n;
out:
    return rc;
}
