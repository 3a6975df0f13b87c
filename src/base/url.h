/* Addresses that encode in their plainest form:
 *
 *     url_f(out, "/trajectories/%s?from=%s", id, day);
 *
 * The format is a literal; %s %.*s %c are percent-encoded to the unreserved characters
 * of RFC 3986 (letters, digits, - . _ ~); the other conversions are those of format.h.
 * The result still goes through html_f, because a format may hold an ampersand. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/buf.h"

#define url_f(out, ...) url_write((out), "" __VA_ARGS__)

void url_write(struct buf *out, const char *format, ...) printf_like(2, 3);
void url_text(struct buf *out, struct str text);

/* One path segment, name or value with its %XX undone, in the arena. Strict: two
 * hexadecimal digits after each %, no space, control, quote, < > # or byte outside
 * ASCII written bare, and the outcome is UTF-8 without a zero byte; else ERR_INVALID.
 */
nodiscard enum err_code url_part_decode(struct str *out, struct arena *a,
                                        struct str part, struct err *e);
/* The same, with + for a space, as HTML forms send (application/x-www-form-urlencoded).
 */
nodiscard enum err_code url_form_decode(struct str *out, struct arena *a,
                                        struct str part, struct err *e);

#endif
