#include "act/session_acts.h"

static const int64_t touch_after_ms = 60000;

static bool is_over(const struct session *s, int64_t now_ms)
{
    if (now_ms >= s->expires_at) return true;
    return s->stage == SESSION_PASSWORD_GIVEN ? now_ms - s->made_at >= SESSION_HALF_MS
                                              : now_ms - s->seen_at >= SESSION_IDLE_MS;
}

enum err_code session_of_token(struct session *out, bool *found_out, struct house *h,
                               struct str token, int64_t now_ms, struct err *e)
{
    struct token t;
    enum err_code rc = OK;
    *out = (struct session){0};
    *found_out = false;
    if (!token_read(&t, h->vault, SESSION_TOKEN, token)) return OK;
    TRY(session_find(out, found_out, h->db, t.hash, e));
    if (*found_out && is_over(out, now_ms)) *found_out = false;
    if (!*found_out) *out = (struct session){0};
out:
    return rc;
}

enum err_code session_ended(struct uuid *worker_out, struct house *h, struct str token,
                            int64_t now_ms, struct err *e)
{
    struct session s;
    struct token t;
    bool found;
    enum err_code rc = OK;
    *worker_out = (struct uuid){{0}};
    if (!token_read(&t, h->vault, SESSION_TOKEN, token)) return OK;
    TRY(session_find(&s, &found, h->db, t.hash, e));
    if (found && s.stage != SESSION_PASSWORD_GIVEN && is_over(&s, now_ms) &&
        now_ms < s.expires_at + SESSION_REMEMBERED_MS)
        *worker_out = s.worker;
out:
    return rc;
}

enum err_code session_stay(const struct asking *a, struct str token, struct err *e)
{
    struct session s;
    struct write *w = NULL;
    bool found;
    enum err_code rc;
    TRY(session_of_token(&s, &found, a->house, token, a->now_ms, e));
    if (!found || !uuid_eq(s.worker, a->visitor.worker)) {
        rc = err_set(e, ERR_DENIED, "no session of this worker");
        goto out;
    }
    int64_t most = s.made_at + SESSION_EXTENDED_MS;
    int64_t wanted = MIN_OF(a->now_ms + SESSION_IDLE_MS, most);
    s.expires_at = MAX_OF(s.expires_at, wanted);
    s.seen_at = a->now_ms;
    TRY(work_begin(&w, a, "stay logged in", "", e));
    TRY(session_put(w, &s, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static bool covers(const struct membership_fact *m, struct day today)
{
    return m->from.v <= today.v && (day_is_none(m->to) || m->to.v >= today.v);
}

static enum err_code add_membership(struct visitor *v, struct arena *a, struct db *db,
                                    struct uuid chosen, struct day today, struct err *e)
{
    struct membership_view *list;
    size_t n;
    enum err_code rc;
    TRY(membership_list(&list, &n, a, db, v->worker, e));
    for (size_t i = 0; i < n; i++) {
        const struct membership_view *m = &list[i];
        if (covers(&m->fact, today) && v->n_memberships < UINT8_MAX) v->n_memberships++;
        if (!uuid_eq(m->fact.id, chosen)) continue;
        v->membership = chosen;
        v->is_membership_valid = covers(&m->fact, today);
        v->role = (enum code_of_worker_role)m->fact.role;
        v->organisation = m->fact.organisation;
        memcpy(v->organisation_name, m->organisation_name, sizeof v->organisation_name);
    }
out:
    return rc;
}

enum err_code session_enter(struct visitor *out, struct house *h, struct str token,
                            struct day today, int64_t now_ms, struct err *e)
{
    struct visitor v = {0};
    struct arena a = {0};
    struct account account;
    struct session s;
    enum err_code rc;
    bool found;
    *out = v;
    TRY(session_of_token(&s, &found, h, token, now_ms, e));
    if (!found || s.stage == SESSION_PASSWORD_GIVEN) goto out;
    TRY(account_of_worker(&account, &found, NULL, h->db, s.worker, e));
    if (!found || account.is_closed) goto out;
    v.worker = s.worker;
    v.session = s.id;
    memcpy(v.login, account.login, sizeof v.login);
    memcpy(v.name, account.name, sizeof v.name);
    v.has_second_factor = s.stage == SESSION_SECOND_FACTOR;
    v.is_second_factor_needed = account.needs_factor;
    TRY(add_membership(&v, &a, h->db, s.membership, today, e));
    if (now_ms - s.seen_at >= touch_after_ms) {
        rc = session_touch(h->db, s.hash, now_ms, e);
        if (rc == OK) s.seen_at = now_ms;
        /* a busy minute or a full disk is no reason to be logged out */
        if (rc == ERR_BUSY || rc == ERR_READ_ONLY || rc == ERR_DISK_FULL) rc = OK;
        if (rc != OK) goto out;
    }
    v.ends_at_ms = MIN_OF(s.seen_at + SESSION_IDLE_MS, s.expires_at);
    *out = v;
out:
    arena_dispose(&a);
    return rc;
}
