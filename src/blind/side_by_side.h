/* The same work for a few items at once, each on a thread of its own. */
#ifndef BLIND_SIDE_BY_SIDE_H
#define BLIND_SIDE_BY_SIDE_H

#include "base/base.h"

enum { SIDE_BY_SIDE_MOST = 64 };

/* Calls work() once for each of the n items (`size` bytes apart; at most
 * SIDE_BY_SIDE_MOST) and returns when all are done. One item needs no thread; where no
 * thread can be had, the caller's own does it. */
void side_by_side(void *items, size_t n, size_t size, void (*work)(void *item));

#endif
