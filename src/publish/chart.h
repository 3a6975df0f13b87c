/* A table as a picture: SVG drawn from the same array, so that a chart says what its
 * table says and nothing more. A cell without a number is a gap with its symbol; what a
 * hidden cell holds is in no byte, nor in the length of anything. Totals are not drawn
 * among their parts.
 *
 * The picture has a title, a description with its extremes, and the text of every value
 * beside its mark; series differ by pattern as well as by colour. */
#ifndef PUBLISH_CHART_H
#define PUBLISH_CHART_H

#include "base/buf.h"
#include "measure/table.h"

enum drawing {
    DRAW_BARS,      /* one dimension, largest first where its values have no order */
    DRAW_GROUPED,   /* two: bars of each series side by side */
    DRAW_STACKED,   /* two: shares of a whole, 100 % each */
    DRAW_LINES,     /* over months or years, at most five series */
    DRAW_MULTIPLES, /* two: a small chart for each series, one scale */
    DRAW_FUNNEL,    /* phases in their order, with the share of the first */
    DRAW_MAP,       /* a schematic map of the Flemish provinces and Brussels */
    N_DRAWINGS
};
const char *drawing_word(enum drawing d); /* "staven": stands in addresses */
bool drawing_named(enum drawing *out, struct str word);

/* Can the table be drawn so? */
bool drawing_fits(const struct table *t, enum drawing d);
/* The one that fits its shape best; false when none does. */
bool drawing_choose(enum drawing *out, const struct table *t);

struct chart_style {
    int lang;
    const char *title;
    const char *id;     /* prefix of the ids in it: unique in its page */
    bool stands_alone;  /* with its style, the legend of symbols and the source line */
    const char *source; /* a line under a picture that stands alone; NULL: none */
};
/* "Stand op 30 september 2022 · Vindplaats, tabel 2.1": for one that leaves its page.
 */
const char *chart_source(struct arena *a, const struct answer *answer,
                         const struct table *t);
/* `d` fits. Linear in cells. */
void chart_svg(struct buf *out, const struct table *t, enum drawing d,
               const struct chart_style *style);

#endif
