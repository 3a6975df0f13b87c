/* What the pages of the analyst's desk share. */
#ifndef WEB_DESK_PARTS_H
#define WEB_DESK_PARTS_H

#include "act/desk_acts.h"
#include "publish/chart.h"
#include "web/reply.h"

#define DESK_PATH       "/cijfers"
#define CROSS_PATH      "/cijfers/kruistabel"
#define MEMBERS_PATH    "/cijfers/leden"
#define DEFINITION_PATH "/cijfers/definities"

/* "/cijfers/kruistabel?vraag=..." with `line` encoded, in the arena. */
const char *cross_path(struct arena *a, const char *path, struct str line);

/* What is wrong in a question, in words: where, what stands there, what was meant.
 * Plain text, in the arena. */
const char *question_error_words(struct arena *a, enum tongue t, const struct err *e);
/* The line of the question with the place marked. */
void question_error_place(struct buf *out, const struct frame *f, struct str text,
                          const struct err *e);
/* Is it the question that is wrong, and not the house? */
bool question_is_wrong(enum err_code rc);

/* One part of an answer as a page shows it: tables, legend, notes. In the language of
 * the answer, marked when the page has another. Instead of more cells than fit on a
 * page it says so. `cells` (may be NULL): where its numbers lead to, as
 * publish_html_part has it; not in a table of many. */
void answer_part_html(struct buf *out, const struct frame *f,
                      const struct answer *answer, size_t part, const char *cells);
/* The chart of a table, and links to the other ones that fit: `path` (with a query)
 * takes "beeld=kaart" behind it; NULL: no links. `number` makes the ids on a page
 * differ. Nothing for a table that no chart fits. */
void chart_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct table *t, struct str wanted, const char *path,
                size_t number);
/* The chart that was wanted, else the best; false when none fits. */
bool chart_wanted(enum drawing *out, const struct table *t, struct str word);
/* The chart as a picture that stands alone: "svg" or "png". */
nodiscard enum err_code reply_picture(struct reply *r, const struct request *q,
                                      const struct answer *answer, size_t part,
                                      size_t table, bool is_png, const char *name,
                                      struct err *e);
/* "Gegevens tot vandaag 14:05." */
void moment_of_figures_html(struct buf *out, const struct frame *f, struct arena *a,
                            int64_t of_ms);
/* Links to the same in other forms; pictures too, when there is a chart. `path` takes
 * "vorm=xlsx" behind `separator`. */
void forms_html(struct buf *out, const struct frame *f, const char *path,
                char separator, bool has_chart);
/* Links to a chart as pictures. */
void pictures_html(struct buf *out, const struct frame *f, const char *path,
                   char separator);
/* The form asked for, as a file with this name and its ending. False for a form there
 * is none of. */
bool desk_form(enum publish_format *out, const struct request *q);
nodiscard enum err_code reply_form(struct reply *r, const struct request *q,
                                   const struct answer *answer,
                                   enum publish_format format, const char *name,
                                   struct err *e);
void reply_form_bytes(struct reply *r, const struct request *q,
                      enum publish_format format, const char *name, struct str bytes);

#endif
