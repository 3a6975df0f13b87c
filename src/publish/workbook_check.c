/* Zip as in APPNOTE 6.3.9 sections 4.3.7, 4.3.12 and 4.3.16: no comment, no zip64,
 * parts stored or deflated. */
#include "publish/workbook_check.h"

#include <zlib.h>

enum {
    END_BYTES = 22,
    CENTRAL_BYTES = 46,
    LOCAL_BYTES = 30,
    STORED = 0,
    DEFLATED = 8,
};
#define END_SIGNATURE     0x06054b50u
#define CENTRAL_SIGNATURE 0x02014b50u
#define LOCAL_SIGNATURE   0x04034b50u

struct zip_part {
    struct str name, packed;
    unsigned method;
    uint32_t size, checksum;
};

static uint32_t little(struct str s, size_t at, unsigned n_bytes)
{
    uint32_t v = 0;
    for (unsigned i = n_bytes; i-- > 0;)
        v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

static enum err_code damaged(struct err *e, const char *what)
{
    return err_set(e, ERR_CORRUPT, "the workbook just written is damaged: %s", what);
}

/* Reads the central entry at `*at` and moves on. */
static enum err_code read_part(struct zip_part *out, struct str zip, size_t *at,
                               struct err *e)
{
    if (zip.n - *at < CENTRAL_BYTES || little(zip, *at, 4) != CENTRAL_SIGNATURE)
        return damaged(e, "no entry where its directory has one");
    size_t name = little(zip, *at + 28, 2), extra = little(zip, *at + 30, 2),
           comment = little(zip, *at + 32, 2), packed = little(zip, *at + 20, 4),
           local = little(zip, *at + 42, 4), next = *at + CENTRAL_BYTES + name;
    if (next + extra + comment > zip.n) return damaged(e, "an entry beyond its end");
    *out = (struct zip_part){.name = {zip.p + *at + CENTRAL_BYTES, name},
                             .method = little(zip, *at + 10, 2),
                             .checksum = little(zip, *at + 16, 4),
                             .size = little(zip, *at + 24, 4)};
    *at = next + extra + comment;
    if (local > zip.n - LOCAL_BYTES || little(zip, local, 4) != LOCAL_SIGNATURE)
        return damaged(e, "no part where its directory has one");
    size_t start =
        local + LOCAL_BYTES + little(zip, local + 26, 2) + little(zip, local + 28, 2);
    if (start > zip.n || packed > zip.n - start) return damaged(e, "a part cut off");
    out->packed = (struct str){zip.p + start, packed};
    return OK;
}

/* `out` has room for part->size bytes. */
static bool unpack(char *out, const struct zip_part *part)
{
    if (part->method == STORED) {
        if (part->packed.n != part->size) return false;
        memcpy(out, part->packed.p, part->size);
        return true;
    }
    if (part->method != DEFLATED) return false;
    z_stream z = {.next_in = (Bytef *)(uintptr_t)part->packed.p,
                  .avail_in = (uInt)part->packed.n,
                  .next_out = (Bytef *)out,
                  .avail_out = (uInt)part->size};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK) return false;
    int rc = inflate(&z, Z_FINISH);
    bool whole = rc == Z_STREAM_END && z.total_out == part->size;
    inflateEnd(&z);
    return whole;
}

/* The document ends with the closing tag of its first element, or is that one empty
 * element ("<a/>"). */
static bool is_whole_xml(struct str xml)
{
    size_t at = 0;
    while (at + 1 < xml.n && !(xml.p[at] == '<' && xml.p[at + 1] != '?'))
        at++;
    size_t name = at + 1, end = name;
    while (end < xml.n && !strchr(" \t\r\n/>", xml.p[end]))
        end++;
    size_t n = end - name;
    struct str tail = str_trim(xml);
    if (end >= xml.n || n == 0 || !str_ends(tail, S(">"))) return false;
    if (str_ends(tail, S("/>")) && !memchr(xml.p + end, '<', xml.n - end)) return true;
    if (tail.n < n + 3) return false;
    const char *close = tail.p + tail.n - n - 3;
    return memcmp(close, "</", 2) == 0 && memcmp(close + 2, xml.p + name, n) == 0;
}

static enum err_code check_part(const struct zip_part *part, struct err *e)
{
    char *text = mem_alloc((size_t)part->size + 1);
    enum err_code rc = OK;
    struct str xml = {text, part->size};
    if (!unpack(text, part) ||
        crc32(0, (const Bytef *)text, (uInt)part->size) != part->checksum) {
        rc = damaged(e, "a part that does not unpack");
    } else if (!is_whole_xml(xml)) {
        rc = err_set(e, ERR_DISK_FULL,
                     "part %.*s of the workbook was cut short at %zu bytes",
                     (int)MIN_OF(part->name.n, (size_t)80), part->name.p, xml.n);
        err_hint(e, "make room in the folder for temporary files, or name another one "
                    "in the environment variable TMPDIR");
    }
    free(text);
    return rc;
}

enum err_code workbook_check(struct str bytes, struct err *e)
{
    enum err_code rc = OK;
    if (bytes.n < END_BYTES) return damaged(e, "it is too short");
    size_t end = bytes.n - END_BYTES;
    if (little(bytes, end, 4) != END_SIGNATURE) return damaged(e, "it has no end");
    uint32_t n = little(bytes, end + 10, 2);
    size_t at = little(bytes, end + 16, 4);
    if (at > end || n == 0) return damaged(e, "it has no directory");
    for (uint32_t i = 0; i < n; i++) {
        struct zip_part part = {0};
        TRY(read_part(&part, bytes, &at, e));
        TRY(check_part(&part, e));
    }
out:
    return rc;
}
