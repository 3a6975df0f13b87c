/* The words for a pair of files, in three languages. */
#ifndef ACT_LINK_WORDS_H
#define ACT_LINK_WORDS_H

#include "base/str.h"
#include "domain/code_list.h"

/* Of a field, a level or a heading (link_words.def); a name that has no word is given
 * back as it is. */
struct str link_word(struct str name, enum lang lang);

#endif
