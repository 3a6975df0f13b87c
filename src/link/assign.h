/* One to one between two files. */
#ifndef LINK_ASSIGN_H
#define LINK_ASSIGN_H

#include "link/compare.h"

/* partner[i] of each row, UINT32_MAX none. Maximises the sum of evidence above
 * link_bits: exactly within each connected group of candidates up to a size
 * (successive shortest paths with potentials, Edmonds and Karp 1972), from the highest
 * evidence down beyond it, or when a group cannot be parted into two sides. The order
 * of pairs makes no difference. */
void assign_one_to_one(uint32_t *partner, size_t n_rows,
                       const struct compared_pair *pairs, const double *bits, size_t n,
                       double link_bits);

#endif
