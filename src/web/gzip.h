/* gzip (RFC 1952) of replies: one compressor for each thread, used again and again. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "base/buf.h"

struct gzip;
struct gzip *gzip_new(void);
void gzip_free(struct gzip *g); /* NULL is fine */
/* Appends `plain`, compressed; false (and nothing appended) when it did not shrink. */
bool gzip_add(struct buf *out, struct gzip *g, struct str plain);

#endif
