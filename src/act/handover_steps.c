/* What happens with a handover once it was sent. */
#include "act/handover_int.h"

#include "act/consent_acts.h"
#include "act/field_gate.h"
#include "store/dossier_store.h"
#include "store/handover_store.h"
#include "store/organisation_read.h"

/* --- what goes with a step --- */

static enum err_code join_ring(struct write *w, const struct asking *a,
                               const struct handover_view *v, struct uuid worker,
                               struct err *e)
{
    struct guidance_fact *there;
    size_t n;
    const struct guidance_fact f = {.id = uuid7_new(),
                                    .person = v->fact.person,
                                    .organisation = v->fact.to,
                                    .worker = worker,
                                    .keeps_file = false,
                                    .domain = handover_domain(v->fact.receiver_kind),
                                    .from = a->today,
                                    .to = DAY_NONE,
                                    .next_on = DAY_NONE};
    enum err_code rc = handover_guidances(&there, &n, a->arena, write_db(w),
                                          v->fact.person, v->fact.to, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(there[i].worker, worker)) return OK;
    return guidance_add(w, &f, e);
}

static enum err_code leave_ring(struct write *w, const struct asking *a,
                                const struct handover_view *v, struct err *e)
{
    struct guidance_fact *there;
    size_t n;
    enum err_code rc = handover_guidances(&there, &n, a->arena, write_db(w),
                                          v->fact.person, v->fact.to, e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        struct guidance_fact ended = there[i];
        ended.id = uuid7_new();
        ended.to = a->today;
        rc = fact_retract(w, NOUN_GUIDANCE, v->fact.person, there[i].id, e);
        if (rc == OK) rc = guidance_add(w, &ended, e);
    }
    return rc;
}

static enum err_code end_consents(struct write *w, const struct asking *a,
                                  const struct handover_view *v, uint8_t party,
                                  struct err *e)
{
    const struct consent_ending ending = {
        .receiver = v->fact.to, .purpose = SHARING_PURPOSE_HANDOVER, .party = party};
    size_t n;
    if (uuid_is_nil(v->fact.to.u)) return OK;
    enum err_code rc = consent_withdraw_within(w, a, v->fact.person, &ending,
                                               (struct uuid){{0}}, &n, e);
    return rc == ERR_NOT_FOUND ? OK : rc; /* nothing was let through */
}

static enum err_code follow_up(struct write *w, const struct asking *a,
                               const struct handover_view *v, uint8_t kind,
                               struct uuid worker, struct err *e)
{
    enum err_code rc = OK;
    switch (kind) {
    case HANDOVER_EVENT_ACCEPTED:
        return join_ring(w, a, v, worker, e);
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
        TRY(handover_meeting_cancel(w, a, v, e));
        return end_consents(w, a, v, WITHDRAWAL_PARTY_RECEIVER, e);
    case HANDOVER_EVENT_RETURNED:
        TRY(leave_ring(w, a, v, e));
        return end_consents(w, a, v, WITHDRAWAL_PARTY_RECEIVER, e);
    case HANDOVER_EVENT_FINISHED:
        return end_consents(w, a, v, WITHDRAWAL_PARTY_RECEIVER, e);
    case HANDOVER_EVENT_WITHDRAWN:
        TRY(leave_ring(w, a, v, e));
        TRY(handover_meeting_cancel(w, a, v, e));
        return end_consents(w, a, v, WITHDRAWAL_PARTY_PERSON, e);
    default:
        break;
    }
out:
    return rc;
}

/* --- one step --- */

/* The fields that count for a kind; the rest is left empty, whatever was sent. */
static struct handover_event_fact event_of(const struct handover_step *step,
                                           const struct handover_view *v,
                                           struct organisation_id organisation,
                                           struct uuid worker, struct uuid id)
{
    struct handover_event_fact f = {.id = id,
                                    .handover = v->fact.id,
                                    .person = v->fact.person,
                                    .kind = step->kind,
                                    .on = step->on,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = organisation,
                                    .worker = worker,
                                    .is_guide_present = CODE_MISSING,
                                    .words = str_trim(step->words)};
    switch (step->kind) {
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_RETURNED:
        f.reason = step->reason;
        f.other = step->other; /* a no may point further */
        break;
    case HANDOVER_EVENT_OTHER_PROPOSED:
        f.other = step->other;
        break;
    case HANDOVER_EVENT_MET:
        f.is_guide_present = step->is_guide_present;
        f.appointment = v->fact.appointment;
        break;
    case HANDOVER_EVENT_FINISHED:
    case HANDOVER_EVENT_FEEDBACK: /* is the person stuck there? (R86) */
        f.result = step->result;
        break;
    default:
        break;
    }
    return f;
}

/* The receiver goes on with the person; what ends or tells back needs no leave. */
static bool needs_leave(const struct handover_view *v,
                        const struct handover_event_fact *f)
{
    return uuid_eq(f->organisation.u, v->fact.to.u) &&
           (f->kind == HANDOVER_EVENT_RECEIVED || f->kind == HANDOVER_EVENT_ACCEPTED ||
            f->kind == HANDOVER_EVENT_MET || f->kind == HANDOVER_EVENT_STARTED);
}

static enum err_code add_step(struct write *w, const struct asking *a,
                              const struct handover_view *v,
                              const struct handover_event_fact *f,
                              struct handover_verdict *verdict, struct err *e)
{
    enum handover_fault fault = handover_event_check(&v->course, f, a->today);
    unsigned agreed = 0;
    enum err_code rc;
    if (fault == HANDOVER_FITS && needs_leave(v, f)) {
        TRY(consents_in_force(&agreed, write_db(w), a->arena, v->fact.person,
                              v->fact.to, SHARING_PURPOSE_HANDOVER, a->today, e));
        if (handover_travels(v) & ~agreed) fault = HANDOVER_NOT_SHARED;
    }
    if (fault != HANDOVER_FITS) return handover_refuse(verdict, v, fault, e);
    TRY(handover_event_add(w, f, e));
    rc = follow_up(w, a, v, f->kind, f->worker, e);
out:
    return rc;
}

/* --- who may do what --- */

static bool is_receivers(uint8_t kind)
{
    switch (kind) {
    case HANDOVER_EVENT_RECEIVED:
    case HANDOVER_EVENT_ACCEPTED:
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
    case HANDOVER_EVENT_MET:
    case HANDOVER_EVENT_STARTED:
    case HANDOVER_EVENT_FEEDBACK:
    case HANDOVER_EVENT_FINISHED:
    case HANDOVER_EVENT_RETURNED:
    case HANDOVER_EVENT_WITHDRAWN:
        return true;
    default:
        return false;
    }
}

static bool is_senders(uint8_t kind)
{
    return kind == HANDOVER_EVENT_REMINDED || kind == HANDOVER_EVENT_MET ||
           kind == HANDOVER_EVENT_RETURNED || kind == HANDOVER_EVENT_WITHDRAWN;
}

static enum err_code step_gate(const struct asking *a, const struct handover_view *v,
                               uint8_t kind, struct err *e)
{
    struct gate gate;
    enum err_code rc = handover_sender_gate(&gate, a, v, e);
    bool is_right = rc == OK && is_senders(kind);
    if (rc != OK) {
        rc = handover_receiver_gate(a, v, e);
        is_right = is_receivers(kind);
    }
    if (rc == OK && !is_right)
        rc = err_set(e, ERR_DENIED, "this step is for the other organisation");
    return rc;
}

enum err_code handover_step_within(struct write *w, const struct asking *a,
                                   struct uuid handover,
                                   const struct handover_step *step,
                                   struct organisation_id organisation,
                                   struct uuid worker, struct uuid id,
                                   struct handover_verdict *verdict, struct err *e)
{
    struct handover_view v;
    enum err_code rc;
    *verdict = (struct handover_verdict){.fault = HANDOVER_FITS};
    TRY(handover_read(&v, a->arena, write_db(w), handover, a->today, false, e));
    if (!v.has_payload || !uuid_eq(v.fact.to.u, organisation.u)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such handover");
        goto out;
    }
    if (!is_receivers(step->kind)) {
        rc = err_set(e, ERR_DENIED, "this step is for the other organisation");
        goto out;
    }
    const struct handover_event_fact f = event_of(step, &v, organisation, worker, id);
    rc = add_step(w, a, &v, &f, verdict, e);
out:
    return rc;
}

static const char *act_of(uint8_t kind)
{
    switch (kind) {
    case HANDOVER_EVENT_ACCEPTED:
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
        return "answer handover";
    case HANDOVER_EVENT_WITHDRAWN:
        return "withdraw handover";
    default:
        return "step of a handover";
    }
}

enum err_code handover_step_note(const struct asking *a, struct uuid handover,
                                 const struct handover_step *step,
                                 struct handover_verdict *verdict, struct err *e)
{
    struct write *w = NULL;
    struct handover_view v;
    char name[160];
    enum err_code rc;
    *verdict = (struct handover_verdict){.fault = HANDOVER_FITS};
    if (visitor_is_nobody(&a->visitor))
        return err_set(e, ERR_NOT_FOUND, "there is no such handover");
    TRY(handover_read(&v, a->arena, a->house->db, handover, a->today, false, e));
    TRY(step_gate(a, &v, step->kind, e));
    TRY(work_begin(&w, a, act_of(step->kind), "", e));
    /* as the writer has it: somebody may have answered a moment ago */
    TRY(handover_read(&v, a->arena, write_db(w), handover, a->today, false, e));
    const struct handover_event_fact f =
        event_of(step, &v, a->visitor.organisation, a->visitor.worker,
                 uuid_is_nil(a->form) ? uuid7_new() : a->form);
    TRY(organisation_name_of(name, sizeof name, write_db(w), f.other, e));
    if (!uuid_is_nil(f.other.u) && !name[0]) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such organisation");
        goto out;
    }
    TRY(add_step(w, a, &v, &f, verdict, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code handover_receive(const struct asking *a, struct uuid handover,
                               struct err *e)
{
    struct handover_verdict verdict;
    struct asking opened = *a;
    const struct handover_step step = {.kind = HANDOVER_EVENT_RECEIVED, .on = a->today};
    opened.form = (struct uuid){{0}}; /* nothing was sent: it was looked at */
    enum err_code rc = handover_step_note(&opened, handover, &step, &verdict, e);
    if (rc == ERR_INVALID && verdict.fault != HANDOVER_FITS) return OK;
    return rc;
}
