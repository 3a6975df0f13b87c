/* What `ask` and `answer` have in common: options of form, and the way from a text to
 * an answer on standard output or in a file. */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include "act/answer_question.h"
#include "cli/command.h"

extern const struct option_row asking_options[];

/* Answers, or with --explain prints the plan. `text` is a whole file or one statement.
 */
nodiscard enum err_code asking_run(struct call *c, struct str text, bool is_file,
                                   struct err *e);

#endif
