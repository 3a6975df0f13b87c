/* Small drawings of how far: a row of steps with where somebody began (a ring) and is
 * now (a filled dot), and an arrow between the two. Shapes tell it, not colours; the
 * words beside a drawing say the same. */
#ifndef WEB_STEP_PICTURE_H
#define WEB_STEP_PICTURE_H

#include "base/html.h"

/* Steps are numbered from 0; -1: no place on the steps. */
void step_picture(struct buf *out, int n_steps, int from, int now, const char *words);

#endif
