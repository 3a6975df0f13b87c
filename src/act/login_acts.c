#include <pthread.h>

#include "act/login_acts.h"

#include <sodium.h>

#include "store/account_store.h"
#include "store/attempt_store.h"
#include "trust/password.h"
#include "trust/totp.h"

static const struct uuid nil = {{0}};
#define INVITATION_TOKEN S("invitation 1")

/* --- attempts --- */

/* One house in a process; a test may open several, one after the other. */
static pthread_mutex_t attempts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct attempts *attempts;
static uint8_t attempts_secret[ATTEMPTS_SECRET_BYTES];

/* The table of this house, with what was counted before this process began. */
static enum err_code open_attempts(const struct asking *a, struct err *e)
{
    uint8_t secret[VAULT_HASH_BYTES];
    struct attempts *fresh = NULL;
    enum err_code rc = OK;
    vault_derive(secret, a->house->vault, S("login attempts 1"));
    pthread_mutex_lock(&attempts_lock);
    if (attempts && memcmp(secret, attempts_secret, sizeof attempts_secret) == 0)
        goto out;
    fresh = attempts_new(ATTEMPT_PLACES, secret);
    TRY(attempt_load(fresh, a->house->db, e));
    attempts_free(attempts);
    attempts = fresh;
    fresh = NULL;
    memcpy(attempts_secret, secret, sizeof attempts_secret);
out:
    pthread_mutex_unlock(&attempts_lock);
    attempts_free(fresh);
    sodium_memzero(secret, sizeof secret);
    return rc;
}

static enum err_code keep_attempt(const struct asking *a, struct str login,
                                  struct str address, struct err *e)
{
    struct attempt_count counts[ATTEMPT_COUNTS];
    size_t n = attempts_take(counts, attempts, login, address);
    enum err_code rc = attempt_keep(a->house->db, counts, n, e);
    /* memory has it: a busy minute or a full disk is no reason to let nobody in */
    return rc == ERR_BUSY || rc == ERR_READ_ONLY || rc == ERR_DISK_FULL ? OK : rc;
}

enum err_code login_attempt(int64_t *wait_ms_out, const struct asking *a,
                            struct str login, struct str address, struct err *e)
{
    enum err_code rc;
    *wait_ms_out = 0;
    TRY(open_attempts(a, e));
    *wait_ms_out = attempts_begin(attempts, login, address, a->now_ms);
out:
    return rc;
}

enum err_code login_attempt_failed(const struct asking *a, struct str login,
                                   struct str address, struct err *e)
{
    return keep_attempt(a, login, address, e);
}

enum err_code login_attempt_succeeded(const struct asking *a, struct str login,
                                      struct str address, struct err *e)
{
    attempts_succeeded(attempts, login, address, a->now_ms);
    return keep_attempt(a, login, address, e);
}

/* --- sessions --- */

void device_words(char out[80], struct str agent)
{
    static const struct {
        const char *part, *name;
    } browsers[] = {{"Edg", "Edge"},
                    {"OPR", "Opera"},
                    {"SamsungBrowser", "Samsung Internet"},
                    {"Firefox", "Firefox"},
                    {"FxiOS", "Firefox"},
                    {"CriOS", "Chrome"},
                    {"Chrome", "Chrome"},
                    {"Safari", "Safari"},
                    {"curl", "curl"}},
      systems[] = {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
                   {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS", "macOS"},
                   {"Linux", "Linux"}};
    const char *browser = "", *system_name = "";
    for (size_t i = 0; i < ARRAY_LEN(browsers) && !browser[0]; i++)
        if (str_contains(agent, str_of(browsers[i].part))) browser = browsers[i].name;
    for (size_t i = 0; i < ARRAY_LEN(systems) && !system_name[0]; i++)
        if (str_contains(agent, str_of(systems[i].part))) system_name = systems[i].name;
    snprintf(out, 80, "%s%s%s", browser, browser[0] && system_name[0] ? ", " : "",
             system_name);
}

static bool covers(const struct membership_fact *m, struct day today)
{
    return m->from.v <= today.v && (day_is_none(m->to) || m->to.v >= today.v);
}

/* The only membership of today; nil when there are several, or none. */
static enum err_code only_membership(struct uuid *out, const struct asking *a,
                                     struct uuid worker, struct err *e)
{
    struct membership_view *list;
    size_t n, n_today = 0;
    *out = nil;
    enum err_code rc = membership_list(&list, &n, a->arena, a->house->db, worker, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (covers(&list[i].fact, a->today)) {
            *out = list[i].fact.id;
            n_today++;
        }
    if (n_today != 1) *out = nil;
    return rc;
}

enum err_code session_begin(const char **token_out, struct write *w,
                            const struct asking *a, const struct account *account,
                            enum session_stage stage, struct uuid membership,
                            struct str agent, struct err *e)
{
    struct session s = {.id = uuid7_new(),
                        .worker = account->worker,
                        .membership = membership,
                        .stage = stage,
                        .made_at = a->now_ms,
                        .seen_at = a->now_ms,
                        .expires_at = a->now_ms + SESSION_LONGEST_MS};
    struct token token;
    enum err_code rc = OK;
    if (stage == SESSION_PASSWORD_GIVEN)
        s.expires_at = a->now_ms + SESSION_HALF_MS;
    else if (uuid_is_nil(membership))
        TRY(only_membership(&s.membership, a, account->worker, e));
    device_words(s.device, agent);
    token_new(&token, a->house->vault, SESSION_TOKEN);
    memcpy(s.hash, token.hash, sizeof s.hash);
    TRY(session_put(w, &s, e));
    *token_out = arena_copy(a->arena, token.text, TOKEN_TEXT);
out:
    return rc;
}

static struct actor worker_actor(struct uuid worker)
{
    struct actor who;
    uuid_text(who.name, worker);
    return who;
}

/* Ends whatever session the browser had, also somebody else's on the same device. */
static enum err_code end_before(struct write *w, const struct asking *a,
                                struct str token, struct err *e)
{
    struct session old;
    bool found;
    enum err_code rc = session_of_token(&old, &found, a->house, token, a->now_ms, e);
    if (rc == OK && found) rc = session_end(w, old.worker, old.id, nil, e);
    return rc;
}

/* The account as the writer has it; *is_fine_out: open, with the same password, and the
 * code of this login not used in the meantime. */
static enum err_code still_fine(bool *is_fine_out, struct account *now, struct write *w,
                                const struct asking *a, const struct account *checked,
                                enum session_stage stage, struct err *e)
{
    bool found;
    enum err_code rc =
        account_of_worker(now, &found, a->arena, write_db(w), checked->worker, e);
    *is_fine_out =
        rc == OK && found && !now->is_closed &&
        strcmp(now->password, checked->password) == 0 &&
        (stage != SESSION_SECOND_FACTOR ||
         (now->totp_last < checked->totp_last && str_eq(now->totp, checked->totp)));
    return rc;
}

static enum err_code begin_after(struct login_result *out, const struct asking *a,
                                 const struct account *checked,
                                 enum session_stage stage,
                                 const struct login_origin *from, const char *act,
                                 struct err *e)
{
    struct actor who = worker_actor(checked->worker);
    struct account now;
    struct write *w = NULL;
    const char *token;
    bool is_fine;
    enum err_code rc;
    TRY(write_begin(&w, a->house->db, &who, act, "", e));
    TRY(still_fine(&is_fine, &now, w, a, checked, stage, e));
    if (!is_fine) goto out;
    TRY(end_before(w, a, from->token, e));
    if (stage == SESSION_SECOND_FACTOR) {
        now.totp_last = checked->totp_last;
        TRY(account_put(w, &now, e));
    }
    TRY(session_begin(&token, w, a, &now, stage, nil, from->agent, e));
    TRY(write_commit(&w, e));
    out->token = token;
    out->outcome = stage == SESSION_PASSWORD_GIVEN ? LOGIN_CODE : LOGIN_IN;
out:
    write_abandon(&w);
    return rc;
}

enum err_code login_with_password(struct login_result *out, const struct asking *a,
                                  struct str login, struct str password,
                                  const struct login_origin *from, struct err *e)
{
    struct account account;
    bool found;
    enum err_code rc;
    *out = (struct login_result){LOGIN_WRONG, 0, NULL};
    TRY(login_attempt(&out->wait_ms, a, login, from->address, e));
    if (out->wait_ms) {
        out->outcome = LOGIN_WAIT;
        goto out;
    }
    TRY(account_find(&account, &found, a->arena, a->house->db, login, e));
    /* worked out whether there is such a login or not, so that the time tells nothing
     */
    bool is_right = password_matches(found ? account.password : "", password);
    if (!is_right || account.is_closed) {
        rc = login_attempt_failed(a, login, from->address, e);
        goto out;
    }
    /* with a second factor the attempts are forgotten at its code, not before */
    if (!account.totp.n) TRY(login_attempt_succeeded(a, login, from->address, e));
    rc = begin_after(out, a, &account,
                     account.totp.n ? SESSION_PASSWORD_GIVEN : SESSION_COMPLETE, from,
                     account.totp.n ? "give password" : "log in", e);
out:
    return rc;
}

static enum err_code half_session(struct session *out, bool *found_out,
                                  const struct asking *a, struct str token,
                                  struct err *e)
{
    enum err_code rc = session_of_token(out, found_out, a->house, token, a->now_ms, e);
    if (rc == OK && out->stage != SESSION_PASSWORD_GIVEN) *found_out = false;
    return rc;
}

enum err_code login_is_half(bool *out, const struct asking *a, struct str token,
                            struct err *e)
{
    struct session s;
    return half_session(&s, out, a, token, e);
}

enum err_code login_with_code(struct login_result *out, const struct asking *a,
                              struct str code, const struct login_origin *from,
                              struct err *e)
{
    struct account account;
    struct session half;
    char attempt[UUID_TEXT + 6];
    bool found;
    enum err_code rc;
    *out = (struct login_result){LOGIN_WRONG, 0, NULL};
    TRY(half_session(&half, &found, a, from->token, e));
    if (!found) goto out;
    TRY(account_of_worker(&account, &found, a->arena, a->house->db, half.worker, e));
    if (!found || account.is_closed || !account.totp.n) goto out;
    memcpy(attempt, "code ", 5);
    uuid_text(attempt + 5, half.worker);
    TRY(login_attempt(&out->wait_ms, a, str_of(attempt), from->address, e));
    if (out->wait_ms) {
        out->outcome = LOGIN_WAIT;
        goto out;
    }
    if (!totp_check(&account.totp_last, account.totp, code, a->now_ms,
                    account.totp_last)) {
        rc = login_attempt_failed(a, str_of(attempt), from->address, e);
        goto out;
    }
    TRY(login_attempt_succeeded(a, str_of(attempt), from->address, e));
    TRY(login_attempt_succeeded(a, str_of(account.login), from->address, e));
    rc = begin_after(out, a, &account, SESSION_SECOND_FACTOR, from, "log in", e);
out:
    return rc;
}

enum err_code login_end(const struct asking *a, struct str token, struct err *e)
{
    struct session s;
    struct write *w = NULL;
    bool found;
    enum err_code rc;
    TRY(session_of_token(&s, &found, a->house, token, a->now_ms, e));
    if (!found) goto out;
    struct actor who = worker_actor(s.worker);
    TRY(write_begin(&w, a->house->db, &who, "log out", "", e));
    TRY(session_end(w, s.worker, s.id, nil, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code login_choose_role(const struct asking *a, struct str token,
                                struct uuid membership, struct err *e)
{
    struct membership_view *list;
    struct session s;
    struct write *w = NULL;
    struct actor who = worker_actor(a->visitor.worker);
    size_t n;
    bool found, is_ones_own = false;
    enum err_code rc;
    TRY(session_of_token(&s, &found, a->house, token, a->now_ms, e));
    TRY(membership_list(&list, &n, a->arena, a->house->db, a->visitor.worker, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].fact.id, membership) && covers(&list[i].fact, a->today))
            is_ones_own = true;
    if (!found || !uuid_eq(s.worker, a->visitor.worker) || !is_ones_own) {
        rc = err_set(e, ERR_DENIED, "not a role of this worker today");
        goto out;
    }
    s.membership = membership;
    s.seen_at = a->now_ms;
    TRY(write_begin(&w, a->house->db, &who, "choose role", "", e));
    TRY(session_put(w, &s, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- invitations --- */

enum err_code invitation_open(struct account *out, bool *found_out,
                              const struct asking *a, struct str token, struct err *e)
{
    struct token t;
    struct uuid worker;
    enum err_code rc = OK;
    *out = (struct account){0};
    *found_out = false;
    if (!token_read(&t, a->house->vault, INVITATION_TOKEN, token)) return OK;
    TRY(invitation_find(&worker, found_out, a->house->db, t.hash, a->now_ms, e));
    if (*found_out)
        TRY(account_of_worker(out, found_out, a->arena, a->house->db, worker, e));
    if (out->is_closed) *found_out = false;
out:
    return rc;
}

enum err_code invitation_accept(struct login_result *out, const struct asking *a,
                                struct str token, struct str password,
                                const struct login_origin *from, struct err *e)
{
    struct account account;
    struct write *w = NULL;
    struct token t;
    bool found;
    enum err_code rc;
    *out = (struct login_result){LOGIN_WRONG, 0, NULL};
    TRY(invitation_open(&account, &found, a, token, e));
    if (!found) goto out;
    token_read(&t, a->house->vault, INVITATION_TOKEN, token);
    TRY(password_hash(account.password, password, e));
    struct actor who = worker_actor(account.worker);
    TRY(write_begin(&w, a->house->db, &who, "accept invitation", "", e));
    rc = invitation_use(w, t.hash, e);
    if (rc == ERR_NOT_FOUND)
        rc = OK; /* somebody was first; the write is abandoned */
    else if (rc == OK) {
        TRY(account_put(w, &account, e));
        TRY(session_end(w, account.worker, nil, nil, e));
        TRY(end_before(w, a, from->token, e));
        TRY(session_begin(&out->token, w, a, &account, SESSION_COMPLETE, nil,
                          from->agent, e));
        TRY(write_commit(&w, e));
        out->outcome = LOGIN_IN;
    }
out:
    write_abandon(&w);
    if (rc != OK) out->token = NULL;
    return rc;
}
