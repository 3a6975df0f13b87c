/* Any bytes as a document: always an answer, and an image that lost what stood beside
 * it is still an image, with nothing left to take away. */
#include "exchange/document_kind.h"
#include "exchange/image_strip.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_strip(bool (*strip)(struct buf *out, struct str image),
                        struct str image, enum document_media media)
{
    struct buf once = {0}, twice = {0};
    require(strip(&once, image));
    require(once.n <= image.n + 36); /* an orientation, written anew */
    require(document_media_of(buf_str(&once)) == media);
    require(strip(&twice, buf_str(&once)));
    require(str_eq(buf_str(&once), buf_str(&twice)));
    buf_dispose(&once);
    buf_dispose(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str content = {(const char *)bytes, n};
    enum document_media media = document_media_of(content);
    require(media < N_DOCUMENT_MEDIA);
    if (media == MEDIA_JPEG) check_strip(jpeg_strip, content, media);
    if (media == MEDIA_PNG) check_strip(png_strip, content, media);
    if (media == MEDIA_TEXT) require(!memchr(bytes, 0, n));
    return 0;
}
