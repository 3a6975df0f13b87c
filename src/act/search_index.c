/* Invariants: (1) `last` is a write such that everything up to it has been taken in;
 * what is read after `last` was read may be newer, and is then taken in twice; (2) ties
 * of a row stand at its place in `ties`, as numbers of ties, and the row in `rows` of
 * each of those (of `for_all` when it has more than fit); (3) everything but `last`
 * changes only under the lock for writing. */
#include <pthread.h>

#include "act/search_index.h"

#include <sodium.h>

#include "link/sketch_index.h"
#include "store/search_store.h"
#include "store/sketch_store.h"

enum { TIES_MOST = 7, NO_TIE = UINT32_MAX, SPARE_MOST = 16 };

/* Rows, in any order. */
struct row_list {
    uint32_t *row;
    size_t n, cap;
};
/* The ties of one person; more than fit: everybody is asked. */
struct tie_list {
    uint32_t tie[TIES_MOST];
    uint8_t n;
    bool is_more;
};
struct tie_number {
    struct uuid tie;
    uint32_t number; /* NO_TIE: a free place */
};

struct search_index {
    struct search_index *next;
    char *path;
    pthread_rwlock_t lock;
    struct sketch_index *sketches; /* NULL: not loaded */
    struct tie_list *ties;         /* by row */
    size_t n_ties_cap;
    struct tie_number *number; /* open addressing, half full at most */
    size_t n_numbers, n_places;
    struct row_list *rows; /* by number of a tie */
    size_t n_rows_cap;
    struct row_list for_all;
    int64_t last;
    struct sketcher *spare[SPARE_MOST]; /* under spare_lock */
    size_t n_spare;
};

static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t spare_lock = PTHREAD_MUTEX_INITIALIZER;
static struct search_index *all;

/* --- the index of a database --- */

static struct search_index *index_new(const char *path)
{
    struct search_index *x = mem_alloc(sizeof *x);
    pthread_rwlockattr_t kind;
    pthread_rwlockattr_init(&kind);
    /* a change must not wait until nobody searches */
    pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&x->lock, &kind);
    pthread_rwlockattr_destroy(&kind);
    size_t n = strlen(path) + 1;
    x->path = memcpy(mem_alloc(n), path, n);
    return x;
}

static struct search_index *index_of(const struct house *h)
{
    const char *path = db_url(h->db);
    pthread_mutex_lock(&all_lock);
    struct search_index *x = all;
    while (x && strcmp(x->path, path) != 0)
        x = x->next;
    if (!x) {
        x = index_new(path);
        x->next = all;
        all = x;
    }
    pthread_mutex_unlock(&all_lock);
    return x;
}

static void index_empty(struct search_index *x)
{
    sketch_index_free(x->sketches);
    free(x->ties);
    free(x->number);
    for (size_t i = 0; i < x->n_numbers; i++)
        free(x->rows[i].row);
    free(x->rows);
    free(x->for_all.row);
    x->sketches = NULL;
    x->ties = NULL;
    x->number = NULL;
    x->rows = NULL;
    x->for_all = (struct row_list){.n = 0};
    x->n_ties_cap = x->n_numbers = x->n_places = x->n_rows_cap = 0;
}

void search_index_close_all(void)
{
    pthread_mutex_lock(&all_lock);
    for (struct search_index *x = all; x; x = all) {
        all = x->next;
        index_empty(x);
        while (x->n_spare)
            sketcher_free(x->spare[--x->n_spare]);
        pthread_rwlock_destroy(&x->lock);
        free(x->path);
        free(x);
    }
    pthread_mutex_unlock(&all_lock);
}

/* --- who makes sketches --- */

enum err_code search_sketcher_take(struct sketcher **out, struct house *h,
                                   struct err *e)
{
    struct search_index *x = index_of(h);
    *out = NULL;
    pthread_mutex_lock(&spare_lock);
    if (x->n_spare) *out = x->spare[--x->n_spare];
    pthread_mutex_unlock(&spare_lock);
    return *out ? OK : sketcher_of_db(out, h->db, e);
}

void search_sketcher_give(struct house *h, struct sketcher *s)
{
    struct search_index *x = index_of(h);
    if (!s) return;
    pthread_mutex_lock(&spare_lock);
    if (x->n_spare < SPARE_MOST) {
        x->spare[x->n_spare++] = s;
        s = NULL;
    }
    pthread_mutex_unlock(&spare_lock);
    sketcher_free(s);
}

/* --- ties --- */

static struct tie_number *place_of(const struct search_index *x, struct uuid tie)
{
    uint64_t a, b;
    memcpy(&a, tie.b, sizeof a);
    memcpy(&b, tie.b + 8, sizeof b);
    a = (a ^ a >> 29 ^ b) * 0xbf58476d1ce4e5b9u; /* steps of splitmix64 */
    a = (a ^ a >> 32) * 0x94d049bb133111ebu;
    size_t at = (a >> 32) & (x->n_places - 1);
    while (x->number[at].number != NO_TIE && !uuid_eq(x->number[at].tie, tie))
        at = (at + 1) & (x->n_places - 1);
    return &x->number[at];
}

static void grow_places(struct search_index *x)
{
    struct tie_number *old = x->number;
    size_t n = x->n_places;
    if (2 * (x->n_numbers + 1) <= n) return;
    x->n_places = n ? 2 * n : 256;
    x->number = mem_array(x->n_places, sizeof *x->number);
    for (size_t i = 0; i < x->n_places; i++)
        x->number[i].number = NO_TIE;
    for (size_t i = 0; i < n; i++)
        if (old[i].number != NO_TIE) *place_of(x, old[i].tie) = old[i];
    free(old);
}

static uint32_t number_of(struct search_index *x, struct uuid tie)
{
    grow_places(x);
    struct tie_number *at = place_of(x, tie);
    if (at->number == NO_TIE) {
        mem_push_room(x->rows, x->n_numbers, x->n_rows_cap);
        x->rows[x->n_numbers] = (struct row_list){.n = 0};
        *at = (struct tie_number){.tie = tie, .number = (uint32_t)x->n_numbers++};
    }
    return at->number;
}

static struct tie_list *ties_of_row(struct search_index *x, size_t row)
{
    if (row >= x->n_ties_cap) {
        size_t cap = MAX_OF(2 * x->n_ties_cap, row + 1024);
        x->ties = mem_grow(x->ties, cap, sizeof *x->ties);
        memset(x->ties + x->n_ties_cap, 0, (cap - x->n_ties_cap) * sizeof *x->ties);
        x->n_ties_cap = cap;
    }
    return &x->ties[row];
}

static void row_add(struct row_list *l, size_t row)
{
    mem_push_room(l->row, l->n, l->cap);
    l->row[l->n++] = (uint32_t)row;
}

static void row_drop(struct row_list *l, size_t row)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->row[i] == row) {
            l->row[i] = l->row[--l->n];
            return;
        }
}

static void ties_clear(struct search_index *x, size_t row)
{
    struct tie_list *l = ties_of_row(x, row);
    for (int i = 0; i < l->n; i++)
        row_drop(&x->rows[l->tie[i]], row);
    if (l->is_more) row_drop(&x->for_all, row);
    *l = (struct tie_list){.n = 0};
}

static void take_tie(void *to, struct person_id person, struct uuid tie)
{
    struct search_index *x = to;
    size_t row;
    if (!sketch_index_row(&row, x->sketches, person.u)) return;
    struct tie_list *l = ties_of_row(x, row);
    uint32_t number = number_of(x, tie);
    for (int i = 0; i < l->n; i++)
        if (l->tie[i] == number) return;
    if (l->n < TIES_MOST) {
        l->tie[l->n++] = number;
        row_add(&x->rows[number], row);
    } else if (!l->is_more) {
        l->is_more = true;
        row_add(&x->for_all, row);
    }
}

/* --- taking in what changed; with the lock for writing --- */

static enum err_code take_person(struct search_index *x, struct db *db,
                                 struct person_id person, struct err *e)
{
    struct person_sketch sketch;
    enum err_code rc;
    TRY(sketch_read(&sketch, db, person, e));
    size_t row;
    if (sketch_index_row(&row, x->sketches, person.u)) ties_clear(x, row);
    if (sketch_is_empty(&sketch)) {
        sketch_index_remove(x->sketches, person.u);
        goto out;
    }
    sketch_index_put(x->sketches, person.u, &sketch);
    rc = ties_of_person(db, person, take_tie, x, e);
out:
    sodium_memzero(&sketch, sizeof sketch);
    return rc;
}

static enum err_code load_all(struct search_index *x, struct db *db, struct err *e)
{
    struct sketch_list list = {0};
    int64_t last;
    enum err_code rc;
    TRY(write_number_last(&last, db, e));
    TRY(sketches_read(&list, db, e));
    index_empty(x);
    x->sketches = sketch_index_new();
    for (size_t i = 0; i < list.n; i++)
        sketch_index_put(x->sketches, list.person[i].u, &list.sketch[i]);
    TRY(ties_read(db, take_tie, x, e));
    __atomic_store_n(&x->last, last, __ATOMIC_RELEASE);
out:
    if (rc != OK) index_empty(x);
    if (list.sketch) sodium_memzero(list.sketch, list.n * sizeof *list.sketch);
    sketch_list_dispose(&list);
    return rc;
}

static enum err_code take_changes(struct search_index *x, struct arena *a,
                                  struct db *db, struct err *e)
{
    struct person_changes c;
    enum err_code rc = OK;
    if (x->sketches) {
        TRY(person_changes_read(&c, a, db, x->last, e));
        for (size_t i = 0; i < c.n && !c.is_all; i++)
            TRY(take_person(x, db, c.person[i], e));
        if (!c.is_all) {
            __atomic_store_n(&x->last, c.last, __ATOMIC_RELEASE);
            goto out;
        }
    }
    rc = load_all(x, db, e);
out:
    return rc;
}

/* On return with OK the lock is held for reading, and everything that was committed
 * before the call is in. */
static enum err_code index_enter(struct search_index **out, struct arena *a,
                                 struct house *h, struct err *e)
{
    struct search_index *x = index_of(h);
    struct person_changes c = {.n = 0};
    enum err_code rc = OK;
    for (;;) {
        pthread_rwlock_rdlock(&x->lock);
        bool is_loaded = x->sketches;
        if (is_loaded) rc = person_changes_read(&c, a, h->db, x->last, e);
        if (rc == OK && is_loaded && c.n == 0) break;
        pthread_rwlock_unlock(&x->lock);
        if (rc != OK) return rc;
        pthread_rwlock_wrlock(&x->lock);
        rc = take_changes(x, a, h->db, e);
        pthread_rwlock_unlock(&x->lock);
        if (rc != OK) return rc;
        c = (struct person_changes){.n = 0};
    }
    *out = x;
    return OK;
}

enum err_code search_index_warm(struct house *h, struct err *e)
{
    struct search_index *x;
    struct arena a = {0};
    enum err_code rc = index_enter(&x, &a, h, e);
    if (rc == OK) pthread_rwlock_unlock(&x->lock);
    arena_dispose(&a);
    return rc;
}

void search_index_size(size_t *bytes_out, size_t *persons_out, struct house *h)
{
    struct search_index *x = index_of(h);
    pthread_rwlock_rdlock(&x->lock);
    *bytes_out = *persons_out = 0;
    if (x->sketches) {
        *bytes_out = sketch_index_bytes(x->sketches) + x->n_ties_cap * sizeof *x->ties +
                     x->n_places * sizeof *x->number + x->n_rows_cap * sizeof *x->rows +
                     x->for_all.cap * sizeof *x->for_all.row;
        for (size_t i = 0; i < x->n_numbers; i++)
            *bytes_out += x->rows[i].cap * sizeof *x->rows[i].row;
        *persons_out = sketch_index_count(x->sketches);
    }
    pthread_rwlock_unlock(&x->lock);
}

/* --- search --- */

struct ours {
    const struct search_index *x;
    uint64_t *has; /* bit of each row */
};

static void mark(uint64_t *has, const struct row_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        has[l->row[i] / 64] |= (uint64_t)1 << l->row[i] % 64;
}

static void take_our_tie(void *to, struct person_id person, struct uuid tie)
{
    struct ours *o = to;
    (void)person;
    if (!o->x->n_places) return;
    uint32_t number = place_of(o->x, tie)->number;
    if (number != NO_TIE) mark(o->has, &o->x->rows[number]);
}

enum err_code search_index_find(struct index_findings *out, struct arena *a,
                                struct house *h, const struct sketch_wish *wishes,
                                size_t n_wishes, struct organisation_id organisation,
                                size_t limit, double least_elsewhere, struct err *e)
{
    struct search_index *x = NULL;
    struct sketch_finding *found = NULL;
    enum err_code rc;
    *out = (struct index_findings){.n = 0};
    TRY(index_enter(&x, a, h, e));
    struct sketch_choice choice = {.least_other = least_elsewhere};
    if (!uuid_is_nil(organisation.u)) {
        struct ours ours = {
            x, arena_new_array(a, uint64_t, sketch_index_words(x->sketches))};
        mark(ours.has, &x->for_all);
        TRY(ties_of_organisation(h->db, organisation, take_our_tie, &ours, e));
        choice.ours = ours.has;
    }
    found = mem_array(limit + 1, sizeof *found);
    out->n = sketch_index_search_any(found, &out->best_elsewhere, limit, x->sketches,
                                     wishes, n_wishes, &choice);
    out->found = arena_new_array(a, struct indexed_person, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        struct indexed_person *p = &out->found[i];
        p->person.u = sketch_index_key(x->sketches, found[i].row);
        p->likeness = found[i].likeness;
        memcpy(p->agrees, found[i].agrees, sizeof p->agrees);
    }
out:
    if (x) pthread_rwlock_unlock(&x->lock);
    free(found);
    return rc;
}
