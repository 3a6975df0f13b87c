#include <pthread.h>

#include "trust/attempts.h"

#include <sodium.h>

enum { WAYS = 8 }; /* entries that may hold one key */

struct entry {
    uint64_t key; /* 0: empty */
    int64_t at;   /* of the last attempt */
    uint32_t n;   /* attempts then, halved since */
    bool is_known;
};
struct attempts {
    pthread_mutex_t lock;
    uint8_t secret[crypto_shorthash_KEYBYTES];
    size_t n_sets;
    struct entry *entries; /* n_sets times WAYS */
};

struct attempts *attempts_new(size_t n, const uint8_t secret[ATTEMPTS_SECRET_BYTES])
{
    _Static_assert(ATTEMPTS_SECRET_BYTES == crypto_shorthash_KEYBYTES,
                   "a secret of libsodium's short hash");
    if (sodium_init() < 0) bug("libsodium does not start");
    struct attempts *a = mem_alloc(sizeof *a);
    pthread_mutex_init(&a->lock, NULL);
    memcpy(a->secret, secret, sizeof a->secret);
    a->n_sets = MAX_OF(n / WAYS, (size_t)1);
    a->entries = mem_array(a->n_sets * WAYS, sizeof *a->entries);
    return a;
}

void attempts_free(struct attempts *a)
{
    if (!a) return;
    pthread_mutex_destroy(&a->lock);
    sodium_memzero(a->secret, sizeof a->secret);
    free(a->entries);
    free(a);
}

static uint64_t short_hash(const struct attempts *a, const void *p, size_t n)
{
    uint8_t out[crypto_shorthash_BYTES];
    uint64_t v;
    crypto_shorthash(out, p, n, a->secret);
    memcpy(&v, out, sizeof v);
    return v;
}

/* Of a login (without capitals), an address, or both: `kind` keeps them apart. */
static uint64_t key_of(const struct attempts *a, uint64_t kind, struct str login,
                       struct str address)
{
    char folded[64];
    uint64_t parts[3] = {kind, 0, 0};
    size_t n = MIN_OF(login.n, sizeof folded);
    for (size_t i = 0; i < n; i++) {
        char c = login.p[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (n) parts[1] = short_hash(a, folded, n);
    if (address.n) parts[2] = short_hash(a, address.p, address.n);
    uint64_t key = short_hash(a, parts, sizeof parts);
    return key ? key : 1;
}

static uint32_t count_now(const struct entry *e, int64_t now_ms)
{
    int64_t halves = now_ms > e->at ? (now_ms - e->at) / ATTEMPTS_HALF_LIFE_MS : 0;
    return halves > 31 ? 0 : e->n >> halves;
}

/* The entry of a key; a new one takes the place of the one that counts least. */
static struct entry *entry_of(struct attempts *a, uint64_t key, int64_t now_ms)
{
    struct entry *set = a->entries + key % a->n_sets * WAYS, *least = set;
    for (unsigned i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        uint32_t n = count_now(&set[i], now_ms), m = count_now(least, now_ms);
        if (!least->key) continue;
        if (!set[i].key || n < m || (n == m && set[i].at < least->at)) least = &set[i];
    }
    *least = (struct entry){.key = key, .at = now_ms};
    return least;
}

/* How long after `at` the next one may come, when n attempts were made. */
static int64_t wait_after(uint32_t n, uint32_t n_free)
{
    int64_t wait = ATTEMPTS_FIRST_WAIT_MS;
    if (n < n_free) return 0;
    for (uint32_t i = n_free; i < n && wait < ATTEMPTS_MOST_WAIT_MS; i++)
        wait *= 2;
    return MIN_OF(wait, ATTEMPTS_MOST_WAIT_MS);
}

static int64_t still_to_wait(const struct entry *e, uint32_t n_free, int64_t now_ms)
{
    int64_t until = e->at + wait_after(count_now(e, now_ms), n_free);
    return until > now_ms ? until - now_ms : 0;
}

static void count_one(struct entry *e, int64_t now_ms)
{
    e->n = MIN_OF(count_now(e, now_ms) + 1, UINT32_C(1) << 20);
    e->at = now_ms;
}

enum { OF_PAIR = 1, OF_LOGIN, OF_ADDRESS };

int64_t attempts_begin(struct attempts *a, struct str login, struct str address,
                       int64_t now_ms)
{
    pthread_mutex_lock(&a->lock);
    /* one at a time: making an entry may take the place of another of the same set */
    struct entry *e = entry_of(a, key_of(a, OF_LOGIN, login, STR_NONE), now_ms);
    bool is_attacked = count_now(e, now_ms) >= ATTEMPTS_ATTACK;
    e = entry_of(a, key_of(a, OF_ADDRESS, STR_NONE, address), now_ms);
    int64_t wait = still_to_wait(e, ATTEMPTS_ADDRESS_FREE, now_ms);
    e = entry_of(a, key_of(a, OF_PAIR, login, address), now_ms);
    uint32_t n_free =
        is_attacked && !e->is_known ? ATTEMPTS_FREE_UNDER_ATTACK : ATTEMPTS_FREE;
    int64_t of_pair = still_to_wait(e, n_free, now_ms);
    wait = MAX_OF(wait, of_pair);
    if (!wait) {
        count_one(e, now_ms);
        count_one(entry_of(a, key_of(a, OF_LOGIN, login, STR_NONE), now_ms), now_ms);
        count_one(entry_of(a, key_of(a, OF_ADDRESS, STR_NONE, address), now_ms),
                  now_ms);
    }
    pthread_mutex_unlock(&a->lock);
    return wait;
}

void attempts_succeeded(struct attempts *a, struct str login, struct str address,
                        int64_t now_ms)
{
    pthread_mutex_lock(&a->lock);
    struct entry *e = entry_of(a, key_of(a, OF_LOGIN, login, STR_NONE), now_ms);
    if (e->n) e->n--;
    e = entry_of(a, key_of(a, OF_ADDRESS, STR_NONE, address), now_ms);
    if (e->n) e->n--;
    e = entry_of(a, key_of(a, OF_PAIR, login, address), now_ms);
    e->n = 0;
    e->at = now_ms;
    e->is_known = true;
    pthread_mutex_unlock(&a->lock);
}

uint32_t attempts_places(const struct attempts *a)
{
    return (uint32_t)(a->n_sets * WAYS);
}

static const struct entry *entry_find(const struct attempts *a, uint64_t key)
{
    const struct entry *set = a->entries + key % a->n_sets * WAYS;
    for (unsigned i = 0; i < WAYS; i++)
        if (set[i].key == key) return &set[i];
    return NULL;
}

size_t attempts_take(struct attempt_count out[ATTEMPT_COUNTS], struct attempts *a,
                     struct str login, struct str address)
{
    size_t n = 0;
    pthread_mutex_lock(&a->lock);
    const uint64_t keys[ATTEMPT_COUNTS] = {key_of(a, OF_PAIR, login, address),
                                           key_of(a, OF_LOGIN, login, STR_NONE),
                                           key_of(a, OF_ADDRESS, STR_NONE, address)};
    for (unsigned i = 0; i < ATTEMPT_COUNTS; i++) {
        const struct entry *e = entry_find(a, keys[i]);
        if (e)
            out[n++] = (struct attempt_count){(uint32_t)(e - a->entries), e->key, e->at,
                                              e->n, e->is_known};
    }
    pthread_mutex_unlock(&a->lock);
    return n;
}

bool attempts_restore(struct attempts *a, const struct attempt_count *count)
{
    bool fits = count->key && count->place < attempts_places(a) &&
                count->place / WAYS == count->key % a->n_sets;
    if (!fits) return false;
    pthread_mutex_lock(&a->lock);
    a->entries[count->place] =
        (struct entry){count->key, count->at, count->n, count->is_known};
    pthread_mutex_unlock(&a->lock);
    return true;
}
