/* Bit numbers and masks of tokens seen before, of one feature. */
#ifndef ENCODE_TOKEN_MEMO_H
#define ENCODE_TOKEN_MEMO_H

#include "base/base.h"

/* What is remembered of one token: a row of its bit numbers, and behind them masks:
 * mask m has the first TOKEN_MASK_STEP * (m + 1) numbers set, so that many bits are one
 * or and a few more. Rows never move; their places do. */
enum { TOKEN_MASK_STEP = 8, TOKEN_BLOCK_ROWS = 64 };
struct token_place {
    uint64_t key;
    uint32_t row;    /* 1 + row; 0: a free place */
    uint32_t filled; /* numbers, with their masks */
};

/* It begins small, to stay in the nearest cache, and doubles up to its budget; a full
 * memo remembers nothing more. */
struct token_memo {
    uint32_t width;      /* bit numbers of a row */
    size_t masks;        /* of a row */
    size_t mask_bytes;   /* of one */
    size_t mask_offset;  /* of the first, from the row */
    size_t row_bytes;    /* a multiple of 64 */
    uint32_t n;          /* rows in use */
    unsigned bits, most; /* room for 2^bits rows, at most 2^most */
    unsigned shift;      /* of the hash: twice as many places as rows */
    struct token_place *places;
    uint8_t **blocks; /* of rows, aligned to 64 bytes */
};

void token_memo_init(struct token_memo *m, uint32_t width, size_t masks,
                     size_t mask_bytes, size_t budget_bytes);
void token_memo_dispose(struct token_memo *m); /* wipes the tokens */

/* The place of a key that is not where it is looked for first, with a new row that has
 * nothing filled when it is nowhere. NULL when the memo is full or all around is taken.
 * Good until the next is sought. */
struct token_place *token_memo_seek(struct token_memo *m, uint64_t key);

static inline uint32_t token_memo_first(const struct token_memo *m, uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> m->shift);
}

static inline struct token_place *token_memo_place(struct token_memo *m, uint64_t key)
{
    struct token_place *p = &m->places[token_memo_first(m, key)];
    return p->key == key && p->row ? p : token_memo_seek(m, key);
}

static inline uint16_t *token_memo_numbers(const struct token_memo *m,
                                           const struct token_place *p)
{
    uint32_t row = p->row - 1;
    uint8_t *block = m->blocks[row / TOKEN_BLOCK_ROWS];
    return (uint16_t *)(void *)(block + row % TOKEN_BLOCK_ROWS * m->row_bytes);
}

static inline uint8_t *token_memo_mask(const struct token_memo *m,
                                       const uint16_t *numbers, size_t i)
{
    return (uint8_t *)(uintptr_t)numbers + m->mask_offset + i * m->mask_bytes;
}

#endif
