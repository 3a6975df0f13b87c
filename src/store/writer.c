/* Invariants: (1) `turn` is held by the one thread that uses the connection; (2) a
 * transaction is open exactly while n_in_group > 0 or somebody has the turn; (3) each
 * write is a savepoint in it; (4) group g is over when group > g, and its outcome is
 * kept in a ring that no waiter can fall behind: a group is not numbered twice while
 * somebody waits for it (n_waiting_of). */
#include <pthread.h>

#include "store/writer.h"

#include "store/db_backend.h"
#include "store/view_inside.h"
#include "store/writer_inside.h"

enum {
    GROUP_MOST = 256,
    OUTCOMES = 64,
    JOURNAL_PAGES = 1000, /* from here on pages are moved into the database */
};

struct outcome {
    int64_t group;
    unsigned n_waiting; /* that have not read it yet */
    struct err e;       /* code OK: it is on disk */
};

struct writer {
    struct db *db;
    pthread_mutex_t lock; /* of everything below; held for moments only */
    pthread_cond_t turn_is_free, group_is_over;
    bool has_turn; /* somebody uses the connection */
    pthread_t whose_turn;
    unsigned n_waiting; /* for the turn */
    int64_t group;      /* the one that is being filled */
    unsigned n_in_group;
    bool has_change; /* the group holds more than looks */
    struct views views;
    struct journal_watch journal;
    int64_t move_from; /* pages in the journal; whoever reads them still */
    struct outcome outcomes[OUTCOMES];
    struct writer_tally tally;
};

/* A reader keeps what its moment needs in the journal, and a journal that is kept
 * cannot begin anew. So that it does, no view stays open from JOURNAL_PAGES on; and one
 * long request does not let it grow for ever. */
static bool journal_grew(void *to, int64_t pages)
{
    struct writer *w = to;
    bool is_full = pages >= JOURNAL_PAGES;
    atomic_store(&w->views.is_full, is_full);
    if (!is_full) {
        w->move_from = 2 * JOURNAL_PAGES;
        return false;
    }
    if (views_close(&w->views, true) > 0 && pages < w->move_from) return false;
    w->move_from = pages + JOURNAL_PAGES;
    return true;
}

enum err_code writer_open(struct writer **out, const char *url, struct vault *vault,
                          struct err *e)
{
    struct writer *w = mem_alloc(sizeof *w);
    enum err_code rc;
    *out = NULL;
    TRY(db_open(&w->db, url, DB_WRITE, e));
    TRY(db_attach_vault(w->db, vault, e));
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->turn_is_free, NULL);
    pthread_cond_init(&w->group_is_over, NULL);
    w->group = 1;
    views_init(&w->views);
    w->journal = (struct journal_watch){journal_grew, w};
    db_watch_journal(w->db, &w->journal);
    w->views.head = db_journal_head(w->db);
    views_write_ended(&w->views);
    *out = w;
    return OK;
out:
    db_close(w->db);
    free(w);
    return rc;
}

void writer_close(struct writer *w)
{
    if (!w) return;
    require(!w->has_turn && w->n_in_group == 0);
    db_close(w->db);
    views_dispose(&w->views);
    pthread_cond_destroy(&w->group_is_over);
    pthread_cond_destroy(&w->turn_is_free);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

struct views *writer_views(struct writer *w)
{
    return &w->views;
}

void writer_views_refuse(struct writer *w)
{
    atomic_fetch_add(&w->views.n_refused, 1);
    views_close(&w->views, true);
}

void writer_views_resume(struct writer *w)
{
    atomic_fetch_sub(&w->views.n_refused, 1);
}

void writer_close_idle_views(struct writer *w)
{
    views_close(&w->views, false);
}

struct writer_tally writer_tally(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    struct writer_tally tally = w->tally;
    pthread_mutex_unlock(&w->lock);
    return tally;
}

static enum err_code run(struct db *db, const char *literal, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare_literal(&st, db, literal, e);
    if (rc == OK) rc = statement_run(st, e);
    statement_done(st);
    return rc;
}

/* --- groups; the lock is held --- */

static struct outcome *outcome_of(struct writer *w, int64_t group)
{
    return &w->outcomes[group % OUTCOMES];
}

static void group_end(struct writer *w, enum err_code rc, const struct err *e)
{
    struct outcome *o = outcome_of(w, w->group);
    o->e = (struct err){.code = OK};
    if (rc != OK) {
        o->e = *e;
        o->e.code = rc;
        w->tally.n_failed += w->n_in_group;
    }
    w->tally.n_groups++;
    w->tally.n_writes += w->n_in_group;
    if (w->n_in_group > w->tally.largest_group) w->tally.largest_group = w->n_in_group;
    w->n_in_group = 0;
    /* before anybody is told: who reads after the answer sees what it says */
    if (w->has_change) atomic_fetch_add(&w->views.changes, 1);
    w->has_change = false;
    w->group++;
    pthread_cond_broadcast(&w->group_is_over);
}

/* Commits what is in the group; lets others queue for their turn meanwhile. */
static void group_commit(struct writer *w)
{
    struct err e = {0};
    pthread_mutex_unlock(&w->lock);
    enum err_code rc = db_commit(w->db, &e);
    views_write_ended(&w->views);
    pthread_mutex_lock(&w->lock);
    group_end(w, rc, &e);
}

/* A slot of the ring is free when nobody waits for the group that used it. */
static bool group_may_open(struct writer *w)
{
    struct outcome *o = outcome_of(w, w->group);
    if (o->group != w->group && o->n_waiting > 0) return false;
    o->group = w->group;
    return true;
}

/* --- turns; the lock is held by the first two --- */

static void give_turn(struct writer *w)
{
    w->has_turn = false;
    pthread_cond_signal(&w->turn_is_free);
}

/* Without a write of one's own: who waits for the group must not wait for ever. */
static void leave(struct writer *w)
{
    if (w->n_in_group > 0 && w->n_waiting == 0) group_commit(w);
    give_turn(w);
}

enum err_code writer_enter(struct db **out, struct writer *w, struct err *e)
{
    enum err_code rc = OK;
    pthread_mutex_lock(&w->lock);
    if (w->has_turn && pthread_equal(w->whose_turn, pthread_self()))
        bug("a write within a write");
    w->n_waiting++;
    while (w->has_turn || !group_may_open(w))
        pthread_cond_wait(w->has_turn ? &w->turn_is_free : &w->group_is_over, &w->lock);
    w->n_waiting--;
    w->has_turn = true;
    w->whose_turn = pthread_self();
    bool is_first = w->n_in_group == 0;
    pthread_mutex_unlock(&w->lock);
    if (is_first) rc = db_begin(w->db, e);
    if (is_first && rc == OK) views_write_began(&w->views);
    if (rc == OK) {
        rc = run(w->db, "SAVEPOINT one_write", e);
        if (rc != OK && is_first) db_rollback(w->db);
    }
    if (rc != OK) {
        pthread_mutex_lock(&w->lock);
        leave(w);
        pthread_mutex_unlock(&w->lock);
        return rc;
    }
    *out = w->db;
    return OK;
}

void writer_pass(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    give_turn(w);
    pthread_mutex_unlock(&w->lock);
}

void writer_undo(struct writer *w)
{
    struct err e = {0};
    enum err_code rc = db_is_in_transaction(w->db)
                           ? run(w->db, "ROLLBACK TO one_write", &e)
                           : err_set(&e, ERR_IO, "the disk ended the transaction");
    if (rc == OK) rc = run(w->db, "RELEASE one_write", &e);
    if (rc != OK) db_rollback(w->db);
    pthread_mutex_lock(&w->lock);
    if (rc != OK && w->n_in_group > 0)
        group_end(w, rc, &e); /* it went with the transaction */
    else if (rc == OK && w->n_in_group == 0)
        db_rollback(w->db); /* nothing in it */
    leave(w);
    pthread_mutex_unlock(&w->lock);
}

static enum err_code keep(struct writer *w, bool is_alone, bool is_change,
                          struct err *e)
{
    struct err own = {0};
    enum err_code rc = run(w->db, "RELEASE one_write", &own);
    if (rc != OK) {
        writer_undo(w);
        if (e) *e = own;
        return rc;
    }
    pthread_mutex_lock(&w->lock);
    int64_t group = w->group;
    struct outcome *o = outcome_of(w, group);
    w->n_in_group++;
    w->has_change |= is_change;
    o->n_waiting++;
    if (is_alone || w->n_waiting == 0 || w->n_in_group >= GROUP_MOST) group_commit(w);
    if (!is_alone) give_turn(w);
    while (w->group == group)
        pthread_cond_wait(&w->group_is_over, &w->lock);
    rc = o->e.code;
    if (rc != OK && e) *e = o->e;
    if (rc != OK && is_alone) give_turn(w);
    if (--o->n_waiting == 0) pthread_cond_broadcast(&w->group_is_over);
    pthread_mutex_unlock(&w->lock);
    return rc;
}

enum err_code writer_keep(struct writer *w, bool is_alone, struct err *e)
{
    return keep(w, is_alone, true, e);
}

enum err_code writer_keep_looks(struct writer *w, struct err *e)
{
    return keep(w, false, false, e);
}
