/* Which chart shows a table without misleading, if any.
 *
 * None when a cell of the table is hidden or a plotted one has no number; none of
 * nested heads, of statistics and of promised bases, of rates whose bases differ (a bar
 * of 1 in 2 beside one of 400 in 1000); none over periods of which some are not in the
 * table (a line would draw March and September side by side); none of fewer than two
 * categories, too many, or nothing but zeros. */
#ifndef PUBLISH_TABLE_CHART_H
#define PUBLISH_TABLE_CHART_H

#include "measure/table.h"

enum chart_kind {
    CHART_NONE,
    CHART_BAR,     /* one dimension */
    CHART_CLUSTER, /* two, of which the series overlap or hold negatives */
    CHART_STACK,   /* two, the series add up */
    CHART_LINE,    /* over months, quarters or years */
};
enum {
    CHART_CATEGORIES_MAX = 40,
    CHART_MONTHS_MAX = 240,
    CHART_SERIES_MAX = 6,
    CHART_LINES_MAX = 5
};

struct table_chart {
    enum chart_kind kind;
    bool along_columns;  /* categories are the columns, series the rows */
    size_t n_categories; /* entries 0.. of their axis; totals stand after them */
    size_t n_series;     /* the same of the other axis */
    size_t highest[2], lowest[2]; /* row and column of the extreme cells */
};

/* Linear in cells. t->cells is set. */
struct table_chart table_chart_choose(const struct table *t);

#endif
