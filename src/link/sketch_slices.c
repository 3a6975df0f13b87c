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

/* One counter of COUNTER_BITS planes for one lane; what it starts with is nothing. */
#define DEFINE_COUNT(name_, TARGET)                                                    \
    TARGET static inline void name_(uint64_t out[][BLOCK_WORDS],                       \
                                    const struct block *b, const struct block *next,   \
                                    const struct counting *q, int lane)                \
    {                                                                                  \
        const lanes none = {0};                                                        \
        lanes c[COUNTER_BITS + 3] = {{0}};                                             \
        for (int i = 0; i < q->n; i += 7) {                                            \
            lanes x[7];                                                                \
            for (int k = 0; k < 7; k++) {                                              \
                x[k] = none;                                                           \
                if (i + k >= q->n) continue;                                           \
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
        for (int p = 0; p < q->n_planes; p++)                                          \
            *(lanes *)&out[p][8 * lane] = c[p];                                        \
    }

/* The rows whose count is at least `from`. */
#define DEFINE_REACHES(name_, TARGET)                                                  \
    TARGET static inline void name_(lanes *out, uint64_t counter[][BLOCK_WORDS],       \
                                    int n_planes, int from, int lane)                  \
    {                                                                                  \
        lanes more = {0}, same = ~more;                                                \
        *out = same;                                                                   \
        if (from <= 0) return;                                                         \
        *out = more;                                                                   \
        if (from >> n_planes) return;                                                  \
        for (int p = n_planes - 1; p >= 0; p--) {                                      \
            lanes c = *(const lanes *)&counter[p][8 * lane];                           \
            if (from >> p & 1) {                                                       \
                same &= c;                                                             \
            } else {                                                                   \
                more |= same & c;                                                      \
                same &= ~c;                                                            \
            }                                                                          \
        }                                                                              \
        *out = more | same;                                                            \
    }

#define DEFINE_SLICES(name_, count_, reaches_, TARGET)                                 \
    DEFINE_COUNT(count_, TARGET)                                                       \
    DEFINE_REACHES(reaches_, TARGET)                                                   \
    TARGET static void name_(struct slice_counts *out, const struct block *b,          \
                             const struct block *next, const struct slice_plan *plan)  \
    {                                                                                  \
        for (int v = 0; v < BLOCK_LANES; v++) {                                        \
            lanes name, date, swapped, may_be = {0};                                   \
            lanes dated = *(const lanes *)&b->is_dated[8 * v];                         \
            count_(out->name, b, next, &plan->name, v);                                \
            count_(out->date, b, next, &plan->date, v);                                \
            count_(out->swapped, b, next, &plan->swapped, v);                          \
            for (int i = 0; i < plan->n_levels; i++) {                                 \
                const struct level *l = &plan->level[i];                               \
                reaches_(&name, out->name, plan->name.n_planes, l->from_name, v);      \
                reaches_(&date, out->date, plan->date.n_planes, l->from_date, v);      \
                reaches_(&swapped, out->swapped, plan->swapped.n_planes, l->from_date, \
                         v);                                                           \
                may_be |= name & (date | swapped);                                     \
            }                                                                          \
            if (plan->has_undated) {                                                   \
                reaches_(&name, out->name, plan->name.n_planes,                        \
                         plan->undated_from_name, v);                                  \
                may_be |= name & ~dated;                                               \
            }                                                                          \
            *(lanes *)&out->may_be[8 * v] =                                            \
                may_be & *(const lanes *)&b->is_used[8 * v];                           \
        }                                                                              \
    }

DEFINE_SLICES(slices_plain, count_plain, reaches_plain, )
#if defined(__x86_64__)
DEFINE_SLICES(slices_avx2, count_avx2, reaches_avx2, __attribute__((target("avx2"))))
DEFINE_SLICES(slices_avx512, count_avx512, reaches_avx512,
              __attribute__((target("avx512f"))))
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
