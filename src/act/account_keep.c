#include "act/account_keep.h"

#include "act/account_acts.h"
#include "domain/lists.h"
#include "store/programme_store.h"
#include "store/worker_store.h"

static const struct actor command_line = {"cli"};
static const struct uuid nil = {{0}};

/* Its secret is opened, to be put back as it was. */
static enum err_code worker_of_login(struct account *out, bool *has_account,
                                     struct arena *arena, struct house *h,
                                     struct str login, struct err *e)
{
    enum err_code rc = account_find(out, has_account, arena, h->db, login, e);
    if (rc == OK && uuid_is_nil(out->worker)) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no worker with this login");
        err_hint(e, "vindplaats account list shows the logins");
    }
    return rc;
}

static enum err_code organisation_of(struct organisation_id *out, struct write *w,
                                     struct house *h, const struct account_wish *wish,
                                     struct err *e)
{
    struct organisation_fact f;
    bool found;
    enum err_code rc;
    TRY(organisation_find(&f, &found, h->db, wish->organisation, e));
    if (!found && !wish->organisation_name.n) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no organisation with this code");
        err_hint(e, "make it with --organisation-name NAME --organisation-kind CODE");
        goto out;
    }
    if (!found) {
        f = (struct organisation_fact){.id = {uuid7_new()},
                                       .kind = wish->organisation_kind,
                                       .former_kind = CODE_MISSING};
        snprintf(f.code, sizeof f.code, "%.*s", STR_ARG(wish->organisation));
        snprintf(f.name, sizeof f.name, "%.*s", STR_ARG(wish->organisation_name));
        TRY(organisation_add(w, &f, e));
    }
    *out = f.id;
out:
    return rc;
}

static enum err_code add_newcomer(struct account *account, struct write *w,
                                  const struct account_wish *wish, struct err *e)
{
    struct worker_fact worker = {.id = uuid7_new()};
    enum err_code rc;
    snprintf(worker.login, sizeof worker.login, "%.*s", STR_ARG(wish->login));
    snprintf(worker.name, sizeof worker.name, "%.*s", STR_ARG(wish->name));
    if (!worker.login[0] || !worker.name[0] || wish->login.n >= sizeof worker.login ||
        wish->name.n >= sizeof worker.name) {
        rc = err_set(e, ERR_INVALID, "expected a login and a name of that worker");
        err_hint(e, "give the name with --name");
        goto out;
    }
    TRY(worker_add(w, &worker, e));
    *account = (struct account){.worker = worker.id};
out:
    return rc;
}

enum err_code account_keep_add(const char **token_out, struct arena *arena,
                               struct house *h, const struct account_wish *wish,
                               int64_t now_ms, struct err *e)
{
    struct asking a = {.arena = arena, .house = h, .now_ms = now_ms};
    struct membership_fact m = {
        .id = uuid7_new(), .role = wish->role, .from = wish->from, .to = wish->to};
    struct account account;
    struct write *w = NULL;
    bool has_account, is_new;
    enum err_code rc;
    *token_out = NULL;
    TRY(write_begin(&w, h->db, &command_line, "add account", "", e));
    TRY(account_find(&account, &has_account, arena, h->db, wish->login, e));
    is_new = uuid_is_nil(account.worker);
    if (is_new) TRY(add_newcomer(&account, w, wish, e));
    TRY(organisation_of(&m.organisation, w, h, wish, e));
    m.worker = account.worker;
    TRY(membership_add(w, &m, e));
    if (role_needs_second_factor((enum code_of_worker_role)wish->role) &&
        !wish->without_second_factor)
        account.needs_factor = true;
    TRY(account_put(w, &account, e));
    if (!has_account) TRY(invitation_token(token_out, w, &a, account.worker, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code account_keep_reset(const char **token_out, struct arena *arena,
                                 struct house *h, struct str login, int64_t now_ms,
                                 struct err *e)
{
    struct asking a = {.arena = arena, .house = h, .now_ms = now_ms};
    struct account account;
    struct write *w = NULL;
    bool has_account;
    enum err_code rc;
    *token_out = NULL;
    TRY(worker_of_login(&account, &has_account, arena, h, login, e));
    if (!has_account) account.needs_factor = true;
    account.password[0] = '\0';
    account.totp = STR_NONE;
    account.totp_last = 0;
    TRY(write_begin(&w, h->db, &command_line, "reset account", "", e));
    TRY(account_put(w, &account, e));
    TRY(session_end(w, account.worker, nil, nil, e));
    TRY(invitation_token(token_out, w, &a, account.worker, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code account_keep_close(struct arena *arena, struct house *h, struct str login,
                                 bool is_closed, struct err *e)
{
    struct account account;
    struct write *w = NULL;
    bool has_account;
    enum err_code rc;
    TRY(worker_of_login(&account, &has_account, arena, h, login, e));
    account.is_closed = is_closed;
    TRY(write_begin(&w, h->db, &command_line,
                    is_closed ? "close account" : "open account", "", e));
    TRY(account_put(w, &account, e));
    if (is_closed) TRY(session_end(w, account.worker, nil, nil, e));
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}
