#include "measure/wilson.h"

#include <math.h>

void wilson_interval(double *low, double *high, int64_t n, int64_t base)
{
    wilson_interval_at(low, high, n, base, WILSON_Z95);
}

void wilson_interval_at(double *low, double *high, int64_t n, int64_t base, double z)
{
    require(n >= 0 && n <= base);
    *low = 0;
    *high = 1;
    if (base == 0) return;
    const double z2 = z * z;
    double cases = (double)base, with = (double)n, without = (double)(base - n);
    double centre = (with + z2 / 2) / (cases + z2);
    double half = z * sqrt(with * without / cases + z2 / 4) / (cases + z2);
    /* At the ends the bound is exact; rounding must not move it. */
    if (n > 0) *low = fmax(0, centre - half);
    if (n < base) *high = fmin(1, centre + half);
}
