/* A value cut into tokens, as clkhash's comparisons cut it. */
#ifndef ENCODE_TOKEN_LIST_H
#define ENCODE_TOKEN_LIST_H

#include "base/buf.h"
#include "encode/linkage_schema.h"

__extension__ typedef __int128 wide_int;

/* The tokens of one text. n-grams: token i is character[i .. i + ngram - 1]; exact: all
 * characters; numeric: first + i * step. Kept from text to text to spare memory. */
struct token_list {
    size_t n;
    uint32_t *character; /* code points, with the blanks around */
    size_t n_characters, room;
    uint32_t highest; /* of the characters */
    wide_int first;
    int64_t step;
};

/* Rules: n-grams have n - 1 blanks put before and behind when n > 1; an empty text has
 * no tokens. Numeric: the number times 10^fractional_precision (whole numbers exactly,
 * others rounded half to even; without fractional_precision cut off), times 2 *
 * resolution, snapped to a multiple of the interval (below half down, else up); tokens
 * are that and `resolution` intervals to both sides, in rising order. ERR_INVALID names
 * the feature when the text is not a number, or beyond 2^100 after these steps. */
nodiscard enum err_code token_list_make(struct token_list *t,
                                        const struct linkage_feature *f,
                                        struct str text, struct err *e);
void token_list_dispose(struct token_list *t);

/* Appends the bytes of token i in the feature's encoding: UTF-16 and UTF-32 little
 * endian, each token with a byte order mark of its own. A positional token begins with
 * its number from 1 and a blank. */
void token_bytes(struct buf *out, const struct token_list *t,
                 const struct linkage_feature *f, size_t i);

/* round(threshold * 10^fractional_precision), halves to even; 0 when that is 0 or 2^53
 * or more. */
int64_t numeric_interval(const struct linkage_feature *f);

#endif
