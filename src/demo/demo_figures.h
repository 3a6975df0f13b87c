/* demo/published/figures.csv as it stands in the binary. */
#ifndef DEMO_DEMO_FIGURES_H
#define DEMO_DEMO_FIGURES_H

#include "store/migrations.h"

extern const struct embedded demo_figures[];
extern const size_t demo_figures_count;

#endif
