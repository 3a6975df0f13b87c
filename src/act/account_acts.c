#include "act/account_acts.h"

#include "domain/lists.h"
#include "store/worker_store.h"
#include "trust/password.h"
#include "trust/totp.h"

static const struct uuid nil = {{0}};
#define INVITATION_TOKEN S("invitation 1")

static enum err_code not_yours(struct err *e)
{
    return err_set(e, ERR_DENIED, "this account is not the visitor's to change");
}

/* --- one's own --- */

static enum err_code own_account(struct account *out, const struct asking *a,
                                 struct err *e)
{
    bool found;
    enum err_code rc =
        account_of_worker(out, &found, a->arena, a->house->db, a->visitor.worker, e);
    if (rc == OK && (!found || out->is_closed)) rc = not_yours(e);
    return rc;
}

/* What of one's account changes: the rest stays as the writer has it. */
struct own_change {
    const char *password; /* NULL: as it is */
    struct str totp;      /* with its step; empty: as it is */
    int64_t totp_last;
};

/* Every other session ended, this one under a new token. */
static enum err_code renew(const char **token_out, const struct asking *a,
                           const struct own_change *change, enum session_stage stage,
                           const struct login_origin *from, const char *act,
                           struct err *e)
{
    struct account account;
    struct write *w = NULL;
    const char *token;
    bool found;
    enum err_code rc;
    TRY(work_begin(&w, a, act, "", e));
    TRY(account_of_worker(&account, &found, a->arena, write_db(w), a->visitor.worker,
                          e));
    if (!found || account.is_closed || (change->totp.n && account.totp.n)) {
        rc = not_yours(e);
        goto out;
    }
    if (change->password)
        snprintf(account.password, sizeof account.password, "%s", change->password);
    if (change->totp.n) {
        account.totp = change->totp;
        account.totp_last = change->totp_last;
    }
    TRY(account_put(w, &account, e));
    TRY(session_end(w, account.worker, nil, nil, e));
    TRY(session_begin(&token, w, a, &account, stage, a->visitor.membership, from->agent,
                      e));
    TRY(work_commit(&w, a, e));
    *token_out = token;
out:
    write_abandon(&w);
    return rc;
}

static enum session_stage stage_of(const struct visitor *v)
{
    return v->has_second_factor ? SESSION_SECOND_FACTOR : SESSION_COMPLETE;
}

/* Is it the visitor's password? Only OWN_DONE goes on. */
static enum err_code know_again(struct own_result *out, struct account *account,
                                const struct asking *a, const struct own_proof *proof,
                                struct err *e)
{
    enum err_code rc;
    *out = (struct own_result){OWN_PASSWORD, 0, NULL};
    TRY(own_account(account, a, e));
    TRY(login_attempt(&out->wait_ms, a, str_of(account->login), proof->from.address,
                      e));
    if (out->wait_ms) {
        out->outcome = OWN_WAIT;
    } else if (password_matches(account->password, proof->password)) {
        TRY(login_attempt_succeeded(a, str_of(account->login), proof->from.address, e));
        out->outcome = OWN_DONE;
    } else {
        rc = login_attempt_failed(a, str_of(account->login), proof->from.address, e);
    }
out:
    return rc;
}

enum err_code password_change(struct own_result *out, const struct asking *a,
                              const struct own_proof *proof, struct str new_password,
                              struct err *e)
{
    struct account account;
    char hash[PASSWORD_HASH_TEXT];
    enum err_code rc;
    TRY(know_again(out, &account, a, proof, e));
    if (out->outcome != OWN_DONE) goto out;
    TRY(password_hash(hash, new_password, e));
    rc = renew(&out->token, a, &(struct own_change){.password = hash},
               stage_of(&a->visitor), &proof->from, "change password", e);
out:
    return rc;
}

enum err_code second_factor_set(struct own_result *out, const struct asking *a,
                                const struct own_proof *proof, struct str secret,
                                struct str code, struct err *e)
{
    struct account account;
    int64_t step;
    enum err_code rc;
    TRY(know_again(out, &account, a, proof, e));
    if (out->outcome != OWN_DONE) goto out;
    /* who has one gives it up with a code first: a stolen session cannot replace it */
    if (account.totp.n || !totp_check(&step, secret, code, a->now_ms, 0)) {
        out->outcome = OWN_CODE;
        goto out;
    }
    rc = renew(&out->token, a, &(struct own_change){.totp = secret, .totp_last = step},
               SESSION_SECOND_FACTOR, &proof->from, "set second factor", e);
out:
    return rc;
}

/* Does the code of the visitor's own app fit? */
static enum err_code check_code(struct own_result *out, struct account *account,
                                const struct asking *a, const struct own_proof *proof,
                                struct str code, struct err *e)
{
    struct str address = proof->from.address;
    char attempt[UUID_TEXT + 6];
    enum err_code rc;
    memcpy(attempt, "code ", 5);
    uuid_text(attempt + 5, account->worker);
    TRY(login_attempt(&out->wait_ms, a, str_of(attempt), address, e));
    if (out->wait_ms) {
        out->outcome = OWN_WAIT;
    } else if (totp_check(&account->totp_last, account->totp, code, a->now_ms,
                          account->totp_last)) {
        rc = login_attempt_succeeded(a, str_of(attempt), address, e);
    } else {
        out->outcome = OWN_CODE;
        rc = login_attempt_failed(a, str_of(attempt), address, e);
    }
out:
    return rc;
}

enum err_code second_factor_drop(struct own_result *out, const struct asking *a,
                                 const struct own_proof *proof, struct str code,
                                 struct err *e)
{
    struct account account;
    struct write *w = NULL;
    const char *token;
    bool found;
    enum err_code rc;
    TRY(know_again(out, &account, a, proof, e));
    if (out->outcome != OWN_DONE) goto out;
    if (account.needs_factor || !account.totp.n) {
        rc = err_set(e, ERR_DENIED, "the second factor is needed, or there is none");
        goto out;
    }
    TRY(check_code(out, &account, a, proof, code, e));
    if (out->outcome != OWN_DONE) goto out;
    int64_t step = account.totp_last;
    TRY(work_begin(&w, a, "drop second factor", "", e));
    TRY(account_of_worker(&account, &found, a->arena, write_db(w), a->visitor.worker,
                          e));
    if (!found || account.needs_factor || account.totp_last >= step) {
        rc = not_yours(e);
        goto out;
    }
    account.totp = STR_NONE;
    account.totp_last = step;
    TRY(account_put(w, &account, e));
    /* a session that says it had a code would go on saying so */
    TRY(session_end(w, account.worker, nil, nil, e));
    TRY(session_begin(&token, w, a, &account, SESSION_COMPLETE, a->visitor.membership,
                      proof->from.agent, e));
    TRY(work_commit(&w, a, e));
    out->token = token;
out:
    write_abandon(&w);
    return rc;
}

enum err_code sessions_end(struct own_result *out, const struct asking *a,
                           const struct own_proof *proof, struct uuid session,
                           struct err *e)
{
    struct account account;
    struct write *w = NULL;
    enum err_code rc;
    TRY(know_again(out, &account, a, proof, e));
    if (out->outcome != OWN_DONE) goto out;
    TRY(work_begin(&w, a, "end sessions", "", e));
    TRY(session_end(w, a->visitor.worker, session,
                    uuid_is_nil(session) ? a->visitor.session : nil, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- of the organisation --- */

static bool is_of(const struct account_row *r, struct organisation_id organisation)
{
    for (size_t i = 0; i < r->n_memberships; i++)
        if (uuid_eq(r->memberships[i].fact.organisation.u, organisation.u)) return true;
    return false;
}

/* Works nowhere else, and has no role that the visitor may not give. */
static bool may_change(const struct asking *a, const struct account_row *r)
{
    if (uuid_eq(r->worker, a->visitor.worker)) return false;
    for (size_t i = 0; i < r->n_memberships; i++) {
        const struct membership_fact *m = &r->memberships[i].fact;
        if (!day_is_none(m->to) && m->to.v < a->today.v) continue;
        if (!uuid_eq(m->organisation.u, a->visitor.organisation.u)) return false;
        if (!role_may_grant(a->visitor.role, (enum code_of_worker_role)m->role))
            return false;
    }
    return true;
}

enum err_code account_show(struct account_row *out, bool *may_change_out,
                           const struct asking *a, struct uuid worker, struct err *e)
{
    struct account_row *list;
    size_t n;
    enum err_code rc = OK;
    *may_change_out = false;
    if (!role_has(a->visitor.role, PERMISSION_ACCOUNTS)) return not_yours(e);
    TRY(account_list(&list, &n, a->arena, a->house->db, a->visitor.organisation, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].worker, worker) &&
            is_of(&list[i], a->visitor.organisation)) {
            *out = list[i];
            *may_change_out = may_change(a, out);
            return OK;
        }
    rc = err_set(e, ERR_NOT_FOUND, "no such account in this organisation");
out:
    return rc;
}

/* Begins a write on an account that the visitor may change, and reads it as the writer
 * has it. */
static enum err_code change_begin(struct write **out, struct account *account,
                                  const struct asking *a, struct uuid worker,
                                  const char *act, struct err *e)
{
    struct account_row row;
    struct write *w = NULL;
    bool may, found;
    enum err_code rc;
    *out = NULL;
    TRY(account_show(&row, &may, a, worker, e));
    if (!may) {
        rc = not_yours(e);
        goto out;
    }
    TRY(work_begin(&w, a, act, "", e));
    TRY(account_of_worker(account, &found, a->arena, write_db(w), worker, e));
    *out = w;
    w = NULL;
out:
    write_abandon(&w);
    return rc;
}

enum err_code invitation_token(const char **token_out, struct write *w,
                               const struct asking *a, struct uuid worker,
                               struct err *e)
{
    struct token t;
    token_new(&t, a->house->vault, INVITATION_TOKEN);
    *token_out = arena_copy(a->arena, t.text, TOKEN_TEXT);
    return invitation_add(w, t.hash, worker, a->now_ms + INVITATION_MS, e);
}

static enum err_code add_role(struct write *w, const struct asking *a, struct uuid id,
                              struct uuid worker, uint8_t role, struct day from,
                              struct day to, struct err *e)
{
    struct membership_fact m = {id, worker, a->visitor.organisation, role, from, to};
    return membership_add(w, &m, e);
}

enum err_code account_invite(struct uuid *worker_out, const char **token_out,
                             const struct asking *a, const struct newcomer *who,
                             struct err *e)
{
    struct worker_fact worker = {.id = a->form};
    struct account account = {0};
    struct write *w = NULL;
    bool found;
    enum err_code rc;
    *token_out = NULL;
    if (!role_has(a->visitor.role, PERMISSION_ACCOUNTS) ||
        !role_may_grant(a->visitor.role, (enum code_of_worker_role)who->role)) {
        rc = not_yours(e);
        goto out;
    }
    if (uuid_is_nil(worker.id)) worker.id = uuid7_new();
    snprintf(worker.login, sizeof worker.login, "%.*s", STR_ARG(who->login));
    snprintf(worker.name, sizeof worker.name, "%.*s", STR_ARG(who->name));
    TRY(work_begin(&w, a, "invite worker", "", e));
    TRY(account_find(&account, &found, NULL, write_db(w), who->login, e));
    if (found || !uuid_is_nil(account.worker)) {
        rc = err_set(e, ERR_EXISTS, "there is a worker with this login");
        goto out;
    }
    account = (struct account){
        .worker = worker.id,
        .needs_factor = role_needs_second_factor((enum code_of_worker_role)who->role)};
    TRY(worker_add(w, &worker, e));
    TRY(add_role(w, a, uuid7_new(), worker.id, who->role, who->from, who->to, e));
    TRY(account_put(w, &account, e));
    TRY(invitation_token(token_out, w, a, worker.id, e));
    TRY(work_commit(&w, a, e));
    *worker_out = worker.id;
out:
    write_abandon(&w);
    return rc;
}

enum err_code account_reset(const char **token_out, const struct asking *a,
                            struct uuid worker, struct err *e)
{
    struct account account;
    struct write *w = NULL;
    enum err_code rc;
    *token_out = NULL;
    TRY(change_begin(&w, &account, a, worker, "reset account", e));
    account.password[0] = '\0';
    account.totp = STR_NONE;
    account.totp_last = 0;
    TRY(account_put(w, &account, e));
    TRY(session_end(w, worker, nil, nil, e));
    TRY(invitation_token(token_out, w, a, worker, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code account_close(const struct asking *a, struct uuid worker, bool is_closed,
                            struct err *e)
{
    struct account account;
    struct write *w = NULL;
    enum err_code rc;
    TRY(change_begin(&w, &account, a, worker,
                     is_closed ? "close account" : "open account", e));
    account.is_closed = is_closed;
    TRY(account_put(w, &account, e));
    if (is_closed) TRY(session_end(w, worker, nil, nil, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code role_give(const struct asking *a, struct uuid worker, uint8_t role,
                        struct day from, struct day to, struct err *e)
{
    struct account_row row;
    struct account account;
    struct write *w = NULL;
    bool may, found;
    enum err_code rc;
    TRY(account_show(&row, &may, a, worker, e));
    if (uuid_eq(worker, a->visitor.worker) ||
        !role_may_grant(a->visitor.role, (enum code_of_worker_role)role)) {
        rc = not_yours(e);
        goto out;
    }
    TRY(work_begin(&w, a, "give role", "", e));
    TRY(account_of_worker(&account, &found, a->arena, write_db(w), worker, e));
    TRY(add_role(w, a, uuid_is_nil(a->form) ? uuid7_new() : a->form, worker, role, from,
                 to, e));
    if (role_needs_second_factor((enum code_of_worker_role)role) &&
        !account.needs_factor) {
        account.needs_factor = true;
        TRY(account_put(w, &account, e));
    }
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code role_end(const struct asking *a, struct uuid worker,
                       struct uuid membership, struct day last, struct err *e)
{
    struct account_row row;
    struct write *w = NULL;
    const struct membership_fact *m = NULL;
    bool may;
    enum err_code rc;
    TRY(account_show(&row, &may, a, worker, e));
    for (size_t i = 0; i < row.n_memberships; i++)
        if (uuid_eq(row.memberships[i].fact.id, membership))
            m = &row.memberships[i].fact;
    if (!m || !uuid_eq(m->organisation.u, a->visitor.organisation.u)) {
        rc = err_set(e, ERR_NOT_FOUND, "no such role in this organisation");
        goto out;
    }
    if (uuid_eq(worker, a->visitor.worker) ||
        !role_may_grant(a->visitor.role, (enum code_of_worker_role)m->role)) {
        rc = not_yours(e);
        goto out;
    }
    TRY(work_begin(&w, a, "end role", "", e));
    TRY(fact_retract(w, NOUN_MEMBERSHIP, (struct person_id){nil}, membership, e));
    if (last.v >= m->from.v)
        TRY(add_role(w, a, uuid_is_nil(a->form) ? uuid7_new() : a->form, worker,
                     m->role, m->from, last, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
