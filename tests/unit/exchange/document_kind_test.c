/* What a file is by its content: the kinds that are welcome, and the many that are not.
 * Images lose what the camera wrote beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exchange/document_kind.h"
#include "exchange/image_strip.h"

static enum document_media kind(const void *p, size_t n)
{
    return document_media_of((struct str){p, n});
}
#define KIND(literal) kind("" literal, sizeof(literal) - 1)

static void texts_and_markup(void **state)
{
    (void)state;
    assert_int_equal(KIND("Beste Olena,\r\nTot \xc3\xa9\xc3\xa9n uur.\n"), MEDIA_TEXT);
    assert_int_equal(KIND("\xef\xbb\xbf"
                          "cv"),
                     MEDIA_TEXT);
    assert_int_equal(KIND("a < b en b > c"), MEDIA_TEXT);
    assert_int_equal(KIND("<svg onload=alert(1)>"), MEDIA_WITH_PROGRAM);
    assert_int_equal(KIND("  \n<!DOCTYPE html><p>x"), MEDIA_WITH_PROGRAM);
    assert_int_equal(KIND("\xef\xbb\xbf<p>x"), MEDIA_WITH_PROGRAM);
    assert_int_equal(KIND("brief <ScRiPt>alert(1)</script>"), MEDIA_WITH_PROGRAM);
    assert_int_equal(KIND("GIF89a=1;alert(1)//\0"), MEDIA_UNKNOWN);
    assert_int_equal(KIND("met een nul\0erin"), MEDIA_UNKNOWN);
    assert_int_equal(KIND("latin \xe9"), MEDIA_UNKNOWN);
    assert_int_equal(KIND("\x1b[31mrood"), MEDIA_UNKNOWN);
    assert_int_equal(KIND("   \n"), MEDIA_UNKNOWN);
    assert_int_equal(KIND(""), MEDIA_UNKNOWN);
    assert_int_equal(KIND("MZ\x90\0\3"), MEDIA_UNKNOWN);
}

static void pdf_has_a_beginning_and_an_end(void **state)
{
    (void)state;
    assert_int_equal(KIND("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"), MEDIA_PDF);
    assert_int_equal(KIND("%PDF-1.7\n1 0 obj"), MEDIA_UNKNOWN);
    assert_int_equal(KIND(" %PDF-1.7\n%%EOF"), MEDIA_TEXT);
}

/* --- zip files, made here: entries without content, then the directory --- */

static void add_little(struct buf *b, uint32_t v, unsigned n_bytes)
{
    for (unsigned i = 0; i < n_bytes; i++)
        buf_add_char(b, (char)(v >> (8 * i)));
}

static void make_zip(struct buf *b, const char *const *names, size_t n, unsigned flags)
{
    size_t at[16], start;
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(names[i]), content = STR_NONE;
        if (str_eq(name, S("mimetype")))
            content = S("application/vnd.oasis.opendocument.text");
        at[i] = b->n;
        buf_add(b, S("PK\x03\x04"));
        add_little(b, 20, 2);
        add_little(b, flags, 2);
        add_little(b, 0, 2); /* stored */
        add_little(b, 0, 4);
        add_little(b, 0, 4);
        add_little(b, (uint32_t)content.n, 4);
        add_little(b, (uint32_t)content.n, 4);
        add_little(b, (uint32_t)name.n, 2);
        add_little(b, 0, 2);
        buf_add(b, name);
        buf_add(b, content);
    }
    start = b->n;
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(names[i]);
        buf_add(b, S("PK\x01\x02"));
        add_little(b, 20, 2);
        add_little(b, 20, 2);
        add_little(b, flags, 2);
        add_little(b, 0, 2);
        for (int k = 0; k < 4; k++)
            add_little(b, 0, 4);
        add_little(b, (uint32_t)name.n, 2);
        add_little(b, 0, 4);
        add_little(b, 0, 4);
        add_little(b, 0, 4);
        add_little(b, (uint32_t)at[i], 4);
        buf_add(b, name);
    }
    size_t end = b->n;
    buf_add(b, S("PK\x05\x06"));
    add_little(b, 0, 4);
    add_little(b, (uint32_t)n, 2);
    add_little(b, (uint32_t)n, 2);
    add_little(b, (uint32_t)(end - start), 4);
    add_little(b, (uint32_t)start, 4);
    add_little(b, 0, 2);
}

static enum document_media zip_kind(const char *const *names, size_t n, unsigned flags)
{
    struct buf b = {0};
    make_zip(&b, names, n, flags);
    enum document_media m = kind(b.p, b.n);
    /* every cut and every changed byte is answered */
    for (size_t i = 0; i < b.n; i++) {
        kind(b.p, i);
        b.p[i] ^= 0x55;
        kind(b.p, b.n);
        b.p[i] ^= 0x55;
    }
    buf_dispose(&b);
    return m;
}
#define ZIP(flags, ...)                                                                \
    zip_kind((const char *const[]){__VA_ARGS__},                                       \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), (flags))

static void zips_are_known_by_their_names(void **state)
{
    (void)state;
    assert_int_equal(ZIP(0, "mimetype", "content.xml", "META-INF/manifest.xml"),
                     MEDIA_ODT);
    assert_int_equal(ZIP(0, "[Content_Types].xml", "_rels/.rels", "word/document.xml"),
                     MEDIA_DOCX);
    assert_int_equal(
        ZIP(0, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        MEDIA_WITH_PROGRAM);
    assert_int_equal(ZIP(0, "[Content_Types].xml", "word/document.xml",
                         "word/embeddings/oleObject1.bin"),
                     MEDIA_WITH_PROGRAM);
    assert_int_equal(ZIP(0, "mimetype", "content.xml", "Basic/Standard/Module1.xml"),
                     MEDIA_WITH_PROGRAM);
    assert_int_equal(ZIP(0, "content.xml", "mimetype"), MEDIA_UNKNOWN);
    assert_int_equal(ZIP(0, "[Content_Types].xml", "xl/workbook.xml"), MEDIA_UNKNOWN);
    assert_int_equal(ZIP(0, "virus.exe"), MEDIA_UNKNOWN);
    assert_int_equal(ZIP(1, "[Content_Types].xml", "word/document.xml"), MEDIA_UNKNOWN);
    /* both at once is neither */
    assert_int_equal(
        ZIP(0, "mimetype", "content.xml", "[Content_Types].xml", "word/document.xml"),
        MEDIA_UNKNOWN);
}

/* --- images --- */

/* Exif with an orientation and, further on, words that tell where it was taken. */
static void make_jpeg(struct buf *b, unsigned orientation)
{
    static const char where[] = "GPS 51.2194 4.4025 Meir";
    buf_add(b, (struct str){"\xff\xd8\xff\xe0\x00\x07"
                            "JFIF\0",
                            11});
    buf_add(b, S("\xff\xe1"));
    size_t n = 2 + 6 + 26 + sizeof where - 1;
    buf_add_char(b, (char)(n >> 8));
    buf_add_char(b, (char)n);
    buf_add(b, (struct str){"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0",
                            24});
    buf_add_char(b, (char)orientation);
    buf_add(b, (struct str){"\0\0\0\0\0\0\0", 7});
    buf_add_c(b, where);
    buf_add(b, (struct str){"\xff\xfe\x00\x0bgemaakt!!", 13});
    buf_add(b, (struct str){"\xff\xc0\x00\x0b\x08\0\x01\0\x01\x01\x01\x11\0", 13});
    buf_add(b, (struct str){"\xff\xda\x00\x08\x01\x01\0\0\x3f\0", 10});
    buf_add(b, (struct str){"abc\xff\x00"
                            "def\xff\xd0ghi",
                            13});
    buf_add(b, (struct str){"\xff\xd9", 2});
}

static void a_photograph_loses_where_it_was_taken(void **state)
{
    (void)state;
    for (unsigned orientation = 1; orientation <= 8; orientation++) {
        struct buf b = {0}, out = {0}, again = {0};
        make_jpeg(&b, orientation);
        size_t whole = b.n;
        buf_add_c(&b, "a film behind it");
        assert_int_equal(kind(b.p, b.n), MEDIA_JPEG);
        assert_true(jpeg_strip(&out, buf_str(&b)));
        assert_true(out.n < whole);
        assert_false(str_contains(buf_str(&out), S("GPS")));
        assert_false(str_contains(buf_str(&out), S("gemaakt")));
        assert_false(str_contains(buf_str(&out), S("film")));
        assert_true(str_contains(buf_str(&out), S("JFIF")));
        assert_true(str_contains(buf_str(&out), (struct str){"abc\xff\x00"
                                                             "def\xff\xd0ghi",
                                                             13}));
        /* it stays upright, and there is nothing left to take away */
        assert_int_equal(str_contains(buf_str(&out), S("Exif")), orientation > 1);
        assert_true(jpeg_strip(&again, buf_str(&out)));
        assert_true(str_eq(buf_str(&again), buf_str(&out)));
        buf_dispose(&b);
        buf_dispose(&out);
        buf_dispose(&again);
    }
}

static void a_cut_image_is_no_image(void **state)
{
    (void)state;
    struct buf b = {0};
    make_jpeg(&b, 6);
    for (size_t n = 0; n < b.n; n++)
        assert_int_not_equal(kind(b.p, n), MEDIA_JPEG);
    for (size_t i = 0; i < b.n; i++) {
        b.p[i] ^= (char)0xff;
        kind(b.p, b.n);
        b.p[i] ^= (char)0xff;
    }
    buf_dispose(&b);
}

static void add_chunk(struct buf *b, const char *type, const char *content, size_t n)
{
    char length[4] = {0, 0, (char)(n >> 8), (char)n};
    buf_add(b, (struct str){length, 4});
    buf_add_c(b, type);
    buf_add(b, (struct str){content, n});
    buf_add(b, (struct str){"\0\0\0\0", 4});
}

static void a_drawing_loses_its_texts(void **state)
{
    (void)state;
    struct buf b = {0}, out = {0};
    buf_add(&b, (struct str){"\x89PNG\r\n\x1a\n", 8});
    add_chunk(&b, "IHDR", "\0\0\0\1\0\0\0\1\x08\0\0\0\0", 13);
    add_chunk(&b, "tEXt", "Author\0Olena", 12);
    add_chunk(&b, "gAMA", "\0\0\xb1\x8f", 4);
    add_chunk(&b, "eXIf", "GPS", 3);
    add_chunk(&b, "IDAT", "pixels", 6);
    add_chunk(&b, "IEND", "", 0);
    size_t whole = b.n;
    for (size_t n = 0; n < whole; n++)
        assert_int_not_equal(kind(b.p, n), MEDIA_PNG);
    buf_add_c(&b, "<script>alert(1)</script>");
    assert_int_equal(kind(b.p, b.n), MEDIA_PNG);
    assert_true(png_strip(&out, buf_str(&b)));
    assert_false(str_contains(buf_str(&out), S("Olena")));
    assert_false(str_contains(buf_str(&out), S("GPS")));
    assert_false(str_contains(buf_str(&out), S("script")));
    assert_true(str_contains(buf_str(&out), S("pixels")));
    assert_true(str_contains(buf_str(&out), S("gAMA")));
    buf_dispose(&b);
    buf_dispose(&out);
}

static void types_have_their_names(void **state)
{
    (void)state;
    for (unsigned m = 0; m < N_DOCUMENT_MEDIA; m++) {
        const char *type = document_media_type((enum document_media)m);
        bool welcome = document_media_is_welcome((enum document_media)m);
        assert_int_equal(document_media_named(str_of(type)),
                         welcome ? m : MEDIA_UNKNOWN);
        assert_true(strlen(type) < 80);
        assert_int_equal(document_media_ending((enum document_media)m)[0], '.');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_markup),
        cmocka_unit_test(pdf_has_a_beginning_and_an_end),
        cmocka_unit_test(zips_are_known_by_their_names),
        cmocka_unit_test(a_photograph_loses_where_it_was_taken),
        cmocka_unit_test(a_cut_image_is_no_image),
        cmocka_unit_test(a_drawing_loses_its_texts),
        cmocka_unit_test(types_have_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
