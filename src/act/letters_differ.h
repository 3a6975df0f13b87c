/* Which letters of two values are not in the other, for who looks at them side by side.
 */
#ifndef ACT_LETTERS_DIFFER_H
#define ACT_LETTERS_DIFFER_H

#include "base/str.h"

enum { LETTERS_COMPARED = 256 };

/* A byte for each byte of `a` and of `b`: 1 where its letter (code point) is not part
 * of a longest common subsequence. Of several the one that agrees earliest in `a`.
 * Values of more than LETTERS_COMPARED letters are equal as a whole or differ as a
 * whole. */
void letters_differ(uint8_t *mark_a, uint8_t *mark_b, struct str a, struct str b);

#endif
