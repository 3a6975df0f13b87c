/* Who accompanies a person, and what deserves a look in that ring (R59). Being in the
 * ring by name opens the file, so who may put whom in it is decided here:
 *
 *  - an own colleague, by who is named already; by anybody of the organisation that
 *    keeps the file while nobody of it is named (a file that nobody took up); never by
 *    who comes in for one part only (a volunteer, a school, a physician);
 *  - another organisation, in the house or in words, by all who may record: it then
 *    stands in the ring and opens nothing. Opening a file for others is a matter of
 *    consent and handover;
 *  - what is about health, by who may record health. */
#ifndef ACT_RING_ACTS_H
#define ACT_RING_ACTS_H

#include "act/dossier_acts.h"
#include "domain/ring_overlap.h"
#include "store/office_store.h"

enum { RING_REMARKS_MOST = 64, RING_ORGANISATIONS_MOST = 2000 };
struct ring_view {
    struct dossier_view file;
    struct guidance_fact *ring; /* running first, then by first day; without closed */
    size_t n_ring;
    struct ring_remark remarks[RING_REMARKS_MOST];
    size_t n_remarks; /* at most RING_REMARKS_MOST */
    bool is_health_closed, may_write, may_name;
    struct office_name *colleagues, *organisations;
    size_t n_colleagues, n_organisations;
};
nodiscard enum err_code ring_show(struct ring_view *out, const struct asking *a,
                                  struct person_id person, struct err *e);

struct ring_entry {
    struct organisation_id organisation; /* nil: in words */
    struct uuid worker;                  /* only of one's own organisation; nil */
    uint8_t domain;
    struct day from, next_on;
    struct str words; /* which organisation and who, when it is not of the house; or
                         what they do */
};
/* ERR_DENIED, ERR_INVALID (nobody at all, a worker of elsewhere, no domain or day). */
nodiscard enum err_code ring_add(const struct asking *a, struct person_id person,
                                 const struct ring_entry *entry, struct err *e);
/* Changes until when, the next date and who of one's own organisation; a new version
 * takes the place of the old. `to` DAY_NONE: still. ERR_NOT_FOUND when somebody changed
 * or ended it meanwhile. Of another organisation of the house only who is named in the
 * ring changes it. */
nodiscard enum err_code ring_change(const struct asking *a, struct person_id person,
                                    struct uuid id, struct day to, struct day next_on,
                                    struct uuid worker, struct err *e);

#endif
