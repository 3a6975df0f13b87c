/* A comparison under way: for the files of link_persons.h. */
#ifndef ACT_LINK_PERSONS_INT_H
#define ACT_LINK_PERSONS_INT_H

#include <math.h>

#include "act/link_persons.h"
#include "act/link_weighed.h"
#include "domain/lists.h"

struct found_pair {
    struct weighed_pair weighed;
    uint8_t verdict, basis; /* verdict CODE_MISSING: not kept */
    bool is_contradicted;   /* a number in common, and the rest speaks against it */
};

struct linking {
    const struct link_options *o;
    struct link_summary *summary;
    struct house *h;
    struct arena arena;
    int64_t audit; /* the last row when reading began */
    struct link_file *file;
    size_t n_files;
    bool *is_gone; /* of each file: no person any more, and still linked */
    struct link_exact *exact;
    size_t n_exact;
    struct link_decision_fact *decision;
    size_t n_decisions;
    struct person_link_fact *link;
    size_t n_links;
    struct link_table table;
    uint32_t *row_of; /* of each file; UINT32_MAX: not compared */
    struct match_result match;
    struct comparison_set
        extra[2]; /* pairs that were no candidates: wanted, contrary */
    size_t n_extra;
    struct found_pair *found; /* by a, then b */
    size_t n_found, found_cap;
    struct link_graph graph;
};

static inline bool file_is_compared(const struct linking *x, uint32_t file)
{
    return x->row_of[file] != UINT32_MAX;
}
static inline int64_t millibits_of(double bits)
{
    return llround(bits * 1000);
}

/* A threshold that no evidence reaches. */
#define LINK_BITS_NONE 999.0
/* Raises the thresholds when numbers say that evidence is worth less. */
void linking_set_thresholds(struct linking *x);
/* From evidence to verdicts; fills graph and found. */
nodiscard enum err_code linking_decide(struct linking *x, struct err *e);
/* Writes all of it in one write, or nothing. ERR_BUSY when the files changed while they
 * were compared. */
nodiscard enum err_code linking_write(struct linking *x, const struct actor *who,
                                      const char *asked, struct err *e);

#endif
