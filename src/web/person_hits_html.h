/* People who were found, as a list: before a file is opened, and before one is begun.
 */
#ifndef WEB_PERSON_HITS_HTML_H
#define WEB_PERSON_HITS_HTML_H

#include "act/person_search.h"
#include "web/route.h"

/* Each with a link to the file. A thread that is not nil: with a button that joins it
 * to the person. */
void person_hits_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct person_hits *hits, struct uuid thread);

#endif
