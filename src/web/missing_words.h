/* What is missing in the record of a participant, in words, with the way to it. */
#ifndef WEB_MISSING_WORDS_H
#define WEB_MISSING_WORDS_H

#include "act/participant_acts.h"
#include "ui/page.h"

/* "hoogste diploma"; in the language of the page. */
const char *need_label(enum tongue t, size_t need);
/* The page that asks this one thing, at its field. */
const char *need_path(struct arena *a, const struct participant_view *v, size_t need);
/* The participant: a name, else a case number, else that another organisation keeps the
 * file. */
void participant_html(struct buf *out, const struct frame *f,
                      const struct participant *p);
/* A line of the list of what is missing: the link opens the field. */
void missing_line_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct missing_line *line);

#endif
