/* Releases at the desk: questions kept, answers frozen by their author and validated by
 * somebody else (X25). A release is never changed: what corrects it is another one, and
 * the earlier keeps its bytes (X26). */
#ifndef ACT_RELEASE_DESK_H
#define ACT_RELEASE_DESK_H

#include "act/desk_acts.h"
#include "act/release_acts.h"
#include "store/question_store.h"
#include "store/release_store.h"

/* --- questions with parts --- */

enum { DESK_QUESTIONS = 200, DESK_RELEASES = 200 };
nodiscard enum err_code desk_questions(struct question_fact **out, size_t *n_out,
                                       const struct asking *a, struct err *e);
nodiscard enum err_code desk_question(struct question_fact *out, const struct asking *a,
                                      struct uuid id, struct err *e);
/* Reads and keeps it; the question with the same text when there is one. Its values are
 * known to the records. ERR_SYNTAX, ERR_INVALID with their place. */
nodiscard enum err_code desk_question_keep(struct uuid *id_out, const struct asking *a,
                                           struct str text, struct err *e);
/* All its parts, counted. */
nodiscard enum err_code desk_answer(struct answer **out, const struct asking *a,
                                    struct str text, enum lang lang, struct err *e);

/* --- checks before freezing --- */

struct desk_finding {
    bool is_error; /* stops the freezing, unless a reason is given */
    const char *where, *arithmetic, *what, *cure; /* in the language of the answer */
};
nodiscard enum err_code desk_findings(struct desk_finding **out, size_t *n_out,
                                      const struct asking *a,
                                      const struct answer *answer, enum lang lang,
                                      struct err *e);

/* --- releases --- */

enum release_stand {
    RELEASE_WAITING, /* for somebody else to look */
    RELEASE_VALIDATED,
    RELEASE_SENT_BACK,
    RELEASE_CORRECTED, /* a later one took its place and was validated */
    RELEASE_WITHDRAWN,
    N_RELEASE_STANDS
};
struct desk_step {
    const struct release_step_fact *fact;
    const char *worker_name;
};
struct desk_release {
    struct release_record record;
    enum release_stand stand;
    const char *author_name; /* "" when the command line made it */
    bool is_own;             /* the visitor is its author */
    bool may_validate;       /* another's, waiting, and the role may */
    struct desk_step *steps;
    size_t n_steps;
    struct uuid corrects, corrected_by; /* nil: none */
};
/* Newest first. */
nodiscard enum err_code desk_releases(struct desk_release **out, size_t *n_out,
                                      const struct asking *a, struct err *e);
nodiscard enum err_code desk_release(struct desk_release *out, const struct asking *a,
                                     struct uuid id, struct err *e);
/* The bytes as they were frozen. */
nodiscard enum err_code desk_release_bytes(struct str *out, const struct asking *a,
                                           struct uuid id, enum publish_format format,
                                           struct err *e);
/* Validated, or sent back with words. ERR_DENIED for its author and without
 * PERMISSION_RELEASE_VALIDATE; ERR_EXISTS when somebody did so already. */
nodiscard enum err_code desk_release_judge(const struct asking *a, struct uuid id,
                                           bool is_right, struct str words,
                                           struct err *e);
nodiscard enum err_code desk_freeze(struct frozen *out, const struct asking *a,
                                    struct str text, enum lang lang, const char *name,
                                    const char *despite, struct uuid corrects,
                                    struct err *e);

#endif
