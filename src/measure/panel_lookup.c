/* A table of 256 bytes is four registers of 64: VBMI picks from two of them at a time,
 * by the low seven bits of a code, and the high bit chooses between the two picks. */
#include "measure/panel_lookup.h"
#include "measure/vectors.h"

bool panel_is_wide(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
    return false;
#endif
}

PANEL_LOOP void days_loop(uint8_t *restrict mask, const int32_t *restrict days,
                          size_t n, int32_t from, int32_t to)
{
    for (size_t i = 0; i < n; i++)
        mask[i] = (uint8_t)(mask[i] & (days[i] >= from) & (days[i] <= to));
}

PANEL_WIDE static void days_wide(uint8_t *mask, const int32_t *days, size_t n,
                                 int32_t from, int32_t to)
{
    days_loop(mask, days, n, from, to);
}

void days_keep(uint8_t *mask, const int32_t *days, size_t n, int32_t from, int32_t to)
{
    if (panel_is_wide())
        days_wide(mask, days, n, from, to);
    else
        days_loop(mask, days, n, from, to);
}

static void look_up_plain(uint8_t *restrict out, const uint8_t *restrict codes,
                          size_t n, const uint8_t *restrict table)
{
    for (size_t i = 0; i < n; i++)
        out[i] = table[codes[i]];
}

static void keep_plain(uint8_t *restrict mask, const uint8_t *restrict codes, size_t n,
                       const uint8_t *restrict table)
{
    for (size_t i = 0; i < n; i++)
        mask[i] &= table[codes[i]];
}

#if defined(__x86_64__)
#include <immintrin.h>

#define VBMI __attribute__((target("avx512f,avx512bw,avx512vbmi")))

struct table256 {
    __m512i part[4];
};

VBMI static inline __m512i pick(const struct table256 *t, __m512i codes)
{
    __m512i low = _mm512_permutex2var_epi8(t->part[0], codes, t->part[1]);
    __m512i high = _mm512_permutex2var_epi8(t->part[2], codes, t->part[3]);
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(codes), low, high);
}

VBMI static inline struct table256 load_table(const uint8_t *table)
{
    struct table256 t;
    for (unsigned i = 0; i < 4; i++)
        t.part[i] = _mm512_loadu_si512(table + 64 * i);
    return t;
}

VBMI static void look_up_vbmi(uint8_t *out, const uint8_t *codes, size_t n,
                              const uint8_t *table)
{
    const struct table256 t = load_table(table);
    size_t i = 0;
    for (; i + 64 <= n; i += 64)
        _mm512_storeu_si512(out + i, pick(&t, _mm512_loadu_si512(codes + i)));
    look_up_plain(out + i, codes + i, n - i, table);
}

VBMI static void keep_vbmi(uint8_t *mask, const uint8_t *codes, size_t n,
                           const uint8_t *table)
{
    const struct table256 t = load_table(table);
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        __m512i picked = pick(&t, _mm512_loadu_si512(codes + i));
        _mm512_storeu_si512(mask + i,
                            _mm512_and_si512(picked, _mm512_loadu_si512(mask + i)));
    }
    keep_plain(mask + i, codes + i, n - i, table);
}

static bool has_vbmi(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vbmi");
}
#endif

void codes_look_up(uint8_t *out, const uint8_t *codes, size_t n,
                   const uint8_t table[256])
{
#if defined(__x86_64__)
    if (n > 0 && has_vbmi()) { /* no codes: the arrays may be NULL */
        look_up_vbmi(out, codes, n, table);
        return;
    }
#endif
    look_up_plain(out, codes, n, table);
}

void codes_keep(uint8_t *mask, const uint8_t *codes, size_t n, const uint8_t table[256])
{
#if defined(__x86_64__)
    if (n > 0 && has_vbmi()) { /* no codes: the arrays may be NULL */
        keep_vbmi(mask, codes, n, table);
        return;
    }
#endif
    keep_plain(mask, codes, n, table);
}

/* Rows that count and are the first of their group to do so, 64 at a time. That a row
 * of the group has counted is carried from bit to bit by one addition: bit i of an
 * adder passes a carry on where the row after it stays in the group, and makes one
 * where the row itself counts. */
static unsigned firsts_of_groups(uint64_t *carry, uint64_t counts, uint64_t ends)
{
    uint64_t passes = ~ends, makes = counts & passes, sum, more;
    bool over = __builtin_add_overflow(passes, makes, &sum);
    over |= __builtin_add_overflow(sum, *carry, &more);
    uint64_t before = passes ^ makes ^ more; /* carries that came into each bit */
    *carry = over;
    return (unsigned)__builtin_popcountll(counts & ~before);
}

size_t groups_marked(const uint8_t *mask, const uint8_t *and, const uint8_t *begins,
                     size_t n)
{
    size_t groups = 0, at = 0;
    uint64_t carry = 0;
    /* ends are the begins one row on, so one row more than 64 is read */
    for (; at + 65 <= n; at += 64) {
        uint64_t counts = bits_of(mask + at);
        if (and) counts &= bits_of(and+at);
        groups += firsts_of_groups(&carry, counts, bits_of(begins + at + 1));
    }
    bool counted = carry != 0;
    for (; at < n; at++) {
        bool counts = mask[at] && (!and || and[at]);
        counted &= !begins[at];
        groups += counts && !counted;
        counted |= counts;
    }
    return groups;
}
