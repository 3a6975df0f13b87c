#include "web/gzip.h"

#include <zlib.h>

struct gzip {
    z_stream z;
};

struct gzip *gzip_new(void)
{
    struct gzip *g = mem_alloc(sizeof *g);
    /* 15 bits of window and 16 for the gzip head; level 5 is where pages stop shrinking
     */
    if (deflateInit2(&g->z, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        bug("zlib cannot start");
    return g;
}

void gzip_free(struct gzip *g)
{
    if (!g) return;
    deflateEnd(&g->z);
    free(g);
}

bool gzip_add(struct buf *out, struct gzip *g, struct str plain)
{
    size_t before = out->n;
    deflateReset(&g->z);
    size_t most = MIN_OF(deflateBound(&g->z, plain.n), plain.n);
    char *room = plain.n && plain.n < UINT32_MAX ? buf_room(out, most) : NULL;
    if (!room) return false;
    g->z.next_in = (Bytef *)(uintptr_t)plain.p;
    g->z.avail_in = (uInt)plain.n;
    g->z.next_out = (Bytef *)room;
    g->z.avail_out = (uInt)most;
    bool fits = deflate(&g->z, Z_FINISH) == Z_STREAM_END;
    out->n = fits ? before + most - g->z.avail_out : before;
    out->p[out->n] = '\0';
    return fits;
}
