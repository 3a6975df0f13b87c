/* How alike two short texts are. Texts are folded (encode/fold.h); of longer ones the
 * first TEXT_ALIKE_MAX bytes are looked at.
 *
 * Jaro (1989) with Winkler's (1990) bonus for a common beginning of up to four
 * characters, 0.1 each, given when Jaro is above 0.7; edits are Damerau and
 * Levenshtein's in the restricted form (neighbours swapped count one), bit-parallel
 * after Hyyro (2003). */
#ifndef LINK_TEXT_ALIKE_H
#define LINK_TEXT_ALIKE_H

#include "base/str.h"

enum { TEXT_ALIKE_MAX = 64 };

double text_jaro_winkler(struct str a, struct str b); /* 0 .. 1; 0 when one is empty */
unsigned text_edits(struct str a, struct str b);

#endif
