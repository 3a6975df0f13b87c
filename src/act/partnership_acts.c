#include "act/partnership_acts.h"

#include "act/dossier_write_int.h"
#include "act/field_gate.h"
#include "store/agreement_store.h"

static const struct person_id nobody;

/* --- reading --- */

enum err_code partnerships_show(struct partnership_view **out, size_t *n_out,
                                const struct asking *a, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_PARTNERSHIP_READ, e);
    *n_out = 0;
    if (rc != OK) return rc;
    return partnership_list(out, n_out, a->arena, a->house->db, e);
}

enum err_code partnership_show(struct partnership_story *out, const struct asking *a,
                               struct partnership_id id, struct err *e)
{
    struct db *db = a->house->db;
    struct arena *arena = a->arena;
    enum err_code rc;
    *out = (struct partnership_story){.may_write = false};
    TRY(field_gate(a, PERMISSION_PARTNERSHIP_READ, e));
    TRY(partnership_read(&out->partnership, arena, db, id, e));
    TRY(party_list(&out->parties, &out->n_parties, arena, db, id, e));
    TRY(covered_list(&out->covered, &out->n_covered, arena, db, id, e));
    TRY(agreement_list(&out->agreements, &out->n_agreements, arena, db, id, e));
    TRY(agreed_action_list(&out->actions, &out->n_actions, arena, db, id, e));
    TRY(agreed_result_list(&out->results, &out->n_results, arena, db, id, e));
    if (role_has(a->visitor.role, PERMISSION_PARTNERSHIP_WRITE))
        rc = is_party(&out->may_write, db, id, a->visitor.organisation, a->today, e);
out:
    return rc;
}

const struct agreed_result_view *agreed_result_last(const struct partnership_story *s,
                                                    struct uuid action)
{
    for (size_t i = s->n_results; i-- > 0;)
        if (uuid_eq(s->results[i].fact.action, action)) return &s->results[i];
    return NULL;
}

enum err_code partnership_answer(struct answer **out, const struct asking *a,
                                 struct str text, bool is_file, enum lang lang,
                                 struct err *e)
{
    struct asked asked = {.text = text,
                          .is_file = is_file,
                          .lang = lang,
                          .today = a->today,
                          .now_ms = a->now_ms,
                          .shelf = a->house->shelf};
    enum err_code rc = field_gate(a, PERMISSION_PARTNERSHIP_READ, e);
    if (rc != OK) return rc;
    return answer_question(out, a->arena, a->house->db, &asked, NULL, e);
}

/* --- writing --- */

/* Of a partnership that is there, and by one of its parties. */
static enum err_code may_agree(const struct asking *a, struct partnership_id id,
                               struct err *e)
{
    struct partnership_view v;
    bool is_ours;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PARTNERSHIP_WRITE, e));
    TRY(partnership_read(&v, a->arena, a->house->db, id, e));
    TRY(is_party(&is_ours, a->house->db, id, a->visitor.organisation, a->today, e));
    if (!is_ours) {
        rc = err_set(e, ERR_DENIED,
                     "one's organisation has no part in this partnership");
        err_hint(e, "ask a coordinator of one of its parties");
    }
out:
    return rc;
}

static enum err_code does_not_fit(enum agreement_fault *out, enum agreement_fault fault,
                                  struct err *e)
{
    *out = fault;
    return err_set(e, ERR_INVALID, "what is agreed does not fit the partnership");
}

static bool is_covered(const struct covered *list, size_t n, const char *municipality)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].municipality, municipality) == 0) return true;
    return false;
}

enum err_code agreement_make(const struct asking *a, struct agreement_fact *f,
                             enum agreement_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    struct covered *covered;
    size_t n;
    enum err_code rc;
    *fault_out = AGREEMENT_FITS;
    TRY(may_agree(a, f->partnership, e));
    TRY(covered_list(&covered, &n, a->arena, a->house->db, f->partnership, e));
    if (f->municipality[0] && !is_covered(covered, n, f->municipality))
        return does_not_fit(fault_out, AGREEMENT_ELSEWHERE, e);
    if (!day_is_none(f->to) && f->to.v < f->from.v)
        return does_not_fit(fault_out, AGREEMENT_DAYS, e);
    f->id = first_id(a);
    TRY(work_begin(&w, a, "record agreement", "", e));
    TRY(agreement_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* ERR_NOT_FOUND unless it is of this partnership. */
static enum err_code must_be_of(struct partnership_id found,
                                struct partnership_id wanted, struct err *e)
{
    if (!uuid_is_nil(found.u) && uuid_eq(found.u, wanted.u)) return OK;
    return err_set(e, ERR_NOT_FOUND, "this partnership has no such agreement");
}

enum err_code agreed_action_make(const struct asking *a,
                                 struct partnership_id partnership,
                                 struct agreed_action_fact *f,
                                 enum agreement_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    struct partnership_id of;
    bool takes_part = true;
    enum err_code rc;
    *fault_out = AGREEMENT_FITS;
    TRY(agreement_owner(&of, a->house->db, f->agreement, e));
    TRY(must_be_of(of, partnership, e));
    TRY(may_agree(a, partnership, e));
    if (!uuid_is_nil(f->organisation.u))
        TRY(is_party(&takes_part, a->house->db, partnership, f->organisation, a->today,
                     e));
    if (!takes_part) return does_not_fit(fault_out, AGREEMENT_NO_PARTY, e);
    f->id = first_id(a);
    TRY(work_begin(&w, a, "record agreed action", "", e));
    TRY(agreed_action_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code agreed_result_note(const struct asking *a,
                                 struct partnership_id partnership,
                                 struct agreed_result_fact *f,
                                 enum agreement_fault *fault_out, struct err *e)
{
    struct write *w = NULL;
    struct partnership_id of;
    enum err_code rc;
    *fault_out = AGREEMENT_FITS;
    TRY(agreed_action_owner(&of, a->house->db, f->action, e));
    TRY(must_be_of(of, partnership, e));
    TRY(may_agree(a, partnership, e));
    if (f->on.v > a->today.v) return does_not_fit(fault_out, AGREEMENT_DAY_TO_COME, e);
    f->id = first_id(a);
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "record result of an agreed action", "", e));
    TRY(agreed_result_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code agreed_action_withdraw(const struct asking *a,
                                     struct partnership_id partnership,
                                     struct uuid action, struct err *e)
{
    struct write *w = NULL;
    struct partnership_id of;
    enum err_code rc;
    TRY(agreed_action_owner(&of, a->house->db, action, e));
    TRY(must_be_of(of, partnership, e));
    TRY(may_agree(a, partnership, e));
    TRY(work_begin(&w, a, "withdraw agreed action", "", e));
    TRY(fact_retract(w, NOUN_AGREED_ACTION, nobody, action, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
