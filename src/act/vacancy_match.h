/* What persons can and want beside a vacancy: what was noted, and the word that it
 * shares with the vacancy. For persons whom the visitor accompanies; nobody is ordered
 * or marked, and nothing that was not noted is guessed. */
#ifndef ACT_VACANCY_MATCH_H
#define ACT_VACANCY_MATCH_H

#include "act/behalf.h"
#include "domain/employer_facts.h"

enum { ASSETS_SHOWN = 6 };

struct vacancy_asset {
    uint8_t kind;      /* competence_kind */
    struct str words;  /* as they were noted */
    struct str shared; /* the word; "" none */
};
struct vacancy_match {
    bool is_open; /* may the visitor read it? */
    bool fits;    /* something shares a word, and it is not what the person cannot */
    struct vacancy_asset assets[ASSETS_SHOWN]; /* those with a shared word first */
    size_t n;
};
/* *out: one for each of n persons, in their order. Leaves a look at those that are
 * open. */
nodiscard enum err_code vacancy_matches(struct vacancy_match **out,
                                        const struct asking *a,
                                        const struct vacancy_fact *vacancy,
                                        const struct person_id *persons, size_t n,
                                        struct err *e);

#endif
