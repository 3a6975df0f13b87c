/* Words that everybody reads and that are about nobody: does a name stand in them of
 * somebody whom the visitor accompanies? Compared as keyed bits (person_sketch.h): no
 * file is opened, and nothing is logged, because nothing is shown that the visitor did
 * not type.
 *
 * A net with holes: of other people, of a call name that stands nowhere as a name, and
 * of what a name shares with a common word it knows nothing. So it asks, and never
 * decides. */
#ifndef ACT_KNOWN_NAMES_H
#define ACT_KNOWN_NAMES_H

#include "act/behalf.h"

/* The first word or words (at most 3) that are the given name, family name or name at
 * birth, or one of its words when it has 4 letters or more, of somebody whom the
 * visitor is named to accompany today and whose name is open to the visitor. Points
 * into `words`; STR_NONE: none. */
nodiscard enum err_code known_name_in(struct str *out, const struct asking *a,
                                      struct str words, struct err *e);

#endif
