/* Links for people without an account, and what employers answer through them. A link
 * opens one thing: a handover, or the question how it goes in one job. Same rules as
 * dossier_facts.h. */
#ifndef DOMAIN_GUEST_FACTS_H
#define DOMAIN_GUEST_FACTS_H

#include "domain/dossier_facts.h"

enum { GUEST_HASH_BYTES = 32, GUEST_HANDOVER_DAYS = 14, GUEST_CHECK_IN_DAYS = 7 };
enum { GUEST_CODES_MOST = 5 }; /* wrong codes end a link */

struct guest_link_fact {
    struct person_id person;
    struct uuid id;
    uint8_t kind;                        /* guest_link_kind */
    struct uuid handover, outcome;       /* one of the two is nil */
    struct organisation_id organisation; /* that made it */
    struct uuid worker;                  /* who made it */
    int64_t expires_at;                  /* ms; a whole minute (trust/guest_token.h) */
    bool has_code;
    uint8_t code[GUEST_HASH_BYTES]; /* keyed hash; means something with has_code */
    /* for whom: of a check-in the id of the employer as text, a newline, and who reads
     * it there; sealed */
    struct str words;
    struct written written;
};
struct guest_visit_fact {
    struct person_id person;
    struct uuid id, link;
    uint8_t kind;        /* guest_visit_kind */
    int64_t happened_at; /* ms */
    bool has_browser;
    uint8_t browser[GUEST_HASH_BYTES]; /* keyed hash of the cookie, of this link */
    struct written written;
};
/* What an employer answered to how it goes. */
struct check_in_fact {
    struct person_id person;
    struct uuid id, link, outcome;
    struct day on;
    uint8_t answer;   /* check_in_answer */
    struct str words; /* STR_NONE: none */
    struct written written;
};
/* Somebody took it up. */
struct check_in_reply_fact {
    struct person_id person;
    struct uuid id, check_in;
    struct day on;
    struct uuid worker;
    struct str words;
    struct written written;
};

#endif
