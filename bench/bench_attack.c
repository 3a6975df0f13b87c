/* Attacks on encodings before and after each hardening, and what each hardening costs
 * in F1: the tables of docs/methods/attacks.md.
 *
 *   bench_attack ORACLE [NODES]
 *
 * ORACLE is the folder with febrl/dataset4a.csv and dataset4b.csv. The owner's file is
 * dataset4a. The attacker has dataset4a itself, parts of it, or dataset4b: the same
 * people with errors. NODES (default 800) people take part in graph matching. */
#include <stdlib.h>

#include "attack/attack_frequency.h"
#include "attack/attack_graph.h"
#include "attack/attack_pattern.h"
#include "attack/invented_people.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/rng.h"
#include "link/clk_compare.h"

enum { FEBRL_FIELDS = 9, GIVEN = 0, SURNAME = 1, POSTCODE = 6, BIRTH = 8, KNOWN = 20 };

static struct arena arena;

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "bench_attack: %s\n", e->message);
    exit(1);
}

/* rec-1070-org, given name ... date of birth, number: nine fields behind the id. */
static void read_febrl(struct attack_people *out, const char *folder, const char *name)
{
    const char *path = arena_format(&arena, "%s/febrl/%s", folder, name);
    struct csv_reader r;
    struct err e = {0};
    struct str text, *cells;
    size_t n_cells;
    bool end;
    must(file_read(&text, &arena, path, LIMIT_FILE_BYTES, &e), &e);
    csv_reader_init(&r, text, ',');
    must(csv_read_row(&r, &arena, &cells, &n_cells, &end, &e), &e);
    *out = (struct attack_people){.n_fields = FEBRL_FIELDS};
    out->value = arena_new_array(&arena, struct str, 5000 * FEBRL_FIELDS);
    out->who = arena_new_array(&arena, uint64_t, 5000);
    while (out->n < 5000) {
        must(csv_read_row(&r, &arena, &cells, &n_cells, &end, &e), &e);
        if (end) break;
        for (size_t f = 0; f < FEBRL_FIELDS && f + 1 < n_cells; f++)
            out->value[out->n * FEBRL_FIELDS + f] = str_trim(cells[f + 1]);
        out->who[out->n++] = strtoul(str_to_c(&arena, cells[0]) + 4, NULL, 10) + 1;
    }
}

/* The same people in another order: the order of rows is no part of an attack. */
static struct attack_people shuffled(const struct attack_people *p)
{
    struct attack_people out = *p;
    uint32_t *order = arena_new_array(&arena, uint32_t, p->n);
    struct rng r;
    rng_init(&r, 17);
    for (uint32_t i = 0; i < p->n; i++)
        order[i] = i;
    rng_shuffle(&r, order, p->n, sizeof *order);
    out.value = arena_new_array(&arena, struct str, p->n * p->n_fields);
    out.who = arena_new_array(&arena, uint64_t, p->n);
    for (size_t i = 0; i < p->n; i++) {
        memcpy(out.value + i * p->n_fields, p->value + order[i] * p->n_fields,
               p->n_fields * sizeof *p->value);
        out.who[i] = p->who[order[i]];
    }
    return out;
}

/* --- set-ups --- */

static const struct variant {
    const char *name;
    struct harden_plan plan;
    unsigned decoys_percent;
} variants[] = {
    {"none", {0}, 0},
    {"permute", {.permute = true}, 0},
    {"balance + permute", {.balance = true, .permute = true}, 0},
    {"XOR fold", {.folds = 1}, 0},
    {"rule 90", {.rule_90 = true}, 0},
    {"noise 5 %", {.blip_per_1000 = 50}, 0},
    {"noise 10 %", {.blip_per_1000 = 100}, 0},
    {"diffusion, 2 taps", {.taps = 2}, 0},
    {"diffusion, 3 taps", {.taps = 3}, 0},
    {"birth-year salt", {.birth_year_salt = true}, 0},
    {"25 % decoys", {0}, 25},
    {"standard", {.permute = true, .rule_90 = true, .blip_per_1000 = 50}, 0},
    {"high", {.birth_year_salt = true, .taps = 3, .blip_per_1000 = 50}, 0},
};

/* Names, postcode and birth date, as linkage.md's LEAN: 150, 150, 75, 150 bits. */
static struct attack_setup lean(struct harden_plan plan)
{
    return (struct attack_setup){.n_fields = 4,
                                 .field = {GIVEN, SURNAME, POSTCODE, BIRTH},
                                 .per_field = {150, 150, 75, 150},
                                 .bits = 1024,
                                 .plan = plan,
                                 .salted = 7,
                                 .year_field = BIRTH};
}

static struct attack_setup full(struct harden_plan plan)
{
    return (struct attack_setup){
        .n_fields = 9,
        .field = {0, 1, 2, 3, 4, 5, 6, 7, 8},
        .per_field = {150, 150, 50, 150, 100, 100, 75, 50, 150},
        .bits = 1024,
        .plan = plan,
        .salted = 0x43,
        .year_field = BIRTH};
}

static struct attack_setup surname_only(struct harden_plan plan)
{
    return (struct attack_setup){.n_fields = 1,
                                 .field = {SURNAME},
                                 .per_token = 10,
                                 .bits = 1024,
                                 .plan = plan,
                                 .salted = 1,
                                 .year_field = BIRTH};
}

static struct clk_set encode(const struct attack_people *p, struct attack_setup setup,
                             const char *secret)
{
    struct clk_set s;
    struct err e = {0};
    setup.secret = str_of(secret);
    must(attack_encode(&s, p, &setup, &e), &e);
    return s;
}

/* --- attacks --- */

static void print_score(const char *attack, const struct variant *v, const char *on,
                        struct attack_score s)
{
    printf("{\"bench\":\"attack\",\"attack\":\"%s\",\"on\":\"%s\",\"hardening\":\"%s\","
           "\"encodings\":%zu,\"guessed\":%zu,\"right\":%zu,\"share\":%.3f,"
           "\"precision\":%.3f}\n",
           attack, on, v->name, s.n_encodings, s.n_guessed, s.n_right, attack_share(s),
           attack_precision(s));
    fflush(stdout);
}

/* Surnames alone: what one encoded attribute gives away. */
static void attack_surnames(const struct variant *v, const struct attack_people *owner,
                            const struct attack_people *attacker, const char *on)
{
    struct attack_people mixed = *owner;
    if (v->decoys_percent)
        attack_people_add_decoys(&mixed, &arena, owner,
                                 owner->n * v->decoys_percent / 100, 5);
    uint64_t *id = mem_array(mixed.n, sizeof *id);
    uint64_t *own = mem_array(attacker->n, sizeof *own);
    int32_t *guess = mem_array(mixed.n, sizeof *guess);
    struct attack_pattern_facts facts;
    struct clk_set s = encode(&mixed, surname_only(v->plan), "owner");
    attack_value_ids(id, &mixed, SURNAME);
    attack_value_ids(own, attacker, SURNAME);
    attack_frequency(guess, &s, attacker, SURNAME, 3);
    print_score("frequency", v, on, attack_score_of(guess, owner->n, id, own));
    attack_pattern(guess, &facts, &s, attacker, 1u << SURNAME);
    print_score("pattern", v, on, attack_score_of(guess, owner->n, id, own));
    clk_set_dispose(&s);
    free(id);
    free(own);
    free(guess);
}

static void attack_records(const struct variant *v, struct attack_setup setup,
                           const char *kind, const struct attack_people *owner,
                           const struct attack_people *attacker, const char *on)
{
    struct attack_people mixed = *owner;
    char what[80];
    if (v->decoys_percent)
        attack_people_add_decoys(&mixed, &arena, owner,
                                 owner->n * v->decoys_percent / 100, 5);
    int32_t *guess = mem_array(mixed.n, sizeof *guess);
    struct clk_set s = encode(&mixed, setup, "owner");
    struct clk_set own = encode(attacker, setup, "attacker");
    struct attack_graph_means means = {.starts = 6, .seed = 11};
    struct attack_known known[KNOWN];
    attack_graph(guess, &s, &own, &means);
    snprintf(what, sizeof what, "%s, %s", kind, on);
    print_score("graph", v, what,
                attack_score_of(guess, owner->n, owner->who, attacker->who));
    for (size_t i = 0; i < owner->n && means.n_known < KNOWN; i += 7)
        for (size_t j = 0; j < attacker->n; j++)
            if (owner->who[i] == attacker->who[j] && means.n_known < KNOWN)
                known[means.n_known++] =
                    (struct attack_known){(uint32_t)i, (uint32_t)j};
    means.known = known;
    attack_graph(guess, &s, &own, &means);
    print_score("graph, 20 known", v, what,
                attack_score_of(guess, owner->n, owner->who, attacker->who));
    clk_set_dispose(&s);
    clk_set_dispose(&own);
    free(guess);
}

/* --- what it costs --- */

/* One to one, in falling score; the best F1 over all thresholds, and the threshold. */
static double best_f1(const struct clk_pairs *pairs, const struct attack_people *a,
                      const struct attack_people *b, double *threshold_out)
{
    bool *used_a = mem_array(a->n, sizeof *used_a);
    bool *used_b = mem_array(b->n, sizeof *used_b);
    double best = 0;
    size_t n = 0, right = 0;
    for (size_t i = 0; i < pairs->n; i++) {
        const struct clk_pair *p = &pairs->pair[i];
        if (used_a[p->a] || used_b[p->b]) continue;
        used_a[p->a] = used_b[p->b] = true;
        n++;
        right += a->who[p->a] == b->who[p->b];
        double f1 = 2.0 * (double)right / (double)(n + a->n); /* all of b are in a */
        if (f1 <= best) continue;
        best = f1;
        *threshold_out = 2.0 * p->common / p->sum;
    }
    free(used_a);
    free(used_b);
    return best;
}

static double cost(struct attack_setup setup, const struct attack_people *a,
                   const struct attack_people *b, double *threshold_out)
{
    struct clk_set of_a = encode(a, setup, "owner"), of_b = encode(b, setup, "owner");
    struct clk_search q = {
        .score = CLK_DICE, .num = 3, .den = 10, .best = 10, .threads = 2};
    struct clk_pairs pairs;
    struct err e = {0};
    must(clk_pairs_find(&pairs, &of_a, &of_b, &q, &e), &e);
    double f1 = best_f1(&pairs, a, b, threshold_out);
    clk_pairs_dispose(&pairs);
    clk_set_dispose(&of_a);
    clk_set_dispose(&of_b);
    return f1;
}

static void print_cost(const struct variant *v, const struct attack_people *a,
                       const struct attack_people *b)
{
    double at_full = 0, at_lean = 0;
    double f1_full = cost(full(v->plan), a, b, &at_full);
    double f1_lean = cost(lean(v->plan), a, b, &at_lean);
    printf("{\"bench\":\"hardening\",\"hardening\":\"%s\",\"f1_nine_fields\":%.4f,"
           "\"threshold_nine\":%.2f,\"f1_lean\":%.4f,\"threshold_lean\":%.2f}\n",
           v->name, f1_full, at_full, f1_lean, at_lean);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct attack_people a, b;
    if (argc < 2) {
        fputs("usage: bench_attack ORACLE [NODES]\n", stderr);
        return 64;
    }
    size_t nodes = argc > 2 ? strtoul(argv[2], NULL, 10) : 800;
    if (nodes < 100 || nodes > 2500) {
        fputs("bench_attack: expected 100 to 2500 nodes\n", stderr);
        return 64;
    }
    read_febrl(&a, argv[1], "dataset4a.csv");
    read_febrl(&b, argv[1], "dataset4b.csv");
    struct attack_people owner = attack_people_slice(&a, 0, nodes);
    struct attack_people three_quarters = attack_people_slice(&a, nodes / 4, nodes);
    struct attack_people half = attack_people_slice(&a, nodes / 2, nodes);
    struct attack_people names = attack_people_slice(&a, 0, 2000);
    struct attack_people same_names = shuffled(&names), same = shuffled(&owner);
    three_quarters = shuffled(&three_quarters);
    half = shuffled(&half);
    for (size_t k = 0; k < ARRAY_LEN(variants); k++) {
        const struct variant *v = &variants[k];
        if (!v->decoys_percent) print_cost(v, &a, &b);
        attack_surnames(v, &names, &same_names, "surname, same file");
        attack_surnames(v, &names, &b, "surname, same people with errors");
        attack_records(v, lean(v->plan), "lean", &owner, &same, "same file");
        attack_records(v, lean(v->plan), "lean", &owner, &three_quarters,
                       "75 % shared");
        attack_records(v, lean(v->plan), "lean", &owner, &half, "50 % shared");
        attack_records(v, full(v->plan), "nine", &owner, &same, "same file");
    }
    arena_dispose(&arena);
    return 0;
}
