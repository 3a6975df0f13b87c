/* One bit for each character of the first text, so that a character of the second is
 * held against all of them at once. */
#include "link/text_alike.h"

static struct str cut(struct str s)
{
    return (struct str){s.p, MIN_OF(s.n, (size_t)TEXT_ALIKE_MAX)};
}

/* Where each byte stands in `a`: filled for the bytes of `a`, and emptied again by
 * places_clear, so that nobody pays for 256 of them. */
static _Thread_local uint64_t places[256];

static void places_set(struct str a)
{
    for (size_t i = 0; i < a.n; i++)
        places[(uint8_t)a.p[i]] |= (uint64_t)1 << i;
}

static void places_clear(struct str a)
{
    for (size_t i = 0; i < a.n; i++)
        places[(uint8_t)a.p[i]] = 0;
}

/* Bits from low to high, both included. */
static uint64_t window(size_t low, size_t high)
{
    return ~(uint64_t)0 >> (63 - high) & ~(uint64_t)0 << low;
}

static double jaro(struct str a, struct str b)
{
    uint64_t in_a = 0, in_b = 0;
    size_t longest = MAX_OF(a.n, b.n);
    size_t reach = longest >= 4 ? longest / 2 - 1 : 0;
    places_set(a);
    for (size_t j = 0; j < b.n; j++) {
        size_t low = j > reach ? j - reach : 0;
        if (low >= a.n) break;
        size_t high = MIN_OF(j + reach, a.n - 1);
        uint64_t free_places = places[(uint8_t)b.p[j]] & ~in_a & window(low, high);
        if (!free_places) continue;
        in_a |= free_places & (~free_places + 1);
        in_b |= (uint64_t)1 << j;
    }
    places_clear(a);
    unsigned common = (unsigned)__builtin_popcountll(in_a), moved = 0;
    if (!common) return 0;
    while (in_a) {
        moved += a.p[__builtin_ctzll(in_a)] != b.p[__builtin_ctzll(in_b)];
        in_a &= in_a - 1;
        in_b &= in_b - 1;
    }
    double c = common;
    return (c / (double)a.n + c / (double)b.n + (c - moved / 2) / c) / 3;
}

double text_jaro_winkler(struct str a, struct str b)
{
    a = cut(a);
    b = cut(b);
    if (!a.n || !b.n) return 0;
    double score = jaro(a, b);
    if (score <= 0.7) return score;
    size_t same = 0;
    while (same < 4 && same < a.n && same < b.n && a.p[same] == b.p[same])
        same++;
    return score + 0.1 * (double)same * (1 - score);
}

unsigned text_edits(struct str a, struct str b)
{
    a = cut(a);
    b = cut(b);
    if (!a.n || !b.n) return (unsigned)(a.n + b.n);
    uint64_t up = ~(uint64_t)0, down = 0, diagonal = 0, before = 0;
    uint64_t last = (uint64_t)1 << (a.n - 1);
    unsigned edits = (unsigned)a.n;
    places_set(a);
    for (size_t j = 0; j < b.n; j++) {
        uint64_t at = places[(uint8_t)b.p[j]];
        uint64_t swapped = ((~diagonal & at) << 1) & before;
        diagonal = (((at & up) + up) ^ up) | at | down | swapped;
        uint64_t right_up = down | ~(diagonal | up), right_down = up & diagonal;
        edits += (right_up & last) != 0;
        edits -= (right_down & last) != 0;
        right_up = right_up << 1 | 1;
        right_down <<= 1;
        up = right_down | ~(diagonal | right_up);
        down = right_up & diagonal;
        before = at;
    }
    places_clear(a);
    return edits;
}
