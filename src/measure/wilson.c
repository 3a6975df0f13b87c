#include "measure/wilson.h"

#include <math.h>

void wilson_interval(double *low, double *high, int64_t n, int64_t base)
{
    require(n >= 0 && n <= base);
    *low = 0;
    *high = 1;
    if (base == 0) return;
    const double z2 = WILSON_Z95 * WILSON_Z95;
    double cases = (double)base, with = (double)n, without = (double)(base - n);
    double centre = (with + z2 / 2) / (cases + z2);
    double half = WILSON_Z95 * sqrt(with * without / cases + z2 / 4) / (cases + z2);
    /* At the ends the bound is exact; rounding must not move it. */
    if (n > 0) *low = fmax(0, centre - half);
    if (n < base) *high = fmin(1, centre + half);
}
