/* Views as the writer sees them: who reads a moment keeps the journal from beginning
 * anew. For db.c and writer.c. */
#ifndef STORE_VIEW_INSIDE_H
#define STORE_VIEW_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "store/view.h"

struct view;

/* All views of a writer, and what ends them. */
struct views {
    pthread_mutex_t lock; /* of the list */
    struct view *first;
    atomic_llong changes;         /* writes so far that were more than a look */
    const _Atomic uint64_t *head; /* of the journal now; NULL: no view stays open */
    _Atomic uint64_t own_head;    /* as the writer left it */
    atomic_int n_refused;         /* while more than 0, no view stays open */
    atomic_bool is_full; /* the journal is long: none stays open until it is short */
};

void views_init(struct views *all);
void views_dispose(struct views *all);
/* The writer's duty: `began` when nobody else can write, before it writes; `ended`
 * after each commit. What another program wrote in between counts as a change. */
void views_write_began(struct views *all);
void views_write_ended(struct views *all);
/* Closes the views that nobody uses: all, or those that are old. Gives how many are
 * still open or in use. */
int views_close(struct views *all, bool with_young);

struct view *view_new(struct db *db, struct views *all);
void view_free(struct view *v); /* NULL is fine */
bool view_is_open(const struct view *v);
struct view *db_view(const struct db *db); /* NULL: it has none */
bool db_is_in_snapshot(const struct db *db);

#endif
