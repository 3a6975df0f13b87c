/* Is there a file of this person already? Asked before a new one is made.
 *
 * Nobody is opened to be found: names and date of birth are compared as keyed bits
 * (link/sketch_search.h), the INSZ number as a keyed hash. Every search leaves an audit
 * row that says by what was searched, never for whom. */
#ifndef ACT_PERSON_FIND_H
#define ACT_PERSON_FIND_H

#include "act/open.h"
#include "link/sketch_search.h"
#include "store/sketch_store.h"

struct person_search {
    struct str name;          /* given and family name, in any order and script */
    struct str birth_date;    /* 1985-07-30, 30/07/1985, 1985-07, 1985 */
    struct str insz;          /* each of the three may be STR_NONE, not all */
    const char *organisation; /* code: only its files are named; NULL: all */
    size_t limit;             /* 1 to SKETCH_FINDINGS_MAX; 0: 10 */
    double least;             /* likeness; 0: 0.5 */
    const char *reason;       /* "" none; needed to see who they are */
    bool with_identity;       /* who was found is opened, which is logged for each */
};
struct person_found {
    struct person_id person;
    double likeness; /* 1 when the number is the same */
    bool by_number;
    uint8_t agrees[N_SKETCH_PARTS]; /* enum part_agreement */
    struct identity identity;       /* empty unless asked */
};
struct person_search_result {
    struct person_found *found; /* by falling likeness */
    size_t n;
    size_t n_elsewhere; /* files of other organisations that are this much alike */
    size_t n_compared;  /* sketches */
    bool
        lacks_sketches; /* there are sealed names and no sketch: `vindplaats rebuild` */
};

/* Everything lives in the arena; person_search_wipe when it was shown. ERR_INVALID when
 * nothing is asked, when the date is none, or the name has no two letters. */
nodiscard enum err_code person_search(struct person_search_result *out, struct arena *a,
                                      struct house *h, const struct person_search *q,
                                      struct err *e);
void person_search_wipe(struct person_search_result *r);
/* Makes all sketches again; see sketches_rebuild. */
nodiscard enum err_code person_search_rebuild(struct sketch_rebuild *out,
                                              struct house *h, struct err *e);

#endif
