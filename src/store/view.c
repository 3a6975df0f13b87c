/* Invariants: (1) who uses a view has its lock, from view_begin to view_end, or while
 * closing it; (2) a view that is open has seen every write that was counted in
 * `changes` when it opened. */
#include <pthread.h>
#include <stdatomic.h>

#include "store/view_inside.h"

#include "base/clock.h"

struct view {
    struct db *db;
    struct views *all;
    struct view *next;
    pthread_mutex_t lock; /* of what follows, and of the connection */
    bool is_open;
    long long change; /* `changes` when it opened */
    double since;
};

void views_init(struct views *all)
{
    pthread_mutex_init(&all->lock, NULL);
}

void views_dispose(struct views *all)
{
    require(!all->first);
    pthread_mutex_destroy(&all->lock);
}

struct view *view_new(struct db *db, struct views *all)
{
    struct view *v = mem_alloc(sizeof *v);
    v->db = db;
    v->all = all;
    pthread_mutex_init(&v->lock, NULL);
    pthread_mutex_lock(&all->lock);
    v->next = all->first;
    all->first = v;
    pthread_mutex_unlock(&all->lock);
    return v;
}

static bool run(struct db *db, const char *literal)
{
    struct statement *st = NULL;
    struct err e = {0};
    enum err_code rc = db_prepare_literal(&st, db, literal, &e);
    if (rc == OK) rc = statement_run(st, &e);
    statement_done(st);
    return rc == OK;
}

static void drop(struct view *v)
{
    if (!v->is_open) return;
    v->is_open = false;
    if (!run(v->db, "COMMIT")) bug("a transaction that only reads does not end");
}

void view_free(struct view *v)
{
    if (!v) return;
    pthread_mutex_lock(&v->all->lock);
    for (struct view **at = &v->all->first; *at; at = &(*at)->next)
        if (*at == v) {
            *at = v->next;
            break;
        }
    pthread_mutex_unlock(&v->all->lock);
    drop(v);
    pthread_mutex_destroy(&v->lock);
    free(v);
}

void views_write_began(struct views *all)
{
    if (all->head && atomic_load(all->head) != atomic_load(&all->own_head))
        atomic_fetch_add(&all->changes, 1);
}

void views_write_ended(struct views *all)
{
    if (all->head) atomic_store(&all->own_head, atomic_load(all->head));
}

/* Another head than the writer left: another program wrote, or the writer is between
 * its commit and telling so. */
static bool are_kept(struct views *all)
{
    return all->head && !atomic_load(&all->is_full) &&
           atomic_load(&all->n_refused) == 0 &&
           atomic_load(all->head) == atomic_load(&all->own_head);
}

static bool is_fresh(const struct view *v)
{
    return are_kept(v->all) && v->change == atomic_load(&v->all->changes) &&
           clock_seconds() - v->since < VIEW_MOST_MS / 1000.0;
}

void view_begin(struct db *db)
{
    struct view *v = db_view(db);
    if (!v) return;
    pthread_mutex_lock(&v->lock);
    if (v->is_open && is_fresh(v)) return;
    drop(v);
    if (!are_kept(v->all)) return;
    v->change = atomic_load(&v->all->changes);
    v->since = clock_seconds();
    /* refused: each statement then has a moment of its own, as without a view */
    v->is_open = run(v->db, "BEGIN");
}

void view_end(struct db *db)
{
    struct view *v = db_view(db);
    if (!v) return;
    if (v->is_open && !is_fresh(v)) drop(v);
    pthread_mutex_unlock(&v->lock);
}

void view_close(struct db *db)
{
    struct view *v = db_view(db);
    if (!v) return;
    pthread_mutex_lock(&v->lock);
    drop(v);
    pthread_mutex_unlock(&v->lock);
}

void view_renew(struct db *db)
{
    struct view *v = db_view(db);
    /* one who asked for one moment over several statements keeps it */
    if (v && v->is_open && !db_is_in_snapshot(db)) drop(v);
}

bool view_is_open(const struct view *v)
{
    return v && v->is_open;
}

int views_close(struct views *all, bool with_young)
{
    int n = 0;
    pthread_mutex_lock(&all->lock);
    for (struct view *v = all->first; v; v = v->next) {
        if (pthread_mutex_trylock(&v->lock) != 0) {
            n++;
            continue;
        }
        if (v->is_open && (with_young || !is_fresh(v))) drop(v);
        n += v->is_open;
        pthread_mutex_unlock(&v->lock);
    }
    pthread_mutex_unlock(&all->lock);
    return n;
}
