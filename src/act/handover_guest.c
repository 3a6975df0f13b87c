#include "act/handover_guest.h"

#include "act/consent_acts.h"
#include "act/field_gate.h"
#include "act/handover_int.h"
#include "store/guest_store.h"
#include "store/office_store.h"
#include "store/read_log_store.h"

/* --- for who hands over --- */

static enum err_code is_offered(bool *out, const struct asking *a, struct db *db,
                                const struct handover_view *v, struct err *e)
{
    bool has_account = true;
    enum err_code rc = OK;
    *out = false;
    if (!v->has_payload || v->course.is_over) return OK;
    if (v->course.state == HANDOVER_STATE_REFUSED ||
        v->course.state == HANDOVER_STATE_OTHER_PROPOSED)
        return OK;
    rc = organisation_has_account(&has_account, db, v->fact.to, a->today, e);
    *out = rc == OK && !has_account;
    return rc;
}

static enum err_code links_of(struct handover_links *out, const struct asking *a,
                              struct db *db, const struct handover_view *v,
                              struct err *e)
{
    struct guest_link_view *all;
    size_t n;
    enum err_code rc = guest_links_of(&all, &n, a->arena, db, v->fact.person,
                                      GUEST_LINK_KIND_HANDOVER, false, e);
    if (rc != OK) return rc;
    out->at = all;
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(all[i].fact.handover, v->fact.id)) out->at[out->n++] = all[i];
    return OK;
}

static enum err_code sent_by_us(struct handover_view *out, const struct asking *a,
                                struct uuid handover, struct err *e)
{
    struct gate gate;
    enum err_code rc;
    if (visitor_is_nobody(&a->visitor))
        return err_set(e, ERR_NOT_FOUND, "there is no such handover");
    TRY(handover_read(out, a->arena, a->house->db, handover, a->today, false, e));
    rc = handover_sender_gate(&gate, a, out, e);
out:
    return rc;
}

enum err_code handover_links_show(struct handover_links *out, const struct asking *a,
                                  struct uuid handover, struct err *e)
{
    struct handover_view v;
    enum err_code rc;
    *out = (struct handover_links){0};
    TRY(sent_by_us(&v, a, handover, e));
    TRY(is_offered(&out->is_offered, a, a->house->db, &v, e));
    rc = links_of(out, a, a->house->db, &v, e);
out:
    return rc;
}

static enum err_code end_standing(struct write *w, const struct asking *a,
                                  const struct handover_view *v, struct err *e)
{
    struct handover_links links;
    enum err_code rc = links_of(&links, a, write_db(w), v, e);
    for (size_t i = 0; rc == OK && i < links.n; i++)
        if (guest_link_stands(&links.at[i], a->now_ms))
            rc = guest_visit_note(w, a, &links.at[i].fact, GUEST_VISIT_KIND_ENDED, NULL,
                                  e);
    return rc;
}

enum err_code handover_link_make(struct guest_link_fact *out,
                                 char code[GUEST_CODE_DIGITS + 1],
                                 const struct asking *a, struct uuid handover,
                                 struct err *e)
{
    struct handover_view v;
    struct write *w = NULL;
    bool may = false;
    enum err_code rc;
    TRY(sent_by_us(&v, a, handover, e));
    TRY(work_begin(&w, a, "link for a handover", "", e));
    TRY(handover_read(&v, a->arena, write_db(w), handover, a->today, false, e));
    TRY(is_offered(&may, a, write_db(w), &v, e));
    if (!may) {
        rc = err_set(e, ERR_DENIED, "this handover opens to no link");
        goto out;
    }
    TRY(end_standing(w, a, &v, e));
    *out = (struct guest_link_fact){.person = v.fact.person,
                                    .id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                                    .kind = GUEST_LINK_KIND_HANDOVER,
                                    .handover = handover,
                                    .organisation = a->visitor.organisation,
                                    .worker = a->visitor.worker,
                                    .expires_at =
                                        guest_expiry(a->now_ms, GUEST_HANDOVER_DAYS),
                                    .has_code = true};
    guest_code_draw(code);
    guest_code_hash(out->code, a->house->vault, out->id, str_of(code));
    TRY(guest_link_add(w, out, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code handover_link_end(const struct asking *a, struct uuid handover,
                                struct uuid link, struct err *e)
{
    struct handover_view v;
    struct handover_links links;
    enum err_code rc;
    TRY(sent_by_us(&v, a, handover, e));
    TRY(links_of(&links, a, a->house->db, &v, e));
    for (size_t i = 0; i < links.n; i++)
        if (uuid_eq(links.at[i].fact.id, link)) {
            rc = guest_link_end(a, v.fact.person, link, e);
            goto out;
        }
    rc = err_set(e, ERR_NOT_FOUND, "this handover has no such link");
out:
    return rc;
}

/* --- for who received the link --- */

static bool is_bound_to(const struct guest_link_view *link, const struct asking *a,
                        struct str cookie)
{
    uint8_t browser[GUEST_HASH_BYTES];
    if (!cookie.n) return false;
    guest_browser_hash(browser, a->house->vault, link->fact.id, cookie);
    return guest_hash_is(browser, link->browser);
}

/* Once an hour at most: who keeps trying does not fill the file. */
static enum err_code note_elsewhere(const struct asking *a,
                                    struct guest_link_view *link, struct err *e)
{
    enum { HOUR_MS = 3600000 };
    struct write *w = NULL;
    enum guest_entry entry;
    enum err_code rc = OK;
    if (link->elsewhere_at && a->now_ms - link->elsewhere_at < HOUR_MS) return OK;
    TRY(guest_write_begin(&w, &entry, link, a, "guest link elsewhere", e));
    if (entry != GUEST_ENTERS) goto out;
    TRY(guest_visit_note(w, a, &link->fact, GUEST_VISIT_KIND_ELSEWHERE, NULL, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* What the handover lets through now: withdrawn, returned and finished ones nothing. */
static enum err_code still_shared(struct handover_guest *out, const struct asking *a,
                                  struct db *db, const struct guest_link_view *link,
                                  struct err *e)
{
    unsigned agreed = 0;
    enum err_code rc;
    TRY(handover_read(&out->v, a->arena, db, link->fact.handover, a->today, false, e));
    out->is_declined = out->v.course.state == HANDOVER_STATE_REFUSED ||
                       out->v.course.state == HANDOVER_STATE_OTHER_PROPOSED;
    if (out->is_declined) goto out;
    TRY(consents_in_force(&agreed, db, a->arena, out->v.fact.person, out->v.fact.to,
                          SHARING_PURPOSE_HANDOVER, a->today, e));
    if (!out->v.has_payload || out->v.course.is_over ||
        (handover_travels(&out->v) & ~agreed))
        out->entry = GUEST_OVER;
out:
    return rc;
}

static enum err_code enter(struct handover_guest *out, struct guest_link_view *link,
                           const struct asking *a, struct str token, struct str address,
                           struct str cookie, struct err *e)
{
    enum err_code rc;
    *out = (struct handover_guest){0};
    TRY(guest_enter(&out->entry, link, a, GUEST_DOOR_HANDOVER, token, address, e));
    if (out->entry != GUEST_ENTERS) goto out;
    if (link->has_browser && !is_bound_to(link, a, cookie)) {
        out->entry = GUEST_OVER;
        rc = note_elsewhere(a, link, e);
        goto out;
    }
    TRY(still_shared(out, a, a->house->db, link, e));
    if (!link->has_browser && out->is_declined) out->entry = GUEST_OVER;
    if (out->entry != GUEST_ENTERS) goto out;
    out->asks_code = !link->has_browser;
    out->codes_left = GUEST_CODES_MOST - (int)link->n_wrong_codes;
    out->expires_at = link->fact.expires_at;
    snprintf(out->worker_name, sizeof out->worker_name, "%s", link->worker_name);
    snprintf(out->organisation_name, sizeof out->organisation_name, "%s",
             link->organisation_name);
out:
    return rc;
}

enum err_code handover_guest_open(struct handover_guest *out, const struct asking *a,
                                  struct str token, struct str address,
                                  struct str cookie, struct err *e)
{
    struct guest_link_view link;
    struct handover_payload_fact sent;
    struct db *db = a->house->db;
    enum err_code rc;
    TRY(enter(out, &link, a, token, address, cookie, e));
    if (out->entry != GUEST_ENTERS || out->asks_code || out->is_declined) goto out;
    TRY(look_write(db, &guest_actor, &link.fact.person, 1, "handover by link", e));
    TRY(handover_payload_read(&sent, a->arena, db, link.fact.person, link.fact.handover,
                              e));
    out->payload = sent.content;
    rc = handover_meeting_show(&out->appointment, &out->has_appointment,
                               &out->meeting_with, a, &out->v, false, e);
out:
    return rc;
}

/* Nobody: also when a colleague is logged in in this browser. */
static struct asking as_guest(const struct asking *a)
{
    struct asking guest = *a;
    guest.visitor = (struct visitor){0};
    return guest;
}

/* The right code, by the first browser: received, when nobody had it yet. */
static enum err_code bind_browser(struct write *w, const struct asking *a,
                                  const struct handover_guest *p,
                                  const struct guest_link_view *link, struct str cookie,
                                  struct err *e)
{
    uint8_t browser[GUEST_HASH_BYTES];
    struct handover_verdict verdict;
    const struct handover_step step = {.kind = HANDOVER_EVENT_RECEIVED, .on = a->today};
    enum err_code rc;
    guest_browser_hash(browser, a->house->vault, link->fact.id, cookie);
    TRY(guest_visit_note(w, a, &link->fact, GUEST_VISIT_KIND_OPENED, browser, e));
    if (p->v.course.state != HANDOVER_STATE_PROPOSED) goto out;
    rc = handover_step_within(w, a, p->v.fact.id, &step, p->v.fact.to,
                              (struct uuid){{0}}, uuid7_new(), &verdict, e);
out:
    return rc;
}

enum err_code handover_guest_code(struct handover_guest *out, const struct asking *a,
                                  struct str token, struct str address,
                                  struct str cookie, struct str code, struct err *e)
{
    struct guest_link_view link;
    struct write *w = NULL;
    uint8_t hash[GUEST_HASH_BYTES];
    enum err_code rc;
    TRY(enter(out, &link, a, token, address, cookie, e));
    if (out->entry != GUEST_ENTERS || !out->asks_code || !cookie.n) goto out;
    TRY(guest_write_begin(&w, &out->entry, &link, a, "code of guest link", e));
    if (out->entry != GUEST_ENTERS) goto out;
    if (link.has_browser) { /* another was a moment faster */
        out->entry = GUEST_OVER;
        goto out;
    }
    TRY(still_shared(out, a, write_db(w), &link, e));
    if (out->entry != GUEST_ENTERS || out->is_declined) {
        out->entry = GUEST_OVER;
        goto out;
    }
    guest_code_hash(hash, a->house->vault, link.fact.id, code);
    out->is_code_wrong = !link.fact.has_code || !guest_hash_is(hash, link.fact.code);
    if (out->is_code_wrong) {
        TRY(guest_visit_note(w, a, &link.fact, GUEST_VISIT_KIND_WRONG_CODE, NULL, e));
        out->codes_left = GUEST_CODES_MOST - (int)link.n_wrong_codes - 1;
        if (out->codes_left <= 0) out->entry = GUEST_OVER;
    } else {
        TRY(bind_browser(w, a, out, &link, cookie, e));
        out->asks_code = false;
    }
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code handover_guest_answer(struct handover_guest *out, const struct asking *a,
                                    struct str token, struct str address,
                                    struct str cookie, const struct handover_step *step,
                                    struct handover_verdict *verdict, struct err *e)
{
    const struct asking guest = as_guest(a);
    struct guest_link_view link;
    struct write *w = NULL;
    enum err_code rc;
    *verdict = (struct handover_verdict){.fault = HANDOVER_FITS};
    TRY(enter(out, &link, a, token, address, cookie, e));
    if (out->entry != GUEST_ENTERS || out->asks_code) goto out;
    if (step->kind != HANDOVER_EVENT_ACCEPTED && step->kind != HANDOVER_EVENT_REFUSED) {
        rc = err_set(e, ERR_DENIED, "a link answers yes or no");
        goto out;
    }
    TRY(guest_write_begin(&w, &out->entry, &link, a, "answer handover by link", e));
    if (out->entry != GUEST_ENTERS) goto out;
    TRY(still_shared(out, a, write_db(w), &link, e));
    if (out->entry != GUEST_ENTERS) goto out;
    TRY(handover_step_within(w, &guest, out->v.fact.id, step, out->v.fact.to,
                             (struct uuid){{0}}, uuid7_new(), verdict, e));
    TRY(guest_visit_note(w, a, &link.fact, GUEST_VISIT_KIND_ANSWERED, NULL, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}
