/* UTF-8: validation after the Unicode Standard table 3-7, and how wide a text stands in
 * a terminal (0, 1 or 2 columns a character). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

enum { UTF8_BAD = 0x110000 };

/* The next code point of `*s`, which moves on; UTF8_BAD (and one byte) when malformed.
 */
uint32_t utf8_next(struct str *s);
bool utf8_is_valid(struct str s);
size_t utf8_bad_at(struct str s); /* offset of the first bad byte; s.n when valid */
size_t utf8_width(struct str s);  /* columns in a terminal */
bool utf8_is_rtl(struct str s);   /* holds a strong right-to-left character */
/* At most `n` code points of `s`, never cutting one. */
struct str utf8_take(struct str s, size_t n);

#endif
