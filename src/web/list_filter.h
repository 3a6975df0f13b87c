/* What narrows a list of places or actions, on a page that anybody may link to: plain
 * values in the query, shown again as they were asked. */
#ifndef WEB_LIST_FILTER_H
#define WEB_LIST_FILTER_H

#include "web/request.h"

/* A choice out of a code list; `label` translated. */
void filter_code(struct buf *out, const struct frame *f, const struct request *q,
                 const char *name, const char *label, size_t list);
/* "van": a tick for those of other organisations too; its value is "allen". */
void filter_whose(struct buf *out, const struct frame *f, const struct request *q,
                  const char *label);
/* The same list from row `from` on ("vanaf"), with the values of these names that the
 * request has; in its arena. */
const char *filtered_path(const struct request *q, const char *path, size_t from,
                          const char *const *names, size_t n_names);

#endif
