/* Deflate makes at most 1032 bytes of one (zlib's technical notes), so a length that
 * cannot be true is refused before memory is asked for. */
#include "base/packing.h"

#include <zlib.h>

enum { MOST_BYTES_OF_ONE = 1032 };

void bytes_pack(struct buf *out, struct str bytes)
{
    uLongf n = compressBound(bytes.n);
    uint8_t *packed = mem_alloc(n);
    const uint8_t *from = bytes.n ? (const uint8_t *)bytes.p : (const uint8_t *)"";
    if (compress2(packed, &n, from, bytes.n, Z_BEST_COMPRESSION) != Z_OK)
        bug("bytes that cannot be packed");
    buf_add(out, (struct str){(const char *)packed, n});
    free(packed);
}

enum err_code bytes_unpack(struct str *out, struct arena *a, struct str packed,
                           size_t n_bytes, size_t limit, struct err *e)
{
    *out = STR_NONE;
    if (n_bytes > limit)
        return err_set(e, ERR_TOO_LARGE, "packed bytes: at most %zu bytes, found %zu",
                       limit, n_bytes);
    if (n_bytes / MOST_BYTES_OF_ONE > packed.n)
        return err_set(e, ERR_CORRUPT, "packed bytes: %zu cannot hold %zu", packed.n,
                       n_bytes);
    /* one byte more than expected, so that too many are seen and not cut off */
    uint8_t *bytes = arena_alloc(a, n_bytes + 1);
    uLongf got = n_bytes + 1;
    uLong used = packed.n;
    const uint8_t *from = packed.n ? (const uint8_t *)packed.p : (const uint8_t *)"";
    int rc = uncompress2(bytes, &got, from, &used);
    if (rc != Z_OK || got != n_bytes || used != packed.n)
        return err_set(e, ERR_CORRUPT, "packed bytes: they do not open to %zu bytes",
                       n_bytes);
    bytes[n_bytes] = 0;
    *out = (struct str){(const char *)bytes, n_bytes};
    return OK;
}
