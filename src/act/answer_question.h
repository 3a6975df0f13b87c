/* A question asked of a database: read it, load the panels it needs (one per moment of
 * knowledge), count, and give the answer. */
#ifndef ACT_ANSWER_QUESTION_H
#define ACT_ANSWER_QUESTION_H

#include "act/panel_shelf.h"
#include "measure/answer_members.h"

struct asked {
    struct str text;
    bool is_file; /* a whole question; false: one bare statement */
    enum lang lang;
    struct day today; /* the as-of day of a question that names none */
    int64_t now_ms;
    unsigned threads;
    int64_t known_until_ms; /* what was recorded later does not count, whatever the
                               question says; 0: no bound */
    bool as_known_now;      /* everything recorded counts, whatever moments of knowledge
                               the question names */
    struct panel_shelf *shelf; /* panels are borrowed there; NULL: loaded */
};

/* Answer and explanation are owned by the arena. `panel_bytes_out` (may be NULL) tells
 * the memory the panels took. */
nodiscard enum err_code answer_question(struct answer **out, struct arena *a,
                                        struct db *db, const struct asked *asked,
                                        size_t *panel_bytes_out, struct err *e);
/* The files in one cell of a statement that has members (measure/answer_members.h). */
nodiscard enum err_code members_of_cell(struct cell_members *out, struct arena *a,
                                        struct db *db, const struct asked *asked,
                                        const struct cell_address *at, struct err *e);
nodiscard enum err_code explain_question(struct str *out, struct arena *a,
                                         struct db *db, const struct asked *asked,
                                         struct err *e);

#endif
