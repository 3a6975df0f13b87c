#include "act/guest_gate.h"

#include "act/dossier_acts.h"
#include "act/login_acts.h"
#include "store/guest_store.h"
#include "store/identity_bulk.h"
#include "store/person_store.h"
#include "store/read_log_store.h"

const struct actor guest_actor = {"guest"};

static enum guest_door door_of(const struct guest_link_fact *f)
{
    return f->kind == GUEST_LINK_KIND_CHECK_IN ? GUEST_DOOR_CHECK_IN
                                               : GUEST_DOOR_HANDOVER;
}

/* What is none costs the address time, as a wrong password does. */
static enum err_code count_forged(enum guest_entry *entry_out, const struct asking *a,
                                  struct str address, struct err *e)
{
    int64_t wait_ms;
    enum err_code rc;
    TRY(login_attempt(&wait_ms, a, S("guest link"), address, e));
    *entry_out = wait_ms ? GUEST_WAITS : GUEST_UNKNOWN;
    if (!wait_ms) rc = login_attempt_failed(a, S("guest link"), address, e);
out:
    return rc;
}

static enum err_code person_is_there(bool *out, const struct asking *a,
                                     struct person_id person, struct err *e)
{
    struct person_counts counts;
    enum err_code rc = person_known(&counts, a->house->db, person, e);
    *out = rc == OK && !counts.is_erased;
    return rc == ERR_NOT_FOUND ? OK : rc;
}

enum err_code guest_enter(enum guest_entry *entry_out, struct guest_link_view *out,
                          const struct asking *a, enum guest_door door,
                          struct str token, struct str address, struct err *e)
{
    struct guest_link_view link;
    struct uuid id;
    int64_t expires_at;
    bool is_there = false;
    enum err_code rc;
    *out = (struct guest_link_view){0};
    *entry_out = GUEST_UNKNOWN;
    if (!guest_token_read(&id, &expires_at, a->house->vault, door, token)) {
        rc = count_forged(entry_out, a, address, e);
        goto out;
    }
    *entry_out = GUEST_OVER;
    rc = guest_link_read(&link, a->arena, a->house->db, id, true, e);
    if (rc == ERR_NOT_FOUND)
        rc = OK;
    else if (rc == OK && door_of(&link.fact) == door &&
             link.fact.expires_at == expires_at && guest_link_stands(&link, a->now_ms))
        rc = person_is_there(&is_there, a, link.fact.person, e);
    if (rc != OK || !is_there) goto out;
    *entry_out = GUEST_ENTERS;
    *out = link;
out:
    return rc;
}

enum err_code guest_write_begin(struct write **out, enum guest_entry *entry_out,
                                struct guest_link_view *link, const struct asking *a,
                                const char *act, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    *out = NULL;
    TRY(write_begin(&w, a->house->db, &guest_actor, act, "", e));
    TRY(guest_link_read(link, a->arena, write_db(w), link->fact.id, true, e));
    *entry_out = guest_link_stands(link, a->now_ms) ? GUEST_ENTERS : GUEST_OVER;
    if (*entry_out != GUEST_ENTERS) goto out;
    *out = w;
    w = NULL;
out:
    write_abandon(&w);
    return rc;
}

enum err_code guest_visit_note(struct write *w, const struct asking *a,
                               const struct guest_link_fact *link,
                               enum code_of_guest_visit_kind kind,
                               const uint8_t browser[GUEST_HASH_BYTES], struct err *e)
{
    struct guest_visit_fact f = {.person = link->person,
                                 .id = uuid7_new(),
                                 .link = link->id,
                                 .kind = (uint8_t)kind,
                                 .happened_at = a->now_ms,
                                 .has_browser = browser != NULL};
    if (browser) memcpy(f.browser, browser, sizeof f.browser);
    return guest_visit_add(w, &f, e);
}

const char *guest_token_text(const struct asking *a, const struct guest_link_fact *f)
{
    char *text = arena_alloc(a->arena, GUEST_TOKEN_TEXT + 1);
    guest_token_make(text, a->house->vault, door_of(f), f->id, f->expires_at);
    return text;
}

enum err_code guest_link_end(const struct asking *a, struct person_id person,
                             struct uuid link, struct err *e)
{
    struct gate gate;
    struct guest_link_view v;
    struct write *w = NULL;
    enum err_code rc;
    TRY(person_gate(&gate, a, person, PERMISSION_DOSSIER_WRITE, e));
    TRY(work_begin(&w, a, "end guest link", "", e));
    TRY(guest_link_read(&v, a->arena, write_db(w), link, false, e));
    if (!uuid_eq(v.fact.person.u, person.u)) {
        rc = err_set(e, ERR_NOT_FOUND, "this person has no such link");
        goto out;
    }
    if (!uuid_eq(v.fact.organisation.u, a->visitor.organisation.u)) {
        rc = err_set(e, ERR_DENIED, "another organisation made this link");
        goto out;
    }
    if (!v.ended_at)
        TRY(guest_visit_note(w, a, &v.fact, GUEST_VISIT_KIND_ENDED, NULL, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

struct naming {
    struct arena *arena;
    struct str name;
};

static enum err_code take_name(void *to, size_t at, const struct identity *identity,
                               struct err *e)
{
    struct naming *n = to;
    struct str name = identity->value[IDENTITY_CALL_NAME];
    (void)at;
    (void)e;
    if (!name.n) name = identity->value[IDENTITY_GIVEN_NAME];
    n->name = str_copy(n->arena, name);
    return OK;
}

enum err_code guest_call_name(struct str *out, const struct asking *a,
                              struct person_id person, const char *reason,
                              struct err *e)
{
    enum { FIELDS = 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_GIVEN_NAME };
    struct naming naming = {.arena = a->arena};
    enum err_code rc;
    TRY(look_write(a->house->db, &guest_actor, &person, 1, reason, e));
    TRY(identities_open_looked(a->house->db, &person, 1, FIELDS, take_name, &naming,
                               e));
    *out = naming.name;
out:
    return rc;
}
