/* Claim: every pair of encodings is compared as fast as the processor can count, and
 * faster where the threshold lets most pairs go early; a million records are linked in
 * minutes.
 *
 *   bench_link                     the kernels, one line of JSON a measurement
 *   bench_link --bands [RECORDS..] bands beside comparing all (default 10^5 10^6)
 *   bench_link --people [RECORDS..] people linked in the clear, by match_persons with
 *                                  its defaults (10^4 10^5 10^6)
 *
 * 20,000 x 20,000 encodings of 1024 bits: random ones, those that linkage in the clear
 * makes of invented people, and those of a schema with 1100 bits put in (two thirds of
 * bits set), as partners use. Times are the least of several runs, processor time of
 * one thread where there is one ("cpu"), wall clock with two.
 *
 * The limit of the same run: AND, VPOPCNTQ and ADD on registers, nothing compared,
 * nothing loaded. The peer is a loop that takes AND, POPCNT and ADD word by word and
 * divides in floating point: a few lines of our own that do what the core of anonlink
 * does, which is not run here. */
#include <sys/resource.h>
#include <math.h>
#include <time.h>

#include "base/clock.h"
#include "base/parse.h"
#include "base/rng.h"
#include "encode/clk_encoder.h"
#include "link/candidates.h"
#include "link/clk_bands.h"
#include "link/match.h"
#include "people.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_LIMIT
#endif

enum { SIDE = 20000, BITS = 1024, WORDS = BITS / 64, RUNS = 5 };
static volatile uint64_t kept;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t peak_kib(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (size_t)use.ru_maxrss;
}

/* --- limit and peer --- */

#ifdef HAS_LIMIT
__attribute__((target("avx512f,avx512vpopcntdq"), noinline)) static double
limit_pairs_a_second(void)
{
    if (!clk_kernel_is_here(CLK_KERNEL_AVX512)) return 0;
    enum { ROUNDS = 4000000 };
    double least = 1e9;
    for (int run = 0; run < RUNS; run++) {
        __m512i a = _mm512_set1_epi64(run), b = a, c = a, d = a, x = a;
        double began = cpu_seconds();
        for (int i = 0; i < ROUNDS; i++) {
#define STEP(sum)                                                                      \
    __asm__ volatile("vpandq %1, %1, %%zmm16\n\tvpopcntq %%zmm16, %%zmm16\n\t"         \
                     "vpaddq %%zmm16, %0, %0"                                          \
                     : "+v"(sum)                                                       \
                     : "v"(x)                                                          \
                     : "xmm16")
            STEP(a);
            STEP(b);
            STEP(c);
            STEP(d);
#undef STEP
        }
        least = fmin(least, cpu_seconds() - began);
        kept += (uint64_t)_mm512_reduce_add_epi64(a + b + c + d);
    }
    return ROUNDS * 4.0 / WORDS * 8 / least; /* eight pairs a register */
}

__attribute__((target("popcnt"), noinline)) static double peer_pairs_a_second(
    const struct clk_set *a, const struct clk_set *b, double threshold)
{
    size_t n_left = 1000, found = 0;
    double began = cpu_seconds();
    for (size_t i = 0; i < n_left; i++)
        for (size_t j = 0; j < b->n; j++) {
            const uint64_t *x = clk_set_row(a, i), *y = clk_set_row(b, j);
            uint64_t common = 0;
            for (size_t w = 0; w < WORDS; w++)
                common += (uint64_t)__builtin_popcountll(x[w] & y[w]);
            found +=
                2 * (double)common / (double)(a->weight[i] + b->weight[j]) >= threshold;
        }
    double spent = cpu_seconds() - began;
    kept += found;
    return (double)n_left * (double)b->n / spent;
}
#else
static double limit_pairs_a_second(void)
{
    return 0;
}
static double peer_pairs_a_second(const struct clk_set *a, const struct clk_set *b,
                                  double threshold)
{
    (void)a;
    (void)b;
    (void)threshold;
    return 0;
}
#endif

/* --- encodings --- */

static void fill_random(struct clk_set *s, size_t n, uint64_t seed)
{
    struct rng r;
    uint64_t row[WORDS];
    rng_init(&r, seed);
    clk_set_init(s, n, BITS);
    for (size_t i = 0; i < n; i++) {
        for (size_t w = 0; w < WORDS; w++)
            row[w] = rng_next(&r);
        clk_set_put(s, i, (const uint8_t *)row);
    }
}

/* Every second record left, the others right: both sides know some of the same. */
static void halve(struct clk_set *a, struct clk_set *b, struct clk_set *both)
{
    clk_set_init(a, both->n / 2, BITS);
    clk_set_init(b, both->n / 2, BITS);
    for (size_t i = 0; i < both->n / 2 * 2; i++)
        clk_set_put(i % 2 ? b : a, i / 2, (const uint8_t *)clk_set_row(both, i));
    clk_set_dispose(both);
}

static void fill_people(struct clk_set *a, struct clk_set *b)
{
    struct people people;
    struct folded_persons folded;
    struct clk_set both;
    struct err e;
    people_init(&people, 2 * SIDE, 7);
    folded_persons_init(&folded, &people.table);
    if (candidates_encode(&both, &folded, &e) != OK) bug(e.message);
    folded_persons_dispose(&folded);
    people_dispose(&people);
    halve(a, b, &both);
}

static void fill_schema(struct clk_set *a, struct clk_set *b)
{
    enum { FIELDS = 6 };
    static const enum person_role roles[FIELDS] = {ROLE_GIVEN_NAME, ROLE_FAMILY_NAME,
                                                   ROLE_BIRTH_DATE, ROLE_STREET,
                                                   ROLE_POSTCODE,   ROLE_PLACE};
    struct linkage_feature f[FIELDS];
    struct linkage_schema schema;
    struct clk_encoder *encoder;
    struct people people;
    struct clk_set both;
    struct err e;
    uint8_t bits[BITS / 8];
    people_init(&people, 2 * SIDE, 7);
    for (int i = 0; i < FIELDS; i++)
        f[i] = linkage_feature_ngram(str_of(person_role_name(roles[i])), 2, false,
                                     i < 3 ? 200 : 167);
    linkage_schema_init(&schema, BITS, f, FIELDS);
    if (clk_encoder_new(&encoder, &schema, S("secret"), &e) != OK) bug(e.message);
    clk_set_init(&both, people.table.n, BITS);
    for (size_t i = 0; i < people.table.n; i++) {
        struct str values[FIELDS];
        for (int k = 0; k < FIELDS; k++)
            values[k] = people.table.value[roles[k]][i];
        if (clk_encode(bits, encoder, values, &e) != OK) bug(e.message);
        clk_set_put(&both, i, bits);
    }
    clk_encoder_free(encoder);
    people_dispose(&people);
    halve(a, b, &both);
}

/* --- kernels --- */

static void run_kernel(const char *name, const struct clk_set *a,
                       const struct clk_set *b, uint32_t tenths, enum clk_kernel kernel,
                       unsigned threads)
{
    struct clk_search q = {CLK_DICE, tenths, 10, 10, threads, 0, kernel};
    struct clk_pairs found;
    struct clk_set few = *a; /* one word at a time needs no more to be measured */
    struct err e;
    if (kernel <= CLK_KERNEL_POPCNT) few.n = SIDE / 5;
    a = &few;
    double least = 1e9, weight = 0, limit = limit_pairs_a_second(),
           peer = peer_pairs_a_second(a, b, tenths / 10.0);
    size_t n = 0;
    for (int run = 0; run < RUNS; run++) {
        double began = threads == 1 ? cpu_seconds() : clock_seconds();
        if (clk_pairs_find(&found, a, b, &q, &e) != OK) bug(e.message);
        least = fmin(least, (threads == 1 ? cpu_seconds() : clock_seconds()) - began);
        n = found.n;
        clk_pairs_dispose(&found);
    }
    for (size_t i = 0; i < a->n; i++)
        weight += a->weight[i];
    double speed = (double)a->n * (double)b->n / least;
    printf(
        "{\"bench\": \"link_kernel\", \"encodings\": \"%s\", \"fill_per_100\": %.0f, "
        "\"threshold\": %.1f, \"kernel\": \"%s\", \"threads\": %u, "
        "\"million_pairs_a_second\": %.0f, \"limit\": %.0f, \"share_of_limit\": %.2f, "
        "\"plain_popcnt_loop\": %.0f, \"times_that_loop\": %.1f, \"pairs_found\": "
        "%zu}\n",
        name, 100 * weight / (double)a->n / BITS, tenths / 10.0,
        clk_kernel_name(kernel), threads, speed / 1e6, limit / 1e6,
        limit > 0 ? speed / limit : 0, peer / 1e6, peer > 0 ? speed / peer : 0, n);
    fflush(stdout);
}

static void run_kernels(const char *name, struct clk_set *a, struct clk_set *b)
{
    for (uint32_t tenths = 7; tenths <= 9; tenths++)
        for (int k = CLK_KERNEL_PLAIN; k <= CLK_KERNEL_AVX512; k++) {
            enum clk_kernel kernel = (enum clk_kernel)k;
            if (!clk_kernel_is_here(kernel)) continue;
            run_kernel(name, a, b, tenths, kernel, 1);
            if (kernel == CLK_KERNEL_AVX512 && tenths == 8)
                run_kernel(name, a, b, tenths, kernel, 2);
        }
    clk_set_dispose(a);
    clk_set_dispose(b);
}

/* --- bands --- */

static void encode_people(struct clk_set *out, struct people *people, size_t n)
{
    struct folded_persons folded;
    struct err e;
    people_init(people, n, 11);
    folded_persons_init(&folded, &people->table);
    if (candidates_encode(out, &folded, &e) != OK) bug(e.message);
    folded_persons_dispose(&folded);
}

static double true_share(const struct clk_pairs *found, const struct people *people)
{
    double n = 0;
    for (size_t i = 0; i < found->n; i++)
        n += people->person_of[found->pair[i].a] == people->person_of[found->pair[i].b];
    return n / people->n_true_pairs;
}

static void run_bands(size_t n, uint32_t per_100, bool also_all)
{
    struct people people;
    struct clk_set set;
    struct clk_band_plan plan;
    struct clk_pairs found, all = {0};
    struct err e = {0};
    struct clk_search q = {CLK_DICE, per_100, 100, 0, 2, 0, CLK_KERNEL_BEST};
    struct clk_band_rules rules = {.recall = 0.95, .memory_bytes = (size_t)2 << 30};
    encode_people(&set, &people, n);
    double began = clock_seconds();
    enum err_code rc = clk_bands_plan(&plan, &set, NULL, &q, &rules, &e);
    double planned = clock_seconds() - began;
    if (rc == OK) rc = clk_bands_find(&found, &set, NULL, &q, &rules, &plan, &e);
    double spent = clock_seconds() - began, all_spent = 0;
    if (rc != OK) bug(e.message);
    if (also_all) {
        began = clock_seconds();
        if (clk_pairs_find(&all, &set, NULL, &q, &e) != OK) bug(e.message);
        all_spent = clock_seconds() - began;
    }
    printf(
        "{\"bench\": \"link_bands\", \"records\": %zu, \"threshold\": %.2f, "
        "\"threads\": 2, \"bands\": %u, \"bits\": %u, \"seconds\": %.1f, "
        "\"of_these_planning\": %.1f, \"pairs_found\": %zu, \"recall_planned\": %.3f, "
        "\"recall\": %.3f, \"all_pairs_seconds\": %.1f, "
        "\"true_pairs_among_found\": %.3f, \"peak_mib\": %zu}\n",
        n, per_100 / 100.0, plan.n_bands, plan.band_bits, spent, planned, found.n,
        plan.recall, also_all && all.n ? (double)found.n / (double)all.n : 0, all_spent,
        true_share(&found, &people), peak_kib() >> 10);
    fflush(stdout);
    clk_pairs_dispose(&found);
    clk_pairs_dispose(&all);
    clk_set_dispose(&set);
    people_dispose(&people);
}

/* --- people --- */

/* Shares of pairs within clusters that are true, and of true pairs that are there. */
static void judge(double *precision, double *recall, const uint32_t *cluster_of,
                  const struct people *people)
{
    size_t n = people->table.n;
    uint32_t *size = mem_array(n, sizeof *size);
    double together = 0, right = 0;
    for (size_t i = 0; i < n; i++)
        together += size[cluster_of[i]]++;
    /* records of one person stand one after another */
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && people->person_of[j] == people->person_of[i];
             j++)
            right += cluster_of[i] == cluster_of[j];
    *precision = together > 0 ? right / together : 1;
    *recall = right / people->n_true_pairs;
    free(size);
}

static double true_share_of(const struct match_result *m, const struct people *people)
{
    double n = 0;
    for (size_t i = 0; i < m->compared.n_pairs; i++)
        n += people->person_of[m->compared.pair[i].a] ==
             people->person_of[m->compared.pair[i].b];
    return n / people->n_true_pairs;
}

/* As everybody calls it, but for memory: the default is meant for fewer. */
static void run_people(size_t n, unsigned threads)
{
    struct people people;
    struct match_result m;
    struct err e = {0};
    struct match_options o = {.threads = threads,
                              .memory_bytes = (size_t)12 << 30,
                              .link_bits = NAN,
                              .review_bits = NAN};
    people_init(&people, n, 13);
    double began = clock_seconds(), before = (double)peak_kib();
    if (match_persons(&m, &people.table, &o, &e) != OK) bug(e.message);
    double spent = clock_seconds() - began, precision, recall;
    judge(&precision, &recall, m.cluster_of, &people);
    printf("{\"bench\": \"link_people\", \"records\": %zu, \"threads\": %u, "
           "\"candidates\": %zu, \"true_pairs_among_them\": %.4f, "
           "\"load_and_plan_s\": %.2f, \"candidates_s\": %.2f, \"compare_s\": %.2f, "
           "\"learn_s\": %.2f, \"cluster_s\": %.2f, \"seconds\": %.1f, "
           "\"seconds_estimated\": %.1f, \"precision\": %.4f, \"recall\": %.4f, "
           "\"mib_estimated\": %.0f, \"peak_mib\": %zu, \"of_these_records_mib\": "
           "%.0f, \"how\": \"%s\"}\n",
           n, threads, m.compared.n_pairs, true_share_of(&m, &people),
           m.seconds.load_and_plan, m.seconds.candidates, m.seconds.compare,
           m.seconds.learn, m.seconds.cluster, spent, m.estimate.seconds, precision,
           recall, m.estimate.bytes / 1048576, peak_kib() >> 10, before / 1024,
           m.estimate.how);
    fflush(stdout);
    match_result_dispose(&m);
    people_dispose(&people);
}

static size_t number_of(const char *text)
{
    int64_t n;
    struct err e;
    if (parse_int(&n, str_of(text), 2, 100000000, "a number of records", &e) != OK) {
        fprintf(stderr, "bench_link: %s\n", e.message);
        exit(64);
    }
    return (size_t)n;
}

int main(int argc, char **argv)
{
    bool bands = argc > 1 && str_eq_c(str_of(argv[1]), "--bands"),
         people = argc > 1 && str_eq_c(str_of(argv[1]), "--people");
    if (argc > 1 && !bands && !people) {
        fprintf(stderr,
                "usage: bench_link [--bands [RECORDS]... | --people [RECORDS]...]\n");
        return 64;
    }
    if (bands && argc == 2) {
        run_bands(100000, 80, true);
        run_bands(1000000, 80, false);
    } else if (people && argc == 2) {
        run_people(10000, 2);
        run_people(100000, 2);
        run_people(1000000, 2);
    }
    for (int i = 2; i < argc; i++)
        if (bands)
            run_bands(number_of(argv[i]), 80, number_of(argv[i]) <= 200000);
        else
            run_people(number_of(argv[i]), 2);
    if (argc > 1) return 0;
    struct clk_set a, b;
    fill_random(&a, SIDE, 1);
    fill_random(&b, SIDE, 2);
    run_kernels("random", &a, &b);
    fill_people(&a, &b);
    run_kernels("people, in the clear", &a, &b);
    fill_schema(&a, &b);
    run_kernels("people, schema of 1100 bits", &a, &b);
    return 0;
}
