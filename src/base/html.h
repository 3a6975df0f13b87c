/* HTML that escapes in its plainest form:
 *
 *     html_f(out, "<td title=\"%s\">%.*s</td>", title, STR_ARG(name));
 *
 * The format is a literal: a variable does not compile. Conversions are those of
 * format.h. Texts become safe between tags and inside quoted attributes: & < > " ' are
 * escaped; control characters but TAB, LF and CR, and bytes that are not UTF-8, become
 * U+FFFD. A text in a tag outside quotes is a defect (write the attribute in the
 * format, in an if). At the start of href, src, action, formaction, poster or
 * data-hx-get, a text with a scheme other than http, https, mailto, sms or tel becomes
 * "#refused", so that no address runs a script. Inside <script> or <style> there is no
 * safe text: none belongs there. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"

#define html_f(out, ...) html_write((out), "" __VA_ARGS__)

void html_write(struct buf *out, const char *format, ...) printf_like(2, 3);
/* A text with the escapes above, for a caller that builds no tag around it. */
void html_text(struct buf *out, struct str text);

#endif
