/* What a file that somebody sends really is: told by its content, never by its name or
 * by what the sender says it is. Only what a file of a person needs is known; all else
 * is refused.
 *
 *   pdf         begins with %PDF-, has %%EOF in its last 2048 bytes (ISO 32000-1, 7.5)
 *   png, jpeg   whole: every chunk or segment is walked to the end (image_strip.h)
 *   odt, docx   zip with the names of the format (ODF 1.2 part 3, 2.2.4 and 3.3;
 *               ECMA-376 part 2), not encrypted, without macros or embedded programs
 *   text        UTF-8 without control characters, and no markup: neither begins with <
 *               nor has a tag of a page, a drawing or a script
 *
 * Not looked at: what is packed inside a pdf or zip. Therefore documents are only ever
 * given back for saving (docs/SECURITY.md). */
#ifndef EXCHANGE_DOCUMENT_KIND_H
#define EXCHANGE_DOCUMENT_KIND_H

#include "base/str.h"

enum document_media {
    MEDIA_UNKNOWN,      /* or damaged */
    MEDIA_WITH_PROGRAM, /* macros, markup that can run */
    MEDIA_PDF,
    MEDIA_PNG,
    MEDIA_JPEG,
    MEDIA_ODT,
    MEDIA_DOCX,
    MEDIA_TEXT,
    N_DOCUMENT_MEDIA
};
enum document_media document_media_of(struct str content);
bool document_media_is_welcome(enum document_media m);
const char *document_media_type(enum document_media m);   /* "application/pdf" */
const char *document_media_ending(enum document_media m); /* ".pdf" */
/* By media type, as the store keeps it; MEDIA_UNKNOWN. */
enum document_media document_media_named(struct str type);

#endif
