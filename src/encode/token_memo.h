/* Bit numbers of tokens seen before, of one feature. */
#ifndef ENCODE_TOKEN_MEMO_H
#define ENCODE_TOKEN_MEMO_H

#include "base/base.h"

/* A row holds the bit numbers of one token, `filled` of them so far. Rows stay where
 * they are; a full memo remembers nothing more. */
struct token_memo {
    uint32_t width;    /* bit numbers of a row */
    uint32_t most;     /* rows */
    uint32_t n;        /* rows in use */
    uint32_t mask;     /* slots - 1 */
    unsigned shift;    /* of the hash */
    uint64_t *key;     /* of each slot */
    uint32_t *row;     /* of each slot: 1 + row, 0 free */
    uint16_t *filled;  /* of each row */
    uint16_t *numbers; /* of each row */
};

void token_memo_init(struct token_memo *m, uint32_t width, size_t bytes);
void token_memo_dispose(struct token_memo *m);
/* The row of a key, a new one with filled 0 when it was not there; UINT32_MAX when it
 * is not there and the memo is full. */
uint32_t token_memo_row(struct token_memo *m, uint64_t key);

#endif
