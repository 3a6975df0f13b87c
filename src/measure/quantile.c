#include "measure/quantile.h"

enum { FEW = 32, DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

static void sort_few(int32_t *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int32_t moving = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > moving; at--)
            values[at] = values[at - 1];
        values[at] = moving;
    }
}

/* The value at place k of the order, and how many are not above it. Of the values that
 * share the digits found so far, the next digit is counted. */
static int32_t value_at(size_t *up_to, const int32_t *values, size_t n, size_t k)
{
    uint32_t found = 0;
    size_t below = 0, same = 0;
    for (int shift = 32 - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
        size_t count[DIGITS] = {0};
        uint32_t known = shift + DIGIT_BITS == 32
                             ? 0
                             : ~UINT32_C(0) << (unsigned)(shift + DIGIT_BITS);
        for (size_t i = 0; i < n; i++)
            if (((uint32_t)values[i] & known) == found)
                count[(uint32_t)values[i] >> shift & (DIGITS - 1)]++;
        uint32_t digit = 0;
        while (below + count[digit] <= k)
            below += count[digit++];
        same = count[digit];
        found |= digit << shift;
    }
    *up_to = below + same;
    return (int32_t)found;
}

static int32_t next_above(const int32_t *values, size_t n, int32_t value)
{
    int32_t next = INT32_MAX;
    for (size_t i = 0; i < n; i++)
        if (values[i] > value) next = MIN_OF(next, values[i]);
    return next;
}

double days_quantile(int32_t *values, size_t n, double share)
{
    require(n > 0 && share >= 0 && share <= 1);
    double place = (double)(n - 1) * share;
    size_t k = (size_t)place;
    double fraction = place - (double)k;
    int32_t low, high;
    if (n <= FEW) {
        sort_few(values, n);
        low = values[k];
        high = values[MIN_OF(k + 1, n - 1)];
    } else {
        size_t up_to;
        low = value_at(&up_to, values, n, k);
        high = up_to > k + 1 || k + 1 >= n ? low : next_above(values, n, low);
    }
    return (double)low + fraction * (double)(high - low);
}

double days_mean(const int32_t *values, size_t n)
{
    int64_t sum = 0;
    require(n > 0);
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return (double)sum / (double)n;
}
