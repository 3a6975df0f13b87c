/* multipart/form-data (RFC 7578), as browsers send it: a form with a file. Strict: the
 * body begins with the boundary and ends with the closing one; lines end in CRLF; each
 * part has a Content-Disposition of form-data with a quoted name. What is cut off or
 * has something after its end is refused whole. */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/request.h"

/* The boundary in a Content-Type of multipart/form-data: 1 to 70 characters of RFC
 * 2046; false when the type is another or the boundary is not there. */
bool multipart_boundary(struct str *out, struct str content_type);

struct multipart {
    struct named_value *values; /* cleaned */
    size_t n_values;
    struct upload *uploads; /* a file that was not chosen is left out */
    size_t n_uploads;
};
/* In the arena; contents of files point into `body`. ERR_USAGE when malformed or cut
 * off, ERR_TOO_LARGE over LIMIT_REQUEST_VALUES parts, LIMIT_REQUEST_BODY_BYTES of
 * values or a file of more than LIMIT_DOCUMENT_BYTES. */
nodiscard enum err_code multipart_read(struct multipart *out, struct arena *a,
                                       struct str body, struct str boundary,
                                       struct err *e);

#endif
