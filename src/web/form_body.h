/* What a form sends (application/x-www-form-urlencoded), and a query. Strict: each part
 * is name=value with its %XX undone (base/url.h), UTF-8, no zero byte; at most
 * LIMIT_REQUEST_VALUES. An empty value is kept, a part without "=" has one. */
#ifndef WEB_FORM_BODY_H
#define WEB_FORM_BODY_H

#include "web/request.h"

/* Everything in the arena, values cleaned. ERR_USAGE when malformed, ERR_TOO_LARGE over
 * the limit; the error never repeats what was sent. */
nodiscard enum err_code form_body_read(struct named_value **out, size_t *n_out,
                                       struct arena *a, struct str body, struct err *e);
/* Line ends become one newline, other control characters a space; trimmed. What people
 * paste holds them, and a page must not be lost over it. */
struct str value_clean(struct arena *a, struct str text);

#endif
