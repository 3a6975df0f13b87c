/* What became of an answer about sharing, and which answers make sense. Pure. */
#ifndef DOMAIN_CONSENT_COURSE_H
#define DOMAIN_CONSENT_COURSE_H

#include "domain/access.h"
#include "domain/sharing_facts.h"

enum consent_state {
    CONSENT_IN_FORCE,  /* opens on this day */
    CONSENT_TO_COME,   /* begins later */
    CONSENT_OVER,      /* its last day is past */
    CONSENT_WITHDRAWN, /* also when a later answer took its place */
    CONSENT_REFUSED,   /* the person said no */
    N_CONSENT_STATES
};
enum consent_state consent_state_of(const struct consent_fact *f, bool is_withdrawn,
                                    struct day today);

/* May this category be let through for this purpose at all? What was written for one's
 * own organisation never; to an employer and for accounts only what they need. */
bool purpose_takes(uint8_t purpose, uint8_t category);
/* All of them, a bit for each. */
unsigned purpose_categories(uint8_t purpose);

/* What is wrong with an answer, the first found. */
enum consent_fault {
    CONSENT_FITS,
    CONSENT_NO_RECEIVER,
    CONSENT_NO_PURPOSE,
    CONSENT_NO_CATEGORY,
    CONSENT_NOT_FOR_PURPOSE, /* a category that this purpose does not take */
    CONSENT_NO_GROUND,
    CONSENT_NO_FORM,      /* how it was told; with consent it was asked */
    CONSENT_NO_WORDS,     /* another ground than consent says why */
    CONSENT_HEALTH_ASKED, /* health is let through by the person alone */
    CONSENT_NO_IS_ASKED,  /* a no is the person's: it has ground consent */
    CONSENT_DAYS,         /* a last day before the first or before today */
    N_CONSENT_FAULTS
};
/* An answer about several categories (a bit for each) at once. */
struct consent_choice {
    struct organisation_id receiver;
    uint8_t purpose;     /* sharing_purpose */
    unsigned categories; /* 1 << sharing_category */
    uint8_t ground;      /* sharing_ground */
    bool is_given;
    uint8_t form;        /* consent_form */
    uint8_t language;    /* CODE_MISSING: not said */
    struct day from, to; /* to DAY_NONE: until withdrawn */
    struct str words;
};
enum consent_fault consent_choice_check(const struct consent_choice *c,
                                        struct day today);

#endif
