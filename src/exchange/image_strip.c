#include "exchange/image_strip.h"

static unsigned big16(struct str s, size_t at)
{
    return (unsigned)(uint8_t)s.p[at] << 8 | (uint8_t)s.p[at + 1];
}

static uint32_t big32(struct str s, size_t at)
{
    return (uint32_t)big16(s, at) << 16 | big16(s, at + 2);
}

static struct str piece(struct str s, size_t at, size_t n)
{
    return (struct str){s.p + at, n};
}

static void put(struct buf *out, struct str s)
{
    if (out) buf_add(out, s);
}

/* --- JPEG --- */

enum {
    JPEG_SOI = 0xd8,
    JPEG_EOI = 0xd9,
    JPEG_SOS = 0xda,
    JPEG_APP0 = 0xe0,
    JPEG_APP1 = 0xe1,
    JPEG_APP2 = 0xe2,
    JPEG_APP14 = 0xee,
    JPEG_APP15 = 0xef,
    JPEG_COMMENT = 0xfe,
    TIFF_ORIENTATION = 0x0112,
};

static unsigned tiff16(struct str s, size_t at, bool is_little)
{
    unsigned v = big16(s, at);
    return is_little ? (v >> 8 | v << 8) & 0xffff : v;
}

/* 2 to 8 from the Exif in an APP1 segment; 0 when it says nothing or "upright". */
static unsigned exif_orientation(struct str segment)
{
    if (!str_starts(segment, S("Exif\0\0")) || segment.n < 14) return 0;
    struct str tiff = piece(segment, 6, segment.n - 6);
    bool is_little = tiff.p[0] == 'I';
    uint32_t at = is_little ? tiff16(tiff, 4, true) | tiff16(tiff, 6, true) << 16
                            : big32(tiff, 4);
    if (at > tiff.n || tiff.n - at < 2) return 0;
    unsigned n = tiff16(tiff, at, is_little);
    for (unsigned i = 0; i < n; i++) {
        size_t entry = (size_t)at + 2 + (size_t)i * 12;
        if (entry + 12 > tiff.n) return 0;
        if (tiff16(tiff, entry, is_little) != TIFF_ORIENTATION) continue;
        unsigned v = tiff16(tiff, entry + 8, is_little);
        return v >= 2 && v <= 8 ? v : 0;
    }
    return 0;
}

static void put_orientation(struct buf *out, unsigned orientation)
{
    char exif[] = "\xff\xe1\x00\x22"
                  "Exif\0\0MM\0\x2a\0\0\0\x08"
                  "\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0";
    exif[29] = (char)orientation;
    put(out, (struct str){exif, sizeof exif - 1});
}

static bool is_kept(unsigned marker, struct str segment)
{
    if (marker == JPEG_COMMENT) return false;
    if (marker < JPEG_APP0 || marker > JPEG_APP15) return true;
    return marker == JPEG_APP0 || marker == JPEG_APP14 ||
           (marker == JPEG_APP2 && str_starts(segment, S("ICC_PROFILE")));
}

/* The end of the entropy-coded data that begins at `at`: where a marker stands. */
static size_t scan_end(struct str image, size_t at)
{
    for (; at + 1 < image.n; at++) {
        unsigned next = (uint8_t)image.p[at + 1];
        if ((uint8_t)image.p[at] == 0xff && next && next != 0xff &&
            (next < 0xd0 || next > 0xd7))
            return at;
    }
    return image.n;
}

bool jpeg_strip(struct buf *out, struct str image)
{
    bool has_frame = false, has_orientation = false;
    size_t at = 2;
    if (!str_starts(image, S("\xff\xd8"))) return false;
    put(out, piece(image, 0, 2));
    while (at + 2 <= image.n) {
        unsigned marker = (uint8_t)image.p[at + 1];
        if ((uint8_t)image.p[at] != 0xff) return false;
        if (marker == 0xff) { /* fill */
            at++;
            continue;
        }
        if (marker == JPEG_EOI) {
            put(out, piece(image, at, 2));
            return has_frame;
        }
        if (marker < 0xc0 || marker == JPEG_SOI || (marker >= 0xd0 && marker <= 0xd7))
            return false;
        if (at + 4 > image.n) return false;
        size_t n = big16(image, at + 2);
        if (n < 2 || n > image.n - at - 2) return false;
        struct str segment = piece(image, at + 4, n - 2);
        size_t end = at + 2 + n;
        if (marker == JPEG_SOS) {
            end = scan_end(image, end);
            has_frame = true;
        }
        if (is_kept(marker, segment)) put(out, piece(image, at, end - at));
        unsigned turned = marker == JPEG_APP1 ? exif_orientation(segment) : 0;
        if (turned && !has_orientation) {
            put_orientation(out, turned);
            has_orientation = true;
        }
        at = end;
    }
    return false;
}

/* --- PNG --- */

static bool is_kept_chunk(struct str type)
{
    static const char *const kept[] = {"tRNS", "gAMA", "cHRM", "sRGB", "iCCP",
                                       "sBIT", "bKGD", "pHYs", "hIST", "sPLT"};
    if (type.p[0] >= 'A' && type.p[0] <= 'Z') return true; /* critical */
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        if (str_eq_c(type, kept[i])) return true;
    return false;
}

bool png_strip(struct buf *out, struct str image)
{
    static const struct str signature = {"\x89PNG\r\n\x1a\n", 8};
    bool is_first = true;
    size_t at = signature.n;
    if (!str_starts(image, signature)) return false;
    put(out, signature);
    while (image.n - at >= 12) {
        size_t n = big32(image, at);
        if (n > image.n - at - 12) return false;
        struct str type = piece(image, at + 4, 4);
        if (is_first != str_eq(type, S("IHDR")) || (is_first && n != 13)) return false;
        is_first = false;
        if (is_kept_chunk(type)) put(out, piece(image, at, n + 12));
        if (str_eq(type, S("IEND"))) return n == 0;
        at += n + 12;
    }
    return false;
}
