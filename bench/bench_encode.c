/* Claim: persons become encodings under a partner's linkage schema at a million a
 * second and thread, at least 50 times what clkhash does with a core.
 *
 *   bench_encode [RECORDS...]     one line of JSON a measurement (default 10^5 10^6)
 *
 * The schema is the one of clkhash's tutorial: nine fields of FEBRL, bigrams of names
 * and places, numbered digits of numbers, 1100 bits put in a record, 1024 bits long.
 * The peer cannot be run here; its 10 to 20 thousand records a second for these nine
 * fields are a figure measured elsewhere (linkage notes of this project: clkhash 0.18.3
 * on this class of machine; its own tutorial prints 14 to 19 thousand).
 *
 * Limits of the same run: hashing every token with BLAKE2b of libsodium (what an
 * encoder without a memory cannot beat), and or-ing nine finished masks of 128 bytes
 * for each record (what an encoder that has seen every value cannot beat). Times are
 * the least of several runs in this process, wall clock, the first run by itself
 * ("cold": nothing remembered yet). */
#include <math.h>
#include <time.h>

#include <sodium.h>

#include "base/clock.h"
#include "base/parse.h"
#include "encode/clk_encoder.h"
#include "persons.h"

enum { RUNS = 7, MASK_BYTES = 128, HASHED_TOKENS = 200000 };

static volatile uint64_t kept;

struct spent {
    double wall, cpu; /* seconds */
};

static struct spent now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (struct spent){clock_seconds(), (double)t.tv_sec + (double)t.tv_nsec * 1e-9};
}

static struct spent since(struct spent began)
{
    struct spent end = now();
    return (struct spent){end.wall - began.wall, end.cpu - began.cpu};
}

static void least(struct spent *of, struct spent other)
{
    of->wall = fmin(of->wall, other.wall);
    of->cpu = fmin(of->cpu, other.cpu);
}

static void schema_make(struct linkage_schema *s,
                        struct linkage_feature f[PERSON_FIELDS])
{
    static const int bits[PERSON_FIELDS] = {200, 200, 100, 100, 100,
                                            100, 100, 100, 200};
    for (int i = 0; i < PERSON_FIELDS; i++) {
        bool is_number = i == 2 || i == 6 || i == 8;
        f[i] = linkage_feature_ngram(str_of(person_fields[i]), is_number ? 1 : 2,
                                     is_number, bits[i]);
        f[i].has_sentinel = is_number;
        if (is_number) f[i].value = VALUE_INTEGER;
    }
    linkage_schema_init(s, 8 * MASK_BYTES, f, PERSON_FIELDS);
}

static enum err_code person_row(struct str *values, void *self, size_t i,
                                unsigned worker, struct err *e)
{
    const struct persons *p = self;
    (void)worker;
    (void)e;
    memcpy(values, p->values[i], sizeof p->values[i]);
    return OK;
}

static struct spent encode_all(const struct linkage_schema *s, struct persons *p,
                               unsigned threads)
{
    struct clk_rows rows = {p->n, person_row, p};
    struct clk_set set;
    struct err e;
    struct spent began = now();
    if (clk_encode_many(&set, NULL, s, S("secret"), &rows, threads, &e) != OK)
        bug(e.message);
    struct spent spent = since(began);
    kept += set.weight[p->n / 2];
    clk_set_dispose(&set);
    return spent;
}

static struct spent hash_tokens(void)
{
    uint8_t digest[64], key[64] = {1}, salt[16] = {'0'}, personal[16] = {0};
    char token[8];
    struct spent began = now();
    for (int i = 0; i < HASHED_TOKENS; i++) {
        int n = snprintf(token, sizeof token, "%d", i % 1000);
        if (crypto_generichash_blake2b_salt_personal(
                digest, sizeof digest, (const uint8_t *)token, (unsigned long long)n,
                key, 64, salt, personal) != 0)
            bug("BLAKE2b");
        kept += digest[0];
    }
    return since(began);
}

/* Nine masks for each record, from a table as large as the values seen would make. */
static struct spent or_masks(const uint64_t *masks, size_t n_masks, size_t n)
{
    uint64_t row[MASK_BYTES / 8], at = 1;
    struct spent began = now();
    for (size_t i = 0; i < n; i++) {
        memset(row, 0, sizeof row);
        for (int f = 0; f < PERSON_FIELDS; f++) {
            at = at * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const uint64_t *mask = masks + (at >> 33) % n_masks * (MASK_BYTES / 8);
            for (size_t w = 0; w < MASK_BYTES / 8; w++)
                row[w] |= mask[w];
        }
        kept += row[i % (MASK_BYTES / 8)];
    }
    return since(began);
}

static size_t tokens_of(const struct persons *p)
{
    size_t sum = 0;
    for (size_t i = 0; i < p->n; i++)
        for (int f = 0; f < PERSON_FIELDS; f++) {
            bool is_number = f == 2 || f == 6 || f == 8;
            size_t n = p->values[i][f].n;
            sum += n ? n + !is_number : 0;
        }
    return sum;
}

static void report(const struct persons *p, const char *what, unsigned threads,
                   struct spent spent, struct spent hashing, struct spent masks)
{
    double n = (double)p->n, cpu = spent.cpu / n;
    double tokens = (double)tokens_of(p) / n;
    printf(
        "{\"bench\": \"encode\", \"records\": %zu, \"run\": \"%s\", \"threads\": %u, "
        "\"records_a_second\": %.0f, \"records_a_cpu_second\": %.0f, "
        "\"cpu_ns_a_record\": %.0f, \"tokens_a_record\": %.1f, "
        "\"times_clkhash_at_20000\": %.0f, \"times_clkhash_at_10000\": %.0f, "
        "\"times_hashing_every_token\": %.1f, \"share_of_or_limit\": %.2f}\n",
        p->n, what, threads, n / spent.wall, 1 / cpu, cpu * 1e9, tokens,
        1 / cpu / 20000, 1 / cpu / 10000, tokens * hashing.cpu / HASHED_TOKENS / cpu,
        masks.cpu / n / cpu);
    fflush(stdout);
}

static void run(size_t n)
{
    static const char *const names[2][2] = {
        {"values as persons have them", "the same on two threads"},
        {"no name or place twice", "no name or place twice, two threads"}};
    struct linkage_feature features[PERSON_FIELDS];
    struct linkage_schema s;
    size_t n_masks = 1 << 16;
    uint64_t *masks = mem_array(n_masks, MASK_BYTES);
    memset(masks, 1, n_masks * MASK_BYTES);
    schema_make(&s, features);
    for (int fresh = 0; fresh < 2; fresh++) {
        struct persons p;
        struct spent best[2] = {{1e9, 1e9}, {1e9, 1e9}};
        struct spent hashing = best[0], masking = best[0];
        persons_init(&p, n, 1, fresh);
        for (int i = 0; i < RUNS; i++) {
            least(&hashing, hash_tokens());
            least(&masking, or_masks(masks, n_masks, n));
            for (unsigned threads = 1; threads <= 2; threads++)
                least(&best[threads - 1], encode_all(&s, &p, threads));
        }
        for (unsigned threads = 1; threads <= 2; threads++)
            report(&p, names[fresh][threads - 1], threads, best[threads - 1], hashing,
                   masking);
        persons_dispose(&p);
    }
    free(masks);
}

int main(int argc, char **argv)
{
    if (argc == 1) {
        run(100000);
        run(1000000);
    }
    for (int i = 1; i < argc; i++) {
        int64_t n;
        struct err e;
        if (parse_int(&n, str_of(argv[i]), 10, 100000000, "records", &e) != OK) {
            fprintf(stderr, "%s\n", e.message);
            return err_exit_status(e.code);
        }
        run((size_t)n);
    }
    return 0;
}
