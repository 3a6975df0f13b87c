/* An answer as one HTML document that needs nothing else: no script, no font, no
 * picture, and a policy in it that lets none load.
 *
 * Title, by whom and as of when; contents; then each part with its tables. A table is a
 * <table> with its number and title as caption, heads with scope, a row head that holds
 * for several rows written once, and beside every symbol its meaning for those who
 * listen; it scrolls in a region of its own that the keyboard reaches. Under it the
 * legend, the comparison with published figures and the notes. Class of a cell: its
 * status word. Texts from the answer are escaped, and isolated in direction. */
#ifndef PUBLISH_ANSWER_HTML_H
#define PUBLISH_ANSWER_HTML_H

#include "base/buf.h"
#include "publish/reasons.h"

/* Linear in cells. What does not fit in the buffer's limit is told by buf_check(out).
 */
void publish_html(struct buf *out, const struct answer *a);

/* The same of one part, for a page that has its own head and style: headings from <h2>
 * on, all notes in full. `cells` (may be NULL) is an address with a query; each number
 * leads to it with the cell behind it: &tabel=0&rij=antwerpen&kolom=f, codes of several
 * levels with | between them, none for a total. */
void publish_html_part(struct buf *out, const struct answer *a, size_t part,
                       const char *cells);

/* The <table> of one table (html_table.c). t->cells is set. `cells` as above, with the
 * table in it already. */
void html_table(struct buf *out, struct arena *a, const struct table *t,
                const struct reasons *reasons, int lang, const char *caption,
                const char *cells);

#endif
