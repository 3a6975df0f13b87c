/* SVG of this house to PNG: by librsvg, because what a drawing looks like is decided by
 * a renderer that others keep and test, and the picture and the page stay one drawing.
 */
#ifndef PUBLISH_PICTURE_H
#define PUBLISH_PICTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { PICTURE_SCALE = 2, PICTURE_MOST = 8000 /* pixels a side */ };

/* The picture at twice its size in pixels; bytes in the arena. ERR_TOO_LARGE for one
 * beyond PICTURE_MOST, ERR_INVALID for what is no SVG. Nothing outside the bytes is
 * read. */
nodiscard enum err_code picture_png(struct str *out, struct arena *a, struct str svg,
                                    struct err *e);

#endif
