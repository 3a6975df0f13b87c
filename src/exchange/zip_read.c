#include "exchange/zip_read.h"

#include <zlib.h>

#include "exchange/zip_file.h"

enum {
    LOCAL_HEAD = 30,
    CENTRAL_HEAD = 46,
    END_HEAD = 22,
    MOST_COMMENT = 1 << 16,
    STORED = 0,
    DEFLATED = 8,
    ENCRYPTED = 1,
};
#define LOCAL_MARK   0x04034b50u
#define CENTRAL_MARK 0x02014b50u
#define END_MARK     0x06054b50u

static unsigned get2(const char *p)
{
    return (unsigned)(uint8_t)p[0] | (unsigned)(uint8_t)p[1] << 8;
}

static uint32_t get4(const char *p)
{
    return get2(p) | (uint32_t)get2(p + 2) << 16;
}

bool zip_is_one(struct str bytes)
{
    return bytes.n >= END_HEAD &&
           (get4(bytes.p) == LOCAL_MARK || get4(bytes.p) == END_MARK);
}

static enum err_code no_zip(struct err *e, const char *why)
{
    enum err_code rc = err_set(e, ERR_SYNTAX, "the zip cannot be read: %s", why);
    err_hint(e, "unpack it, and give the folder");
    return rc;
}

/* The record at the end, searched from there; NULL when there is none. */
static const char *find_end(struct str zip)
{
    if (zip.n < END_HEAD) return NULL;
    size_t least =
        zip.n > END_HEAD + MOST_COMMENT ? zip.n - END_HEAD - MOST_COMMENT : 0;
    for (size_t at = zip.n - END_HEAD + 1; at-- > least;)
        if (get4(zip.p + at) == END_MARK &&
            get2(zip.p + at + 20) == zip.n - at - END_HEAD)
            return zip.p + at;
    return NULL;
}

/* What the central directory says of one file. */
struct listed {
    unsigned flags, method;
    uint32_t crc, n_packed, n_bytes, at;
    struct str name;
};

static enum err_code inflate_all(char *out, size_t n_out, struct str packed,
                                 struct err *e)
{
    z_stream z = {.next_in = (Bytef *)packed.p,
                  .avail_in = (uInt)packed.n,
                  .next_out = (Bytef *)out,
                  .avail_out = (uInt)n_out};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK) bug("zlib does not begin");
    int status = inflate(&z, Z_FINISH);
    bool is_whole = status == Z_STREAM_END && z.total_out == n_out && z.avail_in == 0;
    inflateEnd(&z);
    return is_whole ? OK : err_set(e, ERR_CORRUPT, "a file in the zip is damaged");
}

/* Deflate makes nothing more than about a thousand times smaller: memory is asked for
 * only when the packed bytes could hold that much. */
static bool could_hold(const struct listed *f)
{
    enum { MOST_RATIO = 1100 };
    return f->method == STORED ? f->n_packed == f->n_bytes
                               : f->n_bytes / MOST_RATIO <= f->n_packed;
}

static enum err_code read_part(struct zip_part *out, struct arena *a, struct str zip,
                               const struct listed *f, struct err *e)
{
    if (f->at > zip.n || zip.n - f->at < LOCAL_HEAD ||
        get4(zip.p + f->at) != LOCAL_MARK)
        return err_set(e, ERR_CORRUPT, "a file in the zip is not where it should be");
    size_t head =
        LOCAL_HEAD + (size_t)get2(zip.p + f->at + 26) + get2(zip.p + f->at + 28);
    if (head > zip.n - f->at || f->n_packed > zip.n - f->at - head || !could_hold(f))
        return err_set(e, ERR_CORRUPT, "a file in the zip is cut off");
    struct str packed = {zip.p + f->at + head, f->n_packed};
    char *bytes = arena_alloc(a, (size_t)f->n_bytes + 1);
    if (f->method == STORED) {
        if (packed.n) memcpy(bytes, packed.p, packed.n);
    } else {
        enum err_code rc = inflate_all(bytes, f->n_bytes, packed, e);
        if (rc != OK) return rc;
    }
    if (crc32(crc32(0, NULL, 0), (const Bytef *)bytes, f->n_bytes) != f->crc)
        return err_set(e, ERR_CORRUPT, "the sum of a file in the zip is wrong");
    out->bytes = (struct str){bytes, f->n_bytes};
    return OK;
}

/* The next entry of the central directory; *at moves behind it. */
static enum err_code read_listed(struct listed *out, size_t *at, struct str zip,
                                 struct err *e)
{
    const char *p = zip.p + *at;
    if (*at > zip.n || zip.n - *at < CENTRAL_HEAD || get4(p) != CENTRAL_MARK)
        return err_set(e, ERR_CORRUPT, "the list at the end of the zip is damaged");
    size_t n_name = get2(p + 28), n_rest = (size_t)get2(p + 30) + get2(p + 32);
    if (zip.n - *at - CENTRAL_HEAD < n_name + n_rest)
        return err_set(e, ERR_CORRUPT, "the list at the end of the zip is cut off");
    *out = (struct listed){.flags = get2(p + 8),
                           .method = get2(p + 10),
                           .crc = get4(p + 16),
                           .n_packed = get4(p + 20),
                           .n_bytes = get4(p + 24),
                           .at = get4(p + 42),
                           .name = {p + CENTRAL_HEAD, n_name}};
    *at += CENTRAL_HEAD + n_name + n_rest;
    if (out->flags & ENCRYPTED) return no_zip(e, "it is locked with a password");
    if (out->method != STORED && out->method != DEFLATED)
        return no_zip(e, "it is packed in a way that is not read here");
    return OK;
}

/* The last part of a path; empty for a folder. */
static struct str last_part(struct str name)
{
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/' || name.p[i] == '\\')
            return (struct str){name.p + i + 1, name.n - i - 1};
    return name;
}

enum err_code zip_read(struct zip_part **out, size_t *n_out, struct arena *a,
                       struct str zip, size_t most, struct err *e)
{
    const char *end = find_end(zip);
    size_t n = 0, total = 0;
    enum err_code rc = OK;
    *out = NULL;
    *n_out = 0;
    if (!end) return no_zip(e, "it has no end, or is no zip");
    size_t n_listed = get2(end + 10), at = get4(end + 16);
    if (get2(end + 4) || n_listed != get2(end + 8)) return no_zip(e, "it is in parts");
    if (n_listed > ZIP_FILES_MAX)
        return err_set(e, ERR_TOO_LARGE, "the zip holds %zu files, at most %d are read",
                       n_listed, ZIP_FILES_MAX);
    struct zip_part *parts = arena_new_array(a, struct zip_part, n_listed);
    for (size_t i = 0; i < n_listed; i++) {
        struct listed f = {0};
        TRY(read_listed(&f, &at, zip, e));
        struct str name = last_part(f.name);
        if (!name.n) continue;
        total += f.n_bytes;
        if (f.n_bytes > most || total > most) {
            rc = err_set(e, ERR_TOO_LARGE,
                         "the files in the zip are larger than %zu "
                         "bytes",
                         most);
            goto out;
        }
        snprintf(parts[n].name, sizeof parts[n].name, "%.*s", STR_ARG(name));
        for (size_t k = 0; k < n; k++)
            if (strcmp(parts[k].name, parts[n].name) == 0) {
                rc = err_set(e, ERR_EXISTS, "two files in the zip have one name");
                goto out;
            }
        TRY(read_part(&parts[n], a, zip, &f, e));
        n++;
    }
    *out = parts;
    *n_out = n;
out:
    return rc;
}
