/* Text in columns of a terminal: cleaned of what could move the cursor or turn the line
 * around, broken into lines, padded by the width it takes on the screen. */
#ifndef PUBLISH_TEXT_WRAP_H
#define PUBLISH_TEXT_WRAP_H

#include "base/buf.h"

enum align { ALIGN_LEFT, ALIGN_RIGHT };

/* White space becomes one space; other control characters, marks that override the
 * direction of writing and malformed bytes become U+FFFD. NULL gives the empty text.
 * Owned by the arena. */
struct str text_clean(struct arena *a, const char *text);

/* Lines of at most `width` columns (width 0 counts as 1), broken at spaces, between
 * wide characters, and inside a word only when the word is wider than a line; combining
 * marks stay with their letter. A character wider than `width` has a line of its own.
 * There is always at least one line. `lines_out` points into `clean`. */
size_t text_wrap(struct str **lines_out, struct arena *a, struct str clean,
                 size_t width);

/* Width of the widest piece that text_wrap would rather not break. */
size_t text_longest_word(struct str clean);

/* One line padded with spaces to `width`. With `isolate` a text that holds
 * right-to-left letters stands between U+2068 and U+2069, so that the terminal does not
 * reorder its neighbours. */
void text_pad(struct buf *out, struct str line, size_t width, enum align align,
              bool isolate);
void text_put(struct buf *out, struct str line, bool isolate);

/* A paragraph: `lead` before the first line and as many spaces before the others. */
void text_paragraph(struct buf *out, struct arena *a, const char *lead,
                    const char *text, size_t width, bool isolate);

/* Removes spaces at the end of `out` and ends the line. */
void text_end_line(struct buf *out);

#endif
