/* The fixed words of publications in the languages of the house, and the legend of what
 * may stand in a cell. The tables are publish_words.def and cell_statuses.def. */
#ifndef PUBLISH_PUBLISH_WORDS_H
#define PUBLISH_PUBLISH_WORDS_H

#include "base/buf.h"
#include "domain/code_list.h"
#include "measure/table.h"

enum word {
#define X(id, nl, fr, en) id,
#include "publish/publish_words.def"
#undef X
    N_WORDS
};

/* A language outside enum lang is read as Dutch, the language of the source. */
const char *word_in(enum word word, int lang);
/* The word with {1}..{9} replaced by values[0]..; NULL values give nothing. */
void word_fill(struct buf *out, enum word word, int lang, const char *const *values,
               size_t n);
void word_fill_1(struct buf *out, enum word word, int lang, const char *value);

/* What stands in a cell without a number ("" for CELL_VALUE), the stable machine word,
 * and the meaning in words. */
const char *status_symbol(enum cell_status status);
const char *status_word(enum cell_status status);
const char *status_label(enum cell_status status, int lang);
/* "count", "euro", "rate", "days"; "none", "equal", "blank", "differs". */
const char *measure_word(enum measure_kind kind);
const char *published_word(enum published_state state);
const char *lang_code(int lang); /* "nl" */

/* The status a reader must see: a rate over a base of zero and a statistic of nobody
 * cannot occur; a table that carries a number in a zero cell (or the reverse) is a
 * defect of its maker. */
enum cell_status cell_shown_status(const struct table *t, const struct cell *c);
/* How the cell compares; nothing for a hidden one, which "equal" would uncover. */
enum published_state cell_shown_comparison(const struct cell *c);

#endif
