/* Figures checked before they are published: files of figures, cross tables and
 * answers, mixed with questions that are answered first. */
#ifndef ACT_CHECK_FILES_H
#define ACT_CHECK_FILES_H

#include "act/answer_question.h"
#include "reconcile/reconcile.h"

struct check_files {
    const char *const *paths; /* "-" is standard input */
    size_t n;
    const char *db_url,
        *key_path;    /* opened when a file is a question, or has_records */
    bool has_records; /* the records are checked too: participations and their calls */
    struct asked asked; /* text and is_file are set by the act */
    struct check_context ctx;
};

/* All claims together; what is found and its texts belong to the arena. */
nodiscard enum err_code check_files(struct findings *out, struct arena *a,
                                    const struct check_files *wanted, struct err *e);

#endif
