/* A new file, after a search that found nobody (person_search.h).
 *
 * A nickname alone is enough to begin (R40). Names, date of birth, telephone are kept
 * only when the person agrees. Whoever begins the file accompanies the person, and the
 * organisation keeps the file. It may begin with a trajectory, and with the anonymous
 * thread that the person is. */
#ifndef ACT_PERSON_CREATE_H
#define ACT_PERSON_CREATE_H

#include "act/person_search.h"

/* Why somebody who is alike is somebody else; kept in the audit row. */
#define PERSON_NOT_SAME                                                                \
    {                                                                                  \
        "says_so", "other_birth", "other_family", "seen_both"                          \
    }

struct person_begin {
    struct identity identity; /* call name, given and family name, birth date (as
                                 typed), telephone */
    bool agrees;              /* the person, to be identified */
    int municipality;         /* in the list municipality; -1 not known */
    uint8_t language;         /* language: of contact, CODE_MISSING */
    struct uuid programme;    /* project or partnership of one's own; nil: none */
    uint8_t channel;          /* intake_channel; of the trajectory */
    struct uuid thread;       /* nil: none */
    struct str not_same; /* one of PERSON_NOT_SAME; empty: ask when some are alike */
    struct str proof;    /* of the search (search_proof.h), and what it was for: */
    struct str searched, searched_birth;
};

/* What came of it when OK: the person; or, with person nil, those who are so much alike
 * that a reason is asked (`alike`; wipe them). The person's id is the form's.
 *
 * ERR_DENIED without the right, or without a proof that holds; ERR_INVALID when there
 * is no name at all, when who does not agree is named, when the date is none;
 * ERR_NOT_FOUND for a thread or programme of others. */
nodiscard enum err_code person_create(struct person_id *out, struct person_hits *alike,
                                      const struct asking *a,
                                      const struct person_begin *begin, struct err *e);

#endif
