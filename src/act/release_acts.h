/* Answers that leave the house: frozen in every format at once, opened again as they
 * were, withdrawn with a reason. */
#ifndef ACT_RELEASE_ACTS_H
#define ACT_RELEASE_ACTS_H

#include "act/answer_question.h"
#include "act/behalf.h"
#include "publish/publish_format.h"
#include "store/release_store.h"

struct frozen {
    struct release_record record;
    struct str form[N_PUBLISH_FORMATS]; /* the bytes, by enum publish_format */
    struct str findings; /* in words; empty when the checks found no error */
    size_t n_errors;     /* findings that should have stopped it */
};

/* Answers the question as of one moment - nothing that is recorded before it can still
 * arrive - and keeps question, answer and the bytes of every format in one write, under
 * `name`. `asked->now_ms`, `today` and `known_until_ms` are set by this act, so that
 * the same question can be asked again as it was. Forms are made in one fixed style:
 * text at TEXT_WIDTH_DEFAULT columns, CSV with commas.
 *
 * The checks of reconcile/ come first. With errors it is ERR_FINDINGS, `findings` and
 * `n_errors` are filled and nothing is kept; unless `despite` says why it is frozen all
 * the same ("" does not), which is kept in the audit. A reason where there was no error
 * is ERR_USAGE: it would say that there was one. */
nodiscard enum err_code answer_freeze(struct frozen *out, struct arena *a,
                                      struct house *h, const struct asked *asked,
                                      const char *name, const char *despite,
                                      struct err *e);

/* The same by somebody who is logged in: that worker is its author. The form's id
 * becomes the release's. `corrects` (nil: none) is the release that it takes the place
 * of; that one stays as it is. ERR_DENIED without PERMISSION_RELEASE_FREEZE. */
nodiscard enum err_code answer_freeze_by(struct frozen *out, const struct asking *by,
                                         const struct asked *asked, const char *name,
                                         const char *despite, struct uuid corrects,
                                         struct err *e);

/* The question of a release asked again: `known_until_ms` and `today` as they were when
 * it was frozen, or with `as_known_now` over everything recorded since. */
nodiscard enum err_code release_ask_again(struct answer **out, struct arena *a,
                                          struct db *db, const struct release_record *r,
                                          bool as_known_now, unsigned threads,
                                          struct err *e);

/* Closes a release; its bytes stay and its name is not given again. ERR_EXISTS when it
 * was withdrawn before. */
nodiscard enum err_code release_withdraw(struct house *h, struct str name,
                                         const char *reason, struct err *e);

/* The bytes of an answer in one format, in the fixed style of a release. */
nodiscard enum err_code release_render(struct str *out, struct arena *a,
                                       const struct answer *answer,
                                       enum publish_format format, struct err *e);

#endif
