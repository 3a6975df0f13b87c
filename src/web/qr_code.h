/* A text as a QR code (ISO/IEC 18004), drawn in the page: no picture is fetched. */
#ifndef WEB_QR_CODE_H
#define WEB_QR_CODE_H

#include "base/html.h"

/* `label` says what it is, for who does not see it. Nothing when the text is too long
 * for a code. */
void qr_code_html(struct buf *out, struct str text, const char *label);

#endif
