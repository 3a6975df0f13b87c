/* Candidates of all kinds go to one solver in one order: equal exact keys first, then
 * encodings by falling score. What the solver does not know is seen to afterwards: two
 * different national numbers in one group, two records of one owner. */
#include <sodium.h>

#include "act/link_encoded.h"
#include "base/csv.h"
#include "base/file.h"
#include "encode/clk_text.h"
#include "link/clk_compare.h"
#include "link/clk_groups.h"
#include "link/clk_threshold.h"

enum {
    FALSE_PER_1000 = 30,
    BEST_OF_RECORD = 100,
    MERGE_PER_1000 = 500,
    KEY_RECORDS_MOST = 64, /* a key that more records share is nobody's */
};
static const double key_score = 3; /* above every score of encodings */

struct unit {
    const struct link_encoded_order *order;
    struct clk_file *file;
    size_t n_files;
    struct clk_candidate *candidate;
    size_t n_candidates, cap;
    struct clk_groups groups;
    bool has_groups;
    size_t n_by_key, n_by_bits;
    struct clk_threshold threshold;
    bool threshold_was_chosen;
};

/* --- files --- */

/* Files of others do not say whose they are: by their name. */
static void party_name(struct clk_file_head *h, const char *path, size_t number)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = 0;
    while (name[n] && name[n] != '.')
        n++;
    if (clk_name_is_valid((struct str){name, n}))
        snprintf(h->party, sizeof h->party, "%.*s", (int)n, name);
    else
        snprintf(h->party, sizeof h->party, "party-%zu", number + 1);
}

static enum err_code file_take(struct unit *u, size_t i, struct err *e)
{
    const char *path = u->order->paths[i];
    enum err_code rc;
    TRY(clk_file_read(&u->file[i], path, u->order->raw_bits, e));
    u->n_files = i + 1;
    struct clk_file_head *h = &u->file[i].head;
    if (h->kind != CLK_FILE_OURS) party_name(h, path, i);
    for (size_t other = 0; other < i; other++) {
        if (strcmp(u->file[other].head.party, h->party) != 0) continue;
        rc = err_set(e, ERR_INVALID, "two files of the party %s", h->party);
        err_hint(e, "one file for each data owner; people twice in one file are found "
                    "with --doubles");
        goto out;
    }
    if (i) rc = clk_heads_agree(&u->file[0].head, h, e);
    if (rc != OK) err_detail(e, "%.150s and %.150s", u->order->paths[0], path);
out:
    return rc;
}

static enum err_code files_take(struct unit *u, struct arena *a, struct err *e)
{
    size_t n = u->order->n_paths;
    enum err_code rc = OK;
    if (n < 2 - (size_t)u->order->within || n > ENCODED_PARTIES_MAX) {
        rc = err_set(e, ERR_USAGE, "expected 2 to %d files of encodings, found %zu",
                     ENCODED_PARTIES_MAX, n);
        err_hint(e,
                 "one file for each data owner; --doubles looks into one file alone");
        return rc;
    }
    u->file = arena_new_array(a, struct clk_file, n);
    for (size_t i = 0; i < n; i++)
        TRY(file_take(u, i, e));
out:
    return rc;
}

/* --- candidates --- */

static void candidate_add(struct unit *u, double score, size_t pa, size_t pb, size_t a,
                          size_t b)
{
    mem_push_room(u->candidate, u->n_candidates, u->cap);
    u->candidate[u->n_candidates++] = (struct clk_candidate){
        .score = score,
        .party_a = (uint16_t)pa,
        .party_b = (uint16_t)pb,
        .a = (uint32_t)a,
        .b = (uint32_t)b,
    };
}

struct keyed {
    struct clk_key key;
    uint32_t party, row;
};

static int keyed_compare(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = memcmp(x->key.b, y->key.b, CLK_KEY_BYTES);
    if (order) return order;
    if (x->party != y->party) return x->party < y->party ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static size_t key_place(const struct clk_file_head *h, const char *name)
{
    size_t k = 0;
    while (k < h->n_keys && strcmp(h->key_name[k], name) != 0)
        k++;
    return k;
}

/* NULL: this record has none. */
static const struct clk_key *key_of(const struct clk_file *f, size_t row,
                                    const char *name)
{
    size_t k = key_place(&f->head, name);
    if (k == f->head.n_keys) return NULL;
    const struct clk_key *key = &f->key[row * f->head.n_keys + k];
    return clk_key_is_none(key) ? NULL : key;
}

static bool numbers_differ(const struct unit *u, size_t pa, size_t a, size_t pb,
                           size_t b)
{
    const struct clk_key *x = key_of(&u->file[pa], a, "insz");
    const struct clk_key *y = key_of(&u->file[pb], b, "insz");
    return x && y && memcmp(x->b, y->b, CLK_KEY_BYTES) != 0;
}

static void run_add(struct unit *u, const struct keyed *run, size_t n, double score)
{
    if (n > KEY_RECORDS_MOST) return;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            if (run[i].party == run[j].party && !u->order->within) continue;
            if (numbers_differ(u, run[i].party, run[i].row, run[j].party, run[j].row))
                continue;
            candidate_add(u, score, run[i].party, run[j].party, run[i].row, run[j].row);
            u->n_by_key++;
        }
}

static void key_candidates(struct unit *u, const char *name, double score)
{
    struct keyed *all = NULL;
    size_t n = 0, cap = 0;
    for (size_t p = 0; p < u->n_files; p++)
        for (size_t row = 0; row < u->file[p].set.n; row++) {
            const struct clk_key *key = key_of(&u->file[p], row, name);
            if (!key) continue;
            mem_push_room(all, n, cap);
            all[n++] = (struct keyed){*key, (uint32_t)p, (uint32_t)row};
        }
    if (n) qsort(all, n, sizeof *all, keyed_compare);
    for (size_t from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && memcmp(all[from].key.b, all[to].key.b, CLK_KEY_BYTES) == 0)
            to++;
        run_add(u, all + from, to - from, score);
    }
    free(all);
}

/* The national number first, then the others by name; each once. */
static void all_key_candidates(struct unit *u)
{
    unsigned rank = 0;
    key_candidates(u, "insz", key_score);
    for (size_t p = 0; p < u->n_files; p++)
        for (size_t k = 0; k < u->file[p].head.n_keys; k++) {
            const char *name = u->file[p].head.key_name[k];
            bool is_done = strcmp(name, "insz") == 0;
            for (size_t q = 0; q < p; q++)
                is_done |= key_place(&u->file[q].head, name) < u->file[q].head.n_keys;
            if (!is_done) key_candidates(u, name, key_score - 0.01 * ++rank);
        }
}

static enum err_code threshold_take(struct unit *u, struct err *e)
{
    size_t n = 0, most = u->n_files * (u->n_files - 1) / 2;
    struct clk_meeting *m = mem_array(most + 1, sizeof *m);
    enum err_code rc = OK;
    u->threshold.per_1000 = u->order->threshold_per_1000;
    for (size_t p = 0; u->threshold.per_1000 == 0 && p < u->n_files; p++)
        for (size_t q = p + 1; q < u->n_files; q++, n++)
            TRY(clk_meeting_look(&m[n], &u->file[p].set, &u->file[q].set,
                                 ENCODED_SAMPLE, u->order->threads, e));
    if (u->threshold.per_1000) goto out;
    u->threshold = clk_threshold_choose(m, n, FALSE_PER_1000);
    u->threshold_was_chosen = true;
out:
    for (size_t i = 0; i < n; i++)
        clk_meeting_dispose(&m[i]);
    free(m);
    return rc;
}

static enum err_code bit_candidates(struct unit *u, size_t p, size_t q, struct err *e)
{
    struct clk_search search = {.score = CLK_DICE,
                                .num = u->threshold.per_1000,
                                .den = 1000,
                                .best = BEST_OF_RECORD,
                                .threads = u->order->threads};
    struct clk_pairs pairs = {0};
    enum err_code rc = clk_pairs_find(&pairs, &u->file[p].set,
                                      p == q ? NULL : &u->file[q].set, &search, e);
    for (size_t i = 0; rc == OK && i < pairs.n; i++) {
        const struct clk_pair *pair = &pairs.pair[i];
        if (numbers_differ(u, p, pair->a, q, pair->b)) continue;
        candidate_add(u, clk_pair_score(pair), p, q, pair->a, pair->b);
        u->n_by_bits++;
    }
    clk_pairs_dispose(&pairs);
    return rc;
}

static int candidate_compare(const void *a, const void *b)
{
    const struct clk_candidate *x = a, *y = b;
    if (x->score > y->score || x->score < y->score) return x->score > y->score ? -1 : 1;
    if (x->party_a != y->party_a) return x->party_a < y->party_a ? -1 : 1;
    if (x->party_b != y->party_b) return x->party_b < y->party_b ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static int pair_compare(const void *a, const void *b)
{
    const struct clk_candidate *x = a, *y = b;
    if (x->party_a != y->party_a) return x->party_a < y->party_a ? -1 : 1;
    if (x->party_b != y->party_b) return x->party_b < y->party_b ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return (x->score < y->score) - (x->score > y->score);
}

/* A pair once, with its best score; then in the order of the solver. */
static void candidates_order(struct unit *u)
{
    size_t kept = 0;
    if (!u->n_candidates) return;
    qsort(u->candidate, u->n_candidates, sizeof *u->candidate, pair_compare);
    for (size_t i = 0; i < u->n_candidates; i++) {
        const struct clk_candidate *c = &u->candidate[i];
        const struct clk_candidate *last = &u->candidate[kept ? kept - 1 : 0];
        if (kept && c->party_a == last->party_a && c->party_b == last->party_b &&
            c->a == last->a && c->b == last->b)
            continue;
        u->candidate[kept++] = *c;
    }
    u->n_candidates = kept;
    qsort(u->candidate, u->n_candidates, sizeof *u->candidate, candidate_compare);
}

static enum err_code groups_make(struct unit *u, struct err *e)
{
    size_t size[ENCODED_PARTIES_MAX];
    enum err_code rc;
    all_key_candidates(u);
    TRY(threshold_take(u, e));
    for (size_t p = 0; p < u->n_files; p++)
        for (size_t q = p + (u->order->within ? 0 : 1); q < u->n_files; q++)
            TRY(bit_candidates(u, p, q, e));
    candidates_order(u);
    for (size_t p = 0; p < u->n_files; p++)
        size[p] = u->file[p].set.n;
    rc = clk_groups_solve(&u->groups, u->candidate, u->n_candidates, size, u->n_files,
                          MERGE_PER_1000, e);
    u->has_groups = rc == OK;
out:
    return rc;
}

/* --- groups --- */

struct member {
    uint32_t group, party, row;
};

static int member_compare(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    if (x->party != y->party) return x->party < y->party ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool differs_from_one(const struct unit *u, const struct member *group, size_t n,
                             const struct member *m)
{
    for (size_t i = 0; i < n; i++)
        if (numbers_differ(u, group[i].party, group[i].row, m->party, m->row))
            return true;
    return false;
}

/* Two groups may have become one over a record without a number. Who then has another
 * number than somebody before him in the group gets a group of his own. */
static void numbers_part(const struct unit *u, struct member *m, size_t n,
                         uint32_t *next)
{
    for (size_t from = 0, to; from < n; from = to) {
        size_t kept = from + 1;
        for (to = from + 1; to < n && m[to].group == m[from].group; to++) {
            struct member one = m[to];
            if (differs_from_one(u, m + from, kept - from, &one)) {
                m[to].group = (*next)++;
            } else { /* those that stay stand in front */
                m[to] = m[kept];
                m[kept++] = one;
            }
        }
    }
}

/* Every record with the number of its group; who is alone has a number too. */
static struct member *members_make(size_t *n_out, const struct unit *u)
{
    size_t n = 0, at = 0;
    uint32_t next = (uint32_t)u->groups.n_groups;
    for (size_t p = 0; p < u->n_files; p++)
        n += u->file[p].set.n;
    struct member *m = mem_array(n + 1, sizeof *m);
    for (size_t p = 0; p < u->n_files; p++)
        for (size_t row = 0; row < u->file[p].set.n; row++) {
            uint32_t group = u->groups.group_of[p][row];
            if (group == UINT32_MAX) group = next++;
            m[at++] = (struct member){group, (uint32_t)p, (uint32_t)row};
        }
    qsort(m, n, sizeof *m, member_compare);
    numbers_part(u, m, n, &next);
    qsort(m, n, sizeof *m, member_compare);
    *n_out = n;
    return m;
}

static void members_count(struct link_encoded_result *out, const struct member *m,
                          size_t n)
{
    for (size_t from = 0, to; from < n; from = to) {
        bool has_party[ENCODED_PARTIES_MAX] = {false};
        size_t n_parties = 0;
        for (to = from; to < n && m[to].group == m[from].group; to++) {
            n_parties += !has_party[m[to].party];
            has_party[m[to].party] = true;
        }
        if (to - from == 1) {
            out->n_alone++;
            continue;
        }
        out->n_groups++;
        out->n_several += n_parties >= 3;
        for (size_t i = from; i < to; i++)
            out->party[m[i].party].n_linked++;
    }
}

static enum err_code members_write(const struct unit *u, const struct member *m,
                                   size_t n, struct err *e)
{
    static const char *const heads[] = {"group", "party", "token", "project"};
    struct csv_writer w;
    struct buf out, token;
    enum err_code rc;
    buf_init(&out, SIZE_MAX / 4);
    buf_init(&token, 0);
    csv_init(&w, &out, ',');
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        csv_cell_c(&w, heads[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < n; i++) {
        const struct clk_file *f = &u->file[m[i].party];
        buf_clear(&token);
        hex_add(&token, f->token[m[i].row].b, CLK_TOKEN_BYTES);
        csv_cell_int(&w, m[i].group);
        csv_cell_c(&w, f->head.party);
        csv_cell(&w, buf_str(&token));
        csv_cell_c(&w, f->head.project);
        csv_end_row(&w);
    }
    TRY(buf_check(&out, e));
    rc = file_create(u->order->out, buf_str(&out), 0600, e);
out:
    buf_dispose(&out);
    buf_dispose(&token);
    return rc;
}

static void result_fill(struct link_encoded_result *out, const struct unit *u,
                        const struct member *m, size_t n)
{
    *out = (struct link_encoded_result){
        .n_parties = u->n_files,
        .n_by_key = u->n_by_key,
        .n_by_bits = u->n_by_bits,
        .threshold_per_1000 = u->threshold.per_1000,
        .threshold_was_chosen = u->threshold_was_chosen,
        .false_expected_per_1000 = u->threshold.false_per_1000,
    };
    snprintf(out->project, sizeof out->project, "%s", u->file[0].head.project);
    for (size_t p = 0; p < u->n_files; p++) {
        snprintf(out->party[p].name, sizeof out->party[p].name, "%s",
                 u->file[p].head.party);
        out->party[p].n = u->file[p].set.n;
    }
    members_count(out, m, n);
}

enum err_code link_encoded_run(struct link_encoded_result *out, struct arena *a,
                               const struct link_encoded_order *order, struct err *e)
{
    struct unit u = {.order = order};
    struct member *m = NULL;
    size_t n = 0;
    enum err_code rc;
    *out = (struct link_encoded_result){0};
    if (file_exists(order->out)) {
        rc = err_set(e, ERR_EXISTS, "file %.200s exists already", order->out);
        err_hint(e, "choose another name, or remove that file first");
        return rc;
    }
    TRY(files_take(&u, a, e));
    TRY(groups_make(&u, e));
    m = members_make(&n, &u);
    TRY(members_write(&u, m, n, e));
    result_fill(out, &u, m, n);
out:
    free(m);
    free(u.candidate);
    if (u.has_groups) clk_groups_dispose(&u.groups);
    for (size_t i = 0; i < u.n_files; i++)
        clk_file_dispose(&u.file[i]);
    return rc;
}
