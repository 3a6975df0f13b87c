/* Preparing a handover and sending it. */
#include "act/handover_int.h"

#include "act/appointment_acts.h"
#include "act/consent_acts.h"
#include "act/directory_acts.h"
#include "act/dossier_acts.h"
#include "act/field_gate.h"
#include "act/handover_payload.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/handover_store.h"
#include "store/organisation_read.h"
#include "store/programme_store.h"

/* --- the receiver --- */

static enum err_code kind_of_receiver(struct handover_fact *f, struct db *db,
                                      uint8_t given, struct err *e)
{
    uint8_t kind;
    enum err_code rc = OK;
    f->receiver_kind = given;
    if (uuid_is_nil(f->to.u)) {
        f->receiver_kind = CODE_MISSING;
    } else if (given == CODE_MISSING) {
        rc = organisation_kind_of(&kind, db, f->to, e);
        f->receiver_kind = receiver_kind_of(kind);
    }
    return rc;
}

static enum err_code organisation_is_known(bool *out, struct db *db,
                                           struct organisation_id id, struct err *e)
{
    char name[160];
    enum err_code rc = organisation_name_of(name, sizeof name, db, id, e);
    *out = rc == OK && name[0];
    return rc;
}

/* An organisation of the social map stands in the house under the same id from the
 * first handover on, so that a consent can be about it. */
static enum err_code service_receiver(struct organisation_id *out, struct write *w,
                                      const struct asking *a, struct uuid service,
                                      struct err *e)
{
    struct service_view s;
    char id[UUID_TEXT + 1];
    bool is_known;
    enum err_code rc;
    TRY(service_show(&s, a, service, e));
    out->u = uuid_is_nil(s.organisation) ? s.id : s.organisation;
    TRY(organisation_is_known(&is_known, write_db(w), *out, e));
    if (is_known) goto out;
    struct organisation_fact f = {
        .id = *out, .kind = ORGANISATION_KIND_OTHER, .former_kind = CODE_MISSING};
    uuid_text(id, out->u);
    snprintf(f.code, sizeof f.code, "kaart-%.16s", id + UUID_TEXT - 16);
    struct str name = s.organisation_name.n ? s.organisation_name : s.name;
    size_t n = sizeof f.name - 1;
    while (utf8_take(name, n).n >= sizeof f.name)
        n--;
    name = utf8_take(name, n);
    snprintf(f.name, sizeof f.name, "%.*s", STR_ARG(name));
    if (s.n_places)
        snprintf(f.municipality, sizeof f.municipality, "%s", s.places[0].place);
    rc = organisation_add(w, &f, e);
out:
    return rc;
}

static enum err_code choose_receiver(struct handover_fact *f, struct write *w,
                                     const struct asking *a, struct uuid service,
                                     struct organisation_id to, uint8_t kind,
                                     struct err *e)
{
    bool is_known = true;
    enum err_code rc = OK;
    f->service = service;
    f->to = to;
    if (uuid_is_nil(to.u) && !uuid_is_nil(service))
        TRY(service_receiver(&f->to, w, a, service, e));
    else if (!uuid_is_nil(to.u))
        TRY(organisation_is_known(&is_known, write_db(w), to, e));
    if (!is_known) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such organisation");
        goto out;
    }
    if (is_own_organisation(a, f->to)) {
        rc = err_set(e, ERR_INVALID, "one's own organisation is no receiver");
        goto out;
    }
    rc = kind_of_receiver(f, write_db(w), kind, e);
out:
    return rc;
}

/* --- beginning --- */

static enum err_code copy_parts(struct write *w, const struct handover_view *old,
                                const struct handover_fact *f, struct err *e)
{
    enum err_code rc = OK;
    for (uint8_t k = 0; k < N_HANDOVER_WORDS; k++) {
        struct handover_words_fact words = {uuid7_new(), f->id, f->person, k,
                                            old->words[k]};
        bool is_of_receiver =
            k == HANDOVER_WORDS_RECEIVER_NAME || k == HANDOVER_WORDS_RECEIVER_CONTACT;
        if (words.words.n && !is_of_receiver) TRY(handover_words_add(w, &words, e));
    }
    for (uint8_t c = 0; c < N_SHARING_CATEGORY; c++) {
        struct handover_share_fact share = {uuid7_new(), f->id, f->person, c};
        if (old->shares >> c & 1) TRY(handover_share_add(w, &share, e));
    }
out:
    return rc;
}

/* The attempt that this one replaces, of this person and organisation. */
static enum err_code replaced(struct handover_view *out, const struct asking *a,
                              struct db *db, struct person_id person, struct uuid id,
                              struct err *e)
{
    enum err_code rc = handover_read(out, a->arena, db, id, a->today, true, e);
    if (rc != OK) return rc;
    if (uuid_eq(out->fact.person.u, person.u) && is_own_organisation(a, out->fact.from))
        return OK;
    return err_set(e, ERR_NOT_FOUND, "there is no such handover");
}

enum err_code handover_begin(const struct asking *a, struct person_id person,
                             const struct handover_start *start, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct dossier d = {0};
    struct handover_view old = {0};
    struct handover_fact f = {.id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                              .person = person,
                              .from = a->visitor.organisation,
                              .worker = a->visitor.worker,
                              .vacancy = start->vacancy,
                              .replaces = start->replaces,
                              .moment = CODE_MISSING,
                              .is_guide_present = CODE_MISSING,
                              .on = a->today};
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_HANDOVER_SEND, e));
    if (gate.relation > RELATION_ORGANISATION) {
        rc = err_set(e, ERR_DENIED, "who keeps the file hands over");
        goto out;
    }
    TRY(dossier_read(&d, a->arena, a->house->db, person, DOSSIER_COURSE,
                     a->visitor.organisation, e));
    const struct dossier_trajectory *t = dossier_open_trajectory(&d, a->today);
    if (t) f.trajectory = t->fact.id;
    TRY(work_begin(&w, a, "begin handover", "", e));
    if (!uuid_is_nil(start->replaces)) {
        TRY(replaced(&old, a, write_db(w), person, start->replaces, e));
        f.words = old.fact.words;
        f.moment = old.fact.moment;
        f.is_guide_present = old.fact.is_guide_present;
        f.vacancy = old.fact.vacancy;
    }
    TRY(choose_receiver(&f, w, a, start->service, start->to, start->receiver_kind, e));
    TRY(handover_add(w, &f, e));
    if (!uuid_is_nil(start->replaces)) TRY(copy_parts(w, &old, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- changing a part --- */

static enum err_code set_words(struct write *w, const struct handover_view *v,
                               uint8_t kind, struct str words, struct err *e)
{
    struct handover_words_fact f = {uuid7_new(), v->fact.id, v->fact.person, kind,
                                    str_trim(words)};
    enum err_code rc = OK;
    if (str_eq(v->words[kind], f.words)) return OK;
    if (v->words[kind].n)
        rc =
            fact_retract(w, NOUN_HANDOVER_WORDS, v->fact.person, v->words_row[kind], e);
    if (rc == OK && f.words.n) rc = handover_words_add(w, &f, e);
    return rc;
}

static enum err_code set_shares(struct write *w, const struct handover_view *v,
                                unsigned categories, struct err *e)
{
    enum err_code rc = OK;
    for (uint8_t c = 0; c < N_SHARING_CATEGORY; c++) {
        bool was = v->shares >> c & 1, is = categories >> c & 1;
        struct handover_share_fact f = {uuid7_new(), v->fact.id, v->fact.person, c};
        if (was && !is)
            TRY(fact_retract(w, NOUN_HANDOVER_SHARE, v->fact.person, v->share_row[c],
                             e));
        if (is && !was) TRY(handover_share_add(w, &f, e));
    }
out:
    return rc;
}

enum err_code handover_meeting_cancel(struct write *w, const struct asking *a,
                                      const struct handover_view *v, struct err *e)
{
    struct appointment_fact x;
    bool found;
    enum err_code rc = handover_meeting_read(&x, &found, a->arena, write_db(w),
                                             v->fact.person, v->fact.appointment, e);
    if (rc != OK || !found || x.state != APPOINTMENT_STATE_PLANNED ||
        x.starts_at < a->now_ms)
        return rc;
    x.state = APPOINTMENT_STATE_CANCELLED;
    x.sequence++;
    return appointment_add(w, &x, e);
}

static bool meeting_is_wrong(const struct handover_change *c)
{
    enum { SHORTEST = 5, LONGEST = 720 };
    struct str place = str_trim(c->place);
    return c->starts_at &&
           (!place.n || str_contains(place, S("\n")) || place.n > LIMIT_NAME_BYTES ||
            c->minutes < SHORTEST || c->minutes > LONGEST);
}

static enum err_code set_meeting(struct handover_fact *f, struct write *w,
                                 const struct asking *a, const struct handover_view *v,
                                 const struct handover_change *c, struct err *e)
{
    struct appointment_fact x = {.person = v->fact.person};
    bool found;
    enum err_code rc;
    f->is_guide_present = c->is_guide_present;
    if (!c->starts_at) {
        f->appointment = (struct uuid){{0}};
        return handover_meeting_cancel(w, a, v, e);
    }
    TRY(handover_meeting_read(&x, &found, a->arena, write_db(w), v->fact.person,
                              v->fact.appointment, e));
    x.id = found ? x.id : uuid7_new();
    x.sequence = found ? x.sequence + 1 : 0;
    x.starts_at = c->starts_at;
    x.minutes = c->minutes;
    x.state = APPOINTMENT_STATE_PLANNED;
    x.worker = a->visitor.worker;
    x.words = str_trim(c->place);
    f->appointment = x.id;
    rc = appointment_add(w, &x, e);
out:
    return rc;
}

static enum err_code change_part(struct write *w, const struct asking *a,
                                 const struct handover_view *v,
                                 const struct handover_change *c, struct err *e)
{
    struct handover_fact f = v->fact;
    enum err_code rc = OK;
    switch (c->part) {
    case HANDOVER_PART_WISH:
        f.words = str_trim(c->wish);
        f.moment = c->moment;
        break;
    case HANDOVER_PART_RECEIVER:
        TRY(choose_receiver(&f, w, a, c->service, c->to, c->receiver_kind, e));
        break;
    case HANDOVER_PART_SHARES:
        TRY(set_words(w, v, HANDOVER_WORDS_SENDER_KEEPS, c->sender_keeps, e));
        TRY(set_words(w, v, HANDOVER_WORDS_RECEIVER_TAKES, c->receiver_takes, e));
        rc = set_shares(w, v, c->categories, e);
        goto out;
    case HANDOVER_PART_MEETING:
        TRY(set_meeting(&f, w, a, v, c, e));
        break;
    }
    TRY(fact_retract(w, NOUN_HANDOVER, f.person, f.id, e));
    rc = handover_add(w, &f, e);
out:
    return rc;
}

/* Still being prepared, and the visitor's to prepare. */
static enum err_code begin_change(struct write **w, struct handover_view *v,
                                  struct gate *gate, const struct asking *a,
                                  struct uuid handover, const char *act,
                                  struct handover_verdict *verdict, struct err *e)
{
    enum err_code rc;
    *verdict = (struct handover_verdict){.fault = HANDOVER_FITS};
    TRY(handover_read(v, a->arena, a->house->db, handover, a->today, false, e));
    TRY(handover_sender_gate(gate, a, v, e));
    TRY(work_begin(w, a, act, "", e));
    TRY(handover_read(v, a->arena, write_db(*w), handover, a->today, true, e));
    if (v->course.is_over)
        rc = handover_refuse(verdict, v, HANDOVER_IS_OVER, e);
    else if (v->has_payload)
        rc = handover_refuse(verdict, v, HANDOVER_SENT_ALREADY, e);
out:
    return rc;
}

enum err_code handover_set(const struct asking *a, struct uuid handover,
                           const struct handover_change *change,
                           struct handover_verdict *verdict, struct err *e)
{
    struct write *w = NULL;
    struct handover_view v;
    struct gate gate;
    enum err_code rc;
    TRY(begin_change(&w, &v, &gate, a, handover, "prepare handover", verdict, e));
    if (change->part == HANDOVER_PART_MEETING && meeting_is_wrong(change)) {
        verdict->is_meeting_wrong = true;
        rc = err_set(e, ERR_INVALID, "a meeting has a place, and 5 to 720 minutes");
        goto out;
    }
    TRY(change_part(w, a, &v, change, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- agreeing --- */

enum err_code handover_agree(const struct asking *a, struct uuid handover, uint8_t form,
                             uint8_t language, bool is_given,
                             struct handover_verdict *verdict, struct err *e)
{
    struct write *w = NULL;
    struct handover_view v;
    struct gate gate;
    size_t n_new;
    enum err_code rc;
    TRY(begin_change(&w, &v, &gate, a, handover, "agree to handover", verdict, e));
    if (uuid_is_nil(v.fact.to.u)) {
        rc = handover_lacks(verdict, &v, HANDOVER_LACKS_RECEIVER, e);
        goto out;
    }
    if (is_given && v.fact.moment == HANDOVER_MOMENT_NOT_YET) {
        rc = handover_lacks(verdict, &v, HANDOVER_LACKS_MOMENT, e);
        goto out;
    }
    const struct consent_choice choice = {.receiver = v.fact.to,
                                          .purpose = SHARING_PURPOSE_HANDOVER,
                                          .categories = handover_travels(&v),
                                          .ground = SHARING_GROUND_CONSENT,
                                          .is_given = is_given,
                                          .form = form,
                                          .language = language,
                                          .from = a->today,
                                          .to = DAY_NONE};
    TRY(consent_give_within(w, a, &gate, v.fact.person, &choice, a->form,
                            &verdict->consent, &n_new, e));
    if (is_given && day_is_none(v.course.agreed_on)) {
        const struct handover_event_fact agreed = {.id = uuid7_new(),
                                                   .handover = v.fact.id,
                                                   .person = v.fact.person,
                                                   .kind = HANDOVER_EVENT_AGREED,
                                                   .on = a->today,
                                                   .reason = CODE_MISSING,
                                                   .result = CODE_MISSING,
                                                   .organisation = v.fact.from,
                                                   .worker = a->visitor.worker,
                                                   .is_guide_present = CODE_MISSING};
        TRY(handover_event_add(w, &agreed, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- sending --- */

/* The action that is counted: an accompanied referral, under the handover's own id. */
static enum err_code count_referral(struct write *w, const struct asking *a,
                                    const struct handover_view *v,
                                    const struct dossier *d, struct err *e)
{
    const struct dossier_trajectory *t = dossier_open_trajectory(d, a->today);
    struct event_particulars p = event_particulars_none();
    if (!t) return OK;
    const struct event_fact f = {.id = v->fact.id,
                                 .trajectory = t->fact.id,
                                 .person = v->fact.person,
                                 .kind = EVENT_ACTION,
                                 .code = ACTION_KIND_ACCOMPANIED_REFERRAL,
                                 .detail = CODE_MISSING,
                                 .on = a->today};
    p.worker = a->visitor.worker;
    p.organisation = v->fact.from;
    p.to = a->today;
    return event_add(w, &f, &p, e);
}

static enum err_code write_sent(struct write *w, const struct asking *a,
                                const struct handover_view *v, struct str payload,
                                struct err *e)
{
    struct handover_payload_fact content = {.id = uuid7_new(),
                                            .handover = v->fact.id,
                                            .person = v->fact.person,
                                            .content = payload};
    const struct handover_event_fact sent = {.id = uuid_is_nil(a->form) ? uuid7_new()
                                                                        : a->form,
                                             .handover = v->fact.id,
                                             .person = v->fact.person,
                                             .kind = HANDOVER_EVENT_SENT,
                                             .on = a->today,
                                             .reason = CODE_MISSING,
                                             .result = CODE_MISSING,
                                             .organisation = v->fact.from,
                                             .worker = a->visitor.worker,
                                             .appointment = v->fact.appointment,
                                             .is_guide_present = CODE_MISSING};
    enum err_code rc = handover_event_add(w, &sent, e);
    return rc == OK ? handover_payload_add(w, &content, e) : rc;
}

enum err_code handover_send(const struct asking *a, struct uuid handover,
                            const uint8_t seen[HANDOVER_DIGEST_BYTES],
                            struct handover_verdict *verdict, struct err *e)
{
    struct write *w = NULL;
    struct handover_view v;
    struct handover_story service = {0};
    struct dossier_view file = {0};
    struct gate gate;
    struct str payload;
    uint8_t digest[HANDOVER_DIGEST_BYTES];
    enum err_code rc;
    *verdict = (struct handover_verdict){.fault = HANDOVER_FITS};
    TRY(handover_read(&v, a->arena, a->house->db, handover, a->today, false, e));
    TRY(handover_sender_gate(&gate, a, &v, e));
    TRY(dossier_open(&file, a, v.fact.person, PAYLOAD_PARTS, "handover", e));
    TRY(handover_service(&service, a, v.fact.service, e));
    TRY(begin_change(&w, &v, &gate, a, handover, "send handover", verdict, e));
    TRY(handover_lack_of(&verdict->lack, a, write_db(w), &v, service.is_service_shut,
                         e));
    if (verdict->lack != HANDOVER_LACKS_NOTHING) {
        rc = handover_lacks(verdict, &v, verdict->lack, e);
        goto out;
    }
    TRY(payload_make(&payload, a->arena, &file.dossier, &v, handover_travels(&v), e));
    payload_digest(digest, payload);
    if (memcmp(digest, seen, sizeof digest) != 0) {
        rc = handover_lacks(verdict, &v, HANDOVER_LACKS_PREVIEW, e);
        goto out;
    }
    TRY(write_sent(w, a, &v, payload, e));
    TRY(count_referral(w, a, &v, &file.dossier, e));
    rc = work_commit(&w, a, e);
out:
    dossier_wipe(&file.dossier);
    write_abandon(&w);
    return rc;
}
