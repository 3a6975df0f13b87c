/* UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits, so
 * that ids sort by the moment they were made and may be made on a phone without
 * network. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/err.h"
#include "base/str.h"

struct rng;
struct uuid {
    uint8_t b[16];
};
enum { UUID_TEXT = 36 };

/* The id that follows `last` when the clock says `now_ms`: greater than it, whatever
 * the clock does. `random` gives the bits that are not counted. */
struct uuid uuid7_next(struct uuid last, int64_t now_ms, const uint64_t random[2]);
struct uuid uuid7_new(void); /* now, system randomness */
/* The same for who needs very many: drawn some at a time. {0} is an empty stock; it
 * serves one thread of one process. */
enum { UUID_DRAW_MOST = 64 };
struct uuid_stock {
    struct uuid ids[UUID_DRAW_MOST];
    size_t n; /* still there, at the end */
};
struct uuid uuid7_from(struct uuid_stock *s);
struct uuid uuid7_at(int64_t unix_ms, struct rng *rng); /* repeatable: demonstration */
bool uuid_eq(struct uuid a, struct uuid b);
bool uuid_is_nil(struct uuid a);
int uuid_compare(struct uuid a, struct uuid b);
int64_t uuid7_ms(struct uuid a);
void uuid_text(char out[UUID_TEXT + 1], struct uuid a); /* lower case, with hyphens */
/* Strict: 36 characters, hyphens in place, any case; anything else is ERR_INVALID. */
nodiscard enum err_code uuid_parse(struct uuid *out, struct str text, struct err *e);

#endif
