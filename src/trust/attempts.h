/* How fast somebody may guess. Nothing readable in it: logins and addresses are keyed
 * hashes. It works in memory; what it counted can be taken out and put back, so that a
 * restart forgives nobody.
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

enum { ATTEMPTS_SECRET_BYTES = 16 };
struct attempts;
/* Room for about `n` pairs; the ones least in use make place for new ones. With the
 * same n and secret what was taken out of one can be put into another. */
struct attempts *attempts_new(size_t n, const uint8_t secret[ATTEMPTS_SECRET_BYTES]);
void attempts_free(struct attempts *a); /* NULL is fine */
/* 0: go ahead, and this one is counted; else how many ms to wait. Any thread. */
int64_t attempts_begin(struct attempts *a, struct str login, struct str address,
                       int64_t now_ms);
/* The attempt that began was right: what was counted of this pair is forgotten, and the
 * address is known for this login. */
void attempts_succeeded(struct attempts *a, struct str login, struct str address,
                        int64_t now_ms);

/* One place of the table. */
struct attempt_count {
    uint32_t place; /* below attempts_places() */
    uint64_t key;   /* keyed hash */
    int64_t at;     /* of the last attempt */
    uint32_t n;     /* attempts then, halved with each rest before it */
    bool is_known;  /* got in from there */
};
enum { ATTEMPT_COUNTS = 3 }; /* of the pair, the login, the address */
uint32_t attempts_places(const struct attempts *a);
/* What stands now for an attempt that began; how many: those that count something. */
size_t attempts_take(struct attempt_count out[ATTEMPT_COUNTS], struct attempts *a,
                     struct str login, struct str address);
/* Puts one back. False, and nothing done, when it does not belong at its place. */
bool attempts_restore(struct attempts *a, const struct attempt_count *count);

#endif
