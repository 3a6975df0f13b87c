/* What a person lets one employer know about one job, as the person sees it before the
 * employer does: consents with purpose employer, one for each category. An employer can
 * be told a name, a first day of work, a goal; what else a file holds cannot be chosen
 * (domain/consent_course.h). Nothing opens to a login; only the employer's link shows
 * it, as long as it stands. */
#ifndef ACT_EMPLOYER_SHARE_H
#define ACT_EMPLOYER_SHARE_H

#include "act/dossier_acts.h"
#include "store/employer_store.h"

struct employer_share {
    struct dossier_view file; /* wipe its dossier when it was shown */
    struct organisation_id employer;
    char employer_name[160];
    struct str name; /* the name that would be shown; "" none known */
    struct day started_on;
    unsigned known;      /* let through today, 1 << sharing_category */
    unsigned may_change; /* what this visitor may let through; 0: may not record */
    unsigned hidden;     /* let through, and closed to this visitor */
    struct str card;     /* what the employer sees, but for `hidden` */
    bool has_goal;       /* is there a goal or a step to tell? */
};
/* Leaves a look. ERR_NOT_FOUND for strangers, for what is no job of the person that is
 * followed, and for what is no employer; ERR_DENIED. */
nodiscard enum err_code employer_share_show(struct employer_share *out,
                                            const struct asking *a,
                                            struct person_id person, struct uuid job,
                                            struct organisation_id employer,
                                            struct err *e);
/* Exactly `categories` from now on, in one write: what was let through and is not among
 * them is withdrawn. ERR_INVALID for a category that no employer is told, or for none
 * when nothing was let through; ERR_DENIED for who may not record it. */
nodiscard enum err_code employer_share_save(const struct asking *a,
                                            struct person_id person, struct uuid job,
                                            struct organisation_id employer,
                                            unsigned categories, uint8_t form,
                                            uint8_t language, struct err *e);
/* Employers whom the person lets know something today, for who may see the work. */
nodiscard enum err_code employer_shares(struct employer_consent **out, size_t *n_out,
                                        const struct asking *a, struct person_id person,
                                        struct err *e);

#endif
