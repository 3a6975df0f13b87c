/* What one request reads through the connection of its thread, as of one moment.
 *
 *     view_begin(db);  ... every statement sees the same moment ...  view_end(db);
 *
 * The moment stays when the request is over and serves the next one of the thread, for
 * as long as nothing but looks was written, and VIEW_MOST_MS at most: after a change
 * the engine forgets every page it had at hand, which costs more than reading a file.
 * What was committed when a request begins is seen by it, whichever program wrote it;
 * but for looks (look_list has them all), and for what another program commits in the
 * very moment in which this one does: that is seen VIEW_MOST_MS later. A connection
 * without a writer has no view: all of these then do nothing.
 */
#ifndef STORE_VIEW_H
#define STORE_VIEW_H

#include "store/db.h"

enum { VIEW_MOST_MS = 200 };

/* Before a request that only reads. The thread has the connection until view_end. */
void view_begin(struct db *db);
void view_end(struct db *db);
/* Before a request that writes: what it reads is as it is at each statement. */
void view_close(struct db *db);
/* Within a request: what is read from here on is as it is now. */
void view_renew(struct db *db);

#endif
