/* One writing connection that the threads of a server share. Who writes takes turns;
 * who is done while others wait leaves the transaction open for them and is told when
 * the disk has all of it: one wait for the disk serves many (group commit).
 *
 *     TRY(writer_open(&writer, url, vault, e));
 *     db_attach_writer(db, writer);          each thread's reading connection
 *     write_begin(&w, db, ...) ... write_commit(&w, e)      as without it (write.h)
 *
 * Inside a write, write_db(w) is the writing connection: what is read through it is as
 * the write has it so far. A thread has one write at a time: a second one within the
 * first would wait for ever (a defect, found at once). When the disk refuses a group,
 * everybody in it gets the error and nothing of it stands. */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/db.h"

struct writer;

/* The vault stays the caller's and must outlive the writer. */
nodiscard enum err_code writer_open(struct writer **out, const char *url,
                                    struct vault *vault, struct err *e);
/* After the last write; NULL is fine. */
void writer_close(struct writer *writer);
/* NULL: writes go through the connection itself again. */
void db_attach_writer(struct db *db, struct writer *writer);

/* Ends the views (view.h) that nobody uses and that have become old; now and then, so
 * that an idle thread does not keep the journal. */
void writer_close_idle_views(struct writer *writer);

/* What it did so far, for /metrics and benches. */
struct writer_tally {
    int64_t n_writes, n_groups, n_failed;
    int64_t largest_group;
};
struct writer_tally writer_tally(struct writer *writer);

#endif
