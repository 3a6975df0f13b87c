/* A sketch is two lines of cache, and looked at once: for each, eight words of names
 * and four of the date are counted, and what cannot reach the worst of the best so far
 * is let go. Only findings are looked at part by part. */
#include "link/sketch_search_int.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_LEVELS 1
#endif

enum { WORDS = SKETCH_WORDS };

/* Shares that unlike names and dates have by chance: a quarter of the pairs of letters
 * and their bits, half of the digits. */
static const double name_by_chance = SKETCH_NAME_BY_CHANCE;
static const double date_by_chance = SKETCH_DATE_BY_CHANCE;
static const double name_weight = SKETCH_NAME_WEIGHT, date_weight = SKETCH_DATE_WEIGHT;
static const double contained = SKETCH_CONTAINED;
static const double near_share = 0.6; /* of the bits of a name */
static const double near_digits = SKETCH_NEAR_DIGITS;

static uint32_t bits_of(const uint64_t *words)
{
    uint32_t n = 0;
    for (int i = 0; i < WORDS; i++)
        n += (uint32_t)__builtin_popcountll(words[i]);
    return n;
}

void sketch_query_words(struct query_words *out, const struct sketch_query *q)
{
    *out = (struct query_words){.has_name = q->has_name, .has_date = q->has_date};
    if (q->has_name) memcpy(out->name, q->name, sizeof out->name);
    if (q->has_date) memcpy(out->date, q->date, sizeof out->date);
    if (q->has_date && q->has_swapped)
        memcpy(out->swapped, q->swapped, sizeof out->swapped);
    out->name_bits = bits_of(out->name);
    out->date_bits = bits_of(out->date);
    out->swapped_bits = bits_of(out->swapped);
    for (int n = 1; n <= PERSON_SKETCH_BITS; n++)
        out->one_of[n] = 1.0f / (float)n;
    out->has_name &= out->name_bits > 0;
    out->has_date &= out->date_bits > 0;
}

/* The bytes of a sketch as words; the order of bytes in a word does not matter. */
static inline void words_at(uint64_t out[N_SKETCH_PARTS][WORDS],
                            const struct person_sketch *s)
{
    memcpy(out, s->part, sizeof s->part);
}

#define DEFINE_SHARED(name_, TARGET)                                                   \
    TARGET static void name_(struct shared *out, const struct person_sketch *sketch,   \
                             size_t n, const struct query_words *q)                    \
    {                                                                                  \
        for (size_t k = 0; k < n; k++) {                                               \
            uint64_t part[N_SKETCH_PARTS][WORDS];                                      \
            struct shared c = {0};                                                     \
            words_at(part, &sketch[k]);                                                \
            for (int i = 0; i < WORDS; i++) {                                          \
                uint64_t names = part[SKETCH_GIVEN_NAME][i] |                          \
                                 part[SKETCH_FAMILY_NAME][i] |                         \
                                 part[SKETCH_BIRTH_NAME][i];                           \
                uint64_t date = part[SKETCH_BIRTH_DATE][i];                            \
                c.name += (uint32_t)__builtin_popcountll(names & q->name[i]);          \
                c.name_of_file += (uint32_t)__builtin_popcountll(names);               \
                c.date += (uint32_t)__builtin_popcountll(date & q->date[i]);           \
                c.swapped += (uint32_t)__builtin_popcountll(date & q->swapped[i]);     \
                c.date_of_file += (uint32_t)__builtin_popcountll(date);                \
            }                                                                          \
            out[k] = c;                                                                \
        }                                                                              \
    }
DEFINE_SHARED(shared_plain, )
#if HAS_LEVELS
DEFINE_SHARED(shared_popcnt, __attribute__((target("popcnt"))))

__attribute__((target("avx512f,avx512vl,avx512vpopcntdq"))) static inline uint32_t
sum_of(__m256i counts)
{
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(counts),
                                _mm256_extracti128_si256(counts, 1));
    return (uint32_t)(_mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1));
}

__attribute__((target("avx512f,avx512vl,avx512vpopcntdq"))) static void shared_avx512(
    struct shared *out, const struct person_sketch *sketch, size_t n,
    const struct query_words *q)
{
    __m256i name = _mm256_loadu_si256((const __m256i *)q->name),
            date = _mm256_loadu_si256((const __m256i *)q->date),
            swapped = _mm256_loadu_si256((const __m256i *)q->swapped);
#define PART(k, p) _mm256_loadu_si256((const __m256i *)sketch[k].part[p])
#define COUNT(v)   sum_of(_mm256_popcnt_epi64(v))
    for (size_t k = 0; k < n; k++) {
        __m256i names = _mm256_or_si256(
            PART(k, SKETCH_GIVEN_NAME),
            _mm256_or_si256(PART(k, SKETCH_FAMILY_NAME), PART(k, SKETCH_BIRTH_NAME)));
        __m256i born = PART(k, SKETCH_BIRTH_DATE);
        out[k] = (struct shared){.name = COUNT(_mm256_and_si256(names, name)),
                                 .name_of_file = COUNT(names),
                                 .date = COUNT(_mm256_and_si256(born, date)),
                                 .swapped = COUNT(_mm256_and_si256(born, swapped)),
                                 .date_of_file = COUNT(born)};
    }
#undef PART
#undef COUNT
}
#endif

static shared_function *level_of(enum sketch_kernel kernel)
{
#if HAS_LEVELS
    bool avx512 = __builtin_cpu_supports("avx512f") &&
                  __builtin_cpu_supports("avx512vl") &&
                  __builtin_cpu_supports("avx512vpopcntdq");
    if (avx512 && (kernel == SKETCH_KERNEL_BEST || kernel == SKETCH_KERNEL_AVX512))
        return shared_avx512;
    if (__builtin_cpu_supports("popcnt") && kernel != SKETCH_KERNEL_PLAIN &&
        kernel != SKETCH_KERNEL_AVX512)
        return shared_popcnt;
    if (kernel == SKETCH_KERNEL_AVX512) return NULL;
#endif
    return kernel == SKETCH_KERNEL_PLAIN || kernel == SKETCH_KERNEL_BEST ? shared_plain
                                                                         : NULL;
}

shared_function *sketch_shared_best(void)
{
    return level_of(SKETCH_KERNEL_BEST);
}

bool sketch_kernel_is_here(enum sketch_kernel kernel)
{
    return level_of(kernel) != NULL;
}

/* --- likeness --- */

static double beyond(double share, double by_chance)
{
    return share <= by_chance ? 0 : (share - by_chance) / (1 - by_chance);
}

static double name_likeness(const struct shared *c, const struct query_words *q)
{
    double share = c->name / q->name_bits;
    if (2 * c->name_of_file >= q->name_bits) {
        double of_file = contained * c->name / c->name_of_file;
        share = MAX_OF(share, of_file);
    }
    return beyond(share, name_by_chance);
}

static double date_share(const struct shared *c, const struct query_words *q)
{
    double share = c->date / q->date_bits;
    if (q->swapped_bits > 0) {
        /* exchanged is a slip of the pen, not the same */
        double other = contained * c->swapped / q->swapped_bits;
        share = MAX_OF(share, other);
    }
    return share;
}

double sketch_likeness(const struct shared *c, const struct query_words *q)
{
    double date = c->date_of_file == 0 ? 0.5 : 0;
    if (q->has_date && c->date_of_file) date = beyond(date_share(c, q), date_by_chance);
    if (!q->has_date) return name_likeness(c, q);
    if (!q->has_name)
        return c->date_of_file && date_share(c, q) >= near_digits ? date : 0;
    return name_weight * name_likeness(c, q) + date_weight * date;
}

/* Not less than the likeness, without a division: most sketches end here. */
static inline float likeness_at_most(const struct shared *c,
                                     const struct query_words *q, float one_of_name,
                                     float one_of_date)
{
    float name = (float)c->name * one_of_name;
    float of_file = (float)c->name * q->one_of[c->name_of_file];
    float date = (float)MAX_OF(c->date, c->swapped) * one_of_date;
    name = MAX_OF(name, of_file) - (float)name_by_chance;
    date = c->date_of_file ? (date - (float)date_by_chance) * 2 : 0.5f;
    name = MAX_OF(name, 0.0f) * (1 / (1 - (float)name_by_chance));
    date = MAX_OF(date, 0.0f);
    if (!q->has_date) return name;
    if (!q->has_name) return date;
    return (float)name_weight * name + (float)date_weight * date;
}

/* --- findings --- */

static bool is_better(const struct sketch_finding *a, const struct sketch_finding *b)
{
    if (a->likeness != b->likeness) return a->likeness > b->likeness;
    return a->row < b->row;
}

/* A heap with the worst on top, so that it is the one that goes. */
static void heap_down(struct sketch_finding *heap, size_t n)
{
    struct sketch_finding moving = heap[0];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && is_better(&heap[child], &heap[child + 1])) child++;
        if (is_better(&heap[child], &moving)) break;
        heap[at] = heap[child];
    }
    heap[at] = moving;
}

static void heap_push(struct sketch_finding *heap, size_t *n,
                      struct sketch_finding found)
{
    size_t at = (*n)++;
    while (at > 0 && is_better(&heap[(at - 1) / 2], &found)) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = found;
}

static int compare_findings(const void *x, const void *y)
{
    const struct sketch_finding *a = x, *b = y;
    return is_better(b, a) - is_better(a, b);
}

static uint8_t name_agreement(const uint64_t *part, const struct query_words *q)
{
    uint64_t both[WORDS];
    double bits = bits_of(part);
    if (!q->has_name) return PART_NOT_ASKED;
    if (bits == 0) return PART_UNKNOWN;
    for (int i = 0; i < WORDS; i++)
        both[i] = part[i] & q->name[i];
    double share = bits_of(both) / bits;
    return share == 1 ? PART_SAME : share >= near_share ? PART_NEAR : PART_DIFFERENT;
}

void sketch_tell_parts(struct sketch_finding *f, const struct person_sketch *sketch,
                       const struct query_words *q)
{
    uint64_t part[N_SKETCH_PARTS][WORDS];
    struct shared c;
    words_at(part, sketch);
    shared_plain(&c, sketch, 1, q);
    for (int i = SKETCH_GIVEN_NAME; i <= SKETCH_BIRTH_NAME; i++)
        f->agrees[i] = name_agreement(part[i], q);
    uint8_t date = PART_NOT_ASKED;
    if (q->has_date)
        date = c.date_of_file == 0                ? PART_UNKNOWN
               : c.date >= q->date_bits           ? PART_SAME
               : date_share(&c, q) >= near_digits ? PART_NEAR
                                                  : PART_DIFFERENT;
    f->agrees[SKETCH_BIRTH_DATE] = date;
}

size_t sketch_search(struct sketch_finding *out, size_t limit,
                     const struct person_sketch *sketches, size_t n,
                     const struct sketch_query *q, double least,
                     enum sketch_kernel kernel)
{
    enum { BLOCK = 256 };
    const float slack = 1e-3f; /* of rounding */
    struct shared counts[BLOCK];
    struct query_words words;
    shared_function *shared = level_of(kernel);
    size_t found = 0;
    sketch_query_words(&words, q);
    require(shared && limit <= SKETCH_FINDINGS_MAX);
    if (limit == 0 || (!words.has_name && !words.has_date)) return 0;
    float bar = (float)least - slack;
    float one_of_name = words.has_name ? 1 / (float)words.name_bits : 0;
    uint32_t fewest = bits_of(words.date);
    if (words.swapped_bits > 0) fewest = MIN_OF(fewest, bits_of(words.swapped));
    float one_of_date = words.has_date ? 1 / (float)fewest : 0;
    for (size_t first = 0; first < n; first += BLOCK) {
        size_t m = MIN_OF((size_t)BLOCK, n - first);
        shared(counts, sketches + first, m, &words);
        for (size_t k = 0; k < m; k++) {
            if (likeness_at_most(&counts[k], &words, one_of_name, one_of_date) < bar)
                continue;
            struct sketch_finding f = {.row = first + k,
                                       .likeness = sketch_likeness(&counts[k], &words)};
            if (f.likeness < least) continue;
            if (found < limit) {
                heap_push(out, &found, f);
            } else if (is_better(&f, &out[0])) {
                out[0] = f;
                heap_down(out, found);
            }
            if (found == limit) bar = (float)out[0].likeness - slack;
        }
    }
    qsort(out, found, sizeof *out, compare_findings);
    for (size_t i = 0; i < found; i++)
        sketch_tell_parts(&out[i], &sketches[out[i].row], &words);
    return found;
}
