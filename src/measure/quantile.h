/* Mean and quantiles of whole numbers of days.
 *
 * Quantiles are type 7 of Hyndman and Fan, "Sample quantiles in statistical packages",
 * The American Statistician 50 (1996), pages 361-365: with the values in order x[0] to
 * x[n - 1] and h = (n - 1) * share, the value x[floor h] plus the fraction of h of the
 * step to the next one. The median is then the middle value, or the mean of the middle
 * two. It is what R, NumPy and spreadsheets compute unless told otherwise;
 * docs/methods/durations.md says why. */
#ifndef MEASURE_QUANTILE_H
#define MEASURE_QUANTILE_H

#include "base/base.h"

/* Values are not negative; n is at least 1, share from 0 to 1. O(n) whatever the
 * values: the one that is sought is found digit by digit. Up to 32 values are put in
 * order where they stand, more are left as they are. */
double days_quantile(int32_t *values, size_t n, double share);
double days_mean(const int32_t *values, size_t n);

#endif
