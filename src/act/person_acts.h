/* What people ask of a person's record: look at it, look who it is, forget who it is.
 */
#ifndef ACT_PERSON_ACTS_H
#define ACT_PERSON_ACTS_H

#include "act/open.h"
#include "store/person_store.h"

struct person_view {
    struct person_counts counts;
    struct attribute_fact *attributes;
    const char **kind_codes; /* beside each attribute */
    size_t n_attributes;
    struct identity identity; /* empty unless a reason was given */
};

/* With a `reason` also who it is, after the look was logged; NULL: only what is
 * countable. Everything lives in the arena; wipe the view when it was shown. */
nodiscard enum err_code person_show(struct person_view *out, struct arena *a,
                                    struct house *h, struct person_id person,
                                    const char *reason, struct err *e);
void person_view_wipe(struct person_view *view);
/* Destroys who a person is; see person_erase. */
nodiscard enum err_code person_forget(struct house *h, struct person_id person,
                                      const char *reason, struct err *e);

#endif
