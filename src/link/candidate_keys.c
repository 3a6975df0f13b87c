/* 1. Rows are put in an order of all values, that which tells most in front; then, for
 *    each key, in the order of its two values. Counting sort keeps the first order
 *    within equal keys, so neighbours are alike in the rest too.
 * 2. A row is finished with before the next: what it meets by several keys is looked
 *    at once, and pairs come in order, on any number of threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "link/candidate_keys.h"

enum { ROWS_A_STEP = 4096, THREADS_MOST = 64 };

/* What tells most in front. */
static const enum person_role roles[] = {
    ROLE_NUMBER,      ROLE_MAIL,       ROLE_PHONE,    ROLE_BIRTH_DATE, ROLE_STREET,
    ROLE_FAMILY_NAME, ROLE_GIVEN_NAME, ROLE_POSTCODE, ROLE_PLACE};
static const enum person_role mistyped[] = {ROLE_STREET, ROLE_FAMILY_NAME,
                                            ROLE_GIVEN_NAME};
enum {
    N_ALONE = 3,
    N_ROLES = ARRAY_LEN(roles),
    N_MISTYPED = ARRAY_LEN(mistyped),
    PART_LETTERS = 3
};
_Static_assert(N_ROLES *(N_ROLES - 1) / 2 + N_ALONE + N_MISTYPED * (N_MISTYPED - 1) <=
                   CANDIDATE_KEYS_MOST,
               "every two roles have room");
_Static_assert(2 * N_MISTYPED == CANDIDATE_PARTS, "beginnings and ends");

/* --- order --- */

static void sort_by(uint32_t *to, const uint32_t *from, size_t n, const uint32_t *value)
{
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = MAX_OF(most, value[from[i]]);
    size_t *at = mem_array((size_t)most + 2, sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[value[from[i]] + 1]++;
    for (size_t v = 0; v <= most; v++)
        at[v + 1] += at[v];
    for (size_t i = 0; i < n; i++)
        to[at[value[from[i]]]++] = from[i];
    free(at);
}

static uint32_t *order_of_all(const struct folded_persons *p)
{
    uint32_t *row = mem_array(p->n + 1, sizeof *row),
             *other = mem_array(p->n + 1, sizeof *other);
    for (size_t i = 0; i < p->n; i++)
        row[i] = (uint32_t)i;
    for (size_t r = N_ROLES; r--;) {
        if (!p->value[roles[r]]) continue;
        sort_by(other, row, p->n, p->value[roles[r]]);
        uint32_t *swap = row;
        row = other;
        other = swap;
    }
    free(other);
    return row;
}

static void add_key(struct candidate_keys *k, const uint32_t *x, const uint32_t *y,
                    const uint32_t *order)
{
    if (!x || !y) return;
    struct candidate_key *key = &k->key[k->n_keys++];
    uint32_t *some = mem_array(k->n + 1, sizeof *some);
    *key = (struct candidate_key){.value = {x, y}};
    for (size_t i = 0; i < k->n; i++)
        if (x[order[i]] && y[order[i]]) some[key->n++] = order[i];
    key->row = mem_array(k->n + 1, sizeof *key->row);
    sort_by(key->row, some, key->n, y);
    if (x != y) {
        memcpy(some, key->row, key->n * sizeof *some);
        sort_by(key->row, some, key->n, x);
    }
    key->place = some;
    memset(key->place, 0xff, k->n * sizeof *key->place);
    for (size_t i = 0; i < key->n; i++)
        key->place[key->row[i]] = (uint32_t)i;
}

/* Of each row's value its first or last letters as a number; 0: not known, too short.
 */
static uint32_t *parts_of(const struct folded_persons *p, enum person_role role,
                          bool ends)
{
    if (!p->value[role]) return NULL;
    uint32_t *part = mem_array(p->n + 1, sizeof *part);
    for (size_t i = 0; i < p->n; i++) {
        struct str text = folded_value(p, role, i);
        if (text.n < PART_LETTERS) continue;
        const char *from = text.p + (ends ? text.n - PART_LETTERS : 0);
        for (size_t c = 0; c < PART_LETTERS; c++)
            part[i] = part[i] << 5 | ((unsigned char)from[c] & 31);
        part[i]++;
    }
    return part;
}

static void add_parts(struct candidate_keys *k, const struct folded_persons *p,
                      const uint32_t *order)
{
    for (size_t i = 0; i < CANDIDATE_PARTS; i++)
        k->part[i] = parts_of(p, mistyped[i % N_MISTYPED], i >= N_MISTYPED);
    for (size_t from = 0; from < CANDIDATE_PARTS; from += N_MISTYPED)
        for (size_t i = 0; i < N_MISTYPED; i++)
            for (size_t j = i + 1; j < N_MISTYPED; j++)
                add_key(k, k->part[from + i], k->part[from + j], order);
}

void candidate_keys_init(struct candidate_keys *k, const struct folded_persons *p,
                         size_t first)
{
    *k = (struct candidate_keys){.n = p->n, .first = first};
    uint32_t *order = order_of_all(p);
    for (size_t i = 0; i < N_ROLES; i++) {
        const uint32_t *x = p->value[roles[i]];
        if (i < N_ALONE) add_key(k, x, x, order);
        for (size_t j = i + 1; j < N_ROLES; j++)
            add_key(k, x, p->value[roles[j]], order);
    }
    add_parts(k, p, order);
    free(order);
}

void candidate_keys_dispose(struct candidate_keys *k)
{
    for (unsigned i = 0; i < k->n_keys; i++) {
        free(k->key[i].row);
        free(k->key[i].place);
    }
    for (size_t i = 0; i < CANDIDATE_PARTS; i++)
        free(k->part[i]);
    *k = (struct candidate_keys){0};
}

double candidate_keys_bytes(const struct folded_persons *p)
{
    size_t n_roles = 0, n_keys = 0;
    for (size_t i = 0; i < N_ROLES; i++) {
        n_keys += p->value[roles[i]] && i < N_ALONE;
        n_keys += p->value[roles[i]] ? n_roles++ : 0;
    }
    n_keys += CANDIDATE_PARTS + CANDIDATE_PARTS / 2; /* parts and their keys */
    /* beside the keys: an order, and what each of two threads has seen */
    return (double)p->n * sizeof(uint32_t) * (double)(2 * n_keys + 4);
}

size_t candidate_keys_row_most(const struct candidate_keys *k)
{
    return (size_t)k->n_keys * 2 * CANDIDATE_NEIGHBOURS + 1;
}

/* --- what meets --- */

static bool is_wanted(const struct candidate_keys *k, size_t a, size_t b, bool all_rows)
{
    if (k->first) return a < k->first && b >= k->first;
    return all_rows ? a != b : b > a;
}

static bool has_key(const struct candidate_key *key, size_t a, size_t b)
{
    return key->value[0][a] == key->value[0][b] && key->value[1][a] == key->value[1][b];
}

size_t candidate_keys_of(uint32_t *out, const struct candidate_keys *k, size_t a,
                         bool all_rows, uint32_t *seen, uint32_t stamp)
{
    size_t n = 0;
    for (unsigned i = 0; i < k->n_keys; i++) {
        const struct candidate_key *key = &k->key[i];
        size_t at = key->place[a];
        if (at == UINT32_MAX) continue;
        size_t last = MIN_OF(key->n - 1, at + CANDIDATE_NEIGHBOURS),
               before = at > CANDIDATE_NEIGHBOURS ? at - CANDIDATE_NEIGHBOURS : 0,
               from = at, to = at;
        while (to < last && has_key(key, a, key->row[to + 1]))
            to++;
        while (from > before && has_key(key, a, key->row[from - 1]))
            from--;
        for (size_t j = from; j <= to; j++) {
            uint32_t b = key->row[j];
            if (seen[b] == stamp || !is_wanted(k, a, b, all_rows)) continue;
            seen[b] = stamp;
            out[n++] = b;
        }
    }
    return n;
}

/* --- all of them --- */

struct step {
    struct compared_pair *pair;
    size_t n, cap;
};

struct run {
    const struct candidate_keys *keys;
    const struct clk_set *set;
    const struct clk_search *q;
    struct step *step;
    size_t n_steps;
    atomic_size_t next, n_pairs;
};

static int by_number(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void find_rows(struct step *s, struct run *r, size_t from, size_t to,
                      uint32_t *rows, uint32_t *seen)
{
    for (size_t a = from; a < to; a++) {
        size_t n = candidate_keys_of(rows, r->keys, a, false, seen, (uint32_t)a + 1);
        n = clk_rows_keep(rows, n, r->set, a, r->q);
        qsort(rows, n, sizeof *rows, by_number);
        for (size_t i = 0; i < n; i++) {
            mem_push_room(s->pair, s->n, s->cap);
            s->pair[s->n++] = (struct compared_pair){(uint32_t)a, rows[i]};
        }
    }
    atomic_fetch_add(&r->n_pairs, s->n);
}

static void *find_steps(void *context)
{
    struct run *r = context;
    uint32_t *rows = mem_array(candidate_keys_row_most(r->keys), sizeof *rows),
             *seen = mem_array(r->keys->n + 1, sizeof *seen);
    while (atomic_load(&r->n_pairs) <= r->q->max_pairs) {
        size_t step = atomic_fetch_add(&r->next, 1), from = step * ROWS_A_STEP;
        if (step >= r->n_steps) break;
        find_rows(&r->step[step], r, from, MIN_OF(from + ROWS_A_STEP, r->keys->n), rows,
                  seen);
    }
    free(rows);
    free(seen);
    return NULL;
}

static void run_threads(struct run *r, unsigned n)
{
    pthread_t thread[THREADS_MOST];
    bool runs[THREADS_MOST] = {false};
    for (unsigned i = 1; i < n; i++)
        runs[i] = pthread_create(&thread[i], NULL, find_steps, r) == 0;
    find_steps(r);
    for (unsigned i = 1; i < n; i++)
        if (runs[i]) pthread_join(thread[i], NULL);
}

enum err_code candidate_keys_find(struct compared_pair **out, size_t *n_out,
                                  const struct candidate_keys *k,
                                  const struct clk_set *set, const struct clk_search *q,
                                  struct err *e)
{
    struct run r = {.keys = k,
                    .set = set,
                    .q = q,
                    .n_steps = (k->n + ROWS_A_STEP - 1) / ROWS_A_STEP};
    enum err_code rc = OK;
    r.step = mem_array(r.n_steps + 1, sizeof *r.step);
    run_threads(&r, MIN_OF(MAX_OF(q->threads, 1u), (unsigned)THREADS_MOST));
    size_t n = atomic_load(&r.n_pairs);
    *n_out = 0;
    *out = NULL;
    if (n > q->max_pairs) {
        rc = err_set(e, ERR_TOO_LARGE, "more than %zu pairs agree on two values",
                     q->max_pairs);
        err_hint(e, "allow more memory, or link fewer records at a time");
    } else {
        *out = mem_array(n + 1, sizeof **out);
    }
    for (size_t i = 0; i < r.n_steps; i++) {
        struct step *s = &r.step[i];
        if (rc == OK && s->n) memcpy(*out + *n_out, s->pair, s->n * sizeof *s->pair);
        *n_out += rc == OK ? s->n : 0;
        free(s->pair);
    }
    free(r.step);
    return rc;
}
