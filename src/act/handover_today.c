#include "act/handover_today.h"

#include "act/field_gate.h"
#include "base/brussels.h"

static bool is_within(struct day on, int days, struct day today)
{
    return !day_is_none(on) && days_between(on, today) <= days;
}

static enum handover_call sender_call(const struct handover_course *c, struct day today)
{
    switch (c->state) {
    case HANDOVER_STATE_REFUSED:
        return HANDOVER_CALL_REFUSED;
    case HANDOVER_STATE_OTHER_PROPOSED:
        return HANDOVER_CALL_OTHER;
    case HANDOVER_STATE_RETURNED:
        return is_within(c->ended_on, HANDOVER_RETURN_DAYS, today)
                   ? HANDOVER_CALL_RETURNED
                   : N_HANDOVER_CALLS;
    default:
        return is_within(c->feedback_on, HANDOVER_WORD_DAYS, today) ? HANDOVER_CALL_WORD
                                                                    : N_HANDOVER_CALLS;
    }
}

static enum handover_call receiver_call(const struct handover_course *c)
{
    if (!c->is_late) return N_HANDOVER_CALLS;
    switch (c->state) {
    case HANDOVER_STATE_ACCEPTED:
        return HANDOVER_CALL_INVITE;
    case HANDOVER_STATE_MET:
        return HANDOVER_CALL_BEGIN;
    case HANDOVER_STATE_STARTED:
        return HANDOVER_CALL_TELL;
    default:
        return N_HANDOVER_CALLS;
    }
}

enum handover_call handover_call_of(const struct handover_course *course,
                                    bool is_sender, struct day today)
{
    return is_sender ? sender_call(course, today) : receiver_call(course);
}

/* Between the beginning of today and the end of tomorrow. */
static bool meeting_is_near(const struct handover_course *c, int64_t at,
                            struct day today)
{
    return at && !c->is_over && c->n_meetings == 0 && at >= brussels_moment(today, 0) &&
           at < brussels_moment((struct day){today.v + 2}, 0);
}

static int compare_calls(const void *a, const void *b)
{
    const struct called_handover *x = a, *y = b;
    if (x->call != y->call) return x->call < y->call ? -1 : 1;
    if (x->meeting_at != y->meeting_at) return x->meeting_at < y->meeting_at ? -1 : 1;
    return uuid_compare(x->v.fact.id, y->v.fact.id);
}

enum err_code handovers_today(struct handovers_today *out, const struct asking *a,
                              struct err *e)
{
    struct db *db = a->house->db;
    struct handover_at_hand *list;
    size_t n;
    enum err_code rc = OK;
    *out = (struct handovers_today){.asked = {.since = DAY_NONE}};
    if (!role_has(a->visitor.role, PERMISSION_HANDOVER_RECEIVE)) return OK;
    TRY(handovers_asked(&out->asked, db, a->visitor.organisation, e));
    TRY(handovers_of_worker(&list, &n, a->arena, db, a->visitor.organisation,
                            a->visitor.worker, HANDOVERS_TODAY_MOST, e));
    out->at = arena_new_array(a->arena, struct called_handover, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct called_handover *c = &out->at[out->n];
        *c = (struct called_handover){.meeting_at = list[i].meeting_at};
        rc = handover_read(&c->v, a->arena, db, list[i].id, a->today, false, e);
        if (rc == ERR_NOT_FOUND) continue; /* taken back, or erased */
        if (rc != OK) goto out;
        c->is_sender = is_own_organisation(a, c->v.fact.from);
        c->call = meeting_is_near(&c->v.course, c->meeting_at, a->today)
                      ? HANDOVER_CALL_MEETING
                      : handover_call_of(&c->v.course, c->is_sender, a->today);
        if (c->call != N_HANDOVER_CALLS) out->n++;
    }
    rc = OK;
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, compare_calls);
out:
    return rc;
}
