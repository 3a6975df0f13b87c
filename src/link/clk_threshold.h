/* A threshold for linking two sets of encodings, chosen without labels. */
#ifndef LINK_CLK_THRESHOLD_H
#define LINK_CLK_THRESHOLD_H

#include "base/err.h"
#include "encode/clk_set.h"

/* Two sets that are linked: the best and second best scores of records of the one in
 * the other, both ways. */
struct clk_best_scores {
    double *best, *second;
    size_t n;
};
struct clk_meeting {
    struct clk_best_scores there, back; /* of a in b, of b in a */
    size_t n_there;                     /* records of a that have an encoding */
};
/* Of at most `sample` records of each set that have an encoding, evenly spread. */
nodiscard enum err_code clk_meeting_look(struct clk_meeting *out,
                                         const struct clk_set *a,
                                         const struct clk_set *b, size_t sample,
                                         unsigned threads, struct err *e);
void clk_meeting_dispose(struct clk_meeting *m);

struct clk_threshold {
    unsigned per_1000;       /* 400 to 950 */
    unsigned false_per_1000; /* of the links at that threshold, expected */
};
/* The lowest threshold at which at most `false_per_1000` of the links over all meetings
 * are expected to be of two people.
 *
 * The best score of other people, being a maximum, is taken to follow a Gumbel
 * distribution F (place m, spread s). It is seen as the second best score of a record
 * that is in the other set; a record that is not has their second best there, and their
 * best as its own best. m and s go through the quartiles of the second best scores, u,
 * the share of records that are not in the other set, is where the best scores fall
 * below the median of the second best; both are found in turn. As each record is linked
 * once, a false link takes two records that are left over, so among n records there are
 * about
 *
 *     n u_there (1 - exp(-u_back exp(-(t - m) / s)))
 *
 * false links at threshold t, and as many links as best scores at or above it. Meetings
 * with fewer than 20 records on either side say nothing; without any other: 800. Sorts
 * the scores. */
struct clk_threshold clk_threshold_choose(struct clk_meeting *m, size_t n,
                                          unsigned false_per_1000);

#endif
