/* Cuts the text of a question into tokens. White space and line ends only separate;
 * `#` starts a comment to the end of the line. Words are letters, digits, `_`, `-` and
 * anything outside ASCII; a point or colon between two digits belongs to the word
 * ("0.9", "12:30"). A string in double quotes may run over lines, which then count as
 * one space; inside it \" and \\ stand for themselves. */
#ifndef MEASURE_LEX_H
#define MEASURE_LEX_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"

enum token_kind { TOKEN_WORD, TOKEN_STRING, TOKEN_SYMBOL, TOKEN_END };

/* A place in the text: both from 1, columns in characters. */
struct place {
    int line, column;
};

struct token {
    enum token_kind kind;
    struct str text; /* a string without its quotes, escapes undone */
    struct place at;
    size_t begins, ends; /* byte offsets in the text */
};

/* The last token is TOKEN_END. Tokens point into `text` or into the arena. ERR_SYNTAX
 * for text that is not UTF-8, an unfinished string, a character outside the language.
 */
nodiscard enum err_code lex_text(struct token **out, size_t *n_out, struct arena *a,
                                 struct str text, struct err *e);

/* "30/09/2022", "30.9.2022", "2022/09/30" or "09/2022" as this language writes it:
 * "2022-09-30", "2022-09". False when the text is no date. The day comes before the
 * month, as it does here. */
bool lex_date_form(char out[DAY_TEXT + 1], struct str text);

#endif
