/* Upright counters: 512 rows at a time, seven bitmaps in one round. A full adder takes
 * three bits of one weight and gives one of that weight and one of the next; four of
 * them turn seven bits into a number of three, which is added to the counter. */
#include "link/sketch_index_int.h"

typedef uint64_t lanes __attribute__((vector_size(64), may_alias));

#define ADD3(sum, carry, a, b, c)                                                      \
    do {                                                                               \
        lanes u_ = (a) ^ (b), c_ = (c);                                                \
        (carry) = ((a) & (b)) | (u_ & c_);                                             \
        (sum) = u_ ^ c_;                                                               \
    } while (0)
#define PLANE(b, k, lane) (*(const lanes *)&(b)->bit[k][8 * (lane)])

/* Adds the bitmaps from `i` to `end` to a counter of COUNTER_BITS planes of one lane.
 */
#define DEFINE_COUNT(name_, TARGET)                                                    \
    TARGET static inline void name_(                                                   \
        lanes c[COUNTER_BITS + 3], const struct block *b, const struct block *next,    \
        const struct counting *q, int i, int end, int lane)                            \
    {                                                                                  \
        const lanes none = {0};                                                        \
        for (; i < end; i += COUNT_ROUND) {                                            \
            lanes x[COUNT_ROUND];                                                      \
            for (int k = 0; k < COUNT_ROUND; k++) {                                    \
                x[k] = none;                                                           \
                if (i + k >= end) continue;                                            \
                x[k] = PLANE(b, q->bit[i + k], lane);                                  \
                __builtin_prefetch(&next->bit[q->bit[i + k]][8 * lane]);               \
            }                                                                          \
            lanes s1, s2, s3, k1, k2, k3, two, four, carry, more, sum;                 \
            ADD3(s1, k1, x[0], x[1], x[2]);                                            \
            ADD3(s2, k2, s1, x[3], x[4]);                                              \
            ADD3(s3, k3, s2, x[5], x[6]);                                              \
            ADD3(two, four, k1, k2, k3);                                               \
            carry = c[0] & s3;                                                         \
            c[0] ^= s3;                                                                \
            ADD3(sum, more, c[1], two, carry);                                         \
            c[1] = sum;                                                                \
            ADD3(sum, carry, c[2], four, more);                                        \
            c[2] = sum;                                                                \
            for (int p = 3; p < q->n_planes; p++) {                                    \
                more = c[p] & carry;                                                   \
                c[p] ^= carry;                                                         \
                carry = more;                                                          \
            }                                                                          \
        }                                                                              \
    }

/* The rows whose count is at least `from`. */
#define DEFINE_REACHES(name_, TARGET)                                                  \
    TARGET static inline void name_(lanes *out, const lanes *counter, int n_planes,    \
                                    int from)                                          \
    {                                                                                  \
        lanes more = {0}, same = ~more;                                                \
        *out = same;                                                                   \
        if (from <= 0) return;                                                         \
        *out = more;                                                                   \
        if (from >> n_planes) return;                                                  \
        for (int p = n_planes - 1; p >= 0; p--) {                                      \
            lanes c = counter[p];                                                      \
            if (from >> p & 1) {                                                       \
                same &= c;                                                             \
            } else {                                                                   \
                more |= same & c;                                                      \
                same &= ~c;                                                            \
            }                                                                          \
        }                                                                              \
        *out = more | same;                                                            \
    }

/* The rows whose name has what the bar asks, when `slack` of its bits are not counted
 * yet. */
#define DEFINE_NAMED(name_, reaches_, TARGET)                                          \
    TARGET static inline void name_(lanes *out, const lanes *counter, int n_planes,    \
                                    const struct name_bar *bar, int slack,             \
                                    const struct block *b, int lane)                   \
    {                                                                                  \
        lanes shorter = {0}, some;                                                     \
        reaches_(out, counter, n_planes, bar->from - slack);                           \
        if (bar->n_short && bar->first_short)                                          \
            shorter = *(const lanes *)&b->is_short[bar->first_short - 1][8 * lane];    \
        for (int i = 0; i < bar->n_short; i++) {                                       \
            lanes is = *(const lanes *)&b->is_short[bar->first_short + i][8 * lane];   \
            reaches_(&some, counter, n_planes, bar->of_short[i] - slack);              \
            *out |= some & is & ~shorter;                                              \
            shorter = is;                                                              \
        }                                                                              \
    }

/* Of the rows in `among`, those that a bar lets through. */
#define DEFINE_PASSES(name_, reaches_, named_, TARGET)                                 \
    TARGET static inline void name_(                                                   \
        lanes *out, const lanes *name, const lanes *date, const lanes *swapped,        \
        const struct slice_plan *plan, const struct date_plan *d,                      \
        const struct bar *bar, const lanes *among, const struct block *b, int lane)    \
    {                                                                                  \
        lanes by_name, by_date, by_swapped, found = {0};                               \
        if (!bar->is_open) return;                                                     \
        for (int i = 0; i < bar->n_levels; i++) {                                      \
            const struct level *l = &bar->level[i];                                    \
            named_(&by_name, name, plan->name.n_planes, &l->name, 0, b, lane);         \
            reaches_(&by_date, date, d->date.n_planes, l->from_date);                  \
            reaches_(&by_swapped, swapped, d->swapped.n_planes, l->from_date);         \
            found |= by_name & (by_date | by_swapped);                                 \
        }                                                                              \
        if (bar->has_undated) {                                                        \
            named_(&by_name, name, plan->name.n_planes, &bar->undated, 0, b, lane);    \
            found |= by_name & ~*(const lanes *)&b->is_dated[8 * lane];                \
        }                                                                              \
        *out |= found & *among;                                                        \
    }

#define DEFINE_SLICES(name_, LEVEL, TARGET)                                            \
    DEFINE_COUNT(count_##LEVEL, TARGET)                                                \
    DEFINE_REACHES(reaches_##LEVEL, TARGET)                                            \
    DEFINE_NAMED(named_##LEVEL, reaches_##LEVEL, TARGET)                               \
    DEFINE_PASSES(passes_##LEVEL, reaches_##LEVEL, named_##LEVEL, TARGET)              \
    /* Can any row of the lane still be found, whatever its date? */                   \
    TARGET static inline bool is_alive_##LEVEL(                                        \
        const lanes *name, int slack, const struct slice_plan *plan,                   \
        const lanes *ours, const lanes *others, const struct block *b, int lane)       \
    {                                                                                  \
        lanes a = {0}, o = {0};                                                        \
        int n = plan->name.n_planes;                                                   \
        if (plan->has_ours)                                                            \
            named_##LEVEL(&a, name, n, &plan->least_ours, slack, b, lane);             \
        if (plan->has_others)                                                          \
            named_##LEVEL(&o, name, n, &plan->least_others, slack, b, lane);           \
        a = (a & *ours) | (o & *others);                                               \
        return a[0] | a[1] | a[2] | a[3] | a[4] | a[5] | a[6] | a[7];                  \
    }                                                                                  \
    TARGET static void name_(uint64_t out[BLOCK_WORDS], const struct block *b,         \
                             const struct block *next, const uint64_t *of_ours,        \
                             const struct slice_plan *plan)                            \
    {                                                                                  \
        const struct counting *q = &plan->name;                                        \
        for (int v = 0; v < BLOCK_LANES; v++) {                                        \
            lanes name[COUNTER_BITS + 3] = {{0}}, may_be = {0};                        \
            lanes used = *(const lanes *)&b->is_used[8 * v];                           \
            lanes ours = *(const lanes *)&of_ours[8 * v] & used;                       \
            lanes others = used & ~ours;                                               \
            int n = MIN_OF(q->n_first, q->n);                                          \
            count_##LEVEL(name, b, next, q, 0, n, v);                                  \
            bool is_alive =                                                            \
                is_alive_##LEVEL(name, q->n - n, plan, &ours, &others, b, v);          \
            while (is_alive && n < q->n) {                                             \
                int end = MIN_OF(n + COUNT_ROUND, q->n);                               \
                count_##LEVEL(name, b, next, q, n, end, v);                            \
                n = end;                                                               \
                is_alive =                                                             \
                    is_alive_##LEVEL(name, q->n - n, plan, &ours, &others, b, v);      \
            }                                                                          \
            if (!is_alive) continue;                                                   \
            for (int i = 0; i < plan->n_dates; i++) {                                  \
                const struct date_plan *d = &plan->date[i];                            \
                lanes date[COUNTER_BITS + 3] = {{0}},                                  \
                                          swapped[COUNTER_BITS + 3] = {{0}};           \
                count_##LEVEL(date, b, next, &d->date, 0, d->date.n, v);               \
                count_##LEVEL(swapped, b, next, &d->swapped, 0, d->swapped.n, v);      \
                passes_##LEVEL(&may_be, name, date, swapped, plan, d, &d->ours, &ours, \
                               b, v);                                                  \
                passes_##LEVEL(&may_be, name, date, swapped, plan, d, &d->others,      \
                               &others, b, v);                                         \
            }                                                                          \
            *(lanes *)&out[8 * v] |= may_be;                                           \
        }                                                                              \
    }

DEFINE_SLICES(slices_plain, plain, )
#if defined(__x86_64__)
DEFINE_SLICES(slices_avx2, avx2, __attribute__((target("avx2"))))
DEFINE_SLICES(slices_avx512, avx512, __attribute__((target("avx512f"))))
#endif

slice_function *slice_level(int level)
{
    if (level == 0) return slices_plain;
#if defined(__x86_64__)
    if (level == 1 && __builtin_cpu_supports("avx2")) return slices_avx2;
    if (level == 2 && __builtin_cpu_supports("avx512f")) return slices_avx512;
#endif
    return NULL;
}

slice_function *slice_best(void)
{
    slice_function *best = slices_plain;
    for (int i = 1; slice_level(i); i++)
        best = slice_level(i);
    return best;
}
