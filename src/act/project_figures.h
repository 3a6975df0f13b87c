/* Figures of a call or project: asked in the question language, of the panel that the
 * analyst asks (panel_shelf.h), so that they are the same numbers. A figure carries its
 * question; its address at the desk is made of that. */
#ifndef ACT_PROJECT_FIGURES_H
#define ACT_PROJECT_FIGURES_H

#include "act/answer_question.h"
#include "act/behalf.h"

enum { FIGURES_MOST = 64 };
struct figure {
    struct str statement;
    const struct table *table; /* NULL: these records cannot answer it */
};
/* Asks all of them at once; statements are filled in by the caller. The panel may lag
 * behind what was written a moment ago: *of_ms_out says from when it is. */
nodiscard enum err_code figures_ask(struct figure *figures, size_t n,
                                    int64_t *of_ms_out, const struct asking *a,
                                    enum lang lang, struct err *e);
/* The total of a figure: units counted, or cents. False when there is no number. */
bool figure_number(int64_t *out, const struct figure *f);
/* One statement as a whole answer, for a file. */
nodiscard enum err_code figures_answer(struct answer **out, const struct asking *a,
                                       struct str text, bool is_file, enum lang lang,
                                       struct err *e);

#endif
