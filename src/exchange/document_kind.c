#include "exchange/document_kind.h"

#include "base/utf8.h"
#include "exchange/image_strip.h"

static const struct {
    const char *type, *ending;
} media[N_DOCUMENT_MEDIA] = {
    [MEDIA_UNKNOWN] = {"application/octet-stream", ".bin"},
    [MEDIA_WITH_PROGRAM] = {"application/octet-stream", ".bin"},
    [MEDIA_PDF] = {"application/pdf", ".pdf"},
    [MEDIA_PNG] = {"image/png", ".png"},
    [MEDIA_JPEG] = {"image/jpeg", ".jpg"},
    [MEDIA_ODT] = {"application/vnd.oasis.opendocument.text", ".odt"},
    [MEDIA_DOCX] = {"application/"
                    "vnd.openxmlformats-officedocument.wordprocessingml.document",
                    ".docx"},
    [MEDIA_TEXT] = {"text/plain; charset=utf-8", ".txt"},
};

bool document_media_is_welcome(enum document_media m)
{
    return m > MEDIA_WITH_PROGRAM && m < N_DOCUMENT_MEDIA;
}

const char *document_media_type(enum document_media m)
{
    return media[m].type;
}

const char *document_media_ending(enum document_media m)
{
    return media[m].ending;
}

enum document_media document_media_named(struct str type)
{
    for (unsigned m = MEDIA_PDF; m < N_DOCUMENT_MEDIA; m++)
        if (str_eq_c(type, media[m].type)) return (enum document_media)m;
    return MEDIA_UNKNOWN;
}

/* --- zip: the directory at the end, never what is packed --- */

enum {
    ZIP_END_BYTES = 22,
    ZIP_ENTRY_BYTES = 46,
    ZIP_LOCAL_BYTES = 30,
    ZIP_COMMENT_MOST = 0xffff,
    ZIP_ENCRYPTED = 1,
};

static unsigned little16(struct str s, size_t at)
{
    return (unsigned)(uint8_t)s.p[at] | (unsigned)(uint8_t)s.p[at + 1] << 8;
}

static uint32_t little32(struct str s, size_t at)
{
    return (uint32_t)little16(s, at) | (uint32_t)little16(s, at + 2) << 16;
}

static struct str piece(struct str s, size_t at, size_t n)
{
    return (struct str){s.p + at, n};
}

/* Where the record stands that ends the directory; SIZE_MAX when there is none. */
static size_t zip_end(struct str s)
{
    if (s.n < ZIP_END_BYTES) return SIZE_MAX;
    size_t first = s.n - MIN_OF(s.n, (size_t)ZIP_END_BYTES + ZIP_COMMENT_MOST);
    for (size_t at = s.n - ZIP_END_BYTES + 1; at-- > first;)
        if (str_starts(piece(s, at, s.n - at), S("PK\x05\x06"))) return at;
    return SIZE_MAX;
}

static bool name_runs(struct str name)
{
    static const struct str starts[] = {
        {"Basic/", 6}, {"Scripts/", 8}, {"word/activeX/", 13}};
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_starts(name, starts[i])) return true;
    return str_contains(name, S("vbaProject")) || str_contains(name, S("oleObject"));
}

/* An ODF package begins with its own type, not packed. */
static bool begins_as_odt(struct str s)
{
    struct str type = str_of(media[MEDIA_ODT].type);
    if (s.n < ZIP_LOCAL_BYTES || little16(s, 8) != 0) return false;
    size_t name = little16(s, 26), at = ZIP_LOCAL_BYTES + name + little16(s, 28);
    return name == 8 && s.n >= at + type.n &&
           str_eq(piece(s, ZIP_LOCAL_BYTES, 8), S("mimetype")) &&
           str_eq(piece(s, at, type.n), type);
}

static enum document_media zip_media(struct str s)
{
    size_t end = zip_end(s);
    bool has_types = false, has_document = false, has_content = false, runs = false;
    if (end == SIZE_MAX) return MEDIA_UNKNOWN;
    unsigned n = little16(s, end + 10);
    size_t at = little32(s, end + 16);
    for (unsigned i = 0; i < n; i++) {
        if (at > end || end - at < ZIP_ENTRY_BYTES ||
            !str_starts(piece(s, at, 4), S("PK\x01\x02")) ||
            little16(s, at + 8) & ZIP_ENCRYPTED)
            return MEDIA_UNKNOWN;
        size_t name_n = little16(s, at + 28);
        size_t next =
            at + ZIP_ENTRY_BYTES + name_n + little16(s, at + 30) + little16(s, at + 32);
        if (next > end) return MEDIA_UNKNOWN;
        struct str name = piece(s, at + ZIP_ENTRY_BYTES, name_n);
        has_types |= str_eq(name, S("[Content_Types].xml"));
        has_document |= str_eq(name, S("word/document.xml"));
        has_content |= str_eq(name, S("content.xml"));
        runs |= name_runs(name);
        at = next;
    }
    bool is_odt = has_content && begins_as_odt(s), is_docx = has_types && has_document;
    if (is_odt == is_docx) return MEDIA_UNKNOWN;
    if (runs) return MEDIA_WITH_PROGRAM;
    return is_odt ? MEDIA_ODT : MEDIA_DOCX;
}

/* --- the others --- */

static bool is_pdf(struct str s)
{
    size_t tail = MIN_OF(s.n, (size_t)2048);
    return str_starts(s, S("%PDF-")) &&
           str_contains(piece(s, s.n - tail, tail), S("%%EOF"));
}

/* Does a "<" open one of the tags that make a browser read the text as a page? */
static bool opens_markup(struct str rest)
{
    static const struct str tags[] = {{"<script", 7},   {"<svg", 4},    {"<html", 5},
                                      {"<!doctype", 9}, {"<iframe", 7}, {"<?xml", 5},
                                      {"<body", 5},     {"<img", 4}};
    for (size_t i = 0; i < ARRAY_LEN(tags); i++)
        if (rest.n >= tags[i].n && str_eq_nocase(piece(rest, 0, tags[i].n), tags[i]))
            return true;
    return false;
}

static enum document_media text_media(struct str s)
{
    bool has_markup = false;
    if (str_starts(s, S("\xef\xbb\xbf"))) s = piece(s, 3, s.n - 3);
    if (!str_trim(s).n || !utf8_is_valid(s)) return MEDIA_UNKNOWN;
    has_markup = str_trim(s).p[0] == '<';
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f)
            return MEDIA_UNKNOWN;
        if (c == '<' && opens_markup(piece(s, i, s.n - i))) has_markup = true;
    }
    return has_markup ? MEDIA_WITH_PROGRAM : MEDIA_TEXT;
}

enum document_media document_media_of(struct str content)
{
    if (!content.n) return MEDIA_UNKNOWN;
    if (str_starts(content, S("\xff\xd8")))
        return jpeg_strip(NULL, content) ? MEDIA_JPEG : MEDIA_UNKNOWN;
    if (str_starts(content, S("\x89PNG")))
        return png_strip(NULL, content) ? MEDIA_PNG : MEDIA_UNKNOWN;
    if (str_starts(content, S("PK\x03\x04"))) return zip_media(content);
    if (str_starts(content, S("%PDF-")))
        return is_pdf(content) ? MEDIA_PDF : MEDIA_UNKNOWN;
    return text_media(content);
}
