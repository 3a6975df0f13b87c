/* All sketches of a database in memory, shared by the threads of a process (see
 * link/sketch_index.h), with the organisations that have to do with each file. Loaded
 * when it is first searched; each search first takes in who changed since, by this
 * process or another (person_change: one look at an index of the database).
 *
 * A change that was committed before a search began is seen by it. Many search at once;
 * who takes in a change has the index alone for as long as that lasts. */
#ifndef ACT_SEARCH_INDEX_H
#define ACT_SEARCH_INDEX_H

#include "act/open.h"
#include "link/sketch_index.h"

struct indexed_person {
    struct person_id person;
    double likeness;
    uint8_t agrees[N_SKETCH_PARTS]; /* enum part_agreement */
};
struct index_findings {
    struct indexed_person *found; /* by falling likeness, in the arena */
    size_t n;
    double best_elsewhere; /* likeness of the best file of others; 0 none so alike */
};
/* The files that the organisation may have to do with, best first, by whichever of the
 * wishes finds them. Whether the visitor may see one is for person_gate to say. Of the
 * others nothing below `least_elsewhere` is told. An organisation of nil: all files. */
nodiscard enum err_code search_index_find(struct index_findings *out, struct arena *a,
                                          struct house *h,
                                          const struct sketch_wish *wishes,
                                          size_t n_wishes,
                                          struct organisation_id organisation,
                                          size_t limit, double least_elsewhere,
                                          struct err *e);
/* Who makes the sketches of what is asked: kept between searches, because their keys
 * take as long to derive as a search. For one thread, until it is given back (NULL is
 * fine). */
nodiscard enum err_code search_sketcher_take(struct sketcher **out, struct house *h,
                                             struct err *e);
void search_sketcher_give(struct house *h, struct sketcher *s);
/* Loads it before anybody waits for it. */
nodiscard enum err_code search_index_warm(struct house *h, struct err *e);
/* Bytes held for this database, and persons in it; 0 before it was loaded. */
void search_index_size(size_t *bytes_out, size_t *persons_out, struct house *h);
/* At the end of the process, when no thread searches: wipes and frees all. */
void search_index_close_all(void);

#endif
