/* The ring around a person as a drawing: the person in the middle, who accompanies
 * around it, joined by a line (broken: ended). Two that do the same at the same time
 * are joined by a double line. The table beside it says all of it in words: the drawing
 * is never the only carrier. */
#ifndef WEB_RING_PICTURE_H
#define WEB_RING_PICTURE_H

#include "act/ring_acts.h"
#include "ui/texts.h"

/* `names` beside each of the ring; at most 12 are drawn. `described_by`: id of the
 * table. */
void ring_picture(struct buf *out, enum tongue t, const struct ring_view *v,
                  const char *const *names, struct day today, const char *described_by);

#endif
