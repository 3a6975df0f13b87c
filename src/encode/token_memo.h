/* Bit numbers of tokens seen before, of one feature. */
#ifndef ENCODE_TOKEN_MEMO_H
#define ENCODE_TOKEN_MEMO_H

#include "base/base.h"

/* The bit numbers of one token are a row, `filled` of them so far. It begins small, to
 * stay in the nearest cache, and doubles up to its budget; a full memo remembers
 * nothing more. Places and rows move when it does. */
struct token_place {
    uint64_t key;
    uint32_t row;    /* 1 + row; 0: a free place */
    uint32_t filled; /* numbers */
};

struct token_memo {
    uint32_t width;      /* bit numbers of a row, a multiple of 32 */
    uint32_t n;          /* rows in use */
    unsigned bits, most; /* room for 2^bits rows, at most 2^most */
    unsigned shift;      /* of the hash: twice as many places as rows */
    struct token_place *places;
    uint16_t *numbers; /* width of each row, aligned to 64 bytes */
};

void token_memo_init(struct token_memo *m, uint32_t width, size_t budget_bytes);
void token_memo_dispose(struct token_memo *m); /* wipes the tokens */

/* The place of a key that is not where it is looked for first; a new one with filled 0
 * when it is nowhere. NULL when the memo is full or the places around it are. */
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

static inline uint16_t *token_memo_row(const struct token_memo *m,
                                       const struct token_place *p)
{
    return m->numbers + (size_t)(p->row - 1) * m->width;
}

#endif
