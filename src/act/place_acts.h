/* Outreach places: making them known, correcting them, when they are fit. A correction
 * retracts what changed and adds it anew; what did not change stays as it was.
 *
 * A place is of everybody who may see places. What is known of it, and whom to ask
 * there, is kept by the organisation that wrote it: only its workers change that place
 * and see the contact. A place that nobody keeps is kept by who changes it first. */
#ifndef ACT_PLACE_ACTS_H
#define ACT_PLACE_ACTS_H

#include "act/behalf.h"
#include "store/outreach_read.h"

struct place_wish {
    struct uuid place; /* nil: a new one, whose id is the form's */
    char name[160];
    uint8_t kind;         /* place_kind */
    char municipality[8]; /* REFNIS code; "": not in one, or not known */
    struct day from, to;
    char sub_kind[40], address[200], advice[400];
    struct str contact;
    uint32_t groups; /* bit 1 << target_group */
};
/* ERR_DENIED, ERR_NOT_FOUND; ERR_INVALID without a name or for a code that is none. */
nodiscard enum err_code place_save(struct uuid *out, const struct asking *a,
                                   const struct place_wish *wish, struct err *e);
/* May the visitor change this place, and see whom to ask? */
bool place_is_kept_by(const struct asking *a, const struct place_view *place);
/* The place as the visitor may see it. */
nodiscard enum err_code place_show(struct place_view *out, const struct asking *a,
                                   struct uuid place, struct err *e);

/* Open on these days (bit 1 << weekday, 1 Monday to 7 Sunday) from minute to minute. */
nodiscard enum err_code place_hours_add(const struct asking *a, struct uuid place,
                                        uint8_t weekdays, int from_minute,
                                        int to_minute, struct err *e);
nodiscard enum err_code place_hour_drop(const struct asking *a, struct uuid place,
                                        struct uuid hour, struct err *e);

/* For acts that come upon a place (act/chat_acts.h): inside their write, the place with
 * this name that the organisation knows, or a new one. With a municipality (REFNIS
 * code;
 * "": not said) only a place there, or one of which nobody knew: that one is there from
 * then on, when the visitor may change it. */
nodiscard enum err_code place_find_or_add(struct uuid *out, struct write *w,
                                          const struct asking *a, struct str name,
                                          const char *municipality, struct day on,
                                          struct err *e);

#endif
