/* Accounts as who keeps the installation gives them, with the key at hand: the first
 * account of a house, roles that no manager may give, and help for who is locked out.
 * Written as actor "cli". */
#ifndef ACT_ACCOUNT_KEEP_H
#define ACT_ACCOUNT_KEEP_H

#include "act/open.h"
#include "store/account_list.h"

struct account_wish {
    struct str login, name, organisation; /* organisation: its code */
    /* when there is no such organisation it is made; empty: then ERR_NOT_FOUND */
    struct str organisation_name;
    uint8_t organisation_kind; /* organisation_kind */
    uint8_t role;              /* worker_role */
    struct day from, to;
    bool without_second_factor;
};
/* A worker, a role and an invitation (seven days), whose token is given; a worker who
 * is there already gets the role only, and *token_out is NULL. */
nodiscard enum err_code account_keep_add(const char **token_out, struct arena *arena,
                                         struct house *h,
                                         const struct account_wish *wish,
                                         int64_t now_ms, struct err *e);
/* Password and second factor are forgotten, sessions end, an invitation is made; an
 * account is made for a worker who has none. ERR_NOT_FOUND for no such login. */
nodiscard enum err_code account_keep_reset(const char **token_out, struct arena *arena,
                                           struct house *h, struct str login,
                                           int64_t now_ms, struct err *e);
nodiscard enum err_code account_keep_close(struct arena *arena, struct house *h,
                                           struct str login, bool is_closed,
                                           struct err *e);

#endif
