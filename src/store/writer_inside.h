/* Turns at the shared writer: for write.c, and for what is written without a row
 * in the audit log (session_touch). */
#ifndef STORE_WRITER_INSIDE_H
#define STORE_WRITER_INSIDE_H

#include "store/writer.h"

struct writer *db_writer(const struct db *db); /* NULL: none is attached */
/* Waits for the turn and begins; then one of writer_keep and writer_undo. */
nodiscard enum err_code writer_enter(struct db **out, struct writer *w, struct err *e);
/* Gives the turn on and waits until the disk has the write. `is_alone`: commits at once
 * and, when that is OK, keeps the turn for what must follow without others; then
 * writer_pass. */
nodiscard enum err_code writer_keep(struct writer *w, bool is_alone, struct err *e);
/* As writer_keep, of a write that only left looks: readers need not see it at once
 * (view.h). */
nodiscard enum err_code writer_keep_looks(struct writer *w, struct err *e);
void writer_undo(struct writer *w);
void writer_pass(struct writer *w);

/* Of the connections that this writer is attached to. */
struct views *writer_views(struct writer *w);
/* From here to writer_views_resume no view stays open: for who must empty the journal.
 */
void writer_views_refuse(struct writer *w);
void writer_views_resume(struct writer *w);

#endif
