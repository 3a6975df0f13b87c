/* Claim: looking for a file among all sketches costs what reading them once costs.
 *
 *   bench_find [PERSONS...]     one line of JSON a size (default 10^5 10^6)
 *
 * Invents persons, makes a sketch of each, and looks for persons whose name and date of
 * birth were typed with errors: one in the given name, one in the family name, the
 * names exchanged half of the time, the date whole, with a wrong digit, with day and
 * month exchanged, its year alone, or not given. Says how often the right file is the
 * first, and among the first ten. The limit in the same run: the words of all sketches
 * added up, once. */
#include <unistd.h>

#include "base/clock.h"
#include "base/parse.h"
#include "typed_query.h"

enum { QUERIES = 400, RUNS = 7, FIRST = 10 };

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

static double read_once(const struct person_sketch *sketches, size_t n)
{
    double least = 1e9;
    for (int k = 0; k < RUNS; k++) {
        double began = clock_seconds();
        uint64_t sum[8] = {0};
        for (size_t i = 0; i < n; i++) {
            uint64_t words[sizeof(struct person_sketch) / 8];
            memcpy(words, &sketches[i], sizeof words);
            for (size_t w = 0; w < ARRAY_LEN(words); w++)
                sum[w % 8] += words[w];
        }
        volatile uint64_t kept =
            sum[0] ^ sum[1] ^ sum[2] ^ sum[3] ^ sum[4] ^ sum[5] ^ sum[6] ^ sum[7];
        (void)kept;
        double seconds = clock_seconds() - began;
        least = MIN_OF(least, seconds);
    }
    return least;
}

static double search_once(const struct person_sketch *sketches, size_t n,
                          const struct sketch_query *q, enum sketch_kernel kernel)
{
    struct sketch_finding found[FIRST];
    double least = 1e9;
    for (int k = 0; k < RUNS && sketch_kernel_is_here(kernel); k++) {
        double began = clock_seconds();
        sketch_search(found, FIRST, sketches, n, q, 0.5, kernel);
        double seconds = clock_seconds() - began;
        least = MIN_OF(least, seconds);
    }
    return least;
}

static void run(size_t n)
{
    struct persons p;
    struct sketcher *s;
    struct rng rng;
    struct err e;
    struct sketch_query q;
    struct sketch_finding found[FIRST];
    size_t n_first = 0, n_found = 0;
    persons_init(&p, n, 1, false);
    rng_init(&rng, 2);
    must(sketcher_new(&s, S("a secret of this bench only"), &e), &e);
    struct person_sketch *sketches = mem_array(n, sizeof *sketches);
    double began = clock_seconds();
    for (size_t i = 0; i < n; i++)
        sketch_person(&sketches[i], s, &p, i);
    double encode = (clock_seconds() - began) / (double)n;
    for (int k = 0; k < QUERIES; k++) {
        size_t row = rng_below(&rng, (uint32_t)n);
        typed_query(&q, s, &p, row, &rng);
        size_t m =
            sketch_search(found, FIRST, sketches, n, &q, 0.5, SKETCH_KERNEL_BEST);
        for (size_t i = 0; i < m; i++) {
            n_first += found[i].row == row && i == 0;
            n_found += found[i].row == row;
        }
    }
    double limit = read_once(sketches, n);
    double best = search_once(sketches, n, &q, SKETCH_KERNEL_BEST);
    printf("{\"bench\": \"find\", \"sketches\": %zu, \"sketch_us\": %.2f, "
           "\"recall_first\": %.3f, \"recall_ten\": %.3f, \"plain_ms\": %.2f, "
           "\"popcnt_ms\": %.2f, \"search_ms\": %.2f, \"read_once_ms\": %.2f, "
           "\"ratio_to_limit\": %.2f}\n",
           n, encode * 1e6, (double)n_first / QUERIES, (double)n_found / QUERIES,
           search_once(sketches, n, &q, SKETCH_KERNEL_PLAIN) * 1e3,
           search_once(sketches, n, &q, SKETCH_KERNEL_POPCNT) * 1e3, best * 1e3,
           limit * 1e3, best / limit);
    fflush(stdout);
    free(sketches);
    sketcher_free(s);
    persons_dispose(&p);
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"100000", "1000000"};
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    size_t n_sizes = argc > 1 ? (size_t)argc - 1 : ARRAY_LEN(usual);
    for (size_t i = 0; i < n_sizes; i++) {
        struct err e;
        int64_t n;
        must(parse_int(&n, str_of(sizes[i]), 1000, 10000000, "PERSONS", &e), &e);
        run((size_t)n);
    }
    return 0;
}
