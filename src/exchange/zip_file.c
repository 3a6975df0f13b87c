#include "exchange/zip_file.h"

#include <errno.h>
#include <zlib.h>

#include "base/arena.h"

enum {
    BLOCK = 1 << 16,
    VERSION = 20,           /* deflate */
    FLAGS = 1 << 11,        /* names are UTF-8 */
    METHOD = 8,             /* deflate */
    FIRST_DAY = 1 << 5 | 1, /* 1 January 1980: no time is kept */
    LOCAL_HEAD = 30,
    CENTRAL_HEAD = 46,
    END_HEAD = 22,
};

static enum err_code failed(struct err *e)
{
    int number = errno;
    bool is_full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    enum err_code rc =
        err_set(e, is_full ? ERR_DISK_FULL : ERR_IO, "cannot write the zip: %s",
                number ? strerrordesc_np(number) : "no reason given");
    if (is_full) err_hint(e, "make room, or choose another disk");
    return rc;
}

static enum err_code too_large(struct err *e)
{
    err_set(e, ERR_TOO_LARGE, "a zip holds less than 4 GiB");
    err_hint(e, "write a folder: give a name that does not end in .zip");
    return ERR_TOO_LARGE;
}

static enum err_code put(struct zip_file *z, const void *p, size_t n, struct err *e)
{
    errno = 0;
    return n == 0 || fwrite(p, 1, n, z->out) == n ? OK : failed(e);
}

static uint8_t *put2(uint8_t *p, unsigned v)
{
    *p++ = (uint8_t)v;
    *p++ = (uint8_t)(v >> 8);
    return p;
}

static uint8_t *put4(uint8_t *p, uint32_t v)
{
    return put2(put2(p, v & 0xffff), v >> 16);
}

/* From "flags" to the length of the name: what both heads share. */
static uint8_t *put_shared(uint8_t *p, const struct zip_entry *f)
{
    p = put2(put2(p, FLAGS), METHOD);
    p = put2(put2(p, 0), FIRST_DAY);
    p = put4(put4(put4(p, f->crc), f->n_packed), f->n_bytes);
    return put2(put2(p, (unsigned)strlen(f->name)), 0);
}

static enum err_code put_local_head(struct zip_file *z, const struct zip_entry *f,
                                    struct err *e)
{
    uint8_t head[LOCAL_HEAD], *p = put4(head, 0x04034b50);
    p = put_shared(put2(p, VERSION), f);
    require(p == head + LOCAL_HEAD);
    enum err_code rc = put(z, head, sizeof head, e);
    return rc == OK ? put(z, f->name, strlen(f->name), e) : rc;
}

/* Packs all of `from`; counts as it goes. */
static enum err_code pack(struct zip_file *z, struct zip_entry *f, FILE *from,
                          struct err *e)
{
    uint8_t *in = mem_alloc(2 * BLOCK), *out = in + BLOCK;
    z_stream s = {0};
    uint64_t n_bytes = 0, n_packed = 0;
    enum err_code rc = OK;
    int state = Z_OK;
    if (deflateInit2(&s, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        bug("zlib does not begin");
    while (state != Z_STREAM_END) {
        if (s.avail_in == 0) {
            s.next_in = in;
            s.avail_in = (uInt)fread(in, 1, BLOCK, from);
            f->crc = (uint32_t)crc32(f->crc, in, s.avail_in);
            n_bytes += s.avail_in;
        }
        s.next_out = out;
        s.avail_out = BLOCK;
        state = deflate(&s, feof(from) || ferror(from) ? Z_FINISH : Z_NO_FLUSH);
        n_packed += BLOCK - s.avail_out;
        TRY(put(z, out, BLOCK - s.avail_out, e));
    }
    if (ferror(from)) rc = failed(e);
    if (rc == OK && (n_bytes > UINT32_MAX || n_packed + f->at > INT32_MAX * 2U))
        rc = too_large(e);
    f->n_bytes = (uint32_t)n_bytes;
    f->n_packed = (uint32_t)n_packed;
out:
    deflateEnd(&s);
    free(in);
    return rc;
}

enum err_code zip_add(struct zip_file *z, const char *name, FILE *from, struct err *e)
{
    struct zip_entry *f = &z->entries[z->n];
    off_t at = ftello(z->out);
    enum err_code rc;
    require(z->n < ZIP_FILES_MAX && strlen(name) < sizeof f->name);
    if (at < 0) return failed(e);
    if (at > UINT32_MAX) return too_large(e);
    *f = (struct zip_entry){.at = (uint32_t)at, .crc = (uint32_t)crc32(0, NULL, 0)};
    snprintf(f->name, sizeof f->name, "%s", name);
    /* the head stands before what it counts: written twice */
    TRY(put_local_head(z, f, e));
    TRY(pack(z, f, from, e));
    errno = 0;
    if (fseeko(z->out, at, SEEK_SET) != 0) return failed(e);
    TRY(put_local_head(z, f, e));
    if (fseeko(z->out, 0, SEEK_END) != 0) return failed(e);
    z->n++;
out:
    return rc;
}

static enum err_code put_central_head(struct zip_file *z, const struct zip_entry *f,
                                      struct err *e)
{
    uint8_t head[CENTRAL_HEAD], *p = put4(head, 0x02014b50);
    p = put_shared(put2(put2(p, VERSION), VERSION), f);
    p = put2(put2(put2(p, 0), 0), 0); /* no comment, first disk, bytes */
    p = put4(put4(p, 0), f->at);
    require(p == head + CENTRAL_HEAD);
    enum err_code rc = put(z, head, sizeof head, e);
    return rc == OK ? put(z, f->name, strlen(f->name), e) : rc;
}

enum err_code zip_finish(struct zip_file *z, struct err *e)
{
    uint8_t end[END_HEAD], *p = put4(end, 0x06054b50);
    off_t at = ftello(z->out);
    enum err_code rc = OK;
    if (at < 0) return failed(e);
    for (size_t i = 0; i < z->n; i++)
        TRY(put_central_head(z, &z->entries[i], e));
    off_t after = ftello(z->out);
    if (after > UINT32_MAX) return too_large(e);
    p = put2(put2(p, 0), 0);
    p = put2(put2(p, (unsigned)z->n), (unsigned)z->n);
    p = put2(put4(put4(p, (uint32_t)(after - at)), (uint32_t)at), 0);
    require(p == end + END_HEAD);
    rc = put(z, end, sizeof end, e);
out:
    return rc;
}
