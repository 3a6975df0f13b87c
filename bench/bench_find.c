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

#include "base/buf.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/rng.h"
#include "link/sketch_search.h"
#include "persons.h"

enum { QUERIES = 400, RUNS = 7, FIRST = 10 };

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

static size_t field_named(const char *name)
{
    for (size_t i = 0; i < PERSON_FIELDS; i++)
        if (strcmp(person_fields[i], name) == 0) return i;
    bug("no such field of invented persons");
}

/* One slip of the hand: a letter left out, put in, another one, or two exchanged. */
static void type_wrongly(char *out, size_t room, struct str value, struct rng *rng)
{
    size_t n = MIN_OF(value.n, room - 2);
    memcpy(out, value.p, n);
    out[n] = '\0';
    if (n < 2) return;
    size_t at = rng_below(rng, (uint32_t)(n - 1));
    char letter = (char)('a' + rng_below(rng, 26));
    switch (rng_below(rng, 4)) {
    case 0:
        memmove(out + at, out + at + 1, n - at);
        break;
    case 1:
        memmove(out + at + 1, out + at, n - at + 1);
        out[at] = letter;
        break;
    case 2:
        out[at] = letter;
        break;
    default:
        letter = out[at];
        out[at] = out[at + 1];
        out[at + 1] = letter;
    }
}

/* "19850730" with what people do to it. */
static void date_wrongly(char *out, struct str value, struct rng *rng)
{
    char digits[9] = "";
    memcpy(digits, value.p, MIN_OF(value.n, (size_t)8));
    unsigned what = rng_below(rng, 10);
    if (what < 2) digits[rng_below(rng, 8)] = (char)('0' + rng_below(rng, 10));
    snprintf(out, 12, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    if (what == 2) snprintf(out, 12, "%.4s-%.2s-%.2s", digits, digits + 6, digits + 4);
    if (what == 3) snprintf(out, 12, "%.4s", digits);
    if (what == 4) out[0] = '\0';
}

static void make_query(struct sketch_query *q, struct sketcher *s,
                       const struct persons *p, size_t i, struct rng *rng)
{
    char given[80], family[80], born[12], name[170];
    struct err e;
    type_wrongly(given, sizeof given, p->values[i][field_named("given_name")], rng);
    type_wrongly(family, sizeof family, p->values[i][field_named("surname")], rng);
    date_wrongly(born, p->values[i][field_named("date_of_birth")], rng);
    bool swapped = rng_chance(rng, 0.5);
    snprintf(name, sizeof name, "%s %s", swapped ? family : given,
             swapped ? given : family);
    *q = (struct sketch_query){.has_name = true, .has_date = born[0] != '\0'};
    must(sketch_name(q->name, s, str_of(name), &e), &e);
    must(sketch_date(q->date, s, str_of(born), &e), &e);
    must(sketch_date_swapped(q->swapped, &q->has_swapped, s, str_of(born), &e), &e);
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
    for (size_t i = 0; i < n; i++) {
        const struct str *v = p.values[i];
        must(sketch_name(sketches[i].part[SKETCH_GIVEN_NAME], s,
                         v[field_named("given_name")], &e),
             &e);
        must(sketch_name(sketches[i].part[SKETCH_FAMILY_NAME], s,
                         v[field_named("surname")], &e),
             &e);
        must(sketch_date(sketches[i].part[SKETCH_BIRTH_DATE], s,
                         v[field_named("date_of_birth")], &e),
             &e);
    }
    double encode = (clock_seconds() - began) / (double)n;
    for (int k = 0; k < QUERIES; k++) {
        size_t row = rng_below(&rng, (uint32_t)n);
        make_query(&q, s, &p, row, &rng);
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
