/* Is there a file of this person? As a page asks it (S2): a name in any script and
 * order, a telephone, the number of a card or of the national register, and perhaps a
 * date or year of birth. Before a file is begun, always.
 *
 * Who the visitor may see is named, and each look is logged; of what the visitor may
 * not see nothing is told but that there may be a file. Every search leaves an audit
 * row that says by what was searched, never for whom. */
#ifndef ACT_PERSON_SEARCH_H
#define ACT_PERSON_SEARCH_H

#include "act/behalf.h"
#include "link/sketch_search.h"
#include "store/person_store.h"
#include "store/search_store.h"

enum { PERSON_HITS_MAX = 10 };

struct person_asked {
    struct str words; /* name, telephone or card; the year may stand in it */
    struct str birth; /* any form that date_guess reads; "" not known */
};
struct person_hit {
    struct person_id person;
    double likeness;             /* 1 for a number that is the same */
    bool by_number;              /* telephone, card or national number */
    struct str call_name;        /* "" when it is the given name */
    struct str name;             /* in its own script; "" nobody knows it */
    struct str latin;            /* the name in Latin letters; "" when it is already */
    bool may_be_double;          /* for who decides about doubles (double_acts.h) */
    struct person_glance glance; /* birth year, municipality, who accompanies */
};
struct person_hits {
    struct person_hit *hit; /* by falling likeness */
    size_t n;
    bool is_more;          /* than are shown */
    bool may_be_elsewhere; /* a file that the visitor may not see */
    const char
        *why_nothing; /* when nothing was searched: "words", "birth"; else NULL */
};

/* Everything in the arena; wipe it when it was shown. Words that cannot be searched are
 * no error: why_nothing says which. */
nodiscard enum err_code persons_search(struct person_hits *out, const struct asking *a,
                                       const struct person_asked *q, struct err *e);
void person_hits_wipe(struct person_hits *hits);

/* The date or year of birth in the words, when there is one: "Hasan 1985". */
struct str person_asked_birth(struct str words);

#endif
