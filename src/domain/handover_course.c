#include "domain/handover_course.h"

#include "domain/working_day.h"

static const char *const owner_words[N_HANDOVER_OWNERS] = {
    [HANDOVER_OWNER_PERSON] = "person",
    [HANDOVER_OWNER_SENDER] = "sender",
    [HANDOVER_OWNER_RECEIVER] = "receiver",
    [HANDOVER_OWNER_COORDINATOR] = "coordinator",
    [HANDOVER_OWNER_NOBODY] = "nobody",
};
static const char *const next_words[N_HANDOVER_NEXTS] = {
    [HANDOVER_NEXT_AGREE] = "agree",     [HANDOVER_NEXT_SEND] = "send",
    [HANDOVER_NEXT_ANSWER] = "answer",   [HANDOVER_NEXT_MEDIATE] = "mediate",
    [HANDOVER_NEXT_ATTEMPT] = "attempt", [HANDOVER_NEXT_MEET] = "meet",
    [HANDOVER_NEXT_START] = "start",     [HANDOVER_NEXT_FEEDBACK] = "feedback",
    [HANDOVER_NEXT_TAKE_UP] = "take_up", [HANDOVER_NEXT_NOTHING] = "nothing",
};
static const char *const fault_words[N_HANDOVER_FAULTS] = {
    [HANDOVER_FITS] = "fits",
    [HANDOVER_NO_KIND] = "no_kind",
    [HANDOVER_DAY_TO_COME] = "day_to_come",
    [HANDOVER_NOT_AGREED] = "not_agreed",
    [HANDOVER_AGREED_ALREADY] = "agreed_already",
    [HANDOVER_NOT_SENT] = "not_sent",
    [HANDOVER_SENT_ALREADY] = "sent_already",
    [HANDOVER_ANSWERED_ALREADY] = "answered_already",
    [HANDOVER_NOT_ACCEPTED] = "not_accepted",
    [HANDOVER_NOT_MET] = "not_met",
    [HANDOVER_NOT_STARTED] = "not_started",
    [HANDOVER_IS_OVER] = "is_over",
    [HANDOVER_NO_REASON] = "no_reason",
    [HANDOVER_NO_RESULT] = "no_result",
    [HANDOVER_NO_OTHER] = "no_other",
    [HANDOVER_NOT_SHARED] = "not_shared",
};

const char *handover_owner_word(enum handover_owner o)
{
    return owner_words[o];
}

const char *handover_next_word(enum handover_next n)
{
    return next_words[n];
}

const char *handover_fault_word(enum handover_fault f)
{
    return fault_words[f];
}

/* --- what happened --- */

/* The state an event leads to; N_HANDOVER_STATE: it leaves the state as it is. The
 * codes of the states stand in order of how far they are. */
static unsigned state_after(uint8_t kind)
{
    switch (kind) {
    case HANDOVER_EVENT_SENT:
        return HANDOVER_STATE_PROPOSED;
    case HANDOVER_EVENT_RECEIVED:
        return HANDOVER_STATE_RECEIVED;
    case HANDOVER_EVENT_ACCEPTED:
        return HANDOVER_STATE_ACCEPTED;
    case HANDOVER_EVENT_REFUSED:
        return HANDOVER_STATE_REFUSED;
    case HANDOVER_EVENT_OTHER_PROPOSED:
        return HANDOVER_STATE_OTHER_PROPOSED;
    case HANDOVER_EVENT_MET:
        return HANDOVER_STATE_MET;
    case HANDOVER_EVENT_STARTED:
        return HANDOVER_STATE_STARTED;
    case HANDOVER_EVENT_FINISHED:
        return HANDOVER_STATE_FINISHED;
    case HANDOVER_EVENT_RETURNED:
        return HANDOVER_STATE_RETURNED;
    case HANDOVER_EVENT_WITHDRAWN:
        return HANDOVER_STATE_WITHDRAWN;
    default:
        return N_HANDOVER_STATE;
    }
}

static void keep_first(struct day *first, struct day on)
{
    if (day_is_none(*first) || on.v < first->v) *first = on;
}

static void keep_last(struct day *last, struct day on)
{
    if (day_is_none(*last) || on.v > last->v) *last = on;
}

static void count_event(struct handover_course *c, const struct handover_event_fact *v)
{
    switch (v->kind) {
    case HANDOVER_EVENT_AGREED:
        keep_first(&c->agreed_on, v->on);
        break;
    case HANDOVER_EVENT_SENT:
        keep_first(&c->sent_on, v->on);
        break;
    case HANDOVER_EVENT_ACCEPTED:
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
        c->answered_on = v->on;
        c->answered_by = v->organisation;
        c->answered_by_worker = v->worker;
        c->other = v->other;
        c->reason = v->reason;
        break;
    case HANDOVER_EVENT_MET:
        keep_first(&c->met_on, v->on);
        c->n_meetings++;
        c->n_with_guide += v->is_guide_present == 1;
        break;
    case HANDOVER_EVENT_FEEDBACK:
        keep_last(&c->feedback_on, v->on);
        c->n_feedbacks++;
        break;
    case HANDOVER_EVENT_REMINDED:
        c->n_reminders++;
        break;
    case HANDOVER_EVENT_RETURNED:
        c->reason = v->reason;
        c->ended_on = v->on;
        break;
    case HANDOVER_EVENT_FINISHED:
        c->result = v->result;
        c->ended_on = v->on;
        break;
    case HANDOVER_EVENT_WITHDRAWN:
        c->ended_on = v->on;
        break;
    default:
        break;
    }
    unsigned state = state_after(v->kind);
    if (state == N_HANDOVER_STATE || state < c->state) return;
    if (state > c->state) {
        c->state = (enum code_of_handover_state)state;
        c->state_on = v->on;
    } else { /* a later meeting leaves the day of the first */
        keep_first(&c->state_on, v->on);
    }
}

/* --- whose turn it is --- */

static void take_turn(struct handover_course *c, enum handover_owner owner,
                      enum handover_next next, struct day since, int working_days,
                      struct day on)
{
    c->owner = owner;
    c->next = next;
    c->waiting_working_days = working_days_between(since, on);
    c->deadline = working_days ? working_day_add(since, working_days) : DAY_NONE;
    c->is_late = working_days && on.v > c->deadline.v;
}

static void say_turn(struct handover_course *c, struct day on)
{
    enum { NO_DEADLINE = 0 };
    switch (c->state) {
    case HANDOVER_STATE_PREPARING:
        if (day_is_none(c->agreed_on))
            take_turn(c, HANDOVER_OWNER_PERSON, HANDOVER_NEXT_AGREE, c->state_on,
                      NO_DEADLINE, on);
        else
            take_turn(c, HANDOVER_OWNER_SENDER, HANDOVER_NEXT_SEND, c->agreed_on,
                      HANDOVER_ATTEMPT_WORKING_DAYS, on);
        break;
    case HANDOVER_STATE_PROPOSED:
    case HANDOVER_STATE_RECEIVED:
        take_turn(c, HANDOVER_OWNER_RECEIVER, HANDOVER_NEXT_ANSWER, c->sent_on,
                  HANDOVER_ANSWER_WORKING_DAYS, on);
        c->is_flagged = c->waiting_working_days > HANDOVER_COORDINATOR_WORKING_DAYS;
        if (c->is_flagged) {
            c->owner = HANDOVER_OWNER_COORDINATOR;
            c->next = HANDOVER_NEXT_MEDIATE;
        }
        break;
    case HANDOVER_STATE_ACCEPTED:
        take_turn(c, HANDOVER_OWNER_RECEIVER, HANDOVER_NEXT_MEET, c->state_on,
                  HANDOVER_MEET_WORKING_DAYS, on);
        break;
    case HANDOVER_STATE_REFUSED:
    case HANDOVER_STATE_OTHER_PROPOSED:
        take_turn(c, HANDOVER_OWNER_SENDER, HANDOVER_NEXT_ATTEMPT, c->state_on,
                  HANDOVER_ATTEMPT_WORKING_DAYS, on);
        break;
    case HANDOVER_STATE_MET:
        take_turn(c, HANDOVER_OWNER_RECEIVER, HANDOVER_NEXT_START, c->state_on,
                  HANDOVER_START_WORKING_DAYS, on);
        break;
    case HANDOVER_STATE_STARTED: {
        struct day since = c->state_on;
        if (!day_is_none(c->feedback_on)) keep_last(&since, c->feedback_on);
        take_turn(c, HANDOVER_OWNER_RECEIVER, HANDOVER_NEXT_FEEDBACK, since,
                  HANDOVER_FEEDBACK_WORKING_DAYS, on);
        break;
    }
    case HANDOVER_STATE_RETURNED:
        take_turn(c, HANDOVER_OWNER_SENDER, HANDOVER_NEXT_TAKE_UP, c->state_on,
                  HANDOVER_ATTEMPT_WORKING_DAYS, on);
        break;
    default:
        take_turn(c, HANDOVER_OWNER_NOBODY, HANDOVER_NEXT_NOTHING, c->state_on,
                  NO_DEADLINE, on);
        break;
    }
}

static bool state_ends_it(enum code_of_handover_state state)
{
    return state == HANDOVER_STATE_REFUSED || state == HANDOVER_STATE_OTHER_PROPOSED ||
           state >= HANDOVER_STATE_FINISHED;
}

struct handover_course handover_course(const struct handover_event_fact *events,
                                       size_t n, struct day begun, struct day on)
{
    struct handover_course c = {.state = HANDOVER_STATE_PREPARING,
                                .state_on = begun,
                                .reason = CODE_MISSING,
                                .result = CODE_MISSING,
                                .agreed_on = DAY_NONE,
                                .sent_on = DAY_NONE,
                                .answered_on = DAY_NONE,
                                .met_on = DAY_NONE,
                                .ended_on = DAY_NONE,
                                .feedback_on = DAY_NONE,
                                .lead_days = -1};
    for (size_t i = 0; i < n; i++)
        if (events[i].on.v <= on.v) count_event(&c, &events[i]);
    c.is_over = state_ends_it(c.state);
    c.is_sender_responsible =
        day_is_none(c.met_on) || c.state == HANDOVER_STATE_RETURNED;
    if (!day_is_none(c.agreed_on) && !day_is_none(c.met_on))
        c.lead_days = days_between(c.agreed_on, c.met_on);
    say_turn(&c, on);
    return c;
}

/* --- which step fits --- */

static enum handover_fault answer_fits(const struct handover_course *c,
                                       const struct handover_event_fact *v)
{
    if (!day_is_none(c->answered_on)) return HANDOVER_ANSWERED_ALREADY;
    if (c->is_over) return HANDOVER_IS_OVER;
    if (day_is_none(c->sent_on)) return HANDOVER_NOT_SENT;
    if (v->kind == HANDOVER_EVENT_REFUSED && v->reason == CODE_MISSING)
        return HANDOVER_NO_REASON;
    if (v->kind == HANDOVER_EVENT_OTHER_PROPOSED && uuid_is_nil(v->other.u) &&
        !v->words.n)
        return HANDOVER_NO_OTHER;
    return HANDOVER_FITS;
}

/* What comes after accepting. */
static enum handover_fault accepted_fits(const struct handover_course *c)
{
    if (c->is_over) return HANDOVER_IS_OVER;
    if (day_is_none(c->sent_on)) return HANDOVER_NOT_SENT;
    return c->state < HANDOVER_STATE_ACCEPTED ? HANDOVER_NOT_ACCEPTED : HANDOVER_FITS;
}

static enum handover_fault before_answer_fits(const struct handover_course *c)
{
    if (!day_is_none(c->answered_on)) return HANDOVER_ANSWERED_ALREADY;
    if (c->is_over) return HANDOVER_IS_OVER;
    return day_is_none(c->sent_on) ? HANDOVER_NOT_SENT : HANDOVER_FITS;
}

static enum handover_fault kind_fits(const struct handover_course *c,
                                     const struct handover_event_fact *v)
{
    enum handover_fault fault;
    bool is_sent = !day_is_none(c->sent_on);
    switch (v->kind) {
    case HANDOVER_EVENT_AGREED:
        if (c->is_over) return HANDOVER_IS_OVER;
        if (is_sent) return HANDOVER_SENT_ALREADY;
        return day_is_none(c->agreed_on) ? HANDOVER_FITS : HANDOVER_AGREED_ALREADY;
    case HANDOVER_EVENT_SENT:
        if (c->is_over) return HANDOVER_IS_OVER;
        if (is_sent) return HANDOVER_SENT_ALREADY;
        return day_is_none(c->agreed_on) ? HANDOVER_NOT_AGREED : HANDOVER_FITS;
    case HANDOVER_EVENT_RECEIVED:
    case HANDOVER_EVENT_REMINDED:
        return before_answer_fits(c);
    case HANDOVER_EVENT_ACCEPTED:
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
        return answer_fits(c, v);
    case HANDOVER_EVENT_MET:
        return accepted_fits(c);
    case HANDOVER_EVENT_STARTED:
        fault = accepted_fits(c);
        if (fault != HANDOVER_FITS) return fault;
        return day_is_none(c->met_on) ? HANDOVER_NOT_MET : HANDOVER_FITS;
    case HANDOVER_EVENT_FEEDBACK:
        if (c->state == HANDOVER_STATE_FINISHED) return HANDOVER_FITS;
        return accepted_fits(c);
    case HANDOVER_EVENT_FINISHED:
        fault = accepted_fits(c);
        if (fault != HANDOVER_FITS) return fault;
        if (c->state != HANDOVER_STATE_STARTED) return HANDOVER_NOT_STARTED;
        return v->result == CODE_MISSING ? HANDOVER_NO_RESULT : HANDOVER_FITS;
    case HANDOVER_EVENT_RETURNED:
        fault = accepted_fits(c);
        if (fault != HANDOVER_FITS) return fault;
        return v->reason == CODE_MISSING ? HANDOVER_NO_REASON : HANDOVER_FITS;
    case HANDOVER_EVENT_WITHDRAWN:
        return c->is_over ? HANDOVER_IS_OVER : HANDOVER_FITS;
    default:
        return HANDOVER_NO_KIND;
    }
}

enum handover_fault handover_event_check(const struct handover_course *course,
                                         const struct handover_event_fact *event,
                                         struct day today)
{
    if (event->kind >= N_HANDOVER_EVENT) return HANDOVER_NO_KIND;
    if (day_is_none(event->on) || event->on.v > today.v) return HANDOVER_DAY_TO_COME;
    return kind_fits(course, event);
}

bool handover_is_running(enum code_of_handover_state state)
{
    return state == HANDOVER_STATE_ACCEPTED || state == HANDOVER_STATE_MET ||
           state == HANDOVER_STATE_STARTED;
}

uint8_t handover_domain(uint8_t receiver_kind)
{
    switch (receiver_kind) {
    case RECEIVER_KIND_TRAINING:
    case RECEIVER_KIND_SCHOOL:
        return GUIDANCE_DOMAIN_TRAINING;
    case RECEIVER_KIND_SERVICE:
        return GUIDANCE_DOMAIN_WELFARE;
    default:
        return GUIDANCE_DOMAIN_WORK;
    }
}

uint8_t receiver_kind_of(uint8_t organisation_kind)
{
    switch (organisation_kind) {
    case ORGANISATION_KIND_VDAB:
        return RECEIVER_KIND_VDAB;
    case ORGANISATION_KIND_EMPLOYER:
    case ORGANISATION_KIND_SOCIAL_ECONOMY_COMPANY:
        return RECEIVER_KIND_EMPLOYER;
    case ORGANISATION_KIND_SCHOOL:
    case ORGANISATION_KIND_CLB:
        return RECEIVER_KIND_SCHOOL;
    case ORGANISATION_KIND_NGO_PROMOTOR:
    case ORGANISATION_KIND_PARTNERSHIP:
        return RECEIVER_KIND_OUTREACH;
    default:
        return RECEIVER_KIND_SERVICE;
    }
}
