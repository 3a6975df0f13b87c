#include "act/handover_int.h"

#include "act/appointment_acts.h"
#include "act/consent_acts.h"
#include "act/directory_acts.h"
#include "act/dossier_acts.h"
#include "act/field_gate.h"
#include "act/handover_payload.h"
#include "store/organisation_read.h"

#include <sodium.h>

static enum err_code no_such_handover(struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "there is no such handover");
}

/* --- who may --- */

enum err_code handover_sender_gate(struct gate *out, const struct asking *a,
                                   const struct handover_view *v, struct err *e)
{
    enum err_code rc = person_gate(out, a, v->fact.person, PERMISSION_HANDOVER_SEND, e);
    if (rc == ERR_NOT_FOUND) return no_such_handover(e);
    if (rc != OK) return rc;
    if (out->relation <= RELATION_ORGANISATION && is_own_organisation(a, v->fact.from))
        return OK;
    return no_such_handover(e);
}

enum err_code handover_receiver_gate(const struct asking *a,
                                     const struct handover_view *v, struct err *e)
{
    enum err_code rc = field_gate(a, PERMISSION_HANDOVER_RECEIVE, e);
    if (rc != OK) return rc;
    if (v->has_payload && is_own_organisation(a, v->fact.to)) return OK;
    return no_such_handover(e);
}

unsigned handover_travels(const struct handover_view *v)
{
    return v->shares & handover_categories(v->fact.receiver_kind);
}

/* --- verdicts --- */

enum err_code handover_refuse(struct handover_verdict *verdict,
                              const struct handover_view *now,
                              enum handover_fault fault, struct err *e)
{
    verdict->fault = fault;
    verdict->now = *now;
    return err_set(e, ERR_INVALID, "this step does not fit the handover: %s",
                   handover_fault_word(fault));
}

enum err_code handover_lacks(struct handover_verdict *verdict,
                             const struct handover_view *now, enum handover_lack lack,
                             struct err *e)
{
    verdict->lack = lack;
    verdict->now = *now;
    return err_set(e, ERR_INVALID, "the handover is not ready to be sent");
}

/* --- ready to be sent? --- */

enum err_code handover_service(struct handover_story *out, const struct asking *a,
                               struct uuid service, struct err *e)
{
    struct service_view s;
    if (uuid_is_nil(service)) return OK;
    enum err_code rc = service_show(&s, a, service, e);
    if (rc == ERR_NOT_FOUND) { /* gone from the map */
        out->is_service_shut = true;
        return OK;
    }
    if (rc != OK) return rc;
    out->service_name = s.name;
    out->service_alert = s.alert;
    out->service_verified_on = s.verified_on;
    out->is_service_shut = s.status != SERVICE_STATUS_ACTIVE;
    return OK;
}

enum err_code handover_lack_of(enum handover_lack *out, const struct asking *a,
                               struct db *db, const struct handover_view *v,
                               bool is_shut, struct err *e)
{
    unsigned agreed = 0, travels = handover_travels(v);
    enum err_code rc = OK;
    *out = HANDOVER_LACKS_NOTHING;
    if (!v->fact.words.n || v->fact.moment == CODE_MISSING)
        *out = HANDOVER_LACKS_WISH;
    else if (v->fact.moment == HANDOVER_MOMENT_NOT_YET)
        *out = HANDOVER_LACKS_MOMENT;
    else if (uuid_is_nil(v->fact.to.u))
        *out = HANDOVER_LACKS_RECEIVER;
    else if (is_shut)
        *out = HANDOVER_LACKS_OPEN;
    else if (!(travels >> SHARING_CATEGORY_IDENTITY & 1))
        *out = HANDOVER_LACKS_NAME;
    if (*out != HANDOVER_LACKS_NOTHING) return OK;
    rc = consents_in_force(&agreed, db, a->arena, v->fact.person, v->fact.to,
                           SHARING_PURPOSE_HANDOVER, a->today, e);
    if (rc != OK) return rc;
    if ((travels & ~agreed) || day_is_none(v->course.agreed_on))
        *out = HANDOVER_LACKS_CONSENT;
    else if (v->fact.is_guide_present == CODE_MISSING)
        *out = HANDOVER_LACKS_MEETING;
    return OK;
}

/* --- looking --- */

void payload_digest(uint8_t out[HANDOVER_DIGEST_BYTES], struct str payload)
{
    crypto_generichash(out, HANDOVER_DIGEST_BYTES, (const uint8_t *)payload.p,
                       payload.n, NULL, 0);
}

static void keep_appointment(struct handover_story *s, const struct dossier *d)
{
    const struct appointment_fact *x = appointment_now(d, s->v.fact.appointment);
    s->has_appointment = x != NULL;
    if (!x) return;
    s->appointment = *x;
    s->meeting_with = dossier_name_of(d, x->worker);
}

static unsigned open_to(const struct gate *g, uint8_t receiver_kind)
{
    unsigned open = 0, possible = handover_categories(receiver_kind);
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++)
        if (possible >> c & 1 &&
            gate_opens(g, (enum record_category)c, false, (struct uuid){{0}},
                       g->visitor.organisation))
            open |= 1u << c;
    return open;
}

static enum err_code payload_sent(struct handover_story *s, const struct asking *a,
                                  struct err *e)
{
    struct handover_payload_fact sent;
    enum err_code rc = handover_payload_read(&sent, a->arena, a->house->db,
                                             s->v.fact.person, s->v.fact.id, e);
    if (rc == OK) s->payload = sent.content;
    return rc;
}

static enum err_code show_to_sender(struct handover_story *s, const struct asking *a,
                                    struct err *e)
{
    struct dossier_view file;
    enum err_code rc;
    s->is_sender = true;
    TRY(dossier_open(&file, a, s->v.fact.person, PAYLOAD_PARTS, "handover", e));
    s->open = open_to(&file.gate, s->v.fact.receiver_kind);
    s->call_name = dossier_call_name(&file.dossier);
    keep_appointment(s, &file.dossier);
    TRY(handover_service(s, a, s->v.fact.service, e));
    if (s->v.has_payload) {
        rc = payload_sent(s, a, e);
        goto out;
    }
    TRY(handover_lack_of(&s->lack, a, a->house->db, &s->v, s->is_service_shut, e));
    rc = payload_make(&s->payload, a->arena, &file.dossier, &s->v,
                      handover_travels(&s->v), e);
out:
    return rc;
}

enum err_code handover_meeting_show(struct appointment_fact *out, bool *found_out,
                                    const char **with_out, const struct asking *a,
                                    const struct handover_view *now, bool is_closed,
                                    struct err *e)
{
    char name[160];
    enum err_code rc;
    *with_out = "";
    TRY(handover_meeting_read(out, found_out, a->arena, a->house->db, now->fact.person,
                              now->fact.appointment, e));
    if (!*found_out) goto out;
    if (is_closed) {
        *found_out = out->state == APPOINTMENT_STATE_CANCELLED;
        out->words = STR_NONE;
        goto out;
    }
    out->words = appointment_place(out->words);
    if (now->fact.is_guide_present != 1) goto out;
    TRY(worker_name_of(name, sizeof name, a->house->db, out->worker, e));
    *with_out = arena_copy(a->arena, name, strlen(name));
out:
    return rc;
}

/* What the person lets through counts on the day it is looked at. */
static enum err_code show_to_receiver(struct handover_story *s, const struct asking *a,
                                      struct err *e)
{
    enum err_code rc;
    s->is_receiver = true;
    s->is_payload_closed = (handover_travels(&s->v) & ~s->consented) != 0;
    TRY(handover_meeting_show(&s->appointment, &s->has_appointment, &s->meeting_with, a,
                              &s->v, s->is_payload_closed, e));
    if (s->is_payload_closed) { /* nor what was said on the way */
        for (size_t i = 0; i < s->v.n_events; i++)
            s->v.events[i].fact.words = STR_NONE;
        goto out;
    }
    TRY(look_log(a, &s->v.fact.person, 1, "handover", e));
    rc = payload_sent(s, a, e);
out:
    return rc;
}

enum err_code handover_show(struct handover_story *out, const struct asking *a,
                            struct uuid handover, struct err *e)
{
    struct gate gate;
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct handover_story){.service_verified_on = DAY_NONE, .meeting_with = ""};
    if (visitor_is_nobody(&a->visitor)) return no_such_handover(e);
    TRY(handover_read(&out->v, a->arena, db, handover, a->today, true, e));
    if (!uuid_is_nil(out->v.fact.to.u))
        TRY(consents_in_force(&out->consented, db, a->arena, out->v.fact.person,
                              out->v.fact.to, SHARING_PURPOSE_HANDOVER, a->today, e));
    rc = handover_sender_gate(&gate, a, &out->v, e);
    if (rc == OK) {
        rc = show_to_sender(out, a, e);
        goto out;
    }
    TRY(handover_receiver_gate(a, &out->v, e));
    /* what the person wants is in what travelled */
    out->v.fact.words = STR_NONE;
    for (int i = 0; i < N_HANDOVER_WORDS; i++)
        out->v.words[i] = STR_NONE;
    rc = show_to_receiver(out, a, e);
out:
    return rc;
}

enum err_code handovers_of_person(struct handover_view **out, size_t *n_out,
                                  const struct asking *a, struct person_id person,
                                  struct err *e)
{
    enum { MOST = 100 };
    struct gate gate;
    struct handover_view *all;
    size_t n;
    const struct handover_wanted wanted = {
        .person = person, .sent_before = DAY_NONE, .newest_first = true, .most = MOST};
    enum err_code rc;
    *n_out = 0;
    TRY(person_gate(&gate, a, person, PERMISSION_PERSON_READ, e));
    TRY(handover_list(&all, &n, a->arena, a->house->db, &wanted, a->today, e));
    *out = all;
    for (size_t i = 0; i < n; i++)
        if ((gate.relation <= RELATION_ORGANISATION &&
             is_own_organisation(a, all[i].fact.from)) ||
            (is_own_organisation(a, all[i].fact.to) && all[i].has_payload))
            (*out)[(*n_out)++] = all[i];
out:
    return rc;
}

static bool is_replaced(const struct handover_view *all, size_t n, struct uuid id)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(all[i].fact.replaces, id)) return true;
    return false;
}

enum err_code handovers_around(struct handover_view **out, size_t *n_out,
                               const struct asking *a, const struct gate *gate,
                               struct person_id person, struct err *e)
{
    enum { MOST = 100 };
    struct handover_view *all;
    size_t n;
    const struct handover_wanted wanted = {
        .person = person, .sent_before = DAY_NONE, .most = MOST};
    bool is_keeper = gate->relation <= RELATION_ORGANISATION;
    bool sees_others = role_has(gate->visitor.role, PERMISSION_COORDINATE) &&
                       gate_opens(gate, CATEGORY_COUNTABLE, false, (struct uuid){{0}},
                                  gate->visitor.organisation);
    *n_out = 0;
    enum err_code rc =
        handover_list(&all, &n, a->arena, a->house->db, &wanted, a->today, e);
    if (rc != OK) return rc;
    *out = arena_new_array(a->arena, struct handover_view, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct handover_view *v = &all[i];
        bool is_ours = is_keeper && is_own_organisation(a, v->fact.from);
        bool came_in = v->has_payload && is_own_organisation(a, v->fact.to);
        if (v->course.state >= HANDOVER_STATE_FINISHED) continue;
        if (v->course.is_over && is_replaced(all, n, v->fact.id)) continue;
        if (is_ours || came_in || (sees_others && v->has_payload))
            (*out)[(*n_out)++] = *v;
    }
    return OK;
}

enum err_code handovers_show(struct handover_view **out, size_t *n_out,
                             int64_t counts[N_HANDOVER_STATE], const struct asking *a,
                             bool is_incoming, unsigned states, size_t first,
                             size_t most, struct err *e)
{
    const unsigned preparing = 1u << HANDOVER_STATE_PREPARING;
    const unsigned all = (1u << N_HANDOVER_STATE) - 1;
    struct handover_wanted wanted = {.sent_before = DAY_NONE,
                                     .states = states & all,
                                     .newest_first = false,
                                     .first = first,
                                     .most = most};
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_HANDOVER_RECEIVE, e));
    if (is_incoming)
        wanted.to = a->visitor.organisation;
    else
        wanted.from = a->visitor.organisation;
    if (is_incoming) wanted.states &= ~preparing;
    TRY(handover_counts(counts, a->house->db, &wanted, e));
    if (is_incoming) counts[HANDOVER_STATE_PREPARING] = 0;
    rc = handover_list(out, n_out, a->arena, a->house->db, &wanted, a->today, e);
out:
    return rc;
}
