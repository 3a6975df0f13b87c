/* What the files that draw share: the table as categories and series, and marks. */
#ifndef PUBLISH_CHART_INSIDE_H
#define PUBLISH_CHART_INSIDE_H

#include "publish/chart.h"

enum {
    CHART_WIDE = 720,   /* units of the picture */
    CHART_LABEL = 200,  /* where bars begin */
    CHART_VALUE = 90,   /* room for a number behind the longest bar */
    CHART_TOP = 64,     /* below the title */
    CHART_PATTERNS = 6, /* series that differ at a look */
    CHART_LINES_SHOWN = 5,
    CHART_ENTRIES = 240, /* categories */
};

struct chart {
    struct buf *out;
    struct arena *a;
    const struct table *t;
    const struct chart_style *style;
    const struct axis *categories, *series;       /* series may have one entry: all */
    bool along_columns;                           /* categories are the columns */
    size_t category[CHART_ENTRIES], n_categories; /* entries that are no totals */
    size_t serie[CHART_ENTRIES], n_series;
    double highest; /* of what is drawn; 0: nothing */
    int height;     /* of the picture, as far as it is drawn */
};

/* The shape of a table; false when it has none that is drawn. */
bool chart_read(struct chart *c, const struct table *t);
const struct cell *chart_cell(const struct chart *c, size_t category, size_t series);
/* It may be drawn: it shows a number. */
bool chart_has_number(const struct table *t, const struct cell *cell);
double chart_height(const struct table *t, const struct cell *cell);
/* What the table shows in it: "12.954", "8,6 %", "c". In the arena. */
const char *chart_value(const struct chart *c, const struct cell *cell);
const char *chart_category(const struct chart *c, size_t category);
const char *chart_serie(const struct chart *c, size_t series);
bool axis_has_order(const struct axis *axis); /* time, age: never sorted by value */

/* A text cut to its room, whole in its title. `class`: "name", "value", "quiet". */
void chart_text(struct chart *c, const char *class, const char *anchor, int x, int y,
                const char *text, size_t most_letters);
void chart_bar(struct chart *c, size_t series, int x, int y, int width, int height);
/* Where a number should be: a dashed frame and its symbol. */
void chart_gap(struct chart *c, int x, int y, int height, const struct cell *cell);
/* Pattern and name of each series; moves c->height. */
void chart_legend(struct chart *c);

void draw_bars(struct chart *c);
void draw_grouped(struct chart *c);
void draw_stacked(struct chart *c);
void draw_lines(struct chart *c);
void draw_multiples(struct chart *c);
void draw_funnel(struct chart *c);
void draw_map(struct chart *c);
bool map_fits(const struct chart *c);
bool lines_fit(const struct chart *c);

#endif
