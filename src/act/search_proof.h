/* Proof that somebody looked before a new file is begun: a text that goes with the form
 * and holds for SEARCH_PROOF_MS, in the session that searched, for the words that were
 * searched. Without one no file is made. It says nothing about anybody. */
#ifndef ACT_SEARCH_PROOF_H
#define ACT_SEARCH_PROOF_H

#include "act/behalf.h"

#define SEARCH_PROOF_MS INT64_C(1800000) /* half an hour: a conversation */
enum { SEARCH_PROOF_TEXT = 16 + 1 + 32 };

void search_proof_make(char out[SEARCH_PROOF_TEXT + 1], const struct asking *a,
                       struct str words, struct str birth);
/* False when it is of another session, of other words, too old, or made up. */
bool search_proof_holds(const struct asking *a, struct str proof, struct str words,
                        struct str birth);

#endif
