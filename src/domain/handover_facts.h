/* Warm handovers (R78-R86): one organisation brings a person to another, with what the
 * person agreed to tell. What became of one is said by its dated events
 * (handover_course.h). Same rules as dossier_facts.h. */
#ifndef DOMAIN_HANDOVER_FACTS_H
#define DOMAIN_HANDOVER_FACTS_H

#include "domain/dossier_facts.h"

/* One attempt; it has versions until it is sent. */
struct handover_fact {
    struct uuid id;
    struct person_id person;
    struct trajectory_id trajectory; /* nil: apart from any */
    struct organisation_id from;
    struct uuid worker;        /* who hands over */
    struct organisation_id to; /* nil: not chosen yet */
    uint8_t receiver_kind;     /* receiver_kind; CODE_MISSING: not chosen yet */
    struct uuid service;       /* of the social map; nil */
    struct uuid vacancy;       /* nil */
    struct uuid replaces;      /* the attempt before this one; nil */
    uint8_t moment;            /* handover_moment; CODE_MISSING: not asked yet */
    struct uuid appointment;   /* the first meeting; nil: not planned yet */
    uint8_t is_guide_present;  /* comes along: 1, 0, CODE_MISSING not said */
    struct day on;             /* begun */
    struct str words;          /* what the person wants; STR_NONE */
    struct written written;
};
struct handover_words_fact {
    struct uuid id, handover;
    struct person_id person;
    uint8_t kind; /* handover_words */
    struct str words;
};
struct handover_share_fact {
    struct uuid id, handover;
    struct person_id person;
    uint8_t category; /* sharing_category */
};
struct handover_event_fact {
    struct uuid id, handover;
    struct person_id person;
    uint8_t kind; /* handover_event */
    struct day on;
    uint8_t reason;                      /* handover_reason; CODE_MISSING */
    uint8_t result;                      /* handover_result; CODE_MISSING */
    struct organisation_id organisation; /* of who did it */
    struct uuid worker;                  /* nil: who has no account */
    struct organisation_id other;        /* proposed instead; nil */
    struct uuid appointment;             /* nil */
    uint8_t is_guide_present;            /* met: 1, 0; CODE_MISSING */
    struct str words;                    /* STR_NONE */
    struct written written;
};
enum { HANDOVER_DIGEST_BYTES = 32 };
/* What was shown before it was sent, and sent: the same bytes. */
struct handover_payload_fact {
    struct uuid id, handover;
    struct person_id person;
    uint8_t
        digest[HANDOVER_DIGEST_BYTES]; /* BLAKE2b-256 of content; the store makes it */
    struct str content;                /* canonical JSON (handover_payload.h) */
};

#endif
