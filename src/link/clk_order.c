/* Millions of pairs in order without room for a second copy: an in-place radix sort
 * from the most significant byte on (American flag sort; McIlroy, Bostic and McIlroy
 * 1993).
 *
 * Two different scores are at least 1 / 16384^2 apart, so a score with 31 binary places
 * tells them apart and equal ones have equal places. While sorting, common and sum of a
 * pair make room for it: 32 bits of score, 16 of each. */
#include "base/base.h"
#include "link/clk_compare.h"

enum { KEY_BYTES = 12, SMALL = 32 };

struct keyed {
    uint64_t rows;
    uint64_t score; /* falling scores count up; then common, then sum */
};
_Static_assert(sizeof(struct keyed) == sizeof(struct clk_pair), "sorted in place");
_Static_assert(CLK_BITS_MAX < 1 << 15, "common and sum take 16 bits each");

static struct keyed key_of(const struct clk_pair *p)
{
    uint64_t score = p->sum ? ((uint64_t)p->common << 32) / p->sum : 0;
    return (struct keyed){(uint64_t)p->a << 32 | p->b,
                          (((uint64_t)1 << 31) - score) << 32 |
                              (uint64_t)p->common << 16 | p->sum};
}

static struct clk_pair pair_of(const struct keyed *k)
{
    return (struct clk_pair){(uint32_t)(k->rows >> 32), (uint32_t)k->rows,
                             k->score >> 16 & 0xffff, k->score & 0xffff};
}

static bool comes_before(const struct keyed *x, const struct keyed *y)
{
    uint64_t u = x->score >> 32, v = y->score >> 32;
    return u != v ? u < v : x->rows < y->rows;
}

static unsigned byte_of(const struct keyed *k, unsigned byte)
{
    uint64_t part =
        byte < 4 ? k->score >> (8 * (7 - byte)) : k->rows >> (8 * (11 - byte));
    return (unsigned)(part & 255);
}

static void sort_small(struct keyed *key, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct keyed k = key[i];
        size_t j = i;
        for (; j && comes_before(&k, &key[j - 1]); j--)
            key[j] = key[j - 1];
        key[j] = k;
    }
}

static void sort_from(struct keyed *key, size_t n, unsigned byte)
{
    if (n <= SMALL) {
        sort_small(key, n);
        return;
    }
    size_t at[256], end[256], count[256] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++)
        count[byte_of(&key[i], byte)]++;
    for (unsigned v = 0; v < 256; v++) {
        at[v] = sum;
        sum += count[v];
        end[v] = sum;
    }
    for (unsigned v = 0; v < 256 && count[byte_of(key, byte)] < n; v++)
        while (at[v] < end[v]) {
            struct keyed k = key[at[v]];
            for (unsigned to = byte_of(&k, byte); to != v; to = byte_of(&k, byte)) {
                struct keyed other = key[at[to]];
                key[at[to]++] = k;
                k = other;
            }
            key[at[v]++] = k;
        }
    if (byte + 1 == KEY_BYTES) return;
    for (unsigned v = 0; v < 256; v++)
        if (count[v] > 1) sort_from(key + (end[v] - count[v]), count[v], byte + 1);
}

void clk_pairs_sort(struct clk_pair *pairs, size_t n)
{
    struct keyed *key = (struct keyed *)(void *)pairs;
    for (size_t i = 0; i < n; i++) {
        struct keyed k = key_of(&pairs[i]);
        memcpy(&pairs[i], &k, sizeof k);
    }
    sort_from(key, n, 0);
    for (size_t i = 0; i < n; i++) {
        struct clk_pair p = pair_of(&key[i]);
        memcpy(&key[i], &p, sizeof p);
    }
}
