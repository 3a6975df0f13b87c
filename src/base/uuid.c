#include <errno.h>
#include <pthread.h> /* before banned.h, which poisons names that time.h declares */
#include <sys/random.h>

#include "base/uuid.h"

#include "base/clock.h"
#include "base/rng.h"

enum { COUNTER_BITS = 12, COUNTER_MAX = (1 << COUNTER_BITS) - 1 };

static struct uuid assemble(uint64_t ms, unsigned counter, uint64_t random)
{
    struct uuid u;
    for (int i = 0; i < 6; i++)
        u.b[i] = (uint8_t)(ms >> (40 - 8 * i));
    u.b[6] = (uint8_t)(0x70 | (counter >> 8));
    u.b[7] = (uint8_t)counter;
    for (int i = 0; i < 8; i++)
        u.b[8 + i] = (uint8_t)(random >> (56 - 8 * i));
    u.b[8] = (uint8_t)(0x80 | (u.b[8] & 0x3f));
    return u;
}

static void system_random(void *p, size_t n)
{
    char *at = p;
    while (n) {
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) bug("system randomness cannot be read");
        at += got;
        n -= (size_t)got;
    }
}

/* RFC 9562 section 6.2, method 1: the 12 bits after the milliseconds count within one
 * millisecond, from a random start in the lower half. When they run out, or the clock
 * steps back, the milliseconds used stay ahead of the clock. The other 62 bits are
 * drawn anew each time, so that two processes after a fork do not meet. */
struct uuid uuid7_next(struct uuid last, int64_t now_ms, const uint64_t random[2])
{
    uint64_t now = (uint64_t)MAX_OF(now_ms, (int64_t)0), ms = (uint64_t)uuid7_ms(last);
    unsigned counter = (unsigned)(last.b[6] & 15) << 8 | last.b[7];
    if (now <= ms && counter < COUNTER_MAX) return assemble(ms, counter + 1, random[0]);
    unsigned start = (unsigned)random[1] & (COUNTER_MAX >> 1);
    return assemble(now > ms ? now : ms + 1, start, random[0]);
}

static void draw(struct uuid *out, size_t n)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct uuid last;
    uint64_t random[UUID_DRAW_MOST][2];
    require(n <= UUID_DRAW_MOST);
    system_random(random, n * sizeof random[0]);
    pthread_mutex_lock(&lock);
    int64_t now = clock_now_ms();
    for (size_t i = 0; i < n; i++)
        out[i] = last = uuid7_next(last, now, random[i]);
    pthread_mutex_unlock(&lock);
}

struct uuid uuid7_new(void)
{
    struct uuid u;
    draw(&u, 1);
    return u;
}

struct uuid uuid7_from(struct uuid_stock *s)
{
    if (s->n == 0) {
        draw(s->ids, ARRAY_LEN(s->ids));
        s->n = ARRAY_LEN(s->ids);
    }
    return s->ids[ARRAY_LEN(s->ids) - s->n--];
}

struct uuid uuid7_at(int64_t unix_ms, struct rng *rng)
{
    require(unix_ms >= 0 && unix_ms < (int64_t)1 << 48);
    uint64_t a = rng_next(rng), b = rng_next(rng);
    return assemble((uint64_t)unix_ms, (unsigned)(a & COUNTER_MAX), b);
}

bool uuid_eq(struct uuid a, struct uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool uuid_is_nil(struct uuid a)
{
    return uuid_eq(a, (struct uuid){0});
}

int uuid_compare(struct uuid a, struct uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b);
}

int64_t uuid7_ms(struct uuid a)
{
    uint64_t ms = 0;
    for (int i = 0; i < 6; i++)
        ms = ms << 8 | a.b[i];
    return (int64_t)ms;
}

static bool hyphen_at(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

void uuid_text(char out[UUID_TEXT + 1], struct uuid a)
{
    static const char digits[] = "0123456789abcdef";
    size_t k = 0;
    for (size_t i = 0; i < UUID_TEXT; i++) {
        if (hyphen_at(i)) {
            out[i] = '-';
            continue;
        }
        out[i] = digits[k % 2 ? a.b[k / 2] & 15 : a.b[k / 2] >> 4];
        k++;
    }
    out[UUID_TEXT] = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum err_code uuid_parse(struct uuid *out, struct str text, struct err *e)
{
    *out = (struct uuid){0};
    if (text.n != UUID_TEXT)
        return err_set(e, ERR_INVALID, "expected an id of %d characters, found %zu",
                       UUID_TEXT, text.n);
    struct uuid u = {0};
    size_t k = 0;
    for (size_t i = 0; i < UUID_TEXT; i++) {
        int v = hyphen_at(i) ? 0 : hex_value(text.p[i]);
        if (v < 0 || (hyphen_at(i) && text.p[i] != '-'))
            return err_set(e, ERR_INVALID, "expected %s at character %zu of an id",
                           hyphen_at(i) ? "a hyphen" : "a hexadecimal digit", i + 1);
        if (hyphen_at(i)) continue;
        u.b[k / 2] = (uint8_t)(u.b[k / 2] << 4 | v);
        k++;
    }
    *out = u;
    return OK;
}
