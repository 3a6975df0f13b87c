/* Pairs of files with the evidence between them, in parts: what stands in a pair's
 * `levels`, so that a link can be explained long after, without a value of anybody. */
#ifndef ACT_LINK_WEIGHED_H
#define ACT_LINK_WEIGHED_H

#include "act/link_table.h"
#include "link/match.h"
#include "store/link_store.h"

struct weighed_pair {
    struct compared_pair pair; /* places of files */
    double bits;
    const struct comparison_set *set; /* where its levels stand, */
    size_t at;                        /* and at which place in it */
};
/* "given_name=equal:+6.2 birth_date=near:+3.1 ... shared:-1.0 prior:-14.1": fields in
 * order, each with its level and bits (rarity included); missing fields are left out.
 */
void levels_write(char out[LINK_LEVELS_BYTES + 1], const struct weight_model *m,
                  const struct weighed_pair *p);
/* Whether two such texts tell of the same levels, whatever the bits. */
bool levels_same(struct str a, struct str b);

/* One part of the text. */
struct level_part {
    struct str field, level; /* level empty: "shared", "prior" */
    double bits;
    bool has_bits;
};
/* The next part of `*rest`; false at the end. A part that is damaged has no bits. */
bool level_part_next(struct level_part *out, struct str *rest);

#endif
