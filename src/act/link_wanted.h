/* Pairs of files that must be compared, candidates or not. */
#ifndef ACT_LINK_WANTED_H
#define ACT_LINK_WANTED_H

#include "act/link_persons_int.h"

struct wanted_pair {
    struct compared_pair pair;
    bool is_seen;
};
struct wanted {
    struct wanted_pair *pair;
    size_t n, cap;
};

/* By pair: of anything that begins with one. */
int compare_wanted(const void *x, const void *y);
/* A pair of files that are both compared; of others nothing is wanted. */
void wanted_add(struct wanted *w, const struct linking *x, uint32_t a, uint32_t b);
/* What has a number or pseudonym in common, what was decided, and what is equal in
 * everything. `place`: of each row of x->exact the place of its file, or UINT32_MAX.
 * Sorted. */
void wanted_find(struct wanted *w, struct linking *x, const uint32_t *place);
void wanted_sort(struct wanted *w); /* each pair once */

#endif
