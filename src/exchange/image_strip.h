/* Images without what the camera wrote beside them: where and when a photograph was
 * taken, with which telephone, a small copy, a film behind it. Pixels are not touched.
 *
 * JPEG (ITU-T T.81): every segment is walked, entropy-coded data included, up to EOI.
 * Kept: APP0 (JFIF), APP2 when it is a colour profile, APP14, tables, frames, scans.
 * Left out: the other APPn, comments, whatever follows EOI. The orientation is written
 * anew, alone, so that a photograph does not turn on its side.
 * PNG (ISO/IEC 15948): every chunk is walked up to IEND. Kept: critical chunks, and
 * those that tell about colour and size; left out: text, time, Exif, the rest. */
#ifndef EXCHANGE_IMAGE_STRIP_H
#define EXCHANGE_IMAGE_STRIP_H

#include "base/buf.h"

/* False when it is not a whole image of its kind; `out` (may be NULL) then holds a
 * piece of it. */
bool jpeg_strip(struct buf *out, struct str image);
bool png_strip(struct buf *out, struct str image);

#endif
