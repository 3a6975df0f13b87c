/* The question language: text in, checked question out. The grammar, with examples, is
 * docs/question-language.md. Reading a question needs no panel: keywords, dimensions
 * and the values of code lists are checked here; calls, projects, companies and other
 * things that live in the records are looked up when the question is answered.
 *
 * Every error has line and column (columns count characters, from 1), says what was
 * expected and found, and offers the nearest name as its hint.
 */
#ifndef MEASURE_QUESTION_H
#define MEASURE_QUESTION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct question;
struct answer_context; /* answer.h */

/* A whole file: header, parts, statements. `text` is copied into the arena, which also
 * owns the question. ERR_SYNTAX, ERR_INVALID, ERR_TOO_LARGE. */
nodiscard enum err_code question_parse(struct question **out, struct arena *a,
                                       struct str text, struct err *e);
/* One bare statement, as `ask` takes it: a question of one part without a label. */
nodiscard enum err_code question_parse_statement(struct question **out, struct arena *a,
                                                 struct str text, struct err *e);

/* How each table would be made, in English, nothing counted: relation, filters,
 * dimensions with their number of values, cells, method. Looks values up in the panel
 * of the context, so that it fails where the answer would. */
nodiscard enum err_code question_explain(struct str *out, struct arena *a,
                                         const struct question *q,
                                         const struct answer_context *ctx,
                                         struct err *e);

#endif
