/* What people do with pairs of files: look at two side by side, say that they are about
 * the same human being or not, take a file apart, undo that, draw a sample to look at.
 * The word is link, never merge. Structs hold what a page needs; nothing is printed. */
#ifndef ACT_LINK_REVIEW_ACTS_H
#define ACT_LINK_REVIEW_ACTS_H

#include "act/link_graph.h"
#include "act/open.h"
#include "store/link_review_store.h"
#include "store/person_store.h"

/* Two files, named by their ids in any order or by the id of a pair (also of one that
 * a later run replaced). ERR_NOT_FOUND, with what was expected. */
nodiscard enum err_code link_pair_named(struct person_id *one, struct person_id *two,
                                        struct house *h, struct uuid first,
                                        const struct uuid *second, struct err *e);

/* One value of both files. `differs` has a byte for each byte of the value: 1 where a
 * letter is not in the other value, by the shortest way from one to the other. */
struct link_field_view {
    const char *name; /* "family_name"; of the comparison or of the file */
    struct str value[2];
    const uint8_t *differs[2];
    struct str level; /* how far they agreed; empty: not compared */
    double bits;      /* evidence of it; NAN: none */
};
struct link_view {
    struct person_id person[2];
    struct human_id human[2]; /* nil: a human being of its own */
    bool is_compared;         /* a comparison kept this pair */
    struct link_pair_fact pair;
    struct link_field_view *field;
    size_t n_fields;
    double prior_bits, shared_bits; /* NAN: not known */
    bool is_decided;
    struct link_decision_fact decision;
};
/* Opens both, after both looks were logged. ERR_ERASED when one of them was erased,
 * ERR_NOT_FOUND when nobody recorded who one of them is: then nobody is opened. Wipe it
 * when it was shown. */
nodiscard enum err_code link_pair_show(struct link_view *out, struct arena *a,
                                       struct house *h, struct person_id one,
                                       struct person_id two, const char *reason,
                                       struct err *e);
void link_view_wipe(struct link_view *view);

/* What an act did. The id of its run undoes it. */
struct link_act {
    struct uuid run;
    struct link_changes changes;
    int64_t n_decisions; /* written, or undone */
};
/* The last decision on two files holds; links follow at once. ERR_EXISTS when it was
 * decided so already, or contradicts decisions on other files: undo those first. */
nodiscard enum err_code link_decide(struct link_act *out, struct house *h,
                                    struct person_id one, struct person_id two,
                                    uint8_t decision, const char *reason,
                                    struct err *e);
/* The same within a write that is open: the rows stand in a run with this id. */
nodiscard enum err_code link_decide_in(struct link_act *out, struct write *w,
                                       struct uuid run, struct person_id one,
                                       struct person_id two, uint8_t decision,
                                       const char *reason, struct err *e);
/* This file is about another human being than all those it is linked to. ERR_NOT_FOUND
 * when it is linked to none. */
nodiscard enum err_code link_split(struct link_act *out, struct house *h,
                                   struct person_id person, const char *reason,
                                   struct err *e);
/* Takes back all decisions of one act that still hold; what they replaced holds again.
 * ERR_NOT_FOUND when none of it holds. */
nodiscard enum err_code link_undo(struct link_act *out, struct house *h,
                                  struct uuid run, const char *reason, struct err *e);
/* The same within a write that is open; `undone` is the run that is taken back. */
nodiscard enum err_code link_undo_in(struct link_act *out, struct write *w,
                                     struct uuid run, struct uuid undone,
                                     const char *reason, struct err *e);
/* The run in which the open decision on two files was taken. */
nodiscard enum err_code link_decision_run(struct uuid *out, struct house *h,
                                          struct person_id one, struct person_id two,
                                          struct err *e);

/* Draws `n` pairs, as evenly as can be over linked, to review and just below. */
struct link_draw {
    struct uuid run;
    int64_t n_drawn[3], n_stratum[3]; /* linked, to review, just below */
};
nodiscard enum err_code link_sample(struct link_draw *out, struct house *h, size_t n,
                                    uint64_t seed, struct err *e);

#endif
