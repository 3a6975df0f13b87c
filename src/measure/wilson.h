/* Interval of a share: the score interval of Wilson (1927, JASA 22, 209-212), without
 * continuity correction, method 3 of Newcombe (1998, Statistics in Medicine 17,
 * 857-872). Unlike the interval around p by its standard error it stays within 0..1 and
 * has a width when none or all of few cases have the property. */
#ifndef MEASURE_WILSON_H
#define MEASURE_WILSON_H

#include "base/base.h"

#define WILSON_Z95 1.959963984540054 /* 97.5 % point of the standard normal */

/* Bounds of n of base at 95 %, each in 0..1; 0 <= n <= base. With base 0 nothing is
 * known: 0 and 1. */
void wilson_interval(double *low, double *high, int64_t n, int64_t base);
/* The same at another level: `z` is its point of the standard normal. */
void wilson_interval_at(double *low, double *high, int64_t n, int64_t base, double z);

#endif
