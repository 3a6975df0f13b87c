/* Who a person is, changed one thing at a time; and dated attributes.
 *
 * Two editors: a form carries the row of the field that it showed. When that is no
 * longer the open one and the values differ, the new value is kept beside it as a
 * proposal, for somebody to decide; neither is lost. Different fields never meet. */
#ifndef ACT_PERSON_EDIT_H
#define ACT_PERSON_EDIT_H

#include "act/dossier_acts.h"
#include "domain/disadvantage.h"
#include "domain/segment.h"
#include "store/proposal_store.h"

enum edit_outcome { EDIT_DONE, EDIT_SAME, EDIT_PROPOSED };

/* `seen`: the row that the form showed; nil when there was none. Empty value: not known
 * any more. ERR_INVALID with a hint for a date that is none, a national number whose
 * check digits do not fit, and for a national number where the kind of organisation has
 * no ground to keep one (X14). */
nodiscard enum err_code identity_edit(enum edit_outcome *out, const struct asking *a,
                                      struct person_id person,
                                      enum identity_field field, struct uuid seen,
                                      struct str value, struct err *e);
/* Within a write: the value, and what is counted of it. Nothing is asked any more. */
nodiscard enum err_code identity_put(struct write *w, const struct asking *a,
                                     struct person_id person, enum identity_field field,
                                     struct str value, struct err *e);
/* May this kind of organisation keep national numbers? */
nodiscard enum err_code insz_may_be_kept(bool *out, const struct asking *a,
                                         struct err *e);

/* A dated answer, also that it was refused or not known (X05). The id is the form's.
 * The day may not be after today. */
nodiscard enum err_code attribute_record(const struct asking *a,
                                         const struct attribute_fact *f, struct err *e);
/* An answer that holds no longer from today on, or never did. */
nodiscard enum err_code attribute_close(const struct asking *a, struct person_id person,
                                        struct uuid attribute, bool is_mistake,
                                        struct err *e);
/* The category of data that an attribute belongs to. */
enum record_category attribute_category(uint8_t kind);

/* What follows from the answers that hold on a day: never typed. */
struct person_derived {
    struct segment_facts facts;
    struct segment_result segment;
    struct disadvantage_groups groups;
    int age; /* -1 not known */
};
nodiscard enum err_code person_derive(struct person_derived *out,
                                      const struct attribute_fact *attributes, size_t n,
                                      struct day on, struct err *e);

/* One field of which two values wait. */
struct conflict {
    struct person_id person;
    struct str call_name;
    enum identity_field field;
    struct proposal_fact proposal; /* its words: the new value */
    struct str kept;               /* the open value; "" none */
    struct field_version version;  /* of the open value */
    char proposer[160], proposer_organisation[160];
};
enum { CONFLICTS_MOST = 50 };
/* Of the files of one's organisation, as far as the visitor may decide; each look is
 * logged. Wipe them when they were shown. */
nodiscard enum err_code conflict_list(struct conflict **out, size_t *n_out,
                                      const struct asking *a, struct err *e);
/* Files in which something waits for the visitor, CONFLICTS_MOST at most; nothing of
 * them is shown, so no look is logged. 0 for who decides nothing. */
nodiscard enum err_code conflict_count(int64_t *out, const struct asking *a,
                                       struct err *e);
void conflict_wipe(struct conflict *list, size_t n);
/* Takes the new value or leaves the open one. ERR_EXISTS when somebody decided. */
nodiscard enum err_code conflict_decide(const struct asking *a, struct person_id person,
                                        struct uuid proposal, bool take_new,
                                        struct err *e);

#endif
