/* How far figures of persons may be off because files were linked wrongly or not at
 * all. Method, what it rests on and what it leaves out: docs/methods/counting-once.md.
 *
 * What is true of all pairs of a verdict (how many are wrong) is not known; it is drawn
 * from what reviewed pairs make likely (a beta distribution, Jeffreys' prior). The
 * pairs of a table may differ from all pairs: their share is drawn around that, as far
 * as reviewed pairs of the table say otherwise. How many of its pairs are wrong is
 * drawn given the share. Draws are repeatable. */
#ifndef MEASURE_LINK_BAND_H
#define MEASURE_LINK_BAND_H

#include "domain/facts.h"

enum { LINK_STRATA = 3 }; /* linked, to review, below: as link_verdict */

/* What is known of the pairs of each verdict. */
struct link_evidence {
    int64_t n_reviewed[LINK_STRATA], n_wrong[LINK_STRATA];
};

/* Of the persons of a figure: joins of files that made one person of them (linked), and
 * pairs of persons who might be one. `expected_wrong` is what the comparison itself
 * makes of them, the sum of their probabilities. */
struct link_exposure {
    double n[LINK_STRATA], expected_wrong[LINK_STRATA];
    /* pairs of the same kind that were looked at: part of the evidence */
    double n_reviewed[LINK_STRATA], n_wrong[LINK_STRATA];
};

struct link_band {
    double low, high;   /* 95 % */
    double middle;      /* the median */
    bool is_model;      /* no pair was reviewed: the comparison's own estimate */
    int64_t n_reviewed; /* pairs, of all verdicts */
};

void link_band_count(struct link_band *out, double n_persons,
                     const struct link_exposure *x, const struct link_evidence *ev);
/* Persons that are linked to a file outside the denominator, and how many of them have
 * what the numerator asks. */
struct linked_across {
    double n, n_with;
};
/* Of a rate: what is exposed in the numerator is part of what is in the denominator.
 * `across`: persons of the denominator who might be one with a file outside it, or are
 * linked to one wrongly; that file may say what the numerator asks (a status in a
 * register), so that who is missed counts as one without it; `by` tells how often it
 * does. */
void link_band_rate(struct link_band *out, double n, double base,
                    const struct link_exposure *x_n, const struct link_exposure *x_base,
                    const struct link_exposure *across, struct linked_across by,
                    const struct link_evidence *ev);

#endif
