/* What deserves a look in the ring of who accompanies a person (R59): organisations
 * that do the same at the same time, and gaps. Remarks for people who talk with one
 * another; nothing is refused because of them.
 *
 * The same: one domain, two organisations (or names in words), on a day in common, and
 * both still running today. "Something else" is compared with nothing: two other things
 * are seldom the same. One organisation with two workers is no overlap.
 * Being handed over: they would do the same, but one hands that very domain over to the
 * other, it was accepted and it has not ended: the receiver begins while the sender
 * still stands in (R80). Once it has ended and both still run, they do the same.
 * Nobody: an organisation of the house, running, without a worker's name.
 * No next date: running, and the next date is not known or has passed.
 * Not followed: ended in the last 180 days (own choice: half a year, after which it is
 * history), and nobody runs, or ran later, in that domain. */
#ifndef DOMAIN_RING_OVERLAP_H
#define DOMAIN_RING_OVERLAP_H

#include "domain/dossier_facts.h"

enum ring_remark_kind {
    RING_SAME_DOMAIN,
    RING_HANDED_OVER,
    RING_NOBODY,
    RING_NO_NEXT,
    RING_NOT_FOLLOWED,
    N_RING_REMARKS
};
const char *ring_remark_word(enum ring_remark_kind k); /* "same_domain" */
struct ring_remark {
    enum ring_remark_kind kind;
    size_t guidance, other; /* places in the ring; other: of the first two kinds,
                               of RING_HANDED_OVER who receives */
};
/* A handover that runs (handover_is_running), and what it brings (handover_domain). */
struct ring_handover {
    struct organisation_id from, to;
    uint8_t domain; /* guidance_domain */
};
enum { RING_ENDED_DAYS = 180 };

/* Begun, and not over, on the day. */
bool guidance_runs(const struct guidance_fact *g, struct day on);
/* At most `most` remarks, in order of the ring; returns how many there are. */
size_t ring_remarks(struct ring_remark *out, size_t most,
                    const struct guidance_fact *ring, size_t n,
                    const struct ring_handover *running, size_t n_running,
                    struct day today);
/* Do any two do the same, by the same rule? */
bool ring_is_double(const struct guidance_fact *ring, size_t n,
                    const struct ring_handover *running, size_t n_running,
                    struct day today);

#endif
