/* The desk of the analyst: questions asked of the shared panel, by who may ask them. A
 * question names no person and its answer holds none. */
#ifndef ACT_DESK_ACTS_H
#define ACT_DESK_ACTS_H

#include "act/answer_question.h"
#include "act/behalf.h"
#include "measure/question_form.h"
#include "publish/publish_format.h"

/* One statement, asked. All in the arena of the asking. */
struct desk_table {
    struct str text;  /* on one line, as it stands in an address */
    bool has_members; /* people stand behind its numbers (act/cell_members.h) */
    bool has_form;    /* the form can say all of it */
    struct question_form form;
    struct answer *answer;
    struct str explained; /* how it was counted, in English; empty: not asked for */
    int64_t of_ms;        /* everything recorded by this moment is counted */
};

/* How the desk asks: of the shelf, as it is now. */
struct asked desk_asked(const struct asking *a, struct str text, enum lang lang);
/* A statement that stands safely in an address, on one line: it holds no words of its
 * own (notes, reasons), it fits, and its values are known to the records. Nothing is
 * counted. ERR_SYNTAX and ERR_INVALID with line and column, ERR_TOO_LARGE. */
nodiscard enum err_code desk_check(struct str *line_out, const struct asking *a,
                                   struct str text, struct err *e);
/* The same, counted. */
nodiscard enum err_code desk_ask(struct desk_table *out, const struct asking *a,
                                 struct str text, enum lang lang, bool explain,
                                 struct err *e);
/* The bytes of an answer, in one format. */
nodiscard enum err_code desk_render(struct str *out, const struct asking *a,
                                    const struct answer *answer,
                                    enum publish_format format, struct err *e);

#endif
