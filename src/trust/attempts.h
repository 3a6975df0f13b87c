/* How fast somebody may guess. In memory, and nothing readable in it: logins and
 * addresses are keyed hashes with a key of this process.
 *
 * What is counted is a login from one address. Five attempts are free; after that each
 * costs a wait that doubles, from 15 seconds to 15 minutes. Counts halve every 15
 * minutes of rest. One address that fails for many logins waits too, after fifty.
 * Nobody can lock somebody else out: failures elsewhere never close a login, but when a
 * login failed thirty times from everywhere, an address that never got in has one free
 * attempt instead of five. An attempt counts when it begins, so that many at the same
 * moment do not slip through. */
#ifndef TRUST_ATTEMPTS_H
#define TRUST_ATTEMPTS_H

#include "base/str.h"

enum {
    ATTEMPTS_FREE = 5,
    ATTEMPTS_FREE_UNDER_ATTACK = 1,
    ATTEMPTS_ATTACK = 30,      /* of one login, from everywhere */
    ATTEMPTS_ADDRESS_FREE = 50 /* of one address, for all logins */
};
#define ATTEMPTS_FIRST_WAIT_MS INT64_C(15000)
#define ATTEMPTS_MOST_WAIT_MS  INT64_C(900000)
#define ATTEMPTS_HALF_LIFE_MS  INT64_C(900000)

struct attempts;
/* Room for about `n` pairs; the ones least in use make place for new ones. */
struct attempts *attempts_new(size_t n);
void attempts_free(struct attempts *a); /* NULL is fine */
/* 0: go ahead, and this one is counted; else how many ms to wait. Any thread. */
int64_t attempts_begin(struct attempts *a, struct str login, struct str address,
                       int64_t now_ms);
/* The attempt that began was right: what was counted of this pair is forgotten, and the
 * address is known for this login. */
void attempts_succeeded(struct attempts *a, struct str login, struct str address,
                        int64_t now_ms);

#endif
