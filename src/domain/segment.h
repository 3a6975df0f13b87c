/* The target-group segment of figure 1 of the SERV advice, derived from its questions
 * (R1-R6), never only typed.
 *
 * The boxes 3 and 4 overlap ("and/or": an active recipient whose offer was insufficient
 * is in both, I31): 3 goes before 4 and the overlap is told. The figure has no box for
 * who is not willing while an availability condition applies: code 6. What cannot be
 * decided is 9. A benefit or a running trajectory with another body counts as known to
 * another body (R2, R3). */
#ifndef DOMAIN_SEGMENT_H
#define DOMAIN_SEGMENT_H

#include "domain/coded.h"
#include "domain/lists.h"

/* All yes_no, as on one day. */
struct segment_facts {
    struct coded willing_to_work;
    struct coded availability_condition;
    struct coded registered_vdab;  /* now; voluntarily or compulsorily */
    struct coded known_elsewhere;  /* another body, a benefit or a trajectory there */
    struct coded reached_recently; /* by VDAB, in the look-back period */
    struct coded offer_was_sufficient; /* in substance, in the look-back period */
};

struct segment_result {
    enum code_of_target_segment segment;
    bool overlaps;    /* belongs in box 4 as well */
    bool not_reached; /* why box 3 (R4 keeps the two reasons apart) */
    bool offer_insufficient;
};

struct segment_result segment_of(const struct segment_facts *f);
/* yes_no of a registration status: voluntary and compulsory are registered. */
struct coded segment_registered(struct coded registration_status);
/* Was the last service within `look_back_years` before the day? DAY_NONE: never. */
bool segment_reached_recently(struct day last_service, struct day on,
                              int look_back_years);
/* Outside the scope (R6): no trajectory is opened or pushed. */
bool segment_out_of_scope(enum code_of_target_segment segment);

#endif
