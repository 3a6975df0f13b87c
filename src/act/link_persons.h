/* All files of the house compared: which are about one human being. Nothing is merged;
 * what is written are links that can be undone (store/link_store.h).
 *
 * A run compares all files anew, not only new ones: what agreement is worth (how rare a
 * name is) follows from all of them, and the numbers of human beings stay the same
 * whatever is compared (link/cluster_update.h). When nothing was written that it could
 * depend on since the last run with the same settings, nobody is opened.
 *
 * 1. Files with the same national number or pseudonym are linked, unless names and
 * birth speak against it: then the pair is to be reviewed.
 * 2. The others by evidence; two thresholds, between them lies what is to be reviewed.
 * 3. Files with two different numbers are never linked, nor by way of a third.
 * 4. When too many of the pairs that evidence would link have two different numbers,
 *    evidence is asked for more: both thresholds are raised.
 * 5. What workers decided goes before all of it. */
#ifndef ACT_LINK_PERSONS_H
#define ACT_LINK_PERSONS_H

#include "act/link_graph.h"
#include "act/open.h"

struct link_options {
    double link_bits, review_bits; /* NAN: the defaults of link/match.h */
    unsigned threads;
    size_t memory_bytes; /* 0: the default of link/match.h */
    bool is_dry;         /* compare and tell, write no link; looks are logged */
    bool is_again;       /* also when nothing changed */
};

struct link_summary {
    int64_t n_files, n_compared;
    int64_t n_erased, n_anonymous; /* left out: identity destroyed, never recorded */
    int64_t n_nameless;            /* left out: neither a name nor a day of birth */
    int64_t n_humans;
    int64_t n_same, n_different, n_set_aside; /* decisions that hold; that could not */
    int64_t n_by_number, n_by_pseudonym;      /* pairs linked so */
    int64_t n_pairs;                          /* pairs looked at closely */
    int64_t n_linked, n_to_review, n_below, n_conflicts; /* pairs, by verdict */
    int64_t n_pairs_added, n_pairs_retracted;            /* rows */
    struct link_changes changes;
    double link_bits, review_bits; /* as used */
    /* by what pairs with two different numbers tell: were the thresholds raised, and
     * the share of wrong pairs among those linked by evidence that is left */
    bool was_raised, knows_share;
    double share_wrong;
    double n_all_pairs, n_expected, seconds_expected, bytes_expected;
    char how[200], why_fixed[120]; /* why_fixed "": weights were learnt */
    bool is_fixed, was_unchanged;
    struct uuid run; /* nil: dry */
};

/* The settings of a run as they stand in link_run, and the thresholds read back from
 * them (NAN when they are not there). `asked` comes first. */
void link_settings_write(char out[LINK_SETTINGS_BYTES], const char *asked,
                         const struct link_summary *s);
void link_settings_read(double *link_bits, double *review_bits, const char *settings);

/* The house must be open for writing. ERR_NOT_FOUND when no file can be compared. */
nodiscard enum err_code link_persons(struct link_summary *out, struct house *h,
                                     const struct link_options *o, struct err *e);

#endif
