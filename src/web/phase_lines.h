/* The six phases side by side: a list that a screen reader can read, with a bar of the
 * same days beside each. */
#ifndef WEB_PHASE_LINES_H
#define WEB_PHASE_LINES_H

#include "act/dossier_acts.h"
#include "domain/phase_course.h"
#include "web/request.h"

/* The episodes of one trajectory, in the arena; nil: of all. */
struct phase_days *phase_days_of(size_t *n_out, struct arena *a,
                                 const struct dossier *d,
                                 struct trajectory_id trajectory);
void phase_lines_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct dossier *d, struct trajectory_id trajectory);
/* The same in one line a phase, without saying which overlap: the bars show it. */
void phase_lines_short_html(struct buf *out, const struct frame *f, struct arena *a,
                            const struct dossier *d, struct trajectory_id trajectory);

#endif
